"""Make the pictures of docs/templates.md: run its commands, and take page one of what they make.

    python tools/make_pictures.py

Needs pdftoppm (poppler-utils). The commands run in a copy of the checkout.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "templates.md"
PICTURES = ("onepager", "plain", "house")
"""Folders in build/ whose page one is shown."""
DOTS = "64"  # an inch


def main() -> int:
    """Run, and write the pictures."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "checkout"
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "tests"))
        searched = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        for command in commands():
            subprocess.run(["sh", "-e", "-c", command], cwd=folder, env={**os.environ, "PATH": searched}, check=True)
        for name in PICTURES:
            page, picture = folder / "build" / name / "brief.pdf", ROOT / "docs" / name
            subprocess.run(
                ["pdftoppm", "-r", DOTS, "-f", "1", "-l", "1", "-singlefile", "-png", page, picture], check=True
            )
    return 0


def commands() -> list[str]:
    """Return the commands of the guide, block by block."""
    return [held.content for held in MarkdownIt().parse(GUIDE.read_text("utf-8")) if held.info.strip() == "sh"]


if __name__ == "__main__":
    sys.exit(main())
