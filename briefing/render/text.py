"""Source text -> what may be shown: characters that hide or reorder text become visible, brackets stand apart."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from briefing.characters import whole
from briefing.model import Clarification

PieceKind = Literal["source", "hidden", "clarification"]

# Controls except tab and line ends, the overrides and isolates that reorder text, the byte order mark, non-characters.
_HIDDEN = re.compile("([\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff])")
# Written from right to left: Arabic, Sorani, Dhivehi, Persian, Hebrew, Pashto, Sindhi, Syriac, Uyghur, Urdu, Yiddish.
_LEFTWARD = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})
_SIDES = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_UNPLAIN = re.compile("[^A-Za-z0-9 ]")
_UNBROKEN = re.compile(r"\S{40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of one kind: the source's own words, a character made visible, or a bracket of ours."""

    kind: PieceKind
    text: str


def name_character(character: str) -> str:
    """Name a character that can't be seen: "⟨U+202E⟩"."""
    return f"⟨U+{ord(character):04X}⟩"


def visible(text: str) -> str:
    """Return the text with every hidden character named in its place."""
    return _HIDDEN.sub(lambda match: name_character(match[1]), whole(text))


def css_string(text: str) -> str:
    """Write a text as a string of CSS that can't end early: everything but plain letters and digits by its number."""
    return '"' + _UNPLAIN.sub(lambda match: f"\\{ord(match[0]):x} ", whole(text)) + '"'


def unbroken(text: str) -> bool:
    """Say whether a text has a word so long that it has to be broken to stay on the page."""
    return _UNBROKEN.search(text) is not None


def shorten(text: str, width: int) -> str:
    """Cut at a word where there is one, and say so with an ellipsis."""
    flat = " ".join(text.split())
    if len(flat) <= width:
        return flat
    head = flat[:width]
    return f"{head[: head.rfind(' ')] if ' ' in head else head}…"


def is_arabic(text: str) -> bool:
    """Whether Arabic letters stand in a text, in whatever language."""
    return _ARABIC.search(text) is not None


def is_leftward(language: str) -> bool:
    """Whether a language is written from right to left."""
    return language in _LEFTWARD


def direction(language: str, text: str = "") -> str:
    """Say which way a text of a language runs; what a browser finds out for dir=auto has to be said on paper."""
    return "rtl" if is_leftward(language) else runs(text)


def runs(text: str) -> str:
    """Say which way a text of any language runs, by its first letter that has a direction."""
    for character in text:
        if found := _SIDES.get(unicodedata.bidirectional(character)):
            return found
    return "ltr"


def cut(text: str, clarifications: tuple[Clarification, ...] = ()) -> tuple[Piece, ...]:
    """Cut a source's words into pieces, with our brackets where they belong; without the brackets nothing is added."""
    pieces: list[Piece] = []
    done = 0
    for clarification in sorted(clarifications, key=lambda clarification: clarification.at):
        at = min(max(clarification.at, done), len(text))
        pieces += _runs(text[done:at])
        pieces.append(Piece(kind="clarification", text=_space(clarification.insert, text, at)))
        done = at
    return (*pieces, *_runs(text[done:]))


def _space(insert: str, text: str, at: int) -> str:
    """Put a bracket apart from the letters beside it."""
    before = " " if text[:at] and not text[at - 1].isspace() else ""
    after = " " if text[at : at + 1].isalnum() else ""
    return f"{before}{visible(insert).strip()}{after}"


def _runs(text: str) -> list[Piece]:
    """Split at hidden characters; every second run is one."""
    runs = _HIDDEN.split(whole(text))
    return [
        Piece(kind="hidden", text=name_character(run)) if number % 2 else Piece(kind="source", text=run)
        for number, run in enumerate(runs)
        if run
    ]
