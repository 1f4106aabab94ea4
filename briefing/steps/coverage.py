"""Offers and a budget of words -> the set worth most together: a lazy greedy choice, then exchanges while they gain.

What a set is worth is the sum over the concepts that it covers, each counted once, and what each offer is worth by
itself (concept coverage after Gillick and Favre, 2009, "A Scalable Global Model for Summarization"). Worth is a whole
number, so that sums do not depend on their order.
"""

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

EXCHANGED = 60  # chosen offers up to which exchanges are tried: their number grows with the square
ROUNDS = 100  # exchanges at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What a set is chosen from; the sequences run in parallel."""

    concepts: Sequence[Sequence[int]]
    """Of each offer, none twice."""
    alone: Sequence[int]
    """What each offer is worth by itself, on top of its concepts; may be negative."""
    lengths: Sequence[int]
    """In words, at least 1."""
    rivals: Sequence[Sequence[int]]
    """The offers that each can't stand beside; always mutual."""


def cover(offers: Offers, worth: Mapping[int, int], budget: int) -> "Cover":
    """Return a set of offers of at most `budget` words that no exchange of one for another makes worth more.

    Args:
        offers: to choose from.
        worth: of each concept; one that is missing is worth nothing.
        budget: in words.

    """
    chosen = Cover(offers, worth, budget)
    chosen.fill()
    if len(chosen.members) <= EXCHANGED:
        for _ in range(ROUNDS):
            if not chosen.improve():
                break
    return chosen


class Cover:
    """A set while it is being chosen."""

    def __init__(self, offers: Offers, worth: Mapping[int, int], budget: int) -> None:
        self.members: list[int] = []
        self.left = budget
        self._offers = offers
        self._worth = worth
        self._covering: defaultdict[int, int] = defaultdict(int)
        self._barred = [0] * len(offers.lengths)
        self._holders: defaultdict[int, list[int]] = defaultdict(list)
        self._gains = list(offers.alone)
        for offer, concepts in enumerate(offers.concepts):
            for concept in concepts:
                if concept in worth:
                    self._holders[concept].append(offer)
                    self._gains[offer] += worth[concept]

    def loss(self, offer: int) -> int:
        """Return what the set would lose with one of its members."""
        return self._gains[offer] + sum(
            self._worth[concept]
            for concept in self._offers.concepts[offer]
            if concept in self._worth and self._covering[concept] == 1
        )

    def fill(self) -> None:
        """Take the offer that gains most a word, again and again, until none fits or none gains."""
        queue = [(-self._rate(offer), offer) for offer in range(len(self._gains))]
        heapq.heapify(queue)
        while queue:
            rate, offer = heapq.heappop(queue)
            if self._barred[offer] or self._offers.lengths[offer] > self.left or self._gains[offer] <= 0:
                continue
            if self._rate(offer) < -rate:  # gains only fall: what was best before may not be any more
                heapq.heappush(queue, (-self._rate(offer), offer))
                continue
            self._add(offer)

    def improve(self) -> bool:
        """Add the offer, or exchange the member for the offer, that gains most; tell whether any gains."""
        gain, offer, member = max(self._exchange(member) for member in (None, *self.members))
        if gain <= 0:
            return False
        if member >= 0:
            self._remove(member)
        self._add(-offer)
        return True

    def _exchange(self, member: int | None) -> tuple[int, int, int]:
        """Return what the best exchange for a member gains, minus its offer, and the member; -1 where none leaves."""
        if member is not None:
            self._remove(member)
        best = max(
            (
                (gain, -offer)
                for offer, gain in enumerate(self._gains)
                if not self._barred[offer] and self._offers.lengths[offer] <= self.left
            ),
            default=(0, 0),
        )
        if member is None:
            return *best, -1
        lost = self._gains[member]
        self._add(member)
        return best[0] - lost, best[1], member

    def _rate(self, offer: int) -> float:
        return self._gains[offer] / self._offers.lengths[offer]

    def _add(self, offer: int) -> None:
        self.members.append(offer)
        self._move(offer, 1)

    def _remove(self, offer: int) -> None:
        self.members.remove(offer)
        self._move(offer, -1)

    def _move(self, offer: int, step: int) -> None:
        """Bring everything up to date with an offer that comes (1) or goes (-1)."""
        self.left -= step * self._offers.lengths[offer]
        for other in (offer, *self._offers.rivals[offer]):
            self._barred[other] += step
        for concept in self._offers.concepts[offer]:
            if concept not in self._worth:
                continue
            self._covering[concept] += step
            if self._covering[concept] == (1 if step > 0 else 0):  # the first to cover it, or the last
                for holder in self._holders[concept]:
                    self._gains[holder] -= step * self._worth[concept]
