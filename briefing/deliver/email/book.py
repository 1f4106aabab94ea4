"""A small SQLite file <-> what became of each recipient of each message."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Literal, get_args

from briefing.deliver.email.message import Letter, address_key, numbered
from briefing.errors import DeliveryError

State = Literal["queued", "claimed", "sent", "refused", "deferred", "unclear"]
WAITING: tuple[State, ...] = ("queued", "deferred")
UNKNOWN: tuple[State, ...] = ("claimed", "unclear")

_VERSION = 1
_LONGEST_CHAIN = 20  # ids of earlier issues beside the first
_PATIENCE = 30.0  # seconds that one run waits for another's few milliseconds
_SCHEMA = f"""
CREATE TABLE message (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  brief TEXT NOT NULL,
  digest TEXT NOT NULL,
  message_id TEXT NOT NULL UNIQUE,
  series TEXT NOT NULL,
  chain TEXT NOT NULL,
  subject TEXT NOT NULL,
  sender TEXT NOT NULL,
  queued REAL NOT NULL
);
CREATE INDEX message_brief ON message (brief);
CREATE INDEX message_series ON message (series);
CREATE TABLE recipient (
  message INTEGER NOT NULL REFERENCES message,
  key TEXT NOT NULL,
  place INTEGER NOT NULL,
  address TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN {get_args(State)}),
  answer TEXT NOT NULL DEFAULT '',
  changed REAL NOT NULL,
  due REAL,
  PRIMARY KEY (message, key)
) WITHOUT ROWID;
PRAGMA user_version = {_VERSION};
"""
_SELECT = "SELECT message, address, state, answer, changed, due FROM recipient"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """What became of one recipient of one message."""

    number: int
    address: str
    state: State
    answer: str
    """The server's words, or ours where it said none."""
    changed: float
    due: float | None
    """When the next attempt is worth it, for those deferred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is to be written down of recipients."""

    state: State
    answer: str
    at: float
    due: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A message in the outbox."""

    number: int
    message_id: str
    subject: str
    sender: str
    queued: float
    recipients: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """What a letter came to in the outbox."""

    numbers: tuple[int, ...]
    """The messages that carry it to those who wait for it."""
    settled: tuple[Recipient, ...]
    """Recipients to whom it does not go now, because of what became of it before."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the file, made where there is none; DeliveryError where a newer version wrote it."""
    database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        with suppress(sqlite3.OperationalError):  # some network file systems have no way to do it
            database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        if not _version(database):
            _create(database)
        version = _version(database)
    except sqlite3.Error:
        database.close()
        raise
    if version != _VERSION:
        database.close()
        raise DeliveryError(f"{path}: was written by a newer version of briefing: use that one")
    return database


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def _create(database: sqlite3.Connection) -> None:
    """Make the tables, unless another run just did."""
    with transaction(database):
        if not _version(database):
            for statement in _SCHEMA.split(";\n"):
                database.execute(statement)


@contextmanager
def transaction(database: sqlite3.Connection, *, durable: bool = False) -> Iterator[None]:
    """Keep every other run out; what was changed survives the end of this run, and with `durable` a loss of power."""
    database.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            database.execute("ROLLBACK")
        raise


def recipients(database: sqlite3.Connection, number: int) -> tuple[Recipient, ...]:
    """Return those of one message, in the order in which they were given."""
    rows = database.execute(f"{_SELECT} WHERE message = ? ORDER BY place", (number,))
    return tuple(map(_recipient, rows))


def known(database: sqlite3.Connection, brief: str) -> dict[str, Recipient]:
    """Return what became of a brief by recipient: of several messages, in the last."""
    mine = "message IN (SELECT number FROM message WHERE brief = ?)"
    rows = database.execute(f"{_SELECT} WHERE {mine} ORDER BY message", (brief,))
    return {address_key(one.address): one for one in map(_recipient, rows)}


def _recipient(row: tuple[int, str, State, str, float, float | None]) -> Recipient:
    number, address, state, answer, changed, due = row
    return Recipient(number=number, address=address, state=state, answer=answer, changed=changed, due=due)


def digest(database: sqlite3.Connection, number: int) -> str:
    """Return what stands for the draft of a message."""
    return str(database.execute("SELECT digest FROM message WHERE number = ?", (number,)).fetchone()[0])


def sender(database: sqlite3.Connection, number: int) -> str:
    """Return the address that a message comes from."""
    return str(database.execute("SELECT sender FROM message WHERE number = ?", (number,)).fetchone()[0])


def withdraw(database: sqlite3.Connection, waiting: Sequence[Recipient]) -> tuple[int, ...]:
    """Take out recipients who get a newer form of their message; return the messages that have none left."""
    keys = [(one.number, address_key(one.address)) for one in waiting]
    database.executemany("DELETE FROM recipient WHERE message = ? AND key = ?", keys)
    emptied = tuple(number for number in {number for number, _ in keys} if not recipients(database, number))
    database.executemany("DELETE FROM message WHERE number = ?", [(number,) for number in emptied])
    return emptied


def entries(database: sqlite3.Connection) -> tuple[Entry, ...]:
    """Return all messages, the oldest first."""
    rows = database.execute("SELECT number, message_id, subject, sender, queued FROM message ORDER BY number")
    return tuple(
        Entry(
            number=number,
            message_id=message_id,
            subject=subject,
            sender=sender,
            queued=queued,
            recipients=recipients(database, number),
        )
        for number, message_id, subject, sender, queued in rows.fetchall()
    )


def chain(database: sqlite3.Connection, letter: Letter) -> list[str]:
    """Return the ids of the earlier issues of a series, the last one last."""
    row = database.execute(
        "SELECT chain, message_id FROM message WHERE series = ? AND brief <> ? AND EXISTS "
        "(SELECT 1 FROM recipient WHERE message = number AND state = 'sent') ORDER BY number DESC LIMIT 1",
        (letter.series, letter.brief),
    ).fetchone()
    earlier = [*str(row[0]).split(), str(row[1])] if row else []
    return [*earlier[:1], *earlier[1:][-_LONGEST_CHAIN:]]


def add(database: sqlite3.Connection, letter: Letter, addresses: Sequence[str], now: float) -> tuple[int, str]:
    """Add a message with its recipients; return its number and its id."""
    message_id = next(one for copy in count() if not _taken(database, one := numbered(letter.message_id, copy)))
    follows = " ".join(chain(database, letter))
    row = (letter.brief, letter.digest, message_id, letter.series, follows, letter.subject, letter.sender, now)
    number = database.execute(
        "INSERT INTO message (brief, digest, message_id, series, chain, subject, sender, queued) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    ).lastrowid
    database.executemany(
        "INSERT INTO recipient (message, key, place, address, state, changed) VALUES (?, ?, ?, ?, 'queued', ?)",
        [(number, address_key(address), place, address, now) for place, address in enumerate(addresses)],
    )
    return number or 0, message_id


def _taken(database: sqlite3.Connection, message_id: str) -> bool:
    return database.execute("SELECT 1 FROM message WHERE message_id = ?", (message_id,)).fetchone() is not None


def change(database: sqlite3.Connection, number: int, addresses: Sequence[str], news: News) -> None:
    """Write down what became of recipients; who has the message has it, whatever is said later."""
    database.executemany(
        "UPDATE recipient SET state = ?, answer = ?, changed = ?, due = ? "
        "WHERE message = ? AND key = ? AND state <> 'sent'",
        [(news.state, news.answer, news.at, news.due, number, address_key(address)) for address in addresses],
    )
