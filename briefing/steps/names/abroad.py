"""Sentences of other languages than English -> people whom an office in front of their name shows.

English is read by its grammar. Here a person is two or three words with capitals right behind an office that stands in
the case of a subject ("le préfet, Alain Dorval", "Landrätin Petra Hollmann"). Elsewhere in that article the surname
alone means the same, and behind an office it does in the whole pile. What no office shows is left out, and so are
languages without capitals.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple, NotRequired, TypedDict

from briefing.model import Document, NameMention, Sentence, Span

_LONGEST = 1500
"""Characters: beyond them a "sentence" is a table or junk, and no name is read from it."""
_CAPITAL = "A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻĞİŞŠŽČŘĎŤŇŐŰА-ЯЁІЇЄҐ"
_WORD = rf"[{_CAPITAL}][^\W\d_]+(?:[-’'][{_CAPITAL}][^\W\d_]+)*"
_PARTICLE = r"(?:de|da|do|dos|del|della|di|la|le|du|van|von|der|den|zu|bin|al|e|y)"
_NAME = rf"{_WORD}(?:\s(?:{_PARTICLE}\s){{0,2}}{_WORD}){{1,2}}"
_BESIDE = re.compile(rf"[{_CAPITAL}][\w’'-]*\s$")


class _Table(TypedDict):
    """One language of abroad.toml."""

    offices: str
    tail: NotRequired[str]
    of: NotRequired[str]


class _Person(NamedTuple):
    """Somebody of one article: the full name, and the office as it was written first."""

    name: str
    office: str


def find_people(documents: Sequence[Document], sentences: Sequence[Sentence]) -> tuple[NameMention, ...]:
    """Return the people that sentences of other languages name behind an office or by a surname, in their order."""
    languages = {one.source.id: one.language for one in documents if one.language in _tables()}
    parts: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        if sentence.source in languages and len(sentence.text) <= _LONGEST:
            parts.setdefault(sentence.source, []).append(sentence)
    found = [mention for source, part in parts.items() for mention in _of_article(part, languages[source])]
    holders = _people((mention.name, mention.office or "") for mention in found)
    places = {(mention.source, mention.span.end) for mention in found}
    for source, part in parts.items():
        found += [one for one in _titled(part, languages[source], holders) if (source, one.span.end) not in places]
    order = {source: place for place, source in enumerate(parts)}
    return tuple(sorted(found, key=lambda mention: (order[mention.source], mention.span.start)))


def _people(named: Iterable[tuple[str, str]]) -> dict[str, _Person]:
    """Return who is meant by each surname that only one of some people has."""
    people: dict[str, dict[str, _Person]] = {}
    for name, office in named:
        people.setdefault(name.split()[-1], {}).setdefault(name, _Person(name, office))
    return {surname: next(iter(known.values())) for surname, known in people.items() if len(known) == 1}


def _titled(sentences: Sequence[Sentence], language: str, people: Mapping[str, _Person]) -> Iterator[NameMention]:
    """Yield the surnames of people of the pile right behind an office: "le préfet Dorval"."""
    pattern = re.compile(rf"(?<![\w’-])(?:{_offices(language)})\s(?P<name>{_WORD})(?![\w-])(?!\s[{_CAPITAL}])")
    for sentence in sentences:
        for match in pattern.finditer(sentence.text):
            if person := people.get(match["name"]):
                yield _mention(sentence, match.span("name"), person.name, person.office)


def _of_article(sentences: Sequence[Sentence], language: str) -> Iterator[NameMention]:
    full = [(sentence, match) for sentence in sentences for match in _full(language).finditer(sentence.text)]
    certain = _people((match["name"], match["office"]) for _, match in full)
    named = {(sentence.index, match.end("name")) for sentence, match in full}
    found = [_mention(sentence, match.span("name"), match["name"], match["office"]) for sentence, match in full]
    if certain:
        found += _surnames(sentences, certain, named)
    yield from found


def _surnames(
    sentences: Sequence[Sentence], people: Mapping[str, _Person], named: set[tuple[int, int]]
) -> Iterator[NameMention]:
    """Yield where a surname stands alone, or behind the given name, of the one person of the article who has it."""
    pattern = re.compile(rf"(?<![\w’'-])(?:{'|'.join(map(re.escape, people))})(?![\w-])")
    for sentence in sentences:
        for match in pattern.finditer(sentence.text):
            person = people[match[0]]
            whole = sentence.text[: match.end()].endswith(person.name)
            start = match.end() - len(person.name) if whole else match.start()
            other = not whole and _is_part(sentence.text, match)
            if not other and (sentence.index, match.end()) not in named:
                yield _mention(sentence, (start, match.end()), person.name, person.office)


def _is_part(text: str, match: re.Match[str]) -> bool:
    """Tell "Rue Dorval" and "Dorval Industries" from "Dorval"; a word that opens the sentence is no part of a name."""
    before = _BESIDE.search(text, 0, match.start())
    after = text[match.end() : match.end() + 2]
    return (before is not None and before.start() > 0) or (after[:1] == " " and after[1:].isupper())


def _mention(sentence: Sentence, place: tuple[int, int], name: str, office: str) -> NameMention:
    base = sentence.span.start
    span = Span(start=base + place[0], end=base + place[1])
    return NameMention(source=sentence.source, span=span, name=name, kind="person", office=office)


@cache
def _tables() -> dict[str, _Table]:
    text = resources.files("briefing.steps.names").joinpath("abroad.toml").read_text("utf-8")
    read: dict[str, _Table] = dict(tomllib.loads(text))
    return read


@cache
def _full(language: str) -> re.Pattern[str]:
    """Compile what an office and the name behind it look like; only the office may open with either letter."""
    table = _tables()[language]
    tail = rf"(?:\s(?:{table['tail']}))?" if "tail" in table else ""
    parted = rf"|\s(?:{table['of']})[^,.;:()«»“”\"\d]{{2,50}}(?=,)" if "of" in table else ""
    held = rf"(?P<office>(?:{_offices(language)})(?:{tail}(?=,?\s[{_CAPITAL}]){parted}))"
    return re.compile(rf"(?<![\w’-]){held},?\s(?P<name>{_NAME})(?![\w-])")


def _offices(language: str) -> str:
    return "|".join(_either(office) for office in _split(_tables()[language]["offices"]))


def _split(alternatives: str) -> Iterator[str]:
    """Yield the alternatives of a pattern that stand in no bracket."""
    depth, start = 0, 0
    for place, sign in enumerate(alternatives):
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and depth == 0:
            yield alternatives[start:place]
            start = place + 1
    yield alternatives[start:]


def _either(office: str) -> str:
    """Let a word begin with a capital too: "Le préfet", "Préfet"."""
    return f"[{office[0]}{office[0].upper()}]{office[1:]}" if office[0].islower() else office
