"""The quantities of all documents -> numbered figures: how many state each, and which still stand."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.model import Citation, Document, Figure, Quantity, Span, Status
from briefing.steps.figures.asof import is_first_word
from briefing.steps.figures.identity import identify
from briefing.steps.figures.numbers import find_amounts
from briefing.steps.figures.reused import settle
from briefing.steps.figures.subjects import classify, singular
from briefing.steps.figures.tokens import tokenize
from briefing.steps.figures.words import words

_WINDOW = dt.timedelta(days=1)
"""Counts given at most a day apart are of the same time."""
_TOLERANCE = 0.1
"""How far an approximate number may lie from another and still agree with it."""
_NUMBER = 40  # characters in which a number stands
_OPEN = 1e15  # stands for "no upper end" in comparisons
_LOCAL = re.compile(
    r"\b(?:in|at|near|from|of)\s+(?:the\s+)?((?:[A-Z][\w’'-]*\s+){0,3}(?:[A-Z][\w’'-]*|region|province|district|city|town|village|county|state|suburb))"
    r"(?:\s+(?:region|province|district|city|town|village|county|suburb|neighbourhood|neighborhood))\b"
    r"|\b(?:region|province|district|city|town|village|county|suburb)\s+of\s+([A-Z][\w’'-]*)"
)
_FILLER = words("filler")
_BODIES = re.compile(r"\s?(?:\w+\s){0,2}(?:bodies|corpses)\b")
_BEFORE = re.compile(r"\b(?:up|down)\s+from\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Entry:
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


def ledger(
    quantities: Sequence[Quantity],
    documents: Sequence[Document],
    numbers: Mapping[str, str],
    origins: Mapping[str, int],
) -> tuple[Figure, ...]:
    """Number the quantities F1, F2 ... by source and place, and say how each stands to the others.

    `numbers` gives each source's printed number, `origins` the number of its independent origin.
    """
    texts = {document.source.id: document.source.text for document in documents}
    ordered = sorted(
        (quantity for quantity in settle(quantities, documents) if quantity.sentence.source in numbers),
        key=lambda quantity: (_number(numbers[quantity.sentence.source]), quantity.span, quantity.measure),
    )
    who = identify(dict.fromkeys(quantity.attributed_to for quantity in ordered if quantity.attributed_to))
    entries = [
        _entry(at, quantity, _claimant(quantity, origins), who.get(quantity.attributed_to or "", ""))
        for at, quantity in enumerate(ordered)
    ]
    statuses = _statuses(entries)
    support = _support(entries, origins)
    places = {(entry.quantity.sentence.source, entry.quantity.span): f"F{entry.at + 1}" for entry in reversed(entries)}
    return tuple(
        Figure(
            id=f"F{entry.at + 1}",
            measure=entry.quantity.measure,
            subject=entry.quantity.subject,
            low=entry.quantity.low,
            high=entry.quantity.high,
            approximate=entry.quantity.approximate,
            as_written=texts[entry.quantity.sentence.source][entry.quantity.span.start : entry.quantity.span.end],
            as_of=None if is_first_word(entry.quantity) else entry.quantity.as_of,
            attributed_to=entry.quantity.attributed_to,
            part_of=_part_of(entry.quantity, places),
            counting=entry.quantity.counting,
            outlets=support[_value(entry)][0],
            origins=support[_value(entry)][1],
            status=statuses[entry.at],
            citation=_citation(entry.quantity, numbers),
        )
        for entry in entries
    )


def _number(name: str) -> int:
    return int(name.lstrip("S"))


def _citation(quantity: Quantity, numbers: Mapping[str, str]) -> Citation:
    sentence = quantity.sentence
    return Citation(
        source=numbers[sentence.source],
        start=sentence.span.start,
        end=sentence.span.end,
        paragraph=sentence.paragraph,
        relation="quoted",
        page=sentence.page,
    )


def _part_of(quantity: Quantity, places: Mapping[tuple[str, Span], str]) -> str | None:
    return None if quantity.part_of is None else places.get((quantity.sentence.source, quantity.part_of))


def subject_class(subject: str) -> str:
    """The class that decides comparability: security, protesters, children, people ...; else the noun itself."""
    tokens = tokenize(subject)
    group = classify(tokens)
    words = [singular(token.word) for token in tokens if token.word[0].isalpha()]
    if group == "thing" or not group:
        return words[-1] if words else "people"
    return group


def _entry(at: int, quantity: Quantity, claimant: str, body: str) -> _Entry:
    low = 0.0 if quantity.low is None else float(quantity.low)
    high = _OPEN if quantity.high is None else float(quantity.high)
    slack = _TOLERANCE if quantity.approximate else 0.0
    return _Entry(
        at=at,
        quantity=quantity,
        subject=subject_class(quantity.subject),
        claimant=claimant,
        body=body,
        scope=_scope(quantity.sentence.text),
        low=low * (1 - slack),
        high=_OPEN if _are_bodies(quantity) else high * (1 + slack),
    )


def _are_bodies(quantity: Quantity) -> bool:
    """Whether bodies are counted: so many were found, which more dead do not contradict."""
    text, last = quantity.sentence.text, quantity.span.end - quantity.sentence.span.start
    found = _BODIES.search(text[quantity.span.start - quantity.sentence.span.start : last]) or _BODIES.match(text, last)
    return quantity.measure == "killed" and found is not None


def _claimant(quantity: Quantity, origins: Mapping[str, int]) -> str:
    """A claimant by the words that name it; an unattributed count is its origin's own."""
    if quantity.attributed_to is None:
        return f"origin {origins.get(quantity.sentence.source, quantity.sentence.source)}"
    words = [
        singular(token.word.removesuffix("'s")) for token in tokenize(quantity.attributed_to) if token.word[0].isalnum()
    ]
    return " ".join(word for word in words if word not in _FILLER)


def _scope(text: str) -> str:
    """The one region or town that a sentence limits itself to; "" where it names none."""
    found = _LOCAL.search(text)
    return "" if found is None else (found[1] or found[2]).lower()


def _value(entry: _Entry) -> tuple[str, str, int | None, int | None]:
    return entry.quantity.measure, entry.subject, entry.quantity.low, entry.quantity.high


def _support(
    entries: Sequence[_Entry], origins: Mapping[str, int]
) -> Mapping[tuple[str, str, int | None, int | None], tuple[int, int]]:
    """For each value, how many documents and how many independent origins state it."""
    sources: dict[tuple[str, str, int | None, int | None], dict[str, None]] = defaultdict(dict)
    for entry in entries:
        sources[_value(entry)][entry.quantity.sentence.source] = None
    return {
        value: (len(stated), len({origins.get(source, -1 - at) for at, source in enumerate(stated)}))
        for value, stated in sources.items()
    }


def _statuses(entries: Sequence[_Entry]) -> list[Status]:
    statuses: list[Status] = ["current"] * len(entries)
    groups: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.quantity.measure, entry.subject].append(entry)
    for group in groups.values():
        for at, status in _group_statuses(group):
            statuses[at] = status
    return statuses


def _group_statuses(group: Sequence[_Entry]) -> list[tuple[int, Status]]:
    gone = _withdrawn(group)
    found: list[tuple[int, Status]] = [(at, "withdrawn") for at in gone]
    past = frozenset(entry.at for entry in group if entry.at not in gone and is_first_word(entry.quantity))
    found += [(at, "superseded") for at in past]
    totals = [entry for entry in group if entry.at not in gone | past and entry.quantity.counting == "total"]
    old = _superseded(totals) | _outgrown(totals)
    found += [(at, "superseded") for at in old]
    scopes: dict[str, list[_Entry]] = defaultdict(list)
    for entry in totals:
        if entry.at not in old and entry.quantity.as_of is not None:
            scopes[entry.scope].append(entry)
    for scoped in scopes.values():
        found += [(at, "disputed") for at in _disputed(scoped)]
    return found


def _withdrawn(group: Sequence[_Entry]) -> frozenset[int]:
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


def _superseded(totals: Sequence[_Entry]) -> frozenset[int]:
    """Those whose claimant has given another number on a later day."""
    by_claimant: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
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


def _outgrown(totals: Sequence[_Entry]) -> frozenset[int]:
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


def _disputed(totals: Sequence[_Entry]) -> frozenset[int]:
    """Those that another claimant contradicts at the same time: one pass over the days, however many figures."""
    days: dict[dt.date, list[_Entry]] = defaultdict(list)
    for entry in totals:
        days[entry.quantity.as_of or dt.date.min].append(entry)
    ends = {day: _ends(entries) for day, entries in days.items()}
    disputed: set[int] = set()
    for day, entries in days.items():
        lows, highs = [], []
        for near in (day - _WINDOW, day, day + _WINDOW) if dt.date.min < day < dt.date.max else (day,):
            lows += ends[near][0] if near in ends else []
            highs += ends[near][1] if near in ends else []
        disputed |= {entry.at for entry in entries if _contradicted(entry, lows, highs)}
    return frozenset(disputed)


def _ends(entries: Sequence[_Entry]) -> tuple[list[tuple[float, str]], list[tuple[float, str]]]:
    """The two highest lower ends and the two lowest upper ends, each of different claimants."""
    lows: dict[str, float] = {}
    highs: dict[str, float] = {}
    for entry in entries:
        lows[entry.claimant] = max(entry.low, lows.get(entry.claimant, 0.0))
        highs[entry.claimant] = min(entry.high, highs.get(entry.claimant, _OPEN))
    top = sorted(((low, claimant) for claimant, low in lows.items()), reverse=True)[:2]
    return top, sorted((high, claimant) for claimant, high in highs.items())[:2]


def _contradicted(entry: _Entry, lows: Sequence[tuple[float, str]], highs: Sequence[tuple[float, str]]) -> bool:
    above = any(low > entry.high and claimant != entry.claimant for low, claimant in lows)
    return above or any(high < entry.low and claimant != entry.claimant for high, claimant in highs)
