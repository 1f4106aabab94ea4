"""What of a file of many documents could not be read -> one error at its end, with a line for each."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from briefing.errors import ReadError
from briefing.model import Source

SHOWN = 20
"""So many are named one by one; a file can hold a million broken lines."""

MOST = 20_000
"""So many documents of one file are read, with a text or without."""
T = TypeVar("T")


class TooMuchError(ReadError):
    """One file gives more than a file may: the rest of it is not read."""


class Problems:
    """Collects what could not be read while the rest is."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._lines: list[str] = []
        self._further = 0
        self._found = False

    def add(self, place: str, why: str) -> None:
        """Note what is wrong at a place in the file ("line 7"); "" is the file as a whole."""
        if len(self._lines) < SHOWN:
            self._lines.append(f"{self._origin}{', ' if place else ''}{place}: {why}")
        else:
            self._further += 1

    def kept(self, sources: Iterable[Source]) -> Iterator[Source]:
        """Yield the sources of a document inside the file; what could not be read of it is noted, and the file goes on.

        TooMuchError passes: it ends the whole file.
        """
        try:
            for source in sources:
                self._found = True
                yield source
        except TooMuchError:
            raise
        except ReadError as error:
            self.extend(error)

    def extend(self, error: ReadError) -> None:
        """Take over what a document inside the file reports; its lines name it already."""
        for line in str(error).split("\n"):
            if len(self._lines) < SHOWN:
                self._lines.append(line)
            else:
                self._further += 1

    def numbered(self, documents: Iterable[T]) -> Iterator[tuple[int, T]]:
        """Yield documents with their numbers, from 1; beyond `MOST` the rest of the file is one problem."""
        for number, document in enumerate(documents, 1):
            if number > MOST:
                self.add("", f"holds more than {MOST:,} documents; those behind them are not read. Split it")
                return
            yield number, document

    def finish(self, nothing: str) -> None:
        """Raise ReadError where something could not be read, or where the whole file gave nothing."""
        if not self._found and not self._lines:
            self._lines.append(f"{self._origin}: {nothing}")
        if self._lines:
            raise ReadError("\n".join(self._shown()))

    def _shown(self) -> Iterable[str]:
        yield from self._lines
        if self._further:
            yield f"{self._origin}: {self._further:,} more like these"
