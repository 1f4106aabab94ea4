"""What a server is and says, and what can go wrong with it, by what is known afterwards.

`ServerError`: it is not fit, or what it is told is not, and trying again is no use. `LostError`: the message was not
handed over, try later. `UnclearError`: its last line was sent, and no answer came.
"""

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from briefing.errors import DeliveryError, SettingsError
from briefing.settings.records import Auth, Email, Security

PORTS = {"starttls": 587, "tls": 465, "none": 25}
_PATIENT = 20  # times as long for the answer to a message: 10 minutes by the standard (RFC 5321, 4.5.3.2.6)


class ServerError(DeliveryError):
    """The server, or what it is told, is not fit: trying again is no use."""


class LostError(Exception):
    """Nothing was handed over: try later."""


class UnclearError(Exception):
    """The message was handed over, and no answer came."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    code: int
    text: str

    @property
    def ok(self) -> bool:
        """It agrees."""
        return 200 <= self.code < 400

    @property
    def temporary(self) -> bool:
        """It may agree later; what is no answer counts as that."""
        return not self.ok and not 500 <= self.code < 600

    def __str__(self) -> str:
        """Write it on one line."""
        return f"{self.code} {self.text}" if self.code > 0 else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where messages are handed in, and how."""

    host: str
    port: int
    security: Security = "starttls"
    user: str | None = None
    password: Callable[[], str] = str
    auth: Auth = "password"
    ca_file: Path | None = None
    timeout: float = 30.0
    """Seconds for any one answer."""
    patience: float = 600.0
    """Seconds for the answer to a message; one message may take twice as long in all."""

    def __str__(self) -> str:
        """Name it as people do."""
        return f"{self.host}:{self.port}"


def server_of(email: Email, password: Callable[[], str]) -> Server:
    """Return the server that settings name; SettingsError where they name none."""
    if email.host is None:
        raise SettingsError('email.host: is not set; name the server that sends, such as "mail.valley.example"')
    return Server(
        host=email.host,
        port=email.port or PORTS[email.security],
        security=email.security,
        user=email.user,
        password=password,
        auth=email.auth,
        ca_file=email.ca_file,
        timeout=email.timeout_seconds,
        patience=email.timeout_seconds * _PATIENT,
    )


def said(code: int, text: bytes | str) -> Answer:
    """Return a server's answer, its words on one line."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return Answer(code, one_line(words) or "no words")


def one_line(text: str) -> str:
    """Return a server's words short, and unable to steer a terminal."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(plain.split())[:500]


def context_of(server: Server) -> ssl.SSLContext:
    """Verify certificate and name, by the system's authorities and the house's own."""
    context = ssl.create_default_context()
    if server.ca_file is not None:
        try:
            context.load_verify_locations(server.ca_file)
        except OSError as error:
            raise ServerError(
                f"email.ca_file: {server.ca_file}: holds no certificate: {error.strerror or error}"
            ) from error
    return context


def check_loopback(server: Server) -> None:
    """Raise ServerError where a name means more than this machine."""
    with translated(server):
        found = {str(info[4][0]) for info in socket.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)}
    outside = sorted(address for address in found if not ip_address(address.partition("%")[0]).is_loopback)
    if outside:
        raise ServerError(
            f'{server}: is {outside[0]}, not this machine, and security = "none" is for this machine alone'
        )


@contextmanager
def translated(server: Server) -> Iterator[None]:
    """Turn what can happen on a connection into `ServerError` or `LostError`."""
    try:
        yield
    except ssl.SSLError as error:
        raise _tls_error(server, error) from error
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise LostError(f"{server}: its name can't be looked up now") from error
        raise ServerError(f"{server}: no such server: {error.strerror}; check email.host") from error
    except smtplib.SMTPResponseException as error:
        answer = said(error.smtp_code, error.smtp_error)
        if answer.temporary:
            raise LostError(str(answer)) from error
        raise ServerError(f"{server}: {answer}") from error
    except (smtplib.SMTPException, OSError) as error:
        reason = one_line(getattr(error, "strerror", None) or str(error)) or type(error).__name__
        raise LostError(f"{server}: {reason}") from error


def _tls_error(server: Server, error: ssl.SSLError) -> Exception:
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = f"its certificate is not to be trusted: {error.verify_message}"
        return ServerError(f"{server}: {reason} Nothing was sent; check email.host and email.ca_file")
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return LostError(f"{server}: {one_line(str(error))}")
    advice = 'Nothing was sent; check email.port and email.security ("tls" is 465, "starttls" is 587)'
    return ServerError(f"{server}: no TLS to be had: {error.reason or error}. {advice}")
