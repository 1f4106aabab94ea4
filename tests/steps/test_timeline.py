"""What happened when."""

import datetime as dt
from dataclasses import replace

import pytest

from briefing.model import DateMention, Span, Topic
from briefing.steps.choose import Chosen
from briefing.steps.compose import extract_of, number
from briefing.steps.timeline import period_of, timeline
from briefing.steps.understand import understand
from tests.conftest import build_document
from tests.steps.piles import build_pile

TEXTS = {
    "a.txt": [
        "Miners walked out on Friday after the roof of a shaft fell in.",
        "The union will meet the owners of the pit on Sunday.",
        "The pit opened in May 1961 and was sold to a foreign firm.",
        "Roads to the valley stay closed until Monday because of the rescue work.",
    ],
    "b.txt": [
        "Miners of the pit walked out on Friday when the roof fell in, the union said.",
        "Rescuers reached the lower gallery on Saturday with the help of dogs.",
    ],
}
FRIDAY, SATURDAY = dt.date(2024, 3, 1), dt.date(2024, 3, 2)


def mention(sentence, words, first, last=None, precision="day", basis="resolved"):
    start = sentence.span.start + sentence.text.index(words)
    span = Span(start=start, end=start + len(words))
    return DateMention(
        source=sentence.source, span=span, first=first, last=last or first, precision=precision, basis=basis
    )


def dated_pile():
    pile = build_pile(TEXTS)
    walkout, meeting, opening, roads, count, rescue = pile.sentences
    dates = (
        (mention(walkout, "Friday", FRIDAY),),
        (mention(meeting, "Sunday", dt.date(2024, 3, 10)),),
        (mention(opening, "May 1961", dt.date(1961, 5, 1), dt.date(1961, 5, 31), "month", "stated"),),
        (mention(roads, "Monday", FRIDAY),),
        (mention(count, "Friday", FRIDAY),),
        (mention(rescue, "Saturday", SATURDAY),),
    )
    return replace(pile, dates=dates)


def told(pile, extracts=None):
    return [(event.date, event.extract.text) for event in timeline(pile, extracts or {})]


def test_happenings_stand_at_their_days_oldest_first():
    days = [day for day, _ in told(dated_pile())]

    assert days == sorted(days)
    assert (SATURDAY, TEXTS["b.txt"][1]) in told(dated_pile())


@pytest.mark.parametrize("text", [TEXTS["a.txt"][1], TEXTS["a.txt"][2], TEXTS["a.txt"][3]])
def test_plans_background_and_ends_are_no_entries(text):
    assert text not in [entry for _, entry in told(dated_pile())]


def test_one_happening_is_one_entry():
    """Both outlets tell of the walk-out in nearly the same words."""
    assert len([day for day, _ in told(dated_pile()) if day == FRIDAY]) == 1


@pytest.mark.parametrize(
    ("day", "days"),
    [
        pytest.param(dt.date(2023, 11, 4), [FRIDAY], id="months before"),
        pytest.param(FRIDAY - dt.timedelta(days=11), [FRIDAY], id="eleven days before"),
        pytest.param(FRIDAY - dt.timedelta(days=9), [FRIDAY - dt.timedelta(days=9), FRIDAY], id="nine days before"),
    ],
)
def test_a_day_long_before_the_event_is_background(day, days):
    pile = dated_pile()
    old = mention(pile.sentences[5], "Saturday", day)

    assert [day for day, _ in told(replace(pile, dates=(*pile.dates[:5], (old,))))] == days


@pytest.mark.parametrize(
    ("published", "days"),
    [
        pytest.param([0, 0, 1, 20], ["0", "1", "20"], id="what came of it later"),
        pytest.param([-90, 0, 0, 1], ["0", "1"], id="an old article among others"),
        pytest.param([-90, -50, 0, 0, 50], ["-90", "-50", "0", "50"], id="a story that rests in between"),
        pytest.param([0, 0, 90], ["0"], id="a date that is not to be believed"),
    ],
)
def test_the_event_is_where_most_sources_are_and_what_came_later(published, days):
    """Each source tells of its own day."""
    acts = [
        "Divers raised the bell of the old tug from the harbour",
        "Miners left the lower gallery of the pit in the valley",
        "Heavy rain closed the only road over the northern pass",
        "The choir of the fishermen sang in front of the chapel",
        "A vat of glue burst behind the gate of the shoe factory",
    ]
    told_on = [FRIDAY + dt.timedelta(days=offset) for offset in published]
    pile = build_pile(
        {f"{place}.txt": [f"{act} today."] for place, act in zip(range(len(published)), acts, strict=False)}
    )
    documents = tuple(replace(one, published=day) for one, day in zip(pile.documents, told_on, strict=True))
    dates = tuple((mention(one, "today", day),) for one, day in zip(pile.sentences, told_on, strict=True))

    events = timeline(replace(pile, documents=documents, dates=dates), {})

    assert list(dict.fromkeys(str((event.date - FRIDAY).days) for event in events)) == days


def test_a_range_that_was_worked_out_is_no_day():
    pile = dated_pile()
    week = mention(pile.sentences[5], "Saturday", dt.date(2024, 2, 26), SATURDAY)

    assert [day for day, _ in told(replace(pile, dates=(*pile.dates[:5], (week,))))] == [FRIDAY]


def test_an_entry_takes_over_the_extract_of_a_section():
    pile = dated_pile()
    known = replace(extract_of(pile, 5, number(pile.documents)), id="E7")
    entries = {event.extract.text: event.extract for event in timeline(pile, {5: known})}

    assert entries[TEXTS["b.txt"][1]] == known


def test_other_entries_have_ids_of_their_own():
    ids = [event.extract.id for event in timeline(dated_pile(), {})]

    assert ids == [f"E{place}" for place in range(1, len(ids) + 1)]


def test_the_period_runs_from_the_first_to_the_last_happening():
    period = period_of(timeline(dated_pile(), {}))

    assert (period.first, period.last) == (FRIDAY, SATURDAY)


def test_without_dates_there_is_no_timeline_and_no_period():
    assert timeline(build_pile(TEXTS), {}) == ()
    assert period_of(()) is None


def test_undated_sources_tell_no_happening():
    pile = dated_pile()
    undated = tuple(replace(document, published=None) for document in pile.documents)

    assert timeline(replace(pile, documents=undated), {}) == ()


def test_an_undated_copy_that_speaks_for_its_twins_has_their_day():
    rescue = "Rescuers reached the lower gallery on Saturday with the help of dogs."
    pile = build_pile({"copy.txt": [rescue], "wire.txt": [rescue]}, twins=[(0, 1)])
    copy, wire = pile.documents
    dates = ((), (mention(pile.sentences[1], "Saturday", SATURDAY),))
    pile = replace(pile, documents=(replace(copy, published=None), wire), dates=dates)

    assert told(pile) == [(SATURDAY, rescue)]


def test_what_has_nothing_to_do_with_the_question_makes_room_where_something_else_happened():
    aside = "A choir of miners sang in the town hall on Saturday to great applause."
    rescue = "Rescuers reached the lower gallery on Saturday with the help of dogs."
    pile = build_pile({"a.txt": [rescue, aside]})
    dates = tuple((mention(sentence, "Saturday", SATURDAY),) for sentence in pile.sentences)
    pile = replace(pile, dates=dates, documents=(replace(pile.documents[0], published=SATURDAY),))
    topic = Topic(key="rescue", title="Rescue")

    def of(*fits):
        return [event.extract.text for event in timeline(pile, {}, [Chosen(topic=topic, picks=(), fits=fits)])]

    assert of(1.0, 0.0) == [rescue]
    assert of(1.0, 0.5) == [rescue, aside]
    assert of(0.0, 0.0) == [rescue, aside]


def test_an_entry_says_who_he_is():
    speech = build_document(
        "Mayor Ana Ruiz left.\nShe resigned on Saturday after the rescue of the last miner.", "a.txt"
    )
    pile = understand([replace(speech, published=SATURDAY)], frozenset({"en"}))
    (event,) = timeline(pile, {})

    assert [bracket.insert for bracket in event.extract.clarifications] == ["[Ana Ruiz]"]
