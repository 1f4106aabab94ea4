"""Sections -> the three to five extracts that lead the brief: one a section, the newest toll first if people died."""

from collections.abc import Mapping, Sequence

from briefing.model import Extract, Pile, Quantity
from briefing.steps.choose import Chosen
from briefing.steps.facts import GRAVEST
from briefing.steps.select import looks_back
from briefing.steps.standalone.words import pattern
from briefing.steps.topics import counts_in

FEWEST, MOST = 3, 5
BEGINNING = 8  # words in which a sentence says that it only adds to another: it leads where its section has no other
LONG = 40  # words from which a sentence leads only where its section has no shorter one


def key_points(pile: Pile, chosen: Sequence[Chosen], extracts: Mapping[int, Extract]) -> tuple[Extract, ...]:
    """Return the extracts that lead the brief, all of them extracts of sections, with the same ids.

    The sections' best extracts, the ones that most origins state first; a second one of each where there are too few
    sections. The newest toll leads.
    """
    toll = newest_toll(pile, extracts)
    ranked = [_ranked(pile, part, extracts, toll) for part in chosen if part.picks]
    rounds = [[indices[place] for indices in ranked if place < len(indices)] for place in range(FEWEST)]
    first = sorted(rounds[0], key=lambda index: -extracts[index].origins)[:MOST]
    lead = [index for index in rounds[0] if index in first]
    for following in rounds[1:]:
        lead += following[: max(0, FEWEST - len(lead))]
    lead.sort(key=lambda index: index != toll)
    return tuple(extracts[index] for index in lead)


def _ranked(pile: Pile, part: Chosen, extracts: Mapping[int, Extract], toll: int | None) -> list[int]:
    """Return a section's sentences, the one to lead with first: the toll, else what was chosen first."""
    order = {pick.index: place for place, pick in enumerate(part.picks)}
    long = {index: len(extracts[index].text.split()) > LONG for index in order}
    beside = {index: _adds(pile, index) or looks_back(pile, index) for index in order}
    return sorted(
        order, key=lambda index: (index != toll, long[index], beside[index], -extracts[index].origins, order[index])
    )


def _adds(pile: Pile, index: int) -> bool:
    """Whether a sentence begins by adding to what its article has said before: "The committee also told ..."."""
    sentence = pile.sentences[index]
    language = next(one.language for one in pile.documents if one.source.id == sentence.source)
    beginning = " ".join(sentence.text.split()[:BEGINNING])
    return pattern("adding", language, r"(?<!\w)(?:%s)(?!\w)").search(beginning) is not None


def newest_toll(pile: Pile, extracts: Mapping[int, Extract]) -> int | None:
    """Return the extract that states the newest total of the gravest measure that is counted at all."""
    counted = counts_in(pile)
    for measure in GRAVEST:
        stated = [
            (quantity, index)
            for index in extracts
            for quantity in counted[index]
            if quantity.measure == measure and quantity.counting == "total" and quantity.high != 0
        ]
        if stated:
            return max(stated, key=lambda pair: (*_newness(pair[0]), -pair[1]))[1]
    return None


def _newness(quantity: Quantity) -> tuple[str, bool, int]:
    return str(quantity.as_of or ""), not quantity.approximate, quantity.low or 0
