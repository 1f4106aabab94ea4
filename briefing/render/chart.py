"""Rows of the ledger -> a small chart: one mark a statement, over time, with the places already worked out."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from briefing.model import Status
from briefing.render.ledger import RowView
from briefing.render.words import Words

WIDTH, HEIGHT = 640, 190
LEFT, RIGHT, TOP, BOTTOM = 46, 22, 18, 26
LEAST = 3
"""Fewer dated values make no chart."""
_BESIDE = 11.0  # between marks of one day
_DAYS = 6  # at most so many days are named on the axis
_OPEN = 16.0  # how far an open range reaches up

Shape = Literal["exact", "range", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One statement: a dot, a bar from low to high, or a bar that is open above."""

    shape: Shape
    status: Status
    x: float
    top: float
    bottom: float
    value: str
    named: bool
    """Its value is written above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A place on an axis and its name."""

    at: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Everything that the macro draws."""

    width: int
    height: int
    left: int
    right: int
    base: int
    marks: tuple[Mark, ...]
    days: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    description: str
    """What the chart shows, in words."""


def draw(rows: Sequence[RowView], words: Words) -> Chart | None:
    """Chart the totals of a measure that have a date, None where fewer than three have one."""
    dated = sorted(_dated(rows), key=lambda pair: pair[0])
    if len(dated) < LEAST:
        return None
    levels = _levels(max(max(row.low or 0, row.high or 0) for _, row in dated))
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        base=HEIGHT - BOTTOM,
        marks=_marks(dated, levels[-1]),
        days=_days([day for day, _ in dated], words),
        levels=tuple(Tick(at=_height(level, levels[-1]), text=words.number(level)) for level in levels),
        description="; ".join(f"{words.date(day)}: {row.value} ({row.status})" for day, row in dated),
    )


def _dated(rows: Sequence[RowView]) -> list[tuple[dt.date, RowView]]:
    """Totals with a date and a lower bound; parts and daily counts are no points of the same line."""
    return [(row.as_of, row) for row in rows if row.as_of and row.low is not None and row.counting == "total"]


def _levels(highest: int) -> tuple[int, ...]:
    """Round levels from nought to above the highest value: three to six of them."""
    step, power = 1, 1
    while highest > 4 * step:
        step = next((factor * power for factor in (1, 2, 5, 10) if 4 * factor * power >= highest), 10 * power)
        power *= 10
    return tuple(range(0, max(highest, 1) + step, step))


def _height(value: float, highest: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / highest, 1)


def _across(day: dt.date, first: dt.date, last: dt.date) -> float:
    """Place a day between the margins; one day alone stands in the middle."""
    inner = WIDTH - LEFT - RIGHT - 60
    share = (day - first) / (last - first) if last > first else 0.5
    return round(LEFT + 30 + inner * share, 1)


def _days(days: Sequence[dt.date], words: Words) -> tuple[Tick, ...]:
    """Name the first and the last day and some between, none so near to another that they would touch."""
    first, last = days[0], days[-1]
    ticks: list[Tick] = []
    end = _across(last, first, last)
    apart = (WIDTH - LEFT - RIGHT) / (_DAYS + 1)
    for day in sorted(set(days[:-1])):
        at = _across(day, first, last)
        if (not ticks or at - ticks[-1].at >= apart) and end - at >= apart:
            ticks.append(Tick(at=at, text=words.short_date(day)))
    return (*ticks, Tick(at=end, text=words.short_date(last)))


def _marks(dated: Sequence[tuple[dt.date, RowView]], highest: int) -> tuple[Mark, ...]:
    """Place the statements, those of one day beside each other."""
    first, last = dated[0][0], dated[-1][0]
    sharing = Counter(day for day, _ in dated)
    placed: Counter[dt.date] = Counter()
    marks = []
    for day, row in dated:
        aside = (placed[day] - (sharing[day] - 1) / 2) * min(_BESIDE, 60 / sharing[day])
        placed[day] += 1
        marks.append(
            _mark(
                row,
                round(_across(day, first, last) + aside, 1),
                highest,
                named=sharing[day] == 1 or row.status == "current",
            )
        )
    return tuple(marks)


def _mark(row: RowView, x: float, highest: int, *, named: bool) -> Mark:
    low = row.low or 0
    bottom = _height(low, highest)
    shape: Shape = "open" if row.high is None else "exact" if row.high == low else "range"
    top = bottom - _OPEN if row.high is None else _height(row.high, highest)
    return Mark(shape=shape, status=row.status, x=x, top=round(top, 1), bottom=bottom, value=row.value, named=named)
