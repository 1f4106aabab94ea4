"""View -> what one sheet of paper can hold of it: key points, counts, a chart, disagreements, and what is left out.

How high something will be is worked out beforehand from how wide its letters are, and rather too high than too low: a
page that has a little white at its foot is one page.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from briefing.render.chart import HEIGHT, WIDTH, Chart
from briefing.render.cite import ExtractView, PlacesView
from briefing.render.findings import FindingView
from briefing.render.glance import MeasureChart
from briefing.render.house import HouseView
from briefing.render.ledger import MeasureView, RowView
from briefing.render.sources import SourceView
from briefing.render.text import shorten
from briefing.render.view import View
from briefing.render.words import Words

SHEETS = {"A4": 752.0, "Letter": 702.0}
"""Points of height between the margins that onepager.css sets."""
_COLUMN = 504.0  # points of width of the narrower sheet
_PLACES = 2  # beside an extract, a count or a finding
_TITLE, _LONG, _NAME = 150, 60, 42  # characters of the title, of one that is set smaller, of a source's name
_CANDIDATES = 60  # counts that are looked at
_FIRST_POINTS, _FIRST_ROWS = 3, 4  # what is there before the chart is
_FIRST_FINDINGS = 3  # what is there before further counts are
_POINT, _CELL, _SMALL = 10.0, 8.5, 7.5  # points: size of key points, of the ledger, of places and the rest
_BRACKET = 0.86  # of the size around it
_LEADING = 1.35
_OURS = 0.9  # how wide letters without serifs are, as a part of those with them
_COLUMNS = (0.17, 0.23, 0.28, 0.16, 0.16)
"""Of the ledger, as the style sheet sets them: count, what, claimant, day, places."""
_HEAD, _PART, _TABLE_HEAD, _MEASURE, _ROW, _ITEM = 40.0, 26.0, 16.0, 20.0, 6.0, 5.0  # points of air and of fixed lines
_CHART = _COLUMN * HEIGHT / WIDTH + 30
_LOGO = 40.0
_NOTED = 12.0  # the line below the heading of the disagreements
_SOURCE = re.compile(r"\bS[0-9]+\b")
_NOTHING = PlacesView(shown=(), more=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortSource:
    """A source as a line has room for it."""

    id: str
    name: str
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePageView:
    """A selection that fits on one sheet."""

    title: str
    points: tuple[ExtractView, ...]
    measures: tuple[MeasureView, ...]
    chart: Chart | None
    disagreements: tuple[FindingView, ...]
    """Our own words on them, without the sentences that they point at."""
    sources: tuple[ShortSource, ...]
    """Those that the page cites."""
    left_out: tuple[tuple[str, int], ...]
    """What is not on the page: its heading, and how many of it; 0 is all of it."""


def view_one_page(brief: View, words: Words, look: HouseView) -> OnePageView:
    """Take what matters most while it fits."""
    title = shorten(brief.title, _TITLE)
    points = [_short_point(point) for point in brief.key_points]
    rows = list(_candidates(brief)) if "ledger" in look.order else []
    chart = brief.glance.chart if "figures" in look.order else None
    room = SHEETS[look.paper] - _head_height(brief, title) - (_LOGO if look.logo else 0)
    sources = [_short_source(source) for source in brief.sources]
    sheet = _Sheet(
        room=room, names={source.id: f"{source.id} {source.name}, {source.date}" for source in sources}, words=words
    )
    for point in points[:_FIRST_POINTS]:
        sheet.take_point(point)
    for row in rows[:_FIRST_ROWS]:
        sheet.take_row(row)
    has_chart = chart is not None and sheet.take(_CHART, ())
    for point in points[_FIRST_POINTS:]:
        sheet.take_point(point)
    sheet.take_findings(brief.disagreements[:_FIRST_FINDINGS])
    for row in rows[_FIRST_ROWS:]:
        sheet.take_row(row)
    sheet.take_findings(brief.disagreements[len(sheet.findings) :])
    return OnePageView(
        title=title,
        points=tuple(sheet.points),
        measures=tuple(_kept(brief.measures, sheet.rows)),
        chart=chart if has_chart else None,
        disagreements=tuple(sheet.findings),
        sources=tuple(source for source in sources if source.id in sheet.cited),
        left_out=tuple(_left_out(brief, words, sheet)),
    )


class _Sheet:
    """What has been taken so far, and the height that it needs with the sources it cites."""

    def __init__(self, *, room: float, names: Mapping[str, str], words: Words) -> None:
        self._room = room
        self._words = words
        self._names = names
        self._height = 2 * _PART  # the sources, and what is left out
        self.cited: dict[str, str] = {}
        self.points: list[ExtractView] = []
        self.rows: dict[tuple[str, ...], str] = {}
        self._measures: set[str] = set()
        self.findings: list[FindingView] = []

    def take(self, height: float, sources: Iterable[str]) -> bool:
        """Take something of a height that cites sources, where there is room for both."""
        cited = self.cited | {source: self._names.get(source, "") for source in sources}
        foot = _lines([(" xx ".join(cited.values()), _OURS * _SMALL)], _COLUMN) * _SMALL * _LEADING
        if self._height + height + foot > self._room:
            return False
        self._height += height
        self.cited = cited
        return True

    def take_point(self, point: ExtractView) -> None:
        several = f" ({self._words.count('sources', point.outlets)}, 9 origins)" if point.outlets > 1 else ""
        sizes = {"clarification": _OURS * _BRACKET * _POINT}
        runs = [(piece.text, sizes.get(piece.kind, _POINT)) for piece in point.pieces]
        lines = _lines([*runs, (_said(point.quoted) + several, _OURS * _SMALL)], _COLUMN - 9)
        height = lines * _POINT * _LEADING + _ITEM
        first = 0.0 if self.points else _PART
        if self.take(height + first, (place.source for place in point.quoted.shown)):
            self.points.append(point)

    def take_row(self, held: tuple[str, RowView]) -> None:
        measure, row = held
        height = _row_height(row, self._words) + (0 if measure in self._measures else _MEASURE)
        first = 0.0 if self.rows else _PART + _TABLE_HEAD
        if self.take(height + first, (place.source for place in row.places.shown[:_PLACES])):
            self.rows[row.anchors] = measure
            self._measures.add(measure)

    def take_findings(self, findings: Iterable[FindingView]) -> None:
        """Take findings up to the first that there is no room for: a lesser one does not take its place."""
        for held in findings:
            if not self._take_finding(_short_finding(held)):
                break

    def _take_finding(self, held: FindingView) -> bool:
        runs = ((f"{held.label} x {held.text}", _OURS * _CELL), (_said(held.places), _OURS * _SMALL))
        lines = _lines(runs, _COLUMN - 9)
        height = lines * _CELL * _LEADING + _ITEM
        first = 0.0 if self.findings else _PART + _NOTED
        named = [source for source in _SOURCE.findall(held.text) if source in self._names]
        fits = self.take(height + first, (*named, *(place.source for place in held.places.shown)))
        self.findings += [held] if fits else []
        return fits


def _head_height(brief: View, title: str) -> float:
    size = 15.0 if len(title) > _LONG else 20.0
    facts = 12.0 * _lines([(f"{brief.running_date} {brief.period or ''}{' xxxxx' * 10}", _OURS * 9.0)], _COLUMN)
    return _HEAD + _lines([(title, size * 1.05)], _COLUMN) * size * 1.25 + facts


def _row_height(row: RowView, words: Words) -> float:
    """Work out the highest cell of a row."""
    phrases = words.phrases["figures"]
    origins = f" ({words.count('origins', row.origins)})" if row.origins > 1 else ""
    status = f" {words.label('statuses', row.status)}" if row.status != "current" else ""
    daily = f" {phrases['daily']}" if row.counting == "daily" else ""
    day = row.period or (words.date(row.as_of) if row.as_of else phrases["undated"])
    cells = (
        (row.value + status, _OURS * _CELL),
        (f"{', '.join(row.wordings)} {row.noun}{daily}", _CELL),
        ((", ".join(row.claimants) or phrases["nobody"]) + origins, _CELL),
        (day, _OURS * _CELL),
        (_said(row.places), _OURS * _SMALL),
    )
    heights = (_lines([cell], share * _COLUMN - 8) for cell, share in zip(cells, _COLUMNS, strict=True))
    return max(heights) * _CELL * _LEADING + _ROW


def _said(places: PlacesView) -> str:
    """Write places about as long as the page does."""
    more = " and 999 more" if len(places.shown) > _PLACES or places.more else ""
    return ", ".join(place.label for place in places.shown[:_PLACES]) + more


def _lines(runs: Iterable[tuple[str, float]], column: float) -> int:
    """Say how many lines texts of some sizes take: a word that finds no room begins the next, a wider one is broken."""
    lines, at = 1, 0.0
    for word, size in ((word, size) for text, size in runs for word in text.split()):
        width = _width(word, size)
        if at and at + width > column:
            lines, at = lines + 1, 0.0
        lines += math.ceil(width / column) - 1 if width else 0
        at += width % column + size * _letter(" ")
    return lines


def _width(text: str, size: float) -> float:
    """Say how wide a text is on one line."""
    return size * sum(map(_letter, text))


@cache
def _letter(letter: str) -> float:
    """Say how wide a letter is, as a part of its size; for letters beyond Latin rather too much than too little."""
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if letter in " .,;:!|'ijlIt()[]’“”":
        return 0.33
    if letter.isascii():
        return 0.9 if letter in "mwMW@%&" else 0.72 if letter.isupper() else 0.55
    return 0.7


def _short_point(point: ExtractView) -> ExtractView:
    """Keep the first places of an extract; those that say the same are counted, not named."""
    return replace(point, quoted=_short(point.quoted), same_text=_NOTHING, supports=_NOTHING)


def _short(places: PlacesView) -> PlacesView:
    """Let the first few places lead to their sources, for the page has no passages."""
    shown = tuple(replace(place, anchor=place.source) for place in places.shown[:_PLACES])
    return PlacesView(shown=shown, more=places.more + len(places.shown) - len(shown))


def _short_finding(held: FindingView) -> FindingView:
    """Keep our own words of a finding, and the first of the places that they rest on."""
    quoted = tuple(quote.places.shown[0] for quote in held.quotes)
    places = replace(held.places, shown=(*quoted, *held.places.shown))
    return replace(held, quotes=(), places=replace(_short(places), more=0))


def _candidates(brief: View) -> Iterator[tuple[str, RowView]]:
    """Yield what page one of the whole brief shows at a glance, then what else holds, each with its measure."""
    keys = {row.anchors: held.measure.anchor for held in brief.measures for row in held.measure.rows}
    glance = (row for tile in brief.glance.tiles for row in tile.rows)
    rest = (row for held in brief.measures for row in held.measure.rows if row.status in ("current", "disputed"))
    seen = {row.anchors: row for row in (*glance, *rest) if not row.part and row.anchors in keys}
    yield from ((keys[anchors], row) for anchors, row in list(seen.items())[:_CANDIDATES])


def _kept(measures: Sequence[MeasureChart], rows: Mapping[tuple[str, ...], str]) -> Iterator[MeasureView]:
    """Cut the ledger down to the rows that were taken, in its own order."""
    for held in measures:
        kept = tuple(row for row in held.measure.rows if row.anchors in rows)
        if kept:
            shown = tuple(replace(row, places=_short(row.places)) for row in kept)
            yield replace(held.measure, rows=shown, more=0)


def _short_source(source: SourceView) -> ShortSource:
    name = source.publisher or source.title or source.origin
    return ShortSource(id=source.id, name=shorten(name, _NAME), date=source.date)


def _left_out(brief: View, words: Words, sheet: _Sheet) -> Iterator[tuple[str, int]]:
    """Name what the page does not have, as the whole brief calls it."""
    heading = {part: held.get("heading", "") for part, held in words.phrases.items()}
    counts = sum(len(held.measure.rows) + held.measure.more for held in brief.measures)
    for part, missing in (
        ("summary", len(brief.key_points) - len(sheet.points)),
        ("figures", counts - len(sheet.rows)),
        ("disagreements", len(brief.disagreements) - len(sheet.findings)),
        ("sources", len(brief.sources) - len(sheet.cited)),
    ):
        if missing:
            yield heading[part], missing
    for part, held in (
        ("sections", brief.sections),
        ("timeline", brief.timeline),
        ("names", brief.names),
        ("comment", brief.comments),
        ("gaps", brief.gaps.any),
    ):
        if held:
            yield heading[part], 0
