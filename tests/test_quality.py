"""What the brief of the reference articles reaches may only rise: benchmarks/floor.json holds the figures."""

import json
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import methods
from benchmarks import quality as benchmark
from benchmarks.tasks import Task, tasks


@pytest.fixture(scope="module")
def quality() -> ModuleType:
    """benchmarks/quality.py."""
    return benchmark


def test_the_reference_articles_reach_the_floor(
    quality: ModuleType, reference: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reached = quality.measure_all(reference, quick=True, talk=False)

    assert "reference" in reached
    assert quality.hold(reached, raising=False) == 0, capsys.readouterr().out


@pytest.fixture
def floor(quality: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A floor of two figures: one that should be large, one that should be small."""
    path = tmp_path / "floor.json"
    path.write_text('{"flood": {"vital": 0.8, "noise": 1}, "strike": {"vital": 1.0}}', "utf-8")
    monkeypatch.setattr(quality, "FLOOR", path)
    return path


@pytest.mark.parametrize(
    ("scores", "fallen"),
    [
        ({"vital": 0.8, "noise": 1}, []),
        ({"vital": 0.9, "noise": 0}, []),
        ({"vital": 0.7, "noise": 1}, ["vital"]),
        ({"vital": 0.8, "noise": 2}, ["noise"]),
        ({"vital": None, "noise": 2}, ["vital", "noise"]),
    ],
)
def test_what_falls_below_the_floor_is_named(
    quality: ModuleType, floor: Path, capsys: pytest.CaptureFixture[str], scores: dict[str, float], fallen: list[str]
) -> None:
    assert quality.hold({"flood": scores}, raising=False) == int(bool(fallen))
    assert [line.split()[4] for line in capsys.readouterr().out.splitlines()] == fallen


def test_the_floor_rises_and_never_sinks(quality: ModuleType, floor: Path) -> None:
    quality.hold({"flood": {"vital": 0.7, "noise": 0}}, raising=True)
    assert json.loads(floor.read_text("utf-8"))["flood"] == {"vital": 0.8, "noise": 1}

    quality.hold({"flood": {"vital": 0.9, "noise": 1}}, raising=True)
    assert json.loads(floor.read_text("utf-8")) == {"flood": {"vital": 0.9, "noise": 1}, "strike": {"vital": 1.0}}


@pytest.fixture(scope="module")
def flood(reference: Path) -> Task:
    """The task of the flood."""
    return next(task for task in tasks(reference, pack=False) if task.name == "flood")


def test_every_ranker_is_compared_alone_and_as_ours() -> None:
    compared = methods.methods()

    assert {"briefing", "lead", "oracle", "lexrank alone", "textrank alone", "briefing --ranker luhn"} <= set(compared)
    assert set(compared) <= set(benchmark.multiling.methods()) | {"briefing"}


def test_ours_lies_between_the_lead_and_a_choice_that_knows_the_labels(flood: Task) -> None:
    pile = flood.pile()
    ours, lead, oracle = (
        methods.measure(flood, pile, methods.methods()[name]) for name in ("briefing", "lead", "oracle")
    )

    for score in ("vital", "nuggets"):
        assert (lead[score] or 0) < (ours[score] or 0) <= (oracle[score] or 0)
    assert oracle["faults"] == 0


def test_nothing_is_measured_without_the_reference(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BRIEFING_REFERENCE", raising=False)

    assert benchmark.main([]) == 0
    assert "not measured" in capsys.readouterr().out
