"""briefing email draft: a finished build -> a message, without making anything again."""

import email
import hashlib
import json
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.errors import BriefingError
from briefing.message import message_of
from briefing.pipeline import make
from briefing.saved import load_brief, load_build
from briefing.settings import load

Write = Callable[[str, str | bytes], Path]

ARTICLES = {
    "a.txt": "Dam bursts above Tarn\n\nBy Ida Holt, 4 March 2030\n\n"
    "The dam above Tarn burst on Sunday and at least 12 people drowned, the county said.\n\n"
    "Governor Lena Brandt sent the army with boats on Monday.\n",
    "b.txt": "Toll of dam rises\n\nBy Tom Reed, 6 March 2030\n\n"
    "Police put the number of dead at 19 on Tuesday and said four villages were cut off.\n\n"
    "The power company denied that its engineers had opened the gates of the dam.\n",
}
SETTINGS = """
title = "Dam at Tarn"
serial = 2
formats = ["html", "json", "csv"]
[email]
from = "Desk <desk@valley.example>"
to = ["duty@valley.example"]
attach = ["html", "csv", "json"]
"""


@pytest.fixture
def built(write: Write, tmp_path: Path) -> Path:
    """A build folder of two articles and the settings beside it."""
    for name, text in ARTICLES.items():
        write(f"clips/{name}", text)
    settings = load(write("briefing.toml", SETTINGS))
    make([str(tmp_path / "clips")], settings, tmp_path / "build", base=tmp_path)
    return tmp_path / "build"


def read(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_draft_carries_the_files_of_the_build(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["email", "draft", str(built), "-c", str(built.parent / "briefing.toml")])
    message = read(built / "draft.eml")
    files = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}

    assert code == 0
    assert capsys.readouterr().out == f"{built / 'draft.eml'}\n"
    assert message["Subject"] == "[no. 2, as of 6 Mar 2030] Dam at Tarn"
    assert files == {
        "dam-at-tarn-no-2-2030-03-06.html": (built / "brief.html").read_bytes(),
        "dam-at-tarn-no-2-2030-03-06-figures.csv": (built / "figures.csv").read_bytes(),
        "dam-at-tarn-no-2-2030-03-06.json": (built / "brief.json").read_bytes(),
    }


def test_a_draft_can_be_printed(built: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["email", "draft", str(built), "-c", str(built.parent / "briefing.toml"), "-o", "-"]) == 0
    assert capfdbinary.readouterr().out == message_of(built, load(built.parent / "briefing.toml")).content


def test_make_writes_the_message_as_well(write: Write, tmp_path: Path) -> None:
    write("clips/a.txt", ARTICLES["a.txt"])
    settings = load(write("briefing.toml", SETTINGS.replace('"csv"]', '"eml"]', 1)))
    result = make([str(tmp_path / "clips")], settings, tmp_path / "build", base=tmp_path)

    assert result.missing == ()
    assert not (tmp_path / "build" / "figures.csv").exists()
    assert len(list(read(tmp_path / "build" / "brief.eml").iter_attachments())) == 3


def test_files_that_are_left_out_are_warned_of(built: Path, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    page = (built / "brief.html").read_bytes() + b" " * 1_000_000
    (built / "brief.html").write_bytes(page)
    brief = json.loads((built / "brief.json").read_text("utf-8"))
    for file in brief["files"]:
        if file["name"] == "brief.html":
            file["sha256"] = hashlib.sha256(page).hexdigest()
    (built / "brief.json").write_text(json.dumps(brief), "utf-8")
    settings = write("small.toml", SETTINGS.replace("[email]", "[email]\nmax_attachment_mb = 1"))

    assert main(["email", "draft", str(built), "-c", str(settings)]) == 0
    assert "it goes without brief.html, figures.csv, brief.json" in capsys.readouterr().err
    assert list(read(built / "draft.eml").iter_attachments()) == []


def test_what_is_to_ride_with_it_has_to_be_there(built: Path, write: Write) -> None:
    settings = write("more.toml", SETTINGS.replace('["html", "csv", "json"]', '["pdf"]'))

    with pytest.raises(BriefingError, match="holds no pdf; make it with --format pdf"):
        message_of(built, load(settings))


def test_a_build_that_does_not_hold_together_makes_no_message(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (built / "figures.csv").write_text("tampered")

    assert main(["email", "draft", str(built), "-c", str(built.parent / "briefing.toml")]) == 1
    assert "figures.csv: does not belong to this brief.json" in capsys.readouterr().err


def test_a_brief_comes_back_as_it_was_made(built: Path) -> None:
    brief, files = load_build(built)

    assert brief == load_brief(built)
    assert sorted(files) == ["csv", "html", "json"]
    assert files["html"].media_type == "text/html"
    assert brief.title == "Dam at Tarn"
    assert brief.sources[0].text == (built / "sources" / "S1.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (lambda held: held.pop("title"), "is not a brief of this version"),
        (lambda held: held["sources"][0].update(text_file="../../etc/passwd"), "is no text of format briefing/1"),
        (lambda held: held["sources"][0].update(id="S9", text_file="sources/S9.txt"), "S9.txt: can't be read"),
    ],
)
def test_a_brief_from_elsewhere_is_read_with_care(
    built: Path, change: Callable[[dict[str, object]], object], wrong: str
) -> None:
    held = json.loads((built / "brief.json").read_text("utf-8"))
    change(held)
    (built / "brief.json").write_text(json.dumps(held), "utf-8")

    with pytest.raises(BriefingError, match=wrong):
        load_brief(built)


def test_a_folder_without_a_brief_is_named(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="can't be read"):
        load_brief(tmp_path)
