"""Sentences of other languages -> the killed, injured, missing and others that a plain rule is sure of.

English is read by its grammar. Here a count is a number right beside the word that says what is counted, or beside
people of whom nothing else is said and a verb near by; the words are in languages.toml. Everything else is left out:
parts of a total, counts of one day, of a year long past, of what may still happen.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from briefing.model import DateMention, Document, Quantity, Sentence, Span
from briefing.steps.figures.numbers import Hedge, bounds
from briefing.steps.figures.patterns import Rules, rules_of, tables

_RECENT = dt.timedelta(days=30)
"""What is told with an earlier day is no news."""
LONGEST = 1500
"""Characters: beyond them a "sentence" is a table or junk, and nothing is read from it."""
_CLAUSE = 60
"""Characters before a number in which it may be told apart from a total."""
_YEARS = range(1500, 2100)
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SEPARATORS = re.compile(r"\D")


_Bounds = tuple[int | None, int | None, bool]


def plain_quantities(
    document: Document, sentences: Sequence[Sentence], dates: Mapping[int, Sequence[DateMention]]
) -> tuple[Quantity, ...]:
    """Return the plain counts of a document in a language that languages.toml knows, as of its publication."""
    if document.language not in tables():
        return ()
    rules = rules_of(document.language)
    return tuple(
        quantity
        for sentence in sentences
        if len(sentence.text) <= LONGEST
        and _is_sure(sentence.text, rules, document.published)
        and not _is_old(dates.get(sentence.index, ()), document.published)
        for quantity in _quantities(sentence, rules, document.published)
    )


def claimant_of(text: str, language: str) -> str | None:
    """Return who says what a sentence says, where one is plainly named and no other."""
    known = language in tables() and len(text) <= LONGEST
    return _claimant(text, rules_of(language)) if known else None


def least_meant(written: str) -> int | None:
    """Return at least how many are meant by an amount that is only a word, "des dizaines"; None for every other."""
    found = _loose("vague").match(written.lower())
    known = tables().values()
    return next((table["vague"][found[1]] for table in known if found and found[1] in table["vague"]), None)


def loosely(written: str) -> Literal["about", "nearly"] | None:
    """Say how an amount is hedged by its own words: "environ 300", "une dizaine", "knapp 20"."""
    if _loose("nearly").match(written.lower()):
        return "nearly"
    return "about" if _loose("about", "round").match(written.lower()) else None


@cache
def _loose(*parts: Literal["about", "nearly", "vague", "round"]) -> re.Pattern[str]:
    """Compile what amounts of any of the languages begin with."""
    words = [word for table in tables().values() for part in parts for word in _alternatives(table[part])]
    return re.compile(rf"({'|'.join(sorted(words, key=len, reverse=True))})(?!\w)")


def _alternatives(words: str | Mapping[str, int]) -> Sequence[str]:
    return words.split("|") if isinstance(words, str) else [re.escape(word) for word in words]


def _is_sure(text: str, rules: Rules, published: dt.date | None) -> bool:
    """Whether a sentence tells what is so now: it does not ask, fear, count one day or look years back."""
    years = {int(year) for year in _FOUR_DIGITS.findall(text) if int(year) in _YEARS}
    now = {published.year} if published else set()
    return not text.rstrip('»”" ').endswith(("?", "؟")) and years <= now and not rules.unsure.search(text)


def _is_old(dates: Sequence[DateMention], published: dt.date | None) -> bool:
    return published is not None and any(published - mention.last > _RECENT for mention in dates)


def _quantities(sentence: Sentence, rules: Rules, published: dt.date | None) -> Iterator[Quantity]:
    """Yield each count once, whichever rule finds it first; of people, of whom nothing else is said."""
    seen: set[tuple[str, int]] = set()
    who = _claimant(sentence.text, rules)
    for measure, pattern in rules.counts:
        for match in pattern.finditer(sentence.text):
            start, end = match.start("amount"), match.end("counted" if "counted" in match.re.groupindex else "amount")
            at_least = rules.behind_least is not None and rules.behind_least.match(sentence.text, end) is not None
            number = _number(match["amount"], match["number"], rules, at_least=at_least)
            if (measure, start) in seen or number is None or _is_apart(sentence.text, start, rules):
                continue
            seen.add((measure, start))
            base = sentence.span.start
            yield Quantity(
                sentence=sentence,
                span=Span(start=base + start, end=base + end),
                measure=measure,
                subject="",
                low=number[0],
                high=number[1],
                approximate=number[2],
                as_of=published,
                attributed_to=who,
                counting="total",
            )


def _is_apart(text: str, start: int, rules: Rules) -> bool:
    """Whether the clause before a number makes it a part: of another count, on top of one, or of a longer number."""
    clause = re.split(r"[,;:(–—،؛]", text[max(0, start - _CLAUSE) : start])[-1]
    return rules.apart.search(clause) is not None or rules.within.search(clause) is not None


def _number(amount: str, written: str, rules: Rules, *, at_least: bool) -> _Bounds | None:
    """Return the bounds of an amount as written, None where its number has no meaning."""
    found: list[Hedge] = [kind for kind, pattern in rules.hedges.items() if pattern.match(amount)]
    found = found or (["least"] if at_least else [])
    hedge: Hedge = found[0] if found else "exact"
    word = " ".join(written.lower().split())
    if word in rules.vague:
        return bounds(rules.vague[word], None, "least")
    if word in rules.round:
        return bounds(rules.round[word], rules.round[word], found[0] if found else "about")
    value = rules.exact.get(word) or int(_SEPARATORS.sub("", word) or 2)  # no number at all: a word for two
    return bounds(value, value, hedge) if value else None


def _claimant(text: str, rules: Rules) -> str | None:
    """Return who says so, where one is named and no other."""
    found = [match["who"].strip() for pattern in rules.claims for match in pattern.finditer(text)]
    return found[0] if len(found) == 1 else None
