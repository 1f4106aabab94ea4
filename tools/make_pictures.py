"""Make the pictures of docs/: page one of the demonstration, and of what the commands of docs/templates.md make.

    python tools/make_pictures.py

Needs build/brief.pdf, pdftoppm (poppler-utils) and Chromium. The commands run in a copy of the checkout.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from markdown_it import MarkdownIt
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "templates.md"
PICTURES = ("onepager", "plain", "house")
"""Folders in build/ whose page one is shown."""
DOTS, LARGE = "64", "110"  # an inch
COLOURS = 64
"""A page has few colours and many shades of the edges of letters: so many are enough, and a third of the bytes."""
CHROMIUM = "/usr/bin/chromium"
SCREENS = {"telephone": (320, 640), "desk": (1280, 800)}
"""Sizes in CSS pixels at which the page is shown, each on a light and on a dark screen."""


def main() -> int:
    """Run, and write the pictures."""
    take_page(ROOT / "build" / "brief.pdf", "brief", LARGE)
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
            take_page(folder / "build" / name / "brief.pdf", name, DOTS)
    return 0


def take_page(page: Path, name: str, dots: str) -> None:
    """Keep page one of a PDF."""
    picture = ROOT / "docs" / name
    subprocess.run(["pdftoppm", "-r", dots, "-f", "1", "-l", "1", "-singlefile", "-png", page, picture], check=True)
    shrink(picture.with_suffix(".png"))


def shrink(picture: Path) -> None:
    """Write a picture with a palette: as sharp, and smaller."""
    with Image.open(picture) as image:
        few = image.convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)


def take_screens(page: Path) -> None:
    """Show a page at every size, light and dark, and keep what is seen first."""
    with sync_playwright() as play, play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]) as browser:
        for size, (width, height) in SCREENS.items():
            for scheme in ("light", "dark"):
                shown = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
                shown.goto(page.as_uri())
                picture = ROOT / "docs" / f"{size}-{scheme}.png"
                shown.screenshot(path=picture)
                shown.close()
                shrink(picture)


def commands() -> list[str]:
    """Return the commands of the guide, block by block."""
    return [held.content for held in MarkdownIt().parse(GUIDE.read_text("utf-8")) if held.info.strip() == "sh"]


if __name__ == "__main__":
    sys.exit(main())
