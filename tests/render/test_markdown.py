"""brief.md: the same brief, and no character of a source is markup."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.model import Clarification
from briefing.render.markdown import MarkdownRenderer, escape
from tests.render import sample

PLAIN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def shown(markdown: str) -> str:
    """The text of a paragraph that holds nothing else; anything but text is an error."""
    tokens = PLAIN.parse(markdown)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"], tokens
    assert {child.type for child in tokens[1].children} <= {"text", "text_special"}, tokens[1].children
    return "".join(child.content for child in tokens[1].children)


@given(st.text(min_size=1))
def test_whatever_a_source_says_is_read_as_these_very_characters(text: str) -> None:
    escaped = escape(text)

    if escaped.strip():
        assert len(shown(escaped)) > 0


@pytest.mark.parametrize(
    "text",
    [
        "1. first",
        "- item",
        "+ more",
        "# head",
        "> quote",
        "a | b",
        "*b* _i_ `c`",
        "[a](b)",
        "![a](b)",
        "<b>x</b>",
        "&amp; &#35;",
        "{{ 7*7 }}",
        "~~gone~~",
        "===",
        "---",
        "2) second",
        "https://a.example/x_y_z",
        "\\*",
        "a$b^c",
        ": x",
    ],
)
def test_marks_are_shown_and_do_nothing(text: str) -> None:
    assert shown(escape(text)) == text


def test_the_brief_keeps_its_order_and_its_links() -> None:
    text = MarkdownRenderer().render(sample.FLOOD, sample.context()).content.decode("utf-8")
    headings = [line for line in text.split("\n") if line.startswith(("# ", "## "))]

    assert headings[:5] == ["# Flood at Brandvik", "## Key points", "## What happened", "## Response", "## What next"]
    assert headings[-2:] == ["## Sources", "## What this briefing does not cover"]
    assert "([S1\u00a0¶3](#s1))" in text
    assert "### S1\n" in text
    assert "\n### What was cut from the sources\n\n- [S1](#s1): " in text


def test_brackets_of_ours_are_italic_and_stand_apart() -> None:
    text = MarkdownRenderer().render(sample.FLOOD, sample.context()).content.decode("utf-8")

    assert "- She *\\[Marit Holm\\]* said the siren" in text
    assert "on Tuesday *\\[6 May 2031\\]* evening." in text


def test_a_stop_behind_a_bracket_is_a_stop() -> None:
    point = sample.FLOOD.key_points[0]
    noted = Clarification(at=len(point.text) - 1, insert=" [6 May 2031]", basis="date")
    brief = replace(sample.FLOOD, key_points=(replace(point, clarifications=(noted,)),))
    text = MarkdownRenderer().render(brief, sample.context()).content.decode("utf-8")

    assert point.text.endswith(".")
    assert "*\\[6 May 2031\\]*. (" in text


def test_no_html_of_a_source_is_left() -> None:
    text = MarkdownRenderer().render(sample.FLOOD, sample.context()).content.decode("utf-8")

    assert not any("html" in token.type for token in PLAIN.parse(text))
    assert "\\<script\\>" in text


def test_an_empty_brief_says_so() -> None:
    text = MarkdownRenderer().render(sample.EMPTY, sample.context()).content.decode("utf-8")

    assert "No sentence of these sources could be taken as a key point." in text
    assert "## Figures" not in text


def test_more_places_than_are_printed_are_counted() -> None:
    text = MarkdownRenderer().render(sample.many(), sample.context()).content.decode("utf-8")

    assert "and 4 more" in text
