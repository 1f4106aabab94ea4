"""The lines of all pages -> the same without running heads, running feet and page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.read.pdf.lines import Line

_EDGE = 4  # lines from the top or bottom of a page that may be its head or foot
_LONGEST = 160
_NEAR = 6.0  # points by which a head may stand higher or lower from page to page
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"[-–—|\[( ]*(?:page|p\.|seite|página|pagina|strona|sida|side|стр\.?|страница|s\.)?\s*(?P<number>\d{1,4})"
    r"(?:\s*(?:/|of|von|sur|de|di|из|av|z)\s*\d{1,4})?[-–—|\]). ]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parted:
    """The lines of each page that are its text, and those that were taken out."""

    pages: tuple[tuple[Line, ...], ...]
    furniture: tuple[Line, ...]


def without_furniture(pages: Sequence[Sequence[Line]]) -> Parted:
    """Take out what stands at the edge of several pages at the same height, and numbers that count the pages."""
    edges = [_edge(lines) for lines in pages]
    heads = _heads(edges)
    shift = _numbering(edges)
    kept, cut = [], []
    for number, (lines, edge) in enumerate(zip(pages, edges, strict=True), 1):
        out = {line for line in edge if _key(line) in heads or _counts(line, number, shift)}
        kept.append(tuple(line for line in lines if line not in out))
        cut += [line for line in lines if line in out]
    if not any(kept):  # slips that all say the same are no heads of anything
        return Parted(tuple(map(tuple, pages)), ())
    return Parted(tuple(kept), tuple(cut))


def _edge(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the short lines at the top and at the bottom of a page."""
    ranked = sorted(lines, key=lambda line: -line.y)
    near = ranked if len(ranked) <= 2 * _EDGE else ranked[:_EDGE] + ranked[-_EDGE:]
    return tuple(line for line in near if len(line.text) <= _LONGEST)


def _key(line: Line) -> tuple[str, int]:
    """Return what is alike in the same head on two pages: its words, and roughly where it stands."""
    return _DIGITS.sub("0", line.text).casefold(), round(line.y / _NEAR)


def _heads(edges: Sequence[Sequence[Line]]) -> frozenset[tuple[str, int]]:
    """Return the heads of a third of the pages, at least two; at the very edge those of a chapter, page after page.

    Left and right pages may have their own.
    """
    found: dict[tuple[str, int], list[int]] = {}
    outermost: set[tuple[str, int]] = set()
    for page, edge in enumerate(edges):
        worded = [line for line in edge if any(map(str.isalnum, line.text))]
        outermost.update(_key(line) for line in (*worded[:1], *worded[-1:]))
        for key in dict.fromkeys(map(_key, worded)):
            found.setdefault(key, []).append(page)
    least = max(2, len(edges) / 3)
    return frozenset(
        key
        for key, pages in found.items()
        if len(pages) >= least or (key in outermost and any(b - a <= 2 for a, b in pairwise(pages)))
    )


def _numbering(edges: Sequence[Sequence[Line]]) -> int | None:
    """Return by how much printed numbers are ahead of the count of pages, None where none are printed."""
    shifts: Counter[int] = Counter()
    for page, edge in enumerate(edges, 1):
        shifts.update({number - page for line in edge for number in _printed(line)})
    if not shifts:
        return None
    shift, pages = min(shifts.items(), key=lambda item: (-item[1], abs(item[0])))
    return shift if pages > 1 or (shift == 0 and len(edges) == 1) else None


def _printed(line: Line) -> Iterator[int]:
    found = _NUMBER.fullmatch(line.text)
    if found:
        yield int(found["number"])


def _counts(line: Line, page: int, shift: int | None) -> bool:
    return shift is not None and page + shift in _printed(line)
