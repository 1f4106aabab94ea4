"""A sentence and what stands before it -> the brackets that let it be read alone, only where they are certain."""

import datetime as dt
from collections.abc import Sequence

from briefing.model import Clarification, DateMention, NameMention, Sentence
from briefing.steps.clarify.antecedents import antecedent
from briefing.steps.clarify.references import find_reference
from briefing.steps.clarify.scenes import inside_quotation
from briefing.steps.clarify.voices import speaks_at, voiced
from briefing.steps.dates.words import words_of

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def clarify(
    sentence: Sentence,
    before: Sequence[Sentence],
    names: Sequence[NameMention],
    dates: Sequence[DateMention],
    published: dt.date | None,
    language: str = "en",
    voice: str | None = None,
) -> tuple[Clarification, ...]:
    """Return the brackets of a sentence in their order: days behind "Thursday", names behind "He" and "we".

    `before` are the earlier sentences of the document in their order, `names` its names as `find_names` orders them,
    `dates` the dates of the sentence, `voice` who says "we" (from `voice_of`). Only English has names in brackets.
    """
    found = dated(sentence, dates, published, language)
    if language.lower().startswith("en") and (name := named(sentence, before, names)):
        found.append(name)
    if voice and (own := voiced(sentence, voice, language)):
        found.append(own)
    return tuple(sorted(found, key=lambda clarification: clarification.at))


def cured_by(text: str, clarifications: Sequence[Clarification], language: str = "en") -> frozenset[str]:
    """Return the faults of a sentence that its brackets mend: they tell whom it opens with, or who says "we"."""
    ends = {reference.at for inside in (False, True) if (reference := find_reference(text, inside))}
    places = {bracket.at for bracket in clarifications if bracket.basis == "name"}
    opening = {"pronoun", "reference"} if places & ends else set()
    return frozenset(opening | ({"speaker"} if speaks_at(text, language) in places else set()))


def named(sentence: Sentence, before: Sequence[Sentence], names: Sequence[NameMention]) -> Clarification | None:
    """Return the bracket behind the pronoun or noun that the sentence opens with."""
    reference = find_reference(sentence.text, inside_quotation(sentence, before))
    if reference is None:
        return None
    name = antecedent(sentence, reference, before, names)
    if name is None:
        return None
    return Clarification(at=reference.at, insert=f"[{name}’s]" if reference.possessive else f"[{name}]", basis="name")


def dated(
    sentence: Sentence, dates: Sequence[DateMention], published: dt.date | None, language: str = "en"
) -> list[Clarification]:
    """Return a bracket behind the first expression of each day that had to be worked out."""
    found: dict[dt.date, Clarification] = {}
    for date in sorted(dates, key=lambda mention: mention.span.start):
        at = place(sentence, date)
        if at is None or date.first in found or says_it(sentence, date, published, language):
            continue
        insert = f"[{date.first.day} {MONTHS[date.first.month - 1]} {date.first.year}]"
        found[date.first] = Clarification(at=at, insert=insert, basis="date")
    return list(found.values())


def place(sentence: Sentence, date: DateMention) -> int | None:
    """Return the offset behind an expression that means one day, None where it means more or lies elsewhere."""
    if date.precision != "day" or date.basis != "resolved" or date.first != date.last:
        return None
    start, at = date.span.start - sentence.span.start, date.span.end - sentence.span.start
    if date.source != sentence.source or start < 0 or not start < at <= len(sentence.text):
        return None
    if sentence.text[at : at + 2] in {"’s", "'s"}:
        at += 2
    return None if sentence.text[at : at + 1].isalnum() else at


def says_it(sentence: Sentence, date: DateMention, published: dt.date | None, language: str = "en") -> bool:
    """Say whether the expression already gives day and month of the year of publication."""
    if published is None or published.year != date.first.year:
        return False
    text = sentence.text[date.span.start - sentence.span.start : date.span.end - sentence.span.start]
    return any(char.isdigit() for char in text) and _names_month(text, date.first.month, language)


def _names_month(text: str, month: int, language: str) -> bool:
    if language.lower().startswith("en"):
        return MONTHS[month - 1][:3].lower() in text.lower()
    known = (words_of(language).get(word.strip(".,")) for word in text.split())
    return any(word is not None and word.letter in "Mm" and word.value == month for word in known)
