"""Pile -> topics that its sources seem to be about, for an analyst to keep, rename and merge.

Greedy, a topic at a time: the word that opens most of what no topic has yet, weighed by how many independent origins
use it and how rare it is, with the words that stand beside it more often than chance would have it (pointwise mutual
information, Church and Hanks, 1990, times how often they do).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from briefing.model import Pile, Topic
from briefing.steps.words import general_words, stem, tokens

MOST = 6
"""Topics."""
WORDS = 8
"""Keywords of a topic, its first word included."""
COMMON = 0.3  # share of the sentences from which a word tells nothing apart
SEEN = 3  # sentences that a word stands in, at least
TOGETHER = 2  # sentences that two words share, at least

Holders = Mapping[str, frozenset[int]]


def suggest(pile: Pile, most: int = MOST) -> tuple[Topic, ...]:
    """Return at most so many topics, the largest first; none where no word stands in several sentences."""
    holders = _holders(pile)
    forms = _forms(pile)
    left = set(range(len(pile.sentences)))
    used: set[str] = set()
    topics: list[Topic] = []
    while len(topics) < most:
        head = _head(pile, {word: held for word, held in holders.items() if word not in used}, left)
        if head is None:
            break
        words = [head, *_beside(head, holders, used)][:WORDS]
        used |= set(words)
        left -= holders[head]
        left -= {index for index, count in _counted(words, holders).items() if count >= TOGETHER}
        if len(words) >= TOGETHER:
            topics.append(_topic([forms[word] for word in words]))
    return tuple(topics)


def _holders(pile: Pile) -> Holders:
    """Return for each word that can tell sentences apart those that hold it."""
    languages = dict.fromkeys(document.language for document in pile.documents)
    general = frozenset[str]().union(*map(general_words, languages))
    found: defaultdict[str, set[int]] = defaultdict(set)
    for index, stems in enumerate(pile.stems):
        for word in stems:
            if word.isalpha() and len(word) > 2 and word not in general:
                found[word].add(index)
    most = COMMON * len(pile.stems)
    return {word: frozenset(held) for word, held in sorted(found.items()) if SEEN <= len(held) <= most}


def _forms(pile: Pile) -> Mapping[str, str]:
    """Return for each stem the form in which the sources use it most."""
    languages = {document.source.id: document.language for document in pile.documents}
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in pile.sentences:
        for token in tokens(sentence.text):
            counts[stem(token, languages[sentence.source])][token] += 1
    return {word: min(forms, key=lambda form: (-forms[form], form)) for word, forms in counts.items()}


def _head(pile: Pile, holders: Holders, left: set[int]) -> str | None:
    """Return the word that says most about the sentences that are left."""
    best, chosen = 0.0, None
    for word, held in holders.items():
        fresh = held & left
        origins = len({pile.origins[pile.sentences[index].source] for index in fresh})
        worth = origins * len(fresh) * math.log(len(pile.sentences) / len(held)) if len(fresh) >= SEEN else 0.0
        if worth > best:
            best, chosen = worth, word
    return chosen


def _beside(head: str, holders: Holders, used: set[str]) -> list[str]:
    """Return the words that stand beside one, those that belong to it most first."""
    total = len(frozenset().union(*holders.values()))
    worth = {}
    for word, held in holders.items():
        together = len(held & holders[head])
        if word != head and word not in used and together >= TOGETHER:
            worth[word] = together * math.log(together * total / (len(held) * len(holders[head])))
    return sorted((word for word in worth if worth[word] > 0), key=lambda word: (-worth[word], word))


def _counted(words: Sequence[str], holders: Holders) -> Counter[int]:
    return Counter(index for word in words for index in holders[word])


def _topic(keywords: Sequence[str]) -> Topic:
    title = ", ".join(keywords[:3]).capitalize()
    return Topic(key="-".join(keywords[:2]), title=title, keywords=tuple(keywords))
