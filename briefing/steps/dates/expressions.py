"""What a date expression says as it is written: between `grammar`, which finds it, and `resolve`, which dates it."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Modifier = Literal["", "last", "next", "this", "ago", "so far", "event"]


class Partial(NamedTuple):
    """A calendar date as far as it is written."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A date or a range of dates by the calendar: "Jan. 5-19", "in March 2019", "since 1989"."""

    start: int
    end: int
    first: Partial
    last: Partial
    modifier: Modifier = ""
    weekday: int | None = None
    years: int | None = None
    """Years from the publication's, where that is written: "2 June last year" is -1."""
    other: Partial | None = None
    """The second reading of 01/02/2023."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """A day of the week, Monday is 0: "late Wednesday", "last Sunday"."""

    start: int
    end: int
    weekday: int
    modifier: Modifier = ""
    weeks: int | None = None
    """In which week, where that is written: "Monday last week" is -1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """So many days from the day of writing: "yesterday", "last night"; overnight covers two of them."""

    start: int
    end: int
    days: int
    nights: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A week, month, year or weekend near the day of writing: "last week", "two months ago"."""

    start: int
    end: int
    unit: int
    modifier: Modifier
    count: int = 1


Expression = Calendar | Weekday | Offset | Unit
