"""Tables: the sign between the columns, quoted line breaks, and the rows that hold no article."""

import csv as standard
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import PluginError, ReadError
from briefing.model import Source
from briefing.plugins import find
from briefing.read.rows import csv
from briefing.read.rows.csv import CsvReader


def read(data: str | bytes, **keys: object) -> tuple[list[Source], list[str]]:
    sources: list[Source] = []
    try:
        for source in CsvReader(**keys).read(data.encode() if isinstance(data, str) else data, "t.csv"):
            sources += (source,)
    except ReadError as error:
        return sources, str(error).split("\n")
    return sources, []


def test_a_row_is_an_article() -> None:
    data = 'Title,Body,Outlet,Published,Author,URL\n"Snow, again","It snowed ""hard"".",Peak Post,4 May 2024,Bo,https://p.example/1\n'
    (source,), problems = read(data)

    assert problems == []
    assert source.text == 'It snowed "hard".'
    assert (source.title, source.publisher, source.byline) == ("Snow, again", "Peak Post", "Bo")
    assert (source.published, source.url, source.origin) == (dt.date(2024, 5, 4), "https://p.example/1", "t.csv#1")
    assert source.media_type == "text/csv"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_sign_between_the_columns_is_told_by_the_first_row(delimiter: str) -> None:
    table = io.StringIO()
    rows = [["title", "text", "note, with; signs"], ["A", "It, snowed; hard | there\t.", ""]]
    standard.writer(table, delimiter=delimiter).writerows(rows)
    (source,), problems = read(table.getvalue())

    assert (source.title, source.text, problems) == ("A", rows[1][1], [])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_what_spreadsheets_write_is_read(encoding: str) -> None:
    data = (
        'sep=;\r\nTitel;Text;Datum\r\n"Nr. 1; neu";"Zeile eins über Köln.\r\nZeile zwei.";31.12.2023\r\n'
        "B;Noch eine;\r\n"
    )
    sources, problems = read(data.encode(encoding))

    assert [source.text for source in sources] == ["Zeile eins über Köln.\r\nZeile zwei.", "Noch eine"]
    assert sources[0].title == "Nr. 1; neu"
    assert [source.published for source in sources] == [dt.date(2023, 12, 31), None]
    assert problems == []


def test_line_ends_of_old_macs_are_read() -> None:
    sources, _ = read("title,text\rA,One.\rB,Two.\r")

    assert [source.text for source in sources] == ["One.", "Two."]


def test_columns_and_the_sign_can_be_named() -> None:
    (source,), _ = read("a:b:c\nx:Words.:z\n", text="b", title="c", delimiter=":")
    assert (source.text, source.title) == ("Words.", "z")
    with pytest.raises(PluginError, match="delimiter has to be one character"):
        find("readers", "csv", {"delimiter": "::"})


def test_a_table_without_a_column_of_texts_names_its_columns_and_the_remedy() -> None:
    (problem,) = read("a,b\n1,2\n")[1]
    assert problem.startswith("t.csv: no column is known to hold the articles' text; the first row names: a, b. ")
    assert problem.endswith('Say which one: [plugin.csv] text = "NAME".')
    assert "names: none" in read("\n\n")[1][0]
    assert "no column" in read("a,b\n1,2\n", text="c")[1][0]


def test_rows_without_a_text_are_named_and_the_rest_is_kept() -> None:
    sources, problems = read("title,text\nA,One.\nB,\n\n,,\nC\nD,Two.,more\n")

    assert [source.text for source in sources] == ["One.", "Two."]
    assert problems == ["t.csv#2: has no text; fields: title, text", "t.csv#3: has no text; fields: title"]


def test_a_lone_carriage_return_among_line_feeds_ends_a_line() -> None:
    sources, _ = read("title,text\rA,One.\nB,Two.\n")
    assert [source.text for source in sources] == ["One.", "Two."]


def test_a_table_of_names_alone_is_refused() -> None:
    assert read("title,text\n") == ([], ["t.csv: holds no row below the names of its columns"])


def test_a_quotation_mark_that_is_never_closed_is_named() -> None:
    sources, problems = read('title,text\nA,One.\nB,"Two, and\nC,Three.\nD,Four.\n')

    assert len(sources) == 2
    assert problems == ["t.csv, line 3: a quotation mark is never closed; all lines below went into this row"]


def test_a_mark_inside_a_field_and_a_last_row_of_two_lines_are_no_fault() -> None:
    sources, problems = read('title,text\nA,A 3" pipe.\nB,"Two\nlines."')

    assert [source.text for source in sources] == ['A 3" pipe.', "Two\nlines."]
    assert problems == []
    assert read('title,text\nA,"Two\nlines." and more')[1] == []


def test_a_field_that_is_too_long_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv, "FIELD", 1000)
    before = standard.field_size_limit()
    sources, problems = read("title,text\nA," + "x" * 2000 + "\nB,Two.\n")

    assert [source.text for source in sources] == ["Two."]
    assert problems == ["t.csv, line 2: is no row that can be read: field larger than field limit (1000)"]
    assert standard.field_size_limit() == before


def test_a_formula_is_a_text_like_any_other() -> None:
    (source,), _ = read('title,text\n=cmd,"=HYPERLINK(""https://a.example"")"\n')

    assert source.text == '=HYPERLINK("https://a.example")'
    assert source.title == "=cmd"


def test_markup_in_a_field_is_read_as_markup() -> None:
    (source,), _ = read('text\n"<p>One.</p><p>Two<br/>lines.</p>"\n')

    assert source.text == "One.\n\nTwo\nlines."


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), min_size=1))
def test_what_was_written_comes_back(rows: list[list[str]]) -> None:
    table = io.StringIO()
    standard.writer(table, lineterminator="\n").writerows([["title", "text"], *(["T", f"w {b}"] for _, b in rows)])
    sources, _ = read(table.getvalue().replace("\r", "").encode("utf-8-sig"))

    assert len(sources) <= len(rows)


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    read(f"title,text\n{text}")
    read(text)
