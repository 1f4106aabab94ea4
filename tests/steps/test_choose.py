"""From fit to a chosen set, also where no topic finds anything."""

import pytest

from briefing.model import Topic
from briefing.steps.choose import MAIN, choose, leads
from briefing.steps.rank import LexRankRanker
from briefing.steps.select import Budget
from briefing.steps.summary import summarise
from tests.steps.piles import build_pile
from tests.steps.test_select import TEXTS, TOPIC

NOTHING = Topic(key="nothing", title="Nothing", keywords=("volcano",))


def test_topics_that_find_something_stand_alone():
    parts = choose(build_pile(TEXTS), (TOPIC, NOTHING), LexRankRanker())

    assert [(part.topic.key, bool(part.picks)) for part in parts] == [("strike", True), ("nothing", False)]


def test_where_no_topic_finds_anything_the_main_points_do():
    parts = choose(build_pile(TEXTS), (NOTHING,), LexRankRanker())

    assert [(part.topic.key, bool(part.picks)) for part in parts] == [("nothing", False), (MAIN.key, True)]


def test_a_topic_without_room_is_not_one_without_an_answer():
    fruit = Topic(key="fruit", title="Fruit", keywords=("fruit", "supermarkets"))
    parts = choose(build_pile(TEXTS), (TOPIC, fruit, NOTHING), LexRankRanker(), budget=Budget(sentences=1))

    assert sorted((len(part.picks), part.crowded_out) for part in parts) == [(0, False), (0, True), (1, False)]
    assert parts[2].crowded_out is False


def test_where_no_topic_has_room_nothing_stands_in():
    (part,) = choose(build_pile(TEXTS), (TOPIC,), LexRankRanker(), budget=Budget(words=1))

    assert (part.picks, part.crowded_out) == ((), True)


def test_no_topics_at_all_make_main_points():
    (part,) = choose(build_pile(TEXTS), (), LexRankRanker())

    assert part.topic == MAIN
    assert 0 < len(part.picks) <= MAIN.sentences


def test_an_empty_pile_makes_an_empty_section():
    (part,) = choose(build_pile({}), (), LexRankRanker())

    assert part.picks == ()


@pytest.mark.parametrize("words", [1, 12, 30, 10_000])
def test_a_summary_stays_within_its_words(words):
    pile = build_pile(TEXTS)
    picks = summarise(pile, LexRankRanker(), words=words)

    assert sum(len(pile.sentences[pick.index].text.split()) for pick in picks) <= words


def test_a_large_budget_takes_all_that_is_not_repeated():
    assert len(summarise(build_pile(TEXTS), LexRankRanker(), words=10_000)) == 5


def test_a_query_turns_the_summary():
    pile = build_pile(TEXTS)
    (first, *_) = summarise(pile, LexRankRanker(), words=40, query="fruit in supermarkets")

    assert pile.sentences[first.index].text.startswith("Supermarkets")


def test_news_puts_the_news_first_in_every_article():
    row = leads(build_pile(TEXTS))

    assert row[0] == row[3] == max(row)
    assert row[0] > row[1] > row[2]
