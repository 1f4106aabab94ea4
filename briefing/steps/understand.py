"""Documents -> Pile: everything that is known of their sentences before any is chosen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from briefing.model import Clarification, DateMention, Document, NameMention, Pile, Sentence
from briefing.steps.clarify import clarify, cured_by
from briefing.steps.clarify.voices import voice_of
from briefing.steps.dates import find_dates
from briefing.steps.figures import find_quantities
from briefing.steps.happenings import supports_of
from briefing.steps.names import find_names
from briefing.steps.reuse import find_origins, find_twins
from briefing.steps.segment import segment
from briefing.steps.standalone import faults
from briefing.steps.words import content

CURABLE = frozenset({"pronoun", "reference", "speaker"})
"""Faults that a bracket with a name may mend."""
MEMORY = 20
"""Sentences that are looked back on for who "he" is."""


def understand(documents: Sequence[Document], languages: frozenset[str]) -> Pile:
    """Return the sentences of all documents with everything that the choice depends on.

    Args:
        documents: in the order of the sources.
        languages: that are quoted; a sentence in another one is kept out of the brief.

    """
    parts = [segment(document) for document in documents]
    sentences = tuple(sentence for part in parts for sentence in part)
    dates = tuple(
        tuple(find_dates(sentence, document.published, document.language) for sentence in part)
        for document, part in zip(documents, parts, strict=True)
    )
    twins = find_twins(sentences)
    names = find_names(documents, sentences)
    by_source = _by_source(names)
    marks: list[tuple[str, ...]] = []
    for document, part, found in zip(documents, parts, dates, strict=True):
        mentions = by_source.get(document.source.id, ())
        marks += (
            _faults(document, part, found, mentions) if document.language in languages else [("language",)] * len(part)
        )
    pile = Pile(
        documents=tuple(documents),
        sentences=sentences,
        stems=tuple(
            content(sentence.text, document.language)
            for document, part in zip(documents, parts, strict=True)
            for sentence in part
        ),
        faults=tuple(marks),
        twins=twins,
        origins=find_origins(documents, sentences, twins),
        dates=tuple(found for part in dates for found in part),
        names=names,
        quantities=tuple(
            quantity
            for document, part, found in zip(documents, parts, dates, strict=True)
            for quantity in find_quantities(document, part, dict(enumerate(found)))
        ),
    )
    return replace(pile, supports=supports_of(pile))


def clarifications_of(pile: Pile, indices: Collection[int]) -> Mapping[int, tuple[Clarification, ...]]:
    """Return the brackets of some sentences, by their indices in the pile."""
    by_source = _by_source(pile.names)
    documents = {document.source.id: document for document in pile.documents}
    firsts = {sentence.source: place for place, sentence in reversed(list(enumerate(pile.sentences)))}
    voices = _voices(pile, {pile.sentences[index].source for index in indices})
    found = {}
    for index in indices:
        sentence = pile.sentences[index]
        before = pile.sentences[max(firsts[sentence.source], index - MEMORY) : index]
        document, mentions = documents[sentence.source], by_source.get(sentence.source, ())
        found[index] = _clarify(document, sentence, before, mentions, pile.dates[index], voices[sentence.source])
    return found


def _voices(pile: Pile, wanted: Collection[str]) -> Mapping[str, str | None]:
    """Return who says "we" in some documents, by the ids of their sources."""
    parts: dict[str, list[Sentence]] = {source: [] for source in wanted}
    for sentence in pile.sentences:
        if sentence.source in parts:
            parts[sentence.source].append(sentence)
    return {
        document.source.id: voice_of(document, parts[document.source.id])
        for document in pile.documents
        if document.source.id in parts
    }


def _faults(
    document: Document,
    part: Sequence[Sentence],
    dates: Sequence[tuple[DateMention, ...]],
    names: Sequence[NameMention],
) -> list[tuple[str, ...]]:
    """Return why each sentence can't be read alone, less what a bracket mends."""
    found: list[tuple[str, ...]] = []
    voice = voice_of(document, part)
    for place, sentence in enumerate(part):
        earlier = part[max(0, place - MEMORY) : place]
        marks: tuple[str, ...] = faults(sentence, earlier[-1] if earlier else None, document.language, earlier)
        if marks and CURABLE.issuperset(marks):
            brackets = _clarify(document, sentence, earlier, names, dates[place], voice)
            marks = () if cured_by(sentence.text, brackets, document.language).issuperset(marks) else marks
        found.append(marks)
    return found


def _clarify(
    document: Document,
    sentence: Sentence,
    before: Sequence[Sentence],
    names: Sequence[NameMention],
    dates: Sequence[DateMention],
    voice: str | None,
) -> tuple[Clarification, ...]:
    return clarify(sentence, before, names, dates, document.published, document.language, voice)


def _by_source(names: Sequence[NameMention]) -> Mapping[str, tuple[NameMention, ...]]:
    found: dict[str, list[NameMention]] = {}
    for mention in names:
        found.setdefault(mention.source, []).append(mention)
    return {source: tuple(mentions) for source, mentions in found.items()}
