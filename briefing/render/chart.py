"""Rows of the ledger -> a small chart: one mark a statement, over time, with every place worked out and no label in
another's way.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from briefing.model import Status
from briefing.render.ledger import RowView
from briefing.render.words import Words

WIDTH, HEIGHT = 700, 150
SMALL = 350
"""As wide as the column of a telephone, so that letters are as large there as elsewhere."""
LEFT, RIGHT, TOP, BOTTOM = 46, 22, 16, 22
LEAST = 3
"""Fewer dated values make no chart."""
MOST = 40
"""The newest so many values are drawn; the ledger has them all."""
_BESIDE = 12.0  # between marks of one day
_INSET = 0.06  # of the width, from the axis to the first day and from the last one
_SPREAD = 0.1  # of the width, what the marks of one day take of it at most
_APART = 24.0  # between the names of two days
_OPEN = 16.0  # how far an open range reaches up
_LETTER, _LINE = 6.4, 12.0  # how wide a letter and how high a line of a label is taken to be
_REACH = 5.0  # of a mark to each side

Shape = Literal["exact", "range", "open"]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One statement: a dot, a bar from low to high, or a bar that is open above."""

    shape: Shape
    status: Status
    group: bool
    """A group is counted, not people in all: a hollow dot, a thin bar."""
    x: float
    top: float
    bottom: float
    value: str
    named: bool = False
    """There is room for its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A value beside its mark."""

    x: float
    y: float
    text: str
    status: Status


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
    labels: tuple[Label, ...]
    days: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    keys: tuple[str, ...]
    """What has to be explained below, of "range", "open", "group" and "disputed"."""
    description: str
    """What the chart shows, in words."""
    small: "Chart | None" = None
    """The same for a telephone: half as wide, its letters as large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """Between what ends the marks stand, and how wide all of it is."""

    left: int
    width: int

    @property
    def right(self) -> int:
        return self.width - RIGHT

    def across(self, day: dt.date, first: dt.date, last: dt.date) -> float:
        """Place a day between the margins; one day alone stands in the middle."""
        inset = self.width * _INSET
        share = (day - first) / (last - first) if last > first else 0.5
        return round(self.left + inset + (self.right - self.left - 2 * inset) * share, 1)


def draw(rows: Sequence[RowView], words: Words, until: dt.date | None = None) -> Chart | None:
    """Chart the totals of a measure that have a date, none after `until`; None where fewer than three have one."""
    dated = sorted((pair for pair in _dated(rows) if until is None or pair[0] <= until), key=lambda pair: pair[0])
    dated = dated[-MOST:]
    if len(dated) < LEAST:
        return None
    shown = dated if words.direction == "ltr" else [(day, _in_signs(row, words)) for day, row in dated]
    whole = _drawn(shown, words, WIDTH)
    said = "; ".join(_say(day, row, words) for day, row in dated)
    return replace(whole, small=_drawn(shown, words, SMALL), description=said)


def _drawn(dated: Sequence[tuple[dt.date, RowView]], words: Words, width: int) -> Chart:
    """Place everything in a chart of a width: the axis has room for the longest of its numbers."""
    levels = _levels(max(max(row.low or 0, row.high or 0) for _, row in dated))
    names = [words.number(level) for level in levels]
    frame = _Frame(left=max(LEFT, round(max(map(len, names)) * _LETTER) + 10), width=width)
    marks = _marks(dated, levels[-1], frame)
    labels = _labels(marks, [row for _, row in dated], frame)
    return Chart(
        width=width,
        height=HEIGHT,
        left=frame.left,
        right=frame.right,
        base=HEIGHT - BOTTOM,
        marks=tuple(replace(mark, named=at in labels) for at, mark in enumerate(marks)),
        labels=tuple(labels.values()),
        days=_days([day for day, _ in dated], words, frame),
        levels=tuple(Tick(at=_height(level, levels[-1]), text=name) for level, name in zip(levels, names, strict=True)),
        keys=_keys(marks),
        description="",
    )


def _dated(rows: Sequence[RowView]) -> list[tuple[dt.date, RowView]]:
    """Totals with a date and a lower bound, the same number of one day once; parts and daily counts are other lines."""
    held: dict[tuple[object, ...], tuple[dt.date, RowView]] = {}
    for row in rows:
        if row.as_of and row.low is not None and row.counting == "total" and not row.part:
            held.setdefault((row.as_of, row.low, row.high, row.general), (row.as_of, row))
    return list(held.values())


def _in_signs(row: RowView, words: Words) -> RowView:
    """Write a value without words: paper sets a chart letter by letter, which tears joined and turned scripts apart."""
    about = "≈" if row.approximate and row.high is not None else ""
    ends = list(dict.fromkeys(words.number(end) for end in (row.low, row.high) if end is not None))
    return replace(row, value=f"{about}{'–'.join(ends)}{'+' if row.high is None else ''}")


def _say(day: dt.date, row: RowView, words: Words) -> str:
    noun = f" {row.subject}" if row.subject and not row.general else ""
    return f"{words.date(day)}: {row.value}{noun} ({words.label('statuses', row.status)})"


def _levels(highest: int) -> tuple[int, ...]:
    """Round levels from nought to above the highest value: three to six of them."""
    step, power = 1, 1
    while highest > 4 * step:
        step = next((factor * power for factor in (1, 2, 5, 10) if 4 * factor * power >= highest), 10 * power)
        power *= 10
    return tuple(range(0, max(highest, 1) + step, step))


def _height(value: float, highest: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / highest, 1)


def _days(days: Sequence[dt.date], words: Words, frame: _Frame) -> tuple[Tick, ...]:
    """Name the last day, and from the first one on those whose names stand clear of it and of each other."""
    first, last = days[0], days[-1]
    *before, end = (Tick(at=frame.across(day, first, last), text=words.axis_date(day)) for day in sorted(set(days)))
    ticks: list[Tick] = []
    for tick in before:
        if all(_clear(tick, other) for other in (*ticks[-1:], end)):
            ticks.append(tick)
    return (*ticks, end)


def _clear(one: Tick, other: Tick) -> bool:
    return abs(one.at - other.at) >= (len(one.text) + len(other.text)) / 2 * _LETTER + _APART


def _marks(dated: Sequence[tuple[dt.date, RowView]], highest: int, frame: _Frame) -> tuple[Mark, ...]:
    """Place the statements, those of one day beside each other."""
    first, last = dated[0][0], dated[-1][0]
    sharing = Counter(day for day, _ in dated)
    placed: Counter[dt.date] = Counter()
    marks = []
    for day, row in dated:
        aside = (placed[day] - (sharing[day] - 1) / 2) * min(_BESIDE, frame.width * _SPREAD / sharing[day])
        placed[day] += 1
        marks.append(_mark(row, round(frame.across(day, first, last) + aside, 1), highest))
    return tuple(marks)


def _mark(row: RowView, x: float, highest: int) -> Mark:
    low = row.low or 0
    bottom = _height(low, highest)
    shape: Shape = "open" if row.high is None else "exact" if row.high == low else "range"
    top = bottom - _OPEN if row.high is None else _height(row.high, highest)
    top = round(top, 1)
    return Mark(shape=shape, status=row.status, group=not row.general, x=x, top=top, bottom=bottom, value=row.value)


def _labels(marks: Sequence[Mark], rows: Sequence[RowView], frame: _Frame) -> dict[int, Label]:
    """Write values where there is room, by the place of the mark: people in all and what holds come first."""
    taken: list[Box] = [(mark.x - _REACH, mark.top - _REACH, mark.x + _REACH, mark.bottom + _REACH) for mark in marks]
    labels: dict[int, Label] = {}
    for at in sorted(range(len(marks)), key=lambda at: (_standing(rows[at]), -(rows[at].high or rows[at].low or 0))):
        mark, own = marks[at], taken[at]
        half = len(rows[at].value) * _LETTER / 2
        for x, y in _spots(mark, half):
            box = (x - half, y - _LINE, x + half, y + 3)
            if _inside(box, frame) and not any(_touch(box, other) for other in taken if other is not own):
                labels[at] = Label(x=round(x, 1), y=round(y, 1), text=rows[at].value, status=mark.status)
                taken.append(box)
                break
    return labels


def _standing(row: RowView) -> tuple[bool, bool, bool]:
    return row.status in ("superseded", "withdrawn"), not row.general, row.vague


def _spots(mark: Mark, half: float) -> tuple[tuple[float, float], ...]:
    """Above the mark, then to its right, its left and below it."""
    middle = (mark.top + mark.bottom) / 2 + 4
    beside = half + _REACH + 3
    return (
        (mark.x, mark.top - 8),
        (mark.x + beside, middle),
        (mark.x - beside, middle),
        (mark.x, mark.bottom + _LINE + _REACH),
    )


def _inside(box: Box, frame: _Frame) -> bool:
    return box[0] >= frame.left and box[1] >= 0 and box[2] <= frame.width and box[3] <= HEIGHT - BOTTOM + 2


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _keys(marks: Sequence[Mark]) -> tuple[str, ...]:
    there: set[str] = {mark.shape for mark in marks} | {mark.status for mark in marks}
    if any(mark.group for mark in marks):
        there |= {"group"}
    return tuple(key for key in ("range", "open", "group", "disputed") if key in there)
