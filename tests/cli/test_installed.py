"""The command as it is installed: real runs, what they import, and a pipe that breaks."""

import os
import subprocess
import sys
from pathlib import Path

from briefing import pipeline
from tests.cli.test_cli import ARTICLE, Write


def run(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run the command as a user does."""
    command = [sys.executable, "-m", "briefing", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path(pipeline.__file__).parents[1]), **variables}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_a_real_run_makes_a_build_that_verifies(write: Write, here: Path) -> None:
    write("clips/a.txt", ARTICLE)
    write("clips/b.txt", ARTICLE.replace("two", "three").replace("Ada Marsh", "Tom Reed"))
    result = run("make", "clips", "--format", "html,json")
    assert (result.returncode, result.stderr) == (0, "")
    assert "build/brief.json" in result.stdout.split()
    assert all((here / path).is_file() for path in result.stdout.split())
    verified = run("verify", "build")
    assert verified.returncode == 0
    assert verified.stdout.startswith("build: verified: ")

    (here / "build/sources/S1.txt").write_text("Something else.")
    assert run("verify", "build").returncode == 1


def test_a_real_run_without_a_source_ends_with_1_and_writes_nothing(here: Path) -> None:
    result = run("make", "nowhere")
    assert result.returncode == 1
    assert result.stderr.startswith("briefing: ")
    assert "Traceback" not in result.stderr
    assert not (here / "build").exists()


def test_a_real_summary_is_cited(write: Write) -> None:
    write("clips/a.txt", ARTICLE)
    result = run("summarise", "clips", "--words", "60")
    assert result.returncode == 0
    assert "[a.txt ¶" in result.stdout


def test_help_imports_nothing_slow() -> None:
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "briefing", "--help"], capture_output=True, text=True, check=True
    )
    imported = {line.split("|")[-1].strip() for line in result.stderr.splitlines() if line.startswith("import time:")}
    assert "click" in imported
    slow = {
        "rich",
        "msgspec",
        "nltk",
        "numpy",
        "sumy",
        "jinja2",
        "weasyprint",
        "importlib.metadata",
        "briefing.pipeline",
    }
    assert imported & slow == set()


def test_a_broken_pipe_is_quiet() -> None:
    command = f"{sys.executable} -m briefing topics show general | head -c 1"
    result = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (result.stdout, result.stderr) == ("#", "")
