"""An analyst's comments: a little Markdown, signed, set apart from what the sources say, and escaped."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Comment
from briefing.render.comments import read_blocks, view_comment
from briefing.render.html import HtmlRenderer
from briefing.render.markdown import MarkdownRenderer
from briefing.settings.records import Look
from tests.render import sample
from tests.render.reading import Page

WHOLE = Comment(
    topic=None, by="A. Lind <b>", text="The toll **will** rise.\n\n<script>alert(1)</script> & [x](https://x.example)"
)
ON_DAMAGE = Comment(topic="response", by="R. Oss", text="- boats first\n- pumps *later*")
ON_NOTHING = Comment(topic="liability", by="R. Oss", text="Nobody has sued yet.")
ELSEWHERE = Comment(topic="left-long-ago", by="R. Oss", text="An old topic.")


def page(*comments: Comment, **look: object) -> str:
    context = replace(sample.context(), look=Look(**look))
    return HtmlRenderer().render(replace(sample.FLOOD, comments=comments), context).content.decode("utf-8")


def written(text: str) -> list[tuple[str, list[list[tuple[str, str]]]]]:
    return [
        (block.kind, [[(run.kind, run.text) for run in line] for line in block.lines]) for block in read_blocks(text)
    ]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("a\nb\n\nc", [("paragraph", [[("plain", "a b")]]), ("paragraph", [[("plain", "c")]])]),
        ("a\r\n \t\r\nb", [("paragraph", [[("plain", "a")]]), ("paragraph", [[("plain", "b")]])]),
        ("# Head\ntext", [("paragraph", [[("strong", "Head")]]), ("paragraph", [[("plain", "text")]])]),
        (
            "see:\n- a\n  goes on\n* b",
            [("paragraph", [[("plain", "see:")]]), ("list", [[("plain", "a goes on")], [("plain", "b")]])],
        ),
        ("**a** and *b*", [("paragraph", [[("strong", "a"), ("plain", " and "), ("em", "b")]])]),
        ("2 * 3 * 4 ** 5", [("paragraph", [[("plain", "2 * 3 * 4 ** 5")]])]),
        ("-5 degrees", [("paragraph", [[("plain", "-5 degrees")]])]),
        (" \n ", []),
    ],
)
def test_a_little_markdown_is_read(text: str, blocks: object) -> None:
    assert written(text) == blocks


@given(st.text(alphabet="a*-# \n+", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    held = "".join(run for _, lines in written(text) for line in lines for _, run in line)

    assert held.count("a") == text.count("a")


def test_a_comment_is_signed_escaped_and_no_quotation() -> None:
    held = page(WHOLE)
    read = Page(held)
    box = held[held.index('<div class="comment"') :]
    box = box[: box.index("</div>")]

    assert "<strong>will</strong>" in box
    assert '<p class="signed">A. Lind &lt;b&gt;</p>' in box
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; [x](https://x.example)" in box
    assert "<q" not in box
    assert not any("toll will rise" in quote for quote in read.quotes)


def test_a_comment_stands_with_its_topic_even_where_nothing_else_does() -> None:
    read = Page(page(ON_DAMAGE, ON_NOTHING))

    assert "boats first" in read.texts["section-2"]
    assert "Nobody has sued yet." in read.texts["section-3"]
    assert "No sentence on this topic." in read.texts["section-3"]


def test_a_comment_on_the_whole_stands_before_the_sections() -> None:
    held = page(WHOLE)

    assert held.index('id="figures"') < held.index('class="comment"') < held.index('id="section-1"')


@pytest.mark.parametrize("without", [("figures",), ("summary", "figures"), ("sections", "summary", "figures")])
def test_no_comment_vanishes_with_the_part_it_stood_in(without: tuple[str, ...]) -> None:
    held = page(WHOLE, ON_DAMAGE, ELSEWHERE, without=without)

    assert all(words in held for words in ("will</strong> rise", "boats first", "An old topic."))


def test_comments_are_in_the_json_only_where_there_are_any() -> None:
    told = json.loads(sample.artifacts(replace(sample.FLOOD, comments=(WHOLE,)))["json"].content)

    assert told["comments"] == [{"topic": None, "by": WHOLE.by, "text": WHOLE.text}]
    assert "comments" not in json.loads(sample.artifacts(sample.FLOOD)["json"].content)


def test_comments_are_set_apart_in_markdown() -> None:
    brief = replace(sample.FLOOD, comments=(WHOLE, ON_DAMAGE))

    text = MarkdownRenderer().render(brief, sample.context()).content.decode("utf-8")

    assert "> **Comment**\n>\n> The toll will rise.\n>\n>" in text
    assert "> — R. Oss" in text


def test_the_signature_is_shown_as_it_was_given() -> None:
    assert view_comment(ON_DAMAGE).by == "R. Oss"
