"""Disputed figures -> one finding for each measure and subject, with all rival values, highest first."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from briefing.model import Figure, Finding, Pile
from briefing.steps.findings.phrasing import cut_short, listed, opened, spell
from briefing.steps.findings.statements import (
    SHOWN,
    Statement,
    apart,
    cited,
    fewer,
    find_statements,
    gravity,
    say_measure,
    say_subject,
    together,
)

_WINDOW = dt.timedelta(days=1)
"""Counts given at most a day apart are of the same time."""
_COMPARED = 60  # statements of one measure that are held against each other, at most


def find_conflicts(pile: Pile, figures: Sequence[Figure], numbers: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return one finding for each measure and subject that different claimants count differently at one time."""
    disputed = [figure for figure in figures if figure.status == "disputed" and figure.counting == "total"]
    groups: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in find_statements(disputed, pile, numbers):
        groups[statement.figure.measure, statement.subject].append(statement)
    ordered = sorted(groups.items(), key=lambda item: (*gravity(item[0][0]), item[0][1] != "people", item[0][1]))
    rivals = [_rivals(group) for _, group in ordered]
    findings = [_conflict(found) for found in rivals if found]
    return cut_short(findings, "{} more counts are disputed in the table of figures.")


def _rivals(group: Sequence[Statement]) -> list[Statement]:
    """Return the statements that another one contradicts, highest first, each claimant's value once, as last given."""
    values: dict[tuple[float, str], list[Statement]] = defaultdict(list)
    for one in sorted(group, key=_day, reverse=True):
        values[one.low or one.high, one.claimant].append(one)
    distinct = [together(same) for same in values.values()]
    ranked = sorted(distinct, key=lambda one: (-one.low, -one.high, one.sources))
    compared = ranked if len(ranked) <= _COMPARED else [*ranked[: _COMPARED // 2], *ranked[-_COMPARED // 2 :]]
    return [one for one in compared if any(_contradict(one, other) for other in compared)]


def _day(one: Statement) -> dt.date:
    return one.figure.as_of or dt.date.min


def _contradict(one: Statement, other: Statement) -> bool:
    """Whether two statements can't both be true of the same time and place."""
    upper, lower = (one, other) if one.low >= other.low else (other, one)
    if not apart(upper.figure, lower.figure) or not _comparable(one, other):
        return False
    # Fewer in one town do not contradict more in the country.
    return bool(upper.places & lower.places) if upper.places else not lower.places


def _comparable(one: Statement, other: Statement) -> bool:
    """Whether two statements are of one time and by two accounts; what nobody is named for counts less as one."""
    gap = abs(_day(one) - _day(other))
    same_source = bool(set(one.sources) & set(other.sources))
    named = [bool(statement.figure.attributed_to) for statement in (one, other)]
    if gap > _WINDOW or (same_source and not all(named)):
        return False
    if one.claimant == other.claimant:  # a later word is a revision; on one day, two sources report it differently
        return not gap and not same_source
    return any(named) or not gap


def _conflict(rivals: Sequence[Statement]) -> Finding:
    first, *rest = (rival.told for rival in fewer(rivals))
    label = opened(say_measure(rivals[0].figure.measure))
    if rivals[0].subject != "people":
        label = f"{label} ({say_subject(rivals[0].figure.subject)})"
    hidden = len(rivals) - SHOWN
    if hidden > 0:
        rest[-1:] = [f"{spell(hidden)} more between them", rest[-1]]
    text = f"{label}: {first} stands against {listed(rest)}."
    return Finding(kind="conflict", text=text, citations=cited(rivals))
