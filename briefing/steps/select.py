"""Pile, topics, fits -> the set of sentences that covers most without repeating.

A greedy choice over all sections at once: each step takes the sentence that adds most to its section (`board`), then
bars every sentence that would repeat it in any section. Then, section by section, sentences are exchanged while that
gains.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from briefing.model import Pile, Topic
from briefing.steps.board import Board, Room
from briefing.steps.facts import Fact, facts_of, rarity_of, worth_of
from briefing.steps.prominence import Prominence, prominence_of, weights_of
from briefing.steps.repetition import REPEATS, Holders, Repetition
from briefing.steps.topics import Fits, keywords_in, owners_of

SHORTEST, LONGEST = 6, 60  # words of a sentence that may be chosen
WORDS_A_SENTENCE = 30  # of a section's budget, where none is given
LEAST_FIT = 0.3  # below it a sentence is not about the topic
EQUAL = 0.95  # share of its best fit from which a sentence may as well stand under another topic
WIDEST = 300  # candidates a topic at most, the best fitting: bounds the work on large piles
ROUNDS = 30  # exchanges in a section at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A chosen sentence, by its index in the pile, and what its section would lose without it."""

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
    """Return the chosen sentences of each topic, the one that would be missed most first; pinned ones lead.

    Args:
        pile: all sentences.
        topics: the sections, each with a maximum of sentences.
        fits: how squarely each sentence is about each topic.
        prior: the ranker's score of each sentence, any scale.
        hand: the editor's pins and drops; a pinned sentence is in even where it is over the budget.
        words: of all sections together, at most; None is 30 a sentence.
        repeats: the share of the shorter sentence's content words from which two sentences repeat each other.

    """
    ground = _ground(pile, topics, fits, prior, hand)
    desk = _Desk(Repetition(pile.stems, repeats))
    for number, topic in enumerate(topics):
        budget = words // len(topics) if words else WORDS_A_SENTENCE * topic.sentences
        board = _board(ground, topic, number, Room(sentences=topic.sentences, words=budget))
        desk.open(board, [board.candidates.index(index) for index in dict.fromkeys(hand.pinned.get(topic.key, ()))])
    desk.fill()
    return tuple(desk.picks(number) for number in range(len(topics)))


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
    prior: Sequence[float]
    prominence: Prominence
    rarity: Mapping[str, float]
    owners: Mapping[str, int]
    candidates: tuple[tuple[int, ...], ...]
    """Of each topic, the editor's pins last."""
    facts: Mapping[int, frozenset[Fact]]
    """Of every candidate."""


def _ground(pile: Pile, topics: Sequence[Topic], fits: Fits, prior: Sequence[float], hand: Hand) -> _Ground:
    usable = [
        index
        for index, speaker in enumerate(speakers_of(pile))
        if speaker == index and index not in hand.dropped and can_stand(pile, index)
    ]
    best = {index: max((row[index] for row in fits), default=0.0) for index in usable}
    candidates = tuple(
        tuple(dict.fromkeys([*_candidates(row, best), *hand.pinned.get(topic.key, ())]))
        for topic, row in zip(topics, fits, strict=True)
    )
    return _Ground(
        pile=pile,
        fits=fits,
        prior=prior,
        prominence=prominence_of(pile),
        rarity=rarity_of(pile.stems),
        owners=owners_of(pile, topics, fits),
        candidates=candidates,
        facts=facts_of(pile, dict.fromkeys(chain.from_iterable(candidates))),
    )


def _candidates(row: Sequence[float], best: Mapping[int, float]) -> tuple[int, ...]:
    """Return the usable sentences that fit a topic well enough, and no other topic clearly better; best first."""
    found = [index for index, highest in best.items() if row[index] >= max(LEAST_FIT, EQUAL * highest)]
    return tuple(sorted(found, key=lambda index: (-row[index], index))[:WIDEST])


def _board(ground: _Ground, topic: Topic, number: int, room: Room) -> Board:
    pile, row, candidates = ground.pile, ground.fits[number], ground.candidates[number]
    keywords = keywords_in(pile, topic, candidates)
    facts = {
        index: ground.facts[index] | {("keyword", str(place)) for place in keywords[index]} for index in candidates
    }
    measures = frozenset(measure for measure, owner in ground.owners.items() if owner == number)
    return Board(
        candidates,
        facts,
        worth_of(pile, facts, row, measures, ground.rarity),
        weights_of(candidates, ground.prominence, row, ground.prior),
        {index: _length(pile, index) for index in candidates},
        room,
    )


class _Desk:
    """All sections while they are being filled: what one says, none repeats."""

    def __init__(self, repetition: Repetition) -> None:
        self._repetition = repetition
        self._boards: list[Board] = []
        self._holders: list[Holders] = []
        self._pinned: list[Sequence[int]] = []
        self._known: dict[tuple[int, int], tuple[int, ...]] = {}

    def open(self, board: Board, pinned: Sequence[int]) -> None:
        """Add a section."""
        self._boards.append(board)
        self._holders.append(self._repetition.holders(board.candidates))
        self._pinned.append(pinned)

    def fill(self) -> None:
        """Choose for all sections, exchange what was chosen too early, and use the room that this makes."""
        for number, pinned in enumerate(self._pinned):
            for place in pinned:
                self._take(number, place)
        self._add()
        for number in range(len(self._boards)):
            self._mend(number)
        self._add()

    def _add(self) -> None:
        """Choose for all sections in turns, what gains most first, until nothing gains or all are full."""
        while offers := [(offer, -number) for number, board in enumerate(self._boards) if (offer := board.offer())]:
            (_, place), number = max(offers, key=lambda one: (one[0][0], one[1]))
            self._take(-number, place)

    def _mend(self, number: int) -> None:
        """Exchange sentences of a section while that gains."""
        board = self._boards[number]
        for _ in range(ROUNDS):
            barring = {place: self._repeating(board.candidates[place], number) for place in board.members}
            exchange = board.exchange(self._pinned[number], barring)
            if not exchange:
                break
            leaving, coming = exchange
            board.members.remove(leaving)
            self._bar(board.candidates[leaving], -1)
            self._take(number, coming)

    def picks(self, number: int) -> tuple[Pick, ...]:
        """Return what a section holds now."""
        board, pinned = self._boards[number], self._pinned[number]
        losses = board.losses()
        order = sorted(losses, key=lambda place: (place not in pinned, -losses[place], board.candidates[place]))
        return tuple(Pick(index=board.candidates[place], score=round(max(0.0, losses[place]), 4)) for place in order)

    def _take(self, number: int, place: int) -> None:
        self._boards[number].take(place)
        self._bar(self._boards[number].candidates[place], 1)

    def _bar(self, said: int, step: int) -> None:
        """Bar everywhere what would repeat a sentence, or free it again."""
        for number, board in enumerate(self._boards):
            board.bar(self._repeating(said, number), step)

    def _repeating(self, said: int, number: int) -> tuple[int, ...]:
        """Return the candidates of a section that would repeat a sentence, the sentence itself among them."""
        if (said, number) not in self._known:
            candidates, holders = self._boards[number].candidates, self._holders[number]
            self._known[said, number] = self._repetition.among(said, candidates, holders)
        return self._known[said, number]
