"""Mails and mailboxes: the sender's words, what is passed on, what is attached; a hostile field costs itself alone."""

import datetime as dt
from email.message import EmailMessage

import pytest

from briefing.plugins import find
from briefing.read.mail import MailReader
from briefing.read.mail.headers import day_in, day_of, sender_of, subject_of
from briefing.read.mail.mbox import MboxReader
from briefing.read.mail.quotes import part
from briefing.read.nested import Scope, read_outer
from tests.read.office import docx, p, pdf, read_all, shown

STORY = (
    "The river Mura left its banks at Lendov early on Tuesday and flooded the lower town, the emergency office said. "
    "At least 14 people were taken to hospital, three of them with serious injuries."
)
MORE = "Soldiers were sent to reinforce the dykes north of the town, where a culvert had given way before midnight."
TEXT = f"{STORY}\n\n{MORE}\n"
PAGE = f"<html><body><p>{STORY}</p><p>{MORE}</p></body></html>"
SHELTER = "The county has opened a shelter in the school on Linden Street, where 230 people slept that night. " * 3


def mail(
    subject: str = "Flood in Lendov", sender: str = "Petra Novak <petra@example.org>", **fields: str
) -> EmailMessage:
    message = EmailMessage()
    stated = {
        "Message-ID": "<1@example.org>",
        "Date": "Tue, 12 Mar 2024 23:30:00 -0500",
        "From": sender,
        "Subject": subject,
    }
    for name, value in {**stated, **{name.replace("_", "-"): value for name, value in fields.items()}}.items():
        message[name] = value
    return message


def plain(text: str = TEXT, **options: str) -> EmailMessage:
    message = mail(**options)
    message.set_content(text)
    return message


def read(data: bytes | EmailMessage, origin: str = "a.eml") -> tuple[list[tuple[str, str]], str]:
    """Return origins and texts, and what is said at the end."""
    sources, said = read_all(MailReader(), data if isinstance(data, bytes) else data.as_bytes(), origin)
    return [(source.origin, source.text) for source in sources], said


def test_a_press_release_is_its_plain_text_with_what_the_header_states() -> None:
    message = plain(subject="Re: Fwd: Flood in Lendov", sender="Lendov County <press@lendov.example>")
    message.add_alternative(PAGE, subtype="html")
    (source,) = MailReader().read(message.as_bytes(), "a.eml")

    assert source.text == TEXT
    assert (source.title, source.byline, source.publisher) == ("Flood in Lendov", "Lendov County", None)
    assert source.published == dt.date(2024, 3, 12)
    assert source.media_type == "message/rfc822"


@pytest.mark.parametrize(
    ("fields", "publisher", "byline"),
    [
        ({"List_Unsubscribe": "<https://x>"}, "Petra Novak", None),
        ({"Precedence": "bulk"}, "Petra Novak", None),
        ({"List_Id": "Courier Mornings <m.courier.example>"}, "Courier Mornings", None),
        ({"List_Id": "<m.courier.example>"}, "Petra Novak", None),
        ({"List_Id": "Flood talk <t.example>", "List_Post": "<mailto:t@example.org>"}, "Flood talk", "Petra Novak"),
        ({"List_Id": "News <n.example>", "List_Post": "NO"}, "News", None),
        ({}, None, "Petra Novak"),
    ],
)
def test_a_newsletter_is_published_and_a_mail_is_written(fields: dict[str, str], publisher: str, byline: str) -> None:
    (source,) = MailReader().read(plain(**fields).as_bytes(), "a.eml")

    assert (source.publisher, source.byline) == (publisher, byline)


def test_a_plain_alternative_that_only_points_to_the_page_gives_way_to_it() -> None:
    message = plain("View this email in your browser: https://courier.example/1\n")
    message.add_alternative(f"<html><head><style>p {{}}</style></head>{PAGE}</html>", subtype="html")

    assert read(message)[0] == [("a.eml", TEXT)]


def test_a_page_alone_is_read_and_one_of_many_articles_is_read_whole() -> None:
    message = mail()
    message.set_content(PAGE, subtype="html", charset="iso-8859-2")
    rows = "".join(f"<tr><td><h2>Item {n}</h2></td><td>{n} boats are out.</td></tr>" for n in range(9))
    digest = mail()
    digest.set_content(f"<table>{rows}</table>", subtype="html")

    assert read(message)[0] == [("a.eml", TEXT)]
    assert all(f"{n} boats are out." in read(digest)[0][0][1] for n in range(9))


def test_a_page_too_long_for_a_mail_is_read_whole() -> None:
    message = mail()
    message.set_content(f"<p>{STORY}</p><div>More</div>" * 1200, subtype="html")

    assert read(message)[0][0][1].count(STORY) == 1200


def test_attached_documents_are_sources_and_pictures_are_passed_over() -> None:
    message = plain()
    message.add_attachment(docx(p(STORY)), maintype="application", subtype="octet-stream", filename="Lage Süd.docx")
    message.add_attachment(
        pdf([shown([(72, 700, MORE)])]), maintype="application", subtype="pdf", filename="../x/a.pdf"
    )
    message.add_attachment(TEXT, filename="a.pdf")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(b"", maintype="application", subtype="pdf", filename="empty.pdf")
    passed: list[str] = []
    sources = list(read_outer(message.as_bytes(), "a.eml", Scope(passed_over=passed.append)))

    assert [source.origin for source in sources] == ["a.eml", "a.eml/Lage Süd.docx", "a.eml/a.pdf", "a.eml/a.pdf (2)"]
    assert passed == ["a.eml/logo.png: image/png, nothing to read"]


def test_a_note_that_only_announces_what_is_attached_is_left_out_and_said_with_it() -> None:
    message = plain("Please find our statement attached.\n")
    for name in ("a.docx", "b.docx"):
        message.add_attachment(docx(p(STORY + name)), maintype="application", subtype="msword", filename=name)
    sources = list(read_outer(message.as_bytes(), "a.eml", Scope()))

    assert [source.origin for source in sources] == ["a.eml/a.docx", "a.eml/b.docx"]
    assert [source.extractor for source in sources] == ["a covering note of 5 words left out", None]


def test_a_note_stays_where_no_attachment_can_be_read() -> None:
    message = plain("The dyke at Lendov has given way.\n")
    message.add_attachment(b"%PDF-1.4 broken", maintype="application", subtype="pdf", filename="a.pdf")

    assert read(message)[0] == [("a.eml", "The dyke at Lendov has given way.\n")]


def test_an_attachment_knows_the_day_on_which_it_was_sent() -> None:
    message = plain()
    message.add_attachment(docx(p(STORY)), maintype="application", subtype="msword", filename="a.docx")
    own, attached = MailReader().read(message.as_bytes(), "a.eml")

    assert (own.published, own.sent) == (dt.date(2024, 3, 12), None)
    assert (attached.published, attached.sent) == (None, dt.date(2024, 3, 12))


def test_an_attachment_that_can_t_be_read_is_named_at_the_end() -> None:
    message = plain()
    message.add_attachment(b"%PDF-1.4 broken", maintype="application", subtype="pdf", filename="a.pdf")
    found, said = read(message)

    assert [origin for origin, _ in found] == ["a.eml"]
    assert said.startswith("a.eml/a.pdf: is a broken PDF")


def test_a_mail_attached_to_a_mail_is_a_source_of_its_own() -> None:
    outer = plain(SHELTER)
    outer.add_attachment(plain(MORE), filename="inner.eml")

    assert [origin for origin, _ in read(outer)[0]] == ["a.eml", "a.eml/inner.eml"]


def test_pictures_that_a_page_shows_are_no_attachments() -> None:
    message = mail()
    message.set_content(PAGE, subtype="html")
    message.add_related(b"GIF8", maintype="image", subtype="gif", cid="<1>")
    message.add_related(docx(p(MORE)), maintype="application", subtype="msword", filename="a.docx")

    assert [origin for origin, _ in read(message)[0]] == ["a.eml", "a.eml/a.docx"]


GMAIL = """---------- Forwarded message ---------
From: Ana Kolar <ana@courier.example>
Date: Mon, Mar 11, 2024 at 10:11 AM
Subject: Dykes give way
To: Petra <petra@example.org>


"""
OUTLOOK = """-----Original Message-----
From: Ana Kolar
Sent: Monday, March 11, 2024 10:11 AM
To: Petra
Subject: Dykes give way

"""
GERMAN = """________________________________
Von: Ana Kolar <ana@courier.example>
Gesendet: Montag, 11. März 2024 10:11
An: Petra
Betreff: WG: Dykes give way

"""
APPLE = """Begin forwarded message:

> From: Ana Kolar <ana@courier.example>
> Date: 11 March 2024 at 10:11
> Subject: Dykes give way
>
"""
STARRED = """*From:* Ana Kolar <ana@courier.example>
*Sent:* 2024-03-11 10:11
*Subject:* Dykes give way

"""


@pytest.mark.parametrize("head", [GMAIL, OUTLOOK, GERMAN, APPLE, STARRED])
def test_a_forwarded_mail_is_the_content_and_states_its_own_facts(head: str) -> None:
    below = "\n".join(f"> {line}" for line in TEXT.split("\n")) if "\n> " in head else TEXT
    message = plain(f"FYI, see below.\n\n{head}{below}", subject="Fwd: Dykes")
    (source,) = MailReader().read(message.as_bytes(), "a.eml")

    assert source.text == TEXT
    assert (source.title, source.byline, source.published) == ("Dykes give way", "Ana Kolar", dt.date(2024, 3, 11))
    assert source.extractor == "a covering note of 3 words left out"


def test_long_words_above_a_forwarded_mail_are_a_source_of_their_own() -> None:
    found, _ = read(plain(f"{SHELTER}\n\n{GMAIL}{TEXT}", subject="FW: Dykes"))

    assert found == [("a.eml", f"{SHELTER.strip()}\n"), ("a.eml/forwarded", TEXT)]


@pytest.mark.parametrize(
    "older",
    [
        "On Tue, 12 Mar 2024 at 10:11, Ana Kolar <ana@example.org> wrote:\n> Do you know more\n> of the dykes?\n",
        "On Tue, 12 Mar 2024 at 10:11,\n> What is known?\n> And who said so?\n",
        OUTLOOK + "Do you know more?\nAnd who said so?\n",
    ],
)
def test_what_a_mail_answers_is_older_mail(older: str) -> None:
    (source,) = MailReader().read(plain(f"{SHELTER}\n\n{older}", subject="Re: Dykes").as_bytes(), "a.eml")

    assert source.text.startswith(SHELTER.strip())
    assert "know" not in source.text
    assert source.extractor is not None
    assert source.extractor.endswith("lines of older mails left out")


def test_a_mail_that_quotes_all_it_says_was_forwarded_so() -> None:
    assert part("> one\n> two\n", forwarded=False).own == "one\ntwo\n"


def test_words_that_look_like_fields_are_words() -> None:
    text = "From: the north to the south it rained.\nNobody was hurt.\n"

    assert part(text, forwarded=True).own == text


def test_the_signature_stays_and_flowed_lines_are_joined() -> None:
    message = plain(f"{STORY}\n-- \nLendov County\n")
    flowed = b"Message-ID: <1@x>\nFrom: a@b\nContent-Type: text/plain; format=flowed; delsp=%s\n\nThe river \nrose. \n"

    assert read(message)[0] == [("a.eml", f"{STORY}\n--\nLendov County\n")]
    assert read(flowed % b"no")[0] == [("a.eml", "The river rose.\n")]
    assert read(flowed % b"yes")[0] == [("a.eml", "The riverrose.\n")]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("=?utf-8?B?SG9jaHdhc3NlciBpbiBNw7xobGRvcmY=?=", "Hochwasser in Mühldorf"),
        ("=?iso-8859-1?Q?M=FChldorf?= steht unter Wasser", "Mühldorf steht unter Wasser"),
        ("=?no-such-charset?Q?M=FChldorf?=", "Mühldorf"),
        ("Mühldorf", "Mühldorf"),
        ("=?utf-8?B?SG9jaHdh?=\n =?utf-8?B?c3Nlcg==?=", "Hochwasser"),
        ("a\x00b\x1bc", "a b c"),
    ],
)
def test_subjects_are_decoded(field: str, expected: str) -> None:
    data = f"Message-ID: <1@x>\nFrom: a@b\nSubject: {field}\n\n{TEXT}".encode()
    (source,) = MailReader().read(data, "a.eml")

    assert source.title == expected


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Re: AW: Flood", ("Flood", False)),
        ("Fwd: Re[2]: Flood", ("Flood", True)),
        ("WG:Flood", ("Flood", True)),
        ("Reports: none", ("Reports: none", False)),
        ("Re: " * 9 + "x", ("Re: x", False)),
    ],
)
def test_what_mail_programs_put_before_a_subject(subject: str, expected: tuple[str, bool]) -> None:
    assert subject_of(subject) == expected


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("Tue, May 3, 2023 at 10:11 AM", dt.date(2023, 5, 3)),
        ("Dienstag, 3. Mai 2023 10:11", dt.date(2023, 5, 3)),
        ("martes, 3 de mayo de 2023", dt.date(2023, 5, 3)),
        ("2023-05-03 10:11", dt.date(2023, 5, 3)),
        ("2023-15-03 10:11", None),
        ("31 June 2023", None),
        ("3 Xyz 2023", None),
        ("yesterday", None),
    ],
)
def test_days_as_programs_write_them_for_people(stated: str, day: dt.date | None) -> None:
    assert day_in(stated) == day


@pytest.mark.parametrize(
    ("field", "day"),
    [
        ("Tue, 12 Mar 2024 23:30:00 -0500", dt.date(2024, 3, 12)),
        ("12 Mar 1924 23:30:00 +0000", None),
        ("Tue, 99 Mar 2024 99:99", None),
        ("", None),
        ("12 Mar 99999999999999 1:1:1 +0", None),
    ],
)
def test_the_day_of_a_mail_is_that_of_its_own_zone(field: str, day: dt.date | None) -> None:
    assert day_of(field) == day


def test_a_sender_without_a_name_is_nobody() -> None:
    assert sender_of("<a@example.org>") is None
    assert sender_of('"a@example.org" <a@example.org>') is None
    assert sender_of('"Novak, Petra" <a@example.org>') == "Novak, Petra"


def test_a_mailbox_gives_each_mail_a_number_and_takes_the_marks_off() -> None:
    envelope = b"From petra@example.org Tue Mar 12 10:00:00 2024\n"
    second = plain(f"{MORE}\n>From the north it rained.\nFrom here too.\n").as_bytes()
    box = envelope + plain().as_bytes() + b"\n" + envelope + second + b"\n" + envelope + b"Subject: x\n\n\n"
    sources, said = read_all(MboxReader(), box, "box.mbox")

    assert [source.origin for source in sources] == ["box.mbox#1", "box.mbox#2"]
    assert "\nFrom the north it rained.\nFrom here too.\n" in sources[1].text
    assert said.startswith("box.mbox#3: holds no text")


def test_a_mailbox_without_mails_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    envelope = b"From petra@example.org Tue Mar 12 10:00:00 2024\n"
    monkeypatch.setattr("briefing.read.mail.mbox.MOST_MAILS", 1)

    assert read_all(MboxReader(), b"nothing", "b.mbox")[1].startswith("b.mbox: holds no mail")
    assert "only the first 1 mails" in read_all(MboxReader(), (envelope + plain().as_bytes() + b"\n") * 2, "b.mbox")[1]


def test_both_readers_are_found_by_their_names() -> None:
    assert isinstance(find("readers", "eml"), MailReader)
    assert isinstance(find("readers", "mbox"), MboxReader)
