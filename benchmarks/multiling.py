"""Measure plain summaries on MultiLing 2011: ROUGE F1 on 10 events with 3 summaries by humans each.

    python -m benchmarks.multiling           also other settings: chosen on nine events, scored on the tenth
    python -m benchmarks.multiling --quick   ours and the lead alone

`python -m benchmarks.quality` sets ours beside every other method.

Every method chooses from the same sentences and gets the same 250 words, counted by white space. The folder that holds
bench/multiling2011/data.jsonl is named by BRIEFING_REFERENCE.
"""

import json
import os
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

from benchmarks.rouge import rouge
from briefing.model import Pile
from briefing.pipeline import read_documents, summarise
from briefing.plugins import find, names
from briefing.settings import Settings
from briefing.steps.language import main_language
from briefing.steps.summary import SCALES, Levels, Scales
from briefing.steps.summary import summarise as summarise_pile
from briefing.steps.understand import understand

WORDS = 250
DEFAULT = Settings().ranker
OTHERS: Mapping[str, tuple[Levels, ...]] = {
    "floor": ((0.0, 0.05, 0.1, 0.15, 0.2), (0.2, 0.3, 0.4, 0.5, 0.6)),
    "fade": ((0.3, 0.5, 0.7, 1.0, 1.5), (1.0, 2.0, 3.0, 5.0, 8.0)),
    "crowd": ((0.8, 0.9, 1.0, 1.1, 1.2), (1.4, 1.6, 1.8, 2.0, 2.2)),
    "lone": ((0.1, 0.15, 0.2, 0.3, 0.4), (0.4, 0.5, 0.6, 0.8, 1.0)),
    "place": ((0.0, 0.05, 0.1, 0.15, 0.2), (0.3, 0.5, 0.7, 1.0, 1.5)),
    "central": ((0.0, 0.05, 0.1, 0.15, 0.2), (0.2, 0.4, 0.6, 0.8, 1.0)),
}
"""Scale -> the levels that are tried in place of the default's, lower and higher."""

Scores = tuple[float, float]
"""ROUGE-1 and ROUGE-2 F1, in percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The articles on one event, and the summaries that humans wrote of them."""

    texts: tuple[tuple[str, str], ...]
    references: tuple[str, ...]


Method = Callable[[Event], str]


def main(arguments: Sequence[str]) -> int:
    """Print what was asked for."""
    if "BRIEFING_REFERENCE" not in os.environ:
        print("not measured: BRIEFING_REFERENCE does not name the folder of the reference articles")
        return 0
    print_table()
    if "--quick" not in arguments:
        print_search(search())
    return 0


@cache
def events() -> tuple[Event, ...]:
    """Read the events."""
    path = Path(os.environ["BRIEFING_REFERENCE"]) / "bench" / "multiling2011" / "data.jsonl"
    found = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
    return tuple(
        Event(
            texts=tuple((f"{document['doc_id']}.txt", document["text"]) for document in one["documents"]),
            references=tuple(reference["text"] for reference in one["references"]),
        )
        for one in found
    )


@cache
def pile_of(event: Event) -> Pile:
    """Return what `briefing summarise` knows of an event before it chooses."""
    sources = [source for name, text in event.texts for source in find("readers", "txt").read(text.encode(), name)]
    documents, _ = read_documents(sources, Settings())
    return understand(documents, frozenset({main_language(documents)}))


def score(text: str, event: Event) -> Scores:
    """Return the ROUGE of a summary."""
    one, two = (100 * rouge(text, event.references, size).f1 for size in (1, 2))
    return one, two


def mean(scores: Sequence[Scores]) -> Scores:
    """Return the mean of each column."""
    one, two = map(statistics.fmean, zip(*scores, strict=True))
    return one, two


def print_table() -> None:
    """Print our summaries and the lead, with the places in the articles as they are and mixed."""
    print(f"{'':38}{'ROUGE-1':>9}{'ROUGE-2':>9}")
    lines: dict[str, Method] = {
        "briefing summarise": ours,
        "  places in the articles mixed": lambda event: of_pile(mixed(pile_of(event)), DEFAULT),
        "lead: first of each, then second": lambda event: joined(leads(pile_of(event))),
        "  the same, mixed": lambda event: joined(leads(mixed(pile_of(event)))),
    }
    for name, method in lines.items():
        print_line(name, mean([score(method(event), event) for event in events()]))


def methods() -> dict[str, Method]:
    """Return what `benchmarks/quality.py` compares, by name."""
    found: dict[str, Method] = {"briefing": ours, "lead": lambda event: joined(leads(pile_of(event))), "oracle": oracle}
    for name in names("rankers"):
        found[f"{name} alone"] = partial(ranked_alone, name)
        found[f"briefing --ranker {name}"] = partial(ranked_ours, name)
    return found


def ours(event: Event) -> str:
    """Return what `briefing summarise` writes."""
    return joined([extract.text for extract in summarise(event.texts, WORDS)])


def ranked_ours(ranker: str, event: Event) -> str:
    """Return our summary with another ranker."""
    return of_pile(pile_of(event), ranker)


def oracle(event: Event) -> str:
    """Return a greedy choice that knows the references: what adds most ROUGE, until nothing does or fits."""
    pile = pile_of(event)
    chosen: list[str] = []
    reached = 0.0
    while True:
        left = WORDS - sum(len(text.split()) for text in chosen)
        texts = dict.fromkeys(sentence.text for sentence in pile.sentences if len(sentence.text.split()) <= left)
        found = max(((sum(score(joined([*chosen, text]), event)), text) for text in texts), default=(0.0, ""))
        if found[0] <= reached:
            return joined(chosen)
        reached = found[0]
        chosen.append(found[1])


def joined(texts: Sequence[str]) -> str:
    """Return sentences as one text."""
    return " ".join(" ".join(text.split()) for text in texts)


def of_pile(pile: Pile, ranker: str, scales: Scales = SCALES) -> str:
    """Return our summary of a pile, in the order of its sentences."""
    picks = summarise_pile(pile, find("rankers", ranker), words=WORDS, scales=scales)
    return joined([pile.sentences[index].text for index in sorted(pick.index for pick in picks)])


def leads(pile: Pile) -> list[str]:
    """Return the first sentence of each article, then the second of each ... to the budget."""
    return filled(pile, sorted(range(len(pile.sentences)), key=lambda index: pile.sentences[index].index))


def ranked_alone(ranker: str, event: Event) -> str:
    """Return the sentences that a ranker scores highest, to the budget: how sumy itself makes a summary."""
    pile = pile_of(event)
    scores = find("rankers", ranker).rank(pile.sentences, None)
    return joined(filled(pile, sorted(range(len(scores)), key=lambda index: (-scores[index], index))))


def filled(pile: Pile, order: Sequence[int]) -> list[str]:
    """Return the sentences, in their order, that fit into the budget; one that does not fit is passed over."""
    chosen, left = [], WORDS
    for index in order:
        text = pile.sentences[index].text
        if len(text.split()) <= left:
            chosen.append(text)
            left -= len(text.split())
    return chosen


def mixed(pile: Pile) -> Pile:
    """Return a pile whose sentences claim other places in their articles: the place says nothing any more."""
    by_source: defaultdict[str, list[int]] = defaultdict(list)
    for index, sentence in enumerate(pile.sentences):
        by_source[sentence.source].append(index)
    place: dict[int, int] = {}
    for indices in by_source.values():
        shuffled = sorted(indices, key=lambda index: sha256(pile.sentences[index].text.encode()).digest())
        place |= {index: number for number, index in enumerate(shuffled)}
    sentences = tuple(replace(sentence, index=place[index]) for index, sentence in enumerate(pile.sentences))
    return replace(pile, sentences=sentences)


def settings() -> dict[str, Scales]:
    """Return the default and its neighbours, each with the levels of one scale moved, by their names."""
    found = {"default": SCALES}
    for scale, levels in OTHERS.items():
        for name, moved in zip(("lower", "higher"), levels, strict=True):
            found[f"{scale} {name}"] = replace(SCALES, **{scale: moved})
    return found


def search() -> dict[str, list[Scores]]:
    """Return what every setting reaches on every event."""
    tried = settings()
    with ProcessPoolExecutor() as pool:
        return dict(zip(tried, pool.map(try_setting, tried.values()), strict=True))


def try_setting(scales: Scales) -> list[Scores]:
    """Return the scores of one setting on each event."""
    return [score(of_pile(pile_of(event), DEFAULT, scales), event) for event in events()]


def print_search(table: Mapping[str, Sequence[Scores]]) -> None:
    """Print what each setting reaches, and what is reached on events that had no say in the choice of it."""
    count = len(events())
    print()
    for name, scores in table.items():
        print_line(name, mean(scores))
    chosen = [best(table, [other for other in range(count) if other != event]) for event in range(count)]
    print_line("chosen on nine, scored on the tenth", mean([table[name][event] for event, name in enumerate(chosen)]))
    print(f"chosen: {', '.join(f'{name} ({times})' for name, times in Counter(chosen).most_common())}")


def print_line(name: str, scores: Scores) -> None:
    """Print a name and its scores."""
    print(f"{name:38}{scores[0]:9.2f}{scores[1]:9.2f}")


def best(table: Mapping[str, Sequence[Scores]], training: Sequence[int]) -> str:
    """Return the setting that reaches most, in both scores together, on some events."""
    return max(table, key=lambda name: sum(sum(table[name][event]) for event in training))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
