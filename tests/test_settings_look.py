"""[look], [[comment]] and the hour of `as_of`: what a settings file may say, and how each mistake is named."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SettingsError
from briefing.pipeline import make_brief
from briefing.settings import Look, Note, Settings, content_settings, load
from briefing.settings.colour import DARK, ENOUGH, LIGHT, contrast, dark_accent, least_contrast, passing
from briefing.settings.moment import moment_of
from briefing.settings.notes import LONGEST, comments_of
from tests.conftest import build_source

Write = Callable[[str, str | bytes], Path]
ZONE = dt.timezone(dt.timedelta(hours=2))
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def mistakes(path: Path) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(path)
    return [line.strip() for line in str(caught.value).split("\n")[1:]]


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("as_of = 2031-05-09", dt.date(2031, 5, 9), None),
        ("as_of = 2031-05-09T06:00:00+02:00", dt.date(2031, 5, 9), dt.time(6, tzinfo=ZONE)),
        ("as_of = 2031-05-09 06:00:00", dt.date(2031, 5, 9), dt.time(6)),
        ("as_of = 2031-05-09\nas_of_time = 06:00:00", dt.date(2031, 5, 9), dt.time(6)),
        ("", None, None),
    ],
)
def test_a_brief_stands_for_a_day_or_for_an_hour_of_it(
    write: Write, text: str, day: dt.date | None, hour: dt.time | None
) -> None:
    settings = load(write("briefing.toml", text))

    assert (settings.as_of, settings.as_of_time) == (day, hour)
    assert ("as_of_time" in dict(content_settings(settings))) == (hour is not None)


def test_from_python_a_day_may_come_with_its_hour() -> None:
    both = dt.datetime(2031, 5, 9, 6, tzinfo=ZONE)
    brief = make_brief([build_source("It rained in Orla on Tuesday, the mayor said.")], Settings(as_of=both))

    assert moment_of(Settings(as_of=both)) == (dt.date(2031, 5, 9), dt.time(6, tzinfo=ZONE))
    assert (brief.as_of, type(brief.as_of), brief.as_of_time) == (both.date(), dt.date, both.timetz())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("as_of_time = 06:00:00", "as_of_time: found without as_of; allowed: both, or as_of alone"),
        (
            "as_of = 2031-05-09T06:00:00\nas_of_time = 07:00:00",
            "as_of: found 2031-05-09T06:00:00; allowed: a date, such as 2024-06-30",
        ),
        ('as_of = 2031-05-09\nas_of_time = "6"', 'as_of_time: found "6"; allowed: a time of day, such as 06:00:00'),
        ('[look]\naccent = "blue"', 'look.accent: found "blue"; allowed: a colour in six digits, such as "#1d4f7c"'),
        ("[look]\naccent = 3", 'look.accent: found 3; allowed: a colour in six digits, such as "#1d4f7c"'),
        (
            '[look]\naccent = "#ffd000"',
            'look.accent: found "#ffd000", contrast 1.35:1 on paper; allowed: 4.5:1 and more, such as "#876e00"',
        ),
        (
            '[look]\naccent_dark = "#224466"',
            (
                'look.accent_dark: found "#224466", contrast 1.53:1 on a dark screen; '
                'allowed: 4.5:1 and more, such as "#788da2"'
            ),
        ),
        ('[look]\npaper = "A5"', 'look.paper: found "A5"; allowed: "A4" or "Letter"'),
        ('[look]\norder = ["names", "names"]', 'look.order: found "names" twice; allowed: once'),
        (
            '[look]\norder = ["names"]\nwithout = ["names"]',
            'look.order: found "names" also in without; allowed: once',
        ),
        (
            '[look]\nwithout = ["gaps"]',
            (
                'look.without[1]: found "gaps"; allowed: a list of parts: summary, figures, sections, ledger, '
                "timeline, names, disagreements; sources and gaps always stay"
            ),
        ),
        ("look = 3", "look: found 3; allowed: a table [look]"),
    ],
)
def test_a_mistake_says_what_would_be_right(write: Write, text: str, line: str) -> None:
    assert mistakes(write("briefing.toml", text)) == [line]


def test_a_logo_is_looked_for_beside_the_file(write: Write) -> None:
    path = write("desk/briefing.toml", '[look]\nlogo = "house.svg"')

    assert load(path).look.logo == path.parent / "house.svg"


def test_black_on_white_has_the_highest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(COLOURS)
def test_the_colour_that_is_offered_passes(colour: str) -> None:
    for grounds in (LIGHT, DARK):
        assert least_contrast(passing(colour, grounds), grounds) >= ENOUGH


def test_a_colour_that_passes_is_left_alone_and_a_dark_one_made_light() -> None:
    assert passing("#1d4f7c", LIGHT) == "#1d4f7c"
    assert dark_accent(Look()) is None
    assert dark_accent(Look(accent="#1d4f7c")) == passing("#1d4f7c", DARK)
    assert dark_accent(Look(accent="#1d4f7c", accent_dark="#ffffff")) == "#ffffff"


def test_comments_are_read_from_the_table_and_from_files_beside_it(write: Write) -> None:
    write("desk/notes/why.md", b"\xef\xbb\xbfIt **was** the dam.")
    path = write(
        "desk/briefing.toml",
        '[[comment]]\nby = "A. Lind"\ntext = "Rising."\n'
        '[[comment]]\nby = "R. Oss"\ntopic = "why"\nfile = "notes/why.md"',
    )

    held = comments_of(load(path))

    assert [(one.topic, one.by, one.text) for one in held] == [
        (None, "A. Lind", "Rising."),
        ("why", "R. Oss", "It **was** the dam."),
    ]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('by = "A"', "comment[1]: found neither text nor file; allowed: one of the two"),
        ('by = "A"\ntext = "x"\nfile = "a.md"', "comment[1]: found both text and file; allowed: one of the two"),
        ('text = "x"', "comment[1].by: missing; needed is a text in quotes"),
        ('by = "A"\ntopic = "whoo"\ntext = "x"', 'comment[1].topic: found "whoo"; allowed: what'),
        ('by = "A"\nfile = "away.md"', 'comment[1].file: found "away.md", No such file or directory; allowed: a text'),
        ('by = "A"\nfile = "bytes.md"', 'comment[1].file: found "bytes.md", no UTF-8 at byte 1; allowed'),
        ('by = "A"\nfile = "empty.md"', 'comment[1].file: found "empty.md", empty; allowed'),
        ('by = "A"\nfile = "long.md"', 'comment[1].file: found "long.md", too long; allowed'),
    ],
)
def test_a_comment_that_cannot_be_is_named(write: Write, table: str, says: str) -> None:
    write("bytes.md", b"a\xff")
    write("empty.md", " \n")
    write("long.md", "x" * (LONGEST + 1))

    (line,) = mistakes(write("briefing.toml", f"[[comment]]\n{table}"))

    assert line.startswith(says)


@pytest.mark.parametrize(
    ("note", "says"),
    [
        (Note(by="A", file=Path("a.md")), r"comment\[1\]\.text: missing"),
        (Note(by="A", topic="whoo", text="x"), r'comment\[1\]\.topic: found "whoo"; allowed: .* did you mean "who"'),
    ],
)
def test_from_python_a_comment_needs_its_text_and_a_topic_that_is_there(note: Note, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        comments_of(Settings(notes=(note,)))


def test_a_comment_reaches_the_brief_and_stays_out_of_the_copied_settings() -> None:
    settings = Settings(notes=(Note(by="A", topic="why", text="x"),))

    brief = make_brief([build_source("It rained in Orla on Tuesday, the mayor said.")], settings)

    assert [(one.topic, one.by) for one in brief.comments] == [("why", "A")]
    assert "comment" not in dict(brief.settings)
