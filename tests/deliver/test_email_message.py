"""The head of a message is put right, its body stays as it is."""

import datetime as dt
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.addresses import parse_mailbox
from briefing.deliver.email.message import Letter, letter_of, marked, needs_utf8, numbered
from briefing.errors import DeliveryError

DESK = parse_mailbox("Flood desk <desk@valley.example>")
HEAD = b"From: desk@valley.example\r\nSubject: Rain\r\nMessage-ID: <a@valley.example>\r\n"


def letter(draft: bytes, *people: str) -> Letter:
    return letter_of(draft, DESK, [parse_mailbox(person) for person in people or ("duty@valley.example",)], "Floods")


def test_what_only_a_draft_has_is_taken_out() -> None:
    hidden = b"X-Unsent: 1\r\nBCC: a@valley.example,\r\n b@valley.example\r\nResent-Bcc: c@valley.example\r\n"
    assert letter(HEAD + hidden + b"\r\nBcc: x").content == HEAD + b"\r\nBcc: x"


def test_a_title_brings_no_fields_of_its_own() -> None:
    content = letter(b"Subject: Rain\rReply-To: x@y\r\n\r\n").content
    assert content == b"Subject: Rain Reply-To: x@y\r\n\r\n"


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_every_line_ends_as_servers_want_it(end: bytes) -> None:
    """A point between other ends of lines would end the message for some servers and smuggle in another."""
    draft = HEAD + b"\r\none" + end + b"." + end + b"MAIL FROM:<x@y>" + end
    assert letter(draft).content == HEAD + b"\r\none\r\n.\r\nMAIL FROM:<x@y>\r\n"


def test_a_message_without_a_head_is_refused() -> None:
    for nothing in (b"", b"no head", b"\r\n\r\nbody"):
        with pytest.raises(DeliveryError, match="no head and body"):
            letter(nothing)


def test_a_line_that_servers_would_break_is_refused() -> None:
    with pytest.raises(DeliveryError, match="a line of more than 998 octets"):
        letter(HEAD + b"\r\n" + b"x" * 999)
    assert letter(HEAD + b"\r\n" + b"x" * 998)


def test_each_address_stands_once_in_the_envelope() -> None:
    people = ("duty@valley.example", "Mayor <mayor@valley.example>", "DUTY@Valley.example", "mayor@valley.example")
    assert letter(HEAD + b"\r\n", *people).recipients == ("duty@valley.example", "mayor@valley.example")


def test_a_draft_without_an_id_gets_one_from_what_it_holds() -> None:
    bare = b"Subject: Rain\r\n\r\nbody"
    assert letter(bare).message_id == letter(bare).message_id
    assert letter(bare).message_id.endswith("@valley.example>")
    assert letter(bare).message_id != letter(bare + b"!").message_id
    assert letter(b"Message-ID: <two words@x>\r\n\r\n").message_id.endswith("@valley.example>")
    international = letter_of(bare, parse_mailbox("wächter@tal.example"), [DESK], "Floods")
    assert international.message_id.endswith("@tal.example>")


def test_the_subject_is_read_for_people() -> None:
    coded = b"Subject: =?utf-8?b?UmVnZW4gw7xiZXIgS8O2bG4=?=\r\n and more\r\n\r\n"
    assert letter(coded).subject == "Regen über Köln and more"
    assert letter(b"Subject: =?nonsense?b?AAAA?=\r\n\r\n").subject == "=?nonsense?b?AAAA?="
    assert letter(b"From: x@y\r\n\r\n").subject == ""


def test_a_message_gets_its_id_its_date_and_the_issues_before_it() -> None:
    dated = letter_of(
        HEAD + b"Date: Mon, 03 Jun 2024 00:00:00 +0000\r\n\r\nbody", DESK, [DESK], "Floods",
        date=dt.datetime(2024, 6, 4, 5, 6, 7, tzinfo=dt.UTC),
    )  # fmt: skip
    chain = [f"<issue{number}@valley.example>" for number in range(20)]
    message = message_from_bytes(marked(dated, "<b@valley.example>", chain), policy=default)

    assert message["Message-ID"] == "<b@valley.example>"
    assert message["Date"] == "Tue, 04 Jun 2024 05:06:07 +0000"
    assert message["In-Reply-To"] == chain[-1]
    assert message["References"].split() == chain
    assert len(message.get_all("Date", [])) == 1
    assert message.get_content() == "body"


def test_a_field_that_stands_twice_is_replaced_by_one() -> None:
    twice = letter(HEAD + b"Message-ID: <b@valley.example>\r\nIn-Reply-To: <x@y>\r\n\r\n")
    assert marked(twice, "<c@valley.example>", ["<d@e>"]).count(b"Message-ID") == 1
    assert b"<x@y>" not in marked(twice, "<c@valley.example>", ["<d@e>"])


def test_further_copies_have_ids_of_their_own() -> None:
    assert [numbered("<a.b@x>", copy) for copy in (0, 1, 2)] == ["<a.b@x>", "<a.b.2@x>", "<a.b.3@x>"]


def test_only_letters_in_the_head_need_a_server_for_them() -> None:
    assert not needs_utf8(b"Subject: Rain\r\n\r\n\xc3\xbc")
    assert needs_utf8(b"Subject: \xc3\xbc\r\n\r\n")


@given(st.binary(max_size=300))
def test_a_body_of_any_octets_stays_but_for_the_ends_of_lines(body: bytes) -> None:
    kept = letter(HEAD + b"\r\n" + body).content.partition(b"\r\n\r\n")[2]
    plain = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    assert kept.replace(b"\r\n", b"\n") == plain
    assert b"\n" not in kept.replace(b"\r\n", b"")
    assert b"\r" not in kept.replace(b"\r\n", b"")
