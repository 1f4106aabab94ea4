"""What the disk refuses to an outbox is named, and nothing goes out without being written down first."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.deliver.email.outbox import DATABASE, Outbox
from briefing.errors import DeliveryError
from tests.deliver.mailhouse.desk import THREE, Desk, letter
from tests.deliver.mailhouse.faults import Script, troubled

ROOT = Path(__file__).parents[2]


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
from tests.deliver.mailhouse.desk import letter
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
