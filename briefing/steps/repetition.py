"""Sentences as stems -> which of them repeat each other: most words of the shorter one, and the same numbers."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

REPEATS = 0.6  # share of the shorter sentence's content words from which two sentences repeat each other ...
RECOUNTS = 0.85  # ... and where each has a number of its own: "26 were killed" and "164 were killed" are two facts

Holders = Mapping[str, Sequence[int]]
"""Stem -> the places, in a list of candidates, of those that hold it."""


class Repetition:
    """Which sentences of a pile repeat each other."""

    def __init__(self, stems: Sequence[Sequence[str]], share: float = REPEATS) -> None:
        """Take the stems of all sentences, and the share of common words that makes a repetition."""
        self._stems = stems
        self._share = share
        self._known: dict[int, tuple[frozenset[str], frozenset[str]]] = {}

    def holders(self, candidates: Sequence[int]) -> Holders:
        """Return where each stem stands among some candidates."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, index in enumerate(candidates):
            for stem in self._words(index)[0]:
                found[stem].append(place)
        return found

    def among(self, said: int, candidates: Sequence[int], holders: Holders) -> tuple[int, ...]:
        """Return the places of the candidates that would repeat a sentence, the sentence itself among them."""
        words, numbers = self._words(said)
        shared: Counter[int] = Counter()
        for stem in words:
            shared.update(holders.get(stem, ()))
        found = {place for place, index in enumerate(candidates) if index == said}
        for place, count in shared.items():
            others, other_numbers = self._words(candidates[place])
            least = max(self._share, RECOUNTS) if self._are_apart(numbers, other_numbers) else self._share
            if count >= least * min(len(words), len(others)):
                found.add(place)
        return tuple(sorted(found))

    def _are_apart(self, numbers: frozenset[str], others: frozenset[str]) -> bool:
        """Tell whether numbers make two facts: each has one of its own; where few words suffice, one of them has."""
        return numbers != others if self._share < REPEATS else bool(numbers - others and others - numbers)

    def _words(self, index: int) -> tuple[frozenset[str], frozenset[str]]:
        """Return a sentence's words, and the numbers among them."""
        if index not in self._known:
            words = frozenset(self._stems[index])
            self._known[index] = words, frozenset(filter(str.isdecimal, words))
        return self._known[index]
