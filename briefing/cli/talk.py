"""What goes on -> standard error: a moving line on a terminal, nothing in a pipe, every step with -v."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.status import Status


def shown(text: str) -> str:
    """Return a source's text as one line that cannot steer the terminal."""
    from briefing.render.text import visible

    return visible(" ".join(text.split()))


class Talk:
    """Says on standard error what goes on; its `tell` is what the pipeline is given."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self._printed = frozenset({"warning", "info", "step"} if verbose else {"warning"})
        self._moving = not quiet and not verbose
        self._status: Status | None = None

    def __enter__(self) -> "Talk":
        if self._moving and sys.stderr.isatty():
            from rich.console import Console

            self._status = Console(stderr=True, markup=False, highlight=False).status("starting")
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def tell(self, level: str, message: str) -> None:
        """Say a message of level "step", "info" or "warning" where it is wanted."""
        if level in self._printed:
            self._print(f"briefing: {message}")
        elif level == "step" and self._status is not None:
            from rich.text import Text

            self._status.update(Text(message))

    def _print(self, line: str) -> None:
        """Print above the moving line, never through it."""
        if self._status is not None:
            self._status.console.print(line, soft_wrap=True)
        else:
            click.echo(line, err=True)
