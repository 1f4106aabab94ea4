"""Measure where the vital facts of the labelled events are lost, and what any choice could reach.

    python -m benchmarks.lost                   every event, with all that a user gave
    python -m benchmarks.lost --fewer           with one article and every fourth keyword less, in every way
    python -m benchmarks.lost --facts EVENT     and the vital facts of one event that are lost, by name
    python -m benchmarks.lost --unasked         instead, what a brief without settings states of them in any section

A fact is followed from the articles to its section: no sentence states it (`cut`); none that can be read alone does
(`dangling`); none of those is a candidate of its section (`topic`); those that are repeat what was chosen (`repeats`)
or gained less than what was (`outranked`). `elsewhere` counts those of all these that another section states. Ceilings
are greedy choices that know the facts, in the room of a section: of all sentences (`any`), of those that can be read
alone (`readable`), of the candidates (`candidate`). `by hand`: what a reader's choice in the same room states, who knew
the questions and not the labels (hand.json: task -> section -> file:start of each sentence). All are percent of the
vital facts that any article states, but for `nuggets`, percent of all facts, and `on_topic`, of the extracts. A rule
that fits but one set of articles and keywords loses in `--fewer`: what is tried on the few events that there are is
better judged by it.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from benchmarks.gold import Fact, plain
from benchmarks.methods import DEFAULT, units_of
from benchmarks.tasks import Task, tasks
from briefing.model import Pile, Topic
from briefing.plugins import find
from briefing.settings import Settings, topics_of
from briefing.steps.choose import choose
from briefing.steps.repetition import Repetition
from briefing.steps.select import WORDS_A_SENTENCE, can_stand, candidates_of

STEP = 4  # one of so many keywords is left out
COLUMNS = ("cut", "dangling", "topic", "repeats", "outranked", "elsewhere", "any", "readable", "candidate", "by hand")
CEILINGS = COLUMNS[-4:]
HAND = Path(__file__).resolve().parent / "hand.json"


class Case:
    """Articles, the topics that are asked for, and what was chosen of them."""

    def __init__(self, task: Task, pile: Pile, topics: tuple[Topic, ...]) -> None:
        self.task, self.pile, self.topics = task, pile, topics
        self.texts = tuple(plain(sentence.text) for sentence in pile.sentences)
        self.readable = tuple(index for index in range(len(self.texts)) if can_stand(pile, index))
        self.chosen = choose(pile, topics, find("rankers", DEFAULT))[: len(topics)]
        self.sections = tuple(tuple(pick.index for pick in part.picks) for part in self.chosen)
        self.candidates = candidates_of(pile, [part.fits for part in self.chosen])

    @cached_property
    def facts(self) -> tuple[dict[Fact, tuple[int, ...]], ...]:
        """Of each section the facts that any article states, each with the sentences that state it."""
        articles = [plain(document.source.text) for document in self.pile.documents]
        known = [fact for fact in self.task.gold.facts if any(map(fact.stated_in, articles))]
        return tuple({fact: self._stating(fact) for fact in known if fact.topic == topic.key} for topic in self.topics)

    @cached_property
    def by_hand(self) -> tuple[tuple[int, ...], ...]:
        """Of each section the sentences that a reader chose, those of them that are in the pile."""
        files = {document.source.id: Path(document.source.origin).name for document in self.pile.documents}
        index_of = {f"{files[one.source]}:{one.span.start}": index for index, one in enumerate(self.pile.sentences)}
        chosen = json.loads(HAND.read_text("utf-8")).get(self.task.name, {})
        picked = (chosen.get(topic.key, ()) for topic in self.topics)
        return tuple(tuple(index_of[place] for place in places if place in index_of) for places in picked)

    def _stating(self, fact: Fact) -> tuple[int, ...]:
        return tuple(index for index, text in enumerate(self.texts) if fact.stated_in(text))


def main(arguments: Sequence[str]) -> int:
    """Print a line an event."""
    named = os.environ.get("BRIEFING_REFERENCE")
    if not named:
        print("not measured: BRIEFING_REFERENCE does not name the folder of the reference articles")
        return 0
    if "--unasked" in arguments:
        print("\n".join(f"{task.name:12}{unasked(task)}" for task in tasks(Path(named).resolve(), pack=False)))
        return 0
    print(f"{'':12}" + "".join(f"{name:>10}" for name in ("vital", "nuggets", "on_topic", *COLUMNS)))
    for task in tasks(Path(named).resolve(), pack=False):
        cases = list(fewer(task) if "--fewer" in arguments else [Case(task, task.pile(), task.topics)])
        print(f"{task.name:12}" + "".join(f"{100 * share:10.1f}" for share in shares(cases)))
        if task.name in arguments:
            print("\n".join(names(cases[0])))
    return 0


def fewer(task: Task) -> Iterator[Case]:
    """Yield the task with each article and each fourth of the keywords left out in turn."""
    for path in sorted(task.articles.glob("*.txt")):
        pile = task.pile(path.name)
        for first in range(STEP):
            topics = (
                replace(
                    topic, keywords=tuple(word for place, word in enumerate(topic.keywords) if place % STEP != first)
                )
                for topic in task.topics
            )
            yield Case(task, pile, tuple(topics))


def unasked(task: Task) -> str:
    """Return what a brief with the topics of a run without settings says, and what its first section says of that."""
    case = Case(task, task.pile(), topics_of(Settings()))
    found = []
    for sections in (case.sections, case.sections[:1]):
        texts = [case.texts[index] for section in sections for index in section]
        found.append({fact for fact in task.gold.facts if any(map(fact.stated_in, texts))})
    every, vital = task.gold.facts, [fact for fact in task.gold.facts if fact.vital]
    stated, first = (sum(fact in facts for fact in vital) for facts in found)
    return (
        f"vital {stated / len(vital):6.1%}, {first} in the first section, all facts {len(found[0]) / len(every):6.1%}"
    )


def shares(cases: Sequence[Case]) -> list[float]:
    """Return what is reached, what is lost and how, and the ceilings, over all cases."""
    tally = sum(map(followed, cases), Counter())
    of = {"nuggets": "all", "on_topic": "extracts"}
    return [tally[name] / (tally[of.get(name, "vitals")] or 1) for name in ("stated", "nuggets", "on_topic", *COLUMNS)]


def followed(case: Case) -> Counter[str]:
    """Return how many facts of a case go which way."""
    tally: Counter[str] = Counter()
    for place, facts in enumerate(case.facts):
        for fact, stating in facts.items():
            fate = fate_of(case, place, stating)
            tally.update(all=1, nuggets=fate == "stated", vitals=fact.vital)
            if fact.vital:
                lost = fate != "stated" and any(index in section for section in case.sections for index in stating)
                tally.update({fate: 1, "elsewhere": lost})
        for name, allowed in zip(
            CEILINGS, (range(len(case.texts)), case.readable, case.candidates[place], case.by_hand[place]), strict=True
        ):
            tally[name] += ceiling(case, place, allowed)
        units = [units_of(case.pile, index, case.task) for index in case.sections[place]]
        tally["on_topic"] += sum(any(case.topics[place].key in unit.topics for unit in covered) for covered in units)
        tally["extracts"] += len(units)
    return tally


def fate_of(case: Case, place: int, stating: Collection[int]) -> str:
    """Return how far a fact of a section came, given the sentences that state it."""
    readable = [index for index in stating if index in case.readable]
    open_to = [index for index in readable if index in case.candidates[place]]
    if any(index in case.sections[place] for index in stating):
        return "stated"
    if not readable:
        return "dangling" if stating else "cut"
    if not open_to:
        return "topic"
    repetition = Repetition(case.pile.stems)
    holders = repetition.holders(open_to)
    said = {
        other for section in case.sections for index in section for other in repetition.among(index, open_to, holders)
    }
    return "repeats" if len(said) == len(open_to) else "outranked"


def ceiling(case: Case, place: int, allowed: Collection[int]) -> int:
    """Return how many vital facts of a section a greedy choice of some sentences states that knows them."""
    states = {
        index: {fact for fact, found in case.facts[place].items() if fact.vital and index in found} for index in allowed
    }
    stated: set[Fact] = set()
    words = WORDS_A_SENTENCE * case.topics[place].sentences
    for _ in range(case.topics[place].sentences):
        fitting = [index for index, facts in states.items() if facts - stated and length(case, index) <= words]
        if not fitting:
            break
        best = max(fitting, key=lambda index: (len(states[index] - stated), -length(case, index), -index))
        stated |= states[best]
        words -= length(case, best)
    return len(stated)


def length(case: Case, index: int) -> int:
    """Return the words of a sentence."""
    return len(case.texts[index].split())


def names(case: Case) -> Iterator[str]:
    """Yield each vital fact that is lost, how, and the sentences that state it with their fit."""
    for place, facts in enumerate(case.facts):
        for fact, stating in facts.items():
            fate = fate_of(case, place, stating)
            if fact.vital and fate != "stated":
                yield f"  {fact.id} in {fact.topic}: {fate}"
                yield from (f"    {case.chosen[place].fits[index]:.2f} {case.texts[index]}" for index in stating)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
