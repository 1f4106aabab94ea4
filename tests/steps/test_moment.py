"""The day that a brief stands for."""

import datetime as dt

import pytest

from briefing.steps.moment import as_of
from tests.conftest import build_document


def dated(*days):
    return [build_document("x", f"{place}.txt", published=day) for place, day in enumerate(days)]


def test_the_newest_publication_date_is_the_as_of_date():
    assert as_of(dated(dt.date(2024, 3, 1), None, dt.date(2024, 3, 9)), None) == (dt.date(2024, 3, 9), ())


def test_a_date_far_after_all_others_is_flagged_and_not_used():
    documents = dated(dt.date(2024, 3, 1), dt.date(2024, 9, 9))

    assert as_of(documents, None) == (dt.date(2024, 3, 1), (documents[1],))


def test_only_the_last_date_can_be_far_after_all_others():
    """Two that are far from the rest are a story that goes on."""
    documents = dated(dt.date(2024, 3, 1), dt.date(2024, 4, 9), dt.date(2024, 9, 9))

    assert as_of(documents, None) == (dt.date(2024, 4, 9), (documents[2],))


@pytest.mark.parametrize(("last", "flagged"), [(dt.date(2024, 12, 1), False), (dt.date(2025, 6, 1), True)])
def test_where_a_story_rests_for_months_a_rest_as_long_is_no_mistake(last, flagged):
    documents = dated(dt.date(2024, 1, 5), dt.date(2024, 5, 6), dt.date(2024, 5, 7), dt.date(2024, 9, 9), last)

    assert as_of(documents, None)[1] == ((documents[4],) if flagged else ())


def test_a_date_after_the_given_one_is_flagged():
    documents = dated(dt.date(2024, 3, 1), dt.date(2024, 3, 9))

    assert as_of(documents, dt.date(2024, 3, 5)) == (dt.date(2024, 3, 5), (documents[1],))


def test_without_any_date_there_is_no_as_of_date():
    assert as_of(dated(None, None), None) == (None, ())
