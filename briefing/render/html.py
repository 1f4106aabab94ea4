"""Brief -> brief.html: one file with its styles, fonts and charts inside."""

from briefing.model import Artifact, Brief
from briefing.plugins import RenderContext
from briefing.render.folders import template_folders
from briefing.render.glance import LOGO, LONG_TITLE, ROOM
from briefing.render.house import HouseView, view_house
from briefing.render.templates import render_template
from briefing.render.view import view
from briefing.render.words import choose_words

_LINE = 40  # characters of a title that stay on one line


class HtmlRenderer:
    """The page."""

    needs: tuple[str, ...] = ()

    def render(self, brief: Brief, context: RenderContext) -> Artifact:
        """Fill the template that the context names; RenderError says "template:line: message"."""
        folders = template_folders(context.templates)
        look = view_house(context.look, folders)
        words = choose_words(folders, context.look.language, brief.language)
        values = {
            "brief": view(brief, words, look.without, _room(brief, look)),
            "look": look,
            "stamp": context.stamp.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        page = render_template(context.template, folders, values, words=words)
        return Artifact(name="brief.html", media_type="text/html", content=page.encode("utf-8", "replace"))


def _room(brief: Brief, look: HouseView) -> float:
    """Return the height that page one has below its head, in points."""
    return ROOM[look.paper] - (LOGO if look.logo else 0) - (LONG_TITLE if len(brief.title) > _LINE else 0)
