"""Pile, topic -> how prominent each candidate sentence is: what its facts weigh, by where and how often they are told.

Five signs, multiplied: how squarely the sentence is about the topic, how central it is to the ranker, how early it
stands in its article (news puts the news first), how much of it headlines say too (after Edmundson, 1969, "New Methods
in Automatic Extracting"), and how many outlets carry it: the same words in several are one witness, and yet several
editors thought them worth printing.
"""

from collections.abc import Mapping, Sequence

from briefing.model import Pile
from briefing.steps.words import content

FIT = 0.5  # exponent of the fit: how much a sentence that is squarely about the topic is preferred
CENTRAL = 0.2  # how much more the most central sentence is worth than the least
LEAD = 0.3  # how much more the first sentence of an article is worth than a late one
HEADLINE = 0.5  # how much more a sentence is worth of which headlines hold every word than one of which they hold none
CARRIED = 0.3  # exponent of the number of outlets that carry the sentence

Prominence = tuple[float, ...]
"""What the pile alone says of each sentence, whatever the topic."""


def prominence_of(pile: Pile) -> Prominence:
    """Return how prominent each sentence is by its place, by headlines and by the outlets that carry it."""
    headlines = _headline_stems(pile)
    outlets = _outlets(pile)
    return tuple(
        (1 + LEAD / (1 + sentence.index))
        * (1 + HEADLINE * sum(stem in headlines for stem in frozenset(stems)) / (len(frozenset(stems)) or 1))
        * outlets.get(index, 1) ** CARRIED
        for index, (sentence, stems) in enumerate(zip(pile.sentences, pile.stems, strict=True))
    )


def weights_of(
    candidates: Sequence[int], prominence: Prominence, row: Sequence[float], prior: Sequence[float]
) -> Mapping[int, float]:
    """Return what the facts of each candidate weigh in a section.

    Args:
        candidates: by their index in the pile.
        prominence: of every sentence.
        row: how squarely each sentence is about the topic; above 1 counts as 1.
        prior: the ranker's score of each sentence, any scale from 0.

    """
    highest = max((prior[index] for index in candidates), default=0.0) or 1.0
    return {
        index: min(1.0, row[index]) ** FIT * (1 + CENTRAL * prior[index] / highest) * prominence[index]
        for index in candidates
    }


def _headline_stems(pile: Pile) -> frozenset[str]:
    """Return the words of all headlines and decks."""
    texts = [(document.title or "", document.language) for document in pile.documents]
    texts += [
        (document.source.text[passage.span.start : passage.span.end], document.language)
        for document in pile.documents
        for passage in document.passages
        if passage.kind in ("headline", "deck")
    ]
    return frozenset(stem for text, language in texts for stem in content(text, language))


def _outlets(pile: Pile) -> Mapping[int, int]:
    """Return for each sentence with twins in how many documents its words stand."""
    return {index: len({pile.sentences[twin].source for twin in twins}) for twins in pile.twins for index in twins}
