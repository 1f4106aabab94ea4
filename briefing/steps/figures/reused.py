"""Quantities that documents state in the same words -> the day of the earliest: a reprint is no newer count."""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import replace

from briefing.model import Document, Quantity
from briefing.steps.figures.tokens import tokenize

_WORDS = 10
"""So many words in a row, the number among them, are no coincidence."""
_SHORT = 7
"""A whole sentence of so many words is none either."""


def settle(quantities: Sequence[Quantity], documents: Sequence[Document]) -> list[Quantity]:
    """Give a count that has only its document's day, or none, the day on which the same words first said it."""
    published = {document.source.id: document.published for document in documents}
    alike: dict[Hashable, list[int]] = defaultdict(list)
    for at, quantity in enumerate(quantities):
        key = _key(quantity)
        if key is not None:
            alike[key].append(at)
    found = list(quantities)
    for places in alike.values():
        days = [day for place in places if (day := quantities[place].as_of) is not None]
        for place in places:
            found[place] = _settled(quantities[place], published, min(days, default=None))
    return found


def _settled(quantity: Quantity, published: dict[str, dt.date | None], earliest: dt.date | None) -> Quantity:
    own = quantity.as_of is not None and quantity.as_of != published[quantity.sentence.source]
    return quantity if own or earliest is None else replace(quantity, as_of=earliest)


def _key(quantity: Quantity) -> Hashable | None:
    """The count and the words around it; None where they are too few to tell."""
    start = quantity.span.start - quantity.sentence.span.start
    tokens = [token for token in tokenize(quantity.sentence.text) if token.word[0].isalnum()]
    if len(tokens) < _SHORT:
        return None
    at = next((i for i, token in enumerate(tokens) if token.end > start), 0)
    first = max(min(at - 1, len(tokens) - _WORDS), 0)
    words = tuple(token.word for token in tokens[first : first + _WORDS])
    return quantity.measure, quantity.low, quantity.high, words
