"""The chart and the logo of the page -> PNGs for the message: no mail program of the large ones shows SVG.

The chart's type is larger than on the page, since a telephone shows the picture at two thirds of its size; values and
days that would touch each other for it are left out. Only our own fonts are used: the same bytes on every machine.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module

from markupsafe import escape

from briefing.errors import RenderError
from briefing.render.chart import Chart, Label, Mark, Tick
from briefing.render.folders import builtin_templates
from briefing.render.mail.headers import NOWHERE
from briefing.render.text import shorten, visible

WIDTH, HEIGHT = 360, 180
"""Of the drawing of a chart; a telephone has 288 pixels for it, and shows its type of 15 at 12."""
SHOWN = 440
"""Pixels that a chart is wide in the message."""
LOGO = (224, 48)
"""Pixels that a logo is wide and high in the message, at most."""
_LONGEST = 500  # characters of the words in its place
_FINE = 2
"""Pixels of the PNG to one of the drawing of a chart: sharp on most screens, and quickly drawn."""
_LOGO_FINE = 2
_SOFT, _RULE, _BASE = "#59616b", "#dfe3e7", "#8b9199"
_COLOURS: Mapping[str, str] = {"current": "#1d4f7c", "disputed": "#a8430b"}
_HALO = 'stroke="#ffffff" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
_FAMILY = "Briefing Sans"
_FONTS = ("BriefingSans-Regular.ttf", "BriefingSans-Semibold.ttf")
_GAP = 10  # beside the chart
_DIGIT = 9.0  # width of a figure in the picture's type
_DAY = 54.0  # width of a day there, with the gap after it
_TALL = 18.0
_REACH = 7.0  # of a mark to each side


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A finished picture."""

    name: str
    content: bytes
    alt: str
    """What it shows, in words."""
    width: int
    """In the message."""
    heading: str = ""
    legend: str = ""
    """What its marks mean; empty where they need no saying."""

    @property
    def cid(self) -> str:
        """Its Content-ID without brackets: from its bytes, so that no other has it."""
        stem = self.name.partition(".")[0]
        return f"{stem}.{hashlib.sha256(self.content).hexdigest()[:16]}@{NOWHERE}"


def draw_picture(chart: Chart, heading: str, legend: str) -> Picture:
    """Draw a chart."""
    return Picture(
        name="chart.png",
        content=_png("\n".join(_drawing(_scale(chart))), background="#ffffff", zoom=_FINE),
        heading=heading,
        alt=shorten(f"{heading}. {chart.description}", _LONGEST),
        legend=legend,
        width=SHOWN,
    )


def draw_logo(address: str, alt: str) -> Picture:
    """Draw a logo from its data: address, as large as there is room; RenderError where it can't be drawn."""
    kind, _, coded = address.removeprefix("data:").partition(";base64,")
    try:
        drawing = base64.b64decode(coded).decode("utf-8") if kind == "image/svg+xml" else _framed(address)
        content = _png(drawing, width=LOGO[0] * _LOGO_FINE, height=LOGO[1] * _LOGO_FINE)
    except ValueError as error:
        raise RenderError(f"look.logo: can't be drawn for the message: {error}; save it as PNG") from error
    width = int.from_bytes(content[16:20])
    return Picture(name="logo.png", content=content, alt=alt, width=max(1, width // _LOGO_FINE))


def _framed(address: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{escape(address)}"/></svg>'


def _png(drawing: str, **size: str | float) -> bytes:
    """Draw an SVG with our own fonts, which stand in for any other that it names."""
    fonts = [str(builtin_templates() / "fonts" / name) for name in _FONTS]
    draw = import_module("resvg_py").svg_to_bytes
    return bytes(draw(svg_string=drawing, skip_system_fonts=True, font_files=fonts, serif_family=_FAMILY, **size))


def _drawing(chart: Chart) -> Iterator[str]:
    """Write the drawing as SVG: lines and their values, days, marks, and the values of marks above everything."""
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {chart.width} {chart.height}" width="{chart.width}" '
        f'height="{chart.height}" font-family="{_FAMILY}" font-size="15">'
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
    down = HEIGHT / chart.height
    left = round(max(len(level.text) for level in chart.levels) * _DIGIT) + _GAP
    right = WIDTH - _GAP

    def across(x: float) -> float:
        return left + (x - chart.left) / (chart.right - chart.left) * (right - left)

    marks = [replace(one, x=across(one.x), top=one.top * down, bottom=one.bottom * down) for one in chart.marks]
    labels = [replace(label, x=across(label.x), y=label.y * down) for label in chart.labels]
    return replace(
        chart,
        width=WIDTH,
        height=HEIGHT,
        left=left,
        right=right,
        base=round(chart.base * down),
        marks=tuple(marks),
        labels=_labels([_clear(label, marks) for label in labels]),
        days=_days([replace(day, at=across(day.at)) for day in chart.days]),
        levels=tuple(replace(level, at=level.at * down) for level in chart.levels),
    )


def _clear(label: Label, marks: Sequence[Mark]) -> Label:
    """Move a value aside of every mark that its larger type would cover."""
    half = len(label.text) * _DIGIT / 2 + _REACH
    for mark in marks:
        if mark.top - _REACH < label.y < mark.bottom + _TALL and abs(label.x - mark.x) < half:
            label = replace(label, x=mark.x + (half if label.x >= mark.x else -half))
    return label


def _labels(labels: Sequence[Label]) -> tuple[Label, ...]:
    """Keep the values that stand clear of those before them: the page has them in the order of their weight."""
    chosen: list[Label] = []
    for label in labels:
        if not any(_touch(label, other) for other in chosen):
            chosen.append(label)
    return tuple(chosen)


def _days(days: Sequence[Tick]) -> tuple[Tick, ...]:
    """Keep the last day, and those before it that stand clear of it and of each other."""
    *before, last = days
    chosen: list[Tick] = []
    for day in before:
        if all(abs(day.at - other.at) > _DAY for other in (*chosen, last)):
            chosen.append(day)
    return (*chosen, last)


def _touch(one: Label, other: Label) -> bool:
    room = (len(one.text) + len(other.text)) * _DIGIT / 2
    return abs(one.x - other.x) < room and abs(one.y - other.y) < _TALL
