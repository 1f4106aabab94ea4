"""A finished build, labels -> how good its sections, figures, dates and timeline are; every fault by name.

    python -m benchmarks.score BUILD GOLD.json ARTICLES

BUILD is a folder that `briefing make` wrote, ARTICLES the folder of the texts that GOLD.json labels. `noise`,
`headline`, `dangling`, `garbled`, `repeated` and `timeline_wrong` count faults; everything else is a share, 1 is all:
`verbatim` of the quoted citations that are their source's words to the letter; `found` of the extracts that stand in
the articles; `on_topic` of those that belong to their section; `same_text` of the outlets with the same words that are
cited too; `vital` and `nuggets` of the vital and of all facts that the first 180 words of their section state.
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.gold import Gold, Unit, plain, share
from benchmarks.score_ledger import score_documents, score_figures, score_timeline

WORDS = 180  # of a section: what stands behind them earns nothing
SAME = 0.6  # share of the shorter one's runs of three words from which two extracts repeat each other
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")

Values = dict[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An extract as a reader meets it."""

    text: str
    file: str | None
    start: int
    cited: frozenset[str | None]
    """The files that are cited for it."""
    named: bool
    """Whether a bracket says who or what is meant."""


@dataclass
class Tally:
    """What has been counted so far, and the faults by name."""

    counts: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, name: str, times: int = 1) -> None:
        """Count."""
        self.counts[name] = self.counts.get(name, 0) + times

    def blame(self, name: str, shown: Shown, where: str) -> None:
        """Count a fault and keep it."""
        self.add(name)
        self.faults.append(f"{name} in {where}: {plain(shown.text)[:80]}")


def main(arguments: Sequence[str]) -> int:
    """Print the faults, then the scores."""
    if len(arguments) != 3:
        sys.exit(__doc__)
    build, labels, articles = map(Path, arguments)
    scores, faults = score(build, Gold(labels, articles))
    print("\n".join(f"  {fault}" for fault in faults))
    print("\n".join(f"{name:20} {value}" for name, value in scores.items()))
    return 0


def score(build: Path, gold: Gold) -> tuple[Values, list[str]]:
    """Return the scores of a build folder, and its faults."""
    brief = json.loads((build / "brief.json").read_text("utf-8"))
    texts = _texts(build, brief)
    files = {source["id"]: Path(source["origin"]).name for source in brief["sources"]}
    tally = Tally()
    scores: Values = {"verbatim": _verbatim(brief, texts, tally)}
    sections = {part["topic"]: [_shown(one, files) for one in part["extracts"]] for part in brief["sections"]}
    values, faults = score_sections(sections, gold)
    leading = [_shown(one, files) for one in brief.get("key_points", ())]
    values["noise"] = (values["noise"] or 0) + _stray_key_points(leading, sections, gold, tally)
    scores |= values
    for part in (
        score_figures(brief, texts, files, gold),
        score_documents(brief["sources"], files, gold),
        score_timeline(brief.get("timeline", ()), gold),
    ):
        scores |= part[0]
        faults += part[1]
    return scores, tally.faults + faults


def score_sections(sections: Mapping[str, Sequence[Shown]], gold: Gold) -> tuple[Values, list[str]]:
    """Return the scores of sections, each given by its extracts in their order, and their faults."""
    tally = Tally()
    seen: list[tuple[Shown, tuple[Unit, ...]]] = []
    for topic, extracts in sections.items():
        before = None
        for shown in extracts:
            units = gold.covered(shown.text, shown.file, shown.start)
            _judge(shown, units, topic, before, tally)
            _judge_twins(shown, units, gold, tally)
            before = units[-1].place if units else None
            seen += [(shown, units)] if units else []
    for (one, covered), (other, others) in combinations(seen, 2):
        if _repeats(one, covered, other, others, gold):
            tally.blame("repeated", other, "the sections")
    count = tally.counts.get
    total = sum(map(len, sections.values()))
    scores: Values = {"found": share(len(seen), total), "extracts": total}
    scores |= {name: count(name, 0) for name in ("noise", "headline", "dangling", "garbled", "repeated")}
    scores |= {"on_topic": share(count("on_topic", 0), total), "same_text": share(count("cited", 0), count("due", 0))}
    return scores | _facts(sections, gold, tally), tally.faults


def _judge(shown: Shown, units: Sequence[Unit], topic: str, before: int | None, tally: Tally) -> None:
    """Count what is wrong with one extract, and whether it belongs to its section."""
    if not units:
        tally.blame("not in the articles", shown, topic)
        return
    for name, wrong in (
        ("noise", any(unit.kind == "noise" for unit in units)),
        ("headline", any(unit.kind == "headline" for unit in units)),
        ("garbled", any(unit.garbled for unit in units)),
        ("dangling", units[0].dangling and not _follows(units[0], before) and not shown.named),
    ):
        if wrong:
            tally.blame(name, shown, topic)
    if any(topic in unit.topics for unit in units):
        tally.add("on_topic")
    else:
        tally.blame("off topic", shown, topic)


def _follows(unit: Unit, before: int | None) -> bool:
    """Tell whether a unit stands right behind the one shown before it."""
    return before is not None and 0 <= unit.place - before <= 1


def _judge_twins(shown: Shown, units: Sequence[Unit], gold: Gold, tally: Tally) -> None:
    """Count the other articles with the same words, and those of them that are cited."""
    files = {gold.by_id[twin].file for unit in units for twin in gold.twins.get(unit.id, ())}
    files -= {unit.file for unit in units}
    tally.add("due", len(files))
    tally.add("cited", len(files & shown.cited))


def _repeats(one: Shown, covered: Iterable[Unit], other: Shown, others: Iterable[Unit], gold: Gold) -> bool:
    """Tell whether two extracts say the same in the same words."""
    mine, theirs = {unit.id for unit in covered}, {unit.id for unit in others}
    if mine & theirs or any(gold.twins.get(unit, frozenset()) & theirs for unit in mine):
        return True
    if _NUMBER.findall(one.text) != _NUMBER.findall(other.text):
        return False
    runs, other_runs = _runs(one.text), _runs(other.text)
    shorter = min(len(runs), len(other_runs))
    return shorter > 0 and len(runs & other_runs) >= SAME * shorter


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _facts(sections: Mapping[str, Sequence[Shown]], gold: Gold, tally: Tally) -> Values:
    """Return how many facts the first words of their sections state."""
    read = {
        topic: " ".join(plain(" ".join(shown.text for shown in extracts)).split()[:WORDS])
        for topic, extracts in sections.items()
    }
    stated = {fact.id: fact.stated_in(read.get(fact.topic, "")) for fact in gold.facts}
    vital = [fact for fact in gold.facts if fact.vital]
    tally.faults += [f"vital fact not stated: {fact.id} in {fact.topic}" for fact in vital if not stated[fact.id]]
    return {
        "vital": share(sum(stated[fact.id] for fact in vital), len(vital)),
        "nuggets": share(sum(stated.values()), len(stated)),
    }


def _texts(build: Path, brief: Mapping[str, Any]) -> Mapping[str, str]:
    paths = {source["id"]: build / source["text_file"] for source in brief["sources"]}
    return {name: path.read_bytes().decode("utf-8") for name, path in paths.items() if path.exists()}


def _verbatim(brief: Mapping[str, Any], texts: Mapping[str, str], tally: Tally) -> float | None:
    """Return the share of quoted citations whose source has the extract there, to the letter."""
    extracts = [*brief.get("key_points", ()), *(one for part in brief["sections"] for one in part["extracts"])]
    quoted = exact = 0
    for extract in extracts:
        for citation in extract["citations"]:
            if citation["relation"] == "quoted":
                quoted += 1
                there = texts.get(citation["source"], "")[citation["start"] : citation["end"]]
                exact += there == extract["text"]
                tally.faults += [f"not verbatim: {extract['text'][:80]}"] if there != extract["text"] else []
    return share(exact, quoted)


def _shown(extract: Mapping[str, Any], files: Mapping[str, str]) -> Shown:
    citations = extract["citations"]
    first = next((one for one in citations if one["relation"] == "quoted"), citations[0])
    return Shown(
        text=extract["text"],
        file=files.get(first["source"]),
        start=first["start"],
        cited=frozenset(files.get(one["source"]) for one in citations),
        named=any(one.get("basis") == "name" for one in extract.get("clarifications", ())),
    )


def _stray_key_points(
    leading: Iterable[Shown], sections: Mapping[str, Sequence[Shown]], gold: Gold, tally: Tally
) -> int:
    """Return how many key points are no sentence of an article; name also those that stand in no section."""
    known = {shown.text for extracts in sections.values() for shown in extracts}
    stray = 0
    for shown in leading:
        units = gold.covered(shown.text, shown.file, shown.start)
        bad = any(unit.kind != "body" for unit in units)
        stray += bad
        if bad or shown.text not in known or any(unit.garbled for unit in units):
            tally.faults.append(f"bad key point: {plain(shown.text)[:80]}")
    return stray


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
