"""A build folder and settings -> the message that carries it."""

from dataclasses import replace
from pathlib import Path

from briefing.errors import SettingsError
from briefing.model import Artifact
from briefing.plugins import find
from briefing.rendering import context_of
from briefing.saved import load_build
from briefing.settings import Settings


def message_of(build: Path, settings: Settings) -> Artifact:
    """Return the draft of a build's message, made from the files that lie there.

    Raises:
        BriefingError: the folder holds no brief, or one that `verify` refuses.
        SettingsError: a format that is to ride with the message is not there, or an address is none.
        RenderError: a template is wrong.

    """
    brief, files = load_build(build)
    missing = [name for name in settings.email.attach if name not in files]
    if missing:
        raise SettingsError(
            f"email.attach: {build} holds no {missing[0]}; make it with --format {missing[0]}, or leave it out"
        )
    context = replace(context_of(brief, settings), artifacts=files, formats=tuple(files))
    return find("renderers", "eml", settings.plugins.get("eml")).render(brief, context)
