"""A sentence with a claimed number that names nothing -> what it counts: "The union says 30", "It admitted to 12"."""

from collections.abc import Sequence
from dataclasses import replace

from briefing.steps.figures.claims import Claim
from briefing.steps.figures.layout import Layout, Link
from briefing.steps.figures.measures import Form, Trigger
from briefing.steps.figures.words import words

_FILL = words("bare_fill")
_ENDS = words("bare_ends")
_FORMS: frozenset[Form] = frozenset({"participle"})
_FEW = 6  # words between the verb of claiming and its number


def bare(layout: Layout, claims: Sequence[Claim], links: Sequence[Link], before: Trigger | None) -> list[Link]:
    """Link claimed numbers that stand alone to what was counted last: in this sentence, else `before` it."""
    bound = {link.phrase for link in links}
    carried = before if len(layout.phrases) == 1 and not layout.triggers else None
    found = []
    for at, phrase in enumerate(layout.phrases):
        last = next((link.trigger for link in reversed(links) if link.phrase < at and not link.part), carried)
        if at not in bound and last is not None and last.kind == "people" and _is_bare(layout, claims, at):
            trigger = replace(last, first=phrase.first, last=phrase.first, weak=False, forms=_FORMS)
            found.append(Link(phrase=at, trigger=trigger, object=True))
    return found


def _is_bare(layout: Layout, claims: Sequence[Claim], at: int) -> bool:
    phrase = layout.phrases[at]
    if phrase.noun is not None or phrase.partitive or phrase.others or phrase.amount.bare:
        return False
    if layout.word(phrase.last) not in _ENDS:
        return False
    verbs = [claim.verb for claim in claims if claim.last <= claim.verb < phrase.first]
    return bool(verbs) and phrase.first - verbs[-1] < _FEW and set(layout.words(verbs[-1] + 1, phrase.first)) <= _FILL
