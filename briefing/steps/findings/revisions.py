"""Figures -> the counts that one claimant changed from one day to a later one, and those that were withdrawn."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from briefing.model import Citation, Figure, Finding, Pile, Quantity
from briefing.steps.compose import cite
from briefing.steps.findings.phrasebook import Phrasebook
from briefing.steps.findings.phrasing import cut_short, say_value, tell, unique
from briefing.steps.findings.statements import (
    SHOWN,
    Statement,
    cited,
    class_of,
    differ,
    fewer,
    find_statements,
    gravity,
    say_amount,
    say_subject,
)

_CITED = 6  # statements of a withdrawn count that are cited, at most
_Value = tuple[str, str, int | None, int | None]


def find_revisions(
    pile: Pile, figures: Sequence[Figure], numbers: Mapping[str, str], book: Phrasebook
) -> tuple[Finding, ...]:
    """Return one finding for each total that its claimant changed from one day to a later one, and each withdrawn."""
    stated = [figure for figure in figures if _counts(figure)]
    histories: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for one in find_statements(stated, pile, numbers):
        if one.claimant:
            histories[one.figure.measure, one.subject, one.claimant, one.places].append(one)
    ordered = sorted(histories.values(), key=lambda history: gravity(history[0].figure.measure))
    changed = [steps for history in ordered if len(steps := _steps(history)) > 1]
    withdrawn = _withdrawals(pile.quantities, figures, numbers, book)
    return cut_short(book, [*withdrawn, *(_revision(steps, book) for steps in changed)], "more-revisions")


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


def _revision(steps: Sequence[Statement], book: Phrasebook) -> Finding:
    last = steps[-1].figure
    name = min((step.figure.attributed_to or "" for step in steps), key=len)
    first, *rest = (book.say("step", value=step.value(book), when=step.when(book)) for step in fewer(steps))
    hidden = len(steps) - SHOWN
    if hidden > 0:
        rest[-1:] = [book.say("more", hidden), rest[-1]]
    text = book.say(
        _way(steps),
        account=book.account(name),
        counted=_counted(last, book),
        first=first,
        rest=book.say("then").join(rest),
    )
    return tell(book, "revision", text, cited(steps))


def _counted(figure: Figure, book: Phrasebook) -> str:
    subject, measure = say_subject(figure.subject), book.measure(figure.measure)
    return book.say("counted", subject=subject, measure=measure) if subject else book.say("people", measure=measure)


def _way(steps: Sequence[Statement]) -> str:
    pairs = [(old.low, new.low) for old, new in pairwise(steps)]
    if all(old < new for old, new in pairs):
        return "rose"
    return "fell" if all(old > new for old, new in pairs) else "went"


def _withdrawals(
    quantities: Iterable[Quantity], figures: Sequence[Figure], numbers: Mapping[str, str], book: Phrasebook
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
    return [_withdrawal(notice, stated[value], book) for value, notice in ordered if stated[value]]


def _withdrawal(notices: Sequence[Citation], stated: Sequence[Figure], book: Phrasebook) -> Finding:
    first = stated[0]
    value = say_value(book, first.low, first.high, first.as_written, approximate=first.approximate)
    amount = say_amount(book, value, say_subject(first.subject), first.measure)
    by = book.shortlist(_sources(notices), 4)
    earlier = [figure.citation for figure in stated if figure.citation not in notices]
    if earlier:
        text = book.say("withdrawn-earlier", amount=amount, earlier=book.shortlist(_sources(earlier), 4), sources=by)
    else:
        text = book.say("withdrawn", amount=amount, sources=by)
    return tell(book, "revision", text, unique([*notices, *earlier])[:_CITED])


def _sources(citations: Iterable[Citation]) -> list[str]:
    return list(dict.fromkeys(citation.source for citation in citations))
