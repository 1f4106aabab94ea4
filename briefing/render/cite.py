"""Extract -> what a page shows of it: its pieces, and the places where its words stand."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from briefing.model import Citation, Extract, Span
from briefing.render.text import Piece, cut, unbroken

SHOWN = 6
"""So many places of one kind are printed beside an extract; brief.json holds them all."""
DEEP = 2
"""So many of them lead to the passage itself in the annex, the others to the source: so the annex stays bounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationView:
    """A place, with the words it is printed as: "S1 ¶4"."""

    source: str
    label: str
    anchor: str
    """Where it leads: the passage in the annex, or the source."""
    span: Span
    paragraph: int


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
    unbroken: bool
    """It has a word that is longer than a narrow line."""
    quoted: PlacesView
    same_text: PlacesView
    supports: PlacesView
    outlets: int
    origins: int


def label(citation: Citation) -> str:
    """Name a place, unbroken: "S1 ¶4", "S1 p. 2 ¶4" where there are pages, or "S1" outside the article's paragraphs."""
    page = f"\u00a0p.\u00a0{citation.page}" if citation.page else ""
    return f"{citation.source}{page}" + (f"\u00a0¶{citation.paragraph}" if citation.paragraph else "")


def view_place(citation: Citation, *, deep: bool = True) -> CitationView:
    """Name a place and say where it leads."""
    return CitationView(
        source=citation.source,
        label=label(citation),
        anchor=f"{citation.source}-{citation.start}" if deep and citation.start < citation.end else citation.source,
        span=Span(start=citation.start, end=citation.end),
        paragraph=citation.paragraph,
    )


def view_places(citations: Iterable[Citation]) -> PlacesView:
    """Name each place once, the first few of them."""
    places: dict[str, Citation] = {}
    for citation in citations:
        places.setdefault(label(citation), citation)
    shown = tuple(view_place(held, deep=at < DEEP) for at, held in enumerate([*places.values()][:SHOWN]))
    return PlacesView(shown=shown, more=max(0, len(places) - SHOWN))


def view_extract(
    extract: Extract, anchor: str, languages: dict[str, str], bracket: Callable[[str], str] = str
) -> ExtractView:
    """Show an extract; `languages` gives each source's language, so that its words are read aloud in it.

    `bracket` says a bracket of ours in the language of the page.
    """
    clarifications = tuple(replace(held, insert=bracket(held.insert)) for held in extract.clarifications)
    first = extract.citations[0].source if extract.citations else ""
    return ExtractView(
        id=extract.id,
        anchor=anchor,
        lang=languages.get(first, "und"),
        pieces=cut(extract.text, clarifications),
        unbroken=unbroken(extract.text),
        quoted=_related(extract, "quoted"),
        same_text=_related(extract, "same-text"),
        supports=_related(extract, "supports"),
        outlets=extract.outlets,
        origins=extract.origins,
    )


def _related(extract: Extract, relation: str) -> PlacesView:
    return view_places(citation for citation in extract.citations if citation.relation == relation)
