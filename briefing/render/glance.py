"""The ledger -> page one: three to six tiles, rival counts together on one, and the chart that matters most."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.render.chart import Chart
from briefing.render.cite import ExtractView
from briefing.render.ledger import MeasureView, RowView

MOST, FEWEST = 6, 3
_CUMULATIVE = ("killed", "injured")
"""Measures that only grow."""
_WIDE, _NARROW, _CITED = 78, 34, 14  # characters of a line, of a tile's line, and of a place
_POINT, _GAP, _HEAD, _CHART = 14.3, 5.0, 22.0, 130.0  # points of height
ROOM = {"A4": 568.0, "Letter": 520.0}
"""Points of height that key points, tiles and chart have together on page one."""
LOGO, LONG_TITLE = 42.0, 20.0
"""What a logo and a title of two lines take of it."""
PLACES, _PLACE = 2, 7  # so many places of one kind stand beside a key point, and what each takes
_BESIDE = 3  # tiles in a row


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChart:
    """A measure of the ledger with its chart, where it has one."""

    measure: MeasureView
    chart: Chart | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TileView:
    """A measure at a glance."""

    heading: str
    anchor: str
    """Where the ledger has it."""
    rows: tuple[RowView, ...]
    """The count that is shown and those that contradict it."""
    disputed: bool
    more: int
    """So many other rows the ledger has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlanceView:
    """What page one shows of the ledger."""

    tiles: tuple[TileView, ...]
    chart: Chart | None
    chart_heading: str


def view_glance(measures: Sequence[MeasureChart], as_of: dt.date | None = None) -> GlanceView:
    """Pick the tiles and the chart of page one."""
    found = [_tiles(held.measure, as_of) for held in measures]
    tiles = [tile for tiles in found for tile in tiles[:1]]
    if len(tiles) < FEWEST:
        tiles += [tile for tiles in found for tile in tiles[1:]]
    charts = ((held.chart, held.measure.heading) for held in measures if held.chart)
    chart, heading = next(charts, (None, ""))
    return GlanceView(tiles=tuple(tiles[:MOST]), chart=chart, chart_heading=heading)


def is_tight(points: Sequence[ExtractView], glance: GlanceView, room: float) -> bool:
    """Whether page one has more to hold than a sheet of paper: estimated in points, from characters a line."""
    height = sum(_POINT * _lines(_length(point), _WIDE) + _GAP for point in points)
    for at in range(0, len(glance.tiles), _BESIDE):
        row = glance.tiles[at : at + _BESIDE]
        height += _HEAD + max(sum(_tile_height(count) for count in tile.rows) for tile in row)
    return height + (_CHART if glance.chart else 0) > room


def _length(point: ExtractView) -> int:
    """Count the characters of a key point, those of its places as the smaller ones they are."""
    related = (point.quoted, point.same_text, point.supports)
    places = sum(min(len(held.shown), PLACES) for held in related)
    return sum(len(piece.text) for piece in point.pieces) + _CITED + _PLACE * places + (_CITED if places > 1 else 0)


def _tile_height(row: RowView) -> float:
    big = _lines(2 * len(row.lead) + len(row.what), _NARROW + 8)
    return 17.0 * big + 9.5 * _lines(len(row.claimant or "") + _CITED, _NARROW + 4)


def _lines(characters: int, width: int) -> int:
    return -(-characters // width)


def _tiles(held: MeasureView, as_of: dt.date | None) -> list[TileView]:
    """Make a tile of people in all, and one of each group that is counted; nothing can be counted after `as_of`."""
    standing = [row for row in held.rows if row.status in ("current", "disputed") and not row.part]
    standing = [row for row in standing if not (as_of and row.as_of and row.as_of > as_of)]
    whole = [row for row in standing if row.counting == "total"] or standing
    scopes: dict[str, list[RowView]] = {}
    for row in sorted(whole, key=lambda row: (row.vague, not row.general)):
        scopes.setdefault("" if row.general else row.subject.casefold(), []).append(row)
    return [_tile(held, rows) for rows in scopes.values()]


def _tile(held: MeasureView, rows: Sequence[RowView]) -> TileView:
    """Lead with the newest number; of the counts that dispute it the highest and the lowest stand beside it.

    A toll does not fall: one that nobody took back and that is higher than a newer one stands beside it, too.
    """
    lead = min(rows, key=_newest)
    others = [row for row in rows if (row.low, row.high) != (lead.low, lead.high)]
    disputing = [row for row in others if row.status == "disputed"]
    against = [row for row in disputing if _days_apart(row, lead) <= 1]
    if lead.status == "disputed":
        against = against or sorted(disputing, key=lambda row: _days_apart(row, lead))[:1]
    if held.key in _CUMULATIVE and not lead.vague:
        against += [row for row in others if not row.vague and _size(row) > _size(lead)]
    ends = (min([lead, *against], key=_size), max([lead, *against], key=_size))
    shown = sorted({row.anchors: row for row in (lead, *ends)}.values(), key=_size, reverse=True)
    return TileView(
        heading=held.heading,
        anchor=held.anchor,
        rows=tuple(shown),
        disputed=any(row.status == "disputed" for row in shown),
        more=len(held.rows) + held.more - len(shown),
    )


def _newest(row: RowView) -> tuple[bool, int, bool, int]:
    """Numbers before words, the newest first, exact ones before others, those that most origins give."""
    day = row.as_of.toordinal() if row.as_of else 0
    return row.vague, -day, row.low != row.high or row.approximate, -row.origins


def _days_apart(row: RowView, lead: RowView) -> float:
    return abs((row.as_of - lead.as_of).days) if row.as_of and lead.as_of else math.inf


def _size(row: RowView) -> tuple[int, bool]:
    return row.high or row.low or 0, row.high is None
