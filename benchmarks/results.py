"""Run every command that stands in benchmarks/RESULTS.md, and put what it prints there.

BRIEFING_REFERENCE=FOLDER python benchmarks/results.py
"""

import datetime as dt
import os
import platform
import re
import shlex
import subprocess
import sys
from pathlib import Path

from briefing import __version__

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "benchmarks" / "RESULTS.md"
BLOCK = re.compile(r"```console\n\$ python (.+)\n(?:(?!```).*\n)*```\n")
MEASURED = re.compile(r"^Measured .*$", re.MULTILINE)


def main() -> int:
    """Write the page anew."""
    if "BRIEFING_REFERENCE" not in os.environ:
        sys.exit("BRIEFING_REFERENCE does not name the folder of the reference articles: nothing is measured")
    today = dt.datetime.now(dt.UTC).date()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    page = MEASURED.sub(f"Measured on {today} with briefing {__version__}, {machine}.", PAGE.read_text("utf-8"))
    PAGE.write_text(BLOCK.sub(run, page), "utf-8")
    return 0


def run(block: re.Match[str]) -> str:
    """Return a block with what its command prints now."""
    command = [sys.executable, *shlex.split(block[1])]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    return f"```console\n$ python {block[1]}\n{done.stdout.rstrip()}\n```\n"


if __name__ == "__main__":
    sys.exit(main())
