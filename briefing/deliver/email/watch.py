"""A limit of time -> a call from outside: what ends a wait that no timeout of a socket ends, as one byte at a time."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

_OFTEN = 0.5  # seconds between two looks at the clock, at most


class Watch:
    """Looks at the clock beside the work, in one thread for all limits that follow each other."""

    def __init__(self, cut: Callable[[], None], often: float) -> None:
        self._cut = cut
        self._limits: list[float] = []
        self._over = Event()
        Thread(target=self._look, args=(min(often, _OFTEN),), daemon=True).start()

    @contextmanager
    def limit(self, seconds: float) -> Iterator[None]:
        """Call `cut` when the work inside takes longer."""
        self._limits.append(time.monotonic() + seconds)
        try:
            yield
        finally:
            self._limits.pop()

    def end(self) -> None:
        """Look no more."""
        self._over.set()

    def _look(self, often: float) -> None:
        while not self._over.wait(often):
            if time.monotonic() > min(tuple(self._limits), default=float("inf")):
                self._cut()
