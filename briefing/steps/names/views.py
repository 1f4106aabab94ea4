"""Sentences -> views: their words, what is known of words, and which words the pile writes small."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import Sentence
from briefing.steps.names.capitals import Word, split_words
from briefing.steps.names.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class View:
    """A sentence taken apart."""

    sentence: Sentence
    words: Sequence[Word]
    known: Gazetteer
    ordinary: frozenset[str]
    """The words that the pile also writes in small letters."""

    def cut(self, first: int, last: int) -> str:
        """Return the text of words first to last."""
        return self.sentence.text[self.words[first].start : self.words[last].end]

    def lower(self, first: int, last: int) -> list[str]:
        """Return words first to last in lower case."""
        return [word.lower for word in self.words[first : last + 1]]

    def neighbour(self, at: int, step: int) -> str:
        """Return the word that stands beside a place without punctuation between, in lower case, or nothing."""
        beside = at + step
        if not 0 <= beside < len(self.words) or not self.words[max(at, beside)].joined:
            return ""
        return self.words[beside].lower


def take_apart(sentences: Sequence[Sentence], known: Gazetteer) -> list[View]:
    """Take sentences apart."""
    words = [split_words(sentence.text) for sentence in sentences]
    ordinary = frozenset(word.lower for some in words for word in some if not word.capital)
    return [View(sentence, some, known, ordinary) for sentence, some in zip(sentences, words, strict=True)]
