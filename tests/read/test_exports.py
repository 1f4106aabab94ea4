"""Exports of Nexis and Factiva: each article with its own outlet, date, byline and title."""

import datetime as dt
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.exports import ExportReader, split, unfold
from briefing.read.nested import reader_for
from briefing.read.problems import MOST
from briefing.read.text import TextReader
from tests.conftest import build_source
from tests.hostile import exports

CASES = Path(__file__).parent / "exports"


def read(text: str) -> tuple[list[Source], list[str]]:
    sources: list[Source] = []
    try:
        for source in ExportReader().read(text.encode(), "clips.txt"):
            sources += (source,)
    except ReadError as error:
        return sources, str(error).split("\n")
    return sources, []


def case(name: str) -> str:
    return (CASES / f"{name}.txt").read_text("utf-8")


def facts(source: Source) -> tuple[object, ...]:
    return (source.title, source.publisher, source.byline, source.published, source.language)


FERRY = (
    "Ferry runs aground off Holm island",
    "The Northern Courier (Holm)",
    "Ida Falk in Holm",
    dt.date(2024, 5, 4),
    "en",
)
FERRY_TEXT = """The ferry ran onto a sandbank on Saturday morning. Nobody was hurt.

Warning: the second line of a text may look like a label.

All 86 passengers were ashore by noon, the coastguard said."""


def test_the_newer_layout_of_nexis() -> None:
    (first, second), problems = read(case("nexis-uni"))

    assert problems == []
    assert facts(first) == FERRY
    assert first.text == FERRY_TEXT
    assert first.origin == "clips.txt#1"
    assert first.extractor == "Nexis export, article 1 of 2, without its labels"
    assert facts(second) == ("Second ferry sails again", "Holm Broadcasting", None, dt.date(2024, 5, 5), None)
    assert second.text == "The second ferry left on time."
    assert second.extractor == ("Nexis export, article 2 of 2, without its labels; it states 300 words, 6 are here")


def test_the_same_without_blank_lines_as_word_files_give_it() -> None:
    (first, second), problems = read(re.sub(r"\n{2,}", "\n", case("nexis-uni")))

    assert problems == []
    assert facts(first) == FERRY
    assert first.text.split("\n") == [line for line in FERRY_TEXT.split("\n") if line]
    assert second.publisher == "Holm Broadcasting"


def test_the_same_with_all_lines_apart() -> None:
    (first, _), _ = read(case("nexis-uni").replace("\n", "\r\n\r\n"))

    assert facts(first) == FERRY
    assert first.text == FERRY_TEXT


def test_the_older_layout_of_nexis() -> None:
    (first, second, third), problems = read(case("lexis-nexis"))

    assert problems == []
    assert facts(first) == (
        "Miners back to work after nine weeks as owners give way on pay",
        "The Daily Lantern (Porto Novo)",
        "Rosa Quint, Labour Correspondent",
        dt.date(2019, 3, 3),
        "en",
    )
    assert first.text == (
        "The miners went back on Sunday after a strike of nine weeks, and the owners\n"
        "paid what they had refused in January.\n\n"
        '"We have what we asked for," said the union\'s Paul Ekk.'
    )
    assert facts(second) == ("La mine rouvre", "Agence Côtière", None, dt.date(2019, 3, 4), "fr")
    assert second.text == "La mine a rouvert lundi matin, selon la direction."
    assert third.title is None
    assert third.text == "One line of it, without a headline."


def test_the_older_layout_without_blank_lines() -> None:
    (first, second, _), _ = read(re.sub(r"\n{2,}", "\n", case("lexis-nexis")))

    assert first.text.startswith("The miners went back on Sunday")
    assert (first.publisher, first.byline) == ("The Daily Lantern (Porto Novo)", "Rosa Quint, Labour Correspondent")
    assert second.text == "La mine a rouvert lundi matin, selon la direction."


def test_the_older_layout_in_german() -> None:
    (source,), _ = read(case("nexis-german"))

    assert facts(source) == ("Grube öffnet wieder", "Hafenblatt", "Eva Stein", dt.date(2019, 3, 4), "de")
    assert source.text == "Die Grube öffnete am Montag.\n\nNiemand kam zu Schaden."


def test_the_plain_layout_of_factiva() -> None:
    (first, second, third), problems = read(case("factiva-plain"))

    assert problems == []
    assert facts(first) == (
        "Bridge closed after barge strikes pier",
        "The River Times",
        "Tomas Bergh and Lina Aker",
        dt.date(2023, 6, 7),
        "en",
    )
    assert first.text == (
        "The bridge over the Oder was closed on Tuesday after a barge struck a pier.\n\n"
        "IN THE TOWN nobody was hurt, police said."
    )
    assert facts(second) == ("Barge skipper questioned", "Oder Press Agency", None, dt.date(2023, 6, 8), "en")
    assert second.text == "The skipper was questioned for two hours."
    assert facts(third) == ("Le pont rouvre", "La Rive", "Luc Mer", dt.date(2023, 6, 9), "fr")
    assert third.text == "Le pont a rouvert vendredi."


@pytest.mark.parametrize("facts_below", ["The River Times\nEnglish", "The River Times\nRIVTIM\nA1\nEnglish"])
def test_the_plain_layout_without_a_copyright_line(facts_below: str) -> None:
    lines = "\n".join(f"Line {number} of the text." for number in range(20))
    text = f"31 words\n\n7 June 2023\n{facts_below}\n\n{lines}\n\nDocument RIVTIM0020230607ej670002x"
    (source,), problems = read(text)

    assert problems == []
    assert facts(source) == (None, "The River Times", None, dt.date(2023, 6, 7), "en")
    assert source.text == lines


def test_the_layout_of_factiva_with_codes() -> None:
    (source,), problems = read(case("factiva-coded"))

    assert problems == []
    assert facts(source) == (
        "Bridge closed after barge strikes pier",
        "The River Times",
        "Tomas Bergh",
        dt.date(2023, 6, 7),
        "en",
    )
    assert source.text == (
        "The bridge was closed on Tuesday after a barge struck a pier.\n\n"
        "IN THE TOWN nobody was hurt, police said.\n\nThe skipper was questioned."
    )


@pytest.mark.parametrize("between", ["\t", " | ", "\u00a0\u00a0"])
def test_the_codes_may_stand_in_cells_of_a_table(between: str) -> None:
    (source,), _ = read(re.sub(r"(?m)^([A-Z]{2,3}) {1,2}", rf"\1{between}", case("factiva-coded")))

    assert (source.title, source.publisher) == ("Bridge closed after barge strikes pier", "The River Times")


def test_an_article_without_a_text_is_named_and_the_others_are_kept() -> None:
    text = case("nexis-uni").replace("The second ferry left on time.", "")
    sources, problems = read(text)

    assert len(sources) == 1
    assert problems == ["clips.txt, article 2: holds no text below its labels (Second ferry sails again)"]


def test_a_part_of_factiva_that_cannot_be_told_is_named() -> None:
    text = case("factiva-plain").replace("210 words", "some words")
    sources, problems = read(text)

    assert len(sources) == 2
    assert problems == ["clips.txt, article 2: holds no text below its labels (no title)"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "An article about the End of Document as a form.",
        "End of Document",
        "1 of 2 DOCUMENTS\n\nJust words.",
        "Document RIVTIM0020230607ej670002x",
        "The court read Document A1 and DOCUMENTS B to F.\n\nLength: 3 words\n\nBody\n\nwords",
        "640 words\n7 June 2023\nThe River Times\nEnglish\n\nA text without an end.",
        "HD Title\nWC 3 words\nLP\nwords",
    ],
)
def test_what_is_no_export_for_certain_stays_one_text(text: str) -> None:
    source = build_source(text)

    assert split(text) is None
    assert list(unfold(source)) == [source]
    assert "is no export of Nexis or Factiva" in read(text)[1][0]


def test_another_readers_source_is_unfolded() -> None:
    source = build_source(case("nexis-uni"), "clips.docx")
    first, second = unfold(source)

    assert facts(first) == FERRY
    assert (first.origin, second.origin) == ("clips.docx#1", "clips.docx#2")
    assert first.sha256 == source.sha256
    assert first.media_type == source.media_type
    assert first.id != second.id


LAYOUTS = ("nexis-uni", "lexis-nexis", "factiva-plain", "factiva-coded")


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_an_export_in_a_plain_text_file_is_told_by_its_content(name: str, encoding: str) -> None:
    data = case(name).encode(encoding, "replace")
    assert reader_for(data, "clips.txt") == "txt"
    assert next(TextReader().read(data, "clips.txt")).origin == "clips.txt#1"


LINES = st.sampled_from([line for name in LAYOUTS for line in case(name).split("\n")])


@given(st.lists(LINES | st.text(max_size=30), max_size=60))
def test_no_order_of_lines_breaks_it(lines: list[str]) -> None:
    read("\n".join(lines))


@pytest.mark.parametrize(
    "line", ["1 of 2 DOCUMENTS", "LENGTH: 3 words", "HEADLINE: x", "End of Document", "Body", "TD  x", "A: b"]
)
def test_many_lines_alike_are_read(line: str) -> None:
    read("\n".join([line] * 30_000))


def calls_of(text: str) -> int:
    """Return how many functions are called to split a text, our own and those of the interpreter."""
    events: Counter[str] = Counter()
    sys.setprofile(lambda frame, event, argument: events.update((event,)))
    try:
        split(text)
    finally:
        sys.setprofile(None)
    return events["call"] + events["c_call"]


@pytest.mark.parametrize("layout", exports.LAYOUTS)
def test_twice_as_many_articles_take_twice_the_work(layout: str) -> None:
    once, twice = (calls_of(exports.many(layout, count)) for count in (200, 400))

    assert 1.5 < twice / once < 2.2


@pytest.mark.parametrize("layout", exports.LAYOUTS)
def test_of_an_export_without_bound_the_first_articles_are_kept_and_the_rest_is_named(layout: str) -> None:
    sources, problems = read(exports.many(layout, MOST + 5, "The ferry sank."))

    assert len(sources) == MOST
    assert {source.text for source in sources} == {"The ferry sank."}
    assert problems == [f"clips.txt: holds more than {MOST:,} documents; those behind them are not read. Split it"]
