"""briefing.toml -> Settings: every key checked against the types below, every mistake named at once."""

import datetime as dt
import glob
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct, convert, field, json, structs

from briefing.errors import SettingsError
from briefing.model import Topic
from briefing.tables import Table, choices, parse, read, rows, show

Text = Annotated[str, Meta(pattern=r"\S", description='a text in quotes, such as "Floods in the north"')]
Question = Annotated[str, Meta(description="a text in quotes")]
Texts = Annotated[tuple[Text, ...], Meta(description='a list of texts, such as ["first", "second"]')]
Names = Annotated[tuple[Text, ...], Meta(min_length=1, description='a list of names, such as ["html", "pdf"]')]
Slug = Annotated[
    str, Meta(pattern=r"^\w+(?:-\w+)*\Z", description='letters, digits and hyphens, such as "world-response"')
]
Day = Annotated[dt.date, Meta(description="a date, such as 2024-06-30")]
Count = Annotated[int, Meta(ge=1, description="a whole number, at least 1")]
Switch = Annotated[bool, Meta(description="true or false")]
Folder = Annotated[Path, Meta(description='a folder in quotes, such as "my-templates"')]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2}\Z", description='a two-letter code, such as "en"')]
Languages = Annotated[
    tuple[Language, ...], Meta(min_length=1, description='a list of two-letter codes, such as ["en", "fr"]')
]
Plugins = Annotated[dict[str, dict[str, object]], Meta(description="one table a plugin, [plugin.NAME]")]

NO_PACK = "none"
ALIASES = {"default": "brief"}
"""The command's name of a template -> the file that bears it."""


class Pin(Struct, frozen=True, kw_only=True):
    """An editor's hand: this sentence is in."""

    topic: Text
    text: Text
    """Its beginning is enough when it is unambiguous."""


class Drop(Struct, frozen=True, kw_only=True):
    """An editor's hand: this sentence is out."""

    text: Text
    """Its beginning is enough when it is unambiguous."""


class Override(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One source put right; what is not given stays as it was found."""

    path: Text
    """Path, address or glob of the sources that are meant."""
    title: Text | None = None
    publisher: Text | None = None
    agency: Text | None = None
    byline: Text | None = None
    url: Text | None = None
    published: Day | None = None
    language: Language | None = None


class Limits(Struct, frozen=True, kw_only=True):
    """What a run may cost."""

    max_bytes: Count = 50_000_000
    """Of one source; a larger one is not read, and named."""


class Clean(Struct, frozen=True, kw_only=True):
    """How the article is told from the furniture."""

    off: Texts = ()
    """Cleaning rules that are not applied, by name."""


class TopicTable(Struct, frozen=True, kw_only=True):
    """A topic as a settings file writes it."""

    key: Slug
    title: Text | None = None
    """Default: made from the key."""
    question: Question = ""
    keywords: Texts = ()
    sentences: Count = 6


class Settings(Struct, frozen=True, kw_only=True):
    """Everything a settings file may say; the defaults are those of a run without one."""

    title: Text | None = None
    """Of the brief; None is made from the sources."""
    sources: Texts = ()
    """Files, folders, globs, addresses, or "-" for standard input."""
    topics: Text = "general"
    """A pack that ships, or "none"."""
    topic_tables: tuple[TopicTable, ...] = field(default=(), name="topic")
    """Added to the pack, or by key instead of one of its topics."""
    pins: tuple[Pin, ...] = field(default=(), name="pin")
    drops: tuple[Drop, ...] = field(default=(), name="drop")
    overrides: tuple[Override, ...] = field(default=(), name="source")
    as_of: Day | None = None
    """None is the newest publication date among the sources."""
    formats: Names = ("html", "pdf", "json")
    templates: Folder | None = None
    """A folder whose files replace ours, one by one."""
    template: Text = "brief"
    ranker: Text = "lexrank"
    words: Count | None = None
    """At most so many words in all sections together."""
    languages: Languages | None = None
    """Quote sources in these; None is the language that most of the text is written in."""
    strict: Switch = False
    """A source that can't be read ends the run."""
    limits: Limits = Limits()
    clean: Clean = Clean()
    plugins: Plugins = field(default_factory=dict, name="plugin")
    """The table that each plugin is built with, by its name."""


def load(path: Path) -> Settings:
    """Read a settings file, its paths relative to itself; one SettingsError names every mistake."""
    table = parse(path)
    mistakes: list[str] = []
    settings = read(Settings, table, "", mistakes)
    mistakes += (*_topic_clashes(table), *_hand_clashes(table))
    if settings is None or mistakes:
        raise SettingsError("\n  ".join((f"{path}: {_counted(len(mistakes))}", *mistakes)))
    return _resolved(settings, path.absolute().parent)


def merge(settings: Settings, **command_line: object) -> Settings:
    """Return `settings` with what the command line gives; None is not given."""
    given = {name: value for name, value in command_line.items() if value is not None}
    return _plain(structs.replace(settings, **given))


def find_settings(config: Path | None, *, sources_given: bool, cwd: Path) -> tuple[Settings, Path | None]:
    """Return the settings that apply and their file: `config`, ./briefing.toml, the demonstration's, or none."""
    if config is not None:
        return load(cwd / config), cwd / config
    candidates = [cwd / "briefing.toml"] if sources_given else [cwd / "briefing.toml", cwd / "seeds" / "briefing.toml"]
    for path in candidates:
        if path.is_file():
            return load(path), path
    return Settings(), None


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
    return tuple(_topic(convert(row, TopicTable)) for row in rows(tomllib.loads(pack_text(name)), "topic"))


def pack_text(name: str) -> str:
    """Return a pack's file as it ships."""
    return resources.files("briefing").joinpath("topics", f"{name}.toml").read_text("utf-8")


def topics_of(settings: Settings) -> tuple[Topic, ...]:
    """Return the pack's topics with the settings' own: by key instead of the pack's, else behind them."""
    topics = {topic.key: topic for topic in pack(settings.topics)}
    own = [_topic(table) for table in settings.topic_tables]
    twice = [topic.key for number, topic in enumerate(own) if topic.key in {other.key for other in own[:number]}]
    if twice:
        raise SettingsError(f'topic: the key "{twice[0]}" stands twice; give each [[topic]] table a key of its own')
    topics |= {topic.key: topic for topic in own}
    if not topics:
        raise SettingsError(
            f'topics: "{NO_PACK}" leaves no topic; add [[topic]] tables or name one of {", ".join(packs())}'
        )
    return tuple(topics.values())


def content_settings(settings: Settings) -> tuple[tuple[str, object], ...]:
    """Return what shapes the content, as JSON types in a fixed order: no folder of the user's, no plugin's table."""
    overrides = [structs.replace(one, path=_private_path(one.path)) for one in settings.overrides]
    return (
        ("title", settings.title),
        ("topics", settings.topics),
        ("topic", _json([_topic(table) for table in settings.topic_tables])),
        ("pin", _json(settings.pins)),
        ("drop", _json(settings.drops)),
        ("source", _json(overrides)),
        ("as_of", _json(settings.as_of)),
        ("ranker", settings.ranker),
        ("words", settings.words),
        ("languages", _json(settings.languages)),
        ("clean", _json(settings.clean)),
    )


def _topic(table: TopicTable) -> Topic:
    return Topic(
        key=table.key,
        title=table.title or table.key.replace("-", " ").replace("_", " ").capitalize(),
        question=table.question,
        keywords=table.keywords,
        sentences=table.sentences,
    )


def _topic_clashes(table: Table) -> Iterable[str]:
    """Yield what is wrong between the pack, the topics' keys and the pins."""
    name = table.get("topics", "general")
    keys = [row.get("key") for row in rows(table, "topic")]
    for number, key in enumerate(keys, 1):
        if key is not None and key in keys[: number - 1]:
            yield f"topic[{number}].key: found {show(key)}, as in topic[{keys.index(key) + 1}]; allowed: each key once"
    if name not in (NO_PACK, *packs()):
        if isinstance(name, str):
            yield f"topics: found {show(name)}; {choices(name, (NO_PACK, *packs()))}"
        return
    if name == NO_PACK and not keys:
        yield f'topics: found "{NO_PACK}" and no [[topic]] table; allowed: one or more, or {", ".join(packs())}'
    known = dict.fromkeys((*(topic.key for topic in pack(name)), *(key for key in keys if isinstance(key, str))))
    for number, row in enumerate(rows(table, "pin"), 1):
        topic = row.get("topic")
        if isinstance(topic, str) and topic.strip() and topic not in known:
            yield f"pin[{number}].topic: found {show(topic)}; {choices(topic, known)}"


def _hand_clashes(table: Table) -> Iterable[str]:
    """Yield pins that are dropped as well, and sources that are put right in nothing."""
    dropped = [row.get("text") for row in rows(table, "drop")]
    for number, row in enumerate(rows(table, "pin"), 1):
        text = row.get("text")
        if text is not None and text in dropped:
            yield f"pin[{number}].text: found also in drop[{dropped.index(text) + 1}]; allowed: one of the two"
    facts = [one.encode_name for one in structs.fields(Override) if one.name != "path"]
    for number, row in enumerate(rows(table, "source"), 1):
        if set(row) == {"path"}:
            yield f"source[{number}]: found a path alone; allowed beside it: {', '.join(facts)}"


def _resolved(settings: Settings, folder: Path) -> Settings:
    """Make every path of the file one from `folder`."""
    sources = tuple(_resolved_source(source, folder) for source in settings.sources)
    templates = None if settings.templates is None else folder / settings.templates
    return _plain(structs.replace(settings, sources=sources, templates=templates))


def _resolved_source(source: str, folder: Path) -> str:
    if source == "-" or "://" in source:
        return source
    if glob.has_magic(source) and not (folder / source).exists():
        return str(Path(glob.escape(str(folder))) / source)
    return str(folder / source)


def _plain(settings: Settings) -> Settings:
    """Write every name in its one form."""
    return structs.replace(
        settings,
        template=ALIASES.get(settings.template, settings.template),
        formats=tuple(dict.fromkeys(name.strip().lower() for name in settings.formats)),
    )


def _json(value: object) -> object:
    return json.decode(json.encode(value))


def _private_path(path: str) -> str:
    """Drop the folders of an absolute path: where somebody keeps files is nobody's business."""
    return Path(path).name if Path(path).is_absolute() else path


def _counted(number: int) -> str:
    return "one mistake" if number == 1 else f"{number} mistakes"
