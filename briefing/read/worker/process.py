"""Nothing -> a process to read in: a copy of one that has imported the readers already, or else a new interpreter.

What reading needs is imported once, in a process that never sees a source, a password or an open file of this one. It
makes a copy of itself for each worker, over a socket, and says how a copy ended.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import BinaryIO, Protocol, cast

from briefing.errors import ReadError

CAN_COPY = hasattr(os, "fork") and hasattr(socket, "send_fds")
NUMBER = 8
"""So many bytes has each number on the socket."""
COLD, WARM = 0, 1
"""What is asked for a copy: as it is, or once what pages need is imported. Any other number is that of a process."""
RUNS = -1_000
"""What stands for the exit code of a process that still runs."""

_BOOT = "import sys; sys.path[:] = sys.argv[1:]; from briefing.read.worker.child import {0}; {0}()"
_PASSED = ("PATH", "HOME", "LANG", "LANGUAGE", "TZ", "SYSTEMROOT", "VIRTUAL_ENV", "TMPDIR", "TEMP", "TMP")
_PASSED_LIKE = ("LC_", "PYTHON", "LD_", "DYLD_")


class Process(Protocol):
    """A process that reads, and its two ends: what it is told and what it answers."""

    inward: BinaryIO
    outward: BinaryIO

    def kill(self) -> None:
        """End it."""

    def code(self, seconds: float) -> int | None:
        """Return its exit code, or its signal below nought; None where it still runs after so many seconds."""
        ...


class Nursery:
    """Makes reading processes; the first of them starts it."""

    def __init__(self, *, pages: bool = False) -> None:
        self._question = WARM if pages else COLD
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None

    def make(self) -> Process:
        """Return a new reading process; ReadError where the system has none to give."""
        try:
            return self._made()
        except (OSError, EOFError):
            self.close()  # something ended it: another one may live
        try:
            return self._made()
        except (OSError, EOFError) as error:
            raise ReadError(f"no process can be started to read in: {error}; free some memory and try again") from error

    def _made(self) -> Process:
        return self._copy() if CAN_COPY else _Started()

    def close(self) -> None:
        """End what copies are made of; it takes none of them with it."""
        with self._lock:
            if self._socket is not None and self._process is not None:
                self._socket.close()
                self._process.kill()
                self._process.wait()
            self._socket = self._process = None

    def ask(self, pid: int) -> int:
        """Return the exit code of a copy, or RUNS."""
        with self._lock:
            if self._socket is None:
                return RUNS
            self._socket.sendall(pid.to_bytes(NUMBER))
            return self._answer(self._socket)

    def _copy(self) -> "_Copied":
        with self._lock:
            mother = self._socket = self._socket or self._start()
            tasks, task_end = os.pipe()
            answer_end, answers = os.pipe()
            try:
                socket.send_fds(mother, [self._question.to_bytes(NUMBER)], [tasks, answers])
                pid = self._answer(mother)
            except (OSError, EOFError):
                os.close(task_end)
                os.close(answer_end)
                raise
            finally:
                os.close(tasks)
                os.close(answers)
        return _Copied(self, pid, task_end, answer_end)

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = _interpreter("nurse", theirs.fileno(), subprocess.DEVNULL)
            except OSError:
                ours.close()
                raise
        return ours

    @staticmethod
    def _answer(mother: socket.socket) -> int:
        number = mother.recv(NUMBER, socket.MSG_WAITALL)
        if len(number) < NUMBER:
            raise EOFError("the process that others are copies of has ended")
        return int.from_bytes(number, signed=True)


class _Copied:
    """A copy of the process that has everything imported."""

    def __init__(self, nursery: Nursery, pid: int, task_end: int, answer_end: int) -> None:
        self._nursery = nursery
        self._pid = pid
        self._code: int | None = None
        self.inward: BinaryIO = os.fdopen(task_end, "wb")
        self.outward: BinaryIO = os.fdopen(answer_end, "rb")

    def kill(self) -> None:
        """End it, unless it is known to have ended: its number may be another's by now."""
        if self._code is None:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    def code(self, seconds: float) -> int | None:
        end = time.monotonic() + seconds
        while self._code is None:
            with suppress(OSError, EOFError):
                code = self._nursery.ask(self._pid)
                self._code = None if code == RUNS else code
            if self._code is None and time.monotonic() > end:
                return None
            time.sleep(0 if self._code is not None else 0.01)
        return self._code


class _Started:
    """A new interpreter, where processes can't be copied."""

    def __init__(self) -> None:
        answers, child_side = os.pipe()
        try:
            self._process = _interpreter("main", subprocess.PIPE, child_side)
        except OSError:
            os.close(answers)
            raise
        finally:
            os.close(child_side)
        self.inward = cast(BinaryIO, self._process.stdin)
        self.outward: BinaryIO = os.fdopen(answers, "rb")

    def kill(self) -> None:
        self._process.kill()

    def code(self, seconds: float) -> int | None:
        try:
            return self._process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return None


def _interpreter(program: str, inward: int, outward: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # our own interpreter and program, no argument from outside
        [sys.executable, "-P", "-c", _BOOT.format(program), *sys.path],
        stdin=inward,
        stdout=outward,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )


def environment() -> dict[str, str]:
    """Return what a child may know of this process's environment: no password, and the same order of sets each run."""
    passed = {name: value for name, value in os.environ.items() if name in _PASSED or name.startswith(_PASSED_LIKE)}
    return {**passed, "PYTHONHASHSEED": "0"}
