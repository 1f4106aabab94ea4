"""A sentence's text -> its words, numbers and marks, each at its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\d+(?::\d+)+"  # 10:30
    r"|\d{1,4}([./-])\d{1,2}\1\d{2,4}(?!\d)"  # 31.12.2020
    r"|\d+(?:[.,]\d+)*(?:[-‐‑][^\W\d_]+)+"  # 24-hour, 7.4-magnitude
    r"|(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?![\d.,]*\d)"  # 1 200
    r"|\d+(?:[.,]\d+)*(?:[^\W\d_]+)?"  # 12, 1,200, 1.2, 3rd, 12k
    r"|[^\W\d_]+[-‐‑]?\d[\w-]*"  # A330-200, Covid-19
    r"|[^\W\d_](?:\.[^\W\d_])+\.?"  # U.S., p.m.
    r"|[^\W\d_]+(?:\.[a-z]{2,4})+(?![^\W\d_])"  # news.example
    r"|[^\W\d_]+(?:['’‐‑-][^\W\d_]+)*['’]?(?=\W|\d|_|$)"  # words, well-known, ministry's, miners'
    r"|\S"
)

_ACRONYMS = frozenset({"WHO", "US", "IT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word, number or mark at a place of the sentence's text."""

    text: str
    word: str
    """In lower case, with a straight apostrophe; "WHO" and "US" are no pronouns and stay as they are."""
    start: int
    end: int


def tokenize(text: str) -> tuple[Token, ...]:
    """Cut `text` into words, numbers and marks."""
    return tuple(Token(text=m[0], word=_word(m[0]), start=m.start(), end=m.end()) for m in _TOKEN.finditer(text))


def word_at(tokens: Sequence[Token], at: int) -> str:
    """Return the word at a place, "" outside the sentence."""
    return tokens[at].word if 0 <= at < len(tokens) else ""


def _word(text: str) -> str:
    return text if text in _ACRONYMS else text.lower().replace("’", "'")
