"""A server that fails as it is told to: aiosmtpd with a script of answers and of broken connections."""

import ssl
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

OK = "250 2.0.0 taken"


@dataclass
class Script:
    """What happens, and what the server took."""

    rcpt: Mapping[str, Iterable[str]] = field(default_factory=dict)
    """Answers to a recipient, one after the other; then it is taken."""
    mail: Iterable[str] = ()
    """Answers to the sender."""
    data: Iterable[str] = ()
    """Answers to a message; to DATA itself with a ^; such as mean nothing with a !.

    Or "drop" (before it), "drop-middle", "speak-middle", "no-354", "drop-after", "hang".
    """
    ehlo: Iterable[str] = ()
    """Answers to EHLO before it works."""
    speech: str = "452 4.3.1 no room left"
    """What "speak-middle" says."""
    hidden: tuple[str, ...] = ()
    """What EHLO does not offer though the server could."""
    extra: tuple[str, ...] = ()
    """What EHLO offers beside."""
    taken: list[tuple[tuple[str, ...], bytes]] = field(default_factory=list)
    """Envelopes and messages for which the server took responsibility, whether or not anybody heard of it."""
    asked: list[str] = field(default_factory=list)
    """Recipients that were named, in their order."""
    connections: int = 0
    hanging: Event = field(default_factory=Event)
    """Set when a message is there and no answer comes."""

    def __post_init__(self) -> None:
        self._rcpt = defaultdict(deque, {name: deque(answers) for name, answers in self.rcpt.items()})
        self._mail, self._data, self._ehlo = deque(self.mail), deque(self.data), deque(self.ehlo)

    @property
    def deliveries(self) -> list[str]:
        """Every recipient as often as the server took a message for him."""
        return sorted(address for addresses, _ in self.taken for address in addresses)

    def next_data(self) -> str:
        """Return what happens to the next message."""
        return self._data.popleft() if self._data else OK

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        if self._ehlo:
            return [self._ehlo.popleft()]
        session.host_name = hostname
        kept = [line for line in responses if line[4:].split()[0] not in self.hidden]
        last = kept.pop()
        return [*kept, *(f"250-{line}" for line in self.extra), last]

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._mail:
            return self._mail.popleft()
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.asked.append(address)
        if self._rcpt[address]:
            return self._rcpt[address].popleft()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: "Troubled", session: Session, envelope: Envelope) -> str:
        does = server.does
        if does[0] in "45":
            return does
        self.taken.append((tuple(envelope.rcpt_tos), bytes(envelope.content or b"")))
        if does == "drop-after":
            server.transport.abort()
        if does == "hang":
            self.hanging.set()
            await server.forever()
        return does.removeprefix("!") if does[0] in "2!" else OK


class Troubled(SMTP):
    """A server with a script."""

    does = OK

    async def smtp_DATA(self, arg: str | None) -> None:
        self.does = self.event_handler.next_data()
        if self.does == "drop":
            self.transport.abort()
        elif self.does == "no-354":
            await self.push("250 OK")
        elif self.does[0] == "^":
            await self.push(self.does[1:])
        elif self.does.endswith("-middle"):
            await self.push("354 go on")
            await self._reader.readexactly(200)
            if self.does == "speak-middle":
                await self.push(self.event_handler.speech)
                await self._reader.read()
            self.transport.abort()
        else:
            await super().smtp_DATA(arg)

    async def forever(self) -> None:
        """Say nothing until the other side has gone."""
        await self._reader.read(1)


class _Controller(Controller):
    def factory(self) -> SMTP:
        self.handler.connections += 1
        return Troubled(self.handler, **self.SMTP_kwargs)


def knows(user: str, password: str) -> Any:
    """Let one user in."""

    def check(server: SMTP, session: Session, envelope: Envelope, way: str, given: object) -> AuthResult:
        right = isinstance(given, LoginPassword) and given == LoginPassword(user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return check


@contextmanager
def troubled(script: Script, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1", **more: Any) -> Iterator[int]:
    """Serve a script on this machine; yield the port."""
    from tests.deliver.mailhouse import free_ports

    port = free_ports(1)[0]
    server = _Controller(script, hostname=host, port=port, tls_context=tls, enable_SMTPUTF8=True, **more)
    server.start()
    script.connections = 0  # starting tries one
    try:
        yield port
    finally:
        server.stop()
