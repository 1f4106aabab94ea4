"""Places shown on a page -> the annex: each source's cited passages, every one between the sentences around it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from briefing.model import SourceEntry, Span
from briefing.render.cite import CitationView, ExtractView
from briefing.render.text import unbroken

_LONGEST = 4  # sentences of one passage; more of them are another one
_WORDS = 900  # characters of a sentence around a cited one
PartKind = Literal["cited", "around", "left-out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """A stretch of a passage: cited words, words around them, or a gap where something was cut."""

    kind: PartKind
    text: str
    paragraph: int = 0
    """Printed before cited words; 0 is none."""
    anchor: str = ""
    """Of cited words: where a citation of them leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """Cited words in their context, and the extracts that quote them."""

    parts: tuple[PartView, ...]
    unbroken: bool
    """It has a word that is longer than a narrow line."""
    links: tuple[tuple[str, str], ...]
    """Anchor and name of each extract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """Words of a source that a page cites."""

    span: Span
    paragraph: int
    anchor: str
    links: tuple[tuple[str, str], ...] = ()
    """Anchor and name of each extract that quotes them."""


def places_of(extract: ExtractView) -> tuple[CitationView, ...]:
    """Name every place that is printed beside an extract."""
    return (*extract.quoted.shown, *extract.same_text.shown, *extract.supports.shown)


def collect(extracts: Iterable[ExtractView], places: Iterable[CitationView]) -> dict[str, list[Cited]]:
    """Gather by source what is cited, with the extracts that cite it; one that leads to the source is passed over."""
    links: dict[CitationView, dict[str, str]] = {}
    for extract in extracts:
        for place in places_of(extract):
            links.setdefault(place, {}).setdefault(extract.id, extract.anchor)
    for place in places:
        links.setdefault(place, {})
    held: dict[str, list[Cited]] = {}
    for place, names in links.items():
        if place.anchor != place.source:
            back = tuple((anchor, name) for name, anchor in names.items())
            cited = Cited(span=place.span, paragraph=place.paragraph, anchor=place.anchor, links=back)
            held.setdefault(place.source, []).append(cited)
    return held


def view_passages(source: SourceEntry, cited: Iterable[Cited]) -> tuple[PassageView, ...]:
    """Show the cited words of one source in the order of its text, neighbours together, each between two sentences."""
    held = _apart(one for one in cited if 0 <= one.span.start < one.span.end <= len(source.text))
    passages = []
    for group in _groups(source.sentences, held):
        first, last = group[0][0], group[-1][1]
        around = source.sentences[max(first - 1, 0) : last + 1] if first < last else ()
        links = dict.fromkeys(link for _, _, one in group for link in one.links)
        parts = _parts(source.text, around, [one for _, _, one in group])
        wide = any(unbroken(part.text) for part in parts)
        passages.append(PassageView(parts=parts, unbroken=wide, links=tuple(links)))
    return tuple(passages)


def _apart(cited: Iterable[Cited]) -> list[Cited]:
    """Cut words that overlap where the next citation begins, so that each keeps a place of its own to be led to."""
    apart: list[Cited] = []
    end = 0
    for one in sorted(cited, key=lambda one: (one.span.start, -one.span.end)):
        last = apart[-1] if apart else None
        end = max(end, one.span.end)
        if last is not None and one.span.start == last.span.start:
            apart[-1] = replace(last, links=tuple(dict.fromkeys((*last.links, *one.links))))
            continue
        if last is not None and one.span.start < last.span.end:
            apart[-1] = replace(last, span=Span(start=last.span.start, end=one.span.start))
        paragraph = 0 if last is not None and one.paragraph == last.paragraph else one.paragraph
        apart.append(replace(one, span=Span(start=one.span.start, end=end), paragraph=paragraph))
    return apart


def _groups(sentences: Sequence[Span], cited: Iterable[Cited]) -> list[list[tuple[int, int, Cited]]]:
    """Put together what stands at most two sentences apart, by the first sentence cited and the one behind the last."""
    ends = [span.end for span in sentences]
    starts = [span.start for span in sentences]
    groups: list[list[tuple[int, int, Cited]]] = []
    for one in cited:
        first, last = bisect_right(ends, one.span.start), bisect_left(starts, one.span.end)
        near = groups and last > first and groups[-1][-1][1] + 2 >= first
        if near and groups[-1][-1][0] < groups[-1][-1][1] and last - groups[-1][0][0] <= _LONGEST:
            groups[-1].append((first, last, one))
        else:
            groups.append([(first, last, one)])
    return groups


def _parts(text: str, around: Sequence[Span], cited: Sequence[Cited]) -> tuple[PartView, ...]:
    """Cut the sentences at the borders of what is cited, and say where something between them was cut."""
    stretches: list[tuple[int, int, Cited | None]] = [(one.span.start, one.span.end, one) for one in cited]
    for span in around:
        stretches += [(start, end, None) for start, end in _rest(span, cited)]
    parts: list[PartView] = []
    before = 0
    for start, end, held in sorted(stretches, key=lambda stretch: stretch[0]):
        if parts and start > before:
            parts.append(_between(text[before:start]))
        parts.append(_part(text[start:end], held))
        before = end
    return tuple(parts)


def _between(text: str) -> PartView:
    return PartView(kind="left-out", text=" […] ") if text.strip() else PartView(kind="around", text=" ")


def _rest(span: Span, cited: Sequence[Cited]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a sentence that are not cited."""
    at = span.start
    for one in cited:
        if one.span.start < span.end and one.span.end > at:
            if at < one.span.start:
                yield at, one.span.start
            at = one.span.end
    if at < span.end:
        yield at, span.end


def _part(text: str, cited: Cited | None) -> PartView:
    if cited:
        return PartView(kind="cited", text=text, paragraph=cited.paragraph, anchor=cited.anchor)
    return PartView(kind="around", text=text if len(text) <= _WORDS else f"{text[:_WORDS]} […]")
