"""Candidates of one section, what their facts are worth -> the set worth most: a greedy choice.

What a set is worth is the sum over the facts that it states, each counted once and with the weight of the most
prominent sentence that states it, less a price for every word. The sum is monotone submodular, so that a greedy choice
comes close to the best set (Lin and Bilmes, 2011, "A Class of Submodular Functions for Document Summarization");
exchanging one sentence for another afterwards gained nothing. A section is bounded in sentences and in words: the
price lets the shorter of two equals win without leaving room unused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.steps.facts import Fact

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PRICE = 0.35  # of a word, in the units of `facts`: a name nobody else has said pays for a dozen
CLOSED = float("-inf")  # the gain of a candidate that can't be chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much a section holds at most."""

    sentences: int
    words: int


class Board:
    """One section while it is being filled; candidates go by their place in `candidates`."""

    def __init__(
        self,
        candidates: Sequence[int],
        facts: Mapping[int, frozenset[Fact]],
        worth: Mapping[Fact, float],
        weights: Mapping[int, float],
        lengths: Mapping[int, int],
        room: Room,
    ) -> None:
        import numpy as np

        self.candidates = tuple(candidates)
        self.members: list[int] = []
        self.room = room
        self._lengths = np.array([lengths[index] for index in candidates], dtype=np.int64)
        self._barred = np.zeros(len(candidates), dtype=np.int64)  # how many chosen sentences each would repeat
        number: dict[Fact, int] = {}
        entries = [
            (place, number.setdefault(fact, len(number)), worth[fact] * weights[index])
            for place, index in enumerate(candidates)
            for fact in sorted(facts[index])
        ]
        places, numbers, values = zip(*entries, strict=True) if entries else ((), (), ())
        self._place, self._fact = np.array(places, dtype=np.int64), np.array(numbers, dtype=np.int64)
        self._value = np.array(values, dtype=np.float64)
        self._facts = len(number)

    @property
    def words(self) -> int:
        """How many words the members have."""
        return int(self._lengths[self.members].sum())

    def shortest(self) -> int | None:
        """Return the words of the shortest candidate that could be chosen; None where none could."""
        if len(self.members) >= self.room.sentences:
            return None
        lengths = self._lengths[self._open(self._barred, self._left(self.members))]
        return int(lengths.min()) if len(lengths) else None

    def offer(self) -> tuple[float, int] | None:
        """Return the gain a word of the candidate that gains most, and the candidate; None where none is left."""
        if not self.candidates or len(self.members) >= self.room.sentences:
            return None
        gains = self._gains(self.members)
        gains[~self._open(self._barred, self._left(self.members))] = CLOSED
        place = int(gains.argmax())
        return None if gains[place] == CLOSED else (float(gains[place]) / int(self._lengths[place]), place)

    def take(self, place: int) -> None:
        """Choose a candidate."""
        self.members.append(place)

    def bar(self, places: Sequence[int]) -> None:
        """Bar candidates that would repeat what was chosen."""
        self._barred[list(places)] += 1

    def missed(self, barring: Mapping[int, Sequence[int]]) -> dict[int, tuple[float, int | None]]:
        """Return for each member what the section would lose without it, and the candidate that came next.

        `barring` has for each member the candidates that would repeat it.
        """
        found: dict[int, tuple[float, int | None]] = {}
        for member in self.members:
            lost, gain, place = self._without(member, barring[member])
            found[member] = lost, None if gain == CLOSED else place
        return found

    def _without(self, member: int, barring: Sequence[int]) -> tuple[float, float, int]:
        """Return what would be lost without a member, and the best gain in its place with the candidate."""
        others = [place for place in self.members if place != member]
        gains = self._gains(others)
        lost = float(gains[member])
        barred = self._barred.copy()
        barred[list(barring)] -= 1
        gains[~self._open(barred, self._left(others))] = CLOSED
        gains[self.members] = CLOSED
        place = int(gains.argmax())
        return lost, float(gains[place]), place

    def _open(self, barred: "NDArray[np.int64]", left: int) -> "NDArray[np.bool_]":
        opened: NDArray[np.bool_] = (barred == 0) & (self._lengths <= left)
        return opened

    def _left(self, members: Sequence[int]) -> int:
        return self.room.words - int(self._lengths[list(members)].sum())

    def _gains(self, members: Sequence[int]) -> "NDArray[np.float64]":
        """Return what each candidate would add to some members."""
        import numpy as np

        chosen = np.zeros(len(self.candidates), dtype=np.bool_)
        chosen[list(members)] = True
        stated = chosen[self._place]
        covered = np.zeros(self._facts)
        np.maximum.at(covered, self._fact[stated], self._value[stated])
        fresh = np.maximum(0.0, self._value - covered[self._fact])
        gains = np.bincount(self._place, weights=fresh, minlength=len(self.candidates)).astype(np.float64)
        return gains - PRICE * self._lengths
