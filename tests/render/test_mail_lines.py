"""Lines that both bodies share: every count with its account and its day, every source with its date."""

from dataclasses import replace

import pytest

from briefing.render.folders import template_folders
from briefing.render.mail.lines import Lines
from briefing.render.view import View, view
from briefing.render.words import Words, load_words
from tests.render import sample


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words(template_folders(None))


@pytest.fixture(scope="module")
def say(words: Words) -> Lines:
    return Lines(words)


@pytest.fixture(scope="module")
def page(words: Words) -> View:
    return view(sample.FLOOD, words)


def rows(page: View, say: Lines) -> dict[str, str]:
    return {row.anchors[0]: say.row(row).replace("\u00a0", " ") for held in page.measures for row in held.measure.rows}


def test_a_count_is_said_by_whose_account_and_as_of_when(page: View, say: Lines) -> None:
    said = rows(page, say)

    assert (
        said["F1"] == "“At least 12 people”; according to “the county's rescue service”; 7 May 2031; superseded [S1 ¶2]"
    )
    assert said["F5"] == "of these “two people”; no one named; 9 May 2031; withdrawn [S3 ¶1]"
    assert said["F7"] == "“About 4,300 people”; no one named; undated [S2 ¶4]"
    assert said["F8"] == "“Between 40 and 60 houses” in one day; according to “the mayor”; 9 May 2031 [S3 ¶2]"


def test_words_that_only_repeat_the_number_are_not_said_twice(page: View, say: Lines) -> None:
    assert rows(page, say)["F2"] == "people; according to “Police”; 8 May 2031; disputed [S2 ¶2]"


def test_long_words_of_a_source_are_cut_where_a_line_has_no_room(page: View, say: Lines) -> None:
    row = replace(page.measures[0].measure.rows[0], wordings=("many " * 400,), claimants=("he " * 400,))

    assert len(say.row(row, 30)) < 130
    assert "…”" in say.row(row, 30)


def test_what_is_written_from_right_to_left_stays_apart(page: View, say: Lines) -> None:
    row = replace(page.measures[0].measure.rows[0], claimants=("الشرطة",), noun="شخص\u202e")

    assert "according to “\u2068الشرطة\u2069”" in say.row(row)
    assert "\u2068شخص⟨U+202E⟩\u2069" in say.row(row)


def test_a_source_is_said_with_its_agency_and_the_basis_of_its_date(page: View, say: Lines) -> None:
    said = [say.source(source) for source in page.sources]

    assert said[1] == "Tidende, text by Norden Press, 8 May 2031 (date inferred)"
    assert said[4] == "no date"


def test_places_beyond_those_that_are_shown_are_counted(say: Lines, words: Words) -> None:
    page = view(sample.many(), words)

    said = say.cited(page.sections[0].extracts[0]).replace("\u00a0", " ")

    assert said == "S1 ¶1; also in S2 ¶1, S3 ¶1, S4 ¶1, S5 ¶1, S6 ¶1, S7 ¶1 and 4 more; 11 sources, 1 origin"


def test_what_it_rests_on_is_said_in_one_sentence(say: Lines, words: Words) -> None:
    assert say.facts(view(sample.EMPTY, words)) == "1 source."
    assert say.facts(view(sample.FLOOD, words)).startswith("Events of 6–9 May 2031. 6 sources, 5 independent")
