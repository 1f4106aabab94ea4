"""`briefing email send`, as somebody at a desk uses it."""

import io
import sys
from pathlib import Path

import pytest

from briefing.cli import main
from tests.deliver.command.conftest import TO, settle
from tests.deliver.mailhouse.faults import Script, troubled
from tests.desk import ARTICLES


def test_it_shows_what_goes_to_whom_and_says_what_became_of_it(
    desk: Path, script: Script, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["email", "send", "--yes"]) == 0
    said = capsys.readouterr()

    shown = dict(line.split(maxsplit=1) for line in said.err.splitlines() if line[:1].isupper())
    assert shown["From"] == "Flood desk <desk@valley.example>"
    assert (shown["To"], shown["Cc"]) == ("duty@valley.example", "The mayor <mayor@valley.example>")
    assert ".md" in shown["Size"]
    assert "not encrypted" in shown["Server"]
    assert shown["Now"] == "to 2 recipients"
    assert [line.split()[:2] for line in said.out.splitlines()] == [["sent", address] for address in TO]
    assert script.deliveries == sorted(TO)


def test_nobody_gets_the_same_brief_twice_however_it_looks(
    desk: Path, script: Script, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["email", "send", "--yes"])
    capsys.readouterr()
    assert main(["email", "send"]) == 0
    said = capsys.readouterr()
    assert "to nobody: all of them are settled" in said.err
    assert [line.split()[0] for line in said.out.splitlines()] == ["sent", "sent"]

    settle(desk, max_attachment_mb=1, reply_to="desk@valley.example", list_unsubscribe="mailto:leave@valley.example")
    assert main(["email", "send", "--yes"]) == 0
    assert len(script.taken) == 1

    assert main(["email", "send", "--yes", "--again"]) == 0
    assert len(script.taken) == 2


def test_who_is_hidden_has_it_and_nobody_reads_so(desk: Path, script: Script) -> None:
    settle(desk, bcc=["archive@valley.example"])
    assert main(["email", "send", "--yes"]) == 0
    assert script.deliveries == sorted([*TO, "archive@valley.example"])
    assert not any(b"archive" in content or b"\nBcc" in content for _, content in script.taken)


def test_others_can_be_named_for_once(desk: Path, script: Script) -> None:
    assert main(["email", "send", "--yes", "--to", "me@valley.example"]) == 0
    assert script.deliveries == ["me@valley.example"]
    assert b"To: me@valley.example" in script.taken[0][1]
    assert b"mayor" not in script.taken[0][1].partition(b"\r\n\r\n")[0]


def test_a_next_issue_follows_the_one_before_it(desk: Path, script: Script) -> None:
    main(["email", "send", "--yes"])
    text = (desk / "briefing.toml").read_text("utf-8").replace("serial = 1", "serial = 2")
    (desk / "briefing.toml").write_text(text, "utf-8")
    assert main(["make", "-q", str(ARTICLES)]) == 0
    assert main(["email", "send", "--yes"]) == 0

    first, second = (content for _, content in script.taken)
    own = first.partition(b"Message-ID: ")[2].partition(b"\r\n")[0]
    assert b"In-Reply-To: " + own in second
    assert main(["verify", "build"]) == 0


def test_a_try_writes_the_message_and_nothing_else(
    desk: Path, script: Script, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["email", "send", "--dry-run"]) == 0
    assert capsys.readouterr().out == "build/message.eml\n"
    content = (desk / "build" / "message.eml").read_bytes()
    assert b"X-Unsent" not in content
    assert not (desk / "build" / "outbox").exists()
    assert script.taken == []


def test_nobody_is_asked_where_there_is_no_terminal(
    desk: Path, script: Script, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert main(["email", "send"]) == 2
    assert "give --yes to send without asking" in capsys.readouterr().err
    assert script.taken == []


@pytest.mark.parametrize(("answer", "code", "taken"), [("y\n", 0, 1), ("n\n", 130, 0), ("\n", 130, 0)])
def test_a_person_is_asked(
    desk: Path, script: Script, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, taken: int
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    assert main(["email", "send"]) == code
    assert len(script.taken) == taken


def test_a_build_that_verify_refuses_is_not_sent(
    desk: Path, script: Script, capsys: pytest.CaptureFixture[str]
) -> None:
    with (desk / "build" / "brief.md").open("a") as stream:
        stream.write("One word more.")
    assert main(["email", "send", "--yes"]) == 1
    assert "brief.md: does not belong to this brief.json" in capsys.readouterr().err
    assert not (desk / "build" / "outbox").exists()
    assert script.taken == []


def test_an_attachment_that_vanished_is_named(desk: Path, script: Script, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "build" / "brief.md").unlink()
    assert main(["email", "send", "--yes"]) == 1
    assert "brief.md: is missing" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("removed", "expected"),
    [
        ('from = "Flood desk <desk@valley.example>"', "email.from: is not set"),
        ('host = "localhost"', "email.host: is not set"),
        ('to = ["duty@valley.example"]\ncc = ["file:lists/town.txt"]', "email.to: names nobody"),
    ],
)
def test_a_setting_that_sending_needs_is_named(
    desk: Path, capsys: pytest.CaptureFixture[str], removed: str, expected: str
) -> None:
    text = (desk / "briefing.toml").read_text("utf-8")
    assert removed in text
    (desk / "briefing.toml").write_text(text.replace(removed, ""), "utf-8")
    assert main(["email", "send", "--yes"]) == 2
    assert expected in capsys.readouterr().err


def test_everybody_who_is_missing_is_named_at_once(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "briefing.toml").write_text("[email]\nattach = []\n", "utf-8")
    assert main(["email", "send", "--yes"]) == 2
    said = capsys.readouterr().err
    assert "email.from: is not set" in said
    assert "email.to: names nobody" in said


def test_an_address_on_the_command_line_that_is_none_is_named(
    desk: Path, script: Script, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["email", "send", "--yes", "--to", "bob at valley"]) == 2
    assert "bob at valley" in capsys.readouterr().err


def test_hostile_words_of_a_server_do_not_steer_the_terminal(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with troubled(Script(rcpt={TO[0]: ["550 \x1b[2J\x07 gone"]})) as port:
        settle(desk, port=port, security="none")
        main(["email", "send", "--yes"])
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert "gone" in said.out
