"""Brief -> brief.html: one file with its styles, fonts and charts inside."""

from collections.abc import Iterator
from pathlib import Path

from briefing.characters import utf8
from briefing.model import Artifact, Brief
from briefing.plugins import RenderContext
from briefing.render.folders import template_folders
from briefing.render.glance import LOGO, LONG_TITLE, ROOM
from briefing.render.house import HouseView, view_house
from briefing.render.onepage import view_one_page
from briefing.render.templates import odd_blocks, render_template
from briefing.render.text import is_arabic
from briefing.render.view import view
from briefing.render.words import Words, choose_words, odd_words

_LINE = 40  # characters of a title that stay on one line


class HtmlRenderer:
    """The page."""

    needs: tuple[str, ...] = ()

    def render(self, brief: Brief, context: RenderContext) -> Artifact:
        """Fill the template that the context names; RenderError says "template:line: message"."""
        folders = template_folders(context.templates)
        look = view_house(context.look, folders)
        words = choose_words(folders, context.look.language, brief.language)
        whole = view(brief, words, look.without, _room(brief, look))
        values = {
            "brief": whole,
            "page": view_one_page(whole, words, look),
            "look": look,
            "stamp": context.stamp.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        page = _fill(context.template, folders, values, words)
        warnings = (*_unsaid(context.look.language, words), *_passed_over(context, folders, words))
        return Artifact(name="brief.html", media_type="text/html", content=utf8(page), warnings=warnings)


def _unsaid(wanted: str | None, words: Words) -> tuple[str, ...]:
    """Warn that [look] asks for a language that nobody has written a catalogue for."""
    if wanted in (None, words.lang):
        return ()
    return (f'[look] language = "{wanted}": there is no words/{wanted}.toml, so its fixed words are in "{words.lang}"',)


def _passed_over(context: RenderContext, folders: tuple[Path, ...], words: Words) -> Iterator[str]:
    """Warn of what a house wrote under a name that no page asks for: it is no mistake, and the page goes without it."""
    if context.templates is not None:
        yield from odd_blocks(context.template, folders, words)
        yield from odd_words(context.templates, words.lang)


def _fill(name: str, folders: tuple[Path, ...], values: dict[str, object], words: Words) -> str:
    """Fill the template; a page on which Arabic turns up is filled once more, with faces for it."""
    arabic = is_arabic(words.phrases["page"]["kind"])
    page = render_template(name, folders, {**values, "arabic": arabic}, words=words)
    if not arabic and is_arabic(page):
        page = render_template(name, folders, {**values, "arabic": True}, words=words)
    return page


def _room(brief: Brief, look: HouseView) -> float:
    """Return the height that page one has below its head, in points."""
    return ROOM[look.paper] - (LOGO if look.logo else 0) - (LONG_TITLE if len(brief.title) > _LINE else 0)
