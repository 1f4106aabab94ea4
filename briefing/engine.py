"""What was found -> what was read, in the same order: text in this process, everything else in guarded ones.

Where wrong decodings are to be undone, others' code looks at the text too: then that is read in a guarded process.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from queue import SimpleQueue
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from briefing.errors import ReadError
from briefing.model import Source
from briefing.plugins import find
from briefing.read.kinds import PLAIN
from briefing.read.locate import Found, load
from briefing.read.nested import Reading, Scope, read_outer, reader_for
from briefing.settings import Settings

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from briefing.read.worker.guard import Worker
    from briefing.read.worker.process import Nursery

A_WORKER = 64
"""So many files make a further process worth its start."""

PAGES = frozenset({"html", "mhtml"})
"""Where the first file that needs a process is one of these, the workers begin with what reads them imported."""


def read_all(found: Sequence[Found], settings: Settings) -> Iterator[Reading]:
    """Yield what each of the files holds, in their order.

    PluginError where a reader does not take its table of the settings.
    """
    engine = _Engine(settings, min(_cores(), 1 + len(found) // A_WORKER))
    try:
        begun = [engine.begin(one) for one in found]
        for reading in begun:
            yield reading()
    finally:
        engine.close()


class _Engine:
    """The worker processes and the threads that wait for them; none is started before a file needs it."""

    def __init__(self, settings: Settings, workers: int) -> None:
        self._settings = settings
        self._count = workers
        self._ahead = BoundedSemaphore(2 * workers)  # no more files than that lie in memory
        self._threads: ThreadPoolExecutor | None = None
        self._workers: list[Worker] = []
        self._nursery: Nursery | None = None
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._checked: set[str] = set()

    def begin(self, found: Found) -> Callable[[], Reading]:
        """Read a file of plain text at once, have any other one read, and return what waits for the end of it."""
        try:
            data = load(found, max_bytes=self._settings.limits.max_bytes)
            kind = reader_for(data, found.origin)
        except ReadError as error:
            reading = Reading((), (str(error),))
            return lambda: reading
        if not self._settings.mend_encoding and _is_plain(kind, data):
            reading = self._read_here(data, found.origin)
            return lambda: reading
        self._check(kind)
        threads = self._threads = self._threads or self._start(kind)
        self._ahead.acquire()
        future = threads.submit(self._read_there, data, found.origin)
        future.add_done_callback(lambda _: self._ahead.release())
        return future.result

    def close(self) -> None:
        """End every process and thread."""
        for worker in self._workers:
            worker.close()
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
        if self._nursery is not None:
            self._nursery.close()

    def _start(self, kind: str) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor

        from briefing.read.worker.guard import Worker
        from briefing.read.worker.process import Nursery
        from briefing.read.worker.wire import Setup

        limits = self._settings.limits
        setup = Setup(
            tables=self._settings.plugins,
            max_bytes=limits.max_bytes,
            megabytes=limits.read_megabytes,
            mend=self._settings.mend_encoding,
        )
        nursery = self._nursery = Nursery(pages=kind in PAGES)
        for _ in range(self._count):
            worker = Worker(setup, seconds=limits.read_seconds, nursery=nursery)
            self._workers.append(worker)
            self._idle.put(worker)
        return ThreadPoolExecutor(self._count)

    def _check(self, kind: str) -> None:
        """Refuse a wrong table of the settings here: in a child it would cost a document."""
        if kind in self._settings.plugins and kind not in self._checked:
            find("readers", kind, self._settings.plugins[kind])
        self._checked.add(kind)

    def _read_here(self, data: bytes, origin: str) -> Reading:
        sources: list[Source] = []
        problems: tuple[str, ...] = ()
        skipped: list[str] = []
        scope = Scope(
            tables=self._settings.plugins, passed_over=skipped.append, max_bytes=self._settings.limits.max_bytes
        )
        try:
            sources.extend(read_outer(data, origin, scope))
        except ReadError as error:  # those before it are kept
            problems = tuple(str(error).split("\n"))
        return Reading(tuple(sources), problems, tuple(skipped))

    def _read_there(self, data: bytes, origin: str) -> Reading:
        worker = self._idle.get()
        try:
            return worker.read(data, origin)
        except ReadError as error:  # no process could be started
            return Reading((), (f"{origin}: {error}",))
        finally:
            self._idle.put(worker)


def _is_plain(kind: str, data: bytes) -> bool:
    """Say whether reading takes no more than decoding: rows may hold markup, written as it is or escaped."""
    return kind in PLAIN and (kind != "jsonl" or (b"<" not in data and b"\\u003" not in data))


def _cores() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
