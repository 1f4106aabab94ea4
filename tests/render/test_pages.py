"""Where pages break: no heading or date ends one, no row is alone on one, and no part stands without its whole."""

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTContainer, LTItem, LTTextLine

from briefing.model import Brief, Citation, Event, Extract, Figure, Finding, Name, Section
from briefing.render.pdf import PdfRenderer
from tests.render import sample

TOLD = (
    "The bridge at mile {at} was closed to lorries in the early morning because its second pier had moved by a hand, "
    "and the county's engineers said that nobody would cross it before they had looked at it from below, by boat and "
    "in good light, which they did not expect in that week."
)
DAYS = [dt.date(2031, 5, day) for day in range(1, 15)]
HEADINGS = {"Timeline", "Who is who", "People", "Ledger of figures", "Bridges", "Killed", "Missing", "In hospital"}


def told(name: str, text: str) -> Extract:
    """Words of which source and place are always the same."""
    place = Citation(source="S1", start=0, end=len(text), paragraph=1, relation="quoted")
    return Extract(id=name, text=text, citations=(place,))


def counted(number: int, measure: str, **facts: object) -> Figure:
    """A count that no other agrees with."""
    given = {"low": 100 + number, "high": 100 + number, "as_written": f"{100 + number} people", "status": "current"}
    return replace(sample.FIGURES[1], id=f"F{number}", measure=measure, **(given | facts))


def figures() -> list[Figure]:
    """Many counts of the killed with a part each, some missing, one in hospital."""
    killed = [counted(at, "killed", as_of=DAYS[at]) for at in range(12)]
    parts = [counted(40 + at, "killed", part_of=f"F{at}", counting="part") for at in range(12)]
    return [*killed, *parts, *(counted(60 + at, "missing") for at in range(3)), counted(80, "hospitalised")]


def shifted(shift: int) -> Brief:
    """A brief in which everything stands a line further down for each of `shift`."""
    lines = tuple(told(f"E{at}", "The bridge was closed.") for at in range(1, shift + 2))
    section = Section(topic="what", title="Bridges", question="", extracts=lines)
    return replace(
        sample.FLOOD,
        sources=(sample.entry(1, TOLD.format(at=1)), sample.SOURCES[1]),
        key_points=(),
        comments=(),
        findings=(),
        excluded=(),
        explanations=(),
        sections=(section,),
        figures=tuple(figures()),
        timeline=tuple(
            Event(date=day, precision="day", basis="stated", extract=told(f"E{100 + at}", TOLD.format(at=at)))
            for at, day in enumerate(sorted(DAYS * 2))
        ),
        names=tuple(
            Name(name=f"Berg {at:02}", kind="person", office=None, also=(), sources=("S1",)) for at in range(20 + shift)
        ),
    )


FOOT = 64.0
"""Points from below that belong to the running foot."""


def lines_in(held: Iterable[LTItem]) -> Iterator[LTTextLine]:
    for item in held:
        if isinstance(item, LTTextLine):
            yield item
        elif isinstance(item, LTContainer):
            yield from lines_in(item)


@pytest.fixture(scope="module", params=[(name, shift) for name in ("brief", "plain") for shift in range(5)], ids=str)
def pages(request: pytest.FixtureRequest, pango: None) -> list[list[LTTextLine]]:
    """The lines of each page, without its foot."""
    name, shift = request.param
    made = sample.artifacts(shifted(shift), template=name)
    content = PdfRenderer().render(shifted(shift), sample.context(template=name, artifacts=made)).content
    laid = extract_pages(io.BytesIO(content), laparams=LAParams(boxes_flow=None))
    return [[line for line in lines_in(page) if line.y0 > FOOT and line.get_text().strip()] for page in laid]


def texts_of(lines: list[LTTextLine]) -> list[str]:
    return [line.get_text().strip() for line in lines]


def test_no_page_ends_with_a_heading_or_a_date(pages: list[list[LTTextLine]]) -> None:
    feet = [[line for line in lines if line.y0 < min(other.y0 for other in lines) + 4] for lines in pages]
    last = [" ".join(texts_of(lines)) for lines in feet]

    assert [text for text in last if text in HEADINGS or re.fullmatch(r"\d+ May 2031", text)] == []


def test_no_row_is_alone_on_a_page(pages: list[list[LTTextLine]]) -> None:
    rows = [[text for text in texts_of(lines) if text.startswith("Berg ")] for lines in pages]

    assert sum(map(len, rows)) >= 20
    assert [held for held in rows if len(held) == 1] == []


def test_no_part_is_parted_from_its_whole_and_no_measure_from_the_one_before(pages: list[list[LTTextLine]]) -> None:
    texts = ["\n".join(texts_of(lines)) for lines in pages]

    assert sum(text.count("of these 1") for text in texts) == 12
    assert [
        text for text in texts for at in range(12) if f"{140 + at} people" in text and f"{100 + at} people" not in text
    ] == []
    assert [
        text
        for text in texts
        if "180 people" in text and "Figures at a glance" not in text and "160 people" not in text
    ] == []


@pytest.mark.parametrize("name", ["brief", "plain"])
def test_a_place_that_goes_over_the_line_takes_one_word_along(pango: None, name: str) -> None:
    text = "Nobody else was found to say that the second pier of the bridge had moved, by the account of county{}"
    place = sample.FINDINGS[0].citations[:1]
    told = tuple(Finding(kind="sources", text=text.format("i" * at + "."), citations=place) for at in range(40))
    brief = replace(sample.FLOOD, findings=told, explanations=())
    content = (
        PdfRenderer()
        .render(brief, sample.context(template=name, artifacts=sample.artifacts(brief, template=name)))
        .content
    )
    laid = extract_pages(io.BytesIO(content), laparams=LAParams(boxes_flow=None))
    lines = [line.get_text().strip() for page in laid for line in lines_in(page)]

    assert sum(line.startswith("Nobody else was") for line in lines) == len(told)
    assert [line for line in lines if line == "Nobody"] == []
