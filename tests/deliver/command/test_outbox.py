"""`briefing email outbox`: what became of each message, and what can be done about it."""

from pathlib import Path

import pytest

from briefing.cli import main
from tests.deliver.command.conftest import TO, settle
from tests.deliver.mailhouse import PASSWORD, USER, House
from tests.deliver.mailhouse.faults import Script, troubled
from tests.desk import ARTICLES, tree


def test_what_can_be_done_is_said(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    played = Script(rcpt={TO[0]: ["450 4.2.0 later"], TO[1]: ["550 5.1.1 nobody of that name"]}, data=["drop-after"])
    with troubled(played) as port:
        settle(desk, port=port, security="none")
        assert main(["email", "send", "--yes"]) == 1
        said = capsys.readouterr()
        assert "--resume" in said.err
        assert "--mark unsent 1" in said.err
        assert "550 5.1.1 nobody of that name" in said.out

        assert main(["email", "outbox", "--resume"]) == 1
        said = capsys.readouterr()
        assert "unclear   duty@valley.example" in said.out
        assert "Nobody knows whether it went out" in said.out

        assert main(["email", "outbox", "--mark", "sent", "1"]) == 0
        assert main(["email", "outbox", "--mark", "unsent", "1"]) == 1
        assert main(["email", "send", "--yes"]) == 0
        assert main(["email", "outbox"]) == 0
    assert played.deliveries == sorted(TO)


def test_a_refusal_is_told_by_the_run_that_meets_it_and_is_final_afterwards(desk: Path) -> None:
    played = Script(rcpt={TO[0]: ["450 4.2.0 later", "550 5.1.1 nobody of that name"]})
    with troubled(played) as port:
        settle(desk, port=port, security="none")
        assert main(["email", "send", "--yes"]) == 1
        assert main(["email", "outbox"]) == 1
        assert main(["email", "outbox", "--resume"]) == 1
    assert main(["email", "outbox"]) == 0
    assert main(["email", "outbox", "--resume"]) == 0


def test_an_outbox_that_is_empty_says_so(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["email", "outbox"]) == 0
    assert capsys.readouterr().out == "build/outbox: is empty\n"
    assert main(["email", "outbox", "--mark", "sent", "4"]) == 1
    assert "holds no message 4; it holds none" in capsys.readouterr().err


def test_one_outbox_may_serve_several_builds(desk: Path, script: Script) -> None:
    settle(desk, outbox="sent mail")
    assert main(["email", "send", "--yes"]) == 0
    (desk / "build").rename(desk / "moved")
    assert main(["email", "send", "moved", "--yes"]) == 0
    assert len(script.taken) == 1
    assert (desk / "sent mail" / "outbox.sqlite").is_file()


def test_the_outbox_disturbs_neither_making_nor_verifying(desk: Path, script: Script) -> None:
    main(["email", "send", "--yes"])
    before = tree(desk / "build" / "outbox")
    assert main(["make", "-q", str(ARTICLES)]) == 0
    assert main(["verify", "build"]) == 0
    assert tree(desk / "build" / "outbox") == before
    main(["email", "send", "--yes"])
    assert len(script.taken) == 1


class TestTheMailHouse:
    """Through a real server, with a password, and found in a real mailbox."""

    @pytest.fixture
    def sending(self, desk: Path, house: House, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("MAILHOUSE", PASSWORD)
        settle(
            desk, port=house.submission, user=USER, password_env="MAILHOUSE", ca_file=str(house.ca_file),
            imap_host="localhost", imap_port=house.imaps, bcc=["desk@valley.example"],
        )  # fmt: skip
        return desk

    def test_it_arrives(self, sending: Path, house: House) -> None:
        assert main(["email", "send", "--yes"]) == 0
        (message,) = house.parsed("duty", 1)
        (attached,) = message.iter_attachments()
        written = attached.get_payload(decode=True)
        assert isinstance(written, bytes)
        assert written.replace(b"\r\n", b"\n") == (sending / "build" / "brief.md").read_bytes()

    def test_a_message_of_which_nobody_knows_is_found(
        self, sending: Path, house: House, capsys: pytest.CaptureFixture[str]
    ) -> None:
        from briefing.deliver.email import Outbox

        main(["email", "send", "--yes"])
        house.messages("desk", 1)
        forget(sending / "build" / "outbox")
        assert main(["email", "outbox"]) == 1
        assert main(["email", "outbox", "--check"]) == 0
        assert "message 1 is in INBOX" in capsys.readouterr().err
        assert {one.answer for one in Outbox(sending / "build" / "outbox").recipients(1)} == {"marked by hand"}

    def test_a_message_that_is_not_found_proves_nothing(
        self, sending: Path, house: House, capsys: pytest.CaptureFixture[str]
    ) -> None:
        main(["email", "send", "--yes"])
        house.messages("desk", 1)
        house.clear()
        forget(sending / "build" / "outbox")
        assert main(["email", "outbox", "--check"]) == 1
        assert "is in no folder there, which proves nothing" in capsys.readouterr().err
        assert main(["email", "outbox", "--mark", "sent", "1"]) == 0
        assert main(["email", "outbox", "--check"]) == 0


def forget(outbox: Path) -> None:
    """Make an outbox look as after a run that was killed while it waited for the answer."""
    import sqlite3

    database = sqlite3.connect(outbox / "outbox.sqlite")
    with database:
        database.execute("UPDATE recipient SET state = 'claimed'")
    database.close()
