"""The ledger and page one's pick of it: vague counts share a row, repeats are one, what holds comes first."""

import datetime as dt

import pytest

from briefing.model import Figure
from briefing.render.folders import builtin_templates
from briefing.render.glance import MOST as TILES
from briefing.render.glance import GlanceView, MeasureChart, is_tight, view_glance
from briefing.render.ledger import MOST, RowView, view_ledger
from briefing.render.view import chart_measures
from briefing.render.words import load_words
from tests.render import sample

WORDS = load_words((builtin_templates(),))
MAY = sample.MAY


def count(name: str, written: str, number: int | None, day: int | None = 9, **facts: object) -> Figure:
    """A count of the dead, dated in May; None is open above 24."""
    given: dict[str, object] = {
        "low": 24 if number is None else number,
        "high": number,
        "approximate": number is None,
        "as_of": MAY[day] if day else None,
        "as_written": written,
    }
    return sample.figure(name, str(facts.pop("measure", "killed")), 1, "31", **(given | facts))


def rows(*figures: Figure) -> tuple[RowView, ...]:
    return view_ledger(figures, WORDS)[0].rows


def glance(*figures: Figure, as_of: dt.date | None = None) -> GlanceView:
    charted = tuple(MeasureChart(measure=held, chart=None) for held in view_ledger(figures, WORDS))
    return view_glance(charted, as_of)


def leads(*figures: Figure, as_of: dt.date | None = None) -> list[list[str]]:
    return [[row.lead for row in tile.rows] for tile in glance(*figures, as_of=as_of).tiles]


def test_vague_counts_share_a_row_with_all_their_wordings_and_claimants() -> None:
    held = rows(
        count("F1", "dozens of miners", None, 7, subject="miners", attributed_to="the union"),
        count("F2", "Dozens of people", None, 9, attributed_to="a doctor"),
        count("F3", "dozens of miners", None, 8, subject="miners", attributed_to="The union"),
    )

    assert [row.anchors for row in held] == [("F1", "F2", "F3")]
    assert (held[0].value, held[0].vague, held[0].period) == ("dozens", True, "7–9 May 2031")
    assert held[0].wordings == ("dozens of miners", "Dozens of people")
    assert held[0].claimants == ("the union", "a doctor")


def test_one_person_with_several_offices_is_one_claimant() -> None:
    held = rows(
        count("F1", "240", 240, attributed_to="the provincial governor, Ana Ruiz"),
        count("F2", "240", 240, attributed_to="The governor, Ana Ruiz"),
        count("F3", "240", 240, attributed_to="Ana Ruiz, the governor of Lenz"),
        count("F4", "31", 31, attributed_to="the hospital's director"),
        count("F5", "31", 31, attributed_to="the hospital’s director"),
        count("F6", "31", 31, attributed_to="the health ministry"),
    )

    assert [row.anchors for row in held] == [("F1", "F2", "F3"), ("F4", "F5"), ("F6",)]
    assert held[0].claimants == ("the provincial governor, Ana Ruiz",)


@pytest.mark.parametrize(
    ("written", "noun"),
    [("38", "people"), ("11 pupils", ""), ("at least 121", "people"), ("four more", "people"), ("302 of whom", "")],
)
def test_people_are_named_behind_a_count_that_names_nobody(written: str, noun: str) -> None:
    (row,) = rows(count("F1", written, 11, subject="people"))

    assert row.noun == noun


def test_a_vague_count_of_nobody_stands_apart_from_one_with_a_claimant() -> None:
    held = rows(count("F1", "dozens", None, attributed_to="a doctor"), count("F2", "dozens", None))

    assert sorted(row.anchors for row in held) == [("F1",), ("F2",)]


def test_at_least_a_number_is_no_vague_count() -> None:
    (row,) = rows(count("F1", "at least eight miners", None, low=8, subject="miners"))

    assert (row.value, row.vague) == ("8 or more", False)


def test_what_a_claimant_repeats_is_one_row_and_what_nobody_claims_is_one_a_day() -> None:
    held = rows(
        count("F1", "12", 12, 7, attributed_to="the mayor"),
        count("F2", "12 people", 12, 8, attributed_to="mayor"),
        count("F3", "13", 13, 7),
        count("F4", "13", 13, 8),
    )

    assert [row.anchors for row in held] == [("F4",), ("F2", "F1")[::-1], ("F3",)]


def test_numbers_come_before_words_people_before_groups_and_what_holds_before_what_does_not() -> None:
    held = rows(
        count("F1", "dozens", None, 9),
        count("F2", "3 nurses", 3, 9, subject="nurses"),
        count("F3", "40", 40, 9, status="superseded"),
        count("F4", "41", 41, 8, status="disputed"),
        count("F5", "42", 42, 7),
    )

    assert [row.anchors[0] for row in held] == ["F4", "F5", "F2", "F1", "F3"]


@pytest.mark.parametrize(
    ("written", "subject", "noun"),
    [
        ("31", "nurses", "nurses"),
        ("31 nurses", "nurses", ""),
        ("nine of whom", "people", ""),
        ("58", "people", "people"),
        ("No one", "people", ""),
    ],
)
def test_who_is_counted_is_said_once(written: str, subject: str, noun: str) -> None:
    (row,) = rows(count("F1", written, 31, subject=subject))

    assert row.noun == noun


@pytest.mark.parametrize(
    ("written", "low", "high", "approximate", "lead", "what"),
    [
        ("164 people", 164, 164, False, "164", "people"),
        ("a total of 7,939 miners", 7939, 7939, False, "7,939", "miners"),
        ("more than 1,000 people", 1000, None, True, "more than 1,000", "people"),
        ("nearly 400", 400, 400, True, "nearly 400", "people"),
        ("about 4.5 million homes", 4_500_000, 4_500_000, True, "about 4.5 million", "homes"),
        ("hundreds of miners", 200, None, True, "hundreds", "of miners"),
        ("twenty-six", 26, 26, False, "26", "twenty-six"),
        ("Twenty-six people", 26, 26, False, "26", "people"),
        ("two more people", 2, 2, False, "2", "two more people"),
        ("as far as anybody could say 31 people", 31, 31, True, "about 31", "people"),
    ],
)
def test_a_headline_says_the_number_as_the_source_does(
    written: str, low: int, high: int | None, approximate: bool, lead: str, what: str
) -> None:
    (row,) = rows(count("F1", written, 31, low=low, high=high, approximate=approximate))

    assert (row.lead, row.what) == (lead, what)


def test_a_vague_wording_that_another_begins_with_is_not_said_beside_it() -> None:
    written = ("dozens of", "Dozens of villagers", "dozens of villagers", "dozens more")
    (row,) = rows(*(count(f"F{n}", words, None) for n, words in enumerate(written)))

    assert row.wordings == ("Dozens of villagers", "dozens more")


def test_a_measure_prints_so_many_rows_and_says_how_many_more_there_are() -> None:
    (held,) = view_ledger([count(f"F{n}", str(n), n) for n in range(MOST + 5)], WORDS)

    assert (len(held.rows), held.more) == (MOST, 5)


def test_rival_counts_share_a_tile() -> None:
    (tile,) = glance(
        count("F1", "164", 164, 9, status="disputed", attributed_to="the ministry"),
        count("F2", "26", 26, 8, status="disputed", attributed_to="the mayor"),
        count("F3", "90", 90, 9, status="disputed", attributed_to="a doctor"),
        count("F4", "12", 12, 9, subject="nurses"),
    ).tiles[:1]

    assert [row.lead for row in tile.rows] == ["164", "26"]
    assert (tile.disputed, tile.more) == (True, 2)


def test_a_disputed_count_always_shows_what_disputes_it() -> None:
    far = count("F2", "26", 26, 1, status="disputed")

    assert leads(count("F1", "20", 20, 9, status="disputed", measure="missing"), replace_measure(far)) == [["26", "20"]]


def replace_measure(figure: Figure) -> Figure:
    return sample.figure(figure.id, "missing", 1, "31", low=26, high=26, as_of=figure.as_of, status="disputed")


def test_a_toll_does_not_fall_but_the_missing_are_found() -> None:
    earlier, later = {"number": 61, "day": 7}, {"number": 11, "day": 9}

    assert leads(count("F1", "61", **earlier), count("F2", "11", **later)) == [["61", "11"]]
    missing = (count("F1", "61", measure="missing", **earlier), count("F2", "11", measure="missing", **later))
    assert leads(*missing) == [["11"]]


def test_nothing_is_counted_after_the_day_the_brief_stands_for() -> None:
    held = (count("F1", "61", 61, 7), count("F2", "11", 11, 9), count("F3", "60", 60, 6), count("F4", "59", 59, 5))

    assert leads(*held, as_of=MAY[8]) == [["61"]]
    (charted,) = chart_measures(view_ledger(held, WORDS), WORDS, MAY[8])
    assert charted.chart is not None
    assert len(charted.chart.marks) == 3


def test_what_was_taken_back_and_parts_make_no_tile() -> None:
    taken = count("F1", "61", 61, status="withdrawn")
    part = count("F2", "5", 5, part_of="F1", counting="part")

    assert leads(taken, part) == []


def test_one_measure_alone_gives_a_tile_to_each_group_and_six_are_the_most() -> None:
    groups = [count(f"F{n}", f"{n}", n, subject=f"group{n}") for n in range(1, 10)]

    assert len(glance(*groups).tiles) == TILES
    assert leads(count("F0", "40", 40), groups[0]) == [["40"], ["1"]]


def test_only_the_first_few_measures_are_charted() -> None:
    figures = [
        count(f"F{place}{n}", f"{n}", n, n, measure=measure)
        for place, measure in enumerate(("killed", "missing", "injured", "detained"))
        for n in (1, 2, 3)
    ]

    charted = chart_measures(view_ledger(figures, WORDS), WORDS, None)

    assert [held.chart is not None for held in charted] == [True, True, True, False]


def test_labels_of_a_chart_do_not_touch_and_its_key_explains_what_is_there() -> None:
    figures = [count(f"F{n}", f"{n}", n, 9, attributed_to=str(n)) for n in range(100, 112)]
    figures += [count("F1", "dozens", None, 8), count("F2", "10 to 15", 15, 7, low=10, status="disputed")]
    figures += [count("F3", "3 nurses", 3, 9, subject="nurses")]

    (held,) = chart_measures(view_ledger(figures, WORDS), WORDS, None)

    assert held.chart is not None
    assert held.chart.keys == ("range", "open", "group", "disputed")
    boxes = [(label.x, label.y, len(label.text) * 6.4) for label in held.chart.labels]
    assert 0 < len(boxes) < len(held.chart.marks)
    for at, (x, y, wide) in enumerate(boxes):
        assert all(abs(x - a) >= (wide + w) / 2 - 0.2 or abs(y - b) >= 12 for a, b, w in boxes[:at])


def test_the_same_number_of_one_day_is_one_mark() -> None:
    figures = [count(f"F{n}", "34", 34, 9, attributed_to=str(n)) for n in range(3)]
    figures += [count("F8", "20", 20, 8), count("F9", "10", 10, 7)]

    (held,) = chart_measures(view_ledger(figures, WORDS), WORDS, None)

    assert held.chart is not None
    assert len(held.chart.marks) == 3


def test_a_full_page_one_is_set_tighter() -> None:
    held = glance(*(count(f"F{n}", f"{n}", n, measure=f"measure-{n}") for n in range(1, 7)))

    assert is_tight((), held, 60)
    assert not is_tight((), held, 600)
