"""Piles built by hand: no reading, no cleaning, no guessing."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.model import Document, Pile, Quantity, Sentence, Span
from briefing.steps.words import content
from tests.conftest import build_document


def build_pile(texts: Mapping[str, Sequence[str]], twins: Sequence[Sequence[int]] = (), **changes: object) -> Pile:
    """A pile of documents, each given by its sentences; every document is an origin of its own."""
    documents, sentences = [], []
    for day, (origin, lines) in enumerate(texts.items(), 1):
        document = build_document("\n".join(lines), origin, published=dt.date(2024, 3, day), published_basis="stated")
        documents.append(document)
        sentences += sentences_of(document)
    pile = Pile(
        documents=tuple(documents),
        sentences=tuple(sentences),
        stems=tuple(content(sentence.text, "en") for sentence in sentences),
        faults=((),) * len(sentences),
        twins=tuple(map(tuple, twins)),
        origins={document.source.id: number for number, document in enumerate(documents)},
        dates=((),) * len(sentences),
        names=(),
        quantities=(),
    )
    return replace(pile, **changes)


def sentences_of(document: Document) -> list[Sentence]:
    """One sentence a paragraph."""
    return [
        Sentence(
            source=document.source.id,
            span=passage.span,
            paragraph=passage.paragraph,
            index=index,
            text=document.source.text[passage.span.start : passage.span.end],
        )
        for index, passage in enumerate(document.passages)
    ]


def count(sentence: Sentence, measure: str, words: str, low: int, day: int, **facts: object) -> Quantity:
    """A total at the place of `words` in a sentence, as of a day of March 2024."""
    start = sentence.span.start + sentence.text.index(words)
    quantity = Quantity(
        sentence=sentence,
        span=Span(start=start, end=start + len(words)),
        measure=measure,
        subject="people",
        low=low,
        high=low,
        approximate=False,
        as_of=dt.date(2024, 3, day),
        attributed_to=None,
        counting="total",
    )
    return replace(quantity, **facts)
