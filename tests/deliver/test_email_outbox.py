"""The outbox remembers what became of each recipient, whatever happens to disk and runs."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefing.deliver.email import outbox as module
from briefing.deliver.email.outbox import DATABASE, Outbox
from briefing.errors import DeliveryError
from tests.deliver.mailhouse.faults import Script, troubled
from tests.deliver.test_email_faults import THREE, Desk, letter

ROOT = Path(__file__).parents[2]


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "outbox", now=iter(range(1000, 9999)).__next__)


def states(outbox: Outbox) -> list[tuple[int, str, str]]:
    found = (one for entry in outbox.entries() for one in entry.recipients)
    return [(one.number, one.address.split("@")[0], one.state) for one in found]


def test_a_message_waits_in_a_folder_of_its_own(outbox: Outbox) -> None:
    assert outbox.entries() == ()
    assert outbox.queue(letter()).numbers == (1,)

    assert outbox.content(1).startswith(b"From: Desk")
    assert '"duty@valley.example"' in (outbox.folder / "0001" / "envelope.json").read_text("utf-8")
    assert states(outbox) == [(1, "duty", "queued"), (1, "mayor", "queued"), (1, "archive", "queued")]
    assert outbox.entry(1).message_id == "<a1@valley.example>"


@pytest.mark.skipif(os.name != "posix", reason="rights are a matter of POSIX")
def test_nobody_else_reads_who_gets_what(outbox: Outbox) -> None:
    outbox.queue(letter())
    assert outbox.folder.stat().st_mode & 0o777 == 0o700
    assert (outbox.folder / "0001" / "envelope.json").stat().st_mode & 0o777 == 0o600


def test_the_same_brief_to_the_same_people_is_one_message(outbox: Outbox) -> None:
    outbox.queue(letter())
    assert outbox.queue(letter()).numbers == (1,)
    assert len(outbox.entries()) == 1


def test_who_has_it_does_not_get_it_again_and_who_is_new_does(outbox: Outbox) -> None:
    outbox.queue(letter(THREE[0]))
    outbox.settle(1, [THREE[0]], "sent", "250 OK")

    queued = outbox.queue(letter("DUTY@valley.example", THREE[1]))

    assert [(one.address, one.state) for one in queued.settled] == [(THREE[0], "sent")]
    assert states(outbox) == [(1, "duty", "sent"), (2, "mayor", "queued")]
    assert outbox.entry(2).message_id == "<a1.2@valley.example>"


@pytest.mark.parametrize("state", ["sent", "refused", "unclear", "claimed"])
def test_nobody_gets_it_again_but_by_an_explicit_word(outbox: Outbox, state: module.State) -> None:
    outbox.queue(letter(THREE[0]))
    outbox.settle(1, [THREE[0]], state, "")

    assert outbox.queue(letter(THREE[0])).numbers == ()
    assert outbox.queue(letter(THREE[0]), again=True).numbers == (2,)
    assert outbox.queue(letter(THREE[0])).numbers == (2,)


def test_another_brief_is_another_message(outbox: Outbox) -> None:
    outbox.queue(letter(THREE[0]))
    assert outbox.queue(letter(THREE[0], name="b2")).numbers == (2,)


def test_a_newer_form_of_a_message_takes_the_place_of_the_one_that_waits(outbox: Outbox) -> None:
    outbox.queue(letter(THREE[0], THREE[1]))
    outbox.settle(1, [THREE[0]], "sent", "250 OK")
    newer = letter(THREE[0], THREE[1], body="The ferries sail again.\n")

    assert outbox.queue(newer).numbers == (2,)
    assert states(outbox) == [(1, "duty", "sent"), (2, "mayor", "queued")]
    assert b"sail again" in outbox.content(2)

    assert outbox.queue(letter(THREE[1], body="They do not.\n")).numbers == (3,)
    assert states(outbox) == [(1, "duty", "sent"), (3, "mayor", "queued")]
    assert not (outbox.folder / "0002").exists()
    assert outbox.entry(3).message_id == "<a1.3@valley.example>"


def test_who_is_sent_stays_sent(outbox: Outbox) -> None:
    outbox.queue(letter(THREE[0]))
    outbox.settle(1, [THREE[0]], "sent", "250 OK")
    outbox.settle(1, [THREE[0]], "unclear", "late")
    assert states(outbox) == [(1, "duty", "sent")]


def test_a_claim_is_taken_once(outbox: Outbox) -> None:
    outbox.queue(letter())
    assert outbox.claim(1, THREE[:2])
    assert not outbox.claim(1, THREE[1:])
    assert outbox.claim(1, THREE[2:])


def test_claims_at_once_are_taken_once(outbox: Outbox) -> None:
    outbox.queue(letter())
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: Outbox(outbox.folder).claim(1, THREE), range(16)))
    assert sorted(taken) == [False] * 15 + [True]


def test_the_same_letter_queued_at_once_is_one_message(outbox: Outbox) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda _: Outbox(outbox.folder).queue(letter()).numbers, range(16)))
    assert set(numbers) == {(1,)}


def test_a_word_by_hand_changes_what_it_means_and_no_more(outbox: Outbox) -> None:
    outbox.queue(letter())
    for address, state in zip(THREE, ("sent", "unclear", "refused"), strict=True):
        outbox.settle(1, [address], state, "")

    assert [one.address for one in outbox.mark(1, sent=True)] == [THREE[1]]
    assert [one.address for one in outbox.mark(1, sent=False)] == [THREE[2]]
    assert states(outbox) == [(1, "duty", "sent"), (1, "mayor", "sent"), (1, "archive", "queued")]


def test_a_number_that_is_none_is_named(outbox: Outbox) -> None:
    with pytest.raises(DeliveryError, match="holds no message 7; it holds none"):
        outbox.mark(7, sent=True)
    outbox.queue(letter())
    with pytest.raises(DeliveryError, match="holds no message 7; it holds 1"):
        outbox.entry(7)


def test_a_preview_changes_nothing(outbox: Outbox) -> None:
    content, known = outbox.preview(letter())
    assert known == {}
    assert not outbox.folder.exists()
    assert b"Message-ID: <a1@valley.example>" in content

    outbox.queue(letter(name="first"))
    outbox.settle(1, THREE, "sent", "250 OK")
    content, known = outbox.preview(letter())
    assert b"In-Reply-To: <first@valley.example>" in content
    assert known == {}
    assert {one.state for one in outbox.preview(letter(name="first"))[1].values()} == {"sent"}


def test_a_long_series_keeps_its_first_and_its_last_issues(outbox: Outbox) -> None:
    for number in range(30):
        outbox.queue(letter(THREE[0], name=f"issue{number}"))
        outbox.settle(number + 1, [THREE[0]], "sent", "")
    content = outbox.preview(letter(name="now"))[0]
    chain = content.partition(b"References: ")[2].partition(b"\r\n\r\n")[0].split()
    assert chain[0] == b"<issue0@valley.example>"
    assert chain[-1] == b"<issue29@valley.example>"
    assert len(chain) == 21


def test_issues_that_never_went_out_are_not_followed(outbox: Outbox) -> None:
    outbox.queue(letter(name="first"))
    assert b"In-Reply-To" not in outbox.preview(letter())[0]


class TestDisks:
    """What the disk refuses is named, and nothing goes out without being written down first."""

    def test_a_file_in_place_of_the_outbox(self, tmp_path: Path) -> None:
        (tmp_path / "outbox").write_text("mine")
        with pytest.raises(DeliveryError, match="outbox: file exists"):
            Outbox(tmp_path / "outbox").queue(letter())

    def test_a_file_that_is_no_outbox(self, outbox: Outbox) -> None:
        outbox.folder.mkdir()
        (outbox.folder / DATABASE).write_text("certainly not a database, but long enough to be read as one" * 90)
        with pytest.raises(DeliveryError, match=r"outbox\.sqlite: file is not a database"):
            outbox.queue(letter())

    def test_an_outbox_of_a_newer_version(self, outbox: Outbox) -> None:
        outbox.queue(letter())
        with sqlite3.connect(outbox.folder / DATABASE) as database:
            database.execute("PRAGMA user_version = 2")
        database.close()
        with pytest.raises(DeliveryError, match="written by a newer version"):
            outbox.entries()

    def test_a_message_that_is_gone(self, outbox: Outbox) -> None:
        outbox.queue(letter())
        shutil.rmtree(outbox.folder / "0001")
        with pytest.raises(DeliveryError, match=r"0001/message\.eml: no such file"):
            outbox.content(1)
        with pytest.raises(DeliveryError, match=r"0001/message\.eml: no such file"):
            outbox.mark(1, sent=True)

    def test_what_an_interrupted_run_left_is_written_over(self, outbox: Outbox) -> None:
        (outbox.folder / "0001").mkdir(parents=True)
        (outbox.folder / "0001" / "message.eml").write_text("half")
        outbox.queue(letter())
        assert outbox.content(1).startswith(b"From: Desk")

    def test_a_disk_that_fills_up_before_the_claim_sends_nothing(self, small_disk: Path) -> None:
        desk = Desk(small_disk)
        desk.outbox.queue(letter())
        fill(small_disk)
        script = Script()
        with troubled(script) as port, pytest.raises(DeliveryError, match="Nothing more was sent"):
            desk.resume((1,), port)
        assert script.taken == []

        (small_disk / "filler").unlink()
        with troubled(script) as port:
            desk.resume((1,), port)
        assert script.deliveries == sorted(THREE)

    def test_a_disk_that_fills_up_after_the_answer_says_who_has_it(
        self, small_disk: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk = Desk(small_disk)
        desk.outbox.queue(letter())
        claim = desk.outbox.claim

        def claim_and_fill(number: int, addresses: list[str]) -> bool:
            taken = claim(number, addresses)
            fill(small_disk)
            return taken

        monkeypatch.setattr(desk.outbox, "claim", claim_and_fill)
        script = Script()
        with troubled(script) as port:
            with pytest.raises(DeliveryError, match=r"duty@valley\.example, .*: sent, the server says 250"):
                desk.resume((1,), port)
            (small_disk / "filler").unlink()
            desk.outbox.doubt_interrupted()
            desk.send(port)
        assert set(desk.states.values()) == {"unclear"}
        assert script.deliveries == sorted(THREE)

    def test_a_message_that_has_no_room_is_not_queued(self, small_disk: Path) -> None:
        outbox = Outbox(small_disk / "outbox")
        outbox.queue(letter())
        with pytest.raises(DeliveryError, match="no space left on device"):
            outbox.queue(letter(name="large", body="Rain.\n" * 100_000))
        assert len(outbox.entries()) == 1
        assert outbox.queue(letter(name="small")).numbers == (2,)

    def test_a_limit_on_the_size_of_files(self, outbox: Outbox) -> None:
        outbox.queue(letter())
        done = subprocess.run(
            [sys.executable, "-c", LIMITED, str(outbox.folder)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.startswith("DeliveryError: ")
        assert "file too large" in done.stdout
        assert len(outbox.entries()) == 1


LIMITED = """
import resource, sys
from pathlib import Path
from briefing.deliver.email.outbox import Outbox
from tests.deliver.test_email_faults import letter
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
try:
    Outbox(Path(sys.argv[1])).queue(letter(name="large", body="Rain.\\n" * 100_000))
except Exception as error:
    print(f"{type(error).__name__}: {error}")
"""


def fill(disk: Path) -> None:
    """Leave no room on a disk."""
    with (disk / "filler").open("wb", buffering=0) as stream:
        try:
            while stream.write(b"x" * 4096):
                pass
        except OSError:
            return


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB: only root may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no right to mount a small disk here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_file_system_without_locks_will_do(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(module.fcntl, "flock", refuse)
    outbox.queue(letter())
    with outbox.locked(1) as free:
        assert free
