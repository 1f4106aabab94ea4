"""Figures -> the ledger: one table a measure, equal statements on one row, what holds first and the newest before."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefing.model import Counting, Figure, Status
from briefing.render.cite import PlacesView, view_places
from briefing.render.words import Words

_OVER: Mapping[Status, int] = {"current": 0, "disputed": 0, "superseded": 1, "withdrawn": 2}
"""What is disputed holds as much as what is not: only what somebody took back comes later."""
GENERAL = frozenset({"", "people", "person", "persons", "individuals"})
"""Subjects that say no more than that people are counted."""
GRAVITY = ("killed", "missing", "injured", "detained", "displaced", "evacuated", "hospitalised", "intensive-care")
"""What a reader in charge asks for first."""
_VAGUE = re.compile(
    r"(?:tens of |hundreds of |several |many |a few )?(?:dozens|scores|hundreds|thousands|millions)\b", re.IGNORECASE
)
_NAMED = re.compile(
    r"\b(?:them|whom|those|these|which|bodies|corpses|deaths|dead|fatalities|victims|nobody|no one|none)$",
    re.IGNORECASE,
)
"""Endings of a count that need no noun behind them."""
_COUNTED = re.compile(
    r"\d[\d.,]*\s(?:\w+\s){0,3}(?!more\b|others?\b|further\b|or\b|less\b|million\b|hundred\b|thousand\b)[^\W\d_]{3,}$"
)
"""A number with a noun: "11 pupils"."""
MOST = 24
"""So many rows of a measure are printed, what holds before what does not; brief.json and figures.csv have them all."""
_BESIDE = re.compile(
    r",\s((?:[A-ZÀ-Þ][\w'’-]+\s){1,3}[A-ZÀ-Þ][\w'’-]+)$|^((?:[A-ZÀ-Þ][\w'’-]+\s){1,3}[A-ZÀ-Þ][\w'’-]+),\s(?:the|an?|its)\s"
)
"""A name behind an office, or before it: "the governor, Ana Ruiz", "Ana Ruiz, the governor of Lenz"."""
_NUMBER = re.compile(r"[^\d]{0,40}\d[\d.,]{0,20}(?: (?:million|billion|thousand|hundred))?(?!\w)")
_LEAD = 24  # characters of a headline
_WORDINGS = 4  # so many wordings of a vague count are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One statement, by everyone who makes it."""

    anchors: tuple[str, ...]
    """The ids of the figures on this row."""
    value: str
    as_written: str
    wordings: tuple[str, ...]
    """The sources' words; several where vague counts share the row."""
    subject: str
    lead: str
    """The count as a headline: the source's own "nearly 400" where it is no plain number, else `value`."""
    what: str
    """The source's words behind the number, or who is counted."""
    noun: str
    """The subject where the source's words need it behind them, else nothing."""
    claimant: str | None
    claimants: tuple[str, ...]
    """All of them; nobody is named where there is none."""
    as_of: dt.date | None
    """The newest day; `period` says in words since when it is said, where that is longer."""
    period: str | None
    day: str
    """The newest day without its year, for a tile; empty where none is known."""
    vague: bool
    """Dozens, hundreds: a word, not a number."""
    general: bool
    """People in all are counted, not a group among them."""
    status: Status
    counting: Counting
    part: bool
    """It is a part of the row above."""
    low: int | None
    high: int | None
    approximate: bool
    places: PlacesView
    outlets: int
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureView:
    """Everything that is said about one measure."""

    key: str
    anchor: str
    heading: str
    rows: tuple[RowView, ...]
    more: int
    """So many rows are only in brief.json."""


def view_ledger(figures: Sequence[Figure], words: Words) -> tuple[MeasureView, ...]:
    """Group the figures by measure, the gravest first, others in the order in which they first appear."""
    measures: dict[str, list[Figure]] = {}
    for figure in figures:
        measures.setdefault(figure.measure, []).append(figure)
    return tuple(
        _measure(key, f"count-{number}", _rows(held, words), words)
        for number, (key, held) in enumerate(sorted(measures.items(), key=lambda pair: _gravity(pair[0])), start=1)
    )


def _gravity(key: str) -> int:
    return GRAVITY.index(key) if key in GRAVITY else len(GRAVITY)


def _measure(key: str, anchor: str, rows: tuple[RowView, ...], words: Words) -> MeasureView:
    heading = words.title("measures", key)
    return MeasureView(key=key, anchor=anchor, heading=heading, rows=rows[:MOST], more=max(0, len(rows) - MOST))


def show_value(low: int | None, high: int | None, approximate: bool, words: Words) -> str:
    """Write a range as a reader expects it: "26", "10–15", "about 300", "24 or more"; empty where no bound is known."""
    phrases = words.phrases["figures"]
    bounds = [words.number(bound) for bound in (low, high) if bound is not None]
    if not bounds:
        return ""
    text = bounds[0] if low == high else "–".join(bounds)
    if high is None:
        return f"{text} {phrases['or_more']}"
    if low is None or (low == 0 and high > 1 and approximate):
        return f"{phrases['up_to']} {words.number(high)}"
    return f"{phrases['about']} {text}" if approximate else text


def _rows(figures: Sequence[Figure], words: Words) -> tuple[RowView, ...]:
    """Put totals in the order of their status, newest first, each followed by its parts; every figure is shown once."""
    held = {figure.id: figure for figure in figures}
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        groups.setdefault(_statement(figure, held.get(figure.part_of or "")), []).append(figure)
    ranked = sorted(groups, key=lambda key: min(map(_rank, groups[key])))
    parts: dict[str, list[tuple[object, ...]]] = {}
    for key in ranked:
        for parent in _parents(groups[key]) & held.keys():
            parts.setdefault(parent, []).append(key)
    tops = [key for key in ranked if not _parents(groups[key]) & held.keys()]
    # Figures that are parts of each other in a circle hang on no total: they come last, as totals.
    waiting = [(key, False) for key in (*reversed(ranked), *reversed(tops))]
    rows: dict[tuple[object, ...], RowView] = {}
    while waiting:
        key, part = waiting.pop()
        if key in rows:
            continue
        rows[key] = _row(groups[key], words, part=part)
        waiting += [(below, True) for figure in groups[key] for below in reversed(parts.get(figure.id, []))]
    return tuple(rows.values())


def _parents(group: Sequence[Figure]) -> set[str]:
    return {figure.part_of for figure in group if figure.part_of}


def _rank(figure: Figure) -> tuple[int, bool, bool, int, int]:
    """What holds comes first, numbers before words, people in all before a group of them, the newest before older."""
    day = figure.as_of.toordinal() if figure.as_of else 0
    group = figure.subject.casefold() not in GENERAL
    return _OVER[figure.status], _vague(figure) is not None, group, -day, -(figure.high or figure.low or 0)


def _vague(figure: Figure) -> str | None:
    """Return the word of a count that is a word: "dozens"; a number that a reader can't see would be ours."""
    open_ended = figure.approximate and figure.low is not None and figure.high is None
    found = _VAGUE.match(" ".join(figure.as_written.split())) if open_ended else None
    return found[0].lower() if found else None


def _statement(figure: Figure, total: Figure | None) -> tuple[object, ...]:
    """Figures that say the same are one row: by the same account whenever it was given; vague ones by whosoever."""
    claimant = _account(figure.attributed_to or "")
    kind = (figure.counting, figure.status, total and (total.low, total.high))
    if vague := _vague(figure):
        return (vague, bool(claimant), *kind)
    counted = (figure.subject.casefold(), figure.low, figure.high, figure.approximate)
    return (*counted, claimant, None if claimant else figure.as_of, *kind)


def _account(claimant: str) -> str:
    """Return a claimant as claimants are compared: by the name beside an office, else without case and article."""
    named = _BESIDE.search(claimant)
    name = next(filter(None, named.groups())) if named else claimant
    return " ".join(name.replace("’", "'").casefold().split()).removeprefix("the ")


def _row(group: Sequence[Figure], words: Words, *, part: bool) -> RowView:
    first = min(group, key=_rank)
    vague = _vague(first)
    value = vague or show_value(first.low, first.high, first.approximate, words) or first.as_written
    lead, what = _headline(first, value)
    wordings = _fullest(_once(figure.as_written for figure in group)) if vague else (first.as_written,)
    days = sorted(figure.as_of for figure in group if figure.as_of)
    return RowView(
        anchors=tuple(figure.id for figure in group),
        value=value,
        as_written=first.as_written,
        wordings=wordings[:_WORDINGS],
        subject=first.subject,
        lead=lead,
        what=what,
        noun=_noun(first) if len(wordings) == 1 else "",
        claimant=first.attributed_to,
        claimants=_once((figure.attributed_to for figure in group if figure.attributed_to), _account),
        as_of=days[-1] if days else None,
        period=words.period(days[0], days[-1]) if days and days[0] < days[-1] else None,
        day=words.short_date(days[-1]) if days else "",
        vague=vague is not None,
        general=all(figure.subject.casefold() in GENERAL for figure in group),
        status=first.status,
        counting=first.counting,
        part=part,
        low=first.low,
        high=first.high,
        approximate=first.approximate,
        places=view_places(figure.citation for figure in group),
        outlets=max(figure.outlets for figure in group),
        origins=max(figure.origins for figure in group),
    )


def _headline(figure: Figure, value: str) -> tuple[str, str]:
    """Cut "more than 1,000 people" behind its number; a plain number stands alone, and words without one stay whole."""
    written = " ".join(figure.as_written.split())
    found = _NUMBER.match(written)
    if not found:
        rest = written.removeprefix(value).strip() if written.lower().startswith(value.lower()) else _behind(figure)
        return value, rest or figure.subject
    plain = figure.low == figure.high and not figure.approximate
    return (value if plain or len(found[0]) > _LEAD else found[0]), written[found.end() :].strip() or figure.subject


def _behind(figure: Figure) -> str:
    """Leave a number that is one word, "twenty-six people", to the digits before it; "two more people" stays whole."""
    written = " ".join(figure.as_written.split())
    number, subject, behind = written.partition(figure.subject or " ")
    return f"{subject}{behind}" if subject.strip() and len(number.split()) == 1 else written


def _once(texts: Iterable[str], key: Callable[[str], str] = str.casefold) -> tuple[str, ...]:
    """Keep each text once, whatever its capitals, or by another key."""
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(key(text), text)
    return tuple(first.values())


def _fullest(texts: Sequence[str]) -> tuple[str, ...]:
    """Leave out what another text begins with: "dozens of" beside "dozens of people"."""
    words = [text.casefold().split() for text in texts]
    begun = {" ".join(held[:end]) for held in words for end in range(1, len(held))}
    return tuple(text for text, held in zip(texts, words, strict=True) if " ".join(held) not in begun)


def _noun(figure: Figure) -> str:
    """Name who is counted where the source's words don't: "58 people", but "nine of whom", "23 bodies"."""
    written = " ".join(figure.as_written.split())
    if figure.subject in written or _NAMED.search(written):
        return ""
    return "" if figure.subject in GENERAL and _COUNTED.search(written) else figure.subject
