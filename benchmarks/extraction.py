"""Measure what is read out of web pages: the article against a public set of 181 pages, and the facts they state.

    python benchmarks/extraction.py            how well, how much CPU beside trafilatura's own, each page five times
    python benchmarks/extraction.py --pages    and the pages that are furthest from right
    python benchmarks/extraction.py --processes    instead, how much CPU reading in processes of its own adds

The set is scrapinghub's article-extraction-benchmark (MIT), below the folder that BRIEFING_REFERENCE names. Precision
and recall are those of runs of four words, a page, averaged, as that benchmark counts them. `extraction-labels.json`
says of some pages when, by whom and under which headline they were published, set by eye before the rules for facts
were changed for the first time; of headlines it holds only hashes.
"""

import gzip
import hashlib
import json
import logging
import os
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from briefing.engine import read_all
from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.locate import Found
from briefing.read.locate import load as load_file
from briefing.read.pages.html import HtmlReader
from briefing.settings import Settings

LABELS = Path(__file__).resolve().parent / "extraction-labels.json"
SIZE = 4
ROUNDS = 5
REPEATS = 5
LIMIT_BYTES = 50_000_000
LIMIT = 1.15
"""So many times trafilatura's own CPU."""

_WORD = re.compile(r"\w+")


def main(arguments: Sequence[str]) -> int:
    """Print what is reached."""
    reference = os.environ.get("BRIEFING_REFERENCE")
    if not reference:
        print("not measured: BRIEFING_REFERENCE does not name the folder of the reference articles")
        return 0
    pages, truth = load(Path(reference))
    if "--processes" in arguments:
        print(added(list(pages.values())))
        return 0
    sources = {key: read(page, key) for key, page in pages.items()}
    scores = {key: compare(truth[key], source.text if source else "") for key, source in sources.items()}
    print(f"{len(pages)} pages   precision {mean(scores, 0):.3f}   recall {mean(scores, 1):.3f}   F1 {f1(scores):.3f}")
    for name, half in (("even", list(scores)[::2]), ("odd", list(scores)[1::2])):
        print(f"  {name} pages alone: F1 {f1({key: scores[key] for key in half}):.3f}")
    counts, labelled = facts(sources)
    print(f"facts of {labelled} labelled pages: " + ", ".join(f"{name} {right}" for name, right in counts.items()))
    print(cost(list(pages.values())))
    if "--pages" in arguments:
        for key in sorted(scores, key=lambda key: sum(scores[key]))[:20]:
            print(f"  {key[:8]} precision {scores[key][0]:.2f} recall {scores[key][1]:.2f}")
    return 0


def load(reference: Path) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the pages and the texts of their articles, by key, in a fixed order."""
    folder = reference / "bench" / "article-extraction"
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    pages = {key: gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()) for key in sorted(truth)}
    return pages, {key: truth[key]["articleBody"] for key in pages}


def read(page: bytes, key: str) -> Source | None:
    """Read one page; None where it is refused."""
    try:
        (source,) = HtmlReader().read(page, f"{key}.html")
    except ReadError:
        return None
    return source


def compare(truth: str, found: str) -> tuple[float, float]:
    """Return precision and recall of the runs of words in a text."""
    right, own = shingles(truth), shingles(found)
    shared = (right & own).total()
    return shared / max(1, own.total()), shared / max(1, right.total())


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[start : start + SIZE]) for start in range(max(1, len(words) - SIZE + 1)) if words)


def mean(scores: Mapping[str, tuple[float, float]], which: int) -> float:
    return sum(score[which] for score in scores.values()) / len(scores)


def f1(scores: Mapping[str, tuple[float, float]]) -> float:
    """Return the harmonic mean of average precision and average recall."""
    precision, recall = mean(scores, 0), mean(scores, 1)
    return 2 * precision * recall / (precision + recall)


def facts(sources: Mapping[str, Source | None]) -> tuple[dict[str, int], int]:
    """Count on how many labelled pages each fact is right."""
    labels = json.loads(LABELS.read_text("utf-8"))
    counts = {"date": 0, "publisher": 0, "title": 0}
    for key, label in labels.items():
        source = sources[key]
        if source is not None:
            counts["date"] += str(source.published) == label["published"]
            counts["publisher"] += plain(source.publisher) in [plain(name) for name in label["publisher"]]
            counts["title"] += hashlib.sha256(plain(source.title).encode()).hexdigest()[:16] in label["title"]
    return counts, len(labels)


def plain(name: str | None) -> str:
    return "".join(letter for letter in (name or "").casefold() if letter.isalnum())


def cost(pages: Sequence[bytes]) -> str:
    """Compare the CPU of reading every page with that of trafilatura's own extraction with its metadata."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())

    def ours(page: bytes) -> object:
        return read(page, "page")

    def theirs(page: bytes) -> object:
        return bare_extraction(page, favor_precision=True, with_metadata=True)

    spent: dict[Callable[[bytes], object], float] = {ours: 0.0, theirs: 0.0}
    for one in spent:  # what is imported late, and what is compiled once
        one(pages[0])
    for _ in range(ROUNDS):
        for one in spent:
            before = time.process_time()
            for page in pages:
                one(page)
            spent[one] += time.process_time() - before
    return (
        f"CPU of {ROUNDS} times {len(pages)} pages: {spent[ours]:.1f} s, "
        f"trafilatura with metadata {spent[theirs]:.1f} s, ratio {spent[ours] / spent[theirs]:.2f}, limit {LIMIT}"
    )


def added(pages: Sequence[bytes]) -> str:
    """Compare the CPU of reading every page as `briefing make` does, with that of its processes, and in this one.

    Both run on one processor: two processes at once on two halves of a core would each be slower for the other's sake.
    """
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with TemporaryDirectory() as folder:
        for number in range(ROUNDS * len(pages)):
            Path(folder, f"{number:04}.html").write_bytes(pages[number % len(pages)])
        found = [Found(path, path.name) for path in sorted(Path(folder).iterdir())]
        read(pages[0], "page")
        apart, here = [], []
        for _ in range(REPEATS):
            here.append(spent(lambda: [read(load_file(one, max_bytes=LIMIT_BYTES), one.origin) for one in found]))
            apart.append(spent(lambda: list(read_all(found, Settings()))))
    ratios = sorted(one / other for one, other in zip(apart, here, strict=True))
    said = ", ".join(f"{ratio:.3f}" for ratio in ratios)
    least = min(apart) / min(here)  # what disturbs a run only adds to it
    return (
        f"CPU of {len(found)} pages read in processes of their own beside one: "
        f"{least:.3f} (the least of {REPEATS} runs each); run by run {said}"
    )


def spent(work: Callable[[], object]) -> float:
    """Return the CPU seconds of this process and its children, in the kernel too."""
    before = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    work()
    after = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime for a, b in zip(before, after, strict=True))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
