"""A real mail house on this machine: Debian's Postfix and Dovecot, with an authority of their own.

It has its own configuration, queue and mailboxes in a folder of its own, listens on the loopback interface alone, and
`default_transport = error:` lets nothing out. Started and stopped by the test run; Debian's own instances stay off.
"""

import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from tests.deliver.mailhouse.authority import make_authority

NEEDED = ("postfix", "dovecot", "openssl")
USER, PASSWORD = "desk", "süß & secret"
DOMAIN = "valley.example"
PEOPLE = ("desk", "duty", "mayor", "archive", "wächter", "deputy")
SIZE_LIMIT = 3_000_000
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Where it is, and what came."""

    folder: Path
    submission: int
    """The port with STARTTLS and AUTH."""
    submissions: int
    """The port with TLS and AUTH."""
    plain: int
    """The port with neither, for this machine alone."""
    imaps: int

    @property
    def ca_file(self) -> Path:
        """The certificate of its authority."""
        return self.folder / "ca.pem"

    def mailbox(self, person: str) -> Path:
        """Where somebody's messages lie."""
        return self.folder / "mail" / person

    def messages(self, person: str, at_least: int = 0, patience: float = 20.0) -> list[bytes]:
        """Return somebody's messages; wait until there are as many as expected."""
        end = time.monotonic() + patience
        while True:
            files = self._files(person)
            if len(files) >= at_least or time.monotonic() > end:
                return [path.read_bytes() for path in files]
            time.sleep(0.05)

    def count(self, person: str, at_least: int, patience: float = 300.0) -> int:
        """Count somebody's messages; wait until there are as many as expected."""
        end = time.monotonic() + patience
        while True:
            number = len(self._files(person))
            if number >= at_least or time.monotonic() > end:
                return number
            time.sleep(0.2)

    def parsed(self, person: str, at_least: int = 1) -> list[EmailMessage]:
        """Return somebody's messages as the standard library reads them."""
        read = [message_from_bytes(content, policy=default) for content in self.messages(person, at_least)]
        return [message for message in read if isinstance(message, EmailMessage)]

    def _files(self, person: str) -> list[Path]:
        """Return somebody's messages in the order of their arrival, none that is still being written."""
        found = (path for name in ("new", "cur") for path in (self.mailbox(person) / name).glob("[0-9]*"))
        return sorted(found, key=lambda path: path.name)

    def clear(self) -> None:
        """Empty all mailboxes, once everything that was on its way has arrived."""
        end = time.monotonic() + 20
        while any(path.is_file() for name in ("maildrop", "incoming", "active") for path in self._queue(name)):
            assert time.monotonic() < end, "Postfix does not get rid of its messages"
            time.sleep(0.05)
        for person in PEOPLE:
            shutil.rmtree(self.mailbox(person), ignore_errors=True)

    def _queue(self, name: str) -> list[Path]:
        return list((self.folder / "queue" / name).rglob("*"))


def missing() -> str | None:
    """Say why it can't be had here; None where it can."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "only root can start Postfix"
    absent = [name for name in NEEDED if shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") is None]
    return f"not installed: {', '.join(absent)}" if absent else None


@contextmanager
def opened() -> Iterator[House]:
    """Start a house and close it."""
    with tempfile.TemporaryDirectory(prefix="mailhouse-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        ports = free_ports(4)
        house = House(folder=folder, submission=ports[0], submissions=ports[1], plain=ports[2], imaps=ports[3])
        _furnish(house)
        with ExitStack() as running:
            for command, ports_of in (
                ([_checked_master(folder / "postfix"), "-c", str(folder / "postfix"), "-d"], ports[:3]),
                (["dovecot", "-F", "-c", str(folder / "dovecot.conf")], ports[3:]),
            ):
                process = _start(command, folder / f"{Path(command[0]).name}.out")
                running.callback(_stop, process)
                for port in ports_of:
                    _await(port, folder, process)
            yield house


def free_ports(number: int) -> list[int]:
    """Return ports that nobody listens on."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def _furnish(house: House) -> None:
    """Write configuration, certificates and mailboxes."""
    folder, owner = house.folder, pwd.getpwnam("postfix")
    make_authority(folder, {"server": ("localhost", "127.0.0.1")})
    for name in ("postfix", "queue", "data", "run"):
        (folder / name).mkdir()
    os.chown(folder / "data", owner.pw_uid, owner.pw_gid)
    (folder / "mail").mkdir()
    os.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
    values = {
        "folder": str(folder), "domain": DOMAIN, "uid": str(owner.pw_uid), "gid": str(owner.pw_gid),
        "submission": str(house.submission), "submissions": str(house.submissions),
        "plain": str(house.plain), "imaps": str(house.imaps), "size": str(SIZE_LIMIT),
    }  # fmt: skip
    for name, place in (("main.cf", "postfix/"), ("master.cf", "postfix/"), ("dovecot.conf", "")):
        _fill(_HERE / name, folder / f"{place}{name}", values)
    boxes = "".join(f"{person}@{DOMAIN} {person}/\n" for person in PEOPLE)
    (folder / "postfix" / "mailboxes").write_text(boxes, "utf-8")
    users = folder / "users"
    users.write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", "utf-8")
    users.chmod(0o644)


def _fill(template: Path, target: Path, values: Mapping[str, str]) -> None:
    text = template.read_text("utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    target.write_text(text, "utf-8")


def _checked_master(configuration: Path) -> str:
    """Let Postfix make its queue folders, and name the program that starts all its others."""
    for command in (["postfix", "-c", str(configuration), "check"], ["postconf", "-c", str(configuration), "-h"]):
        said = subprocess.run([*command, *["daemon_directory"][: command[0] == "postconf"]], check=True,
                              capture_output=True, text=True, env=_environment())  # fmt: skip
    return f"{said.stdout.strip()}/master"


def _start(command: Sequence[str], output: Path) -> subprocess.Popen[bytes]:
    program = shutil.which(command[0], path=_environment()["PATH"]) or command[0]
    with output.open("wb") as stream:
        return subprocess.Popen(
            [program, *command[1:]],
            stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, env=_environment(), start_new_session=True,
        )  # fmt: skip


def _environment() -> dict[str, str]:
    return {"PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin", "LANG": "C.UTF-8"}


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a server and those it started: each of them ends its own."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _await(port: int, folder: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until a port answers."""
    for _ in range(400):
        with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port), 5)):
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    said = "\n".join(path.read_text("utf-8", "replace") for path in sorted(folder.glob("*.out")))
    logs = "\n".join(path.read_text("utf-8", "replace") for path in sorted(folder.glob("*.log")))
    raise AssertionError(f"nothing listens on port {port}:\n{said}\n{logs}")


def trusting(house: House) -> ssl.SSLContext:
    """Return what a client needs to trust it."""
    return ssl.create_default_context(cafile=str(house.ca_file))
