"""Pile, topics -> a chosen set of sentences for each topic: fit, rank, select; one section where no topic finds any."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import Pile, Topic
from briefing.plugins import Ranker
from briefing.steps.select import FREE, LEAST_FIT, NO_HAND, Budget, Hand, Pick, can_stand, select
from briefing.steps.topics import Fits, fit

MAIN = Topic(key="main-points", title="Main points", question="What do these sources say?")
"""The section of a brief that has no topics, or whose topics find nothing."""
RANKED = 2000  # sentences that are ranked at most, the best fitting: the graph of a ranker grows with their square
LEAD = 0.5  # how much more the first sentence of an article is worth than a late one, where there is no topic to fit


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A topic with its chosen sentences."""

    topic: Topic
    picks: tuple[Pick, ...]
    fits: tuple[float, ...] = ()
    """How squarely each sentence of the pile is about the topic; empty where nothing was asked."""
    crowded_out: bool = False
    """The topic has sentences, and the budget no room for one."""


def indices_of(chosen: Sequence[Chosen]) -> tuple[int, ...]:
    """Return the chosen sentences of all sections, by their indices in the pile."""
    return tuple(pick.index for part in chosen for pick in part.picks)


def choose(
    pile: Pile, topics: Sequence[Topic], ranker: Ranker, *, hand: Hand = NO_HAND, budget: Budget = FREE
) -> tuple[Chosen, ...]:
    """Return the chosen sentences of each topic; where all topics find nothing, also those of `MAIN`.

    Args:
        pile: all sentences.
        topics: the sections; none at all makes `MAIN` the only one.
        ranker: scores the sentences beside their fit.
        hand: the editor's pins and drops.
        budget: of all sections together.

    """
    chosen = _chosen(pile, topics, fit(pile, topics), ranker, hand, budget)
    if any(part.picks or part.crowded_out for part in chosen):
        return chosen
    return (*chosen, *_chosen(pile, (MAIN,), (leads(pile),), ranker, hand, budget))


def leads(pile: Pile) -> tuple[float, ...]:
    """Return for each sentence how much its place promises: news puts the news first, in every article."""
    return tuple((1 + LEAD / (1 + sentence.index)) / (1 + LEAD) for sentence in pile.sentences)


def _chosen(
    pile: Pile, topics: Sequence[Topic], fits: Fits, ranker: Ranker, hand: Hand, budget: Budget
) -> tuple[Chosen, ...]:
    prior = _prior(pile, fits, ranker, topics[0] if len(topics) == 1 else None)
    picked = select(pile, topics, fits, prior, hand=hand, budget=budget)
    bound = budget != FREE
    return tuple(
        Chosen(topic=topic, picks=picks, fits=row, crowded_out=bound and not picks and _speaks(pile, row))
        for topic, picks, row in zip(topics, picked, fits, strict=True)
    )


def _speaks(pile: Pile, row: Sequence[float]) -> bool:
    """Tell whether a topic has a sentence that could be chosen."""
    return any(value >= LEAST_FIT and can_stand(pile, index) for index, value in enumerate(row))


def _prior(pile: Pile, fits: Fits, ranker: Ranker, topic: Topic | None) -> tuple[float, ...]:
    """Return the ranker's score of each sentence that could be chosen, from 0 to 1; 0 for the others."""
    promise = [max((row[index] for row in fits), default=0.0) for index in range(len(pile.sentences))]
    usable = [index for index, value in enumerate(promise) if value > 0 and can_stand(pile, index)]
    ranked = sorted(sorted(usable, key=lambda index: (-promise[index], index))[:RANKED])
    scores = ranker.rank([pile.sentences[index] for index in ranked], topic)
    low, high = min(scores, default=0.0), max(scores, default=0.0)
    prior = [0.0] * len(pile.sentences)
    for index, score in zip(ranked, scores, strict=True):
        prior[index] = (score - low) / (high - low) if high > low else 0.0
    return tuple(prior)
