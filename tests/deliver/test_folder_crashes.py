"""A run that is killed, a disk that is full, a second run: the earlier build stands, or the new one does."""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from briefing.deliver import folder as module
from briefing.deliver.folder import FolderDeliverer
from briefing.errors import DeliveryError
from tests.deliver.test_folder import artifact, brief, deliver, tree


def test_what_a_killed_run_left_behind_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    ours = (".briefing-0123456789abcdef.tmp", "sources/.briefing-0123456789abcdef.tmp")
    theirs = (".briefing-0123.tmp", ".briefing.tmp", "brief.html.tmp")
    for name in (*ours, *theirs):
        (tmp_path / name).write_text("half")

    deliver(tmp_path, "brief.json")

    assert set(tree(tmp_path)) == {*theirs, "brief.json", "sources/S1.txt"}


def test_a_file_system_without_locks_or_flushing_folders_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(module.fcntl, "flock", refuse)
    opened = os.open

    def files_alone(path: str, flags: int, mode: int = 0o777) -> int:
        if flags == os.O_RDONLY and len(list(tmp_path.rglob("*"))) > 1:
            raise OSError(errno.EINVAL, "Invalid argument")
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", files_alone)
    deliver(tmp_path, "brief.json")

    assert set(tree(tmp_path)) == {"brief.json", "sources/S1.txt"}


def test_windows_has_neither_locks_nor_flushed_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "sys", SimpleNamespace(platform="win32"))

    deliver(tmp_path, "brief.json")

    assert set(tree(tmp_path)) == {"brief.json", "sources/S1.txt"}


# A child that delivers one build after another, all of whose files hold one letter, until it is killed.
WRITER = """
import itertools, sys
from pathlib import Path
from tests.deliver.test_folder import artifact, brief
from briefing.deliver.folder import FolderDeliverer
letters = itertools.cycle("abcdefgh")
print("ready", flush=True)
for letter in letters:
    files = [artifact(name, letter.encode() * 300_000) for name in ("brief.html", "brief.pdf", "brief.json")]
    FolderDeliverer(Path(sys.argv[1])).deliver(files, brief(*[letter * 50_000] * (3 + ord(letter) % 3)))
"""


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def kill_after(child: subprocess.Popen[str], seconds: float) -> None:
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()


def assert_whole(build: Path) -> None:
    for name, content in tree(build).items():
        if not Path(name).name.startswith(".briefing-"):
            assert len(content) == (50_000 if name.startswith("sources/") else 300_000), name
            assert len(set(content)) == 1, f"{name}: two builds in one file"


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_a_run_killed_at_any_moment_leaves_every_file_whole(tmp_path: Path) -> None:
    moments = random.Random(7)
    for _ in range(8):
        kill_after(start(WRITER, str(tmp_path)), moments.uniform(0.0, 0.12))
        assert_whole(tmp_path)

    deliver(tmp_path, "brief.html", "brief.pdf", "brief.json")
    assert set(tree(tmp_path)) == {"brief.html", "brief.pdf", "brief.json", "sources/S1.txt"}


@pytest.mark.skipif(os.name != "posix", reason="locks are a matter of POSIX")
def test_no_other_run_gets_in_while_files_are_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    refused: list[str] = []
    replace = Path.replace

    def try_lock(path: Path, target: Path) -> Path:
        descriptor = os.open(tmp_path, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            refused.append(target.name)
        os.close(descriptor)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", try_lock)
    deliver(tmp_path, "brief.json")
    assert refused == ["S1.txt", "brief.json"]

    refused.clear()
    try_lock(tmp_path / "brief.json", tmp_path / "moved.json")
    assert refused == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB: only root may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=256k", "none", str(place)]
    if mount is None or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no right to mount a small disk here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_fills_up_leaves_the_old_build_as_it_was(small_disk: Path) -> None:
    deliver(small_disk, "brief.html", "brief.json", content=b"old")
    before = tree(small_disk)

    with pytest.raises(DeliveryError, match=r"brief\.pdf: can't be written: no space left on device\. Free some space"):
        FolderDeliverer(small_disk).deliver(
            [artifact("brief.html"), artifact("brief.pdf", b"x" * 400_000), artifact("brief.json")], brief("Wind.")
        )

    assert tree(small_disk) == before
    assert deliver(small_disk, "brief.json")[-1].endswith("brief.json")


LIMITED = """
import resource, sys
from pathlib import Path
from tests.deliver.test_folder import deliver
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    deliver(Path(sys.argv[1]), "brief.html", "brief.json", content=b"x" * 300_000)
except Exception as error:
    print(f"{type(error).__name__}: {error}")
"""


@pytest.mark.skipif(os.name != "posix", reason="limits are a matter of POSIX")
def test_a_limit_on_the_size_of_files_leaves_the_old_build_as_it_was(tmp_path: Path) -> None:
    deliver(tmp_path, "brief.html", "brief.json", content=b"old")
    before = tree(tmp_path)

    child = start(LIMITED, str(tmp_path))
    said, _ = child.communicate()

    assert said.startswith(
        f"DeliveryError: {tmp_path / 'brief.html'}: can't be written: file too large. Free some space"
    )
    assert tree(tmp_path) == before


def test_a_thousand_sources_are_written(tmp_path: Path, write: Callable[[str, str], Path]) -> None:
    texts = tuple(f"Report number {number}." for number in range(1000))

    assert len(deliver(tmp_path, "brief.json", texts=texts)) == 1001
