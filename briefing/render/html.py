"""Brief -> brief.html: one file with its styles, fonts and charts inside."""

from briefing.model import Artifact, Brief
from briefing.plugins import RenderContext
from briefing.render.folders import template_folders
from briefing.render.templates import render_template
from briefing.render.view import view
from briefing.render.words import load_words


class HtmlRenderer:
    """The page."""

    needs: tuple[str, ...] = ()

    def render(self, brief: Brief, context: RenderContext) -> Artifact:
        """Fill the template that the context names; RenderError says "template:line: message"."""
        folders = template_folders(context.templates)
        values = {"brief": view(brief, load_words(folders)), "stamp": context.stamp.strftime("%Y-%m-%dT%H:%M:%SZ")}
        page = render_template(context.template, folders, values)
        return Artifact(name="brief.html", media_type="text/html", content=page.encode("utf-8", "replace"))
