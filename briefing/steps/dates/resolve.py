"""Date expression, publication date, tense -> the days that are meant, or None where they are not certain."""

import datetime as dt
from calendar import monthrange
from typing import NamedTuple

from briefing.model import Precision
from briefing.steps.dates.expressions import Calendar, Expression, Offset, Partial, Unit, Weekday
from briefing.steps.dates.tense import Tense
from briefing.steps.dates.words import FORTNIGHT, MONTH, WEEK, WEEKEND

_DAY = dt.timedelta(days=1)
_NEAR = 120
"""A date without a year within so many days of publication needs no verb to tell its year."""
_RECENT = 30
"""The "September 11 attacks" go by that name for years, unless they were just now."""
_CLOSE = 2
"""Days between publication and the agreed beginning of something."""
_FEW_YEARS = 4
"""So many years ago are counted exactly; five and ten are often rounded."""


class Days(NamedTuple):
    """First and last day, both included, and how exactly they are known."""

    first: dt.date
    last: dt.date
    precision: Precision = "day"


def resolve(expression: Expression, published: dt.date | None, tense: Tense | None) -> Days | None:
    """Return the days an expression means in a text of that publication date, None where that is not certain."""
    try:
        if isinstance(expression, Calendar):
            return _calendar(expression, published, tense)
        if published is None:
            return None
        if isinstance(expression, Weekday):
            return _one(_weekday(expression, published, tense))
        if isinstance(expression, Offset):
            first = published + expression.days * _DAY
            return Days(first, first + expression.nights * _DAY)
        return _unit(expression, published, tense)
    except (ValueError, OverflowError):  # no such day: 31 February, or before the year 1
        return None


def _one(day: dt.date | None) -> Days | None:
    return None if day is None else Days(day, day)


def bounds(date: Partial) -> Days:
    """Return the first and last day of a date with a year; ValueError where the calendar has no such date."""
    year = date.year or 0
    if date.month is None:
        return Days(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")
    if date.day is None:
        return Days(dt.date(year, date.month, 1), dt.date(year, date.month, monthrange(year, date.month)[1]), "month")
    day = dt.date(year, date.month, date.day)
    return Days(day, day)


def _calendar(expression: Calendar, published: dt.date | None, tense: Tense | None) -> Days | None:
    if expression.other is not None:
        return _figures(expression.first, expression.other, published)
    first, last = expression.first, expression.last
    if first.year is None:
        if published is None:
            return None
        year = _year_of(expression, published, tense)
        if year is None:
            return None
        wraps = (last.month or 0) < (first.month or 0)
        first, last = first._replace(year=year), last._replace(year=year + wraps)
    begins, ends = bounds(first), bounds(last)
    return Days(begins.first, ends.last, ends.precision) if begins.first <= ends.last else None


def _figures(first: Partial, other: Partial, published: dt.date | None) -> Days | None:
    """Return the one reading of 01/02/2023 that exists, or the only one near publication."""
    days = [day for day in map(_exists, (first, other)) if day]
    if len(days) > 1 and published:
        days = [day for day in days if -30 <= (published - day).days <= 60]
    return _one(days[0]) if len(days) == 1 else None


def _exists(date: Partial) -> dt.date | None:
    try:
        return bounds(date).first
    except ValueError:
        return None


def _year_of(expression: Calendar, published: dt.date, tense: Tense | None) -> int | None:
    """Return the year of a date that is written without one."""
    candidates = [
        (year, days.first, days.last)
        for year in range(published.year - 1, published.year + 2)
        if (days := _in_year(expression, year)) and expression.weekday in {None, days.first.weekday()}
    ]
    if expression.years is not None:
        return published.year + expression.years
    if expression.modifier in {"last", "next", "this"}:
        return _year_by_word(expression, candidates, published)
    distances = {year: _distance(first, last, published) for year, first, last in candidates}
    return _year_by_distance(expression, distances, tense) if distances else None


def _year_by_distance(expression: Calendar, distances: dict[int, int], tense: Tense | None) -> int | None:
    """Return the year that brings a date nearest, or, far away, on the side that the verb tells."""
    nearest = min(distances, key=lambda year: (abs(distances[year]), distances[year]))
    if expression.modifier == "event" and abs(distances[nearest]) > _RECENT:
        return None
    if abs(distances[nearest]) <= _NEAR:
        return None if tense == "past" and distances[nearest] > 1 else nearest
    if tense in {"future", "limit"}:
        return min((year for year in distances if distances[year] >= 0), default=None)
    return max((year for year in distances if distances[year] <= 0), default=None) if tense == "past" else None


def _in_year(expression: Calendar, year: int) -> Days | None:
    try:
        return bounds(expression.first._replace(year=year))
    except ValueError:
        return None


def _distance(first: dt.date, last: dt.date, published: dt.date) -> int:
    """Return the days from publication to a date: negative before it, 0 within."""
    if first <= published <= last:
        return 0
    return (first - published).days if first > published else (last - published).days


def _year_by_word(
    expression: Calendar, candidates: list[tuple[int, dt.date, dt.date]], published: dt.date
) -> int | None:
    """Return the year of "last March", "next March", "this March"."""
    if expression.modifier == "last":
        return max((year for year, _, last in candidates if last < published), default=None)
    if expression.modifier == "next":
        return min((year for year, first, _ in candidates if first > published), default=None)
    return published.year


def _weekday(expression: Weekday, published: dt.date, tense: Tense | None) -> dt.date | None:
    monday = published - published.weekday() * _DAY
    if expression.weeks is not None:
        return monday + (7 * expression.weeks + expression.weekday) * _DAY
    back = (published.weekday() - expression.weekday) % 7
    if expression.modifier == "last":
        return _last_weekday(published, back)
    if expression.modifier == "next":  # "next Friday" said on a Monday may be this week's or the next one's
        return published + (7 - back) * _DAY if expression.weekday <= published.weekday() else None
    if expression.modifier == "this":
        return monday + expression.weekday * _DAY
    return _by_tense(published, back, tense)


def _by_tense(published: dt.date, back: int, tense: Tense | None) -> dt.date | None:
    """Return the weekday that was `back` days ago or is still to come, as the verb tells."""
    ahead = -back % 7
    if tense == "unsure" and back:  # a bare weekday may be the last one or the next
        return None
    if ahead == 1 and tense not in {"near", "future", "limit"}:
        return None  # where it is tomorrow already, or the article was written on after its date: seldom six days ago
    if tense == "near":
        shift = min(ahead, -back, key=abs)
        return published + shift * _DAY if abs(shift) <= _CLOSE else None
    return published + (ahead if tense in {"future", "limit"} else -back) * _DAY


def _last_weekday(published: dt.date, back: int) -> dt.date | None:
    """Return "last Sunday"; "last Wednesday" said on a Friday may be two days ago or nine."""
    if back == 0:
        return published - 7 * _DAY
    same_week = back <= published.weekday()
    return None if same_week or back == 1 else published - back * _DAY


def _unit(expression: Unit, published: dt.date, tense: Tense | None) -> Days | None:
    if expression.unit == WEEKEND:
        return _weekend(expression, published, tense)
    if expression.modifier == "ago":
        return _ago(expression, published)
    shift = {"last": -1, "next": 1}.get(expression.modifier, 0)
    if expression.unit == WEEK:
        monday = published + (7 * shift - published.weekday()) * _DAY
        ends = published if expression.modifier == "so far" else monday + 6 * _DAY
        return Days(monday, ends)
    if expression.unit == MONTH:
        return _month(published, shift)
    return bounds(Partial(published.year + shift))


def _month(published: dt.date, shift: int) -> Days:
    months = published.year * 12 + published.month - 1 + shift
    return bounds(Partial(months // 12, months % 12 + 1))


def _ago(expression: Unit, published: dt.date) -> Days | None:
    """Return a span around so many weeks ago, the month of so many months ago, the year of a few years ago."""
    count = expression.count
    if expression.unit in {WEEK, FORTNIGHT}:
        middle = published - count * (14 if expression.unit == FORTNIGHT else 7) * _DAY
        return Days(middle - 3 * _DAY, middle + 3 * _DAY)
    if expression.unit == MONTH:
        return _month(published, -count) if count < 12 else None
    return bounds(Partial(published.year - count)) if count <= _FEW_YEARS else None


def _weekend(expression: Unit, published: dt.date, tense: Tense | None) -> Days | None:
    saturday = published + (5 - published.weekday()) * _DAY
    if expression.modifier == "next":
        return None
    if expression.modifier == "last":
        return Days(saturday - 7 * _DAY, saturday - 6 * _DAY)
    if published.weekday() < 5 and tense not in {"future", "limit"}:
        if tense in {None, "unsure"} and published.weekday() > 2:
            return None
        saturday -= 7 * _DAY
    return Days(saturday, saturday + _DAY)
