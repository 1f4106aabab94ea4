"""A desk with a finished build, settings that can be added to, and a server on this machine that they name."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.cli import main
from tests.deliver.mailhouse.faults import Script, troubled
from tests.desk import ARTICLES, tree

TO = ("duty@valley.example", "mayor@valley.example")
SETTINGS = """
series = "Dam"
serial = 1
formats = ["json", "md"]
[email]
from = "Flood desk <desk@valley.example>"
to = ["duty@valley.example"]
cc = ["file:lists/town.txt"]
attach = ["md"]
host = "localhost"
attempts = 1
timeout_seconds = 5
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A desk with a finished build."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "lists").mkdir()
    (folder / "lists" / "town.txt").write_text("# the town hall\nThe mayor <mayor@valley.example> # since 2021\n\n")
    (folder / "briefing.toml").write_text(SETTINGS)
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        assert main(["make", "-q", str(ARTICLES)]) == 0
    return tree(folder)


@pytest.fixture
def desk(made: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, content in made.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settle(desk: Path, **keys: object) -> None:
    """Add keys to [email]."""
    lines = [f"{key} = {json.dumps(value)}" for key, value in keys.items()]
    with (desk / "briefing.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n".join(lines) + "\n")


@pytest.fixture
def script(desk: Path) -> Iterator[Script]:
    """A server on this machine that the settings name."""
    played = Script()
    with troubled(played) as port:
        settle(desk, port=port, security="none")
        yield played
