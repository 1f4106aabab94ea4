"""How squarely a sentence is about a topic."""

from dataclasses import replace

import pytest

from briefing.model import Topic
from briefing.steps.topics import fit, keywords_in, owners_of
from tests.steps.piles import build_pile, count

FLOOD = {
    "a.txt": [
        "The dam above the town burst after three days of rain.",
        "Engineers had warned of cracks in the dam for years.",
        "The council promised tents and blankets for families.",
        "Volunteers handed out soup in the school hall.",
        "The school hall was full of families with blankets by the evening.",
    ],
    "b.txt": [
        "A burst dam sent water through the valley.",
        "The mayor said that tents would come from the army.",
        "Cracks had been reported to the water board.",
    ],
}
CAUSE = Topic(key="cause", title="Cause", keywords=("dam", "burst", "rain"))
RELIEF = Topic(key="relief", title="Relief", keywords=("tents", "soup", "blankets"))


def test_a_sentence_with_the_keywords_fits_and_one_without_does_not():
    pile = build_pile(FLOOD)
    cause, relief = fit(pile, (CAUSE, RELIEF))

    assert cause[0] >= 1.0
    assert cause[0] > relief[0]
    assert relief[3] > cause[3]


def test_words_that_go_with_the_keywords_count_too():
    """Neither report holds a keyword, but cracks go with the dam in these sources."""
    reports = {"x.txt": ["Cracks had been reported to the board."], "y.txt": ["Prices had been reported to the board."]}
    pile = build_pile(
        FLOOD | {"c.txt": ["The dam burst along old cracks.", "Rain widened cracks in the dam."]} | reports
    )
    *_, cracks, prices = fit(pile, (CAUSE, RELIEF))[0]

    assert cracks > prices


def test_a_sentence_in_the_paragraph_of_the_topic_fits_better_than_the_same_one_beside_it():
    pile = build_pile({"a.txt": ["Nobody slept.", "The dam burst.", "Nobody slept."]})
    before, dam, after = pile.sentences
    together = (before, replace(dam, paragraph=7), replace(after, paragraph=7))
    (row,) = fit(replace(pile, sentences=together), (CAUSE,))

    assert 0 < row[0] < row[2] < row[1]


def test_a_topic_that_stands_nowhere_fits_nothing():
    pile = build_pile(FLOOD)
    (row,) = fit(pile, (Topic(key="x", title="X", keywords=("parliament", "coalition")),))

    assert set(row) == {0.0}


def test_a_topic_without_keywords_is_found_by_its_title_and_question():
    pile = build_pile(FLOOD)
    (row,) = fit(pile, (Topic(key="x", title="The dam", question="Why did it burst?"),))

    assert min(row[0], row[5]) > max(row[1:5] + row[6:])
    assert fit(pile, (Topic(key="x", title="X"),)) == ((0.0,) * 8,)


def test_keywords_that_match_everything_tell_no_sentence_from_another():
    pile = build_pile({"a.txt": ["Flood water rose.", "Flood water fell."], "b.txt": ["Flood water came."]})
    (row,) = fit(pile, (Topic(key="x", title="X", keywords=("flood", "water")),))

    assert min(row) > 0.8 * max(row) > 0


def test_a_word_of_a_keyword_counts_where_no_whole_one_stands():
    texts = ["The state declared an emergency.", "A state of emergency was declared.", "Shops opened at noon."]
    pile = build_pile({"a.txt": [*texts, "Buses ran again.", "The market was full.", "Schools stayed shut."]})
    part, whole, neither, *_ = fit(pile, (Topic(key="x", title="X", keywords=("state of emergency",)),))[0]

    assert whole > part > neither


def test_the_words_of_the_question_count_less_than_keywords():
    pile = build_pile({"a.txt": ["Cracks ran through it.", "Rust ate it.", "Shops opened.", "Buses ran."]})
    topic = Topic(key="x", title="X", question="Where was rust seen?", keywords=("cracks",))
    cracks, rust, shops, _ = fit(pile, (topic,))[0]

    assert cracks > rust > shops


def test_a_measure_belongs_to_the_topic_that_names_it():
    """The only sentence that counts the rescued fits the mayor's topic better."""
    texts = {
        "a.txt": ["The mayor and her council said 40 were pulled out alive by boat."],
        "b.txt": ["Rescue went on."],
    }
    pile = build_pile(texts)
    pile = replace(pile, quantities=(count(pile.sentences[0], "rescued", "40", 40, 1),))
    mayor = Topic(key="m", title="Mayor", keywords=("mayor", "council"))
    rescue = Topic(key="r", title="Rescue", keywords=("rescue",))

    assert owners_of(pile, (mayor, rescue), ((1.0, 0.0), (0.0, 1.0))) == {"rescued": 1}
    assert owners_of(pile, (mayor, RELIEF), ((1.0, 0.0), (0.0, 1.0))) == {"rescued": 0}


def test_a_phrase_has_to_stand_in_a_row():
    pile = build_pile({"a.txt": ["The state declared an emergency.", "A state of emergency was declared."]})
    topic = Topic(key="x", title="X", keywords=("state of emergency",))

    assert keywords_in(pile, topic, range(2)) == {0: frozenset(), 1: frozenset({0})}


@pytest.mark.parametrize(("text", "holds"), [("The US sent help.", True), ("They sent us help.", False)])
def test_a_short_name_is_not_the_word_that_is_spelt_like_it(text, holds):
    pile = build_pile({"a.txt": [text]})

    topic = Topic(key="x", title="X", keywords=("US",))

    assert keywords_in(pile, topic, (0,)) == {0: frozenset({0} if holds else ())}


def test_what_is_counted_speaks_for_the_topic_that_counts_it():
    texts = {
        "a.txt": [
            "Nine people died in the floods of the night.",
            "The toll stood at 14, the mayor said.",
            "It rained.",
        ],
        "b.txt": ["Eleven died when the river rose.", "Tents arrived by lorry."],
        "c.txt": [
            f"A {name} died on the {road} road."
            for name, road in zip(("man", "girl", "cook", "nun"), "ABCD", strict=True)
        ],
    }
    dead = Topic(key="dead", title="Dead", keywords=("died",))
    pile = build_pile(texts)
    before = fit(pile, (dead, RELIEF))[0][1]
    first, toll = pile.sentences[:2]
    counts = (count(first, "killed", "Nine people", 9, 1), count(toll, "killed", "14", 14, 1))
    after = fit(replace(pile, quantities=counts), (dead, RELIEF))[0][1]

    assert after > before


def test_an_empty_pile_has_no_columns():
    assert fit(build_pile({}), (CAUSE,)) == ((),)
