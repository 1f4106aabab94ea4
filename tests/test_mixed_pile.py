"""A folder of everything: each good article comes in with its facts and is quoted, each broken file is named."""

import json
from pathlib import Path

import pytest

from briefing.cli import main
from tests.desk import Json, extracts_of, read_brief
from tests.mixed import STORIES, Story, broken, good

FACTS = ("title", "publisher", "published")


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mixed")
    write(folder / "clips", good() | {name: data for name, (data, _) in broken().items()})
    (folder / "briefing.toml").write_text('formats = ["json"]\ntopics = "disaster"\nsentences = 200\n')
    return folder


@pytest.fixture(scope="module")
def run(desk: Path) -> tuple[int, Json, str]:
    """The exit code, the brief, and what was said."""
    import io
    from contextlib import redirect_stderr

    said = io.StringIO()
    with redirect_stderr(said):
        code = main(["make", str(desk / "clips"), "-c", str(desk / "briefing.toml"), "-o", str(desk / "build")])
    return code, read_brief(desk / "build"), said.getvalue()


def test_the_run_goes_on_and_says_so_by_its_exit_code(run: tuple[int, Json, str]) -> None:
    assert run[0] == 0, run[2]


def test_every_article_is_there_and_nothing_else(run: tuple[int, Json, str]) -> None:
    assert sorted(source["origin"] for source in run[1]["sources"]) == sorted(story.origin for story in STORIES)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.origin)
def test_each_has_its_title_outlet_and_date(run: tuple[int, Json, str], story: Story) -> None:
    source = next(source for source in run[1]["sources"] if source["origin"] == story.origin)

    assert [source[fact] for fact in FACTS] == [story.title, story.outlet, story.day]
    assert source["published_basis"] == "stated"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.origin)
def test_each_text_is_whole(run: tuple[int, Json, str], desk: Path, story: Story) -> None:
    source = next(source for source in run[1]["sources"] if source["origin"] == story.origin)
    words = " ".join((desk / "build" / source["text_file"]).read_text("utf-8").split())

    assert all(sentence in words for sentence in story.body)
    assert "Share this on every network" not in words


def test_each_is_quoted(run: tuple[int, Json, str]) -> None:
    quoted = {citation["source"] for extract in extracts_of(run[1]) for citation in extract["citations"]}

    assert quoted == {source["id"] for source in run[1]["sources"]}


def test_every_quotation_stands_in_its_source(run: tuple[int, Json, str], desk: Path) -> None:
    assert extracts_of(run[1])
    assert main(["verify", str(desk / "build")]) == 0


@pytest.mark.parametrize("name", broken())
def test_each_broken_file_is_named_with_its_reason_on_the_screen_and_on_the_last_page(
    run: tuple[int, Json, str], name: str
) -> None:
    _, why = broken()[name]
    findings = [finding["text"] for finding in run[1]["findings"] if finding["kind"] == "gap"]
    screen = [line.removeprefix("briefing: ") for line in run[2].split("\n")]

    for place in (findings, screen):
        (named,) = [line for line in place if line.startswith(name)]
        assert why in named


def test_where_all_must_be_read_the_first_broken_file_ends_the_run(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["make", str(desk / "clips"), "--strict", "--format", "json", "-o", str(tmp_path / "build")]) == 1
    told = capsys.readouterr().err
    assert all(name in told for name in broken())
    assert not (tmp_path / "build").exists()


def test_of_broken_files_alone_nothing_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "clips", {name: data for name, (data, _) in broken().items()})

    assert main(["make", str(tmp_path / "clips"), "--format", "json", "-o", str(tmp_path / "build")]) == 1
    told = capsys.readouterr().err
    assert "no source could be read" in told
    assert all(name in told for name in broken())
    assert not (tmp_path / "build").exists()


def test_programs_get_the_same_facts_from_sources(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", str(desk / "clips"), "--json"]) == 0
    listed = {one["origin"]: one for one in json.loads(capsys.readouterr().out)}

    for story in STORIES:
        assert [listed[story.origin][fact] for fact in FACTS] == [story.title, story.outlet, story.day]
