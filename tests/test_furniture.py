"""How much of the labelled furniture is told from the article, and whether any of the article goes with it."""

from pathlib import Path

import pytest

from benchmarks.gold import Unit
from benchmarks.tasks import Task, events, tasks
from briefing.model import Document
from briefing.pipeline import read_documents
from briefing.plugins import find

REFERENCE, OURS = 0.95, 0.85
"""Shares of the labelled furniture that are cut: of the reference articles, and of each event of our own."""
LOST = 4
"""Sentences of the articles that may be cut for good, of about 180 an event."""


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
