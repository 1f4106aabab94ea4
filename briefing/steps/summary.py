"""Pile, query -> the summary's sentences: a jury of summaries, and the set that covers what the jury agrees on.

A summary is worth the pairs of neighbouring words that it covers (`coverage`). A pair is worth more the more
independent origins state it, and the earlier in their articles: news puts the news first. One such choice hangs on
chance, because a sentence more or less tips the rest. So a jury chooses: each juror reads the pile without a tenth of
its origins and writes its own summary, and a pair's final worth is the share of jurors who cover it (the resampling of
Efron's jackknife, voting as in minimum Bayes risk decoding). What only one source could tell falls, what all would tell
stays.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, pairwise

from briefing.model import Pile, Topic
from briefing.plugins import Ranker
from briefing.steps.coverage import Cover, Offers, cover
from briefing.steps.select import LONGEST, SHORTEST, Pick, speakers_of
from briefing.steps.topics import fit
from briefing.steps.words import content, stem, stop_words, tokens

FLOOR = 0.2  # what a late sentence of an article promises; the first one promises 1 ...
FADE = 1.0  # ... and this is how fast it falls from there: 1 makes the second sentence half the first
CROWD = 1.6  # exponent of the support: above 1 the pairs that many origins state outweigh many that few state
LONE = 0.4  # what is left of the worth of a pair that one origin alone states
PLACE = 0.25  # what the place in the article is worth by itself, beside the pairs
CENTRAL = 0.1  # what the ranker's score is worth by itself
DANGLING = 0.3  # what is taken off a sentence that can't be read alone
FOLDS = 10  # jurors beside the one who reads everything
WIDEST = 400  # sentences that are weighed against each other at most, the most promising
REPEATS = 0.6  # share of the shorter sentence's content words from which two sentences repeat each other ...
RECOUNTS = 0.85  # ... and where their numbers differ: "26 were killed" and "164 were killed" are two facts
LEAST_FIT = 0.3  # below it a sentence does not answer the query
UNIT = 10_000  # worth of an average word, in whole numbers

UNREADABLE = frozenset({"garbled", "fragment", "language", "half-quotation", "address", "question"})
"""Faults of sentences that never stand in a summary; the others only cost."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What every juror reads; the sequences run in parallel to the pile's sentences."""

    pile: Pile
    promises: Sequence[float]
    """What each sentence promises by its place and by the query, 0 to 1."""
    pairs: Sequence[tuple[Pair, ...]]
    usable: Sequence[int]
    """The sentences that may stand in a summary."""
    support: Mapping[Pair, Mapping[int, float]]
    """Pair -> origin -> the best promise of its sentences that state it."""
    folds: Mapping[int, int]
    """Origin -> the juror who does not read it."""


def summarise(pile: Pile, ranker: Ranker, *, words: int, query: str | None = None) -> tuple[Pick, ...]:
    """Return the sentences that say most in at most `words` words, whatever they are about or what answers `query`.

    Args:
        pile: all sentences.
        ranker: scores sentences beside what they cover.
        words: counted by white space; 0 or fewer gives none.
        query: what the summary is about; words that stand nowhere in the pile give none.

    """
    reading = _read(pile, query)
    indices = _most_promising(reading, words)
    if not indices:
        return ()
    offers = _offers(reading, indices, ranker)
    chosen = cover(offers, _agreed(offers, _jury(reading, indices, offers, words)), words)
    losses = {indices[offer]: chosen.loss(offer) for offer in chosen.members}
    total = sum(losses.values()) or 1
    best_first = sorted(losses, key=lambda index: (-losses[index], index))
    return tuple(Pick(index=index, score=round(losses[index] / total, 4)) for index in best_first)


def _read(pile: Pile, query: str | None) -> _Reading:
    relevance = _relevance(pile, query)
    promises = tuple(
        min(1.0, value) * (FLOOR + (1 - FLOOR) / (1 + FADE * sentence.index))
        for sentence, value in zip(pile.sentences, relevance, strict=True)
    )
    speakers = speakers_of(pile)
    usable = tuple(
        index
        for index, sentence in enumerate(pile.sentences)
        if relevance[index] >= LEAST_FIT
        and speakers[index] == index
        and SHORTEST <= len(sentence.text.split()) <= LONGEST
        and not UNREADABLE & frozenset(pile.faults[index])
    )
    pairs = _pairs(pile)
    origins = [pile.origins[sentence.source] for sentence in pile.sentences]
    support: defaultdict[Pair, dict[int, float]] = defaultdict(dict)
    for stated, origin, promise in zip(pairs, origins, promises, strict=True):
        for pair in stated:
            support[pair][origin] = max(promise, support[pair].get(origin, 0.0))
    return _Reading(
        pile=pile,
        promises=promises,
        pairs=pairs,
        usable=usable,
        support=support,
        folds={origin: place % FOLDS for place, origin in enumerate(dict.fromkeys(origins))},
    )


def _relevance(pile: Pile, query: str | None) -> Sequence[float]:
    """Return how far each sentence answers the query; 1 where there is none."""
    if not query or not pile.documents:
        return (1.0,) * len(pile.sentences)
    keywords = content(query, pile.documents[0].language)
    return fit(pile, (Topic(key="query", title=query, keywords=keywords),))[0]


def _pairs(pile: Pile) -> tuple[tuple[Pair, ...], ...]:
    """Return for each sentence its pairs of neighbouring stems, each once, without pairs of two stop words."""
    languages = {document.source.id: document.language for document in pile.documents}
    found = []
    for sentence in pile.sentences:
        language = languages[sentence.source]
        stop = stop_words(language)
        words = [(stem(word, language), word in stop) for word in tokens(sentence.text)]
        stated = ((one, other) for (one, idle), (other, idling) in pairwise(words) if not (idle and idling))
        found.append(tuple(dict.fromkeys(stated)))
    return tuple(found)


def _worth(reading: _Reading, pair: Pair, absent: int | None) -> float:
    """Return what a pair is worth to a juror who does not read the origins of one fold."""
    support = [promise for origin, promise in reading.support[pair].items() if reading.folds[origin] != absent]
    return float(math.fsum(support) ** CROWD) * (LONE if len(support) == 1 else 1.0)


def _most_promising(reading: _Reading, words: int) -> tuple[int, ...]:
    """Return the usable sentences, in the order of the pile; of many the ones whose words are worth most."""
    widest = max(WIDEST, words // 5)
    if len(reading.usable) <= widest:
        return tuple(reading.usable)
    worth = {pair: _worth(reading, pair, None) for index in reading.usable for pair in reading.pairs[index]}
    rates = {
        index: math.fsum(worth[pair] for pair in reading.pairs[index]) / len(reading.pile.sentences[index].text.split())
        for index in reading.usable
    }
    return tuple(sorted(sorted(reading.usable, key=lambda index: (-rates[index], index))[:widest]))


def _offers(reading: _Reading, indices: Sequence[int], ranker: Ranker) -> Offers:
    sentences = [reading.pile.sentences[index] for index in indices]
    lengths = [len(sentence.text.split()) for sentence in sentences]
    central = _scaled(ranker.rank(sentences, None))
    numbers = {
        pair: number for number, pair in enumerate({pair: 0 for index in indices for pair in reading.pairs[index]})
    }
    return Offers(
        concepts=[[numbers[pair] for pair in reading.pairs[index]] for index in indices],
        alone=[
            round(
                UNIT
                * length
                * (PLACE * reading.promises[index] + CENTRAL * score - DANGLING * bool(reading.pile.faults[index]))
            )
            for index, length, score in zip(indices, lengths, central, strict=True)
        ],
        lengths=lengths,
        rivals=_rivals(reading.pile, indices),
    )


def _scaled(scores: Sequence[float]) -> list[float]:
    low, high = min(scores), max(scores)
    return [(score - low) / (high - low) if high > low else 0.0 for score in scores]


def _rivals(pile: Pile, indices: Sequence[int]) -> list[list[int]]:
    """Return for each sentence the places of those that repeat it."""
    words = [frozenset(pile.stems[index]) for index in indices]
    numbers = [frozenset(stem for stem in stems if stem.isdecimal()) for stems in words]
    found: list[list[int]] = [[] for _ in indices]
    for one, other in combinations(range(len(indices)), 2):
        least = REPEATS if numbers[one] == numbers[other] else RECOUNTS
        if len(words[one] & words[other]) >= least * min(len(words[one]), len(words[other])):
            found[one].append(other)
            found[other].append(one)
    return found


def _jury(reading: _Reading, indices: Sequence[int], offers: Offers, words: int) -> list[Cover]:
    """Return the summary of every juror: of one who reads everything, and of those who each miss a fold."""
    numbers = dict(zip(chain(*offers.concepts), chain(*(reading.pairs[index] for index in indices)), strict=True))
    origins = [reading.pile.origins[reading.pile.sentences[index].source] for index in indices]
    folds = sorted(frozenset(reading.folds[origin] for origin in origins))
    jury = []
    for absent in (None, *folds):
        closed = frozenset(offer for offer, origin in enumerate(origins) if reading.folds[origin] == absent)
        if len(closed) == len(indices):
            continue
        worth = {number: _worth(reading, pair, absent) for number, pair in numbers.items()}
        jury.append(cover(offers, _in_units(offers, worth, closed), words, closed))
    return jury


def _agreed(offers: Offers, jury: Sequence[Cover]) -> Mapping[int, int]:
    """Return the worth of each pair: how many jurors' summaries cover it."""
    votes = Counter(
        concept
        for summary in jury
        for concept in frozenset(chain(*(offers.concepts[offer] for offer in summary.members)))
    )
    return _in_units(offers, votes, frozenset())


def _in_units(offers: Offers, worth: Mapping[int, float], closed: frozenset[int]) -> dict[int, int]:
    """Return worths of which an average word of the open offers holds a `UNIT`."""
    held = math.fsum(
        worth.get(concept, 0)
        for offer, stated in enumerate(offers.concepts)
        if offer not in closed
        for concept in stated
    )
    length = sum(length for offer, length in enumerate(offers.lengths) if offer not in closed)
    scale = UNIT * length / held if held else 0.0
    return {concept: round(value * scale) for concept, value in worth.items()}
