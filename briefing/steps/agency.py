"""Source, passages -> the news agency whose text the article is: dateline and credits first, never one merely quoted.

An agency that is quoted as a source ("quoted by X", "the X news agency reported") or that only took a picture is not
the article's own. Stronger evidence wins: dateline, credit line, byline, own correspondent, "told AFP" of a wholesaler.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from briefing.model import Kind, Passage, Source

_HEAD = 200
"""A dateline ends within so many characters of the start of a paragraph, one of the first so many."""
_OPENING = 4
_SIGNED = re.compile(r"\b(?:by|von|par|por)\s+[^\W\d_]|автор", re.IGNORECASE)
_SCAN = 100_000
"""Characters of an article that are searched for its own correspondents."""
_CREDITS: tuple[Kind, ...] = ("credit", "byline", "furniture", "unsure", "dateline")

_DATELINES = (
    r"[^\n]{0,120}?[(\[/]\s?NAME(?:\s?[/,]\s?[\w. ]{1,20})?\s?[)\]/]\s{0,2}(?:[-–—:.]|$)",  # PARIS, 5 May (AFP) -
    r"NAME\s?[-–—:]\s",  # AFP - Paris
    r"[^\n(]{2,60}?\d[^\n(]{0,20}?\s[-–—]\s?NAME\s?[-–—.:]",  # МОСКВА, 5 мая - РИА Новости.
    r"[^\n(]{2,60}?\d[^\n(]{0,20}?\.\s(?:/)?NAME(?:/)?[.\s]*[-–—.]",  # MOSCOW, May 5. /TASS/.
)
_CREDIT_LINES = (
    r"\W*(?i:©|\(c\)|copyright)[\s©]*(?:\d{4}[\s,]*)?(?i:by\s|the\s)?NAME(?!\s?/)",
    r"\W*(?i:sources?|quelle|fuente|fonte|источник|agency|with\s+(?:agency\s+)?inputs?\s+from)\s*[:–-]?\s*NAME",
    r"[\s(\[–—/*-]*NAME(?:\s?/\s?\w{2,4}){0,3}[\s)\]/.*]*$",
    r"\s*(?i:by|von|par|por|автор:?)\s+(?:[\w .'’-]{1,60}?\s?[,|/–—-]\s*)?(?i:the\s)?NAME(?!\s?/)",
    r"\W*NAME\s(?:[Ww]riters?|[Jj]ournalists?|[Rr]eporters?)\s[^\n]{1,200}?\bcontributed\b",
)
_EDITED = re.compile(
    r"\W{0,3}(?:additional )?reporting by [^\n]{1,300}?;\s*(?:writing [^\n]{1,120}?;\s*)?editing by ",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"\b(?:photos?|photograph|photographer|pictures?|images?|via|getty|file|handout|video|illustration|foto)\b",
    re.IGNORECASE,
)
_STAFF = re.compile(r"\s(?:correspondent|journalist|reporter|photographer|video journalist)s?\b")
_TOLD = (
    r"(?:told|tells|confirmed to|reported to|said to|interview with|speaking to|spoke to)\s(?:the\s)?NAME\b"
    r"(?!\s(?:[Nn]ews\s)?[Aa]gency|['’]s\s|\s(?:TV|television|radio))"
)
_TELLING = re.compile(r"\b(?:told|tells|confirmed to|reported to|said to|interview with|speaking to|spoke to)\s")


def find_agency(source: Source, passages: Sequence[Passage]) -> str | None:
    """Return the short name of the news agency that an article comes from, None where nothing says so."""
    body = "\n".join(_text(source, passage) for passage in passages if passage.kind == "body")[:_SCAN]
    return (
        _by_dateline(source, passages)
        or _by_credit(source, passages)
        or _by_staff(body)
        or _by_telling(body)
        or _by_picture(source, passages)
    )


def is_agency(name: str) -> bool:
    """Tell whether a name, as written, is a news agency's."""
    return name in _gazetteer()[0]


@cache
def _gazetteer() -> tuple[dict[str, str], frozenset[str]]:
    """Return form -> short name, and the short names of the wholesalers."""
    text = resources.files("briefing.steps").joinpath("agencies.toml").read_text("utf-8")
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    forms = {form: name for table in tables.values() for name, row in table.items() for form in row}
    return forms, frozenset(tables["wholesale"])


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    """Return a pattern with NAME filled in: any form of any agency, as a whole word."""
    forms = "|".join(re.escape(form) for form in sorted(_gazetteer()[0], key=len, reverse=True))
    return re.compile(pattern.replace("NAME", rf"(?<!\w)(?P<name>{forms})(?!\w)"))


def _match(patterns: Sequence[str], text: str) -> str | None:
    """Return the agency that the first matching pattern names at the start of a text."""
    for pattern in patterns:
        match = _compile(pattern).match(text)
        if match:
            return _gazetteer()[0][match["name"]]
    return None


def _by_dateline(source: Source, passages: Sequence[Passage]) -> str | None:
    opening = [passage for passage in passages if passage.kind in {"dateline", "body"}][:_OPENING]
    for passage in opening:
        end = passage.span.end if passage.kind == "dateline" else passage.span.start + _HEAD
        found = _match(_DATELINES, source.text[passage.span.start : end].lstrip().split("\n")[0])
        if found:
            return found
    return None


def _by_credit(source: Source, passages: Sequence[Passage]) -> str | None:
    for line in _credit_lines(source, passages):
        if _EDITED.match(line):  # how one agency signs, and no other
            return "Reuters"
        found = None if _PICTURE.search(line) else _match(_CREDIT_LINES, line)
        if found and len(_named(line)) == 1:
            return found
    return None


def _credit_lines(source: Source, passages: Sequence[Passage]) -> Iterator[str]:
    """Yield the lines that may be credits: no body text but its last words, nothing right below a picture."""
    below: Kind | None = None
    for passage in passages:
        lines = source.text[passage.span.start : passage.span.end].split("\n")
        if passage.kind in _CREDITS:
            picture = below == "caption" and passage.kind == "credit"
            yield from (line for line in lines if not picture or "©" in line)
        below = passage.kind
    last = next((passage for passage in reversed(passages) if passage.kind == "body"), None)
    if last is not None:
        ending = source.text[max(last.span.start, last.span.end - 400) : last.span.end]
        yield re.split(r"[.!?][”\"’]?\s|\n", ending)[-1]


def _named(line: str) -> set[str]:
    return {_gazetteer()[0][match["name"]] for match in _compile("NAME").finditer(line[:400])}


def _by_staff(body: str) -> str | None:
    """Return the agency whose own people saw it: "an AFP correspondent"."""
    for match in _STAFF.finditer(body):
        before = body[max(match.start() - 40, 0) : match.start()]
        found = _compile(r"NAME$").search(before)
        if found:
            return _gazetteer()[0][found["name"]]
    return None


def _by_telling(body: str) -> str | None:
    """Return the only wholesaler that was told something; a national agency may be quoted by anyone."""
    forms, wholesale = _gazetteer()
    told = [_compile(_TOLD).match(body, match.start()) for match in _TELLING.finditer(body)]
    names = {forms[match["name"]] for match in told if match}
    return names.pop() if len(names) == 1 and names <= wholesale else None


def _by_picture(source: Source, passages: Sequence[Passage]) -> str | None:
    """Return the agency in brackets at a caption's end, where nobody else signs the article: the weakest evidence."""
    if any(passage.kind == "byline" and _SIGNED.search(_text(source, passage)) for passage in passages):
        return None
    endings = (_text(source, passage)[-60:] for passage in passages if passage.kind == "caption")
    names = {found for ending in endings if (found := _bracketed(ending))}
    return names.pop() if len(names) == 1 else None


def _bracketed(ending: str) -> str | None:
    match = _compile(r"[(\[]\s?NAME\s?[)\]]\s*$").search(ending)
    return _gazetteer()[0][match["name"]] if match else None


def _text(source: Source, passage: Passage) -> str:
    return source.text[passage.span.start : passage.span.end]
