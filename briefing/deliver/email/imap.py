"""The id of a message -> the mailbox folders where it lies: evidence that it went out."""

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from briefing.deliver.email.password import password_of
from briefing.deliver.email.server import one_line
from briefing.deliver.email.watch import Watch
from briefing.errors import DeliveryError, SettingsError
from briefing.settings.records import Email

_MOST = 50  # folders that are searched
_LINE = re.compile(rb'\((?P<flags>[^()]*)\) (?:"(?:[^"\\]|\\.)*"|NIL) (?P<name>"(?:[^"\\]|\\.)*"|[^\s"]+)')
_LIKELY = (rb"\sent", rb"\all", rb"\archive")
_CLOSED = (rb"\noselect", rb"\nonexistent", rb"\trash", rb"\junk", rb"\drafts")


class _Mailbox(imaplib.IMAP4_SSL):
    """A mailbox that every piece of an answer has its time from, even one that drips."""

    def __init__(self, host: str, port: int, context: ssl.SSLContext, seconds: float) -> None:
        self._seconds = seconds
        self._watch = Watch(self._cut, seconds / 5)
        try:
            super().__init__(host, port, ssl_context=context, timeout=seconds)
        except BaseException:
            self._watch.end()
            raise

    def readline(self) -> bytes:
        """Read a line, or be cut off."""
        with self._watch.limit(self._seconds):
            return super().readline()

    def read(self, size: int) -> bytes:
        """Read so many bytes, or be cut off."""
        with self._watch.limit(self._seconds):
            return super().read(size)

    def shutdown(self) -> None:
        """Close the connection, and end the watch over it."""
        self._watch.end()
        super().shutdown()

    def _cut(self) -> None:
        """Wake up whoever waits: shut the socket below its encryption, which would be taken off first otherwise."""
        with suppress(OSError):
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


def find_messages(email: Email, message_ids: Sequence[str]) -> dict[str, str]:
    """Return the folder for each id that is found.

    SettingsError where no mailbox is named, DeliveryError where it can't be looked into.
    """
    if email.imap_host is None or email.user is None:
        key = "imap_host" if email.imap_host is None else "user"
        raise SettingsError(
            f"email.{key}: is not set; name the mailbox where sent messages can be found, or --mark them"
        )
    where = f"{email.imap_host}:{email.imap_port}"
    with _naming(where), _mailbox(email, email.imap_host, email.user) as mailbox:
        return dict(_found(mailbox, list(message_ids)))


@contextmanager
def _mailbox(email: Email, host: str, user: str) -> Iterator[imaplib.IMAP4]:
    """Open a mailbox, encrypted from the first byte, and close it."""
    context = ssl.create_default_context()
    if email.ca_file is not None:
        context.load_verify_locations(email.ca_file)
    mailbox = _Mailbox(host, email.imap_port, context, email.timeout_seconds)
    try:
        _log_in(mailbox, user, password_of(email), oauth2=email.auth == "oauth2")
        yield mailbox
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            mailbox.logout()


def _log_in(mailbox: imaplib.IMAP4, user: str, password: str, *, oauth2: bool) -> None:
    way = "XOAUTH2" if oauth2 else "PLAIN"
    said = f"user={user}\1auth=Bearer {password}\1\1" if oauth2 else f"\0{user}\0{password}"
    mailbox.authenticate(way, lambda _: said.encode())


def _found(mailbox: imaplib.IMAP4, wanted: list[str]) -> Iterator[tuple[str, str]]:
    """Search folder after folder for what was not found in those before."""
    for folder in _folders(mailbox):
        if wanted and mailbox.select(folder, readonly=True)[0] == "OK":
            here = [message_id for message_id in wanted if mailbox.search(None, *_criteria(message_id))[1][0]]
            wanted = [message_id for message_id in wanted if message_id not in here]
            yield from ((message_id, folder.strip('"')) for message_id in here)


def _criteria(message_id: str) -> tuple[str, ...]:
    """Look for a message by its id; Exchange gives it another one, and keeps ours beside it."""
    kept = f'"{message_id}"'
    return ("OR", "HEADER", "Message-ID", kept, "HEADER", "X-Microsoft-Original-Message-ID", kept)


def _folders(mailbox: imaplib.IMAP4) -> list[str]:
    """Name the folders, as the server writes them: those first that are likely to hold what was sent."""
    _, lines = mailbox.list()
    rows = [row for line in lines if isinstance(line, bytes) and (row := _LINE.search(line))]
    flags = [(row["flags"].lower().split(), row["name"].decode("utf-8", "replace")) for row in rows]
    names = [(held, name) for held, name in flags if not any(flag in held for flag in _CLOSED)]
    names.sort(key=lambda row: (row[1].strip('"').upper() != "INBOX", not any(flag in row[0] for flag in _LIKELY)))
    return [name for _, name in names][:_MOST]


@contextmanager
def _naming(where: str) -> Iterator[None]:
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise DeliveryError(f"{where}: its certificate is not to be trusted: {error.verify_message}") from error
    except (imaplib.IMAP4.error, OSError, ValueError) as error:
        raise DeliveryError(f"{where}: can't be looked into: {one_line(str(error))}") from error
