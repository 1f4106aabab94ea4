"""Boards of all sections, a room for all together -> filled sections: what one says, none repeats.

Every section first gets one sentence, those with most to say before the others, and room is kept for the shortest of
each; then whatever adds most a word is next, in whichever section, and the more a section has the more it must add.
So the share of a section in a room that is too small for all follows from what its candidates are worth.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from briefing.steps.board import Board, Room
from briefing.steps.repetition import Holders, Repetition

EVENNESS = 2  # exponent: how much more a sentence has to add to a section that has several, before it is next
NOTHING = Room(sentences=0, words=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A chosen sentence, by its index in the pile."""

    index: int
    loss: float
    """What its section would lose without it."""
    displaced: tuple[int, ...]
    """Sentences, by index, that were closed because they repeat it."""
    runner_up: int | None
    """The sentence, by index, that would stand in its place."""


class Desk:
    """All sections while they are being filled."""

    def __init__(self, repetition: Repetition, whole: Room) -> None:
        """Take what repeats what, and the room of all sections together."""
        self._repetition = repetition
        self._whole = whole
        self._boards: list[Board] = []
        self._own: list[Room] = []
        self._holders: list[Holders] = []
        self._pinned: list[Sequence[int]] = []
        self._known: dict[tuple[int, int], tuple[int, ...]] = {}

    def open(self, board: Board, pinned: Sequence[int]) -> None:
        """Add a section, with its pinned candidates."""
        self._boards.append(board)
        self._own.append(board.room)
        self._holders.append(self._repetition.holders(board.candidates))
        self._pinned.append(pinned)

    def fill(self) -> None:
        """Choose for all sections."""
        for number, pinned in enumerate(self._pinned):
            for place in pinned:
                self._take(number, place)
        self._begin()
        self._add()

    def _begin(self) -> None:
        """Give every section that has anything to say one sentence; where not all fit, those with most to say."""
        waiting = [number for number, board in enumerate(self._boards) if not board.members]
        while waiting:
            shortest = self._fitting(waiting)
            first, *waiting = shortest or (None,)
            reserved = Room(sentences=len(waiting), words=sum(shortest[number] for number in waiting))
            if first is not None and (offer := self._offer(first, reserved)):
                self._take(first, offer[1])

    def _fitting(self, waiting: Collection[int]) -> dict[int, int]:
        """Return the words of the shortest sentence of each section, as many as fit, the one with most to say first."""
        offers = {number: offer for number in waiting if (offer := self._offer(number))}
        left = self._left()
        found: dict[int, int] = {}
        for number in sorted(offers, key=lambda number: (-offers[number][0], number)):
            shortest = self._boards[number].shortest()
            if shortest is not None and shortest + sum(found.values()) <= left.words and len(found) < left.sentences:
                found[number] = shortest
        return found

    def _add(self) -> None:
        """Choose for all sections in turns, what gains most a word first, until all are full."""
        while offers := [(offer, -number) for number in range(len(self._boards)) if (offer := self._offer(number))]:
            (_, place), number = max(offers, key=lambda one: (self._urgency(-one[1], one[0][0]), one[1]))
            self._take(-number, place)

    def _urgency(self, number: int, gain: float) -> float:
        return gain / (1 + len(self._boards[number].members)) ** EVENNESS if gain > 0 else gain

    def choices(self, number: int) -> tuple[Choice, ...]:
        """Return what a section holds now, the sentence that would be missed most first; pinned ones lead."""
        board, pinned = self._boards[number], self._pinned[number]
        board.room = self._room(number)
        missed = board.missed(self._barring(number))
        order = sorted(missed, key=lambda place: (place not in pinned, -missed[place][0], board.candidates[place]))
        return tuple(self._choice(board, place, *missed[place]) for place in order)

    def _choice(self, board: Board, place: int, loss: float, following: int | None) -> Choice:
        said = board.candidates[place]
        closed = {
            other.candidates[repeating]
            for number, other in enumerate(self._boards)
            for repeating in self._repeating(said, number)
        }
        held = {one.candidates[member] for one in self._boards for member in one.members}
        return Choice(
            index=said,
            loss=loss,
            displaced=tuple(sorted(closed - held)),
            runner_up=None if following is None else board.candidates[following],
        )

    def _offer(self, number: int, reserved: Room = NOTHING) -> tuple[float, int] | None:
        board = self._boards[number]
        board.room = self._room(number, reserved)
        return board.offer()

    def _room(self, number: int, reserved: Room = NOTHING) -> Room:
        """Return how much a section may hold now, when so much is kept for others."""
        board, own, left = self._boards[number], self._own[number], self._left()
        return Room(
            sentences=min(own.sentences, len(board.members) + left.sentences - reserved.sentences),
            words=min(own.words, board.words + left.words - reserved.words),
        )

    def _left(self) -> Room:
        """Return how much all sections together still have."""
        return Room(
            sentences=self._whole.sentences - sum(len(board.members) for board in self._boards),
            words=self._whole.words - sum(board.words for board in self._boards),
        )

    def _barring(self, number: int) -> Mapping[int, Sequence[int]]:
        board = self._boards[number]
        return {place: self._repeating(board.candidates[place], number) for place in board.members}

    def _take(self, number: int, place: int) -> None:
        self._boards[number].take(place)
        said = self._boards[number].candidates[place]
        for other, board in enumerate(self._boards):  # whatever would repeat it, in any section
            board.bar(self._repeating(said, other))

    def _repeating(self, said: int, number: int) -> tuple[int, ...]:
        """Return the candidates of a section that would repeat a sentence, the sentence itself among them."""
        if (said, number) not in self._known:
            candidates, holders = self._boards[number].candidates, self._holders[number]
            self._known[said, number] = self._repetition.among(said, candidates, holders)
        return self._known[said, number]
