"""Language -> the words that date expressions are made of: one letter a class of words, with what each word means.

The grammar in `date_grammar` matches its patterns against the letters, one a token:

  M m  month; month only with help (May, March, Jan)      W w  weekday; its abbreviation
  D    1 to 31                                             Y    a number that can be a year
  N    any other number                                    I    a date in figures, as one token
  d    number word                                         u    day, week, month, year
  K    weekend                                             G    ago
  R    yesterday, today, tomorrow                          p    part of the day
  l L  last; past                                          n s  next; this
  e E  early, late, mid; earlier, later                    h a  the; a
  i z  in, during; since, until                            j f  by, before, after; from
  O v  on; over, at                                        o t  of; to, till
  &    and                                                 S    season, beginning, end
  b    between                                             Q    nearly, about: no exact day follows
  c    what is counted: "2011 people" is no year           T    clock: GMT, hours
  H 6  every, previous; third: no certain day follows      B    Black, Good: a day's name follows
  P    prayers, Times: the weekday before is part of a name
  k    total, crowd: no year follows                       5    overnight
  7    attacks, committee: may go by an old date
  1 2 3 4  New, Eve, Christmas, Boxing                     g    before: the day before yesterday
  x    any other word
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple, NotRequired, TypedDict


class Word(NamedTuple):
    """The class of a word and what it means: a month's number, days from today, a unit's number ..."""

    letter: str
    value: int = 0


class _Table(TypedDict):
    """The words of one language, as `date_words.toml` has them."""

    months: list[str]
    weekdays: list[str]
    units: NotRequired[list[str]]
    names: str
    days: dict[str, int]
    classes: dict[str, str]


DAY, WEEK, MONTH, YEAR, FORTNIGHT, WEEKEND = range(6)
TRIGGERS = "MmWwRuKp345"

_NUMBERS = "one two three four five six seven eight nine ten eleven twelve"
_UNITS = {"day": DAY, "week": WEEK, "month": MONTH, "year": YEAR, "fortnight": FORTNIGHT}


@cache
def _tables() -> dict[str, _Table]:
    text = resources.files("briefing.steps.dates").joinpath("words.toml").read_text("utf-8")
    tables: dict[str, _Table] = dict(tomllib.loads(text))
    return tables


def _columns(rows: list[str]) -> Iterator[tuple[int, str, int]]:
    """Yield (row, word, column), without the dashes."""
    for row, line in enumerate(rows):
        for column, word in enumerate(line.split()):
            if word != "-":
                yield row, word, column


def _english() -> dict[str, Word]:
    """Return the counting words; of other languages we read no "two days ago"."""
    words = {word: Word("d", number) for number, word in enumerate(_NUMBERS.split(), start=1)}
    for unit, value in _UNITS.items():
        words |= {unit: Word("u", value), f"{unit}s": Word("u", value)}
    return words | {"weekend": Word("K", WEEKEND)}


def _cases(word: str, entry: Word, language: str) -> Iterator[tuple[str, Word]]:
    """Yield a word as it may be written: "may" and "sun" are no dates in languages that write them "May" and "Sun"."""
    if language not in {"en", "de"} or entry.letter not in "mw":
        yield word, entry
    yield word.capitalize(), entry
    yield word.upper(), entry


@cache
def words_of(language: str) -> Mapping[str, Word]:
    """Return the date words of a language as they may be written; none for a language that we don't know."""
    if language not in _tables():
        return {}
    table = _tables()[language]
    words = _english() if language == "en" else {}
    words |= {word: Word(letter) for letter, row in table["classes"].items() for word in row.split()}
    unsure = table["names"].split()
    for row, word, column in _columns(table["months"]):
        words[word] = Word("m" if row == 1 or word in unsure else "M", column + 1)
    for row, word, column in _columns(table["weekdays"]):
        words[word] = Word("w" if language == "en" and row else "W", column)
    for _, word, column in _columns(table.get("units", [])):
        words[word] = Word("u", column)
    words |= {word: Word("R", days) for word, days in table["days"].items()}
    return dict(pair for word, entry in words.items() for pair in _cases(word, entry, language))


@cache
def triggers_of(language: str) -> frozenset[str]:
    """Return the words without one of which a text holds no date, unless in figures."""
    return frozenset(word for word, entry in words_of(language).items() if entry.letter in TRIGGERS)
