"""Extract -> what a page shows of it: its pieces, and the places where its words stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from briefing.model import Citation, Extract
from briefing.render.text import Piece, cut

SHOWN = 6
"""So many places of one kind are printed beside an extract; brief.json holds them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationView:
    """A place, with the words it is printed as: "S1 ¶4"."""

    source: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesView:
    """Places of one kind, and how many more there are."""

    shown: tuple[CitationView, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractView:
    """A source's own words as a page shows them."""

    id: str
    anchor: str
    """Its place on the page; an extract may stand in two."""
    lang: str
    pieces: tuple[Piece, ...]
    quoted: PlacesView
    same_text: PlacesView
    supports: PlacesView
    outlets: int
    origins: int


def label(citation: Citation) -> str:
    """Name a place, unbroken: "S1 ¶4", or "S1" outside the paragraphs of the article."""
    return f"{citation.source}\u00a0¶{citation.paragraph}" if citation.paragraph else citation.source


def view_places(citations: Iterable[Citation]) -> PlacesView:
    """Name each place once, the first few of them."""
    views = dict.fromkeys(CitationView(source=citation.source, label=label(citation)) for citation in citations)
    places = tuple(views)
    return PlacesView(shown=places[:SHOWN], more=max(0, len(places) - SHOWN))


def view_extract(extract: Extract, anchor: str, languages: dict[str, str]) -> ExtractView:
    """Show an extract; `languages` gives each source's language, so that its words are read aloud in it."""
    first = extract.citations[0].source if extract.citations else ""
    return ExtractView(
        id=extract.id,
        anchor=anchor,
        lang=languages.get(first, "und"),
        pieces=cut(extract.text, extract.clarifications),
        quoted=_related(extract, "quoted"),
        same_text=_related(extract, "same-text"),
        supports=_related(extract, "supports"),
        outlets=extract.outlets,
        origins=extract.origins,
    )


def _related(extract: Extract, relation: str) -> PlacesView:
    return view_places(citation for citation in extract.citations if citation.relation == relation)
