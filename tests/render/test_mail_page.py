"""The page of the message, held against what mail programs support (caniemail.com), and opened in a browser."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.model import Brief, Clarification, Comment, Extract
from briefing.plugins import RenderContext
from briefing.render.eml import LONGEST, EmlRenderer
from briefing.settings.records import Look
from tests.render import sample
from tests.render.reading import Page
from tests.render.test_mail_message import bodies, context, parsed

FEATURES = json.loads((Path(__file__).parent / "mail_support.json").read_text("utf-8"))["features"]
ELEMENTS = {
    "b": "html-strong",
    "body": "html-body",
    "h1": "html-h1-h6",
    "h2": "html-h1-h6",
    "h3": "html-h1-h6",
    "i": "html-strong",
    "img": "html-img",
    "li": "html-lists",
    "ol": "html-lists",
    "p": "html-p",
    "span": "html-span",
    "style": "html-style",
    "table": "html-table",
    "td": "html-table",
    "tr": "html-table",
    "ul": "html-lists",
}
SILENT = {"html", "head", "meta", "title"}
"""Elements that show nothing."""
ATTRIBUTES = {"align", "cellpadding", "cellspacing", "dir", "lang", "role", "width"}
PLAIN = {"alt", "border", "class", "src", "style"}
"""Attributes of which every program knows as much as we need."""
PROPERTIES = {
    "font-family": "css-font",
    "border-top": "css-border",
    "color": None,  # as old as style itself
}
DEGRADED = {
    "css-at-media-prefers-color-scheme": "elsewhere the page stays light, or the program darkens it by itself",
    "css-color-scheme": "the same",
    "css-important": "only in the dark colours",
    "html-doctype": "Outlook's engine has one mode",
}
"""Features that a program may lack."""
PARTLY = {
    "css-border": "Outlook: on cells alone, and thin",
    "css-font-size": "Outlook: no rem, no percent",
    "css-font-weight": "Outlook: bold or not",
    "css-height": "the picture's auto",
    "css-line-height": "Outlook: pixels are only a hint",
    "css-margin": "nothing negative; auto has align beside it",
    "css-max-width": "Outlook: a table of 600 pixels stands around it",
    "css-text-align": "left and right alone, no start and no end",
    "css-padding": "Outlook: on cells alone",
    "css-width": "Outlook: the attribute beside it",
    "css-word-break": "elsewhere a very long word makes the page wider",
    "html-body": "Gmail: a div in its place",
    "html-dir": "Outlook: not on links",
    "html-lists": "nothing reversed, no values",
    "html-style": "in the head, and short",
    "html-width": "Outlook: pixels on pictures",
}
"""Features that a program has in part, and which part we use; the tests below hold us to it."""


def page_of(brief: Brief, held: RenderContext | None = None) -> str:
    return bodies(parsed(EmlRenderer().render(brief, held or context()).content))[1]


@pytest.fixture(scope="module")
def page() -> str:
    comment = Comment(topic=None, by="Ada Lind", text="The toll **will** *rise*.\n\n- watch the dam")
    return page_of(replace(sample.FLOOD, marking="TLP:RED", serial=3, comments=(comment,)))


@pytest.fixture(scope="module")
def elements(page: str) -> list[tuple[str, dict[str, str]]]:
    assert Page(page).unclosed == []
    return Page(page).elements


def styles(held: dict[str, str]) -> list[tuple[str, str]]:
    pairs = (pair.partition(":") for pair in held.get("style", "").split(";") if pair)
    return [(name.strip(), value.strip()) for name, _, value in pairs]


def used(elements: list[tuple[str, dict[str, str]]]) -> set[str]:
    """The features that a page is made of, by their names at caniemail.com."""
    slugs = {"html-doctype", "css-at-media-prefers-color-scheme", "css-color-scheme", "image-png", "css-unit-px"}
    for name, held in elements:
        if name in SILENT:
            continue
        slugs.add(ELEMENTS[name])
        slugs |= {f"html-{one}" for one in held if one in ATTRIBUTES}
        assert not set(held) - ATTRIBUTES - PLAIN, (name, held)
        slugs |= {PROPERTIES.get(one, f"css-{one}") for one, _ in styles(held)} - {None}
    return slugs


def test_no_feature_is_used_that_a_large_program_lacks(elements: list[tuple[str, dict[str, str]]]) -> None:
    for slug in sorted(used(elements)):
        if slug not in DEGRADED:
            assert "n" not in FEATURES[slug], f"{slug}: {FEATURES[slug]}"
        assert "a" not in FEATURES[slug] or slug in PARTLY or slug in DEGRADED, f"{slug}: {FEATURES[slug]}"


def test_what_programs_have_in_part_is_used_in_that_part(elements: list[tuple[str, dict[str, str]]]) -> None:
    for name, held in elements:
        for key, value in styles(held):
            assert "var(" not in value
            assert "calc(" not in value
            assert key != "text-align" or value in ("left", "right")
            assert not re.search(r"-\d|rem|em\b|v[wh]\b", value), (name, key, value)
            if key.startswith("padding") and value != "0":
                assert name == "td", f"padding on {name}"
            if key.startswith("border") and value != "0":
                assert name == "td", f"a border on {name}"
            if key in ("max-width", "width"):
                assert name in ("table", "img")
                assert held["width"]


def test_type_is_large_and_wide_enough(elements: list[tuple[str, dict[str, str]]]) -> None:
    for name, held in elements:
        found = dict(styles(held))
        size, line = found.get("font-size"), found.get("line-height")
        if size:
            assert int(size.removesuffix("px")) >= 13
        if size and line:
            assert int(line.removesuffix("px")) >= 1.4 * int(size.removesuffix("px")), (name, held)


def test_nothing_is_loaded_and_nothing_led_to(page: str, elements: list[tuple[str, dict[str, str]]]) -> None:
    assert not {name for name, _ in elements} & {"a", "link", "script", "svg", "iframe", "object", "form"}
    assert [held["src"][:10] for name, held in elements if name == "img"] == ["cid:chart."]
    assert "url(" not in page
    assert "data:" not in page
    assert "@import" not in page
    assert "http" not in page


def test_the_picture_is_there_under_its_id_and_says_in_words_what_it_shows() -> None:
    message = parsed(EmlRenderer().render(sample.FLOOD, context()).content)
    (picture,) = [part for part in message.walk() if part.get_content_type() == "image/png"]
    (shown,) = [held for name, held in Page(bodies(message)[1]).elements if name == "img"]

    assert shown["src"] == f"cid:{picture['Content-ID'][1:-1]}"
    assert shown["alt"].startswith("Killed over time. 7 May 2031: 12 or more")
    assert picture.get_content().startswith(b"\x89PNG")
    assert picture.get_content_disposition() == "inline"


def test_the_logo_of_the_house_travels_inside_with_its_words(tmp_path: Path) -> None:
    logo = tmp_path / "house.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><rect width="9" height="3"/></svg>')
    message = parsed(EmlRenderer().render(sample.FLOOD, context(look=Look(logo=logo, language="de"))).content)
    page = Page(bodies(message)[1])
    shown = [held for name, held in page.elements if name == "img"]
    pictures = [part for part in message.walk() if part.get_content_type() == "image/png"]

    assert [held["src"] for held in shown] == [f"cid:{part['Content-ID'][1:-1]}" for part in pictures]
    assert shown[0]["src"].startswith("cid:logo.")
    assert shown[0]["alt"] == "Logo des Herausgebers"
    assert shown[0]["width"] == "144"
    assert "data:" not in bodies(message)[1]


def test_one_table_holds_everything_and_is_no_table_of_data(elements: list[tuple[str, dict[str, str]]]) -> None:
    (table,) = [held for name, held in elements if name == "table"]

    assert table["role"] == "presentation"
    assert "max-width:600px" in table["style"]


def test_headings_are_headings_and_languages_are_named(elements: list[tuple[str, dict[str, str]]]) -> None:
    names = [name for name, _ in elements]

    assert names.count("h1") == 1
    assert names.index("h1") < names.index("h2") < names.index("h3")
    assert dict(elements)["html"] == {"lang": "en", "dir": "ltr"}
    assert {held["lang"] for _, held in elements if "lang" in held} >= {"en", "ru"}


def test_what_runs_the_other_way_says_so() -> None:
    page = page_of(replace(sample.FLOOD, key_points=(sample.BOATS,)), replace(context(), look=Look(language="ar")))
    marks = [(name, held.get("dir")) for name, held in Page(page).elements if name in ("html", "h1")]

    assert marks == [("html", "rtl"), ("h1", "ltr")]
    assert '<p dir="ltr" style="margin:0"><span class="ink" lang="en"' in page
    assert '<span dir="rtl">[6 مايو 2031]</span>' in page
    assert 'بحسب “<span dir="ltr">The rescue service</span>”; 9 مايو 2031' in page
    assert '<span dir="ltr">Brandvik Courier</span>, 7 مايو 2031' in page
    assert not re.search("[\u2066-\u2069]", page)


def test_a_page_that_runs_from_left_to_right_keeps_words_apart_that_do_not() -> None:
    arabic = sample.extract("E9", 5, 1, clarifications=(Clarification(at=9, insert="[6 May 2031]", basis="date"),))
    page = page_of(replace(sample.FLOOD, key_points=(arabic,)))

    assert '<p dir="rtl" style="margin:0"><span class="ink" lang="ar"' in page
    assert '<span dir="ltr">[6 May 2031]</span>' in page
    assert '<span class="soft" dir="ltr"' in page
    assert 'dir="auto"' not in page


def test_what_a_source_says_is_no_markup() -> None:
    title = "<img src=x onerror=alert(1)>\u202e"
    hostile = replace(sample.FLOOD, title=title, marking=title, key_points=sample.FLOOD.sections[1].extracts)
    page = page_of(hostile)

    assert "<img src=x" not in page
    assert "<script" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(&#34;rain&#34;)&lt;/script&gt;" in page


def test_the_marking_has_the_colours_of_its_standard(page: str) -> None:
    assert re.search(r"background-color:#000000;[^>]*color:#ff2b2b\">TLP:RED</td>", page, re.IGNORECASE)


def test_the_house_colour_is_the_colour_of_the_numbers() -> None:
    page = page_of(sample.FLOOD, context(look=Look(accent="#7a1f4b")))

    assert "color:#7a1f4b" in page


def test_however_much_is_said_the_page_stays_below_what_gmail_shows() -> None:
    long = tuple(
        Extract(id=f"E{number}", text='"' * 1_400 + str(number), citations=sample.SIREN.citations)
        for number in range(60)
    )
    longer = Extract(id="E99", text="a" * 2_000, citations=sample.SIREN.citations)
    page = page_of(replace(sample.many(400), key_points=(longer, *long)))

    assert 30_000 < len(page.encode()) < LONGEST
    assert "55 more in the briefing itself" in page
    assert "aaaa" not in page


def test_a_page_of_the_users_own_that_is_too_long_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "mail.html.j2").write_text(f"<p>{'x' * 95_000}</p>")

    artifact = EmlRenderer().render(sample.FLOOD, context(templates=tmp_path))

    assert artifact.warnings == ("its page has 95 kB; Gmail hides what comes after 100 kB",)


@pytest.mark.skipif(not shutil.which("chromium"), reason="no chromium")
@pytest.mark.parametrize("width", [320, 700])
def test_a_browser_shows_it_without_scrolling_sideways(page: str, tmp_path: Path, width: int) -> None:
    (tmp_path / "mail.html").write_text(page, "utf-8")
    frame = f'<iframe src="mail.html" width="{width}" height="2000" style="border:0"></iframe><p id="out"></p>'
    script = (
        "onload = () => { const held = frames[0].document.documentElement;"
        "document.getElementById('out').textContent = held.scrollWidth + ' of ' + held.clientWidth }"
    )
    (tmp_path / "frame.html").write_text(f"<!DOCTYPE html>{frame}<script>{script}</script>", "utf-8")
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--allow-file-access-from-files",
        "--dump-dom",
    ]
    shown = subprocess.run(
        [*command, f"--user-data-dir={tmp_path / 'profile'}", (tmp_path / "frame.html").as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    ((needed, there),) = re.findall(r">(\d+) of (\d+)<", shown.stdout)
    assert int(needed) == int(there) <= width
