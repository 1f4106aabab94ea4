"""The plain summary: what it covers, what it leaves out, how it takes odd piles."""

from dataclasses import replace

import pytest

from briefing.steps.rank import LexRankRanker
from briefing.steps.summary import summarise
from tests.steps.piles import build_pile

PORT = {
    "a.txt": [
        "Dock workers in the port of Harlow went on strike on Monday over night shifts.",
        "The union says 1,200 dock workers have joined the strike in the port.",
        "A retired crane driver remembers how bananas used to arrive in wooden boxes.",
    ],
    "b.txt": [
        "A strike over night shifts closed the port of Harlow on Monday, the harbour board said.",
        "Forty ships are waiting outside the port because of the strike.",
        "The harbour board offered dock workers an extra day of rest for night shifts.",
    ],
    "c.txt": [
        "Supermarkets expect empty shelves of fruit if the strike in the port of Harlow lasts.",
        "Forty ships with fruit and coffee are waiting outside the port, the harbour board said.",
        "Dock workers vote on Friday on the extra day of rest that the harbour board offered.",
    ],
}
APART = PORT["a.txt"][2]


def texts_of(pile, **settings) -> list[str]:
    settings = {"words": 60, "ranker": LexRankRanker()} | settings
    ranker = settings.pop("ranker")
    return [pile.sentences[pick.index].text for pick in summarise(pile, ranker, **settings)]


@pytest.mark.parametrize("words", [-5, 0, 1, 13, 30, 60, 10_000])
def test_a_summary_stays_within_its_words(words):
    assert sum(len(text.split()) for text in texts_of(build_pile(PORT), words=words)) <= max(0, words)


def test_a_short_one_says_what_the_origins_share():
    (only,) = texts_of(build_pile(PORT), words=17)

    assert "strike" in only
    assert "Harlow" in only


def test_a_budget_larger_than_the_pile_takes_all_that_is_not_repeated():
    said = texts_of(build_pile(PORT), words=10_000)

    assert APART in said
    assert len(said) == len(set(said))


def test_articles_that_share_nothing_are_all_heard():
    pile = build_pile(
        {
            "a.txt": ["Snow closed seven mountain passes overnight."],
            "b.txt": ["Voters elected a new mayor in Brindle yesterday."],
        }
    )

    assert len(texts_of(pile)) == 2


def test_what_was_said_is_not_repeated():
    pile = build_pile(PORT)
    said = texts_of(pile, words=10_000)

    assert len({PORT["b.txt"][1], PORT["c.txt"][1]} & set(said)) == 1


def test_another_number_is_another_fact():
    pile = build_pile(
        {
            "a.txt": ["The storm in Brindle killed 12 people on Monday, police said."],
            "b.txt": ["The storm in Brindle killed 31 people on Monday, police said."],
        }
    )

    assert len(texts_of(pile)) == 2


def test_of_twins_one_speaks():
    copied = {"a.txt": [PORT["a.txt"][0]], "b.txt": [PORT["a.txt"][0]]}

    assert texts_of(build_pile(copied, twins=[(0, 1)])) == [PORT["a.txt"][0]]


@pytest.mark.parametrize("fault", ["garbled", "fragment", "question", "half-quotation", "address", "language"])
def test_what_no_reader_should_see_never_stands_in_it(fault):
    pile = build_pile(PORT)
    pile = replace(pile, faults=((fault,), *pile.faults[1:]))

    assert PORT["a.txt"][0] not in texts_of(pile, words=10_000)


def test_a_dangling_sentence_gives_way_to_one_that_stands():
    pile = build_pile(PORT)
    dangling = tuple(("pronoun",) if sentence.index == 0 else () for sentence in pile.sentences)
    said = texts_of(replace(pile, faults=dangling), words=30)

    assert said
    assert not {lines[0] for lines in PORT.values()} & set(said)


def test_where_the_news_stands_first_a_late_sentence_gives_way():
    lines = {
        name: [
            f"The ferry Alma sank off {name} with sixty people on board, the coast guard said.",
            f"The coast guard of {name} was founded in 1904 by two fishermen called Berg.",
        ]
        for name in ("Norvik", "Sund", "Holm")
    }
    said = texts_of(build_pile(lines), words=16)

    assert len(said) == 1
    assert "sank" in said[0]


def test_where_it_does_not_the_place_says_nothing():
    late = [
        "The dam above Torvin broke at dawn and flooded the valley.",
        "The dam above Torvin broke, engineers said at noon.",
    ]
    pile = build_pile(
        {
            "a.txt": ["My grandmother always distrusted quiet water and engineers.", late[0]],
            "b.txt": ["Sunday markets smell of herring, tar and oranges.", late[1]],
        }
    )

    assert texts_of(pile, words=12)[0] in late


def test_one_article_alone_is_summarised_from_its_beginning():
    assert texts_of(build_pile({"a.txt": PORT["a.txt"]}), words=15) == [PORT["a.txt"][0]]


def test_a_query_turns_the_summary():
    found = texts_of(build_pile(PORT), words=15, query="fruit in supermarkets")

    assert found == [PORT["c.txt"][0]]
    assert found != texts_of(build_pile(PORT), words=15)


def test_a_query_that_stands_nowhere_finds_nothing():
    assert texts_of(build_pile(PORT), query="volcano") == []


@pytest.mark.parametrize("query", [None, "strike"])
def test_an_empty_pile_has_no_summary(query):
    assert texts_of(build_pile({}), query=query) == []


def test_sentences_without_a_word_do_no_harm():
    pile = build_pile({"a.txt": ["-- -- -- -- -- -- --"], "b.txt": PORT["b.txt"]})

    assert PORT["b.txt"][0] in texts_of(pile)


def test_scores_are_shares_best_first():
    scores = [pick.score for pick in summarise(build_pile(PORT), LexRankRanker(), words=60)]

    assert scores == sorted(scores, reverse=True)
    assert sum(scores) == pytest.approx(1, abs=0.001)


def test_the_same_pile_gives_the_same_summary():
    assert texts_of(build_pile(PORT)) == texts_of(build_pile(PORT))


def test_the_ranker_has_a_say():
    class Last:
        def rank(self, sentences, topic):
            return [float(sentence.index) * 100 for sentence in sentences]

    pile = build_pile(
        {"a.txt": [line.replace(".", f" {place}.") for place, line in enumerate(["Rain fell in Norvik all day."] * 3)]}
    )

    assert texts_of(pile, words=7, ranker=Last()) != texts_of(pile, words=7)


def test_of_a_large_pile_the_most_promising_are_weighed(monkeypatch):
    monkeypatch.setattr("briefing.steps.summary.WIDEST", 4)
    weighed = []

    class Counting:
        def rank(self, sentences, topic):
            weighed.append(len(sentences))
            return [0.0] * len(sentences)

    assert texts_of(build_pile(PORT), words=20, ranker=Counting())
    assert weighed == [4]
