"""Pile, what was chosen -> why each extract is there: its fit, what it alone says, displaced, and what came next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefing.model import Event, Explanation, Extract, Lead, Pile
from briefing.steps.choose import Chosen
from briefing.steps.compose import cite, number
from briefing.steps.contribution import contributions
from briefing.steps.keypoints import newest_toll
from briefing.steps.questions import answers_given
from briefing.steps.select import LEAST_FIT, Hand, Pick

DISPLACED = 8  # sentences that are named at most; the others are counted


def explain(
    pile: Pile,
    chosen: Sequence[Chosen],
    extracts: Mapping[int, Extract],
    leading: Sequence[Extract],
    events: Sequence[Event],
    hand: Hand,
) -> tuple[Explanation, ...]:
    """Return why each extract is there, those of the sections first, in their order.

    Args:
        pile: all sentences.
        chosen: the sentences of each topic.
        extracts: of each chosen sentence, by its index.
        leading: the key points.
        events: the timeline.
        hand: the editor's pins.

    """
    leads = _leads(pile, chosen, extracts, leading)
    facts = contributions(pile, chosen)
    found = {}
    for part in chosen:
        answers = answers_given(pile, part.topic.asks, [pick.index for pick in part.picks])
        for pick in part.picks:
            found[pick.index] = replace(
                _inside(pile, part, pick),
                extract=extracts[pick.index].id,
                answers=part.topic.asks if pick.index in answers else None,
                pinned=pick.index in hand.pinned.get(part.topic.key, ()),
                facts=facts[pick.index],
                key_point=leads.get(pick.index),
            )
    return (*(found[index] for index in extracts), *_outside(pile, chosen, extracts, events))


def _inside(pile: Pile, part: Chosen, pick: Pick) -> Explanation:
    """Return how well a chosen sentence fits, what it displaced and what came next."""
    numbers = number(pile.documents)
    closest = sorted(pick.displaced, key=lambda index: (-part.fits[index], index))[:DISPLACED]
    return replace(
        _fitting(part, pick.index),
        displaced=tuple(cite(pile.sentences[index], numbers) for index in closest),
        displaced_in_all=len(pick.displaced),
        next=None if pick.runner_up is None else cite(pile.sentences[pick.runner_up], numbers),
    )


def _fitting(part: Chosen, index: int) -> Explanation:
    fit = part.fits[index]
    return Explanation(
        extract="",
        topic=part.topic.key,
        fit=round(fit, 2),
        place=1 + sum(other > fit for other in part.fits),
        about=sum(other >= LEAST_FIT for other in part.fits),
    )


def _leads(
    pile: Pile, chosen: Sequence[Chosen], extracts: Mapping[int, Extract], leading: Sequence[Extract]
) -> Mapping[int, Lead]:
    """Return why each key point is one."""
    ids = {extract.id for extract in leading}
    toll = newest_toll(pile, extracts)
    found: dict[int, Lead] = {}
    for part in chosen:
        origins = [extracts[pick.index].origins for pick in part.picks]
        for index in (pick.index for pick in part.picks if extracts[pick.index].id in ids):
            most = extracts[index].origins == max(origins) > min(origins)
            found[index] = "toll" if index == toll else "origins" if most else "worth"
    return found


def _outside(
    pile: Pile, chosen: Sequence[Chosen], extracts: Mapping[int, Extract], events: Sequence[Event]
) -> Iterable[Explanation]:
    """Yield why the happenings that stand in no section stand in none."""
    known = {extract.id for extract in extracts.values()}
    numbers = number(pile.documents)
    places = {(numbers[sentence.source], sentence.span.start): index for index, sentence in enumerate(pile.sentences)}
    repeated = {
        index: extracts[pick.index].id for part in reversed(chosen) for pick in part.picks for index in pick.displaced
    }
    for extract in (event.extract for event in events if event.extract.id not in known):
        index = places[extract.citations[0].source, extract.citations[0].start]
        part = max((part for part in chosen if part.fits), key=lambda part: part.fits[index], default=None)
        fitting = _fitting(part, index) if part else Explanation(extract="", topic=None, fit=0.0, place=0, about=0)
        if fitting.fit < LEAST_FIT:
            yield replace(fitting, extract=extract.id, outside="no-topic")
        elif index in repeated:
            yield replace(fitting, extract=extract.id, outside="repeats", repeats=repeated[index])
        else:
            yield replace(fitting, extract=extract.id, outside="room")
