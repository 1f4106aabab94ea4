"""Why an extract is there: what it alone says, what it displaced, what came next; why a happening is in no section."""

from dataclasses import replace

import pytest

from briefing.model import Event, Extract, NameMention, Span, Topic
from briefing.steps.choose import MAIN, Chosen, choose
from briefing.steps.compose import compose_sections, extract_of, number
from briefing.steps.contribution import WORDS, contributions
from briefing.steps.explain import explain
from briefing.steps.keypoints import key_points
from briefing.steps.rank import LexRankRanker
from briefing.steps.select import NO_HAND, Budget, Hand
from tests.steps.piles import build_pile, count

TOPIC = Topic(key="strike", title="Strike", keywords=("dock strike", "night shifts", "port", "fruit"), sentences=2)
TEXTS = {
    "a.txt": [
        "Dock workers in Brindle began a strike over night shifts at the northern port on 3 May.",
        "The dock strike stopped forty ships outside the northern port of Brindle on its second day.",
    ],
    "b.txt": [
        "Dock workers in Brindle began their strike over night shifts at the northern port.",
        "Fruit became scarce because 60 ships waited outside the port, shopkeepers’ spokeswoman Zara Holm reported.",
        "A choir from Merrow won the regional singing contest for the third time in a row.",
    ],
}


def build(pile, topics=(TOPIC,), hand=NO_HAND, events=(), budget=None):
    """Explain everything that is chosen from a pile, by the beginning of its text."""
    chosen = choose(pile, topics, LexRankRanker(), hand=hand, budget=budget or Budget())
    _, extracts = compose_sections(pile, chosen, {})
    happenings = tuple(events(extracts)) if events else ()
    return chosen, extracts, explain(pile, chosen, extracts, key_points(pile, chosen, extracts), happenings, hand)


def named(pile, text, low):
    """Count ships in the sentence that holds a text."""
    return count(next(one for one in pile.sentences if text in one.text), "vessels", text, low, 2)


def with_facts(pile):
    """The pile with a name and two counts."""
    (where,) = (one for one in pile.sentences if "Zara" in one.text)
    start = where.span.start + where.text.index("Zara Holm")
    name = NameMention(
        source=where.source, span=Span(start=start, end=start + 9), name="Zara Holm", kind="person", office=None
    )
    return replace(pile, names=(name,), quantities=(named(pile, "forty ships", 40), named(pile, "60 ships", 60)))


def facts(explanation, kind):
    return [fact.text for fact in explanation.facts if fact.kind == kind]


def test_every_extract_has_one_explanation_in_the_order_of_the_ids():
    _, extracts, found = build(build_pile(TEXTS))

    assert [why.extract for why in found] == [extract.id for extract in extracts.values()] == ["E1", "E2"]
    assert {why.topic for why in found} == {"strike"}


def test_what_an_extract_alone_says_has_the_names_of_a_reader():
    pile = with_facts(build_pile(TEXTS))
    _, extracts, found = build(pile)
    fruit = next(why for why, extract in zip(found, extracts.values(), strict=True) if "Fruit" in extract.text)

    assert facts(fruit, "keyword") == ["fruit"]
    assert facts(fruit, "name") == ["Zara Holm"]
    assert [(fact.text, fact.measure) for fact in fruit.facts if fact.kind == "count"] == [("60 ships", "vessels")]
    assert "shopkeepers" in facts(fruit, "word")
    assert "ships" not in facts(fruit, "word")
    assert len(facts(fruit, "word")) <= WORDS


def test_the_origins_of_a_fact_are_counted_anywhere_in_the_sources():
    _, _, found = build(build_pile(TEXTS))
    shifts = [fact for why in found for fact in why.facts if fact.text == "night shifts"]

    assert [(fact.kind, fact.origins) for fact in shifts] == [("keyword", 2)]


def test_numbers_that_count_nothing_known_are_named_as_they_are_written():
    pile = build_pile({"a.txt": ["The ferry cost 2,500 crowns and sank within three short weeks."]})
    chosen = (Chosen(topic=TOPIC, picks=choose(pile, (), LexRankRanker())[0].picks, fits=(1.0,)),)

    assert [fact.text for fact in contributions(pile, chosen)[0] if fact.kind == "number"] == ["2,500"]


def test_what_repeats_an_extract_is_cited_and_so_is_what_came_next():
    pile = build_pile(TEXTS)
    chosen, extracts, found = build(pile)
    numbers = number(pile.documents)
    picks = {pick.index: pick for part in chosen for pick in part.picks}
    for (index, extract), why in zip(extracts.items(), found, strict=True):
        assert extract.id == why.extract
        assert len(why.displaced) == why.displaced_in_all == len(picks[index].displaced)
        places = [(citation.source, citation.start) for citation in why.displaced]
        sentences = [pile.sentences[other] for other in picks[index].displaced]
        assert sorted(places) == sorted((numbers[one.source], one.span.start) for one in sentences)
        assert (why.next is None) == (picks[index].runner_up is None)

    assert any(why.displaced for why in found)


def test_fit_is_a_place_among_the_sentences_that_are_about_the_topic():
    pile = build_pile(TEXTS)
    (part,), _, found = build(pile)

    assert [why.fit for why in found] == [round(part.fits[index], 2) for index in sorted(p.index for p in part.picks)]
    assert all(1 <= why.place <= why.about <= len(pile.sentences) for why in found)


def test_a_pin_says_that_it_is_one():
    hand = Hand(pinned={"strike": (4,)}, dropped=frozenset())
    _, extracts, found = build(build_pile(TEXTS), hand=hand)

    assert [why.pinned for why in found] == [index == 4 for index in extracts]


@pytest.mark.parametrize(("outlets", "reason"), [({}, "worth"), ({1: 3}, "origins")])
def test_a_key_point_says_why_it_leads(outlets, reason):
    pile = build_pile(TEXTS)
    chosen = choose(pile, (TOPIC,), LexRankRanker())
    _, extracts = compose_sections(pile, chosen, {})
    extracts = {
        index: replace(extract, origins=outlets.get(place, 1))
        for place, (index, extract) in enumerate(extracts.items())
    }
    found = explain(pile, chosen, extracts, list(extracts.values())[1:], (), NO_HAND)

    assert [why.key_point for why in found] == [None, reason]


def test_the_toll_leads_as_the_toll():
    pile = build_pile({"a.txt": ["The ministry put the number of dead in the strike at 31 by noon."]})
    dead = replace(pile, quantities=(count(pile.sentences[0], "killed", "31", 31, 2),))
    _, _, (why,) = build(dead)

    assert why.key_point == "toll"


def happening(pile, index, name):
    extract = replace(extract_of(pile, index, number(pile.documents)), id=name)
    return Event(date=pile.documents[0].published, precision="day", basis="stated", extract=extract)


def test_a_happening_says_why_it_is_in_no_section():
    pile = build_pile(TEXTS)
    one = replace(TOPIC, sentences=1)

    def events(extracts):
        inside = next(iter(extracts))
        return [happening(pile, index, f"E{9 + index}") for index in range(5) if index != inside]

    _, _, (inside, *found) = build(pile, (one,), events=events)
    reasons = {why.extract: why.outside for why in found}

    assert inside.outside is None
    assert reasons["E13"] == "no-topic"
    assert "repeats" in reasons.values()
    assert "room" in reasons.values()
    assert {why.repeats for why in found} == {None, "E1"}


def test_main_points_are_explained_too():
    _, _, found = build(build_pile(TEXTS), ())

    assert {why.topic for why in found} == {MAIN.key}


def test_nothing_chosen_needs_no_explanation():
    pile = build_pile(TEXTS)

    assert explain(pile, (), {}, (), (), NO_HAND) == ()


def test_a_happening_of_a_brief_that_asked_nothing_is_about_no_topic():
    pile = build_pile(TEXTS)
    (why,) = explain(pile, (), {}, (), [happening(pile, 0, "E1")], NO_HAND)

    assert (why.topic, why.outside, why.place) == (None, "no-topic", 0)
    assert isinstance(happening(pile, 0, "E1").extract, Extract)
