"""ROUGE against sums done by hand, and against the reference scorer."""

import importlib.util
import json
from pathlib import Path

import pytest

from benchmarks.rouge import ngrams, rouge


def test_words_are_runs_of_letters_and_digits_in_lower_case():
    grams = ngrams("The 12-year-old's U.S. visit, 3.5 km!", 1)

    assert " ".join(word for (word,) in grams.elements()) == "the 12 year old s s u visit 3 5 km"


def test_a_shared_word_counts_as_often_as_both_have_it():
    score = rouge("rain rain rain fell", ["rain rain fell hard all day"], 1)

    assert score.precision == pytest.approx(3 / 4)
    assert score.recall == pytest.approx(3 / 6)
    assert score.f1 == pytest.approx(2 * 0.75 * 0.5 / 1.25)


def test_pairs_of_words_have_to_stand_in_a_row():
    score = rouge("the dam broke at dawn", ["the dam at dawn broke"], 2)

    assert score.precision == score.recall == score.f1 == pytest.approx(2 / 4)


def test_several_references_count_by_their_mean():
    score = rouge("dam broke", ["dam broke", "river rose"], 1)

    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)


@pytest.mark.parametrize(
    ("summary", "references"), [("", ["a dam broke"]), ("a dam broke", [""]), ("?!", ["a"]), ("a", [])]
)
def test_nothing_in_common_is_worth_nothing(summary, references):
    assert rouge(summary, references, 1).f1 == rouge(summary, references, 2).f1 == 0.0


def test_a_text_shorter_than_the_n_gram_has_none():
    assert not ngrams("flood", 2)


def test_it_agrees_with_the_reference_scorer(reference: Path):
    scorer = _load(reference / "tools" / "rouge.py")
    lines = (reference / "bench" / "multiling2011" / "data.jsonl").read_text("utf-8").split("\n")
    for event in map(json.loads, filter(None, lines)):
        texts = [one["text"] for one in event["references"]]
        for summary in (event["documents"][0]["text"], " ".join(one["text"] for one in event["documents"])):
            for size in (1, 2):
                score = rouge(summary, texts, size)
                assert (score.recall, score.f1) == pytest.approx(scorer.rouge(summary, texts, size), abs=1e-12)


def _load(path: Path):
    spec = importlib.util.spec_from_file_location("reference_rouge", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
