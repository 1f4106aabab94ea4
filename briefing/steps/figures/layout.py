"""What reading a sentence yields: its tokens, its counted phrases, its triggers, and the links between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.steps.figures.measures import Trigger
from briefing.steps.figures.subjects import Phrase
from briefing.steps.figures.tokens import Token, word_at
from briefing.steps.figures.words import words

BE = words("be")
AUXILIARIES = BE | words("auxiliaries")
PART_WORDS = words("part_words")
FORCES = frozenset({"security", "rescuers", "medical"})
"""The classes that can be deployed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An amount (by its place among the phrases) counted by a trigger."""

    phrase: int
    trigger: Trigger
    object: bool = False
    """The amount comes after: "killed 12"."""
    part: bool = False
    head: int | None = None
    """The phrase that this one is a part of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claimant at tokens[first:last]; the claiming verb or preposition at tokens[verb]."""

    first: int
    last: int
    verb: int
    side: str
    """ "before": the claimed follows; "after": it came before; "either"; "own": only the number that it stands at."""
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A sentence made ready: its tokens, its counted phrases and its triggers, each from left to right."""

    tokens: Sequence[Token]
    phrases: Sequence[Phrase]
    triggers: Sequence[Trigger]

    def word(self, at: int) -> str:
        """The word at a place, "" outside the sentence."""
        return word_at(self.tokens, at)

    def words(self, first: int, last: int) -> list[str]:
        """The words of a stretch."""
        return [token.word for token in self.tokens[max(first, 0) : last]]

    def starting(self, at: int) -> int | None:
        """The phrase that begins at a place."""
        return next((i for i, phrase in enumerate(self.phrases) if phrase.first == at), None)
