"""Counted quantities, case by case in plain text, and what holds for any text."""

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import DateMention, Document, Precision, Quantity, Sentence, Span
from briefing.steps.figures import LONGEST, find_quantities
from tests.conftest import build_document, read_cases

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)}|yesterday)\b", re.IGNORECASE)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def lay_out(text: str, published: dt.date | None, **facts: str) -> tuple[Document, tuple[Sentence, ...]]:
    """A document of one paragraph, a sentence a line."""
    document = build_document(text, published=published, **facts)
    sentences, start = [], 0
    for index, line in enumerate(text.split("\n")):
        span = Span(start=start, end=start + len(line))
        sentences.append(Sentence(source=document.source.id, span=span, paragraph=1, index=index, text=line))
        start = span.end + 1
    return document, tuple(sentences)


def mention(sentence: Sentence, match: re.Match[str], first: dt.date, last: dt.date) -> DateMention:
    span = Span(start=sentence.span.start + match.start(), end=sentence.span.start + match.end())
    precision: Precision = "day" if first == last else "year"
    return DateMention(source=sentence.source, span=span, first=first, last=last, precision=precision, basis="resolved")


def plain_dates(sentence: Sentence, published: dt.date) -> list[DateMention]:
    """Weekdays as the last such day, and years: enough for the cases, and no other step's business."""
    found = []
    for match in DAY.finditer(sentence.text):
        name = match[0].lower()
        back = 1 if name == "yesterday" else (published.weekday() - WEEKDAYS.index(name)) % 7
        day = published - dt.timedelta(days=back)
        found.append(mention(sentence, match, day, day))
    for match in YEAR.finditer(sentence.text):
        year = int(match[0])
        found.append(mention(sentence, match, dt.date(year, 1, 1), dt.date(year, 12, 31)))
    return sorted(found, key=lambda date: date.span)


def read(text: str, published: dt.date) -> tuple[Quantity, ...]:
    document, sentences = lay_out(text, published)
    return find_quantities(document, sentences, {s.index: plain_dates(s, published) for s in sentences})


def line(quantity: Quantity) -> str:
    def shown(value: object) -> str:
        return "-" if value is None else str(value)

    bounds = [shown(quantity.low), shown(quantity.high), "~" if quantity.approximate else "="]
    says = [shown(quantity.as_of), shown(quantity.attributed_to), quantity.counting]
    return " | ".join([quantity.measure, quantity.subject, *bounds, *says])


@pytest.mark.parametrize(("text", "expected"), read_cases("figures"))
def test_a_sentence_yields_the_quantities_that_it_states(text: str, expected: str) -> None:
    day, body = text.split(" | ", 1)

    assert "\n".join(map(line, read(body, dt.date.fromisoformat(day)))) == ("" if expected == "none" else expected)


def test_a_part_points_at_the_count_it_is_a_part_of() -> None:
    whole, part = read("The avalanche killed 12 skiers, including two guides.", dt.date(2023, 5, 10))

    assert part.part_of == whole.span
    assert whole.part_of is None


def test_the_span_holds_the_counting_words_as_written() -> None:
    text = "Two lines before.\nOfficials said at least 12 miners were killed."
    (quantity,) = read(text, dt.date(2023, 5, 10))

    assert text[quantity.span.start : quantity.span.end] == "at least 12 miners"


def test_text_in_another_language_is_left_alone() -> None:
    document, sentences = lay_out("12 people were killed.", dt.date(2023, 5, 10), language="de")

    assert find_quantities(document, sentences, {}) == ()


@pytest.mark.parametrize("text", ["We have recorded 12 deaths.", "By our count 12 people were killed."])
def test_we_is_the_outlet_where_the_source_names_one(text: str) -> None:
    document, sentences = lay_out(text, dt.date(2021, 3, 3))
    (unnamed,) = find_quantities(document, sentences, {})
    (named,) = find_quantities(replace(document, publisher="Harbour Aid"), sentences, {})

    assert (unnamed.attributed_to or "").lower() in {"we", "our"}
    assert named.attributed_to == "Harbour Aid"


def test_a_sentence_beyond_all_measure_is_left_alone() -> None:
    document, sentences = lay_out("12 people were killed " + "and so on " * LONGEST, dt.date(2023, 5, 10))

    assert find_quantities(document, sentences, {}) == ()


def test_a_document_without_any_date_has_figures_without_one() -> None:
    document, sentences = lay_out("12 people were killed.", None)
    (quantity,) = find_quantities(document, sentences, {})

    assert quantity.as_of is None


def test_the_newest_date_inside_tells_old_tolls_from_new_where_the_document_has_none() -> None:
    document, sentences = lay_out("In 1999 a quake killed 70 people.\nOn Monday 12 people were killed.", None)
    dates = {s.index: plain_dates(s, dt.date(2023, 5, 10)) for s in sentences}

    assert [(q.low, q.as_of) for q in find_quantities(document, sentences, dates)] == [(12, None)]


def test_a_year_when_it_last_happened_is_past_though_nothing_says_when_the_text_was_published() -> None:
    document, sentences = lay_out("The province last saw such a flood in 1998, when 418 people drowned.", None)
    year = next(YEAR.finditer(sentences[0].text))
    dates = {0: [mention(sentences[0], year, dt.date(1998, 1, 1), dt.date(1998, 12, 31))]}

    assert find_quantities(document, sentences, dates) == ()


def test_a_retracted_number_is_withdrawn() -> None:
    (quantity,) = read("The ministry retracted its statement that 164 people had been killed.", dt.date(2023, 5, 10))

    assert quantity.withdrawn


WORDS = st.sampled_from(
    [
        "12",
        "1,200",
        "dozens",
        "of",
        "people",
        "were",
        "killed",
        "and",
        ",",
        "wounded",
        "“",
        "”",
        "said",
        "police",
        "including",
        "three",
        "children",
        "no",
        "one",
        "died",
        "in",
        "2011",
        "to",
        "toll",
        "the",
        "death",
        "rose",
        "from",
        "at",
        "least",
        "-",
        "(",
        ")",
        ";",
        "about",
        "hospital",
        "taken",
        "a",
        "driver",
        "of",
        "them",
        "among",
        "dead",
        "%",
        "$",
        "another",
    ]
)


@given(st.lists(WORDS, max_size=40))
@settings(max_examples=300, deadline=None)
def test_every_quantity_of_any_text_lies_in_its_sentence(words: Sequence[str]) -> None:
    text = " ".join(words) or "-"
    dates: Mapping[int, Sequence[DateMention]] = {}
    document, sentences = lay_out(text, dt.date(2023, 5, 10))

    for quantity in find_quantities(document, sentences, dates):
        assert quantity.sentence.span.start <= quantity.span.start < quantity.span.end <= quantity.sentence.span.end
        assert quantity.low is not None or quantity.high is not None
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_text_is_too_strange(text: str) -> None:
    document, sentences = lay_out(text.replace("\r", " ") or "-", dt.date(2023, 5, 10))

    find_quantities(document, sentences, {})


def test_a_number_taken_back_in_the_next_sentence_is_withdrawn() -> None:
    text = "Medics said 12 people died.\nThe ministry said 164 people and two dogs died.\nIt later withdrew the figure."

    assert [(q.low, q.withdrawn) for q in read(text, dt.date(2023, 5, 10))] == [(12, False), (164, True)]


def test_an_army_that_withdraws_takes_no_number_back() -> None:
    text = "Medics said 12 people died.\nThe army withdrew from the town."

    assert [q.withdrawn for q in read(text, dt.date(2023, 5, 10))] == [False]


def test_a_number_called_wrong_is_withdrawn() -> None:
    text = "Medics said 12 people died.\nThe report was published in error, the ministry said."

    assert [q.withdrawn for q in read(text, dt.date(2023, 5, 10))] == [True]


def test_the_reference_articles_yield_no_number_that_is_not_theirs(reference: Path) -> None:
    gold = json.loads(next((reference / "gold").glob("*.json")).read_text("utf-8"))
    unit = {unit["id"]: unit["file"] for unit in gold["units"]}
    labelled = {
        (unit[figure["unit"]], figure["measure"], figure["low"])
        for figure in gold["figures"] + gold["optional_figures"]
    }
    wanted = {(unit[figure["unit"]], figure["measure"], figure["low"]) for figure in gold["figures"]}
    found = set()
    for document in gold["documents"]:
        text = (reference / "seeds" / document["file"]).read_text("utf-8")
        body = [u for u in gold["units"] if u["file"] == document["file"] and u["kind"] == "body" and not u["garbled"]]
        lines = "\n".join(" ".join(text[u["start"] : u["end"]].split()) for u in body)
        for quantity in read(lines, dt.date.fromisoformat(document["published"])):
            if quantity.measure in {measure for _, measure, _ in labelled}:
                found.add((document["file"], quantity.measure, quantity.low))

    assert wanted <= found <= labelled


def test_a_count_of_a_period_stands_for_its_last_day() -> None:
    text = "The group has documented the deaths of 27 people between 2 and 8 May."
    document, (sentence,) = lay_out(text, dt.date(2023, 5, 10))
    match = re.search("2 and 8 May", text)
    assert match
    span = Span(start=match.start(), end=match.end())
    period = DateMention(
        source=sentence.source,
        span=span,
        first=dt.date(2023, 5, 2),
        last=dt.date(2023, 5, 8),
        precision="day",
        basis="resolved",
    )

    assert [q.as_of for q in find_quantities(document, (sentence,), {0: [period]})] == [dt.date(2023, 5, 8)]
