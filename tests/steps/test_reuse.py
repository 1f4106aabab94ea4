"""Reuse: the same words in several places, and who copied from whom."""

import json
import random
import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Document, Sentence, Span
from briefing.steps.reuse import count_origins, find_origins, find_twins, is_quotation
from briefing.steps.segment import segment
from tests.conftest import build_document, build_source, read_cases


def sentence_of(text: str, source: str = "a", index: int = 0) -> Sentence:
    return Sentence(source=source, span=Span(start=0, end=len(text)), paragraph=1, index=index, text=text)


def document_of(source: str, agency: str | None = None) -> Document:
    made = build_source("text", source)
    return Document(
        source=type(made)(id=source, origin=source, media_type="text/plain", sha256="", text=""),
        passages=(),
        agency=agency,
    )


def pile(*texts: str) -> tuple[list[Document], list[Sentence]]:
    """Documents a, b, c ... from their texts, and all their sentences."""
    documents = [build_document(text, f"{number}.txt") for number, text in enumerate(texts)]
    return documents, [sentence for document in documents for sentence in segment(document)]


@pytest.mark.parametrize(("given_text", "expected"), read_cases("reuse"))
def test_case(given_text: str, expected: str) -> None:
    groups = find_twins([sentence_of(line) for line in given_text.split("\n")])
    shown = "; ".join(" ".join(str(place + 1) for place in group) for group in groups)
    assert shown == expected.replace("none", "")


VOCABULARY = ["river", "bridge", "flood", "mayor", "army", "night", "seven", "12", "Lima", "not"]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=14)


@given(st.lists(WORDS.map(" ".join), max_size=12))
@settings(max_examples=150, deadline=None)
def test_groups_are_ascending_disjoint_and_of_two_at_least(texts: list[str]) -> None:
    groups = find_twins([sentence_of(text) for text in texts])
    places = [place for group in groups for place in group]
    assert len(places) == len(set(places))
    assert all(len(group) > 1 and list(group) == sorted(group) for group in groups)
    assert groups == tuple(sorted(groups))


@given(st.lists(WORDS.map(" ".join), max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_equal_sentences_are_always_together(texts: list[str], rng: random.Random) -> None:
    doubled = [*texts, *texts]
    rng.shuffle(doubled)
    group_of = {place: group for group in find_twins([sentence_of(text) for text in doubled]) for place in group}
    for one, other in combinations(range(len(doubled)), 2):
        if doubled[one] == doubled[other] and doubled[one]:
            assert group_of[one] is group_of[other]


def test_nothing_in_nothing_out() -> None:
    assert find_twins([]) == ()
    assert find_twins([sentence_of("…"), sentence_of("…")]) == ()
    assert dict(find_origins([], [], ())) == {}


def test_two_halves_of_one_long_sentence_are_not_in_one_group() -> None:
    first = "The river rose above the old bridge in the north of the country before dawn on Monday"
    second = "soldiers carried hundreds of elderly people from their flooded houses to a school on the hill"
    groups = find_twins(
        [sentence_of(text) for text in (f"{first} and {second}.", f"{first}.", f"{second.capitalize()}.")]
    )
    assert groups in (((0, 1),), ((0, 2),))


def test_many_variants_of_one_sentence_end_in_few_steps() -> None:
    base = re.findall(r"\w+", "the river rose above the old bridge in the north of the country and flooded many houses")
    texts = []
    for number in range(3000):
        words = list(base)
        words[number % len(base)] = f"word{'abcdefghij'[number % 10]}{'klmnopqrst'[number // 10 % 10]}"
        texts.append(" ".join(words))
    groups = find_twins([sentence_of(text) for text in texts])
    assert sum(map(len, groups)) > 2000


STORY = (
    "The river rose above the bridge of Orsk Bay before dawn. Hundreds of families were taken to schools on the hill. "
    "The railway to the coast was closed until the weekend. Farmers lost most of their cattle in the lower valley."
)
OTHER = (
    "Rain fell for nine days without a break in the hills. Shops in the old market stayed shut and dark. "
    "Volunteers from the university filled thousands of sandbags. The airport opened a single runway at noon."
)
QUOTE = "“No family will be left without help or shelter this winter,” Governor Luis Prado said."


def test_documents_that_copy_each_other_share_an_origin() -> None:
    documents, sentences = pile(f"{STORY} {OTHER}", f"{STORY} {QUOTE}", OTHER[:54])
    first, second, third = find_origins(documents, sentences, find_twins(sentences)).values()
    assert (first, second) == (1, 1)
    assert third == 1  # its only sentence is copied


def test_a_shared_quotation_makes_no_common_origin() -> None:
    documents, sentences = pile(f"{STORY} {QUOTE}", f"{OTHER} {QUOTE}")
    assert list(find_origins(documents, sentences, find_twins(sentences)).values()) == [1, 2]


def test_one_sentence_in_common_makes_an_origin_only_with_the_same_agency() -> None:
    _, sentences = pile(f"{STORY} {OTHER.split('. ', maxsplit=1)[0]}.", OTHER)
    sources = list(dict.fromkeys(sentence.source for sentence in sentences))
    twins = find_twins(sentences)
    for agencies, expected in (((None, None), [1, 2]), (("AFP", "afp"), [1, 1]), (("AFP", "Reuters"), [1, 2])):
        documents = [document_of(source, agency) for source, agency in zip(sources, agencies, strict=True)]
        assert list(find_origins(documents, sentences, twins).values()) == expected
    documents = [document_of(sources[0], "AFP"), document_of(sources[1], "Reuters/AFP")]
    assert list(find_origins(documents, sentences, twins).values()) == [1, 1]


def test_a_digest_does_not_make_one_origin_of_two_agencies() -> None:
    _, sentences = pile(STORY, OTHER, f"{STORY} {OTHER}")
    sources = list(dict.fromkeys(sentence.source for sentence in sentences))
    documents = [document_of(source, agency) for source, agency in zip(sources, ("AFP", "Reuters", None), strict=True)]
    first, second, _ = find_origins(documents, sentences, find_twins(sentences)).values()
    assert first != second


def test_two_thousand_copies_are_one_origin() -> None:
    sentences = [
        sentence_of(f"{text}.", f"s{number}", index)
        for number in range(2000)
        for index, text in enumerate(STORY.split(". "))
    ]
    documents = [document_of(f"s{number}") for number in range(2000)]
    twins = find_twins(sentences)
    assert [len(group) for group in twins] == [2000] * 4
    assert set(find_origins(documents, sentences, twins).values()) == {1}


def test_the_reporters_words_count_once_and_a_quotation_once_for_each_origin() -> None:
    origins = {"a": 1, "b": 1, "c": 2}
    narrative = [sentence_of("The river rose above the bridge of Orsk Bay before dawn.", source) for source in "abc"]
    quoted = [sentence_of(QUOTE, source) for source in "abc"]
    assert count_origins(narrative, origins) == 1
    assert count_origins(quoted, origins) == 2
    assert count_origins([*quoted, sentence_of(QUOTE, "d")], origins) == 3
    assert count_origins([], origins) == 0
    assert is_quotation(quoted[0])
    assert not is_quotation(narrative[0])


def test_pairs_of_the_reference(reference: Path) -> None:
    gold = json.loads(next((reference / "gold").glob("*.json")).read_text("utf-8"))
    texts = {
        entry["file"]: (reference / "seeds" / entry["file"]).read_bytes().decode("utf-8") for entry in gold["documents"]
    }
    units = [unit for unit in gold["units"] if unit["kind"] == "body"]
    sentences = [
        sentence_of(re.sub(r"\s+", " ", texts[unit["file"]][unit["start"] : unit["end"]]), unit["file"])
        for unit in units
    ]
    found = {
        frozenset((units[one]["id"], units[other]["id"]))
        for group in find_twins(sentences)
        for one, other in combinations(group, 2)
    }
    bodies = {unit["id"] for unit in units}
    wanted = {frozenset(pair) for pair in gold["same_text"] if set(pair) <= bodies}
    assert not found - wanted
    assert len(found & wanted) >= 0.94 * len(wanted)
