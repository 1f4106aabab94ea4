"""Sources and what was cut from them -> the last pages: what each source is, and what the brief does not cover."""

from collections import Counter
from dataclasses import dataclass

from briefing.model import Basis, Brief, SourceEntry
from briefing.render.findings import FindingView
from briefing.render.passages import PassageView
from briefing.render.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A numbered source."""

    id: str
    title: str | None
    lang: str
    publisher: str | None
    agency: str | None
    byline: str | None
    date: str | None
    basis: Basis
    words: int
    quoted: int
    origin: str
    url: str | None
    """Only where it is an address of the web: nothing else becomes a link."""
    same_as: str | None
    """The first source with the same text; None where this one is independent of those before it."""
    passages: tuple[PassageView, ...]
    """What is cited of it, in its context."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutView:
    """What of one source was not taken for the article, in words."""

    source: str
    words: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsView:
    """What the brief does not cover."""

    findings: tuple[FindingView, ...]
    notes: tuple[tuple[str, str], ...]
    """Titles of topics, and why they are empty or thin."""
    cut: tuple[CutView, ...]

    @property
    def any(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.findings or self.notes or self.cut)


def view_source(source: SourceEntry, passages: tuple[PassageView, ...], words: Words) -> SourceView:
    """Show what a source is, and what is cited of it."""
    return SourceView(
        id=source.id,
        title=source.title,
        lang=source.language,
        publisher=source.publisher,
        agency=source.agency,
        byline=source.byline,
        date=words.date(source.published) if source.published else None,
        basis=source.published_basis,
        words=source.words,
        quoted=source.quoted,
        origin=source.origin,
        url=web_address(source.url) or web_address(source.origin),
        same_as=source.same_as,
        passages=passages,
    )


def web_address(text: str | None) -> str | None:
    """Return an http or https address, None for everything else: a source must not smuggle in another kind of link."""
    return text if text and text.lower().startswith(("http://", "https://")) else None


def view_gaps(brief: Brief, findings: tuple[FindingView, ...], words: Words) -> GapsView:
    """Collect what was not found, not certain or not taken over; what a finding already says is not said again."""
    said = {held.text for held in findings}
    notes: dict[str, list[str]] = {}
    for section in brief.sections:
        if section.note and section.note not in said:
            notes.setdefault(words.ours(section.note), []).append(words.ours(section.title))
    return GapsView(
        findings=findings,
        notes=tuple(("; ".join(titles), note) for note, titles in notes.items()),
        cut=view_cut(brief, words),
    )


def view_cut(brief: Brief, words: Words) -> tuple[CutView, ...]:
    """Count the words that were cut, by source and by what they were, the most first."""
    texts = {source.id: source.text for source in brief.sources}
    counts: dict[str, Counter[str]] = {source: Counter() for source in texts}
    for held in brief.excluded:
        if held.source in counts:
            counts[held.source][held.reason] += len(texts[held.source][held.start : held.end].split())
    return tuple(
        CutView(
            source=source,
            words=reasons.total(),
            reasons=tuple((words.label("reasons", reason), number) for reason, number in reasons.most_common()),
        )
        for source, reasons in counts.items()
        if reasons
    )
