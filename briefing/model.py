"""The records, in the order they appear on the way from bytes to a brief."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "body",  # the article itself: the only kind that is ever quoted
    "headline",
    "deck",  # the sentence or teaser below a headline
    "heading",  # a subhead inside the article
    "dateline",  # "ALMATY (AFP):" before the first sentence
    "caption",
    "credit",  # agency, photographer or copyright lines
    "byline",  # who wrote it and when it was published
    "furniture",  # buttons, menus, counters, share lines
    "promotion",  # adverts, donation and subscription text
    "related",  # links to other articles
    "comment-form",
    "duplicate",  # a paragraph that this same document has already said
    "garbled",  # corrupt text
    "unsure",  # a seam that no rule could place: kept out of the quotations
]
Basis = Literal["stated", "inferred", "unknown"]
Precision = Literal["day", "month", "year"]
Relation = Literal["quoted", "same-text", "supports"]
Asked = Literal["news", "causes", "prospects"]
Counting = Literal["total", "daily", "part"]
Status = Literal["current", "superseded", "disputed", "withdrawn"]
NameKind = Literal["person", "organisation", "place"]
FactKind = Literal["keyword", "count", "number", "name", "word"]
Lead = Literal["toll", "origins", "worth"]
"""Why a key point is one: the newest toll, what most origins of its section state, what its section would miss most."""
Outside = Literal["no-topic", "repeats", "room"]
"""Why a happening is in no section: it fits none, repeats what is in one, or others said more."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open stretch of a source's text, in Unicode code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document as it was read; its text never changes afterwards."""

    id: str
    """A hash of origin and text; the printed number S1 is given in `compose`."""
    origin: str
    """Path relative to the argument that named it, or an address."""
    media_type: str
    sha256: str
    """Of the bytes that were read, in hexadecimal."""
    text: str
    title: str | None = None
    """This and the following: what the format itself states, None where it states nothing."""
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    agency: str | None = None
    published: dt.date | None = None
    sent: dt.date | None = None
    """Of the mail that it came with, None where it came with none: it was published by then."""
    language: str | None = None
    """ISO 639-1."""
    extractor: str | None = None
    """What took the text out of its format and how much it left behind, in words; None where all of it is here."""
    pages: tuple[int, ...] = ()
    """Where each page begins in `text`, for formats that have pages."""
    mended: int = 0
    """How many lines of `text` had been decoded wrongly, which was undone because the settings ask for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One stretch of one kind; together the passages cover every character of a source that is not white space."""

    span: Span
    kind: Kind
    rule: str
    """The rule that said so, by its name in `clean.RULES`."""
    paragraph: int
    """The paragraph of the article, counted from 1 over body passages; 0 for every other kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source with its passages and its facts."""

    source: Source
    passages: tuple[Passage, ...]
    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    byline: str | None = None
    url: str | None = None
    published: dt.date | None = None
    published_basis: Basis = "unknown"
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A place, not a string: two articles with the same sentence are two places."""

    source: str
    """`Source.id`."""
    span: Span
    paragraph: int
    index: int
    """Its place among the sentences of its document, from 0."""
    text: str
    """`Source.text[span.start:span.end]`."""
    page: int | None = None
    """Of the printed or scanned original, counted from 1, where its format has pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date expression at a place, with the days it means (first and last included)."""

    source: str
    span: Span
    """Of the expression in the source's text."""
    first: dt.date
    last: dt.date
    precision: Precision
    basis: Literal["stated", "resolved"]
    """Stated: a full calendar date. Resolved: worked out from the publication date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMention:
    """A name, a short form or a reference at a place, with the full name that it means."""

    source: str
    span: Span
    name: str
    kind: NameKind
    office: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A counted quantity at a place: what a `Figure` is made of once sources are numbered and compared."""

    sentence: Sentence
    span: Span
    """Of the counting words ("at least 12 miners") in the source's text."""
    measure: str
    subject: str
    low: int | None
    high: int | None
    approximate: bool
    as_of: dt.date | None
    attributed_to: str | None
    counting: Counting
    part_of: Span | None = None
    """The span of the quantity in the same sentence that this one is a part of."""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """All sources together, and what is known of their sentences before any is chosen; the tuples run in parallel."""

    documents: tuple[Document, ...]
    sentences: tuple[Sentence, ...]
    """Of all documents, in the order of the documents and of the text."""
    stems: tuple[tuple[str, ...], ...]
    """Of each sentence: its content words, stemmed, and its numbers."""
    faults: tuple[tuple[str, ...], ...]
    """Of each sentence: why it can't be read alone; empty where it can."""
    twins: tuple[tuple[int, ...], ...]
    """Groups of sentences, by index, that say the same in the same words."""
    origins: Mapping[str, int]
    """`Source.id` -> number of the origin that its document shares with its copies."""
    dates: tuple[tuple[DateMention, ...], ...]
    """Of each sentence."""
    names: tuple[NameMention, ...]
    """Of all sentences, in their order."""
    quantities: tuple[Quantity, ...]
    """Of all sentences, in their order."""
    supports: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Sentence, by index -> those of other origins that say the same in their own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a section is about."""

    key: str
    title: str
    question: str = ""
    keywords: tuple[str, ...] = ()
    asks: Asked | None = None
    """The kind of answer that it wants: what gives none of that kind hardly belongs to it."""
    sentences: int = 6
    """At most so many extracts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where words stand: a half-open stretch of `sources/SN.txt`, in Unicode code points."""

    source: str
    """The printed number, "S1"."""
    start: int
    end: int
    paragraph: int
    relation: Relation
    page: int | None = None
    """Of the printed or scanned original, counted from 1, where its format has pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarification:
    """A bracket shown inside an extract; the extract's text itself never changes."""

    at: int
    """Offset into the extract's text."""
    insert: str
    """With its brackets: "[6 January 2022]"."""
    basis: Literal["date", "name"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A source's own words, and every place where they stand."""

    id: str
    text: str
    citations: tuple[Citation, ...]
    clarifications: tuple[Clarification, ...] = ()
    score: float = 0.0
    outlets: int = 1
    """How many sources carry it."""
    origins: int = 1
    """How many of them are independent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One counted quantity in one statement of one document."""

    id: str
    measure: str
    """killed, injured, hospitalised, intensive-care, detained, missing, displaced, evacuated, rescued, deployed ..."""
    subject: str
    low: int | None
    high: int | None
    """None is open ended."""
    approximate: bool
    as_written: str
    as_of: dt.date | None
    attributed_to: str | None
    """The claimant in the source's words."""
    part_of: str | None
    """A figure's id."""
    counting: Counting
    outlets: int
    origins: int
    status: Status
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A happening of this event within the period; background and plans are no entries."""

    date: dt.date
    precision: Precision
    basis: Literal["stated", "resolved"]
    extract: Extract


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Who is who: a name, an office, and the sources that use it."""

    name: str
    kind: NameKind
    office: str | None
    also: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What does not add up or is not covered, in our own words and visibly ours."""

    kind: str
    """conflict, revision, headline-mismatch, correction, quotation, shared-text, single-origin, sources, gap ..."""
    text: str
    citations: tuple[Citation, ...] = ()
    language: str = "en"
    """Of the text (ISO 639-1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """A stretch of a source that was not taken for the article, and the rule that said so."""

    source: str
    start: int
    end: int
    reason: Kind
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A topic and its extracts, in reading order."""

    topic: str
    title: str
    question: str
    extracts: tuple[Extract, ...]
    note: str | None = None
    """Why it is empty or thin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A numbered source as the brief lists it."""

    id: str
    """ "S1"."""
    origin: str
    media_type: str
    sha256: str
    text_file: str
    """ "sources/S1.txt"."""
    text_sha256: str
    """Of the text in UTF-8."""
    text: str
    """What citations point into; written to `text_file`, not into brief.json."""
    title: str | None
    publisher: str | None
    agency: str | None
    byline: str | None
    url: str | None
    published: dt.date | None
    published_basis: Basis
    language: str
    words: int
    """Of the article, counted by white space."""
    quoted: int
    """How many extracts quote it."""
    extractor: str | None = None
    """What took the text out of its format and how much it left behind; None where all of it is here."""
    same_as: str | None = None
    """The first source of the same independent origin, by its printed number; None where this is the first."""
    sentences: tuple[Span, ...] = ()
    """Of the article, in their order, so that a page can show a citation in its context; not in brief.json."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFact:
    """What an extract states, as a reader would name it."""

    kind: FactKind
    text: str
    """The topic's keyword, the full name, or the source's own words."""
    origins: int
    """How many independent ones state it, anywhere in the sources."""
    measure: str | None = None
    """Of a count: killed, injured ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why an extract is there."""

    extract: str
    """Its id."""
    topic: str | None
    """The key of its section, or of the one that it fits best; None where there is none."""
    fit: float
    """How squarely it is about the topic: 1 and more is squarely, below 0.3 it is about something else."""
    place: int
    """Its rank by fit, from 1 ..."""
    about: int
    """... among so many sentences that are about the topic."""
    pinned: bool = False
    """An editor put it there."""
    answers: Asked | None = None
    """The kind of answer that its topic asks for, where it gives one."""
    facts: tuple[StatedFact, ...] = ()
    """What no other extract of its section states."""
    displaced: tuple[Citation, ...] = ()
    """Sentences that were closed because they repeat it, those that fit best; their words stand there to the letter."""
    displaced_in_all: int = 0
    next: Citation | None = None
    """The sentence that would stand in its place."""
    key_point: Lead | None = None
    """Why it leads the brief; None where it does not."""
    outside: Outside | None = None
    """Why it stands in the timeline alone; None where it stands in a section."""
    repeats: str | None = None
    """The extract of a section that it repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """An analyst's own words, signed; never a source's."""

    topic: str | None
    """A section's key; None is the whole brief."""
    by: str
    text: str
    """Paragraphs, with a little Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """First and last dated happening of this event."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Everything a brief says; every renderer starts from this and nothing else."""

    title: str
    language: str
    as_of: dt.date | None
    as_of_time: dt.time | None = None
    """The hour of `as_of`, with its offset from UTC where one is given."""
    serial: int | None = None
    """The number of this issue in its series."""
    series: str | None = None
    """What the issues of one series share; None is the title."""
    marking: str | None = None
    """How the brief may be handled."""
    period: Period | None
    sources: tuple[SourceEntry, ...]
    key_points: tuple[Extract, ...]
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...] = ()
    timeline: tuple[Event, ...] = ()
    names: tuple[Name, ...] = ()
    findings: tuple[Finding, ...] = ()
    comments: tuple[Comment, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    """One an extract, in the order of their ids."""
    excluded: tuple[Excluded, ...] = ()
    settings: tuple[tuple[str, object], ...] = ()
    """What shaped the content, as JSON types, in a fixed order; nothing private."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A finished file, not yet written."""

    name: str
    media_type: str
    content: bytes
    warnings: tuple[str, ...] = ()
    """What whoever makes it should be told: what was left out of it, and why."""
