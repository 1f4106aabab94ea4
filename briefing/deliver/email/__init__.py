"""A finished message -> its recipients, by way of an outbox that remembers what became of each."""

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from briefing.addresses import Mailbox, parse_mailbox
from briefing.deliver.email.book import Entry, Queued, Recipient
from briefing.deliver.email.message import Letter, letter_of
from briefing.deliver.email.outbox import Outbox
from briefing.deliver.email.password import password_of
from briefing.deliver.email.send import Retries, send
from briefing.deliver.email.server import Server, server_of
from briefing.errors import DeliveryError, SettingsError
from briefing.model import Artifact, Brief
from briefing.settings.records import Email

__all__ = [
    "EmailDeliverer",
    "Entry",
    "Letter",
    "Outbox",
    "Queued",
    "Recipient",
    "Retries",
    "Server",
    "letter_for",
    "outbox_of",
    "send",
    "server_for",
]

OUTBOX = "outbox"
MESSAGE = "message/rfc822"

Tell = Callable[[str, str], None]


class EmailDeliverer:
    """Sends a finished message to those whom the settings name, each once."""

    def __init__(
        self, settings: Email, folder: Path, retries: Retries | None = None, tell: Tell = lambda *_: None
    ) -> None:
        self._email = settings
        self._outbox = outbox_of(folder, settings)
        self._retries = retries or Retries(attempts=settings.attempts)
        self._tell = tell

    def deliver(self, artifacts: Sequence[Artifact], brief: Brief) -> tuple[str, ...]:
        """Return who has the message; DeliveryError names each recipient who has not, with the server's words."""
        draft = next((one for one in artifacts if one.media_type == MESSAGE), None)
        if draft is None:
            raise DeliveryError('there is no message among the files: make the format "eml" too')
        letter = letter_for(draft.content, self._email, brief)
        queued = self._outbox.queue(letter)
        send(self._outbox, queued.numbers, server_for(self._email), self._retries, self._tell)
        after = [*queued.settled, *(one for number in queued.numbers for one in self._outbox.recipients(number))]
        wanting = [f"{one.address}: {one.state}: {one.answer}" for one in after if one.state != "sent"]
        if wanting:
            raise DeliveryError("\n  ".join([f"{self._outbox.folder}: not everybody has the message:", *wanting]))
        return tuple(one.address for one in after)


def letter_for(draft: bytes, email: Email, brief: Brief, now: dt.datetime | None = None) -> Letter:
    """Make a draft ready for those whom the settings name; its date is `now`, unless SOURCE_DATE_EPOCH fixes it.

    SettingsError names everybody who is missing or no address.
    """
    sender = _mailbox(email.sender) if email.sender else None
    recipients = [_mailbox(text) for text in (*email.to, *email.cc, *email.bcc)]
    if sender is None or not recipients:
        raise SettingsError("\n  ".join(_unnamed(email)))
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "").isdecimal()
    date = None if fixed else now or dt.datetime.now(dt.UTC)
    return letter_of(draft, sender, recipients, brief.series or brief.title, brief=_identity(brief), date=date)


def _unnamed(email: Email) -> Iterator[str]:
    """Yield what says who is missing."""
    if not email.sender:
        yield 'email.from: is not set; name who sends, such as "Flood desk <desk@valley.example>"'
    if not (email.to or email.cc or email.bcc):
        yield "email.to: names nobody; name recipients there, in cc or bcc, or with --to"


def _identity(brief: Brief) -> str:
    """Return what stands for a brief's content: the same however it is printed, and wherever its settings lie."""
    content = repr(replace(brief, settings=()))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def outbox_of(build: Path, email: Email) -> Outbox:
    """Return the outbox that serves a build folder."""
    return Outbox(email.outbox or build / OUTBOX)


def server_for(email: Email) -> Server:
    """Return the server that settings name, with its password, which is asked for once and when it is needed."""
    return server_of(email, cache(lambda: password_of(email)))


def _mailbox(text: str) -> Mailbox:
    try:
        return parse_mailbox(text)
    except ValueError as error:
        raise SettingsError(f"{text!r}: {error}") from error
