"""The lines of a paragraph -> its text: words that were broken at the end of a line are whole again."""

import re
from collections.abc import Iterable, Sequence

_SOFT = "\u00ad"
_HYPHENS = "-\u2010"
_BROKEN = re.compile(rf"([^\W\d_]+)[{_HYPHENS}{_SOFT}]$")
_RESUMED = re.compile(r"[^\W\d_]+")
_DASHED = re.compile(r"[^\s–—/][–—/]$")
_WORD = re.compile(rf"[^\W\d_]+(?:[{_HYPHENS}][^\W\d_]+)*")
_SPACELESS = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
_COMPOUND = frozenset(
    {"all", "anti", "ex", "far", "five", "four", "full", "half", "high", "left", "long", "low", "mid", "multi", "non"}
    | {"one", "open", "right", "self", "short", "six", "ten", "third", "three", "two", "well"}
)
"""So begin compounds that English writes with a hyphen."""


class Vocabulary:
    """The words that a document writes on one line, and so without a break."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._marked = False
        resumed = False
        for line in lines:
            broken = _BROKEN.search(line[-60:]) is not None
            self._marked |= broken and line[-1] != "-"
            found = _WORD.findall(line)[1 if resumed else 0 : -1 if broken else None]
            self._words.update(word.replace("\u2010", "-").casefold() for word in found)
            resumed = broken

    def is_compound(self, first: str, second: str) -> bool:
        """Tell whether the hyphen-minus between two halves is the word's own, and not there for the line alone."""
        first, second = first.casefold(), second.casefold()
        if f"{first}{second}" in self._words or f"{first}-{second}" in self._words:
            return f"{first}{second}" not in self._words
        if self._marked or (first in _COMPOUND and len(second) > 3):
            return True
        return len(first) > 2 and first in self._words and second in self._words


def joined(lines: Sequence[str], words: Vocabulary) -> tuple[str, tuple[int, ...]]:
    """Return the text of a paragraph, and the offset in it at which each line begins."""
    parts = [lines[0]]
    places = [0]
    length = len(lines[0])
    for line in lines[1:]:
        tail, between = _seam(parts[-1], line, words)
        length += len(tail) - len(parts[-1]) + len(between)
        parts[-1] = tail + between
        places.append(length)
        parts.append(line)
        length += len(line)
    return "".join(parts), tuple(places)


def _seam(above: str, line: str, words: Vocabulary) -> tuple[str, str]:
    """Return a line as it ends once it is joined with the next, and what goes between."""
    broken, resumed = _BROKEN.search(above[-60:]), _RESUMED.match(line[:60])
    if above.endswith(_SOFT):
        return above[:-1], ""
    if broken and resumed and resumed[0][0].islower() and not broken[1].isupper():
        own = above[-1] != "\u2010" and words.is_compound(broken[1], resumed[0])
        return (above if own else above[:-1]), ""
    if (above[-1:] in tuple(_HYPHENS) and above[-2:-1].isalnum()) or _DASHED.search(above):
        return above, ""
    return above, "" if _SPACELESS.match(above[-1:]) and _SPACELESS.match(line) else " "
