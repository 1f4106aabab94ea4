"""What makes a sentence prominent, whatever it is about."""

from dataclasses import replace

from briefing.steps.prominence import prominence_of, weights_of
from tests.steps.piles import build_pile

TEXTS = {
    "a.txt": ["The ferry sank off the island.", "The captain had warned of the load.", "A storm was coming up."],
    "b.txt": ["The ferry sank off the island.", "Divers went down at dawn."],
}


def test_an_earlier_sentence_is_more_prominent():
    first, second, third, *_ = prominence_of(build_pile(TEXTS))

    assert first > second > third


def test_what_headlines_say_is_more_prominent():
    pile = build_pile(TEXTS)
    titled = replace(pile, documents=(replace(pile.documents[0], title="Divers search ferry"), *pile.documents[1:]))
    changes = [new / old for new, old in zip(prominence_of(titled), prominence_of(pile), strict=True)]

    assert changes[0] > 1
    assert changes[1] == 1
    assert changes[4] > 1


def test_a_deck_is_read_like_a_headline():
    pile = build_pile(TEXTS)
    passages = tuple(replace(passage, kind="deck") for passage in pile.documents[1].passages)
    decked = replace(pile, documents=(pile.documents[0], replace(pile.documents[1], passages=passages)))

    assert prominence_of(decked)[0] > prominence_of(pile)[0]


def test_what_several_outlets_carry_is_more_prominent():
    carried = prominence_of(build_pile(TEXTS, twins=[(0, 3)]))
    alone = prominence_of(build_pile(TEXTS))

    assert carried[0] > alone[0]
    assert carried[1] == alone[1]


def test_weights_rise_with_fit_and_with_the_ranker_and_no_further_than_squarely():
    weights = weights_of((0, 1, 2, 3), (1.0,) * 4, (0.5, 1.0, 1.0, 3.0), (0.0, 0.0, 5.0, 5.0))

    assert weights[0] < weights[1] < weights[2] == weights[3]


def test_a_sentence_without_words_is_no_error():
    pile = build_pile({"a.txt": ["???", "It was so."]})

    assert len(prominence_of(replace(pile, stems=((), ())))) == 2
