"""What does not add up is said once, with its places, and only where it is certain."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from briefing.model import Document, Extract, Finding, Passage, Pile, Span
from briefing.steps.compose import extract_of, number
from briefing.steps.findings import find_findings
from briefing.steps.ledger import ledger
from briefing.steps.understand import understand
from tests.conftest import build_source, read_cases

ORDER = [
    *("conflict", "revision", "headline-mismatch", "correction", "quotation"),
    *("shared-text", "single-origin", "sources"),
]
HEAD = re.compile(r"(\d+) May(?:, (\w+))?: (.*)")


def article(headline: str, *paragraphs: str, day: int | None = None, **facts: object) -> Document:
    """An article under its headline, published on a day of May 2023; a paragraph "(note) ..." is furniture."""
    lines, passages, start = [headline, *paragraphs], [], 0
    for place, line in enumerate(lines):
        kind = "furniture" if line.startswith("(note) ") else "body" if place else "headline"
        paragraph = place if kind == "body" else 0
        skipped = len("(note) ") if kind == "furniture" else 0
        span = Span(start=start + skipped, end=start + len(line))
        passages.append(Passage(span=span, kind=kind, rule="test", paragraph=paragraph))
        start += len(line) + 1
    return Document(
        source=build_source("\n".join(lines), f"{day}-{headline}.txt"),
        passages=tuple(passages),
        title=headline,
        published=dt.date(2023, 5, day) if day else None,
        published_basis="stated" if day else "unknown",
        **facts,
    )


def look(documents: Sequence[Document], points: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return the findings; `points` are beginnings of the sentences that lead the brief."""
    pile = understand(documents, frozenset({"en"}))
    numbers = number(documents)
    figures = ledger(pile.quantities, pile.documents, numbers, pile.origins)
    found = find_findings(pile, figures, key_points(pile, points), numbers)
    check(pile, found)
    return found


def key_points(pile: Pile, points: Sequence[str]) -> list[Extract]:
    numbers = number(pile.documents)
    indices = [
        next(at for at, sentence in enumerate(pile.sentences) if sentence.text.startswith(point)) for point in points
    ]
    return [replace(extract_of(pile, at, numbers), id=f"E{place}") for place, at in enumerate(indices, 1)]


def check(pile: Pile, found: Sequence[Finding]) -> None:
    """Every finding is said once, in its order, and cites places of sentences or passages."""
    numbers = number(pile.documents)
    places = {(numbers[s.source], s.span.start, s.span.end, s.paragraph) for s in pile.sentences}
    places |= {
        (numbers[document.source.id], passage.span.start, passage.span.end, 0)
        for document in pile.documents
        for passage in document.passages
    }

    assert len({finding.text for finding in found}) == len(found)
    assert [finding.kind for finding in found] == sorted((finding.kind for finding in found), key=ORDER.index)
    for finding in found:
        assert finding.citations or not pile.sentences
        assert {(c.source, c.start, c.end, c.paragraph) for c in finding.citations} <= places


def texts(found: Sequence[Finding], kind: str) -> list[str]:
    return [finding.text for finding in found if finding.kind == kind]


@pytest.mark.parametrize(("given", "expected"), read_cases("findings"))
def test_cases(given, expected):
    documents = []
    for block in given.split("\n\n"):
        head, *paragraphs = block.split("\n")
        day, agency, headline = HEAD.fullmatch(head).groups()
        documents.append(article(headline, *paragraphs, day=int(day), agency=agency))

    found = [f for f in look(documents) if f.kind not in {"single-origin", "sources"}]

    assert "\n".join(f"{finding.kind}: {finding.text}" for finding in found) == expected
