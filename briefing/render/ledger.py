"""Figures -> the ledger: one table a measure, equal statements on one row, the current ones first."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import Counting, Figure, Status
from briefing.render.cite import PlacesView, view_places
from briefing.render.words import Words

_ORDER: tuple[Status, ...] = ("current", "disputed", "superseded", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One statement, by everyone who makes it."""

    anchors: tuple[str, ...]
    """The ids of the figures on this row."""
    value: str
    as_written: str
    subject: str
    claimant: str | None
    as_of: dt.date | None
    status: Status
    counting: Counting
    part: bool
    """It is a part of the row above."""
    low: int | None
    high: int | None
    places: PlacesView
    outlets: int
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureView:
    """Everything that is said about one measure."""

    key: str
    heading: str
    rows: tuple[RowView, ...]


def view_ledger(figures: Sequence[Figure], words: Words) -> tuple[MeasureView, ...]:
    """Group the figures by measure, in the order in which the measures first appear."""
    measures: dict[str, list[Figure]] = {}
    for figure in figures:
        measures.setdefault(figure.measure, []).append(figure)
    return tuple(
        MeasureView(key=key, heading=words.title("measures", key), rows=_rows(held, words))
        for key, held in measures.items()
    )


def show_value(low: int | None, high: int | None, approximate: bool, words: Words) -> str:
    """Write a range as a reader expects it: "26", "10–15", "about 300", "24 or more"; empty where no bound is known."""
    phrases = words.phrases["figures"]
    bounds = [words.number(bound) for bound in (low, high) if bound is not None]
    if not bounds:
        return ""
    text = bounds[0] if low == high else "–".join(bounds)
    if high is None:
        return f"{text} {phrases['or_more']}"
    if low is None:
        return f"0–{text}"
    return f"{phrases['about']} {text}" if approximate else text


def _rows(figures: Sequence[Figure], words: Words) -> tuple[RowView, ...]:
    """Put totals in the order of their status, newest first, each followed by its parts; every figure is shown once."""
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        groups.setdefault(_statement(figure), []).append(figure)
    ranked = sorted(groups, key=lambda key: _rank(groups[key][0]))
    held = {figure.id for figure in figures}
    parts: dict[str, list[tuple[object, ...]]] = {}
    for key in ranked:
        for parent in _parents(groups[key]) & held:
            parts.setdefault(parent, []).append(key)
    tops = [key for key in ranked if not _parents(groups[key]) & held]
    # Figures that are parts of each other in a circle hang on no total: they come last, as totals.
    waiting = [(key, False) for key in (*reversed(ranked), *reversed(tops))]
    rows: dict[tuple[object, ...], RowView] = {}
    while waiting:
        key, part = waiting.pop()
        if key in rows:
            continue
        rows[key] = _row(groups[key], words, part=part)
        waiting += [(below, True) for figure in groups[key] for below in reversed(parts.get(figure.id, []))]
    return tuple(rows.values())


def _parents(group: Sequence[Figure]) -> set[str]:
    return {figure.part_of for figure in group if figure.part_of}


def _rank(figure: Figure) -> tuple[int, int]:
    return _ORDER.index(figure.status), -figure.as_of.toordinal() if figure.as_of else 0


def _statement(figure: Figure) -> tuple[object, ...]:
    """Figures that say the same by the same account are one row."""
    claimant = (figure.attributed_to or "").casefold()
    counted = (figure.subject.casefold(), figure.low, figure.high, figure.approximate, figure.counting)
    return (*counted, figure.as_of, claimant, figure.status, bool(figure.part_of))


def _row(group: Sequence[Figure], words: Words, *, part: bool) -> RowView:
    first = group[0]
    return RowView(
        anchors=tuple(figure.id for figure in group),
        value=show_value(first.low, first.high, first.approximate, words) or first.as_written,
        as_written=first.as_written,
        subject=first.subject,
        claimant=first.attributed_to,
        as_of=first.as_of,
        status=first.status,
        counting=first.counting,
        part=part,
        low=first.low,
        high=first.high,
        places=view_places(figure.citation for figure in group),
        outlets=max(figure.outlets for figure in group),
        origins=max(figure.origins for figure in group),
    )
