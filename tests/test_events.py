"""The labelled events in benchmarks/events are in step with their annotations and agree with themselves."""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from benchmarks import label
from briefing.settings import load, topics_of

FOLDERS = sorted(path.parent for path in label.EVENTS.glob("*/labels.toml"))
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})  # as the scorer folds
COUNTED = {
    "killed", "injured", "hospitalised", "intensive-care", "detained", "missing", "displaced", "evacuated", "rescued",
}  # fmt: skip


class Event:
    """An event's files as they lie on the disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.gold: dict[str, Any] = json.loads((folder / "gold.json").read_text("utf-8"))
        self.texts = {
            d["file"]: (folder / "articles" / d["file"]).read_bytes().decode("utf-8") for d in self.gold["documents"]
        }
        self.units = {unit["id"]: unit for unit in self.gold["units"]}

    def words(self, unit: dict[str, Any]) -> str:
        text = self.texts[unit["file"]][unit["start"] : unit["end"]]
        return re.sub(r"\s+", " ", text.translate(PLAIN)).strip()

    def stating(self, patterns: Iterable[str]) -> list[dict[str, Any]]:
        """The readable sentences in which one of the patterns is found."""
        sentences = [u for u in self.units.values() if u["kind"] == "body" and not u["garbled"]]
        return [u for u in sentences if any(re.search(pattern, self.words(u)) for pattern in patterns)]


def is_day(text: str) -> bool:
    return date.fromisoformat(text).isoformat() == text


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def event(request: pytest.FixtureRequest) -> Event:
    return Event(request.param)


def test_there_are_events() -> None:
    assert FOLDERS


def test_articles_and_gold_are_what_the_annotations_say(event: Event) -> None:
    assert label.out_of_step(event.folder) == []


def test_an_event_has_eight_articles_of_a_news_page_s_length(event: Event) -> None:
    assert len(event.texts) == 8
    for name, text in event.texts.items():
        assert 300 <= len(text.split()) <= 900, name


def test_documents_name_their_text_title_and_day(event: Event) -> None:
    for document in event.gold["documents"]:
        text = event.texts[document["file"]]
        assert hashlib.sha256(text.encode()).hexdigest() == document["sha256"]
        titles = [
            event.words(u) for u in event.units.values() if u["file"] == document["file"] and u["kind"] == "headline"
        ]
        assert document["title"].translate(PLAIN) in titles
        assert document["published"] is None or is_day(document["published"])
        assert document["agency"] is None or re.search(document["agency"], text)


def test_units_follow_each_other_and_leave_only_white_space_out(event: Event) -> None:
    for name, text in event.texts.items():
        units = [u for u in event.gold["units"] if u["file"] == name]
        for first, second in pairwise(units):
            assert first["end"] <= second["start"]
            assert not text[first["end"] : second["start"]].strip()
        assert not text[: units[0]["start"]].strip()
        assert not text[units[-1]["end"] :].strip()


def test_units_have_a_kind_known_topics_and_no_white_space_around_them(event: Event) -> None:
    assert len(event.units) == len(event.gold["units"])
    for unit in event.gold["units"]:
        text = event.texts[unit["file"]][unit["start"] : unit["end"]]
        assert text.strip() == text != ""
        assert text.startswith(unit["begins"].split("\n")[0])
        assert unit["kind"] in {"body", "headline", "noise"}
        assert set(unit["topics"]) <= set(event.gold["topics"])
        assert len(set(unit["topics"])) == len(unit["topics"])
        assert unit["kind"] == "body" or not (unit["dangling"] or unit["garbled"])


def test_sentences_are_partly_off_topic_dangling_and_garbled(event: Event) -> None:
    body = [u for u in event.gold["units"] if u["kind"] == "body"]
    assert 0.4 <= sum(bool(u["topics"]) for u in body) / len(body) <= 0.85
    assert sum(u["dangling"] for u in body) >= 10
    assert any(u["garbled"] for u in body)
    assert {topic for u in body for topic in u["topics"]} == set(event.gold["topics"])


def test_every_fact_is_stated_by_a_sentence_of_its_topic_and_no_pattern_is_dead(event: Event) -> None:
    for nugget in event.gold["nuggets"]:
        assert any(nugget["topic"] in u["topics"] for u in event.stating(nugget["any"])), nugget["id"]
        for pattern in nugget["any"]:
            assert event.stating([pattern]), (nugget["id"], pattern)


def test_a_vital_fact_is_stated_by_a_sentence_of_its_topic_that_can_be_read_alone(event: Event) -> None:
    for nugget in event.gold["nuggets"]:
        alone = [u for u in event.stating(nugget["any"]) if nugget["topic"] in u["topics"] and not u["dangling"]]
        assert alone or not nugget["vital"], nugget["id"]


def test_a_topic_has_eight_to_fourteen_facts_two_to_five_of_them_vital(event: Event) -> None:
    ids = [nugget["id"] for nugget in event.gold["nuggets"]]
    assert len(set(ids)) == len(ids)
    for topic in event.gold["topics"]:
        facts = [nugget for nugget in event.gold["nuggets"] if nugget["topic"] == topic]
        assert 8 <= len(facts) <= 14, topic
        assert 2 <= sum(nugget["vital"] for nugget in facts) <= 5, topic


def test_figures_stand_in_sentences_and_are_of_a_counted_kind(event: Event) -> None:
    for figure in event.gold["figures"] + event.gold["optional_figures"]:
        assert figure["measure"] in COUNTED
        assert figure["high"] is None or figure["low"] <= figure["high"]
    for figure in event.gold["figures"]:
        unit = event.units[figure["unit"]]
        assert unit["kind"] == "body", figure
        assert not unit["garbled"], figure
        assert is_day(figure["as_of"])
        re.compile(figure["attributed_to"])


def test_a_figure_is_written_in_its_sentence(event: Event) -> None:
    spoken = {
        1: "one|an? ", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine",
        11: "eleven", 24: "dozens", 40: "scores", 94: "ninety-four", 200: "hundreds", 2000: "thousands",
        20000: "tens of thousands",
    }  # fmt: skip
    for figure in event.gold["figures"]:
        words = event.words(event.units[figure["unit"]])
        pattern = rf"(?<![\d,]){figure['low']:,}(?![\d,]*\d)|(?<!\d){figure['low']}(?!\d)"
        if figure["low"] in spoken:
            pattern += rf"|\b(?:{spoken[figure['low']]})"
        assert re.search(pattern, words, re.IGNORECASE), (figure, words)


def test_a_day_of_the_timeline_is_told_by_a_sentence(event: Event) -> None:
    days = [date.fromisoformat(entry["date"]) for entry in event.gold["timeline"]]
    assert days == sorted(set(days))
    assert 5 <= len(days) <= 7
    for entry in event.gold["timeline"]:
        for pattern in entry["any"]:
            assert event.stating([pattern]), (entry["date"], pattern)


def test_same_text_pairs_join_sentences_of_two_articles_that_share_most_words(event: Event) -> None:
    assert event.gold["same_text"]
    for first, second in event.gold["same_text"]:
        one, other = event.units[first], event.units[second]
        assert one["file"] != other["file"]
        a, b = (set(re.findall(r"\w+", event.words(unit).lower())) for unit in (one, other))
        assert len(a & b) / min(len(a), len(b)) >= 0.75, (event.words(one), event.words(other))


def test_the_topics_a_user_wrote_are_those_of_the_labels(event: Event) -> None:
    settings = load(event.folder / "briefing.toml")
    assert [topic.key for topic in topics_of(settings)] == event.gold["topics"]
    with (event.folder / "briefing.toml").open("rb") as file:
        written = tomllib.load(file)
    assert written["topics"] == "none"
    for topic in written["topic"]:
        assert topic["title"]
        assert topic["question"].endswith("?")
        assert 1 <= len(topic["keywords"]) <= 12


def test_a_line_that_is_no_unit_is_named_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "one.ann"
    path.write_text("file: a.txt\npublished: unknown\ntitle: A\n---\nh | A\n\nwhat is this\n", "utf-8")
    with pytest.raises(label.LabelError, match=r"one\.ann:7: neither a unit nor a figure: 'what is this'"):
        label.read_article(path, [])


def test_a_shortened_topic_must_mean_one(tmp_path: Path) -> None:
    path = tmp_path / "one.ann"
    path.write_text("file: a.txt\n---\nb re | A\n", "utf-8")
    with pytest.raises(label.LabelError, match=r"one\.ann:3: 're' begins 2 of the topics relief, response"):
        label.read_article(path, ["relief", "response"])


def test_long_lines_are_broken_without_moving_an_offset() -> None:
    text = "one two three four\n\nfive averyveryverylongword six\n"
    assert label.wrapped(text, 9) == "one two\nthree\nfour\n\nfive\naveryveryverylongword\nsix\n"


@pytest.mark.parametrize(
    ("written", "low", "high", "approximate"),
    [
        ("14", 14, 14, False),
        ("14+", 14, None, True),
        ("~8000", 8000, 8000, True),
        ("2-3", 2, 3, False),
        ("dozens", 24, None, True),
    ],
)
def test_values_are_read(written: str, low: int, high: int | None, approximate: bool) -> None:
    assert label.read_value(written) == {"low": low, "high": high, "approximate": approximate}


def test_the_command_checks_what_lies_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert label.main(["--check"]) == 0
    assert capsys.readouterr().out == ""
