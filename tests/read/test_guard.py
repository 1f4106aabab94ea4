"""The reading processes: what a document does there costs that document alone."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing import plugins
from briefing.engine import read_all
from briefing.errors import PluginError
from briefing.read.locate import Found
from briefing.read.nested import Reading
from briefing.read.worker import process, wire
from briefing.read.worker.guard import MOST_SKIPPED, Worker
from briefing.read.worker.process import Nursery, environment
from briefing.settings import Limits, Settings

MODULE = """
import ctypes, os, signal, socket, subprocess, sys, time
from briefing.read.nested import read_inner
from briefing.read.problems import Problems
from briefing.read.record import make_source

STATE = []

class Trap:
    def __init__(self, greeting=""):
        self.greeting = greeting

    def read(self, data, origin):
        word = data.decode().strip()
        print("rubbish")
        os.write(1, b"more rubbish")
        os.write(2, b"and more")
        getattr(self, word, lambda: None)()
        if word == "liar":
            origin = "/etc/passwd"
        if word == "imported":
            word = " ".join([str(os.getppid()), *(name for name in ("trafilatura", "pypdf") if name in sys.modules)])
        text = self.greeting + word + "\\ud800" * (word == "surrogate")
        yield make_source(data, origin, text, "text/trap")

    def hang(self):
        while True:
            pass

    def crash(self):
        ctypes.string_at(0)

    def leave(self):
        sys.exit(3)

    def signal(self):
        os.kill(os.getpid(), 40)

    def fill(self):
        bytearray(1 << 30)

    def spoil(self):
        STATE.append(bytearray(150 << 20))

    def half(self):
        bytearray(150 << 20)

    def mute(self):
        os.closerange(3, 20)
        time.sleep(60)

    def lie(self):
        for number in range(3, 20):
            try:
                os.write(number, bytes(8) + b"\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02??")
            except OSError:
                pass

    def call(self):
        socket.create_connection(("127.0.0.1", 9))

    def shoot(self):
        os.kill(os.getppid(), signal.SIGKILL)

    def start(self):
        subprocess.run(["touch", "started"])

    def write(self):
        open("written", "w").write("x")

    def paths(self):
        os.open(os.path.join(os.getcwd(), "opened"), os.O_CREAT | os.O_WRONLY)

class Box:
    def read(self, data, origin):
        problems = Problems(origin)
        for number, part in enumerate(data.split(), 1):
            yield from problems.kept(read_inner(part, f"{origin}/{number}.trap"))
        problems.finish("")
"""


@pytest.fixture(autouse=True)
def _traps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "plugins" / "trap-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder.parent / "trap_reader.py").write_text(MODULE)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: trap\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text("[briefing.readers]\ntrap = trap_reader:Trap\nbox = trap_reader:Box\n")
    monkeypatch.syspath_prepend(folder.parent)
    monkeypatch.chdir(tmp_path)
    plugins._installed.cache_clear()
    yield
    plugins._installed.cache_clear()


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(wire.Setup(megabytes=256), seconds=3)
    yield worker
    worker.close()


def texts(reading: Reading) -> list[str]:
    return [source.text for source in reading.sources]


def test_a_document_comes_back_as_it_was_read(worker: Worker) -> None:
    (source,) = worker.read(b"flood", "a.trap").sources

    assert (source.origin, source.text, source.media_type) == ("a.trap", "flood", "text/trap")


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("hang", "a.trap: takes longer than 3 seconds to read."),
        ("crash", "a.trap: ended the process that read it (SIGSEGV)."),
        ("leave", "a.trap: ended the process that read it (exit code 3)."),
        ("signal", "a.trap: ended the process that read it (signal 40)."),
        ("mute", "a.trap: ended the process that read it (it fell silent)."),
        ("lie", "a.trap: what it made its reader answer is no document."),
        ("liar", "a.trap: what it made its reader answer is no document."),
        ("fill", "a.trap: takes more memory than one source may."),
        ("call", "a.trap: is broken, or is no trap file (PermissionError: a reader may not use socket."),
        ("shoot", "a.trap: is broken, or is no trap file (PermissionError: a reader may not use os.kill)"),
        ("start", "a.trap: is broken, or is no trap file (PermissionError: a reader may not use subprocess.Popen)"),
        ("write", "a.trap: is broken, or is no trap file (PermissionError: a reader may not write files)"),
        ("paths", "a.trap: is broken, or is no trap file (PermissionError: a reader may not write files)"),
    ],
)
def test_a_trap_costs_one_document_and_the_next_is_read(worker: Worker, word: str, why: str, tmp_path: Path) -> None:
    caught = worker.read(word.encode(), "a.trap")

    assert caught.sources == ()
    assert caught.problems[0].startswith(why)
    assert len(caught.problems) == 1
    assert texts(worker.read(b"flood", "b.trap")) == ["flood"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plugins"]


def test_what_an_earlier_document_left_behind_does_not_count(worker: Worker) -> None:
    assert texts(worker.read(b"spoil", "a.trap")) == ["spoil"]
    assert texts(worker.read(b"half", "b.trap")) == ["half"]


def test_a_document_inside_another_costs_only_itself(worker: Worker) -> None:
    reading = worker.read(b"one crash two leave three", "a.box")

    assert texts(reading) == ["one", "two", "three"]
    assert [problem.split(": ")[0] for problem in reading.problems] == ["a.box/2.trap", "a.box/4.trap"]


def test_a_file_full_of_traps_is_given_up(worker: Worker) -> None:
    reading = worker.read(b"one " + b"leave " * (MOST_SKIPPED + 5), "a.box")

    assert texts(reading) == ["one"]
    assert len(reading.problems) == MOST_SKIPPED + 1


def test_a_worker_that_is_closed_starts_no_other_process(worker: Worker) -> None:
    assert texts(worker.read(b"flood", "a.trap")) == ["flood"]
    threading.Timer(0.5, worker.close).start()
    reading = worker.read(b"hang", "b.trap")

    assert reading.problems == ("b.trap: was not read to the end: the run was ended.",)


def test_workers_are_copies_of_one_process_that_has_imported_the_reader_of_pages() -> None:
    nursery = Nursery(pages=True)
    workers = [Worker(wire.Setup(), seconds=20, nursery=nursery) for _ in range(2)]
    page = b"<html><body><article><p>" + b"The dyke gave way before midnight, the county said. " * 9 + b"</p></article>"
    found = [worker.read(page, "a.html").sources for worker in workers]
    inner = [texts(worker.read(b"imported", "a.trap")) for worker in workers]
    for worker in workers:
        worker.close()
    nursery.close()

    assert found[0] == found[1] != ()
    (first,), (second,) = inner
    assert first.split()[0] == second.split()[0]
    assert first.split()[1:] == second.split()[1:] == ["trafilatura"]


def test_a_process_that_others_are_copies_of_is_replaced_when_it_dies(worker: Worker) -> None:
    mother = int(texts(worker.read(b"imported", "a.trap"))[0].split()[0])
    os.kill(mother, signal.SIGKILL)

    assert (
        worker.read(b"leave", "b.trap").problems[0].startswith("b.trap: ended the process that read it (exit code 3)")
    )
    assert texts(worker.read(b"flood", "c.trap")) == ["flood"]


def test_where_processes_can_t_be_copied_a_new_interpreter_reads(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "CAN_COPY", False)

    assert texts(worker.read(b"flood", "a.trap")) == ["flood"]
    assert (
        worker.read(b"leave", "a.trap").problems[0].startswith("a.trap: ended the process that read it (exit code 3)")
    )
    assert (
        worker.read(b"mute", "a.trap").problems[0].startswith("a.trap: ended the process that read it (it fell silent)")
    )


def test_a_lone_surrogate_becomes_a_replacement_character(worker: Worker) -> None:
    assert texts(worker.read(b"surrogate", "a.trap")) == ["surrogate\ufffd"]


def test_what_is_passed_over_is_told(worker: Worker) -> None:
    from tests.read.test_archive import packed

    reading = worker.read(packed(("photo.jpg", b"x"), ("a.txt", b"The flood.")), "a.zip")

    assert texts(reading) == ["The flood."]
    assert reading.skipped == ("a.zip/photo.jpg: no reader for this kind of file",)


def test_a_child_is_told_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", "secret")

    told = environment()
    assert "MAIL_PASSWORD" not in told
    assert told["PYTHONHASHSEED"] == "0"
    assert told["PATH"] == os.environ["PATH"]


def files(folder: Path, *contents: str) -> list[Found]:
    folder.mkdir()
    found = []
    for number, content in enumerate(contents):
        suffix = "txt" if content.startswith("text") else "trap"
        path = folder / f"{number}.{suffix}"
        path.write_text(content)
        found.append(Found(path, path.name))
    return found


def test_readings_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    words = ["text one", "flood", "crash", "text two", "", "storm"] * 30
    readings = list(read_all(files(tmp_path / "pile", *words), Settings()))

    assert [texts(reading) for reading in readings[:6]] == [["text one"], ["flood"], [], ["text two"], [""], ["storm"]]
    assert [texts(reading) for reading in readings] == [texts(reading) for reading in readings[:6]] * 30


def test_text_needs_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere")
    found = files(tmp_path / "pile", "text one", "text two")
    (tmp_path / "pile" / "rows").write_text(
        '{"text": "The river rose by a metre on Monday."}\n{"text": "The bridge is shut."}'
    )

    readings = list(read_all([*found, Found(tmp_path / "pile" / "rows", "rows")], Settings()))
    assert [len(reading.sources) for reading in readings] == [1, 1, 2]
    assert all(not reading.problems for reading in readings)


def test_rows_that_hold_markup_are_read_in_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere")
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "<p>The river rose by a metre on Monday.</p>"}\n')

    (reading,) = read_all([Found(path, path.name)], Settings())
    assert "no process can be started to read in" in reading.problems[0]


def test_what_cannot_be_loaded_and_what_has_no_reader_is_named(tmp_path: Path) -> None:
    found = files(tmp_path / "pile", "text one")
    (tmp_path / "pile" / "a.txt").write_bytes(b"\x89PNG")

    readings = list(
        read_all(
            [Found(tmp_path / "gone.txt", "gone.txt"), Found(tmp_path / "pile" / "a.txt", "a.txt"), *found], Settings()
        )
    )
    assert "gone.txt: can't be read" in readings[0].problems[0]
    assert "a.txt: is a PNG image" in readings[1].problems[0]
    assert texts(readings[2]) == ["text one"]


def test_a_text_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    (reading,) = read_all([Found(path, path.name)], Settings())

    assert reading.sources == ()
    assert "empty.txt: the file is empty" in reading.problems[0]


def test_settings_reach_the_process(tmp_path: Path) -> None:
    settings = Settings(plugins={"trap": {"greeting": "hello "}}, limits=Limits(read_seconds=5))

    (reading,) = read_all(files(tmp_path / "pile", "flood"), settings)
    assert texts(reading) == ["hello flood"]


def test_a_wrong_table_ends_the_run_before_any_document(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match=r"plugin\.trap\.greetings"):
        list(read_all(files(tmp_path / "pile", "flood"), Settings(plugins={"trap": {"greetings": "x"}})))
