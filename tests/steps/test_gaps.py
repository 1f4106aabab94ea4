"""What a brief does not cover is said in whole sentences."""

import datetime as dt
from dataclasses import replace

from briefing.model import Section
from briefing.pipeline import phrasebook_of
from briefing.settings import Settings
from briefing.steps.findings.gaps import gaps
from tests.conftest import build_document

A = build_document("x", "a.txt", published=dt.date(2024, 3, 1), published_basis="stated")
B = build_document("y", "b.txt", published=dt.date(2024, 3, 2), published_basis="inferred", language="fr")
C = build_document("z", "c.txt")
NUMBERS = {A.source.id: "S1", B.source.id: "S2", C.source.id: "S3"}


def texts(*documents, sections=(), stray=(), problems=()):
    found = gaps(documents, NUMBERS, sections, stray, problems, frozenset({"en"}), phrasebook_of(Settings(), "en"))
    return [finding.text for finding in found]


def test_nothing_missing_is_no_finding():
    assert texts(A) == []


def test_unknown_and_inferred_dates_and_other_languages_are_named():
    assert texts(A, B, C) == [
        "No publication date was found for S3.",
        "The publication date is inferred, not stated, for S2.",
        "Written in a language that this briefing does not quote: S2.",
    ]


def test_empty_topics_and_flagged_dates_are_named():
    sections = [Section(topic=key, title=key, question="", extracts=()) for key in ("One", "Two", "Three")]

    assert texts(A, sections=sections, stray=[A]) == [
        "These sources say nothing on One, Two and Three.",
        "The publication date is later than that of the brief, or far from all others, for S1: not relied on.",
    ]


def test_what_could_not_be_read_comes_first_in_its_own_words():
    assert texts(C, problems=["b.pdf: encrypted"])[0] == "b.pdf: encrypted"


def test_words_of_the_sender_or_author_that_are_missing_are_named():
    note = replace(A, source=replace(A.source, extractor="a covering note of 5 words left out"))
    page = replace(B, published_basis="stated", language="en", source=replace(B.source, extractor="30 words cut"))

    assert texts(note, page) == [
        "Of these sources a part is not in the text: S1 (a covering note of 5 words left out)."
    ]
