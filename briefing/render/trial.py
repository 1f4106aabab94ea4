"""Briefs that no article stands behind -> what templates are tried with: each lacks, or has too much of, something."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import replace

from briefing.model import (
    Brief,
    Citation,
    Clarification,
    Comment,
    Event,
    Excluded,
    Extract,
    Figure,
    Finding,
    Name,
    Period,
    Relation,
    Section,
    SourceEntry,
    Span,
    Status,
)

_DAY = dt.date(2031, 3, 12)
_LINES = (
    "The ferry Alma ran aground off Sandholm on Monday evening.",
    "At least 14 passengers were hurt, and she said that two were still missing.",
    "Read more about the sea",
    "The harbour office counted 19 hurt\u202e on Wednesday <b>& so</b> {{ 1 }}.",
)
_ARABIC = ("جنحت العبّارة قرب الجزيرة مساء الاثنين.", "وقال مكتب الميناء إن 19 راكبًا أصيبوا.")
_TITLE = "Aground off Sandholm, as everybody tells it who was there on that evening. "


def trial_briefs() -> Mapping[str, Brief]:
    """Return the briefs by what is awkward about them; the first has everything."""
    full = _full()
    bare = replace(full.sources[0], title=None, publisher=None, published=None, published_basis="unknown", quoted=0)
    return {
        "everything": full,
        "300 sources": _many(full, 300),
        "one source and nothing else": Brief(
            title="Nothing", language="en", as_of=None, period=None, sources=(bare,), key_points=(), sections=()
        ),
        "no dates": _undated(full),
        "a title of 200 characters": replace(full, title=(_TITLE * 3)[:200]),
        "right to left": _leftward(full),
        "topics without sentences": _unanswered(full),
    }


def _source(number: int, lines: tuple[str, ...] = _LINES) -> SourceEntry:
    text = "\n".join(lines) + "\n"
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    return SourceEntry(
        id=f"S{number}",
        origin=f"ferry/{number}.txt",
        media_type="text/plain",
        sha256=digest,
        text_file=f"sources/S{number}.txt",
        text_sha256=digest,
        text=text,
        title=f"Ferry aground, report {number}",
        publisher=f"Sandholm Post {number}",
        agency="Strait Press",
        byline="Ida Berg",
        url=f"https://post.example/{number}",
        published=_DAY,
        published_basis="stated",
        language="en",
        words=len(text.split()),
        quoted=1,
        sentences=tuple(Span(start=at, end=at + len(line)) for at, line in zip(starts, lines, strict=True)),
    )


def _cite(source: SourceEntry, line: int, relation: Relation = "quoted") -> Citation:
    span = source.sentences[line]
    return Citation(source=source.id, start=span.start, end=span.end, paragraph=line + 1, relation=relation)


def _extract(name: str, source: SourceEntry, line: int, *also: Citation) -> Extract:
    span = source.sentences[line]
    text = source.text[span.start : span.end]
    return Extract(id=name, text=text, citations=(_cite(source, line), *also), outlets=1 + len(also), origins=2)


def _figure(number: int, source: SourceEntry, status: Status = "current") -> Figure:
    return Figure(
        id=f"F{number}",
        measure=("injured", "missing", "boats-lost")[number % 3],
        subject=("people", "sailors")[number % 2],
        low=None if number == 5 else 10 + number,
        high=None if number == 2 else 12 + number,
        approximate=number == 4,
        as_written="dozens" if number == 4 else f"at least {10 + number} people",
        as_of=None if number == 3 else _DAY + dt.timedelta(days=number),
        attributed_to=None if number == 1 else "the harbour office",
        part_of="F0" if number == 6 else None,
        counting="daily" if number == 7 else "total",
        outlets=1,
        origins=1 + number % 2,
        status=status,
        citation=_cite(source, 1),
    )


def _full() -> Brief:
    """Everything that a page has a branch for."""
    sources = (
        _source(1),
        replace(_source(2), same_as="S1", published_basis="inferred", url=None),
        replace(_source(3, _ARABIC), language="ar", title=None, publisher=None, agency=None, quoted=0),
    )
    first, second, third = sources
    ran = _extract("E1", first, 0, _cite(second, 0, "same-text"), _cite(third, 0, "supports"))
    bracket = Clarification(at=35, insert="[the purser]", basis="name")
    hurt = replace(_extract("E2", first, 1), clarifications=(bracket,))
    odd, arabic = _extract("E3", second, 3), _extract("E4", third, 1)
    states: tuple[Status, ...] = ("current", "disputed", "superseded", "withdrawn")
    line = first.sentences[2]
    return Brief(
        title="Ferry aground off Sandholm",
        language="en",
        as_of=_DAY,
        as_of_time=dt.time(6, 30, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        serial=7,
        series="Strait",
        marking="TLP:AMBER",
        period=Period(first=dt.date(2031, 3, 10), last=_DAY),
        sources=sources,
        key_points=(ran, odd),
        sections=_sections(ran, hurt, odd, arabic),
        figures=tuple(_figure(number, first, states[number % 4]) for number in range(12)),
        timeline=(
            Event(date=dt.date(2030, 1, 1), precision="year", basis="stated", extract=replace(odd, id="E5")),
            Event(date=_DAY, precision="day", basis="resolved", extract=replace(ran, id="E6")),
        ),
        names=_names(),
        findings=_findings(first, second),
        comments=(
            Comment(topic=None, by="The desk", text="A **first** look.\n\n- one\n- two"),
            Comment(topic="what", by="The desk", text="On what *happened*."),
        ),
        excluded=(Excluded(source="S1", start=line.start, end=line.end, reason="related", rule="more"),),
        settings=(("topics", "general"),),
    )


def _sections(ran: Extract, hurt: Extract, odd: Extract, arabic: Extract) -> tuple[Section, ...]:
    return (
        Section(topic="what", title="What happened", question="What happened?", extracts=(ran, hurt, odd)),
        Section(topic="who", title="Who", question="", extracts=(arabic,), note="One source only."),
        Section(topic="why", title="Why", question="Why?", extracts=(), note="No sentence on this topic."),
    )


def _names() -> tuple[Name, ...]:
    return (
        Name(name="Ida Berg", kind="person", office="purser", also=("Berg",), sources=("S1", "S2")),
        Name(name="Strait Press", kind="organisation", office=None, also=(), sources=("S2",)),
        Name(name="Sandholm", kind="place", office=None, also=(), sources=("S1",)),
    )


def _findings(first: SourceEntry, second: SourceEntry) -> tuple[Finding, ...]:
    counted = (_cite(first, 1), _cite(second, 3))
    return (
        Finding(kind="conflict", text="14 and 19 hurt stand side by side.", citations=counted),
        Finding(kind="shared-text", text="S2 carries a paragraph of S1.", citations=(_cite(first, 0),)),
        Finding(kind="sources", text="Three sources in two languages."),
        Finding(kind="gap", text="No source says who pays."),
    )


def _many(full: Brief, number: int) -> Brief:
    sources = tuple(_source(at) for at in range(1, number + 1))
    extracts = tuple(_extract(f"E{at}", source, 0) for at, source in enumerate(sources, 1))
    shared = tuple(_cite(source, 0, "same-text") for source in sources[1:40])
    first = replace(extracts[0], citations=(*extracts[0].citations, *shared), outlets=40)
    section = Section(topic="what", title="What happened", question="", extracts=(first, *extracts[1:]))
    figures = tuple(_figure(at, source) for at, source in enumerate(sources[:60]))
    return replace(full, sources=sources, key_points=extracts[:7], sections=(section,), figures=figures)


def _undated(full: Brief) -> Brief:
    sources = tuple(replace(source, published=None, published_basis="unknown") for source in full.sources)
    figures = tuple(replace(figure, as_of=None) for figure in full.figures)
    bare = replace(full, as_of=None, as_of_time=None, period=None, serial=None, marking=None, timeline=())
    return replace(bare, sources=sources, figures=figures, names=(), comments=())


def _leftward(full: Brief) -> Brief:
    source = replace(_source(1, _ARABIC), language="ar", title=_ARABIC[0], publisher="بريد الجزيرة")
    points = (_extract("E1", source, 0), _extract("E2", source, 1))
    section = Section(topic="what", title="ما حدث", question="", extracts=points)
    bare = replace(full, title=_ARABIC[0], language="ar", marking="للاستعمال الداخلي", findings=(), excluded=())
    return replace(
        bare,
        sources=(source,),
        key_points=points,
        sections=(section,),
        figures=(replace(_figure(0, source), as_written="19 راكبًا", attributed_to="مكتب الميناء"),),
        timeline=(Event(date=_DAY, precision="day", basis="stated", extract=points[0]),),
        names=(),
    )


def _unanswered(full: Brief) -> Brief:
    sections = tuple(replace(section, extracts=(), note="No sentence on this topic.") for section in full.sections)
    return replace(full, key_points=(), sections=sections, figures=(), timeline=(), names=(), findings=())
