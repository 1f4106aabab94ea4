"""The parts of a mail -> what is to be read of it: the best of its alternatives, and its attachments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from functools import partial
from html import unescape

from briefing.read.decoding import decode
from briefing.read.mail.headers import attempt, field_of, shown

MOST_PARTS = 2_000
"""So many parts of one mail are looked at."""
DEEPEST = 50
"""Parts may lie so deep in parts."""

_TOO_MANY = f"has more than {MOST_PARTS:,} parts, or parts in parts {DEEPEST} deep; not all were read."
_TAG = re.compile(r"<[^<>]{0,5000}>")
_UNSEEN = re.compile(r"<(style|script|head|title)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"<?https?://\S+")
_STUB = 0.4  # of the page's words: a plain alternative with fewer only says that there is a page
_IGNORED = (
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/ms-tnef",
    "message/delivery-status",
    "text/calendar",
    "text/rfc822-headers",
    "text/vcard",
    "text/x-amp-html",
    "text/x-vcard",
)


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the mail itself."""

    text: str
    html: bool


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that travels with the mail."""

    name: str
    data: bytes


@dataclass(slots=True)
class Parts:
    """What is to be read of a mail."""

    texts: list[Text] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    ignored: list[tuple[str, str]] = field(default_factory=list)
    """Names of parts that hold nothing to read, with the reason."""
    broken: list[str] = field(default_factory=list)
    """What could not be taken apart."""
    seen: int = 0


def parts_of(message: Message) -> Parts:
    """Take a mail apart."""
    parts = Parts()
    _take(message, parts, 0)
    return parts


def _take(message: Message, parts: Parts, depth: int) -> None:
    """Sort a part, and what is in it."""
    parts.seen += 1
    if parts.seen > MOST_PARTS or depth > DEEPEST:
        if _TOO_MANY not in parts.broken:
            parts.broken.append(_TOO_MANY)
        return
    kind = _kind(message)
    if kind == "message/rfc822":
        _attach(message, kind, parts)
    elif not message.is_multipart():
        _take_leaf(message, kind, parts)
    else:
        _MULTIPARTS.get(kind, _take_all)(message, parts, depth)


def _take_all(message: Message, parts: Parts, depth: int) -> None:
    for part in _below(message):
        _take(part, parts, depth + 1)


def _refuse_encrypted(_message: Message, parts: Parts, _depth: int) -> None:
    parts.broken.append("is encrypted. Save its text without encryption.")


def _below(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _kind(message: Message) -> str:
    return attempt(message.get_content_type, "text/plain")


def _take_best(message: Message, parts: Parts, depth: int) -> None:
    """Take the plain one of the alternatives, or the page where that is only hinted at; and what rides with them."""
    choices = []
    for part in _below(message):
        choice = Parts(seen=parts.seen)
        _take(part, choice, depth + 1)
        parts.seen = choice.seen
        parts.attachments += choice.attachments
        parts.ignored += choice.ignored
        parts.broken += choice.broken
        choices.append(choice.texts)
    plain = next((texts for texts in choices if texts and not texts[0].html), [])
    page = next((texts for texts in reversed(choices) if texts and texts[0].html), [])
    parts.texts += page if page and _words(plain) < _STUB * _words(page) else plain or page


def _words(texts: list[Text]) -> int:
    return sum(len(_ADDRESS.sub(" ", _seen(text.text) if text.html else text.text).split()) for text in texts)


def _seen(markup: str) -> str:
    """Return roughly what of a page can be read."""
    shown, place = [], 0
    for match in _UNSEEN.finditer(markup):
        if match.start() >= place:
            shown.append(markup[place : match.start()])
            end = markup.lower().find(f"</{match[1].lower()}", match.end())
            place = len(markup) if end < 0 else end
    return unescape(_TAG.sub(" ", "".join((*shown, markup[place:]))))


def _take_related(message: Message, parts: Parts, depth: int) -> None:
    """Take the page; what it shows inside itself is no attachment."""
    below = _below(message)
    for part in below[:1]:
        _take(part, parts, depth + 1)
    for part in below[1:]:
        if _kind(part).startswith("image/") or part.get("Content-ID"):
            parts.ignored.append((_name(part) or "a picture", "a picture in the text"))
        else:
            _take(part, parts, depth + 1)


_MULTIPARTS = {
    "multipart/alternative": _take_best,
    "multipart/encrypted": _refuse_encrypted,
    "multipart/related": _take_related,
}


def _take_leaf(message: Message, kind: str, parts: Parts) -> None:
    name = _name(message)
    attached = field_of(message, "Content-Disposition").lower().startswith("attachment")
    if kind in _IGNORED or kind.split("/", maxsplit=1)[0] in {"image", "audio", "video", "font"}:
        parts.ignored.append((name or kind, f"{kind}, nothing to read"))
    elif kind in {"text/plain", "text/html"} and not attached and not name:
        parts.texts.append(Text(_text(message), kind == "text/html"))
    else:
        _attach(message, kind, parts)


def _attach(message: Message, kind: str, parts: Parts) -> None:
    suffix = {"message/rfc822": ".eml", "text/html": ".html", "text/plain": ".txt", "application/pdf": ".pdf"}
    name = _name(message) or f"part-{parts.seen}{suffix.get(kind, '')}"
    below = _below(message)
    data = attempt(below[0].as_bytes if kind == "message/rfc822" and below else lambda: _data(message), None)
    if data is None:
        parts.broken.append(f"its attachment {name} can't be taken out of it. Save the attachment.")
    elif data:
        parts.attachments.append(Attachment(name, data))


def _data(message: Message) -> bytes:
    payload = message.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _name(message: Message) -> str:
    """Return the last piece of the file name that a part states."""
    name = shown(attempt(message.get_filename, None) or "")
    return re.split(r"[/\\]", name)[-1].strip(" .")[-120:]


def _text(message: Message) -> str:
    """Return a text part's characters: in the encoding that it states where that fits, else as any text is read."""
    data = attempt(lambda: _data(message), b"")
    charset = attempt(message.get_content_charset, None)
    stated = attempt(lambda: data.decode(charset), None) if charset and charset != "us-ascii" else None
    text = (decode(data).text if stated is None else stated).replace("\r\n", "\n").replace("\r", "\n")
    return _unwrapped(message, text)


def _unwrapped(message: Message, text: str) -> str:
    """Join the lines of a flowed text (RFC 3676): a line that ends with a space goes on."""
    flowed, close = (
        str(attempt(partial(message.get_param, name), None)).lower() == value
        for name, value in (("format", "flowed"), ("delsp", "yes"))
    )
    return "\n".join(_flowed(text, close=close)) if flowed else text


def _flowed(text: str, *, close: bool) -> Iterator[str]:
    held: list[str] = []
    for line in text.split("\n"):
        bare = line.removeprefix(" ")
        goes_on = bare.endswith(" ") and bare != "-- " and not bare.startswith(">")
        held.append(bare[:-1] if goes_on and close else bare)
        if not goes_on:
            yield "".join(held)
            held = []
    if held:
        yield "".join(held)
