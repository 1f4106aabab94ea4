"""This machine -> what works here, and what to do about the rest: nothing is rendered, WeasyPrint is not imported."""

import ctypes
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Literal

from briefing.errors import BriefingError
from briefing.model import Document, Passage, Source, Span
from briefing.plugins import find, names
from briefing.read.nested import Reading
from briefing.read.worker.guard import Worker
from briefing.read.worker.wire import Setup
from briefing.render.folders import builtin_templates, list_templates
from briefing.steps.segment import segment

OLDEST = (3, 11)
SAMPLE = "The bridge was shut on Jan. 5 by order of Mr. T. Vale. It reopened on Monday."
"""Two sentences, for a tokenizer that knows abbreviations."""
PAGE = f"<!DOCTYPE html><html><head><title>Sample</title></head><body><article><p>{SAMPLE}</p></article></body></html>"

_REINSTALL = "pip install --force-reinstall briefing-maker (in a checkout: pip install -e .)"
_LIBRARIES = (
    (
        "Pango",
        ("libpango-1.0.so.0", "libpango-1.0-0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
        "apt install libpango-1.0-0, or brew install pango; without it there is no PDF",
    ),
    (
        "Pango with FreeType",
        ("libpangoft2-1.0.so.0", "libpangoft2-1.0-0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
        "apt install libpangoft2-1.0-0, or brew install pango; without it there is no PDF",
    ),
    (
        "HarfBuzz subset",
        ("libharfbuzz-subset.so.0", "libharfbuzz-subset-0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
        "apt install libharfbuzz-subset0, or brew install harfbuzz; without it PDFs are slower and differ run by run",
    ),
)
"""What the PDF needs of the system: its name here, its files on Linux, macOS and Windows, and how to get it."""

EXTRAS = (("fetch", "httpcore", "--fetch"), ("mend", "ftfy", "mend_encoding"))
"""Each extra, the package it brings, and what needs it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that the work needs, or can use."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""
    """What to do where it is not ok."""


def examine() -> tuple[Check, ...]:
    """Look at everything that the commands stand on, in the order in which they come to it."""
    return (
        check_python(sys.version_info[:3]),
        check_sentences(),
        *(check_plugins(kind) for kind in ("readers", "rankers", "renderers")),
        check_reading(),
        check_templates(),
        check_fonts(),
        check_package("weasyprint"),
        *(check_library(name, files, remedy) for name, files, remedy in _LIBRARIES),
        *(check_extra(*extra) for extra in EXTRAS),
    )


def check_python(found: tuple[int, ...]) -> Check:
    """Compare the running version with the oldest that will do."""
    wanted = ".".join(map(str, OLDEST))
    return Check(
        name="Python",
        ok=found >= OLDEST,
        detail=".".join(map(str, found)),
        remedy=f"install Python {wanted} or newer",
    )


def check_sentences() -> Check:
    """Segment a sample: the tokenizer needs its code and no downloaded data."""
    source = Source(id="sample", origin="sample", media_type="text/plain", sha256="", text=SAMPLE)
    whole = Passage(span=Span(start=0, end=len(SAMPLE)), kind="body", rule="sample", paragraph=1)
    remedy = f"{_REINSTALL}; its nltk is broken or too old"
    try:
        found = len(segment(Document(source=source, passages=(whole,))))
    except (ImportError, AttributeError, LookupError) as error:
        return Check(name="Sentences", ok=False, detail=str(error), remedy=remedy)
    return Check(name="Sentences", ok=found == 2, detail=f"{found} found in a sample of 2", remedy=remedy)


def check_plugins(kind: Literal["readers", "rankers", "renderers"]) -> Check:
    """Build every installed plugin of a kind."""
    problems = []
    for name in names(kind):
        try:
            find(kind, name)
        except BriefingError as error:
            problems.append(str(error))
    detail = "; ".join(problems) or ", ".join(names(kind)) or "none installed"
    return Check(name=kind.capitalize(), ok=bool(names(kind)) and not problems, detail=detail, remedy=_REINSTALL)


def check_reading() -> Check:
    """Have a page read in a guarded process, as `make` would."""
    worker = Worker(Setup(), seconds=60)
    try:
        reading = worker.read(PAGE.encode(), "sample.html")
    except BriefingError as error:
        reading = Reading((), (str(error),))
    finally:
        worker.close()
    detail = "; ".join(reading.problems) or f"a page is read in a process of its own, {_limits()}"
    return Check(name="Reading", ok=bool(reading.sources), detail=detail, remedy=_REINSTALL)


def _limits() -> str:
    """Say who keeps a reading process within its memory."""
    return "its memory bounded by the system" if sys.platform == "linux" else "which watches its own memory"


def check_templates() -> Check:
    """Look for the templates that ship."""
    try:
        folder = builtin_templates()
    except BriefingError as error:
        return Check(name="Templates", ok=False, detail=str(error), remedy=_REINSTALL)
    return Check(name="Templates", ok=True, detail=f"{', '.join(list_templates((folder,)))} in {folder}")


def check_fonts() -> Check:
    """Look for the fonts that ship: with them every machine prints the same."""
    try:
        fonts = sorted(path.stem for path in (builtin_templates() / "fonts").glob("*.ttf"))
    except BriefingError:
        fonts = []
    return Check(
        name="Fonts", ok=bool(fonts), detail=", ".join(fonts) or "none beside the templates", remedy=_REINSTALL
    )


def check_package(name: str) -> Check:
    """Look for an installed package without importing it."""
    try:
        return Check(name=name, ok=True, detail=version(name))
    except PackageNotFoundError:
        return Check(name=name, ok=False, detail="not installed", remedy=f"pip install {name}")


def check_library(name: str, files: Sequence[str], remedy: str) -> Check:
    """Open a shared library under the first of its names that the system knows."""
    for file in files:
        try:
            ctypes.CDLL(file)
        except OSError:
            continue
        return Check(name=name, ok=True, detail=file)
    return Check(name=name, ok=False, detail="not found", remedy=remedy)


def check_extra(name: str, package: str, use: str) -> Check:
    """Tell whether an extra is there; nothing is wrong without it."""
    there = find_spec(package) is not None
    install = f"pip install 'briefing-maker[{name}]' (in a checkout: pip install -e '.[{name}]')"
    without = f"not installed, and needed for {use} alone: {install}"
    return Check(name=f"{name} (optional)", ok=True, detail=f"{package} {version(package)}" if there else without)
