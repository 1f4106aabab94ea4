"""A table, as CSV or as a spreadsheet's text export -> one source a row; columns by guess or by the settings' names."""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.decoding import decode
from briefing.read.problems import Problems
from briefing.read.rows.fields import Fields

DELIMITERS = ",;\t|"
FIELD = 20_000_000
"""So many characters of one field are read: no article is longer."""
HEADER = 20_000
"""The row of names is no longer."""

_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_LONE_RETURN = re.compile(r"\r(?!\n)")
"""A line end of long ago, which the standard library takes for a mistake."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row by the names of its columns, or why there is none."""

    line: int
    value: Mapping[str, object]
    why: str | None = None


class CsvReader:
    """Reads tables whose first row names the columns, one article a row; no formula is ever worked out."""

    def __init__(self, *, delimiter: object = None, **names: object) -> None:
        """Take the sign between the columns and the name of the column for each fact; those not given are guessed."""
        if delimiter is not None and (not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '"\r\n'):
            raise ValueError('delimiter has to be one character, such as ";"')
        self._delimiter = delimiter
        self._fields = Fields(names)

    def read(self, data: bytes, origin: str) -> Iterator[Source]:
        """Yield a source a row; at the end, ReadError names the rows that hold none."""
        text = _LONE_RETURN.sub("\n", decode(data).text)
        said = _SAID.match(text)
        text = text[said.end() :] if said else text
        delimiter = self._delimiter or (said[1] if said else self._sniffed(text))
        names = self._names(text, delimiter, origin)
        problems, digest = Problems(origin), hashlib.sha256(data).hexdigest()
        for number, row in problems.numbered(_rows(text, delimiter, names)):
            if row.why is not None:
                problems.add(f"line {row.line}", row.why)
            if row.value:
                yield from problems.kept(self._fields.read(row.value, digest, f"{origin}#{number}", "text/csv"))
        problems.finish("holds no row below the names of its columns")

    def _sniffed(self, text: str) -> str:
        """Return the sign that parts the names in the first row: the one that gives the most of them, with a text."""
        return max(
            DELIMITERS,
            key=lambda sign: (self._fields.has_text(dict.fromkeys(_header(text, sign), "")), len(_header(text, sign))),
        )

    def _names(self, text: str, delimiter: str, origin: str) -> Sequence[str]:
        names = _header(text, delimiter)
        if not self._fields.has_text(dict.fromkeys(names, "")):
            listed = ", ".join(name[:40] for name in names[:12]) or "none"
            raise ReadError(
                f"{origin}: no column is known to hold the articles' text; the first row names: {listed}. "
                f'Say which one: [plugin.csv] text = "NAME".'
            )
        return names


def _header(text: str, delimiter: str) -> Sequence[str]:
    """Return the names in the first row that is not empty."""
    lines = text[:HEADER].lstrip("\r\n").split("\n")
    row, _ = _next(csv.reader(lines, delimiter=delimiter))
    return [name.strip() for name in row or ()]


def _rows(text: str, delimiter: str, names: Sequence[str]) -> Iterator[_Row]:
    """Yield the rows below the names."""
    lines = _Lines(text.lstrip("\r\n"))
    table = csv.reader(lines, delimiter=delimiter)
    first = True
    while True:
        line = lines.number + 1
        lines.start_row()
        row, why = _next(table)
        if row is None and why is None:
            return
        if first:
            first = False
        elif why is not None:
            yield _Row(line, {}, why)
        elif row and any(value.strip() for value in row):
            yield _Row(line, dict(zip(names, row, strict=False)), _open_quote(lines, delimiter))


def _next(table: Iterator[list[str]]) -> tuple[list[str] | None, str | None]:
    """Return the next row, or why it is none; None twice at the end."""
    before = csv.field_size_limit(FIELD)
    try:
        return next(table, None), None
    except csv.Error as error:
        return None, f"is no row that can be read: {error}"
    finally:
        csv.field_size_limit(before)


def _open_quote(lines: "_Lines", delimiter: str) -> str | None:
    """Say where the last row runs to the end of the file because a quotation mark was never closed."""
    if not lines.ended or len(lines.row) < 2:
        return None
    try:
        list(csv.reader(lines.row, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return (
            "a quotation mark is never closed; all lines below went into this row"
            if "end of data" in str(error)
            else None
        )
    return None


class _Lines:
    """The lines of a text, ends included, with the count and those of the row at hand."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self.number = 0
        self.row: list[str] = []

    @property
    def ended(self) -> bool:
        return self._place >= len(self._text)

    def start_row(self) -> None:
        self.row = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.ended:
            raise StopIteration
        end = self._text.find("\n", self._place)
        end = len(self._text) if end == -1 else end + 1
        line = self._text[self._place : end]
        self._place = end
        self.number += 1
        self.row.append(line)
        return line
