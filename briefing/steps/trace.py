"""Brief -> nothing, or a TraceError: every citation is held against the source it points into.

This is the first promise made good: a wrong character, digit or offset ends the run with exit code 70.
"""

from collections.abc import Iterable, Iterator, Mapping

from briefing.errors import TraceError
from briefing.model import Brief, Citation, Document, Extract, Sentence, SourceEntry

Place = tuple[str, int, int, int]
"""Source number, start, end, paragraph."""


def check(brief: Brief, places: frozenset[Place] | None = None, headlines: frozenset[Place] = frozenset()) -> None:
    """Refuse a brief with one wrong citation.

    Args:
        brief: what is about to be rendered.
        places: the sentences that `segment` found; where given, every citation must be one of them.
        headlines: places that findings, and nothing else, may cite as well.

    Raises:
        TraceError: names the citation and what the source says there.

    """
    sources = {source.id: source for source in brief.sources}
    for extract in extracts_of(brief):
        _check_extract(extract, sources)
    _check_key_points(brief)
    for owner, citation in citations_of(brief):
        _check_citation(owner, citation, sources, places)
    for finding in brief.findings:
        for citation in finding.citations:
            _check_citation(f"finding {finding.kind}", citation, sources, places and places | headlines)
    for figure in brief.figures:
        if figure.as_written not in _cited(figure.citation, sources):
            raise TraceError(f"{figure.id}: {figure.as_written!r} does not stand in {_where(figure.citation)}")


def places_of(sentences: Iterable[Sentence], numbers: Mapping[str, str]) -> frozenset[Place]:
    """Return where every sentence stands, by the printed number of its source."""
    return frozenset(
        (numbers[sentence.source], sentence.span.start, sentence.span.end, sentence.paragraph) for sentence in sentences
    )


def headlines_of(documents: Iterable[Document], numbers: Mapping[str, str]) -> frozenset[Place]:
    """Return where every headline stands, by the printed number of its source."""
    return frozenset(
        (numbers[document.source.id], passage.span.start, passage.span.end, passage.paragraph)
        for document in documents
        for passage in document.passages
        if passage.kind == "headline"
    )


def extracts_of(brief: Brief) -> Iterator[Extract]:
    """Yield every extract that a reader sees: sections, key points, timeline."""
    for section in brief.sections:
        yield from section.extracts
    yield from brief.key_points
    for event in brief.timeline:
        yield event.extract


def citations_of(brief: Brief) -> Iterator[tuple[str, Citation]]:
    """Yield every citation of an extract, of why it is there, and of a figure with its id."""
    for extract in extracts_of(brief):
        yield from ((extract.id, citation) for citation in extract.citations)
    for why in brief.explanations:
        yield from ((why.extract, citation) for citation in (*why.displaced, *([why.next] if why.next else [])))
    for figure in brief.figures:
        yield figure.id, figure.citation


def _check_key_points(brief: Brief) -> None:
    shown = {extract.id: extract for section in brief.sections for extract in section.extracts}
    for extract in brief.key_points:
        if shown.get(extract.id) != extract:
            raise TraceError(f"key point {extract.id} is not an extract of a section")


def _check_extract(extract: Extract, sources: Mapping[str, SourceEntry]) -> None:
    quoted = [citation for citation in extract.citations if citation.relation == "quoted"]
    if not quoted:
        raise TraceError(f"{extract.id} quotes no source: {extract.text[:80]!r}")
    for citation in quoted:
        if _cited(citation, sources) != extract.text:
            said = _cited(citation, sources)
            raise TraceError(f"{extract.id} says {extract.text!r}, but {_where(citation)} says {said!r}")
    for clarification in extract.clarifications:
        if not 0 <= clarification.at <= len(extract.text):
            raise TraceError(f"{extract.id}: the clarification {clarification.insert} stands outside the text")


def _check_citation(
    owner: str, citation: Citation, sources: Mapping[str, SourceEntry], places: frozenset[Place] | None
) -> None:
    if citation.source not in sources:
        raise TraceError(f"{owner} cites {citation.source}, which is not a source of this brief")
    if not 0 <= citation.start < citation.end <= len(sources[citation.source].text):
        raise TraceError(f"{owner} cites {_where(citation)}, which lies outside the source")
    if places is not None and _place(citation) not in places:
        raise TraceError(f"{owner} cites {_where(citation)}, where no sentence stands")


def _place(citation: Citation) -> Place:
    return citation.source, citation.start, citation.end, citation.paragraph


def _cited(citation: Citation, sources: Mapping[str, SourceEntry]) -> str:
    source = sources.get(citation.source)
    return source.text[citation.start : citation.end] if source and citation.start >= 0 else ""


def _where(citation: Citation) -> str:
    return f"{citation.source} paragraph {citation.paragraph}, characters {citation.start} to {citation.end}"
