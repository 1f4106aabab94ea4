"""Bytes -> sources, in a process of its own: whatever a hostile document does there costs that document alone.

A worker lives as long as it behaves. One that hangs, dies or answers with rubbish is killed, and the next task gets a
new one. Where it was reading a document inside another one, the outer one is read again without it.
"""

import signal
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from msgspec import msgpack

from briefing.model import Source
from briefing.read.nested import Reading
from briefing.read.worker import wire
from briefing.read.worker.process import Nursery, Process

MOST_SKIPPED = 8
"""So many inner documents of one file may end the process before the rest of the file is given up."""
TOTAL = 15
"""A file with documents inside may take so many times as long as one document."""

_ANSWER: "msgpack.Decoder[wire.Answer]" = msgpack.Decoder(wire.Answer)
_NEVER = float("inf")
_BURIAL = 5.0  # seconds until a process that was killed is left to itself
_ADVICE = "Save it as text, or leave it out."


@dataclass(slots=True)
class _Attempt:
    """What a worker has answered to one task so far."""

    reading: str
    """The origin of the document that it is at."""
    sources: list[Source] = field(default_factory=list)
    problems: tuple[str, ...] = ()
    skipped: list[str] = field(default_factory=list)
    fault: str | None = None
    """Why the worker is of no use any more."""
    slow: bool = False

    def take(self, answer: wire.Entering | wire.PassedOver | wire.Got, task: wire.Task) -> None:
        """Take a child's answer; GarbledError where it speaks of another file."""
        if isinstance(answer, wire.PassedOver):
            self.skipped.append(answer.why)
            return
        origin = answer.origin if isinstance(answer, wire.Entering) else answer.source.origin
        if origin != task.origin and not origin.startswith((f"{task.origin}/", f"{task.origin}#")):
            raise wire.GarbledError("it speaks of another file")
        if isinstance(answer, wire.Entering):
            self.reading = origin
        else:
            self.sources.append(answer.source)

    def reading_of(self, problems: Sequence[str]) -> Reading:
        """Return what came, with the problems of earlier attempts before its own."""
        return Reading(tuple(self.sources), (*problems, *self.problems), tuple(self.skipped))


class Worker:
    """A reading process that is started when it is needed and replaced when it is spoilt."""

    def __init__(self, setup: wire.Setup, *, seconds: float, nursery: Nursery | None = None) -> None:
        self._setup = setup
        self._nursery = nursery or Nursery()
        self._owns_nursery = nursery is None
        self._seconds = seconds
        self._child: _Child | None = None
        self._is_closed = False

    def read(self, data: bytes, origin: str) -> Reading:
        """Return what a child makes of the bytes; this never fails because of them."""
        skip: tuple[str, ...] = ()
        problems: list[str] = []
        end = time.monotonic() + TOTAL * self._seconds
        while True:
            is_fresh = self._child is None
            attempt = self._attempt(wire.Task(data=data, origin=origin, skip=skip), end)
            if attempt.fault is None:
                return attempt.reading_of(problems)
            self._drop()
            if self._is_closed:
                return attempt.reading_of([f"{origin}: was not read to the end: the run was ended."])
            if not is_fresh and not attempt.slow:
                continue  # what earlier documents left behind must not count against this one
            problems.append(f"{attempt.reading}: {attempt.fault} {_ADVICE}")
            if attempt.reading == origin or len(skip) == MOST_SKIPPED or time.monotonic() >= end:
                return attempt.reading_of(problems)
            skip = (*skip, attempt.reading)

    def close(self) -> None:
        """End the process, and whatever is still being read in it."""
        self._is_closed = True
        self._drop()
        if self._owns_nursery:
            self._nursery.close()

    def _drop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()

    def _attempt(self, task: wire.Task, end: float) -> _Attempt:
        attempt = _Attempt(reading=task.origin)
        child = self._child = self._child or _Child(self._setup, self._nursery.make())
        try:
            child.give(task, min(time.monotonic() + self._seconds, end))
            while not isinstance(answer := child.answer(), wire.Done):
                child.deadline = min(time.monotonic() + self._seconds, end)
                attempt.take(answer, task)
        except wire.GarbledError:
            attempt.fault = "what it made its reader answer is no document."
        except (OSError, EOFError):
            attempt.slow = child.is_late
            late = f"takes longer than {self._seconds:g} seconds to read."
            attempt.fault = late if attempt.slow else f"ended the process that read it ({child.death()})."
        else:
            if answer.out_of_memory:
                attempt.fault = "takes more memory than one source may."
            elif answer.problems:
                attempt.problems = tuple(answer.problems.split("\n"))
        finally:
            child.deadline = _NEVER
        return attempt


class _Child:
    """One reading process, and a thread that ends it when it is late."""

    def __init__(self, setup: wire.Setup, process: Process) -> None:
        self._process = process
        self.deadline = _NEVER
        self.is_late = False
        self._ended = threading.Event()
        self._setup: wire.Setup | None = setup
        threading.Thread(target=self._watch, daemon=True).start()

    def give(self, task: wire.Task, deadline: float) -> None:
        """Send a task, which has to be done, or to show progress, by the deadline."""
        self.deadline = deadline
        if self._setup is not None:
            wire.send(self._process.inward, self._setup)
            self._setup = None
        wire.send(self._process.inward, task)

    def answer(self) -> wire.Answer:
        """Wait for the next message."""
        return wire.receive(self._process.outward, _ANSWER)

    def death(self) -> str:
        """Say how the process ended."""
        code = self._process.code(1)
        if code is None:
            return "it fell silent"
        try:
            return f"exit code {code}" if code >= 0 else signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"

    def kill(self) -> None:
        """End the process and close its pipes."""
        self._ended.set()
        self._process.kill()
        self._process.code(_BURIAL)
        for pipe in (self._process.inward, self._process.outward):
            with suppress(OSError):  # what was not sent any more
                pipe.close()

    def _watch(self) -> None:
        while not self._ended.wait(0.1):
            if time.monotonic() > self.deadline:
                self.is_late = True
                self._process.kill()
                return
