"""Brief -> View: everything a template shows, worked out beforehand, so that templates only place it."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from briefing.model import Brief, Comment, Precision, Section
from briefing.render.chart import draw
from briefing.render.cite import CitationView, ExtractView, view_extract
from briefing.render.comments import CommentView, view_comment
from briefing.render.findings import ABOUT_GAPS, ABOUT_SOURCES, FindingView, view_finding
from briefing.render.glance import ROOM, GlanceView, MeasureChart, is_tight, view_glance
from briefing.render.ledger import MeasureView, view_ledger
from briefing.render.marking import MarkingView, view_marking
from briefing.render.moment import moment_iso, running_date, say_moment
from briefing.render.passages import collect, view_passages
from briefing.render.sources import GapsView, SourceView, view_gaps, view_source
from briefing.render.text import css_string, shorten, visible
from briefing.render.why import WhyView, view_why
from briefing.render.words import Words

_CHARTS = 3  # on all pages together
_RUNNING = 60  # characters of the title at the foot of a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What the brief rests on."""

    sources: int
    outlets: int | None
    """Where every source names its own and some name the same; None where that says nothing more than `sources`."""
    independent: int
    """Sources that share text with each other count as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A topic with its extracts."""

    anchor: str
    title: str
    question: str
    note: str | None
    extracts: tuple[ExtractView, ...]
    comments: tuple[CommentView, ...]


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
class View:
    """The page, from top to bottom."""

    title: str
    language: str
    running: str
    """The title, short enough for the foot of a page; this and the next two are strings of CSS, in their quotes."""
    running_as_of: str
    running_marking: str
    running_date: str
    as_of: str | None
    """With the hour and its offset, where they are given."""
    as_of_iso: str | None
    year: int | None
    """Of `as_of`: days of that year may be written without it."""
    serial: int | None
    marking: MarkingView | None
    period: str | None
    tally: Tally
    key_points: tuple[ExtractView, ...]
    comments: tuple[CommentView, ...]
    """An analyst's, on the whole brief."""
    glance: GlanceView
    tight: bool
    """Page one has more to hold than a sheet of paper at its usual size."""
    measures: tuple[MeasureChart, ...]
    sections: tuple[SectionView, ...]
    why: Mapping[str, WhyView]
    timeline: tuple[DayView, ...]
    names: tuple[NamesView, ...]
    disagreements: tuple[FindingView, ...]
    statements: tuple[FindingView, ...]
    """Findings about the sources themselves."""
    sources: tuple[SourceView, ...]
    gaps: GapsView


def view(whole: Brief, words: Words, without: Collection[str] = (), room: float = ROOM["A4"]) -> View:
    """Work out everything that a page shows of a brief, some of its parts left out; `room` is that of page one."""
    brief = _leave_out(whole, without)
    languages = {source.id: source.language for source in brief.sources}
    findings = _view_findings(brief, words)
    measures = chart_measures(view_ledger(brief.figures, words), words, brief.as_of)
    marking = view_marking(brief.marking)
    glance = view_glance(measures, brief.as_of)
    points = tuple(view_extract(extract, f"key-{extract.id}", languages, words.bracket) for extract in brief.key_points)
    sections = view_sections(brief, words, languages)
    timeline = view_timeline(brief, words, languages)
    cited = collect(_extracts(sections, timeline, points), _places(findings, measures, glance, without))
    running = running_date(brief, words)
    return View(
        title=brief.title,
        language=brief.language,
        running=css_string(shorten(visible(brief.title), _RUNNING)),
        running_as_of=css_string(running),
        running_marking=css_string(visible(marking.text) if marking else ""),
        running_date=running,
        as_of=say_moment(brief, words),
        as_of_iso=moment_iso(brief),
        year=brief.as_of.year if brief.as_of else None,
        serial=brief.serial,
        marking=marking,
        period=words.period(brief.period.first, brief.period.last) if brief.period else None,
        tally=tally(brief),
        key_points=points,
        comments=_comments(brief.comments, None, {section.topic for section in brief.sections}),
        glance=glance,
        tight=is_tight(points, glance, room),
        measures=measures,
        sections=sections,
        why=view_why(brief, words),
        timeline=timeline,
        names=view_names(brief, words),
        disagreements=tuple(held for held in findings if held.kind not in ABOUT_SOURCES + ABOUT_GAPS),
        statements=tuple(held for held in findings if held.kind in ABOUT_SOURCES),
        sources=tuple(view_source(one, view_passages(one, cited.get(one.id, ())), words) for one in brief.sources),
        gaps=view_gaps(whole, tuple(held for held in findings if held.kind in ABOUT_GAPS), words),
    )


def _leave_out(brief: Brief, without: Collection[str]) -> Brief:
    """Empty the parts that a house does not show, so that nothing on the page leads to them."""
    kept = brief.findings
    if "disagreements" in without:
        kept = tuple(held for held in kept if held.kind in ABOUT_SOURCES + ABOUT_GAPS)
    return replace(
        brief,
        findings=kept,
        key_points=() if "summary" in without else brief.key_points,
        sections=() if "sections" in without else brief.sections,
        timeline=() if "timeline" in without else brief.timeline,
        names=() if "names" in without else brief.names,
    )


def chart_measures(ledger: Sequence[MeasureView], words: Words, as_of: dt.date | None) -> tuple[MeasureChart, ...]:
    """Draw the first few measures that have enough dated counts: the ledger is for reading, not for leafing through."""
    drawn: list[MeasureChart] = []
    for held in ledger:
        room = sum(one.chart is not None for one in drawn) < _CHARTS
        drawn.append(MeasureChart(measure=held, chart=draw(held.rows, words, as_of) if room else None))
    return tuple(drawn)


def tally(brief: Brief) -> Tally:
    """Count sources, their outlets, and how many are left when those of one origin are taken together."""
    named = [source.publisher.casefold() for source in brief.sources if source.publisher]
    telling = len(set(named)) < len(named) == len(brief.sources)
    independent = sum(source.same_as is None for source in brief.sources)
    return Tally(sources=len(brief.sources), outlets=len(set(named)) if telling else None, independent=independent)


def view_sections(brief: Brief, words: Words, languages: dict[str, str]) -> tuple[SectionView, ...]:
    """Show the sections that have extracts or an analyst's comment."""
    held = (
        _view_section(section, f"section-{number}", words, languages, brief.comments)
        for number, section in enumerate(brief.sections, start=1)
    )
    return tuple(section for section in held if section.extracts or section.comments)


def view_timeline(brief: Brief, words: Words, languages: dict[str, str]) -> tuple[DayView, ...]:
    """Put what happened under its day, in the order of the brief."""
    days: dict[tuple[str, str, bool], list[ExtractView]] = {}
    for number, event in enumerate(brief.timeline, start=1):
        iso = _iso(event.date.isoformat(), event.precision)
        key = (iso, words.date(event.date, event.precision), event.basis == "resolved")
        days.setdefault(key, []).append(view_extract(event.extract, f"T{number}", languages, words.bracket))
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


def _view_section(
    section: Section, anchor: str, words: Words, languages: dict[str, str], comments: Sequence[Comment]
) -> SectionView:
    return SectionView(
        anchor=anchor,
        title=words.ours(section.title),
        question=words.ours(section.question),
        note=section.note and words.ours(section.note),
        extracts=tuple(view_extract(extract, extract.id, languages, words.bracket) for extract in section.extracts),
        comments=_comments(comments, section.topic),
    )


def _comments(comments: Sequence[Comment], topic: str | None, known: Set[str] = frozenset()) -> tuple[CommentView, ...]:
    """Those of a topic; with None those of the whole brief, and of topics that it does not have."""
    held = (one for one in comments if one.topic == topic or (topic is None and one.topic not in known))
    return tuple(view_comment(one) for one in held)


def _extracts(
    sections: Iterable[SectionView], timeline: Iterable[DayView], points: Iterable[ExtractView]
) -> Iterator[ExtractView]:
    for section in sections:
        yield from section.extracts
    for day in timeline:
        yield from day.extracts
    yield from points


def _view_findings(brief: Brief, words: Words) -> tuple[FindingView, ...]:
    sources = {source.id: source for source in brief.sources}
    return tuple(view_finding(finding, sources, words) for finding in brief.findings)


def _places(
    findings: Sequence[FindingView], measures: Sequence[MeasureChart], glance: GlanceView, without: Collection[str]
) -> Iterator[CitationView]:
    """Yield what is printed beside findings and counts, where the page shows them."""
    for held in findings:
        yield from (place for quote in held.quotes for place in quote.places.shown)
        yield from held.places.shown
    rows = [] if "figures" in without else [row for tile in glance.tiles for row in tile.rows]
    rows += [] if "ledger" in without else [row for charted in measures for row in charted.measure.rows]
    for row in rows:
        yield from row.places.shown


def _iso(date: str, precision: Precision) -> str:
    return date[: {"day": 10, "month": 7, "year": 4}[precision]]
