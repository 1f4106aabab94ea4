"""Measure what printing costs: CPU and memory of our PDF beside WeasyPrint's own of the same page, by pages.

    python -m benchmarks.printing

The pages are briefs of 10 to 1,200 articles: those of benchmarks/events/flood, and copies whose words differ. Each PDF
is made in a process of its own. WeasyPrint alone gets the same page, without our finishing, standards and attachment.
"""

import io
import math
import multiprocessing
import pickle
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.speed import ALONE, ROOT, Cost, spend, varied

SIZES = (10, 60, 200, 600, 1200)
LIMITS = {"ratio": 1.15, "memory": 3.0, "power": 1.1}
WORD = b"<!doctype html><html lang=en><title>A word</title><p>Word"
OURS = (
    "import pathlib, pickle, sys; from briefing.render.pdf import PdfRenderer; "
    "job = pickle.loads(pathlib.Path(sys.argv[1]).read_bytes()); "
    "pathlib.Path(sys.argv[2]).write_bytes(PdfRenderer().render(*job).content)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What one brief cost."""

    pages: int
    ours: Cost
    alone: Cost

    @property
    def ratio(self) -> float:
        """Our CPU time beside that of WeasyPrint alone."""
        return self.ours.cpu / self.alone.cpu


def main() -> int:
    """Print a line for each size, and what a page more takes; return 1 where a limit is passed."""
    found = []
    with tempfile.TemporaryDirectory() as place:
        for size in SIZES:
            found.append(one := measure(size, Path(place)))
            times = f"{one.ours.cpu:6.2f} s and {one.alone.cpu:6.2f} s, ratio {one.ratio:.2f}"
            held = f"{one.ours.memory:.0f} and {one.alone.memory:.0f} MB"
            print(f"{size:5} articles, {one.pages:3} pages   ours and alone: {times}; {held}", flush=True)
        job = Path(place) / "word.job"
        apart(word, Path(place) / f"{SIZES[0]}.job", job)
        least = spend((sys.executable, "-c", OURS, job, Path(place) / "word.pdf"), ROOT).memory
    return judge(found, least)


def judge(found: Sequence[Printed], least: float) -> int:
    """Print how the cost grows with the pages; return 1 where a limit is passed; a page of one word takes `least`."""
    pages = [one.pages for one in found]
    held = [one.ours.memory for one in found]
    logarithms = ([math.log(value) for value in values] for values in (pages, [memory - least for memory in held]))
    reached = {
        "ratio": max(one.ratio for one in found),
        "memory": statistics.linear_regression(pages, held).slope,
        "power": statistics.linear_regression(*logarithms).slope,
    }
    seconds = statistics.linear_regression(pages, [one.ours.cpu for one in found]).slope
    alone = statistics.linear_regression(pages, [one.alone.memory for one in found]).slope
    print(f"CPU: a page more {seconds:.2f} s; ratio at most {reached['ratio']:.2f}, limit {LIMITS['ratio']}")
    print(f"memory: a page more {reached['memory']:.2f} MB, limit {LIMITS['memory']:.0f}; alone {alone:.2f} MB")
    print(
        f"  above the {least:.0f} MB of one word, pages to the power of {reached['power']:.2f}, limit {LIMITS['power']}"
    )
    return int(any(reached[name] > limit for name, limit in LIMITS.items()))


def measure(size: int, folder: Path) -> Printed:
    """Return the pages, and what ours and WeasyPrint's own cost."""
    page, job, printed = (folder / f"{size}.{ending}" for ending in ("html", "job", "pdf"))
    apart(prepare, size, page, job)
    ours = spend((sys.executable, "-c", OURS, job, printed), ROOT)
    alone = spend((sys.executable, "-c", ALONE, page, folder / "alone.pdf"), ROOT)
    apart(count, printed, folder / "pages")
    return Printed(pages=int((folder / "pages").read_text("ascii")), ours=ours, alone=alone)


def count(printed: Path, said: Path) -> None:
    """Write down how many pages a PDF has."""
    import pypdf

    said.write_text(str(len(pypdf.PdfReader(io.BytesIO(printed.read_bytes())).pages)), "ascii")


def apart(work: Callable[..., None], *arguments: object) -> None:
    """Do it in another process: what this one has once held, the system counts as held by whatever it starts."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=arguments)
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(process.exitcode)


def word(smallest: Path, job: Path) -> None:
    """Write all that a PDF of one word is made from: the smallest brief there is, and another page."""
    brief, context = pickle.loads(smallest.read_bytes())
    html = replace(context.artifacts["html"], content=WORD)
    job.write_bytes(pickle.dumps((brief, replace(context, artifacts=context.artifacts | {"html": html}))))


def prepare(size: int, page: Path, job: Path) -> None:
    """Write the page of so many articles, and all that our PDF is made from."""
    from briefing.pipeline import make_brief
    from briefing.plugins import find
    from briefing.rendering import context_of
    from briefing.settings import Settings

    articles = sorted((ROOT / "benchmarks" / "events" / "flood" / "articles").glob("*.txt"))
    reader = find("readers", "txt")
    texts = [path.read_text("utf-8") for path in articles]
    copies = ((at, varied(texts[at % len(texts)], at // len(texts)).encode("utf-8")) for at in range(size))
    settings = Settings(topics="disaster")
    brief = make_brief([source for at, text in copies for source in reader.read(text, f"{at}.txt")], settings)
    context = context_of(brief, settings)
    html = find("renderers", "html").render(brief, context)
    data = find("renderers", "json").render(brief, replace(context, artifacts={"html": html}))
    page.write_bytes(html.content)
    job.write_bytes(pickle.dumps((brief, replace(context, artifacts={"html": html, "json": data}))))


if __name__ == "__main__":
    sys.exit(main())
