"""Annotated articles -> the plain articles and the gold file: a sentence stands on its own line, behind its labels.

    python benchmarks/label.py              write articles/ and gold.json of every event in benchmarks/events
    python benchmarks/label.py --check      write nothing; name the files that are not in step, exit code 1

The form of annotated/*.ann and the rules for labelling are in benchmarks/events/README.md.
"""

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

EVENTS = Path(__file__).resolve().parent / "events"
KINDS = {"b": "body", "h": "headline", "n": "noise"}
SPOKEN = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "tens-of-thousands": 20000}
UNIT = re.compile(r"([/^]?)([bhn])([?!]*) ?([^|]*)\| (.*)")
FIGURE = re.compile(r" +#(\??) (.*)")

Record = dict[str, Any]
"""A JSON object of the gold file."""


@dataclass
class Unit:
    """One sentence, headline or piece of furniture, with what was written in front of it and below it."""

    kind: str
    flags: str
    topics: list[str]
    tags: list[str]
    before: str
    text: str
    figures: list[Record] = field(default_factory=list)
    optional: list[Record] = field(default_factory=list)


@dataclass
class Article:
    """One annotated file: its heading, and its units in reading order."""

    heading: dict[str, str]
    units: list[Unit]

    @property
    def text(self) -> str:
        """The article as it would have been scraped."""
        text = "".join(unit.before + unit.text for unit in self.units) + "\n"
        width = int(self.heading.get("wrap", 0))
        return wrapped(text, width) if width else text


class LabelError(ValueError):
    """What is wrong in an annotated file, and where."""


def build(folder: Path) -> dict[str, str]:
    """Return what an event's folder should hold: path inside it -> content."""
    with (folder / "labels.toml").open("rb") as file:
        labels = tomllib.load(file)
    articles = [read_article(path, labels["topics"]) for path in sorted((folder / "annotated").glob("*.ann"))]
    files = {f"articles/{article.heading['file']}": article.text for article in articles}
    files["gold.json"] = json.dumps(gold(labels, articles), ensure_ascii=False, indent=1) + "\n"
    return files


def read_article(path: Path, topics: Sequence[str]) -> Article:
    """Read one annotated file.

    Raises LabelError, with file and line, where a line is neither a unit, a figure, a remark nor empty.
    """
    head, _, body = path.read_text("utf-8").partition("\n---\n")
    heading = dict(line.split(": ", 1) for line in head.split("\n"))
    units: list[Unit] = []
    empty = 0
    for number, line in enumerate(body.split("\n"), start=head.count("\n") + 3):
        try:
            empty = read_line(line, units, topics, empty)
        except (ValueError, IndexError) as error:
            raise LabelError(f"{path}:{number}: {error}") from error
    return Article(heading, units)


def read_line(line: str, units: list[Unit], topics: Sequence[str], empty: int) -> int:
    """Take in one line; return how many empty lines have gone before the next."""
    if not line or line.startswith(";"):
        return empty + (not line)
    figure = FIGURE.fullmatch(line)
    if figure:
        (units[-1].optional if figure[1] else units[-1].figures).append(read_figure(figure[2]))
        return 0
    match = UNIT.fullmatch(line)
    if not match:
        raise ValueError(f"neither a unit nor a figure: {line[:60]!r}")
    join, kind, flags, rest, text = match.groups()
    words = rest.split()
    units.append(
        Unit(
            kind=KINDS[kind],
            flags=flags,
            topics=[whole_key(word, topics) for word in words if not word.startswith("=")],
            tags=[word for word in words if word.startswith("=")],
            before=separator(join, empty) if units else "",
            text=text,
        )
    )
    return 0


def separator(join: str, empty: int) -> str:
    """Return what stands between a unit and the one before it."""
    return "\n" * (empty + 1) if empty else {"/": "\n", "^": "", "": " "}[join]


def whole_key(start: str, topics: Sequence[str]) -> str:
    """Return the one topic that begins so."""
    found = [topic for topic in topics if topic.startswith(start)]
    if len(found) != 1:
        raise ValueError(f"{start!r} begins {len(found)} of the topics {', '.join(topics)}")
    return found[0]


def read_figure(text: str) -> Record:
    """Read `measure | value | subject | as of | claimant`; the last two are missing in an optional figure."""
    measure, value, subject, *rest = (part.strip() for part in text.split(" | "))
    as_of, claimant = rest or (None, "")
    return {
        "measure": measure,
        "subject": subject,
        **read_value(value),
        "as_of": as_of,
        "attributed_to": claimant,
    }


def read_value(value: str) -> Record:
    """Read `14`, `14+` (at least, more than), `~8000` (nearly, about), `2-3` or `dozens`."""
    if value in SPOKEN:
        return {"low": SPOKEN[value], "high": None, "approximate": True}
    low, _, high = value.strip("~+").partition("-")
    return {
        "low": int(low),
        "high": None if value.endswith("+") else int(high or low),
        "approximate": value.startswith("~") or value.endswith("+"),
    }


def wrapped(text: str, width: int) -> str:
    """Turn spaces into line breaks so that no line is longer than `width` where that can be; no offset changes."""
    out = list(text)
    start = space = 0
    for at, char in enumerate(text):
        if at - start > width and space > start:
            out[space], start = "\n", space + 1
        if char == "\n":
            start = at + 1
        elif char == " ":
            space = at
    return "".join(out)


def gold(labels: Record, articles: Sequence[Article]) -> Record:
    """Return the gold file of one event."""
    units: list[Record] = []
    figures: dict[bool, list[Record]] = {False: [], True: []}
    tagged: dict[str, list[str]] = {}
    for article, name in zip(articles, range(len(articles)), strict=True):
        for unit, record in place_units(article, name):
            units.append(record)
            figures[False] += [{"unit": record["id"], **figure} for figure in unit.figures]
            figures[True] += [{"unit": record["id"], **figure} for figure in unit.optional]
            for tag in unit.tags:
                tagged.setdefault(tag, []).append(record["id"])
    return {
        "event": labels["event"],
        "language": "en",
        "topics": labels["topics"],
        "documents": [document(article) for article in articles],
        "units": units,
        "nuggets": labels["nugget"],
        "figures": figures[False],
        "optional_figures": figures[True],
        "timeline": labels["timeline"],
        "same_text": [[a, b] for ids in tagged.values() for a, b in combinations(ids, 2) if a[:3] != b[:3]],
    }


def document(article: Article) -> Record:
    """Return what the gold file says of one article."""
    heading = article.heading
    return {
        "file": heading["file"],
        "sha256": hashlib.sha256(article.text.encode()).hexdigest(),
        "published": None if heading["published"] == "unknown" else heading["published"],
        "title": heading["title"],
        "agency": heading.get("agency"),
    }


def place_units(article: Article, number: int) -> Iterator[tuple[Unit, Record]]:
    """Say where each unit stands: its number is article.line.sentence."""
    text, at, line, sentence = article.text, 0, 1, 0
    for unit in article.units:
        at += len(unit.before)
        breaks = unit.before.count("\n")
        line, sentence = line + breaks, 1 if breaks else sentence + 1
        yield (
            unit,
            {
                "id": f"{number:03}.{line}.{sentence}",
                "file": article.heading["file"],
                "start": at,
                "end": at + len(unit.text),
                "kind": unit.kind,
                "topics": unit.topics,
                "dangling": "?" in unit.flags,
                "garbled": "!" in unit.flags,
                "begins": text[at : at + len(unit.text)][:40],
            },
        )
        at += len(unit.text)


def out_of_step(folder: Path) -> list[str]:
    """Name the files of an event that differ from what its annotations say, the superfluous ones too."""
    files = build(folder)
    wrong = [name for name, text in files.items() if not same(folder / name, text)]
    stray = [f"articles/{path.name}" for path in (folder / "articles").glob("*")]
    return wrong + [name for name in stray if name not in files]


def same(path: Path, text: str) -> bool:
    """Tell whether a file holds this text."""
    return path.exists() and path.read_bytes() == text.encode()


def write(folder: Path) -> None:
    """Write an event's articles and gold file."""
    (folder / "articles").mkdir(exist_ok=True)
    for name, text in build(folder).items():
        (folder / name).write_bytes(text.encode())


def main(arguments: Sequence[str]) -> int:
    """Write or check every event, and return the exit code."""
    folders = sorted(path.parent for path in EVENTS.glob("*/labels.toml"))
    if "--check" not in arguments:
        for folder in folders:
            write(folder)
    wrong = [f"{folder.name}/{name}" for folder in folders for name in out_of_step(folder)]
    print("".join(f"not in step: {name}\n" for name in wrong), end="")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
