"""Measure what printing costs: CPU and memory of our PDF beside WeasyPrint's own of the same page, by pages.

    python -m benchmarks.printing

The pages are briefs of 60 and 300 articles: those of benchmarks/events/flood, and copies whose words differ. Each PDF
is made in a process of its own. WeasyPrint alone gets the same page, without our finishing, standards and attachment.
"""

import io
import pickle
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pypdf

from benchmarks.speed import ALONE, ROOT, Cost, spend, varied
from briefing.pipeline import make_brief
from briefing.plugins import find
from briefing.rendering import context_of
from briefing.settings import Settings

SIZES = (60, 300)
OURS = (
    "import pathlib, pickle, sys; from briefing.render.pdf import PdfRenderer; "
    "job = pickle.loads(pathlib.Path(sys.argv[1]).read_bytes()); "
    "pathlib.Path(sys.argv[2]).write_bytes(PdfRenderer().render(*job).content)"
)


def main() -> int:
    """Print a line for each size, and what a page more takes."""
    found = []
    with tempfile.TemporaryDirectory() as place:
        for size in SIZES:
            found.append(measure(size, Path(place)))
            pages, ours, alone = found[-1]
            times = f"{ours.cpu:6.2f} s and {alone.cpu:6.2f} s, ratio {ours.cpu / alone.cpu:.2f}, limit 1.15"
            held = f"{ours.memory:.0f} and {alone.memory:.0f} MB"
            print(f"{size:4} articles, {pages:3} pages   ours and alone: {times}; {held}")
    (few, small, plain), (many, large, whole) = found
    grown, bare = ((more.memory - less.memory) / (many - few) for more, less in ((large, small), (whole, plain)))
    print(f"a page more: {(large.cpu - small.cpu) / (many - few):.2f} s; {grown:.1f} MB, alone {bare:.1f} MB, limit 3")
    return 0


def measure(size: int, folder: Path) -> tuple[int, Cost, Cost]:
    """Return the pages, and what ours and WeasyPrint's own cost."""
    page, job, printed = (folder / f"{size}.{ending}" for ending in ("html", "job", "pdf"))
    prepare(size, page, job)
    ours = spend((sys.executable, "-c", OURS, job, printed), ROOT)
    alone = spend((sys.executable, "-c", ALONE, page, folder / "alone.pdf"), ROOT)
    return len(pypdf.PdfReader(io.BytesIO(printed.read_bytes())).pages), ours, alone


def prepare(size: int, page: Path, job: Path) -> None:
    """Write the page of so many articles, and all that our PDF is made from."""
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
