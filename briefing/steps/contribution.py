"""Pile, what was chosen -> what each extract contributes: the facts that no other one of its section states."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from briefing.model import FactKind, Pile, StatedFact
from briefing.steps.choose import Chosen
from briefing.steps.facts import SUPPORT, Fact, count_of, facts_of
from briefing.steps.select import LEAST_FIT
from briefing.steps.topics import counts_in, keywords_in
from briefing.steps.words import content

WORDS = 6  # of those that no other extract has, the most telling
_EDGES = ".,:;!?'\"‘’“”()[]«»–—"

Told = Mapping[Fact, Mapping[int, int]]
"""Fact -> origin -> how many of its sentences state it."""


def contributions(pile: Pile, chosen: Sequence[Chosen]) -> Mapping[int, tuple[StatedFact, ...]]:
    """Return for each chosen sentence its keywords, counts, numbers, names, and the most telling other words."""
    stated = facts_of(pile, [pick.index for part in chosen for pick in part.picks])
    told = _told(pile, frozenset(fact for facts in stated.values() for fact in facts))
    spoken = _as_written(pile)
    return {
        index: tuple(_named(pile, index, facts, told, keywords, spoken))
        for part in chosen
        for index, facts, keywords in _own(pile, part, stated)
    }


def _own(
    pile: Pile, part: Chosen, stated: Mapping[int, frozenset[Fact]]
) -> Iterator[tuple[int, Collection[Fact], Sequence[StatedFact]]]:
    """Yield each sentence of a section with the facts, and the keywords, of which it is the only one."""
    indices = [pick.index for pick in part.picks]
    times = Counter(fact for index in indices for fact in stated[index])
    about = [index for index, fit in enumerate(part.fits) if fit >= LEAST_FIT]
    held = keywords_in(pile, part.topic, dict.fromkeys([*about, *indices]))
    users: defaultdict[int, set[int]] = defaultdict(set)
    for index, places in held.items():
        for place in places:
            users[place].add(pile.origins[pile.sentences[index].source])
    keywords = Counter(place for index in indices for place in held[index])
    for index in indices:
        own = [
            StatedFact(kind="keyword", text=part.topic.keywords[place], origins=len(users[place]))
            for place in sorted(held[index])
            if keywords[place] == 1
        ]
        yield index, [fact for fact in stated[index] if times[fact] == 1], own


def _named(
    pile: Pile,
    index: int,
    facts: Collection[Fact],
    told: Told,
    keywords: Sequence[StatedFact],
    spoken: Mapping[tuple[int, Fact], str],
) -> Iterator[StatedFact]:
    """Yield what a sentence alone states, each word once."""
    sentence = pile.sentences[index]
    language = next(one.language for one in pile.documents if one.source.id == sentence.source)
    counts = sorted(fact for fact in facts if fact[0] == "count")
    names = sorted(fact for fact in facts if fact[0] == "name")
    said = [
        *keywords,
        *(
            StatedFact(kind="count", text=spoken[index, fact], origins=len(told[fact]), measure=fact[1])
            for fact in counts
        ),
        *(StatedFact(kind="name", text=fact[1], origins=len(told[fact])) for fact in names),
    ]
    yield from said
    known = {stem for one in said for stem in content(one.text, language)}
    spelt = _spelt(sentence.text, language)
    words = sorted((fact for fact in facts if fact[0] == "word" and fact[1] not in known), key=lambda fact: fact[1])
    telling = sorted(words, key=lambda fact: -_telling(told[fact], len(pile.sentences)))
    yield from _words([fact for fact in telling if fact[1] in spelt], spelt, told)


def _words(facts: Sequence[Fact], spelt: Mapping[str, str], told: Told) -> Iterator[StatedFact]:
    """Yield all numbers, then the first few words, each spelling once."""
    kinds: dict[str, tuple[FactKind, int]] = {}
    for fact in facts:
        kinds.setdefault(spelt[fact[1]], ("number" if fact[1][:1].isdecimal() else "word", len(told[fact])))
    for wanted, most in (("number", len(kinds)), ("word", WORDS)):
        found = [(text, kind, origins) for text, (kind, origins) in kinds.items() if kind == wanted][:most]
        yield from (StatedFact(kind=kind, text=text, origins=origins) for text, kind, origins in found)


def _telling(origins: Mapping[int, int], sentences: int) -> float:
    """Return how telling a word is: the more origins use it and the rarer it is."""
    return float(len(origins) ** SUPPORT * math.log((1 + sentences) / sum(origins.values())))


def _told(pile: Pile, wanted: Collection[Fact]) -> Told:
    """Return by whom some facts are stated, anywhere in the pile."""
    found: defaultdict[Fact, Counter[int]] = defaultdict(Counter)
    stems = frozenset(fact[1] for fact in wanted if fact[0] == "word")
    for sentence, words in zip(pile.sentences, pile.stems, strict=True):
        for stem in stems.intersection(words):
            found["word", stem][pile.origins[sentence.source]] += 1
    for mention in pile.names:
        found["name", mention.name][pile.origins[mention.source]] += 1
    for quantity in pile.quantities:
        found[count_of(quantity)][pile.origins[quantity.sentence.source]] += 1
    return found


def _as_written(pile: Pile) -> Mapping[tuple[int, Fact], str]:
    """Return how each sentence writes what it counts."""
    found = {}
    for index, quantities in enumerate(counts_in(pile)):
        for quantity in quantities:
            first, last = (place - quantity.sentence.span.start for place in (quantity.span.start, quantity.span.end))
            found[index, count_of(quantity)] = " ".join(quantity.sentence.text[first:last].split())
    return found


def _spelt(text: str, language: str) -> Mapping[str, str]:
    """Return how a text writes each stem."""
    spelt: dict[str, str] = {}
    for word in text.split():
        for stem in content(word, language):
            spelt.setdefault(stem, word.strip(_EDGES).removesuffix("’s").removesuffix("'s"))
    return spelt
