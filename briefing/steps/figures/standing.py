"""Counts of one measure -> which of them still stand: current, outdated, contradicted or taken back."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import Quantity, Status
from briefing.steps.figures.asof import is_first_word
from briefing.steps.figures.numbers import find_amounts
from briefing.steps.figures.tokens import tokenize

_WINDOW = dt.timedelta(days=1)
"""Counts given at most a day apart are of the same time."""
_NUMBER = 40  # characters in which a number stands
_WEEK = dt.timedelta(days=7)
_LASTING = frozenset({"killed", "injured"})
"""What is counted on and on: a later total holds the earlier one."""
_YET = re.compile(r"\b(?:yet|so far|immediate|immediately)\b", re.IGNORECASE)
_LEAP = 2
"""No count grows to more than so many times itself in a day."""
OPEN = 1e15  # stands for "no upper end" in comparisons
_BEFORE = re.compile(r"\b(?:up|down)\s+from\b", re.IGNORECASE)


_Ends = tuple[list[tuple[float, str]], list[tuple[float, str]]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A quantity with what comparing needs."""

    at: int
    quantity: Quantity
    subject: str
    claimant: str
    """As it is called here: one ministry that two outlets quote in two ways is contradicted by itself."""
    body: str
    """Who that is, under whatever name; "" is nobody in particular."""
    scope: str
    low: float
    high: float


def statuses_of(entries: Sequence[Entry]) -> list[Status]:
    """Return how each count stands to the others of its measure and class, in their order."""
    statuses: list[Status] = ["current"] * len(entries)
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.quantity.measure, entry.subject].append(entry)
    for group in groups.values():
        for at, status in _group_statuses(group):
            statuses[at] = status
    return statuses


def _group_statuses(group: Sequence[Entry]) -> list[tuple[int, Status]]:
    gone = _withdrawn(group)
    found: list[tuple[int, Status]] = [(at, "withdrawn") for at in gone]
    past = frozenset(entry.at for entry in group if entry.at not in gone and is_first_word(entry.quantity))
    found += [(at, "superseded") for at in past]
    totals = [entry for entry in group if entry.at not in gone | past and entry.quantity.counting == "total"]
    old = _superseded(totals) | _outgrown(totals) | _aged(totals)
    found += [(at, "superseded") for at in old]
    scopes: dict[str, list[Entry]] = defaultdict(list)
    for entry in totals:
        if entry.at not in old and entry.quantity.as_of is not None:
            scopes[entry.scope].append(entry)
    for scoped in scopes.values():
        found += [(at, "disputed") for at in _disputed(scoped)]
    return found


def _withdrawn(group: Sequence[Entry]) -> frozenset[int]:
    """Those withdrawn in so many words, and every earlier statement of the same value that they take back."""
    values = {
        (entry.quantity.low, entry.quantity.high): entry.quantity.as_of or dt.date.max
        for entry in group
        if entry.quantity.withdrawn
    }
    return frozenset(
        entry.at
        for entry in group
        if entry.quantity.withdrawn
        or (
            (entry.quantity.as_of or dt.date.min) <= values.get((entry.quantity.low, entry.quantity.high), dt.date.min)
            and (entry.quantity.low, entry.quantity.high) in values
        )
    )


def _superseded(totals: Sequence[Entry]) -> frozenset[int]:
    """Those whose claimant has given another number on a later day."""
    by_claimant: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in totals:
        if entry.quantity.as_of is not None and entry.quantity.attributed_to is not None:
            by_claimant[entry.body or entry.claimant, entry.scope].append(entry)
    old: set[int] = set()
    for entries in by_claimant.values():
        newest = max(entry.quantity.as_of or dt.date.min for entry in entries)
        latest = {(entry.quantity.low, entry.quantity.high) for entry in entries if entry.quantity.as_of == newest}
        old |= {
            entry.at
            for entry in entries
            if (entry.quantity.as_of or newest) < newest and (entry.quantity.low, entry.quantity.high) not in latest
        }
    return frozenset(old)


def _aged(totals: Sequence[Entry]) -> frozenset[int]:
    """Those that time has overtaken: the toll of a week ago, where nobody stands behind it, and "none yet"."""
    whole = [entry for entry in totals if not entry.scope and entry.quantity.as_of and entry.low > 0]
    newest = max(whole, key=lambda entry: (entry.quantity.as_of or dt.date.min, entry.low), default=None)
    if newest is None or newest.quantity.as_of is None or newest.quantity.measure not in _LASTING:
        return frozenset()
    day = newest.quantity.as_of
    weeks = newest.subject == "people" and not newest.quantity.approximate
    return frozenset(
        entry.at
        for entry in totals
        if entry.quantity.as_of is not None
        and not entry.scope
        and (
            (entry.high == 0 and entry.quantity.as_of < day and _YET.search(entry.quantity.sentence.text))
            or (weeks and entry.low < newest.low and _is_nobodys(entry) and entry.quantity.as_of < day - _WEEK)
        )
    )


def _is_nobodys(entry: Entry) -> bool:
    """Whether no claimant is named: what somebody claims only they can put right."""
    return entry.quantity.attributed_to is None


def _outgrown(totals: Sequence[Entry]) -> frozenset[int]:
    """Those that a newer count says it has left behind: "58 are held, up from 41 on Thursday"."""
    left: dict[int, dt.date] = {}
    for entry in totals:
        for value in _left_behind(entry.quantity.sentence.text):
            left[value] = max(left.get(value, dt.date.min), entry.quantity.as_of or dt.date.min)
    return frozenset(
        entry.at
        for entry in totals
        if entry.quantity.low == entry.quantity.high
        and entry.quantity.low in left
        and (entry.quantity.as_of or dt.date.max) <= left[entry.quantity.low]
    )


def _left_behind(text: str) -> list[int]:
    found = []
    for match in _BEFORE.finditer(text):
        amounts = find_amounts(tokenize(text[match.end() : match.end() + _NUMBER]))
        found += [amounts[0].low] if amounts and amounts[0].first == 0 and amounts[0].low is not None else []
    return found


def _disputed(totals: Sequence[Entry]) -> frozenset[int]:
    """Those that another claimant contradicts at the same time: one pass over the days, however many figures.

    A day apart, a count for which nobody is named may just have grown: it is contradicted only by what somebody says
    and no count grows to.
    """
    days: dict[dt.date, list[Entry]] = defaultdict(list)
    for entry in totals:
        days[entry.quantity.as_of or dt.date.min].append(entry)
    everybody = {day: _ends(entries) for day, entries in days.items()}
    named = {day: _ends([entry for entry in entries if not _is_nobodys(entry)]) for day, entries in days.items()}
    disputed: set[int] = set()
    for day, entries in days.items():
        near = [there for there in (_before(day), _after(day)) if there in days]
        for entry in entries:
            against = [
                _contradicted(entry, everybody[day]),
                *(_contradicted(entry, named[there], _LEAP if _is_nobodys(entry) else 1) for there in near),
                *(_contradicted(entry, everybody[there], _LEAP) for there in near if not _is_nobodys(entry)),
            ]
            disputed |= {entry.at} if any(against) else set()
    return frozenset(disputed)


def _before(day: dt.date) -> dt.date:
    return day - _WINDOW if day > dt.date.min else day


def _after(day: dt.date) -> dt.date:
    return day + _WINDOW if day < dt.date.max else day


def _ends(entries: Sequence[Entry]) -> _Ends:
    """The two highest lower ends and the two lowest upper ends, each of different claimants."""
    lows: dict[str, float] = {}
    highs: dict[str, float] = {}
    for entry in entries:
        lows[entry.claimant] = max(entry.low, lows.get(entry.claimant, 0.0))
        highs[entry.claimant] = min(entry.high, highs.get(entry.claimant, OPEN))
    top = sorted(((low, claimant) for claimant, low in lows.items()), reverse=True)[:2]
    return top, sorted((high, claimant) for claimant, high in highs.items())[:2]


def _contradicted(entry: Entry, ends: _Ends, leap: int = 1) -> bool:
    """Whether another claimant's count is apart from one, by more than so many times the lower."""
    lows, highs = ends
    above = any(low > leap * entry.high and claimant != entry.claimant for low, claimant in lows)
    return above or any(leap * high < entry.low and claimant != entry.claimant for high, claimant in highs)
