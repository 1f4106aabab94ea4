"""What is read out of public web pages may only get better; benchmarks/extraction.py prints the figures."""

from pathlib import Path

import pytest

from benchmarks.extraction import compare, f1, facts, load, read
from briefing.model import Source

FLOOR = 0.978
"""Of F1; reached are 0.980."""
FACTS = {"date": 24, "publisher": 22, "title": 24}
"""Of 24 labelled pages."""

Read = tuple[dict[str, Source | None], dict[str, str]]


@pytest.fixture(scope="module")
def pages(reference: Path) -> Read:
    found, truth = load(reference)
    return {key: read(page, key) for key, page in found.items()}, truth


def test_the_articles_of_public_pages_are_read_whole_and_alone(pages: Read) -> None:
    sources, truth = pages
    scores = {key: compare(truth[key], source.text if source else "") for key, source in sources.items()}

    assert f1(scores) >= FLOOR


def test_no_public_page_is_refused(pages: Read) -> None:
    assert [key for key, source in pages[0].items() if source is None] == []


def test_what_public_pages_state_of_themselves_is_understood(pages: Read) -> None:
    counts, _ = facts(pages[0])

    assert all(counts[name] >= wanted for name, wanted in FACTS.items()), counts


def test_every_line_of_a_public_page_is_a_clean_line(pages: Read) -> None:
    lines = [line for source in pages[0].values() if source for line in source.text.split("\n")]

    assert all(line == line.strip(" \t\r\xa0") for line in lines)
    assert not any("  " in line or "\0" in line for line in lines)
