"""Bytes of a PDF -> one source: its paragraphs in reading order, with the offset at which each page begins.

pdfminer.six parses the file and says which letter stands where; in which order lines are read and which of them are a
paragraph is decided here, since a PDF states none of it.
"""

import logging
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.exports import unfold
from briefing.read.pdf.facts import find_facts
from briefing.read.pdf.furniture import without_furniture
from briefing.read.pdf.lines import Line, lines_of
from briefing.read.pdf.paragraphs import compose
from briefing.read.record import make_source

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument

MAX_PAGES = 1000
"""So many pages are read at most."""
MAX_UNPACKED = 200_000_000
"""The streams of one file may unpack to so many bytes: far more than any article needs."""
LEAST = 20
"""A file with fewer letters has no text layer worth the name."""

_STREAM = re.compile(rb"stream\r?\n(?=[\x08-\x78][\x01\x5e\x9c\xda])")
_LOST = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_ARTIFACTS = 3  # letters that a file calls furniture are believed to be where there are so many times more others
BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What parsing a broken file may raise beside the parser's own errors."""


@dataclass(frozen=True, slots=True)
class _Pages:
    """The lines of each page and what the file calls furniture; the pages that could not be read, counted from 1."""

    lines: tuple[tuple[Line, ...], ...]
    artifacts: tuple[tuple[Line, ...], ...]
    broken: tuple[int, ...]
    more: bool
    """There are pages that were not looked at."""


class PdfReader:
    """Reads PDF files: one file is one source."""

    def read(self, data: bytes, origin: str) -> Iterator[Source]:
        """Yield the one document; ReadError where it is locked, scanned or broken, at the end where only pages are."""
        logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # its remarks on broken files are no output
        _refuse_bombs(data, origin)
        document = _opened(data, origin)
        pages = _read_pages(document)
        _refuse_silence(pages, origin)
        parted = without_furniture(pages.lines)
        furniture = (*(line for page in pages.artifacts for line in page), *parted.furniture)
        text, starts = compose(parted.pages)
        facts = find_facts(document, text, furniture)
        said = _extractor(len(furniture), pages)
        yield from unfold(make_source(data, origin, text, "application/pdf", facts, extractor=said, pages=starts))
        if pages.broken or pages.more:
            raise ReadError(_incomplete(origin, pages))


def _refuse_bombs(data: bytes, origin: str) -> None:
    """Raise ReadError where the compressed streams of a file unpack to more than they may: the parser has no limit."""
    left = MAX_UNPACKED
    for match in _STREAM.finditer(data):
        unpacker = zlib.decompressobj()
        packed = memoryview(data)[match.end() :]
        step = 1 << 16
        try:
            while left >= 0 and not unpacker.eof and packed:
                chunk = unpacker.unconsumed_tail or packed[:step]
                packed = packed if unpacker.unconsumed_tail else packed[step:]
                left -= len(unpacker.decompress(chunk, 1 << 20))
        except zlib.error:
            continue
        if left < 0:
            raise ReadError(
                f"{origin}: unpacks to more than {MAX_UNPACKED // 1_000_000} MB, far more than an article needs. "
                "Print it to a new PDF, or leave it out."
            )


def _opened(data: bytes, origin: str) -> "PDFDocument":
    """Return the parsed file, unlocked where its password is empty."""
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException

    from briefing.read.pdf.objects import Objects  # the parser is slow to import

    try:
        return Objects(data)
    except PDFPasswordIncorrect as error:
        raise ReadError(
            f"{origin}: is locked with a password. Open it with the password and save an unlocked copy."
        ) from error
    except PDFEncryptionError as error:
        raise ReadError(
            f"{origin}: is encrypted in a way that only its own program can open. Print it to a new PDF."
        ) from error
    except (PSException, *BROKEN) as error:
        raise ReadError(f"{origin}: is a broken PDF ({error}). Print it to a new PDF, or leave it out.") from error


def _read_pages(document: "PDFDocument") -> _Pages:
    """Read page by page, so that a broken one costs itself alone."""
    from pdfminer.pdfpage import PDFPage
    from pdfminer.psexceptions import PSException

    from briefing.read.pdf.glyphs import Pages

    found = PDFPage.create_pages(document)
    canvas = Pages()
    lines: list[tuple[Line, ...]] = []
    artifacts: list[tuple[Line, ...]] = []
    broken: list[int] = []
    while True:
        try:
            page = next(found, None)
            if page is None or len(lines) == MAX_PAGES:
                return _Pages(tuple(lines), tuple(artifacts), tuple(broken), more=page is not None)
            drawn = canvas.draw(page)
            certain = len(drawn.artifacts) * _ARTIFACTS < len(drawn.glyphs)
            own, other = lines_of(drawn.glyphs if certain else drawn.everything), lines_of(drawn.artifacts)
        except (PSException, *BROKEN):
            own, other, certain = (), (), True
            broken.append(len(lines) + 1)
        lines.append(own)
        artifacts.append(other if certain else ())


def _refuse_silence(pages: _Pages, origin: str) -> None:
    """Raise ReadError where there is nothing to read, and say what is probably wrong."""
    text = "".join(line.text for page in pages.lines for line in page)
    letters = sum(map(str.isalnum, text))
    lost = len(_LOST.findall(text))
    if lost * 3 > letters and lost > LEAST:
        raise ReadError(
            f"{origin}: its fonts don't say which letters they show. Run it through OCR (ocrmypdf --force-ocr, for "
            "instance), and give the result."
        )
    if letters < LEAST and (pages.broken or not pages.lines):
        raise ReadError(f"{origin}: is a broken PDF: no page could be read. Print it to a new PDF, or leave it out.")
    if letters < LEAST:
        raise ReadError(
            f"{origin}: holds no text, only pictures: it was scanned and needs OCR. Run it through OCR (ocrmypdf, "
            "for instance), and give the result."
        )


def _extractor(cut: int, pages: _Pages) -> str:
    """Say how the text was found, and what of the pages is not in it."""
    said = ["pdfminer.six"]
    if cut:
        said.append(f"{cut} {'line' if cut == 1 else 'lines'} of running heads and page numbers left out")
    blank = tuple(page for page, lines in enumerate(pages.lines, 1) if not lines and page not in pages.broken)
    if blank:
        said.append(f"no text on {_listed(blank)}")
    return "; ".join(said)


def _incomplete(origin: str, pages: _Pages) -> str:
    said = []
    if pages.broken:
        said.append(f"{_listed(pages.broken)} could not be read: the file is broken there")
    if pages.more:
        said.append(f"only the first {MAX_PAGES:,} pages were read. Split it, one article a file")
    return f"{origin}: {'; '.join(said)}."


def _listed(numbers: tuple[int, ...]) -> str:
    shown = ", ".join(map(str, numbers[:8])) + (" ..." if len(numbers) > 8 else "")
    return f"page {shown}" if len(numbers) == 1 else f"pages {shown}"
