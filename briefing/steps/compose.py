"""Pile, picks -> the parts of a brief: numbered sources, extracts cited wherever their words stand, their sections."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.characters import utf8
from briefing.model import (
    Citation,
    Clarification,
    Document,
    Excluded,
    Extract,
    Name,
    Pile,
    Relation,
    Section,
    Sentence,
    SourceEntry,
    Span,
    Topic,
)
from briefing.steps.choose import Chosen
from briefing.steps.reuse import count_origins

NO_ROOM = "The length that was asked for leaves no room for this."
UNANSWERED = "Nothing in these sources answers this."
ONE_ORIGIN = "Everything here rests on one origin."


def number(documents: Sequence[Document]) -> Mapping[str, str]:
    """Return the printed number of each source, S1, S2 ... in the order in which they were read."""
    return {document.source.id: f"S{place}" for place, document in enumerate(documents, 1)}


def compose_sections(
    pile: Pile, chosen: Sequence[Chosen], clarifications: Mapping[int, tuple[Clarification, ...]]
) -> tuple[tuple[Section, ...], Mapping[int, Extract]]:
    """Return the sections, and the extract of each chosen sentence.

    Extracts run from the oldest source to the newest, and in a source as it has them.
    """
    numbers = number(pile.documents)
    published = {document.source.id: str(document.published or "") for document in pile.documents}
    extracts: dict[int, Extract] = {}
    sections = []
    for part in chosen:
        scores = {pick.index: pick.score for pick in part.picks}
        indices = sorted(scores, key=lambda index: (published[pile.sentences[index].source], index))
        for index in indices:
            extracts[index] = replace(
                extract_of(pile, index, numbers, clarifications.get(index, ())),
                id=f"E{len(extracts) + 1}",
                score=scores[index],
            )
        sections.append(_section(part.topic, [extracts[index] for index in indices], _note(pile, part, indices)))
    return tuple(sections), extracts


def extract_of(
    pile: Pile, index: int, numbers: Mapping[str, str], clarifications: tuple[Clarification, ...] = ()
) -> Extract:
    """Return a sentence as an extract without an id, cited wherever its words stand."""
    sentence = pile.sentences[index]
    twins = [pile.sentences[twin] for group in pile.twins if index in group for twin in group if twin != index]
    elsewhere = list({twin.source: twin for twin in reversed(twins) if twin.source != sentence.source}.values())
    carriers = [sentence, *sorted(elsewhere, key=lambda twin: int(numbers[twin.source][1:]))]
    heard = {pile.origins[carrier.source] for carrier in carriers}
    others = [pile.sentences[other] for other in pile.supports.get(index, ())]
    supporting = [other for other in others if pile.origins[other.source] not in heard]
    return Extract(
        id="",
        text=sentence.text,
        citations=(
            cite(sentence, numbers),
            *(cite(carrier, numbers, "same-text") for carrier in carriers[1:]),
            *(cite(other, numbers, "supports") for other in supporting),
        ),
        clarifications=clarifications,
        outlets=len(carriers),
        origins=count_origins(carriers, pile.origins),
    )


def cite(sentence: Sentence, numbers: Mapping[str, str], relation: Relation = "quoted") -> Citation:
    """Return the citation of a sentence."""
    return Citation(
        source=numbers[sentence.source],
        start=sentence.span.start,
        end=sentence.span.end,
        paragraph=sentence.paragraph,
        relation=relation,
        page=sentence.page,
    )


def compose_sources(pile: Pile, sections: Sequence[Section]) -> tuple[SourceEntry, ...]:
    """Return the numbered list of sources, each with how many extracts quote it."""
    numbers = number(pile.documents)
    first = {pile.origins[source]: name for source, name in reversed(tuple(numbers.items()))}
    quoted = Counter(
        citation.source
        for section in sections
        for extract in section.extracts
        for citation in extract.citations
        if citation.relation == "quoted"
    )
    spans: dict[str, list[Span]] = {source: [] for source in numbers}
    for sentence in pile.sentences:
        spans[sentence.source].append(sentence.span)
    entries = []
    for document in pile.documents:
        source = document.source.id
        leader = first[pile.origins[source]]
        same_as = leader if leader != numbers[source] else None
        entry = _entry(document, numbers[source], quoted)
        entries.append(replace(entry, same_as=same_as, sentences=tuple(spans[source])))
    return tuple(entries)


def names_in(names: Sequence[Name], sections: Sequence[Section]) -> tuple[Name, ...]:
    """Return the names that a reader of the sections meets, and those that two sources or more speak of."""
    shown = " ".join(
        extract.text + "".join(clarification.insert for clarification in extract.clarifications)
        for section in sections
        for extract in section.extracts
    )
    return tuple(
        who for who in names if len(who.sources) > 1 or any(form in shown for form in (who.name, *who.also) if form)
    )


def excluded_of(pile: Pile) -> tuple[Excluded, ...]:
    """Return every stretch that was not taken for the article, and every corrupt sentence, in the order of the text."""
    numbers = number(pile.documents)
    cut = [
        Excluded(
            source=numbers[document.source.id],
            start=passage.span.start,
            end=passage.span.end,
            reason=passage.kind,
            rule=passage.rule,
        )
        for document in pile.documents
        for passage in document.passages
        if passage.kind != "body"
    ]
    corrupt = [
        Excluded(
            source=numbers[sentence.source],
            start=sentence.span.start,
            end=sentence.span.end,
            reason="garbled",
            rule="standalone",
        )
        for sentence, faults in zip(pile.sentences, pile.faults, strict=True)
        if "garbled" in faults
    ]
    return tuple(sorted([*cut, *corrupt], key=lambda part: (int(part.source[1:]), part.start)))


def _section(topic: Topic, extracts: Sequence[Extract], note: str | None) -> Section:
    return Section(topic=topic.key, title=topic.title, question=topic.question, extracts=tuple(extracts), note=note)


def _note(pile: Pile, part: Chosen, indices: Sequence[int]) -> str | None:
    """Say why a section is empty or thin."""
    if not indices:
        return NO_ROOM if part.crowded_out else UNANSWERED
    origins = {pile.origins[pile.sentences[index].source] for index in indices}
    return ONE_ORIGIN if len(origins) == 1 < len(set(pile.origins.values())) else None


def _entry(document: Document, name: str, quoted: Mapping[str, int]) -> SourceEntry:
    source = document.source
    body = [source.text[part.span.start : part.span.end] for part in document.passages if part.kind == "body"]
    return SourceEntry(
        id=name,
        origin=source.origin,
        media_type=source.media_type,
        sha256=source.sha256,
        text_file=f"sources/{name}.txt",
        text_sha256=hashlib.sha256(utf8(source.text)).hexdigest(),
        text=source.text,
        title=document.title,
        publisher=document.publisher,
        agency=document.agency,
        byline=document.byline,
        url=document.url,
        published=document.published,
        published_basis=document.published_basis,
        language=document.language,
        words=sum(len(text.split()) for text in body),
        quoted=quoted.get(name, 0),
        extractor=source.extractor,
    )
