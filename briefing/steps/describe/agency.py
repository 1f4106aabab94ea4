"""Source, passages -> the news agency whose text the article is: dateline and credits first, never one merely quoted.

An agency that is quoted as a source ("quoted by X", "the X news agency reported") or that only took a picture is not
the article's own. Stronger evidence wins: dateline, credit line, byline, own correspondent, "told AFP" of a wholesaler.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from briefing.model import Kind, Passage, Source

_HEAD = 200
"""A dateline ends within so many characters of the start of a paragraph, one of the first so many."""
_OPENING = 4
_LINE = 400
_SIGNED = re.compile(r"\b(?:by|von|par|por)\s+[^\W\d_]|автор", re.IGNORECASE)
_SCAN = 100_000
"""Characters of an article that are searched for its own correspondents."""
_CREDITS: tuple[Kind, ...] = ("credit", "byline", "furniture", "unsure", "dateline")

_MARK = "\ue000"
"""Stands for the name of any agency while patterns are tried: one compiled list of names is enough."""

_DATELINES = (
    re.compile(
        rf"[^\n]{{0,120}}?[(\[/]\s?({_MARK})(?:\s?[/,]\s?[\w. ]{{1,20}})?\s?[)\]/]\s{{0,2}}(?:[-–—:.]|$)"
    ),  # (AFP) -
    re.compile(rf"({_MARK})\s?[-–—:]\s"),  # AFP - Paris
    re.compile(rf"[^\n(]{{2,60}}?\d[^\n(]{{0,20}}?\s[-–—]\s?({_MARK})\s?[-–—.:]"),  # МОСКВА, 5 мая - РИА Новости.
    re.compile(rf"[^\n(]{{2,60}}?\d[^\n(]{{0,20}}?\.\s/?({_MARK})/?[.\s]{{0,2}}[-–—.]"),  # Москва. 5 мая. Интерфакс -
)
_UNKNOWN = re.compile(
    r"[^\n(]{2,120}\(((?![KW][A-Z]{3}\))[A-Z]{2,6}|(?:[A-Z][\w&.-]{0,30}\s){1,3}(?:News|Press|Agency|Wire|Service))\)\s{0,2}[-–—:.]?\s*$"
)
"""A dateline signed by an agency that no gazetteer knows: "GEVA, Ostland (GNP) -"."""
_NO_PERSON = r"(?!\s?/|\s[^\W\d_]+$)"
"""Behind an agency that signs: "By Petra Novak" is a reporter."""
_NAMED = (
    r"((?:[A-Z][\w&.-]{1,30}\s){1,4}(?:Press|News|Wire)?\s?(?:Press|Agency|Association|Service|Wire|News|International)"
    r"|[A-Z]{2,6})"
)
_PIECE = r"this\s(?:report|story|article|dispatch)"
_STUFF = r"(?:material|copy|reports?|reporting|dispatches|information)"
_USED = (
    rf"\W{{0,9}}(?:the\s)?NAME\s(?:also\s)?contributed\s(?:to\s)?(?:reporting|{_PIECE})",
    rf"\W{{0,9}}(?:the\s)?NAME\s{_STUFF}\s(?:was|were)\s(?:also\s)?used\s(?:in|for)\s{_PIECE}",
    rf"\W{{0,9}}{_STUFF}\sfrom\s(?:the\s)?NAME\s(?:was|were)\s(?:also\s)?(?:used|included)\s(?:in|for)\s{_PIECE}",
    rf"\W{{0,9}}{_PIECE}\s(?:includes|contains|uses|used)\s{_STUFF}\s(?:from|by)\s(?:the\s)?NAME",
)
"""How an article says whose text it has taken over; NAME stands for the agency's."""
_UNKNOWN_CREDITS = (
    *(re.compile(f"(?i:{pattern})".replace("NAME", f"(?-i:{_NAMED})")) for pattern in _USED),
    re.compile(
        rf"\W{{0,9}}(?:[Ss]ource|SOURCE|[Aa]gency|[Ww]ith\s(?:[Aa]gency\s)?(?:inputs?|reporting)\sfrom)\W{{1,3}}(?:[Tt]he\s)?{_NAMED}\s?(?:$|[|.)])"
    ),
)
"""Credits to agencies that no gazetteer knows, by what only agencies are credited for."""
_CREDIT_LINES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        *(pattern.replace("NAME", f"({_MARK})") for pattern in _USED),
        rf"\W{{0,9}}(?:©|\(c\)|copyright)[\s©]*(?:\d{{4}}[\s,]*)?(?:by\s|the\s)?({_MARK})(?!\s?/)",
        rf"\W{{0,9}}(?:sources?|quelle|fuente|fonte|источник|المصدر|agency|with\s(?:agency\s)?inputs?\sfrom)\W{{1,3}}(?:the\s)?({_MARK})",
        rf"[^\n]{{0,80}}?\b(?:avec|with|con|mit|com)\s({_MARK})(?=\W|$)",
        rf"\W{{0,9}}(?:con\sinformación\sde|mit\smaterial\s(?:der|von))\s({_MARK})",
        rf"\s*({_MARK})\s[|·•]\s[^\n]{{0,60}}?\d{{1,2}}[\s./:]",
        rf"[\s(\[–—/*-]*({_MARK})(?:\s?/\s?\w{{2,4}}){{0,3}}[\s)\]/.*]*$",
        rf"\s*(?:by|von|par|por|автор:?)\s+(?:[\w .'’-]{{1,60}}?\s?[,|/–—-]\s*)?(?:the\s)?({_MARK}){_NO_PERSON}",
        rf"\W{{0,9}}({_MARK})\s(?:writers?|journalists?|reporters?)\s[^\n]{{1,200}}?\bcontributed\b",
    )
)
_EDITED = re.compile(
    r"\W{0,3}(?:additional )?reporting by [^\n]{1,300}?;\s*(?:writing [^\n]{1,120}?;\s*)?editing by ",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"\b(?:photos?|photograph|photographer|pictures?|images?|via|getty|file|handout|video|illustration|foto)\b",
    re.IGNORECASE,
)
_STAFF = re.compile(rf"({_MARK})\s(?:correspondent|journalist|reporter|photographer|video journalist)s?\b")
_TOLD = re.compile(
    rf"\b(?:told|tells|confirmed to|reported to|said to|interview with|speaking to|spoke to)\s({_MARK})"
    r"(?!\s(?:[Nn]ews\s)?[Aa]gency|['’]s\s|\s(?:TV|television|radio))"
)
_CLUE = re.compile(
    r"\s(?:correspondent|journalist|reporter|photographer|video journalist)s?\b"
    r"|\b(?:told|tells|confirmed to|reported to|said to|interview with|speaking to|spoke to)\s"
)
_AUTHOR = re.compile(
    rf"(?:^(?:by\s)?(?:the\s)?|[,/|(]\s?)({_MARK})"
    r"(?=\W*$|\s(?:[A-Z]\w+\s){0,3}"
    r"(?:staff|writers?|reporters?|correspondents?|editors?|news agency|agency|bureau|feed)\W*$)",
    re.IGNORECASE,
)
"""An agency as the author that a page states, alone or behind one of its own people."""
_BRACKETED = re.compile(rf"[(\[]\s?({_MARK})\s?[)\]]\s*$")


def find_agency(source: Source, passages: Sequence[Passage]) -> str | None:
    """Return the short name of the news agency that an article comes from, None where nothing says so."""
    body = "\n".join(_text(source, passage) for passage in passages if passage.kind == "body")[:_SCAN]
    clues = [marked for marked in _clues(body) if marked.names]
    return (
        _by_author(source)
        or _by_dateline(source, passages)
        or _by_credit(source, passages)
        or _by_staff(clues)
        or _by_unknown_credit(source, passages)
        or _by_telling(clues)
        or _by_picture(source, passages)
    )


def is_agency(name: str) -> bool:
    """Tell whether a name, as written, is a news agency's."""
    return name in _gazetteer()[0]


@cache
def _gazetteer() -> tuple[dict[str, str], frozenset[str]]:
    """Return form -> short name, and the short names of the wholesalers."""
    text = resources.files("briefing.steps.describe").joinpath("agencies.toml").read_text("utf-8")
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    forms = {form: name for table in tables.values() for name, row in table.items() for form in row}
    return forms, frozenset(tables["wholesale"])


@cache
def _names() -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(_gazetteer()[0], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)")


class _Marked(NamedTuple):
    """A text with a mark in the place of every agency's name, and their short names in order."""

    text: str
    names: tuple[str, ...]

    def named(self, match: re.Match[str] | None) -> str | None:
        """Return the agency whose mark is the first group of a match."""
        return self.names[self.text.count(_MARK, 0, match.start(1))] if match else None


def _mark(text: str) -> _Marked:
    text = text.replace(_MARK, " ")
    names = tuple(_gazetteer()[0][name] for name in _names().findall(text))
    return _Marked(_names().sub(_MARK, text) if names else text, names)


def _match(patterns: Sequence[re.Pattern[str]], marked: _Marked) -> str | None:
    """Return the agency that the first matching pattern finds at the start of a text."""
    if not marked.names:
        return None
    return next((found for pattern in patterns if (found := marked.named(pattern.match(marked.text)))), None)


def _by_dateline(source: Source, passages: Sequence[Passage]) -> str | None:
    opening = [passage for passage in passages if passage.kind in {"dateline", "body"}][:_OPENING]
    for passage in opening:
        end = passage.span.end if passage.kind == "dateline" else passage.span.start + _HEAD
        found = _match(_DATELINES, _mark(source.text[passage.span.start : end].lstrip().split("\n")[0]))
        if found:
            return found
        unknown = _UNKNOWN.match(_text(source, passage)) if passage.kind == "dateline" else None
        if unknown:
            return unknown.group(1)
    return None


def _by_author(source: Source) -> str | None:
    """Return the agency that a page names as its author: "The Associated Press", "Ana Holt, AP Auto Writer"."""
    marked = _mark(source.byline or "")
    return marked.named(_AUTHOR.search(marked.text)) if len(set(marked.names)) == 1 else None


def _by_credit(source: Source, passages: Sequence[Passage]) -> str | None:
    for line in _credit_lines(source, passages):
        if _EDITED.match(line):  # how one agency signs, and no other
            return "Reuters"
        marked = _mark(line[:_LINE])
        if len(set(marked.names)) == 1 and not _PICTURE.search(line):
            found = _match(_CREDIT_LINES, marked)
            if found:
                return found
    return None


def _by_unknown_credit(source: Source, passages: Sequence[Passage]) -> str | None:
    """Return an agency of a name that only an agency's credit would have."""
    lines = (line[:_LINE] for line in _credit_lines(source, passages) if not _PICTURE.search(line))
    found = (pattern.match(line) for line in lines for pattern in _UNKNOWN_CREDITS)
    return next((match[1] for match in found if match), None)


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


def _clues(body: str) -> Iterator[_Marked]:
    """Yield the surroundings of every "correspondent" and "told", marked."""
    for match in _CLUE.finditer(body):
        yield _mark(body[max(match.start() - 40, 0) : match.end() + 60])


def _by_staff(clues: Sequence[_Marked]) -> str | None:
    """Return the agency whose own people saw it: "an AFP correspondent"."""
    return next((found for marked in clues if (found := marked.named(_STAFF.search(marked.text)))), None)


def _by_telling(clues: Sequence[_Marked]) -> str | None:
    """Return the only wholesaler that was told something; a national agency may be quoted by anyone."""
    names = {marked.named(match) for marked in clues for match in _TOLD.finditer(marked.text)}
    return names.pop() if len(names) == 1 and names <= _gazetteer()[1] else None


def _by_picture(source: Source, passages: Sequence[Passage]) -> str | None:
    """Return the agency in brackets at a caption's end, where nobody else signs the article: the weakest evidence."""
    if any(passage.kind == "byline" and _SIGNED.search(_text(source, passage)) for passage in passages):
        return None
    captions = (_mark(_text(source, passage)[-60:]) for passage in passages if passage.kind == "caption")
    names = {found for marked in captions if (found := marked.named(_BRACKETED.search(marked.text)))}
    return names.pop() if len(names) == 1 else None


def _text(source: Source, passage: Passage) -> str:
    return source.text[passage.span.start : passage.span.end]
