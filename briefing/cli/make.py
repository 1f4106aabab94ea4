"""briefing make and summarise: sources -> a build folder, or a few cited paragraphs."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.talk import Talk, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.model import Extract
    from briefing.settings import Settings


FOLDER = click.Path(path_type=Path)
DATE = click.DateTime(["%Y-%m-%d"])


def _split(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...] | None:
    """Take `--format html,pdf` and `--format html --format pdf` for the same."""
    names = tuple(name.strip() for value in values for name in value.split(",") if name.strip())
    if values and not names:
        raise click.BadParameter("name at least one, such as html,pdf,json", context, option)
    return names or None


@click.command()
@click.argument("sources", nargs=-1)
@click.option("-o", "--output", "build", type=FOLDER, default="build", show_default=True, help="The build folder.")
@click.option("-c", "--config", type=FOLDER, metavar="FILE", help="The settings; else ./briefing.toml.")
@click.option("--title", help="The title; else made from the sources.")
@click.option("--format", "formats", multiple=True, callback=_split, help="Such as html,pdf,json,md,csv,bib,eml.")
@click.option("--as-of", type=DATE, metavar="DATE", help="YYYY-MM-DD; else the newest source's.")
@click.option("--topics", metavar="PACK", help="`briefing topics list` names the packs.")
@click.option("--template", metavar="NAME", help="`briefing templates list` names those that ship.")
@click.option("--templates", type=FOLDER, help="A folder whose files replace ours one by one.")
@click.option("--ranker", metavar="NAME", help="`briefing doctor` lists the rankers.")
@click.option("--words", type=click.IntRange(min=1), metavar="N", help="At most so many words in all sections.")
@click.option("--sentences", type=click.IntRange(min=1), metavar="N", help="At most so many extracts in all sections.")
@click.option("--pages", type=click.IntRange(min=1), metavar="N", help="About so many pages of sections, at most.")
@click.option("--attach-sources", is_flag=True, default=None, help="Put the texts of the sources inside the PDF.")
@click.option("--fetch", is_flag=True, help="Fetch the http and https addresses among SOURCES.")
@click.option("--strict", is_flag=True, default=None, help="A source that can't be read ends the run.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
@click.option("-v", "--verbose", is_flag=True, help="Each step, and each file that is passed over.")
def make(
    sources: tuple[str, ...],
    build: Path,
    config: Path | None,
    as_of: dt.datetime | None,
    fetch: bool,
    quiet: bool,
    verbose: bool,
    **given: object,
) -> int:
    """Make the briefing of SOURCES.

    SOURCES are files, folders, globs, - for standard input, or, with --fetch, addresses. None given: the settings' own
    sources, or the demonstration's where seeds/briefing.toml stands.
    """
    if quiet and verbose:
        raise click.UsageError("-q and -v: give one of the two")
    settings = _settings(sources, config, {**given, "as_of": as_of.date() if as_of else None})
    from briefing import pipeline  # only once the settings are right

    with Talk(quiet=quiet, verbose=verbose) as talk:
        result = pipeline.make(sources, settings, build, base=Path.cwd(), tell=talk.tell, fetch=fetch)
    for path in result.paths:
        click.echo(path)
    for reason in result.missing:
        click.echo(f"briefing: not made: {reason}", err=True)
    return 1 if result.missing else 0


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("-c", "--config", type=FOLDER, metavar="FILE", help="The settings; else ./briefing.toml.")
@click.option(
    "--words", type=click.IntRange(min=1), default=250, show_default=True, metavar="N", help="At most so many."
)
@click.option("--fetch", is_flag=True, help="Fetch the http and https addresses among SOURCES.")
@click.option("--query", metavar="TEXT", help="What the summary is to be about.")
@click.option("--ranker", metavar="NAME", help="`briefing doctor` lists the rankers.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def summarise(
    sources: tuple[str, ...],
    config: Path | None,
    words: int,
    fetch: bool,
    query: str | None,
    ranker: str | None,
    as_json: bool,
) -> None:
    """Print a plain summary of SOURCES.

    Whole sentences of theirs, word for word, each with every place where it stands; no topics.
    """
    from briefing import pipeline
    from briefing.settings import find_settings

    settings, _ = find_settings(config, sources_given=True, cwd=Path.cwd())
    with Talk() as talk:
        read, _ = pipeline.read_sources(sources, settings, Path.cwd(), talk.tell, fetch=fetch)
        talk.tell("step", f"understanding {len(read)} sources")
        extracts = pipeline.summarise(read, words=words, query=query, ranker=ranker)
    origins = {f"S{number}": source.origin for number, source in enumerate(read, 1)}
    click.echo(_as_json(extracts, origins) if as_json else _as_text(extracts, origins))


def _as_text(extracts: "Sequence[Extract]", origins: "Mapping[str, str]") -> str:
    """Write each extract as a paragraph with the places where it stands."""
    paragraphs = []
    for extract in extracts:
        places = (f"{origins[citation.source]} ¶{citation.paragraph}" for citation in extract.citations)
        paragraphs.append(f"{shown(extract.text)} [{shown('; '.join(places))}]")
    return "\n\n".join(paragraphs)


def _as_json(extracts: "Sequence[Extract]", origins: "Mapping[str, str]") -> str:
    import json
    from dataclasses import asdict

    sources = [{"id": number, "origin": origin} for number, origin in origins.items()]
    content = {"sources": sources, "extracts": [asdict(extract) for extract in extracts]}
    return json.dumps(content, ensure_ascii=False, indent=2)


def _settings(sources: tuple[str, ...], config: Path | None, given: dict[str, object]) -> "Settings":
    """Return the settings that apply, with what the command line gives."""
    from briefing.plugins import check_tables
    from briefing.settings import find_settings, merge, topics_of

    found, path = find_settings(config, sources_given=bool(sources), cwd=Path.cwd())
    settings = merge(found, **given)
    topics_of(settings)
    check_tables(settings.plugins)
    if not sources and not settings.sources:
        where = f"{path} names none" if path else "there is no briefing.toml here"
        raise click.UsageError(f"no SOURCES: give files or folders; {where}")
    return settings
