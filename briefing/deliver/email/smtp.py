"""A message and its envelope -> a server, over one connection: encrypted, or nothing is said at all."""

import re
import select
import smtplib
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import TracebackType

from briefing.deliver.email.login import log_in
from briefing.deliver.email.server import (
    Answer,
    LostError,
    Server,
    ServerError,
    UnclearError,
    check_loopback,
    context_of,
    one_line,
    said,
    translated,
)
from briefing.deliver.email.watch import Watch

_LINE_START = re.compile(rb"^\.", re.MULTILINE)
_END = b".\r\n"
_PIECE = 65_536  # octets that have the time of one answer to get out
_CLOSING = 421
_TOO_MANY = 452


class _Client(smtplib.SMTP):
    """A connection on which every answer has its time in all, even one that drips."""

    _watch: Watch | None = None

    @property
    def watch(self) -> Watch:
        """What cuts the connection off when its time is over."""
        if self._watch is None:
            self._watch = Watch(self.cut, self.timeout / 5)
        return self._watch

    def getreply(self) -> tuple[int, bytes]:
        """Read an answer, or be cut off."""
        with self.watch.limit(self.timeout):
            return super().getreply()

    def cut(self) -> None:
        """Wake up whoever waits: shut the socket below any encryption, which would be taken off first otherwise."""
        with suppress(OSError):
            if self.sock is not None:
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection, and end the watch over it."""
        if self._watch is not None:
            self._watch.end()
        super().close()


class _TlsClient(_Client, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class Session:
    """One connection to a server, ready to take messages."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._client = _connect(server)
        try:
            with translated(server):
                _introduce(self._client, server)
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take leave, as far as the server still listens."""
        with suppress(smtplib.SMTPException, OSError, ValueError):
            self._client.quit()
        self._client.close()

    @property
    def is_open(self) -> bool:
        """Whether it can take a message, as far as is known here."""
        return self._client.sock is not None

    @contextmanager
    def limited(self) -> Iterator[None]:
        """Give one message twice the server's patience in all."""
        with self._client.watch.limit(2 * self._server.patience):
            yield

    def offer(self, sender: str, recipients: Sequence[str], content: bytes, *, utf8: bool) -> dict[str, Answer]:
        """Name sender and recipients; return the answer to each, fewer where the server takes no more at a time.

        ServerError where it can't take such a message, or not from this sender; LostError where it is gone.
        """
        self._check(content, (sender, *recipients), utf8=utf8)
        with translated(self._server):
            answer = said(*self._client.mail(sender, self._options(content, utf8=utf8)))
            if answer.temporary:
                raise LostError(str(answer))
            if not answer.ok:
                raise ServerError(f"{self._server}: takes nothing from {sender}: {answer}")
            return self._name(recipients)

    def _name(self, recipients: Sequence[str]) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        for recipient in recipients:
            answer = said(*self._client.rcpt(recipient))
            if answer.code == _CLOSING:
                raise LostError(str(answer))
            if answer.code == _TOO_MANY and any(one.ok for one in answers.values()):
                break
            answers[recipient] = answer
        return answers

    def give(self, content: bytes) -> Answer:
        """Hand the message over to the recipients that were taken.

        LostError where it was not handed over in the end, UnclearError where it was and no answer came.
        """
        with translated(self._server):
            answer = said(*self._client.docmd("DATA"))
            if answer.ok and answer.code != 354:
                self._client.close()
                raise LostError(f"{answer}, where 354 was due")
            if not answer.ok:
                return answer
            quoted = _LINE_START.sub(b"..", content)
            for start in range(0, len(quoted), _PIECE):
                self._client.send(quoted[start : start + _PIECE])
            if not quoted.endswith(b"\r\n"):
                self._client.send(b"\r\n")
            if self._speaks():
                return self._interrupted()
        return self._finish()

    def _speaks(self) -> bool:
        """Whether the server says something before it has the whole message."""
        return bool(self._client.sock and select.select([self._client.sock], [], [], 0)[0])

    def _interrupted(self) -> Answer:
        """Hear why; without its last line the server can't take the message."""
        answer = said(*self._client.getreply())
        self._client.close()
        if answer.ok:
            raise LostError(f"{answer}, in the middle of the message")
        return answer

    def _finish(self) -> Answer:
        """Send the last line apart: before it the server has no message, after it only its answer says."""
        client, usual = self._client, self._client.timeout
        client.timeout = self._server.patience
        try:
            if client.sock:
                client.sock.settimeout(client.timeout)
            client.send(_END)
            answer = said(*client.getreply())
            if client.sock:
                client.sock.settimeout(usual)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise UnclearError(one_line(str(error))) from error
        finally:
            client.timeout = usual
        if answer.code // 100 not in {2, 4, 5}:
            raise UnclearError(f"an answer that means nothing here: {answer}")
        return answer

    def reset(self) -> None:
        """Take back sender and recipients."""
        with translated(self._server):
            self._client.rset()

    def _check(self, content: bytes, addresses: Sequence[str], *, utf8: bool) -> None:
        """Compare what the message needs with what the server offers."""
        features = self._client.esmtp_features
        limit = features.get("size", "").strip()
        if limit.isdecimal() and 0 < int(limit) < len(content):
            raise ServerError(
                f"{self._server}: takes messages of at most {_megabytes(int(limit))}; this one has "
                f"{_megabytes(len(content))} (an attachment grows by 37 % on its way); lower email.max_attachment_mb"
            )
        international = [address for address in addresses if not address.isascii()]
        if "smtputf8" not in features and (international or utf8):
            what = f"the address {international[0]}" if international else "letters in the head of the message"
            raise ServerError(
                f"{self._server}: does not offer SMTPUTF8, which {what} can't do without; use a plain one"
            )
        if "8bitmime" not in features and not content.isascii() and not utf8:
            raise ServerError(f"{self._server}: does not offer 8BITMIME, and the message is no plain ASCII")

    def _options(self, content: bytes, *, utf8: bool) -> list[str]:
        features = self._client.esmtp_features
        options = [f"SIZE={len(content)}"] if "size" in features else []
        options += ["BODY=8BITMIME"] if not content.isascii() and "8bitmime" in features else []
        return options + (["SMTPUTF8"] if utf8 else [])


def _connect(server: Server) -> _Client:
    """Open the connection and read the greeting; nothing is said before it is certain whom to."""
    if server.security == "none":
        check_loopback(server)
    with translated(server):
        if server.security == "tls":
            context = context_of(server)
            return _TlsClient(server.host, server.port, local_hostname="x", timeout=server.timeout, context=context)
        return _Client(server.host, server.port, local_hostname="x", timeout=server.timeout)


def _introduce(client: smtplib.SMTP, server: Server) -> None:
    """Say who we are, encrypt, and prove it."""
    address = client.sock.getsockname()[0] if client.sock else "127.0.0.1"
    if client.sock:  # or the last line of a message, sent alone, waits for the answer to those before it
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client.local_hostname = f"[IPv6:{address}]" if ":" in address else f"[{address}]"
    _greet(client, server)
    if server.security == "starttls":
        if "starttls" not in client.esmtp_features:
            raise ServerError(
                f"{server}: does not offer STARTTLS, and nothing goes out unencrypted; try another port or tls"
            )
        client.starttls(context=context_of(server))
        _greet(client, server)
    if server.user is not None:
        log_in(client, server, server.user)


def _greet(client: smtplib.SMTP, server: Server) -> None:
    answer = said(*client.ehlo())
    if answer.temporary:
        raise LostError(str(answer))
    if not answer.ok:
        raise ServerError(f"{server}: does not speak ESMTP: {answer}")


def _megabytes(octets: int) -> str:
    return f"{octets / 1_000_000:.1f} MB"
