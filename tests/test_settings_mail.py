"""[email]: every address that is none is named with its key, all at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.errors import SettingsError
from briefing.settings import load

Write = Callable[[str, str | bytes], Path]


def test_all_mistakes_are_named_at_once(write: Write) -> None:
    text = """
    [email]
    from = "desk"
    to = ["a@valley.example", "b@valley@example"]
    bcc = ["c"]
    reply_to = "d"
    list_unsubscribe = "http://valley.example"
    attach = ["eml"]
    """

    with pytest.raises(SettingsError) as caught:
        load(write("briefing.toml", text))

    said = str(caught.value)
    for key in (
        "email.from",
        "email.to[2]",
        "email.bcc[1]",
        "email.reply_to",
        "email.list_unsubscribe",
        "email.attach",
    ):
        assert f"{key}: found" in said
    assert "email.to[0]" not in said


@pytest.mark.parametrize("address", ["https://valley.example/leave?list=3", "mailto:leave@valley.example"])
def test_a_list_can_be_left_by_https_or_by_mail(write: Write, address: str) -> None:
    settings = load(write("briefing.toml", f'[email]\nlist_unsubscribe = "{address}"'))

    assert settings.email.list_unsubscribe == address


@pytest.mark.parametrize(
    "address", ["https://valley.example/a b", "https://valley.example>", "https://täl.example", "x"]
)
def test_an_address_that_a_header_field_cannot_hold_is_refused(write: Write, address: str) -> None:
    with pytest.raises(SettingsError, match=r"email\.list_unsubscribe"):
        load(write("briefing.toml", f'[email]\nlist_unsubscribe = "{address}"'))


def test_a_message_may_carry_no_file_at_all(write: Write) -> None:
    assert load(write("briefing.toml", "[email]\nattach = []")).email.attach == ()
