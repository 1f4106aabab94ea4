"""Briefs built by hand, in our own words, about a flood that never was: every branch of the page in one of them."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import replace

from briefing.model import (
    Artifact,
    Brief,
    Citation,
    Clarification,
    Event,
    Excluded,
    Extract,
    Figure,
    Finding,
    Name,
    Period,
    Section,
    SourceEntry,
    Span,
)
from briefing.plugins import RenderContext

STAMP = dt.datetime(2031, 5, 9, tzinfo=dt.UTC)

COURIER = """The Orla burst its banks early on Tuesday and \
flooded the lower town of Brandvik within an hour, the county said.
At least 12 people drowned, and 31 were taken to hospital, the county's rescue service said on Wednesday.
“We had four minutes,” said Marit Holm, who runs the bakery beside the old bridge.
She said the siren on the school roof never sounded.
Governor Jonas Reiter asked the army for boats and pumps on Tuesday evening.
Subscribe to the Courier for the news that matters
Photo: the market square under water
"""
WIRE = """BRANDVIK (Norden Press) - The Orla burst its banks early on Tuesday and \
flooded the lower town of Brandvik within an hour, the county said.
Police put the number of dead at 19 on Thursday and said dozens were still missing.
The dam above the town had been reported as cracked in March, two engineers told Norden Press.
About 4,300 people have been moved to schools and barracks on higher ground.
"""
RADIO = """The rescue service has corrected its toll to 17 after \
two people were found alive in a cellar on Friday morning.
Between 40 and 60 houses have to be pulled down, the mayor told this station.
The power company denied that it had opened the gates of the dam.
"""
RUSSIAN = """По данным спасателей, река вышла из берегов во вторник, погибли 17 человек.
Сотни домов остались без света, сообщил губернатор Йонас Рейтер.
"""
ARABIC = """فاض النهر يوم الثلاثاء وغمرت المياه وسط المدينة خلال ساعة واحدة.
"""
HOSTILE = """<script>alert("rain")</script> said the <b>mayor</b> & {{ 7*7 }} {% raw %} followed.
Prices rose \u202e%05 yb\u202c by noon\x07 on Friday, \
[traders](javascript:alert(1)) said | in *all* `towns` #1 ~ _here_.
"""
TEXTS = (COURIER, WIRE, RADIO, RUSSIAN, ARABIC, HOSTILE)


def cite(source: int, words: str, relation: str = "quoted") -> Citation:
    """Find words in a source and cite them."""
    text = TEXTS[source - 1]
    start = text.index(words)
    paragraph = text.count("\n", 0, start) + 1
    return Citation(source=f"S{source}", start=start, end=start + len(words), paragraph=paragraph, relation=relation)


def line(source: int, number: int) -> str:
    """The nth line of a source, counted from 1."""
    return TEXTS[source - 1].split("\n")[number - 1]


def extract(name: str, source: int, number: int, *also: Citation, **facts: object) -> Extract:
    """A whole line of a source as an extract."""
    text = line(source, number)
    return Extract(id=name, text=text, citations=(cite(source, text), *also), **facts)


def lines_of(text: str) -> Iterator[Span]:
    """Every line as a sentence."""
    start = 0
    for held in text.split("\n"):
        if held:
            yield Span(start=start, end=start + len(held))
        start += len(held) + 1


def entry(number: int, text: str, **facts: object) -> SourceEntry:
    """A source as the brief lists it."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    given: dict[str, object] = {
        "title": None,
        "publisher": None,
        "agency": None,
        "byline": None,
        "url": None,
        "published": None,
        "published_basis": "unknown",
        "language": "en",
        "words": len(text.split()),
        "quoted": 0,
        "origin": f"flood/{number:02}.txt",
        "sentences": tuple(lines_of(text)),
    }
    return SourceEntry(
        id=f"S{number}",
        media_type="text/plain",
        sha256=digest,
        text_sha256=digest,
        text_file=f"sources/S{number}.txt",
        text=text,
        **(given | facts),
    )


SHARED = line(1, 1)
BOATS = extract(
    "E5",
    1,
    5,
    outlets=1,
    clarifications=(Clarification(at=line(1, 5).index(" evening"), insert="[6 May 2031]", basis="date"),),
)
WHOLE_DAY = extract(
    "E1", 1, 1, cite(2, SHARED, "same-text"), cite(4, line(4, 1)[:-1], "supports"), outlets=3, origins=2, score=0.9
)
SIREN = extract("E4", 1, 4, clarifications=(Clarification(at=3, insert="[Marit Holm]", basis="name"),))
DAM = extract("E6", 2, 3, outlets=1)
TOLL = extract("E2", 3, 1)
SOURCES = (
    entry(
        1,
        COURIER,
        title="Brandvik under water",
        publisher="Brandvik Courier",
        byline="Ane Lind",
        published=dt.date(2031, 5, 7),
        published_basis="stated",
        quoted=4,
        url="https://courier.example/flood?id=1&page=2",
    ),
    entry(
        2,
        WIRE,
        title="Police: 19 dead as Orla floods Brandvik",
        publisher="Tidende",
        agency="Norden Press",
        published=dt.date(2031, 5, 8),
        published_basis="inferred",
        same_as="S1",
        quoted=2,
    ),
    entry(
        3,
        RADIO,
        title="Rescue service corrects its toll",
        publisher="Radio Vest",
        published=dt.date(2031, 5, 9),
        published_basis="stated",
        quoted=2,
    ),
    entry(4, RUSSIAN, title="Наводнение в Брандвике", publisher="Северный вестник", language="ru", quoted=1),
    entry(5, ARABIC, title="فيضان في براندفيك", language="ar", quoted=1),
    entry(
        6,
        HOSTILE,
        title="<script>alert(1)</script> {{ 7*7 }}",
        publisher="=cmd()",
        byline="</style><b>me</b>",
        url="javascript:alert(1)",
        quoted=2,
    ),
)


def figure(name: str, measure: str, source: int, words: str, **facts: object) -> Figure:
    """A figure with everything usual filled in."""
    given: dict[str, object] = {
        "subject": "people",
        "low": 1,
        "high": 1,
        "approximate": False,
        "as_of": None,
        "attributed_to": None,
        "part_of": None,
        "counting": "total",
        "outlets": 1,
        "origins": 1,
        "status": "current",
        "as_written": words,
    }
    return Figure(id=name, measure=measure, citation=cite(source, words), **(given | facts))


MAY = {number: dt.date(2031, 5, number) for number in range(1, 12)}
FIGURES = (
    figure(
        "F1",
        "killed",
        1,
        "At least 12 people",
        low=12,
        high=None,
        as_of=MAY[7],
        attributed_to="the county's rescue service",
        status="superseded",
    ),
    figure("F2", "killed", 2, "19", low=19, high=19, as_of=MAY[8], attributed_to="Police", status="disputed"),
    figure(
        "F3", "killed", 3, "17", low=17, high=17, as_of=MAY[9], attributed_to="The rescue service", origins=2, outlets=2
    ),
    figure(
        "F4",
        "killed",
        4,
        "17 человек",
        low=17,
        high=17,
        as_of=MAY[9],
        attributed_to="the rescue service",
        origins=2,
        outlets=2,
    ),
    figure(
        "F5", "killed", 3, "two people", low=2, high=2, as_of=MAY[9], part_of="F2", counting="part", status="withdrawn"
    ),
    figure("F6", "missing", 2, "dozens", low=24, high=None, approximate=True, as_of=MAY[8], attributed_to="Police"),
    figure("F7", "evacuated", 2, "About 4,300 people", low=4300, high=4300, approximate=True),
    figure(
        "F8",
        "houses-lost",
        3,
        "Between 40 and 60 houses",
        subject="houses",
        low=40,
        high=60,
        as_of=MAY[9],
        attributed_to="the mayor",
        counting="daily",
    ),
    figure("F9", "injured", 1, "31", low=31, high=31, as_of=MAY[7]),
)
FINDINGS = (
    Finding(
        kind="conflict",
        text="Police count 19 dead on 8 May 2031, the rescue service 17 on 9 May 2031.",
        citations=(cite(2, line(2, 2)), cite(3, line(3, 1))),
    ),
    Finding(
        kind="revision",
        text="The rescue service corrected its count of dead from at least 12 to 17.",
        citations=(cite(3, line(3, 1)),),
    ),
    Finding(
        kind="odd-thing",
        text="A kind that nobody has named yet.",
        citations=(cite(1, COURIER[:420] if len(COURIER) > 420 else COURIER),),
    ),
    Finding(kind="sources", text="Six sources in three languages; one of them is agency copy."),
    Finding(kind="shared-text", text="S2 carries a paragraph of S1.", citations=(cite(1, SHARED), cite(2, SHARED))),
    Finding(kind="gap", text="No source says who is liable for the dam."),
    Finding(
        kind="single-origin", text="Only Norden Press reports the crack in the dam.", citations=(cite(2, line(2, 3)),)
    ),
)

FLOOD = Brief(
    title="Flood at Brandvik",
    language="en",
    as_of=MAY[9],
    period=Period(first=MAY[6], last=MAY[9]),
    sources=SOURCES,
    key_points=(WHOLE_DAY, TOLL, DAM),
    sections=(
        Section(
            topic="happened",
            title="What happened",
            question="What happened, where and when?",
            extracts=(WHOLE_DAY, extract("E3", 1, 3), SIREN, extract("E7", 5, 1)),
        ),
        Section(
            topic="response",
            title="Response",
            question="Who is doing what?",
            extracts=(BOATS, DAM, TOLL, extract("E8", 4, 2), extract("E9", 6, 1), extract("E10", 6, 2)),
        ),
        Section(
            topic="liability", title="Liability", question="Who pays?", extracts=(), note="No sentence on this topic."
        ),
        Section(
            topic="next", title="What next", question="", extracts=(extract("E11", 2, 4),), note="One source only."
        ),
    ),
    figures=FIGURES,
    timeline=(
        Event(date=dt.date(2031, 3, 1), precision="month", basis="stated", extract=DAM),
        Event(date=MAY[6], precision="day", basis="resolved", extract=WHOLE_DAY),
        Event(date=MAY[6], precision="day", basis="resolved", extract=BOATS),
        Event(date=MAY[9], precision="day", basis="resolved", extract=replace(TOLL, id="E12")),
    ),
    names=(
        Name(name="Jonas Reiter", kind="person", office="governor", also=("Reiter", "Рейтер"), sources=("S1", "S4")),
        Name(name="Marit Holm", kind="person", office=None, also=(), sources=("S1",)),
        Name(name="Norden Press", kind="organisation", office="news agency", also=(), sources=("S2",)),
    ),
    findings=FINDINGS,
    excluded=(
        Excluded(
            source="S1",
            start=COURIER.index("Subscribe"),
            end=COURIER.index("\nPhoto"),
            reason="promotion",
            rule="appeal",
        ),
        Excluded(source="S1", start=COURIER.index("Photo"), end=len(COURIER) - 1, reason="caption", rule="photo"),
        Excluded(source="S2", start=0, end=WIRE.index("The Orla"), reason="dateline", rule="dateline"),
    ),
    settings=(("topics", "general"), ("sentences", 6)),
)
EMPTY = Brief(
    title="Nothing",
    language="en",
    as_of=None,
    period=None,
    sources=(entry(1, "A line.\n"),),
    key_points=(),
    sections=(),
)


def many(sources: int = 40) -> Brief:
    """A long brief: many sources, a title of 200 characters, a word that does not end."""
    long_word = "flood" * 40
    texts = [
        f"Village number {number} lost its bridge on Tuesday, the county said.\n" for number in range(1, sources + 1)
    ]
    entries = tuple(
        entry(number, text, title=f"Bridge {number} gone", publisher=f"Outlet {number}", words=12, quoted=1)
        for number, text in enumerate(texts, start=1)
    )
    extracts = tuple(
        Extract(
            id=f"E{number}",
            text=text.strip(),
            citations=(Citation(source=f"S{number}", start=0, end=len(text) - 1, paragraph=1, relation="quoted"),),
        )
        for number, text in enumerate(texts, start=1)
    )
    shared = tuple(
        Citation(source=f"S{number}", start=0, end=5, paragraph=1, relation="same-text") for number in range(2, 12)
    )
    first = replace(
        extracts[0], citations=extracts[0].citations + shared, outlets=11, text=f"{extracts[0].text} {long_word}"
    )
    title = ("Bridges lost in the valley of the Orla, village by village, after a night of rain " * 3)[:200]
    section = Section(topic="bridges", title="Bridges", question="Which?", extracts=(first, *extracts[1:]))
    return Brief(
        title=title,
        language="en",
        as_of=MAY[9],
        period=None,
        sources=entries,
        key_points=extracts[:5],
        sections=(section,),
    )


def context(**facts: object) -> RenderContext:
    """A context with the stamp that the samples share."""
    return RenderContext(stamp=STAMP, **facts)


def artifacts(brief: Brief, **facts: object) -> dict[str, Artifact]:
    """The page and the JSON of a brief, as the PDF wants them."""
    from briefing.render.html import HtmlRenderer
    from briefing.render.json import JsonRenderer

    page = HtmlRenderer().render(brief, context(**facts))
    return {"html": page, "json": JsonRenderer().render(brief, context(artifacts={"html": page}))}
