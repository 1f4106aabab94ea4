"""What the two layouts of database exports share: an article between labels."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.read.values import day_of

_BY = re.compile(r"(?:by|byline:|von|par|por|di|door)\s+", re.IGNORECASE)
_BLANKS = re.compile(r"\n{3,}")
_TIME = re.compile(r"\d{1,2}[:.h]\d\d(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of an export."""

    body: str
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    published: dt.date | None = None
    language: str | None = None
    stated_words: int | None = None
    """As the database counts them."""


def name_of(byline: str | None) -> str | None:
    """Return who wrote it, without the "By"."""
    return _BY.sub("", byline, count=1).strip() or None if byline else None


def joined(lines: Sequence[str]) -> str:
    """Return lines as a text, at most one blank line between two of them."""
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip("\n")


def number_in(text: str) -> int | None:
    """Return the number that a count such as "1,024 words" begins with."""
    digits = re.match(r"\d[\d,. ]{0,12}", text)
    return int(re.sub(r"\D", "", digits[0])) if digits else None


def is_date(line: str) -> bool:
    """Say whether a line is a date and little else."""
    return len(line) < 80 and ":" not in _TIME.sub("", line) and day_of(line) is not None
