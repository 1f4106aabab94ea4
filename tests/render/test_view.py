"""What a page shows, worked out from a brief: words, pieces, the ledger, the chart, the counts."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Clarification, Finding
from briefing.render.chart import HEIGHT, SMALL, WIDTH, draw
from briefing.render.cite import label, view_places
from briefing.render.folders import builtin_templates
from briefing.render.ledger import show_value, view_ledger
from briefing.render.sources import web_address
from briefing.render.text import cut, shorten, visible
from briefing.render.view import tally, view
from briefing.render.words import load_words
from tests.render import sample

WORDS = load_words((builtin_templates(),))


def day(month: int, number: int, year: int = 2031) -> dt.date:
    return dt.date(year, month, number)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (day(5, 6), day(5, 6), "6 May 2031"),
        (day(5, 6), day(5, 9), "6–9 May 2031"),
        (day(4, 28), day(5, 9), "28 April – 9 May 2031"),
        (day(12, 28, 2030), day(1, 3), "28 December 2030 – 3 January 2031"),
    ],
)
def test_a_period_says_nothing_twice(first: dt.date, last: dt.date, text: str) -> None:
    assert WORDS.period(first, last) == text


def test_a_date_is_written_as_far_as_it_is_known() -> None:
    written = [WORDS.date(day(1, 6), precision) for precision in ("day", "month", "year")]

    assert written == ["6 January 2031", "January 2031", "2031"]


def test_one_and_many_are_told_apart() -> None:
    assert [WORDS.count("sources", number) for number in (0, 1, 1200)] == ["0 sources", "1 source", "1,200 sources"]


@pytest.mark.parametrize(
    ("low", "high", "approximate", "text"),
    [
        (26, 26, False, "26"),
        (10, 15, False, "10–15"),
        (300, 300, True, "about 300"),
        (24, None, True, "24 or more"),
        (None, 8000, True, "up to 8,000"),
        (0, 8000, True, "up to 8,000"),
        (None, None, False, ""),
        (0, 0, False, "0"),
    ],
)
def test_a_range_is_written_as_readers_expect_it(low: int, high: int, approximate: bool, text: str) -> None:
    assert show_value(low, high, approximate, WORDS) == text


@given(st.text(), st.lists(st.tuples(st.integers(-3, 40), st.text(max_size=5))))
def test_without_the_brackets_the_pieces_are_the_text(text: str, brackets: list[tuple[int, str]]) -> None:
    held = tuple(Clarification(at=at, insert=insert, basis="date") for at, insert in brackets)

    pieces = cut(text, held)

    assert "".join(piece.text for piece in pieces if piece.kind != "clarification") == visible(text)


def test_a_bracket_stands_apart_from_the_letters_beside_it() -> None:
    pieces = cut("On Friday it rained", (Clarification(at=9, insert="[9 May]", basis="date"),))

    assert [piece.text for piece in pieces] == ["On Friday", " [9 May]", " it rained"]


def test_a_place_outside_the_article_is_only_a_source() -> None:
    assert label(replace(sample.cite(1, "The Orla"), paragraph=0)) == "S1"


def test_a_place_is_printed_once() -> None:
    places = view_places([sample.cite(1, "The Orla"), sample.cite(1, "flooded")])

    assert [place.label for place in places.shown] == ["S1\u00a0¶1"]


def test_figures_that_say_the_same_share_a_row() -> None:
    killed = view_ledger(sample.FIGURES, WORDS)[0]

    assert [row.anchors for row in killed.rows] == [("F3", "F4"), ("F2",), ("F5",), ("F1",)]
    assert [row.part for row in killed.rows] == [False, False, True, False]


def test_a_measure_without_a_name_is_called_by_its_key() -> None:
    headings = [held.heading for held in view_ledger(sample.FIGURES, WORDS)]

    assert headings == ["Killed", "Missing", "Injured", "Evacuated", "Houses lost"]


def test_figures_that_are_parts_of_each_other_are_shown_once_each() -> None:
    first = sample.figure("F1", "killed", 1, "31", low=31, high=31, part_of="F2")
    second = sample.figure("F2", "killed", 2, "19", low=19, high=19, part_of="F1")

    rows = view_ledger((first, second), WORDS)[0].rows

    assert sorted(row.anchors for row in rows) == [("F1",), ("F2",)]


def test_a_figure_without_bounds_is_shown_as_written() -> None:
    figure = sample.figure("F1", "missing", 2, "dozens", low=None, high=None)

    assert view_ledger((figure,), WORDS)[0].rows[0].value == "dozens"


def test_a_chart_wants_three_dated_totals() -> None:
    killed = view_ledger(sample.FIGURES, WORDS)[0].rows

    assert draw(killed[:2], WORDS) is None
    assert draw(killed, WORDS) is not None


@given(
    st.lists(
        st.tuples(st.integers(0, 10**9), st.one_of(st.none(), st.integers(0, 10**6)), st.integers(0, 4000)),
        min_size=3,
        max_size=30,
    )
)
def test_every_mark_lies_inside_the_chart(values: list[tuple[int, int | None, int]]) -> None:
    figures = tuple(
        sample.figure(
            f"F{number}",
            "killed",
            1,
            "31",
            low=low,
            high=None if more is None else low + more,
            as_of=day(1, 1) + dt.timedelta(days=days + number * 4001),
            attributed_to=str(number),
        )
        for number, (low, more, days) in enumerate(values)
    )

    chart = draw(view_ledger(figures, WORDS)[0].rows, WORDS)

    assert chart is not None
    assert chart.small is not None
    assert (chart.width, chart.small.width) == (WIDTH, SMALL)
    for drawn in (chart, chart.small):
        assert all(drawn.left <= mark.x <= drawn.right for mark in drawn.marks)
        assert all(-1 <= mark.top <= mark.bottom <= HEIGHT for mark in drawn.marks)
        assert 2 <= len(drawn.levels) <= 7
        assert all(6 * len(level.text) <= drawn.left - 8 for level in drawn.levels)
        boxes = [(tick.at - 3 * len(tick.text), tick.at + 3 * len(tick.text)) for tick in drawn.days]
        assert all(end + 10 < start for (_, end), (start, _) in pairwise(boxes))
        assert boxes[-1][1] <= drawn.width


def test_the_axis_names_a_day_between_two_that_lie_far_apart() -> None:
    days = (day(4, 2), day(4, 5), day(4, 22))
    figures = tuple(
        sample.figure(f"F{number}", "killed", 1, "31", as_of=held, attributed_to=str(number))
        for number, held in enumerate(days)
    )

    chart = draw(view_ledger(figures, WORDS)[0].rows, WORDS)

    assert chart is not None
    assert [tick.text for tick in chart.days] == ["2 Apr", "5 Apr", "22 Apr"]


def test_sources_of_one_origin_count_as_one() -> None:
    copied = tuple(replace(source, same_as="S2") if source.id == "S3" else source for source in sample.FLOOD.sources)

    assert tally(sample.FLOOD).independent == 5
    assert tally(replace(sample.FLOOD, sources=copied)).independent == 4


@pytest.mark.parametrize(
    ("outlets", "counted"),
    [(("Post", "POST", "Courier"), 2), (("Post", "Post", None), None), (("Post", "Courier", "Herald"), None)],
)
def test_outlets_are_counted_where_all_are_named_and_some_more_than_once(
    outlets: tuple[str | None, ...], counted: int | None
) -> None:
    held = zip(sample.FLOOD.sources, outlets, strict=False)
    sources = tuple(replace(source, publisher=outlet) for source, outlet in held)

    assert tally(replace(sample.FLOOD, sources=sources)).outlets == counted


def test_a_finding_prints_the_words_it_points_at_while_they_are_short() -> None:
    shown = view(sample.FLOOD, WORDS).disagreements

    assert [len(held.quotes) for held in shown] == [2, 1, 0]
    assert shown[2].label == "Odd thing"
    assert shown[2].places.shown[0].source == "S1"


def test_the_same_words_below_a_finding_stand_once_with_all_their_places() -> None:
    words = (sample.cite(1, sample.SHARED), sample.cite(3, sample.line(3, 1)), sample.cite(2, sample.SHARED))
    told = Finding(kind="revision", text="x", citations=words)

    shown = view(replace(sample.FLOOD, findings=(told,)), WORDS).disagreements[0]

    assert [[place.source for place in quote.places.shown] for quote in shown.quotes] == [["S1", "S2"], ["S3"]]


def test_a_finding_about_a_source_that_is_not_there_is_still_shown() -> None:
    odd = Finding(kind="conflict", text="x", citations=(replace(sample.cite(1, "The Orla"), source="S77"),))

    shown = view(replace(sample.FLOOD, findings=(odd,)), WORDS).disagreements[0]

    assert shown.quotes == ()


@pytest.mark.parametrize(
    ("address", "kept"),
    [("https://a.example", True), ("HTTP://A.example", True), ("javascript:1", False), (None, False)],
)
def test_only_an_address_of_the_web_is_a_link(address: str | None, kept: bool) -> None:
    assert web_address(address) == (address if kept else None)


def test_a_long_title_is_cut_at_a_word() -> None:
    assert shorten("one two three", 9) == "one two…"
    assert shorten("onetwothree", 5) == "onetw…"
    assert shorten("one  two", 20) == "one two"
