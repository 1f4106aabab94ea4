"""Bodies, files and fields -> the bytes of one message: the same for the same content, on every machine."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart

from briefing.addresses import Mailbox
from briefing.characters import utf8, whole
from briefing.model import Artifact
from briefing.render.mail.headers import NOWHERE, Field, digest_of, file_field, mailbox_field, policy_for
from briefing.render.mail.picture import Picture
from briefing.render.mail.view import FileView

_TEXTS = ("application/x-bibtex",)
"""Text by another name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """What a reader sees."""

    text: str
    page: str
    pictures: tuple[Picture, ...]
    """Those that the page shows."""
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
    _relate(_last(message), bodies.pictures)
    for file, artifact in bodies.files:
        _attach(message, file, artifact)
    _bound(message, digest)
    return message.as_bytes()


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
    yield "text", utf8(bodies.text)
    yield "page", utf8(bodies.page)
    yield from ((file.name, artifact.content) for file, artifact in bodies.files)


def _relate(page: MIMEPart, pictures: Iterable[Picture]) -> None:
    """Put pictures beside the page that shows them."""
    for picture in pictures:
        page.add_related(picture.content, "image", "png", cte="base64", cid=f"<{picture.cid}>")
        _replace(_last(page), file_field(picture.name, picture.name, "inline"))


def _attach(message: EmailMessage, file: FileView, artifact: Artifact) -> None:
    """Let a file ride with the message; of text it says the encoding, or programs take it for ASCII."""
    main, _, sub = artifact.media_type.partition("/")
    is_text = main == "text" or artifact.media_type in _TEXTS
    params = {"charset": "utf-8"} if is_text else {}
    message.add_attachment(artifact.content, main, sub, cte="base64", params=params, filename=file.name)
    _replace(_last(message), file_field(file.name, file.full_name))


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
