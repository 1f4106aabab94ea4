"""Sources -> sources.bib: an entry a source, for BibTeX and biblatex."""

from briefing.model import Artifact, Brief, SourceEntry
from briefing.plugins import RenderContext
from briefing.render.sources import web_address
from briefing.render.text import visible

_ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\n": " ",
        **{character: f"\\{character}" for character in "#$%&_"},
    }
)


class BibRenderer:
    """The sources for a reference manager."""

    needs: tuple[str, ...] = ()

    def render(self, brief: Brief, context: RenderContext) -> Artifact:
        """Write the sources in their order, each under its printed number."""
        entries = "\n".join(_entry(source) for source in brief.sources)
        return Artifact(name="sources.bib", media_type="application/x-bibtex", content=entries.encode("utf-8"))


def _entry(source: SourceEntry) -> str:
    fields = {
        "title": source.title or source.origin,
        "author": source.byline,
        "organization": source.publisher,
        "date": source.published.isoformat() if source.published else None,
        "note": "; ".join(_notes(source)) or None,
    }
    lines = [f"  {name} = {{{{{escape(text)}}}}}," for name, text in fields.items() if text]
    if address := web_address(source.url) or web_address(source.origin):
        lines.append(f"  url = {{{escape_address(address)}}},")
    return "\n".join([f"@online{{{source.id},", *lines, "}", ""])


def _notes(source: SourceEntry) -> list[str]:
    """Say what the fields have no place for: whose text it is, and how sure the date is."""
    notes = [f"text by {source.agency}"] if source.agency else []
    return [*notes, "date inferred"] if source.published_basis == "inferred" else notes


def escape(text: str) -> str:
    """Write text so that TeX prints it and runs none of it; every brace that is left has its partner."""
    return visible(text).translate(_ESCAPED)


def escape_address(address: str) -> str:
    """Write an address so that it can't close its field."""
    return "".join(
        f"%{ord(character):02X}" if character in '{}\\" \n\t' else character for character in visible(address)
    )
