"""Arguments -> one function a command -> an exit code: the only package that prints, and that turns errors into text.

Results go to standard output, talk to standard error. Everything but click is imported inside the commands, so that
`briefing --help` costs next to nothing.
"""

from collections.abc import Sequence

import click

from briefing import __version__
from briefing.cli.email import email
from briefing.cli.inspect import doctor, sources, verify
from briefing.cli.make import make, summarise
from briefing.cli.start import init, templates, topics
from briefing.cli.why import why
from briefing.errors import BriefingError

INTERRUPTED = 130

SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(click.Group):
    """The commands in the order in which they are needed, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands as they were added."""
        return sorted(super().list_commands(ctx), key=list(self.commands).index)


@click.group(cls=Commands, context_settings=SETTINGS)
@click.version_option(__version__, prog_name="briefing")
def cli() -> None:
    """Make a cited briefing from a pile of news articles.

    Every sentence stands word for word in a source, and the place is printed beside it.
    """


for command in (make, summarise, init, templates, topics, verify, sources, why, email, doctor):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; whatever a user can act on becomes one message on standard error."""
    try:
        code = cli.main(arguments, prog_name="briefing", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except (BriefingError, OSError) as error:
        click.echo(f"briefing: {_printable(str(error))}", err=True)
        return error.exit_code if isinstance(error, BriefingError) else 1
    return code if isinstance(code, int) else 0


def _printable(message: str) -> str:
    """Name what a source or a file name could steer the terminal with."""
    from briefing.render.text import visible

    return visible(message)
