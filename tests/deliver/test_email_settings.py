"""How the message gets out: what a settings file may say of it."""

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from briefing.deliver.email.book import State
from briefing.deliver.email.password import password_of
from briefing.deliver.email.server import PORTS, server_of
from briefing.errors import SettingsError
from briefing.settings import Email, load

Write = Callable[[str, str | bytes], Path]


def mistakes(path: Path) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(path)
    return [line.strip() for line in str(caught.value).split("\n")[1:]]


@pytest.mark.parametrize("key", ["password", "Password", "smtp_password", "token", "secret", "imap_passwd"])
def test_a_password_in_the_file_is_refused_and_never_repeated(write: Write, key: str) -> None:
    (mistake,) = mistakes(write("briefing.toml", f'[email]\n{key} = "hunter2"'))
    assert mistake.startswith(f"email.{key}: found a password, and this file gets passed on; allowed: password_env")
    assert "hunter2" not in mistake


def test_lists_are_read_from_files(write: Write) -> None:
    duty = b"\xef\xbb\xbf# duty\n\nAda <ada@valley.example> # till June\r\n  bob@valley.example\n#c@d.e\n"
    write("lists/duty.txt", duty)
    text = '[email]\nto = ["first@valley.example", "file:lists/duty.txt"]\nbcc = ["file:none.txt"]'
    path = write("briefing.toml", text)
    write("none.txt", "# nobody\n")
    email = load(path).email
    assert email.to == ("first@valley.example", "Ada <ada@valley.example>", "bob@valley.example")
    assert email.bcc == ()


def test_every_mistake_in_a_list_is_named_with_its_line(write: Write) -> None:
    write("duty.txt", "ada@valley.example\nbob at valley\n\ncarl@\n")
    write("latin.txt", b"m\xfcller@valley.example\n")
    text = '[email]\nto = ["file:duty.txt", "x"]\ncc = ["file:absent.txt"]\nbcc = ["file:latin.txt"]'
    found = mistakes(write("briefing.toml", text))
    assert [line.split(": ")[0] for line in found[:4]] == ["duty.txt:2", "duty.txt:4", "email.cc[1]", "email.bcc[1]"]
    assert "'bob at valley'" in found[0]
    assert "No such file" in found[2]
    assert "not UTF-8" in found[3]
    assert found[4].startswith("email.to[2]: found 'x': it has no @")
    assert len(found) == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('password_env = "X"', "email.password_env: found without user"),
        ('password_command = ["x"]', "email.password_command: found without user"),
        ('user = "x"', "email.user: found without a password"),
        ('user = "x"\npassword_env = "X"\nsecurity = "none"', 'email.user: found with security = "none"'),
        ('host = "smtp://desk:hunter2@mail"', "email.host: found"),
        ("port = 70000", "email.port: found 70000"),
        ('security = "ssl"', "email.security: found"),
        ('auth = "kerberos"', "email.auth: found"),
    ],
)
def test_what_does_not_go_together_is_named(write: Write, text: str, expected: str) -> None:
    (mistake,) = mistakes(write("briefing.toml", f"[email]\n{text}"))
    assert mistake.startswith(expected)


def test_a_table_that_is_none_is_named(write: Write) -> None:
    (mistake,) = mistakes(write("briefing.toml", 'email = "desk@valley.example"'))
    assert mistake.startswith("email: found")


def test_paths_start_from_the_file(write: Write) -> None:
    path = write("desk/briefing.toml", '[email]\nca_file = "ca.pem"\noutbox = "sent"')
    assert load(path).email.ca_file == path.parent / "ca.pem"
    assert load(path).email.outbox == path.parent / "sent"


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
def test_the_port_follows_from_the_security(security: str) -> None:
    email = Email(host="mail.valley.example", security=security)
    assert server_of(email, str).port == PORTS[security]
    assert str(server_of(Email(host="mail.valley.example", port=26), str)) == "mail.valley.example:26"


def test_without_a_server_nothing_can_be_sent() -> None:
    with pytest.raises(SettingsError, match=r"email\.host: is not set"):
        server_of(Email(), str)


class TestPasswords:
    """Asked for when they are needed, and never shown."""

    def test_the_environment_comes_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        email = Email(user="desk", password_env="DESK", password_command=("echo", "other"))
        monkeypatch.setenv("DESK", "süß & secret")
        assert password_of(email) == "süß & secret"
        monkeypatch.delenv("DESK")
        assert password_of(email) == "other"

    def test_the_first_line_of_a_program_counts(self) -> None:
        assert password_of(Email(user="x", password_command=("printf", "secret\r\nnote\n"))) == "secret"

    @pytest.mark.parametrize(
        ("command", "expected"),
        [
            (("false",), "false ended with 1"),
            (("no-such-program",), "no-such-program can't be started: No such file"),
            (("printf", "\\377"), "printf printed no UTF-8"),
            (("true",), "empty, or not one line of text"),
            (("printf", "a\\033b"), "empty, or not one line of text"),
        ],
    )
    def test_a_program_that_gives_none_is_named(self, command: tuple[str, ...], expected: str) -> None:
        with pytest.raises(SettingsError, match=r"email\.password_command: ") as caught:
            password_of(Email(user="x", password_command=command))
        assert expected in str(caught.value)

    def test_a_program_that_never_ends_is_ended(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("briefing.deliver.email.password._PATIENCE", 0.1)
        with pytest.raises(SettingsError, match="sleep said nothing for"):
            password_of(Email(user="x", password_command=("sleep", "60")))

    def test_a_variable_that_is_not_set_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("DESK", raising=False)
        with pytest.raises(SettingsError, match="the environment variable DESK is not set"):
            password_of(Email(user="x", password_env="DESK"))
        monkeypatch.setenv("DESK", "")
        with pytest.raises(SettingsError, match=r"email\.password_env: what it holds is no password"):
            password_of(Email(user="x", password_env="DESK"))


def test_every_example_of_the_documentation_can_be_loaded(write: Write) -> None:
    page = (Path(__file__).parents[2] / "docs" / "sending.md").read_text("utf-8")
    write("lists/town-hall.txt", "mayor@valley.example\n")
    examples = [part.partition("```")[0] for part in page.split("```toml\n")[1:]]
    assert len(examples) == 4
    for example in examples:
        email = load(write("briefing.toml", example)).email
        assert email.sender
        assert server_of(email, str).host == email.host


def test_every_state_is_explained() -> None:
    page = (Path(__file__).parents[2] / "docs" / "sending.md").read_text("utf-8")
    assert all(f"| `{state}` |" in page for state in get_args(State))
