"""Documents -> Pile: everything that is known of their sentences before any is chosen; then the brackets of some."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat

from briefing.model import Clarification, DateMention, Document, NameMention, Pile, Quantity, Sentence
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


@dataclass(frozen=True, slots=True)
class _Part:
    """A document's share of the pile."""

    document: Document
    sentences: Sequence[Sentence]
    dates: Sequence[tuple[DateMention, ...]]
    """Of each sentence."""


def understand(documents: Sequence[Document], languages: frozenset[str]) -> Pile:
    """Return the sentences of all documents with everything that the choice depends on.

    Args:
        documents: in the order of the sources.
        languages: that are quoted; a sentence in another one is kept out of the brief.

    """
    parts = [_part(document) for document in documents]
    sentences = tuple(chain.from_iterable(part.sentences for part in parts))
    twins = find_twins(sentences)
    names = find_names(documents, sentences)
    named = _by_source(names)
    pile = Pile(
        documents=tuple(documents),
        sentences=sentences,
        stems=tuple(content(one.text, part.document.language) for part in parts for one in part.sentences),
        faults=tuple(chain.from_iterable(_faults(part, named, languages) for part in parts)),
        twins=twins,
        origins=find_origins(documents, sentences, twins),
        dates=tuple(chain.from_iterable(part.dates for part in parts)),
        names=names,
        quantities=tuple(chain.from_iterable(map(_quantities, parts))),
    )
    return replace(pile, supports=supports_of(pile))


def _part(document: Document) -> _Part:
    sentences = segment(document)
    dates = [find_dates(sentence, document.published, document.language) for sentence in sentences]
    return _Part(document, sentences, dates)


def _quantities(part: _Part) -> Sequence[Quantity]:
    return find_quantities(part.document, part.sentences, dict(enumerate(part.dates)))


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
    part: _Part, named: Mapping[str, Sequence[NameMention]], languages: frozenset[str]
) -> Iterator[tuple[str, ...]]:
    """Yield why each sentence can't be read alone, less what a bracket mends."""
    document = part.document
    if document.language not in languages:
        yield from repeat(("language",), len(part.sentences))
        return
    names = named.get(document.source.id, ())
    voice = voice_of(document, part.sentences)
    for place, sentence in enumerate(part.sentences):
        earlier = part.sentences[max(0, place - MEMORY) : place]
        marks: tuple[str, ...] = faults(sentence, earlier[-1] if earlier else None, document.language, earlier)
        if marks and CURABLE.issuperset(marks):
            brackets = _clarify(document, sentence, earlier, names, part.dates[place], voice)
            marks = () if cured_by(sentence.text, brackets, document.language).issuperset(marks) else marks
        yield marks


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
