"""300 hostile files beside one good article: a brief comes out, each bad file is named, and nothing else happens."""

import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.errors import ReadError
from briefing.plugins import find, names
from briefing.read.kinds import DESCRIPTIONS
from briefing.read.unwanted import printable
from tests.desk import ROOT, Json, read_brief, tree
from tests.hostile.corpus import plant, plant_oddities, traps
from tests.hostile.trap import STORY, Trap

SETTINGS = """formats = ["html", "json"]
[limits]
read_seconds = {seconds}
read_megabytes = 384
"""
SECONDS = 10
SLOW_ENOUGH = 400
"""So many seconds the whole run may take before it counts as hanging; it takes 40 on two processors."""
LONG = settings.default.max_examples > 100
"""Whether `--hypothesis-profile long` was asked for: other bytes in every run, and many more of them."""
EXAMPLES = settings.default.max_examples if LONG else 25
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Run:
    """What came of the run over all of them."""

    folder: Path
    traps: tuple[Trap, ...]
    code: int
    out: str
    err: str
    brief: Json
    before: frozenset[str]
    megabytes: int


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "clips").mkdir()
    planted = plant(folder / "clips")
    (folder / "good.txt").write_text(STORY)
    (folder / "briefing.toml").write_text(SETTINGS.format(seconds=SECONDS))
    before = frozenset(names_below(folder))
    done = subprocess.run(
        [sys.executable, "-m", "briefing", "make", "good.txt", "clips"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(folder), "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        errors="surrogateescape",
        timeout=SLOW_ENOUGH,
        check=False,
    )
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    return Run(folder, planted, done.returncode, done.stdout, done.stderr, read_brief(folder / "build"), before, most)


def names_below(folder: Path) -> Iterator[str]:
    """Yield every name below a folder, links not followed."""
    for place, folders, files in os.walk(folder):
        yield from ((Path(place) / name).relative_to(folder).as_posix() for name in (*folders, *files))


def origins_of(run: Run, trap: Trap) -> list[str]:
    """Return the origins of what was read of a trap."""
    name = printable(trap.name)
    origins = [source["origin"] for source in run.brief["sources"]]
    return [origin for origin in origins if origin == name or origin.startswith((f"{name}/", f"{name}#"))]


def test_the_good_article_is_there_and_all_goes_on(run: Run) -> None:
    assert run.code == 0, run.err[-3000:]
    assert "good.txt" in [source["origin"] for source in run.brief["sources"]]
    assert "Traceback" not in run.err


def test_there_are_enough_of_them(run: Run) -> None:
    named = {trap.name for trap in run.traps}
    assert len(named) == len(run.traps) >= 250
    endings = {name for trap in run.traps for name in DESCRIPTIONS if trap.name.endswith(f".{name}")}
    assert (set(names("readers")) & set(DESCRIPTIONS)) - {"feed"} <= endings


def test_each_has_its_fate(run: Run) -> None:
    wrong = []
    for trap in run.traps:
        is_read = bool(origins_of(run, trap))
        if not is_read and printable(trap.name)[:200] not in run.err:
            wrong.append(f"{trap.name!a} vanished in silence")
        elif trap.fate != "either" and is_read is not (trap.fate == "read"):
            wrong.append(f"{trap.name!a} should be {trap.fate}")
    assert wrong == []


@pytest.mark.parametrize("name", ["pipe.txt", "zero.txt", "circle.txt", "nowhere.txt"])
def test_what_is_no_file_is_named(run: Run, name: str) -> None:
    assert f"{name}: " in run.err


def test_a_file_that_nobody_may_read_is_named_except_to_root(run: Run) -> None:
    assert ("locked.txt: can't be read: permission denied" in run.err) is (os.geteuid() != 0)


def test_what_was_refused_stands_on_the_briefs_last_page(run: Run) -> None:
    page = "\n".join(finding["text"] for finding in run.brief["findings"])
    for name in ("empty.txt", "bomb.zip/zeros.txt", "encrypted.pdf", "loop-object.pdf"):
        assert name in page


def test_nothing_is_written_outside_of_the_build(run: Run) -> None:
    assert {name for name in names_below(run.folder) if not name.startswith("build")} == run.before
    assert not any(path.exists() for path in (Path("/tmp/slipped.txt"), run.folder.parent / "slipped.txt"))


def test_no_file_of_the_machine_comes_into_the_brief(run: Run) -> None:
    for content in tree(run.folder / "build").values():
        assert b"root:x:0:0" not in content


def test_memory_is_bounded(run: Run) -> None:
    assert run.megabytes < 1500


def test_control_and_bidirectional_characters_are_shown_and_not_obeyed(run: Run) -> None:
    page = (run.folder / "build" / "brief.html").read_text("utf-8")
    for printed in (page, run.out, run.err):
        assert not CONTROL.search(printed), ascii(CONTROL.search(printed))
    assert all(not CONTROL.search(source["origin"]) for source in run.brief["sources"])


def test_no_text_of_a_source_runs_in_the_page(run: Run) -> None:
    page = (run.folder / "build" / "brief.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "javascript:" not in page
    assert "\n49" not in page


def test_where_no_article_is_among_them_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "clips").mkdir()
    plant_oddities(tmp_path / "clips")
    (tmp_path / "clips" / "locked.txt").unlink()
    done = subprocess.run(
        [sys.executable, "-m", "briefing", "make", "clips"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "no source could be read" in done.stderr
    assert not (tmp_path / "build").exists()


@cache
def beginnings() -> list[bytes]:
    """Return how files of each kind begin, so that a fuzzer need not find that out."""
    return [b"", *sorted({trap.data[:400] for trap in traps() if trap.name.startswith("good")})]


@pytest.mark.parametrize("name", names("readers"))
@settings(max_examples=EXAMPLES, deadline=None, derandomize=not LONG, suppress_health_check=list(HealthCheck))
@given(start=st.deferred(lambda: st.sampled_from(beginnings())), cut=st.integers(0, 400), rest=st.binary(max_size=200))
def test_any_bytes_are_sources_or_a_read_error(name: str, start: bytes, cut: int, rest: bytes) -> None:
    try:
        sources = list(find("readers", name).read(start[:cut] + rest, "clip"))
    except ReadError:
        return
    assert all(source.text.strip() for source in sources)
