"""Pile, topics, fits -> the set of sentences that covers most without repeating.

A greedy choice over all sections at once: each step takes the sentence that adds most to its section (`board`), then
bars every sentence that would repeat it in any section (`desk`).
"""

import re
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from briefing.model import Pile, Topic
from briefing.steps.board import Board, Room
from briefing.steps.desk import Choice, Desk
from briefing.steps.facts import Fact, facts_of, rarity_of, worth_of
from briefing.steps.prominence import Prominence, prominence_of, weights_of
from briefing.steps.repetition import REPEATS, Repetition
from briefing.steps.topics import Fits, keywords_in, owners_of

SHORTEST, LONGEST = 6, 60  # words of a sentence that may be chosen
WORDS_A_SENTENCE = 30  # of a section's budget, where none is given
LEAST_FIT = 0.3  # below it a sentence is not about the topic
EQUAL = 0.95  # share of its best fit from which a sentence may as well stand under another topic
_SPACELESS = re.compile(r"[\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff]")
WIDEST = 300  # candidates a topic at most, the best fitting: bounds the work on large piles
OPENING = 3  # words in which a year long past says that a sentence is background
_YEAR = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A chosen sentence, by its index in the pile, and what its section would lose without it."""

    index: int
    score: float
    displaced: tuple[int, ...] = ()
    """Candidates, by index, that were closed because they repeat it."""
    runner_up: int | None = None
    """The candidate, by index, that would stand in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much all sections together may hold; None is what each of them may hold by itself."""

    words: int | None = None
    sentences: int | None = None


FREE = Budget()


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
    budget: Budget = FREE,
    repeats: float = REPEATS,
) -> tuple[tuple[Pick, ...], ...]:
    """Return the chosen sentences of each topic, the one that would be missed most first; pinned ones lead.

    Args:
        pile: all sentences.
        topics: the sections, each with a maximum of sentences.
        fits: how squarely each sentence is about each topic.
        prior: the ranker's score of each sentence, any scale.
        hand: the editor's pins and drops; a pinned sentence is in even where it is over the budget.
        budget: of all sections together; they share it by what there is to say.
        repeats: the share of the shorter sentence's content words from which two sentences repeat each other.

    """
    ground = _ground(pile, topics, fits, prior, hand)
    desk = Desk(Repetition(pile.stems, repeats), _whole(budget))
    for number, topic in enumerate(topics):
        words = WORDS_A_SENTENCE * topic.sentences if budget.words is None else budget.words
        board = _board(ground, topic, number, Room(sentences=topic.sentences, words=words))
        desk.open(board, [board.candidates.index(index) for index in dict.fromkeys(hand.pinned.get(topic.key, ()))])
    desk.fill()
    return tuple(tuple(map(_pick, desk.choices(number))) for number in range(len(topics)))


def _whole(budget: Budget) -> Room:
    """Return the room of all sections together; without a budget it binds none of them."""
    sentences = sys.maxsize if budget.sentences is None else budget.sentences
    words = WORDS_A_SENTENCE * sentences if budget.words is None else budget.words
    return Room(sentences=sentences, words=words)


def _pick(choice: Choice) -> Pick:
    return Pick(
        index=choice.index,
        score=round(max(0.0, choice.loss), 4),
        displaced=choice.displaced,
        runner_up=choice.runner_up,
    )


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
    return not pile.faults[index] and SHORTEST <= length_of(pile, index) <= LONGEST


def looks_back(pile: Pile, index: int) -> bool:
    """Whether a sentence opens with a year long past: "In 2004 a ferry burned"; "the dam, built in 1964," does not."""
    sentence = pile.sentences[index]
    published = next(one.published for one in pile.documents if one.source.id == sentence.source)
    years = _YEAR.findall(" ".join(sentence.text.split()[:OPENING]))
    return bool(years) and published is not None and int(years[0]) < published.year - 1


def _news(pile: Pile, found: Sequence[int], foreign: Collection[str]) -> Sequence[int]:
    """Leave out what looks years back where a section has anything else; English is measured with it."""
    news = [index for index in found if pile.sentences[index].source not in foreign or not looks_back(pile, index)]
    return news or found


def candidates_of(pile: Pile, fits: Fits, dropped: Collection[int] = ()) -> tuple[tuple[int, ...], ...]:
    """Return for each topic the sentences that may be chosen for it, best first.

    They can be read alone, fit the topic well enough, and fit no other topic clearly better.
    """
    usable = [
        index
        for index, speaker in enumerate(speakers_of(pile))
        if speaker == index and index not in dropped and can_stand(pile, index)
    ]
    best = {index: max((row[index] for row in fits), default=0.0) for index in usable}
    foreign = frozenset(one.source.id for one in pile.documents if one.language != "en")
    return tuple(
        tuple(
            _news(
                pile,
                sorted(
                    (index for index in usable if row[index] >= max(LEAST_FIT, EQUAL * best[index])),
                    key=lambda index: (-row[index], index),
                )[:WIDEST],
                foreign,
            )
        )
        for row in fits
    )


def length_of(pile: Pile, index: int) -> int:
    """Return how many words a sentence has, counted by white space; of scripts without it two letters are one."""
    text = pile.sentences[index].text
    return len(text.split()) + len(_SPACELESS.findall(text)) // 2


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
    candidates = tuple(
        tuple(dict.fromkeys([*found, *hand.pinned.get(topic.key, ())]))
        for topic, found in zip(topics, candidates_of(pile, fits, hand.dropped), strict=True)
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
        {index: length_of(pile, index) for index in candidates},
        room,
    )
