"""A draft -> the message that goes out: its head put right byte by byte, its body left as it is."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.utils import format_datetime

from briefing.addresses import Mailbox
from briefing.errors import DeliveryError

_END = re.compile(rb"\r\n|\r|\n")
_ID = re.compile(r"<[\x21-\x3b=\x3f-\x7e]+@[\x21-\x3b=\x3f-\x7e]+>")
_LONGEST_LINE = 998  # octets (RFC 5322, 2.1.1)
_DRAFT_ONLY = (b"x-unsent", b"bcc", b"resent-bcc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message that is ready, and its envelope."""

    content: bytes
    """With CRLF at the end of every line, whatever it had."""
    message_id: str
    """Of the draft; a further copy gets one of its own."""
    brief: str
    """What two messages share that carry the same brief, however it looks."""
    series: str
    subject: str
    sender: str
    recipients: tuple[str, ...]
    """Each address once, of To, Cc and Bcc."""
    date: dt.datetime | None = None
    """None keeps the draft's."""

    @property
    def digest(self) -> str:
        """What stands for the message as it was drafted, whenever it is sent."""
        return hashlib.sha256(self.sender.encode() + b"\0" + self.content).hexdigest()

    def envelope(self, recipients: Sequence[str]) -> bytes:
        """Write who it is from and for, for people and programs that look into the outbox."""
        written = {"from": self.sender, "to": list(recipients)}
        return json.dumps(written, ensure_ascii=False, indent=2).encode() + b"\n"


def letter_of(
    draft: bytes,
    sender: Mailbox,
    recipients: Sequence[Mailbox],
    series: str,
    *,
    brief: str | None = None,
    date: dt.datetime | None = None,
) -> Letter:
    """Make a draft ready to go; DeliveryError where it is no message. Without `brief`, its id says what it carries."""
    head, body = _parted(_normal(draft))
    fields = [(name, field) for name, field in _fields(head) if name not in _DRAFT_ONLY]
    found = {name: _unfolded(field) for name, field in fields}
    addresses = {address_key(one.address): one.address for one in reversed(recipients)}
    content = b"\r\n".join([*(field for _, field in fields), b"", body])
    message_id = _id_of(found, draft, sender)
    if any(len(line) > _LONGEST_LINE for line in content.split(b"\r\n")):
        raise DeliveryError(f"the message has a line of more than {_LONGEST_LINE} octets, which servers break")
    return Letter(
        content=content,
        message_id=message_id,
        brief=brief or message_id,
        series=series,
        subject=_decoded(found.get(b"subject", b"")),
        sender=sender.address,
        recipients=tuple(addresses.values())[::-1],
        date=date,
    )


def marked(letter: Letter, message_id: str, chain: Sequence[str]) -> bytes:
    """Return the message with its own id, its date and the issues that it follows."""
    new = {b"message-id": b"Message-ID: " + message_id.encode()}
    if letter.date is not None:
        new[b"date"] = b"Date: " + format_datetime(letter.date).encode()
    if chain:
        new[b"in-reply-to"] = b"In-Reply-To: " + chain[-1].encode()
        new[b"references"] = b"References: " + "\r\n ".join(chain).encode()
    head, body = _parted(letter.content)
    return b"\r\n".join([*_replaced(head, new), b"", body])


def numbered(message_id: str, taken: int) -> str:
    """Return an id of its own for a further copy: "<a@b>", "<a.2@b>"; servers drop a copy whose id they know."""
    local, _, domain = message_id.rpartition("@")
    return f"{local}.{taken + 1}@{domain}" if taken else message_id


def address_key(address: str) -> str:
    """Return what two spellings of an address share."""
    return address.casefold()


def needs_utf8(content: bytes) -> bool:
    """Whether the head of a message, or of a part of it, can go to a server with SMTPUTF8 only."""
    return not _parted(content)[0].isascii()


def _normal(draft: bytes) -> bytes:
    """End every line as servers want it; in the head, a lone CR ends none, or a title could bring its own fields."""
    head, gap, body = draft.replace(b"\r\n", b"\n").partition(b"\n\n")
    return _END.sub(b"\r\n", head.replace(b"\r", b" ") + gap + body)


def _parted(content: bytes) -> tuple[bytes, bytes]:
    head, gap, body = content.partition(b"\r\n\r\n")
    if not gap or not head.strip():
        raise DeliveryError("the message has no head and body: make it anew with `briefing email draft`")
    return head, body


def _fields(head: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the fields of a head, each with its name in lower case and with its folded lines."""
    field: list[bytes] = []
    for line in (*head.split(b"\r\n"), b""):
        if line[:1] in {b" ", b"\t"}:
            field.append(line)
            continue
        if field:
            yield field[0].partition(b":")[0].strip().lower(), b"\r\n".join(field)
        field = [line]


def _replaced(head: bytes, new: Mapping[bytes, bytes]) -> Iterator[bytes]:
    """Yield the fields of a head, the new ones in the places of the old, the others at the end."""
    left = dict(new)
    for name, field in _fields(head):
        if name not in new:
            yield field
        elif name in left:
            yield left.pop(name)
    yield from left.values()


def _unfolded(field: bytes) -> bytes:
    return b" ".join(field.partition(b":")[2].split())


def _id_of(found: Mapping[bytes, bytes], draft: bytes, sender: Mailbox) -> str:
    """Return the draft's id, or one made from what it holds."""
    given = found.get(b"message-id", b"").decode("ascii", "replace")
    if _ID.fullmatch(given):
        return given
    domain = sender.domain if sender.domain.isascii() and _ID.fullmatch(f"<a@{sender.domain}>") else "localhost"
    return f"<{hashlib.sha256(draft).hexdigest()[:32]}@{domain}>"


def _decoded(value: bytes) -> str:
    """Return the text of a field for people."""
    from email.header import decode_header, make_header

    text = value.decode("utf-8", "replace")
    try:
        return str(make_header(decode_header(text)))
    except (ValueError, LookupError):
        return text
