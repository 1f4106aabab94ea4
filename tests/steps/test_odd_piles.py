"""Piles that no editor would hand in, and what is chosen from them: defined, and never an error."""

import pytest

from briefing.model import Pile, Topic
from briefing.plugins import find, names
from briefing.steps.choose import MAIN, choose
from briefing.steps.select import Budget
from briefing.steps.summary import summarise
from briefing.steps.understand import understand
from tests.conftest import build_document

APART = (
    "Snow closed seven mountain passes near Brindle overnight.",
    "Voters elected Clara Holm mayor by eleven ballots.",
    "A cargo train derailed outside Merrow without casualties.",
)
SAME = ("The council of Brindle raised the water price by nine percent on Friday.",) * 4
ONE = ("Firefighters rescued two hikers from the gorge below Merrow.",)
PILES = {"apart": APART, "same": SAME, "one": ONE}
WEATHER = Topic(key="weather", title="Weather", keywords=("snow", "storm"))


def pile_of(texts: tuple[str, ...]) -> Pile:
    """A pile of one-sentence articles, read as a whole."""
    return understand([build_document(text, f"{place}.txt") for place, text in enumerate(texts)], frozenset({"en"}))


def chosen(
    texts: tuple[str, ...], *topics: Topic, ranker: str = "lexrank", words: int | None = None
) -> dict[str, list[str]]:
    """The chosen sentences of each section."""
    pile = pile_of(texts)
    parts = choose(pile, topics, find("rankers", ranker), budget=Budget(words=words))
    return {part.topic.key: [pile.sentences[pick.index].text for pick in part.picks] for part in parts}


def summary(texts: tuple[str, ...], words: int) -> list[str]:
    """The sentences of the plain summary."""
    pile = pile_of(texts)
    return [pile.sentences[pick.index].text for pick in summarise(pile, find("rankers", "lexrank"), words=words)]


def test_articles_that_share_no_word_are_all_heard() -> None:
    assert sorted(chosen(APART)[MAIN.key]) == sorted(APART)
    assert sorted(summary(APART, 100)) == sorted(APART)


def test_what_every_article_says_is_said_once() -> None:
    assert chosen(SAME) == {MAIN.key: [SAME[0]]}
    assert summary(SAME, 100) == [SAME[0]]


def test_one_sentence_is_the_whole_brief() -> None:
    assert chosen(ONE) == {MAIN.key: [ONE[0]]}
    assert summary(ONE, 100) == [ONE[0]]


@pytest.mark.parametrize("name", names("rankers"))
@pytest.mark.parametrize("pile", PILES)
@pytest.mark.filterwarnings("ignore")  # sumy warns of short documents and divides by zero
def test_every_ranker_can_be_chosen_with(name: str, pile: str) -> None:
    assert chosen(PILES[pile], WEATHER, ranker=name)


def test_a_topic_that_nothing_answers_is_empty_and_the_main_points_stand_in() -> None:
    harvest = Topic(key="harvest", title="Harvest", keywords=("wheat",))

    assert chosen(APART, harvest) == {"harvest": [], MAIN.key: chosen(APART)[MAIN.key]}


def test_a_topic_without_keywords_is_found_by_its_title_and_question() -> None:
    snow = Topic(key="x", title="Snow", question="Which passes are closed?")

    assert chosen(APART, snow) == {"x": [APART[0]]}


def test_keywords_that_stand_everywhere_choose_by_everything_else() -> None:
    texts = tuple(f"Flood water reached the {place} on Monday." for place in ("market", "school", "harbour", "church"))
    flood = Topic(key="flood", title="Flood", keywords=("flood", "water"), sentences=2)

    assert len(chosen(texts, flood)["flood"]) >= 1


@pytest.mark.parametrize(("words", "sentences"), [(1, 0), (7, 0), (8, 1), (10_000, 3)])
def test_a_budget_is_kept_however_small_or_large(words: int, sentences: int) -> None:
    assert len(chosen(APART, words=words)[MAIN.key]) == sentences
    assert len(summary(APART, words)) == sentences


@pytest.mark.parametrize("words", [0, -5])
def test_a_summary_of_no_words_is_empty(words: int) -> None:
    assert summary(APART, words) == []
