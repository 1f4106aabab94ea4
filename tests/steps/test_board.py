"""A section takes what adds most, and mends what it chose too early."""

import pytest

from briefing.steps.board import Board, Room


def board(facts, sentences=2, words=100, lengths=None, weights=None):
    """A board of candidates 0, 1 ... that state the letters of a word each; every letter is worth 10."""
    indices = range(len(facts))
    stated = {index: frozenset(("word", letter) for letter in facts[index]) for index in indices}
    return Board(
        tuple(indices),
        stated,
        {fact: 10.0 for facts in stated.values() for fact in facts},
        dict(enumerate(weights or [1.0] * len(facts))),
        dict(enumerate(lengths or [10] * len(facts))),
        Room(sentences=sentences, words=words),
    )


def fill(one):
    while offer := one.offer():
        one.take(offer[1])
        one.bar((offer[1],))
    return one.members


def test_what_adds_most_comes_first_and_nothing_counts_twice():
    assert fill(board(["abc", "abcd", "abe", "xy"])) == [1, 3]


def test_of_two_that_say_the_same_the_shorter_is_taken():
    assert fill(board(["abc", "abc"], sentences=1, lengths=[20, 12])) == [1]


def test_what_is_said_more_prominently_is_worth_more():
    assert fill(board(["abc", "abd"], sentences=1, weights=[1.0, 1.2])) == [1]


@pytest.mark.parametrize(("sentences", "words", "chosen"), [(1, 100, 1), (3, 100, 3), (3, 25, 2), (3, 9, 0), (0, 9, 0)])
def test_a_section_keeps_to_its_room(sentences, words, chosen):
    assert len(fill(board(["ab", "cd", "ef"], sentences=sentences, words=words))) == chosen


def test_a_barred_candidate_is_not_offered():
    one = board(["abc", "d"], sentences=1)
    assert one.offer() == (2.65, 0)

    one.bar((0,))
    assert one.offer() == (0.65, 1)


def test_a_sentence_worth_less_than_its_words_is_better_than_none():
    assert fill(board([""], lengths=[30])) == [0]


def test_no_candidates_have_no_offer():
    empty = board([])

    assert empty.offer() is None
    assert empty.missed({}) == {}
    assert empty.shortest() is None


def test_a_member_is_missed_as_much_as_nobody_else_says():
    one = board(["abc", "cd"])
    fill(one)
    missed = one.missed({0: (), 1: ()})

    assert missed[0][0] - missed[1][0] == pytest.approx(10.0)


def test_what_came_next_is_what_would_stand_in_its_place():
    one = board(["abc", "abd", "xy", "x"], sentences=2)
    assert fill(one) == [0, 2]

    assert {place: following for place, (_, following) in one.missed({0: (0,), 2: (2,)}).items()} == {0: 1, 2: 1}
    assert board(["abc"]).missed({}) == {}


def test_where_nothing_else_could_stand_nothing_came_next():
    one = board(["abc"])
    fill(one)

    assert one.missed({0: (0,)})[0][1] is None


@pytest.mark.parametrize(("words", "shortest"), [(100, 4), (9, 4), (3, None)])
def test_the_shortest_that_could_be_chosen_is_known(words, shortest):
    assert board(["ab", "cd"], words=words, lengths=[12, 4]).shortest() == shortest


def test_a_full_section_has_room_for_nothing():
    assert board(["ab"], sentences=0).shortest() is None
