"""Source, passages -> Document: title, outlet, agency, author, publication date, language; nothing invented."""

import re
from collections.abc import Iterable, Iterator, Sequence

from briefing.model import Document, Kind, Passage, Source
from briefing.steps.describe.agency import find_agency
from briefing.steps.describe.outlet import find_publisher, is_outlet
from briefing.steps.describe.publication import find_publication
from briefing.steps.language import settle_language

_LINE = 400
_SAMPLE = 6000
_BY = re.compile(r"^\s*(?:by:?|von|par|por|di|автор:?|كتبت?:?|بقلم:?|إعداد:?)\s+(?=[^\W\d_])", re.IGNORECASE)
_AFTER_NAMES = re.compile(
    r"\s*(?:[|•·;(\n\t]|\s[-–—]\s|\s(?:in|for|at)\s|,?\s*\d"
    r"|,\s(?=[A-Z][\w\s-]{0,30}(?:Reporter|Correspondent|Editor|Writer|Journalist|Columnist|Bureau Chief|Staff)\b)"
    r"|,?\s(?:published|updated|posted|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|,?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s\d)",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]*|and|de|van|von|der|al|bin|und|et|y)(?:,?\s(?:[^\W\d_a-z][\w.'’-]*|and|de|van|von|der|al|bin|und|et|y)){1,12}"
)

_CASELESS = re.compile(r"[\u0590-\u06ff]")
"""Scripts in which no capital tells a name from a day or a label."""
_LABEL = re.compile(r"^(?:subject|betreff|objet|asunto|oggetto|assunto|тема|title|headline)\s?:\s(?=\S)", re.IGNORECASE)
_PICTURE = re.compile(r"(?<!\S)\S{1,200}\.(?:jpe?g|png|gif|webp)\b", re.IGNORECASE)
_SEAM = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z]{2}|\d)|(?<=[?!”’\"'])(?=\w)")

_MONTH_BEHIND = re.compile(
    r"[,\s]+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+(?:january|march|april|may|june|august)"
    r"|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:february|july|september|october|november|december))\W*$",
    re.IGNORECASE,
)

_NOBODY = ("our ", "the ", "a ", "unser", "notre ", "nos ", "la rédaction", "nuestr", "la redacción", "наш")
"""So begins a byline that names nobody: "By our reporters"."""


def describe(source: Source, passages: tuple[Passage, ...]) -> Document:
    """Return a source with its facts: what its format states, else what its passages say, else nothing."""
    language = settle_language(source.language, _sample(source, passages))
    publication = find_publication(source, passages, language)
    title = source.title or _first(map(_bare, _of_kind(source, passages, "headline")))
    return Document(
        source=source,
        passages=passages,
        title=title,
        publisher=source.publisher or find_publisher(source, passages, title),
        agency=source.agency or find_agency(source, passages),
        byline=_undated(source.byline) or _first(_authors(source, passages)),
        url=source.url,
        published=publication.day,
        published_basis=publication.basis,
        language=language,
    )


def _undated(byline: str | None) -> str | None:
    """Return the author that a page states without the rest of a date: "Ana Holt Monday, November"; May is a name."""
    return byline and (_MONTH_BEHIND.sub("", byline).strip(" ,") or byline)


def _bare(headline: str) -> str:
    """Return a headline without a label, the name of the picture that a page glued to it, and what is behind that."""
    headline = _LABEL.sub("", headline, count=1)
    glued = _PICTURE.search(headline)
    if not glued:
        return headline
    seam = _SEAM.search(glued[0])
    return headline[: glued.start() + (seam.start() if seam else 0)].rstrip() or headline


def _first(texts: Iterable[str]) -> str | None:
    return next(iter(texts), None)


def _of_kind(source: Source, passages: Sequence[Passage], kind: Kind) -> Iterator[str]:
    """Yield the texts of the passages of a kind, without white space around them."""
    for passage in passages:
        if passage.kind == kind:
            text = source.text[passage.span.start : passage.span.end].strip()
            if text:
                yield text


def _sample(source: Source, passages: Sequence[Passage]) -> str:
    """Return the beginning of the article itself: the buttons around it may be in another language."""
    parts, length = [], 0
    for text in _of_kind(source, passages, "body"):
        parts.append(text[:_SAMPLE])
        length += len(text)
        if length > _SAMPLE:
            break
    return "\n".join(parts) or source.text[:_SAMPLE]


def _authors(source: Source, passages: Sequence[Passage]) -> Iterator[str]:
    """Yield the names of the bylines that are no outlet's."""
    for byline in _of_kind(source, passages, "byline"):
        name = _author(byline)
        if name and (_BY.match(byline) or not is_outlet(name, source)):
            yield name


def _author(byline: str) -> str | None:
    """Return the names of a byline: "By A B and C D - January 8, 2022" -> "A B and C D"."""
    for line in byline.split("\n"):
        found = _BY.match(line[:_LINE])
        names = line[found.end() if found else 0 : _LINE]
        cut = _AFTER_NAMES.search(names)
        names = names[: cut.start()].strip(" ,:") if cut else names.strip(" ,:.")
        if names.lower().startswith(_NOBODY):
            continue
        if names and (found or (_NAMES.fullmatch(names) and not names.isupper() and not _CASELESS.match(names))):
            return names
    return None
