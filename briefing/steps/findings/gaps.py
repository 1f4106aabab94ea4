"""Brief's parts -> what it does not cover, in our own words: unread sources, doubtful dates, topics with nothing."""

from collections.abc import Callable, Mapping, Sequence

from briefing.model import Document, Finding, Section
from briefing.steps.compose import NO_ROOM
from briefing.steps.findings.phrasebook import Phrasebook
from briefing.steps.findings.phrasing import tell

_PARTS = {"covering note": "partial-note", "summary only": "partial-summary"}
"""What readers remark on a source that is less than what its author or sender wrote, and the phrase for it."""


def gaps(
    documents: Sequence[Document],
    numbers: Mapping[str, str],
    sections: Sequence[Section],
    stray: Sequence[Document],
    problems: Sequence[str],
    languages: frozenset[str],
    book: Phrasebook,
) -> tuple[Finding, ...]:
    """Return a finding of kind "gap" for everything that a reader would wrongly take for covered.

    Args:
        documents: all that were read.
        numbers: the printed number of each, by `Source.id`.
        sections: of the brief.
        stray: documents whose publication date was flagged and not used for the as-of date.
        problems: what could not be read, and warnings, each a sentence in English.
        languages: that are quoted; documents in another one are listed.
        book: the sentences of the language that is to be spoken.

    """
    unanswered = [section for section in sections if not section.extracts and section.note != NO_ROOM]
    named = {
        "gap-empty": [book.title(section.title) for section in unanswered],
        "gap-crowded": [book.title(section.title) for section in sections if section.note == NO_ROOM],
        "gap-undated": _numbers(documents, numbers, lambda document: document.published_basis == "unknown"),
        "gap-inferred": _numbers(documents, numbers, lambda document: document.published_basis == "inferred"),
        "gap-stray": [numbers[document.source.id] for document in stray],
        "gap-partial": [_partial(document, numbers, book) for document in documents if is_partial(document)],
        "gap-foreign": _numbers(documents, numbers, lambda document: document.language not in languages),
    }
    told = [Finding(kind="gap", text=problem) for problem in problems if problem]
    return (
        *told,
        *(tell(book, "gap", book.say(key, names=book.listed(names))) for key, names in named.items() if names),
    )


def _numbers(
    documents: Sequence[Document], numbers: Mapping[str, str], wanted: Callable[[Document], bool]
) -> list[str]:
    return [numbers[document.source.id] for document in documents if wanted(document)]


def is_partial(document: Document) -> bool:
    """Say whether words of the author or the sender are missing, not only what stood around them."""
    return any(part in (document.source.extractor or "") for part in _PARTS)


def _partial(document: Document, numbers: Mapping[str, str], book: Phrasebook) -> str:
    remark = document.source.extractor or ""
    part = next(part for part in _PARTS if part in remark)
    return book.say(_PARTS[part], source=numbers[document.source.id], remark=remark)
