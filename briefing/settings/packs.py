"""The topic packs that ship, and the topics that a run looks for."""

import tomllib
from dataclasses import replace
from functools import cache
from importlib import resources

from msgspec import convert

from briefing.errors import SettingsError
from briefing.model import Topic
from briefing.settings.records import Settings, TopicTable
from briefing.tables import choices, rows

NO_PACK = "none"
SENTENCES = 6
"""Of a topic that states no maximum."""
MOST = 60
"""The same where all sections share a budget: bounds the work, a section so long is no brief."""


def packs() -> tuple[str, ...]:
    """Return the names of the topic packs that ship."""
    files = resources.files("briefing").joinpath("topics").iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


@cache
def pack(name: str) -> tuple[Topic, ...]:
    """Return the topics of a pack that ships, in their order; "none" has none."""
    if name == NO_PACK:
        return ()
    if name not in packs():
        raise SettingsError(f'topics: found "{name}"; {choices(name, (NO_PACK, *packs()))}')
    return tuple(topic_of(convert(row, TopicTable)) for row in rows(tomllib.loads(pack_text(name)), "topic"))


def pack_text(name: str) -> str:
    """Return a pack's file as it ships."""
    return resources.files("briefing").joinpath("topics", f"{name}.toml").read_text("utf-8")


def topics_of(settings: Settings) -> tuple[Topic, ...]:
    """Return the pack's topics with the settings' own: by key instead of the pack's, else behind them.

    Where all sections share a budget, only a maximum that a table of the settings states still holds.
    """
    most = MOST if settings.words or settings.sentences or settings.pages else SENTENCES
    topics = {topic.key: replace(topic, sentences=max(most, topic.sentences)) for topic in pack(settings.topics)}
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
        sentences=table.sentences or most,
    )
