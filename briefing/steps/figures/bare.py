"""A sentence's number that names nothing -> what it counts: "The union says 30", "It admitted to 12", "another 12"."""

from collections.abc import Sequence
from dataclasses import replace

from briefing.steps.figures.layout import Claim, Layout, Link
from briefing.steps.figures.measures import Form, Trigger
from briefing.steps.figures.reckonings import RECKONINGS, is_given
from briefing.steps.figures.words import words

_FILL = words("bare_fill")
_ENDS = words("bare_ends")
_STOPS = frozenset({",", ".", ";", ")", ""})
_THERE = frozenset({"there"})
_LOST = frozenset({"losing", "lost"})
_FORMS: frozenset[Form] = frozenset({"participle"})
_FEW = 6  # words between the verb of claiming and its number


def bare(
    layout: Layout, claims: Sequence[Claim], links: Sequence[Link], before: Trigger | None, recent: Trigger | None
) -> list[Link]:
    """Link numbers that stand alone to what was counted last.

    Args:
        layout: of the sentence.
        claims: in it.
        links: in it.
        before: what the sentence before counted last.
        recent: what was counted last anywhere before, which only "its own count" goes back to.

    """
    bound = {link.phrase for link in links}
    said = {claim.verb for claim in claims}
    counts = any(trigger.first not in said for trigger in layout.triggers)  # "admitted" may be a claim
    carried = before if len(layout.phrases) == 1 and not counts else None
    found = []
    for at, phrase in enumerate(layout.phrases):
        here = next((link.trigger for link in reversed(links) if link.phrase < at and not link.part), None)
        verb = _claimed(layout, claims, at)
        own = recent if verb is not None and layout.word(verb) in RECKONINGS else None
        last = here or (None if _adds(layout, at) else carried or own)
        fits = last is not None and last.kind == "people" and at not in bound and _is_plain(layout, at)
        if last is not None and fits and _is_share(layout, at):
            found.append(Link(phrase=at, trigger=replace(last, first=phrase.first, last=phrase.first), part=True))
        elif last is not None and fits and (_adds(layout, at) or (verb is not None and _meant(layout, at, verb, last))):
            trigger = replace(last, first=phrase.first, last=phrase.first, weak=False, forms=_FORMS)
            found.append(Link(phrase=at, trigger=trigger, object=True))
    return found


def _is_plain(layout: Layout, at: int) -> bool:
    """Whether a number names nothing at all."""
    phrase = layout.phrases[at]
    return phrase.noun is None and not (phrase.partitive or phrase.others or phrase.amount.bare)


def _claimed(layout: Layout, claims: Sequence[Claim], at: int) -> int | None:
    """The verb of claiming right before a number."""
    first = layout.phrases[at].first
    verbs = [claim.verb for claim in claims if claim.last <= claim.verb + 1 and claim.verb < first]
    near = bool(verbs) and first - verbs[-1] < _FEW and set(layout.words(verbs[-1] + 1, first)) <= _FILL
    return verbs[-1] if near else None


def _meant(layout: Layout, at: int, verb: int, last: Trigger) -> bool:
    """Whether a claimed number counts what was counted last: "says 30", "says there are 28", "admits to losing 38"."""
    phrase = layout.phrases[at]
    between = set(layout.words(verb + 1, phrase.first))
    if between & _LOST and last.measure != "killed":
        return False
    return layout.word(phrase.last) in (_STOPS if between & _THERE else _ENDS)


def _is_share(layout: Layout, at: int) -> bool:
    """ "Of these, 71 occurred in nursing homes"."""
    opening = layout.words(0, 2) in (["of", "these"], ["of", "those"], ["of", "them"])
    return opening and at == 0 and layout.word(layout.phrases[at].last) in {"happened", "occurred"}


def _adds(layout: Layout, at: int) -> bool:
    """ "held 310 on Saturday and another 120 on Sunday", "80 dead, against 57 acknowledged by the ministry"."""
    phrase = layout.phrases[at]
    after = layout.word(phrase.last)
    joined = layout.word(phrase.first - 1) in {"and", ",", ";"}
    more = phrase.amount.increment and joined and after in _ENDS - {"and", "but"}
    return more or is_given(layout, phrase.last)
