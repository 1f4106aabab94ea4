"""What stands in the way of a finished build: a killed run, a folder that refuses, a library that is missing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.cli import main
from tests.desk import ARTICLES, briefing, tree

Write = Callable[[str, str | bytes], Path]
Capture = pytest.CaptureFixture[str]

STORM = """Storm tears roofs off in Halden

4 February 2022

A storm tore the roofs off 40 houses in Halden on Friday, the fire service said.
"""


NEWER = sorted(map(str, ARTICLES.glob("2021-03-1[45]*")))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every run begins in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*arguments: str, formats: str = "html,json") -> int:
    return main(["make", *arguments, "--format", formats])


def test_a_build_that_cannot_be_written_leaves_the_earlier_one(write: Write, capsys: Capture) -> None:
    write("storm.txt", STORM)
    assert make("storm.txt") == 0
    before = tree(Path("build"))
    Path("build/brief.md").mkdir()

    assert make(*NEWER, formats="html,md") == 1
    assert "brief.md" in capsys.readouterr().err
    assert tree(Path("build")) == before
    assert main(["verify", "build"]) == 0


def test_a_file_where_the_build_belongs_is_left_alone(write: Write, capsys: Capture) -> None:
    write("storm.txt", STORM)
    write("build", "a letter")

    assert make("storm.txt") == 1
    assert "build" in capsys.readouterr().err
    assert Path("build").read_text("utf-8") == "a letter"


KILL = """
import os, signal
rename, left = os.replace, [{number}]
def killed(*arguments, **more):
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    return rename(*arguments, **more)
os.replace = os.rename = killed
"""


def test_a_run_killed_between_any_two_files_leaves_no_mix_that_verifies(write: Write, here: Path) -> None:
    write("storm.txt", STORM)
    assert make("storm.txt") == 0
    old = tree(here / "build")
    briefing(here, "make", *NEWER, "-o", "whole", "--format", "html,json")
    new = tree(here / "whole")

    for number in range(len(new)):
        build = here / f"killed-{number}"
        shutil.copytree(here / "build", build)
        write("patch/sitecustomize.py", KILL.format(number=number))
        done = briefing(here, "make", *NEWER, "-o", build, "--format", "html,json", path=here / "patch")
        assert done.returncode == -9
        found = {name: content for name, content in tree(build).items() if not name.endswith(".tmp")}
        assert all(content in (old.get(name), new.get(name)) for name, content in found.items())
        assert found["brief.json"] == old["brief.json"]
        assert main(["verify", str(build)]) == int(any(found[name] != content for name, content in old.items()))
    assert make(*NEWER, "-o", "killed-0") == 0
    assert tree(here / "killed-0") == new


NO_PANGO = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
sys.meta_path.insert(0, Missing())
"""


def test_without_pango_everything_but_the_pdf_is_made(write: Write, here: Path) -> None:
    write("storm.txt", STORM)
    write("patch/sitecustomize.py", NO_PANGO)
    done = briefing(here, "make", "storm.txt", "--format", "html,pdf,json,md", path=here / "patch")

    assert done.returncode == 1
    assert "libpango-1.0-0" in done.stderr
    assert done.stdout.splitlines() == [
        "build/sources/S1.txt",
        "build/brief.html",
        "build/brief.md",
        "build/brief.json",
    ]
    assert main(["verify", "build"]) == 0
