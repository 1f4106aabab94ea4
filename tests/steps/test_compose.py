"""Numbers, citations, dates and titles of a brief."""

from dataclasses import replace

from briefing.model import Passage, Span
from briefing.steps.choose import Chosen
from briefing.steps.compose import compose_sections, compose_sources, excluded_of
from briefing.steps.select import Pick
from tests.steps.piles import build_pile
from tests.steps.test_select import TEXTS, TOPIC


def composed(pile, *indices):
    picks = tuple(Pick(index=index, score=1.0) for index in indices)
    return compose_sections(pile, (Chosen(topic=TOPIC, picks=picks),), {})


def test_an_extract_is_the_sources_own_words_at_a_printed_place():
    pile = build_pile(TEXTS)
    sections, _ = composed(pile, 4)
    (extract,) = sections[0].extracts
    (citation,) = extract.citations

    assert extract.text == TEXTS["b.txt"][1]
    assert (citation.source, citation.paragraph, citation.relation) == ("S2", 2, "quoted")
    assert pile.documents[1].source.text[citation.start : citation.end] == extract.text


def test_a_twin_in_another_document_is_cited_as_the_same_text():
    sections, _ = composed(build_pile(TEXTS, twins=[(0, 3)]), 0)
    (extract,) = sections[0].extracts

    assert [(citation.source, citation.relation) for citation in extract.citations] == [
        ("S1", "quoted"),
        ("S2", "same-text"),
    ]
    assert extract.outlets == 2


def test_a_twin_in_the_same_document_is_not_another_outlet():
    pile = build_pile({"a.txt": ["The pier fell in the storm.", "The pier fell in the storm."]}, twins=[(0, 1)])
    sections, _ = composed(pile, 0)

    assert sections[0].extracts[0].outlets == 1
    assert len(sections[0].extracts[0].citations) == 1


def test_extracts_run_from_the_oldest_source_to_the_newest_with_ids_in_that_order():
    sections, extracts = composed(build_pile(TEXTS), 4, 1, 0)

    assert [extract.id for extract in sections[0].extracts] == ["E1", "E2", "E3"]
    assert [extracts[index].id for index in (0, 1, 4)] == ["E1", "E2", "E3"]


def test_an_empty_section_says_so():
    sections, _ = composed(build_pile(TEXTS))

    assert sections[0].note == "Nothing in these sources answers this."


def test_a_section_that_rests_on_one_origin_says_so():
    sections, _ = composed(build_pile(TEXTS), 0, 1)

    assert sections[0].note == "Everything here rests on one origin."


def test_sources_count_how_often_they_are_quoted():
    pile = build_pile(TEXTS, twins=[(0, 3)])
    sections, _ = composed(pile, 0, 1, 4)
    sources = compose_sources(pile, sections)

    assert [(source.id, source.quoted) for source in sources] == [("S1", 2), ("S2", 1)]
    assert sources[0].text_file == "sources/S1.txt"
    assert sources[0].words == sum(len(line.split()) for line in TEXTS["a.txt"])


def test_what_was_cut_is_listed_with_its_rule_and_corrupt_sentences_are_too():
    pile = build_pile(TEXTS)
    document = pile.documents[0]
    cut = Passage(span=Span(start=0, end=5), kind="furniture", rule="share-buttons", paragraph=0)
    marked = replace(
        pile,
        documents=(replace(document, passages=(cut, *document.passages)), *pile.documents[1:]),
        faults=((), ("garbled",), *pile.faults[2:]),
    )
    first, second = excluded_of(marked)

    assert (first.source, first.start, first.end, first.reason, first.rule) == (
        "S1",
        0,
        5,
        "furniture",
        "share-buttons",
    )
    assert (second.reason, second.rule) == ("garbled", "standalone")
