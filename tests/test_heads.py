"""Fifty pasted pages, written and labelled without a look at the rules: what is told of each, and what is kept.

`tests/heads/labels.json` has for each page its headline, outlet, agency, day and author as the page states them, what
is the article and what is not, every line once. The floors are what was reached: they may only rise.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.model import Document
from briefing.pipeline import read_documents
from briefing.plugins import find
from briefing.settings import Settings

PAGES = Path(__file__).parent / "heads"
LABELS = json.loads((PAGES / "labels.json").read_text("utf-8"))
FLOOR = {"title": 39, "publisher": 40, "agency": 44, "published": 46, "byline": 41}
LOST, LEAKED = 5, 18
"""Stretches of article that are cut, of 203; lines of other things that are kept, of 960."""


def documents() -> Iterator[tuple[Document, dict[str, object]]]:
    for name, labels in LABELS.items():
        sources = list(find("readers", "txt").read((PAGES / f"{name}.txt").read_bytes(), f"{name}.txt"))
        (document,), _ = read_documents(sources, Settings())
        yield document, labels


def folded(text: object) -> str:
    return re.sub(r"\W+", " ", str(text or "")).strip().casefold()


def is_told(document: Document, fact: str, wanted: object) -> bool:
    """Whether a fact is what the page states; an author's town may stand with the name, an "Inc" may be wanting."""
    found, wanted = folded(getattr(document, fact)), folded(wanted)
    if fact in {"title", "published"} or not (found and wanted):
        return found == wanted
    found, wanted = (text.replace(" and ", " ") for text in (found, wanted))
    return wanted in found or found in wanted


def kept(document: Document) -> tuple[str, str]:
    parts = {True: "", False: ""}
    for passage in document.passages:
        parts[passage.kind == "body"] += f" {document.source.text[passage.span.start : passage.span.end]}"
    return folded(parts[True]), folded(parts[False])


@pytest.fixture(scope="module")
def read() -> list[tuple[Document, dict[str, object]]]:
    return list(documents())


def test_the_facts_that_pages_state_are_told(read):
    told = Counter(fact for document, labels in read for fact in FLOOR if is_told(document, fact, labels.get(fact)))

    assert len(read) == 50
    assert {fact: told[fact] for fact in FLOOR if told[fact] < FLOOR[fact]} == {}


def test_articles_are_kept_and_what_surrounds_them_is_cut(read):
    lost, leaked = [], []
    for document, labels in read:
        body, other = kept(document)
        article = [folded(text) for text in labels["body"]]
        lost += [text for text in article if text not in body]
        leaked += [
            text
            for text in map(folded, labels["not_body"])
            if len(text) > 2 and text in body and text not in other and not any(text in part for part in article)
        ]

    assert len(lost) <= LOST, lost
    assert len(leaked) <= LEAKED, leaked
