"""The topic packs that ship, and the topics that a run looks for."""

import tomllib
from dataclasses import replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from msgspec import convert

from briefing.errors import SettingsError
from briefing.model import Topic
from briefing.settings.records import Settings, TopicTable
from briefing.tables import choices, rows

NO_PACK = "none"
ENGLISH = "en"
SENTENCES = 6
"""Of a topic that states no maximum."""
MOST = 60
"""The same where all sections share a budget: bounds the work, a section so long is no brief."""


def packs() -> tuple[str, ...]:
    """Return the names of the topic packs that ship."""
    files = _packs().iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


def pack_languages(name: str) -> tuple[str, ...]:
    """Return the languages (ISO 639-1) that a pack ships in, English first."""
    folders = [folder for folder in _packs().iterdir() if folder.joinpath(f"{name}.toml").is_file()]
    return (ENGLISH, *sorted(folder.name for folder in folders))


@cache
def pack(name: str, languages: tuple[str, ...] = (ENGLISH,)) -> tuple[Topic, ...]:
    """Return the topics of a pack that ships, in their order; "none" has none.

    Titles and questions are in the first language, the keywords in all of them: where the pack lacks a language, its
    English stands in.
    """
    if name == NO_PACK:
        return ()
    if name not in packs():
        raise SettingsError(f'topics: found "{name}"; {choices(name, (NO_PACK, *packs()))}')
    known = pack_languages(name)
    first, *others = dict.fromkeys(language if language in known else ENGLISH for language in languages)
    topics = {topic.key: topic for topic in _written(name, first)}
    for topic in (topic for language in others for topic in _written(name, language)):
        mine = topics[topic.key]
        topics[topic.key] = replace(mine, keywords=tuple(dict.fromkeys((*mine.keywords, *topic.keywords))))
    return tuple(topics.values())


def pack_text(name: str, language: str = ENGLISH) -> str:
    """Return a pack's file as it ships in one of its languages."""
    folder = _packs() if language == ENGLISH else _packs().joinpath(language)
    return folder.joinpath(f"{name}.toml").read_text("utf-8")


def _written(name: str, language: str) -> tuple[Topic, ...]:
    tables = rows(tomllib.loads(pack_text(name, language)), "topic")
    return tuple(topic_of(convert(row, TopicTable)) for row in tables)


def _packs() -> Traversable:
    """Return the folder of the packs: English in it, every other language in a folder of its own."""
    return resources.files("briefing").joinpath("topics")


def topics_of(settings: Settings, languages: tuple[str, ...] = (ENGLISH,)) -> tuple[Topic, ...]:
    """Return the pack's topics with the settings' own: by key instead of the pack's, else behind them.

    Where all sections share a budget, only a maximum that a table of the settings states still holds.

    Args:
        settings: what to make.
        languages: that are quoted, the brief's own first.

    """
    most = MOST if settings.words or settings.sentences or settings.pages else SENTENCES
    packed = pack(settings.topics, languages)
    topics = {topic.key: replace(topic, sentences=max(most, topic.sentences)) for topic in packed}
    own = [topic_of(table, most) for table in settings.topic_tables]
    twice = [topic.key for number, topic in enumerate(own) if topic.key in {other.key for other in own[:number]}]
    if twice:
        raise SettingsError(f'topic: the key "{twice[0]}" stands twice; give each [[topic]] table a key of its own')
    topics |= {topic.key: topic for topic in own}
    if not topics:
        raise SettingsError(
            f'topics: "{NO_PACK}" leaves no topic; add [[topic]] tables or name one of {", ".join(packs())}'
        )
    return tuple(topics.values())


def topic_of(table: TopicTable, most: int = SENTENCES) -> Topic:
    """Return the topic that a table describes; where none is given, a title is made from the key, `most` extracts."""
    return Topic(
        key=table.key,
        title=table.title or table.key.replace("-", " ").replace("_", " ").capitalize(),
        question=table.question,
        keywords=table.keywords,
        asks=table.asks,
        sentences=table.sentences or most,
    )
