"""Bytes of a page that a browser saved in one file -> one source: the page among its parts, read as any web page."""

from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesParser
from itertools import islice

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.pages.html import read_page
from briefing.read.pages.markup import markup_of
from briefing.read.values import address_of

MEDIA_TYPE = "multipart/related"
MOST_PARTS = 1_000
"""So many parts of a file are looked at: pages have hundreds of pictures."""
MOST_PAGES = 10
"""So many pages among them: the others are frames, and a frame is the page only where the first one has no article."""

_HOSTILE = (ValueError, TypeError, AttributeError, LookupError, RecursionError)
"""What the email package raises on headers that were written to that end."""


class MhtmlReader:
    """Reads MHTML: one file is one source."""

    def read(self, data: bytes, origin: str) -> tuple[Source]:
        """Return the page's article; ReadError where no part is a page, or none has an article."""
        problem = ReadError(f"{origin}: holds no web page among its parts. Save the page again, or leave it out.")
        first: ReadError | None = None
        for page, charset, url in islice(_pages(data), MOST_PAGES):
            try:
                return (read_page(data, origin, markup_of(page, charset), media_type=MEDIA_TYPE, url=url),)
            except ReadError as error:
                first = first or error
        raise first or problem


def _pages(data: bytes) -> Iterator[tuple[bytes, str | None, str | None]]:
    """Yield each part that is a page: its bytes, the encoding that its header names, and where it was saved from."""
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
        saved = address_of(_header(message, "Snapshot-Content-Location"))
        parts = list(islice(message.walk(), MOST_PARTS))
    except _HOSTILE:
        return
    for part in parts:
        try:
            if part.get_content_type() not in {"text/html", "application/xhtml+xml"}:
                continue
            payload = part.get_payload(decode=True)
            charset = part.get_content_charset()
            address = saved or address_of(_header(part, "Content-Location"))
        except _HOSTILE:
            continue
        if isinstance(payload, bytes):
            yield payload, charset, address


def _header(message: Message, name: str) -> str:
    return str(message.get(name) or "")
