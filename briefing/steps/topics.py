"""Sentences x topics -> how squarely each sentence is about each topic.

Five kinds of evidence, added up: the topic's keywords (weighted as in BM25 by how rare they are in these sources, and
a little more the earlier they stand, because a news sentence begins with what it is about), and less so the single
words of longer keywords and of the topic's title and question; the words that go with those here and not elsewhere
(log-odds, as in pseudo relevance feedback); the sentences next to it; what it counts, where such counts are what
the topic is about; and whether it gives the kind of answer that the topic asks for (`questions`).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from briefing.model import Pile, Quantity, Topic
from briefing.steps.questions import with_answers
from briefing.steps.words import content

PART = 0.3  # weight of a word of a longer keyword, beside the whole keyword ...
ASKED = 0.2  # ... and of a word of the topic's title or question
WIDENING = 0.8  # weight of the words that go with the keywords, beside the keywords themselves
COUNTED = 0.5  # what stating a quantity that the topic is about adds to the fit
NEIGHBOUR = 0.1  # weight of each neighbouring sentence ...
SAME_PARAGRAPH = 0.25  # ... and of one in the same paragraph
EARLY, LATE = 1.3, 0.7  # weight of a keyword that opens and of one that ends a sentence
CERTAIN = 2.0  # keyword weight from which a sentence counts in full as an example of its topic
LEAST_SCALE = 0.35  # of the best sentence: a topic with few sentences takes none that are hardly about it
RANK = 5  # the sentence at this rank is squarely about the topic, whatever the scale of its keywords

Fits = tuple[tuple[float, ...], ...]
"""A row a topic, a column a sentence: 0 is not about it, 1 is squarely; more only tells where else it could belong."""

Postings = Mapping[str, Mapping[int, int]]
"""Stem -> sentence -> the first place where it stands."""


def fit(pile: Pile, topics: Sequence[Topic]) -> Fits:
    """Return how squarely each sentence is about each topic, 0 or more.

    A topic of which no keyword, nor a word of one, stands in the pile fits nothing. One without keywords is found by
    the words of its title and question. A keyword that stands everywhere tells no sentence from another and counts
    next to nothing beside rarer ones.
    """
    postings = _postings_of(pile.stems)
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
    return _with_counts(pile, topics, with_answers(pile, topics, rows))


def counts_in(pile: Pile) -> tuple[tuple[Quantity, ...], ...]:
    """Return for each sentence the quantities that it states."""
    index_of = {(sentence.source, sentence.span.start): index for index, sentence in enumerate(pile.sentences)}
    found: list[list[Quantity]] = [[] for _ in pile.sentences]
    for quantity in pile.quantities:
        found[index_of[quantity.sentence.source, quantity.sentence.span.start]].append(quantity)
    return tuple(map(tuple, found))


def owners_of(pile: Pile, topics: Sequence[Topic], rows: Sequence[Sequence[float]]) -> Mapping[str, int]:
    """Return for each measure the topic, by its place, that counts it.

    Of the topics with a keyword that names it ("rescue" names what was rescued) the one, else of those that do not ask
    for the news as a whole, that the sentences which state it fit best.
    """
    return _owners(pile, topics, counts_in(pile), rows)


def _owners(
    pile: Pile, topics: Sequence[Topic], counted: Sequence[Sequence[Quantity]], rows: Sequence[Sequence[float]]
) -> Mapping[str, int]:
    naming = _naming(pile, topics, dict.fromkeys(quantity.measure for quantity in pile.quantities))
    counting = [number for number, topic in enumerate(topics) if topic.asks != "news"]
    sums: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for index, quantities in enumerate(counted):
        for measure in dict.fromkeys(quantity.measure for quantity in quantities):
            sums[measure].update({number: row[index] for number, row in enumerate(rows)})
    return {
        measure: max(naming[measure] or counting or counter, key=lambda number: (counter[number], -number))
        for measure, counter in sums.items()
        if counter
    }


def _naming(pile: Pile, topics: Sequence[Topic], measures: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """Return for each measure the topics, by their places, that have a keyword with its name in it."""
    keywords = [frozenset(word for term in _terms(pile, topic.keywords) for word in term) for topic in topics]
    return {
        measure: tuple(
            number
            for number, words in enumerate(keywords)
            if any(words.issuperset(name) for name in _terms(pile, (measure,)))
        )
        for measure in measures
    }


def keywords_in(pile: Pile, topic: Topic, indices: Iterable[int]) -> Mapping[int, frozenset[int]]:
    """Return for each of some sentences which of the topic's keywords, by their place in it, stand there."""
    terms = [_terms(pile, (keyword,)) for keyword in topic.keywords]
    return {
        index: frozenset(
            number
            for number, forms in enumerate(terms)
            if any(_place(pile.stems[index], term) is not None for term in forms)
        )
        for index in indices
    }


def _postings_of(stems: Sequence[Sequence[str]]) -> Postings:
    """Return where every stem stands."""
    postings: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for index, sentence in enumerate(stems):
        for place in range(len(sentence) - 1, -1, -1):
            postings[sentence[place]][index] = place
    return postings


def _terms(pile: Pile, texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return texts as content stems in every language of the pile, those without any left out."""
    languages = dict.fromkeys(document.language for document in pile.documents)
    stems = (content(text, language) for text in texts for language in languages)
    return tuple(dict.fromkeys(term for term in stems if term))


def _holding(pile: Pile, term: Sequence[str], postings: Postings) -> Mapping[int, int]:
    """Return the sentences that hold some stems in a row, each with the first place."""
    standing = postings.get(term[0], {})
    if len(term) == 1:
        return standing
    places = {index: _place(pile.stems[index], term) for index in standing}
    return {index: place for index, place in places.items() if place is not None}


def _place(stems: Sequence[str], term: Sequence[str]) -> int | None:
    """Return the first place at which some stems stand in a row."""
    if term[0] not in stems:
        return None
    width, wanted = len(term), tuple(term)
    return next(
        (place for place in range(len(stems) - width + 1) if tuple(stems[place : place + width]) == wanted), None
    )


def _keyword_weights(pile: Pile, topic: Topic, postings: Postings) -> tuple[float, ...]:
    """Return what the topic's own words say of each sentence; nothing of any where no word of a keyword stands."""
    whole = _terms(pile, topic.keywords)
    parts = _single(whole)
    asked = [term for term in _single(_terms(pile, (f"{topic.title} {topic.question}",))) if term not in whole]
    if whole and not any(word in postings for (word,) in parts):
        return (0.0,) * len(pile.sentences)
    weights = [0.0] * len(pile.sentences)
    for weight, terms in ((1.0, whole), (ASKED, asked)):
        for index, value in _held(pile, terms, postings):
            weights[index] += weight * value
    partly: defaultdict[int, float] = defaultdict(float)
    for index, value in _held(pile, [term for term in parts if term not in whole], postings):
        partly[index] = max(partly[index], PART * value)
    return tuple(weight or partly.get(index, 0.0) for index, weight in enumerate(weights))


def _single(terms: Iterable[Sequence[str]]) -> tuple[tuple[str], ...]:
    return tuple(dict.fromkeys((word,) for term in terms for word in term))


def _held(pile: Pile, terms: Iterable[Sequence[str]], postings: Postings) -> Iterator[tuple[int, float]]:
    """Yield each sentence that holds a term, and what that says: the rarer and the earlier the more."""
    for term in terms:
        holding = _holding(pile, term, postings)
        rarity = math.log(1 + (len(pile.sentences) - len(holding) + 0.5) / (len(holding) + 0.5))
        for index, place in holding.items():
            yield index, rarity * (EARLY - (EARLY - LATE) * place / len(pile.stems[index]))


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
    sums = [0.0] * len(stems)
    for places in postings.values():
        with_it = sum([examples[index] for index in places])
        if len(places) > 1 and with_it >= 1:
            share = (with_it + 0.1) / (inside + 1) / ((len(places) - with_it + 0.5) / (outside + 1))
            odds = math.log(share) * min(1.0, with_it / 3) if share > 1 else 0.0
            for index in places if odds else ():
                sums[index] += odds
    return [value / math.sqrt(len(sentence) + 1) for value, sentence in zip(sums, stems, strict=True)]


def _with_neighbours(pile: Pile, row: Sequence[float]) -> tuple[float, ...]:
    """Add a little of the sentences around each in its document, more in one paragraph: topics come in runs."""
    summed = list(row)
    for first, (one, other) in enumerate(pairwise(pile.sentences)):
        if one.source == other.source:
            weight = SAME_PARAGRAPH if one.paragraph == other.paragraph else NEIGHBOUR
            summed[first] += weight * row[first + 1]
            summed[first + 1] += weight * row[first]
    return tuple(summed)


def _scaled(row: Sequence[float]) -> tuple[float, ...]:
    """Scale by the sentence at `RANK`; where too few are about the topic for that, by a share of the best."""
    best = sorted(row, reverse=True)[:RANK]
    scale = max(best[-1], LEAST_SCALE * best[0])
    return tuple(value / scale for value in row)


def _with_counts(pile: Pile, topics: Sequence[Topic], rows: Sequence[Sequence[float]]) -> Fits:
    """Add what is counted, in the topic that counts it."""
    counted = counts_in(pile)
    owners = _owners(pile, topics, counted, rows)
    owning = [frozenset(owners.get(quantity.measure) for quantity in quantities) for quantities in counted]
    return tuple(
        tuple(value + COUNTED if number in owning[index] else value for index, value in enumerate(row))
        for number, row in enumerate(rows)
    )
