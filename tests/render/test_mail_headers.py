"""Header fields: what goes in comes out of two parsers, and nothing else gets in."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from fast_mail_parser import parse_email
from hypothesis import given
from hypothesis import strategies as st

from briefing.addresses import Mailbox, parse_mailbox
from briefing.render.mail.headers import (
    Field,
    digest_of,
    file_field,
    mailbox_field,
    policy_for,
    text_field,
    unsubscribe_fields,
)

SHOWN = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp", "Zs"]) | st.just(" "), max_size=120)


def written(*fields: Field, boxes: tuple[Mailbox, ...] = ()) -> bytes:
    message = EmailMessage(policy=policy_for(boxes))
    for field in fields:
        message[field.name] = field
    message.set_content("body\n")
    return message.as_bytes()


def read(name: str, content: bytes) -> str:
    return str(message_from_bytes(content, policy=default)[name])


@given(SHOWN)
def test_any_subject_comes_back_from_both_parsers(text: str) -> None:
    content = written(text_field("Subject", text))
    flat = " ".join(text.split())

    assert all(len(line) <= 78 or " " not in line.strip() for line in content.decode("ascii").split("\r\n"))
    assert read("Subject", content) == flat
    assert parse_email(content).subject.strip() == flat


@pytest.mark.parametrize("text", ["=?utf-8?q?Bcc=3A_all?=", "Flood =?us-ascii?q?=0D=0ABcc:_x?= today"])
def test_what_looks_like_an_encoded_word_is_shown_as_it_is(text: str) -> None:
    assert read("Subject", written(text_field("Subject", text))) == text


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x0b", "\x00"])
def test_no_line_end_in_a_text_begins_another_field(end: str) -> None:
    content = written(text_field("Subject", f"Flood{end}Bcc: all@valley.example"))
    parsed = message_from_bytes(content, policy=default)

    assert parsed["Bcc"] is None
    assert not parsed.defects
    assert str(parsed["Subject"]).startswith("Flood")


def test_a_very_long_subject_is_folded() -> None:
    content = written(text_field("Subject", "dyke " * 2_000))

    assert max(len(line) for line in content.split(b"\r\n")) <= 78


@given(st.lists(SHOWN.map(lambda text: " ".join(text.split())), min_size=1, max_size=5))
def test_every_name_stays_one_recipient(names: list[str]) -> None:
    boxes = tuple(Mailbox(name, f"desk{place}@valley.example") for place, name in enumerate(names))
    content = written(mailbox_field("To", boxes), boxes=boxes)
    parsed = message_from_bytes(content, policy=default)["To"].addresses

    assert [address.addr_spec for address in parsed] == [box.address for box in boxes]
    assert [(address.display_name or "", address.address) for address in parse_email(content).to] == [
        (box.name, box.address) for box in boxes
    ]


def test_an_address_beyond_ascii_is_written_in_utf8() -> None:
    boxes = (parse_mailbox("Jörg <jörg@bücher.example>"),)
    content = written(mailbox_field("To", boxes), boxes=boxes)

    assert "jörg@bücher.example".encode() in content
    assert read("To", content) == "Jörg <jörg@bücher.example>"


def test_only_https_allows_leaving_with_one_click() -> None:
    assert [field.name for field in unsubscribe_fields("mailto:leave@valley.example")] == ["List-Unsubscribe"]
    both = unsubscribe_fields(f"https://valley.example/{'a' * 300}")
    content = written(*both)

    assert f"List-Unsubscribe: <https://valley.example/{'a' * 300}>\r\n".encode() in content
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in content


def test_a_file_has_a_plain_name_and_the_one_it_is_written_with() -> None:
    part = EmailMessage()
    part.add_attachment(b"x", "application", "pdf")
    (held,) = part.iter_attachments()
    del held["Content-Disposition"]
    held["Content-Disposition"] = file_field("uberblick.pdf", "überblick.pdf")

    assert str(held["Content-Disposition"]) == (
        "attachment;\n filename=\"uberblick.pdf\";\n filename*=utf-8''%C3%BCberblick.pdf"
    )
    assert file_field("a.pdf", "a.pdf", "inline") == 'inline;\n filename="a.pdf"'


def test_a_digest_tells_names_from_contents() -> None:
    assert digest_of({"a": b"bc"}) != digest_of({"ab": b"c"})
    assert digest_of({"a": b"b"}) == digest_of({"a": b"b"})
