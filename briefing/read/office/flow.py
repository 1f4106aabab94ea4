"""What office documents are made of -> one text: a paragraph a line, a table row a line, boxes and notes apart."""

import re
from collections.abc import Iterator, Sequence

SHORT = 120
"""Cells with longer texts, or with several paragraphs, are no cells of a table but a layout."""
_SPACES = re.compile(r"[^\S\n]+")
_BLANK = re.compile(r" ?\n[ \n]*")


class Flow:
    """Collects paragraphs as a document's elements begin and end."""

    def __init__(self) -> None:
        self._body: list[str] = []
        self._boxes: list[str] = []
        self._sinks: list[list[str]] = [self._body]
        self._open: list[list[str]] = []
        self._rows: list[list[list[str]]] = []

    def begin_paragraph(self) -> None:
        """Begin a paragraph; one inside another (in a box) does not break it up."""
        self._open.append([])

    def say(self, text: str) -> None:
        """Add words to the innermost paragraph."""
        if self._open:
            self._open[-1].append(text)

    def end_paragraph(self) -> str:
        """End the innermost paragraph and return its text."""
        said = _BLANK.sub("\n", _SPACES.sub(" ", "".join(self._open.pop() if self._open else ()))).strip()
        if said:
            self._sinks[-1].append(said)
        return said

    def begin_box(self) -> None:
        """What follows stands in a box beside the text."""
        self._sinks.append(self._boxes)

    def end_box(self) -> None:
        """Go back to where the box was."""
        self._leave()

    def begin_row(self) -> None:
        """Begin a row of a table."""
        self._rows.append([])

    def begin_cell(self) -> None:
        """Begin a cell of the innermost row."""
        self._sinks.append([])

    def end_cell(self) -> None:
        """End it."""
        cell = self._leave()
        if self._rows:
            self._rows[-1].append(cell)

    def end_row(self) -> None:
        """Make one line of a row of short cells; a row that only serves the layout is read cell by cell."""
        cells = [cell for cell in (self._rows.pop() if self._rows else ()) if cell]
        if len(cells) > 1 and all(len(cell) == 1 and len(cell[0]) <= SHORT for cell in cells):
            self._sinks[-1].append("\t".join(cell[0].replace("\n", " ") for cell in cells))
        else:
            self._sinks[-1].extend(paragraph for cell in cells for paragraph in cell)

    def _leave(self) -> list[str]:
        return self._sinks.pop() if len(self._sinks) > 1 else []

    def text(self) -> str:
        """Return the text; that of the boxes only where it is the longer one, and so the article."""
        body, boxes = sum(map(len, self._body)), sum(map(len, self._boxes))
        return joined((*self._body, *self._boxes) if boxes > body else self._body)

    @property
    def boxes_left(self) -> int:
        """Return how many paragraphs of boxes are not in the text."""
        return 0 if sum(map(len, self._boxes)) > sum(map(len, self._body)) else len(self._boxes)


def joined(paragraphs: Sequence[str]) -> str:
    """Return paragraphs as one text, a blank line between; rows of a table follow each other without one."""
    return "".join(_with_breaks(paragraphs))


def _with_breaks(paragraphs: Sequence[str]) -> Iterator[str]:
    last = ""
    for paragraph in paragraphs:
        if last:
            yield "\n" if "\t" in last and "\t" in paragraph else "\n\n"
        yield paragraph
        last = paragraph
    if last:
        yield "\n"


def left_out(counts: Sequence[tuple[int, str]]) -> str | None:
    """Say what of a document is not in its text, None where all of it is: "2 footnotes, 1 text box left out"."""
    said = [f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts if count]
    return f"{', '.join(said)} left out" if said else None
