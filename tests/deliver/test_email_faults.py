"""Whatever a server does, nobody loses the message and nobody gets it twice without being asked."""

import base64
import os
import select
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult

from briefing.addresses import parse_mailbox
from briefing.deliver.email.message import Letter, letter_of
from briefing.deliver.email.outbox import Outbox
from briefing.deliver.email.send import Retries, send
from briefing.deliver.email.server import Server, ServerError
from briefing.errors import DeliveryError
from tests.deliver.mailhouse.authority import make_authority
from tests.deliver.mailhouse.faults import Script, Troubled, knows, troubled

BOX = parse_mailbox("duty@valley.example")
THREE = ("duty@valley.example", "mayor@valley.example", "archive@valley.example")
ROOT = Path(__file__).parents[2]


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


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


ALL_SENT = {"duty": "sent", "mayor": "sent", "archive": "sent"}


def test_a_message_goes_to_everybody_once(desk: Desk) -> None:
    script = Script()
    with troubled(script) as port:
        desk.send(port)
        desk.send(port)

    assert desk.states == ALL_SENT
    assert script.deliveries == sorted(THREE)
    assert (desk.slept, desk.told.count("message 1: 3 to go"), script.connections) == ([], 1, 1)
    (_, content), *_ = script.taken
    assert b"X-Unsent" not in content


@pytest.mark.parametrize(
    ("script", "waits"),
    [
        (Script(mail=["451 4.3.0 try later"]), 1),
        (Script(mail=["421 4.3.2 shutting down", "451 4.3.0 still"]), 2),
        (Script(ehlo=["421 4.3.2 too many of you"]), 1),
        (Script(data=["451 4.7.1 greylisted", "450 4.7.1 still"]), 2),
        (Script(data=["drop"]), 1),
        (Script(data=["no-354"]), 1),
        (Script(data=["^451 4.3.0 not now"]), 1),
        (Script(data=["421 4.3.2 shutting down"]), 1),
        (Script(rcpt={name: ["450 4.2.0 greylisted, come back"] for name in THREE}), 1),
        (Script(rcpt={THREE[1]: ["450 4.2.0 greylisted", "451 4.2.0 greylisted"]}), 2),
        (Script(rcpt={THREE[1]: ["421 4.3.2 shutting down"]}), 1),
    ],
    ids=lambda value: str(value)[:70] if isinstance(value, Script) else None,
)
def test_what_the_server_refuses_for_now_is_tried_again(desk: Desk, script: Script, waits: int) -> None:
    with troubled(script) as port:
        desk.send(port)

    assert desk.states == ALL_SENT
    assert script.deliveries == sorted(THREE)
    assert len(desk.slept) == waits
    assert all(10 <= seconds <= 66 for seconds in desk.slept)


def test_a_connection_lost_in_the_middle_of_a_long_message_is_tried_again(desk: Desk) -> None:
    script = Script(data=["drop-middle"])
    with troubled(script) as port:
        desk.send(port, letter(body=LONG), timeout=60.0, patience=60.0)

    assert desk.states == ALL_SENT
    assert script.deliveries == sorted(THREE)
    assert len(desk.slept) == 1


LONG = "The ferries stay in port.\n" * 800_000


def test_a_server_that_speaks_in_the_middle_is_heard(desk: Desk) -> None:
    scripts = [
        Script(data=["speak-middle"]),
        Script(data=["speak-middle"], speech="552 5.3.4 too large"),
        Script(data=["speak-middle"], speech="250 2.0.0 fine already"),
    ]
    for number, script in enumerate(scripts):
        with troubled(script) as port:
            desk.send(port, letter(THREE[0], body=LONG, name=f"c{number}"), timeout=60.0, patience=60.0)

    states = [one.state for entry in desk.outbox.entries() for one in entry.recipients]
    assert states == ["sent", "refused", "sent"]
    assert [script.deliveries for script in scripts] == [[THREE[0]], [], [THREE[0]]]
    assert "552 5.3.4 too large" in desk.answers["duty"] or len(desk.slept) == 2


@pytest.mark.parametrize("answer", ["354 go on", "hello"])
def test_an_answer_that_means_nothing_leaves_it_unclear(desk: Desk, answer: str) -> None:
    script = Script(data=[f"!{answer}"])
    with troubled(script) as port:
        desk.send(port)
        desk.send(port)

    assert desk.states == dict.fromkeys(ALL_SENT, "unclear")
    assert "an answer that means nothing here" in desk.answers["duty"]
    assert len(script.taken) == 1


def test_one_of_three_is_refused_for_good_and_the_others_have_it(desk: Desk) -> None:
    script = Script(rcpt={THREE[1]: ["550 5.1.1 no such person"] * 9})
    with troubled(script) as port:
        desk.send(port)
        desk.send(port)

    assert desk.states == {**ALL_SENT, "mayor": "refused"}
    assert desk.answers["mayor"] == "550 5.1.1 no such person"
    assert script.deliveries == [THREE[2], THREE[0]]
    assert desk.slept == []
    assert script.asked.count(THREE[1]) == 1


def test_a_message_that_is_refused_is_refused_for_each(desk: Desk) -> None:
    script = Script(data=["554 5.7.1 looks like spam"])
    with troubled(script) as port:
        desk.send(port)

    assert desk.states == dict.fromkeys(ALL_SENT, "refused")
    assert set(desk.answers.values()) == {"554 5.7.1 looks like spam"}
    assert script.deliveries == []


def test_a_message_whose_last_line_has_no_end_is_whole(desk: Desk) -> None:
    script = Script()
    with troubled(script) as port:
        desk.send(port, letter(body="The ferries stay in port.\n.\n..x"))
    content = script.taken[0][1]
    assert content.endswith(b"port.\r\n.\r\n..x\r\n")


def test_where_no_connection_is_to_be_had_one_attempt_is_enough_for_all(desk: Desk) -> None:
    numbers = [desk.outbox.queue(letter(THREE[0], name=f"d{number}")).numbers[0] for number in range(5)]
    script = Script(ehlo=["421 4.3.2 busy"])
    with troubled(script) as port:
        desk.resume(tuple(numbers), port)
    assert script.connections == 2
    assert (len(script.taken), len(desk.slept)) == (5, 1)


def test_who_was_refused_gets_it_once_a_person_says_so(desk: Desk) -> None:
    script = Script(rcpt={THREE[1]: ["550 5.1.1 no such person"]})
    with troubled(script) as port:
        desk.send(port)
        desk.outbox.mark(1, sent=False)
        desk.send(port)

    assert desk.states == ALL_SENT
    assert script.deliveries == sorted(THREE)


def test_patience_has_a_limit(desk: Desk) -> None:
    script = Script(rcpt={THREE[1]: ["450 4.2.0 greylisted"] * 4})
    with troubled(script) as port:
        desk.send(port)
        assert desk.states == {**ALL_SENT, "mayor": "deferred"}
        assert desk.outbox.waiting(1)[0].due is not None
        assert all(base <= seconds <= base * 1.1 for base, seconds in zip((10, 60, 300), desk.slept, strict=True))
        desk.send(port)

    assert desk.states == ALL_SENT
    assert script.deliveries == sorted(THREE)


def test_the_next_run_waits_as_long_as_this_one(tmp_path: Path) -> None:
    delays = [Retries().delay("outbox", attempt) for attempt in (1, 2, 3, 4)]

    assert delays == [Retries().delay("outbox", attempt) for attempt in (1, 2, 3, 4)]
    assert all(base <= delay <= base * 1.1 for base, delay in zip((10, 60, 300, 300), delays, strict=True))
    assert Retries().delay("another", 1) != delays[0]


@pytest.mark.parametrize("does", ["drop-after", "hang"])
def test_an_answer_that_never_came_is_said_and_nothing_is_sent_again(desk: Desk, does: str) -> None:
    script = Script(data=[does])
    with troubled(script) as port:
        desk.send(port, patience=0.5)
        desk.send(port)

    assert desk.states == dict.fromkeys(ALL_SENT, "unclear")
    assert "no answer came" in desk.answers["duty"]
    assert script.deliveries == sorted(THREE)


def test_after_an_answer_that_never_came_the_next_message_goes_over_a_new_connection(desk: Desk) -> None:
    script = Script(data=["drop-after"])
    first = desk.outbox.queue(letter()).numbers
    second = desk.outbox.queue(letter(THREE[0], name="b2")).numbers
    with troubled(script) as port:
        desk.resume((*first, *second), port)

    assert [one.state for one in desk.outbox.recipients(1)] == ["unclear"] * 3
    assert [one.state for one in desk.outbox.recipients(2)] == ["sent"]
    assert (script.connections, desk.slept) == (2, [])


def test_an_unclear_one_goes_out_again_when_a_person_says_it_did_not(desk: Desk) -> None:
    script = Script(data=["drop-after"])
    with troubled(script) as port:
        desk.send(port)
        assert len(desk.outbox.mark(1, sent=False)) == 3
        desk.send(port)

    assert desk.states == ALL_SENT
    assert len(script.taken) == 2


def test_an_unclear_one_is_done_when_a_person_says_it_came(desk: Desk) -> None:
    script = Script(data=["drop-after"])
    with troubled(script) as port:
        desk.send(port)
        desk.outbox.mark(1, sent=True)
        desk.send(port)

    assert desk.states == ALL_SENT
    assert len(script.taken) == 1


def test_a_server_that_takes_few_at_a_time_gets_several_batches(desk: Desk) -> None:
    people = tuple(f"reader{number}@valley.example" for number in range(7))
    few = Script(rcpt={people[3]: ["452 4.5.3 too many recipients"], people[5]: ["452 4.5.3 too many recipients"]})
    with troubled(few) as port:
        desk.send(port, letter(*people))

    assert few.deliveries == sorted(people)
    assert [len(recipients) for recipients, _ in few.taken] == [3, 2, 2]
    assert desk.slept == []


def test_more_than_a_hundred_go_in_batches(desk: Desk) -> None:
    people = tuple(f"reader{number}@valley.example" for number in range(230))
    script = Script()
    with troubled(script) as port:
        desk.send(port, letter(*people))

    assert script.deliveries == sorted(people)
    assert [len(recipients) for recipients, _ in script.taken] == [100, 100, 30]


class TestServersThatAreNotFit:
    """Trying again would not help: the error names what to change, and everybody waits."""

    def refused(self, desk: Desk, port: int, expected: str, given: Letter | None = None, **server: object) -> None:
        with pytest.raises(ServerError, match=expected):
            desk.send(port, given, **server)
        assert set(desk.states.values()) == {"queued"}
        assert desk.slept == []

    def test_no_starttls_offered(self, desk: Desk) -> None:
        script = Script()
        with troubled(script) as port:
            self.refused(desk, port, "does not offer STARTTLS, and nothing goes out unencrypted", security="starttls")
        assert script.asked == []

    def test_a_certificate_for_another_name(self, desk: Desk, authority: Path) -> None:
        with troubled(Script(), serving(authority, "stranger"), require_starttls=True) as port:
            expected = "certificate is not to be trusted: Hostname mismatch"
            self.refused(desk, port, expected, security="starttls", ca_file=authority / "ca.pem")

    def test_a_certificate_of_an_unknown_authority(self, desk: Desk, authority: Path) -> None:
        with troubled(Script(), serving(authority, "server"), require_starttls=True) as port:
            self.refused(desk, port, "unable to get local issuer certificate", security="starttls")

    def test_tls_where_none_is_spoken(self, desk: Desk) -> None:
        with troubled(Script()) as port:
            self.refused(desk, port, r"no TLS to be had: .*check email\.port and email\.security", security="tls")

    def test_a_file_of_authorities_that_holds_none(self, desk: Desk, tmp_path: Path, authority: Path) -> None:
        (tmp_path / "empty.pem").write_text("nothing")
        with troubled(Script(), serving(authority, "server"), require_starttls=True) as port:
            for name in ("empty.pem", "absent.pem"):
                expected = rf"email\.ca_file: .*{name}: holds no certificate"
                self.refused(desk, port, expected, security="starttls", ca_file=tmp_path / name)

    def test_a_wrong_password(self, desk: Desk, authority: Path) -> None:
        more = {"require_starttls": True, "authenticator": knows("desk", "right"), "auth_required": True}
        secure = {"security": "starttls", "ca_file": authority / "ca.pem", "user": "desk"}
        script = Script()
        with troubled(script, serving(authority, "server"), **more) as port:
            expected = "does not let desk in: 535"
            self.refused(desk, port, expected, **secure, password=lambda: "wrong")
            desk.send(port, **secure, password=lambda: "right")
        assert script.deliveries == sorted(THREE)

    def test_no_way_to_log_in_that_both_know(self, desk: Desk, authority: Path) -> None:
        secure = {"security": "starttls", "ca_file": authority / "ca.pem", "user": "desk"}
        with troubled(Script(hidden=("AUTH",)), serving(authority, "server"), require_starttls=True) as port:
            self.refused(desk, port, "offers no way to log in", **secure)

    def test_a_body_that_the_server_can_not_carry(self, desk: Desk) -> None:
        eight = letter_of(draft().replace(b"stay", "stäy".encode()), parse_mailbox("a@b.example"), [BOX], "Ferries")
        with troubled(Script(hidden=("8BITMIME", "SMTPUTF8"))) as port:
            self.refused(desk, port, "does not offer 8BITMIME", eight)
        script = Script()
        with troubled(script) as port:
            desk.send(port, eight)
        assert "stäy".encode() in script.taken[0][1]

    def test_letters_in_the_head_that_the_server_can_not_carry(self, desk: Desk) -> None:
        raw = letter_of(draft().replace(b"Ferry", "Färry".encode()), parse_mailbox("a@b.example"), [BOX], "Ferries")
        with troubled(Script(hidden=("SMTPUTF8",))) as port:
            self.refused(desk, port, "which letters in the head of the message can't do without", raw)

    def test_a_password_without_encryption(self, desk: Desk) -> None:
        with troubled(Script(), authenticator=knows("desk", "x"), auth_require_tls=False) as port:
            self.refused(desk, port, "not encrypted, and a password goes over no other", user="desk")

    def test_an_unencrypted_connection_to_another_machine(self, desk: Desk) -> None:
        for host in ("192.0.2.7", "2001:db8::7"):
            self.refused(desk, 25, 'not this machine, and security = "none" is for this machine alone', host=host)

    def test_a_name_that_nobody_has(self, desk: Desk) -> None:
        self.refused(desk, 25, "no such server", host="nobody.invalid", security="starttls")

    def test_a_message_that_is_too_large(self, desk: Desk) -> None:
        script = Script()
        with troubled(script, data_size_limit=5000) as port:
            expected = r"takes messages of at most 0\.0 MB; this one has 0\.1 MB .*max_attachment_mb"
            self.refused(desk, port, expected, letter(body="Rain.\n" * 20_000))
        assert script.asked == []

    def test_an_address_that_the_server_can_not_spell(self, desk: Desk) -> None:
        with troubled(Script(hidden=("SMTPUTF8",))) as port:
            expected = "does not offer SMTPUTF8, which the address wächter@valley.example"
            self.refused(desk, port, expected, letter(THREE[0], "wächter@valley.example"))

    def test_a_sender_that_is_not_allowed(self, desk: Desk) -> None:
        with troubled(Script(mail=["553 5.7.1 not yours"])) as port:
            self.refused(desk, port, r"takes nothing from desk@valley\.example: 553 5\.7\.1 not yours")

    @pytest.mark.parametrize("greeting", ["554 5.7.1 not from there", "421 4.3.2 busy"])
    def test_a_greeting_that_is_none(self, desk: Desk, greeting: str) -> None:
        with dripping(f"{greeting}\r\n".encode()) as port:
            if greeting.startswith("5"):
                self.refused(desk, port, r"554 5\.7\.1 not from there")
            else:
                desk.send(port)
                assert set(desk.answers.values()) == {"421 4.3.2 busy"}

    def test_a_server_of_another_kind(self, desk: Desk) -> None:
        with troubled(Script(ehlo=["502 5.5.1 unknown"])) as port:
            self.refused(desk, port, "does not speak ESMTP: 502")


class TestLoggingIn:
    """In whichever way the server knows, over TLS alone."""

    @pytest.mark.parametrize("only", ["PLAIN", "LOGIN"])
    def test_a_password_in_the_ways_of_the_server(self, desk: Desk, authority: Path, only: str) -> None:
        others = [way for way in ("PLAIN", "LOGIN") if way != only]
        more = {"require_starttls": True, "authenticator": knows("desk", "süß"), "auth_required": True}
        script = Script()
        with troubled(script, serving(authority, "server"), auth_exclude_mechanism=others, **more) as port:
            secure = {"security": "starttls", "ca_file": authority / "ca.pem", "user": "desk"}
            desk.send(port, **secure, password=lambda: "süß")
        assert script.deliveries == sorted(THREE)

    @pytest.mark.parametrize(("token", "good"), [("fresh", True), ("stale", False)])
    def test_an_access_token(self, desk: Desk, authority: Path, token: str, good: bool) -> None:
        script = TokenScript()
        secure = {"security": "starttls", "ca_file": authority / "ca.pem", "user": "desk", "auth": "oauth2"}
        with troubled(script, serving(authority, "server"), require_starttls=True, auth_required=True) as port:
            if good:
                desk.send(port, **secure, password=lambda: token)
            else:
                with pytest.raises(ServerError, match="does not let desk in: 535"):
                    desk.send(port, **secure, password=lambda: token)
        assert bool(script.taken) == good

    def test_a_server_that_can_not_look_it_up_now(self, desk: Desk, authority: Path) -> None:
        script = TokenScript(broken=1)
        secure = {"security": "starttls", "ca_file": authority / "ca.pem", "user": "desk", "auth": "oauth2"}
        with troubled(script, serving(authority, "server"), require_starttls=True, auth_required=True) as port:
            desk.send(port, **secure, password=lambda: "fresh")
        assert (desk.states, len(desk.slept)) == (ALL_SENT, 1)


class TokenScript(Script):
    """A server that knows access tokens."""

    def __init__(self, broken: int = 0) -> None:
        super().__init__()
        self._broken = broken

    async def auth_XOAUTH2(self, server: Troubled, args: list[str]) -> AuthResult:
        if self._broken:
            self._broken -= 1
            await server.push("454 4.7.0 later")
            return AuthResult(success=False, handled=True)
        if base64.b64decode(args[1]) == b"user=desk\1auth=Bearer fresh\1\1":
            return AuthResult(success=True, handled=False, auth_data=b"desk")
        await server.push("334 eyJzdGF0dXMiOiI0MDEifQ==")
        await server._reader.readline()
        await server.push("535 5.7.8 the token is stale")
        return AuthResult(success=False, handled=True)


class TestAddressesOfServers:
    """A name is looked up, and what it means decides."""

    def test_an_ipv6_address(self, desk: Desk) -> None:
        if not has_ipv6():
            pytest.skip("no IPv6 here")
        script = Script()
        with troubled(script, host="::1") as port:
            desk.send(port, host="::1")
        assert script.deliveries == sorted(THREE)

    def test_a_name_that_can_not_be_looked_up_now(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        def later(*_: object, **__: object) -> None:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

        monkeypatch.setattr(socket, "getaddrinfo", later)
        desk.send(25, security="starttls")
        assert desk.states == dict.fromkeys(ALL_SENT, "deferred")
        assert "can't be looked up now" in desk.answers["duty"]
        assert len(desk.slept) == 3


def has_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


class TestServersThatStall:
    """Every wait ends."""

    def test_one_that_accepts_and_says_nothing(self, desk: Desk) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            desk.send(silent.getsockname()[1], timeout=0.2)
        assert set(desk.states.values()) == {"deferred"}
        assert len(desk.slept) == 3

    def test_one_that_nobody_is_at(self, desk: Desk) -> None:
        with socket.create_server(("127.0.0.1", 0)) as gone:
            port = gone.getsockname()[1]
        desk.send(port)
        assert set(desk.states.values()) == {"deferred"}
        assert "refused" in desk.answers["duty"].lower()

    def test_one_that_drips(self, desk: Desk) -> None:
        """Each byte comes in time, the answer never."""
        with dripping(b"220-") as port:
            desk.send(port, timeout=0.3)
        assert set(desk.states.values()) == {"deferred"}

    def test_one_that_says_what_is_no_answer(self, desk: Desk) -> None:
        with dripping(b"hello\r\n") as port:
            desk.send(port, timeout=0.3)
        assert set(desk.states.values()) == {"deferred"}


@contextmanager
def dripping(piece: bytes) -> Iterator[int]:
    """Serve one connection after another, a piece every twentieth of a second."""
    over = threading.Event()

    def serve(listening: socket.socket) -> None:
        while not over.is_set():
            if not select.select([listening], [], [], 0.05)[0]:
                continue
            with listening.accept()[0] as connection:
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


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Certificates: one for this machine, one for another."""
    folder = tmp_path_factory.mktemp("authority")
    make_authority(folder, {"server": ("localhost", "127.0.0.1"), "stranger": ("elsewhere.example",)})
    return folder


def serving(authority: Path, name: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(authority / f"{name}.pem", authority / f"{name}.key")
    return context


# A run of its own: it sends what the outbox holds, and may be killed.
RUN = """
import sys
from pathlib import Path
from tests.deliver.test_email_faults import Desk, letter
desk = Desk(Path(sys.argv[1]))
print("ready", flush=True)
desk.outbox.doubt_interrupted()
desk.send(int(sys.argv[2]), letter(), timeout=20.0, patience=20.0)
print(sorted(desk.states.values()), flush=True)
"""


def start(desk: Desk, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, str(desk.outbox.folder.parent), str(port)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_a_run_killed_between_the_message_and_the_answer_is_never_resent_by_itself(desk: Desk) -> None:
    script = Script(data=["hang"])
    with troubled(script) as port:
        child = start(desk, port)
        assert script.hanging.wait(20)
        child.send_signal(signal.SIGKILL)
        child.communicate()

        assert desk.states == dict.fromkeys(ALL_SENT, "claimed")
        desk.outbox.doubt_interrupted()
        assert desk.states == dict.fromkeys(ALL_SENT, "unclear")
        desk.send(port)
        assert script.deliveries == sorted(THREE)

        desk.outbox.mark(1, sent=True)
        desk.send(port)
    assert desk.states == ALL_SENT
    assert script.deliveries == sorted(THREE)


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_runs_killed_at_any_moment_lose_nothing_and_double_nothing(desk: Desk) -> None:
    """Whatever is not known to be sent or to wait says so."""
    script = Script()
    with troubled(script) as port:
        for moment in (0.0, 0.003, 0.006, 0.01, 0.015, 0.02, 0.03, 0.05):
            child = start(desk, port)
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(moment)
            child.send_signal(signal.SIGKILL)
            child.communicate()
        desk.outbox.doubt_interrupted()
        desk.send(port)

    unclear = [name for name, state in desk.states.items() if state == "unclear"]
    assert set(desk.states.values()) <= {"sent", "unclear"}
    assert len(script.deliveries) == len(set(script.deliveries))
    assert set(THREE) - set(script.deliveries) <= {f"{name}@valley.example" for name in unclear}


def test_two_runs_at_once_send_it_once(desk: Desk) -> None:
    script = Script(data=["hang"])
    with troubled(script) as port:
        first = start(desk, port)
        assert script.hanging.wait(20)
        second = start(desk, port)
        said, _ = second.communicate()
        assert "claimed" in said
        desk.outbox.doubt_interrupted()
        assert desk.states == dict.fromkeys(ALL_SENT, "claimed")
        with pytest.raises(DeliveryError, match="being sent by another run"):
            desk.outbox.mark(1, sent=True)
        first.kill()
        first.communicate()

    assert script.deliveries == sorted(THREE)


def test_many_runs_at_once_send_each_message_once(desk: Desk) -> None:
    script = Script()
    with troubled(script) as port:
        runs = [start(desk, port) for _ in range(4)]
        for run in runs:
            run.communicate()
        desk.send(port)

    assert desk.states == ALL_SENT
    assert script.deliveries == sorted(THREE)


def test_a_message_that_another_run_sends_is_left_to_it(desk: Desk) -> None:
    script = Script()
    desk.outbox.queue(letter())
    with troubled(script) as port, desk.outbox.locked(1) as free:
        assert free
        desk.resume((1,), port)

    assert "message 1 is being sent by another run" in desk.told
    assert script.taken == []


def test_where_there_are_no_locks_a_claim_decides(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    claim: Callable[..., bool] = desk.outbox.claim

    def slow(number: int, addresses: list[str]) -> bool:
        claim(number, addresses)
        return claim(number, addresses)

    monkeypatch.setattr(desk.outbox, "claim", slow)
    script = Script()
    with troubled(script) as port:
        desk.send(port)

    assert script.taken == []
    assert desk.states == dict.fromkeys(ALL_SENT, "claimed")
