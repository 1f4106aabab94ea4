"""Where templates lie: the user's folder first, ours behind it."""

import base64
import mimetypes
from pathlib import Path
from typing import cast

from briefing.errors import RenderError
from briefing.render.logo import picture_problem

_PICTURES = (".png", ".jpg", ".jpeg", ".svg")
_KINDS = {b"\x00\x01\x00\x00": "ttf", b"true": "ttf", b"OTTO": "otf", b"wOFF": "woff", b"wOF2": "woff2"}
LARGEST_FONT = 3_000_000
"""Bytes: more would make every page of the brief heavy."""
SUFFIX = ".html.j2"
TEXT_SUFFIX = ".txt.j2"
"""Of a template that writes plain text, in which nothing is escaped."""
UNLOADED = "asks for {}: nothing is loaded; put the file into the folder and in with data_uri('FILE')"
"""What is said of a page that asks for an address."""
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
    """Return a file of a templates folder as a data: address; ValueError where no folder has it or it is unsound."""
    for folder in folders:
        path = (folder / name).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            if problem := _problem(path):
                raise ValueError(f"data_uri: {name} {problem}")
            kind = "font/woff2" if path.suffix == ".woff2" else mimetypes.guess_type(path.name)[0]
            content = base64.b64encode(path.read_bytes()).decode("ascii")
            return f"data:{kind or 'application/octet-stream'};base64,{content}"
    raise ValueError(f"data_uri: there is no file {name!r} in the templates folder")


def place_of(text: str, folder: Path | None) -> str | None:
    """Name the file of a user's folder that holds a text as it is written, and the line: "style.css:2"."""
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.suffix in (".j2", ".css") and text in (held := path.read_text("utf-8", "replace")):
            return f"{path.relative_to(cast('Path', folder)).as_posix()}:{held.count(chr(10), 0, held.index(text)) + 1}"
    return None


def font_problem(path: Path) -> str | None:
    """Say what is wrong with a font file, before a renderer chokes on it."""
    if path.stat().st_size > LARGEST_FONT:
        return f"has more than {LARGEST_FONT // 1_000_000} MB; cut it down to what is set"
    with path.open("rb") as file:
        begins = file.read(4)
    if _KINDS.get(begins) != path.suffix.lower().removeprefix("."):
        return "is no font of its kind; allowed: .ttf, .otf, .woff, .woff2"
    return None


def _problem(path: Path) -> str | None:
    """Say what is wrong with a picture or a font; of other files nothing is asked."""
    suffix = path.suffix.lower()
    if suffix in _PICTURES:
        return picture_problem(path)
    return font_problem(path) if suffix.removeprefix(".") in _KINDS.values() else None
