"""What a settings file may say, and how each mistake in one is named."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.errors import SettingsError
from briefing.model import Topic
from briefing.settings import (
    Drop,
    Override,
    Pin,
    Settings,
    TopicTable,
    content_settings,
    find_settings,
    load,
    merge,
    pack,
    packs,
    topics_of,
)
from briefing.settings.packs import MOST

Write = Callable[[str, str | bytes], Path]

FULL = """
title = "Floods on the lower Arno"
sources = ["clips", "wire/*.txt", "-", "https://news.example/floods"]
topics = "disaster"
as_of = 2024-11-03
formats = ["HTML", "pdf", "html"]
templates = "house"
template = "default"
ranker = "lexrank"
words = 900
languages = ["en", "it"]
strict = true

[[topic]]
key = "art-works"
question = "Which works of art were damaged?"
keywords = ["museum", "painting"]
sentences = 3

[[topic]]
key = "damage"
title = "What broke"

[[pin]]
topic = "art-works"
text = "Two frescoes"

[[drop]]
text = "The mayor also"

[[source]]
path = "clips/a*.txt"
published = 2024-11-01
publisher = "The Valley Post"

[limits]
max_bytes = 1000

[clean]
off = ["share-lines"]

[plugin.lexrank]
threshold = 0.1
"""


def mistakes(path: Path) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(path)
    head, *lines = str(caught.value).split("\n")
    assert head.startswith(f"{path}: ")
    return [line.strip() for line in lines]


def test_an_empty_file_means_the_defaults(write: Write) -> None:
    assert load(write("briefing.toml", "")) == Settings()
    assert Settings().formats == ("html", "pdf", "json")
    assert (Settings().topics, Settings().template, Settings().ranker) == ("general", "brief", "lexrank")
    assert Settings().limits.max_bytes == 50_000_000


def test_every_key_is_read(write: Write) -> None:
    path = write("desk/briefing.toml", FULL)
    settings = load(path)

    assert settings.title == "Floods on the lower Arno"
    assert settings.as_of == dt.date(2024, 11, 3)
    assert settings.formats == ("html", "pdf")
    assert settings.template == "brief"
    assert (settings.ranker, settings.words, settings.languages, settings.strict) == (
        "lexrank",
        900,
        ("en", "it"),
        True,
    )
    assert settings.pins == (Pin(topic="art-works", text="Two frescoes"),)
    assert settings.drops == (Drop(text="The mayor also"),)
    expected = Override(path="clips/a*.txt", published=dt.date(2024, 11, 1), publisher="The Valley Post")
    assert settings.overrides == (expected,)
    assert (settings.limits.max_bytes, settings.clean.off) == (1000, ("share-lines",))
    assert settings.plugins == {"lexrank": {"threshold": 0.1}}


def test_paths_are_relative_to_the_file_and_addresses_stay(write: Write) -> None:
    path = write("desk/briefing.toml", FULL)
    settings = load(path)
    folder = path.parent
    assert settings.sources == (str(folder / "clips"), str(folder / "wire/*.txt"), "-", "https://news.example/floods")
    assert settings.templates == folder / "house"


def test_a_folder_with_brackets_in_its_name_is_no_pattern(write: Write) -> None:
    path = write("[old] desk/briefing.toml", 'sources = ["*.txt", "[1].txt"]')
    write("[old] desk/[1].txt", "Rain.")
    pattern, exact = load(path).sources
    assert pattern.endswith("[[]old] desk/*.txt")
    assert exact == str(path.parent / "[1].txt")


def test_a_file_with_a_mark_and_other_line_ends_is_read(write: Write) -> None:
    assert load(write("briefing.toml", b'\xef\xbb\xbftitle = "Strike"\r\nwords = 200\r\n')).words == 200


def test_all_mistakes_are_named_at_once(write: Write) -> None:
    path = write(
        "briefing.toml",
        """
        titel = "x"
        words = 0
        strict = "yes"
        as_of = "3 November"
        formats = []
        languages = ["english"]
        sources = "clips"
        templates = 3
        topics = "disastre"
        [[topic]]
        keywords = ["a", 2]
        [[topic]]
        key = "two words"
        [[pin]]
        text = " "
        [limits]
        max_byte = 3
        """,
    )
    lines = mistakes(path)

    assert [line.split(":")[0] for line in lines] == [
        "titel",
        "sources",
        "topic[1].key",
        "topic[1].keywords[2]",
        "topic[2].key",
        "pin[1].topic",
        "pin[1].text",
        "as_of",
        "formats",
        "templates",
        "words",
        "languages[1]",
        "strict",
        "limits.max_byte",
        "topics",
    ]
    assert all("allowed" in line or "needed" in line for line in lines)


def test_an_unknown_key_lists_the_allowed_ones_and_the_nearest(write: Write) -> None:
    (line,) = mistakes(write("briefing.toml", "titel = 1"))
    assert line.startswith(
        "titel: no such key; allowed: title, serial, series, marking, sources, topics, topic, pin, drop, source, as_of"
    )
    assert line.endswith('did you mean "title"?')


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('title = ""', 'title: found ""; allowed: a text in quotes, such as "Floods in the north"'),
        (
            f'title = ["{"x" * 90}"]',
            'title: found a list of 1; allowed: a text in quotes, such as "Floods in the north"',
        ),
        ("words = 2.5", "words: found 2.5; allowed: a whole number, at least 1"),
        ("words = 1999-01-01", "words: found 1999-01-01; allowed: a whole number, at least 1"),
        ("[[words]]", "words: found a list of 1; allowed: a whole number, at least 1"),
        ("strict = {}", "strict: found a table; allowed: true or false"),
        ("strict = 1", "strict: found 1; allowed: true or false"),
        ('templates = ""', 'templates: found ""; allowed: a folder in quotes, such as "my-templates"'),
        ("limits = true", "limits: found true; allowed: a table [limits]"),
        ("topic = [3]", "topic[1]: found 3; allowed: a table [topic[1]]"),
        ('[topic]\nkey = "a"', "topic: found a table; allowed: tables [[topic]], two brackets each"),
        ("plugin = 3", "plugin: found 3; allowed: one table a plugin, [plugin.NAME]"),
        ("topics = 3", 'topics: found 3; allowed: a text in quotes, such as "Floods in the north"'),
    ],
)
def test_a_mistake_says_what_was_found_and_what_is_allowed(write: Write, text: str, line: str) -> None:
    assert mistakes(write("briefing.toml", text)) == [line]


def test_a_long_wrong_value_is_cut_short(write: Write) -> None:
    (line,) = mistakes(write("briefing.toml", f'words = "{"x" * 5000}"'))
    assert line == f'words: found "{"x" * 60}..."; allowed: a whole number, at least 1'


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('topics = "none"', "topics"),
        ('[[topic]]\nkey = "a"\n[[topic]]\nkey = "b"\n[[topic]]\nkey = "a"', "topic[3].key"),
        ('[[pin]]\ntopic = "whoo"\ntext = "The"', "pin[1].topic"),
        ('[[pin]]\ntopic = "who"\ntext = "The"\n[[drop]]\ntext = "The"', "pin[1].text"),
        ('[[source]]\npath = "a.txt"', "source[1]"),
    ],
)
def test_keys_that_clash_are_named(write: Write, text: str, place: str) -> None:
    (line,) = mistakes(write("briefing.toml", text))
    assert line.startswith(f"{place}: found")


def test_a_pin_may_name_a_topic_of_the_pack_or_of_the_file(write: Write) -> None:
    text = '[[topic]]\nkey = "ports"\n[[pin]]\ntopic = "ports"\ntext = "A"\n[[pin]]\ntopic = "who"\ntext = "B"'
    assert [pin.topic for pin in load(write("briefing.toml", text)).pins] == ["ports", "who"]


def test_a_syntax_error_names_the_line(write: Write) -> None:
    with pytest.raises(SettingsError, match=r"briefing\.toml: not TOML: .*line 2"):
        load(write("briefing.toml", 'title = "a"\nwords 3'))


def test_bytes_that_are_no_text_are_refused(write: Write) -> None:
    with pytest.raises(SettingsError, match="not UTF-8 at byte 9"):
        load(write("briefing.toml", b'title = "\xff"'))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"away\.toml: cannot be read: No such file"):
        load(tmp_path / "away.toml")


def test_the_command_line_wins_and_what_it_does_not_give_stays() -> None:
    settings = Settings(title="Strike", words=300)
    merged = merge(settings, title=None, words=100, template="default", formats=("PDF", "pdf"))
    assert (merged.title, merged.words, merged.template, merged.formats) == ("Strike", 100, "brief", ("pdf",))


def test_the_settings_given_win_over_those_found(write: Write, tmp_path: Path) -> None:
    write("briefing.toml", "words = 1")
    write("seeds/briefing.toml", "words = 2")
    other = write("other.toml", "words = 3")
    settings, path = find_settings(Path("other.toml"), sources_given=False, cwd=tmp_path)
    assert (settings.words, path) == (3, other)


def test_the_settings_here_win_over_the_demonstration(write: Write, tmp_path: Path) -> None:
    here = write("briefing.toml", "words = 1")
    write("seeds/briefing.toml", "words = 2")
    for sources_given in (True, False):
        assert find_settings(None, sources_given=sources_given, cwd=tmp_path) == (Settings(words=1), here)


def test_the_demonstration_is_for_a_run_without_sources(write: Write, tmp_path: Path) -> None:
    seeds = write("seeds/briefing.toml", "words = 2")
    assert find_settings(None, sources_given=False, cwd=tmp_path) == (Settings(words=2), seeds)
    assert find_settings(None, sources_given=True, cwd=tmp_path) == (Settings(), None)


def test_without_any_file_the_defaults_apply(tmp_path: Path) -> None:
    assert find_settings(None, sources_given=False, cwd=tmp_path) == (Settings(), None)


def test_a_topic_table_replaces_by_key_or_is_added() -> None:
    own = (TopicTable(key="why", title="Reasons", keywords=("cause",)), TopicTable(key="night-trains"))
    topics = topics_of(Settings(topic_tables=own))
    keys = [topic.key for topic in topics]
    assert keys == [*(topic.key for topic in pack("general")), "night-trains"]
    assert topics[keys.index("why")] == Topic(key="why", title="Reasons", keywords=("cause",))
    assert topics[-1].title == "Night trains"


def test_none_leaves_the_files_own_topics_alone() -> None:
    assert topics_of(Settings(topics="none", topic_tables=(TopicTable(key="a"),))) == (Topic(key="a", title="A"),)


@pytest.mark.parametrize("budget", [{"words": 900}, {"sentences": 40}, {"pages": 3}])
def test_where_all_sections_share_a_budget_only_a_stated_maximum_bounds_a_topic(budget: dict[str, int]) -> None:
    own = (TopicTable(key="a"), TopicTable(key="b", sentences=4))
    packed = topics_of(Settings(topics="unrest", topic_tables=own, **budget))

    assert [topic.sentences for topic in packed[-2:]] == [MOST, 4]
    assert {topic.sentences for topic in packed[:-2]} == {MOST}
    assert [topic.sentences for topic in topics_of(Settings(topics="none", topic_tables=own))] == [6, 4]


def test_a_budget_is_kept_in_the_brief_where_one_is_given() -> None:
    assert dict(content_settings(Settings(sentences=40, pages=3)))["pages"] == 3
    assert {"sentences", "pages"}.isdisjoint(dict(content_settings(Settings())))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (Settings(topics="unrset"), 'topics: found "unrset"; allowed: none, .*; did you mean "unrest"'),
        (Settings(topics="none"), "leaves no topic"),
        (Settings(topic_tables=(TopicTable(key="a"), TopicTable(key="a"))), '"a" stands twice'),
    ],
)
def test_topics_that_cannot_be_are_refused(settings: Settings, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        topics_of(settings)


def test_the_packs_are_listed() -> None:
    assert packs() == ("disaster", "general", "unrest")
    assert pack("none") == ()


def test_only_what_shapes_the_content_is_told_and_nothing_private(write: Write) -> None:
    text = FULL.replace("clips/a*.txt", "/home/ada/secret/a*.txt")
    told = content_settings(load(write("desk/briefing.toml", text)))

    assert [key for key, _ in told] == [
        "title",
        "serial",
        "series",
        "marking",
        "topics",
        "topic",
        "pin",
        "drop",
        "source",
        "as_of",
        "ranker",
        "words",
        "languages",
        "clean",
    ]
    assert json.loads(json.dumps(dict(told))) == dict(told)
    assert dict(told)["source"] == [{"path": "a*.txt", "publisher": "The Valley Post", "published": "2024-11-01"}]
    assert dict(told)["as_of"] == "2024-11-03"
    assert not any(word in json.dumps(told) for word in ("secret", "desk", "house", "threshold", "max_bytes"))
