"""The page: order, links, what a reader sees, and that nothing in a source is ever run."""

import itertools
import re
from dataclasses import replace

import pytest

from briefing.model import Finding
from briefing.render.html import HtmlRenderer
from tests.render import sample
from tests.render.reading import Page


@pytest.fixture(scope="module")
def read(page: str) -> Page:
    return Page(page)


def test_every_element_is_closed_where_it_was_opened(read: Page) -> None:
    assert read.unclosed == []
    assert read.open == []


def test_no_id_is_given_twice(read: Page) -> None:
    assert sorted(set(read.ids)) == sorted(read.ids)


def test_every_link_inside_the_page_leads_somewhere(read: Page) -> None:
    targets = [link["href"][1:] for link in read.all("a") if link.get("href", "").startswith("#")]

    assert set(targets) - set(read.ids) == set()


def test_citations_lead_to_their_source_and_the_source_leads_back(page: str) -> None:
    extract = re.search(r'<li id="E3">.*?</li>', page, re.DOTALL)
    source = re.search(r'<span class="number" id="S1">.*?</li>', page, re.DOTALL)

    assert extract
    assert '<a href="#S1-220">S1\u00a0¶3</a>' in extract[0]
    assert source
    assert '<a href="#E3">E3</a>' in source[0]


def test_nothing_is_loaded_from_anywhere(read: Page, page: str) -> None:
    loading = [attributes for _, attributes in read.elements if {"src", "srcset", "data", "poster"} & set(attributes)]

    assert loading == []
    assert read.all("link") == read.all("script") == []
    assert re.findall(r"url\((?!data:)", page) == []
    assert "@import" not in page


def test_only_addresses_of_the_web_become_links_out(read: Page) -> None:
    out = [link["href"] for link in read.all("a") if not link.get("href", "#").startswith("#")]

    assert out == ["https://courier.example/flood?id=1&page=2"]


def test_markup_and_templates_in_a_source_are_shown_and_never_run(read: Page, page: str) -> None:
    assert sample.line(6, 1) in read.quotes
    assert "<script" not in page
    assert "49" not in read.texts["E9"]


def test_characters_that_hide_or_reorder_text_are_named(read: Page, page: str) -> None:
    assert "\u202e" not in page
    assert "\x07" not in page
    assert "⟨U+202E⟩" in read.texts["E10"]


def test_every_extract_stands_on_the_page_to_the_letter(read: Page) -> None:
    bracketed = {"E4", "E5", "E10"}
    extracts = [held for section in sample.FLOOD.sections for held in section.extracts if held.id not in bracketed]

    assert [held.text for held in extracts if held.text not in read.quotes] == []


def test_without_its_brackets_an_extract_is_the_source_to_the_letter(page: str) -> None:
    quote = re.search(r'<li id="E5">.*?<q[^>]*>(.*?)</q>', page, re.DOTALL)

    assert quote
    assert re.sub(r"<span class=\"ours\".*?</span>", "", quote[1]) == sample.BOATS.text
    assert '<span class="ours" lang="en"> [6 May 2031]</span>' in quote[1]


def test_headings_go_down_one_level_at_a_time(read: Page) -> None:
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch(r"h[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_parts_come_in_the_promised_order(page: str) -> None:
    parts = ["<title>", "<h1", 'id="summary"', 'id="figures"', 'id="section-1"', 'id="timeline"', 'id="names"']
    parts += ['id="disagreements"', 'id="sources"', 'id="gaps"']
    places = [page.index(part) for part in parts]

    assert places == sorted(places)


def test_the_landmarks_and_the_skip_link_are_there(read: Page) -> None:
    assert [len(read.all(tag)) for tag in ("header", "nav", "main")] == [1, 1, 1]
    assert {"class": "skip", "href": "#main"} in read.all("a")
    assert read.all("html") == [{"lang": "en", "dir": "ltr"}]


def test_a_quotation_names_its_language_where_it_is_not_that_of_the_page(read: Page, page: str) -> None:
    assert {quote.get("lang") for quote in read.all("q")} == {None, "ru", "ar"}
    assert '<q lang="ru" dir="ltr">Сотни' in page
    assert '<q lang="ar" dir="rtl">' in page


def test_sections_without_extracts_appear_only_among_the_gaps(read: Page) -> None:
    assert "section-3" not in read.ids
    assert "Liability. No sentence on this topic." in read.texts["gaps"]


def test_gaps_name_what_was_cut_and_say_once_what_a_finding_says(read: Page) -> None:
    dated = Finding(kind="gap", text="The publication date is inferred, not stated, for S2.")
    said = Page(
        HtmlRenderer().render(replace(sample.FLOOD, findings=(dated,)), sample.context()).content.decode("utf-8")
    ).texts["gaps"]

    assert "promotion 9, captions 6" in " ".join(read.texts["gaps"].split())
    assert said.count("inferred") == 1


def test_a_part_that_has_nothing_to_show_is_left_out() -> None:
    read = Page(HtmlRenderer().render(sample.EMPTY, sample.context()).content.decode("utf-8"))

    assert {"figures", "timeline", "names", "disagreements"} & set(read.ids) == set()
    assert {"summary", "sources", "gaps"} <= set(read.ids)


def test_the_chart_says_in_words_what_it_shows(read: Page) -> None:
    assert [chart["role"] for chart in read.all("svg")] == ["img", "img"]
    for chart in ("chart-lead", "chart-lead-small"):
        assert read.texts[f"{chart}-title"] == "Killed over time"
        assert "8 May 2031: 19 (disputed)" in read.texts[f"{chart}-text"]


def test_the_ledger_marks_in_words_what_is_disputed(page: str) -> None:
    row = re.search(r'<tr class="disputed" id="F2">.*?</tr>', page, re.DOTALL)

    assert row
    assert '19 <span class="tag">disputed</span></th>' in row[0]


def test_the_same_brief_gives_the_same_bytes(made: dict[str, object]) -> None:
    assert HtmlRenderer().render(sample.FLOOD, sample.context()) == made["html"]


def test_a_page_of_forty_sources_stays_below_a_megabyte() -> None:
    page = HtmlRenderer().render(sample.many(), sample.context()).content

    assert len(page) < 1_000_000
    assert "also in" in page.decode("utf-8")
    assert "and 7 more" in page.decode("utf-8")
