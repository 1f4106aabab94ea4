"""Bytes of a plain text or Markdown file -> one source: decode once, change nothing that an offset could notice.

Only these characters differ from the file: a byte order mark is dropped, bytes that mean nothing become U+FFFD, and a
file whose lines end in a lone carriage return gets line feeds. `"\\r\\n"`, NUL and control characters stay.
"""

import codecs
import datetime as dt
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit, urlunsplit

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.record import Facts, make_source

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})

# Beginnings that no text has, with what to call the file.
MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x7fELF", "a program"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "a Rich Text document"),
    (b"PK\x03\x04", "a ZIP archive, or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"(\xb5/\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf'\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\0", "a database"),
    (b"OggS\0", "a sound or video file"),
)

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
_JUNK = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd-\uffff]")
_GAP = re.compile("[\t\n\r \u3000-\u3002\uff0c]")
_WHOLE = re.compile("[^\x00-\x7f\ufffd]")
_HIGH = re.compile(rb"[\x80-\xff]")
_SHIFTS = re.compile(rb"\x1b[$(]")
_ESCAPED = "[\udc80-\udcff]"
_SINGLE = re.compile(f"(?<!{_ESCAPED}){_ESCAPED}(?!{_ESCAPED}|\\Z)")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A file's characters, and what had to be assumed for them."""

    text: str
    encoding: str
    """The name of a Python codec."""
    replaced: int
    """How many U+FFFD the text holds: bytes that mean nothing in this encoding, or that the file itself had lost."""


class TextReader:
    """Reads plain text and Markdown: one file is one source."""

    def read(self, data: bytes, origin: str) -> tuple[Source]:
        """Return the one document; ReadError where the file is empty or no text."""
        if not data:
            raise ReadError(f"{origin}: the file is empty. Give a file with the article's text, or leave it out.")
        kind = next((kind for start, kind in MAGIC if data.startswith(start)), None)
        if kind is not None:
            raise ReadError(f"{origin}: is {kind}, not text. Save the article as text (UTF-8), or leave it out.")
        decoded = decode(data)
        _refuse_junk(decoded, origin)
        markdown = PurePosixPath(origin).suffix.lower() in MARKDOWN
        facts = _front_matter(decoded.text) if markdown else {}
        media_type = "text/markdown" if markdown else "text/plain"
        return (make_source(data, origin, decoded.text, media_type, _stated(facts)),)


def decode(data: bytes) -> Decoded:
    """Decode a whole file; never fails: what means nothing becomes U+FFFD and is counted."""
    encoding = _marked(data) or _unmarked(data)
    text = _mended(data) if encoding == "utf-8" else data.decode(encoding, "replace")
    text = _SURROGATE.sub("\ufffd", text).removeprefix("\ufeff")
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
        whole = data[: len(data) // 4 * 4]
        if data.startswith(mark) and (encoding != "utf-32" or _fits(whole, encoding)):
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
    best = max(readings, key=lambda name: _share(_GAP, readings[name]))
    gaps, junk = _share(_GAP, readings[best]), _share(_JUNK, readings[best])
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


def _share(pattern: re.Pattern[str], text: str) -> float:
    """Return which part of the characters match a pattern for one character."""
    return sum(1 for _ in pattern.finditer(text)) / max(1, len(text))


def _refuse_junk(decoded: Decoded, origin: str) -> None:
    """Raise ReadError where the characters are no text: control, undefined, or nothing but white space."""
    # Guessing always finds some encoding, so a guess has to be cleaner than a text that is valid as it stands.
    limit = 0.3 if decoded.encoding.startswith("utf") and not decoded.replaced else 0.05
    if _share(_JUNK, decoded.text) > limit:
        raise ReadError(
            f"{origin}: is no text: too many control or undefined characters. Save it as text, or leave it out."
        )
    if not any(character.isalnum() for character in decoded.text):
        raise ReadError(
            f"{origin}: holds no word, only white space or signs. Give the article's text, or leave it out."
        )


def _stated(facts: dict[str, str]) -> Facts:
    return Facts(
        title=_first(facts, "title", "headline"),
        publisher=_first(facts, "publisher", "outlet", "site_name", "site", "source"),
        byline=_first(facts, "byline", "author", "authors"),
        url=_address(facts),
        published=_date(facts),
        language=_language(facts),
    )


def _front_matter(text: str) -> dict[str, str]:
    """Read `key: value` lines between two lines of hyphens at the beginning; lists are joined, the rest passed over."""
    lines = [line[:1000].rstrip() for line in text.split("\n", 100)[:100]]
    end = next((number for number, line in enumerate(lines) if number and line in {"---", "..."}), 0)
    facts: dict[str, str] = {}
    key = ""
    for line in lines[1:end] if lines[0] == "---" else []:
        if line.lstrip().startswith("- ") and key:
            facts[key] = f"{facts[key]}, {_plain(line.lstrip()[2:])}".removeprefix(", ")
        elif ":" in line and not line[0].isspace():
            name, _, value = line.partition(":")
            key = name.strip().lower()
            facts[key] = _plain(value)
    return facts


def _plain(value: str) -> str:
    """Return a YAML scalar or inline list as a reader would say it."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]") and not value.startswith("[["):
        return ", ".join(_plain(item) for item in value[1:-1].split(","))
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].replace('\\"' if value[0] == '"' else "''", value[0])
    value = value.removeprefix("[[").removesuffix("]]").strip()
    return "" if value in {"|", "|-", ">", ">-", "~", "null"} else value


def _first(facts: dict[str, str], *keys: str) -> str | None:
    """Return the first of some facts that is stated and no address."""
    values = (facts.get(key, "") for key in keys)
    return next((value for value in values if value and "://" not in value), None)


def _address(facts: dict[str, str]) -> str | None:
    """Return the stated web address without user information."""
    for key in ("url", "canonical", "canonical_url", "source_url", "link", "permalink", "source"):
        try:
            parts = urlsplit(facts.get(key, ""))
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.netloc:
            return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    return None


def _date(facts: dict[str, str]) -> dt.date | None:
    """Return the stated day of publication where it is an ISO date, with or without a time."""
    for key in ("published", "date", "pubdate", "publish_date", "publishdate", "date_published"):
        try:
            return dt.date.fromisoformat(facts.get(key, "")[:10])
        except ValueError:
            continue
    return None


def _language(facts: dict[str, str]) -> str | None:
    """Return the stated language as ISO 639-1."""
    stated = re.match(r"[a-z]{2}(?![a-z])", (_first(facts, "lang", "language") or "").lower())
    return stated[0] if stated else None
