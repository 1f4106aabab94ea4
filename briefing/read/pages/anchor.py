"""An extractor's lines -> the blocks of the page that they came from: so the text is the page's own, to the letter.

Extractors trim and join: words on both sides of a link run together, a space falls out, one kind of space becomes
another. A line that is found again in the page is taken from there.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from briefing.read.pages.blocks import Block, key_of, tidy

SHORTEST = 12
"""A key of fewer characters may stand in any word: it has to be a whole block."""
MENDS = 200
"""So many lines that are not in the page as they stand are looked for by their ends."""
ASTRAY = 2_000
"""So many lines that do not stand behind the one before them are looked for in the whole page."""
SEAM = 10
"""So many letters tell that two texts begin, or end, alike."""
PARAGRAPH = 30
"""Blocks that an extractor ran together come apart again where they have so many letters on average: no table's row."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of the article."""

    text: str
    first: int
    """The block it stands in, or after which it was found."""
    last: int
    whole: bool
    """Whether it is a whole block, in the page's own characters."""


class Anchors:
    """Finds lines in the blocks of one page, each after the one before it where it can."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._all = "".join(block.key for block in blocks)
        self._starts = [0, *accumulate(len(block.key) for block in blocks)]
        self._at = 0
        self._mends = 0
        self._astray = 0
        self._short: dict[str, list[int]] = {}
        self._seams: dict[str, list[int]] = {}
        for number, block in enumerate(blocks):
            if len(block.key) < SHORTEST:
                self._short.setdefault(block.key, []).append(self._starts[number])
            for seam in (block.key[:SEAM], block.key[-SEAM:]):
                self._seams.setdefault(seam, []).append(number)

    def pieces(self, lines: Sequence[str]) -> list[Piece]:
        """Return the paragraphs of an article in the order of the page, each block once."""
        found: list[Piece] = []
        for line in lines:
            found += self._find(line, found[-1].last if found else 0)
        return self._once(self._completed(found))

    def piece(self, number: int) -> Piece:
        """Return a whole block as a paragraph."""
        return Piece(self._blocks[number].text, number, number, whole=True)

    def _once(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Put pieces in the page's order, and leave out what a whole block already says."""
        wholes = {piece.first for piece in pieces if piece.whole}
        kept: dict[tuple[int, str], Piece] = {}
        for piece in pieces:
            key = "" if piece.whole else key_of(piece.text)
            if piece.whole or piece.first not in wholes or key not in self._blocks[piece.first].key:
                kept.setdefault((piece.first, key), piece)
        return sorted(kept.values(), key=lambda piece: piece.first)

    def _completed(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Make whole what is found to the greater part: a sentence may not lose the link that it begins with."""
        letters: Counter[int] = Counter()
        parts = [number for number, piece in enumerate(pieces) if self._is_part(piece)]
        for number in parts:
            letters[pieces[number].first] += len(key_of(pieces[number].text))
        most = {block for block, count in letters.items() if 2 * count >= len(self._blocks[block].key)}
        completed = {number for number in parts if pieces[number].first in most}
        return [self.piece(piece.first) if number in completed else piece for number, piece in enumerate(pieces)]

    def _is_part(self, piece: Piece) -> bool:
        if piece.whole or piece.first != piece.last or not self._blocks:
            return False
        return key_of(piece.text) in self._blocks[piece.first].key

    def _find(self, line: str, before: int) -> list[Piece]:
        key = key_of(line)
        start = self._search(key) if key else -1
        if start < 0:
            return self._mended(key) or ([Piece(plain(line), before, before, whole=False)] if key else [])
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, start + len(key) - 1) - 1
        self._at = start + len(key)
        aligned = start == self._starts[first] and self._at == self._starts[last + 1]
        if aligned and (last == first or len(key) >= PARAGRAPH * (last + 1 - first)):
            return [self.piece(number) for number in range(first, last + 1)]
        return [Piece(plain(line), first, last, whole=False)]

    def _mended(self, key: str) -> list[Piece]:
        """Return the blocks of a line that is not in the page as it stands: extractors drop links inside sentences."""
        self._mends += 1
        if len(key) < 2 * SEAM or self._mends > MENDS:
            return []
        begun = self._seams.get(key[:SEAM], [])[:MENDS]
        ended = self._seams.get(key[-SEAM:], [])[:MENDS]
        for number in (*begun, *ended):
            whole = self._blocks[number].key
            if len(key) <= len(whole) <= 2 * len(key) and _holds(whole, key):
                return [self.piece(number)]
        return self._inside(key) if begun else []

    def _inside(self, key: str) -> list[Piece]:
        """Return the blocks that a line was joined from, where they are nearly all of it."""
        found, at, letters = [], 0, 0
        for number, block in enumerate(self._blocks):
            place = key.find(block.key, at) if len(block.key) >= SHORTEST else -1
            if place >= 0:
                found.append(self.piece(number))
                at, letters = place + len(block.key), letters + len(block.key)
        return found if letters * 5 >= len(key) * 4 else []

    def _search(self, key: str) -> int:
        """Return where a key stands, from the last place on or else from the top."""
        if len(key) < SHORTEST:
            return self._whole(key)
        if self._astray >= ASTRAY:  # each search costs the whole page
            return -1
        place = self._all.find(key, self._at)
        if place >= 0:
            return place
        self._astray += 1
        return self._all.find(key)

    def _whole(self, key: str) -> int:
        """Return where a short key is a whole block, from the last place on."""
        starts = self._short.get(key, [])
        next_one = bisect_left(starts, self._at)
        return starts[next_one] if next_one < len(starts) else -1


def _holds(whole: str, key: str) -> bool:
    """Say whether a text has all the letters of another in their order."""
    letters = iter(whole)
    return all(letter in letters for letter in key)


def plain(line: str) -> str:
    """Return an extractor's line without the signs that it sets around list items and table cells."""
    line = line.strip().removeprefix("- ")
    if not line.startswith("|"):
        return tidy(line)
    return " | ".join(cell for part in line.split("|") if (cell := tidy(part)))
