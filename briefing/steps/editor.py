"""The editor's hand: documents put right, sentences pinned and dropped, how long it may all be."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from briefing.model import Document, Pile, Topic
from briefing.settings import Drop, Override, Pin, Settings
from briefing.steps.select import Budget, Hand

FACTS = ("title", "publisher", "agency", "byline", "url", "language")
WORDS_A_PAGE = 360
"""Of extracts that fill a page of paper (A4) in the template `brief` ..."""
WORDS_A_HEADING = 15
"""... and those for which there would be room in place of the heading and the question of a section."""


def budget_of(settings: Settings, topics: Sequence[Topic]) -> Budget:
    """Return what all sections together may hold: the tightest of the bounds that are set."""
    filling = max(1, WORDS_A_PAGE * (settings.pages or 0) - WORDS_A_HEADING * len(topics))
    words = [bound for bound in (settings.words, filling if settings.pages else None) if bound]
    return Budget(words=min(words, default=None), sentences=settings.sentences)


def correct(
    documents: Sequence[Document], overrides: Sequence[Override]
) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """Return the documents with their facts put right, and a warning for each table that matches none.

    Where several tables match one document, the last word counts.
    """
    corrected = list(documents)
    warnings = []
    for override in overrides:
        matched = [place for place, document in enumerate(corrected) if _matches(override.path, document)]
        for place in matched:
            corrected[place] = _corrected(corrected[place], override)
        if not matched:
            warnings.append(f"[[source]] path = {override.path!r} matches none of the sources")
    return tuple(corrected), tuple(warnings)


def hand_of(pile: Pile, pins: Sequence[Pin], drops: Sequence[Drop]) -> tuple[Hand, tuple[str, ...]]:
    """Return the sentences that are pinned and dropped, and a warning for each table that is not met or not clear."""
    folded = [_folded(sentence.text) for sentence in pile.sentences]
    warnings: list[str] = []
    pinned: dict[str, tuple[int, ...]] = {}
    for pin in pins:
        found = _meant(pile, folded, "pin", pin.text, warnings)[:1]
        pinned[pin.topic] = (*pinned.get(pin.topic, ()), *found)
    dropped = [index for drop in drops for index in _meant(pile, folded, "drop", drop.text, warnings)]
    return Hand(pinned=pinned, dropped=frozenset(dropped)), tuple(warnings)


def _matches(pattern: str, document: Document) -> bool:
    names = [document.source.origin, document.url or document.source.url or ""]
    ends = [f"*/{pattern}", pattern]
    return any(fnmatchcase(name, end) for name in names if name for end in ends)


def _corrected(document: Document, override: Override) -> Document:
    facts: Mapping[str, str] = {name: value for name in FACTS if (value := getattr(override, name)) is not None}
    document = replace(document, **facts)  # type: ignore[arg-type]  # the names are fields of both, with one type
    if override.published is None:
        return document
    return replace(document, published=override.published, published_basis="stated")


def _meant(pile: Pile, folded: Sequence[str], table: str, text: str, warnings: list[str]) -> list[int]:
    """Return the sentences that begin with `text`; the same sentence in several documents is clear enough."""
    start = _folded(text)
    found = [index for index, sentence in enumerate(folded) if sentence.startswith(start)]
    if not found:
        warnings.append(f"[[{table}]] text = {text!r}: no sentence of the sources begins so")
    elif len({folded[index] for index in found} - _twins_of(pile, folded, found[0])) > 1:
        warnings.append(f"[[{table}]] text = {text!r}: {len(found)} sentences begin so; the first is meant: write more")
        return found[:1]
    return found


def _twins_of(pile: Pile, folded: Sequence[str], index: int) -> set[str]:
    return {folded[twin] for twins in pile.twins if index in twins for twin in twins if twin != index}


def _folded(text: str) -> str:
    """Fold what differs between two ways of typing the same words: white space, quotation marks, case."""
    plain = text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0xA0: " "})
    return re.sub(r"\s+", " ", plain).strip().casefold()
