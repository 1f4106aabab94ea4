"""The commands with which one begins: settings, templates and topics of one's own."""

from pathlib import Path

import pytest

from briefing.cli import main
from briefing.settings import Settings, load, packs, topics_of
from tests.cli.test_cli import Write
from tests.desk import ARTICLES

STARTER = Path(main.__code__.co_filename).with_name("starter.toml")


def test_init_writes_settings_that_can_be_read(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "desk"]) == 0
    assert capsys.readouterr().out == "desk/briefing.toml\n"
    assert load(here / "desk/briefing.toml") == Settings()


def test_init_never_writes_over_a_file(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("briefing.toml", "words = 3")
    assert main(["init"]) == 1
    assert "briefing.toml: is already there" in capsys.readouterr().err
    assert path.read_text() == "words = 3"


def test_every_key_of_the_settings_stands_in_the_starter_and_is_right(write: Write) -> None:
    lines = STARTER.read_text("utf-8").splitlines()
    opened = [line[2:] if line.startswith("# ") and ("=" in line or "[" in line) else line for line in lines]
    settings = load(write("briefing.toml", "\n".join(line for line in opened if not line[:1].isupper())))
    untouched = {
        name
        for name in Settings.__struct_fields__
        if getattr(settings, name) == getattr(Settings(), name)
        and name not in ("topics", "formats", "template", "ranker", "limits")
    }
    assert untouched == set()
    assert [topic.key for topic in topics_of(settings)][-1] == "dykes"
    assert all(name in STARTER.read_text("utf-8") for name in packs())


def test_suggested_topics_are_tables_that_a_settings_file_takes(
    here: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["topics", "suggest", str(ARTICLES)]) == 0
    written = capsys.readouterr().out
    found = topics_of(load(write("briefing.toml", f'topics = "none"\n{written}')))

    assert len(found) > 1
    assert all(len(topic.keywords) > 1 for topic in found)


def test_too_little_text_suggests_no_topic_and_says_so(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.txt").write_text("A dyke broke at Holm on Tuesday.\n", "utf-8")

    assert main(["topics", "suggest", "a.txt"]) == 0
    assert "too little text" in capsys.readouterr().err


def test_templates_are_listed_and_copied(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "list"]) == 0
    assert "brief" in capsys.readouterr().out.split()
    assert main(["templates", "copy"]) == 0
    copied = capsys.readouterr().out.splitlines()
    assert "my-templates/brief.html.j2" in copied
    assert all((here / path).is_file() for path in copied)
    assert not (here / "my-templates/fonts").exists()


def test_one_template_can_be_copied_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "copy", "mine", "--name", "brief"]) == 0
    assert capsys.readouterr().out == "mine/brief.html.j2\n"


def test_copying_never_writes_over_a_file_nor_half_a_set(write: Write, here: Path) -> None:
    path = write("mine/brief.html.j2", "my own")
    assert main(["templates", "copy", "mine"]) == 1
    assert list((here / "mine").iterdir()) == [path]
    assert path.read_text() == "my own"


def test_packs_are_listed_and_shown_ready_for_a_settings_file(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["topics", "list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(packs())
    assert main(["topics", "show", "disaster"]) == 0
    path = write("briefing.toml", f'topics = "none"\n{capsys.readouterr().out}')
    assert topics_of(load(path)) == topics_of(Settings(topics="disaster"))


def test_a_pack_is_shown_in_another_language(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["topics", "show", "unrest", "--language", "fr"]) == 0
    path = write("briefing.toml", f'topics = "none"\n{capsys.readouterr().out}')
    assert topics_of(load(path)) == topics_of(Settings(topics="unrest"), ("fr",))
    assert main(["topics", "show", "unrest", "--language", "xx"]) == 2
    assert "en, ar, de, es, fr, ru" in capsys.readouterr().err
