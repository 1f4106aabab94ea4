"""The demonstration that ships: five sources of our own, something in each of five sections, only articles quoted."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.cli import main
from tests.desk import ROOT, Json, extracts_of, read_brief

SEEDS = ROOT / "seeds"
KEPT_FOLDERS = {".ci", "benchmarks", "briefing", "docs", "seeds", "templates", "tests", "tools"}
TEXT_FILES = {".py", ".md", ".txt", ".toml", ".j2", ".css", ".json", ".html", ".ann", ""}
FURNITURE = (
    "Subscribe",
    "Share this article",
    "Smoke rises from the city hall",
    "Read more",
    "Follow us",
    "Additional reporting",
    "Enjoyed this piece",
    "Advertisement",
    "Independent reporting needs readers",
    "Troops patrol a square",
    "soldiers-stand-guard",
    "Photo:",
    "LAST UPDATE",
    "Meridian Wire",
    "View 14 comments",
    "Your email address",
    "by Staff Writer",
    "Related articles",
    "Tweet",
    "appeared first on",
    "A cleaner sweeps",
    "#Kazakhstan",
    "Leave a Reply",
    "is trained, said state of the statement",
)
"""Pieces of every line of seeds/ that is no article: banners, captions, credits, buttons, and the garbled paragraph."""
GRAM = 8
"""So many words in a row of a real article would be a copy; what officials said is quoted in fewer."""
COMMENT_FORM = "Related articles. Leave a reply. Your email address will not be published. Required fields are marked *"
"""Lines of the software that half of all news pages run on, and of no article."""


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Json:
    """The brief of `briefing make` without arguments, beside seeds/."""
    folder = tmp_path_factory.mktemp("demonstration")
    (folder / "seeds").symlink_to(SEEDS)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["make", "--format", "json"]) == 0
    return read_brief(folder / "build")


def test_the_demonstration_is_five_sources(brief: Json) -> None:
    names = sorted(path.name for path in SEEDS.glob("*.txt"))

    assert [source["origin"] for source in brief["sources"]] == names
    assert len(names) == 5


def test_every_one_of_the_five_topics_has_something_to_read(brief: Json) -> None:
    counts = {section["topic"]: len(section["extracts"]) for section in brief["sections"]}

    assert set(counts) == {"origins", "escalation", "csto-deployment", "casualties", "world-response"}
    assert min(counts.values()) >= 2


def test_every_source_is_quoted(brief: Json) -> None:
    assert [source["id"] for source in brief["sources"] if not source["quoted"]] == []


def test_no_furniture_is_quoted(brief: Json) -> None:
    seen = [extract["text"] for extract in [*extracts_of(brief), *(event["extract"] for event in brief["timeline"])]]

    assert [line for line in FURNITURE if any(line in text for text in seen)] == []


def test_the_list_of_furniture_is_that_of_the_seeds() -> None:
    text = "\n".join(path.read_text("utf-8") for path in SEEDS.glob("*.txt"))

    assert [line for line in FURNITURE if line not in text] == []


def test_a_paragraph_that_two_outlets_carry_is_cited_in_both_and_counted_once(brief: Json) -> None:
    shared = [extract for extract in extracts_of(brief) if len(extract["citations"]) > 1]

    assert shared
    for extract in shared:
        assert [citation["relation"] for citation in extract["citations"]] == ["quoted", "same-text"]
        assert {citation["source"] for citation in extract["citations"]} == {"S1", "S3"}
        assert extract["origins"] == 1


def test_the_tolls_contradict_each_other(brief: Json) -> None:
    killed = {figure["low"] for figure in brief["figures"] if figure["measure"] == "killed"}

    assert {8, 12, 18, 26, 164} <= killed


def kept_files(root: Path) -> Iterator[Path]:
    """Yield the text files of the project, without what tools leave behind."""
    for folder in root.iterdir():
        if folder.name in KEPT_FOLDERS:
            yield from (path for path in folder.rglob("*") if path.is_file() and path.suffix in TEXT_FILES)
        elif folder.is_file():
            yield folder


def grams(text: str) -> Iterator[tuple[str, ...]]:
    """Yield every run of so many words, capitals and signs apart."""
    words = re.findall(r"\w+", text.lower())
    return zip(*(words[shift:] for shift in range(GRAM)), strict=False)


def test_no_sentence_of_a_real_article_stands_in_the_project(reference: Path) -> None:
    real = {gram for path in (reference / "seeds").glob("*.txt") for gram in grams(path.read_text("utf-8", "replace"))}
    real -= set(grams(COMMENT_FORM))
    copied = []
    for path in sorted(kept_files(ROOT)):
        found = sorted({" ".join(gram) for gram in grams(path.read_text("utf-8", "replace")) if gram in real})
        copied += [f"{path.relative_to(ROOT)}: {gram}" for gram in found]

    assert len(real) > 1000
    assert copied == []
