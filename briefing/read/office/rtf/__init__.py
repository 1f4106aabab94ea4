"""Bytes of a Rich Text document -> one source: its text with tables, without what is not printed.

Read by hand, since it is one pass over braces, control words and letters. Left out are notes, headers and footers,
pictures, hidden text, tracked deletions, field codes, and every destination that a reader may pass over.
"""

from collections.abc import Iterator

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.exports import unfold
from briefing.read.office.flow import left_out
from briefing.read.office.properties import stated_author, stated_title
from briefing.read.office.rtf.document import Document
from briefing.read.record import Facts, make_source

MEDIA_TYPE = "application/rtf"


class RtfReader:
    """Reads Rich Text documents: one file is one source, or an export of a database with a source an article."""

    def read(self, data: bytes, origin: str) -> Iterator[Source]:
        """Yield what the document holds; ReadError where it is broken or holds no text."""
        if data.lstrip()[:5] != b"{\\rtf":
            raise ReadError(f"{origin}: is no Rich Text document. Save it as text, or leave it out.")
        document = Document(origin)
        document.take(data)
        text = document.flow.text()
        if not any(map(str.isalnum, text)):
            raise ReadError(f"{origin}: holds no text, only pictures or nothing. Give the article's text.")
        title, author = document.info["title"], document.info["author"]
        facts = Facts(title=stated_title(title, text), byline=stated_author(author, text))
        said = left_out(((document.notes, "note"),))
        yield from unfold(make_source(data, origin, text, MEDIA_TYPE, facts, extractor=said))
