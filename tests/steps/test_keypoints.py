"""What leads the brief."""

import datetime as dt
from dataclasses import replace

from briefing.model import Topic
from briefing.steps.choose import Chosen
from briefing.steps.compose import compose_sections
from briefing.steps.keypoints import LONG, key_points
from briefing.steps.select import Pick
from tests.steps.piles import build_pile, count

TEXTS = {"a.txt": [f"Sentence number {number} says a thing of its own." for number in range(12)]}


def lead(pile, *sections):
    chosen = tuple(
        Chosen(topic=Topic(key=f"t{place}", title="T"), picks=tuple(Pick(index=index, score=1.0) for index in indices))
        for place, indices in enumerate(sections)
    )
    _, extracts = compose_sections(pile, chosen, {})
    texts = [extract.text for extract in key_points(pile, chosen, extracts)]
    return [TEXTS["a.txt"].index(text) for text in texts]


def test_one_of_each_section_in_their_order():
    assert lead(build_pile(TEXTS), (0, 1), (2,), (3, 4)) == [0, 2, 3]


def test_never_more_than_five():
    assert lead(build_pile(TEXTS), *[(index,) for index in range(8)]) == [0, 1, 2, 3, 4]


def test_one_section_gives_three():
    assert lead(build_pile(TEXTS), (5, 4, 3, 2)) == [5, 4, 3]


def test_no_more_than_there_are():
    assert lead(build_pile(TEXTS), (), (7,), ()) == [7]


def test_no_section_no_key_point():
    assert lead(build_pile(TEXTS)) == []


def test_the_newest_toll_leads():
    pile = build_pile(TEXTS)
    counts = tuple(count(pile.sentences[index], "killed", f"{index} says", index, index) for index in (2, 4))

    assert lead(replace(pile, quantities=counts), (0, 1), (3, 2, 4)) == [4, 0, 1]


def test_a_count_for_one_day_is_no_toll():
    pile = build_pile(TEXTS)
    daily = replace(count(pile.sentences[4], "killed", "4 says", 4, 4), counting="daily")

    assert lead(replace(pile, quantities=(daily,)), (0,), (3, 4)) == [0, 3, 4]


def test_that_nobody_was_hurt_is_no_toll():
    pile = build_pile(TEXTS)
    nobody = count(pile.sentences[4], "injured", "4 says", 0, 4)

    assert lead(replace(pile, quantities=(nobody,)), (0,), (3, 4)) == [0, 3, 4]


def test_a_long_sentence_leads_only_where_there_is_no_shorter_one():
    long = " ".join(["word"] * LONG)
    pile = build_pile({"a.txt": [*TEXTS["a.txt"], f"And {long}.", f"Or {long}."]})
    chosen = [
        Chosen(topic=Topic(key=key, title="T"), picks=tuple(Pick(index=index, score=1.0) for index in indices))
        for key, indices in (("a", (12, 3)), ("b", (13,)), ("c", (5,)))
    ]
    _, extracts = compose_sections(pile, chosen, {})

    assert key_points(pile, chosen, extracts) == tuple(extracts[index] for index in (3, 13, 5))


def test_what_only_adds_to_another_sentence_leads_where_its_section_has_no_other():
    adding = "The council also closed the school."
    texts = {"a.txt": [adding, "The school will stay closed, the council said, and the pupils were sent home also."]}
    pile = build_pile(texts)

    def leading(*indices):
        chosen = (Chosen(topic=Topic(key="t", title="T"), picks=tuple(Pick(index=at, score=1.0) for at in indices)),)
        _, extracts = compose_sections(pile, chosen, {})
        return [extract.text for extract in key_points(pile, chosen, extracts)]

    assert leading(0, 1) == [texts["a.txt"][1], adding]
    assert leading(0) == [adding]


def test_a_year_long_past_leads_where_its_section_has_nothing_newer():
    texts = {
        "a.txt": ["In 1998 a ferry sank here.", "The ferry, built in 1998, sank off the cape.", "En 1998 un ferry."]
    }
    pile = build_pile(texts)
    pile = replace(pile, documents=(replace(pile.documents[0], published=dt.date(2017, 2, 13)),))

    def leading(*indices):
        chosen = (Chosen(topic=Topic(key="t", title="T"), picks=tuple(Pick(index=at, score=1.0) for at in indices)),)
        _, extracts = compose_sections(pile, chosen, {})
        return [texts["a.txt"].index(extract.text) for extract in key_points(pile, chosen, extracts)]

    assert leading(0, 1) == [1, 0]
    assert leading(2, 1) == [1, 2]
    assert leading(0, 2) == [0, 2]
