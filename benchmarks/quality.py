"""Measure builds of labelled articles against their labels; refuse to fall below benchmarks/floor.json.

    python benchmarks/quality.py            every task: the reference, with our topics and with the pack, and each event
    python benchmarks/quality.py --quick    without the pack
    python benchmarks/quality.py --faults   and the faults that the scorer names
    python benchmarks/quality.py --raise    and the floor is raised to what was reached

The folder of the reference articles is named by BRIEFING_REFERENCE; without it nothing can be measured, and nothing is.
"""

import importlib.util
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from briefing.pipeline import make
from briefing.settings import Settings, load, merge

HERE = Path(__file__).resolve().parent
FLOOR = HERE / "floor.json"
FEWER_IS_BETTER = ("noise", "headline", "dangling", "garbled", "repeated", "timeline_wrong")
SAME_QUESTION = {"foreign-intervention": "csto-deployment"}
"""The pack's topic -> the key that the labels give the same question."""


def main(arguments: list[str]) -> int:
    """Print the tables and return the exit code."""
    reference = os.environ.get("BRIEFING_REFERENCE")
    if not reference:
        print("not measured: BRIEFING_REFERENCE does not name the folder of the reference articles")
        return 0
    reached = measure_all(Path(reference).resolve(), quick="--quick" in arguments, talk="--faults" in arguments)
    return hold(reached, raising="--raise" in arguments)


def measure_all(folder: Path, *, quick: bool, talk: bool) -> dict[str, dict[str, float]]:
    """Return the scores of the reference articles and of every event of our own, by name."""
    scorer = load_scorer(folder)
    gold = scorer.Gold(folder / "gold" / "kazakhstan-2022.json", folder / "seeds")
    demonstration = merge(load(HERE.parent / "seeds" / "briefing.toml"), formats=("json",))
    tasks = [("reference", gold, folder / "seeds", demonstration, {})]
    if not quick:
        tasks.append(
            ("reference-pack", gold, folder / "seeds", Settings(topics="unrest", formats=("json",)), SAME_QUESTION)
        )
    for event in sorted((HERE / "events").glob("*/gold.json")):
        articles = event.parent / "articles"
        settings = merge(load(event.parent / "briefing.toml"), formats=("json",))
        tasks.append((event.parent.name, scorer.Gold(event, articles), articles, settings, {}))
    reached = {}
    for name, labels, articles, settings, renamed in tasks:
        reached[name], faults = measure(articles, labels, scorer, settings, renamed)
        if talk:
            print("\n".join(f"  {name}: {fault}" for fault in faults))
    print_table(reached)
    return reached


def load_scorer(folder: Path) -> ModuleType:
    """Return the reference scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", folder / "tools" / "score.py")
    if not spec or not spec.loader:
        raise FileNotFoundError(f"{folder} holds no tools/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(
    articles: Path, labels: Any, scorer: ModuleType, settings: Settings, renamed: Mapping[str, str]
) -> tuple[dict[str, float], list[str]]:
    """Return the scores and the faults of a fresh build of the articles."""
    with tempfile.TemporaryDirectory() as place:
        make([str(articles)], settings, Path(place), base=articles)
        for old, new in renamed.items():
            rename_topic(Path(place) / "brief.json", old, new)
        scores, faults = scorer.score(place, labels)
    return scores, faults


def rename_topic(path: Path, old: str, new: str) -> None:
    """Give a section the key that the labels use."""
    brief = json.loads(path.read_text("utf-8"))
    for section in brief["sections"]:
        section["topic"] = new if section["topic"] == old else section["topic"]
    path.write_text(json.dumps(brief), "utf-8")


def print_table(reached: Mapping[str, Mapping[str, float]]) -> None:
    """Print a score a line, a column a task."""
    print(f"{'':20}" + "".join(f"{name:>16}" for name in reached))
    for score in next(iter(reached.values())):
        print(f"{score:20}" + "".join(f"{scores[score]!s:>16}" for scores in reached.values()))


def hold(reached: Mapping[str, Mapping[str, float]], *, raising: bool) -> int:
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
