"""Dates, amounts and lists -> the plain English of our own sentences."""

import datetime as dt
import re
from collections.abc import Sequence

from briefing.model import Citation, Finding
from briefing.steps.clarify import MONTHS

MOST = 12
"""So many findings of a kind are written out; the rest is counted."""
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_VAGUE = re.compile(
    r"\b(?:tens of thousands|hundreds of thousands|tens of millions|hundreds of millions"
    r"|dozens|scores|hundreds|thousands|millions)\b"
)
_ABOVE = re.compile(r"\b(?:more than|over|above|upwards of|exceed\w*|in excess of)\b")
_BELOW = re.compile(r"\b(?:fewer than|less than|under|below)\b")
_NEAR = re.compile(r"\b(?:nearly|almost|close to|approaching|just under)\b")
_ABOUT = re.compile(
    r"\b(?:about|around|some|roughly|approximately|circa|estimated|or so|more or less|an? dozen|several|few)\b|~"
)


def say_date(date: dt.date | None) -> str:
    """Write a day out, "9 January 2022"; "undated" where there is none."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}" if date else "undated"


def listed(names: Sequence[str]) -> str:
    """Join names as one says them: "S1, S2 and S4"."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def shortlist(names: Sequence[str], most: int) -> str:
    """Join the first names and say how many more there are: "S1, S2 and five more"."""
    if len(names) <= most:
        return listed(names)
    return listed([*names[: most - 1], f"{spell(len(names) - most + 1)} more"])


def spell(count: int) -> str:
    """Write a small count as a word."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def several(count: int, noun: str) -> str:
    """Write a count with its noun: "one source", "five sources"."""
    return f"{spell(count)} {noun}{'' if count == 1 else 's'}"


def opened(text: str) -> str:
    """Return a sentence with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def say_value(low: int | None, high: int | None, as_written: str, *, approximate: bool) -> str:
    """Write an amount with its hedge: "26", "about 300", "nearly 8,000", "more than 200", "dozens", "10 to 15"."""
    written = as_written.lower()
    if low is None or high is None:
        return _open_ended(low, high, written)
    if low != high:
        return f"{low:,} to {high:,}"
    return f"{_hedge(written) if approximate else ''}{low:,}"


def is_vague(as_written: str) -> bool:
    """Say whether an amount is only a word, like "dozens"."""
    return _VAGUE.search(as_written.lower()) is not None and not any(char.isdigit() for char in as_written)


def cut_short(findings: Sequence[Finding], more: str) -> tuple[Finding, ...]:
    """Keep the first findings of a kind; `more` says what the rest is: "{} more figures are disputed."."""
    if len(findings) <= MOST:
        return tuple(findings)
    rest = findings[MOST - 1 :]
    citations = [citation for finding in rest[:MOST] for citation in finding.citations[:1]]
    text = opened(more.format(spell(len(rest))))
    return (*findings[: MOST - 1], Finding(kind=rest[0].kind, text=text, citations=tuple(citations)))


def unique(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Return citations without repeats, in their order."""
    return tuple(dict.fromkeys(citations))


def _open_ended(low: int | None, high: int | None, written: str) -> str:
    vague = _VAGUE.search(written)
    if vague and not any(char.isdigit() for char in written):
        return vague.group()
    if low is not None:
        return f"{'more than' if _ABOVE.search(written) else 'at least'} {low:,}"
    if high is not None:
        return f"{'fewer than' if _BELOW.search(written) else 'up to'} {high:,}"
    return "an unknown number"


def _hedge(written: str) -> str:
    if _NEAR.search(written):
        return "nearly "
    return "about " if _ABOUT.search(written) else "possibly "
