"""Measure a build of the reference articles against their labels; refuse to fall below benchmarks/floor.json.

    python benchmarks/quality.py            both tables, and the faults that the scorer names
    python benchmarks/quality.py --quick    the table of the demonstration's topics, held against the floor
    python benchmarks/quality.py --raise    the same, and the floor is raised to what was reached

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

from briefing.pipeline import make
from briefing.settings import Settings, load, merge, pack

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
    folder = Path(reference).resolve()
    scorer = load_scorer(folder)
    reached, faults = measure(folder, scorer, merge(load(HERE.parent / "seeds" / "briefing.toml"), formats=("json",)))
    print_table("five topics of seeds/briefing.toml", reached)
    if "--quick" not in arguments:
        print("\n".join(f"  {fault}" for fault in faults))
        pack_reached, _ = measure(folder, scorer, Settings(topics="unrest", formats=("json",)), SAME_QUESTION)
        print_table("the pack unrest as it ships", pack_reached)
    return hold(reached, raising="--raise" in arguments)


def load_scorer(folder: Path) -> ModuleType:
    """Return the reference scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", folder / "tools" / "score.py")
    assert spec and spec.loader, f"{folder} holds no tools/score.py"
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(
    folder: Path, scorer: ModuleType, settings: Settings, renamed: Mapping[str, str] | None = None
) -> tuple[dict[str, float], list[str]]:
    """Return the scores and the faults of a fresh build of the reference articles."""
    gold = scorer.Gold(folder / "gold" / "kazakhstan-2022.json", folder / "seeds")
    with tempfile.TemporaryDirectory() as place:
        make([str(folder / "seeds")], settings, Path(place), base=folder)
        for old, new in (renamed or {}).items():
            rename_topic(Path(place) / "brief.json", old, new)
        scores, faults = scorer.score(place, gold)
    return scores, faults


def rename_topic(path: Path, old: str, new: str) -> None:
    """Give a section the key that the labels use."""
    brief = json.loads(path.read_text("utf-8"))
    for section in brief["sections"]:
        section["topic"] = new if section["topic"] == old else section["topic"]
    path.write_text(json.dumps(brief), "utf-8")


def print_table(title: str, scores: Mapping[str, float]) -> None:
    """Print one score a line."""
    print(f"\n{title}")
    for name, value in scores.items():
        print(f"  {name:20} {value}")


def hold(scores: Mapping[str, float], *, raising: bool) -> int:
    """Hold scores against the floor; return 1 where one falls below it. The floor may only rise."""
    floor = json.loads(FLOOR.read_text("utf-8"))
    fallen = [name for name in floor if worse(name, scores[name], floor[name])]
    for name in fallen:
        print(f"below the floor: {name} {scores[name]}, was {floor[name]}")
    if raising and not fallen:
        FLOOR.write_text(json.dumps({name: scores[name] for name in scores}, indent=1) + "\n", "utf-8")
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
