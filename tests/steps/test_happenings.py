"""Which sentences tell one happening in other words."""

import datetime as dt
from dataclasses import replace

import pytest

from briefing.model import DateMention, Span
from briefing.steps.compose import extract_of, number
from briefing.steps.happenings import acts, dated, same_happenings, supports_of, undated
from tests.steps.piles import build_pile

DAY = dt.date(2024, 3, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Protests broke out in three ports.", {("protest", "begin")}),
        ("The demonstrations, held by dockers, began at dawn.", {("protest", "begin")}),
        ("A strong tremor shook the island.", {("quake", "strike")}),
        ("The old levee gave way above the mill.", {("dam", "fall")}),
        ("The governor declared a state of emergency.", {("emergency", "impose")}),
        ("Parliament ratified the new mining law.", {("law", "sign")}),
    ],
)
def test_an_act_is_a_thing_and_what_it_did_or_what_was_done_to_it(text, told):
    assert acts(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Aid reached survivors of the earthquake that struck the islands.",  # told by the way
        "Talks began at dawn.",  # a thing that the table doesn't hold
        "The minister spoke about protests.",
        "The fire brigade broke the door.",
        "",
    ],
)
def test_where_the_tables_say_nothing_there_is_no_act(text):
    assert acts(text) == frozenset()


def test_what_is_told_by_the_way_is_an_act_on_request():
    text = "Aid reached survivors of the earthquake that struck the islands."

    assert acts(text, aside=True) == {("quake", "strike")}


def pile_of(*told, day=DAY):
    """Build a pile of one sentence a source, each with a date on the words behind the stroke."""
    parts = [text.partition("|") for text in told]
    pile = build_pile({f"{place}.txt": [before + words] for place, (before, _, words) in enumerate(parts)})
    dates = []
    for sentence, (before, _, words) in zip(pile.sentences, parts, strict=True):
        start = sentence.span.start + len(before)
        span = Span(start=start, end=start + len(words.rstrip(".")))
        found = DateMention(source=sentence.source, span=span, first=day, last=day, precision="day", basis="resolved")
        dates.append((found,) if words else ())
    return replace(pile, dates=tuple(dates))


OUTBREAK = (
    "Protests over the ferry fares broke out in the harbour towns |on Tuesday.",
    "Demonstrations against dearer tickets erupted in the ferry harbour |on 1 March.",
)


def test_two_origins_that_tell_one_outbreak_support_each_other():
    pile = pile_of(*OUTBREAK)

    assert same_happenings(pile, dated(pile)) == {0: (1,), 1: (0,)}
    assert supports_of(pile) == {0: (1,), 1: (0,)}


def test_another_day_is_another_happening():
    pile = pile_of(*OUTBREAK)
    (later,) = pile.dates[1]
    before = DAY - dt.timedelta(1)
    moved = replace(pile, dates=(pile.dates[0], (replace(later, first=before, last=before),)))

    assert same_happenings(moved, dated(moved)) == {}


def test_two_fires_on_one_day_that_share_no_other_word_are_two():
    pile = pile_of(
        "A fire broke out in a paper mill near the border |on Tuesday.",
        "The blaze erupted aboard a crowded ferry off the southern islands |on Tuesday.",
    )

    assert same_happenings(pile, dated(pile)) == {}


def test_the_same_origin_is_no_support():
    pile = pile_of(*OUTBREAK)
    one = dict.fromkeys(pile.origins, 1)

    assert supports_of(replace(pile, origins=one)) == {}


def test_a_support_is_cited_as_one_and_counts_for_no_carrier():
    pile = pile_of(*OUTBREAK)
    pile = replace(pile, supports=supports_of(pile))
    extract = extract_of(pile, 0, number(pile.documents))

    assert [(citation.source, citation.relation) for citation in extract.citations] == [
        ("S1", "quoted"),
        ("S2", "supports"),
    ]
    assert (extract.outlets, extract.origins) == (1, 1)


def test_words_of_dates_are_left_out_of_a_comparison():
    pile = pile_of(*OUTBREAK)

    assert "1" not in undated(pile.sentences[1], pile.dates[1], "en")
    assert "harbour" in undated(pile.sentences[1], pile.dates[1], "en")


def test_a_day_that_belongs_to_another_thing_is_not_the_day_of_the_sentence():
    pile = pile_of("The court will hear the case about the winner of |Tuesday's vote in the islands.")
    (mention,) = pile.dates[0]
    span = Span(start=mention.span.start, end=mention.span.start + len("Tuesday"))

    assert dated(replace(pile, dates=((replace(mention, span=span),),))) == {}


def test_today_against_a_day_long_ago_means_nowadays():
    pile = pile_of("The river was straightened in 1902 and its meadows are building land |today.")
    old = replace(pile.dates[0][0], first=dt.date(1902, 1, 1), last=dt.date(1902, 12, 31), precision="year")
    old = replace(old, span=Span(start=pile.sentences[0].span.start + 30, end=pile.sentences[0].span.start + 34))

    assert list(dated(pile)) == [0]
    assert dated(replace(pile, dates=((old, *pile.dates[0]),))) == {}


@pytest.mark.parametrize(("opening", "told"), [("In the night of |", True), ("At the fair of |", False)])
def test_two_days_are_one_only_as_the_ends_of_a_night(opening, told):
    pile = pile_of(f"{opening}2 to 3 March a hillside buried the hamlet of Orme.")
    (mention,) = pile.dates[0]
    start = pile.sentences[0].text.index("2 to 3 March") + pile.sentences[0].span.start
    both = replace(mention, span=Span(start=start, end=start + 12), last=mention.first + dt.timedelta(days=1))

    assert bool(dated(replace(pile, dates=((both,),)))) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Six patients have died since the power failed on {}, two nurses said.", False),
        ("Residents who fled to the hall on {} have begun to return home.", False),
        ("The company gave up the figure of two deaths that it gave on {}.", False),
        ("The council strongly condemns the attack on the port of {}.", False),
        ("The society said 58 people were being held, up from 41 on {}.", False),
        ("The tank was full when it was last used, on {}.", False),
        ("Trains that stopped on {} will run again.", False),
        ("The ferry was due to reach the islands on {}.", False),
        ("The council kept its vow that the ferry would sail on {}.", False),
        ("The curfew, imposed on {}, was lifted this morning.", False),
        ("The curfew, the council said on {}, was lifted.", True),
        ("Police in Marl said that the gate opened on {}.", True),
        ("The bridge at Marl collapsed on {} and has not been rebuilt.", True),
        ("On the night of {} the dam above Marl broke.", True),
        ("Shelling of the town on {} was the heaviest so far.", True),
    ],
)
def test_a_day_told_by_the_way_is_not_the_day_of_the_sentence(text, told):
    before, after = text.split("{}")
    pile = pile_of(f"{before}|28 February{after}")
    (mention,) = pile.dates[0]
    span = Span(start=mention.span.start, end=mention.span.start + len("28 February"))

    assert bool(dated(replace(pile, dates=((replace(mention, span=span),),)))) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Divers have raised the bell of the tug, which sank off Marl on {}.", False),
        ("The logbook of the tug that sank on {} off the bar has been read, the owner said.", False),
        ("Geologists call it the late echo of the larger {} Marl earthquake.", False),
        ("Sheep grazed on the {} 6.1 quake fault.", False),
        ("On {} quake drills began in every school.", True),
        ("The owner said that the tug sank on {} and has since been raised.", True),
    ],
)
@pytest.mark.parametrize("later", [1, 30])
def test_an_old_day_by_the_way_is_not_the_day_of_the_news(text, told, later):
    """On the day itself and those next to it the clause may well be the news."""
    before, after = text.split("{}")
    pile = pile_of(f"{before}|28 February{after}", day=DAY - dt.timedelta(days=1))
    (mention,) = pile.dates[0]
    span = Span(start=mention.span.start, end=mention.span.start + len("28 February"))
    (document,) = pile.documents
    published = replace(document, published=mention.first + dt.timedelta(days=later))

    found = dated(replace(pile, documents=(published,), dates=((replace(mention, span=span),),)))

    assert bool(found) is (told or (later == 1 and "6.1" not in text))
