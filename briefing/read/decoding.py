"""Bytes -> characters: by a mark, as UTF-8 where they are that, else by what speaks for an encoding.

Only these characters differ from the file: a byte order mark is dropped, bytes that mean nothing become U+FFFD, and a
file whose lines end in a lone carriage return gets line feeds. `"\\r\\n"`, NUL and control characters stay.
"""

import codecs
import re
from dataclasses import dataclass

from briefing.characters import whole

# The longer marks first: the mark of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Detection may name a code page's smaller sister that lacks characters beyond the sample.
SUPERSETS = {
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
}

SAMPLE = 200_000
"""So many bytes are looked at to guess an encoding."""
LEAD = 1_000
"""So many bytes before the first one outside ASCII belong to the sample."""

_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
JUNK = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd-\uffff]")
_GAP = re.compile("[\t\n\r \u3000-\u3002\uff0c]")
_WHOLE = re.compile("[^\x00-\x7f\ufffd]")
_HIGH = re.compile(rb"[\x80-\xff]")
_SHIFTS = re.compile(rb"\x1b[$(]")
_ESCAPED = "[\udc80-\udcff]"
_SINGLE = re.compile(f"(?<!{_ESCAPED}){_ESCAPED}(?!{_ESCAPED}|\\Z)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A file's characters, and what had to be assumed for them."""

    text: str
    encoding: str
    """The name of a Python codec."""
    replaced: int
    """How many U+FFFD the text holds: bytes that mean nothing in this encoding, or that the file itself had lost."""


def decode(data: bytes) -> Decoded:
    """Decode a whole file; never fails: what means nothing becomes U+FFFD and is counted."""
    encoding = _marked(data) or _unmarked(data)
    text = _mended(data) if encoding == "utf-8" else data.decode(encoding, "replace")
    text = whole(text).removeprefix("\ufeff")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    return Decoded(text=text, encoding=encoding, replaced=text.count("\ufffd"))


def _mended(data: bytes) -> str:
    """Decode UTF-8 into which single bytes of Windows-1252 were pasted; a longer broken sequence stays broken."""
    text = data.decode("utf-8", "surrogateescape")
    return _SINGLE.sub(lambda found: bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace"), text)


def _marked(data: bytes) -> str | None:
    """Return the encoding that a byte order mark states."""
    for mark, encoding in MARKS:
        full = data[: len(data) // 4 * 4]
        if data.startswith(mark) and (encoding != "utf-32" or _fits(full, encoding)):
            return encoding
    return None


def _unmarked(data: bytes) -> str:
    """Return the encoding of a file without a mark: UTF-8 unless something speaks against it."""
    if _fits(data, "utf-8") and not _SHIFTS.search(data):
        controls = sum(1 for _ in _CONTROL_BYTES.finditer(data))
        if controls * 20 <= len(data):
            return "utf-8"
    return _wide(data) or _shifted(data) or ("utf-8" if _mostly_utf8(data) else _guessed(data))


def _wide(data: bytes) -> str | None:
    """Return the byte order of UTF-16 or UTF-32 without a mark: the reading that is full of spaces."""
    if b"\0" not in data:
        return None
    names = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
    readings = {name: data[:SAMPLE].decode(name, "replace") for name in names}
    best = max(readings, key=lambda name: share(_GAP, readings[name]))
    gaps, junk = share(_GAP, readings[best]), share(JUNK, readings[best])
    return best if gaps >= 0.02 and junk * 2 <= gaps else None


def _shifted(data: bytes) -> str | None:
    """Return the encoding of seven-bit Japanese, Korean or Chinese, which looks like ASCII with escape sequences."""
    shift = _SHIFTS.search(data)
    guess = _detected(data, shift.start()) if shift else ""
    return guess if guess.startswith("iso-2022") and _fits(data, guess) else None


def _mostly_utf8(data: bytes) -> bool:
    """Say whether most of what is outside ASCII is whole UTF-8: a few broken bytes don't make another encoding."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return not broken or sum(1 for _ in _WHOLE.finditer(text)) > broken


def _guessed(data: bytes) -> str:
    """Return what detection says of a sample that begins where the first character outside ASCII is."""
    high = _HIGH.search(data)
    try:
        return codecs.lookup(_detected(data, high.start() if high else 0)).name
    except LookupError:
        return "cp1252"


def _detected(data: bytes, near: int) -> str:
    """Ask chardet about the bytes around a place; "" where it finds no text."""
    import chardet  # 25 ms that UTF-8 never pays

    start = max(0, near - LEAD) // 4 * 4
    name = (chardet.detect(data[start : start + SAMPLE])["encoding"] or "").lower()
    return SUPERSETS.get(name, name)


def _fits(data: bytes, encoding: str) -> bool:
    """Say whether the bytes mean something in the encoding, down to the last one."""
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def share(pattern: re.Pattern[str], text: str) -> float:
    """Return which part of the characters match a pattern for one character."""
    return sum(1 for _ in pattern.finditer(text)) / max(1, len(text))
