"""A brief with one wrong character, digit or offset is refused."""

from dataclasses import replace

import pytest

from briefing.errors import TraceError
from briefing.model import Clarification, Figure, Finding
from briefing.steps.choose import Chosen
from briefing.steps.compose import compose_sections, compose_sources, number
from briefing.steps.select import Pick
from briefing.steps.trace import check, places_of
from tests.steps.piles import build_pile
from tests.steps.test_select import TEXTS, TOPIC

PILE = build_pile(TEXTS, twins=[(0, 3)])
PLACES = places_of(PILE.sentences, number(PILE.documents))


def build_brief():
    from briefing.model import Brief

    picks = tuple(Pick(index=index, score=1.0) for index in (0, 1, 4))
    sections, extracts = compose_sections(PILE, (Chosen(topic=TOPIC, picks=picks),), {})
    return Brief(
        title="Strike",
        language="en",
        as_of=None,
        period=None,
        sources=compose_sources(PILE, sections),
        key_points=(extracts[0],),
        sections=sections,
    )


def with_extract(brief, **changes):
    section = brief.sections[0]
    first, *rest = section.extracts
    changed = replace(first, **changes)
    return replace(brief, sections=(replace(section, extracts=(changed, *rest)),), key_points=(changed,))


def with_citation(brief, place, **changes):
    citations = list(brief.sections[0].extracts[0].citations)
    citations[place] = replace(citations[place], **changes)
    return with_extract(brief, citations=tuple(citations))


def test_a_true_brief_passes():
    check(build_brief(), PLACES)


@pytest.mark.parametrize("character", range(len(TEXTS["a.txt"][0])))
def test_one_wrong_character_anywhere_is_refused(character):
    text = TEXTS["a.txt"][0]
    wrong = text[:character] + ("x" if text[character] != "x" else "y") + text[character + 1 :]
    with pytest.raises(TraceError, match="E1 says"):
        check(with_extract(build_brief(), text=wrong), PLACES)


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize(
    "change", [{"start": 1}, {"end": 5}, {"paragraph": 9}, {"source": "S9"}, {"start": -1}, {"end": 10**9}]
)
def test_one_wrong_offset_is_refused_in_a_quotation_and_in_a_twin(place, change):
    with pytest.raises(TraceError):
        check(with_citation(build_brief(), place, **change), PLACES)


def test_without_places_a_wrong_source_and_a_stretch_outside_are_still_refused():
    for change in ({"source": "S9"}, {"end": 10**9}):
        with pytest.raises(TraceError):
            check(with_citation(build_brief(), 1, **change))


def test_an_extract_that_quotes_nobody_is_refused():
    with pytest.raises(TraceError, match="quotes no source"):
        check(with_citation(build_brief(), 0, relation="supports"), PLACES)


def test_a_clarification_outside_the_text_is_refused():
    outside = Clarification(at=10_000, insert="[4 March 2024]", basis="date")
    with pytest.raises(TraceError, match="outside the text"):
        check(with_extract(build_brief(), clarifications=(outside,)), PLACES)


def test_a_key_point_that_is_no_extract_of_a_section_is_refused():
    brief = build_brief()
    with pytest.raises(TraceError, match="key point"):
        check(replace(brief, key_points=(replace(brief.key_points[0], score=0.5),)), PLACES)


def test_a_figure_has_to_stand_in_its_sentence():
    brief = build_brief()
    figure = Figure(
        id="F1",
        measure="killed",
        subject="ships",
        low=41,
        high=41,
        approximate=False,
        as_written="forty-one ships",
        as_of=None,
        attributed_to=None,
        part_of=None,
        counting="total",
        outlets=1,
        origins=1,
        status="current",
        citation=brief.sections[0].extracts[1].citations[0],
    )
    with pytest.raises(TraceError, match="forty-one ships"):
        check(replace(brief, figures=(figure,)), PLACES)
    check(replace(brief, figures=(replace(figure, as_written="forty ships"),)), PLACES)


def test_a_finding_is_held_to_its_citations_too():
    brief = build_brief()
    citation = replace(brief.key_points[0].citations[0], start=3)
    with pytest.raises(TraceError, match="finding conflict"):
        check(replace(brief, findings=(Finding(kind="conflict", text="x", citations=(citation,)),)), PLACES)
