"""Pile, query -> what each sentence states, who else states it, and how far its place says what it is worth."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.model import Pile, Topic
from briefing.steps.select import LONGEST, SHORTEST, length_of, speakers_of
from briefing.steps.topics import fit
from briefing.steps.words import content, stem, stop_words, tokens

LATE = 200  # places in an article from which all promise the same
DOUBTED = (
    0.8  # where first sentences share so many times as much with other origins as later ones, place says nothing ...
)
TRUSTED = 1.2  # ... and from here it says all that it can
LEAST_FIT = 0.3  # below it a sentence does not answer the query

UNREADABLE = frozenset({"garbled", "fragment", "language", "half-quotation", "address", "question"})
"""Faults of sentences that never stand in a summary; the others only cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What a summary is chosen by; the sequences run in parallel to the pile's sentences."""

    answers: Sequence[float]
    """How far each sentence answers the query, 1 the best; 0 everywhere where there is none."""
    usable: Sequence[int]
    """The sentences, by index, that may stand in a summary."""
    pairs: Sequence[tuple[int, ...]]
    """The pairs of neighbouring words that each states, by number."""
    places: Mapping[int, tuple[int, ...]]
    """Pair -> the first place in its articles, from 0, where each of its origins states it."""
    trust: float
    """How far a sentence's place says what it is worth: from 0, not at all, to 1."""


def support(pile: Pile, query: str | None = None) -> Support:
    """Return what the sentences of a pile state and who supports it; with a query, only of those that answer it."""
    answers = _answers(pile, query) if query and pile.documents else (0.0,) * len(pile.sentences)
    pairs = _pairs(pile)
    first: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for index, sentence in enumerate(pile.sentences):
        origin, place = pile.origins[sentence.source], min(sentence.index, LATE)
        for pair in pairs[index] if answers[index] or not query else ():
            first[pair][origin] = min(place, first[pair].get(origin, place))
    places = {pair: tuple(by_origin.values()) for pair, by_origin in first.items()}
    return Support(
        answers=answers,
        usable=tuple(index for index in _readable(pile) if answers[index] or not query),
        pairs=pairs,
        places=places,
        trust=_trust(pile, pairs, places),
    )


def _answers(pile: Pile, query: str) -> Sequence[float]:
    """Return how far each sentence answers the query: 1 the best one, 0 those that don't."""
    keywords = content(query, pile.documents[0].language)
    row = fit(pile, (Topic(key="query", title=query, keywords=keywords),))[0]
    best = max(row, default=0.0)
    return [value / best if value >= LEAST_FIT else 0.0 for value in row]


def _pairs(pile: Pile) -> tuple[tuple[int, ...], ...]:
    """Return for each sentence the numbers of its pairs of neighbouring stems, less the pairs of two stop words."""
    languages = {document.source.id: document.language for document in pile.documents}
    numbers: dict[tuple[str, str], int] = {}
    found = []
    for sentence in pile.sentences:
        language = languages[sentence.source]
        stop = stop_words(language)
        words = [(stem(word, language), word in stop) for word in tokens(sentence.text)]
        stated = ((one, other) for (one, idle), (other, idling) in pairwise(words) if not (idle and idling))
        found.append(tuple(dict.fromkeys(numbers.setdefault(pair, len(numbers)) for pair in stated)))
    return tuple(found)


def _readable(pile: Pile) -> tuple[int, ...]:
    """Return the sentences that a reader can be shown, of every wording one."""
    return tuple(
        index
        for index, speaker in enumerate(speakers_of(pile))
        if speaker == index
        and SHORTEST <= length_of(pile, index) <= LONGEST
        and not UNREADABLE & frozenset(pile.faults[index])
    )


def _trust(pile: Pile, pairs: Sequence[Sequence[int]], places: Mapping[int, Sequence[int]]) -> float:
    """Return how far the news stands first here: do first sentences share more with other origins than later ones?

    Where they don't, in features, digests or texts that lost their beginnings, a place says little.
    """
    if len(frozenset(pile.origins.values())) < 2:
        return 1.0
    shared: tuple[list[float], list[float]] = ([], [])
    for sentence, stated in zip(pile.sentences, pairs, strict=True):
        others = sum(len(places[pair]) - 1 for pair in stated if pair in places)
        shared[sentence.index > 0].append(others / (len(stated) or 1))
    first, later = (sum(values) / (len(values) or 1) for values in shared)
    return min(1.0, max(0.0, (first / later - DOUBTED) / (TRUSTED - DOUBTED))) if later else 1.0
