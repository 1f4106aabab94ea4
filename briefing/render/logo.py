"""A logo's file -> a data: address: a PNG, a JPEG, or an SVG that neither runs nor fetches anything."""

import base64
import re
from pathlib import Path
from xml.parsers import expat

from briefing.errors import RenderError

LARGEST_PICTURE = 5_000_000
"""Bytes of any other picture."""
LARGEST = 1_000_000
"""Bytes of a logo: it travels in every file."""
WIDEST = 4000
"""Points to a side of a picture: it is unpacked whole."""
_NESTED = 100  # elements inside each other
_SVG = "http://www.w3.org/2000/svg"
_LIVE = frozenset({"", _SVG, "http://www.w3.org/1999/xhtml"})
"""Names that a browser acts on; drawing programs add elements and attributes of their own, which do nothing."""
_LINKING = frozenset({"", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"})
_DRAWING = frozenset(
    {"svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "style"}
    | {"text", "tspan", "textPath", "title", "desc", "metadata", "linearGradient", "radialGradient", "stop", "pattern"}
    | {"clipPath", "mask", "marker", "switch"}
)
"""Elements that neither run nor fetch anything."""
_OUTSIDE = re.compile(r"@import|url\((?!\s{0,9}[\"']?#)|javascript:|expression\(", re.IGNORECASE)


def picture_problem(path: Path) -> str | None:
    """Say what is wrong with a picture: too large, broken, or an SVG that does more than draw."""
    if path.stat().st_size > LARGEST_PICTURE:
        return f"has more than {LARGEST_PICTURE // 1_000_000} MB; save it smaller"
    return _kind(path.read_bytes())[1]


def logo_uri(path: Path) -> str:
    """Return the picture as a data: address; RenderError says what is wrong with it."""
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError as error:
        raise RenderError(f"look.logo: {path} can't be read: {error.strerror or error}") from error
    if content is None:
        raise RenderError(f"look.logo: {path} has more than {LARGEST // 1_000_000} MB; save it smaller")
    kind, problem = _kind(content)
    if problem:
        raise RenderError(f"look.logo: {path} {problem}")
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _kind(content: bytes) -> tuple[str, str | None]:
    """Tell what a picture is by its first bytes, and what is wrong with it."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        size = (int.from_bytes(content[16:20]), int.from_bytes(content[20:24]))
        return "image/png", _too_large(size)
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg", _too_large(_jpeg_size(content))
    if b"<svg" in content[:2000].lower():
        return "image/svg+xml", _svg_problem(content)
    return "", "is neither PNG, JPEG nor SVG; save it as one of them"


def _too_large(size: tuple[int, int]) -> str | None:
    if not all(size):
        return "is broken: it does not say how large it is; save it again"
    if max(size) > WIDEST:
        return f"is {size[0]} by {size[1]} points; allowed: {WIDEST} to a side"
    return None


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Walk the segments to the frame header."""
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 2 + max(int.from_bytes(content[at + 2 : at + 4]), 2)
    return 0, 0


class _RefusedError(Exception):
    """An SVG holds what a logo must not; its text says what."""


class _Reading:
    """What expat tells while it reads an SVG."""

    def __init__(self) -> None:
        self.open: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self.open.append(local)
        if len(self.open) > _NESTED:
            raise _RefusedError(f"nests more than {_NESTED} elements")
        if space not in _LIVE:
            return
        if local not in _DRAWING:
            raise _RefusedError(f"holds <{local}>")
        for key, value in attributes.items():
            self.attribute(key, value)

    def attribute(self, name: str, value: str) -> None:
        space, _, local = name.rpartition(" ")
        if space not in _LINKING:
            return
        if local.lower().startswith("on"):
            raise _RefusedError(f"runs something: {local}")
        if local in ("href", "src", "base") and not value.strip().startswith("#"):
            raise _RefusedError(f"leads out: {local}")
        if _OUTSIDE.search(value):
            raise _RefusedError(f"fetches something: {local}")

    def end(self, name: str) -> None:
        self.open.pop()

    def text(self, words: str) -> None:
        if self.open[-1] == "style" and _OUTSIDE.search(words):
            raise _RefusedError("has a style that fetches something")

    def doctype(self, *facts: object) -> None:
        raise _RefusedError("has a DOCTYPE; take that line out")


def _svg_problem(content: bytes) -> str | None:
    """Read an SVG to its end; say what in it runs, fetches or expands."""
    parser, reading = expat.ParserCreate(namespace_separator=" "), _Reading()
    parser.buffer_text = True
    parser.buffer_size = LARGEST
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    parser.StartDoctypeDeclHandler = reading.doctype
    try:
        parser.Parse(content, True)
    except _RefusedError as refused:
        return f"{refused}; a picture only draws"
    except expat.ExpatError as error:
        return f"is no SVG: {error}"
    return None
