"""briefing email: a build folder -> one message, drafted."""

from pathlib import Path

import click

from briefing.cli.send import outbox, send
from briefing.cli.talk import Talk, shown

PATH = click.Path(path_type=Path)
DRAFT = "draft.eml"


@click.group()
def email() -> None:
    """Draft the briefing as one message, and send it."""


email.add_command(send)
email.add_command(outbox)


@email.command()
@click.argument("build", type=PATH, default="build")
@click.option("-o", "--output", type=PATH, metavar="FILE", help=f"Else {DRAFT} in the build folder; - prints it.")
@click.option("-c", "--config", type=PATH, metavar="FILE", help="The settings; else ./briefing.toml.")
def draft(build: Path, output: Path | None, config: Path | None) -> None:
    """Write the message of a finished BUILD.

    Open it in your mail program to look at it, change it and send it.
    """
    from briefing.deliver.folder import write_file
    from briefing.message import message_of
    from briefing.settings import find_settings

    settings, _ = find_settings(config, sources_given=False, cwd=Path.cwd())
    message = message_of(build, settings)
    with Talk() as talk:
        for warning in message.warnings:
            talk.tell("warning", shown(warning))
    if str(output) == "-":
        click.echo(message.content, nl=False)
        return
    path = output or build / DRAFT
    write_file(path, message.content)
    click.echo(path)
