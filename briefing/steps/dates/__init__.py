"""Sentence -> the dates it names: every expression resolved against the publication date, or left out.

How news is read: a weekday in the past tense is the last such day, the publication day included, and in the future
tense the next one; a date without a year takes the year that brings it nearest. A week or a weekend is a range of days.
Left out is what has no certain meaning: "the previous day", "next Friday" said on a Monday, "more than a year ago".
"""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence

from briefing.model import DateMention, Sentence, Span
from briefing.steps.dates.expressions import Calendar, Expression, Offset, Weekday
from briefing.steps.dates.grammar import expressions
from briefing.steps.dates.resolve import Days, resolve
from briefing.steps.dates.tense import Tense, tense

_JOIN = 12
_JOINED = re.compile(r"\s?(?:,|and|or|to|through|[-–—])?\s?(?:on\s)?")
"""Between "Thursday and Friday" there is no verb: the second is read as the first."""
_QUOTES = '"“”„«»'


def find_dates(sentence: Sentence, published: dt.date | None, language: str = "en") -> tuple[DateMention, ...]:
    """Return the date expressions of a sentence with the days they mean, in reading order; unsure ones are left out."""
    text = sentence.text
    found = expressions(text, language)
    tenses = tenses_of(text, found, language)
    marks = [index for index, mark in enumerate(text) if mark in _QUOTES] if len(found) > 1 else []
    said = _day_of_speech(found, tenses, marks, published)
    mentions = []
    for expression, how in zip(found, tenses, strict=True):
        near = said if isinstance(expression, Offset) and _quoted(expression, marks) else published
        days = resolve(expression, near, how)
        if days is not None:
            mentions.append(_mention(sentence, expression, days))
    return tuple(mentions)


def tenses_of(text: str, found: Sequence[Expression], language: str) -> list[Tense | None]:
    """Return how the text speaks of each expression, looking no further than its neighbours."""
    tenses: list[Tense | None] = []
    edges = [(0, 0), *((expression.start, expression.end) for expression in found), (len(text), len(text))]
    for before, place, after in zip(edges, edges[1:], edges[2:], strict=False):
        joined = tenses and place[0] - before[1] < _JOIN and _JOINED.fullmatch(text, before[1], place[0])
        tenses.append(tenses[-1] if joined else tense(text, place, (before[1], after[0]), language))
    return tenses


def _quoted(expression: Expression, marks: Sequence[int]) -> bool:
    return bisect_right(marks, expression.start) % 2 == 1


def _day_of_speech(
    found: Sequence[Expression], tenses: Sequence[Tense | None], marks: Sequence[int], published: dt.date | None
) -> dt.date | None:
    """Return the day on which the quoted words were said: "yesterday" inside them counts from it."""
    for expression, how in zip(found, tenses, strict=True) if marks else ():
        if isinstance(expression, Weekday) and how == "past" and not _quoted(expression, marks):
            days = resolve(expression, published, how)
            return days.first if days else published
    return published


def _mention(sentence: Sentence, expression: Expression, days: Days) -> DateMention:
    start = sentence.span.start
    return DateMention(
        source=sentence.source,
        span=Span(start=start + expression.start, end=start + expression.end),
        first=days.first,
        last=days.last,
        precision=days.precision,
        basis="stated" if isinstance(expression, Calendar) and expression.first.year else "resolved",
    )
