"""What a PDF says of itself -> the facts that can be believed: most of it was filled in by programs."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.read.office.properties import stated_author, stated_title
from briefing.read.pdf.lines import Line
from briefing.read.record import Facts

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument

XMP = 200_000
"""So many bytes of metadata are looked at."""
_PUBLISHED = re.compile(rb"prism:(?:publicationDate|coverDate)\b[^\d<]{0,40}[>\"'](\d{4}-\d\d-\d\d)")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,400}")


def find_facts(document: "PDFDocument", text: str, furniture: Sequence[Line]) -> Facts:
    """Return title, author, day of publication and address where the file states them and its text bears them out.

    The day on which a file was made is no day of publication.
    """
    return Facts(
        title=stated_title(_stated(document, "Title"), text),
        byline=stated_author(_stated(document, "Author"), text),
        published=_published(document),
        url=_printed_address(furniture),
    )


def _stated(document: "PDFDocument", key: str) -> str | None:
    """Return an entry of the information dictionary, the newest one."""
    from pdfminer.pdftypes import resolve1
    from pdfminer.psexceptions import PSException
    from pdfminer.utils import decode_text

    for info in document.info:
        try:
            value = resolve1(info.get(key))
            if isinstance(value, bytes):
                return decode_text(value[:4000])
        except (PSException, ValueError, TypeError, LookupError, RecursionError):
            continue
    return None


def _published(document: "PDFDocument") -> dt.date | None:
    """Return the day that the magazine trade's own vocabulary (PRISM) states."""
    from pdfminer.pdftypes import PDFStream, resolve1
    from pdfminer.psexceptions import PSException

    try:
        stream = resolve1(document.catalog.get("Metadata"))
        found = _PUBLISHED.search(stream.get_data()[:XMP]) if isinstance(stream, PDFStream) else None
        return dt.date.fromisoformat(found[1].decode("ascii")) if found else None
    except (PSException, ValueError, TypeError, LookupError, RecursionError):
        return None


def _printed_address(furniture: Sequence[Line]) -> str | None:
    """Return the one address that a browser printed at the edge of the pages."""
    found = {match[0].rstrip(".,;)") for line in furniture for match in _ADDRESS.finditer(line.text)}
    return found.pop() if len(found) == 1 else None
