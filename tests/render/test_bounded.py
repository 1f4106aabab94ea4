"""Work in a process of its own: what comes back, what is ended, and that no thread stands in the way."""

import io
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from briefing import bounded
from briefing.bounded import EndedError, LateError, alarm, results, serve
from briefing.errors import RenderError, SettingsError


def numbers(many: int) -> Iterator[bytes]:
    for number in range(many):
        yield str(number).encode() * 1000


def identities() -> Iterator[bytes]:
    yield str(os.getpid()).encode()
    yield str(os.getppid()).encode()


def wrong(kind: type[Exception]) -> Iterator[bytes]:
    yield b"first"
    raise kind("what went wrong")


def dying(number: int) -> Iterator[bytes]:
    yield b"first"
    os.kill(os.getpid(), number)
    yield b"never"


def leaving() -> Iterator[bytes]:
    yield b"first"
    os._exit(3)


def sleeping(seconds: float) -> Iterator[bytes]:
    yield b"first"
    with alarm(seconds):
        while True:
            time.sleep(60)


def deaf() -> Iterator[bytes]:
    yield b"first"
    while True:
        try:
            with alarm(0.05):
                time.sleep(60)
        except LateError:
            pass


def greedy() -> Iterator[bytes]:
    try:
        yield bytes(bytearray(bounded.MEGABYTES << 20))
    except MemoryError:
        yield b"too much"


@pytest.fixture(params=["alone", "beside a thread"])
def beside(request: pytest.FixtureRequest) -> Iterator[None]:
    """The work of this process alone, and that of one in which another thread runs."""
    if request.param == "alone":
        yield
        return
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    yield
    done.set()
    thread.join()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "GRACE", 0.2)


def test_results_come_whole_and_in_their_order(beside: None) -> None:
    assert list(results(partial(numbers, 40), seconds=60)) == list(numbers(40))


def test_it_is_another_process(beside: None) -> None:
    own, parent = results(identities, seconds=60)

    assert int(own) != os.getpid()
    assert int(parent) == os.getpid()


@pytest.mark.parametrize("kind", [RenderError, SettingsError])
def test_an_error_of_ours_comes_back_as_itself(beside: None, kind: type[Exception]) -> None:
    answers = results(partial(wrong, kind), seconds=60)

    assert next(answers) == b"first"
    with pytest.raises(kind, match=r"^what went wrong$"):
        next(answers)


class NearError(RenderError):
    """A plugin's own."""


def test_an_error_of_a_plugin_comes_back_as_the_nearest_of_ours() -> None:
    with pytest.raises(RenderError, match=r"^what went wrong$"):
        list(results(partial(wrong, NearError), seconds=60))


def test_any_other_error_comes_back_with_its_traceback() -> None:
    with pytest.raises(RuntimeError, match=r"(?s)Traceback.*in wrong.*KeyError: 'what went wrong'"):
        list(results(partial(wrong, KeyError), seconds=60))


@pytest.mark.parametrize(
    ("work", "said"),
    [(partial(dying, signal.SIGTERM), "SIGTERM"), (leaving, "exit code 3"), (partial(dying, 40), "40")],
)
def test_a_process_that_dies_says_how(work: bounded.Work, said: str) -> None:
    answers = results(work, seconds=60)

    assert next(answers) == b"first"
    with pytest.raises(EndedError, match=said) as caught:
        next(answers)
    assert not caught.value.is_late


def test_a_dead_interpreter_says_how(beside: None) -> None:
    with pytest.raises(EndedError, match="exit code 3"):
        list(results(leaving, seconds=60))


def test_what_takes_too_long_hears_its_alarm(beside: None) -> None:
    answers = results(partial(sleeping, 0.05), seconds=60)

    assert next(answers) == b"first"
    with pytest.raises(RuntimeError, match="LateError"):
        next(answers)


def test_what_does_not_hear_it_is_killed(impatient: None) -> None:
    answers = results(deaf, seconds=0.2)

    assert next(answers) == b"first"
    with pytest.raises(EndedError) as caught:
        next(answers)
    assert caught.value.is_late


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the address space")
def test_the_memory_is_bounded() -> None:
    assert list(results(greedy, seconds=60)) == [b"too much"]


def test_an_alarm_does_nothing_in_a_process_that_is_not_ours() -> None:
    with alarm(0.001):
        time.sleep(0.01)


def children() -> set[str]:
    """Return the processes that this one has started and that are still there."""
    found = set()
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # one that ended meanwhile
            parent = (place / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1]
            found |= {place.name} if parent == str(os.getpid()) else set()
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_nobody_is_left_behind_when_nobody_waits_any_more(beside: None) -> None:
    before = children()
    answers = results(partial(sleeping, 3600), seconds=3600)
    next(answers)
    during = children() - before
    answers.close()

    assert during
    assert not during & children()


def test_without_another_process_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)

    assert next(results(identities, seconds=60)) == str(os.getpid()).encode()


def test_without_a_fork_a_new_interpreter_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")

    assert list(results(partial(numbers, 3), seconds=60)) == list(numbers(3))


def test_a_new_interpreter_prints_nothing_into_the_answers() -> None:
    loud = partial(exec, "print('noise')")
    command = [sys.executable, "-c", bounded._BOOT, *sys.path]
    done = subprocess.run(command, input=pickle.dumps(loud), capture_output=True, check=True)

    assert b"noise" not in done.stdout
    assert done.stdout.startswith(b"e")


def test_whoever_is_not_listening_any_more_is_told_nothing() -> None:
    class Gone(io.BytesIO):
        def write(self, content: object) -> int:
            raise BrokenPipeError

    serve(partial(numbers, 3), Gone())


def test_the_frames_of_a_process_can_be_read() -> None:
    outward = io.BytesIO()
    serve(partial(numbers, 1), outward)

    assert outward.getvalue() == b"r" + (1000).to_bytes(8) + b"0" * 1000 + b"d" + bytes(8)


def test_the_thread_of_the_moving_line_is_no_hindrance() -> None:
    from rich.console import Console

    with Console(file=io.StringIO(), force_terminal=True).status("working"):
        own, parent = results(identities, seconds=60)

    assert int(parent) == os.getpid()
    assert int(own) != os.getpid()


def test_the_alarm_rings_in_a_process_that_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded._Alarm, "is_ours", False)
    held = signal.getsignal(signal.SIGALRM)
    bounded._Alarm.take()
    try:
        with pytest.raises(LateError), alarm(0.01):
            time.sleep(60)
        with alarm(60):
            pass
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    finally:
        signal.signal(signal.SIGALRM, held)


@pytest.mark.parametrize(
    ("error", "name"), [(NearError("a\nb"), "RenderError"), (KeyError("a"), ""), (SystemExit(3), "")]
)
def test_errors_are_written_down(error: BaseException, name: str) -> None:
    def raising() -> Iterator[bytes]:
        yield b""
        raise error

    outward = io.BytesIO()
    serve(raising, outward)

    content = outward.getvalue()[18:]
    assert outward.getvalue()[9:10] == b"e"
    assert content.decode().startswith(f"{name}\n")
