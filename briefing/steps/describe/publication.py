"""Source, passages -> the day of publication and how it is known: stated, inferred or unknown.

Stated is a full date of the format, of a byline, of a "Published" or "Updated" line or of a dateline; published comes
before updated. Inferred is a full date in the file name or address; else the likeliest day for what the text says,
or for an attachment the day of its mail.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.model import Basis, Kind, Passage, Source
from briefing.steps.dates.expressions import Calendar
from briefing.steps.dates.grammar import expressions
from briefing.steps.dates.resolve import resolve
from briefing.steps.describe.spelled import plain, spelled_dates, with_ascii_digits
from briefing.steps.describe.within import likeliest_day

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
    r"|publicada|pubblicato|опубликовано|дата|yayınlanma|gepubliceerd|publicerad|opublikowano|опубліковано|نشر|النشر)\b|发布|發布|公開日|입력",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"\b(?:updated?|modified|last update|edited|aktualisiert|mis à jour|actualizado|aggiornato|atualizado|обновлено"
    r"|güncelleme|bijgewerkt|uppdaterad|zaktualizowano|оновлено|تحديث)\b|更新",
    re.IGNORECASE,
)
_NO_STATEMENT: frozenset[Kind] = frozenset(
    {"body", "caption", "related", "comment-form", "promotion", "heading", "duplicate", "garbled"}
)
_DATELINE = re.compile(
    r"\s*[^\n]{0,90}?(?:\([^()\n]{2,30}\)|/[^/\n]{2,30}/)\s?[-–—:.]"  # LISBON, 5 March 2023 (AFP) -
    r"|\s*[^\W\d_a-z][^\na-z]{1,60}[a-z.]{0,9}[\d, ]{1,9}\s?[-–—]\s"  # LISBON, March 5, 2023 -
)
_BY = re.compile(r"(?:by|von|par|por)\s", re.IGNORECASE)
_ISSUE = re.compile(
    r"\b(?:script|transcript|bulletin|newsletter|edition|programme|situation report|sitrep)\b", re.IGNORECASE
)
"""What is called by its day: "Evening News - programme script, 13 May 2023"."""
_SHORT_LINE = 200
_FORWARDED = dt.timedelta(days=31)
"""An older day in an attachment is rather one that it tells of than the one on which it came out."""
_OPENING = 4
_LABEL, _BARE = 40, 60


class Publication(NamedTuple):
    """The day of publication and how it is known."""

    day: dt.date | None
    basis: Basis


def find_publication(source: Source, passages: Sequence[Passage], language: str) -> Publication:
    """Return when an article was published, and how that is known; never a day that cannot be."""
    stated = _possible(source.published) or _stated(source, passages, language)
    if stated:
        return Publication(stated, "stated")
    named = _named(source.url or "") or _named(source.origin)
    inferred = named or _by_then(likeliest_day(source, passages, language), source.sent)
    return Publication(inferred, "inferred" if inferred else "unknown")


def _by_then(day: dt.date | None, sent: dt.date | None) -> dt.date | None:
    """Return the day that a text speaks for, or that of the mail that it came with, where the text's can't be it."""
    if day is None or sent is None:
        return day or _possible(sent)
    return day if sent - _FORWARDED <= day <= sent else _possible(sent)


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
    """Yield (rank, day) of every full date that the lines outside the article, or its datelines, state."""
    titled = False
    paragraphs = 0
    label = ""
    for passage in passages:
        titled, paragraphs = titled or passage.kind == "headline", paragraphs + (passage.kind == "body")
        if passage.kind == "body" and paragraphs <= _OPENING:
            yield from _in_dateline(source, passage, language)
        bare = None if paragraphs else 4 if titled else 5  # a date above the headline may be the page's clock
        for line in _lines(source, passage):
            days = list(_full_dates(f"{label} | {line}", language))
            yield from _ranked(days, line, passage.kind, bare)
            label = "" if days or len(line) > _LABEL else line  # "Published" may stand on a line of its own


def _ranked(
    days: Sequence[tuple[str, dt.date]], line: str, kind: Kind, bare: int | None
) -> Iterator[tuple[int, dt.date]]:
    for before, day in days:
        rank = _rank(before, line, kind, bare)
        if rank is not None:
            yield rank, day


def _lines(source: Source, passage: Passage) -> list[str]:
    if passage.kind in _NO_STATEMENT or passage.span.end - passage.span.start > 20 * _SHORT_LINE:
        return []
    return source.text[passage.span.start : passage.span.end].split("\n")


def _in_dateline(source: Source, passage: Passage, language: str) -> Iterator[tuple[int, dt.date]]:
    """Yield the full date of "LISBON, 5 March 2023 (AFP) -" where it begins a paragraph."""
    start = passage.span.start
    head = _DATELINE.match(source.text[start : min(passage.span.end, start + _SHORT_LINE)])
    for _, day in _full_dates(head[0], language) if head else ():
        yield 2, day


def _rank(before: str, line: str, kind: Kind, bare: int | None) -> int | None:
    """Return how well a line with a full date states the publication, 0 is best, None is not at all."""
    if _PUBLISHED.search(before):
        return 0
    if _UPDATED.search(before):
        return 3
    if kind == "byline" or _BY.match(line.lstrip()):
        return 1
    if kind == "dateline":
        return 2
    if kind == "headline":
        return 6 if _ISSUE.search(before) and before.rstrip()[-1:] in tuple(",-–—|:(") else None
    return bare if len(line) < _BARE else None


def _full_dates(line: str, language: str) -> Iterator[tuple[str, dt.date]]:
    """Yield the full calendar dates of a short line, each with the words before it."""
    if len(line) > _SHORT_LINE:
        return
    line = with_ascii_digits(line)
    found = list(_written(line, language))
    bare = "" if found else plain(line)
    yield from found or ((bare[: date.start], date.day) for date in spelled_dates(bare, language))


def _written(line: str, language: str) -> Iterator[tuple[str, dt.date]]:
    """Yield the dates that are read in running text too."""
    end = 0
    for expression in expressions(line, language):
        if isinstance(expression, Calendar) and None not in expression.first and expression.first == expression.last:
            days = resolve(expression, None, None)
            if days and _possible(days.first):
                yield line[end : expression.start], days.first
            end = expression.end


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
