"""What the tests of sending share: a letter, an outbox, and a clock that does not make anybody wait."""

import select
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

from briefing.addresses import parse_mailbox
from briefing.deliver.email.message import Letter, letter_of
from briefing.deliver.email.outbox import Outbox
from briefing.deliver.email.send import Retries, send
from briefing.deliver.email.server import Server

THREE = ("duty@valley.example", "mayor@valley.example", "archive@valley.example")
ALL_SENT = {"duty": "sent", "mayor": "sent", "archive": "sent"}


def draft(subject: str = "Ferry strike", body: str = "The ferries stay in port.\n", name: str = "a1") -> bytes:
    message = EmailMessage()
    message["From"] = "Desk <desk@valley.example>"
    message["To"] = "duty@valley.example"
    message["Subject"] = subject
    message["Message-ID"] = f"<{name}@valley.example>"
    message["Date"] = "Mon, 03 Jun 2024 00:00:00 +0000"
    message["X-Unsent"] = "1"
    message.set_content(body)
    return message.as_bytes()


def letter(*recipients: str, series: str = "Ferries", **more: str) -> Letter:
    boxes = [parse_mailbox(text) for text in recipients or THREE]
    return letter_of(draft(**more), parse_mailbox("desk@valley.example"), boxes, series)


class Desk:
    """An outbox, a server, and a clock that does not make anybody wait."""

    def __init__(self, folder: Path) -> None:
        self.outbox = Outbox(folder / "outbox")
        self.slept: list[float] = []
        self.told: list[str] = []

    def send(self, port: int, given: Letter | None = None, *, again: bool = False, **server: object) -> None:
        queued = self.outbox.queue(given or letter(), again=again)
        self.resume(queued.numbers, port, **server)

    def resume(self, numbers: tuple[int, ...], port: int, **server: object) -> None:
        facts = {"host": "localhost", "security": "none", "timeout": 5.0, "patience": 5.0, **server}
        retries = Retries(attempts=4, sleep=self.slept.append)
        send(self.outbox, numbers, Server(port=port, **facts), retries, lambda _, text: self.told.append(text))

    @property
    def states(self) -> dict[str, str]:
        return {one.address.split("@")[0]: one.state for entry in self.outbox.entries() for one in entry.recipients}

    @property
    def answers(self) -> dict[str, str]:
        return {one.address.split("@")[0]: one.answer for entry in self.outbox.entries() for one in entry.recipients}


@contextmanager
def dripping(piece: bytes, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve one connection after another, in a context encrypted from the first byte: a piece every 1/20 second."""
    over = threading.Event()

    def serve(listening: socket.socket) -> None:
        while not over.is_set():
            if not select.select([listening], [], [], 0.05)[0]:
                continue
            plain = listening.accept()[0]
            with context.wrap_socket(plain, server_side=True) if context else plain as connection:
                while not over.wait(0.05):
                    try:
                        connection.sendall(piece)
                    except OSError:
                        break

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,))
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            over.set()
            thread.join()


def serving(authority: Path, name: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(authority / f"{name}.pem", authority / f"{name}.key")
    return context
