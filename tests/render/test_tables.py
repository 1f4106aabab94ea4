"""figures.csv and sources.bib: complete, and nothing in them is ever run."""

import csv
import io
from dataclasses import replace

import pytest

from briefing.render.bib import BibRenderer, escape, escape_address
from briefing.render.csv import COLUMNS, CsvRenderer, harmless
from tests.render import sample


def rows(brief: object = sample.FLOOD) -> list[dict[str, str]]:
    content = CsvRenderer().render(brief, sample.context()).content
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_every_figure_has_a_line_with_its_place() -> None:
    first = rows()[0]

    assert len(rows()) == len(sample.FIGURES)
    assert (first["measure"], first["low"], first["high"], first["as_of"]) == ("killed", "12", "", "2031-05-07")
    assert (first["source"], first["publisher"]) == ("S1", "Brandvik Courier")
    assert sample.COURIER[int(first["start"]) : int(first["end"])] == first["as_written"]


def test_a_brief_without_figures_is_a_line_of_names() -> None:
    content = CsvRenderer().render(sample.EMPTY, sample.context()).content

    assert content.decode("utf-8-sig") == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_is_text(text: str) -> None:
    assert harmless(text).startswith("'")


def test_quotes_commas_and_lines_survive() -> None:
    odd = replace(
        sample.FIGURES[0], as_written='12 "dead",\nor more', citation=replace(sample.FIGURES[0].citation, source="S99")
    )

    held = rows(replace(sample.FLOOD, figures=(odd,)))

    assert held[0]["as_written"] == '12 "dead",\nor more'
    assert held[0]["publisher"] == ""


def test_every_source_has_an_entry_under_its_number() -> None:
    text = BibRenderer().render(sample.FLOOD, sample.context()).content.decode("utf-8")

    assert text.count("@online{") == len(sample.SOURCES)
    assert "@online{S2,\n  title = {{Police: 19 dead as Orla floods Brandvik}}," in text
    assert "  note = {{text by Norden Press; date inferred}}," in text
    assert "  url = {https://courier.example/flood?id=1&page=2}," in text
    assert "javascript:" not in text


def test_a_source_without_a_title_is_named_by_its_origin() -> None:
    text = BibRenderer().render(sample.EMPTY, sample.context()).content.decode("utf-8")

    assert "title = {{flood/01.txt}}" in text


def test_braces_always_have_a_partner() -> None:
    text = BibRenderer().render(sample.FLOOD, sample.context()).content.decode("utf-8")

    assert text.count("{") == text.count("}")
    assert escape("50% {of} $1 & #2_~^\\") == (
        r"50\% \textbraceleft{}of\textbraceright{} \$1 \& \#2\_\textasciitilde{}\textasciicircum{}\textbackslash{}"
    )
    assert escape_address("https://a.example/{x}") == "https://a.example/%7Bx%7D"
