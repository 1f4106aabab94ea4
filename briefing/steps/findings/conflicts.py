"""Disputed figures -> one finding for each measure and subject, with all rival values, highest first."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from briefing.model import Figure, Finding, Pile
from briefing.steps.findings.phrasebook import Phrasebook
from briefing.steps.findings.phrasing import cut_short, tell, unique
from briefing.steps.findings.statements import (
    SHOWN,
    Statement,
    apart,
    find_statements,
    gravity,
    say_subject,
    together,
)

_WINDOW = dt.timedelta(days=1)
"""Counts given at most a day apart are of the same time."""
_TWICE = 2
_CITED = 12  # citations of one finding, at most
_NAMED = 3  # accounts of one count that are named, at most
_COMPARED = 60  # statements of one measure that are held against each other, at most


def find_conflicts(
    pile: Pile, figures: Sequence[Figure], numbers: Mapping[str, str], book: Phrasebook
) -> tuple[Finding, ...]:
    """Return one finding for each measure and subject that different claimants count differently at one time."""
    disputed = [figure for figure in figures if figure.status == "disputed" and figure.counting == "total"]
    groups: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in find_statements(disputed, pile, numbers):
        groups[statement.figure.measure, statement.subject].append(statement)
    ordered = sorted(groups.items(), key=lambda item: (*gravity(item[0][0]), item[0][1] != "people", item[0][1]))
    rivals = [_rivals(camp) for _, group in ordered for camp in _camps(group)]
    findings = [_conflict(found, book) for found in rivals if found]
    return cut_short(book, findings, "more-conflicts")


def _camps(group: Sequence[Statement]) -> list[list[Statement]]:
    """Part the counts of two armies: each side's dead are compared by themselves, and nobody's with either."""
    sides = sorted({one.side for one in group} - {""})
    if len(sides) <= 1:
        return [list(group)]
    return [[one for one in group if one.side == side] for side in sides]


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
    return not gap or all(named) or (any(named) and _is_leap(one, other))  # 31 a day after 26 is no contradiction


def _is_leap(one: Statement, other: Statement) -> bool:
    """Whether a count is more than twice the other: no toll grows so in a day."""
    upper, lower = (one, other) if one.low >= other.low else (other, one)
    return upper.low > _TWICE * lower.high


def _conflict(rivals: Sequence[Statement], book: Phrasebook) -> Finding:
    first, *rest = _by_value(rivals, book)
    against = [value for value in rest if any(_contradict(one, other) for one in first for other in value)]
    others = [value for value in rest if value not in against]
    counted = _counted(rivals[0], book)
    text = book.say("conflict", counted=counted, first=_told(first, book), others=_listed(against, book))
    if others:
        text = f"{text} {book.say('conflict-rest', len(others), others=_listed(others, book))}"
    named = [one for value in (first, *against, *others) for one in value[:_NAMED]]
    return tell(book, "conflict", text, unique([one.citations[0] for one in named])[:_CITED])


def _counted(one: Statement, book: Phrasebook) -> str:
    measure = book.measure(one.figure.measure)
    if one.subject == "people":
        return measure
    return book.say("counted-of", measure=measure, subject=say_subject(one.figure.subject))


def _by_value(rivals: Sequence[Statement], book: Phrasebook) -> list[list[Statement]]:
    """Put equal counts together: they do not stand against each other; the first is one that another contradicts."""
    values: dict[str, list[Statement]] = defaultdict(list)
    for one in rivals:
        values[one.value(book)].append(one)
    return list(values.values())


def _told(value: Sequence[Statement], book: Phrasebook) -> str:
    """Say a count with everybody who gives it."""
    named = [one.given(book) for one in value[:_NAMED]]
    more = [book.say("more", len(value) - _NAMED)] if len(value) > _NAMED else []
    return book.say("told", value=value[0].value(book), accounts=book.say("semicolon").join([*named, *more]))


def _listed(values: Sequence[Sequence[Statement]], book: Phrasebook) -> str:
    told = [_told(value, book) for value in values]
    hidden = len(told) - (SHOWN - 1)
    if hidden > 0:
        told[SHOWN - 2 : -1] = [book.say("more-between", hidden)]
    return book.listed(told)
