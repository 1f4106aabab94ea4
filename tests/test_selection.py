"""The measurement of speed measures what it says: no time is asserted here."""

import pytest

from benchmarks import selection
from briefing.steps.rank import lexrank


def test_a_pile_is_as_large_as_asked_for_and_the_same_every_time() -> None:
    pile = selection.make_pile(60)

    assert len(pile.sentences) == 60
    assert [len(document.passages) for document in pile.documents] == [25, 25, 10]
    assert pile.stems == selection.make_pile(60).stems
    assert all(pile.stems)


def test_every_topic_finds_sentences() -> None:
    chosen = selection.choose(selection.make_pile(200), selection.make_topics(), selection.find("rankers", "lexrank"))

    assert [len(part.picks) for part in chosen] == [6] * 10


def test_ours_is_sumys_on_such_a_pile() -> None:
    stems = selection.make_pile(80).stems

    assert lexrank(stems) == pytest.approx(selection.sumy_lexrank(stems), abs=1e-9)


def test_limits_that_are_passed_are_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(selection, "LIMITS", {50: 0.0})
    monkeypatch.setattr(selection, "RATIOS", {50: 1e12})
    monkeypatch.setattr(selection, "SLOPE", -100.0)
    monkeypatch.setattr(selection, "MEMORY", 0.0)

    found = [*selection.choosing((50, 100)), *selection.ranking((50,))]
    assert [line.strip("0123456789.- ").split()[0] for line in found] == ["sentences", "slope", "MB", "sentences:"]
    assert " times, " in capsys.readouterr().out
