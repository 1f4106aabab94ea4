"""briefing.toml -> Settings: every key checked against its type, every mistake named at once."""

import glob
from collections.abc import Iterable
from pathlib import Path

from msgspec import json, structs

from briefing.errors import SettingsError
from briefing.settings.colour import look_clashes
from briefing.settings.mail import email_mistakes
from briefing.settings.moment import moment_clashes, split_moment
from briefing.settings.notes import note_clashes, read_note
from briefing.settings.packs import NO_PACK, pack, pack_languages, pack_text, packs, topic_of, topics_of
from briefing.settings.records import Clean, Drop, Email, Fetch, Limits, Look, Note, Override, Pin, Settings, TopicTable
from briefing.settings.server import LIST, read_lists, resolved, server_clashes, without_secrets
from briefing.tables import Table, choices, parse, read, rows, show

__all__ = [
    "Clean",
    "Drop",
    "Email",
    "Fetch",
    "Limits",
    "Look",
    "Note",
    "Override",
    "Pin",
    "Settings",
    "TopicTable",
    "content_settings",
    "find_settings",
    "load",
    "merge",
    "pack",
    "pack_languages",
    "pack_text",
    "packs",
    "topics_of",
]

ALIASES = {"default": "brief"}
"""The command's name of a template -> the file that bears it."""


def load(path: Path) -> Settings:
    """Read a settings file, its paths relative to itself; one SettingsError names every mistake."""
    table = split_moment(parse(path))
    folder = path.absolute().parent
    mistakes: list[str] = []
    settings = read(Settings, without_secrets(table, mistakes), "", mistakes)
    mistakes += (*_topic_clashes(table), *_hand_clashes(table))
    mistakes += (*moment_clashes(table), *note_clashes(table, folder), *look_clashes(table))
    if settings:
        email = read_lists(settings.email, folder, mistakes)
        mistakes += (*email_mistakes(settings.email, (LIST,)), *server_clashes(email))
        settings = structs.replace(settings, email=resolved(email, folder))
    if settings is None or mistakes:
        raise SettingsError("\n  ".join((f"{path}: {_counted(len(mistakes))}", *mistakes)))
    return _resolved(settings, folder)


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


def content_settings(settings: Settings) -> tuple[tuple[str, object], ...]:
    """Return what shapes the content, as JSON types in a fixed order: no folder of the user's, no plugin's table."""
    overrides = [structs.replace(one, path=_private_path(one.path)) for one in settings.overrides]
    return (
        ("title", settings.title),
        ("serial", settings.serial),
        ("series", settings.series),
        ("marking", settings.marking),
        ("topics", settings.topics),
        ("topic", _json([topic_of(table) for table in settings.topic_tables])),
        ("pin", _json(settings.pins)),
        ("drop", _json(settings.drops)),
        ("source", _json(overrides)),
        ("as_of", _json(settings.as_of)),
        *((("as_of_time", _json(settings.as_of_time)),) if settings.as_of_time else ()),
        ("ranker", settings.ranker),
        ("words", settings.words),
        *((name, value) for name in ("sentences", "pages") if (value := getattr(settings, name))),
        ("languages", _json(settings.languages)),
        *((("mend_encoding", True),) if settings.mend_encoding else ()),
        ("clean", _json(settings.clean)),
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
    hands = [
        (f"{kind}[{number}]", row) for kind in ("pin", "comment") for number, row in enumerate(rows(table, kind), 1)
    ]
    for where, row in hands:
        topic = row.get("topic")
        if isinstance(topic, str) and topic.strip() and topic not in known:
            yield f"{where}.topic: found {show(topic)}; {choices(topic, known)}"


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
    look = structs.replace(settings.look, logo=folder / settings.look.logo) if settings.look.logo else settings.look
    notes = tuple(read_note(note, folder) for note in settings.notes)
    cache = settings.fetch.cache
    fetch = structs.replace(settings.fetch, cache=folder / cache) if cache else settings.fetch
    return _plain(structs.replace(settings, sources=sources, templates=templates, look=look, notes=notes, fetch=fetch))


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
