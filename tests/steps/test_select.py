"""The chosen set covers much, repeats nothing, and obeys the editor and the budget."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Topic
from briefing.steps.select import Budget, Hand, select, speakers_of
from tests.steps.piles import build_pile, count

TOPIC = Topic(key="strike", title="Strike", keywords=("strike",), sentences=3)
TEXTS = {
    "a.txt": [
        "Dock workers began a strike over night shifts at the northern port.",
        "The strike stopped forty ships outside the harbour walls on its second day.",
        "Union leaders met the minister of transport about pay and pensions.",
    ],
    "b.txt": [
        "Dock workers began a strike over night shifts at the northern port.",
        "Supermarkets in the capital ran short of fruit because of the dispute.",
        "He said talks would go on.",
    ],
}


def all_fit(pile):
    return ((1.0,) * len(pile.sentences),)


def flat(pile):
    return (0.0,) * len(pile.sentences)


def chosen(pile, topic=TOPIC, **options):
    return [pick.index for pick in select(pile, (topic,), all_fit(pile), flat(pile), **options)[0]]


def test_twins_are_chosen_once():
    pile = build_pile(TEXTS, twins=[(0, 3)])

    assert 3 not in chosen(pile)


def test_the_twin_that_can_be_read_alone_speaks_for_both():
    pile = build_pile(TEXTS, twins=[(0, 3)])
    faulty = replace(pile, faults=(("pronoun",), *pile.faults[1:]))

    assert speakers_of(faulty)[0] == 3


def test_near_repeats_are_closed_without_being_twins():
    pile = build_pile(TEXTS)

    assert not {0, 3} <= set(chosen(pile, replace(TOPIC, sentences=6)))


def test_other_numbers_are_other_facts():
    texts = {
        "a.txt": ["At least 12 people were killed in the mine."],
        "b.txt": ["At least 40 people were killed in the mine."],
    }

    assert sorted(chosen(build_pile(texts))) == [0, 1]


def test_a_sentence_with_a_fault_is_not_chosen():
    pile = build_pile(TEXTS)
    faulty = replace(pile, faults=tuple(("pronoun",) if index == 1 else () for index in range(6)))

    assert 1 not in chosen(faulty)


def test_a_section_holds_at_most_its_sentences():
    assert len(chosen(build_pile(TEXTS), replace(TOPIC, sentences=1))) == 1


@pytest.mark.parametrize("words", [1, 11, 12, 25, 10_000])
def test_all_sections_together_stay_within_the_words(words):
    pile = build_pile(TEXTS)

    assert sum(len(pile.sentences[index].text.split()) for index in chosen(pile, budget=Budget(words=words))) <= words


def test_a_pinned_sentence_is_in_whatever_it_costs():
    pile = build_pile(TEXTS)
    hand = Hand(pinned={"strike": (4,)}, dropped=frozenset())

    assert 4 in chosen(pile, replace(TOPIC, sentences=1), hand=hand, budget=Budget(words=1))


TOWNS = {
    "a.txt": [
        "The dyke at Brindle broke and water ran into forty cellars before noon.",
        "Soldiers filled sandbags in Brindle all night.",
        "Brindle lost its only bakery, two garages, the cinema and a whole row of garden sheds in the water.",
        "A veterinary surgeon from Brindle carried eleven frightened goats upstairs one after another.",
    ],
    "b.txt": ["Merrow counted three broken windows.", "Norvik reported nothing worse than wet feet so far."],
}
SHARED = tuple(Topic(key=name, title=name, keywords=(name,)) for name in ("Brindle", "Merrow", "Norvik"))
ABOUT = ((1.0,) * 4 + (0.0,) * 2, (0.0,) * 4 + (1.0, 0.0), (0.0,) * 5 + (1.0,))


def test_whoever_has_more_to_say_gets_more_of_the_words():
    long = {**TOWNS, "b.txt": [f"{line} Nobody was hurt there." for line in TOWNS["b.txt"]]}
    pile = build_pile(long)
    picks = select(pile, SHARED, ABOUT, flat(pile), budget=Budget(words=66))

    assert [len(part) for part in picks] == [3, 1, 1]
    assert sum(len(pile.sentences[pick.index].text.split()) for part in picks for pick in part) <= 66


@pytest.mark.parametrize(("sentences", "share"), [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (100, 6)])
def test_all_sections_together_stay_within_the_sentences(sentences, share):
    pile = build_pile({**TOWNS, "b.txt": [f"{line} Nobody was hurt." for line in TOWNS["b.txt"]]})
    picks = select(pile, SHARED, ABOUT, flat(pile), budget=Budget(sentences=sentences))

    assert sum(map(len, picks)) == share
    assert sentences < 3 or all(picks)


def test_every_topic_with_anything_to_say_gets_a_sentence_before_one_gets_two():
    """There is room for the shortest of each; the best of the first topic would have left none for the last."""
    pile = build_pile(
        {
            "a.txt": [
                "The dyke at Brindle broke and water ran into forty cellars before noon.",
                "Soldiers filled many heavy sandbags in Brindle.",
            ],
            "b.txt": ["Merrow counted three broken windows and wet carpets."],
        }
    )
    picks = select(pile, SHARED[:2], ((1.0, 1.0, 0.0), (0.0, 0.0, 1.0)), flat(pile), budget=Budget(words=16))

    assert [[pick.index for pick in part] for part in picks] == [[1], [2]]


def test_where_not_even_one_sentence_fits_nobody_gets_one():
    pile = build_pile(TEXTS)

    assert chosen(pile, budget=Budget(words=5)) == []


def test_pins_over_the_budget_are_all_in_and_leave_room_for_nothing_else():
    pile = build_pile(TEXTS)
    hand = Hand(pinned={"strike": (1, 2)}, dropped=frozenset())

    assert sorted(chosen(pile, hand=hand, budget=Budget(sentences=1))) == [1, 2]
    assert sorted(chosen(pile, hand=hand, budget=Budget(words=5))) == [1, 2]


def test_the_sentences_that_repeat_a_chosen_one_are_displaced_and_the_next_is_known():
    pile = build_pile(TEXTS)
    first, *_ = select(pile, (replace(TOPIC, sentences=1),), all_fit(pile), flat(pile))[0]

    assert (first.index, first.displaced) == (0, (3,))
    assert first.runner_up == 3


def test_a_dropped_sentence_is_out():
    pile = build_pile(TEXTS)
    first = chosen(pile)[0]

    assert first not in chosen(pile, hand=Hand(pinned={}, dropped=frozenset({first})))


def test_a_sentence_stands_in_one_section_only():
    pile = build_pile(TEXTS)
    topics = (TOPIC, replace(TOPIC, key="other"))
    picks = select(pile, topics, all_fit(pile) * 2, flat(pile))
    indices = [pick.index for part in picks for pick in part]

    assert len(indices) == len(set(indices))


def test_a_sentence_belongs_where_it_fits_best():
    pile = build_pile(TEXTS)
    topics = (TOPIC, replace(TOPIC, key="other"))
    weak = (0.4,) * 6
    picks = select(pile, topics, (weak, all_fit(pile)[0]), flat(pile))

    assert picks[0] == ()


def test_a_sentence_that_fits_two_topics_alike_may_stand_in_either():
    pile = build_pile(TEXTS)
    topics = (TOPIC, replace(TOPIC, key="other"))
    nearly = (0.97,) * 6
    picks = select(pile, topics, (nearly, all_fit(pile)[0]), flat(pile))

    assert all(picks)


def test_the_newest_toll_is_chosen_before_older_ones():
    texts = {
        "a.txt": ["Twelve people died when the ferry sank near the island."],
        "b.txt": ["The ministry of health put the number of dead at 31 by noon."],
        "c.txt": ["Rescue boats searched the bay for a third day."],
    }
    pile = build_pile(texts)
    first, second, _ = pile.sentences
    counts = (count(first, "killed", "Twelve people", 12, 1), count(second, "killed", "31", 31, 2))
    dead = Topic(key="dead", title="Dead", keywords=("dead", "died"), sentences=1)

    assert chosen(replace(pile, quantities=counts), dead) == [1]


def test_no_candidates_is_an_empty_section():
    pile = build_pile(TEXTS)

    assert select(pile, (TOPIC,), ((0.0,) * 6,), flat(pile)) == ((),)


words = st.lists(
    st.sampled_from(["river", "flood", "town", "rescue", "boat", "mayor", "army", "night", "rain", "bridge", "road"]),
    min_size=6,
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(words, min_size=1, max_size=12), st.integers(1, 80))
def test_any_pile_keeps_the_rules(sentences, budget):
    """Within the budget, each sentence once, and the same answer twice."""
    pile = build_pile({"a.txt": [" ".join(sentence) for sentence in sentences]})
    first = chosen(pile, budget=Budget(words=budget))

    assert first == chosen(pile, budget=Budget(words=budget))
    assert len(first) == len(set(first)) <= TOPIC.sentences
    assert sum(len(sentences[index]) for index in first) <= budget


def test_what_looks_years_back_is_left_out_in_other_languages_unless_a_section_has_nothing_else():
    texts = ["Un incendie a ravagé le marché couvert de Lorme.", "En 2009, un incendie avait ravagé la halle de Brens."]
    pile = build_pile({"a.txt": texts})
    french = replace(pile, documents=(replace(pile.documents[0], language="fr"),))
    alone = build_pile({"a.txt": texts[1:]})
    history = replace(alone, documents=(replace(alone.documents[0], language="fr"),))

    assert chosen(french) == [0]
    assert sorted(chosen(pile)) == [0, 1]
    assert chosen(history) == [0]
