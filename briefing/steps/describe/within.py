"""Source, passages -> the likeliest day of publication for what an article says, None where it says too little.

First the latest full date that is about the news itself: of a caption, a dateline, beside a weekday, with others near.
Then, from that day on, the day on which the days of the week that the article speaks of are best explained:
news tells mostly of its own day and the day before, and the day it opens with counts twice.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from math import log
from typing import NamedTuple

from briefing.model import Kind, Passage, Source
from briefing.steps.dates import tenses_of
from briefing.steps.dates.expressions import Calendar, Expression, Partial, Weekday
from briefing.steps.dates.grammar import expressions
from briefing.steps.dates.resolve import resolve

_DAY = dt.timedelta(days=1)
_EARLIEST, _LATEST = dt.date(1900, 1, 1), dt.date(2100, 1, 1)
_AGES = (0.42, 0.27, 0.15, 0.09, 0.05, 0.015, 0.005)
"""How often a news text speaks of the day of the week that was so many days ago."""
_LAGS = (0.30, 0.25, 0.17, 0.12, 0.07, 0.05, 0.04)
"""How often a text comes out so many days after the latest date that it reports."""
_FOLLOWS = 14
"""A date without a year belongs to the news when it is so few days after a full one."""
_BEFORE = 10
_SCAN = 100_000
_MOST = 300
"""Expressions that are weighed against each other: an article has a few dozen."""
_TELLING: tuple[Kind, ...] = ("dateline", "deck", "caption", "body", "unsure")
_YEAR_NAMED = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-](?:0[1-9]|1[0-2])(?!\d)")
_YEAR_OF_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\D{0,30}((?:19|20)\d\d)(?!\d|\s?[-–])", re.IGNORECASE)


class _Told(NamedTuple):
    """A date expression that does not lie ahead, with where it stands."""

    expression: Expression
    kind: Kind
    paragraph: int


def likeliest_day(source: Source, passages: Sequence[Passage], language: str) -> dt.date | None:
    """Return the day on which the article was most likely published."""
    told = tuple(islice(_told(source, passages, language), _MOST))
    latest = _latest_full_date(told)
    if latest is None:
        year = _year_named(source, passages)
        latest = _latest_day_of(told, year) if year else None
    if latest is None:
        return None
    for day in _days_without_year(told, latest):
        latest = max(latest, day)
    return _explain(latest, list(_plain_weekdays(told)))


def _told(source: Source, passages: Sequence[Passage], language: str) -> Iterator[_Told]:
    scanned = 0
    for passage in passages:
        if passage.kind not in _TELLING or scanned > _SCAN:
            continue
        text = source.text[passage.span.start : min(passage.span.end, passage.span.start + _SCAN)]
        scanned += len(text)
        found = expressions(text, language)
        for expression, tense in zip(found, tenses_of(text, found, language), strict=True):
            if tense not in {"future", "limit"} and getattr(expression, "modifier", "") != "next":
                yield _Told(expression, passage.kind, passage.paragraph)


def _latest_full_date(told: Sequence[_Told]) -> dt.date | None:
    """Return the latest full date about the news; none where the text speaks of a later year: that date is history."""
    days = [day for item in told if _is_news(item, told) and (day := _full(item.expression))]
    years = [item.expression.first.year for item in told if isinstance(item.expression, Calendar)]
    if not days or max(days).year < max((year for year in years if year), default=0):
        return None
    return max(days)


def _is_news(item: _Told, told: Sequence[_Told]) -> bool:
    """Tell whether a full date is about the news: in an article a date with its year is more often history."""
    if item.kind in {"caption", "dateline"}:
        return True
    if isinstance(item.expression, Calendar) and item.expression.weekday is not None:
        return True
    day = _full(item.expression)
    return day is not None and any(found != day for found in _days_without_year(told, day, _BEFORE))


def _full(expression: Expression) -> dt.date | None:
    if not isinstance(expression, Calendar) or None in expression.first:
        return None
    days = resolve(expression, None, None)
    return days.first if days and _EARLIEST <= days.first < _LATEST else None


def _days_without_year(told: Sequence[_Told], near: dt.date, before: int = 0) -> Iterator[dt.date]:
    """Yield the dates without a year that come soon after a day, or at most so many days before it."""
    for item in told:
        expression = item.expression
        if isinstance(expression, Calendar) and expression.first.year is None and expression.first.day:
            days = resolve(expression, near, None)
            if days and -before <= (days.first - near).days <= _FOLLOWS:
                yield days.first


def _year_named(source: Source, passages: Sequence[Passage]) -> int | None:
    """Return the year that the address, the file name or a copyright line of the article names."""
    match = _YEAR_NAMED.search(source.url or "") or _YEAR_NAMED.search(source.origin)
    if match:
        return int(match[1])
    lines = (source.text[item.span.start : item.span.end][:500] for item in passages if item.kind == "credit")
    years = {int(match[1]) for line in lines if (match := _YEAR_OF_COPYRIGHT.search(line))}
    return years.pop() if len(years) == 1 else None


def _latest_day_of(told: Sequence[_Told], year: int) -> dt.date | None:
    days = []
    for item in told:
        if isinstance(item.expression, Calendar) and item.expression.first.year is None and item.expression.first.day:
            first = item.expression.first
            found = resolve(_with_year(item.expression, Partial(year, first.month, first.day)), None, None)
            days += [found.first] if found else []
    return max(days, default=None)


def _with_year(expression: Calendar, date: Partial) -> Calendar:
    return Calendar(start=expression.start, end=expression.end, first=date, last=date)


def _plain_weekdays(told: Sequence[_Told]) -> Iterator[int]:
    """Yield the days of the week that stand alone: "last Sunday" may be any of two."""
    for item in told:
        if isinstance(item.expression, Weekday) and not item.expression.modifier and item.expression.weeks is None:
            yield item.expression.weekday


def _explain(latest: dt.date, weekdays: Sequence[int]) -> dt.date:
    """Return the day, within a week, that best explains the days of the week that are spoken of."""
    if not weekdays:
        return latest
    counted = [*sorted(set(weekdays)), weekdays[0]]

    def score(lag: int) -> float:
        day = latest + lag * _DAY
        return log(_LAGS[lag]) + sum(log(_AGES[(day.weekday() - weekday) % 7]) for weekday in counted)

    return latest + max(range(7), key=lambda lag: (score(lag), -lag)) * _DAY
