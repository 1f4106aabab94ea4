"""A gold file and the articles that it labels -> which labelled sentences a stretch of text covers."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})
COVERED = 0.5  # share of the shorter one, unit or extract, from which an extract covers a unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One labelled sentence, headline or piece of furniture."""

    id: str
    file: str
    start: int
    end: int
    kind: str
    topics: tuple[str, ...]
    dangling: bool
    garbled: bool
    place: int
    """Among all units of the event, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a section should state, as patterns of which any will do."""

    id: str
    topic: str
    vital: bool
    patterns: tuple[str, ...]

    def stated_in(self, text: str) -> bool:
        """Tell whether a plain text states it."""
        return any(re.search(pattern, text) for pattern in self.patterns)


class Gold:
    """The labels of one event."""

    def __init__(self, path: Path, articles: Path) -> None:
        self.data: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
        self.units = tuple(_unit(record, place) for place, record in enumerate(self.data["units"]))
        self.by_id = {unit.id: unit for unit in self.units}
        self.facts = tuple(
            Fact(id=one["id"], topic=one["topic"], vital=one["vital"], patterns=tuple(one["any"]))
            for one in self.data["nuggets"]
        )
        self.twins = _twins(self.data["same_text"])
        names = [document["file"] for document in self.data["documents"]]
        self._folded = {name: fold((articles / name).read_text("utf-8")) for name in names}
        self._in_file: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in self.units:
            self._in_file[unit.file].append(unit)

    def covered(self, text: str, file: str | None, near: int) -> tuple[Unit, ...]:
        """Return the units that an extract covers, in reading order.

        Args:
            text: of the extract, white space as it may be.
            file: that it is cited from; None or an unknown one is any.
            near: the offset that it is cited at, which counts where the file holds the text more than once.

        """
        wanted = fold(text)[0].strip()
        for name in (file,) if file and file in self._folded else tuple(self._folded):
            whole, places = self._folded[name]
            found = [match.start() for match in re.finditer(re.escape(wanted), whole)] if wanted else []
            if found:
                begin = min(found, key=lambda place: abs(places[place] - near))
                first, last = places[begin], places[min(begin + len(wanted), len(places)) - 1] + 1
                return tuple(unit for unit in self._in_file[name] if _covers(unit, first, last))
        return ()


def fold(text: str) -> tuple[str, Sequence[int]]:
    """Return a text with each run of white space as one space, none in front, and where each character stood."""
    kept = [
        (" " if char.isspace() else char, place)
        for place, char in enumerate(text)
        if not (char.isspace() and (place == 0 or text[place - 1].isspace()))
    ]
    return "".join(char for char, _ in kept), [place for _, place in kept]


def plain(text: str) -> str:
    """Return a text with straight quotation marks and single spaces."""
    return " ".join(text.translate(_PLAIN).split())


def share(hits: int, total: int) -> float | None:
    """Return a share, None of nothing."""
    return round(hits / total, 4) if total else None


def _unit(record: Mapping[str, Any], place: int) -> Unit:
    return Unit(
        id=record["id"],
        file=record["file"],
        start=record["start"],
        end=record["end"],
        kind=record["kind"],
        topics=tuple(record["topics"]),
        dangling=record["dangling"],
        garbled=record["garbled"],
        place=place,
    )


def _twins(pairs: Iterable[Sequence[str]]) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return {unit: frozenset(others) for unit, others in found.items()}


def _covers(unit: Unit, first: int, last: int) -> bool:
    both = min(last, unit.end) - max(first, unit.start)
    return both > 0 and both >= COVERED * min(unit.end - unit.start, last - first)
