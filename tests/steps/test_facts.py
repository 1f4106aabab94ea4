"""What sentences state, and what it is worth."""

from dataclasses import replace

import pytest

from briefing.model import NameMention, Span
from briefing.steps.facts import LESSER, NAME, TOLL, facts_of, rarity_of, worth_of
from tests.steps.piles import build_pile, count

TEXTS = {
    "a.txt": ["The ferry sank off the island.", "Ninety people were aboard the ferry."],
    "b.txt": ["The ferry sank in a storm."],
    "c.txt": ["A storm closed the port."],
}


def worth(pile, measures=frozenset({"killed"}), row=None):
    facts = facts_of(pile, range(len(pile.sentences)))
    return worth_of(pile, facts, row or (1.0,) * len(facts), measures, rarity_of(pile.stems))


def test_a_sentence_states_its_words_and_pairs():
    first = facts_of(build_pile(TEXTS), (0,))[0]

    assert ("word", "ferri") in first
    assert ("pair", "ferri", "sank") in first


def test_what_more_origins_state_is_worth_more():
    values = worth(build_pile(TEXTS))

    assert values["pair", "ferri", "sank"] > values["pair", "peopl", "aboard"]


def test_copies_of_one_origin_count_once():
    pile = build_pile(TEXTS)
    one = replace(pile, origins=dict.fromkeys(pile.origins, 0))

    assert worth(one)["pair", "ferri", "sank"] == worth(one)["pair", "peopl", "aboard"]


def test_what_stands_in_sentences_that_fit_badly_is_worth_less():
    pile = build_pile(TEXTS)

    assert worth(pile, row=(1.0, 1.0, 0.1, 1.0))["pair", "ferri", "sank"] < worth(pile)["pair", "ferri", "sank"]


def counted(pile):
    old, _, new, _ = pile.sentences
    return replace(pile, quantities=(count(old, "killed", "The ferry", 3, 1), count(new, "killed", "The ferry", 9, 2)))


def test_the_newest_toll_is_worth_most_of_all():
    values = worth(counted(build_pile(TEXTS)))
    newest, older = values["count", "killed", "9", "9"], values["count", "killed", "3", "3"]

    assert newest > older > max(value for fact, value in values.items() if fact[0] != "count")
    assert newest == pytest.approx(TOLL * 50)


def test_beds_are_worth_less_than_lives():
    pile = build_pile(TEXTS)
    old, _, new, _ = pile.sentences
    counts = (count(old, "hospitalised", "The ferry", 9, 2), count(new, "detained", "The ferry", 9, 2))
    pile = replace(pile, quantities=(*counts, count(new, "killed", "The ferry", 9, 2)))
    values = worth(pile, frozenset({"killed", "detained", "hospitalised"}))

    assert values["count", "hospitalised", "9", "9"] == LESSER * values["count", "detained", "9", "9"]


def test_what_one_origin_counts_is_worth_less_than_what_all_of_them_do():
    pile = build_pile(TEXTS)
    first, _, second, third = pile.sentences
    deaths = [count(sentence, "killed", "The ferry", 9, 2) for sentence in (first, second)]
    pile = replace(pile, quantities=(*deaths, count(third, "missing", "A storm", 5, 2)))
    both = replace(pile, quantities=(*pile.quantities, count(first, "missing", "The ferry", 5, 2)))
    measures = frozenset({"killed", "missing"})

    assert worth(pile, measures)["count", "missing", "5", "5"] < worth(both, measures)["count", "missing", "5", "5"]


def test_a_count_is_worth_nothing_where_the_topic_does_not_count_it():
    assert worth(counted(build_pile(TEXTS)), frozenset())["count", "killed", "9", "9"] == 0


def test_a_keyword_and_a_name_are_worth_the_same_wherever_they_stand():
    pile = build_pile(TEXTS)
    start = pile.sentences[0].span.start + pile.sentences[0].text.index("ferry")
    mention = NameMention(
        source=pile.sentences[0].source, span=Span(start=start, end=start + 5), name="Anna", kind="organisation"
    )
    pile = replace(pile, names=(mention,))
    facts = {index: stated | {("keyword", "0")} for index, stated in facts_of(pile, range(4)).items()}
    values = worth_of(pile, facts, (1.0,) * 4, frozenset(), rarity_of(pile.stems))

    assert [index for index, stated in facts.items() if ("name", "Anna") in stated] == [0]
    assert values["keyword", "0"] == values["name", "Anna"] == NAME
