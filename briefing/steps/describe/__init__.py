"""Source, passages -> Document: title, outlet, agency, author, publication date, language; nothing invented."""

import re
from collections.abc import Iterable, Iterator, Sequence

from briefing.model import Document, Kind, Passage, Source
from briefing.steps.describe.agency import find_agency, is_agency
from briefing.steps.describe.publication import find_publication
from briefing.steps.language import guess_language

__all__ = ["describe", "guess_language"]

_LINE = 400
_SAMPLE = 6000
_OUTLET = r"(?P<outlet>(?:The\s)?[^\W\d_](?:[^\W\d_]|[.,&'’ -]){1,60}?)"
_PUBLISHERS = (
    re.compile(rf"\bThe post .{{1,300}} appeared first on {_OUTLET}\s*\.?\s*$"),
    re.compile(
        r"^\W*(?i:(?:additional report(?:ing)?|(?:first|originally) published|this (?:article|story|report) (?:was )?"
        rf"(?:first |originally )?(?:appeared|published)) (?:by|in|on)) {_OUTLET}\s*\.?\s*$"
    ),
    re.compile(
        rf"^\W*(?i:©|\(c\)|copyright)[\s©]*(?:[\d\s–-]{{4,12}},?\s*)?(?:by\s)?{_OUTLET}(?:\s\d{{4}})?[.,]?\s+"
        r"(?i:all rights reserved)"
    ),
)
_SUFFIX = re.compile(r"\s([|–—-])\s([^|–—]{2,50})$")
_OUTLET_WORDS = re.compile(
    r"\b(?:News|Times|Post|Gazette|Herald|Journal|Tribune|Guardian|Telegraph|Mail|Express|Chronicle|Observer|Independent"
    r"|Mirror|Daily|Weekly|Radio|TV|Television|Broadcasting|BBC|CNN|NPR|CBC|ABC|NBC|CBS|RTÉ|Press|Review|Standard"
    r"|Media|Magazine|Zeitung|Le Monde|Figaro|El País|Corriere|Courier|Echo|Argus|Examiner|Inquirer|Sentinel|Dispatch"
    r"|Globe|Bulletin|Monitor|Advertiser|Mercury)\b|\.(?:com|org|net|co\.uk)$"
)
_SECTION = re.compile(
    r"(?:world|local|business|sports?|latest|breaking|international|national|politics|opinion|culture|science|health|tech"
    r"|technology|europe|asia|africa|americas|middle east|uk|us|news|video|live|analysis|live updates|explained|photos)"
    r"(?:\s(?:news|updates))?",
    re.IGNORECASE,
)
_BY = re.compile(r"^\s*(?:by|von|par|por|di|автор:?)\s+(?=[^\W\d_])", re.IGNORECASE)
_AFTER_NAMES = re.compile(
    r"\s*(?:[|•·;(\n\t]|\s[-–—]\s|,?\s*\d|,?\s(?:published|updated|posted|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|,?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s\d)",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]*|and|de|van|von|der|al|bin|und|et|y)(?:,?\s(?:[^\W\d_a-z][\w.'’-]*|and|de|van|von|der|al|bin|und|et|y)){1,12}"
)


def describe(source: Source, passages: tuple[Passage, ...]) -> Document:
    """Return a source with its facts: what its format states, else what its passages say, else nothing."""
    language = source.language or guess_language(_sample(source, passages))
    publication = find_publication(source, passages, language)
    title = source.title or _first(_of_kind(source, passages, "headline"))
    return Document(
        source=source,
        passages=passages,
        title=title,
        publisher=source.publisher or _publisher(source, passages, title),
        agency=find_agency(source, passages),
        byline=source.byline or _first(filter(None, map(_author, _of_kind(source, passages, "byline")))),
        url=source.url,
        published=publication.day,
        published_basis=publication.basis,
        language=language,
    )


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


def _publisher(source: Source, passages: Sequence[Passage], title: str | None) -> str | None:
    """Return the outlet that a closing line or the end of the title names."""
    for passage in passages:
        if passage.kind in {"body", "headline", "comment-form"}:
            continue
        for line in source.text[passage.span.start : passage.span.end].split("\n"):
            for pattern in _PUBLISHERS:
                match = pattern.search(line) if len(line) <= _LINE else None
                if match and not is_agency(match["outlet"]):
                    return match["outlet"].strip(" ,.")
    return _suffix(title or "")


def _suffix(title: str) -> str | None:
    """Return the outlet at the end of a title: "Ferry sinks | The Gazette"; a dash alone needs a word such as News."""
    match = _SUFFIX.search(title[-_LINE:])
    if match is None:
        return None
    name = match[2].strip()
    named = name[:1].isupper() and not _SECTION.fullmatch(name) and len(name.split()) <= 5
    sure = match[1] == "|" or _OUTLET_WORDS.search(name)
    return name if named and sure and not is_agency(name) else None


def _author(byline: str) -> str | None:
    """Return the names of a byline: "By A B and C D - January 8, 2022" -> "A B and C D"."""
    for line in byline.split("\n"):
        found = _BY.match(line[:_LINE])
        names = line[found.end() if found else 0 : _LINE]
        cut = _AFTER_NAMES.search(names)
        names = names[: cut.start()].strip(" ,:") if cut else names.strip(" ,:.")
        if names and (found or (_NAMES.fullmatch(names) and not names.isupper())):
            return names
    return None
