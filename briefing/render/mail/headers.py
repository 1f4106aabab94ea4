"""Values -> header fields, folded and encoded by rules that every reader of mail follows.

The standard library's own folding loses the quotation marks of a long name with a comma in it (one recipient becomes
two) and encodes long addresses and message ids, where no encoding is allowed. It lets a value bring its own folding.
"""

import hashlib
from collections.abc import Iterable, Mapping
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, EmailPolicy
from urllib.parse import quote

from briefing.addresses import Mailbox
from briefing.render.text import visible

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~ ")
_LINE = 76
NOWHERE = "briefing.invalid"
"""What ids end with where no sender is known: a domain that nobody can ever have (RFC 2606)."""


class Field(str):
    """A header field that is folded already."""

    name: str

    def __new__(cls, name: str, value: str) -> "Field":
        """Take a value whose lines are apart by a line feed and a space."""
        field = super().__new__(cls, value)
        field.name = name
        return field

    def fold(self, *, policy: "EmailPolicy[EmailMessage]") -> str:
        """Return the field as it stands in the message; the standard library asks for it."""
        return f"{self.name}: {self.replace(chr(10), policy.linesep)}{policy.linesep}"


def text_field(name: str, text: str) -> Field:
    """Write free text: one line, nothing hidden, encoded where it is not plain ASCII."""
    return Field(name, encode_words(" ".join(visible(text).split()), len(name) + 2))


def encode_words(text: str, before: int = 0) -> str:
    """Fold text, in encoded words (RFC 2047) where it needs them or looks as if it held one."""
    charset = "us-ascii" if text.isascii() and "=?" not in text else "utf-8"
    return Header(text, charset, maxlinelen=_LINE, header_name="x" * max(0, before - 2)).encode(splitchars=" ")


def mailbox_field(name: str, boxes: Iterable[Mailbox]) -> Field:
    """Write mailboxes, one a line."""
    return Field(name, ",\n ".join(write_mailbox(box) for box in boxes))


def write_mailbox(box: Mailbox) -> str:
    """Write a mailbox: the name plain, in quotation marks or in encoded words, as it needs."""
    if not box.name:
        return box.address
    if not box.name.isascii() or "=?" in box.name:
        return f"{encode_words(box.name)} <{box.address}>"
    escaped = box.name.replace("\\", "\\\\").replace('"', '\\"')
    return f"{box.name if _PLAIN.issuperset(box.name) else chr(34) + escaped + chr(34)} <{box.address}>"


def unsubscribe_fields(address: str) -> tuple[Field, ...]:
    """Say how to leave the list; with one click only over https (RFC 8058)."""
    field = Field("List-Unsubscribe", f"<{address}>")
    if not address.lower().startswith("https:"):
        return (field,)
    return field, Field("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")


def file_field(ascii_name: str, full_name: str, kind: str = "attachment") -> Field:
    """Name a file: plainly for every reader, and as it is written where that is more than ASCII (RFC 2231)."""
    fields = [kind, f'filename="{ascii_name}"']
    if full_name != ascii_name:
        fields.append(f"filename*=utf-8''{quote(full_name, safe='')}")
    return Field("Content-Disposition", ";\n ".join(fields))


def policy_for(boxes: Iterable[Mailbox]) -> "EmailPolicy[EmailMessage]":
    """Return how the message is written: UTF-8 in its head only where an address can't be written otherwise."""
    return SMTPUTF8.clone(cte_type="7bit") if any(box.needs_utf8 for box in boxes) else SMTP.clone(cte_type="7bit")


def digest_of(parts: Mapping[str, bytes]) -> str:
    """Return what stands for the content: the same parts give the same."""
    total = hashlib.sha256()
    for name, content in parts.items():
        total.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(content).digest())
    return total.hexdigest()
