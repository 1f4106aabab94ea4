"""Bytes and a name -> the name of the reader for them: told by content first, by name second.

Only beginnings are looked at, and of a ZIP archive the list of its members: nothing is unpacked but 1 KB of a
compressed file.
"""

import bz2
import lzma
import re
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from briefing.errors import ReadError
from briefing.read.kinds.members import member_names
from briefing.read.kinds.texts import kind_of_text
from briefing.read.text import MAGIC

DESCRIPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "txt": "plain text",
        "md": "Markdown",
        "html": "a web page",
        "mhtml": "a web page saved in one file (MHTML)",
        "pdf": "a PDF document",
        "docx": "a Word document",
        "odt": "an OpenDocument text",
        "rtf": "a Rich Text document",
        "eml": "a mail",
        "mbox": "a mailbox",
        "feed": "a feed",
        "jsonl": "JSON Lines",
        "json": "JSON",
        "csv": "a table (CSV)",
        "warc": "a web archive (WARC)",
        "zip": "a ZIP archive",
        "tar": "a tar archive",
        "gz": "a compressed file",
    }
)
"""What each kind is called; the keys are the names of the readers."""

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        **{name: name for name in DESCRIPTIONS if name != "feed"},
        **dict.fromkeys(("text", "asc"), "txt"),
        **dict.fromkeys(("markdown", "mdown", "mkd"), "md"),
        **dict.fromkeys(("htm", "xhtml", "xht", "shtml", "php", "asp", "aspx", "jsp"), "html"),
        "mht": "mhtml",
        "ott": "odt",
        **dict.fromkeys(("docm", "dotx"), "docx"),
        **dict.fromkeys(("rss", "atom", "xml", "rdf"), "feed"),
        "ndjson": "jsonl",
        "tsv": "csv",
        **dict.fromkeys(("tgz", "tbz2", "txz"), "tar"),
        **dict.fromkeys(("bz2", "xz"), "gz"),
    }
)
"""What a file's name says where its content says nothing."""

PLAIN = frozenset({"txt", "md", "jsonl"})
"""The kinds that are read in this process: nothing is unpacked, no third party parses."""

COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
"""How compressed files begin: gzip, bzip2, xz."""

_SUFFIX = re.compile(r"(?!\d+\Z)[a-z0-9]{1,10}")
_PEEK = 1024
_LZMA_MEMORY = 100_000_000
_ADVICE = "Save the article as text, HTML or PDF, or leave it out."
_WORD = frozenset({"word/document.xml", "word/document2.xml"})
_ALIEN = (
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("META-INF/container.xml", "an EPUB book"),
    ("Index/Document.iwa", "a Pages, Numbers or Keynote document"),
)
_MORE_MAGIC = (
    (b"bplist00", "a binary property list, such as a Safari web archive"),
    (b"ID3", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"%!PS", "a PostScript document"),
    (b"AT&TFORM", "a DjVu document"),
    (b"LZIP", "an lzip archive"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"PAR1", "a Parquet table"),
    (b"\0\0\1\0", "an icon"),
)
_ODF = re.compile(rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.([a-z]{1,20})", re.DOTALL)

_ODF_PARTS = frozenset({"content.xml", "META-INF/manifest.xml"})
"""What is left of an OpenDocument file that was packed again, its first member with the others."""


def kind_of(data: bytes, origin: str) -> str:
    """Return the name of the reader for these bytes, one of `DESCRIPTIONS`.

    ReadError where they are of a kind that holds no text we can reach, saying which.
    """
    kind = _binary(data, origin) or kind_of_text(data, suffix_of(origin), origin)
    return kind or (SUFFIXES.get(suffix_of(origin), "txt") if data else "txt")


def suffix_of(origin: str) -> str:
    """Return the end of a name behind its last dot, in small letters; "" where it is none ("2022.01", "St. Ives")."""
    suffix = PurePosixPath(origin).suffix.removeprefix(".").lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def _binary(data: bytes, origin: str) -> str | None:
    """Return the kind of what is no text; None for what may be some."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, origin)
    if data[257:262] == b"ustar":
        return "tar"
    if data.startswith(COMPRESSED):
        return _compressed(_beginning(data))
    alien = next((what for start, what in (*MAGIC, *_MORE_MAGIC) if data.startswith(start)), _boxed(data))
    if alien is not None:
        raise ReadError(f"{origin}: is {alien}; no article can be read from it. {_ADVICE}")
    return None


def _zipped(data: bytes, origin: str) -> str:
    """Tell an office document from an archive by its members."""
    names = member_names(data)
    for name, alien in _ALIEN:
        if name in names:
            raise ReadError(f"{origin}: is {alien}; no article can be read from it. {_ADVICE}")
    odf = _ODF.match(data)
    if odf is not None and odf[1] != b"text":
        raise ReadError(f"{origin}: is an OpenDocument file, but no text ({odf[1].decode()}). {_ADVICE}")
    if odf or (SUFFIXES.get(suffix_of(origin)) == "odt" and names >= _ODF_PARTS):
        return "odt"
    return "docx" if not names.isdisjoint(_WORD) else "zip"


def _beginning(data: bytes) -> bytes:
    """Return the first bytes of what is compressed; none where it is broken."""
    try:
        if data.startswith(b"BZh"):
            return bz2.BZ2Decompressor().decompress(data[:1_000_000], _PEEK)
        if data.startswith(b"\xfd7zXZ\0"):
            return lzma.LZMADecompressor(memlimit=_LZMA_MEMORY).decompress(data[:1_000_000], _PEEK)
        return zlib.decompressobj(31).decompress(data[:4096], _PEEK)
    except (OSError, zlib.error, lzma.LZMAError, EOFError, MemoryError):
        return b""


def _compressed(head: bytes) -> str:
    if head.startswith(b"WARC/"):
        return "warc"
    return "tar" if head[257:262] == b"ustar" else "gz"


def _boxed(data: bytes) -> str | None:
    """Name pictures, sounds and videos whose mark is not the first thing in the file."""
    if data[:4] == b"RIFF" and data[8:12] in {b"WEBP", b"WAVE", b"AVI "}:
        return "a picture, sound or video file"
    return "a picture or video file" if data[4:8] == b"ftyp" and not data[0] else None
