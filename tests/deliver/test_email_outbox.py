"""The outbox remembers what became of each recipient."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from briefing.deliver.email import outbox as module
from briefing.deliver.email.outbox import Outbox
from briefing.errors import DeliveryError
from tests.deliver.mailhouse.desk import THREE, letter


def states(outbox: Outbox) -> list[tuple[int, str, str]]:
    found = (one for entry in outbox.entries() for one in entry.recipients)
    return [(one.number, one.address.split("@")[0], one.state) for one in found]


def test_a_message_waits_in_a_folder_of_its_own(outbox: Outbox) -> None:
    assert outbox.entries() == ()
    assert outbox.queue(letter()).numbers == (1,)

    assert outbox.content(1).startswith(b"From: Desk")
    assert '"duty@valley.example"' in (outbox.folder / "0001" / "envelope.json").read_text("utf-8")
    assert states(outbox) == [(1, "duty", "queued"), (1, "mayor", "queued"), (1, "archive", "queued")]
    assert outbox.entry(1).message_id == "<a1@valley.example>"


@pytest.mark.skipif(os.name != "posix", reason="rights are a matter of POSIX")
def test_nobody_else_reads_who_gets_what(outbox: Outbox) -> None:
    outbox.queue(letter())
    assert outbox.folder.stat().st_mode & 0o777 == 0o700
    assert (outbox.folder / "0001" / "envelope.json").stat().st_mode & 0o777 == 0o600


def test_the_same_brief_to_the_same_people_is_one_message(outbox: Outbox) -> None:
    outbox.queue(letter())
    assert outbox.queue(letter()).numbers == (1,)
    assert len(outbox.entries()) == 1


def test_who_has_it_does_not_get_it_again_and_who_is_new_does(outbox: Outbox) -> None:
    outbox.queue(letter(THREE[0]))
    outbox.settle(1, [THREE[0]], "sent", "250 OK")

    queued = outbox.queue(letter("DUTY@valley.example", THREE[1]))

    assert [(one.address, one.state) for one in queued.settled] == [(THREE[0], "sent")]
    assert states(outbox) == [(1, "duty", "sent"), (2, "mayor", "queued")]
    assert outbox.entry(2).message_id == "<a1.2@valley.example>"


@pytest.mark.parametrize("state", ["sent", "refused", "unclear", "claimed"])
def test_nobody_gets_it_again_but_by_an_explicit_word(outbox: Outbox, state: module.State) -> None:
    outbox.queue(letter(THREE[0]))
    outbox.settle(1, [THREE[0]], state, "")

    assert outbox.queue(letter(THREE[0])).numbers == ()
    assert outbox.queue(letter(THREE[0]), again=True).numbers == (2,)
    assert outbox.queue(letter(THREE[0])).numbers == (2,)


def test_another_brief_is_another_message(outbox: Outbox) -> None:
    outbox.queue(letter(THREE[0]))
    assert outbox.queue(letter(THREE[0], name="b2")).numbers == (2,)


def test_a_newer_form_of_a_message_takes_the_place_of_the_one_that_waits(outbox: Outbox) -> None:
    outbox.queue(letter(THREE[0], THREE[1]))
    outbox.settle(1, [THREE[0]], "sent", "250 OK")
    newer = letter(THREE[0], THREE[1], body="The ferries sail again.\n")

    assert outbox.queue(newer).numbers == (2,)
    assert states(outbox) == [(1, "duty", "sent"), (2, "mayor", "queued")]
    assert b"sail again" in outbox.content(2)

    assert outbox.queue(letter(THREE[1], body="They do not.\n")).numbers == (3,)
    assert states(outbox) == [(1, "duty", "sent"), (3, "mayor", "queued")]
    assert not (outbox.folder / "0002").exists()
    assert outbox.entry(3).message_id == "<a1.3@valley.example>"


def test_who_is_sent_stays_sent(outbox: Outbox) -> None:
    outbox.queue(letter(THREE[0]))
    outbox.settle(1, [THREE[0]], "sent", "250 OK")
    outbox.settle(1, [THREE[0]], "unclear", "late")
    assert states(outbox) == [(1, "duty", "sent")]


def test_a_claim_is_taken_once(outbox: Outbox) -> None:
    outbox.queue(letter())
    assert outbox.claim(1, THREE[:2])
    assert not outbox.claim(1, THREE[1:])
    assert outbox.claim(1, THREE[2:])


def test_claims_at_once_are_taken_once(outbox: Outbox) -> None:
    outbox.queue(letter())
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: Outbox(outbox.folder).claim(1, THREE), range(16)))
    assert sorted(taken) == [False] * 15 + [True]


def test_the_same_letter_queued_at_once_is_one_message(outbox: Outbox) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda _: Outbox(outbox.folder).queue(letter()).numbers, range(16)))
    assert set(numbers) == {(1,)}


def test_a_word_by_hand_changes_what_it_means_and_no_more(outbox: Outbox) -> None:
    outbox.queue(letter())
    for address, state in zip(THREE, ("sent", "unclear", "refused"), strict=True):
        outbox.settle(1, [address], state, "")

    assert [one.address for one in outbox.mark(1, sent=True)] == [THREE[1]]
    assert [one.address for one in outbox.mark(1, sent=False)] == [THREE[2]]
    assert states(outbox) == [(1, "duty", "sent"), (1, "mayor", "sent"), (1, "archive", "queued")]


def test_a_number_that_is_none_is_named(outbox: Outbox) -> None:
    with pytest.raises(DeliveryError, match="holds no message 7; it holds none"):
        outbox.mark(7, sent=True)
    outbox.queue(letter())
    with pytest.raises(DeliveryError, match="holds no message 7; it holds 1"):
        outbox.entry(7)


def test_a_preview_changes_nothing(outbox: Outbox) -> None:
    content, known = outbox.preview(letter())
    assert known == {}
    assert not outbox.folder.exists()
    assert b"Message-ID: <a1@valley.example>" in content

    outbox.queue(letter(name="first"))
    outbox.settle(1, THREE, "sent", "250 OK")
    content, known = outbox.preview(letter())
    assert b"In-Reply-To: <first@valley.example>" in content
    assert known == {}
    assert {one.state for one in outbox.preview(letter(name="first"))[1].values()} == {"sent"}


def test_a_long_series_keeps_its_first_and_its_last_issues(outbox: Outbox) -> None:
    for number in range(30):
        outbox.queue(letter(THREE[0], name=f"issue{number}"))
        outbox.settle(number + 1, [THREE[0]], "sent", "")
    content = outbox.preview(letter(name="now"))[0]
    chain = content.partition(b"References: ")[2].partition(b"\r\n\r\n")[0].split()
    assert chain[0] == b"<issue0@valley.example>"
    assert chain[-1] == b"<issue29@valley.example>"
    assert len(chain) == 21


def test_issues_that_never_went_out_are_not_followed(outbox: Outbox) -> None:
    outbox.queue(letter(name="first"))
    assert b"In-Reply-To" not in outbox.preview(letter())[0]


def test_a_file_system_without_locks_will_do(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(module.fcntl, "flock", refuse)
    outbox.queue(letter())
    with outbox.locked(1) as free:
        assert free
