"""Document -> sentences: Punkt with parameters of our own proposes the ends, rules about news text settle them."""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from briefing.model import Document, Sentence, Source, Span

_WINDOW = 80
"""How far the rules look to each side of an end: no rule needs more, and a hostile line stays linear."""

_STRETCH = 20_000
"""How many characters Punkt gets at a time."""

_OPENERS = "\"'“”„‟‘‚«‹(["
_CLOSERS = "”’»›)]"
_BLOCK = re.compile(r"\n[ \t]*\n\s*|^[ \t]*[-*][ \t]+|(?:^|(?<=\s))[•‣▪●◦■►]\s*", re.MULTILINE)
_NEXT_WORD = re.compile(rf"\s*[{re.escape(_OPENERS)}\s]*([^\W\d_]+)")
_GLUED = re.compile(r"(?<=[^\W\d_]{3})[.!?]+[\"”’»)]{0,2}(?=[\"“‘«(]?[^\W\d_])")
_SPACED = re.compile(r"(?:…|\.{3}|\b[^\W\d_]\.|\b[^\W\d_]{1,5}\.)[\"”’»)]{0,2}(?=\s)")
_UNSPACED = re.compile(r"[。！？]+[”’」』\"]{0,2}|[؟।۔]{1,3}[\"”»]?(?=\s)")
_INITIALS = re.compile(r"(?:^|[\s(\[“\"‘«-])(?:[^\W\d_]\.[\s-]?)+$")
_ORDINAL = re.compile(r"(?:^|\D)\d{1,2}\.$")
_UNIT = re.compile(r"\d\s*([^\W\d_]+)\.$")
_LAST_WORD = re.compile(r"([^\W\d_][^\s\"“”„«»()\[\]]{0,20})\.$")
_ENUMERATION = re.compile(r"\s*\(?(?:\d{1,3}|[^\W\d_])[.)]$")
_ASKED = re.compile(r"[?!…]['\"”’»]+$")
_SPEECH = re.compile(
    r"\s*(?:[^\W\d_][\w.'’-]*,?\s+){0,5}?(?:said|says|asked|asks|shouted|cried|wrote|added|chanted|told|wondered|tweeted|replied)\b"
)
_SUFFIXES = frozenset({"com", "edu", "eu", "gov", "html", "info", "io", "js", "net", "org", "php", "ru", "tv", "uk"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """What the steps below know of one language."""

    punkt: Any
    titles: frozenset[str]
    starters: frozenset[str]
    units: frozenset[str]
    ordinals: bool


def segment(document: Document) -> tuple[Sentence, ...]:
    """Return the sentences of the document's body passages, in order, without surrounding white space."""
    rules, text = _rules(document.language), document.source.text
    places = [
        (passage.span.start + start, passage.span.start + end, passage.paragraph)
        for passage in document.passages
        if passage.kind == "body"
        for start, end in _sentences(text[passage.span.start : passage.span.end], rules)
    ]
    return tuple(
        Sentence(
            source=document.source.id,
            span=Span(start=start, end=end),
            paragraph=paragraph,
            index=index,
            text=text[start:end],
            page=page_of(document.source, start),
        )
        for index, (start, end, paragraph) in enumerate(places)
    )


def page_of(source: Source, offset: int) -> int | None:
    """Return the page, counted from 1, that a place in a source's text stands on; None where it has no pages."""
    return max(1, bisect_right(source.pages, offset)) if source.pages else None


def _sentences(text: str, rules: _Rules) -> Iterator[tuple[int, int]]:
    """Yield the places of the sentences of one passage."""
    for start, end in _blocks(text):
        block = text[start:end]
        last = 0
        for cut in (*_cuts(block, rules), len(block)):
            piece = block[last:cut]
            bare = piece.strip()
            if any(map(str.isalnum, bare)):
                first = start + last + len(piece) - len(piece.lstrip())
                yield first, first + len(bare)
            last = cut


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield what lies between blank lines and bullets; any other line break is white space."""
    last = 0
    for match in _BLOCK.finditer(text):
        yield last, match.start()
        last = match.end()
    yield last, len(text)


def _cuts(block: str, rules: _Rules) -> Iterator[int]:
    """Yield where sentences end."""
    quotes = [match.start() for match in re.finditer('"', block)]
    found = {_past_closers(block, end, quotes) for end in (*_punkt_ends(block, rules), *_own_ends(block, rules))}
    last = 0
    for cut in sorted(found):
        left, right = block[max(last, cut - _WINDOW) : cut], block[cut : cut + _WINDOW]
        if cut < len(block) and not _joined(left, right, rules):
            yield cut
            last = cut


def _punkt_ends(block: str, rules: _Rules) -> Iterator[int]:
    """Yield the ends that Punkt proposes, a stretch at a time: nltk gives up on what takes it five seconds."""
    start = 0
    while True:
        stretch = block[start : start + _STRETCH]
        ends = [start + end for _, end in rules.punkt.span_tokenize(stretch)]
        if start + len(stretch) == len(block):
            yield from ends
            return
        yield from ends[:-1]  # the last one is only where the stretch breaks off
        start = ends[-2] if len(ends) > 1 else start + len(stretch)


def _own_ends(block: str, rules: _Rules) -> Iterator[int]:
    """Yield ends that Punkt cannot see: no space after the full stop, ellipses, initials, units, other scripts."""
    for match in _UNSPACED.finditer(block):
        yield match.end()
    for match in _GLUED.finditer(block):
        if _is_glued_end(block, match.start(), match.end()):
            yield match.end()
    for match in _SPACED.finditer(block):
        word = _NEXT_WORD.match(block, match.end(), match.end() + _WINDOW)
        if word and word[1][0].isupper() and _ends_before(match.group(), block, match.end(), word[1], rules):
            yield match.end()


def _is_glued_end(block: str, stop: int, end: int) -> bool:
    """Tell "ended.The next" from "Booking.com", "index.Html" and "https://a.example/page.Section"."""
    after = re.compile(r"[\"“‘«(]?([^\W\d_]+)").match(block, end, end + _WINDOW)
    before = block[max(0, stop - _WINDOW) : stop].split()[-1:]
    if not after or not before or not block[stop - 3 : stop].islower() or not after[1][0].isupper():
        return False
    if after[1].lower() in _SUFFIXES or not (after[1][1:].islower() or len(after[1]) == 1):
        return False
    return not any(sign in before[0] for sign in "/@#\\=") and not before[0].lower().startswith("www")


def _ends_before(ending: str, block: str, end: int, word: str, rules: _Rules) -> bool:
    """Whether an ellipsis, an initial or a unit ends its sentence before a capital letter."""
    if ending[0] in "….":
        return ending[-1] not in "…." or word.lower() in rules.starters
    unit = _UNIT.search(block[max(0, end - 20) : end])
    if unit and unit[1].lower() in rules.units:
        return True
    return len(ending) == 2 and word.lower() in rules.starters


def _past_closers(block: str, end: int, quotes: list[int]) -> int:
    """Move an end behind the quotation marks and brackets that close there."""
    spaced = re.compile(r"\s[”»)\]]{1,4}(?=\s|$)").match(block, end)
    end = spaced.end() if spaced else end
    while end < len(block) and (block[end] in _CLOSERS or (block[end] == '"' and _closes(block, end, quotes))):
        end += 1
    return end


def _closes(block: str, at: int, quotes: list[int]) -> bool:
    """Whether the straight mark at `at` closes: by what follows it, else by how many stand before it."""
    follows = block[at + 1 : at + 2]
    return not follows or not follows.isalnum() or bisect_left(quotes, at) % 2 == 1


def _joined(left: str, right: str, rules: _Rules) -> bool:
    """Whether no sentence ends between `left` and `right`."""
    return (
        _runs_on(left, right)
        or _names(left, right, rules)
        or _initials(left, right, rules)
        or _ordinal(left, right, rules)
        or _numbers(left)
        or _attributed(left, right)
    )


def _runs_on(left: str, right: str) -> bool:
    """Lower case or punctuation follows; a name such as al-Shabaab or iPhone may still open a sentence."""
    rest = right.lstrip()
    word = rest.lstrip(_OPENERS + " \u00a0").split(maxsplit=1)[:1]
    if not word or rest[0] in ",;:.!?%–—-" + _CLOSERS:
        return True
    return word[0][0].islower() and (word[0].islower() or not left.endswith("."))


def _names(left: str, right: str, rules: _Rules) -> bool:
    """A title stands before a name: "Gen. Park"."""
    word = _LAST_WORD.search(left)
    if not word or word[1].lower() not in rules.titles:
        return False
    return word[1][0].isupper() or not _starts(right, rules)


def _initials(left: str, right: str, rules: _Rules) -> bool:
    """Initials and unlisted acronyms: "J. K. Rowling", "N.A.T.O. ministers"."""
    unit = _UNIT.search(left)
    return bool(_INITIALS.search(left)) and not _starts(right, rules) and not (unit and unit[1].lower() in rules.units)


def _ordinal(left: str, right: str, rules: _Rules) -> bool:
    """A full stop makes the number an ordinal: "am 5. Januar"."""
    return rules.ordinals and bool(_ORDINAL.search(left)) and not _starts(right, rules)


def _numbers(left: str) -> bool:
    """Nothing but the number or the letter of a list stands before, or no word at all."""
    return bool(_ENUMERATION.fullmatch(left)) or not any(char.isalnum() for char in left)


def _attributed(left: str, right: str) -> bool:
    """A question or a cry is quoted and its speaker follows: "“Who did this?” Smith asked."."""
    return bool(_ASKED.search(left)) and bool(_SPEECH.match(right))


def _starts(right: str, rules: _Rules) -> bool:
    word = _NEXT_WORD.match(right)
    if word is None or (len(word[1]) == 1 and right[word.end() : word.end() + 1] == "."):  # an initial: "А. С. Петров"
        return False
    return word[1][0].isupper() and word[1].lower() in rules.starters


@cache
def _rules(language: str) -> _Rules:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer  # slow to import

    tables = tomllib.loads(resources.files("briefing.steps").joinpath("abbreviations.toml").read_text("utf-8"))
    own, common = tables.get(language, {}), tables["all"]

    def words(key: str) -> frozenset[str]:
        return frozenset((*common.get(key, ()), *own.get(key, ())))

    parameters = PunktParameters()
    parameters.abbrev_types = set(words("abbreviations") | words("titles"))
    parameters.collocations = {(word, "##number##") for word in words("numbered")}
    parameters.sent_starters = set(words("starters"))
    return _Rules(
        punkt=PunktSentenceTokenizer(parameters),
        titles=words("titles"),
        starters=words("starters"),
        units=words("units"),
        ordinals=bool(own.get("ordinals")),
    )
