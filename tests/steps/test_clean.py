"""The rules of cleaning: cases in plain text, properties on any text, recurring lines, the reference articles."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Passage, Source
from briefing.steps.clean import ARTICLE, RULES, clean, recurring_lines
from tests.conftest import build_source, read_cases

PIECES = [
    "Share",
    "By Jane Doe",
    "Comments",
    "Related articles",
    "The river rose on Monday, police said.",
    "A farmer wades through a field. (Ann Lee/Reuters)",
    "BERN (AP) — The river rose.",
    "Leave a Reply",
    "12:30 - Police close the bridge",
    "Why rivers rise",
    "“We saw it,” she said.",
    "...",
    "\x00",
    "\u3000",
    "The river rose again and…",
    "Updated 3 May 2018",
    "•",
    "Sign up for our newsletter. The river fell.",
]
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=30).flatmap(
        lambda lines: st.sampled_from(["\n", "\n\n", " ", "\r\n"]).map(lambda glue: glue.join(lines))
    ),
)


def shown(source: Source, passages: tuple[Passage, ...]) -> list[tuple[str, str]]:
    return [(passage.kind, source.text[passage.span.start : passage.span.end]) for passage in passages]


def body(source: Source, recurring: frozenset[str] = frozenset()) -> list[str]:
    return [text for kind, text in shown(source, clean(source, recurring)) if kind == "body"]


@pytest.mark.parametrize(("given_text", "expected"), read_cases("clean", without="Scrape: "))
def test_every_case_is_classified_line_by_line(given_text: str, expected: str) -> None:
    source = build_source(given_text)
    passages = shown(source, clean(source))
    wanted = [line.split(": ", 1) for line in expected.split("\n")]

    found = [[kind, text[: len(begin)]] for (kind, text), (_, begin) in zip(passages, wanted, strict=False)]
    assert (found, len(passages)) == (wanted, len(wanted))


@given(TEXTS)
@settings(deadline=None)
def test_passages_cover_all_but_white_space_in_order_and_without_overlap(text: str) -> None:
    source = build_source(text)
    passages = clean(source)

    covered = "".join(source.text[passage.span.start : passage.span.end] for passage in passages)
    ends = [0] + [offset for passage in passages for offset in (passage.span.start, passage.span.end)]
    assert "".join(covered.split()) == "".join(text.split())
    assert ends == sorted(ends)
    assert passages == clean(source)


@given(TEXTS)
@settings(deadline=None)
def test_body_is_numbered_from_one_and_nothing_else_is_numbered(text: str) -> None:
    passages = clean(build_source(text))
    numbers = [passage.paragraph for passage in passages if passage.kind == "body"]

    assert sorted(set(numbers)) == list(range(1, len(set(numbers)) + 1))
    assert numbers == sorted(numbers)
    assert all(passage.paragraph == 0 for passage in passages if passage.kind != "body")
    assert {passage.rule for passage in passages} <= {name for name, _ in RULES} | {ARTICLE}


def test_two_body_passages_of_one_line_share_its_number() -> None:
    text = "Ice closed the harbour on Monday. Sign up for our newsletter here. Two ships wait.\n\nMore ice is expected."
    numbers = [passage.paragraph for passage in clean(build_source(text)) if passage.kind == "body"]

    assert numbers == [1, 1, 2]


def test_a_wrapped_paragraph_is_one_passage_across_its_line_breaks() -> None:
    line = "council of the town met on Monday to talk about the wall and the old\n"
    text = f"The {line * 4}end of it.\n\nThe {line * 4}end of it all."

    assert [text.count("\n") for text in body(build_source(text))] == [4, 4]


def test_a_rule_that_is_switched_off_marks_nothing() -> None:
    source = build_source("Storm hits coast\n\nThe storm hit the coast on Monday.\n\nAftermath\n\nRoads are closed.")

    assert "heading" in {passage.rule for passage in clean(source)}
    assert "heading" not in {passage.rule for passage in clean(source, off=frozenset({"heading"}))}
    assert {passage.kind for passage in clean(source, off=frozenset(name for name, _ in RULES))} == {"body"}


def test_rules_have_names_of_their_own() -> None:
    assert len({name for name, _ in RULES}) == len(RULES)


def test_the_title_that_a_format_states_is_the_headline() -> None:
    source = build_source(
        "The valley\n\nWater falls at last\n\nThe water fell on Monday, the town said.", title="Water falls at last"
    )

    assert ("headline", "Water falls at last") in shown(source, clean(source))


ARTICLE_A = (
    "The town hall of Olten burned down on Sunday night.\n\nNobody was hurt, police said.\n\nThe cause is unknown."
)
ARTICLE_B = (
    "A lorry lost its load near Thun on Monday.\n\nThe road was closed for hours.\n\nTwo cars were damaged by it."
)


def test_lines_that_other_articles_have_too_are_furniture() -> None:
    sources = [
        build_source(f"{title}\n\n{text}\n\nValley Post morning desk", f"{title}.txt")
        for title, text in (("Fire destroys town hall", ARTICLE_A), ("Lorry loses load", ARTICLE_B))
    ]
    recurring = recurring_lines(sources)

    assert recurring == {"valley post morning desk"}
    assert shown(sources[0], clean(sources[0], recurring))[-1] == ("furniture", "Valley Post morning desk")


def test_copies_of_one_article_lose_nothing() -> None:
    text = f"Fire destroys town hall\n\n{ARTICLE_A}\n\nWhat we know\n\nThe tower still stands on Monday morning."
    sources = [build_source(text, f"{number}.txt") for number in range(200)]

    assert recurring_lines(sources) == frozenset()


def test_wire_copy_in_two_outlets_is_no_furniture() -> None:
    sources = [
        build_source(f"{title}\n\n{ARTICLE_A}\n\n{tail}", f"{title}.txt")
        for title, tail in (("Fire in Olten", "First tail here"), ("Town hall lost", "Second tail here"))
    ]

    assert recurring_lines(sources) == frozenset()
    assert len(body(sources[0], recurring_lines(sources))) == 3


def test_no_sources_have_no_recurring_lines() -> None:
    assert recurring_lines([]) == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "word " * 1_000_000,
        "The river rose. " * 60_000,
        "A" * 2_000_000,
        "BERN " * 200_000,
        "(" * 500_000,
        "a-" * 500_000,
        "\n".join(f"line {number}" for number in range(20_000)),
        "Comments\nThe river rose a bit more today.\n" * 10_000,
        "The river rose.\nReply\n2 days ago at 10:20\n" * 7_000,
    ],
    ids=["words", "sentences", "letters", "capitals", "brackets", "hyphens", "lines", "comments", "replies"],
)
def test_hostile_texts_come_out_whole(text: str) -> None:
    source = build_source(text)

    assert sum(len(passage.split()) for _, passage in shown(source, clean(source))) == len(text.split())


def test_the_reference_articles_keep_their_text_and_nothing_else(reference: Path) -> None:
    gold = json.loads((reference / "gold" / "kazakhstan-2022.json").read_text("utf-8"))
    folder = reference / "seeds"
    sources = {one["file"]: build_source((folder / one["file"]).read_text("utf-8")) for one in gold["documents"]}
    recurring = recurring_lines(list(sources.values()))
    bodies = {name: clean(source, recurring) for name, source in sources.items()}
    wrong = [unit["id"] for unit in gold["units"] if (unit["kind"] == "body") != is_body(bodies[unit["file"]], unit)]

    assert [name for name in wrong if not name.startswith("004.3.")] == []  # the teaser may be either


def is_body(passages: tuple[Passage, ...], unit: dict[str, int]) -> bool:
    covered: Counter[str] = Counter()
    for passage in passages:
        covered[passage.kind] += max(0, min(passage.span.end, unit["end"]) - max(passage.span.start, unit["start"]))
    return covered.most_common(1)[0][0] == "body"


def test_clean_texts_of_other_outlets_are_not_cut(reference: Path) -> None:
    lines = (reference / "bench" / "multiling2011" / "data.jsonl").read_text("utf-8").splitlines()
    texts = [document["text"] for line in lines for document in json.loads(line)["documents"]]
    kinds: Counter[bool] = Counter()
    for text in texts:
        for kind, passage in shown(source := build_source(text), clean(source)):
            kinds[kind == "body"] += sum(len(line.split()) >= 12 for line in passage.split("\n"))

    assert kinds[True] >= 0.99 * kinds.total()


def test_what_a_reader_took_off_is_not_looked_for_in_the_article() -> None:
    opening = "Home   News   Boats   Weather"
    text = f"{opening}\n\nThe dyke at Holm broke on Tuesday, and the town was cleared by noon.\n"
    page = replace(build_source(text), media_type="text/html", extractor="trafilatura: 17 of 90 words kept")

    assert "menu" not in [passage.rule for passage in clean(page)]
    assert "menu" in [passage.rule for passage in clean(replace(page, extractor=None))]
