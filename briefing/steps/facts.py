"""Sentences -> the facts that each states, and what each fact is worth to a topic.

A fact is anything two sentences can share: a word, two words in a row, a name, a counted quantity, a keyword of the
topic. The worth of a word is its support, that is in how many independent origins it stands in sentences that fit the
topic, times how rare it is in the pile; that of a pair is its support (concept coverage after Gillick and Favre, 2009,
"A Scalable Global Model for Summarization"). A counted quantity is worth more the newer and the more exact it is among
its measure, because a reader asks for the latest toll first; it counts only in the section that counts such things.
"""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from briefing.model import Pile, Quantity
from briefing.steps.topics import counts_in

SUPPORT = 0.6  # exponent of the support: 0 treats every word alike, 1 follows the crowd
PAIR = 0.3  # worth of two words in a row, beside one word
NAME = 4.0  # worth of a name nobody else in the section has said
KEYWORD = 4.0  # worth of a keyword of the topic
COUNT = 50.0  # worth of the newest quantity of a measure that the topic is about ...
AGEING = 0.45  # ... and how fast the worth of older ones falls
LESSER = 0.7  # how much less what is counted beside the gravest measures is worth: beds, not lives
BREADTH = 0.15  # exponent of the share of origins that count a measure at all, beside the one most counted
TOLL = 2.0  # how much more the newest toll is worth: no reader forgives a brief that lacks it
GRAVEST = ("killed", "missing", "injured", "detained", "displaced")
"""What a reader asks for first, of all that is counted, the gravest in front."""

Fact = tuple[str, ...]
"""A kind and what it says: ("word", "flood"), ("count", "killed", "12", "12") ..."""


def facts_of(pile: Pile, indices: Collection[int]) -> Mapping[int, frozenset[Fact]]:
    """Return the facts that each of some sentences states, keywords of topics aside."""
    names = _names_in(pile, indices)
    counted = counts_in(pile)
    return {
        index: frozenset(
            [("word", stem) for stem in pile.stems[index]]
            + [("pair", first, second) for first, second in pairwise(pile.stems[index])]
            + [("name", name) for name in names[index]]
            + [count_of(quantity) for quantity in counted[index]]
        )
        for index in indices
    }


def worth_of(
    pile: Pile,
    facts: Mapping[int, frozenset[Fact]],
    row: Sequence[float],
    measures: frozenset[str],
    rarity: Mapping[str, float],
) -> Mapping[Fact, float]:
    """Return what each fact of a topic's candidates is worth.

    Args:
        pile: all sentences.
        facts: of each candidate, by its index: from `facts_of`, and the topic's keywords as ("keyword", number).
        row: how squarely each sentence of the pile is about the topic, about 0 to 1.
        measures: what the topic counts.
        rarity: of each stem of the pile, from `rarity_of`.

    """
    support: defaultdict[Fact, dict[int, float]] = defaultdict(dict)
    for index, stated in facts.items():
        origin = pile.origins[pile.sentences[index].source]
        for fact in stated:
            support[fact][origin] = max(support[fact].get(origin, 0.0), min(1.0, row[index]))
    newness = _newness([quantity for quantity in pile.quantities if quantity.measure in measures], pile.origins)
    return {
        fact: _worth(fact, sum(sorted(by_origin.values())) ** SUPPORT, rarity, newness)
        for fact, by_origin in support.items()
    }


def _worth(fact: Fact, support: float, rarity: Mapping[str, float], newness: Mapping[Fact, float]) -> float:
    match fact:
        case ("count", *_):
            return COUNT * newness.get(fact, 0.0)
        case ("keyword", _):
            return KEYWORD
        case ("name", _):
            return NAME
        case ("pair", *_):
            return PAIR * support
        case _:
            return support * rarity[fact[1]]


def rarity_of(stems: Sequence[Sequence[str]]) -> Mapping[str, float]:
    """Return for each stem log(N / n), n of N sentences, as a share of log N: 1 stands once, 0 stands everywhere."""
    holding = Counter(stem for sentence in stems for stem in frozenset(sentence))
    return {stem: math.log(len(stems) / count) / math.log(len(stems) + 1) for stem, count in holding.items()}


def count_of(quantity: Quantity) -> Fact:
    """Return a counted quantity as a fact: two counts of one measure that say the same are one."""
    return ("count", quantity.measure, str(quantity.low), str(quantity.high))


def _newness(quantities: Sequence[Quantity], origins: Mapping[str, int]) -> Mapping[Fact, float]:
    """Return for each counted fact its share of `COUNT`: 1 for the newest of a grave measure, less for the others.

    The newest of a measure that is none of the gravest is worth `LESSER`, that of the gravest, the toll, `TOLL`; and
    what one origin counts is less than what all of them do.
    """
    breadth = _breadth(quantities, origins)
    by_measure: defaultdict[str, dict[Fact, tuple[bool, bool, str, bool, int]]] = defaultdict(dict)
    for quantity in quantities:
        known = by_measure[quantity.measure]
        known[count_of(quantity)] = max(_order(quantity), known.get(count_of(quantity), _order(quantity)))
    newness = {}
    for measure, orders in by_measure.items():
        newest = 1.0 if measure in GRAVEST else LESSER
        for place, fact in enumerate(sorted(orders, key=lambda fact: (orders[fact], fact), reverse=True)):
            newness[fact] = breadth[measure] * newest / (1 + AGEING * place)
    gravest = next((measure for measure in GRAVEST if measure in by_measure), None)
    if gravest:
        orders = by_measure[gravest]
        newness[max(orders, key=lambda fact: (orders[fact], fact))] = TOLL
    return newness


def _breadth(quantities: Sequence[Quantity], origins: Mapping[str, int]) -> Mapping[str, float]:
    """Return for each measure what it is worth by how many origins count it: 1 for the one that most do."""
    counting: defaultdict[str, set[int]] = defaultdict(set)
    for quantity in quantities:
        counting[quantity.measure].add(origins[quantity.sentence.source])
    most = max(map(len, counting.values()), default=1)
    return {measure: (len(found) / most) ** BREADTH for measure, found in counting.items()}


def _order(quantity: Quantity) -> tuple[bool, bool, str, bool, int]:
    """Totals before parts, digits before "dozens", new before old, exact before approximate, large before small."""
    first, last = (place - quantity.sentence.span.start for place in (quantity.span.start, quantity.span.end))
    in_digits = any(char.isdigit() for char in quantity.sentence.text[first:last])
    size = quantity.low or quantity.high or 0
    return quantity.counting == "total", in_digits, str(quantity.as_of or ""), not quantity.approximate, size


def _names_in(pile: Pile, indices: Collection[int]) -> Mapping[int, tuple[str, ...]]:
    """Return for each of some sentences the full names that it mentions; mentions run in the order of the text."""
    by_source: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for mention in pile.names:
        by_source[mention.source].append((mention.span.start, mention.name))
    found = {}
    for index in indices:
        sentence = pile.sentences[index]
        mentions = by_source[sentence.source]
        first, last = (bisect_left(mentions, (border, "")) for border in (sentence.span.start, sentence.span.end))
        found[index] = tuple(name for _, name in mentions[first:last])
    return found
