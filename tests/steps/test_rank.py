"""Our LexRank is sumy's, and every summarizer of sumy ranks places, not texts."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Sentence, Span
from briefing.plugins import find
from briefing.steps.rank import lexrank

RANKERS = ("lexrank", "textrank", "lsa", "luhn", "kl", "sumbasic", "reduction")
TEXTS = (
    "The river rose two metres overnight and flooded the old town.",
    "Rescuers pulled 14 people from flooded houses in the old town.",
    "The river flooded the old town overnight, rescuers said.",
    "A brass band played in the square.",
)


def sentences(texts):
    return [
        Sentence(source="a", span=Span(start=i * 1000, end=i * 1000 + len(text)), paragraph=1, index=i, text=text)
        for i, text in enumerate(texts)
    ]


def sumy_lexrank(piles):
    from sumy.summarizers.lex_rank import LexRankSummarizer

    summarizer = LexRankSummarizer()
    tf = summarizer._compute_tf(piles)
    idf = summarizer._compute_idf(piles)
    return summarizer.power_method(summarizer._create_matrix(piles, summarizer.threshold, tf, idf), summarizer.epsilon)


def test_lexrank_equals_sumys_on_300_sentences():
    """300 sentences of Zipf-distributed words: the same weights to 1e-9."""
    random = np.random.default_rng(7)
    piles = [[f"w{word}" for word in random.zipf(1.4, random.integers(4, 30))] for _ in range(300)]

    assert lexrank(piles) == pytest.approx(sumy_lexrank(piles), abs=1e-9)


@pytest.mark.parametrize(("cells", "common"), [(1, 24), (10, 24), (10_000, 0.1), (10_000, 1000), (5, 3)])
def test_lexrank_does_not_depend_on_how_its_product_is_cut(cells, common, monkeypatch):
    piles = [["a", "b"], ["b", "c", "d", "b"], ["d", "e", "a"], ["x"], [], ["a", "b", "x"]]
    whole = lexrank(piles)
    monkeypatch.setattr("briefing.steps.rank.CELLS", cells)
    monkeypatch.setattr("briefing.steps.rank.COMMON", common)

    assert lexrank(piles) == pytest.approx(whole, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from("abcdefghij"), max_size=6), min_size=1, max_size=8))
def test_lexrank_equals_sumys_on_any_small_pile(piles):
    """Also where sentences are empty, equal, or share no word."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # sumy divides by zero where no two sentences are alike
        theirs = sumy_lexrank(piles)

    if np.isfinite(theirs).all():
        assert lexrank(piles) == pytest.approx(theirs, abs=1e-9)
    assert len(lexrank(piles)) == len(piles)


def test_lexrank_of_nothing_is_nothing():
    assert lexrank([]) == ()


@pytest.mark.parametrize("name", RANKERS)
def test_every_ranker_scores_every_sentence(name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # LSA warns of short documents
        scores = find("rankers", name).rank(sentences(TEXTS), None)

    assert len(scores) == len(TEXTS)
    assert all(np.isfinite(scores))


@pytest.mark.parametrize("name", ["lexrank", "textrank", "luhn", "sumbasic"])
def test_the_best_sentence_is_one_that_others_repeat(name):
    scores = list(find("rankers", name).rank(sentences(TEXTS), None))

    assert scores.index(max(scores)) in {0, 2}


@pytest.mark.parametrize("name", RANKERS)
def test_the_same_words_twice_are_two_places(name):
    """sumy itself would make one sentence of them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scores = find("rankers", name).rank(sentences(TEXTS + TEXTS), None)

    assert len(scores) == 2 * len(TEXTS)


@pytest.mark.parametrize("name", RANKERS)
def test_no_sentences_have_no_scores(name):
    assert tuple(find("rankers", name).rank([], None)) == ()


def test_numbers_count_as_words():
    """Two sentences that share nothing but a number are alike."""
    assert lexrank([["26"], ["26"], ["x"]]) != lexrank([["26"], ["27"], ["x"]])
