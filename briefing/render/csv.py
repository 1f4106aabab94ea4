"""Figures -> figures.csv (RFC 4180): the ledger for a spreadsheet, a row a statement."""

import csv
import io

from briefing.model import Artifact, Brief, Figure, SourceEntry
from briefing.plugins import RenderContext
from briefing.render.text import visible

COLUMNS = (
    *("id", "measure", "subject", "low", "high", "approximate", "as_written", "as_of", "attributed_to", "part_of"),
    *("counting", "outlets", "origins", "status", "source", "publisher", "published", "paragraph", "start", "end"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class CsvRenderer:
    """The ledger of figures for a spreadsheet."""

    needs: tuple[str, ...] = ()

    def render(self, brief: Brief, context: RenderContext) -> Artifact:
        """Write a line a figure, in UTF-8 with a byte order mark, without which Excel reads another encoding."""
        sources = {source.id: source for source in brief.sources}
        lines = io.StringIO(newline="")
        writer = csv.writer(lines, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows(_row(figure, sources.get(figure.citation.source)) for figure in brief.figures)
        return Artifact(name="figures.csv", media_type="text/csv", content=lines.getvalue().encode("utf-8-sig"))


def harmless(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula: source text must not be run."""
    return f"'{visible(text)}" if text.startswith(_FORMULA) else visible(text)


def _row(figure: Figure, source: SourceEntry | None) -> list[str | int | None]:
    held: dict[str, object] = {name: getattr(figure, name) for name in COLUMNS[:14]}
    held["approximate"] = "yes" if figure.approximate else "no"
    held["source"] = figure.citation.source
    held["publisher"] = source.publisher if source else None
    held["published"] = source.published if source else None
    held |= {name: getattr(figure.citation, name) for name in ("paragraph", "start", "end")}
    return [_cell(held[name]) for name in COLUMNS]


def _cell(value: object) -> str | int | None:
    if value is None or isinstance(value, int):
        return value
    return harmless(str(value))
