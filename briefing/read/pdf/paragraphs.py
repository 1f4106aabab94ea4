"""The lines of all pages -> one text, a paragraph a line and a blank line between, and where each page begins in it.

A paragraph ends where a line stops though the next word would still have fitted, where the next line is indented, where
the letters change their size or where the gap is wider than usual; it goes on over the end of a column or a page where
its sentence is unfinished.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from briefing.read.pdf.hyphens import Vocabulary, joined
from briefing.read.pdf.lines import Line

_ENDS = re.compile(r"[.!?…:;。！？؟।۔][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[•‣▪●◦■►*–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_WIDE_GAP = 1.3  # of the usual step from line to line
_INDENT = 0.7  # of the size
_OTHER_SIZE = 1.12  # times the size of the line above
_MIXED_SIZES = 1.6  # likewise, within a sentence
_TITLE = 1.15  # of the usual size
_CLOSE = 1.7  # of the size: the lines of one title are no further apart


@dataclass(frozen=True, slots=True)
class _Set:
    """How a column is set: its edges, and the usual step from line to line."""

    left: float
    right: float
    step: float


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line with its page and the way its column is set."""

    line: Line
    page: int
    column: _Set


def compose(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...]]:
    """Return the text, and the offset at which each page begins: that of its first own line."""
    placed = [one for number, lines in enumerate(pages) for one in _placed(lines, number)]
    words = Vocabulary(one.line.text for one in placed)
    usual = _usual_size(placed)
    text: list[str] = []
    length = 0
    starts: dict[int, int] = {}
    for paragraph in _paragraphs(placed, usual):
        whole, places = joined([one.line.text for one in paragraph], words)
        for one, place in zip(paragraph, places, strict=True):
            starts.setdefault(one.page, length + place)
        text.append(whole)
        length += len(whole) + 2
    return "\n\n".join(text) + "\n", tuple(_filled(starts, len(pages), length))


def _filled(starts: Mapping[int, int], count: int, end: int) -> Iterator[int]:
    """Yield where each page begins; one without text begins where the next one does."""
    known = [starts.get(page) for page in range(count)]
    following = max(0, end - 1)
    backward = []
    for start in reversed(known):
        following = following if start is None else start
        backward.append(following)
    yield from reversed(backward)


def _placed(lines: Sequence[Line], page: int) -> Iterator[_Placed]:
    columns: dict[int, list[Line]] = {}
    for line in lines:
        columns.setdefault(line.column, []).append(line)
    sets = {number: _set(column) for number, column in columns.items()}
    return (_Placed(line, page, sets[line.column]) for line in lines)


def _set(column: Sequence[Line]) -> _Set:
    steps = [above.y - below.y for above, below in pairwise(column) if 0 < above.y - below.y < 3 * above.size]
    lefts = Counter(round(line.x0) for line in column)
    usual = [left for left, lines in lefts.items() if lines * 3 >= max(lefts.values())]  # headings may hang out
    rights = sorted(line.x1 for line in column)
    return _Set(min(usual), rights[len(rights) * 19 // 20], median(steps) if steps else column[0].size * 1.2)


def _usual_size(placed: Sequence[_Placed]) -> float:
    """Return the size that most letters have."""
    letters: Counter[float] = Counter()
    for one in placed:
        letters[round(one.line.size, 1)] += len(one.line.text)
    return max(letters, key=lambda size: (letters[size], size), default=0.0)


def _paragraphs(placed: Sequence[_Placed], usual: float) -> Iterator[list[_Placed]]:
    group: list[_Placed] = []
    for one in placed:
        if group and not _goes_on(group, one, usual):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _goes_on(group: Sequence[_Placed], after: _Placed, usual: float) -> bool:
    """Tell whether a line belongs to the paragraph above it."""
    above, line = group[-1].line, after.line
    low, high = sorted((above.size, line.size))
    unfinished = line.text[:1].islower() and not _ENDS.search(above.text)  # its end may be set in smaller letters
    if not low or high / low > (_MIXED_SIZES if unfinished else _OTHER_SIZE):
        return False
    if (group[-1].page, above.column) != (after.page, line.column) or line.y >= above.y:
        return _continues(group[-1], after)
    gap = above.y - line.y
    if min(above.size, line.size) > _TITLE * usual:
        return gap <= _CLOSE * line.size and not _ENDS.search(above.text)
    if gap > _WIDE_GAP * after.column.step or _BULLET.match(line.text):
        return False
    if _indented(after) and not _indented(group[-1]) and not _BULLET.match(group[0].line.text):
        return False
    return not _stopped(group[-1], line)


def _continues(above: _Placed, after: _Placed) -> bool:
    """Tell whether a sentence goes on in the next column or on the next page."""
    if _ENDS.search(above.line.text) or _BULLET.match(after.line.text):
        return False
    return after.line.text[:1].islower() or not (_indented(after) or _stopped(above, after.line))


def _indented(one: _Placed) -> bool:
    return one.line.x0 - one.column.left > _INDENT * one.line.size


def _stopped(above: _Placed, line: Line) -> bool:
    """Tell whether the first word of a line would still have fitted on the line above."""
    word = line.text.split(" ", 1)[0]
    width = (line.x1 - line.x0) * (len(word) + 1) / max(1, len(line.text))
    return above.line.x1 + width < above.column.right - 0.2 * line.size
