"""Text -> lines of at most so many columns, as a terminal counts them."""

import unicodedata
from collections.abc import Iterator

from briefing.render.mail.sides import Shown, left_open
from briefing.render.text import visible

WIDTH = 72
"""Columns of the text part: the custom since eighty-column terminals quoted each other."""

_BLANKS = " \t\n\r"  # a no-break space is none of them
_OPENERS = frozenset("([{«‹“‘„‚¿¡「『（【〈《〔［｛")
_CLOSERS = frozenset(")]}»›”’!?:;,.…%。、，．：；！？」』）】〉》〕］｝ー々")
_APART = frozenset("»›!?:;%…")
"""Closers that some languages write with a space before them."""


def columns(text: str) -> int:
    """Count the columns that a text takes: two for a wide character, none for a mark on the one before."""
    return len(text) if text.isascii() else sum(_columns(character) for character in text)


def wrap(text: str, first: str = "", indent: str | None = None, width: int = WIDTH) -> str:
    """Break into lines; a word, an address, a quotation mark and what it belongs to stay together.

    What was fit to show is so afterwards; what is kept apart is so on each line.

    Args:
        text: any white space in it is a space; what is wider than a line stands on a line of its own.
        first: what the first line begins with; hidden characters in it are named.
        indent: what the others begin with; None is as many spaces as `first` has columns.
        width: of a line, `first` and `indent` included.

    """
    below = " " * columns(first) if indent is None else indent
    lines: list[str] = []
    line = visible(" ".join(first.split("\n")))
    room = width - columns(line)
    empty = True
    for unit, apart in _units(text):
        gap = " " if apart and not empty else ""
        wide = columns(unit)
        if not empty and wide + len(gap) > room:
            opened, closed = left_open(line) if isinstance(text, Shown) else ("", "")
            lines.append(f"{line}{closed}")
            line, room, gap = f"{below}{opened}", width - columns(below), ""
        line, room, empty = f"{line}{gap}{unit}", room - wide - len(gap), False
    broken = "\n".join((*lines, line.rstrip(" ")))
    return Shown(broken) if isinstance(text, Shown) else broken


def underline(text: str, mark: str) -> str:
    """Return a heading, wrapped, with a line of marks below it."""
    lines = wrap(text)
    return f"{lines}\n{mark * max(columns(line) for line in lines.split(chr(10)))}"


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _units(text: str) -> Iterator[tuple[str, bool]]:
    """Yield what must not be broken, each with whether a space stands before it."""
    held = ""
    for word in _words(text):
        if held and (held[-1] in _OPENERS or (word[0] in _APART and all(mark in _CLOSERS for mark in word))):
            held = f"{held} {word}"
            continue
        yield from _pieces(held)
        held = word
    yield from _pieces(held)


def _words(text: str) -> Iterator[str]:
    for blank in _BLANKS[1:]:
        text = text.replace(blank, " ")
    return (word for word in text.split(" ") if word)


def _pieces(word: str) -> Iterator[tuple[str, bool]]:
    """Break a word only beside wide characters, which are written without spaces."""
    if word.isascii() or not any(_columns(character) > 1 for character in word):
        if word:
            yield word, True
        return
    start = 0
    for place in range(1, len(word)):
        before, after = word[place - 1], word[place]
        beside = _columns(before) > 1 or _columns(after) > 1
        if beside and before not in _OPENERS and after not in _CLOSERS and _columns(after):
            yield word[start:place], not start
            start = place
    yield word[start:], not start
