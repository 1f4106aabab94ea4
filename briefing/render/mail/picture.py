"""A chart of the page -> a PNG for the message: no mail program of the large ones shows SVG.

The type is larger than on the page, since a telephone shows the picture at half its size; values that would touch each
other for it are left out, the last first. Only our own fonts are used: the same bytes on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from briefing.render.chart import Chart, Label, Mark
from briefing.render.folders import builtin_templates
from briefing.render.templates import render_template

WIDTH, HEIGHT = 480, 240
"""Of the drawing; the PNG has twice as many pixels each way, for screens that are that fine."""
SHOWN = 568
"""Pixels that it is wide in the message."""
_TEMPLATE = "parts/mail_chart"
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
    width: int


def draw_picture(chart: Chart, heading: str, folders: tuple[Path, ...]) -> Picture:
    """Draw a chart; RenderError where the template is wrong."""
    values = {"chart": _scale(chart), "heading": heading}
    drawing = render_template(_TEMPLATE, folders, values, ".svg.j2")
    fonts = [str(builtin_templates() / "fonts" / name) for name in _FONTS]
    content = import_module("resvg_py").svg_to_bytes(
        svg_string=drawing, background="#ffffff", zoom=2.0, skip_system_fonts=True, font_files=fonts
    )
    return Picture(
        name="chart.png", content=bytes(content), heading=heading, alt=f"{heading}. {chart.description}", width=SHOWN
    )


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
