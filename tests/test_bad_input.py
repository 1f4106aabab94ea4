"""What nobody wishes for: each gets a clear message or an honest thinner brief; nothing that is there is damaged."""

import os
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from briefing.cli import main
from tests.desk import ARTICLES, extracts_of, read_brief

Write = Callable[[str, str | bytes], Path]
Capture = pytest.CaptureFixture[str]

STORM = """Storm tears roofs off in Halden

4 February 2022

A storm tore the roofs off 40 houses in Halden on Friday, the fire service said.

At least six people were injured by falling tiles, according to the town's hospital.

The mayor asked the government for help because 3,000 homes were without electricity.
"""
RUSSIAN = """Шторм сорвал крыши в Хальдене

4 февраля 2022 года

В пятницу шторм сорвал крыши с сорока домов в городе Хальден, сообщила пожарная служба.

По данным городской больницы, не менее шести человек получили ранения.

Мэр города попросил правительство о помощи, потому что три тысячи домов остались без электричества.
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every run begins in an empty folder; settings without PDF keep it short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*arguments: str, formats: str = "html,json") -> int:
    return main(["make", *arguments, "--format", formats])


def gaps(build: Path) -> str:
    """Return what the brief says that it does not cover."""
    brief = read_brief(build)
    notes = [section["note"] or "" for section in brief["sections"]]
    return "\n".join([*(finding["text"] for finding in brief["findings"]), *notes])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n\t\n"),
        ("junk.txt", bytes(range(256)) * 40),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00" + bytes(2000)),
    ],
)
def test_what_is_no_text_is_named_and_the_rest_goes_on(
    write: Write, capsys: Capture, name: str, content: bytes
) -> None:
    write("clips/storm.txt", STORM)
    write(f"clips/{name}", content)

    assert make("clips") == 0
    assert name in capsys.readouterr().err
    brief = read_brief(Path("build"))
    assert [source["origin"] for source in brief["sources"]] == ["storm.txt"]
    assert name in gaps(Path("build"))


def test_where_nothing_can_be_read_nothing_is_written(write: Write, capsys: Capture) -> None:
    write("clips/empty.txt", b"")

    assert make("clips") == 1
    assert "empty.txt" in capsys.readouterr().err
    assert not Path("build").exists()


def test_with_strict_one_unreadable_source_ends_the_run(write: Write, capsys: Capture) -> None:
    write("clips/storm.txt", STORM)
    write("clips/empty.txt", b"")

    assert make("clips", "--strict") == 1
    assert "empty.txt" in capsys.readouterr().err
    assert not Path("build").exists()


@pytest.mark.parametrize("unit", ["a", "drip ", "12 ", "\u201cand ", "Ab ", "- ", "\u00a0"])
def test_one_line_of_five_megabytes_is_read(write: Write, unit: str) -> None:
    write("clips/long.txt", unit * (5_000_000 // len(unit.encode())))
    write("clips/storm.txt", STORM)

    assert make("clips") == 0
    assert main(["verify", "build"]) == 0


def test_one_line_of_many_sentences_is_read(write: Write) -> None:
    sentence = "The river rose by 3 metres in the night and the bridge at mill number {} was closed. "
    write("clips/long.txt", "".join(sentence.format(number) for number in range(2000)))

    assert make("clips") == 0
    assert len(extracts_of(read_brief(Path("build")))) > 0


def test_a_folder_that_holds_itself_is_walked_once(write: Write, here: Path) -> None:
    write("clips/storm.txt", STORM)
    (here / "clips" / "again").symlink_to(here / "clips")
    (here / "clips" / "nowhere.txt").symlink_to(here / "clips" / "nowhere.txt")

    assert make("clips") == 0
    assert [source["origin"] for source in read_brief(Path("build"))["sources"]] == ["storm.txt"]


def test_what_cannot_be_opened_is_named(write: Write, capsys: Capture, here: Path) -> None:
    write("clips/storm.txt", STORM)
    os.mkfifo(here / "clips" / "pipe.txt")
    (here / "clips" / "folder.txt").mkdir()

    assert make("clips") == 0
    assert "pipe.txt: is a named pipe" in capsys.readouterr().err
    assert make("clips", "nowhere") == 0
    assert "nowhere: does not exist" in capsys.readouterr().err
    assert "nowhere" in gaps(Path("build"))


def test_a_topic_that_nothing_answers_says_so(write: Write) -> None:
    write("clips/storm.txt", STORM)
    topic = '[[topic]]\nkey = "zebras"\nkeywords = ["zebra", "savannah"]\n'
    write("briefing.toml", f'topics = "none"\n{topic}')

    assert make("clips") == 0
    zebras, *rest = read_brief(Path("build"))["sections"]
    assert (zebras["topic"], zebras["extracts"]) == ("zebras", [])
    assert zebras["note"]
    assert all(section["extracts"] for section in rest)


def test_a_budget_without_room_for_a_sentence_says_so(write: Write) -> None:
    write("clips/storm.txt", STORM)

    assert make("clips", "--words", "5") == 0
    brief = read_brief(Path("build"))
    assert extracts_of(brief) == []
    assert "The length that was asked for leaves no room for" in gaps(Path("build"))
    assert main(["verify", "build"]) == 0


def test_a_budget_larger_than_the_pile_shows_what_fits(write: Write) -> None:
    write("clips/storm.txt", STORM)

    assert make("clips", "--pages", "1000") == 0
    assert len(extracts_of(read_brief(Path("build")))) == 2


def test_with_more_topics_than_sentences_those_with_most_to_say_have_one(write: Write) -> None:
    write("clips/storm.txt", STORM)
    keys = ("roofs", "mayor")
    tables = "".join(f'[[topic]]\nkey = "{key}"\nkeywords = ["{key}"]\n' for key in keys)
    write("briefing.toml", f'topics = "none"\n{tables}')

    assert make("clips", "--sentences", "1") == 0
    sections = read_brief(Path("build"))["sections"]
    assert sorted(len(section["extracts"]) for section in sections) == [0, 1]
    assert [section["note"] for section in sections if not section["extracts"]] == [
        "The length that was asked for leaves no room for this."
    ]


def test_pins_over_the_budget_stand_alone(write: Write) -> None:
    write("clips/storm.txt", STORM)
    pins = {"what-happened": "A storm tore", "response": "The mayor asked"}
    tables = (f'[[pin]]\ntopic = "{topic}"\ntext = "{text}"\n' for topic, text in pins.items())
    write("briefing.toml", "".join(tables))

    assert make("clips", "--words", "3") == 0
    texts = sorted(extract["text"] for extract in extracts_of(read_brief(Path("build"))))
    assert [text[:12] for text in texts] == ["A storm tore", "The mayor as"]


def test_one_article_makes_a_brief_that_says_it_is_one(write: Write) -> None:
    write("storm.txt", STORM)

    assert make("storm.txt") == 0
    extracts = extracts_of(read_brief(Path("build")))
    assert extracts
    assert {(extract["outlets"], extract["origins"]) for extract in extracts} == {(1, 1)}
    page = Elements()
    page.feed(Path("build/brief.html").read_text("utf-8"))
    assert "1 source" in page.text


def test_two_hundred_copies_are_one_witness(write: Write) -> None:
    for number in range(200):
        write(f"clips/copy-{number:03}.txt", STORM)

    assert make("clips") == 0
    brief = read_brief(Path("build"))
    extracts = extracts_of(brief)
    assert len(brief["sources"]) == 200
    assert len({extract["text"] for extract in extracts}) == len(extracts) > 0
    for extract in extracts:
        relations = [citation["relation"] for citation in extract["citations"]]
        assert relations == ["quoted"] + ["same-text"] * 199
        assert (extract["outlets"], extract["origins"]) == (200, 1)
    assert main(["verify", "build"]) == 0


def test_an_article_in_russian_is_quoted_in_russian(write: Write) -> None:
    write("storm.txt", RUSSIAN)

    assert make("storm.txt") == 0
    brief = read_brief(Path("build"))
    assert (brief["language"], brief["sources"][0]["language"]) == ("ru", "ru")
    assert brief["sections"]
    assert all(extract["text"] in RUSSIAN for extract in extracts_of(brief))
    assert main(["verify", "build"]) == 0


def test_in_mixed_languages_the_main_one_is_quoted_and_the_other_named(write: Write) -> None:
    shutil.copytree(ARTICLES, "clips")
    write("clips/storm.txt", RUSSIAN)

    assert make("clips", "--topics", "disaster") == 0
    brief = read_brief(Path("build"))
    assert brief["language"] == "en"
    assert not [extract for extract in extracts_of(brief) if extract["text"] in RUSSIAN]
    assert "storm.txt" in gaps(Path("build")) or "S6" in gaps(Path("build"))


class Elements(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.handlers: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.handlers |= {name for name, _ in attrs if name.startswith("on")}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_what_looks_like_a_program_is_shown_and_never_run(write: Write) -> None:
    said = (
        'The firm wrote "<script>alert(1)</script> {{ 7919*7919 }} <img src=x onerror=alert(2)>" on 40 roofs in Halden.'
    )
    write("clips/storm.txt", STORM.replace("The mayor asked", f"{said}\n\nThe mayor asked"))
    write("briefing.toml", f"[[pin]]\ntopic = \"what-happened\"\ntext = '{said}'\n")

    assert make("clips", formats="html,md,json") == 0
    page = Elements()
    page.feed(Path("build/brief.html").read_text("utf-8"))
    assert said in page.text
    assert not page.names & {"script", "img"}
    assert not page.handlers
    assert str(7919 * 7919) not in page.text
    assert "<script>" not in Path("build/brief.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "docx"], ["docx", "html", "pdf"]),
        (["--ranker", "oracle"], ["oracle", "lexrank"]),
        (["--topics", "weather"], ["weather", "disaster", "general", "unrest"]),
        (["--as-of", "31.02.2022"], ["31.02.2022"]),
        (["--words", "0"], ["0"]),
        (["--sentences", "0"], ["0"]),
        (["--pages", "-1"], ["-1"]),
        (["-c", "nowhere.toml"], ["nowhere.toml"]),
    ],
)
def test_an_unknown_name_is_wrong_use_and_the_known_ones_are_listed(
    write: Write, capsys: Capture, arguments: list[str], words: list[str]
) -> None:
    write("storm.txt", STORM)

    assert main(["make", "storm.txt", *arguments]) == 2
    said = capsys.readouterr().err
    assert [word for word in words if word not in said] == []
    assert not Path("build").exists()


def test_an_unknown_template_is_named_beside_those_that_ship(write: Write, capsys: Capture) -> None:
    write("storm.txt", STORM)

    assert make("storm.txt", "--template", "gala") == 1
    assert "gala.html.j2: no such template; there are brief" in capsys.readouterr().err


def test_five_mistakes_in_the_settings_are_named_at_once(write: Write, capsys: Capture) -> None:
    write("storm.txt", STORM)
    write(
        "briefing.toml",
        'titel = "Storm"\nwords = "many"\nas_of = "yesterday"\ntopics = "weather"\n[[topic]]\ntitle = "Roofs"\n',
    )

    assert make("storm.txt") == 2
    said = capsys.readouterr().err
    assert "briefing.toml: 5 mistakes" in said
    for place in ("titel:", "words:", "as_of:", "topics:", "topic[1].key:"):
        assert place in said
