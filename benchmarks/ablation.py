"""Measure what each part of the choice adds: leave it out, and see what is lost.

    python -m benchmarks.ablation

Sections: the mean of the labelled tasks, the pack included. `agreed`: MultiLing 2011 with the topics of the pack
`general`, the share of the word pairs in two or more of an event's human summaries that the sections state, 180 words
of each. ROUGE is of plain summaries of MultiLing 2011, for the parts that they share, as the articles are and with the
places of their sentences mixed. What is shown is the difference to the whole, in points of a hundred; a part without
which nothing is lost has no place in the code.
"""

import os
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from unittest.mock import patch

from benchmarks import methods, multiling
from benchmarks.rouge import ngrams
from benchmarks.score import WORDS
from benchmarks.tasks import Task, tasks
from briefing.model import Pile
from briefing.plugins import find
from briefing.settings import Settings, topics_of
from briefing.steps import board, facts, prominence, repetition, select, summary, support, topics
from briefing.steps.choose import choose
from briefing.steps.summary import SCALES, Levels, Scales
from briefing.steps.words import stop_words

PACK = "general"
NONE: Levels = (0.0,) * 5
ONE: Levels = (1.0,) * 5

Change = tuple[object, str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the choice: what is changed to leave it out."""

    name: str
    changes: tuple[Change, ...] = ()
    scales: Scales | None = None
    """Of the plain summary, where it shares the part."""
    readable: bool = True
    """Whether sentences that can't be read alone are kept out."""


def itself(_: repetition.Repetition, said: int, candidates: Sequence[int], __: repetition.Holders) -> tuple[int, ...]:
    """Stand in for what repeats a sentence: nothing but itself."""
    return tuple(place for place, index in enumerate(candidates) if index == said)


PARTS = (
    Part(name="ranker", changes=((prominence, "CENTRAL", 0.0),), scales=Scales(central=NONE)),
    Part(name="weights of facts", changes=((facts, "_worth", lambda *_: 1.0),)),
    Part(name="origins", changes=((facts, "SUPPORT", 0.0),), scales=Scales(crowd=NONE, lone=ONE)),
    Part(name="words", changes=((select, "rarity_of", lambda _: defaultdict(float)),)),
    Part(name="pairs", changes=((facts, "PAIR", 0.0),)),
    Part(name="names", changes=((facts, "NAME", 0.0),)),
    Part(name="keywords as facts", changes=((facts, "KEYWORD", 0.0),)),
    Part(name="numbers", changes=((facts, "COUNT", 0.0), (topics, "COUNTED", 0.0))),
    Part(name="toll first", changes=((facts, "TOLL", 1.0),)),
    Part(name="grave numbers first", changes=((facts, "LESSER", 1.0),)),
    Part(name="newest number first", changes=((facts, "AGEING", 0.0),)),
    Part(
        name="a measure's topic by name",
        changes=((topics, "_naming", lambda *given: dict.fromkeys(given[-1], ())),),
    ),
    Part(name="length", changes=((board, "PRICE", 0.0),)),
    Part(name="position", changes=((prominence, "LEAD", 0.0),), scales=Scales(floor=ONE)),
    Part(name="headlines", changes=((prominence, "HEADLINE", 0.0),)),
    Part(name="outlets", changes=((prominence, "CARRIED", 0.0),)),
    Part(name="fit as a weight", changes=((prominence, "FIT", 0.0),)),
    Part(
        name="novelty",
        changes=((repetition.Repetition, "among", itself),),
        scales=SCALES,
    ),
    Part(
        name="other numbers, other facts",
        changes=((repetition, "RECOUNTS", 0.0),),
        scales=SCALES,
    ),
    Part(
        name="stand-alone test",
        readable=False,
        changes=((summary, "DANGLING", 0.0), (support, "UNREADABLE", frozenset())),
    ),
    Part(name="either of two topics", changes=((select, "EQUAL", 1.0),)),
    Part(name="topic widening", changes=((topics, "WIDENING", 0.0),)),
    Part(name="words of longer keywords", changes=((topics, "PART", 0.0),)),
    Part(name="title and question", changes=((topics, "ASKED", 0.0),)),
    Part(name="early keywords", changes=((topics, "EARLY", 1.0), (topics, "LATE", 1.0))),
    Part(name="neighbours", changes=((topics, "NEIGHBOUR", 0.0),)),
    Part(name="doubt about places", changes=((support, "DOUBTED", -2.0), (support, "TRUSTED", -1.0)), scales=SCALES),
    Part(name="jury", scales=Scales(**{scale.name: (getattr(SCALES, scale.name)[2],) * 5 for scale in fields(SCALES)})),
)
"""Everything that can be left out."""


def main(arguments: Sequence[str]) -> int:
    """Print the whole, then what is lost without each part; names of parts as arguments choose some."""
    if "BRIEFING_REFERENCE" not in os.environ:
        print("not measured: BRIEFING_REFERENCE does not name the folder of the reference articles")
        return 0
    whole = measure(Part(name="", scales=SCALES))
    print(f"{'':36}" + "".join(f"{name:>14}" for name in whole))
    print(f"{'the whole':36}" + "".join(f"{value:14.2f}" for value in whole.values()))
    for part in PARTS:
        if not arguments or part.name in arguments:
            reached = measure(part)
            lost = [f"{reached[name] - whole[name]:+14.2f}" if name in reached else f"{'':>14}" for name in whole]
            print(f"without {part.name:28}" + "".join(lost), flush=True)
    return 0


def measure(part: Part) -> dict[str, float]:
    """Return what is reached without a part."""
    with without(part):
        scores = [methods.measure(task, readable(pile, part), methods.methods()["briefing"]) for task, pile in known()]
        found = {name: 100 * methods.mean(scores, name) for name in ("on_topic", "vital", "nuggets")}
        found["faults"] = sum(one["faults"] or 0 for one in scores)
        found["agreed"] = 100 * statistics.fmean(agreed(event, part) for event in multiling.events())
        if part.scales or not part.readable:
            for name, change in (("", unchanged), (" mixed", multiling.mixed)):
                scores_of = [multiling.score(summarised(event, part, change), event) for event in multiling.events()]
                found[f"ROUGE-1{name}"], found[f"ROUGE-2{name}"] = multiling.mean(scores_of)
    return found


def summarised(event: multiling.Event, part: Part, change: Callable[[Pile], Pile]) -> str:
    """Return our plain summary of an event, its pile changed."""
    pile = change(readable(multiling.pile_of(event), part))
    return multiling.of_pile(pile, multiling.DEFAULT, part.scales or SCALES)


def unchanged(pile: Pile) -> Pile:
    """Return the pile as it is."""
    return pile


@contextmanager
def without(part: Part) -> Iterator[None]:
    """Leave a part out for a while."""
    with ExitStack() as stack:
        for module, name, value in part.changes:
            stack.enter_context(patch.object(module, name, value))
        yield


def readable(pile: Pile, part: Part) -> Pile:
    """Return the pile, without what is known against its sentences where the stand-alone test is left out."""
    return pile if part.readable else replace(pile, faults=((),) * len(pile.sentences))


@cache
def known() -> tuple[tuple[Task, Pile], ...]:
    """Return every labelled task with its pile."""
    reference = Path(os.environ["BRIEFING_REFERENCE"]).resolve()
    return tuple((task, task.pile()) for task in tasks(reference, pack=True))


def agreed(event: multiling.Event, part: Part) -> float:
    """Return the share of the word pairs on which the human summaries agree that our sections state."""
    pile = readable(multiling.pile_of(event), part)
    stated: set[tuple[str, ...]] = set()
    for chosen in choose(pile, topics_of(Settings(topics=PACK)), find("rankers", multiling.DEFAULT)):
        text = " ".join(pile.sentences[pick.index].text for pick in chosen.picks)
        stated.update(ngrams(" ".join(text.split()[:WORDS]), 2))
    wanted = agreed_pairs(event)
    return len(stated & wanted) / len(wanted)


@cache
def agreed_pairs(event: multiling.Event) -> frozenset[tuple[str, ...]]:
    """Return the pairs of neighbouring words, not both stop words, that two or more human summaries have."""
    stop = stop_words("en")
    holding = Counter(pair for text in event.references for pair in ngrams(text, 2))
    return frozenset(pair for pair, count in holding.items() if count > 1 and not stop.issuperset(pair))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
