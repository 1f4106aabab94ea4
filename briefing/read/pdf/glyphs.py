"""A page -> its letters, each with its place, in the order in which the page draws them."""

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

if TYPE_CHECKING:
    from pdfminer.pdffont import PDFFont
    from pdfminer.pdfpage import PDFPage
    from pdfminer.psparser import PSLiteral
    from pdfminer.utils import Matrix

MAX_GLYPHS = 200_000
"""So many letters of one page are taken."""
MAX_FIGURES = 10_000
"""So many pictures and forms of one page are drawn."""
LOST = "\ufffd"
"""Stands for a glyph of which its font does not say what letter it shows."""

_LIGATURE = 0.55  # of the size: as wide is "fl" where the table of the standard fonts does not have it


class Glyph(NamedTuple):
    """What one code shows; x grows in the direction of reading, y upward, in points."""

    x0: float
    x1: float
    y: float
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The letters of a page, and those that the file itself calls furniture: running heads, page numbers."""

    glyphs: tuple[Glyph, ...]
    artifacts: tuple[Glyph, ...]
    everything: tuple[Glyph, ...]
    """Both, in the order in which they are drawn."""


class Pages:
    """Draws pages one after the other; fonts are read once."""

    def __init__(self) -> None:
        manager = PDFResourceManager()
        self._device = _Device(manager)
        self._interpreter = PDFPageInterpreter(manager, self._device)

    def draw(self, page: "PDFPage") -> Drawn:
        """Return the letters of a page that are set in the direction most of them have."""
        self._device.start()
        self._interpreter.process_page(page)
        return self._device.upright()


class _Device(PDFTextDevice):
    """What the interpreter draws on: letters are kept, nothing else."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.start()

    def start(self) -> None:
        """Forget the page before."""
        self._drawn: list[tuple[int, bool, Glyph]] = []
        self._artifacts: list[bool] = []
        self._figures = 0

    def begin_tag(self, tag: "PSLiteral", *_: object) -> None:
        """Note what the letters that follow are said to be."""
        self._artifacts.append(tag.name == "Artifact")

    def end_tag(self) -> None:
        """End the innermost of them."""
        if self._artifacts:
            self._artifacts.pop()

    def begin_figure(self, *_: object) -> None:
        """Count what is drawn inside what is drawn: a few forms that use each other can ask for billions."""
        self._figures += 1
        if self._figures > MAX_FIGURES:
            raise ValueError(f"more than {MAX_FIGURES:,} drawings on one page")

    def render_char(
        self,
        matrix: "Matrix",
        font: "PDFFont",
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        *_: object,
    ) -> float:
        """Place one letter and return how far it moves the pen."""
        text = _letter(font, cid)
        width = float(font.char_width(cid)) or (_LIGATURE if len(text) > 1 else 0.0)
        advance = width * fontsize * scaling
        if len(self._drawn) < MAX_GLYPHS:
            self._keep(matrix, rise, advance, abs(fontsize), text)
        return advance

    def _keep(self, matrix: "Matrix", rise: float, advance: float, size: float, text: str) -> None:
        a, b, c, d, e, f = matrix
        turn = round(math.atan2(b, a) / (math.pi / 2)) % 4
        x, y = _turned(e + rise * c, f + rise * d, turn)
        glyph = Glyph(x, x + advance * math.hypot(a, b), y, size * math.hypot(c, d), text)
        if all(map(math.isfinite, glyph[:4])):
            self._drawn.append((turn, any(self._artifacts), glyph))

    def upright(self) -> Drawn:
        """Return the letters of the direction that most letters have."""
        turns = Counter(turn for turn, _, _ in self._drawn)
        main = max(turns, key=lambda turn: (turns[turn], -turn), default=0)
        kept = [(artifact, glyph) for turn, artifact, glyph in self._drawn if turn == main]
        return Drawn(
            glyphs=tuple(glyph for artifact, glyph in kept if not artifact),
            artifacts=tuple(glyph for artifact, glyph in kept if artifact),
            everything=tuple(glyph for _, glyph in kept),
        )


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """Turn a place by so many quarters, clockwise."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def _letter(font: "PDFFont", cid: int) -> str:
    try:
        return str(font.to_unichr(cid))
    except PDFUnicodeNotDefined:
        return LOST
