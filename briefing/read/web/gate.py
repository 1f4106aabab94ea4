"""The one way out to the network: a name is resolved once, every address checked, and one of those connected to.

The check and the connection see the same numbers, so a name that answers differently the second time gains nothing.
The name itself stays in the request and in the check of the certificate. No proxy and nothing else of the environment
is asked. One deadline holds for everything: the connection, the handshake and each byte of the answer.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any

import httpcore

from briefing.read.web.addresses import Policy

Resolver = Callable[[str, int], Sequence[str]]
"""Takes a host's name and a port, returns IP addresses."""

MOST_ADDRESSES = 4
"""So many addresses of one host are tried."""
TRIAL_SECONDS = 5
"""So long each of them but the last."""


class RefusedError(httpcore.ConnectError):
    """A host's address is none that may be connected to."""


class Deadline:
    """When everything has to be over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def extend(self, seconds: float) -> None:
        """Grant more time, such as was spent waiting out of politeness."""
        self._end += seconds

    def left(self, timeout: float | None = None) -> float:
        """Return how many seconds there are, at most `timeout`; ReadTimeout where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is up")
        return left if timeout is None else min(left, timeout)


class Gate(httpcore.NetworkBackend):
    """Connects to addresses that the policy lets through, and to nothing else."""

    def __init__(self, allow: Policy, resolve: Resolver, deadline: Deadline) -> None:
        self._allow = allow
        self._resolve = resolve
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to a host by an address that was checked; RefusedError where one of its addresses is not allowed."""
        addresses = resolve_within(self._resolve, host, port, self._deadline.left(timeout))
        if not addresses:
            raise httpcore.ConnectError("the name has no address")
        for address in addresses:
            if not self._allow(address):
                raise RefusedError(f"{address} is no public address")
        options = list(socket_options or ())

        def connect(address: str, seconds: float | None) -> httpcore.NetworkStream:
            left = self._deadline.left(seconds)
            stream = self._network.connect_tcp(address, port, left, local_address, options)
            return _Stream(stream, self._deadline)

        *others, last = addresses[:MOST_ADDRESSES]
        for address in others:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return connect(address, TRIAL_SECONDS)
        return connect(last, timeout)


class _Stream(httpcore.NetworkStream):
    """A connection whose every wait ends with the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def ask_system(host: str, port: int) -> Sequence[str]:
    """Resolve a name as this machine does."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def resolve_within(resolve: Resolver, host: str, port: int, seconds: float) -> Sequence[str]:
    """Return a host's addresses; ConnectError where it has none, ConnectTimeout where the answer takes too long."""
    answers: list[Sequence[str] | Exception] = []

    def ask() -> None:
        try:
            answers.append(resolve(host, port))
        except (OSError, UnicodeError) as error:
            answers.append(error)

    thread = threading.Thread(target=ask, daemon=True)  # the system's own call knows no time limit
    thread.start()
    thread.join(seconds)
    if not answers:
        raise httpcore.ConnectTimeout("the name is not resolved in time")
    if isinstance(answers[0], Exception):
        raise httpcore.ConnectError("the name can't be resolved") from answers[0]
    return answers[0]
