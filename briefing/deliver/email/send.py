"""Messages that wait in an outbox -> a server, each recipient once: tried again while that may help, and no longer."""

import hashlib
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from briefing.deliver.email.book import Recipient, State
from briefing.deliver.email.message import needs_utf8
from briefing.deliver.email.outbox import Outbox
from briefing.deliver.email.server import Answer, LostError, Server, ServerError, UnclearError
from briefing.deliver.email.smtp import Session
from briefing.errors import DeliveryError

DELAYS = (10.0, 60.0, 300.0)
"""Seconds between attempts; the last one goes on. Greylisting asks for one to five minutes."""
BATCH = 100
"""Recipients that every server takes at a time (RFC 5321, 4.5.3.1.8)."""

Tell = Callable[[str, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retries:
    """How often, and how the time between is spent."""

    attempts: int = 4
    delays: tuple[float, ...] = DELAYS
    sleep: Callable[[float], None] = time.sleep

    def delay(self, name: str, attempt: int) -> float:
        """Return the seconds after an attempt, up to a tenth more by the name, so that runs spread."""
        seconds = self.delays[min(attempt, len(self.delays)) - 1]
        share = int.from_bytes(hashlib.sha256(f"{name} {attempt}".encode()).digest()[:2]) / 0xFFFF
        return seconds * (1 + share / 10)


def send(outbox: Outbox, numbers: Sequence[int], server: Server, retries: Retries, tell: Tell) -> None:
    """Send messages to all who wait for them; what became of each stands in the outbox.

    ServerError where the server is not fit: then everything else goes on waiting.
    """
    if not numbers:
        return
    for attempt in range(1, retries.attempts + 1):
        wait = retries.delay(str(outbox.folder), attempt)
        with outbox.held(), _Line(server) as line:
            for number in numbers:
                _send_one(outbox, number, line, wait, tell)
        numbers = [number for number in numbers if outbox.waiting(number)]
        if not numbers:
            return
        if attempt < retries.attempts:
            tell("warning", f"{_reason(outbox, numbers)}; trying again in {wait:.0f} seconds")
            retries.sleep(wait)


class _Line:
    """A connection that is opened when it is needed, and anew when it is lost; where none is to be had, once."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._held = ExitStack()
        self._session: Session | None = None
        self._refused: LostError | None = None

    def __enter__(self) -> "_Line":
        return self

    def __exit__(self, *_: object) -> None:
        self.drop()

    def session(self) -> Session:
        """Return the open connection; LostError where none is to be had now."""
        if self._refused is not None:
            raise self._refused
        if self._session is None or not self._session.is_open:
            self.drop()
            try:
                self._session = self._held.enter_context(Session(self._server))
            except LostError as error:
                self._refused = error
                raise
        return self._session

    def drop(self) -> None:
        """Leave the connection."""
        self._session = None
        self._held.close()


def _send_one(outbox: Outbox, number: int, line: _Line, wait: float, tell: Tell) -> None:
    """Try one message once with all who wait for it; another run may be faster."""
    with outbox.locked(number) as free:
        if not free:
            tell("warning", f"message {number} is being sent by another run")
            return
        try:
            _send_batches(outbox, number, line, wait, tell)
        except LostError as error:
            line.drop()
            _put_off(outbox, number, "deferred", str(error), wait)
        except ServerError as error:
            _put_off(outbox, number, "queued", str(error))
            raise


def _send_batches(outbox: Outbox, number: int, line: _Line, wait: float, tell: Tell) -> None:
    """Name recipients in as many batches as the server wants."""
    content, sender = outbox.content(number), outbox.sender(number)
    left = [one.address for one in outbox.waiting(number)]
    while left:
        tell("step", f"message {number}: {len(left)} to go")
        done = _Attempt(outbox, number, line.session(), wait).run(sender, left[:BATCH], content)
        left = [address for address in left if address not in done]


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One message, once, over one connection."""

    outbox: Outbox
    number: int
    session: Session
    wait: float

    def run(self, sender: str, recipients: Sequence[str], content: bytes) -> frozenset[str]:
        """Return those whom the server gave an answer for; LostError where the others have to wait."""
        utf8 = needs_utf8(content) or not all(address.isascii() for address in (sender, *recipients))
        with self.session.limited():
            answers = self.session.offer(sender, recipients, content, utf8=utf8)
            for address, answer in answers.items():
                if not answer.ok:
                    self._settle([address], answer)
            taken = [address for address, answer in answers.items() if answer.ok]
            if taken and self.outbox.claim(self.number, taken):
                self._give(taken, content)
            else:
                self.session.reset()
        return frozenset(answers)

    def _give(self, taken: Sequence[str], content: bytes) -> None:
        """Hand it over to recipients that are claimed; whatever is known afterwards is written down."""
        try:
            answer = self.session.give(content)
        except UnclearError as error:
            why = f"handed over, and no answer came: {error}"
            self.outbox.settle(self.number, taken, "unclear", why)
            raise LostError(str(error)) from error
        except (LostError, ServerError) as error:
            self.outbox.settle(self.number, taken, "deferred", str(error), self.wait)
            raise
        else:
            self._settle(taken, answer)

    def _settle(self, addresses: Sequence[str], answer: Answer) -> None:
        state: State = "sent" if answer.ok else "deferred" if answer.temporary else "refused"
        try:
            self.outbox.settle(self.number, addresses, state, str(answer), self.wait if answer.temporary else None)
        except DeliveryError as error:
            raise DeliveryError(
                f"{', '.join(addresses)}: {state}, the server says {answer}; but that can't be written down: {error}"
            ) from error


def _put_off(outbox: Outbox, number: int, state: State, why: str, wait: float | None = None) -> None:
    """Let those of a message wait who still do."""
    outbox.settle(number, [one.address for one in outbox.waiting(number)], state, why, wait)


def _reason(outbox: Outbox, numbers: Sequence[int]) -> str:
    """Say who has to wait, and why."""
    waiting: list[Recipient] = [one for number in numbers for one in outbox.waiting(number)]
    others = f" and {len(waiting) - 1} more" if len(waiting) > 1 else ""
    return f"{waiting[0].address}{others} put off: {waiting[0].answer}"
