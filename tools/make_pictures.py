"""Make the pictures of docs/templates.md: run its commands, and take page one of what they make, on paper and screen.

    python tools/make_pictures.py

Needs pdftoppm (poppler-utils) and Chromium. The commands run in a copy of the checkout.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from markdown_it import MarkdownIt
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "templates.md"
PICTURES = ("onepager", "plain", "house")
"""Folders in build/ whose page one is shown."""
DOTS = "64"  # an inch
CHROMIUM = "/usr/bin/chromium"
SCREENS = {"telephone": (320, 640), "desk": (1280, 800)}
"""Sizes in CSS pixels at which the page is shown, each on a light and on a dark screen."""


def main() -> int:
    """Run, and write the pictures."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "checkout"
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "tests"))
        searched = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        for command in commands():
            subprocess.run(["sh", "-e", "-c", command], cwd=folder, env={**os.environ, "PATH": searched}, check=True)
        subprocess.run(
            [Path(sys.executable).with_name("briefing"), "make", "--format", "html", "-o", "build/screen"],
            cwd=folder,
            check=True,
        )
        take_screens(folder / "build" / "screen" / "brief.html")
        for name in PICTURES:
            page, picture = folder / "build" / name / "brief.pdf", ROOT / "docs" / name
            subprocess.run(
                ["pdftoppm", "-r", DOTS, "-f", "1", "-l", "1", "-singlefile", "-png", page, picture], check=True
            )
    return 0


def take_screens(page: Path) -> None:
    """Show a page at every size, light and dark, and keep what is seen first."""
    with sync_playwright() as play, play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]) as browser:
        for size, (width, height) in SCREENS.items():
            for scheme in ("light", "dark"):
                shown = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
                shown.goto(page.as_uri())
                shown.screenshot(path=ROOT / "docs" / f"{size}-{scheme}.png")
                shown.close()


def commands() -> list[str]:
    """Return the commands of the guide, block by block."""
    return [held.content for held in MarkdownIt().parse(GUIDE.read_text("utf-8")) if held.info.strip() == "sh"]


if __name__ == "__main__":
    sys.exit(main())
