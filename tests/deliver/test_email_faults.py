"""Whatever a server answers, nobody loses the message and nobody gets it twice without being asked."""

from pathlib import Path

import pytest

from briefing.deliver.email.send import Retries
from tests.deliver.mailhouse.desk import ALL_SENT, THREE, Desk, letter
from tests.deliver.mailhouse.faults import Script, troubled


def test_a_message_goes_to_everybody_once(desk: Desk) -> None:
    script = Script()
    with troubled(script) as port:
        desk.send(port)
        desk.send(port)

    assert desk.states == ALL_SENT
    assert script.deliveries == sorted(THREE)
    assert (desk.slept, desk.told.count("message 1: 3 to go"), script.connections) == ([], 1, 1)
    (_, content), *_ = script.taken
    assert b"X-Unsent" not in content


@pytest.mark.parametrize(
    ("script", "waits"),
    [
        (Script(mail=["451 4.3.0 try later"]), 1),
        (Script(mail=["421 4.3.2 shutting down", "451 4.3.0 still"]), 2),
        (Script(ehlo=["421 4.3.2 too many of you"]), 1),
        (Script(data=["451 4.7.1 greylisted", "450 4.7.1 still"]), 2),
        (Script(data=["drop"]), 1),
        (Script(data=["no-354"]), 1),
        (Script(data=["^451 4.3.0 not now"]), 1),
        (Script(data=["421 4.3.2 shutting down"]), 1),
        (Script(rcpt={name: ["450 4.2.0 greylisted, come back"] for name in THREE}), 1),
        (Script(rcpt={THREE[1]: ["450 4.2.0 greylisted", "451 4.2.0 greylisted"]}), 2),
        (Script(rcpt={THREE[1]: ["421 4.3.2 shutting down"]}), 1),
    ],
    ids=lambda value: str(value)[:70] if isinstance(value, Script) else None,
)
def test_what_the_server_refuses_for_now_is_tried_again(desk: Desk, script: Script, waits: int) -> None:
    with troubled(script) as port:
        desk.send(port)

    assert desk.states == ALL_SENT
    assert script.deliveries == sorted(THREE)
    assert len(desk.slept) == waits
    assert all(10 <= seconds <= 66 for seconds in desk.slept)


def test_a_connection_lost_in_the_middle_of_a_long_message_is_tried_again(desk: Desk) -> None:
    script = Script(data=["drop-middle"])
    with troubled(script) as port:
        desk.send(port, letter(body=LONG), timeout=60.0, patience=60.0)

    assert desk.states == ALL_SENT
    assert script.deliveries == sorted(THREE)
    assert len(desk.slept) == 1


LONG = "The ferries stay in port.\n" * 800_000


def test_a_server_that_speaks_in_the_middle_is_heard(desk: Desk) -> None:
    scripts = [
        Script(data=["speak-middle"]),
        Script(data=["speak-middle"], speech="552 5.3.4 too large"),
        Script(data=["speak-middle"], speech="250 2.0.0 fine already"),
    ]
    for number, script in enumerate(scripts):
        with troubled(script) as port:
            desk.send(port, letter(THREE[0], body=LONG, name=f"c{number}"), timeout=60.0, patience=60.0)

    states = [one.state for entry in desk.outbox.entries() for one in entry.recipients]
    assert states == ["sent", "refused", "sent"]
    assert [script.deliveries for script in scripts] == [[THREE[0]], [], [THREE[0]]]
    assert "552 5.3.4 too large" in desk.answers["duty"] or len(desk.slept) == 2


@pytest.mark.parametrize("answer", ["354 go on", "hello"])
def test_an_answer_that_means_nothing_leaves_it_unclear(desk: Desk, answer: str) -> None:
    script = Script(data=[f"!{answer}"])
    with troubled(script) as port:
        desk.send(port)
        desk.send(port)

    assert desk.states == dict.fromkeys(ALL_SENT, "unclear")
    assert "an answer that means nothing here" in desk.answers["duty"]
    assert len(script.taken) == 1


def test_one_of_three_is_refused_for_good_and_the_others_have_it(desk: Desk) -> None:
    script = Script(rcpt={THREE[1]: ["550 5.1.1 no such person"] * 9})
    with troubled(script) as port:
        desk.send(port)
        desk.send(port)

    assert desk.states == {**ALL_SENT, "mayor": "refused"}
    assert desk.answers["mayor"] == "550 5.1.1 no such person"
    assert script.deliveries == [THREE[2], THREE[0]]
    assert desk.slept == []
    assert script.asked.count(THREE[1]) == 1


def test_a_message_that_is_refused_is_refused_for_each(desk: Desk) -> None:
    script = Script(data=["554 5.7.1 looks like spam"])
    with troubled(script) as port:
        desk.send(port)

    assert desk.states == dict.fromkeys(ALL_SENT, "refused")
    assert set(desk.answers.values()) == {"554 5.7.1 looks like spam"}
    assert script.deliveries == []


def test_a_message_whose_last_line_has_no_end_is_whole(desk: Desk) -> None:
    script = Script()
    with troubled(script) as port:
        desk.send(port, letter(body="The ferries stay in port.\n.\n..x"))
    content = script.taken[0][1]
    assert content.endswith(b"port.\r\n.\r\n..x\r\n")


def test_where_no_connection_is_to_be_had_one_attempt_is_enough_for_all(desk: Desk) -> None:
    numbers = [desk.outbox.queue(letter(THREE[0], name=f"d{number}")).numbers[0] for number in range(5)]
    script = Script(ehlo=["421 4.3.2 busy"])
    with troubled(script) as port:
        desk.resume(tuple(numbers), port)
    assert script.connections == 2
    assert (len(script.taken), len(desk.slept)) == (5, 1)


def test_who_was_refused_gets_it_once_a_person_says_so(desk: Desk) -> None:
    script = Script(rcpt={THREE[1]: ["550 5.1.1 no such person"]})
    with troubled(script) as port:
        desk.send(port)
        desk.outbox.mark(1, sent=False)
        desk.send(port)

    assert desk.states == ALL_SENT
    assert script.deliveries == sorted(THREE)


def test_patience_has_a_limit(desk: Desk) -> None:
    script = Script(rcpt={THREE[1]: ["450 4.2.0 greylisted"] * 4})
    with troubled(script) as port:
        desk.send(port)
        assert desk.states == {**ALL_SENT, "mayor": "deferred"}
        assert desk.outbox.waiting(1)[0].due is not None
        assert all(base <= seconds <= base * 1.1 for base, seconds in zip((10, 60, 300), desk.slept, strict=True))
        desk.send(port)

    assert desk.states == ALL_SENT
    assert script.deliveries == sorted(THREE)


def test_the_next_run_waits_as_long_as_this_one(tmp_path: Path) -> None:
    delays = [Retries().delay("outbox", attempt) for attempt in (1, 2, 3, 4)]

    assert delays == [Retries().delay("outbox", attempt) for attempt in (1, 2, 3, 4)]
    assert all(base <= delay <= base * 1.1 for base, delay in zip((10, 60, 300, 300), delays, strict=True))
    assert Retries().delay("another", 1) != delays[0]


@pytest.mark.parametrize("does", ["drop-after", "hang"])
def test_an_answer_that_never_came_is_said_and_nothing_is_sent_again(desk: Desk, does: str) -> None:
    script = Script(data=[does])
    with troubled(script) as port:
        desk.send(port, patience=0.5)
        desk.send(port)

    assert desk.states == dict.fromkeys(ALL_SENT, "unclear")
    assert "no answer came" in desk.answers["duty"]
    assert script.deliveries == sorted(THREE)


def test_after_an_answer_that_never_came_the_next_message_goes_over_a_new_connection(desk: Desk) -> None:
    script = Script(data=["drop-after"])
    first = desk.outbox.queue(letter()).numbers
    second = desk.outbox.queue(letter(THREE[0], name="b2")).numbers
    with troubled(script) as port:
        desk.resume((*first, *second), port)

    assert [one.state for one in desk.outbox.recipients(1)] == ["unclear"] * 3
    assert [one.state for one in desk.outbox.recipients(2)] == ["sent"]
    assert (script.connections, desk.slept) == (2, [])


def test_an_unclear_one_goes_out_again_when_a_person_says_it_did_not(desk: Desk) -> None:
    script = Script(data=["drop-after"])
    with troubled(script) as port:
        desk.send(port)
        assert len(desk.outbox.mark(1, sent=False)) == 3
        desk.send(port)

    assert desk.states == ALL_SENT
    assert len(script.taken) == 2


def test_an_unclear_one_is_done_when_a_person_says_it_came(desk: Desk) -> None:
    script = Script(data=["drop-after"])
    with troubled(script) as port:
        desk.send(port)
        desk.outbox.mark(1, sent=True)
        desk.send(port)

    assert desk.states == ALL_SENT
    assert len(script.taken) == 1


def test_a_server_that_takes_few_at_a_time_gets_several_batches(desk: Desk) -> None:
    people = tuple(f"reader{number}@valley.example" for number in range(7))
    few = Script(rcpt={people[3]: ["452 4.5.3 too many recipients"], people[5]: ["452 4.5.3 too many recipients"]})
    with troubled(few) as port:
        desk.send(port, letter(*people))

    assert few.deliveries == sorted(people)
    assert [len(recipients) for recipients, _ in few.taken] == [3, 2, 2]
    assert desk.slept == []


def test_more_than_a_hundred_go_in_batches(desk: Desk) -> None:
    people = tuple(f"reader{number}@valley.example" for number in range(230))
    script = Script()
    with troubled(script) as port:
        desk.send(port, letter(*people))

    assert script.deliveries == sorted(people)
    assert [len(recipients) for recipients, _ in script.taken] == [100, 100, 30]
