"""Clarify: the cases in tests/cases/clarify.md, days, and brackets that come off again."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Clarification, DateMention, Document, Precision, Sentence, Span
from briefing.steps.clarify import clarify, cured_by
from briefing.steps.clarify.voices import voice_of
from briefing.steps.names import find_names
from tests.conftest import build_document, read_cases

PUBLISHED = dt.date(2021, 3, 5)


def document_of(text: str, origin: str) -> tuple[Document, list[Sentence]]:
    """A document whose every line is a sentence, and whose paragraphs are parted by empty lines."""
    document = build_document(text, origin)
    sentences: list[Sentence] = []
    start, paragraph = 0, 1
    for line in text.split("\n"):
        paragraph += not line
        if line:
            span = Span(start=start, end=start + len(line))
            place = {"paragraph": paragraph, "index": len(sentences)}
            sentences.append(Sentence(source=document.source.id, span=span, text=line, **place))
        start += len(line) + 1
    return document, sentences


def bracketed(text: str, clarifications: tuple[Clarification, ...]) -> str:
    """A sentence as a page shows it."""
    for clarification in reversed(clarifications):
        text = f"{text[: clarification.at]} {clarification.insert}{text[clarification.at :]}"
    return text


def last_of(text: str) -> tuple[Sentence, tuple[Clarification, ...]]:
    """The last sentence of the first document and its brackets."""
    heading = re.match(r"> \[(\w+)\] (.+)\n", text)
    body = text[heading.end() :] if heading else text
    made = [document_of(part, f"{number}.txt") for number, part in enumerate(body.split("\n---\n"))]
    names = find_names([document for document, _ in made], [sentence for _, some in made for sentence in some])
    *before, last = made[0][1]
    own = [name for name in names if name.source == last.source]
    language, outlet = heading.groups() if heading else ("en", None)
    document = replace(made[0][0], language=language, publisher=outlet)
    return last, clarify(last, before, own, (), PUBLISHED, language, voice_of(document, made[0][1]))


@pytest.mark.parametrize(("given", "expected"), read_cases("clarify"))
def test_an_opening_is_bracketed_only_where_one_antecedent_fits(given: str, expected: str) -> None:
    sentence, clarifications = last_of(given)

    assert (bracketed(sentence.text, clarifications) if clarifications else "nothing") == expected
    language = heading[1] if (heading := re.match(r"> \[(\w+)\]", given)) else "en"
    assert bool(cured_by(sentence.text, clarifications, language)) == bool(clarifications)


def with_date(
    text: str,
    words: str,
    day: dt.date,
    *,
    basis: Literal["stated", "resolved"] = "resolved",
    precision: Precision = "day",
    days: int = 0,
    published: dt.date | None = PUBLISHED,
    language: str = "en",
) -> str:
    """A sentence with the bracket of one date expression."""
    _, (sentence,) = document_of(text, "a.txt")
    start = text.index(words)
    date = DateMention(
        source=sentence.source,
        span=Span(start=start, end=start + len(words)),
        first=day,
        last=day + dt.timedelta(days),
        precision=precision,
        basis=basis,
    )
    return bracketed(text, clarify(sentence, (), (), (date,), published, language))


THURSDAY = dt.date(2021, 3, 4)


def test_a_weekday_gets_its_day() -> None:
    assert (
        with_date("Trains stopped on Thursday.", "Thursday", THURSDAY) == "Trains stopped on Thursday [4 March 2021]."
    )


def test_a_possessive_stays_whole() -> None:
    assert with_date("Thursday’s storm was mild.", "Thursday", THURSDAY) == "Thursday’s [4 March 2021] storm was mild."


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [
        ("Траур объявлен 4 марта.", "4 марта", "ru"),
        ("Le deuil a été décrété le 4 mars.", "4 mars", "fr"),
        ("أعلن الحداد في 4 مارس.", "4 مارس", "ar"),
    ],
)
def test_a_day_that_is_written_out_gets_no_bracket_in_any_language(text: str, words: str, language: str) -> None:
    assert with_date(text, words, THURSDAY, language=language) == text
    assert "2020" in with_date(text, words, THURSDAY.replace(year=2020), language=language)


def test_every_language_gets_days() -> None:
    shown = with_date("Am Donnerstag fuhr nichts.", "Donnerstag", THURSDAY, language="de")

    assert shown == "Am Donnerstag [4 March 2021] fuhr nichts."


def test_a_day_of_another_year_is_spelt_out() -> None:
    shown = with_date("It rained on 30 December.", "30 December", dt.date(2020, 12, 30))

    assert shown == "It rained on 30 December [30 December 2020]."


@pytest.mark.parametrize(
    ("text", "words", "facts"),
    [
        ("It began on 4 March 2021.", "4 March 2021", {"basis": "stated"}),
        ("It began in March.", "March", {"precision": "month"}),
        ("It rained this week.", "this week", {"days": 6}),
        ("It rained on 4 March.", "4 March", {}),
        ("It rained on Thursdays.", "Thursday", {}),
    ],
)
def test_what_is_stated_or_means_more_than_a_day_gets_nothing(text: str, words: str, facts: dict[str, Any]) -> None:
    assert with_date(text, words, THURSDAY, **facts) == text


def test_a_day_is_bracketed_once() -> None:
    text = "On Thursday it rained, and Thursday night it froze."
    _, (sentence,) = document_of(text, "a.txt")
    spans = [Span(start=3, end=11), Span(start=27, end=35)]
    dates = [
        DateMention(source=sentence.source, span=s, first=THURSDAY, last=THURSDAY, precision="day", basis="resolved")
        for s in spans
    ]

    (only,) = clarify(sentence, (), (), dates, PUBLISHED)

    assert (only.at, only.insert, only.basis) == (11, "[4 March 2021]", "date")


def test_a_date_of_another_place_is_left_out() -> None:
    _, (first, second) = document_of("It rained.\nIt froze on Thursday.", "a.txt")
    span = Span(start=second.span.start + 12, end=second.span.end - 1)
    date = DateMention(
        source=second.source, span=span, first=THURSDAY, last=THURSDAY, precision="day", basis="resolved"
    )

    assert clarify(first, (), (), (date,), PUBLISHED) == ()
    assert clarify(second, (), (), (replace(date, source="other"),), PUBLISHED) == ()
    assert clarify(second, (), (), (date,), PUBLISHED) != ()


def test_a_date_does_not_resolve_an_opening() -> None:
    text = "He left on Thursday."
    day = Clarification(at=19, insert="[4 March 2021]", basis="date")
    name = Clarification(at=2, insert="[Paul Renner]", basis="name")

    assert not cured_by(text, (day,))
    assert cured_by(text, (name, day)) == {"pronoun", "reference"}
    assert not cured_by("Rain fell.", (name,))


def test_a_bracket_behind_we_mends_the_lack_of_a_speaker_alone() -> None:
    outlet = Clarification(at=2, insert="[Harbour Aid]", basis="name")

    assert cured_by("We left on Thursday.", (outlet,)) == {"speaker"}
    assert not cured_by("We left on Thursday.", (replace(outlet, at=8),))


def test_agency_copy_has_no_voice_of_its_outlet() -> None:
    document, sentences = document_of("Harbour Aid left Tarsa.\nWe left on Thursday.", "a.txt")
    named = replace(document, publisher="Harbour Aid")

    assert voice_of(named, sentences) == "Harbour Aid"
    assert voice_of(replace(named, agency="Reuters"), sentences) is None
    assert voice_of(replace(named, language="fi"), sentences) is None


def test_other_languages_get_no_names() -> None:
    _, sentences = document_of("President Paul Renner came.\nHe left.", "a.txt")
    document = build_document("President Paul Renner came.\nHe left.", "a.txt")
    names = find_names([document], sentences)

    assert clarify(sentences[1], sentences[:1], names, (), None, "en-GB") != ()
    assert clarify(sentences[1], sentences[:1], names, (), None, "fr") == ()


PIECES = st.sampled_from(
    [
        *("He said", "She said", "It said", "The ministry said", "His", ",” he said", ", she added", ", it said,"),
        *("President Paul Renner", "Renner", "Mayor Ana Duarte", "The European Union", "the group", "On Friday,"),
        *("“", "”", '"', ".", ",", "rain", "in Oslo", "his wife", "Thursday", "’", "'s", "\u00a0"),
    ]
)
LINES = st.lists(st.lists(st.one_of(PIECES, st.text("ab ’“”é", max_size=4)), min_size=1, max_size=7), max_size=6)


@given(LINES)
def test_brackets_lie_inside_and_come_off_again(lines: list[list[str]]) -> None:
    document, sentences = document_of("\n".join(" ".join(line) for line in lines), "a.txt")
    names = find_names([document], sentences)

    for number, sentence in enumerate(sentences):
        dates = [
            DateMention(
                source=sentence.source,
                span=sentence.span,
                first=THURSDAY,
                last=THURSDAY,
                precision="day",
                basis="resolved",
            )
        ]
        found = clarify(sentence, sentences[:number], names, dates, PUBLISHED)
        shown = bracketed(sentence.text, found)
        for clarification in found:
            assert 0 < clarification.at <= len(sentence.text)
            shown = shown.replace(f" {clarification.insert}", "", 1)
        assert shown == sentence.text
