"""A set is chosen for what it covers, held against every set there is."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.steps.coverage import Cover, Offers, cover

NONE: tuple[int, ...] = ()


def build(concepts, lengths, alone=None, rivals=None) -> Offers:
    return Offers(
        concepts=concepts,
        lengths=lengths,
        alone=alone or [0] * len(lengths),
        rivals=rivals or [NONE] * len(lengths),
    )


def value(offers: Offers, worth, members) -> int:
    covered = {concept for member in members for concept in offers.concepts[member]}
    return sum(worth.get(concept, 0) for concept in covered) + sum(offers.alone[member] for member in members)


def fits(offers: Offers, members, budget: int) -> bool:
    apart = all(other not in offers.rivals[one] for one, other in combinations(members, 2))
    return apart and sum(offers.lengths[member] for member in members) <= budget


def best_value(offers: Offers, worth, budget: int) -> int:
    everything = range(len(offers.lengths))
    sets = (members for size in range(len(offers.lengths) + 1) for members in combinations(everything, size))
    return max(value(offers, worth, members) for members in sets if fits(offers, members, budget))


def test_a_concept_counts_once():
    offers = build([(1, 2), (1, 2), (3,)], [5, 5, 5])

    assert sorted(cover(offers, {1: 10, 2: 10, 3: 5}, 10).members) == [0, 2]


def test_two_that_fit_beat_one_that_is_dense():
    offers = build([(1,), (2,), (3,)], [6, 5, 5])

    assert sorted(cover(offers, {1: 13, 2: 10, 3: 10}, 10).members) in ([0], [1, 2])
    assert sorted(cover(build([(1,), (2,), (3,)], [5, 5, 4]), {1: 10, 2: 10, 3: 9}, 10).members) == [0, 1]


def test_an_exchange_mends_a_greedy_choice():
    offers = build([(1,), (2,)], [2, 10])  # by the word the first is better, but then the second does not fit

    assert cover(offers, {1: 5, 2: 20}, 10).members == [1]


def test_rivals_do_not_stand_together():
    offers = build([(1,), (2,), (3,)], [1, 1, 1], rivals=[(1,), (0,), NONE])

    assert sorted(cover(offers, {1: 3, 2: 2, 3: 1}, 3).members) == [0, 2]


def test_what_costs_more_than_it_brings_stays_out():
    offers = build([(1,), (2,)], [1, 1], alone=[-20, -5])

    assert cover(offers, {1: 10, 2: 10}, 2).members == [1]


@pytest.mark.parametrize("budget", [-1, 0, 2])
def test_a_budget_that_nothing_fits_gives_nothing(budget):
    assert cover(build([(1,)], [3]), {1: 1}, budget).members == []


def test_no_offers_give_nothing():
    assert cover(build([], []), {}, 10).members == []


def test_concepts_without_worth_are_worth_nothing():
    assert cover(build([(1,), (1, 2)], [1, 1]), {2: 1}, 2).members == [1]


def test_a_loss_is_what_no_other_member_covers():
    offers = build([(1, 2), (2, 3)], [1, 1], alone=[4, 0])
    chosen = cover(offers, {1: 10, 2: 100, 3: 1}, 2)

    assert (chosen.loss(0), chosen.loss(1)) == (14, 1)


def test_of_many_the_choice_is_greedy_and_ends():
    count = 200
    offers = build([(number,) for number in range(count)], [1] * count)

    assert sorted(cover(offers, dict.fromkeys(range(count), 1), 150).members) == list(range(150))


SETS = st.lists(
    st.tuples(st.frozensets(st.integers(0, 7), max_size=4), st.integers(1, 6), st.integers(-3, 5)), max_size=7
)


@given(SETS, st.lists(st.integers(1, 9), min_size=8, max_size=8), st.integers(0, 20), st.data())
def test_a_set_is_allowed_counted_right_and_mended_by_no_exchange(parts, worths, budget, data):
    concepts, lengths, alone = ([part[place] for part in parts] for place in range(3))
    pairs = list(combinations(range(len(parts)), 2))
    apart = data.draw(st.sets(st.sampled_from(pairs), max_size=3)) if pairs else set()
    rivals = [tuple(sum(pair) - one for pair in sorted(apart) if one in pair) for one in range(len(parts))]
    offers = build([tuple(sorted(part)) for part in concepts], lengths, alone, rivals)
    worth = dict(enumerate(worths))
    chosen = cover(offers, worth, budget)

    assert fits(offers, chosen.members, budget)
    assert chosen.left == budget - sum(lengths[member] for member in chosen.members)
    reached = value(offers, worth, chosen.members)
    assert 0 <= reached <= best_value(offers, worth, budget)
    for member in chosen.members:
        rest = [other for other in chosen.members if other != member]
        assert chosen.loss(member) == reached - value(offers, worth, rest)
        for other in set(range(len(parts))) - set(chosen.members):
            assert not fits(offers, [*rest, other], budget) or value(offers, worth, [*rest, other]) <= reached


def test_rounds_are_bounded(monkeypatch):
    monkeypatch.setattr(Cover, "improve", lambda _: True)

    assert cover(build([(1,)], [1]), {1: 1}, 1).members == [0]
