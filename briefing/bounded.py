"""Work -> what it yields, out of a process of its own that is bounded in time and memory.

The process is a copy of this one where this thread is the only one, which costs next to nothing. Beside other threads a
copy could wait for ever for a lock that one of them held: there a new interpreter gets the work, pickled. Where no
process can be started, the work is done here, unbounded.
"""

import gc
import os
import pickle
import signal
import subprocess
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal, Protocol, cast

from briefing import errors

Work = Callable[[], Iterator[bytes]]
"""For a new interpreter it has to be something that can be pickled: `partial` of a function of a module."""
Frame = Literal[b"r", b"d", b"e"]
"""A result, the end, an error."""

MEGABYTES = 4096
"""What the work may take beyond what this process holds already."""
GRACE = 5.0
"""Seconds after which work that does not hear its alarm is killed."""
_AGAIN = 2.0  # seconds between alarms: a library may swallow one
_LENGTH = 8
_BOOT = "import sys; sys.path[:] = sys.argv[1:]; from briefing.bounded import main; main()"


class EndedError(Exception):
    """The process ended before its work did; the text says how."""

    def __init__(self, message: str, *, is_late: bool = False) -> None:
        super().__init__(message)
        self.is_late = is_late


class LateError(TimeoutError):
    """The alarm, inside the work."""


class _Process(Protocol):
    """Either kind."""

    inward: BinaryIO

    def kill(self) -> None:
        """End it, and leave nothing of it behind."""

    def wait(self) -> int:
        """Return its exit code, or its signal below nought."""
        ...


def results(work: Work, *, seconds: float) -> Generator[bytes, None, None]:
    """Yield what the work yields, each within `seconds`.

    Raises:
        EndedError: the process died, or one result took longer than that and did not hear its alarm.
        BriefingError: the work raised it. Any other error of the work is a RuntimeError with its traceback.

    """
    try:
        process: _Process = _Forked(work) if _can_fork() else _Started(work)
    except OSError:
        yield from work()
        return
    try:
        while (answer := _wait(process, seconds)) is not None:
            yield answer
    finally:
        process.kill()
        process.inward.close()


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise LateError inside the block once it takes longer; only the process of `results` has its alarm to itself."""
    if not _Alarm.is_ours:
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class _Alarm:
    """Whether this process may set its alarm."""

    is_ours = False

    @classmethod
    def take(cls) -> None:
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, cls.ring)
            cls.is_ours = True

    @staticmethod
    def ring(*_: object) -> None:
        raise LateError("takes too long")


def main() -> None:
    """Do the work that stands on standard input; what it prints goes nowhere."""
    work = pickle.load(os.fdopen(os.dup(0), "rb"))
    outward = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nowhere, standard)
    confine()
    serve(work, outward)


def serve(work: Work, outward: BinaryIO) -> None:
    """Write down what the work yields, then that it is done, or what went wrong."""
    with _Answering(outward) as answering:
        for result in work():
            answering.send(b"r", result)
        answering.send(b"d", b"")


class _Answering:
    """The way out of the process: an error goes the same way as a result."""

    def __init__(self, outward: BinaryIO) -> None:
        self._outward = outward

    def __enter__(self) -> "_Answering":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is not None and not isinstance(error, BrokenPipeError):
            self.send(b"e", _written(error).encode("utf-8", "replace"))
        return True

    def send(self, frame: Frame, content: bytes) -> None:
        self._outward.write(frame + len(content).to_bytes(_LENGTH))
        self._outward.write(content)
        self._outward.flush()


def _written(error: BaseException) -> str:
    """Name the nearest of our own errors and its text; of any other, its traceback."""
    ours = [kind.__name__ for kind in type(error).__mro__ if getattr(errors, kind.__name__, None) is kind]
    text = str(error) if ours else "".join(traceback.format_exception(error))
    return f"{ours[0] if ours else ''}\n{text}"


def _raised(content: bytes) -> Exception:
    name, _, text = content.decode("utf-8").partition("\n")
    kind = getattr(errors, name, RuntimeError) if name else RuntimeError
    return kind(text) if issubclass(kind, Exception) else RuntimeError(text)


def _wait(process: _Process, seconds: float) -> bytes | None:
    """Return the next result, None behind the last."""
    late = threading.Event()

    def end() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds + GRACE, end)
    timer.daemon = True
    timer.start()
    try:
        head = process.inward.read(1 + _LENGTH)
        size = int.from_bytes(head[1:])
        content = process.inward.read(size)
    finally:
        timer.cancel()
        timer.join()
    if len(head) <= _LENGTH or len(content) < size:
        raise EndedError(f"ended the process that made it ({_death(process.wait())})", is_late=late.is_set())
    if head[:1] == b"e":
        raise _raised(content)
    return content if head[:1] == b"r" else None


def _death(code: int) -> str:
    """Say how a process ended, from its exit code or, below nought, its signal."""
    try:
        return f"exit code {code}" if code >= 0 else signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _can_fork() -> bool:
    """Say whether a copy of this process is safe: what moves the line on a terminal holds nothing that work needs."""
    current = threading.current_thread()
    others = (thread for thread in threading.enumerate() if thread is not current)
    return hasattr(os, "fork") and all(type(thread).__module__.startswith("rich.") for thread in others)


class _Forked:
    """A copy of this process."""

    def __init__(self, work: Work) -> None:
        ours, theirs = os.pipe()
        try:
            self._pid = _fork()
        except OSError:
            os.close(ours)
            os.close(theirs)
            raise
        if not self._pid:
            try:
                confine()
                serve(work, os.fdopen(theirs, "wb"))
            finally:
                os._exit(0)  # what this process has open belongs to the other one
        os.close(theirs)
        self.inward: BinaryIO = os.fdopen(ours, "rb")
        self._ending = threading.Lock()
        self._code: int | None = None

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        self.wait()

    def wait(self) -> int:
        with self._ending:
            if self._code is None:
                self._code = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
            return self._code


def _fork() -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python warns of any thread, whatever it holds
        return os.fork()


class _Started:
    """A new interpreter."""

    def __init__(self, work: Work) -> None:
        job = pickle.dumps(work)
        ours, theirs = os.pipe()
        self.inward: BinaryIO = os.fdopen(ours, "rb")
        try:
            self._process = subprocess.Popen(  # our own interpreter and program, no argument from outside
                [sys.executable, "-P", "-c", _BOOT, *sys.path], stdin=subprocess.PIPE, stdout=theirs
            )
        finally:
            os.close(theirs)
        with suppress(BrokenPipeError), cast(BinaryIO, self._process.stdin) as outward:
            outward.write(job)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def wait(self) -> int:
        return self._process.wait()


def confine() -> None:
    """Bound the memory of this process, and make its signals its own."""
    gc.freeze()  # looking through what both processes share would copy it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever waits for it ends it
    _Alarm.take()
    with suppress(ImportError, OSError, ValueError):
        import resource

        used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = used + (MEGABYTES << 20)
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
