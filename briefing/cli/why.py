"""briefing why: why an extract was chosen, and what it displaced."""

from pathlib import Path

import click

from briefing.cli.talk import shown


@click.command()
@click.argument("extract", metavar="E12")
@click.argument("build", type=click.Path(path_type=Path), default="build", metavar="[BUILD]")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def why(extract: str, build: Path, as_json: bool) -> None:
    """Tell why an extract was chosen.

    How squarely it fits its topic, what it alone says there, what was left out because it repeats it, and which
    sentence would stand in its place. BUILD is a folder that `briefing make` wrote.
    """
    import json

    from briefing import explain

    account = explain.explain(build, extract)
    if as_json:
        click.echo(json.dumps(explain.as_json(account), ensure_ascii=False, indent=2))
    else:
        for line in explain.lines(account):
            indent = "  " if line.startswith("  ") else ""
            click.echo(indent + shown(line))
