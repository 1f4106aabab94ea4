"""Whether the sections of a brief that nobody asked anything answer their questions."""

import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.answers import JUDGED, events, extracts, main, shares

CHOSEN = (
    ("M1", "0:10", "why", "Because of rust."),
    ("M1", "0:40", "why", "On Monday."),
    ("M1", "1:0", "why", "It rained."),
    ("M1", "0:10", "who", "Because of rust."),
)
LEAST = {
    "consequences": 0.45,
    "response": 0.63,
    "what-happened": 0.74,
    "what-next": 0.45,
    "who": 0.16,
    "why": 0.44,
}
"""What was reached on the real events, with room for a sentence or two; without kinds of answers .26 and .33."""


def test_only_what_was_judged_counts():
    judged = {"M1": {"0:10": {"why": True}, "0:40": {"why": False}}, "M2": {"1:0": {"why": True}}}

    assert shares(CHOSEN, judged) == {"why": Counter({True: 1, False: 1, None: 1})}


def test_sections_answer_their_questions_on_real_events(reference: Path):
    chosen = [one for event in events(reference) for one in extracts(event)]
    found = shares(chosen, json.loads(JUDGED.read_text("utf-8")))

    reached = {name: count[True] / (count[True] + count[False]) for name, count in found.items()}
    assert reached.keys() == LEAST.keys()
    assert {name: share for name, share in reached.items() if share < LEAST[name]} == {}
    assert all(count[None] <= 5 for count in found.values())


def test_without_reference_data_nothing_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.delenv("BRIEFING_REFERENCE", raising=False)

    assert main([]) == 0
    assert capsys.readouterr().out.startswith("not measured")
