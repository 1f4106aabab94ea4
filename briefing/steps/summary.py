"""Pile, query -> the summary's sentences: a jury writes summaries, and what its members agree on is covered.

A summary is worth the pairs of neighbouring words that it covers (`coverage`). A pair is worth more the more
independent origins state it, and the earlier in their articles they do so, as far as the news stands first in this
pile. How much more, nobody knows: it differs from event to event, and the best set for one weighing is far from that
for the next. So no weighing is chosen. The jurors weigh differently, from hardly to heavily, each writes a summary, and
a pair's final worth is the number of jurors whose summary covers it (as in minimum Bayes risk decoding). Five levels of
six scales are spread over the jurors by an orthogonal array: every two levels of two scales meet in one juror.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain, product

from briefing.model import Pile
from briefing.plugins import Ranker
from briefing.steps.coverage import Cover, Offers, cover
from briefing.steps.repetition import Repetition
from briefing.steps.select import SHORTEST, Pick, length_of
from briefing.steps.support import LATE, Support, support

LEVELS = 5  # of each scale
DANGLING = 1.0  # what is taken off a sentence that can't be read alone; an average sentence is worth 1
UNPLACED = 2.0  # how much more the ranker's score counts where places say nothing
ANSWER = 2.0  # what the sentence that best answers the query is worth by itself
WIDEST = 400  # sentences that are weighed against each other at most, the most promising ...
MOST = 2000  # ... and where many words are asked for
UNIT = 10_000  # worth of an average word, in whole numbers

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
    central: Levels = (0.1, 0.2, 0.3, 0.4, 0.5)
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

    def promises(self, trust: float) -> tuple[float, ...]:
        """Return what a sentence promises at each place in its article, as far as places are trusted."""
        return tuple(1 - trust * (1 - self.floor) * (1 - 1 / (1 + self.fade * place)) for place in range(LATE + 1))

    def worths(self, reading: Support, indices: Sequence[int]) -> dict[int, float]:
        """Return what each pair of words in some sentences is worth, by what the places of its origins promise."""
        promise = self.promises(reading.trust).__getitem__
        pairs = dict.fromkeys(chain.from_iterable(reading.pairs[index] for index in indices))
        stated = ((pair, reading.places[pair]) for pair in pairs)
        return {
            pair: float(sum(map(promise, places)) ** self.crowd) * (self.lone if len(places) == 1 else 1.0)
            for pair, places in stated
        }


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
    reading = support(pile, query)
    indices = _most_promising(pile, reading, umpire, words)
    if not indices:
        return ()
    offers = _offers(pile, reading, indices)
    central = _scaled(ranker.rank([pile.sentences[index] for index in indices], None))
    jury = []
    for juror in _jurors(scales):
        weighed = replace(offers, alone=_alone(pile, reading, indices, central, juror))
        jury.append(cover(weighed, _in_units(offers, juror.worths(reading, indices)), words))
    settled = replace(offers, alone=_alone(pile, reading, indices, central, umpire))
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


def _most_promising(pile: Pile, reading: Support, juror: _Juror, words: int) -> tuple[int, ...]:
    """Return the usable sentences, in the order of the pile; of many the ones whose words are worth most."""
    widest = min(MOST, max(WIDEST, words // SHORTEST))
    if len(reading.usable) <= widest:
        return tuple(reading.usable)
    worths = juror.worths(reading, reading.usable)
    rates = {
        index: sum(worths[pair] for pair in reading.pairs[index]) / length_of(pile, index) for index in reading.usable
    }
    return tuple(sorted(sorted(reading.usable, key=lambda index: (-rates[index], index))[:widest]))


def _offers(pile: Pile, reading: Support, indices: Sequence[int]) -> Offers:
    return Offers(
        concepts=[reading.pairs[index] for index in indices],
        alone=(0,) * len(indices),
        lengths=[length_of(pile, index) for index in indices],
        rivals=_rivals(pile, indices),
    )


def _rivals(pile: Pile, indices: Sequence[int]) -> list[list[int]]:
    """Return for each sentence the places of those that repeat it."""
    repetition = Repetition(pile.stems)
    holders = repetition.holders(indices)
    return [
        [other for other in repetition.among(index, indices, holders) if other != place]
        for place, index in enumerate(indices)
    ]


def _scaled(scores: Sequence[float]) -> list[float]:
    low, high = min(scores), max(scores)
    return [(score - low) / (high - low) if high > low else 0.0 for score in scores]


def _alone(pile: Pile, reading: Support, indices: Sequence[int], central: Sequence[float], juror: _Juror) -> list[int]:
    """Return what each sentence is worth by itself, beside its pairs."""
    promises = juror.promises(reading.trust)
    centrality = juror.central * (1 + UNPLACED * (1 - reading.trust))
    alone = []
    for index, score in zip(indices, central, strict=True):
        sentence = pile.sentences[index]
        rate = juror.place * promises[min(sentence.index, LATE)] + centrality * score + ANSWER * reading.answers[index]
        rate -= DANGLING * bool(pile.faults[index])
        alone.append(round(UNIT * length_of(pile, index) * rate))
    return alone


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
