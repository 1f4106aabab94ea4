"""Runs that are killed, and runs at once: nobody loses the message or gets it twice, and what is not known is said."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.errors import DeliveryError
from tests.deliver.mailhouse.desk import ALL_SENT, THREE, Desk, letter
from tests.deliver.mailhouse.faults import Script, troubled

ROOT = Path(__file__).parents[2]

# A run of its own: it sends what the outbox holds, and may be killed.
RUN = """
import sys
from pathlib import Path
from tests.deliver.mailhouse.desk import Desk, letter
desk = Desk(Path(sys.argv[1]))
print("ready", flush=True)
desk.outbox.doubt_interrupted()
desk.send(int(sys.argv[2]), letter(), timeout=20.0, patience=20.0)
print(sorted(desk.states.values()), flush=True)
"""


def start(desk: Desk, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, str(desk.outbox.folder.parent), str(port)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_a_run_killed_between_the_message_and_the_answer_is_never_resent_by_itself(desk: Desk) -> None:
    script = Script(data=["hang"])
    with troubled(script) as port:
        child = start(desk, port)
        assert script.hanging.wait(20)
        child.send_signal(signal.SIGKILL)
        child.communicate()

        assert desk.states == dict.fromkeys(ALL_SENT, "claimed")
        desk.outbox.doubt_interrupted()
        assert desk.states == dict.fromkeys(ALL_SENT, "unclear")
        desk.send(port)
        assert script.deliveries == sorted(THREE)

        desk.outbox.mark(1, sent=True)
        desk.send(port)
    assert desk.states == ALL_SENT
    assert script.deliveries == sorted(THREE)


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a matter of POSIX")
def test_runs_killed_at_any_moment_lose_nothing_and_double_nothing(desk: Desk) -> None:
    """Whatever is not known to be sent or to wait says so."""
    script = Script()
    with troubled(script) as port:
        for moment in (0.0, 0.003, 0.006, 0.01, 0.015, 0.02, 0.03, 0.05):
            child = start(desk, port)
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(moment)
            child.send_signal(signal.SIGKILL)
            child.communicate()
        desk.outbox.doubt_interrupted()
        desk.send(port)

    unclear = [name for name, state in desk.states.items() if state == "unclear"]
    assert set(desk.states.values()) <= {"sent", "unclear"}
    assert len(script.deliveries) == len(set(script.deliveries))
    assert set(THREE) - set(script.deliveries) <= {f"{name}@valley.example" for name in unclear}


def test_two_runs_at_once_send_it_once(desk: Desk) -> None:
    script = Script(data=["hang"])
    with troubled(script) as port:
        first = start(desk, port)
        assert script.hanging.wait(20)
        second = start(desk, port)
        said, _ = second.communicate()
        assert "claimed" in said
        desk.outbox.doubt_interrupted()
        assert desk.states == dict.fromkeys(ALL_SENT, "claimed")
        with pytest.raises(DeliveryError, match="being sent by another run"):
            desk.outbox.mark(1, sent=True)
        first.kill()
        first.communicate()

    assert script.deliveries == sorted(THREE)


def test_many_runs_at_once_send_each_message_once(desk: Desk) -> None:
    script = Script()
    with troubled(script) as port:
        runs = [start(desk, port) for _ in range(4)]
        for run in runs:
            run.communicate()
        desk.send(port)

    assert desk.states == ALL_SENT
    assert script.deliveries == sorted(THREE)


def test_a_message_that_another_run_sends_is_left_to_it(desk: Desk) -> None:
    script = Script()
    desk.outbox.queue(letter())
    with troubled(script) as port, desk.outbox.locked(1) as free:
        assert free
        desk.resume((1,), port)

    assert "message 1 is being sent by another run" in desk.told
    assert script.taken == []


def test_where_there_are_no_locks_a_claim_decides(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    claim: Callable[..., bool] = desk.outbox.claim

    def slow(number: int, addresses: list[str]) -> bool:
        claim(number, addresses)
        return claim(number, addresses)

    monkeypatch.setattr(desk.outbox, "claim", slow)
    script = Script()
    with troubled(script) as port:
        desk.send(port)

    assert script.taken == []
    assert desk.states == dict.fromkeys(ALL_SENT, "claimed")
