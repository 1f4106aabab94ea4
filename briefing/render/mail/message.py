"""Bodies, files and fields -> the bytes of one message: the same for the same content, on every machine."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart

from briefing.addresses import Mailbox
from briefing.model import Artifact
from briefing.render.mail.headers import Field, digest_of, file_field, mailbox_field, policy_for
from briefing.render.mail.picture import Picture
from briefing.render.mail.view import FileView
from briefing.render.text import whole

NOWHERE = "briefing.invalid"
"""What ids end with where no sender is known: a domain that nobody can ever have (RFC 2606)."""
PICTURE = "chart"
"""How the page asks for the picture: cid:chart and the end of its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """What a reader sees."""

    text: str
    page: str
    picture: Picture | None
    files: tuple[tuple[FileView, Artifact], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Who writes to whom."""

    sender: Mailbox | None
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    reply_to: Mailbox | None

    @property
    def boxes(self) -> tuple[Mailbox, ...]:
        """Everyone whose address stands in the message."""
        single = (box for box in (self.sender, self.reply_to) if box)
        return (*single, *self.to, *self.cc)


def build(bodies: Bodies, envelope: Envelope, fields: Sequence[Field], series: str) -> bytes:
    """Put the message together; its id comes from the series and the content."""
    digest = digest_of(dict(_parts(bodies, fields)))
    domain = envelope.sender.domain if envelope.sender and not envelope.sender.needs_utf8 else NOWHERE
    message = EmailMessage(policy=policy_for(envelope.boxes))
    for field in (*_people(envelope), *fields, Field("Message-ID", f"<{series}.{digest[:24]}@{domain}>")):
        message[field.name] = field
    message.set_content(whole(bodies.text), cte="quoted-printable")
    message.add_alternative(whole(bodies.page), subtype="html", cte="quoted-printable")
    if bodies.picture:
        _relate(message, bodies.picture)
    for file, artifact in bodies.files:
        main, _, sub = artifact.media_type.partition("/")
        message.add_attachment(artifact.content, main, sub, cte="base64", headers=[], filename=file.name)
        _replace(_last(message), file_field(file.name, file.full_name))
    _bound(message, digest)
    return message.as_bytes()


def picture_id(picture: Picture) -> str:
    """Return the picture's Content-ID without its brackets: from its bytes, so that no other has it."""
    return f"{PICTURE}.{hashlib.sha256(picture.content).hexdigest()[:16]}@{NOWHERE}"


def _people(envelope: Envelope) -> Iterator[Field]:
    groups: Iterable[tuple[str, tuple[Mailbox, ...]]] = (
        ("From", (envelope.sender,) if envelope.sender else ()),
        ("To", envelope.to),
        ("Cc", envelope.cc),
        ("Reply-To", (envelope.reply_to,) if envelope.reply_to else ()),
    )
    return (mailbox_field(name, boxes) for name, boxes in groups if boxes)


def _parts(bodies: Bodies, fields: Sequence[Field]) -> Iterator[tuple[str, bytes]]:
    """Yield what makes two messages differ."""
    yield from ((field.name, field.encode()) for field in fields if field.name == "Subject")
    yield "text", whole(bodies.text).encode()
    yield "page", whole(bodies.page).encode()
    yield from ((file.name, artifact.content) for file, artifact in bodies.files)


def _relate(message: EmailMessage, picture: Picture) -> None:
    """Put the picture beside the page that shows it."""
    page = _last(message)
    page.add_related(picture.content, "image", "png", cte="base64", cid=f"<{picture_id(picture)}>")
    _replace(_last(page), file_field(picture.name, picture.name, "inline"))


def _last(message: MIMEPart) -> MIMEPart:
    *_, part = message.iter_parts()
    return part


def _replace(part: MIMEPart, field: Field) -> None:
    del part[field.name]
    part[field.name] = field


def _bound(message: EmailMessage, digest: str) -> None:
    """Name the borders between parts after the content, which can't hold its own hash."""
    containers = (part for part in message.walk() if part.is_multipart())
    for number, part in enumerate(containers, 1):
        part.set_boundary(f"briefing-{number}-{digest[:32]}")
