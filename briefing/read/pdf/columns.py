"""The pieces of a page -> its columns in reading order: gutters are found from where no line crosses them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from statistics import median
from typing import NamedTuple

_DEPTH = 6  # columns within columns
_LEAST = 4  # lines that make a column
_PROSE = 16  # letters of a usual line: cells of a table are shorter
_LARGE = 1.15  # times the usual size
_STEP = 2.0  # points between two places where a gutter is looked for
_STEPS = 2_000
_JUMP = 3.5  # of the size: a step down that long begins another block


class Piece(NamedTuple):
    """Letters on one line without a wide gap; x grows to the right, y upward, in points."""

    x0: float
    x1: float
    y: float
    size: float
    text: str


Pieces = Sequence[Piece]


def in_columns(pieces: Pieces, depth: int = _DEPTH) -> list[Pieces]:
    """Return the columns of a page, or of a part of it, in reading order."""
    headings = _headings(pieces)
    gutter = _gutter(pieces, headings) if depth else None
    if gutter is None:
        return [_in_blocks(pieces)] if pieces else []
    columns: list[Pieces] = []
    for across, left, right in _bands(pieces, gutter, headings):
        for part in (across, left, right):
            columns += in_columns(part, 0 if part is across else depth - 1)
    return columns


def _headings(pieces: Pieces) -> frozenset[Piece]:
    """Return the lines in large letters that nothing else stands beside: they part a page even if they are short."""
    usual = median(piece.size for piece in pieces) if pieces else 0.0
    large = [piece for piece in pieces if piece.size > _LARGE * usual]
    feet = sorted(piece.y for piece in pieces if piece.size <= _LARGE * usual)
    return frozenset(
        piece
        for piece in large
        if bisect_left(feet, piece.y - 0.8 * usual) == bisect_right(feet, piece.y + 1.1 * piece.size)
    )


def _gutter(pieces: Pieces, headings: frozenset[Piece]) -> float | None:
    """Return where the fewest lines cross between two columns of prose, None where there are none."""
    if len(pieces) < 2 * _LEAST:
        return None
    first, last = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    starts, ends = sorted(piece.x0 for piece in pieces), sorted(piece.x1 for piece in pieces)
    step = max(_STEP, (last - first) / _STEPS)
    best: tuple[int, int, float] | None = None
    for number in range(1, int((last - first) / step)):
        place = first + number * step
        left, right = bisect_right(ends, place), len(starts) - bisect_left(starts, place)
        crossing = len(pieces) - left - right
        if min(left, right) >= _LEAST and crossing * 2 <= len(pieces):
            best = min(best or (crossing, -min(left, right), place), (crossing, -min(left, right), place))
    return best[2] if best and _parts_prose(pieces, best[2], headings) else None


def _parts_prose(pieces: Pieces, gutter: float, headings: frozenset[Piece]) -> bool:
    """Tell whether on both sides of a place stand lines of prose, side by side."""
    beside = [(left, right) for _, left, right in _bands(pieces, gutter, headings) if left and right]
    sides = [[piece for band in beside for piece in band[side]] for side in (0, 1)]
    return all(len(side) >= _LEAST and median(len(piece.text) for piece in side) >= _PROSE for side in sides)


def _bands(
    pieces: Pieces, gutter: float, headings: frozenset[Piece]
) -> list[tuple[list[Piece], list[Piece], list[Piece]]]:
    """Cut a page where lines cross the gutter, and at headings: what crosses, then what stands left and right below."""
    bands: list[tuple[list[Piece], list[Piece], list[Piece]]] = [([], [], [])]
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        across, left, right = bands[-1]
        beside = piece not in headings
        if beside and piece.x1 <= gutter:
            left.append(piece)
        elif beside and piece.x0 >= gutter:
            right.append(piece)
        elif left or right:
            bands.append(([piece], [], []))
        else:
            across.append(piece)
    return bands


def _in_blocks(pieces: Pieces) -> Pieces:
    """Return the pieces of a column from top to bottom, keeping together what is drawn together."""
    blocks: list[list[Piece]] = []
    for piece in pieces:
        above = blocks[-1][-1] if blocks else None
        if above and -0.6 * piece.size <= above.y - piece.y <= _JUMP * max(piece.size, above.size):
            blocks[-1].append(piece)
        else:
            blocks.append([piece])
    blocks.sort(key=lambda block: -max(map(attrgetter("y"), block)))
    return [piece for block in blocks for piece in block]
