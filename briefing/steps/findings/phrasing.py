"""Amounts, what is counted and findings past the first dozen -> how our own sentences say them."""

import re
from collections.abc import Sequence

from briefing.model import Citation, Finding
from briefing.steps.figures.languages import least_meant, loosely
from briefing.steps.findings.phrasebook import Phrasebook, opened

MOST = 12
"""So many findings of a kind are written out; the rest is counted."""
_VAGUE = re.compile(
    r"\b(?:tens of thousands|hundreds of thousands|tens of millions|hundreds of millions"
    r"|dozens|scores|hundreds|thousands|millions)\b"
)
_LEAST_MEANT = ((100, "dozens"), (1000, "hundreds"), (10_000, "thousands"))
_ABOVE = re.compile(r"\b(?:more than|over|above|upwards of|exceed\w*|in excess of)\b")
_BELOW = re.compile(r"\b(?:fewer than|less than|under|below)\b")
_NEAR = re.compile(r"\b(?:nearly|almost|close to|approaching|just under)\b")
_ABOUT = re.compile(
    r"\b(?:about|around|some|roughly|approximately|circa|estimated|or so|more or less|an? dozen|several|few)\b|~"
)


def say_value(book: Phrasebook, low: int | None, high: int | None, as_written: str, *, approximate: bool) -> str:
    """Write an amount with its hedge: "26", "about 300", "nearly 8,000", "more than 200", "dozens", "10 to 15"."""
    written = as_written.lower()
    if low is None or high is None:
        return _open_ended(book, low, high, written)
    number = book.conventions.number
    if low != high:
        return book.say("range", low=number(low), high=number(high))
    return book.say(_hedge(written), number=number(low)) if approximate else number(low)


def is_vague(as_written: str) -> bool:
    """Say whether an amount is only a word, like "dozens"."""
    return _vague(as_written.lower()) is not None


def cut_short(book: Phrasebook, findings: Sequence[Finding], more: str) -> tuple[Finding, ...]:
    """Keep the first findings of a kind; the phrase `more` says what the rest is."""
    if len(findings) <= MOST:
        return tuple(findings)
    rest = findings[MOST - 1 :]
    citations = [citation for finding in rest[:MOST] for citation in finding.citations[:1]]
    return (*findings[: MOST - 1], tell(book, rest[0].kind, book.say(more, len(rest)), citations))


def tell(book: Phrasebook, kind: str, text: str, citations: Sequence[Citation] = ()) -> Finding:
    """Return a finding of ours in the language of the book, with a capital at its beginning."""
    return Finding(kind=kind, text=opened(text), citations=tuple(citations), language=book.lang)


def unique(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Return citations without repeats, in their order."""
    return tuple(dict.fromkeys(citations))


def _open_ended(book: Phrasebook, low: int | None, high: int | None, written: str) -> str:
    vague = _vague(written)
    if vague:
        return book.say(vague)
    if low is not None:
        return book.say("more-than" if _ABOVE.search(written) else "at-least", number=book.conventions.number(low))
    if high is not None:
        return book.say("fewer-than" if _BELOW.search(written) else "up-to", number=book.conventions.number(high))
    return book.say("unknown")


def _vague(written: str) -> str | None:
    """Return the phrase for an amount that is only a word: in English as it says, elsewhere by what it means."""
    if any(char.isdigit() for char in written):
        return None
    if found := _VAGUE.search(written):
        return found.group().replace(" ", "-")
    least = least_meant(written)
    return next((phrase for most, phrase in _LEAST_MEANT if least is not None and least < most), None)


def _hedge(written: str) -> str:
    if _NEAR.search(written):
        return "nearly"
    return "about" if _ABOUT.search(written) else loosely(written) or "possibly"
