"""The figures, source list and timeline of a brief, labels -> how right they are; every fault by name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.gold import Gold, plain, share

Record = Mapping[str, Any]
Scored = tuple[dict[str, float | None], list[str]]

JUDGED = frozenset(
    ("killed", "injured", "hospitalised", "intensive-care", "detained", "missing", "displaced", "evacuated", "rescued")
)
SYNONYMS = {
    "arrested": "detained",
    "dead": "killed",
    "deaths": "killed",
    "held": "detained",
    "homeless": "displaced",
    "hospitalized": "hospitalised",
    "hurt": "injured",
    "icu": "intensive-care",
    "injuries": "injured",
    "intensive_care": "intensive-care",
    "saved": "rescued",
    "unaccounted for": "missing",
    "wounded": "injured",
}
VAGUE = {24: (12, 36), 40: (20, 60), 200: (100, 300), 2000: (1000, 3000), 20000: (10000, 30000)}
"""What is labelled for "dozens", "scores", "hundreds" ... -> the values that are as good."""


def score_figures(brief: Record, texts: Mapping[str, str], files: Mapping[str, str], gold: Gold) -> Scored:
    """Return precision, recall and F1 of the figures, and how many of those found have the right day and claimant."""
    wanted, allowed = _labelled(gold, "figures"), _labelled(gold, "optional_figures")
    met: dict[int, Record] = {}
    faults, right = [], 0
    judged = _judged(brief.get("figures", ()), files)
    for figure, file in judged:
        known = [place for place, label in enumerate(wanted) if label["file"] == file and _agree(label, figure)]
        fresh = [place for place in known if place not in met]
        if fresh:
            near = _cited_units(figure, file, texts, gold)
            met[max(fresh, key=lambda place: _closeness(wanted[place], figure, near))] = figure
        elif not known and not any(label["file"] == file and _agree(label, figure) for label in allowed):
            faults.append(f"wrong figure: {figure['measure']} {figure['low']} {figure.get('as_written')!r} in {file}")
            continue
        right += 1
    faults += [f"figure not found: {_named(label)}" for place, label in enumerate(wanted) if place not in met]
    precision, recall = share(right, len(judged)), share(len(met), len(wanted))
    f1 = round(2 * precision * recall / (precision + recall), 4) if precision and recall else 0
    undated = [place for place, figure in met.items() if wanted[place]["as_of"] != figure.get("as_of")]
    unclaimed = [place for place, figure in met.items() if not _claimed(wanted[place], figure)]
    for fault, places in (("as_of", undated), ("attributed_to", unclaimed)):
        faults += [
            f"{fault} {met[place].get(fault)}, not {wanted[place][fault]}: {_named(wanted[place])}" for place in places
        ]
    return {
        "figures_precision": precision,
        "figures_recall": recall,
        "figures_f1": f1,
        "figures_as_of": share(len(met) - len(undated), len(met)),
        "figures_attributed": share(len(met) - len(unclaimed), len(met)),
    }, faults


def score_documents(sources: Iterable[Record], files: Mapping[str, str], gold: Gold) -> Scored:
    """Return how many articles have their right day of publication, title and agency."""
    listed = {files[source["id"]]: source for source in sources}
    faults = []
    right = {"dates": 0, "titles": 0, "agencies": 0}
    documents = gold.data["documents"]
    for document in documents:
        source = listed.get(document["file"], {})
        title = plain(source.get("title") or "")
        if source.get("published") == document["published"]:
            right["dates"] += 1
        else:
            faults.append(f"date of {document['file']}: {source.get('published')}, not {document['published']}")
        if document["title"] and title == plain(document["title"]):
            right["titles"] += 1
        elif document["title"]:
            faults.append(f"title of {document['file']}: {title!r}")
        if document["agency"]:
            right["agencies"] += bool(re.search(document["agency"], source.get("agency") or ""))
    titled = sum(bool(document["title"]) for document in documents)
    credited = sum(bool(document["agency"]) for document in documents)
    return {
        "dates": share(right["dates"], len(documents)),
        "titles": share(right["titles"], titled),
        "agencies": share(right["agencies"], credited),
    }, faults


def score_timeline(entries: Sequence[Record], gold: Gold) -> Scored:
    """Return how many labelled days have a right entry, and how many entries lie outside the event."""
    days = gold.data["timeline"]
    lacking = [
        day["date"]
        for day in days
        if not any(
            entry["date"] == day["date"]
            and any(re.search(pattern, plain(entry["extract"]["text"])) for pattern in day["any"])
            for entry in entries
        )
    ]
    first, last = min(day["date"] for day in days), max(day["date"] for day in days)
    outside = [entry["date"] or "" for entry in entries]
    outside = [date for date in outside if not first[: len(date)] <= date <= last]
    scores = {"timeline": share(len(days) - len(lacking), len(days)), "timeline_wrong": len(outside)}
    return scores, [f"timeline lacks {day}" for day in lacking]


def _labelled(gold: Gold, key: str) -> list[Record]:
    return [{**label, "file": gold.by_id[label["unit"]].file} for label in gold.data[key]]


def _judged(figures: Iterable[Record], files: Mapping[str, str]) -> list[tuple[Record, str | None]]:
    """Return the figures that are judged, each value at a place once, with their files."""
    found: dict[tuple[object, ...], tuple[Record, str | None]] = {}
    for figure in figures:
        file, measure = files.get(figure["citation"]["source"]), _measure(figure["measure"])
        if measure in JUDGED:
            key = (file, measure, figure["low"], figure.get("high"), figure["citation"]["start"])
            found.setdefault(key, (figure, file))
    return list(found.values())


def _measure(name: str) -> str:
    return SYNONYMS.get(name.lower(), name.lower())


def _agree(label: Record, figure: Record) -> bool:
    """Tell whether a figure counts the same and comes to the same."""
    value = figure["low"] if figure["low"] is not None else figure.get("high")
    if value is None or _measure(figure["measure"]) != label["measure"]:
        return False
    low, high = VAGUE.get(label["low"], (label["low"],) * 2) if label["approximate"] else (label["low"],) * 2
    return bool(low <= value <= high)


def _cited_units(figure: Record, file: str | None, texts: Mapping[str, str], gold: Gold) -> frozenset[str]:
    citation = figure["citation"]
    cited = texts.get(citation["source"], "")[citation["start"] : citation["end"]]
    return frozenset(unit.id for unit in gold.covered(cited, file, citation["start"]))


def _closeness(label: Record, figure: Record, near: frozenset[str]) -> int:
    """Weigh which of several labels of one value a figure means: value, place, then day and claimant."""
    same_day = bool(label["as_of"] == figure.get("as_of"))
    return 4 * bool(label["low"] == figure["low"]) + 2 * (label["unit"] in near) + same_day + _claimed(label, figure)


def _named(label: Record) -> str:
    return f"{label['measure']} {label['low']} ({label['unit']})"


def _claimed(label: Record, figure: Record) -> bool:
    return bool(re.search(label["attributed_to"], figure.get("attributed_to") or "", re.IGNORECASE))
