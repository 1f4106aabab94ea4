"""[look] and the marking on the page: colours, faces, logo, paper, order, and what is left out and said so."""

import datetime as dt
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from briefing.errors import RenderError
from briefing.model import Brief
from briefing.plugins import RenderContext
from briefing.render.folders import LARGEST_FONT, builtin_templates
from briefing.render.house import PARTS, view_house
from briefing.render.html import HtmlRenderer
from briefing.render.json import JsonRenderer
from briefing.render.logo import LARGEST, logo_uri
from briefing.render.marking import view_marking
from briefing.render.moment import say_moment
from briefing.render.pdf import PdfRenderer
from briefing.render.text import css_string
from briefing.render.words import load_words
from briefing.settings.records import Look
from tests.render import sample
from tests.render.reading import Page

Write = Callable[[str, str | bytes], Path]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
FACE = (builtin_templates() / "fonts" / "BriefingSans-Regular.ttf").read_bytes()


def png(width: int = 8, height: int = 8) -> bytes:
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress((b"\x00" + bytes(8)) * 8)), (b"IEND", b"")
    packed = (
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big") for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def jpeg(width: int, height: int, frame: bytes = b"\xff\xc0") -> bytes:
    sizes = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    table = b"\xff\xc4\x00\x05abc"
    return b"\xff\xd8" + b"\xff\xe0\x00\x04ab" + table + frame + b"\x00\x11\x08" + sizes + b"\x03" + bytes(12)


def page(brief: Brief = sample.FLOOD, templates: Path | None = None, **look: object) -> str:
    context = replace(sample.context(), look=Look(**look), templates=templates)
    return HtmlRenderer().render(brief, context).content.decode("utf-8")


def places(held: str) -> list[str]:
    ids = {"sections": "section-1"}
    found = {part: held.find(f'<section id="{ids.get(part, part)}"') for part in PARTS if part != "summary"}
    found["summary"] = held.find('<section class="summary"')
    return [part for part in sorted(found, key=lambda part: found[part]) if found[part] >= 0]


def test_the_page_has_its_parts_in_the_usual_order() -> None:
    assert places(page()) == list(PARTS)


def test_parts_that_are_named_come_first_and_the_others_follow() -> None:
    held = page(order=("timeline", "gaps"))

    assert places(held)[:4] == ["timeline", "gaps", "summary", "figures"]
    assert len(places(held)) == len(PARTS)
    assert held.index('<a href="#timeline">') < held.index('<a href="#gaps">') < held.index('<a href="#figures">')


@pytest.mark.parametrize("without", [(part,) for part in PARTS[:-2]] + [PARTS[:-2]])
def test_what_is_left_out_is_named_and_nothing_leads_to_it(without: tuple[str, ...]) -> None:
    held = page(without=without)
    read = Page(held)
    targets = {link["href"][1:] for link in read.all("a") if link.get("href", "").startswith("#")}

    assert set(places(held)) == set(PARTS) - set(without)
    assert targets - set(read.ids) == set()
    assert "Left out of this page by its makers" in read.texts["gaps"]
    assert "No source says who is liable for the dam." in read.texts["gaps"]


def test_a_block_of_the_users_own_moves_with_the_order(write: Write) -> None:
    path = write(
        "brief.html.j2",
        '{% extends "builtin/brief.html.j2" %}{% block timeline %}<p id="mine">Mine</p>{{ super() }}{% endblock %}',
    )

    held = page(templates=path.parent, order=("timeline",))

    assert held.index('id="mine"') < held.index('id="timeline"') < held.index('id="summary"')


def test_an_accent_is_set_on_paper_and_made_light_for_a_dark_screen() -> None:
    held = page(accent="#0b6b4f")

    assert ":root { --accent: #0b6b4f }" in held
    assert "(prefers-color-scheme: dark) { :root { --accent: #" in held
    assert 'stroke="#0b6b4f"' in held


@pytest.mark.parametrize(
    ("look", "says"),
    [
        ({"accent": "#ffd000"}, r'look\.accent: found "#ffd000", contrast 1\.\d\d:1 on paper; allowed: 4\.5:1'),
        ({"accent_dark": "#222222"}, r"look\.accent_dark: .* on a dark screen; .* such as \"#[0-9a-f]{6}\""),
        ({"font": "Nowhere Sans"}, r'fonts/nowheresans-Regular\.ttf for "Nowhere Sans"; there are .*BriefingSans'),
        ({"logo": Path("/nowhere/logo.png")}, r"look\.logo: .*logo\.png can't be read"),
    ],
)
def test_a_look_that_cannot_be_is_refused_with_what_would_do(look: dict[str, object], says: str) -> None:
    with pytest.raises(RenderError, match=says):
        page(**look)


def test_a_family_is_found_by_the_names_of_its_files(write: Write) -> None:
    folder = write("fonts/HouseType-Regular.ttf", FACE).parents[1]
    write("fonts/HouseType-Bold.ttf", FACE)
    write("fonts/HouseType-Thin.ttf", FACE)
    write("fonts/notes.txt", "no font")

    house = view_house(Look(font="House Type"), (folder, builtin_templates()))
    held = page(templates=folder, font="House Type")

    assert [(face.weight, face.style) for face in house.faces] == [(600, "normal"), (400, "normal")]
    assert ':root { --ours: "House Type" }' in held
    assert held.count('font-family: "House Type"; font-weight') == 2


def test_a_generic_family_needs_no_file() -> None:
    assert view_house(Look(font="system-ui"), (builtin_templates(),)).faces == ()
    assert ":root { --ours: system-ui }" in page(font="system-ui")


@pytest.mark.parametrize(
    ("content", "says"), [(b"<html>", "is no font of its kind"), (FACE[:4] + bytes(LARGEST_FONT), "has more than 3 MB")]
)
def test_a_font_that_is_none_is_refused(write: Write, content: bytes, says: str) -> None:
    folder = write("fonts/House.ttf", content).parents[1]

    with pytest.raises(RenderError, match=says):
        view_house(Look(font="House"), (folder,))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.png", png(), "image/png"),
        ("a.jpg", jpeg(40, 20), "image/jpeg"),
        ("a.jpg", jpeg(40, 20, b"\xff\xc2"), "image/jpeg"),
        ("a.svg", SVG.format('<path d="M0 0h9v9z" fill="url(#g)"/><use xlink:href="#g"/>'), "image/svg+xml"),
        ("a.svg", SVG.format("<style>.a { fill: url('#g') }</style>"), "image/svg+xml"),
        (
            "a.svg",
            SVG.format(
                '<g xmlns:x="urn:drawing" x:onload="1"/><x:grid xmlns:x="urn:drawing" on="1" href="https://a.example"/>'
            ),
            "image/svg+xml",
        ),
    ],
)
def test_a_logo_travels_inside(write: Write, name: str, content: str | bytes, kind: str) -> None:
    path = write(name, content)

    assert logo_uri(path).startswith(f"data:{kind};base64,")
    assert f'<img class="logo" src="data:{kind};base64,' in page(logo=path)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"GIF89a", "neither PNG, JPEG nor SVG"),
        (png(9000, 9000), "9000 by 9000 points"),
        (png(0, 0), "does not say how large"),
        (jpeg(40, 20)[:14], "does not say how large"),
        (b"\xff\xd8\xff\xe0\x00\x00" * 3, "does not say how large"),
        (png() + bytes(LARGEST), "has more than 1 MB"),
        (SVG.format("<script>1</script>"), "holds <script>"),
        (SVG.format('<h:script xmlns:h="http://www.w3.org/1999/xhtml">1</h:script>'), "holds <script>"),
        (SVG.format('<s:script xmlns:s="http://www.w3.org/2000/svg">1</s:script>'), "holds <script>"),
        (SVG.format("<foreignObject/>"), "holds <foreignObject>"),
        (SVG.format('<image href="https://a.example/x.png"/>'), "holds <image>"),
        (SVG.format('<rect onload="x()"/>'), "runs something: onload"),
        (SVG.format('<use xlink:href="https://a.example/x.svg#a"/>'), "leads out: href"),
        (SVG.format('<rect fill="url(https://a.example)"/>'), "fetches something: fill"),
        (SVG.format("<style>@import 'https://a.example'</style>"), "style that fetches"),
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG.format("&a;"), "has a DOCTYPE"),
        (SVG.format("<g>" * 200), "nests more than"),
        (SVG.format("<g>"), "is no SVG"),
    ],
)
def test_a_logo_that_runs_fetches_or_bursts_is_refused(write: Write, content: str | bytes, says: str) -> None:
    with pytest.raises(RenderError, match=f"look.logo: .*{says}"):
        logo_uri(write("logo", content))


@pytest.mark.parametrize(
    ("marking", "text", "colour"),
    [
        ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT", "#ffc000"),
        ("tlp: red", "TLP:RED", "#ff2b2b"),
        ("TLP:WHITE", "TLP:WHITE", None),
        ("For the desk  only", "For the desk only", None),
    ],
)
def test_only_labels_of_tlp_2_have_its_colours(marking: str, text: str, colour: str | None) -> None:
    held = view_marking(marking)

    assert held is not None
    assert (held.text, held.colour) == (text, colour)
    assert view_marking(None) is None


def test_serial_marking_and_hour_stand_at_the_head() -> None:
    zone = dt.timezone(dt.timedelta(hours=-3, minutes=-30))
    brief = replace(sample.FLOOD, serial=3, marking="TLP:GREEN", as_of_time=dt.time(6, 5, tzinfo=zone))

    held = page(brief)

    assert "Briefing No. 3</p>" in held
    assert '<p class="marking" style="color: #33ff00; background: #000">TLP:GREEN</p>' in held
    assert '<time datetime="2031-05-09T06:05:00-03:30">9 May 2031, 06:05 UTC−3:30</time>' in held


@pytest.mark.parametrize(
    ("hour", "text"),
    [
        (dt.time(6), "9 May 2031, 06:00"),
        (dt.time(18, 30, tzinfo=dt.UTC), "9 May 2031, 18:30 UTC"),
        (dt.time(0, tzinfo=dt.timezone(dt.timedelta(hours=6))), "9 May 2031, 00:00 UTC+6"),
    ],
)
def test_an_hour_is_written_with_its_offset_where_one_is_given(hour: dt.time, text: str) -> None:
    assert say_moment(replace(sample.FLOOD, as_of_time=hour), load_words((builtin_templates(),))) == text


def test_a_string_of_css_cannot_end_early() -> None:
    assert css_string('a"}</style>\n\ud800') == r'"a\22 \7d \3c \2f style\3e \a \fffd "'


def test_every_page_of_paper_bears_the_marking(pango: None) -> None:
    brief = replace(sample.many(12), marking='Desk "only" </style>', serial=7)
    context = replace(sample.context(), look=Look(paper="Letter"))
    made = {"html": HtmlRenderer().render(brief, context), "json": JsonRenderer().render(brief, context)}

    reader = pypdf.PdfReader(_file(PdfRenderer().render(brief, replace(context, artifacts=made)).content))

    assert len(reader.pages) > 1
    assert [page.extract_text().count('Desk "only" </style>') for page in reader.pages] == [2] * len(reader.pages)
    assert {(float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages} == {(612.0, 792.0)}


def _file(content: bytes) -> object:
    import io

    return io.BytesIO(content)


def test_a_context_without_a_look_is_the_default() -> None:
    context = RenderContext(stamp=sample.STAMP)

    assert HtmlRenderer().render(sample.FLOOD, context) == HtmlRenderer().render(sample.FLOOD, sample.context())
