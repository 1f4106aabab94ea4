"""[look] -> what a template needs of it: colours, a face, a logo and the order of the parts, every file checked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import RenderError
from briefing.render.folders import data_uri, font_problem
from briefing.render.logo import logo_uri
from briefing.settings.colour import DARK, LIGHT, accent_problem, dark_accent
from briefing.settings.records import Look

PARTS = ("summary", "figures", "sections", "ledger", "timeline", "names", "disagreements", "sources", "gaps")
"""The parts below the title, as the page has them unless `order` says otherwise."""
GENERIC = ("sans-serif", "monospace", "system-ui")
"""No serif: that is how a reader tells the sources' words from ours."""
_FACES = {
    "": (400, "normal"),
    "regular": (400, "normal"),
    "book": (400, "normal"),
    "italic": (400, "italic"),
    "semibold": (600, "normal"),
    "bold": (600, "normal"),
}
"""What a font file's name says behind the last hyphen -> weight and style."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceView:
    """One file of a family."""

    weight: int
    style: str
    address: str
    """data:, with the font inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseView:
    """The house style, ready to be placed."""

    paper: str
    accent: str | None
    accent_dark: str | None
    font: str | None
    """A family, written for CSS."""
    faces: tuple[FaceView, ...]
    logo: str | None
    """data:, with the picture inside."""
    order: tuple[str, ...]
    without: tuple[str, ...]


def view_house(look: Look, folders: Sequence[Path]) -> HouseView:
    """Work out the house style; RenderError names the key that is wrong and what would be right."""
    for key, colour, grounds, where in (
        ("accent", look.accent, LIGHT, "on paper"),
        ("accent_dark", look.accent_dark, DARK, "on a dark screen"),
    ):
        if colour and (problem := accent_problem(colour, grounds, where)):
            raise RenderError(f"look.{key}: {problem}")
    generic = look.font if look.font in GENERIC else None
    faces = () if generic or not look.font else _faces(look.font, tuple(folders))
    return HouseView(
        paper=look.paper,
        accent=look.accent,
        accent_dark=dark_accent(look),
        font=generic or (f'"{look.font}"' if look.font else None),
        faces=faces,
        logo=logo_uri(look.logo) if look.logo else None,
        order=tuple(part for part in dict.fromkeys((*look.order, *PARTS)) if part not in look.without),
        without=tuple(look.without),
    )


def _faces(family: str, folders: tuple[Path, ...]) -> tuple[FaceView, ...]:
    """Find the files of a family: House-Regular.woff2 and House-Bold.woff2 in fonts/ are the family House."""
    held: dict[tuple[int, str], FaceView] = {}
    families = set()
    for path in (path for folder in folders for path in sorted((folder / "fonts").glob("*.*"))):
        name, _, style = path.stem.rpartition("-") if "-" in path.stem else (path.stem, "", "")
        face = _FACES.get(style.lower())
        if path.suffix.lower() not in (".ttf", ".otf", ".woff", ".woff2") or face is None:
            continue
        families.add(name)
        if _plain(name) == _plain(family) and face not in held:
            if problem := font_problem(path):
                raise RenderError(f"look.font: {path} {problem}")
            address = data_uri(f"fonts/{path.name}", folders)
            held[face] = FaceView(weight=face[0], style=face[1], address=address)
    if not held:
        known = ", ".join([*sorted(families), *GENERIC])
        raise RenderError(f'look.font: no file fonts/{_plain(family)}-Regular.ttf for "{family}"; there are {known}')
    return tuple(held.values())


def _plain(name: str) -> str:
    return re.sub(r"[ _-]", "", name).casefold()
