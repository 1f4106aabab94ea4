"""Figures of several documents, numbered and set against each other."""

import datetime as dt
from collections.abc import Sequence

import pytest

from briefing.model import Document, Figure, Quantity
from briefing.steps.figures import find_quantities
from briefing.steps.figures.ledger import ledger, subject_class
from tests.steps.test_figures import lay_out, plain_dates

DAY = dt.date(2023, 5, 10)


def quantities_of(text: str, published: dt.date | None, origin: int) -> tuple[Document, tuple[Quantity, ...]]:
    document, sentences = lay_out(text, published, origin=f"{origin}.txt")
    dates = {s.index: plain_dates(s, published) if published else [] for s in sentences}
    return document, find_quantities(document, sentences, dates)


def figures(*texts: str, published: Sequence[dt.date | None] = (), origins: Sequence[int] = ()) -> tuple[Figure, ...]:
    """The ledger of one document a text, all of one day and each of its own origin unless told otherwise."""
    days = published or [DAY] * len(texts)
    read = [quantities_of(text, day, at) for at, (text, day) in enumerate(zip(texts, days, strict=True))]
    documents = [document for document, _ in read]
    numbers = {document.source.id: f"S{at + 1}" for at, document in enumerate(documents)}
    groups = {document.source.id: (origins or range(len(texts)))[at] for at, document in enumerate(documents)}
    return ledger([q for _, found in reversed(read) for q in found], documents, numbers, groups)


def statuses(*texts: str, published: Sequence[dt.date | None] = ()) -> list[str]:
    return [figure.status for figure in figures(*texts, published=published)]


def test_figures_are_numbered_by_source_and_place() -> None:
    found = figures("Police said 12 people died and 30 were hurt.", "Medics said nine people died.")

    assert [(f.id, f.citation.source, f.as_written) for f in found] == [
        ("F1", "S1", "12 people"),
        ("F2", "S1", "30"),
        ("F3", "S2", "nine people"),
    ]


def test_the_tenth_source_comes_after_the_second() -> None:
    found = figures(*["Police said 12 people died."] * 10)

    assert [f.citation.source for f in found] == [f"S{at}" for at in range(1, 11)]


def test_a_citation_is_the_whole_sentence() -> None:
    (figure,) = figures("Police said 12 people died.")

    assert (figure.citation.start, figure.citation.end, figure.citation.relation) == (0, 27, "quoted")


def test_a_part_names_the_figure_it_is_a_part_of() -> None:
    whole, part = figures("Police said 12 people, including two children, died.")

    assert (whole.part_of, part.part_of, part.counting) == (None, "F1", "part")


def test_support_counts_documents_and_independent_origins() -> None:
    text = "Police said 12 people died."
    found = figures(text, text, "Medics said 12 residents died.", origins=[1, 1, 2])

    assert {(f.outlets, f.origins) for f in found} == {(3, 2)}


def test_support_is_not_shared_between_classes_of_people() -> None:
    found = figures("Police said 12 people died.", "Police said 12 soldiers died.")

    assert [f.outlets for f in found] == [1, 1]


def test_a_source_that_is_not_in_the_brief_has_no_figures() -> None:
    document, quantities = quantities_of("Police said 12 people died.", DAY, 1)

    assert ledger(quantities, [document], {}, {}) == ()


def test_a_later_number_of_the_same_claimant_supersedes() -> None:
    assert statuses("Police said on Monday 12 people died.", "Police said on Tuesday 15 people died.") == [
        "superseded",
        "current",
    ]


def test_a_later_number_of_the_same_body_under_another_name_supersedes() -> None:
    early = "The interior ministry said that 12 people had died."
    late = "Peru's Ministry of the Interior said that 19 people had died."

    assert statuses(early, late, published=[DAY, DAY + dt.timedelta(days=1)]) == ["superseded", "current"]


def test_two_ministries_of_one_kind_are_two_bodies() -> None:
    early = "Chile's interior ministry said that 12 people had died."
    late = "Peru's interior ministry said that 19 people had died."

    assert "superseded" not in statuses(early, late, published=[DAY, DAY + dt.timedelta(days=1)])


def test_the_same_number_again_supersedes_nothing() -> None:
    assert statuses("Police said on Monday 12 people died.", "Police said on Tuesday 12 people died.") == [
        "current",
        "current",
    ]


def test_a_later_number_of_another_subject_supersedes_nothing() -> None:
    assert statuses("Police said on Monday 12 people died.", "Police said on Tuesday 15 soldiers died.") == [
        "current",
        "current",
    ]


def test_two_claimants_apart_at_the_same_time_are_in_dispute() -> None:
    assert statuses("Police said on Tuesday 12 people died.", "Medics said 40 people died.") == ["disputed", "disputed"]


def test_two_claimants_apart_at_different_times_are_not() -> None:
    assert statuses("Police said on Saturday 12 people died.", "Medics said 40 people died.") == ["current", "current"]


@pytest.mark.parametrize(
    "other",
    [
        "Medics said at least 10 people died.",
        "Medics said up to 20 people died.",
        "Medics said nearly 13 people died.",
        "Medics said dozens of people were hurt.",
        "Medics said 40 soldiers died.",
        "Medics said 40 people, including two children, were hurt.",
        "Medics said another 40 people died.",
        "Medics said 40 people died overnight.",
    ],
)
def test_what_may_both_be_true_is_no_dispute(other: str) -> None:
    assert set(statuses("Police said 12 people died.", other)) == {"current"}


@pytest.mark.parametrize(
    ("early", "late", "expected"),
    [
        pytest.param("12 people died.", "19 people died.", "current", id="nobody counts on two days"),
        pytest.param("12 people died.", "Medics said 19 people died.", "current", id="a toll that may have grown"),
        pytest.param("12 people died.", "Medics said 40 people died.", "disputed", id="a leap by a named claimant"),
        pytest.param("Police said 12 people died.", "Medics said 19 people died.", "disputed", id="two claimants"),
        pytest.param(
            "Four people were arrested.", "About 25 people were arrested.", "current", id="arrests of two days"
        ),
    ],
)
def test_what_nobody_in_particular_says_may_have_grown_overnight(early: str, late: str, expected: str) -> None:
    assert statuses(early, late, published=[DAY, DAY + dt.timedelta(days=1)]) == [expected, expected]


@pytest.mark.parametrize(
    ("early", "days", "expected"),
    [
        pytest.param("12 people died.", 8, "superseded", id="a week ago"),
        pytest.param("12 people died.", 7, "current", id="within the week"),
        pytest.param("Police said 12 people died.", 30, "current", id="a claimant's own"),
        pytest.param("80 people died.", 30, "current", id="a higher one"),
        pytest.param("12 soldiers died.", 30, "current", id="others"),
        pytest.param("No deaths have been reported yet.", 1, "superseded", id="none yet"),
        pytest.param("No deaths have been reported.", 1, "current", id="none"),
    ],
)
def test_time_overtakes_the_toll_that_nobody_stands_behind(early: str, days: int, expected: str) -> None:
    late = "Nineteen people have died since the ferry sank."

    assert statuses(early, late, published=[DAY, DAY + dt.timedelta(days=days)]) == [expected, "current"]


def test_a_count_of_arrests_does_not_age() -> None:
    texts = ("Police held 12 people.", "40 people were detained.")

    assert "superseded" not in statuses(*texts, published=[DAY, DAY + dt.timedelta(days=30)])


def test_one_town_does_not_contradict_the_country() -> None:
    assert statuses("Police said 12 people died in the Arden region.", "Medics said 40 people died.") == [
        "current",
        "current",
    ]


def test_one_claimant_does_not_contradict_itself() -> None:
    assert statuses("Police said 12 people died.", "The police said 40 people died.") == ["current", "current"]


def test_outlets_of_one_origin_do_not_contradict_each_other() -> None:
    found = figures("12 people died.", "40 people died.", origins=[7, 7])

    assert [f.status for f in found] == ["current", "current"]


def test_outlets_of_two_origins_do() -> None:
    assert statuses("12 people died.", "40 people died.") == ["disputed", "disputed"]


def test_a_number_without_a_date_is_compared_with_nothing() -> None:
    assert statuses("12 people died.", "40 people died.", published=[None, None]) == ["current", "current"]


def test_a_number_taken_back_is_withdrawn_wherever_it_was_stated() -> None:
    found = statuses(
        "The ministry said on Sunday 164 people died.",
        "The ministry withdrew its statement that 164 people died.",
        "Medics said on Sunday 150 people died.",
    )

    assert found == ["withdrawn", "withdrawn", "current"]


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("law enforcement officers", "security"),
        ("“armed criminals”", "fighters"),
        ("people", "people"),
        ("crew members", "workers"),
        ("buildings", "building"),
        ("Germans", "people"),
        ("zorks", "zork"),
        ("“”", "people"),
    ],
)
def test_subjects_are_compared_by_class(subject: str, expected: str) -> None:
    assert subject_class(subject) == expected


def test_many_documents_cost_no_more_each() -> None:
    found = figures(*[f"Medics {at} said {at} people died." for at in range(1, 400)])

    assert {f.status for f in found} == {"disputed"}


REPRINTED = "The mayor, who had toured the harbour, spoke of 14 dead and of many more in the boats."


def test_a_reprint_is_as_old_as_the_words_are() -> None:
    found = figures(REPRINTED, "By contrast: " + REPRINTED, published=[DAY, DAY - dt.timedelta(days=1)])

    assert [f.as_of for f in found] == [DAY - dt.timedelta(days=1)] * 2


def test_an_undated_reprint_has_the_day_of_the_dated_one() -> None:
    found = figures(REPRINTED, REPRINTED, published=[None, DAY])

    assert [f.as_of for f in found] == [DAY, DAY]


def test_other_words_are_no_reprint() -> None:
    found = figures(REPRINTED, "Rescue teams at the pier counted 14 dead there.", published=[None, DAY])

    assert [f.as_of for f in found] == [None, DAY]


def test_a_few_words_are_no_reprint() -> None:
    found = figures("The toll rose to 14.", "The toll rose to 14.", published=[None, DAY])

    assert [f.as_of for f in found] == [None, DAY]


def test_a_day_that_the_text_states_stays() -> None:
    text = "On Monday the mayor spoke of 14 dead and of many more in the boats."
    found = figures(text, text, published=[DAY, DAY + dt.timedelta(days=7)])

    assert [f.as_of for f in found] == [dt.date(2023, 5, 8), dt.date(2023, 5, 15)]
