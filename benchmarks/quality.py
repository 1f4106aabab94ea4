"""Measure what is chosen: builds against their labels, and our choice beside every other; hold benchmarks/floor.json.

    python -m benchmarks.quality             builds of every task, then all methods side by side
    python -m benchmarks.quality --quick     builds without the pack, and our own summaries alone
    python -m benchmarks.quality --faults    and the faults by name
    python -m benchmarks.quality --raise     and the floor is raised to what was reached

The folder of the reference articles is named by BRIEFING_REFERENCE; without it nothing can be measured, and nothing is.
"""

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks import methods, multiling
from benchmarks.score import Values, score
from benchmarks.tasks import Task, tasks
from briefing.pipeline import make

HERE = Path(__file__).resolve().parent
FLOOR = HERE / "floor.json"
FEWER_IS_BETTER = ("noise", "headline", "dangling", "garbled", "repeated", "timeline_wrong")


def main(arguments: list[str]) -> int:
    """Print the tables and return the exit code."""
    named = os.environ.get("BRIEFING_REFERENCE")
    if not named:
        print("not measured: BRIEFING_REFERENCE does not name the folder of the reference articles")
        return 0
    reference, quick = Path(named).resolve(), "--quick" in arguments
    reached = measure_all(reference, quick=quick, talk="--faults" in arguments)
    reached["multiling"] = summaries()
    print("\nMultiLing 2011, briefing summarise:", reached["multiling"])
    if not quick:
        compare(reference)
    return hold(reached, raising="--raise" in arguments)


def measure_all(reference: Path, *, quick: bool, talk: bool) -> dict[str, Values]:
    """Print and return the scores of the reference articles and of every event of our own, by name."""
    reached = {}
    for task in tasks(reference, pack=not quick):
        reached[task.name], faults = measure(task)
        if talk:
            print("\n".join(f"  {task.name}: {fault}" for fault in faults))
    print_table(reached)
    return reached


def measure(task: Task) -> tuple[Values, list[str]]:
    """Return the scores and the faults of a fresh build of the articles."""
    with tempfile.TemporaryDirectory() as place:
        make([str(task.articles)], task.settings, Path(place), base=task.articles)
        for old, new in task.renamed.items():
            rename_topic(Path(place) / "brief.json", old, new)
        return score(Path(place), task.gold)


def summaries() -> Values:
    """Return what our plain summaries reach on MultiLing 2011."""
    one, two = multiling.mean([multiling.score(multiling.ours(event), event) for event in multiling.events()])
    return {"rouge_1": round(one, 2), "rouge_2": round(two, 2)}


def compare(reference: Path) -> None:
    """Print every method, a line each: its plain summaries, and its sections as the mean of the labelled events."""
    print(f"\n{'':28}{'ROUGE-1':>9}{'ROUGE-2':>9}{'on_topic':>10}{'vital':>9}{'nuggets':>9}{'faults':>8}")
    known = [(task, task.pile()) for task in tasks(reference, pack=False)]
    plainly = multiling.methods()
    for name, method in methods.methods().items():
        one, two = multiling.mean([multiling.score(plainly[name](event), event) for event in multiling.events()])
        scores = [methods.measure(task, pile, method) for task, pile in known]
        means = "".join(
            f"{methods.mean(scores, score):{width}.3f}"
            for score, width in (("on_topic", 10), ("vital", 9), ("nuggets", 9))
        )
        print(f"{name:28}{one:9.2f}{two:9.2f}{means}{sum(one['faults'] or 0 for one in scores):8.0f}")


def rename_topic(path: Path, old: str, new: str) -> None:
    """Give a section the key that the labels use."""
    brief = json.loads(path.read_text("utf-8"))
    for section in brief["sections"]:
        section["topic"] = new if section["topic"] == old else section["topic"]
    path.write_text(json.dumps(brief), "utf-8")


def print_table(reached: Mapping[str, Values]) -> None:
    """Print a score a line, a column a task."""
    print(f"{'':20}" + "".join(f"{name:>16}" for name in reached))
    for name in next(iter(reached.values())):
        print(f"{name:20}" + "".join(f"{scores[name]!s:>16}" for scores in reached.values()))


def hold(reached: Mapping[str, Values], *, raising: bool) -> int:
    """Hold scores against the floor; return 1 where one falls below it. The floor may only rise."""
    floor = json.loads(FLOOR.read_text("utf-8"))
    fallen = [
        f"{task}: {name} {reached[task][name]}, was {value}"
        for task, scores in floor.items()
        if task in reached
        for name, value in scores.items()
        if worse(name, reached[task][name], value)
    ]
    for line in fallen:
        print(f"below the floor: {line}")
    if raising and not fallen:
        held = {task: {name: scores[name] for name in scores if name != "extracts"} for task, scores in reached.items()}
        FLOOR.write_text(json.dumps({**floor, **held}, indent=1) + "\n", "utf-8")
    return 1 if fallen else 0


def worse(name: str, value: float | None, floor: float | None) -> bool:
    """Tell whether a score is worse than its floor."""
    if floor is None:
        return False
    if value is None:
        return True
    return value > floor if name in FEWER_IS_BETTER else value < floor


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
