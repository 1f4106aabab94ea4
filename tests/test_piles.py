"""Piles that no desk would call sound: what can't be known is left open and named, and nothing fails."""

import datetime as dt

import pytest

from briefing.model import Brief
from briefing.pipeline import make_brief, read_documents
from briefing.plugins import find
from briefing.settings import Settings

STORY = """{head}Ferry sinks off Marrow Point

{date}

The ferry Lady Ann sank off Marrow Point on Tuesday, and 12 people were killed, the coastguard said.

Rescuers pulled 31 people from the water before dark, harbour master Ida Brandt told reporters on Tuesday.

The coastguard said on Wednesday that it was still looking for four missing passengers.

Prime Minister Olav Grane said the government would pay for the search.
"""
NO_TOPICS = Settings(topics="disaster")


def brief_of(*texts: str, settings: Settings = NO_TOPICS) -> Brief:
    reader = find("readers", "txt")
    sources = [
        source for place, text in enumerate(texts) for source in reader.read(text.encode("utf-8"), f"clip{place}.txt")
    ]
    return make_brief(sources, settings)


def gaps_of(brief: Brief) -> str:
    return " ".join(finding.text for finding in brief.findings if finding.kind == "gap")


def brackets_of(brief: Brief) -> list[str]:
    extracts = [extract for section in brief.sections for extract in section.extracts]
    return [clarification.insert for extract in extracts for clarification in extract.clarifications]


def test_without_a_date_no_weekday_is_worked_out_and_the_brief_says_so() -> None:
    brief = brief_of(STORY.format(head="", date="Published in the morning"))

    assert brief.as_of is None
    assert brief.timeline == ()
    assert brackets_of(brief) == []
    assert {figure.as_of for figure in brief.figures} == {None}
    assert "date" in gaps_of(brief)


def test_of_two_dates_that_contradict_each_other_none_is_made_up() -> None:
    brief = brief_of(STORY.format(head="Published 3 March 2021\n\nPublished 9 May 2022\n\n", date=""))

    assert brief.sources[0].published in {dt.date(2021, 3, 3), dt.date(2022, 5, 9), None}
    assert all(figure.as_of is None or figure.as_of <= dt.date(2022, 5, 9) for figure in brief.figures)


def test_a_date_in_the_future_is_named_and_moves_nothing() -> None:
    sound = STORY.format(head="", date="Published 3 March 2021")
    ahead = STORY.replace("Lady Ann", "Lady Jane").format(head="", date="Published 3 March 2041")
    brief = brief_of(sound, ahead)

    assert brief.as_of == dt.date(2021, 3, 3)
    assert "S2" in gaps_of(brief)


@pytest.mark.parametrize("date", ["Published 31.02.2021", "Published 2021-13-45", "Published 00/00/0000"])
def test_a_day_that_no_calendar_has_is_no_date(date: str) -> None:
    brief = brief_of(STORY.format(head="", date=date))

    assert brief.sources[0].published is None
    assert brief.timeline == ()


@pytest.mark.parametrize("number", ["1,2,3", "10^9", "1e9", "٣٤٥٦x", "9" * 400])
def test_what_is_no_plain_number_is_no_figure(number: str) -> None:
    text = STORY.format(head="", date="Published 3 March 2021").replace("12 people", f"{number} people")
    tolls = [figure for figure in brief_of(text).figures if figure.measure == "killed"]

    assert all(figure.as_written in text for figure in tolls)
    assert all(figure.low is None or figure.low < 10**12 for figure in tolls)


def test_german_thousands_make_no_english_decimals() -> None:
    text = (
        "Fähre sinkt vor der Küste\n\n3. März 2021\n\nBei dem Untergang der Fähre wurden nach Angaben der Behörden "
        "1.000 Menschen verletzt, sagte der Sprecher der Küstenwache am Dienstag in Kiel.\n\nDie Regierung will die "
        "Suche nach den Vermissten fortsetzen, wie der Minister am Mittwoch mitteilte."
    )

    assert {(figure.low, figure.high) for figure in brief_of(text).figures} <= {(1000, 1000)}


def test_a_name_that_is_also_a_word_is_taken_for_nobody_where_it_is_a_word() -> None:
    text = STORY.format(head="", date="Published 3 March 2021").replace("Ida Brandt", "Will Hope")
    text += "\nWill rescuers reach the wreck in time? Hope is fading on the quays of the town, they say.\n"
    names = {name.name: name for name in brief_of(text).names}

    assert "Will" not in names
    assert "Hope" not in names


def test_any_number_of_identical_articles_is_one_witness() -> None:
    copies = 120
    brief = brief_of(*[STORY.format(head="", date="Published 3 March 2021")] * copies)

    extracts = [extract for section in brief.sections for extract in section.extracts]
    assert extracts
    assert {(extract.outlets, extract.origins) for extract in extracts} == {(copies, 1)}
    assert {(figure.outlets, figure.origins) for figure in brief.figures} == {(copies, 1)}
    assert len({event.extract.text for event in brief.timeline}) == len(brief.timeline)


def test_documents_are_read_in_the_order_they_come() -> None:
    reader = find("readers", "txt")
    texts = [STORY.format(head="", date=f"Published {day} March 2021") for day in (3, 4, 5)]
    sources = [source for n, text in enumerate(texts) for source in reader.read(text.encode("utf-8"), f"{n}.txt")]

    documents, _ = read_documents(sources, NO_TOPICS)
    assert [document.source.origin for document in documents] == ["0.txt", "1.txt", "2.txt"]
