"""How much of the labelled furniture is told from the article, and whether any of the article goes with it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.gold import Unit
from benchmarks.tasks import Task, events, tasks
from briefing.model import Document
from briefing.pipeline import read_documents
from briefing.plugins import find
from briefing.steps.clean import clean
from tests.conftest import build_source, read_cases

REFERENCE, OURS = 0.95, 0.85
"""Shares of the labelled furniture that are cut: of the reference articles, and of each event of our own."""
LOST = 4
"""Sentences of the articles that may be cut for good, of about 180 an event."""

UNTOLD = 2
"""Lines of articles in our scrapes that may be cut: a paragraph right above "Photo: ..." reads like a caption,
a sentence of two words like a heading."""


def documents_of(task: Task) -> dict[str, Document]:
    reader = find("readers", "txt")
    paths = sorted(task.articles.glob("*.txt"))
    sources = [source for path in paths for source in reader.read(path.read_bytes(), path.name)]
    return {document.source.origin: document for document in read_documents(sources, task.settings)[0]}


def is_kept(document: Document, unit: Unit) -> bool:
    """Tell whether most of a labelled stretch is taken for the article."""
    body = (passage.span for passage in document.passages if passage.kind == "body")
    kept = sum(max(0, min(unit.end, span.end) - max(unit.start, span.start)) for span in body)
    return kept > (unit.end - unit.start) / 2


def shares(task: Task) -> tuple[float, list[str]]:
    """Return the share of furniture that is cut, and the sentences of the articles that are cut with it for good."""
    documents = documents_of(task)
    units = [(documents[unit.file], unit) for unit in task.gold.units]
    furniture = [is_kept(document, unit) for document, unit in units if unit.kind == "noise"]
    kept = {document.source.text[unit.start : unit.end] for document, unit in units if is_kept(document, unit)}
    lost = [
        text
        for document, unit in units
        if unit.kind == "body"
        and not unit.garbled
        and (text := document.source.text[unit.start : unit.end]) not in kept
    ]
    return 1 - sum(furniture) / len(furniture), lost


def test_of_the_reference_articles_furniture_is_cut_and_nothing_else(reference: Path) -> None:
    task = next(task for task in tasks(reference, pack=False) if task.name == "reference")
    cut, lost = shares(task)

    assert cut >= REFERENCE
    assert lost == []


@pytest.mark.parametrize("task", [pytest.param(task, id=task.name) for task in events()])
def test_of_articles_of_our_own_most_furniture_is_cut_and_hardly_a_sentence(task: Task) -> None:
    cut, lost = shares(task)

    assert cut >= OURS
    assert len(lost) <= LOST


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a scrape, and what became of it."""

    page: str
    text: str
    kind: str
    """What it is: "body", "headline", "byline", or "furniture" where the case does not name it."""
    kept: bool
    """Whether most of it was taken for the article."""


def scrape_lines() -> list[Line]:
    """Return every line of every scrape in tests/cases/clean.md."""
    lines: list[Line] = []
    for case in read_cases("clean", only="Scrape: "):
        text, named = (str(value) for value in case.values)
        awaited = [tuple(line.split(": ", 1)) for line in named.split("\n")]
        spans = [passage.span for passage in clean(build_source(text)) if passage.kind == "body"]
        start = 0
        for line in text.split("\n"):
            end = start + len(line)
            is_named = bool(awaited) and line.startswith(awaited[0][1])
            kind = awaited.pop(0)[0] if is_named else "furniture"
            covered = sum(max(0, min(end, span.end) - max(start, span.start)) for span in spans)
            if line:
                lines.append(Line(str(case.id), line, kind, covered > len(line) / 2))
            start = end + 1
        assert awaited == [], f"{case.id}: {awaited[0]} begins no line behind those before it"
    return lines


def test_of_seventy_scrapes_most_furniture_is_cut_and_hardly_a_line_of_an_article() -> None:
    lines = scrape_lines()
    furniture = [line for line in lines if line.kind == "furniture"]
    lost = [(line.page, line.text) for line in lines if line.kind == "body" and not line.kept]

    assert len({line.page for line in lines}) >= 70
    assert len(furniture) >= 950
    assert len(lost) <= UNTOLD, lost
    assert sum(not line.kept for line in furniture) / len(furniture) >= OURS
