"""The README does what it says: its commands run, its settings load, its tables are those of the program."""

import datetime as dt
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import types
from pathlib import Path
from typing import Literal, NamedTuple, Union, get_args, get_origin

import msgspec
import pytest
from markdown_it import MarkdownIt
from msgspec import Struct, structs

from briefing.cli import cli
from briefing.model import Extract
from briefing.settings import Clean, Drop, Email, Fetch, Limits, Look, Note, Override, Pin, Settings, TopicTable, load
from tests.desk import PANGO, ROOT

BY_CI = "by-ci"
"""Marks the blocks that set up a machine: CI begins with them."""
SETS_UP = {"make", "sudo", "python3"}
README = (ROOT / "README.md").read_text("utf-8")
OPTIONS = (ROOT / "docs" / "settings.md").read_text("utf-8")
TABLES: dict[str, type[Struct]] = {"[[topic]]": TopicTable, "[[pin]]": Pin, "[[drop]]": Drop, "[[source]]": Override}
TABLES |= {"[[comment]]": Note}
TABLES |= {"[limits]": Limits, "[fetch]": Fetch, "[clean]": Clean, "[look]": Look, "[email]": Email}


class Block(NamedTuple):
    """A fenced block: its language, its marker, what stands in it."""

    language: str
    marker: str
    content: str


FENCES = [(token.info.split(), token.content) for token in MarkdownIt().parse(README) if token.type == "fence"]
BLOCKS = [Block(info[0], "".join(info[1:]), content) for info, content in FENCES]
RUN = [block for block in BLOCKS if block.language == "sh" and block.marker != BY_CI]


def rows_below(page: str, heading: str) -> list[list[str]]:
    """Return the rows of the first table of keys below a heading."""
    text = page.split(f"\n{heading}\n", 1)[1]
    lines = text[text.index("| key | type |") :].split("\n\n", 1)[0].split("\n")[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_only_what_sets_up_a_machine_is_left_to_ci() -> None:
    left = [block for block in BLOCKS if block.marker == BY_CI]
    commands = [line for block in left for line in block.content.splitlines()]

    assert len(left) == 2
    assert {shlex.split(line)[0] for line in commands} == SETS_UP
    assert {block.marker for block in BLOCKS} == {"", BY_CI}
    assert {block.language for block in BLOCKS} <= {"sh", "toml", "json", "python"}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh copy, as somebody would have it who has just fetched the project."""
    folder = tmp_path_factory.mktemp("fresh") / "briefing"
    left = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "tests", "benchmarks")
    shutil.copytree(ROOT, folder, ignore=left)
    return folder


@pytest.mark.skipif(not PANGO, reason="Pango is not on this machine, and the README makes PDF")
def test_every_command_runs_in_its_order(checkout: Path) -> None:
    searched = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    programs = [block for block in BLOCKS if block in RUN or block.language == "python"]
    for block in programs:
        command = ["sh", "-e", "-c", block.content] if block.language == "sh" else [sys.executable, "-c", block.content]
        done = subprocess.run(
            command, cwd=checkout, env={**os.environ, "PATH": searched}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{block.content}\n{done.stderr}"
        assert done.stdout.strip(), block.content
        assert not done.stderr, f"{block.content}\n{done.stderr}"

    assert len(programs) > 8
    assert "For the morning meeting" in (checkout / "build/meeting/brief.html").read_text("utf-8")


def test_every_command_of_the_program_is_shown() -> None:
    shown = {word for block in RUN for word in re.findall(r"\bbriefing (\w+)", block.content)}

    assert shown == set(cli.commands)


def test_the_settings_that_are_shown_can_be_loaded(tmp_path: Path) -> None:
    shown = [block.content for block in BLOCKS if block.language == "toml"]
    for content in shown:
        (tmp_path / "briefing.toml").write_text(content, "utf-8")
        assert load(tmp_path / "briefing.toml") != Settings()

    assert len(shown) == 2


def test_the_extract_that_is_shown_is_one_of_the_demonstration() -> None:
    (shown,) = (block.content for block in BLOCKS if block.language == "json")

    extract = msgspec.json.decode(shown, type=Extract)
    assert list(msgspec.json.decode(shown)) == list(Extract.__dataclass_fields__)
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    for citation in extract.citations:
        assert texts[int(citation.source[1:]) - 1][citation.start : citation.end] == extract.text


def keys_of(kind: type[Struct]) -> dict[str, structs.FieldInfo]:
    return {field.encode_name: field for field in structs.fields(kind)}


def test_the_table_of_settings_is_the_settings() -> None:
    rows = {bare(row[0]): row for row in rows_below(README, "## Settings")}

    assert list(rows) == list(keys_of(Settings))
    for key, field in keys_of(Settings).items():
        check_row(rows[key], field)


@pytest.mark.parametrize("name", TABLES)
def test_the_keys_inside_the_tables_are_the_settings_too(name: str) -> None:
    rows = {bare(row[0]): row for row in rows_below(OPTIONS, f"## `{name}`")}

    assert list(rows) == list(keys_of(TABLES[name]))
    for key, field in keys_of(TABLES[name]).items():
        check_row(rows[key], field)


def bare(cell: str) -> str:
    """Return "[plugin.NAME]" as "plugin", "`[[topic]]`" as "topic"."""
    return cell.strip("`[]").removesuffix(".NAME")


def check_row(row: list[str], field: structs.FieldInfo) -> None:
    """Hold the type and the default of a row against those of a key."""
    _, kind, default, meaning = row
    assert kind in types_of(field.type), f"{field.encode_name}: {field.type}"
    assert meaning
    if default.startswith("`"):
        value = tomllib.loads(f"x = {default.strip('`')}")["x"]
        assert (tuple(value) if isinstance(value, list) else value) == field.default, field.encode_name
    elif default == "needed":
        assert field.required
    else:
        assert not field.required
        assert field.default in (None, (), msgspec.NODEFAULT) or isinstance(field.default, Struct), field.encode_name


def types_of(kind: object) -> set[str]:
    """Return the words that may stand for a type."""
    if get_origin(kind) in (Union, types.UnionType):
        return set().union(*(types_of(part) for part in get_args(kind) if part is not type(None)))
    inner = get_args(kind)[0] if hasattr(kind, "__metadata__") else kind
    if get_origin(inner) is tuple:
        item = types_of(get_args(inner)[0])
        return {"tables"} if item == {"table"} else {f"list of {word}s" for word in (*item, "name", "code")}
    if get_origin(inner) is dict:
        return {"tables"}
    if get_origin(inner) is Literal:
        return {"text"}
    if isinstance(inner, type) and issubclass(inner, Struct):
        return {"table"}
    words = {
        str: {"text", "code"},
        int: {"whole number"},
        bool: {"true or false"},
        dt.date: {"date"},
        dt.time: {"time"},
        Path: {"folder", "file"},
    }
    return words[inner] if isinstance(inner, type) else set()


def test_what_is_written_names_every_format() -> None:
    table = README.split("| file | format | holds |")[1].split("\n\n")[0]
    named = set(re.findall(r"^\| `[^`]+` \| `(\w+)` \|", table, re.MULTILINE))

    assert named == set(
        tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["briefing.renderers"]
    )


def test_the_links_of_the_pages_lead_somewhere() -> None:
    pages = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/RESULTS.md")]
    pages += sorted((ROOT / "docs").glob("*.md"))
    for page in pages:
        text = page.read_text("utf-8")
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)|src=\"([^\"]+)\"", text):
            name = "".join(target)
            assert "://" in name or (page.parent / name).exists(), f"{page.name}: {name}"


def test_the_picture_is_small() -> None:
    assert 20_000 < (ROOT / "docs" / "brief.png").stat().st_size < 80_000
