"""Which sentences give the kind of answer that a topic asks for."""

import datetime as dt
from dataclasses import replace

import pytest

from briefing.model import Topic
from briefing.steps.dates import find_dates
from briefing.steps.questions import tells
from briefing.steps.topics import fit
from tests.steps.piles import build_pile

BRIDGE = {
    "a.txt": [
        "The bridge over the Lenna closed on Monday.",
        "Inspectors found rust in the cables of the bridge.",
        "The bridge closed because salt had eaten its cables.",
        "A ferry will replace the bridge until the spring.",
        "Drivers queued for an hour at the bridge.",
    ],
    "b.txt": [
        "Traders on the south bank counted their losses.",
        "The bridge carries 9,000 cars a day.",
        "The council is to vote on a new bridge in May.",
    ],
}
ANY = Topic(key="bridge", title="The bridge", keywords=("bridge",))


def fits_of(asks: str | None) -> tuple[float, ...]:
    """Return how well the sentences fit a topic that asks for a kind of answer, or for none."""
    (row,) = fit(build_pile(BRIDGE), (replace(ANY, asks=asks),))
    return row


@pytest.mark.parametrize(("asks", "answers"), [("causes", {2}), ("prospects", {3, 7})])
def test_answers_of_the_kind_gain_and_all_others_lose(asks: str, answers: set[int]):
    before, now = fits_of(None), fits_of(asks)

    assert {index for index, value in enumerate(now) if value > before[index]} == answers
    assert {index for index, value in enumerate(now) if value < before[index]} == set(range(8)) - answers


def test_what_articles_open_with_is_the_news_whatever_else_it_is_about():
    pile = build_pile(BRIDGE)
    trade = Topic(key="trade", title="Trade", keywords=("traders", "losses"))
    news = replace(ANY, asks="news")
    traded, told = fit(pile, (trade, news))

    assert told[0] > told[6] > fits_of(None)[6]
    assert told[5] >= 0.95 * traded[5] > fits_of(None)[5]
    assert traded == fit(pile, (trade, replace(news, asks=None)))[0]


@pytest.mark.parametrize(
    ("text", "newest", "over"),
    [
        ("A ferry will replace the bridge until the spring.", "2024-03-10", False),
        ("A ferry will replace the bridge until the spring.", "2024-04-20", True),
        ("The council is to vote on 12 March.", "2024-03-10", False),
        ("The council is to vote on 12 March.", "2024-03-13", True),
        ("The council is to vote on 12 June 2024.", "2024-04-20", False),
    ],
)
def test_what_has_come_since_is_no_prospect(text: str, newest: str, over: bool):
    texts = {"a.txt": ["The bridge over the Lenna closed.", text], "b.txt": ["Rust ate it."], "c.txt": ["Salt ate it."]}
    pile, last = build_pile(texts), dt.date.fromisoformat(newest)
    days = (dt.date(2024, 3, 4), min(last, dt.date(2024, 3, 28)), last)
    documents = tuple(replace(one, published=day) for one, day in zip(pile.documents, days, strict=True))
    dates = tuple(find_dates(one, days[0], "en") for one in pile.sentences)
    before, now = (
        fit(replace(pile, documents=documents, dates=dates), (replace(ANY, asks=asks),))[0]
        for asks in (None, "prospects")
    )

    assert (now[1] < before[1]) is over


def test_where_a_language_is_not_known_words_alone_decide():
    pile = build_pile({"a.txt": ["Broen blev lukket.", "Broen skal repareres fordi den ruster."]})
    danish = replace(pile, documents=tuple(replace(one, language="da") for one in pile.documents))
    topic = Topic(key="x", title="X", keywords=("broen",))

    assert fit(danish, (replace(topic, asks="causes"),)) == fit(danish, (topic,))


@pytest.mark.parametrize(
    ("language", "text", "why"),
    [
        ("en", "The bridge closed because salt had eaten its cables.", True),
        ("en", "Fishermen blamed the trawlers for the empty nets.", True),
        ("en", "The strike follows years of falling pay and decades of neglect.", True),
        ("en", "The mayor opened the fair at noon.", False),
        ("en", "The storm caused damage worth two million.", False),
        ("en", "The talks are due to run until Friday.", False),
        ("de", "Die Brücke wurde wegen Rost gesperrt.", True),
        ("de", "Der Bürgermeister eröffnete den Markt.", False),
        ("fr", "Le pont a été fermé en raison de la rouille.", True),
        ("fr", "Le maire a ouvert la foire à midi.", False),
        ("es", "El puente se cerró debido a la corrosión.", True),
        ("es", "El alcalde abrió la feria a mediodía.", False),
        ("ru", "Мост закрыли из-за ржавчины.", True),
        ("ru", "Мэр открыл ярмарку в полдень.", False),
        ("ar", "أغلق الجسر بسبب الصدأ.", True),
        ("ar", "افتتح رئيس البلدية السوق ظهرا.", False),
        ("da", "Broen blev lukket på grund af rust.", None),
    ],
)
def test_what_names_a_cause(language: str, text: str, why: bool | None):
    assert tells(text, "causes", language) is why


@pytest.mark.parametrize(
    ("language", "text", "ahead"),
    [
        ("en", "The council is to vote on a new bridge in May.", True),
        ("en", "A ferry will replace the bridge.", True),
        ("en", "It is not known when the cables were last painted.", True),
        ("en", "The owners are to blame.", False),
        ("en", "Nobody in May would have guessed it.", False),
        ("en", "Drivers queued for an hour at the bridge.", False),
        ("de", "Die Brücke soll im Mai geöffnet werden.", True),
        ("de", "Die Autos standen eine Stunde lang.", False),
        ("fr", "Le conseil votera en mai.", True),
        ("fr", "Les voitures faisaient la queue depuis midi.", False),
        ("es", "El consejo votará en mayo.", True),
        ("ru", "Голосование состоится в мае.", True),
        ("ar", "من المقرر التصويت في مايو.", True),
        ("da", "Rådet skal stemme i maj.", None),
    ],
)
def test_what_speaks_of_the_time_to_come(language: str, text: str, ahead: bool | None):
    assert tells(text, "prospects", language) is ahead
