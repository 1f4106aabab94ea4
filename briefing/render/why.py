"""Brief -> why each extract is there, in plain words: what a page opens on demand and `briefing why` prints."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefing.model import Brief, Citation, Explanation, SourceEntry
from briefing.render.cite import CitationView, view_place
from briefing.render.text import Piece, cut, unbroken, visible
from briefing.render.words import Words

DEGREES = ((1.0, "squarely"), (0.6, "well"), (0.3, "partly"))
"""From so much fit on, a sentence is about its topic in this degree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceView:
    """A sentence that is not in the brief, and where it stands."""

    lang: str
    pieces: tuple[Piece, ...]
    unbroken: bool
    text: str
    place: CitationView


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonView:
    """One reason, with the sentences that it speaks of."""

    label: str
    text: str
    sentences: tuple[SentenceView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyView:
    """Why an extract is there."""

    heading: str
    reasons: tuple[ReasonView, ...]


def view_why(brief: Brief, words: Words) -> Mapping[str, WhyView]:
    """Return why each extract is there, by its id."""
    sources = {source.id: source for source in brief.sources}
    titles = {section.topic: words.ours(section.title) for section in brief.sections}
    phrases = words.phrases["why"]
    return {
        why.extract: WhyView(
            heading=phrases["heading"].replace("{id}", why.extract),
            reasons=tuple(_reasons(why, titles, sources, words)),
        )
        for why in brief.explanations
    }


def _reasons(
    why: Explanation, titles: Mapping[str, str], sources: Mapping[str, SourceEntry], words: Words
) -> Iterator[ReasonView]:
    phrases = words.phrases["why"]
    if why.outside:
        yield ReasonView(label=phrases["outside"], text=_say(phrases[why.outside], id=why.repeats or ""))
    if why.topic and why.topic in titles and why.outside != "no-topic":
        yield ReasonView(label=visible(titles[why.topic]), text=_fit(why, words))
    if why.pinned:
        yield ReasonView(label=phrases["pin"], text=phrases["pinned"])
    if why.key_point:
        yield ReasonView(label=phrases["key_point"], text=phrases[why.key_point])
    if why.facts:
        yield ReasonView(label=phrases["alone"], text=_facts(why, words))
    if why.displaced:
        count = words.number(why.displaced_in_all)
        held = tuple(_sentence(citation, sources) for citation in why.displaced)
        yield ReasonView(label=phrases["displaced"], text=count, sentences=held)
    if why.next:
        yield ReasonView(label=phrases["next"], text="", sentences=(_sentence(why.next, sources),))


def _fit(why: Explanation, words: Words) -> str:
    phrases = words.phrases["why"]
    degree = next((name for least, name in DEGREES if why.fit >= least), "hardly")
    place = _say(phrases["place"], place=words.number(why.place), about=words.number(why.about))
    fitting = phrases[degree] + (f" ({place})" if why.place <= why.about else "")
    return f"{fitting}. {phrases[why.answers]}" if why.answers else fitting


def _facts(why: Explanation, words: Words) -> str:
    """List what only this extract states, kind by kind, with how many origins state it anywhere."""
    kinds: dict[str, list[str]] = {}
    for fact in why.facts:
        behind = f" ({words.count('origins', fact.origins)})" if fact.kind != "word" else ""
        counted = f"{words.title('measures', fact.measure)}: " if fact.measure else ""
        kinds.setdefault(fact.kind, []).append(counted + visible(fact.text) + behind)
    return "; ".join(f"{words.label('why', kind)}: {', '.join(texts)}" for kind, texts in kinds.items())


def _sentence(citation: Citation, sources: Mapping[str, SourceEntry]) -> SentenceView:
    source = sources[citation.source]
    text = source.text[citation.start : citation.end]
    return SentenceView(
        lang=source.language,
        pieces=cut(text),
        unbroken=unbroken(text),
        text=text,
        place=view_place(citation, deep=False),
    )


def _say(phrase: str, **values: str) -> str:
    for name, value in values.items():
        phrase = phrase.replace(f"{{{name}}}", value)
    return phrase
