"""Figures -> the counts that one claimant changed from one day to a later one, and those that were withdrawn."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from briefing.model import Citation, Figure, Finding, Pile, Quantity
from briefing.steps.compose import cite
from briefing.steps.figures.identity import shown
from briefing.steps.findings.phrasing import cut_short, say_value, shortlist, spell, unique
from briefing.steps.findings.statements import (
    SHOWN,
    Statement,
    cited,
    class_of,
    differ,
    fewer,
    find_statements,
    gravity,
    say_measure,
    say_subject,
)

_CITED = 6  # statements of a withdrawn count that are cited, at most
_Value = tuple[str, str, int | None, int | None]


def find_revisions(pile: Pile, figures: Sequence[Figure], numbers: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return one finding for each total that its claimant changed from one day to a later one, and each withdrawn."""
    stated = [figure for figure in figures if _counts(figure)]
    histories: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for one in find_statements(stated, pile, numbers):
        if one.claimant:
            histories[one.figure.measure, one.subject, one.claimant, one.places].append(one)
    ordered = sorted(histories.values(), key=lambda history: gravity(history[0].figure.measure))
    changed = [steps for history in ordered if len(steps := _steps(history)) > 1]
    findings = [*_withdrawals(pile.quantities, figures, numbers), *map(_revision, changed)]
    return cut_short(findings, "{} more counts changed over time, as the table of figures shows.")


def _counts(figure: Figure) -> bool:
    """Whether a figure is a total that somebody named gave on a known day and did not take back."""
    dated = figure.as_of is not None and figure.attributed_to is not None
    return dated and figure.counting == "total" and figure.status != "withdrawn"


def _steps(history: Sequence[Statement]) -> list[Statement]:
    """Return a count's successive values, oldest first: of one day the highest, and none that says the last again."""
    ordered = sorted(history, key=lambda one: (one.figure.as_of or dt.date.min, one.low))
    days = {one.figure.as_of: one for one in ordered}
    steps: list[Statement] = []
    for one in days.values():
        if not steps or differ(steps[-1].figure, one.figure):
            steps.append(one)
    return steps


def _revision(steps: Sequence[Statement]) -> Finding:
    last = steps[-1].figure
    name = min((step.figure.attributed_to or "" for step in steps), key=len)
    start, *rest = (f"{step.value} ({step.when})" for step in fewer(steps))
    hidden = len(steps) - SHOWN
    if hidden > 0:
        rest[-1:] = [f"{spell(hidden)} more", rest[-1]]
    way = f"{start} to {', then '.join(rest)}"
    counted = f"{say_subject(last.subject)} {say_measure(last.measure)}"
    text = f"According to {shown(name)}, the count of {counted} {_verb(steps)} from {way}."
    return Finding(kind="revision", text=text, citations=cited(steps))


def _verb(steps: Sequence[Statement]) -> str:
    pairs = [(old.low, new.low) for old, new in pairwise(steps)]
    if all(old < new for old, new in pairs):
        return "rose"
    return "fell" if all(old > new for old, new in pairs) else "went"


def _withdrawals(
    quantities: Iterable[Quantity], figures: Sequence[Figure], numbers: Mapping[str, str]
) -> list[Finding]:
    """Return one finding for each count that a source says was taken back."""
    stated: dict[_Value, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.status == "withdrawn":
            stated[figure.measure, class_of(figure.subject), figure.low, figure.high].append(figure)
    notices: dict[_Value, list[Citation]] = defaultdict(list)
    for quantity in quantities:
        if quantity.withdrawn and quantity.sentence.source in numbers:
            value = (quantity.measure, class_of(quantity.subject), quantity.low, quantity.high)
            notices[value].append(cite(quantity.sentence, numbers))
    ordered = sorted(notices.items(), key=lambda item: gravity(item[0][0]))
    return [_withdrawal(notice, stated[value]) for value, notice in ordered if stated[value]]


def _withdrawal(notices: Sequence[Citation], stated: Sequence[Figure]) -> Finding:
    first = stated[0]
    value = say_value(first.low, first.high, first.as_written, approximate=first.approximate)
    counted = f"{value} {say_subject(first.subject)} {say_measure(first.measure)}"
    earlier = [figure.citation for figure in stated if figure.citation not in notices]
    given = f", as {shortlist(_sources(earlier), 4)} gave it," if earlier else ""
    text = f"The count of {counted}{given} was withdrawn, according to {shortlist(_sources(notices), 4)}."
    return Finding(kind="revision", text=text, citations=unique([*notices, *earlier])[:_CITED])


def _sources(citations: Iterable[Citation]) -> list[str]:
    return list(dict.fromkeys(citation.source for citation in citations))
