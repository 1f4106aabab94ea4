"""A folder of templates -> every mistake in it, by template and line, found by filling each with awkward briefs."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path

from briefing.bounded import alarm
from briefing.characters import utf8
from briefing.errors import RenderError
from briefing.model import Artifact, Brief
from briefing.plugins import RenderContext
from briefing.render.eml import EmlRenderer
from briefing.render.folders import (
    MAIL,
    SUFFIX,
    UNLOADED,
    builtin_templates,
    list_templates,
    place_of,
    template_folders,
)
from briefing.render.html import HtmlRenderer
from briefing.render.json import JsonRenderer
from briefing.render.noting import Noted, noting
from briefing.render.pdf import PdfRenderer, load_weasyprint
from briefing.render.templates import check_templates
from briefing.render.trial import trial_briefs
from briefing.render.words import odd_words
from briefing.settings.records import Email, Look

SECONDS = 20.0
"""One trial may take so long."""
_STAMP = dt.datetime(2031, 3, 12, tzinfo=dt.UTC)
_PRINTED = ("everything", "right to left")
"""What is printed as well: printing finds what a page would load and fonts that are none."""
_LOADS = re.compile(
    r"""(?:\s(?:src|poster)|<(?:link|image|use)\b[^>]{0,200}\s(?:xlink:)?href)=["'](?!data:|\#)([^"']{1,300})"""
    r"""|(?:url\(\s{0,9}|@import\s{1,9})["']?(?!data:|\#|url\()([^"')]{1,300})"""
)
_SCRIPT = "<script"
_LINK = re.compile(r'href="#([^"]{1,300})"')
_ID = re.compile(r'\bid="([^"]{1,300})"')
_BARE = Look(paper="Letter", without=("summary", "figures", "sections", "ledger", "timeline", "names", "disagreements"))


@dataclass(frozen=True, slots=True)
class Trial:
    """One template, filled with one brief."""

    template: str
    name: str
    brief: Brief
    look: Look = field(default_factory=Look)


def check_folder(folder: Path | None, seconds: float) -> Iterator[bytes]:
    """Yield the mistakes that each trial finds, a line each; None checks the templates that ship.

    RenderError where there is no such folder.
    """
    folders = template_folders(folder)
    with alarm(seconds):
        yield _lines([*check_templates(folder or builtin_templates()), *odd_words(folder)])
    given_up = set()
    for trial in _trials(list_templates(folders)):
        if trial.template in given_up:
            continue
        try:
            with alarm(seconds):
                yield _lines(_try(trial, folder))
        except RenderError as error:
            if isinstance(error.__cause__, MemoryError | TimeoutError):
                given_up.add(trial.template)
            yield _lines([str(error)])


def _trials(templates: list[str]) -> Iterator[Trial]:
    """Name what is tried: every template with every brief, and with a house style that leaves out what it may."""
    briefs = trial_briefs()
    for template in (*templates, MAIL):
        for name, brief in briefs.items():
            yield Trial(template, name, brief)
        if template != MAIL:
            yield Trial(template, "nearly everything left out", briefs["everything"], _BARE)


def _lines(mistakes: Iterable[str]) -> bytes:
    return utf8("\n".join(dict.fromkeys(mistakes)))


def _try(trial: Trial, folder: Path | None) -> list[str]:
    """Fill and, where that says more, print; what stands in the page is held against itself."""
    context = RenderContext(stamp=_STAMP, template=trial.template, templates=folder, look=trial.look)
    with noting() as notes:
        page = _message(trial.brief, context) if trial.template == MAIL else _page(trial.brief, context)
    mistakes = [_say(note, folder) for note in notes]
    mistakes += [_find(held, UNLOADED.format(held), trial.template, folder) for held in _loaded(page)]
    if _SCRIPT in page:
        mistakes.append(_find(_SCRIPT, "holds a script, which never runs; leave it out", trial.template, folder))
    mistakes += [f"{trial.template}{SUFFIX}: {problem}" for problem in _broken(page)]
    if trial.name in _PRINTED and trial.template != MAIL and not mistakes and _can_print():
        _print(trial.brief, context, page)
    return mistakes


def _page(brief: Brief, context: RenderContext) -> str:
    return HtmlRenderer().render(brief, context).content.decode("utf-8")


def _message(brief: Brief, context: RenderContext) -> str:
    """Write the message as if the page were attached; its bodies are packed, so only their making is tried."""
    email = Email(sender="Desk <desk@sandholm.example>", to=("duty@sandholm.example",), attach=("html",))
    page = Artifact(name="brief.html", media_type="text/html", content=b"<p>")
    EmlRenderer().render(brief, replace(context, email=email, artifacts={"html": page}, formats=("html",)))
    return ""


def _print(brief: Brief, context: RenderContext, page: str) -> None:
    html = Artifact(name="brief.html", media_type="text/html", content=page.encode("utf-8"))
    data = JsonRenderer().render(brief, context)
    PdfRenderer().render(brief, replace(context, artifacts={"html": html, "json": data}))


def _can_print() -> bool:
    try:
        load_weasyprint()
    except RenderError:
        return False
    return True


def _say(note: Noted, folder: Path | None) -> str:
    """Write a place as the folder calls it; ours begin with builtin/."""
    path = Path(note.path)
    if folder and path.is_relative_to(folder.resolve()):
        return f"{path.relative_to(folder.resolve()).as_posix()}:{note.line}: {note.message}"
    ours = path.relative_to(builtin_templates()).as_posix()
    return f"{f'builtin/{ours}' if folder else ours}:{note.line}: {note.message}"


def _loaded(page: str) -> Iterator[str]:
    """Yield the addresses that a page would load something from."""
    for found in _LOADS.finditer(page):
        yield unescape(found[1] or found[2]).strip()


def _find(text: str, said: str, template: str, folder: Path | None) -> str:
    """Say where in the folder something stands, and what about it."""
    return f"{place_of(text, folder) or f'{template}{SUFFIX}'}: {said}"


def _broken(page: str) -> Iterator[str]:
    """Yield what of a page leads nowhere or stands twice."""
    names = Counter(unescape(name) for name in _ID.findall(page))
    twice = next((name for name, count in names.items() if count > 1), None)
    if twice is not None:
        yield f'two elements have the id "{twice}"; give one of them another'
    dead = next((link for link in map(unescape, _LINK.findall(page)) if link not in names), None)
    if dead is not None:
        yield f'links lead to "#{dead}", which the page has not; keep the block it is in, or leave such links out'
