"""Brief -> View: everything a template shows, worked out beforehand, so that templates only place it."""

from dataclasses import dataclass

from briefing.model import Brief, Extract, Finding, Precision, Section, SourceEntry
from briefing.render.chart import Chart, draw
from briefing.render.cite import ExtractView, PlacesView, label, view_extract, view_places
from briefing.render.ledger import MeasureView, view_ledger
from briefing.render.sources import GapsView, SourceView, view_gaps, view_source
from briefing.render.text import Piece, cut, visible
from briefing.render.words import Words

ABOUT_SOURCES = ("sources", "shared-text")
"""Findings that are printed with the list of sources."""
ABOUT_GAPS = ("gap", "single-origin")
"""Findings that are printed under what is not covered; every other kind is a disagreement."""
_RUNNING = 60  # characters of the title at the foot of a page
_QUOTES = 4  # so many citations of a finding are printed with their words
_LONGEST = 400  # longer ones are cited without their words


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What the brief rests on."""

    sources: int
    outlets: int
    independent: int
    """Sources that share text with each other count as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """The words that a finding points at."""

    label: str
    source: str
    lang: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """Our own words, with what they rest on."""

    kind: str
    label: str
    text: str
    quotes: tuple[QuoteView, ...]
    places: PlacesView
    """Citations whose words are not printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A topic with its extracts."""

    anchor: str
    title: str
    question: str
    note: str | None
    extracts: tuple[ExtractView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """What happened on one day, month or year."""

    iso: str
    text: str
    resolved: bool
    extracts: tuple[ExtractView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameView:
    """Who is who."""

    name: str
    office: str | None
    also: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesView:
    """Names of one kind."""

    heading: str
    names: tuple[NameView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChart:
    """A measure of the ledger with its chart, where it has one."""

    measure: MeasureView
    chart: Chart | None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The page, from top to bottom."""

    title: str
    language: str
    running: str
    """The title, short enough for the foot of a page."""
    running_date: str
    as_of: str | None
    as_of_iso: str | None
    period: str | None
    tally: Tally
    key_points: tuple[ExtractView, ...]
    measures: tuple[MeasureChart, ...]
    sections: tuple[SectionView, ...]
    timeline: tuple[DayView, ...]
    names: tuple[NamesView, ...]
    disagreements: tuple[FindingView, ...]
    statements: tuple[FindingView, ...]
    """Findings about the sources themselves."""
    sources: tuple[SourceView, ...]
    gaps: GapsView


def view(brief: Brief, words: Words) -> View:
    """Work out everything that a page shows of a brief."""
    languages = {source.id: source.language for source in brief.sources}
    sources = {source.id: source for source in brief.sources}
    findings = tuple(view_finding(finding, sources, words) for finding in brief.findings)
    anchors = place_extracts(brief)
    return View(
        title=brief.title,
        language=brief.language,
        running=shorten(visible(brief.title), _RUNNING),
        running_date=running_date(brief, words),
        as_of=words.date(brief.as_of) if brief.as_of else None,
        as_of_iso=brief.as_of.isoformat() if brief.as_of else None,
        period=words.period(brief.period.first, brief.period.last) if brief.period else None,
        tally=tally(brief),
        key_points=tuple(view_extract(extract, f"key-{extract.id}", languages) for extract in brief.key_points),
        measures=tuple(
            MeasureChart(measure=measure, chart=draw(measure.rows, words))
            for measure in view_ledger(brief.figures, words)
        ),
        sections=tuple(
            _view_section(section, f"section-{number}", languages)
            for number, section in enumerate(brief.sections, start=1)
            if section.extracts
        ),
        timeline=view_timeline(brief, words, languages),
        names=view_names(brief, words),
        disagreements=tuple(held for held in findings if held.kind not in ABOUT_SOURCES + ABOUT_GAPS),
        statements=tuple(held for held in findings if held.kind in ABOUT_SOURCES),
        sources=tuple(view_source(source, anchors.get(source.id, ()), words) for source in brief.sources),
        gaps=view_gaps(brief, tuple(held.text for held in findings if held.kind in ABOUT_GAPS), words),
    )


def shorten(text: str, width: int) -> str:
    """Cut at a word where there is one, and say so with an ellipsis."""
    flat = " ".join(text.split())
    if len(flat) <= width:
        return flat
    head = flat[:width]
    return f"{head[: head.rfind(' ')] if ' ' in head else head}…"


def running_date(brief: Brief, words: Words) -> str:
    """Say as of when, for the foot of a page."""
    phrases = words.phrases["page"]
    return f"{phrases['as_of']} {words.date(brief.as_of)}" if brief.as_of else phrases["undated"]


def tally(brief: Brief) -> Tally:
    """Count sources, their outlets, and how many are left when those that share text are taken together."""
    leader = {source.id: source.id for source in brief.sources}
    for finding in brief.findings:
        sharing = [citation.source for citation in finding.citations if citation.source in leader]
        if finding.kind == "shared-text":
            for source in sharing[1:]:
                leader[_lead(leader, source)] = _lead(leader, sharing[0])
    outlets = {(source.publisher or source.id).casefold() for source in brief.sources}
    independent = sum(source == held for source, held in leader.items())
    return Tally(sources=len(brief.sources), outlets=len(outlets), independent=independent)


def _lead(leader: dict[str, str], source: str) -> str:
    """Find who leads a source's group, shortening the way for the next who asks."""
    while leader[source] != source:
        leader[source] = leader[leader[source]]
        source = leader[source]
    return source


def place_extracts(brief: Brief) -> dict[str, tuple[tuple[str, str], ...]]:
    """By source, the anchor and the name of every extract that quotes it, each extract at its first full place."""
    placed: dict[str, tuple[str, Extract]] = {}
    events = ((f"T{number}", event.extract) for number, event in enumerate(brief.timeline, start=1))
    sections = ((extract.id, extract) for section in brief.sections for extract in section.extracts)
    points = ((f"key-{extract.id}", extract) for extract in brief.key_points)
    for anchor, extract in (*sections, *points, *events):
        placed.setdefault(extract.id, (anchor, extract))
    links: dict[str, dict[tuple[str, str], None]] = {}
    for anchor, extract in placed.values():
        for citation in extract.citations:
            links.setdefault(citation.source, {})[anchor, extract.id] = None
    return {source: tuple(held) for source, held in links.items()}


def view_timeline(brief: Brief, words: Words, languages: dict[str, str]) -> tuple[DayView, ...]:
    """Put what happened under its day, in the order of the brief."""
    days: dict[tuple[str, str, bool], list[ExtractView]] = {}
    for number, event in enumerate(brief.timeline, start=1):
        iso = _iso(event.date.isoformat(), event.precision)
        key = (iso, words.date(event.date, event.precision), event.basis == "resolved")
        days.setdefault(key, []).append(view_extract(event.extract, f"T{number}", languages))
    return tuple(
        DayView(iso=iso, text=text, resolved=resolved, extracts=tuple(extracts))
        for (iso, text, resolved), extracts in days.items()
    )


def view_names(brief: Brief, words: Words) -> tuple[NamesView, ...]:
    """Put names under their kind: people, then organisations, then places."""
    kinds: dict[str, list[NameView]] = {"person": [], "organisation": [], "place": []}
    for name in brief.names:
        kinds[name.kind].append(NameView(name=name.name, office=name.office, also=name.also, sources=name.sources))
    return tuple(
        NamesView(heading=words.label("name_kinds", kind), names=tuple(names)) for kind, names in kinds.items() if names
    )


def view_finding(finding: Finding, sources: dict[str, SourceEntry], words: Words) -> FindingView:
    """Show a finding with the words it points at, where they are few and short enough to stand beside it."""
    quotes: list[QuoteView] = []
    bare = []
    for citation in finding.citations:
        source = sources.get(citation.source)
        text = source.text[citation.start : citation.end] if source else ""
        if source and len(quotes) < _QUOTES and 0 < len(text) <= _LONGEST and finding.kind not in ABOUT_SOURCES:
            quotes.append(QuoteView(label=label(citation), source=source.id, lang=source.language, pieces=cut(text)))
        else:
            bare.append(citation)
    return FindingView(
        kind=finding.kind,
        label=words.title("kinds", finding.kind),
        text=finding.text,
        quotes=tuple(quotes),
        places=view_places(bare),
    )


def _view_section(section: Section, anchor: str, languages: dict[str, str]) -> SectionView:
    return SectionView(
        anchor=anchor,
        title=section.title,
        question=section.question,
        note=section.note,
        extracts=tuple(view_extract(extract, extract.id, languages) for extract in section.extracts),
    )


def _iso(date: str, precision: Precision) -> str:
    return date[: {"day": 10, "month": 7, "year": 4}[precision]]
