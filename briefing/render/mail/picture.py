"""A chart of the page -> a PNG for the message: no mail program of the large ones shows SVG.

The type is larger than on the page, since a telephone shows the picture at half its size; values that would touch each
other for it are left out, the last first. Only our own fonts are used: the same bytes on every machine.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from importlib import import_module

from briefing.render.chart import Chart, Label, Mark
from briefing.render.folders import builtin_templates
from briefing.render.text import visible
from briefing.render.view import shorten

WIDTH, HEIGHT = 480, 210
"""Of the drawing."""
SHOWN = 568
"""Pixels that it is wide in the message."""
_LONGEST = 500  # characters of the words in its place
_FINE = 1.75
"""Pixels of the PNG to one of the drawing: sharp on most screens, and quickly drawn."""
_SOFT, _RULE, _BASE = "#59616b", "#dfe3e7", "#8b9199"
_COLOURS: Mapping[str, str] = {"current": "#1d4f7c", "disputed": "#a8430b"}
_HALO = 'stroke="#ffffff" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
_FONTS = ("BriefingSans-Regular.ttf", "BriefingSans-Semibold.ttf")
_DIGIT = 9.0  # width of a figure in the picture's type
_TALL = 18.0
_REACH = 7.0  # of a mark to each side


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A finished picture."""

    name: str
    content: bytes
    heading: str
    alt: str
    """What it shows, in words."""
    legend: str
    """What its marks mean; empty where they need no saying."""
    width: int


def draw_picture(chart: Chart, heading: str, legend: str) -> Picture:
    """Draw a chart."""
    fonts = [str(builtin_templates() / "fonts" / name) for name in _FONTS]
    content = import_module("resvg_py").svg_to_bytes(
        svg_string="\n".join(_drawing(_scale(chart))),
        background="#ffffff",
        zoom=_FINE,
        skip_system_fonts=True,
        font_files=fonts,
    )
    return Picture(
        name="chart.png",
        content=bytes(content),
        heading=heading,
        alt=shorten(f"{heading}. {chart.description}", _LONGEST),
        legend=legend,
        width=SHOWN,
    )


def _drawing(chart: Chart) -> Iterator[str]:
    """Write the drawing as SVG: lines and their values, days, marks, and the values of marks above everything."""
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {chart.width} {chart.height}" width="{chart.width}" '
        f'height="{chart.height}" font-family="Briefing Sans" font-size="15">'
    )
    for place, level in enumerate(chart.levels):
        yield _line(chart.left, chart.right, level.at, level.at, _RULE if place else _BASE, 1)
        yield _text(chart.left - 7, level.at + 5, level.text, f'text-anchor="end" fill="{_SOFT}"')
    for day in chart.days:
        yield _text(day.at, chart.base + 22, day.text, f'text-anchor="middle" fill="{_SOFT}"')
    for mark in chart.marks:
        yield from _mark(mark, _COLOURS.get(mark.status, _SOFT))
    for label in chart.labels:
        look = f'text-anchor="middle" font-weight="600" fill="{_COLOURS.get(label.status, _SOFT)}" {_HALO}'
        yield _text(label.x, label.y, label.text, look)
    yield "</svg>"


def _mark(mark: Mark, colour: str) -> Iterator[str]:
    """Draw a dot, a bar or an open bar; hollow or thin where only a group is counted."""
    if mark.shape == "exact":
        look = f'fill="{"#ffffff" if mark.group else colour}" stroke="{colour}" stroke-width="2"'
        yield f'<circle cx="{mark.x:.1f}" cy="{mark.bottom:.1f}" r="5" {look}/>'
        return
    wide = 1.5 if mark.group else 3
    dashes = ' stroke-dasharray="5 4"' if mark.shape == "open" else ""
    yield _line(mark.x, mark.x, mark.bottom, mark.top, colour, wide, dashes)
    for end in (mark.bottom,) if mark.shape == "open" else (mark.bottom, mark.top):
        yield _line(mark.x - 5, mark.x + 5, end, end, colour, wide)


def _line(x1: float, x2: float, y1: float, y2: float, colour: str, wide: float, more: str = "") -> str:
    ends = f'x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{wide}"{more}/>'


def _text(x: float, y: float, text: str, look: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escape(visible(text))}</text>'


def _scale(chart: Chart) -> Chart:
    """Fit the chart into the picture."""
    across, down = WIDTH / chart.width, HEIGHT / chart.height
    marks = [replace(mark, x=mark.x * across, top=mark.top * down, bottom=mark.bottom * down) for mark in chart.marks]
    labels = [replace(label, x=label.x * across, y=label.y * down) for label in chart.labels]
    return replace(
        chart,
        width=WIDTH,
        height=HEIGHT,
        left=round(chart.left * across),
        right=round(chart.right * across),
        base=round(chart.base * down),
        marks=tuple(marks),
        labels=_labels([_clear(label, marks) for label in labels]),
        days=tuple(replace(day, at=day.at * across) for day in chart.days),
        levels=tuple(replace(level, at=level.at * down) for level in chart.levels),
    )


def _clear(label: Label, marks: Sequence[Mark]) -> Label:
    """Move a value aside of the mark that its larger type would cover."""
    half = len(label.text) * _DIGIT / 2 + _REACH
    for mark in marks:
        if mark.top - _REACH < label.y < mark.bottom + _TALL and abs(label.x - mark.x) < half:
            return replace(label, x=mark.x + (half if label.x >= mark.x else -half))
    return label


def _labels(labels: Sequence[Label]) -> tuple[Label, ...]:
    """Keep the values that stand clear of those before them: the page has them in the order of their weight."""
    chosen: list[Label] = []
    for label in labels:
        if not any(_touch(label, other) for other in chosen):
            chosen.append(label)
    return tuple(chosen)


def _touch(one: Label, other: Label) -> bool:
    room = (len(one.text) + len(other.text)) * _DIGIT / 2
    return abs(one.x - other.x) < room and abs(one.y - other.y) < _TALL
