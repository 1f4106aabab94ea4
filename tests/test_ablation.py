"""What is left out can be left out, and comes back."""

import pytest

from benchmarks import ablation
from briefing.steps import prominence


@pytest.mark.parametrize("part", ablation.PARTS, ids=lambda part: part.name)
def test_a_part_is_there_to_be_left_out_and_comes_back(part: ablation.Part) -> None:
    before = [getattr(place, name) for place, name, _ in part.changes]
    with ablation.without(part):
        assert all(getattr(place, name) is value for place, name, value in part.changes)

    assert [getattr(place, name) for place, name, _ in part.changes] == before
    assert part.changes or part.scales or not part.readable


def test_names_of_parts_are_different() -> None:
    assert len({part.name for part in ablation.PARTS}) == len(ablation.PARTS)


def test_a_part_comes_back_after_an_error() -> None:
    lead = prominence.LEAD
    with (
        pytest.raises(ZeroDivisionError),
        ablation.without(ablation.Part(name="x", changes=((prominence, "LEAD", 0.0),))),
    ):
        _ = 1 / prominence.LEAD

    assert lead == prominence.LEAD


def test_nothing_is_measured_without_the_reference(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BRIEFING_REFERENCE", raising=False)

    assert ablation.main([]) == 0
    assert "not measured" in capsys.readouterr().out
