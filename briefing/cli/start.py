"""briefing init, templates and topics: what to start from, and what there is to change."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.model import Topic

FOLDER = click.Path(path_type=Path)
SETTINGS_FILE = "briefing.toml"
BINARY = "fonts"
"""The one folder of the templates that is no text: a template reaches it where it ships."""


@click.command()
@click.argument("folder", type=FOLDER, default=".")
def init(folder: Path) -> None:
    """Write a commented briefing.toml.

    Into FOLDER, else here; one that is there already is left alone.
    """
    from importlib import resources

    starter = resources.files("briefing.cli").joinpath("starter.toml").read_bytes()
    for path in _write_new(folder, {SETTINGS_FILE: starter}):
        click.echo(path)


@click.group()
def templates() -> None:
    """List the templates that ship, copy them, or check your own."""


@templates.command("list")
def list_them() -> None:
    """Name the templates that ship."""
    from briefing.render.folders import builtin_templates, list_templates

    for name in list_templates((builtin_templates(),)):
        click.echo(name)


@templates.command()
@click.argument("folder", type=FOLDER, default="my-templates")
@click.option("--name", help="This template alone, without what it is put together from.")
def copy(folder: Path, name: str | None) -> None:
    """Copy the templates that ship.

    Into FOLDER, where no file is ever written over. Use the copy with `briefing make --templates FOLDER`, and delete
    from it what you do not change.
    """
    from briefing.render.folders import builtin_templates

    source = builtin_templates()
    files = [
        path for path in sorted(source.rglob("*")) if path.is_file() and path.relative_to(source).parts[0] != BINARY
    ]
    if name is not None:
        files = [path for path in files if path.parent == source and path.name.split(".")[0] == name]
        if not files:
            raise click.BadParameter(f"there is no template {name!r}; `briefing templates list` names them")
    for path in _write_new(folder, {path.relative_to(source).as_posix(): path.read_bytes() for path in files}):
        click.echo(path)


@templates.command()
@click.argument("folder", type=FOLDER, required=False)
def check(folder: Path | None) -> int:
    """Try out the templates of FOLDER.

    Each is filled with briefs that lack, or have too much of, everything; every mistake is named with template and
    line. Without FOLDER those that ship are tried.
    """
    from functools import partial

    from briefing.bounded import EndedError, results
    from briefing.render.check import SECONDS, check_folder

    mistakes: dict[str, None] = {}
    try:
        for found in results(partial(check_folder, folder, SECONDS), seconds=SECONDS):
            for mistake in found.decode("utf-8").splitlines():
                if mistake not in mistakes:
                    click.echo(mistake)
                mistakes[mistake] = None
    except EndedError as error:
        mistakes[str(error)] = None
        click.echo(f"{folder}: trying the templates {error}; look for a loop that is too large")
    return 1 if mistakes else 0


@click.group()
def topics() -> None:
    """List the topic packs, show one, or find topics."""


@topics.command("list")
def list_packs() -> None:
    """Name the packs and their topics."""
    from briefing.settings import pack, packs

    for name in packs():
        click.echo(f"{name:10}{', '.join(topic.title for topic in pack(name))}")


@topics.command()
@click.argument("name", metavar="PACK")
@click.option("--language", default="en", show_default=True, metavar="CODE", help="As in en, fr, de, es, ru, ar.")
def show(name: str, language: str) -> None:
    """Print a pack as [[topic]] tables.

    They are ready to be changed in a briefing.toml.
    """
    from briefing.settings import pack, pack_languages, pack_text

    pack(name)
    known = pack_languages(name)
    if language not in known:
        raise click.UsageError(f'the pack "{name}" has no language "{language}"; it has {", ".join(known)}')
    click.echo(pack_text(name, language), nl=False)


@topics.command("suggest")
@click.argument("sources", nargs=-1, required=True)
@click.option("-c", "--config", type=click.Path(path_type=Path), metavar="FILE", help="The settings.")
def suggest_topics(sources: tuple[str, ...], config: Path | None) -> None:
    """Print topics that SOURCES seem to have.

    They are [[topic]] tables, to keep, rename and merge.
    """
    from briefing import pipeline
    from briefing.cli.talk import Talk
    from briefing.settings import find_settings

    settings, _ = find_settings(config, sources_given=True, cwd=Path.cwd())
    with Talk() as talk:
        read, _ = pipeline.read_sources(sources, settings, Path.cwd(), talk.tell)
        found = pipeline.suggest_topics(read, settings)
    if not found:
        click.echo("No word stands in several sentences: too little text to find topics in.", err=True)
    click.echo("\n".join(_as_table(topic) for topic in found), nl=False)


def _as_table(topic: "Topic") -> str:
    """Write a topic as a settings file has it; a TOML string is written as a JSON string is."""
    keywords = ", ".join(json.dumps(word, ensure_ascii=False) for word in topic.keywords)
    lines = ("[[topic]]", f"key = {json.dumps(topic.key)}", f"title = {json.dumps(topic.title, ensure_ascii=False)}")
    return "\n".join((*lines, f"keywords = [{keywords}]", ""))


def _write_new(folder: Path, files: "Mapping[str, bytes]") -> list[Path]:
    """Write files that are not there yet; one that is there is an error before any is written."""
    from briefing.errors import DeliveryError

    paths = {folder / name: content for name, content in files.items()}
    there = next((path for path in paths if path.exists()), None)
    if there is not None:
        raise DeliveryError(f"{there}: is already there and stays as it is; move it away or name another folder")
    for path, content in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            stream.write(content)
    return list(paths)
