"""Sentences x topics -> how squarely each sentence is about each topic.

Four kinds of evidence, added up: the topic's keywords (weighted as in BM25 by how rare they are in these sources, and
a little more the earlier they stand, because a news sentence begins with what it is about); the words that go with
those keywords here and not elsewhere (log-odds, as in pseudo relevance feedback); the sentences next to it; and what it
counts, where such counts are what the topic is about.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from briefing.model import Pile, Quantity, Topic
from briefing.steps.words import content

WIDENING = 0.7  # weight of the words that go with the keywords, beside the keywords themselves
COUNTED = 0.5  # what stating a quantity that the topic is about adds to the fit
NEIGHBOUR = 0.1  # weight of each neighbouring sentence
EARLY, LATE = 1.3, 0.7  # weight of a keyword that opens and of one that ends a sentence
CERTAIN = 2.0  # keyword weight from which a sentence counts in full as an example of its topic
LEAST_SCALE = 0.35  # of the best sentence: a topic with few sentences takes none that are hardly about it
RANK = 5  # the sentence at this rank is squarely about the topic, whatever the scale of its keywords

Fits = tuple[tuple[float, ...], ...]
"""A row a topic, a column a sentence: 0 is not about it, 1 is squarely; more only tells where else it could belong."""

Postings = Mapping[str, Mapping[int, Sequence[int]]]
"""Stem -> sentence -> the places where it stands."""


def fit(pile: Pile, topics: Sequence[Topic]) -> Fits:
    """Return how squarely each sentence is about each topic, 0 or more.

    A topic whose keywords stand nowhere in the pile fits nothing.
    """
    postings = postings_of(pile.stems)
    direct = tuple(_keyword_weights(pile, topic, postings) for topic in topics)
    examples = _examples(direct)
    rows = []
    for row, weights in zip(direct, examples, strict=True):
        if max(row, default=0.0) == 0:
            rows.append((0.0,) * len(pile.sentences))
            continue
        widened = _widened(pile.stems, weights, postings)
        summed = [keyword + WIDENING * word for keyword, word in zip(row, widened, strict=True)]
        rows.append(_scaled(_with_neighbours(pile, summed)))
    return _with_counts(pile, rows)


def counts_in(pile: Pile) -> tuple[tuple[Quantity, ...], ...]:
    """Return for each sentence the quantities that it states."""
    index_of = {(sentence.source, sentence.span.start): index for index, sentence in enumerate(pile.sentences)}
    found: list[list[Quantity]] = [[] for _ in pile.sentences]
    for quantity in pile.quantities:
        found[index_of[quantity.sentence.source, quantity.sentence.span.start]].append(quantity)
    return tuple(map(tuple, found))


def owners_of(counted: Sequence[Sequence[Quantity]], rows: Sequence[Sequence[float]]) -> Mapping[str, int]:
    """Return for each measure the topic, by its place, that the sentences which state it fit best."""
    sums: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for index, quantities in enumerate(counted):
        for measure in dict.fromkeys(quantity.measure for quantity in quantities):
            sums[measure].update({number: row[index] for number, row in enumerate(rows)})
    return {measure: max(counter, key=lambda number: (counter[number], -number)) for measure, counter in sums.items()}


def keywords_in(pile: Pile, topic: Topic, postings: Postings) -> tuple[frozenset[int], ...]:
    """Return for each sentence which of the topic's keywords, by their place in it, stand there."""
    found: list[set[int]] = [set() for _ in pile.sentences]
    for number, keyword in enumerate(topic.keywords):
        for index in _holding(pile, keyword, postings):
            found[index].add(number)
    return tuple(map(frozenset, found))


def postings_of(stems: Sequence[Sequence[str]]) -> Postings:
    """Return where every stem stands."""
    postings: defaultdict[str, dict[int, list[int]]] = defaultdict(dict)
    for index, sentence in enumerate(stems):
        for place, stem in enumerate(sentence):
            postings[stem].setdefault(index, []).append(place)
    return postings


def _holding(pile: Pile, keyword: str, postings: Postings) -> dict[int, int]:
    """Return the sentences that hold a keyword's stems in a row, each with the first place."""
    languages = dict.fromkeys(document.language for document in pile.documents)
    found: dict[int, int] = {}
    for language in languages:
        first, *rest = content(keyword, language) or ("",)
        for index, places in postings.get(first, {}).items():
            for place in places:
                if list(pile.stems[index][place + 1 : place + 1 + len(rest)]) == rest:
                    found.setdefault(index, place)
                    break
    return found


def _keyword_weights(pile: Pile, topic: Topic, postings: Postings) -> tuple[float, ...]:
    weights = [0.0] * len(pile.sentences)
    for keyword in topic.keywords:
        holding = _holding(pile, keyword, postings)
        rarity = math.log(1 + (len(weights) - len(holding) + 0.5) / (len(holding) + 0.5))
        for index, place in holding.items():
            weights[index] += rarity * (EARLY - (EARLY - LATE) * place / len(pile.stems[index]))
    return tuple(weights)


def _examples(direct: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], ...]:
    """Return how far each sentence is an example of each topic: shared between topics, less where evidence is thin."""
    totals = [sum(column) for column in zip(*direct, strict=True)]
    return tuple(
        tuple(
            weight / total * min(1.0, weight / CERTAIN) if total else 0.0
            for weight, total in zip(row, totals, strict=True)
        )
        for row in direct
    )


def _widened(stems: Sequence[Sequence[str]], examples: Sequence[float], postings: Postings) -> list[float]:
    """Return for each sentence how strongly its words go with the examples: smoothed log-odds, damped by length."""
    inside = sum(examples)
    outside = len(stems) - inside
    odds: defaultdict[str, float] = defaultdict(float)
    for stem, places in postings.items():
        with_it = sum(examples[index] for index in places)
        if len(places) > 1 and with_it >= 1:
            share = (with_it + 0.1) / (inside + 1) / ((len(places) - with_it + 0.5) / (outside + 1))
            odds[stem] = max(0.0, math.log(share)) * min(1.0, with_it / 3)
    return [sum(odds[stem] for stem in dict.fromkeys(sentence)) / math.sqrt(len(sentence) + 1) for sentence in stems]


def _with_neighbours(pile: Pile, row: Sequence[float]) -> tuple[float, ...]:
    """Add a little of the sentences before and after in the same document: topics come in runs."""
    after = [*row[1:], 0.0]
    before = [0.0, *row[:-1]]
    sources = [sentence.source for sentence in pile.sentences]
    return tuple(
        value
        + NEIGHBOUR * (before[i] if i and sources[i - 1] == sources[i] else 0.0)
        + NEIGHBOUR * (after[i] if sources[i + 1 : i + 2] == [sources[i]] else 0.0)
        for i, value in enumerate(row)
    )


def _scaled(row: Sequence[float]) -> tuple[float, ...]:
    """Scale by the sentence at `RANK`; where too few are about the topic for that, by a share of the best."""
    best = sorted(row, reverse=True)[:RANK]
    scale = max(best[-1], LEAST_SCALE * best[0])
    return tuple(value / scale for value in row)


def _with_counts(pile: Pile, rows: Sequence[Sequence[float]]) -> Fits:
    """Add what is counted: a measure speaks for the topic that its sentences fit best."""
    counted = counts_in(pile)
    owners = owners_of(counted, rows)
    owning = [frozenset(owners[quantity.measure] for quantity in quantities) for quantities in counted]
    return tuple(
        tuple(value + COUNTED if number in owning[index] else value for index, value in enumerate(row))
        for number, row in enumerate(rows)
    )
