"""A text and what its format states -> a source, alone or as one of a file's: the one place where it gets its id."""

import datetime as dt
import hashlib
from dataclasses import dataclass, fields, replace

from briefing.characters import utf8
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
        id=identify(origin, text),
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


def identify(origin: str, text: str) -> str:
    """Return the id of a source with this text."""
    return hashlib.sha256(utf8(f"{origin}\0{text}")).hexdigest()[:16]


def make_part(
    digest: str, origin: str, text: str, media_type: str, facts: Facts = NOTHING, *, extractor: str | None = None
) -> Source:
    """Return the source of one document in a file whose SHA-256 is `digest`: hashed once, not once a document."""
    return replace(make_source(b"", origin, text, media_type, facts, extractor=extractor), sha256=digest)


def with_facts(source: Source, stated: Facts) -> Source:
    """Return a source with what its surroundings state; what they don't stays as its own format says it."""
    given = {one.name: getattr(stated, one.name) for one in fields(stated)}
    return replace(source, **{name: value for name, value in given.items() if value is not None})


def as_part(source: Source, digest: str, origin: str, stated: Facts) -> Source:
    """Return a document that was read on its own as one of a file's, with what the file states of it."""
    own = Facts(**{one.name: getattr(source, one.name) for one in fields(Facts)})
    part = make_part(digest, origin, source.text, source.media_type, own, extractor=source.extractor)
    return with_facts(replace(part, pages=source.pages, sent=source.sent), stated)
