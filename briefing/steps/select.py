"""Pile, topics, fits -> the set of sentences that covers most without repeating.

A greedy choice over all sections at once: each step takes the sentence that adds most worth of facts not yet covered in
its section, for its length, and then closes every sentence that would repeat it in any section. The objective is
monotone submodular, so that greedy comes close to the best set (Lin and Bilmes, 2011, "A Class of Submodular Functions
for Document Summarization").
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefing.model import Pile, Topic
from briefing.steps.facts import Fact, facts_of, worth_of
from briefing.steps.topics import Fits, Postings, counts_in, keywords_in, owners_of, postings_of

SHORTEST, LONGEST = 6, 60  # words of a sentence that may be chosen
WORDS_A_SENTENCE = 30  # of a section's budget, where none is given
LEAST_FIT = 0.3  # below it a sentence is not about the topic
REPEATS = 0.5  # share of the shorter sentence's content words from which two sentences repeat each other ...
RECOUNTS = 0.85  # ... and where their numbers differ: "26 were killed" and "164 were killed" are two facts
LENGTH = 0.5  # exponent of a sentence's length: 0 favours long sentences, 1 short ones
FIT = 0.5  # exponent of the fit: how much a sentence that is squarely about the topic is preferred
PRIOR = 0.3  # weight of the ranker beside the facts
LEAD = 0.4  # how much more the first sentence of an article is worth than a late one: news puts the news first
WIDEST = 300  # candidates a topic at most, the best fitting: bounds the work on large piles


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A chosen sentence, by its index in the pile, and what it was worth when it was chosen."""

    index: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """An editor's hand: sentences, by index, that are in a topic whatever their score, and sentences that are out."""

    pinned: Mapping[str, tuple[int, ...]]
    dropped: frozenset[int]


NO_HAND = Hand(pinned={}, dropped=frozenset())


def select(
    pile: Pile,
    topics: Sequence[Topic],
    fits: Fits,
    prior: Sequence[float],
    *,
    hand: Hand = NO_HAND,
    words: int | None = None,
    repeats: float = REPEATS,
) -> tuple[tuple[Pick, ...], ...]:
    """Return the chosen sentences of each topic, in the order in which they were chosen.

    Args:
        pile: all sentences.
        topics: the sections, each with a maximum of sentences.
        fits: how squarely each sentence is about each topic.
        prior: the ranker's score of each sentence, any scale.
        hand: the editor's pins and drops; a pinned sentence is in even where it is over the budget.
        words: of all sections together, at most; None is 30 a sentence.
        repeats: the share of the shorter sentence's content words from which two sentences repeat each other.

    """
    ground = _ground(pile, fits, prior)
    boards = []
    for number, topic in enumerate(topics):
        budget = words // len(topics) if words else WORDS_A_SENTENCE * topic.sentences
        pinned = tuple(dict.fromkeys(hand.pinned.get(topic.key, ())))
        candidates = dict.fromkeys([*_candidates(ground, number, hand), *pinned])
        boards.append(_board(ground, topic, number, tuple(candidates), budget))
        for index in pinned:
            _take(ground, boards, number, index, repeats)
    while offers := [(*offer, -number) for number, board in enumerate(boards) if (offer := board.offer())]:
        _, index, number = max(offers)
        _take(ground, boards, -number, -index, repeats)
    return tuple(tuple(board.picks) for board in boards)


def speakers_of(pile: Pile) -> tuple[int, ...]:
    """Return for each sentence the one that speaks for all that say the same in the same words: itself or a twin.

    The speaker is the first that can be read alone, else the first.
    """
    speakers = list(range(len(pile.sentences)))
    for twins in pile.twins:
        speaker = min(twins, key=lambda index: (not can_stand(pile, index), index))
        for index in twins:
            speakers[index] = speaker
    return tuple(speakers)


def can_stand(pile: Pile, index: int) -> bool:
    """Tell whether a sentence can be read alone and has a length that belongs into a brief."""
    return not pile.faults[index] and SHORTEST <= _length(pile, index) <= LONGEST


def _length(pile: Pile, index: int) -> int:
    return len(pile.sentences[index].text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What every section chooses from."""

    pile: Pile
    fits: Fits
    facts: tuple[frozenset[Fact], ...]
    prior: Sequence[float]
    speakers: tuple[int, ...]
    owners: Mapping[str, int]
    postings: Postings
    words: tuple[frozenset[str], ...]
    numbers: tuple[frozenset[str], ...]


def _ground(pile: Pile, fits: Fits, prior: Sequence[float]) -> _Ground:
    words = tuple(map(frozenset, pile.stems))
    return _Ground(
        pile=pile,
        fits=fits,
        facts=facts_of(pile),
        prior=prior,
        speakers=speakers_of(pile),
        owners=owners_of(counts_in(pile), fits),
        postings=postings_of(pile.stems),
        words=words,
        numbers=tuple(frozenset(filter(str.isdecimal, stems)) for stems in words),
    )


def _candidates(ground: _Ground, number: int, hand: Hand) -> tuple[int, ...]:
    """Return the sentences that fit a topic well enough, and no other topic better; best first."""
    row = ground.fits[number]
    found = [
        index
        for index, value in enumerate(row)
        if value >= LEAST_FIT
        and ground.speakers[index] == index
        and index not in hand.dropped
        and value == max(other[index] for other in ground.fits)
        and can_stand(ground.pile, index)
    ]
    return tuple(sorted(found, key=lambda index: (-row[index], index))[:WIDEST])


class _Board:
    """One section while it is being filled."""

    def __init__(self, topic: Topic, weights: Mapping[int, float], lengths: Mapping[int, int], budget: int) -> None:
        self.topic = topic
        self.weights = weights
        self.lengths = lengths
        self.budget = budget
        self.facts: Mapping[int, frozenset[Fact]] = {}
        self.worth: Mapping[Fact, float] = {}
        self.open = list(weights)
        self.covered: set[Fact] = set()
        self.picks: list[Pick] = []
        self._gains: dict[int, float] = {}
        self._first = 0.0

    def gain(self, index: int) -> float:
        """Return what a sentence would add now, for its length."""
        if index not in self._gains:
            fresh = sum(sorted(self.worth[fact] for fact in self.facts[index] - self.covered))
            self._gains[index] = self.weights[index] * fresh / self.lengths[index] ** LENGTH
        return self._gains[index]

    def offer(self) -> tuple[float, int] | None:
        """Return the best gain, as a share of the section's first, and minus the sentence's index; None when full."""
        affordable = [index for index in self.open if self.lengths[index] <= self.budget]
        if not affordable or len(self.picks) >= self.topic.sentences:
            return None
        gain, index = max((self.gain(index), -index) for index in affordable)
        return gain / (self._first or gain or 1.0), index

    def take(self, index: int) -> None:
        """Choose a sentence: its facts are covered from now on."""
        gain = self.gain(index)
        self.picks.append(Pick(index=index, score=round(gain, 4)))
        self._first = self._first or gain
        self.budget -= self.lengths[index]
        self.covered |= self.facts[index]
        self._gains.clear()

    def close(self, indices: Iterable[int]) -> None:
        """Take sentences off the board."""
        closed = frozenset(indices)
        self.open = [index for index in self.open if index not in closed]


def _board(ground: _Ground, topic: Topic, number: int, candidates: Sequence[int], budget: int) -> _Board:
    pile, row, prior = ground.pile, ground.fits[number], ground.prior
    highest = max((prior[index] for index in candidates), default=0.0) or 1.0
    weights = {
        index: min(1.0, row[index]) ** FIT
        * (1 + PRIOR * prior[index] / highest)
        * (1 + LEAD / (1 + pile.sentences[index].index))
        for index in candidates
    }
    board = _Board(topic, weights, {index: _length(pile, index) for index in candidates}, budget)
    keywords = keywords_in(pile, topic, ground.postings)
    board.facts = {
        index: ground.facts[index] | {("keyword", str(place)) for place in keywords[index]} for index in candidates
    }
    measures = frozenset(measure for measure, owner in ground.owners.items() if owner == number)
    board.worth = worth_of(pile, board.facts, row, measures)
    return board


def _take(ground: _Ground, boards: Sequence[_Board], number: int, index: int, share: float) -> None:
    """Choose a sentence for one section, and close every sentence that would repeat it in any section."""
    boards[number].take(index)
    for board in boards:
        board.close(other for other in board.open if other == index or _repeats(ground, index, other, share))


def _repeats(ground: _Ground, said: int, other: int, share: float) -> bool:
    """Tell whether two sentences, as content words and numbers, share most of the shorter one."""
    words, others = ground.words[said], ground.words[other]
    least = share if ground.numbers[said] == ground.numbers[other] else max(share, RECOUNTS)
    return len(words & others) >= least * min(len(words), len(others))
