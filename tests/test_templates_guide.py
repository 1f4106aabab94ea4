"""docs/templates.md does what it says: its commands run in their order, its tables are what a template is given."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from briefing.render.folders import builtin_templates
from briefing.render.templates import GIVEN
from briefing.settings import load
from tests.desk import PANGO, ROOT
from tests.render.test_plain import BLOCKS

GUIDE = (ROOT / "docs" / "templates.md").read_text("utf-8")
FENCES = [(token.info.strip(), token.content) for token in MarkdownIt().parse(GUIDE) if token.type == "fence"]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh copy, in which the guide has been followed to its end."""
    folder = tmp_path_factory.mktemp("guide") / "briefing"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "tests"))
    searched = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    said = ""
    for language, content in FENCES:
        if language == "sh":
            done = subprocess.run(
                ["sh", "-e", "-c", content],
                cwd=folder,
                env={**os.environ, "PATH": searched},
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode, done.stderr) == (0, ""), f"{content}\n{done.stderr}"
            said = done.stdout
        elif language == "text":
            assert said == content
    return folder


@pytest.mark.skipif(not PANGO, reason="Pango is not on this machine, and the guide makes PDF")
def test_the_guide_can_be_followed(checkout: Path) -> None:
    house = (checkout / "build/house/brief.html").read_text("utf-8")
    words = (checkout / "build/words/brief.html").read_text("utf-8")

    assert "Valley Observatory" in house
    assert "data:image/svg+xml;base64," in house
    assert "What you need to know</h2>" in words
    assert "Situation report" in words
    assert "Black on white" in (checkout / "build/leaflet/brief.html").read_text("utf-8")


def test_the_settings_that_are_shown_can_be_loaded(tmp_path: Path) -> None:
    (shown,) = (content for language, content in FENCES if language == "toml")
    (tmp_path / "briefing.toml").write_text(shown, "utf-8")

    assert load(tmp_path / "briefing.toml").template == tomllib.loads(shown)["template"]


def test_the_blocks_and_the_names_are_those_of_the_program() -> None:
    listed = re.findall(r"`(\w+)`", GUIDE.split("The blocks of every template, in their order:")[1].split(".")[0])
    table = GUIDE.split("| name | is | described in |")[1].split("\n\n")[0]
    rows = [row for row in table.split("\n") if row.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}

    assert listed == BLOCKS
    assert named == set(GIVEN)
    for path in re.findall(r"`((?:briefing|templates)/[\w/.]+)` \|", table):
        assert (ROOT / path).is_file()


def test_the_filters_and_macros_that_are_named_are_there() -> None:
    folder = builtin_templates()
    everything = "\n".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.html.j2")))
    macros = (folder / "parts" / "macros.html.j2").read_text("utf-8")

    assert all(f"macro {name}(" in macros for name in ("extract", "places", "comment", "finding"))
    for name in re.findall(r"^\| `(\w+)` \| `\{\{", GUIDE, re.MULTILINE):
        assert f"| {name}" in everything


@pytest.mark.parametrize("name", ["onepager", "plain", "house"])
def test_the_pictures_are_small(name: str) -> None:
    assert 5_000 < (ROOT / "docs" / f"{name}.png").stat().st_size < 120_000
