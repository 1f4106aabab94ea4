"""brief.html and brief.json -> brief.pdf: WeasyPrint, shut off from network and files, the same bytes every time."""

import base64
import gc
import io
import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from briefing.characters import utf8
from briefing.errors import RenderError
from briefing.model import Artifact, Brief
from briefing.plugins import RenderContext
from briefing.render.folders import UNLOADED, builtin_templates, place_of
from briefing.render.glyphs import listen, warn
from briefing.render.lean import Page, lean
from briefing.render.standards import VARIANT, Pdf, finish

if TYPE_CHECKING:
    from types import ModuleType

    from weasyprint import Document

_INSTALL = (
    "brief.pdf needs Pango: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 (Debian, Ubuntu), "
    "brew install pango (macOS)"
)
_NO_FONT = "brief.pdf needs a font: the template holds none and this machine has none; apt install fonts-dejavu-core"
_FONTS = "briefing:"  # the one scheme the fetcher answers, beside data:


class PdfRenderer:
    """The page for paper, with brief.json inside."""

    needs: tuple[str, ...] = ("html", "json")

    def render(self, brief: Brief, context: RenderContext) -> Artifact:
        """Print the finished page; RenderError says what to install or what the template may not load."""
        with _fixed_time(context), _without_collector(), listen() as missing:
            content = _print(context, _attached(brief, context))
        return Artifact(name="brief.pdf", media_type="application/pdf", content=content, warnings=warn(missing))


@cache
def load_weasyprint() -> "tuple[ModuleType, bool]":
    """Import WeasyPrint; say as well whether this machine has fonts, for without any it dies."""
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            weasyprint = import_module("weasyprint")
    except TimeoutError:  # an OSError as well, and no sign that anything is missing
        raise
    except OSError as error:
        raise RenderError(_INSTALL) from error
    return weasyprint, not any("font" in str(warning.message).lower() for warning in warned)


def _attached(brief: Brief, context: RenderContext) -> Iterator[tuple[str, bytes, str]]:
    """Yield name, content and description of what rides inside: brief.json, and on request the quoted texts."""
    data = context.artifacts["json"]
    yield data.name, data.content, "Everything in this brief, for programs"
    for source in brief.sources if context.attach_sources else ():
        name = PurePosixPath(source.text_file).name
        yield name, utf8(source.text), f"The text of source {source.id}"


def _print(context: RenderContext, attached: Iterable[tuple[str, bytes, str]]) -> bytes:
    weasyprint, has_fonts = load_weasyprint()
    refused: list[str] = []
    html = _parse(weasyprint, context.artifacts["html"].content.decode("utf-8"), has_fonts, refused.append)
    gc.collect()  # the tree of the HTML parser is a ring: it would stay until the end
    attachments = [
        weasyprint.Attachment(
            file_obj=io.BytesIO(content),
            name=name,
            description=description,
            created=context.stamp,
            modified=context.stamp,
            relationship="Data",
        )
        for name, content, description in attached
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves the file of its colour profile open
        content = html.write_pdf(attachments=attachments, pdf_variant=VARIANT, finisher=_finish)
    if refused:
        place = place_of(refused[0], context.templates)
        raise RenderError(f"{place or 'brief.html'}: {UNLOADED.format(refused[0])}")
    return bytes(content)


def _finish(document: "Document", pdf: Pdf) -> None:
    document.pages.clear()  # all are drawn and tagged: what comes now finds room where their boxes were
    finish(document, pdf)


def _parse(weasyprint: "ModuleType", page: str, has_fonts: bool, refuse: Callable[[str], None]) -> Page:
    if not has_fonts and "@font-face" not in page:
        raise RenderError(_NO_FONT)
    return lean(weasyprint.HTML)(string=_plain_fonts(page), url_fetcher=make_fetcher(refuse))


def make_fetcher(refuse: Callable[[str], None]) -> object:
    """Make the fetcher that answers data: addresses and our own fonts, and reports everything else."""
    urls = import_module("weasyprint.urls")
    fonts = {f"{_FONTS}{path.name}": path for path in _font_files()}

    class Fetcher(urls.URLFetcher):  # type: ignore[misc, name-defined]
        def fetch(self, url: str, headers: object = None) -> object:
            if url in fonts:
                return urls.URLFetcherResponse(url, fonts[url].read_bytes(), {"Content-Type": "font/ttf"})
            if not url.lower().startswith("data:"):
                refuse(url)
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols=("data",), allow_redirects=False)


def _plain_fonts(page: str) -> str:
    """Name our own fonts instead of carrying them compressed: unpacking them takes a quarter of the whole rendering."""
    for path in _font_files():
        compressed = path.with_suffix(".woff2")
        if compressed.is_file():
            packed = base64.b64encode(compressed.read_bytes()).decode("ascii")
            page = page.replace(f"data:font/woff2;base64,{packed}", f"{_FONTS}{path.name}")
    return page


def _font_files() -> list[Path]:
    return sorted((builtin_templates() / "fonts").glob("*.ttf"))


@contextmanager
def _fixed_time(context: RenderContext) -> Iterator[None]:
    """Keep the clock out of the file: fontTools writes the time into every font it saves."""
    held = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(context.stamp.timestamp()))
    try:
        yield
    finally:
        if held is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = held


@contextmanager
def _without_collector() -> Iterator[None]:
    """Switch the cycle collector off: the box tree is all alive until the end, looking through it costs a sixth."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
