"""Text -> tokens of date expressions: one letter for the class of each word, number and mark."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from briefing.steps.dates.words import triggers_of, words_of

_TOKEN = re.compile(
    r"[^\W\d_]+(?:-feira\b|-hier\b|['’]ятниц[юі]\b)?"
    r"|(?P<I>(?<![\d.,/-])(?:\d{4}-\d\d?-\d\d?|\d\d?/\d\d?/\d{4}|\d\d?\.\d\d?\.\d{4}|\d\d?-\d\d?-\d{4})(?!\d))"
    r"|(?P<N>\d{1,3}(?:[.,\u00a0\u202f]\d{3})+(?!\d)|\d+[.,:]\d{1,2}(?!\d)|[$€£¥#]\s?\d+|\d+['’]?s\b)"
    r"|(?P<D>\d+)(?:(?:st|nd|rd|th|er|º)\b)?"
    r"|(?P<s>['’]s\b)"
    r"|[^\w\s]"
)
_MARKS = {"–": "-", "—": "-", "‑": "-", "-": "-", "/": "/", ",": ",", ".": ".", "(": "(", ")": ")", "%": "c"}
_WORD = re.compile(r"[^\W\d_]+(?:-feira\b|-hier\b|['’]ятниц[юі]\b)?")
_FIGURES = re.compile(r"\d{4}|\d[./-]\d")


class Tokens(NamedTuple):
    """The words and marks of a text: one letter each, and where each stands."""

    text: str
    language: str
    letters: str
    spans: tuple[tuple[int, int], ...]

    def written(self, index: int) -> str:
        """Return a token as it is written."""
        start, end = self.spans[index]
        return self.text[start:end]

    def value(self, index: int) -> int:
        """Return what a token means: a number, a month's number, a weekday's, days from today."""
        written = self.written(index)
        if written[0].isdigit():
            return int(written[:4].rstrip("stndrhºe"))
        return words_of(self.language)[written].value

    def without(self, taken: Sequence[tuple[int, int]]) -> "Tokens":
        """Return the tokens with those of the taken stretches hidden from every later pattern."""
        if not taken:
            return self
        parts, end = [], 0
        for start, stop in taken:
            parts += [self.letters[end:start], "_" * (stop - start)]
            end = stop
        return self._replace(letters="".join(parts) + self.letters[end:])


def _number(digits: str) -> str:
    if len(digits) <= 2 and 1 <= int(digits) <= 31:
        return "D"
    return "Y" if len(digits) == 4 and 1500 <= int(digits) < 2100 else "N"


def _letter(match: re.Match[str]) -> str:
    """Return the class of a token that is no known word."""
    kind = match.lastgroup
    if kind == "D":
        return _number(match["D"])
    if kind == "s":
        return "'"
    return kind or _MARKS.get(match[0], "x")


def tokenize(text: str, language: str) -> Tokens:
    """Split a text into words and marks, each with its class."""
    letters, spans, table = [], [], words_of(language)
    for match in _TOKEN.finditer(text):
        word = table.get(match[0])
        letters.append(word.letter if word else _letter(match))
        spans.append(match.span())
    return Tokens(text, language, "".join(letters), tuple(spans))


def may_hold_dates(text: str, language: str) -> bool:
    """Tell quickly whether a text has any word or figures that a date could be made of."""
    return bool(_FIGURES.search(text)) or not triggers_of(language).isdisjoint(_WORD.findall(text))
