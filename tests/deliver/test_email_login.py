"""The way to a server: its name is looked up, a user logs in, and every wait ends."""

import base64
import socket
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult

from briefing.deliver.email.imap import find_messages
from briefing.deliver.email.server import ServerError
from briefing.errors import DeliveryError
from briefing.settings import Email
from tests.deliver.mailhouse.desk import ALL_SENT, THREE, Desk, dripping, serving
from tests.deliver.mailhouse.faults import Script, Troubled, knows, troubled


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


def test_a_mailbox_that_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        email = Email(imap_host="127.0.0.1", imap_port=silent.getsockname()[1], user="desk", timeout_seconds=1)
        with pytest.raises(DeliveryError, match=r"127\.0\.0\.1:\d+: can't be looked into: .*timed out"):
            find_messages(email, ["<a1@valley.example>"])


def test_a_mailbox_that_drips_is_given_up(authority: Path) -> None:
    with dripping(b"*", serving(authority, "server")) as port:
        email = Email(
            imap_host="127.0.0.1", imap_port=port, user="desk", timeout_seconds=1, ca_file=authority / "ca.pem"
        )
        with pytest.raises(DeliveryError, match=r"127\.0\.0\.1:\d+: can't be looked into: "):
            find_messages(email, ["<a1@valley.example>"])
