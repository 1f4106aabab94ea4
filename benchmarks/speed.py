"""Measure what a run costs: CPU against WeasyPrint alone, `--help`, memory, and how the steps grow.

    python benchmarks/speed.py              in an environment of its own with the base dependencies alone
    python benchmarks/speed.py --here       in the environment that runs this
    python benchmarks/speed.py --times 9    so many runs of each; the median counts
    python benchmarks/speed.py --growth     the steps on 5, 50 and 500 articles instead

The articles are those of the folder named by BRIEFING_REFERENCE, else the demonstration's. CPU is user and system time
of the child process alone, so that a busy machine changes it little; both sides of the ratio are measured in turns.
"""

import argparse
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ALONE = "import sys, weasyprint; weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2])"
Command = tuple[str | Path, ...]
LIMITS = {"ratio": 1.5, "help": 0.25, "memory": 200.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one process cost."""

    cpu: float
    """Seconds, user and system."""
    memory: float
    """Megabytes at most, resident."""


def main(arguments: Sequence[str]) -> int:
    """Print the table and return 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description="Measure what a run costs.")
    parser.add_argument("--here", action="store_true", help="in the environment that runs this")
    parser.add_argument("--times", type=int, default=5, help="so many runs of each")
    parser.add_argument("--growth", action="store_true", help="the steps on 5, 50 and 500 articles instead")
    options = parser.parse_args(arguments)
    if options.growth:
        return grow((5, 50, 500))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        python = Path(sys.executable) if options.here else make_environment(folder / "environment")
        return report(python, folder, max(1, options.times))


def make_environment(folder: Path) -> Path:
    """Install this checkout and its base dependencies, nothing more, and return the Python there."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", ROOT], check=True)
    return python


def report(python: Path, folder: Path, times: int) -> int:
    """Measure and print; return 1 where a limit is passed."""
    program = python.with_name("briefing")
    make: Command = (program, "make", articles(), "-c", ROOT / "seeds" / "briefing.toml", "-o", folder / "build")
    alone: Command = (python, "-c", ALONE, folder / "build" / "brief.html", folder / "alone.pdf")
    unprinted: Command = (*make[:-1], folder / "unprinted", "--format", "html,json")
    spend(make, folder)  # once for the byte code, the font cache and the page that WeasyPrint is given
    spend(alone, folder)
    made, printed, steps, helped = [], [], [], []
    for _ in range(times):
        made.append(spend(make, folder))
        printed.append(spend(alone, folder))
        steps.append(spend(unprinted, folder))
        helped.append(spend((program, "--help"), folder))
    whole, page = median(made), median(printed)
    found = {"ratio": whole / page, "help": median(helped), "memory": max(cost.memory for cost in made)}
    where = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{described()}, median of {times}, {where}")
    print(f"  briefing make              {whole:6.2f} s of CPU")
    print(f"  WeasyPrint alone           {page:6.2f} s of CPU")
    print(f"  briefing make without PDF  {median(steps):6.2f} s of CPU")
    print(f"  ratio                      {found['ratio']:6.2f}    limit {LIMITS['ratio']}")
    print(f"  briefing --help            {found['help']:6.2f} s of CPU, limit {LIMITS['help']}")
    print(f"  memory of make, at most    {found['memory']:6.0f} MB, limit {LIMITS['memory']:.0f}")
    return int(any(found[name] > limit for name, limit in LIMITS.items()))


def articles() -> Path:
    """Return the folder of the articles."""
    reference = os.environ.get("BRIEFING_REFERENCE")
    return Path(reference).resolve() / "seeds" if reference else ROOT / "seeds"


def described() -> str:
    """Say which articles those are."""
    return "the five reference articles" if os.environ.get("BRIEFING_REFERENCE") else "the five articles of seeds/"


def grow(sizes: Sequence[int]) -> int:
    """Print what the steps cost on piles of several sizes, imports and reading not counted."""
    from briefing.pipeline import make_brief, read_documents
    from briefing.plugins import find
    from briefing.settings import load
    from briefing.steps.understand import understand

    settings = load(ROOT / "seeds" / "briefing.toml")
    texts = [path.read_text("utf-8") for path in sorted(articles().glob("*.txt"))]
    reader = find("readers", "txt")
    print(
        f"{described()} and copies whose words differ: CPU of understanding and of the whole brief, imports not counted"
    )
    for place, size in enumerate((sizes[0], *sizes)):  # the first run imports, and is not shown
        copies = ((number, varied(texts[number % len(texts)], number // len(texts))) for number in range(size))
        pile = [source for number, text in copies for source in reader.read(text.encode("utf-8"), f"{number}.txt")]
        documents, _ = read_documents(pile, settings)
        begun = time.process_time()
        understand(documents, frozenset({"en"}))
        understood = time.process_time() - begun
        del documents
        begun = time.process_time()
        make_brief(pile, settings)
        spent = time.process_time() - begun
        if place:
            each = f"{1000 * understood / size:6.1f} and {1000 * spent / size:6.1f} ms an article"
            print(f"  {size:6} articles {understood:8.2f} s and {spent:8.2f} s  {each}")
    return 0


def varied(text: str, copy: int) -> str:
    """Return a text in which two long words of three are others: no copy of the first, but of its length and shape."""

    def change(word: re.Match[str]) -> str:
        code = zlib.crc32(f"{word[0]} {copy}".encode())
        return word[0] + "abcdefghijklmnopqrstuvwxyz"[code % 26] if code % 3 else word[0]

    return re.sub(r"[a-z]{6,}", change, text) if copy else text


def median(costs: Sequence[Cost]) -> float:
    """Return the median of the CPU times."""
    return statistics.median(cost.cpu for cost in costs)


def spend(command: Command, cwd: Path) -> Cost:
    """Run a command and return what it cost; its own usage alone, not that of other children."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}
    process = subprocess.Popen(
        [str(part) for part in command], cwd=cwd, env=kept, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{said.decode('utf-8', 'replace')}")
    return Cost(cpu=usage.ru_utime + usage.ru_stime, memory=megabytes(usage))


def megabytes(usage: resource.struct_rusage) -> float:
    """Return the largest resident size; Linux counts kilobytes, macOS bytes."""
    return usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
