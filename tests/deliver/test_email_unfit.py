"""A server that is not fit is named with what to change, and everybody waits."""

from pathlib import Path

import pytest

from briefing.addresses import parse_mailbox
from briefing.deliver.email.message import Letter, letter_of
from briefing.deliver.email.server import ServerError
from tests.deliver.mailhouse.desk import THREE, Desk, draft, dripping, letter, serving
from tests.deliver.mailhouse.faults import Script, knows, troubled

BOX = parse_mailbox("duty@valley.example")


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
