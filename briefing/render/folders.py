"""Where templates lie: the user's folder first, ours behind it."""

import base64
import mimetypes
from pathlib import Path

from briefing.errors import RenderError

SUFFIX = ".html.j2"
TEXT_SUFFIX = ".txt.j2"
"""Of a template that writes plain text, in which nothing is escaped."""
MAIL = "mail"
"""The template of the message, which is no page."""


def builtin_templates() -> Path:
    """Find the templates that ship: inside the wheel, or beside the package in a checkout or an editable install."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / f"brief{SUFFIX}").is_file():
            return folder
    raise RenderError(f"{package / 'templates'}: the templates are missing; install briefing-maker again")


def template_folders(user: Path | None) -> tuple[Path, ...]:
    """Name the folders in which a file is looked for; the first that has it wins."""
    if user is None:
        return (builtin_templates(),)
    if not user.is_dir():
        raise RenderError(f"{user}: no such folder of templates; `briefing templates copy {user}` makes one")
    return (user.resolve(), builtin_templates())


def list_templates(folders: tuple[Path, ...]) -> list[str]:
    """Name the templates that can be asked for, without their suffix."""
    names = {path.name.removesuffix(SUFFIX) for folder in folders for path in folder.glob(f"*{SUFFIX}")}
    return sorted(names - {MAIL})


def data_uri(name: str, folders: tuple[Path, ...]) -> str:
    """Return a file of a templates folder as a data: address; ValueError where no folder has it."""
    for folder in folders:
        path = (folder / name).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            kind = "font/woff2" if path.suffix == ".woff2" else mimetypes.guess_type(path.name)[0]
            content = base64.b64encode(path.read_bytes()).decode("ascii")
            return f"data:{kind or 'application/octet-stream'};base64,{content}"
    raise ValueError(f"data_uri: there is no file {name!r} in the templates folder")
