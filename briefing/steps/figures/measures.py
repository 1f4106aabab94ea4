"""A sentence's tokens -> the words that say what is counted (killed, detained, the toll), by measures.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from briefing.steps.figures.tokens import Token

Form = Literal["participle", "ing", "base", "verb", "noun", "of", "toll"]
FORMS: tuple[Form, ...] = ("participle", "ing", "base", "verb", "noun", "of", "toll")
Kind = Literal["people", "force", "thing"]
_GAP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Words that say what is counted: tokens[first:last]."""

    measure: str
    forms: frozenset[Form]
    first: int
    last: int
    weak: bool
    """Counts only beside a noun that names people."""
    kind: Kind
    """What may be counted."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[frozenset[str] | None, ...]
    """None is a gap of up to three words."""
    measure: str
    form: Form
    weak: bool
    kind: Kind


def find_triggers(tokens: Sequence[Token], counted: frozenset[int]) -> tuple[Trigger, ...]:
    """Find every trigger, the longest at each place; no gap may hold a number word, whose places are `counted`."""
    table, found, at = _table(), [], 0
    while at < len(tokens):
        matches = [
            (last, phrase)
            for phrase in table.get(tokens[at].word, ())
            if (last := _match(tokens, at, phrase.words, counted))
        ]
        if not matches:
            at += 1
            continue
        found.append(_longest(at, matches))
        at = found[-1].last
    return tuple(found)


def _longest(at: int, matches: Sequence[tuple[int, _Phrase]]) -> Trigger:
    last = max(end for end, _ in matches)
    phrases = [phrase for end, phrase in matches if end == last]
    same = [phrase for phrase in phrases if phrase.measure == phrases[0].measure]
    first = same[0]
    forms = frozenset(phrase.form for phrase in same)
    return Trigger(measure=first.measure, forms=forms, first=at, last=last, weak=first.weak, kind=first.kind)


def _match(tokens: Sequence[Token], at: int, words: Sequence[frozenset[str] | None], counted: frozenset[int]) -> int:
    """Where the phrase that begins at `at` ends; 0 where it does not stand there."""
    for place, choice in enumerate(words):
        if choice is None:
            return _match_after_gap(tokens, at, words[place + 1 :], counted)
        if at >= len(tokens) or tokens[at].word not in choice:
            return 0
        at += 1
    return at


def _match_after_gap(
    tokens: Sequence[Token], at: int, words: Sequence[frozenset[str] | None], counted: frozenset[int]
) -> int:
    for skipped in range(_GAP + 1):
        end = _match(tokens, at + skipped, words, counted)
        if end:
            return end
        if _ends_gap(tokens, at + skipped, counted):
            return 0
    return 0


def _ends_gap(tokens: Sequence[Token], at: int, counted: frozenset[int]) -> bool:
    """Whether a gap cannot go on here: no gap holds a mark, or a number but that of "three hospitals"."""
    if at >= len(tokens) or not tokens[at].word[0].isalpha():
        return True
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    return at in counted and following not in {"hospitals", "clinics"}


@cache
def _table() -> Mapping[str, tuple[_Phrase, ...]]:
    data = tomllib.loads(resources.files("briefing.steps.figures").joinpath("measures.toml").read_text("utf-8"))
    table: dict[str, list[_Phrase]] = {}
    for measure, entry in data.items():
        for phrase in _phrases(measure, entry):
            for word in sorted(phrase.words[0] or ()):
                table.setdefault(word, []).append(phrase)
    return {word: tuple(phrases) for word, phrases in table.items()}


def _phrases(measure: str, entry: Mapping[str, Sequence[str]]) -> list[_Phrase]:
    weak = frozenset(entry.get("weak", ()))
    kinds: Mapping[str, Kind] = {"force": "force", "thing": "thing"}
    kind = kinds.get(next(iter(entry.get("subjects", ())), ""), "people")
    return [
        _Phrase(
            tuple(None if word == "~" else frozenset(word.split("|")) for word in text.split()),
            measure, form, text in weak, kind,
        )
        for form in FORMS
        for text in entry.get(form, ())
    ]  # fmt: skip
