"""The chart as a picture: every shape drawn, no value over another or over a mark, the same bytes every time."""

import struct
from dataclasses import replace

from briefing.render.chart import Chart, Label, Mark, Tick
from briefing.render.mail.picture import SHOWN, draw_picture

DOT = Mark(shape="exact", status="current", group=False, x=320, top=80, bottom=80, value="55")
CHART = Chart(
    width=640,
    height=176,
    left=46,
    right=618,
    base=152,
    marks=(DOT,),
    labels=(),
    days=(Tick(at=320, text="6 May"),),
    levels=(Tick(at=152, text="0"), Tick(at=20, text="100")),
    keys=(),
    description="6 May 2031: 55 (current)",
)


def drawn(**facts: object) -> bytes:
    return draw_picture(replace(CHART, **facts), "Killed over time", "").content


def label(x: float, y: float, text: str = "55") -> Label:
    return Label(x=x, y=y, text=text, status="current")


def test_a_picture_has_its_words_and_fits_the_message() -> None:
    picture = draw_picture(CHART, "Killed over time", "Orange: disputed.")
    width, height = struct.unpack(">II", picture.content[16:24])

    assert picture.alt == "Killed over time. 6 May 2031: 55 (current)"
    assert picture.legend == "Orange: disputed."
    assert picture.width == SHOWN < width
    assert height < width
    assert len(picture.content) < 40_000


def test_the_same_chart_gives_the_same_bytes_and_every_shape_its_own() -> None:
    shapes = [
        replace(DOT, shape=shape, group=group, top=40, status=status)
        for shape in ("exact", "range", "open")
        for group in (True, False)
        for status in ("current", "disputed", "withdrawn")
    ]

    assert drawn() == drawn()
    assert len({drawn(marks=(mark,)) for mark in shapes}) == len(shapes)


def test_a_value_that_would_stand_over_another_is_left_out() -> None:
    first, second, apart = label(100, 40), label(108, 42), label(200, 40)

    assert drawn(labels=(first, second, apart)) == drawn(labels=(first, apart))
    assert drawn(labels=(first, apart)) != drawn(labels=(first,))


def test_a_value_that_would_cover_a_mark_moves_aside() -> None:
    covering = {drawn(labels=(label(x, 82),)) for x in (321, 326, 331)}

    assert len(covering) == 1
    assert drawn(labels=(label(319, 82),)) not in covering
    assert drawn(labels=(label(420, 82),)) != drawn(labels=(label(424, 82),))


def test_words_on_it_are_no_markup() -> None:
    assert drawn(days=(Tick(at=320, text="<6> & \u202eMay"),)) != drawn()
