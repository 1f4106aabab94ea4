"""Mailboxes: read as people write them, refused with what is wrong."""

import pytest

from briefing.addresses import Mailbox, parse_mailbox


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("desk@valley.example", "", "desk@valley.example"),
        ("  desk+floods@Valley.Example ", "", "desk+floods@valley.example"),
        ("Flood desk <desk@valley.example>", "Flood desk", "desk@valley.example"),
        ('"Lind, Ada" <ada@valley.example>', "Lind, Ada", "ada@valley.example"),
        ('"The \\"north\\" desk" <n@valley.example>', 'The "north" desk', "n@valley.example"),
        ("<root@localhost>", "", "root@localhost"),
        ("Юлия <yulia@пример.example>", "Юлия", "yulia@xn--e1afmkfd.example"),
        ("Jörg <jörg@bücher.example>", "Jörg", "jörg@bücher.example"),
        ("علی\u200cرضا <ali@valley.example>", "علی\u200cرضا", "ali@valley.example"),
        ("a@faß.example", "", "a@xn--fa-hia.example"),
    ],
)
def test_a_mailbox_is_read_as_it_is_written(text: str, name: str, address: str) -> None:
    assert parse_mailbox(text) == Mailbox(name, address)


def test_only_what_stands_before_the_at_can_need_a_server_for_utf8() -> None:
    assert parse_mailbox("jörg@valley.example").needs_utf8
    assert not parse_mailbox("a@bücher.example").needs_utf8
    assert parse_mailbox("a@bücher.example").domain == "xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("desk", "no @"),
        ("a@b@valley.example", "two @"),
        ("a@valley.example, b@valley.example", "two @"),
        ("Ada ada@valley.example", "can't stand before the @"),
        ("Desk desk@valley.example>", "it has no <"),
        ("@valley.example", "can't stand before the @"),
        ("a..b@valley.example", "can't stand before the @"),
        ("desk@", "no part of a domain"),
        ("desk@valley..example", "no part of a domain"),
        ("desk@-valley.example", "no part of a domain"),
        ("desk@val ley.example", "no part of a domain"),
        ("desk@192.0.2.1]", "no part of a domain"),
        ("desk@va☃lley.example", "no part of a domain"),
        (f"desk@{'a' * 64}.example", "no part of a domain"),
        (f"{'a' * 65}@valley.example", "longer than 64 octets"),
        (f"a@{'.'.join(['valley'] * 40)}", "longer than 254 octets"),
        (f"{'n' * 129} <a@valley.example>", "129 characters"),
        ("desk@valley.example\r\nBcc: all@valley.example", "U+000D"),
        ("Desk\u202e <desk@valley.example>", "U+202E"),
        ("desk@valley.example\x00", "U+0000"),
        ("de\u200csk@valley.example", "U+200C"),
        ("\ufeffdesk@valley.example", "U+FEFF"),
    ],
)
def test_what_is_no_mailbox_is_refused_with_what_is_wrong(text: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong.replace("+", r"\+")):
        parse_mailbox(text)
