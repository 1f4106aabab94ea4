"""Segment: every sentence is a place in a body passage."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Document, Passage, Span
from briefing.steps.segment import segment
from tests.conftest import build_document, build_source, read_cases


def texts(text: str, language: str = "en") -> list[str]:
    """One passage, whatever its lines."""
    passage = Passage(span=Span(start=0, end=len(text)), kind="body", rule="test", paragraph=1)
    document = Document(source=build_source(text), passages=(passage,), language=language)
    return [sentence.text for sentence in segment(document)]


@pytest.mark.parametrize(("given_text", "expected"), read_cases("segment"))
def test_case(given_text: str, expected: str) -> None:
    tagged = re.fullmatch(r"\[(\w\w)\](.*)", given_text, re.DOTALL)
    language, text = (tagged[1], tagged[2]) if tagged else ("en", given_text)
    assert "\n".join(texts(text, language)) == ("" if expected == "-" else expected)


@given(st.text(alphabet="aB.!?…\"“”'’() \n•-1é。\u00a0", max_size=200))
@settings(max_examples=200, deadline=None)
def test_spans_are_ordered_bare_and_true(text: str) -> None:
    document = build_document(text)
    sentences = segment(document)
    assert [sentence.index for sentence in sentences] == list(range(len(sentences)))
    last = 0
    for sentence in sentences:
        assert sentence.span.start >= last
        assert sentence.text == document.source.text[sentence.span.start : sentence.span.end]
        assert sentence.text == sentence.text.strip() != ""
        last = sentence.span.end


def test_only_the_body_is_segmented() -> None:
    document = build_document("A headline here\nThe dam broke. The valley was flooded.")
    headline, body = document.passages
    document = replace(document, passages=(replace(headline, kind="headline", paragraph=0), body))
    assert [(s.text, s.paragraph, s.index) for s in segment(document)] == [
        ("The dam broke.", 2, 0),
        ("The valley was flooded.", 2, 1),
    ]


def test_a_line_break_inside_a_passage_is_white_space() -> None:
    assert texts("The dam broke at\nnight. The valley\nwas flooded.") == [
        "The dam broke at\nnight.",
        "The valley\nwas flooded.",
    ]


def test_a_blank_line_and_a_list_mark_end_a_sentence() -> None:
    assert texts("Closed roads\n\nThe dam broke\n- Route 5\n* Route 9") == [
        "Closed roads",
        "The dam broke",
        "Route 5",
        "Route 9",
    ]


def test_a_document_without_body_has_no_sentences() -> None:
    assert segment(build_document("")) == ()


@pytest.mark.parametrize("unit", ["The dam broke. ", "word ", "a.", '."', "A. B. ", "Stop.The ", ". ", "("])
def test_long_lines_are_segmented_whole(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    document = build_document(text)
    covered = "".join(sentence.text for sentence in segment(document))
    kept = re.sub(r"\s", "", covered)
    assert kept == "" or len(kept) >= 0.99 * len(re.sub(r"\s", "", text))


def test_a_long_line_is_cut_where_a_short_one_is() -> None:
    assert (
        texts("The dam broke at 5 a.m. Tuesday. The U.S. sent two ships. " * 900)
        == [
            "The dam broke at 5 a.m. Tuesday.",
            "The U.S. sent two ships.",
        ]
        * 900
    )


def test_boundaries_agree_with_the_reference(reference: Path) -> None:
    gold = json.loads(next((reference / "gold").glob("*.json")).read_text("utf-8"))
    wanted = found = 0
    for entry in gold["documents"]:
        units = [unit for unit in gold["units"] if unit["file"] == entry["file"] and unit["kind"] == "body"]
        paragraphs: dict[str, list[dict[str, int]]] = {}
        for unit in units:
            paragraphs.setdefault(unit["id"].rsplit(".", 1)[0], []).append(unit)
        spans = [Span(start=group[0]["start"], end=group[-1]["end"]) for group in paragraphs.values()]
        text = (reference / "seeds" / entry["file"]).read_bytes().decode("utf-8")
        passages = tuple(
            Passage(span=span, kind="body", rule="test", paragraph=number) for number, span in enumerate(spans, 1)
        )
        got = {(s.span.start, s.span.end) for s in segment(Document(source=build_source(text), passages=passages))}
        wanted += len(units)
        found += sum((unit["start"], unit["end"]) in got for unit in units)
    assert found >= 0.98 * wanted
