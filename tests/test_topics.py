"""The topic packs that ship: written for any event of their kind, each keyword of one topic alone, in each language."""

from dataclasses import replace

import pytest

from briefing.model import Topic
from briefing.settings import Settings, TopicTable, pack, pack_languages, packs, topics_of
from briefing.steps.topics import keywords_in
from briefing.steps.words import LANGUAGES, content
from tests.steps.piles import build_pile

KEYS = {
    "unrest": ["origins", "escalation", "foreign-intervention", "casualties", "world-response"],
    "disaster": ["what-happened", "casualties", "damage", "rescue", "causes", "aid"],
    "general": ["what-happened", "why", "who", "consequences", "response", "what-next"],
}
PACKS = [pytest.param(name, code, id=f"{name}-{code}") for name in KEYS for code in pack_languages(name)]
TOPICS = [
    pytest.param(topic, code, id=f"{name}-{code}-{topic.key}")
    for name in KEYS
    for code in pack_languages(name)
    for topic in pack(name, (code,))
]
MOST = {"en": 40}
"""Keywords of a topic: languages that bend their words more may need more."""


def test_no_pack_goes_untested() -> None:
    assert set(packs()) == set(KEYS)


@pytest.mark.parametrize("name", KEYS)
def test_every_pack_ships_in_the_same_languages(name: str) -> None:
    assert pack_languages(name) == ("en", "ar", "de", "es", "fr", "ru")


@pytest.mark.parametrize(("name", "code"), PACKS)
def test_a_pack_has_its_topics_in_every_language(name: str, code: str) -> None:
    assert code in LANGUAGES
    assert [topic.key for topic in pack(name, (code,))] == KEYS[name]


@pytest.mark.parametrize(("topic", "code"), TOPICS)
def test_a_topic_asks_a_question_and_has_keywords_enough(topic: Topic, code: str) -> None:
    assert topic.question.endswith(("?", "؟"))
    assert 15 <= len(topic.keywords) <= MOST.get(code, 60)
    assert topic.sentences == 6


@pytest.mark.parametrize(("topic", "code"), TOPICS)
def test_no_keyword_is_made_of_stop_words_alone(topic: Topic, code: str) -> None:
    assert [keyword for keyword in topic.keywords if not content(keyword, code)] == []


@pytest.mark.parametrize(("name", "code"), PACKS)
def test_a_keyword_stands_once_in_its_pack(name: str, code: str) -> None:
    found = [(content(keyword, code), keyword) for topic in pack(name, (code,)) for keyword in topic.keywords]
    first: dict[tuple[str, ...], str] = {}
    again = [(first[key], word) for key, word in found if first.setdefault(key, word) != word]
    assert again == []
    assert len(first) == len(found)


@pytest.mark.parametrize("name", KEYS)
def test_titles_are_translated(name: str) -> None:
    titles = [topic.title for code in pack_languages(name) for topic in pack(name, (code,))]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("code", "key", "text"),
    [
        ("fr", "rescue", "Les pompiers ont évacué une trentaine d’habitants vers le gymnase."),
        ("de", "damage", "Mehrere Häuser wurden beschädigt, zwei Brücken sind gesperrt."),
        ("es", "casualties", "Los heridos fueron trasladados a dos hospitales de la capital."),
        ("ru", "causes", "Следователи изучают бортовые самописцы и рассматривают несколько версий."),
        ("ar", "rescue", "قامت فرق الدفاع المدني بإجلاء عشرات السكان من القرية."),
    ],
)
def test_keywords_find_the_forms_that_news_uses(code: str, key: str, text: str) -> None:
    pile = build_pile({"a.txt": [text]}, stems=(content(text, code),))
    pile = replace(pile, documents=(replace(pile.documents[0], language=code),))
    held = {topic.key: len(keywords_in(pile, topic, (0,))[0]) for topic in pack("disaster", (code,))}

    assert max(held, key=lambda one: held[one]) == key
    assert held[key] >= 2


def test_the_first_language_gives_the_titles_and_every_one_its_keywords() -> None:
    english, french = pack("disaster")[1], pack("disaster", ("fr",))[1]
    (both, *_) = [topic for topic in pack("disaster", ("fr", "en")) if topic.key == "casualties"]

    assert (both.title, both.question) == (french.title, french.question)
    assert both.keywords == (*french.keywords, *(word for word in english.keywords if word not in french.keywords))


def test_where_a_pack_lacks_a_language_its_english_stands_in() -> None:
    assert pack("unrest", ("it",)) == pack("unrest")
    assert pack("unrest", ("it", "en")) == pack("unrest")


def test_a_topic_of_the_settings_replaces_that_of_the_pack_in_any_language() -> None:
    own = Settings(topics="disaster", topic_tables=(TopicTable(key="aid", title="Hilfe", keywords=("Decken",)),))
    topics = topics_of(own, ("de",))

    assert [topic.key for topic in topics] == KEYS["disaster"]
    assert topics[-1].keywords == ("Decken",)
