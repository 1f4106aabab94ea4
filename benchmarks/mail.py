"""Measure sending: the rate through a real local server, the memory, and what becomes of messages when things go wrong.

    python -m benchmarks.mail              a thousand messages through Postfix, as root on Debian
    python -m benchmarks.mail --faults     each fault in turn: who has it, who has it twice, who was lost
    python -m benchmarks.mail --draft      the CPU that `--format eml` adds to `briefing make`

Postfix comes from the tests' own mail house: own folders, loopback ports, nothing can leave. A message counts as lost
when somebody does not have it though the outbox says `sent`, as doubled when somebody has it twice.
"""

import argparse
import logging
import random
import re
import resource
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path

from benchmarks.speed import articles, described, spend
from briefing.addresses import parse_mailbox
from briefing.deliver.email import Outbox, Retries, Server, send
from briefing.deliver.email.message import Letter, letter_of
from briefing.errors import DeliveryError
from tests.deliver import mailhouse
from tests.deliver.mailhouse.faults import Script, troubled

ROOT = Path(__file__).resolve().parents[1]
SENDER = parse_mailbox("desk@valley.example")
PEOPLE = ("duty@valley.example", "mayor@valley.example", "archive@valley.example")
PDF = bytes(range(256)) * 400  # 100 kB, as brief.pdf has
RUNS = 25
LIMIT = 100
"""Milliseconds that the message may add to `make`."""
EACH = 20
"""Messages a fault, to three recipients each."""
KILLED = 40
"""Runs that are ended by kill -9."""


def main(arguments: Sequence[str]) -> int:
    """Print what was asked for; return 1 where a message was lost or doubled."""
    parser = argparse.ArgumentParser(description="Measure sending.")
    parser.add_argument("--faults", action="store_true", help="what becomes of messages when things go wrong")
    parser.add_argument("--draft", action="store_true", help="the CPU that the message adds to `briefing make`")
    parser.add_argument("--messages", type=int, default=1000, help="so many")
    parser.add_argument("--run", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.draft:
        return report_draft()
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # of the server that fails as it is told to
    reason = mailhouse.missing()
    if reason:
        parser.exit(message=f"not measured here: {reason}\n")
    with tempfile.TemporaryDirectory() as place:
        if options.run:
            return run_once(Path(options.run[0]), int(options.run[1]))
        return report_faults(Path(place)) if options.faults else report_rate(Path(place), options.messages)


def report_draft() -> int:
    """Print what the message adds to a run without it, in turns; without a PDF, whose cost would drown it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "briefing.toml").write_text('[email]\nattach = ["json", "md"]\n')
        program = Path(sys.executable).with_name("briefing")
        make = (program, "make", articles(), "-o", "build", "--format")
        pairs = [[spend((*make, f"html,json,md{more}"), folder).cpu for more in ("", ",eml")] for _ in range(RUNS + 1)]
        size = sum((folder / "build" / name).stat().st_size for name in ("brief.json", "brief.md"))
    added = statistics.median(1000 * (after - before) for before, after in pairs[1:])
    print(f"{described()}, median of {RUNS} pairs of runs")
    print(f"  brief.eml with {size / 1000:.0f} kB of files adds {added:.0f} ms of CPU, limit {LIMIT}")
    return int(added >= LIMIT)


def letter(number: int) -> Letter:
    """Return one of many messages, with a file of the usual size."""
    message = EmailMessage()
    message["From"], message["To"] = str(SENDER.address), PEOPLE[0]
    message["Subject"], message["Message-ID"] = f"Issue {number}", f"<issue.{number}@valley.example>"
    message.set_content("The ferries stay in port.\n")
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="brief.pdf")
    return letter_of(message.as_bytes(), SENDER, [parse_mailbox(one) for one in PEOPLE], f"Series {number}")


def report_rate(folder: Path, messages: int) -> int:
    """Queue and send; then the same by a bare loop of smtplib over one connection: what the server can take."""
    contents = [letter(number) for number in range(messages)]
    outbox = Outbox(folder / "outbox")
    with mailhouse.opened() as house:
        server = Server(host="localhost", port=house.plain, security="none")
        before = memory()
        queued = timed(lambda: queue_all(outbox, contents))
        numbers = [entry.number for entry in outbox.entries()]
        half: list[float] = []
        spent = timed(lambda: half.append(sent_in_halves(outbox, numbers, server)))
        after = memory()
        received = house.count("duty", messages)
        bare = timed(lambda: send_bare(contents, house))
    states = Counter(one.state for entry in outbox.entries() for one in entry.recipients)
    print(f"{messages:,} messages of {len(contents[0].content) / 1000:.0f} kB to three recipients each, local Postfix")
    print(f"  queued, on the disk          {messages / queued:8.0f} a second")
    print(f"  sent                         {messages / spent:8.0f} a second")
    print(f"  smtplib alone, no outbox     {messages / bare:8.0f} a second")
    print(f"  memory beside that of 0 sent {half[0] - before:8.1f} MB after half, {after - before:.1f} MB after all")
    print(f"  {states['sent']:,} recipients sent to, {received:,} messages in the mailbox of the first")
    return int(states != {"sent": 3 * messages} or received != messages)


def queue_all(outbox: Outbox, letters: Sequence[Letter]) -> None:
    with outbox.held():
        for one in letters:
            outbox.queue(one)


def sent_in_halves(outbox: Outbox, numbers: Sequence[int], server: Server) -> float:
    """Send; return the memory in the middle."""
    middle = len(numbers) // 2
    send(outbox, numbers[:middle], server, Retries(attempts=1), lambda *_: None)
    between = memory()
    send(outbox, numbers[middle:], server, Retries(attempts=1), lambda *_: None)
    return between


def send_bare(letters: Sequence[Letter], house: mailhouse.House) -> None:
    """Send as few lines of smtplib do."""
    with smtplib.SMTP("localhost", house.plain) as client:
        for one in letters:
            client.sendmail(one.sender, one.recipients, one.content)


def timed(work: object) -> float:
    """Return the seconds that something takes."""
    start = time.perf_counter()
    assert callable(work)
    work()
    return time.perf_counter() - start


def memory() -> float:
    """Return the megabytes that this process had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


FAULTS: dict[str, dict[str, object]] = {
    "none": {},
    "4xx to the sender, then success": {"mail": ["451 later"] * EACH},
    "4xx to the message, then success": {"data": ["451 later"] * EACH},
    "greylisting of each recipient": {"rcpt": {one: ["450 greylisted"] * EACH for one in PEOPLE}},
    "5xx for one recipient of three": {"rcpt": {PEOPLE[1]: ["550 nobody"] * EACH}},
    "5xx to the message": {"data": ["554 spam"] * EACH},
    "connection lost before the message": {"data": ["drop"] * EACH},
    "connection lost in the message": {"data": ["drop-middle"] * EACH},
    "421 to a recipient": {"rcpt": {PEOPLE[1]: ["421 shutting down"] * EACH}},
    "lost after the message, no answer": {"data": ["drop-after"] * EACH},
    "an answer that means nothing": {"data": ["!hello"] * EACH},
    "every second connection refused": {"ehlo": ["421 busy", "421 busy"]},
}


def report_faults(folder: Path) -> int:
    """Print a line for each fault."""
    print(f"{'fault':<36}{'recipients':>11}{'sent':>6}{'refused':>9}{'unclear':>9}{'doubled':>9}{'lost':>6}")
    wrong = 0
    for number, (name, facts) in enumerate(FAULTS.items()):
        script = Script(**facts)
        outbox = Outbox(folder / str(number))
        with troubled(script) as port:
            for one in range(EACH):
                outbox.queue(letter(one))
            for _ in range(12):
                push(outbox, port)
        wrong += report(name, outbox, script)
    wrong += report("kill -9 at any moment", *killed(folder / "killed"))
    wrong += report("four runs at once", *at_once(folder / "together"))
    wrong += report("a full disk again and again", *crowded(folder / "full"))
    return int(wrong > 0)


def report(name: str, outbox: Outbox, script: Script) -> int:
    """Hold what the outbox says against what the server has; return how many were lost or doubled."""
    said = {(entry.subject, one.address): one.state for entry in outbox.entries() for one in entry.recipients}
    has = Counter((subject_of(content), address) for addresses, content in script.taken for address in addresses)
    lost = sum(state == "sent" and has[key] == 0 for key, state in said.items())
    doubled = sum(number > 1 for number in has.values())
    silent = sum(state not in {"sent", "refused", "unclear"} for state in said.values())
    states = Counter(said.values())
    columns = (len(said), states["sent"], states["refused"], states["unclear"], doubled, lost)
    print(
        f"{name:<36}" + "".join(f"{value:>{width}}" for value, width in zip(columns, (11, 6, 9, 9, 9, 6), strict=True))
    )
    return lost + doubled + silent


def subject_of(content: bytes) -> str:
    found = re.search(rb"^Subject: (.*?)\r?$", content, re.MULTILINE)
    return found[1].decode() if found else ""


def push(outbox: Outbox, port: int) -> None:
    """Send what waits, without losing time between attempts."""
    outbox.doubt_interrupted()
    numbers = [entry.number for entry in outbox.entries() if outbox.waiting(entry.number)]
    server = Server(host="localhost", port=port, security="none", timeout=5, patience=5)
    send(outbox, numbers, server, Retries(attempts=4, sleep=lambda _: None), lambda *_: None)


def run_once(folder: Path, port: int) -> int:
    """Be one of several runs on an outbox."""
    print("ready", flush=True)
    push(Outbox(folder), port)
    return 0


def start(folder: Path, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.mail", "--run", str(folder), str(port)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def killed(folder: Path) -> tuple[Outbox, Script]:
    """Kill run after run, each a little later than the one before."""
    outbox, script, moments = filled(folder, KILLED), Script(), random.Random(7)
    with troubled(script) as port:
        for _ in range(KILLED):
            child = start(folder, port)
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(moments.uniform(0, 0.08))
            child.kill()
            child.communicate()
        push(outbox, port)
    return outbox, script


def at_once(folder: Path) -> tuple[Outbox, Script]:
    """Let four runs send the same."""
    outbox, script = filled(folder, EACH), Script()
    with troubled(script) as port:
        for child in [start(folder, port) for _ in range(4)]:
            child.communicate()
        push(outbox, port)
    return outbox, script


def crowded(folder: Path) -> tuple[Outbox, Script]:
    """Fill the disk before each run, and make room after it."""
    script = Script()
    with small_disk(folder) as disk, troubled(script) as port:
        outbox = filled(disk / "outbox", EACH)
        for _ in range(3):
            fill(disk)
            with suppress(DeliveryError):
                push(outbox, port)
            (disk / "filler").unlink()
        push(outbox, port)
        copy = filled(folder.parent / "emptied", 0)
        subprocess.run(["cp", "-r", f"{disk}/outbox/.", str(copy.folder)], check=True)
    return copy, script


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as stream, suppress(OSError):
        while stream.write(b"x" * 4096):
            pass


def filled(folder: Path, messages: int) -> Outbox:
    """Return an outbox with messages that wait."""
    outbox = Outbox(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(messages):
        outbox.queue(letter(number))
    return outbox


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
