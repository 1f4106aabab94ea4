"""Standalone: why a sentence cannot be read alone."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Document, Passage, Sentence, Span
from briefing.steps.quotations import find_quotations, outside, quoted_share
from briefing.steps.segment import segment
from briefing.steps.standalone import faults
from tests.conftest import build_source, read_cases


def sentence_of(text: str, paragraph: int = 1) -> Sentence:
    return Sentence(source="s", span=Span(start=0, end=len(text)), paragraph=paragraph, index=0, text=text)


@pytest.mark.parametrize(("given_text", "expected"), read_cases("standalone"))
def test_case(given_text: str, expected: str) -> None:
    *earlier, text = given_text.split("\n")
    tagged = re.fullmatch(r"\[(\w\w)\](.*)", text)
    language, text = (tagged[1], tagged[2]) if tagged else ("en", text)
    before = sentence_of(earlier[0].removeprefix("< ")) if earlier else None
    assert " ".join(faults(sentence_of(text), before, language)) == expected.replace("stands", "")


def test_an_open_quotation_does_not_reach_into_the_next_paragraph() -> None:
    before = sentence_of("“The bridge is closed, Mayor Helena Brandt told reporters.")
    sentence = sentence_of("The army has enough food and water for another week.", paragraph=2)
    assert faults(sentence, before) == ()


REPORT = (
    "A ferry with 90 people aboard sank off Orsk Bay on Friday, the coast guard said.",
    "Eleven bodies have been recovered.",
    "In March an inspector sent the owner a letter about two broken valves.",
    "The owner never answered.",
)


@pytest.mark.parametrize(
    ("report", "text", "expected"),
    [
        (REPORT[:1], "The ferry lies on its side in 40 metres of water.", ()),
        (REPORT, "The ferry lies on its side in 40 metres of water.", ()),
        (REPORT, "The inspector has since retired.", ("context",)),
        (REPORT, "The inspector from Orsk Bay has since retired.", ()),
        (REPORT, "The valves were made in 1998.", ()),
        (
            ("Ana Ruiz spoke.", "She left.", *["A crane fell on a crane."] * 4),
            "The crane stood at the dock in Riva.",
            (),
        ),
        (REPORT + ("The sea was calm.",) * 9, "The inspector has since retired.", ()),
        ((), "The inspector has since retired.", ()),
    ],
)
def test_a_thing_that_only_the_document_introduced(
    report: tuple[str, ...], text: str, expected: tuple[str, ...]
) -> None:
    earlier = [replace(sentence_of(line), index=index) for index, line in enumerate(report)]
    assert faults(sentence_of(text), None, earlier=earlier) == expected


@given(
    st.text(alphabet="aHeit the.,!?\"“”‘’'()«»„-1\u00a0", max_size=120), st.sampled_from(["en", "fr", "de", "zh", "xx"])
)
@settings(max_examples=300, deadline=None)
def test_any_text_gets_an_answer_in_a_fixed_order(text: str, language: str) -> None:
    found = faults(sentence_of(text), None, language)
    assert found == tuple(sorted(set(found)))


@pytest.mark.parametrize(
    "unit",
    [
        "he said ",
        '6" ',
        "“a” ",
        "’ ",
        "the city ",
        "a,",
        "ab ab ",
        "The group ",
        "hours later ",
        "told him ",
        "the the ",
        "ab zz ",
    ],
)
def test_hostile_lengths_end(unit: str) -> None:
    assert isinstance(faults(sentence_of(unit * 20_000), None), tuple)


@pytest.mark.parametrize(
    ("text", "bare", "half"),
    [
        ("“We go,” she said.", "Q she said.", False),
        ("“We go, she said.", "Q", True),
        ("We go,” she said.", "Q she said.", True),
        ('"We go," she said. "Stay."', "Q she said. Q", False),
        ('"We go, she said.', "Q", True),
        ("‘We go,’ said Ann’s aide.", "Q said Ann’s aide.", False),
        ("'We go,' said Ann's aide.", "Q said Ann's aide.", False),
        ("We go,’ said Ann.", "Q said Ann.", True),
        ("The workers’ strike and the drivers' vote", "The workers’ strike and the drivers' vote", False),
        ("In the ’90s and the '80s", "In the ’90s and the '80s", False),
        ("„Wir gehen“, sagte er.", "Q, sagte er.", False),
        ("»Wir gehen«, sagte er.", "Q, sagte er.", False),
        ("«Wir gehen», sagte er.", "Q, sagte er.", False),
        ("« Nous partons », dit-il.", "Q, dit-il.", False),
        ("”Vi går”, sade han.", "Q, sade han.", False),
        ("Wir gehen“, sagte er.", "Q, sagte er.", True),
        ("“She said ‘no’ to us,” he said.", "Q he said.", False),
        ('A 6" pipe broke.', 'A 6" pipe broke.', False),
        ("''We go,'' she said.", "Q she said.", False),
        ("``We go,’’ she said.", "Q she said.", False),
        ('He asked ("why?")', "He asked (Q)", False),
        ("He said: ‘I am Ann’s boss.’", "He said: Q", False),
        ("She called it 'an act of war' and left.", "She called it Q and left.", False),
        ('He said " it " twice', "He said Q twice", False),
    ],
)
def test_quotation_marks(text: str, bare: str, half: bool) -> None:
    quotations = find_quotations(text)
    assert (outside(text, quotations, "Q"), quotations.half) == (bare, half)


def test_the_quoted_share_lies_between_none_and_all() -> None:
    assert quoted_share("") == 0
    assert quoted_share("No marks at all.") == 0
    assert quoted_share("“All of it.”") == 1
    assert 0.4 < quoted_share("“The road is shut,” Ann Ruiz said.") < 0.7


def test_recall_and_false_alarms_on_the_reference(reference: Path) -> None:
    gold = json.loads(next((reference / "gold").glob("*.json")).read_text("utf-8"))
    counts = {(dangling, faulty): 0 for dangling in (True, False) for faulty in (True, False)}
    for entry in gold["documents"]:
        units = [unit for unit in gold["units"] if unit["file"] == entry["file"] and unit["kind"] == "body"]
        text = (reference / "seeds" / entry["file"]).read_bytes().decode("utf-8")
        before = None
        for unit in units:
            span = Span(start=unit["start"], end=unit["end"])
            paragraph = int(unit["id"].split(".")[1])
            passages = (Passage(span=span, kind="body", rule="test", paragraph=paragraph),)
            (sentence,) = segment(Document(source=build_source(text), passages=passages))
            found = faults(sentence, before)
            counts[unit["dangling"], bool(found)] += 1
            assert ("garbled" in found) == unit["garbled"]
            before = sentence
    assert counts[True, True] >= 0.95 * (counts[True, True] + counts[True, False])
    assert counts[False, True] <= 0.05 * (counts[False, True] + counts[False, False])
