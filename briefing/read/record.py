"""A text and what its format states -> a source: the one place where a source gets its id."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from briefing.model import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a format itself states; None is nothing."""

    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    byline: str | None = None
    url: str | None = None
    published: dt.date | None = None
    language: str | None = None
    """ISO 639-1."""


NOTHING = Facts()


def make_source(
    data: bytes,
    origin: str,
    text: str,
    media_type: str,
    facts: Facts = NOTHING,
    *,
    extractor: str | None = None,
    pages: tuple[int, ...] = (),
) -> Source:
    """Return the source of a text that was read out of `data`; `extractor` and `pages` as in the record."""
    return Source(
        id=hashlib.sha256(f"{origin}\0{text}".encode("utf-8", "replace")).hexdigest()[:16],
        origin=origin,
        media_type=media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        title=facts.title,
        publisher=facts.publisher,
        agency=facts.agency,
        byline=facts.byline,
        url=facts.url,
        published=facts.published,
        language=facts.language,
        extractor=extractor,
        pages=pages,
    )
