"""Messages that go through a real Postfix, lie in a real mailbox, and are found there over IMAP by a real Dovecot."""

import hashlib
import mailbox
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from pathlib import Path

import pytest
from msgspec import structs

from briefing.deliver.email import EmailDeliverer, Outbox, Retries, letter_for, outbox_of, send, server_for
from briefing.deliver.email.imap import find_messages
from briefing.errors import DeliveryError, SettingsError
from briefing.model import Artifact, Brief
from briefing.settings import Email
from tests.deliver.mailhouse import PASSWORD, USER, House

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 300 + b"\r\n.\r\n..\n\r%%EOF\n"


def draft(name: str = "a1", to: str = "duty@valley.example", subject: str = "Ferry strike", size: int = 1) -> bytes:
    message = EmailMessage(policy=SMTP if to.isascii() else SMTPUTF8.clone(cte_type="7bit"))
    message["From"] = "Flood desk <desk@valley.example>"
    message["To"] = to
    message["Subject"] = subject
    message["Message-ID"] = f"<{name}@valley.example>"
    message["Date"] = "Mon, 03 Jun 2024 00:00:00 +0000"
    message["X-Unsent"] = "1"
    message["Bcc"] = "archive@valley.example"
    message.set_content(".A line that begins with a point.\n..\n.\nUmlauts: süß.\n", cte="quoted-printable")
    message.add_attachment(PDF * size, maintype="application", subtype="pdf", filename="brief.pdf")
    return message.as_bytes()


@pytest.fixture
def email(house: House, monkeypatch: pytest.MonkeyPatch) -> Email:
    """Settings for the mail house."""
    monkeypatch.setenv("MAILHOUSE", PASSWORD)
    return Email(
        sender="Flood desk <desk@valley.example>",
        to=("duty@valley.example",),
        cc=("The mayor <mayor@valley.example>",),
        bcc=("archive@valley.example",),
        host="localhost",
        port=house.submission,
        user=USER,
        password_env="MAILHOUSE",
        ca_file=house.ca_file,
        imap_host="localhost",
        imap_port=house.imaps,
    )


Post = Callable[..., Outbox]


def brief_of(title: str, series: str | None = None) -> Brief:
    nothing: dict[str, object] = {"sources": (), "key_points": (), "sections": (), "as_of": None, "period": None}
    return Brief(title=title, language="en", series=series, **nothing)


@pytest.fixture
def post(tmp_path: Path, email: Email) -> Post:
    """Queue and send a draft; return the outbox."""

    def post_draft(content: bytes, *, series: str = "Floods", again: bool = False, **changed: object) -> Outbox:
        settings = structs.replace(email, **changed)
        outbox = outbox_of(tmp_path, settings)
        brief = brief_of(str(message_from_bytes(content)["Message-ID"]), series)
        queued = outbox.queue(letter_for(content, settings, brief), again=again)
        send(outbox, queued.numbers, server_for(settings), Retries(attempts=1), lambda *_: None)
        return outbox

    return post_draft


def states(outbox: Outbox) -> list[str]:
    return [one.state for entry in outbox.entries() for one in entry.recipients]


@pytest.mark.parametrize("way", ["submission", "submissions", "plain"])
def test_a_message_arrives_as_it_was_written(post: Post, house: House, way: str) -> None:
    ways = {
        "submission": {},
        "submissions": {"security": "tls", "port": house.submissions},
        "plain": {"security": "none", "port": house.plain, "user": None},
    }
    outbox = post(draft(), **ways[way])

    assert states(outbox) == ["sent"] * 3
    for person in ("duty", "mayor", "archive"):
        (message,) = house.parsed(person)
        assert message["Message-ID"] == "<a1@valley.example>"
        assert (message["X-Unsent"], message["Bcc"]) == (None, None)
        body = message.get_body(("plain",))
        assert body is not None
        text = body.get_content().replace("\r\n", "\n")
        assert text == ".A line that begins with a point.\n..\n.\nUmlauts: süß.\n"
        (attached,) = message.iter_attachments()
        assert hashlib.sha256(attached.get_content()).digest() == hashlib.sha256(PDF).digest()
    assert b"archive" not in b"".join(house.messages("duty")).replace(b"for <archive", b"")


def test_another_reader_of_mailboxes_reads_the_same(post: Post, house: House) -> None:
    post(draft())
    house.messages("duty", 1)

    (held,) = mailbox.Maildir(house.mailbox("duty"), create=False).values()
    assert held["Subject"] == "Ferry strike"
    assert [part.get_payload(decode=True) for part in held.walk() if part.get_filename()] == [PDF]


def test_what_went_out_is_what_lies_in_the_outbox(post: Post, house: House) -> None:
    outbox = post(draft())

    (received,) = house.messages("duty", 1)
    _, _, sent = received.replace(b"\r\n", b"\n").partition(b"From: Flood desk")
    assert b"From: Flood desk" + sent == outbox.content(1).replace(b"\r\n", b"\n")


def test_the_second_issue_follows_the_first(post: Post, house: House) -> None:
    post(draft("issue1"))
    post(draft("issue2"))
    post(draft("issue3"))
    post(draft("other"), series="Elections")
    post(draft("issue3"), again=True)

    by_id = {message["Message-ID"]: message for message in house.parsed("duty", 5)}
    first, second, third = (by_id[f"<issue{number}@valley.example>"] for number in (1, 2, 3))
    assert (first["In-Reply-To"], first["References"]) == (None, None)
    assert (second["In-Reply-To"], second["References"]) == ("<issue1@valley.example>",) * 2
    assert third["In-Reply-To"] == "<issue2@valley.example>"
    assert third["References"].split() == ["<issue1@valley.example>", "<issue2@valley.example>"]
    assert by_id["<other@valley.example>"]["References"] is None
    assert by_id["<issue3.2@valley.example>"]["References"] == third["References"]


def test_the_date_is_that_of_sending_unless_it_is_fixed(
    post: Post, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(draft("now"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717372800")
    post(draft("fixed"))

    dates = {message["Message-ID"]: message["Date"].datetime.year for message in house.parsed("duty", 2)}
    assert dates["<now@valley.example>"] > 2024
    assert dates["<fixed@valley.example>"] == 2024


def test_letters_beyond_ascii_in_addresses_arrive(post: Post, house: House) -> None:
    outbox = post(draft(to="wächter@valley.example"), to=("wächter@valley.example",), cc=())

    assert states(outbox) == ["sent", "sent"]
    (message,) = house.messages("wächter", 1)
    assert "To: wächter@valley.example".encode() in message


def test_a_person_whom_the_server_does_not_know_is_named(post: Post, house: House) -> None:
    outbox = post(draft(), to=("duty@valley.example", "nobody@valley.example", "far@away.example"), cc=(), bcc=())

    found = {one.address: (one.state, one.answer) for one in outbox.recipients(1)}
    assert found["duty@valley.example"][0] == "sent"
    assert found["nobody@valley.example"][0] == "refused"
    assert "550 5.1.1" in found["nobody@valley.example"][1]
    assert len(house.messages("duty", 1)) == 1


def test_a_message_over_the_limit_of_the_server_stays_here(post: Post, house: House, tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match=r"takes messages of at most 3\.0 MB; this one has"):
        post(draft(size=30))

    assert states(Outbox(tmp_path / "outbox")) == ["queued"] * 3
    assert house.messages("duty") == []


def test_a_wrong_password_is_no_reason_to_try_again(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILHOUSE", "wrong")
    with pytest.raises(DeliveryError, match="does not let desk in: 535"):
        post(draft())


def test_a_house_with_another_name_is_not_trusted(post: Post, tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match="not to be trusted"):
        post(draft(), ca_file=None)
    assert states(Outbox(tmp_path / "outbox")) == ["queued"] * 3


def test_a_program_may_know_the_password(post: Post, house: House) -> None:
    post(draft(), password_env=None, password_command=("printf", "%s\\n%s", PASSWORD, "a note beside it"))

    assert len(house.messages("duty", 1)) == 1


class TestLookingIntoTheMailbox:
    """IMAP says what came; that nothing came proves nothing."""

    def test_a_message_that_came_is_found_in_its_folder(self, email: Email, house: House) -> None:
        inbox = house.mailbox(USER)
        sent = mailbox.Maildir(inbox, create=True)
        sent.add(b"Message-ID: <in.box@valley.example>\n\nHere.\n")
        folder = sent.add_folder("Sent")
        folder.add(b"Message-ID: <in.sent@valley.example>\n\nHere.\n")
        folder.add(b"Message-ID: <a@b>\nX-Microsoft-Original-Message-ID: <renamed@valley.example>\n\nHere.\n")
        hand_over(inbox)
        wanted = [f"<{name}@valley.example>" for name in ("in.sent", "in.box", "nowhere", "renamed")]

        found = find_messages(email, wanted)

        assert found == {wanted[1]: "INBOX", wanted[0]: "Sent", wanted[3]: "Sent"}

    def test_a_message_to_oneself_is_found(self, email: Email, house: House, post: Post) -> None:
        post(draft("copy"), bcc=("desk@valley.example",))
        house.messages(USER, 1)

        assert find_messages(email, ["<copy@valley.example>"]) == {"<copy@valley.example>": "INBOX"}

    @pytest.mark.parametrize(
        ("changed", "expected"),
        [
            ({"ca_file": None}, "its certificate is not to be trusted"),
            ({"imap_port": 9}, "can't be looked into"),
            ({"user": "stranger"}, "can't be looked into"),
        ],
    )
    def test_a_mailbox_that_can_not_be_looked_into_is_named(
        self, email: Email, changed: dict[str, object], expected: str
    ) -> None:
        with pytest.raises(DeliveryError, match=expected):
            find_messages(structs.replace(email, **changed), ["<a@valley.example>"])

    @pytest.mark.parametrize("key", ["imap_host", "user"])
    def test_a_mailbox_that_is_not_named_is_a_matter_of_the_settings(self, email: Email, key: str) -> None:
        with pytest.raises(SettingsError, match=rf"email\.{key}: is not set"):
            find_messages(structs.replace(email, **{key: None}), ["<a@valley.example>"])


def hand_over(folder: Path) -> None:
    """Give the files of a test to the owner of all mailboxes."""
    import os
    import pwd

    owner = pwd.getpwnam("postfix")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner.pw_uid, owner.pw_gid)


class TestTheDeliverer:
    """The way out that other programs use."""

    def message(self) -> Artifact:
        return Artifact(name="brief.eml", media_type="message/rfc822", content=draft())

    def test_a_finished_message_is_sent(self, email: Email, house: House, tmp_path: Path) -> None:
        deliverer = EmailDeliverer(settings=email, folder=tmp_path)
        people = ("duty@valley.example", "mayor@valley.example", "archive@valley.example")

        assert deliverer.deliver([self.message()], brief_of("Ferries")) == people
        assert deliverer.deliver([self.message()], brief_of("Ferries")) == people
        assert len(house.messages("duty", 1)) == 1

    def test_who_does_not_have_it_is_named(self, email: Email, tmp_path: Path) -> None:
        settings = structs.replace(email, to=("nobody@valley.example",))
        with pytest.raises(DeliveryError, match=r"nobody@valley\.example: refused: 550"):
            EmailDeliverer(settings=settings, folder=tmp_path).deliver([self.message()], brief_of("Ferries"))

    def test_no_message_among_the_files_is_said(self, email: Email, tmp_path: Path) -> None:
        page = Artifact(name="brief.html", media_type="text/html", content=b"")
        with pytest.raises(DeliveryError, match='make the format "eml" too'):
            EmailDeliverer(settings=email, folder=tmp_path).deliver([page], brief_of("Ferries"))


def test_a_message_reads_back_with_every_line_whole(post: Post, house: House) -> None:
    long = "Ein langer Betreff mit Umlauten: " + "Überschwemmung " * 60
    post(draft(subject=long.strip()))

    (raw,) = house.messages("duty", 1)
    assert message_from_bytes(raw, policy=SMTP)["Subject"] == long.strip()
    assert max(map(len, raw.split(b"\n"))) <= 998
