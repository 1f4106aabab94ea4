"""Pile, query -> the summary's sentences: a jury writes summaries, and what its members agree on is covered.

A summary is worth the pairs of neighbouring words that it covers (`coverage`). A pair is worth more the more
independent origins state it, and the earlier in their articles they do so: news puts the news first. How much more, nobody knows:
it differs from event to event, and the best set for one weighing is far from that for the next. So no weighing is
chosen. The jurors weigh differently, from hardly to heavily, each writes a summary, and a pair's final worth is the
number of jurors whose summary covers it (as in minimum Bayes risk decoding). Five levels of six scales are spread over
the jurors by an orthogonal array: every two levels of two scales meet in one juror.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain, combinations, pairwise, product

from briefing.model import Pile, Topic
from briefing.plugins import Ranker
from briefing.steps.coverage import Cover, Offers, cover
from briefing.steps.select import LONGEST, SHORTEST, Pick, speakers_of
from briefing.steps.topics import fit
from briefing.steps.words import content, stem, stop_words, tokens

LEVELS = 5  # of each scale
DANGLING = 0.6  # what is taken off a sentence that can't be read alone; an average sentence is worth 1
ANSWER = 0.5  # what a sentence that squarely answers the query is worth by itself
LEAST_FIT = 0.3  # below it a sentence does not answer the query
WIDEST = 400  # sentences that are weighed against each other at most, the most promising
REPEATS = 0.6  # share of the shorter sentence's content words from which two sentences repeat each other ...
RECOUNTS = 0.85  # ... and where their numbers differ: "26 were killed" and "164 were killed" are two facts
UNIT = 10_000  # worth of an average word, in whole numbers

UNREADABLE = frozenset({"garbled", "fragment", "language", "half-quotation", "address", "question"})
"""Faults of sentences that never stand in a summary; the others only cost."""

Levels = tuple[float, float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scales:
    """How differently the jurors weigh; `benchmarks/multiling.py` says what other levels would change."""

    floor: Levels = (0.0, 0.1, 0.2, 0.3, 0.4)
    """What a late sentence of an article promises; the first one promises 1 ..."""
    fade: Levels = (0.5, 1.0, 2.0, 3.0, 4.0)
    """... and how fast the promise falls from there: 1 brings the second sentence half the way down."""
    crowd: Levels = (1.0, 1.2, 1.4, 1.6, 1.8)
    """Exponent of the support: above 1, pairs that many origins state outweigh many pairs that few state."""
    lone: Levels = (0.2, 0.3, 0.4, 0.6, 0.8)
    """What is left of the worth of a pair that one origin alone states."""
    place: Levels = (0.1, 0.2, 0.3, 0.5, 0.8)
    """What a sentence's promise is worth by itself, beside its pairs."""
    central: Levels = (0.0, 0.05, 0.1, 0.15, 0.2)
    """What the ranker's score is worth by itself."""


SCALES = Scales()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Juror:
    """One weighing: a level of each scale."""

    floor: float
    fade: float
    crowd: float
    lone: float
    place: float
    central: float

    def promise(self, place: int) -> float:
        """Return what a sentence promises by its place in its article, from 0."""
        return self.floor + (1 - self.floor) / (1 + self.fade * place)

    def worth(self, places: Sequence[int]) -> float:
        """Return what a pair is worth, by the first place where each of its origins states it."""
        support = sum(map(self.promise, places))
        return float(support**self.crowd) * (self.lone if len(places) == 1 else 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What every juror reads; the sequences run in parallel to the pile's sentences."""

    pile: Pile
    answers: Sequence[float]
    """How far each sentence answers the query; 0 everywhere where there is none."""
    usable: Sequence[int]
    """The sentences that may stand in a summary."""
    pairs: Sequence[tuple[int, ...]]
    """The pairs of words that each states, by number."""
    places: Mapping[int, tuple[int, ...]]
    """Pair -> the first place where each of its origins states it."""


def summarise(
    pile: Pile, ranker: Ranker, *, words: int, query: str | None = None, scales: Scales = SCALES
) -> tuple[Pick, ...]:
    """Return the sentences that say most in at most `words` words, whatever they are about or what answers `query`.

    Args:
        pile: all sentences.
        ranker: scores sentences beside what they cover.
        words: counted by white space; 0 or fewer gives none.
        query: what the summary is about; words that stand nowhere in the pile give none.
        scales: how differently the jurors weigh.

    """
    umpire = _Juror(**{scale.name: getattr(scales, scale.name)[LEVELS // 2] for scale in fields(scales)})
    reading = _read(pile, query)
    indices = _most_promising(reading, umpire, words)
    if not indices:
        return ()
    offers = _offers(reading, indices)
    central = _scaled(ranker.rank([pile.sentences[index] for index in indices], None))
    jury = []
    for juror in _jurors(scales):
        weighed = replace(offers, alone=_alone(reading, indices, central, juror))
        jury.append(cover(weighed, _worths(reading, offers, juror), words))
    settled = replace(offers, alone=_alone(reading, indices, central, umpire))
    return _picks(cover(settled, _agreed(offers, jury), words), indices)


def _jurors(scales: Scales) -> tuple[_Juror, ...]:
    """Return the jurors: the first two columns run through every two levels, the others follow from them."""
    return tuple(
        _Juror(
            floor=scales.floor[one],
            fade=scales.fade[two],
            crowd=scales.crowd[(one + two) % LEVELS],
            lone=scales.lone[(one + 2 * two) % LEVELS],
            place=scales.place[(one + 3 * two) % LEVELS],
            central=scales.central[(one + 4 * two) % LEVELS],
        )
        for one, two in product(range(LEVELS), repeat=2)
    )


def _read(pile: Pile, query: str | None) -> _Reading:
    answers = _answers(pile, query) if query and pile.documents else (0.0,) * len(pile.sentences)
    heard = [answer >= LEAST_FIT or not query for answer in answers]
    speakers = speakers_of(pile)
    usable = tuple(
        index
        for index, sentence in enumerate(pile.sentences)
        if heard[index]
        and speakers[index] == index
        and SHORTEST <= len(sentence.text.split()) <= LONGEST
        and not UNREADABLE & frozenset(pile.faults[index])
    )
    pairs = _pairs(pile)
    first: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for index, sentence in enumerate(pile.sentences):
        for pair in pairs[index] if heard[index] else ():
            first[pair].setdefault(pile.origins[sentence.source], sentence.index)
    places = {pair: tuple(by_origin.values()) for pair, by_origin in first.items()}
    return _Reading(pile=pile, answers=answers, usable=usable, pairs=pairs, places=places)


def _answers(pile: Pile, query: str) -> Sequence[float]:
    """Return how far each sentence answers the query, 0 to 1."""
    keywords = content(query, pile.documents[0].language)
    return [min(1.0, value) for value in fit(pile, (Topic(key="query", title=query, keywords=keywords),))[0]]


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


def _most_promising(reading: _Reading, juror: _Juror, words: int) -> tuple[int, ...]:
    """Return the usable sentences, in the order of the pile; of many the ones whose words are worth most."""
    widest = max(WIDEST, words // SHORTEST)
    if len(reading.usable) <= widest:
        return tuple(reading.usable)
    rates = {
        index: sum(juror.worth(reading.places[pair]) for pair in reading.pairs[index]) / _length(reading.pile, index)
        for index in reading.usable
    }
    return tuple(sorted(sorted(reading.usable, key=lambda index: (-rates[index], index))[:widest]))


def _length(pile: Pile, index: int) -> int:
    return len(pile.sentences[index].text.split())


def _offers(reading: _Reading, indices: Sequence[int]) -> Offers:
    return Offers(
        concepts=[reading.pairs[index] for index in indices],
        alone=(0,) * len(indices),
        lengths=[_length(reading.pile, index) for index in indices],
        rivals=_rivals(reading.pile, indices),
    )


def _rivals(pile: Pile, indices: Sequence[int]) -> list[list[int]]:
    """Return for each sentence the places of those that repeat it."""
    words = [frozenset(pile.stems[index]) for index in indices]
    numbers = [frozenset(word for word in stems if word.isdecimal()) for stems in words]
    found: list[list[int]] = [[] for _ in indices]
    for one, other in combinations(range(len(indices)), 2):
        least = REPEATS if numbers[one] == numbers[other] else RECOUNTS
        if len(words[one] & words[other]) >= least * min(len(words[one]), len(words[other])):
            found[one].append(other)
            found[other].append(one)
    return found


def _scaled(scores: Sequence[float]) -> list[float]:
    low, high = min(scores), max(scores)
    return [(score - low) / (high - low) if high > low else 0.0 for score in scores]


def _alone(reading: _Reading, indices: Sequence[int], central: Sequence[float], juror: _Juror) -> list[int]:
    """Return what each sentence is worth by itself, beside its pairs."""
    pile = reading.pile
    return [
        round(
            UNIT
            * _length(pile, index)
            * (
                juror.place * juror.promise(pile.sentences[index].index)
                + juror.central * score
                + ANSWER * reading.answers[index]
                - DANGLING * bool(pile.faults[index])
            )
        )
        for index, score in zip(indices, central, strict=True)
    ]


def _worths(reading: _Reading, offers: Offers, juror: _Juror) -> Mapping[int, int]:
    """Return what each pair is worth to a juror."""
    pairs = dict.fromkeys(chain.from_iterable(offers.concepts))
    return _in_units(offers, {pair: juror.worth(reading.places[pair]) for pair in pairs})


def _agreed(offers: Offers, jury: Sequence[Cover]) -> Mapping[int, int]:
    """Return what each pair is worth in the end: how many jurors' summaries cover it."""
    covered = (frozenset(chain.from_iterable(map(offers.concepts.__getitem__, one.members))) for one in jury)
    return _in_units(offers, Counter(chain.from_iterable(covered)))


def _in_units(offers: Offers, worths: Mapping[int, float]) -> Mapping[int, int]:
    """Return worths in whole numbers, of which the average word of the offers holds a `UNIT`."""
    held = sum(worths.get(concept, 0.0) for concept in chain.from_iterable(offers.concepts))
    scale = UNIT * sum(offers.lengths) / held if held else 0.0
    return {concept: round(worth * scale) for concept, worth in worths.items()}


def _picks(chosen: Cover, indices: Sequence[int]) -> tuple[Pick, ...]:
    """Return the chosen sentences, the one that would be missed most first; the scores add up to 1."""
    losses = {indices[offer]: max(0, chosen.loss(offer)) for offer in chosen.members}
    total = sum(losses.values()) or 1
    best_first = sorted(losses, key=lambda index: (-losses[index], index))
    return tuple(Pick(index=index, score=round(losses[index] / total, 4)) for index in best_first)
