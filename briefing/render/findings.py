"""Finding -> what a page shows of it: our own words, and the sources' words they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import Citation, Finding, SourceEntry
from briefing.render.cite import PlacesView, view_places
from briefing.render.text import Piece, cut, unbroken
from briefing.render.words import Words

ABOUT_SOURCES = ("sources", "shared-text")
"""Findings that are printed with the list of sources."""
ABOUT_GAPS = ("gap", "single-origin")
"""Findings that are printed under what is not covered; every other kind is a disagreement."""
_QUOTES = 4  # so many sentences of a finding are printed
_LONGEST = 400  # longer ones are cited without their words


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """The words that a finding points at."""

    places: PlacesView
    """Where these very words stand: in one source or in several."""
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
    told: dict[str, list[Citation]] = {}
    bare = []
    for citation in (one for one in finding.citations if one.source in sources):
        text = sources[citation.source].text[citation.start : citation.end]
        same = " ".join(text.split())
        short = finding.kind not in ABOUT_SOURCES and 0 < len(text) <= _LONGEST
        if short and (same in told or len(told) < _QUOTES):
            told.setdefault(same, []).append(citation)
        else:
            bare.append(citation)
    return FindingView(
        kind=finding.kind,
        label=words.title("kinds", finding.kind),
        lang=finding.language,
        text=finding.text,
        quotes=tuple(_quote(citations, sources[citations[0].source]) for citations in told.values()),
        places=view_places(bare),
    )


def _quote(citations: Sequence[Citation], source: SourceEntry) -> QuoteView:
    text = source.text[citations[0].start : citations[0].end]
    return QuoteView(places=view_places(citations), lang=source.language, pieces=cut(text), unbroken=unbroken(text))
