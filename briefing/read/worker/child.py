"""The program of a reading process: tasks on standard input -> sources on standard output, in a confined process.

It gets bytes, never a path. Before the first task it gives up what reading does not need: writing files, starting
programs, talking to any network, and more memory than it is allowed.
"""

import gc
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import BinaryIO, NoReturn

from msgspec import Struct, msgpack

from briefing.characters import whole
from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.nested import Scope, read_outer
from briefing.read.worker import wire
from briefing.read.worker.process import NUMBER, RUNS, WARM

FORBIDDEN = frozenset(
    {
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.system",
        "pty.spawn",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.sendto",
        "subprocess.Popen",
    }
)
"""What no reader may do, by the names of Python's audit events."""
OUT_OF_MEMORY = 77
"""The exit code where the system sets no limit and the child watches itself."""

PAGE = (
    b"<!DOCTYPE html><html><head><title>Two bridges</title></head><body><article><h1>Two bridges</h1>"
    b"<p>By A. Writer, 3 May 2021</p>"
    + b"<p>The council met to talk of the two bridges over the river, and of who is to pay for them.</p>" * 12
    + b"<ul><li>The old one</li></ul></article><footer>Imprint</footer></body></html>"
)

_TASK = msgpack.Decoder(wire.Task)
_SETUP = msgpack.Decoder(wire.Setup)


def nurse() -> None:
    """Import what reading needs, and make copies of this process as the one that started it asks for them.

    It asks with two pipes for a copy and is told the number of the process, or asks with such a number and is told the
    exit code. This process reads no source itself.
    """
    with socket.socket(fileno=0) as asked:
        while True:
            question, pipes, _, _ = socket.recv_fds(asked, NUMBER, 2)
            if len(question) < NUMBER:
                return
            if not pipes:
                asked.sendall(ended(int.from_bytes(question)).to_bytes(NUMBER, signed=True))
                continue
            if int.from_bytes(question) == WARM:
                warm()
            pid = os.fork()
            if not pid:
                asked.detach()
                become(*pipes)
            for pipe in pipes:
                os.close(pipe)
            asked.sendall(pid.to_bytes(NUMBER))


@cache
def warm() -> None:
    """Read a page of our own, so that every copy has imported and compiled what most pages need."""
    from briefing.read.pages.html import HtmlReader

    for _ in HtmlReader().read(PAGE, "page.html"):
        gc.collect()
    gc.freeze()  # looking through what the copies share would copy it


def ended(pid: int) -> int:
    """Return the exit code of a copy, or its signal below nought, or RUNS."""
    found, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if found else RUNS


def become(tasks: int, answers: int) -> NoReturn:
    """Be a copy that reads: its ends take the place of standard input and output."""
    code = 1
    try:
        os.dup2(tasks, 0)
        os.dup2(answers, 1)
        os.close(tasks)
        os.close(answers)
        main()
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    finally:
        os._exit(code)


def main() -> None:
    """Serve the process that started this one; what readers print goes nowhere."""
    with os.fdopen(os.dup(0), "rb") as inward, os.fdopen(os.dup(1), "wb") as outward:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nowhere, standard)
        serve(inward, outward, confine)


def serve(inward: BinaryIO, outward: BinaryIO, confine: Callable[[int], None]) -> None:
    """Read the setup, then a task after the other until there are no more."""
    setup = wire.receive(inward, _SETUP)
    confine(setup.megabytes)
    try:
        while True:
            perform(wire.receive(inward, _TASK), setup, lambda message: wire.send(outward, message))
    except EOFError:
        return


def perform(task: wire.Task, setup: wire.Setup, answer: Callable[[Struct], None]) -> None:
    """Read one file and answer with each document as it comes, and with what could not be read at the end."""
    scope = Scope(
        tables=setup.tables,
        origin=task.origin,
        skip=frozenset(task.skip),
        entering=lambda origin: answer(wire.Entering(origin=whole(origin))),
        passed_over=lambda why: answer(wire.PassedOver(why=whole(why))),
        max_bytes=setup.max_bytes,
        mend=setup.mend,
    )
    try:
        for source in read_outer(task.data, task.origin, scope):
            answer(wire.Got(source=encodable(source)))
    except ReadError as error:
        answer(wire.Done(problems=whole(str(error)), out_of_memory=isinstance(error.__cause__, MemoryError)))
    except MemoryError:
        answer(wire.Done(problems=f"{task.origin}: takes too much memory.", out_of_memory=True))
    else:
        answer(wire.Done())


def encodable(source: Source) -> Source:
    """Return a source whose text can be written down: a lone surrogate becomes U+FFFD, which moves no offset."""
    texts = {one.name: value for one in fields(source) if isinstance(value := getattr(source, one.name), str)}
    mended = {name: text for name, value in texts.items() if (text := whole(value)) != value}
    return replace(source, **mended) if mended else source  # type: ignore[arg-type]  # they are fields of text


def confine(megabytes: int) -> None:
    """Give up what reading does not need, for good."""
    limit_memory(megabytes)
    sys.addaudithook(forbid)


def forbid(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse, as an audit hook, what no reader may do: only files that are there are opened, and only to be read."""
    if event in FORBIDDEN or (event == "os.kill" and arguments[0] != os.getpid()):
        raise PermissionError(f"a reader may not use {event}")
    if event == "open" and isinstance(flags := arguments[2], int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        raise PermissionError("a reader may not write files")


def limit_memory(megabytes: int) -> None:
    """Let this process grow by so many megabytes: by the system's own limit on Linux, elsewhere by watching itself."""
    size = megabytes << 20
    if sys.platform == "linux":
        import resource

        used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + size, used + size))
        for useless in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
            resource.setrlimit(useless, (0, 0))
    else:
        threading.Thread(target=watch, args=(size, peak_memory), daemon=True).start()


def watch(size: int, used: Callable[[], int], leave: Callable[[int], object] = os._exit) -> None:
    """End this process when it has grown by more than `size` bytes."""
    most = used() + size
    while used() <= most:
        time.sleep(0.1)
    leave(OUT_OF_MEMORY)


def peak_memory() -> int:
    """Return the most memory that this process ever had, in bytes; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
