"""Ways of choosing sentences for topics: ours, every ranker alone, the lead, and a choice that knows the labels.

All of them choose from the same cleaned sentences and get the same room: so many sentences a topic, 30 words each. A
ranker alone takes the best of the sentences that hold a keyword of the topic, as one would with sumy itself.
"""

import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from benchmarks.gold import Unit, plain
from benchmarks.score import Shown, Values, score_sections
from benchmarks.tasks import Task
from briefing.model import Extract, Pile, Topic
from briefing.plugins import find, names
from briefing.settings import Settings
from briefing.steps.choose import Chosen, choose, indices_of
from briefing.steps.compose import compose_sections, number
from briefing.steps.select import LONGEST, SHORTEST, WORDS_A_SENTENCE, Pick
from briefing.steps.topics import keywords_in
from briefing.steps.understand import clarifications_of

FAULTS = ("noise", "headline", "dangling", "garbled", "repeated")
DEFAULT = Settings().ranker

Method = Callable[[Pile, Task], tuple[Chosen, ...]]


def methods() -> dict[str, Method]:
    """Return what is compared, by name."""
    found: dict[str, Method] = {"briefing": partial(chosen_with, DEFAULT)}
    found |= {f"briefing --ranker {name}": partial(chosen_with, name) for name in names("rankers") if name != DEFAULT}
    found["lead"] = lead
    found |= {f"{name} alone": partial(ranked_alone, name) for name in names("rankers")}
    return found | {"oracle": oracle}


def chosen_with(ranker: str, pile: Pile, task: Task) -> tuple[Chosen, ...]:
    """Return our own choice with a ranker."""
    return choose(pile, task.topics, find("rankers", ranker))


def lead(pile: Pile, task: Task) -> tuple[Chosen, ...]:
    """Return of the sentences that hold a keyword those that stand first in their articles."""
    return _filled(pile, task.topics, [-float(sentence.index) for sentence in pile.sentences])


def ranked_alone(ranker: str, pile: Pile, task: Task) -> tuple[Chosen, ...]:
    """Return of the sentences that hold a keyword those that a ranker scores highest among all."""
    return _filled(pile, task.topics, find("rankers", ranker).rank(pile.sentences, None))


def oracle(pile: Pile, task: Task) -> tuple[Chosen, ...]:
    """Return a greedy choice that knows the labels: what states most facts not yet stated, vital ones first."""
    units = [units_of(pile, index, task) for index in range(len(pile.sentences))]
    used: set[int] = set()
    return tuple(_best_for(topic, pile, task, units, used) for topic in task.topics)


def _best_for(topic: Topic, pile: Pile, task: Task, units: Sequence[Sequence[Unit]], used: set[int]) -> Chosen:
    """Return the section of one topic for the oracle."""
    key = task.renamed.get(topic.key, topic.key)
    facts = {
        index: [fact for fact in task.gold.facts if fact.topic == key and fact.stated_in(plain(sentence.text))]
        for index, sentence in enumerate(pile.sentences)
        if _sound(units[index]) and any(key in unit.topics for unit in units[index])
    }
    stated: set[str] = set()
    picked: list[int] = []
    while len(picked) < topic.sentences:
        left = topic.sentences * WORDS_A_SENTENCE - sum(_length(pile, index) for index in picked)
        worth = {
            index: sum(1 + 9 * fact.vital for fact in known if fact.id not in stated)
            for index, known in facts.items()
            if index not in used and _length(pile, index) <= left
        }
        best = max(worth, key=lambda index: (worth[index], -_length(pile, index), -index), default=None)
        if best is None or not worth[best]:
            break
        picked.append(best)
        used.add(best)
        stated |= {fact.id for fact in facts[best]}
    return _chosen(topic, picked)


def measure(task: Task, pile: Pile, method: Method) -> Values:
    """Return the scores of a method's sections, and all faults in one sum."""
    chosen = method(pile, task)
    sections, _ = compose_sections(pile, chosen, clarifications_of(pile, indices_of(chosen)))
    files = {
        name: Path(document.source.origin).name
        for document, name in zip(pile.documents, number(pile.documents).values(), strict=True)
    }
    shown = {
        task.renamed.get(part.topic, part.topic): [_shown(extract, files) for extract in part.extracts]
        for part in sections
    }
    scores, _ = score_sections(shown, task.gold)
    return {**scores, "faults": sum(scores[name] or 0 for name in FAULTS)}


def mean(scores: Iterable[Values], name: str) -> float:
    """Return the mean of one score over the tasks."""
    return statistics.fmean(score[name] or 0.0 for score in scores)


def _filled(pile: Pile, topics: Sequence[Topic], scores: Sequence[float]) -> tuple[Chosen, ...]:
    """Return of the sentences that hold keywords of a topic the best, each where it holds most keywords."""
    usable = [index for index in range(len(pile.sentences)) if SHORTEST <= _length(pile, index) <= LONGEST]
    held = [keywords_in(pile, topic, usable) for topic in topics]
    home = {index: max(range(len(topics)), key=lambda place: (len(held[place][index]), -place)) for index in usable}
    picked: list[list[int]] = [[] for _ in topics]
    for index in sorted(usable, key=lambda index: (-scores[index], index)):
        topic, section = topics[home[index]], picked[home[index]]
        room = topic.sentences * WORDS_A_SENTENCE - sum(_length(pile, other) for other in section)
        if held[home[index]][index] and len(section) < topic.sentences and _length(pile, index) <= room:
            section.append(index)
    return tuple(map(_chosen, topics, picked))


def _chosen(topic: Topic, indices: Iterable[int]) -> Chosen:
    return Chosen(topic=topic, picks=tuple(Pick(index=index, score=0.0) for index in indices))


def _shown(extract: Extract, files: Mapping[str, str]) -> Shown:
    first = extract.citations[0]
    return Shown(
        text=extract.text,
        file=files[first.source],
        start=first.start,
        cited=frozenset(files[citation.source] for citation in extract.citations),
        named=any(bracket.basis == "name" for bracket in extract.clarifications),
    )


def units_of(pile: Pile, index: int, task: Task) -> Sequence[Unit]:
    """Return the labelled units that a sentence covers."""
    sentence = pile.sentences[index]
    file = next(document.source.origin for document in pile.documents if document.source.id == sentence.source)
    return task.gold.covered(sentence.text, Path(file).name, sentence.span.start)


def _sound(units: Sequence[Unit]) -> bool:
    """Tell whether a sentence is an article's own and can be read alone, as the labels say."""
    return bool(units) and all(unit.kind == "body" and not unit.dangling and not unit.garbled for unit in units)


def _length(pile: Pile, index: int) -> int:
    return len(pile.sentences[index].text.split())
