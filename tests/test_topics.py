"""The topic packs that ship: written for any event of their kind, each keyword of one topic alone."""

import pytest

from briefing.model import Topic
from briefing.settings import pack, packs
from briefing.steps.words import content

KEYS = {
    "unrest": ["origins", "escalation", "foreign-intervention", "casualties", "world-response"],
    "disaster": ["what-happened", "casualties", "damage", "rescue", "causes", "aid"],
    "general": ["what-happened", "why", "who", "consequences", "response", "what-next"],
}
TOPICS = [pytest.param(topic, id=f"{name}-{topic.key}") for name in KEYS for topic in pack(name)]


@pytest.mark.parametrize("name", KEYS)
def test_a_pack_has_its_topics(name: str) -> None:
    assert [topic.key for topic in pack(name)] == KEYS[name]


def test_no_pack_goes_untested() -> None:
    assert set(packs()) == set(KEYS)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_asks_a_question_and_has_keywords_enough(topic: Topic) -> None:
    assert topic.question.endswith("?")
    assert 15 <= len(topic.keywords) <= 40
    assert topic.sentences == 6


@pytest.mark.parametrize("topic", TOPICS)
def test_no_keyword_is_made_of_stop_words_alone(topic: Topic) -> None:
    assert [keyword for keyword in topic.keywords if not content(keyword, "en")] == []


@pytest.mark.parametrize("name", KEYS)
def test_a_keyword_stands_once_in_its_pack(name: str) -> None:
    found = [(content(keyword, "en"), keyword) for topic in pack(name) for keyword in topic.keywords]
    first: dict[tuple[str, ...], str] = {}
    again = [(first[key], word) for key, word in found if first.setdefault(key, word) != word]
    assert again == []
    assert len(first) == len(found)
