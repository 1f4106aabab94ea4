"""Source, passages -> the day of publication and how it is known: stated, inferred or unknown.

Stated is a full date of the format, of a byline, of a "Published" or "Updated" line or of a dateline; published comes
before updated. Inferred is a full date in the file name or address; else the likeliest day for what the text says.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.model import Basis, Kind, Passage, Source
from briefing.steps.date_grammar import Calendar, expressions
from briefing.steps.date_resolve import resolve
from briefing.steps.date_within import likeliest_day

_EARLIEST, _LATEST = dt.date(1900, 1, 1), dt.date(2100, 1, 1)
_NAMED = (
    re.compile(
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-_/.])(?P<month>0?[1-9]|1[0-2]|[a-z]{3})(?P=mark)"
        r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)"
    ),
    re.compile(r"(?<![\da-f])(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?![\da-f])"),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PUBLISHED = re.compile(
    r"\b(?:published|publish date|posted|date(?=\s*:)|issued|created|veröffentlicht|erschienen|stand|publié|publicado"
    r"|publicada|pubblicato|опубликовано|дата|yayınlanma|gepubliceerd|publicerad)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"\b(?:updated?|modified|last update|edited|aktualisiert|mis à jour|actualizado|aggiornato|atualizado|обновлено"
    r"|güncelleme|bijgewerkt|uppdaterad)\b",
    re.IGNORECASE,
)
_NO_STATEMENT: frozenset[Kind] = frozenset(
    {"body", "caption", "related", "comment-form", "promotion", "heading", "duplicate", "garbled"}
)
_BY = re.compile(r"(?:by|von|par|por)\s", re.IGNORECASE)
_SHORT_LINE = 200
_LABEL = 40


class Publication(NamedTuple):
    """The day of publication and how it is known."""

    day: dt.date | None
    basis: Basis


def find_publication(source: Source, passages: Sequence[Passage], language: str) -> Publication:
    """Return when an article was published, and how that is known; never a day that cannot be."""
    stated = _possible(source.published) or _stated(source, passages, language)
    if stated:
        return Publication(stated, "stated")
    inferred = _named(source.url or "") or _named(source.origin) or likeliest_day(source, passages, language)
    return Publication(inferred, "inferred" if inferred else "unknown")


def _possible(day: dt.date | None) -> dt.date | None:
    return day if day and _EARLIEST <= day < _LATEST else None


def _stated(source: Source, passages: Sequence[Passage], language: str) -> dt.date | None:
    """Return the best full date of the lines around the article: published, signed, in the dateline, updated, bare."""
    best: tuple[int, dt.date] | None = None
    for rank, day in _statements(source, passages, language):
        if best is None or rank < best[0]:
            best = rank, day
    return best[1] if best else None


def _statements(source: Source, passages: Sequence[Passage], language: str) -> Iterator[tuple[int, dt.date]]:
    """Yield (rank, day) of every line outside the article that states a full date."""
    titled = begun = False
    label = ""
    for passage in passages:
        titled, begun = titled or passage.kind == "headline", begun or passage.kind == "body"
        for line in _lines(source, passage):
            day = _full_date(line, language)
            rank = _rank(f"{label} {line}", passage.kind, titled, begun) if day else None
            if day and rank is not None:
                yield rank, day
            label = line if len(line) < _LABEL and not day else ""  # "Published" may stand on a line of its own


def _lines(source: Source, passage: Passage) -> list[str]:
    if passage.kind in _NO_STATEMENT or passage.span.end - passage.span.start > 20 * _SHORT_LINE:
        return []
    return source.text[passage.span.start : passage.span.end].split("\n")


def _rank(line: str, kind: Kind, titled: bool, begun: bool) -> int | None:
    """Return how well a line with a full date states the publication, 0 is best, None is not at all."""
    if _PUBLISHED.search(line):
        return 0
    if _UPDATED.search(line):
        return 3
    if kind == "byline" or _BY.match(line.lstrip()):
        return 1
    if kind == "dateline":
        return 2
    bare = len(line) < 60 and not begun and kind != "headline"
    return (4 if titled else 5) if bare else None  # a date above the headline may be the page's clock


def _full_date(line: str, language: str) -> dt.date | None:
    """Return the only or first full calendar date of a short line."""
    if len(line) > _SHORT_LINE:
        return None
    for expression in expressions(line, language):
        if isinstance(expression, Calendar) and None not in expression.first and expression.first == expression.last:
            days = resolve(expression, None, None)
            if days and _possible(days.first):
                return days.first
    return None


def _named(name: str) -> dt.date | None:
    """Return the full date in a file name or an address: bbc-2010-01-13-a.txt, /2022/jan/07/."""
    for pattern in _NAMED:
        for match in pattern.finditer(name.lower()):
            month = match["month"]
            number = int(month) if month.isdigit() else _MONTHS.index(month) + 1 if month in _MONTHS else 0
            try:
                return dt.date(int(match["year"]), number, int(match["day"]))
            except ValueError:
                continue
    return None
