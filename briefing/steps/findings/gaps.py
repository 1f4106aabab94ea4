"""Brief's parts -> what it does not cover, in our own words: unread sources, doubtful dates, topics with nothing."""

from collections.abc import Mapping, Sequence

from briefing.model import Document, Finding, Section
from briefing.steps.compose import NO_ROOM

_PARTS = ("covering note", "summary only")
"""What readers remark on a source that is less than what its author or sender wrote."""


def gaps(
    documents: Sequence[Document],
    numbers: Mapping[str, str],
    sections: Sequence[Section],
    stray: Sequence[Document],
    problems: Sequence[str],
    languages: frozenset[str],
) -> tuple[Finding, ...]:
    """Return a finding of kind "gap" for everything that a reader would wrongly take for covered.

    Args:
        documents: all that were read.
        numbers: the printed number of each, by `Source.id`.
        sections: of the brief.
        stray: documents whose publication date was flagged and not used for the as-of date.
        problems: what could not be read, and warnings, each a sentence.
        languages: that are quoted; documents in another one are listed.

    """
    crowded = [section.title for section in sections if section.note == NO_ROOM]
    empty = [section.title for section in sections if not section.extracts and section.note != NO_ROOM]
    undated = [numbers[document.source.id] for document in documents if document.published_basis == "unknown"]
    inferred = [numbers[document.source.id] for document in documents if document.published_basis == "inferred"]
    foreign = [numbers[document.source.id] for document in documents if document.language not in languages]
    partial = [
        f"{numbers[document.source.id]} ({document.source.extractor})" for document in documents if is_partial(document)
    ]
    flagged = [numbers[document.source.id] for document in stray]
    texts = [
        *problems,
        _listed("These sources say nothing on {}.", empty),
        _listed("The length that was asked for leaves no room for {}.", crowded),
        _listed("No publication date was found for {}.", undated),
        _listed("The publication date is inferred, not stated, for {}.", inferred),
        _listed(
            "The publication date is later than that of the brief, or far from all others, for {}: not relied on.",
            flagged,
        ),
        _listed("Of these sources a part is not in the text: {}.", partial),
        _listed("Written in a language that this briefing does not quote: {}.", foreign),
    ]
    return tuple(Finding(kind="gap", text=text) for text in texts if text)


def is_partial(document: Document) -> bool:
    """Say whether words of the author or the sender are missing, not only what stood around them."""
    return any(part in (document.source.extractor or "") for part in _PARTS)


def _listed(sentence: str, names: Sequence[str]) -> str:
    if not names:
        return ""
    *most, last = names
    return sentence.format(f"{', '.join(most)} and {last}" if most else last)
