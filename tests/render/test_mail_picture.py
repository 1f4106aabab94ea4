"""The chart as a picture: every shape drawn, no value over another or over a mark, the same bytes every time."""

import base64
import struct
from dataclasses import replace

import pytest

from briefing.errors import RenderError
from briefing.render.chart import Chart, Label, Mark, Tick
from briefing.render.mail.picture import LOGO, SHOWN, draw_logo, draw_picture

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


def test_days_that_would_touch_are_left_out_and_the_last_one_stays() -> None:
    first, near, last = (Tick(at=x, text=f"{x} May") for x in (300, 590, 600))

    assert drawn(days=(first, near, last)) == drawn(days=(first, last))
    assert drawn(days=(first, last)) != drawn(days=(last,))


def test_a_wide_number_on_the_axis_stands_whole_in_the_picture() -> None:
    wide = (Tick(at=152, text="0"), Tick(at=20, text="1,000,000"))

    assert drawn(levels=wide) != drawn(levels=(wide[0], replace(wide[1], text="000,000")))


def test_words_on_it_are_no_markup() -> None:
    assert drawn(days=(Tick(at=320, text="<6> & \u202eMay"),)) != drawn()


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}">{2}</svg>'
MARK = '<rect width="100%" height="100%" fill="#7a1f4b"/>'


def address(content: bytes, kind: str = "svg+xml") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def size(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", content[16:24])
    return width, height


@pytest.mark.parametrize(("shape", "expected"), [((300, 60), (448, 90)), ((10, 10), (96, 96)), ((9000, 1), (448, 1))])
def test_a_logo_becomes_a_small_picture_of_its_own_shape(shape: tuple[int, int], expected: tuple[int, int]) -> None:
    from_svg = draw_logo(address(SVG.format(*shape, MARK).encode()), "Logo")

    assert size(from_svg.content) == expected
    assert from_svg.width == expected[0] // 2 <= LOGO[0]
    if shape != (9000, 1):
        from_png = draw_logo(address(from_svg.content, "png"), "Logo")
        assert size(from_png.content) == expected
        assert from_png.cid.startswith("logo.")


def test_words_in_a_logo_are_drawn_whatever_face_they_name() -> None:
    pictures = [
        draw_logo(address(SVG.format(99, 20, f'<text y="15" font-family="Futura">{said}</text>').encode()), "").content
        for said in ("Desk", "")
    ]

    assert pictures[0] != pictures[1]


@pytest.mark.parametrize("content", [b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>', b"<svg>\xff"])
def test_a_logo_that_can_not_be_drawn_is_named(content: bytes) -> None:
    with pytest.raises(RenderError, match=r"look\.logo: can't be drawn for the message: .*; save it as PNG"):
        draw_logo(address(content), "Logo")
