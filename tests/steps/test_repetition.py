"""Which sentences say again what another has said."""

import pytest

from briefing.steps.repetition import Repetition


@pytest.mark.parametrize(
    ("said", "other", "repeats"),
    [
        ("miner kill shaft fire", "miner kill shaft fire", True),
        ("miner kill shaft fire", "miner kill", True),
        ("miner kill shaft fire", "miner rescu pit flood", False),
        ("12 miner kill shaft fire", "40 miner kill shaft fire", False),
        ("12 miner kill", "12 miner kill shaft fire", True),
        ("12 miner kill shaft fire", "miner kill shaft fire", True),
        ("12 miner kill shaft fire", "miner kill shaft blaze", True),
        ("12 miner kill shaft fire", "12 miner kill shaft blaze", True),
        ("12 miner kill shaft fire", "40 miner kill shaft blaze", False),
        ("12 miner kill shaft 3 may", "12 miner kill shaft 9 die may", False),
        ("minister dismiss", "minister dismiss general decree radio", True),
        ("minister dismiss decree radio", "minister dismiss general fraud", False),
        ("miner", "", False),
    ],
)
def test_most_words_of_the_shorter_and_the_same_numbers_repeat(said, other, repeats):
    repetition = Repetition((said.split(), other.split()))
    candidates = (1,)

    assert repetition.among(0, candidates, repetition.holders(candidates)) == ((0,) if repeats else ())


def test_a_sentence_repeats_itself_whatever_it_holds():
    repetition = Repetition(((), ("flood",)))
    candidates = (1, 0)

    assert repetition.among(0, candidates, repetition.holders(candidates)) == (1,)


def test_the_share_can_be_set():
    stems = (("a", "b", "c", "d"), ("a", "x", "y", "z"))

    assert Repetition(stems, 0.25).among(0, (1,), Repetition(stems).holders((1,))) == (0,)


@pytest.mark.parametrize(("share", "repeats"), [(0.6, True), (0.4, False)])
def test_where_few_words_suffice_one_number_more_is_another_fact(share, repeats):
    stems = (["12", "miner", "kill", "shaft", "fire"], ["miner", "kill", "shaft", "blaze"])
    repetition = Repetition(stems, share)

    assert repetition.among(0, (1,), repetition.holders((1,))) == ((0,) if repeats else ())
