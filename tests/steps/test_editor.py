"""The editor's hand: facts put right, sentences in and out."""

import datetime as dt

import pytest

from briefing.model import Topic
from briefing.settings import Drop, Override, Pin, Settings
from briefing.steps.editor import budget_of, correct, hand_of
from briefing.steps.select import Budget
from tests.conftest import build_document
from tests.steps.piles import build_pile
from tests.steps.test_select import TEXTS


@pytest.mark.parametrize(
    ("settings", "budget"),
    [
        (Settings(), Budget()),
        (Settings(sentences=9), Budget(sentences=9)),
        (Settings(pages=2), Budget(words=690)),
        (Settings(pages=2, words=500, sentences=3), Budget(words=500, sentences=3)),
        (Settings(pages=1, words=500), Budget(words=330)),
    ],
)
def test_the_tightest_bound_holds_and_headings_take_room_of_a_page(settings, budget):
    assert budget_of(settings, (Topic(key="a", title="A"),) * 2) == budget


def test_a_page_full_of_headings_has_room_for_a_word():
    assert budget_of(Settings(pages=1), (Topic(key="a", title="A"),) * 40) == Budget(words=1)


@pytest.mark.parametrize("path", ["day/a.txt", "a.txt", "*.txt", "day/*"])
def test_a_source_is_put_right_by_path_name_or_glob(path):
    document = build_document("x", "day/a.txt", publisher="Old", title="Kept")
    override = Override(path=path, publisher="New", published=dt.date(2024, 3, 4))
    (corrected,), warnings = correct([document], [override])

    assert (corrected.publisher, corrected.title, corrected.published) == ("New", "Kept", dt.date(2024, 3, 4))
    assert corrected.published_basis == "stated"
    assert warnings == ()


def test_a_source_is_put_right_by_address():
    document = build_document("x", "a.txt", url="https://example.org/story")
    (corrected,), _ = correct([document], [Override(path="https://example.org/story", title="Right")])

    assert corrected.title == "Right"


def test_a_table_that_matches_nothing_is_a_warning():
    documents, warnings = correct([build_document("x", "a.txt")], [Override(path="b.txt", title="T")])

    assert documents[0].title is None
    assert warnings == ("[[source]] path = 'b.txt' matches none of the sources",)


def test_the_beginning_of_a_sentence_is_enough():
    hand, warnings = hand_of(
        build_pile(TEXTS), [Pin(topic="strike", text="Union leaders met")], [Drop(text="The strike")]
    )

    assert hand.pinned == {"strike": (2,)}
    assert hand.dropped == frozenset({1})
    assert warnings == ()


def test_quotation_marks_case_and_white_space_do_not_matter():
    pile = build_pile({"a.txt": ["“We won’t  leave,” the captain said on the quay."]})
    hand, _ = hand_of(pile, [Pin(topic="t", text='"we won\'t leave,"')], [])

    assert hand.pinned == {"t": (0,)}


def test_twins_are_dropped_together_and_pinned_once():
    pile = build_pile(TEXTS, twins=[(0, 3)])
    hand, warnings = hand_of(pile, [Pin(topic="t", text="Dock workers")], [Drop(text="Dock workers")])

    assert hand.pinned == {"t": (0,)}
    assert hand.dropped == frozenset({0, 3})
    assert warnings == ()


def test_an_unclear_beginning_is_a_warning_that_asks_for_more():
    pile = build_pile({"a.txt": ["The army came by night.", "The army left by day."]})
    hand, warnings = hand_of(pile, [], [Drop(text="The army")])

    assert hand.dropped == frozenset({0})
    assert "2 sentences begin so" in warnings[0]


def test_a_text_that_stands_nowhere_is_a_warning():
    hand, warnings = hand_of(build_pile(TEXTS), [Pin(topic="t", text="Nobody said this")], [])

    assert hand.pinned == {"t": ()}
    assert "no sentence of the sources begins so" in warnings[0]
