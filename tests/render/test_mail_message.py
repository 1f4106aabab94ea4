"""The message as a whole: its parts, its head, the same bytes every time, and what hostile content can't do to it."""

import email
import re
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default

import pytest
from fast_mail_parser import parse_email
from msgspec import convert

from briefing.errors import RenderError, SettingsError
from briefing.model import Artifact, Brief
from briefing.plugins import RenderContext, find
from briefing.render.eml import EmlRenderer, render_message
from briefing.render.mail.headers import NOWHERE
from briefing.settings.records import Email
from tests.render import sample

PDF = Artifact(name="brief.pdf", media_type="application/pdf", content=b"%PDF-1.7\r\n" + bytes(range(256)) * 40)
BIB = Artifact(name="sources.bib", media_type="application/x-bibtex", content="@misc{é}\n".encode())
CSV = Artifact(name="figures.csv", media_type="text/csv", content="a,b\n1,é\n".encode())
DESK = {
    "from": "Lind, Ada <ada@valley.example>",
    "to": ["Duty desk <duty@valley.example>", "Марит <marit@пример.example>"],
    "cc": ["mayor@valley.example"],
    "bcc": ["archive@secret.example"],
    "reply_to": "desk@valley.example",
    "list_unsubscribe": "https://valley.example/leave",
}


def context(held: dict[str, object] | None = None, *files: Artifact, **facts: object) -> RenderContext:
    artifacts = {file.name.rpartition(".")[2]: file for file in files or (PDF,)}
    return sample.context(email=convert(held or {}, Email), artifacts=artifacts, formats=tuple(artifacts), **facts)


def parsed(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    assert not [defect for part in message.walk() for defect in part.defects]
    return message


def made(brief: Brief = sample.FLOOD, held: dict[str, object] | None = None, *files: Artifact) -> EmailMessage:
    return parsed(EmlRenderer().render(brief, context(held, *files)).content)


def bodies(message: EmailMessage) -> tuple[str, str]:
    text, page = message.get_body(("plain",)), message.get_body(("html",))
    assert text
    assert page
    return text.get_content(), page.get_content()


def test_the_parts_are_nested_as_every_program_expects() -> None:
    message = made(sample.FLOOD, {"attach": ["pdf", "csv"]}, PDF, CSV)

    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "application/pdf",
        "text/csv",
    ]
    assert [part.get_filename() for part in message.iter_attachments()] == [
        "flood-at-brandvik-2031-05-09.pdf",
        "flood-at-brandvik-2031-05-09-figures.csv",
    ]


def test_text_says_its_encoding_and_comes_back_byte_for_byte() -> None:
    message = made(sample.FLOOD, {"attach": ["pdf", "csv", "bib"]}, PDF, CSV, BIB)
    held = [(part.get_content_charset(), part.get_payload(decode=True)) for part in message.iter_attachments()]

    assert held == [(None, PDF.content), ("utf-8", CSV.content), ("utf-8", BIB.content)]


def test_two_parsers_read_the_same_and_the_file_comes_back_whole() -> None:
    content = EmlRenderer().render(sample.FLOOD, context(DESK)).content
    message, other = parsed(content), parse_email(content)
    (attached,) = message.iter_attachments()
    text, page = bodies(message)

    assert attached.get_content() == PDF.content
    assert other.attachments[-1].content == PDF.content
    assert other.text_plain == [text]
    assert other.text_html == [page]
    assert other.subject == message["Subject"] == "[as of 9 May 2031] Flood at Brandvik"


def test_the_head_says_who_and_what_and_never_who_is_hidden() -> None:
    content = EmlRenderer().render(replace(sample.FLOOD, serial=3, marking="TLP:AMBER"), context(DESK)).content
    message = parsed(content)

    assert b"secret.example" not in content
    assert message["From"] == '"Lind, Ada" <ada@valley.example>'
    assert message["To"] == "Duty desk <duty@valley.example>, Марит <marit@xn--e1afmkfd.example>"
    assert message["Cc"] == "mayor@valley.example"
    assert message["Reply-To"] == "desk@valley.example"
    assert message["Date"] == "Fri, 09 May 2031 00:00:00 +0000"
    assert message["Subject"] == "[TLP:AMBER] [no. 3, as of 9 May 2031] Flood at Brandvik"
    assert re.fullmatch(r"<flood-at-brandvik\.3\.[0-9a-f]{24}@valley\.example>", message["Message-ID"])
    assert message["X-Unsent"] == "1"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert all(body.lstrip().startswith("TLP:AMBER") for body in bodies(message)[:1])
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert content.isascii()


def test_without_settings_it_is_a_draft_for_nobody() -> None:
    message = made()

    assert [name for name in ("From", "To", "Cc", "Reply-To", "List-Unsubscribe") if message[name]] == []
    assert message["Message-ID"].endswith(f"@{NOWHERE}>")


def test_a_message_to_send_is_no_draft_and_follows_the_last_of_its_series() -> None:
    earlier = [f"<{'a' * 60}.{number}@valley.example>" for number in range(9)]
    content = render_message(sample.FLOOD, context(DESK), draft=False, references=earlier).content
    message = parsed(content)

    assert message["X-Unsent"] is None
    assert message["In-Reply-To"] == earlier[-1]
    assert message["References"] == " ".join(earlier)


def test_the_same_brief_gives_the_same_bytes_and_another_another_id() -> None:
    first, again = (EmlRenderer().render(sample.FLOOD, context(DESK)) for _ in range(2))
    other = EmlRenderer().render(replace(sample.FLOOD, title="Flood at Orla"), context(DESK))
    files = EmlRenderer().render(sample.FLOOD, context(DESK, replace(PDF, content=b"%PDF-2")))

    assert first == again
    assert len({parsed(one.content)["Message-ID"] for one in (first, other, files)}) == 3


def test_too_large_files_stay_out_and_both_bodies_and_a_warning_say_so() -> None:
    large = replace(PDF, content=bytes(1_200_000))
    artifact = EmlRenderer().render(sample.FLOOD, context({"max_attachment_mb": 1}, large))
    message = parsed(artifact.content)

    assert list(message.iter_attachments()) == []
    assert all("brief.pdf (1.2 MB)" in " ".join(body.split()) for body in bodies(message))
    (warning,) = artifact.warnings
    assert warning.startswith("the attachments have 1.2 MB, more than [email] max_attachment_mb = 1: ")
    assert warning.endswith("it goes without brief.pdf and says where to find them")


def test_too_large_files_that_would_lie_nowhere_are_an_error() -> None:
    large = replace(PDF, content=bytes(1_200_000))

    with pytest.raises(RenderError, match='pdf would lie nowhere: add "pdf" to the formats'):
        EmlRenderer().render(sample.FLOOD, replace(context({"max_attachment_mb": 1}, large), formats=("eml",)))


def test_a_format_that_was_not_made_is_an_error() -> None:
    with pytest.raises(RenderError, match="csv is to ride with it and was not made"):
        EmlRenderer().render(sample.FLOOD, context({"attach": ["csv"]}))


def test_an_address_that_is_none_is_an_error() -> None:
    with pytest.raises(SettingsError, match=r"email\.to\[1\]: found 'desk': it has no @"):
        EmlRenderer().render(sample.FLOOD, context({"to": ["desk"]}))


def test_a_message_alone_is_the_two_bodies() -> None:
    message = made(sample.EMPTY, {"attach": []})

    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert message["Subject"] == "Nothing"


@pytest.mark.parametrize(
    "title",
    [
        "Flood\r\nBcc: all@valley.example\r\n\r\n<b>",
        "Flood \u202edoolf\u202c at noon",
        "dyke " * 2_000,
        "x" * 10_000,
        "Flood\x00 and \ud800 half",
        "=?utf-8?q?=0D=0ABcc:_all=40valley.example?=",
        "فيضان في وادي أورلا",
        "洪水" * 400,
        " ",
    ],
)
def test_no_title_breaks_the_message(title: str) -> None:
    message = made(replace(sample.FLOOD, title=title, marking=title, series=title), DESK)
    (attached,) = message.iter_attachments()
    text, page = bodies(message)

    assert message["Bcc"] is None
    assert len(message["Subject"]) < 300
    assert re.fullmatch(r"[a-z0-9-]+\.pdf", attached.get_filename() or "")
    assert not set("\x00\u202e\ud800") & set(f"{message['Subject']}{text}{page}")
    assert len(page.encode()) < 90_000


def test_a_file_keeps_the_letters_of_its_title_for_those_who_can_read_them() -> None:
    content = EmlRenderer().render(replace(sample.FLOOD, title="Überflutung: Täler"), context()).content

    assert b'filename="uberflutung-taler-2031-05-09.pdf"' in content
    assert b"filename*=utf-8''%C3%BCberflutung-t%C3%A4ler-2031-05-09.pdf" in content
    assert (
        b'filename="briefing-2031-05-09.pdf"'
        in EmlRenderer().render(replace(sample.FLOOD, title="Наводнение"), context()).content
    )


def test_an_international_sender_makes_an_international_message() -> None:
    content = EmlRenderer().render(sample.FLOOD, context({"from": "jörg@bücher.example"})).content

    assert "From: jörg@bücher.example\r\n".encode() in content
    assert parsed(content)["Message-ID"].endswith(f"@{NOWHERE}>")


def test_the_renderer_is_found_under_its_name_and_asks_for_what_rides_with_it() -> None:
    assert getattr(find("renderers", "eml"), "attaches", False)
