"""Measure whether a brief that nobody asked anything answers its own questions, on ten real events.

    python -m benchmarks.answers              of each section's extracts, how many answer its question
    python -m benchmarks.answers --unjudged   and those that nobody has judged yet

The articles are those of MultiLing 2011, the topics those of a run without settings. `answers.json` holds what a reader
judged, the extracts of several ways of choosing mixed and without their sections: event -> "article:start" ->
section -> whether the sentence answers its question. The folder that holds bench/multiling2011/data.jsonl is named by
BRIEFING_REFERENCE.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.methods import DEFAULT
from briefing.pipeline import read_documents
from briefing.plugins import find
from briefing.settings import Settings, topics_of
from briefing.steps.choose import choose
from briefing.steps.language import main_language
from briefing.steps.understand import understand

JUDGED = Path(__file__).resolve().parent / "answers.json"

Extract = tuple[str, str, str, str]
"""Event, place ("article:start"), section, text."""

Judged = Mapping[str, Mapping[str, Mapping[str, bool]]]
"""Event -> place -> section -> whether the sentence answers the section's question."""


def main(arguments: Sequence[str]) -> int:
    """Print a line a section that was judged."""
    reference = os.environ.get("BRIEFING_REFERENCE")
    if not reference:
        print("not measured: BRIEFING_REFERENCE does not name the folder of the reference articles")
        return 0
    chosen = [one for event in events(Path(reference)) for one in extracts(event)]
    judged = json.loads(JUDGED.read_text("utf-8"))
    for section, counts in shares(chosen, judged).items():
        known = counts[True] + counts[False]
        print(f"{section:14}{counts[True]:4} of {known:3} judged extracts answer it, {counts[None]} not judged")
    if "--unjudged" in arguments:
        sections = sections_of(judged)
        for event, place, section, text in chosen:
            if section in sections and verdict(judged, event, place, section) is None:
                print(f"{event} {place} {section}: {text}")
    return 0


def shares(chosen: Sequence[Extract], judged: Judged) -> Mapping[str, Counter[bool | None]]:
    """Return for each section that was judged how many extracts answer it, do not, and are not judged (None)."""
    found: dict[str, Counter[bool | None]] = {section: Counter() for section in sections_of(judged)}
    for event, place, section, _ in chosen:
        if section in found:
            found[section][verdict(judged, event, place, section)] += 1
    return found


def sections_of(judged: Judged) -> tuple[str, ...]:
    """Return the sections that anything was judged for, in order."""
    return tuple(sorted({section for places in judged.values() for one in places.values() for section in one}))


def verdict(judged: Judged, event: str, place: str, section: str) -> bool | None:
    """Return whether a sentence answers a section's question; None where nobody has judged it."""
    return judged.get(event, {}).get(place, {}).get(section)


def events(reference: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the events as the set has them."""
    path = reference / "bench" / "multiling2011" / "data.jsonl"
    yield from (json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip())


def extracts(event: Mapping[str, Any]) -> Iterator[Extract]:
    """Yield what the sections of a brief on an event hold."""
    settings, reader = Settings(), find("readers", "txt")
    articles = [f"{one['title']}\n\nPublished {one['date']}\n\n{one['text']}\n" for one in event["documents"]]
    sources = [source for place, text in enumerate(articles) for source in reader.read(text.encode(), f"{place}.txt")]
    documents, _ = read_documents(sources, settings)
    pile = understand(documents, frozenset({main_language(documents)}))
    numbers = {document.source.id: number for number, document in enumerate(documents)}
    for part in choose(pile, topics_of(settings), find("rankers", DEFAULT)):
        for pick in part.picks:
            sentence = pile.sentences[pick.index]
            place = f"{numbers[sentence.source]}:{sentence.span.start}"
            yield str(event["cluster_id"]), place, part.topic.key, " ".join(sentence.text.split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
