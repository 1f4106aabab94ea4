"""What the tests of the whole share: the articles, the command in a process of its own, a look into a build folder."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from briefing.doctor import examine

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = Path(__file__).parent / "articles"
"""Five of our own on a dam that broke: wire copy in two of them, tolls that differ, furniture of every kind."""
PANGO = all(check.ok for check in examine() if check.name.startswith("Pango"))

Json = dict[str, Any]
Done = subprocess.CompletedProcess[str]


def briefing(cwd: Path, *arguments: str | Path, path: Path | None = None, **environment: str) -> Done:
    """Run the command in a process of its own; `path` is searched for modules before everything else."""
    searched = [str(entry) for entry in (path, ROOT) if entry]
    return subprocess.run(
        [sys.executable, "-m", "briefing", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(searched), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read_brief(build: Path) -> Json:
    """Return what brief.json says."""
    brief: Json = json.loads((build / "brief.json").read_text("utf-8"))
    return brief


def extracts_of(brief: Json) -> list[Json]:
    """Return every extract of the sections."""
    return [extract for section in brief["sections"] for extract in section["extracts"]]
