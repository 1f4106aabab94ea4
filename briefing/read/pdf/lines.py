"""The letters of a page -> its lines in reading order: letters that touch are joined, columns are read one by one."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import TYPE_CHECKING

from briefing.read.pdf.columns import Piece, in_columns

if TYPE_CHECKING:
    from briefing.read.pdf.glyphs import Glyph

_SAME = 0.5  # of the size: so far apart may the feet of letters on one line be
_GAP = 1.5  # of the size: a wider one may be the gutter between columns
_WORD_GAP = 0.15  # of the size: a narrower one is no space
_WRITTEN_GAP = 0.08  # of the size: likewise, where a space is written
_TRACKED = 0.1  # of the size: where most letters are so far apart, that is the style, and no space
_HANGING = 3.0  # of the size: so far may a bullet stand before its entry
_ROW = 4.0  # points that stand for one row where a bullet's entry is looked for
_MOST_IN_ROW = 20
_MARKER = re.compile(r"[•‣▪●◦■►*–—\-\uf0b7]|\(?(?:\d{1,2}|[a-z])[.)]")
_SMALL = 0.8  # of the line's size: a raised number so small refers to a note
_SPACES = re.compile(r"[ \t\n\r\f\v\u00a0\u2000-\u200a\u202f\u3000]+")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_ARABIC = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"  # and Hebrew, Syriac, Thaana
_RIGHT_TO_LEFT = re.compile(f"[{_ARABIC}]")
_LEFT_TO_RIGHT = re.compile(rf"[^\W_{_ARABIC}](?:[^{_ARABIC}]*[^\W_{_ARABIC}])?%?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    column: int
    """The number of the column on its page, in reading order."""


def lines_of(glyphs: "Sequence[Glyph]") -> tuple[Line, ...]:
    """Return the lines of a page in reading order."""
    pieces = _with_markers([piece for piece in _pieces(glyphs) if piece.text])
    return tuple(line for number, column in enumerate(in_columns(pieces)) for line in _lines(column, number))


def _pieces(glyphs: "Sequence[Glyph]") -> Iterator[Piece]:
    """Join letters that follow each other on a line, as they are drawn, up to a gap that may part columns."""
    group: list[Glyph] = []
    for glyph in glyphs:
        if group and not _touches(group, glyph):
            yield _piece(group)
            group = []
        group.append(glyph)
    if group:
        yield _piece(group)


def _with_markers(pieces: Sequence[Piece]) -> list[Piece]:
    """Set the bullet or number of a list's entry before its first line: many programs draw them apart."""
    rows: dict[int, list[int]] = {}
    for place, piece in enumerate(pieces):
        rows.setdefault(round(piece.y / _ROW), []).append(place)
    whole = list(pieces)
    taken = set()
    for place, piece in enumerate(pieces):
        if not _MARKER.fullmatch(piece.text):
            continue
        near = (other for row in (-1, 0, 1) for other in rows.get(round(piece.y / _ROW) + row, ())[:_MOST_IN_ROW])
        entry = next((other for other in near if _begins(piece, pieces[other])), None)
        if entry is not None:
            whole[entry] = pieces[entry]._replace(text=f"{piece.text} {pieces[entry].text}")
            taken.add(place)
    return [piece for place, piece in enumerate(whole) if place not in taken]


def _begins(marker: Piece, entry: Piece) -> bool:
    """Tell whether an entry stands right behind its marker."""
    beside = abs(entry.y - marker.y) <= _SAME * entry.size and 0 <= entry.x0 - marker.x1 <= _HANGING * entry.size
    return beside and not _MARKER.fullmatch(entry.text)


def _touches(group: "Sequence[Glyph]", glyph: "Glyph") -> bool:
    last, size = group[-1], max(group[0].size, glyph.size)
    if abs(glyph.y - group[0].y) > _SAME * size:
        return False
    if -0.5 * size <= glyph.x0 - last.x1 <= _GAP * size:
        return True
    backward = _RIGHT_TO_LEFT.match(group[0].text) or _RIGHT_TO_LEFT.match(glyph.text)
    return bool(backward) and -0.5 * size <= last.x0 - glyph.x1 <= _GAP * size


def _piece(group: "Sequence[Glyph]") -> Piece:
    backward = sum(1 for glyph in group if _RIGHT_TO_LEFT.match(glyph.text)) * 2 > len(group)
    row = sorted(group, key=attrgetter("x0")) if backward else group
    sizes = Counter(round(glyph.size, 1) for glyph in row)
    size = max(sizes, key=lambda size: (sizes[size], size))
    foot = min((glyph.y for glyph in row if glyph.size >= _SMALL * size), default=row[0].y)
    inked = [glyph for glyph in row if not glyph.text.isspace()] or row
    text = _tidy("".join(_spelt(row, size, foot)))
    if backward:
        text = _LEFT_TO_RIGHT.sub(_flipped, text[::-1])
    return Piece(inked[0].x0, max(glyph.x1 for glyph in inked), foot, size, text)


def _spelt(row: "Sequence[Glyph]", size: float, foot: float) -> Iterator[str]:
    """Yield what the letters of a line say, with a space where one can be seen: a written one may have no width."""
    shown = [(glyph, before.text.isspace()) for before, glyph in pairwise((row[0], *row)) if not glyph.text.isspace()]
    gaps = [after.x0 - before.x1 for (before, _), (after, spaced) in pairwise(shown) if not spaced]
    usual = median(gaps) if gaps else 0.0
    tracking = usual if usual > _TRACKED * size else 0.0
    last: Glyph | None = None
    for glyph, spaced in shown:
        if last and glyph.x0 - last.x1 > tracking + (_WRITTEN_GAP if spaced else _WORD_GAP) * size:
            yield " "
        raised = last and glyph.text.isdecimal() and glyph.size < _SMALL * size and glyph.y > foot + 0.1 * size
        yield glyph.text.translate(_RAISED) if raised else glyph.text
        last = glyph


def _flipped(found: re.Match[str]) -> str:
    """Return a number or a Latin name inside a line that was turned round."""
    return found[0][::-1]


def _tidy(text: str) -> str:
    whole = _SPACES.sub(" ", text.translate(_LIGATURES)).replace("\0", "").strip()
    return whole[:-1].replace("\u00ad", "") + whole[-1:]  # at the end of a line it is the hyphen of a broken word


def _lines(column: Sequence[Piece], number: int) -> Iterator[Line]:
    """Join the pieces of a column that stand beside each other."""
    group: list[Piece] = []
    for piece in column:
        if group and abs(piece.y - group[0].y) > _SAME * min(piece.size, group[0].size):
            yield _line(group, number)
            group = []
        group.append(piece)
    if group:
        yield _line(group, number)


def _line(group: Sequence[Piece], number: int) -> Line:
    row = sorted(group, key=attrgetter("x0"))
    return Line(
        text=" ".join(piece.text for piece in row if piece.text),
        x0=row[0].x0,
        x1=max(piece.x1 for piece in row),
        y=row[0].y,
        size=median(piece.size for piece in row),
        column=number,
    )
