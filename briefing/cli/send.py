"""briefing email send and outbox: a build folder -> its message sent, and what became of it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.talk import Talk, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.deliver.email import Letter, Outbox, Queued, Recipient, Server
    from briefing.deliver.email.book import Entry
    from briefing.settings import Email, Settings

PATH = click.Path(path_type=Path)
MESSAGE = "message.eml"
WAYS_OUT = {
    "queued": "It has not gone out. Send it with: briefing email outbox {build} --resume",
    "deferred": "The server puts it off. Try again with: briefing email outbox {build} --resume",
    "claimed": "It is being sent just now, by another run.",
    "refused": "The server will not take it. Mend the address or the settings, then: briefing email outbox {build} "
    "--mark unsent {number}, and send again.",
    "unclear": "Nobody knows whether it went out. Look whether it came, or: briefing email outbox {build} --check. "
    "Then --mark sent {number}, or --mark unsent {number} to send it again.",
}
"""What can be done about each state; `sent` needs nothing."""


@click.command()
@click.argument("build", type=PATH, default="build")
@click.option("-c", "--config", type=PATH, metavar="FILE", help="The settings; else ./briefing.toml.")
@click.option("--to", multiple=True, metavar="ADDRESS", help="In place of all recipients in the settings.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.option("--dry-run", is_flag=True, help=f"Send nothing: write {MESSAGE} into the build folder.")
@click.option("--again", is_flag=True, help="Also to those who have it already.")
def send(build: Path, config: Path | None, to: tuple[str, ...], yes: bool, dry_run: bool, again: bool) -> int:
    """Send the message of a finished BUILD.

    Shows what goes to whom, and asks. Whoever has the same brief already does not get it again.
    """
    from briefing.deliver.email import outbox_of, server_for

    settings = _settings(config, to)
    with Talk() as talk:
        letter = _letter(build, settings, talk)
    held = outbox_of(build, settings.email)
    held.doubt_interrupted()
    content, known = held.preview(letter)
    if dry_run:
        return _write(build / MESSAGE, content)
    server = server_for(settings.email)
    settled = {address: one for address, one in known.items() if one.state not in {"queued", "deferred"} and not again}
    goes = [address for address in letter.recipients if address not in settled]
    _show(letter, content, goes, settings.email, server)
    click.echo("\n".join(_lines(list(settled.values()))), nl=bool(settled), err=True)
    if goes and not yes:
        _ask(len(goes))
    queued = held.queue(letter, again=again)
    _run(held, queued.numbers, settings.email, server)
    return _report(held, letter, queued, build)


def _settings(config: Path | None, to: "Sequence[str]" = ()) -> "Settings":
    """Return the settings that apply, with the recipients of the command line in place of theirs."""
    from briefing.settings import find_settings
    from briefing.settings.server import addressed

    settings, _ = find_settings(config, sources_given=False, cwd=Path.cwd())
    return addressed(settings, to) if to else settings


def _letter(build: Path, settings: "Settings", talk: Talk) -> "Letter":
    from briefing.deliver.email import letter_for
    from briefing.message import message_of
    from briefing.saved import load_brief

    draft = message_of(build, settings)
    for warning in draft.warnings:
        talk.tell("warning", shown(warning))
    return letter_for(draft.content, settings.email, load_brief(build))


def _write(path: Path, content: bytes) -> int:
    from briefing.deliver.folder import write_file

    write_file(path, content)
    click.echo(path)
    return 0


def _show(letter: "Letter", content: bytes, goes: "Sequence[str]", email: "Email", server: "Server") -> None:
    """Say what goes to whom, and through which server."""
    from email import message_from_bytes
    from email.policy import default

    files = [part.get_filename() for part in message_from_bytes(content, policy=default).iter_attachments()]
    user = f", as {email.user}" if email.user else ""
    rows = [
        ("Subject", letter.subject),
        ("From", email.sender or ""),
        *(
            (name, ", ".join(texts))
            for name, texts in (("To", email.to), ("Cc", email.cc), ("Bcc", email.bcc))
            if texts
        ),
        ("Size", f"{len(content) / 1_000_000:.1f} MB, with {', '.join(map(str, files)) or 'no file'}"),
        ("Server", f"{server} ({'not encrypted' if server.security == 'none' else server.security}{user})"),
        ("Now", f"to {_counted(len(goes))}" if goes else "to nobody: all of them are settled, see below"),
    ]
    for name, value in rows:
        click.echo(f"{name:<8} {shown(value)}", err=True)


def _ask(number: int) -> None:
    if not sys.stdin.isatty():
        raise click.UsageError("nobody can be asked here, as this is no terminal: give --yes to send without asking")
    click.confirm(f"Send it to {_counted(number)}?", abort=True, err=True)


def _report(held: "Outbox", letter: "Letter", queued: "Queued", build: Path) -> int:
    """Say what became of each recipient, and what can be done about it."""
    now = [one for number in queued.numbers for one in held.recipients(number) if one.address in letter.recipients]
    click.echo("\n".join(_lines([*queued.settled, *now])))
    wanting = dict.fromkeys((one.number, one.state) for one in (*queued.settled, *now) if one.state != "sent")
    for number, state in wanting:
        click.echo(f"briefing: message {number}: {WAYS_OUT[state].format(build=build, number=number)}", err=True)
    return 1 if wanting else 0


def _run(held: "Outbox", numbers: "Sequence[int]", email: "Email", server: "Server") -> None:
    from briefing.deliver.email import Retries
    from briefing.deliver.email import send as send_messages

    with Talk() as talk:
        send_messages(held, numbers, server, Retries(attempts=email.attempts), talk.tell)


@click.command()
@click.argument("build", type=PATH, default="build")
@click.option("-c", "--config", type=PATH, metavar="FILE", help="The settings; else ./briefing.toml.")
@click.option("--check", is_flag=True, help="Look into the mailbox at imap_host for those unclear.")
@click.option(
    "--mark", type=(click.Choice(["sent", "unsent"]), int), metavar="sent|unsent NUMBER", help="Say what you know."
)
@click.option("--resume", is_flag=True, help="Send all that waits.")
def outbox(build: Path, config: Path | None, check: bool, mark: tuple[str, int] | None, resume: bool) -> int:
    """Show what became of each message of BUILD.

    Ends with 1 while somebody waits for one, or nobody knows whether it went out; with --resume also where somebody
    who waited is refused now. A refusal that is known already is final.
    """
    from briefing.deliver.email import outbox_of, server_for

    settings = _settings(config)
    held = outbox_of(build, settings.email)
    held.doubt_interrupted()
    if mark is not None:
        held.mark(mark[1], sent=mark[0] == "sent")
    if check:
        _check(held, settings.email)
    waiting = [one for entry in held.entries() for one in held.waiting(entry.number)] if resume else []
    if waiting:
        _run(held, [*dict.fromkeys(one.number for one in waiting)], settings.email, server_for(settings.email))
    entries = held.entries()
    click.echo("\n".join(line for entry in entries for line in _listed(entry, build)) or f"{held.folder}: is empty")
    return int(_wanting(entries, waiting))


def _wanting(entries: "Sequence[Entry]", waiting: "Sequence[Recipient]") -> bool:
    """Whether somebody has yet to get a message, or was refused now of those who waited."""
    tried = {(one.number, one.address) for one in waiting}
    final = {"sent", "refused"}
    recipients = [one for entry in entries for one in entry.recipients]
    return any(one.state not in final for one in recipients) or any(
        one.state == "refused" and (one.number, one.address) in tried for one in recipients
    )


def _check(held: "Outbox", email: "Email") -> None:
    """Call those sent whose message lies in the mailbox; that it does not says nothing."""
    from briefing.deliver.email.imap import find_messages

    unclear = {
        entry.message_id: entry.number
        for entry in held.entries()
        if any(one.state == "unclear" for one in entry.recipients)
    }
    if not unclear:
        return
    found = find_messages(email, list(unclear))
    for message_id, number in unclear.items():
        if message_id in found:
            held.mark(number, sent=True)
        where = f"is in {found[message_id]}" if message_id in found else "is in no folder there, which proves nothing"
        click.echo(f"briefing: message {number} {shown(where)}", err=True)


def _listed(entry: "Entry", build: Path) -> "Iterator[str]":
    """Yield a message's lines: what it is, what became of whom, what to do."""
    yield f"{entry.number}  {_time(entry.queued)}  {shown(entry.subject)}"
    yield from (f"   {line}" for line in _lines(entry.recipients))
    for state in dict.fromkeys(one.state for one in entry.recipients if one.state != "sent"):
        yield f"   {WAYS_OUT[state].format(build=build, number=entry.number)}"


def _lines(recipients: "Sequence[Recipient]") -> "Iterator[str]":
    """Yield what became of each, in columns."""
    width = max((len(one.address) for one in recipients), default=0)
    for one in recipients:
        due = f", again after {_time(one.due)}" if one.due else ""
        yield f"{one.state:<8}  {shown(one.address):<{width}}  {_time(one.changed)}{due}  {shown(one.answer)}".rstrip()


def _time(seconds: float) -> str:
    import datetime as dt

    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def _counted(number: int) -> str:
    return "one recipient" if number == 1 else f"{number} recipients"
