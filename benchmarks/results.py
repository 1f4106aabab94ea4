"""Run every command that stands in benchmarks/RESULTS.md, and put what it prints there.

BRIEFING_REFERENCE=FOLDER python benchmarks/results.py             every command
BRIEFING_REFERENCE=FOLDER python benchmarks/results.py quality     those with such a word in them
"""

import datetime as dt
import os
import platform
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from briefing import __version__

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "benchmarks" / "RESULTS.md"
BLOCK = re.compile(r"```console\n\$ python (.+)\n(?:(?!```).*\n)*```\n")
MEASURED = re.compile(r"^Measured .*$", re.MULTILINE)


def main(words: Sequence[str]) -> int:
    """Write the page anew; with words, only the blocks of the commands that hold one of them."""
    if "BRIEFING_REFERENCE" not in os.environ:
        sys.exit("BRIEFING_REFERENCE does not name the folder of the reference articles: nothing is measured")
    today = dt.datetime.now(dt.UTC).date()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    page = MEASURED.sub(f"Measured on {today} with briefing {__version__}, {machine}.", PAGE.read_text("utf-8"))

    def renew(block: re.Match[str]) -> str:
        return run(block) if not words or any(word in block[1] for word in words) else block[0]

    PAGE.write_text(BLOCK.sub(renew, page), "utf-8")
    return 0


def run(block: re.Match[str]) -> str:
    """Return a block with what its command prints now."""
    command = [sys.executable, *shlex.split(block[1])]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    return f"```console\n$ python {block[1]}\n{done.stdout.rstrip()}\n```\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
