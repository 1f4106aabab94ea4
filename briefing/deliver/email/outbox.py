"""Finished messages -> an outbox: one folder a message, and what became of each recipient in a small SQLite file.

A recipient is `queued`, then `claimed` just before the server is given the message, then `sent`, `refused`, `deferred`
or `unclear`. A claim is on the disk before the first byte of the message leaves; nothing takes a claim back but the
server's own answer or a person. So a run that is killed in between, or a machine that loses its power, leaves a claim
that says what nobody knows.
"""

import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from briefing.deliver.email import book
from briefing.deliver.email.book import UNKNOWN, WAITING, Entry, News, Queued, Recipient, State
from briefing.deliver.email.files import naming, write_folder
from briefing.deliver.email.message import Letter, address_key, marked
from briefing.errors import DeliveryError

if sys.platform != "win32":
    import fcntl

DATABASE = "outbox.sqlite"
MESSAGE = "message.eml"


class Outbox:
    """Messages that wait and messages that went, in a folder."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self._now = now
        self._database: sqlite3.Connection | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the file open over many changes; what they changed is on the disk at the end."""
        self._make()
        with self._reading() as database:
            self._database = database
            try:
                yield
            finally:
                self._database = None

    def queue(self, letter: Letter, *, again: bool = False) -> Queued:
        """Put a letter in for those of whom nothing is known yet; with `again`, for all of them.

        Those who wait for the same message already go on waiting for it; those who wait for an older form of it get
        this one in its place.
        """
        with self._writing() as database:
            known = book.known(database, letter.brief)
            mine = [known[key] for key in map(address_key, letter.recipients) if key in known]
            settled = [one for one in mine if one.state not in WAITING and not again]
            waiting = [one for one in mine if one.state in WAITING]
            kept = [one for one in waiting if book.digest(database, one.number) == letter.digest]
            stays = {address_key(one.address) for one in (*settled, *kept)}
            fresh = tuple(address for address in letter.recipients if address_key(address) not in stays)
            numbers = {one.number for one in kept}
            if fresh:
                numbers.add(self._insert(database, letter, fresh))
            emptied = book.withdraw(database, [one for one in waiting if one not in kept])
        for number in emptied:
            shutil.rmtree(self._place(number), ignore_errors=True)
        return Queued(numbers=tuple(sorted(numbers)), settled=tuple(settled))

    def preview(self, letter: Letter) -> tuple[bytes, dict[str, Recipient]]:
        """Return what would go out, and what became of the same brief before, by recipient; nothing is changed."""
        if not self._exists():
            return marked(letter, letter.message_id, ()), {}
        with self._reading() as database:
            known = book.known(database, letter.brief)
            return marked(letter, letter.message_id, book.chain(database, letter)), {
                address: known[address_key(address)] for address in letter.recipients if address_key(address) in known
            }

    def _insert(self, database: sqlite3.Connection, letter: Letter, addresses: Sequence[str]) -> int:
        """Write a message's rows and its folder: there can be no rows without it."""
        number, message_id = book.add(database, letter, addresses, self._now())
        content = marked(letter, message_id, book.chain(database, letter))
        write_folder(self._place(number), {MESSAGE: content, "envelope.json": letter.envelope(addresses)})
        return number

    def entries(self) -> tuple[Entry, ...]:
        """Return all messages, the oldest first; none where there is no outbox."""
        if not self._exists():
            return ()
        with self._reading() as database:
            return book.entries(database)

    def recipients(self, number: int) -> tuple[Recipient, ...]:
        """Return what became of each recipient of a message."""
        with self._reading() as database:
            return book.recipients(database, number)

    def waiting(self, number: int) -> tuple[Recipient, ...]:
        """Return those to whom a message has yet to go."""
        return tuple(one for one in self.recipients(number) if one.state in WAITING)

    def entry(self, number: int) -> Entry:
        """Return one message; DeliveryError where there is none of that number."""
        found = next((entry for entry in self.entries() if entry.number == number), None)
        if found is None:
            known = ", ".join(str(entry.number) for entry in self.entries()) or "none"
            raise DeliveryError(f"{self.folder}: holds no message {number}; it holds {known}")
        return found

    def sender(self, number: int) -> str:
        """Return the address that a message comes from."""
        with self._reading() as database:
            return book.sender(database, number)

    def content(self, number: int) -> bytes:
        """Return a message as it goes to the server; DeliveryError where it is gone."""
        with naming(self.path(number)):
            return self.path(number).read_bytes()

    def claim(self, number: int, addresses: Sequence[str]) -> bool:
        """Take recipients that wait, on the disk when this returns; False where another run was faster."""
        with self._writing(durable=True) as database:
            free = {one.address for one in book.recipients(database, number) if one.state in WAITING}
            if not free.issuperset(addresses):
                return False
            book.change(database, number, addresses, News(state="claimed", answer="", at=self._now()))
        return True

    def settle(
        self, number: int, addresses: Sequence[str], state: State, answer: str, wait: float | None = None
    ) -> None:
        """Write down what became of recipients; `wait` is the seconds after which another attempt is worth it."""
        due = None if wait is None else self._now() + wait
        with self._writing() as database:
            book.change(database, number, addresses, News(state=state, answer=answer, at=self._now(), due=due))

    def mark(self, number: int, *, sent: bool) -> tuple[Recipient, ...]:
        """Take a person's word: those unclear have the message, or all who have it not wait again; return them."""
        states: tuple[State, ...] = UNKNOWN if sent else (*UNKNOWN, "refused", "deferred")
        self.entry(number)
        with self.locked(number) as free:
            if not free:
                raise DeliveryError(f"{self._place(number)}: is being sent by another run; wait until it has ended")
            changed = tuple(one for one in self.recipients(number) if one.state in states)
            addresses = [one.address for one in changed]
            self.settle(number, addresses, "sent" if sent else "queued", "marked by hand")
        return changed

    def doubt_interrupted(self) -> None:
        """Call every claim `unclear` whose run has ended."""
        for entry in self.entries():
            if any(one.state == "claimed" for one in entry.recipients):
                self._doubt(entry.number)

    def _doubt(self, number: int) -> None:
        """Look again under the lock: the run may have ended well in between."""
        with self.locked(number) as free:
            claimed = [one.address for one in self.recipients(number) if one.state == "claimed"]
            if free:
                self.settle(number, claimed, "unclear", "the run ended before the server's answer came")

    @contextmanager
    def locked(self, number: int) -> Iterator[bool]:
        """Keep other runs from a message, where the system has locks; a killed run's lock ends with it."""
        with naming(self.path(number)):
            descriptor = os.open(self.path(number), os.O_RDONLY)
        try:
            yield _lock(descriptor)
        finally:
            os.close(descriptor)

    def path(self, number: int) -> Path:
        """Return where a message lies."""
        return self._place(number) / MESSAGE

    def _make(self) -> None:
        with naming(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _exists(self) -> bool:
        return (self.folder / DATABASE).exists()

    def _place(self, number: int) -> Path:
        return self.folder / f"{number:04d}"

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with naming(self.folder / DATABASE):
            if self._database is not None:
                yield self._database
                return
            database = book.connect(self.folder / DATABASE)
            try:
                yield database
            finally:
                database.close()

    @contextmanager
    def _writing(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        self._make()
        with self._reading() as database, book.transaction(database, durable=durable):
            yield database


def _lock(descriptor: int) -> bool:
    """Lock a file, unless another run has; where the system has no locks, nobody has."""
    if sys.platform != "win32":
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # some network file systems have none
            return True
    return True
