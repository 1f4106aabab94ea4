"""The annex: what is cited of a source, between the sentences around it, to the letter and bounded."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Citation, Span
from briefing.render.cite import DEEP, SHOWN, view_extract, view_place, view_places
from briefing.render.html import HtmlRenderer
from briefing.render.passages import Cited, PassageView, collect, view_passages
from tests.render import sample

TEXT = "One fell. Two rose. Three sank.\nADVERT\nFour swam. Five flew. Six slept. Seven woke. Eight ate. Nine ran."
SENTENCES = tuple(Span(start=found.start(), end=found.end()) for found in re.finditer(r"[A-Z][a-z]+ [a-z]+\.", TEXT))
SOURCE = replace(sample.entry(1, TEXT), sentences=SENTENCES)


def cited(words: str, paragraph: int = 1, links: tuple[tuple[str, str], ...] = ()) -> Cited:
    start = TEXT.index(words)
    span = Span(start=start, end=start + len(words))
    return Cited(span=span, paragraph=paragraph, anchor=f"S1-{start}", links=links)


def shown(passage: PassageView) -> str:
    marks = {"cited": "<{}>", "around": "{}", "left-out": "{}"}
    return "".join(marks[part.kind].format(part.text) for part in passage.parts)


def test_cited_words_stand_between_the_sentences_around_them() -> None:
    (passage,) = view_passages(SOURCE, [cited("Two rose.", 3)])

    assert shown(passage) == "One fell. <Two rose.> Three sank."
    assert [part.paragraph for part in passage.parts if part.kind == "cited"] == [3]


def test_what_was_cut_between_two_sentences_is_marked() -> None:
    (passage,) = view_passages(SOURCE, [cited("Three sank.")])

    assert shown(passage) == "Two rose. <Three sank.> […] Four swam."


def test_a_part_of_a_sentence_is_cited_inside_it() -> None:
    (passage,) = view_passages(SOURCE, [cited("rose")])

    assert shown(passage) == "One fell. Two <rose>. Three sank."


def test_neighbours_share_a_passage_and_each_keeps_its_anchor() -> None:
    (passage,) = view_passages(SOURCE, [cited("Six slept."), cited("Four swam.")])

    assert shown(passage) == "Three sank. […] <Four swam.> Five flew. <Six slept.> Seven woke."
    assert [part.anchor for part in passage.parts if part.kind == "cited"] == ["S1-39", "S1-61"]


def test_a_long_run_is_several_passages() -> None:
    every = [cited(TEXT[span.start : span.end]) for span in SENTENCES]

    passages = view_passages(SOURCE, every)

    assert len(passages) > 1
    assert sum(part.kind == "cited" for passage in passages for part in passage.parts) == len(every)


def test_words_that_overlap_are_cut_where_the_next_citation_begins() -> None:
    inside, around = cited("rose", links=(("E2", "E2"),)), cited("Two rose.", links=(("E1", "E1"),))

    (passage,) = view_passages(SOURCE, [inside, around, around])

    assert shown(passage) == "One fell. <Two ><rose.> Three sank."
    assert [(part.anchor, part.paragraph) for part in passage.parts if part.kind == "cited"] == [
        ("S1-10", 1),
        ("S1-14", 0),
    ]
    assert passage.links == (("E1", "E1"), ("E2", "E2"))


def test_words_outside_the_article_stand_alone() -> None:
    (passage,) = view_passages(SOURCE, [cited("ADVERT", 0)])

    assert shown(passage).strip() == "<ADVERT>"


def test_without_sentences_only_the_cited_words_are_shown() -> None:
    passages = view_passages(replace(SOURCE, sentences=()), [cited("Two rose."), cited("Nine ran.")])

    assert [shown(passage) for passage in passages] == ["<Two rose.>", "<Nine ran.>"]


def test_a_sentence_without_end_is_cut_where_it_is_not_cited() -> None:
    text = "Rain fell. " + "and fell " * 500
    source = sample.entry(1, text)
    spans = (Span(start=0, end=10), Span(start=11, end=len(text)))

    (passage,) = view_passages(replace(source, sentences=spans), [Cited(span=spans[0], paragraph=1, anchor="a")])

    assert len(shown(passage)) < 1000
    assert shown(passage).endswith("[…]")


@given(st.lists(st.tuples(st.integers(-5, 110), st.integers(-5, 110)), max_size=12))
def test_every_cited_word_is_there_to_the_letter_and_once(places: list[tuple[int, int]]) -> None:
    held = [Cited(span=Span(start=start, end=end), paragraph=1, anchor=f"S1-{start}-{end}") for start, end in places]

    passages = view_passages(SOURCE, held)

    found = [part for passage in passages for part in passage.parts if part.kind == "cited"]
    covered = {
        at
        for one in held
        if 0 <= one.span.start < one.span.end <= len(TEXT)
        for at in range(one.span.start, one.span.end)
    }
    assert sum(len(part.text) for part in found) == len(covered)
    assert all(part.text in TEXT for part in found)
    starts = {one.span.start for one in held if 0 <= one.span.start < one.span.end <= len(TEXT)}
    assert sorted({int(part.anchor.split("-")[1]) for part in found}) == sorted(starts)


def test_the_first_places_lead_to_their_passage_and_the_others_to_the_source() -> None:
    citations = [Citation(source=f"S{n}", start=5, end=9, paragraph=n, relation="same-text") for n in range(1, 10)]

    held = view_places(citations)

    assert [place.anchor for place in held.shown[:DEEP]] == ["S1-5", "S2-5"]
    assert {place.anchor for place in held.shown[DEEP:]} == {f"S{n}" for n in range(DEEP + 1, SHOWN + 1)}


def test_a_place_of_no_words_leads_to_its_source() -> None:
    assert view_place(Citation(source="S1", start=5, end=5, paragraph=1, relation="quoted")).anchor == "S1"


def test_an_extract_is_named_by_its_first_place_on_the_page() -> None:
    views = [view_extract(sample.WHOLE_DAY, anchor, {}) for anchor in ("E1", "key-E1")]

    held = collect(views, ())

    assert held["S1"][0].links == (("E1", "E1"),)
    assert set(held) == {"S1", "S2", "S4"}


def test_a_long_word_in_a_passage_may_be_broken() -> None:
    text = f"One {'o' * 80} fell."
    source = replace(sample.entry(1, text), sentences=(Span(start=0, end=len(text)),))

    (passage,) = view_passages(source, [Cited(span=Span(start=0, end=3), paragraph=1, anchor="a")])

    assert passage.unbroken


def test_the_annex_does_not_grow_with_the_number_of_sources() -> None:
    pages = [
        HtmlRenderer().render(sample.many(number), sample.context()).content.decode("utf-8") for number in (40, 80)
    ]
    first = pages[0].count("<mark id=")

    assert first > 0
    assert pages[1].count("<mark id=") - first == 40  # each of the new sources is quoted by an extract of its own
