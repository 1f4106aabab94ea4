"""Bytes of a plain text or Markdown file -> its source; a database's export -> one for each of its articles.

The text is decoded once, and nothing is changed that an offset could notice.
"""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit, urlunsplit

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.decoding import JUNK, Decoded, decode, share
from briefing.read.exports import unfold
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


class TextReader:
    """Reads plain text and Markdown: one file is one source, unless a database wrote many articles into it."""

    def read(self, data: bytes, origin: str) -> Iterator[Source]:
        """Return what the file holds; ReadError where it is empty or no text, at the end for articles without any."""
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
        return unfold(make_source(data, origin, decoded.text, media_type, _stated(facts)))


def _refuse_junk(decoded: Decoded, origin: str) -> None:
    """Raise ReadError where the characters are no text: control, undefined, or nothing but white space."""
    # Guessing always finds some encoding, so a guess has to be cleaner than a text that is valid as it stands.
    limit = 0.3 if decoded.encoding.startswith("utf") and not decoded.replaced else 0.05
    if share(JUNK, decoded.text) > limit:
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
