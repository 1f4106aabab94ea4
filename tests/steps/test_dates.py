import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import DateMention, Sentence, Span
from briefing.steps.dates import find_dates
from briefing.steps.dates.expressions import Calendar
from briefing.steps.dates.grammar import expressions
from tests.conftest import read_cases

THURSDAY = dt.date(2023, 3, 2)
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "pt", "ru", "tr", "uk", "fi")
WORDS = [
    *(
        "Monday",
        "Friday",
        "last",
        "next",
        "this",
        "week",
        "year",
        "January",
        "May",
        "5",
        "19",
        "2022",
        "31",
        "-",
        "to",
        "from",
    ),
    *(
        "between",
        "and",
        ",",
        ".",
        "on",
        "late",
        "yesterday",
        "ago",
        "two",
        "the",
        "of",
        "a",
        "said",
        "will",
        "in",
        "since",
    ),
    *(
        "“",
        "”",
        "’s",
        "overnight",
        "weekend",
        "10/01/2022",
        "2022-02-30",
        "people",
        "first",
        "Eve",
        "New",
        "day",
        "before",
    ),
]


def sentence_of(text: str, start: int = 0) -> Sentence:
    span = Span(start=start, end=start + len(text))
    return Sentence(source="a", span=span, paragraph=1, index=0, text=text)


def find(text: str, published: dt.date | None = THURSDAY, language: str = "en") -> tuple[DateMention, ...]:
    return find_dates(sentence_of(text), published, language)


@pytest.mark.parametrize(("given", "expected"), read_cases("dates"))
def test_a_sentence_names_the_dates_of_its_case(given: str, expected: str) -> None:
    head, _, text = given.partition(" | ")
    day, _, language = head.partition(" ")
    mentions = find(text, None if day == "-" else dt.date.fromisoformat(day), language or "en")
    lines = [
        f"{text[item.span.start : item.span.end]} -> {item.first}..{item.last} {item.precision} {item.basis}"
        for item in mentions
    ]

    assert "\n".join(lines or ["none"]) == expected


def test_a_span_counts_from_the_start_of_the_source() -> None:
    (mention,) = find_dates(sentence_of("It sank on Monday.", start=1000), THURSDAY)

    assert mention.span == Span(start=1011, end=1017)


@pytest.mark.parametrize("published", [dt.date.min, dt.date.max])
def test_the_ends_of_the_calendar_do_no_harm(published: dt.date) -> None:
    text = "Last Sunday, yesterday, tomorrow, next week, two years ago, last month, on 5 May, next Monday, the weekend"

    assert all(mention.first <= mention.last for mention in find(text, published))


@pytest.mark.parametrize("text", ["2021 - 10:15 it began.", "Of 2021-$5 and 2021 - 1,000.", "In 2010-11.50."])
def test_what_only_follows_a_year_is_no_last_year(text: str) -> None:
    assert not [one for one in expressions(text, "en") if isinstance(one, Calendar) and one.first != one.last]


@pytest.mark.parametrize(
    "text", ["Monday and 5 May 2022, " * 2000, "5 " * 20000, "May 5 - " * 5000, "“" * 9999 + "yesterday"]
)
def test_a_very_long_sentence_is_read_like_any_other(text: str) -> None:
    mentions = find(text)

    assert list(mentions) == sorted(mentions, key=lambda mention: mention.span)


@given(
    text=st.text() | st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
    published=st.none() | st.dates(),
    language=st.sampled_from(LANGUAGES),
)
def test_mentions_lie_in_the_sentence_in_order_and_end_after_they_begin(
    text: str, published: dt.date | None, language: str
) -> None:
    mentions = find(text, published, language)

    edges = [edge for mention in mentions for edge in (mention.span.start, mention.span.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
    assert all(mention.span.start < mention.span.end and mention.first <= mention.last for mention in mentions)
    assert published or all(mention.basis == "stated" for mention in mentions)
