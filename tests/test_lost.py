"""Where the facts of a labelled event are lost."""

import json
from pathlib import Path

import pytest

from benchmarks.gold import Gold
from benchmarks.lost import Case, ceiling, fate_of, fewer, followed, main, names, shares, unasked
from benchmarks.tasks import Task
from briefing.settings import load

LINES = (
    "The dam above Orlen burst on Monday after three days of heavy rain, the water board said.",
    "They had cracks in them, the board said.",
    "Anglers of the club meet on the first Sunday of every month.",
    "A dam inspector from Harben retired in the spring.",
    "Subscribe to our newsletter",
)
FATES = {
    "burst": "stated",
    "cracks": "dangling",
    "Anglers": "topic",
    "inspector": "outranked",
    "newsletter": "cut",
}
SETTINGS = """
sources = ["."]
topics = "none"
[[topic]]
key = "cause"
title = "Cause"
keywords = ["dam", "burst", "heavy rain", "flood"]
sentences = 1
"""


@pytest.fixture
def task(tmp_path: Path) -> Task:
    """One article and a section of one sentence, with a vital fact for each way that a fact can go."""
    (tmp_path / "a.txt").write_text("\n\n".join(LINES), "utf-8")
    (tmp_path / "b.txt").write_text("The dam burst after heavy rain, the mayor of Orlen told a radio station.", "utf-8")
    labels = {
        "units": [],
        "same_text": [],
        "documents": [{"file": "a.txt"}, {"file": "b.txt"}],
        "nuggets": [
            *({"id": word, "topic": "cause", "vital": True, "any": [word]} for word in FATES),
            {"id": "nowhere", "topic": "cause", "vital": True, "any": ["an earthquake"]},
            {"id": "rain", "topic": "cause", "vital": False, "any": ["heavy rain"]},
        ],
    }
    (tmp_path / "gold.json").write_text(json.dumps(labels), "utf-8")
    (tmp_path / "briefing.toml").write_text(SETTINGS, "utf-8")
    return Task(
        name="orlen",
        gold=Gold(tmp_path / "gold.json", tmp_path),
        articles=tmp_path,
        settings=load(tmp_path / "briefing.toml"),
    )


def test_each_fact_is_followed_to_where_it_is_lost(task: Task) -> None:
    case = Case(task, task.pile(), task.topics)

    assert {fact.id: fate_of(case, 0, found) for fact, found in case.facts[0].items() if fact.vital} == FATES


def test_a_fact_that_no_article_states_does_not_count(task: Task) -> None:
    tally = followed(Case(task, task.pile(), task.topics))

    assert (tally["vitals"], tally["all"], tally["stated"], tally["nuggets"]) == (5, 6, 1, 2)


def test_a_choice_that_knows_the_facts_reaches_no_more_than_its_room(task: Task) -> None:
    case = Case(task, task.pile(), task.topics)

    assert ceiling(case, 0, range(len(case.texts))) == 1
    assert ceiling(case, 0, ()) == 0


def test_every_article_and_every_keyword_is_missing_once(task: Task) -> None:
    cases = list(fewer(task))

    assert [len(case.pile.documents) for case in cases] == [1] * 8
    assert {case.topics[0].keywords for case in cases} == {
        ("burst", "heavy rain", "flood"),
        ("dam", "heavy rain", "flood"),
        ("dam", "burst", "flood"),
        ("dam", "burst", "heavy rain"),
    }
    assert 0 < shares(cases)[0] < 1


def test_what_is_lost_is_named_with_the_sentences_that_state_it(task: Task) -> None:
    lines = list(names(Case(task, task.pile(), task.topics)))

    assert "  Anglers in cause: topic" in lines
    assert any(line.endswith(LINES[2]) for line in lines)
    assert not any("burst in cause" in line for line in lines)


def test_without_the_reference_nothing_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BRIEFING_REFERENCE", raising=False)

    assert main([]) == 0
    assert capsys.readouterr().out.startswith("not measured")


def test_a_brief_without_settings_is_searched_as_a_whole(task: Task) -> None:
    assert unasked(task) == "vital  33.3%, 1 in the first section, all facts  42.9%"
