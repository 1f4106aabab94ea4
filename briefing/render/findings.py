"""Finding -> what a page shows of it: our own words, and the sources' words they rest on."""

from dataclasses import dataclass

from briefing.model import Citation, Finding, SourceEntry
from briefing.render.cite import CitationView, PlacesView, view_place, view_places
from briefing.render.text import Piece, cut, unbroken
from briefing.render.words import Words

ABOUT_SOURCES = ("sources", "shared-text")
"""Findings that are printed with the list of sources."""
ABOUT_GAPS = ("gap", "single-origin")
"""Findings that are printed under what is not covered; every other kind is a disagreement."""
_QUOTES = 4  # so many citations of a finding are printed with their words
_LONGEST = 400  # longer ones are cited without their words


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """The words that a finding points at."""

    place: CitationView
    lang: str
    pieces: tuple[Piece, ...]
    unbroken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """Our own words, with what they rest on."""

    kind: str
    label: str
    lang: str
    text: str
    quotes: tuple[QuoteView, ...]
    places: PlacesView
    """Citations whose words are not printed."""


def view_finding(finding: Finding, sources: dict[str, SourceEntry], words: Words) -> FindingView:
    """Show a finding with the words it points at, where they are few and short enough to stand beside it."""
    quotes: list[QuoteView] = []
    bare = []
    for citation in finding.citations:
        source = sources.get(citation.source)
        text = source.text[citation.start : citation.end] if source else ""
        if source and len(quotes) < _QUOTES and 0 < len(text) <= _LONGEST and finding.kind not in ABOUT_SOURCES:
            quotes.append(_quote(citation, source.language, text))
        elif source:
            bare.append(citation)
    return FindingView(
        kind=finding.kind,
        label=words.title("kinds", finding.kind),
        lang=finding.language,
        text=finding.text,
        quotes=tuple(quotes),
        places=view_places(bare),
    )


def _quote(citation: Citation, lang: str, text: str) -> QuoteView:
    return QuoteView(place=view_place(citation), lang=lang, pieces=cut(text), unbroken=unbroken(text))
