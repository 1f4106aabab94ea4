"""Normal use from one end to the other: five articles of our own in, a build folder out, looked at from outside."""

import hashlib
import json
import re
import zlib
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest
from pypdf import PdfReader

from briefing.cli import main
from tests.desk import ARTICLES, PANGO, Done, briefing, extracts_of, read_brief, tree

FORMATS = ("html", "pdf", "json", "md", "csv", "bib") if PANGO else ("html", "json", "md", "csv", "bib")
NAMES = {"csv": "figures.csv", "bib": "sources.bib"}

needs_pango = pytest.mark.skipif(not PANGO, reason="Pango is not on this machine, so no PDF can be made")


class Made(NamedTuple):
    """A folder, and the run that made a build in it."""

    folder: Path
    done: Done


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The five articles, made once in every format."""
    folder = tmp_path_factory.mktemp("desk-of-quillfeather")
    return Made(folder, briefing(folder, "make", ARTICLES, "--topics", "disaster", "--format", ",".join(FORMATS)))


@pytest.fixture
def build(made: Made, tmp_path: Path) -> Path:
    """A copy of that build, to be spoilt."""
    for name, content in tree(made.folder / "build").items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_the_build_folder_holds_what_was_asked_for_and_nothing_else(build: Path) -> None:
    files = {NAMES.get(name, f"brief.{name}") for name in FORMATS}

    assert set(tree(build)) == files | {f"sources/S{number}.txt" for number in range(1, 6)}


def test_results_are_paths_on_standard_output_and_nothing_else_is_said(made: Made) -> None:
    assert (made.done.returncode, made.done.stderr) == (0, "")

    written = {f"build/{name}" for name in tree(made.folder / "build")}
    assert sorted(made.done.stdout.splitlines()) == sorted(written)


def test_brief_json_keeps_to_the_schema_that_ships(build: Path) -> None:
    schema = json.loads(resources.files("briefing.render").joinpath("brief.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)

    jsonschema.validate(read_brief(build), schema, cls=jsonschema.Draft202012Validator)


def test_brief_json_lists_the_hash_of_every_companion(build: Path) -> None:
    files = tree(build)
    del files["brief.json"]

    listed = {line["name"]: line["sha256"] for line in read_brief(build)["files"]}
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_every_source_is_hashed_as_it_was_read_and_as_it_is_kept(build: Path) -> None:
    for source in read_brief(build)["sources"]:
        read = (ARTICLES / source["origin"]).read_bytes()
        kept = (build / source["text_file"]).read_bytes()

        assert source["sha256"] == hashlib.sha256(read).hexdigest()
        assert source["text_sha256"] == hashlib.sha256(kept).hexdigest()


def test_every_extract_stands_where_its_citation_says(build: Path) -> None:
    brief = read_brief(build)
    texts = {source["id"]: (build / source["text_file"]).read_bytes().decode("utf-8") for source in brief["sources"]}
    extracts = [*extracts_of(brief), *brief["key_points"], *(event["extract"] for event in brief["timeline"])]

    assert len(extracts) > 10
    for extract in extracts:
        first, *_ = extract["citations"]
        assert first["relation"] == "quoted"
        assert texts[first["source"]][first["start"] : first["end"]] == extract["text"]


def test_wire_copy_in_two_outlets_is_one_extract_with_two_places(build: Path) -> None:
    (extract,) = (one for one in extracts_of(read_brief(build)) if one["text"].startswith("Rescue teams in boats"))

    assert [citation["relation"] for citation in extract["citations"]] == ["quoted", "same-text"]
    assert (extract["outlets"], extract["origins"]) == (2, 1)


def test_tolls_that_differ_stand_side_by_side(build: Path) -> None:
    killed = [figure for figure in read_brief(build)["figures"] if figure["measure"] == "killed"]

    assert {9, 17, 24, 26} <= {figure["low"] for figure in killed}
    assert len({figure["as_of"] for figure in killed}) > 2


def test_furniture_is_named_and_never_quoted(build: Path) -> None:
    brief = read_brief(build)
    quoted = " ".join(extract["text"] for extract in extracts_of(brief))

    for line in ("Subscribe", "Leave a Reply", "newsletter", "(Northwire)", "appeared first on", "Download our app"):
        assert line not in quoted
    assert {cut["source"] for cut in brief["excluded"]} == {"S1", "S2", "S3", "S4", "S5"}


def test_the_brief_is_as_of_its_newest_source(build: Path) -> None:
    brief = read_brief(build)

    assert brief["as_of"] == "2021-03-19"
    assert [source["published"] for source in brief["sources"]] == [f"2021-03-{day}" for day in (14, 15, 16, 17, 19)]


def test_the_same_sources_give_the_same_bytes_in_another_process_and_place(made: Made, tmp_path: Path) -> None:
    again = briefing(
        *(tmp_path, "make", ARTICLES, "--topics", "disaster", "--format", ",".join(FORMATS)),
        PYTHONHASHSEED="7",
        TZ="Pacific/Auckland",
        LC_ALL="C",
    )

    assert again.returncode == 0, again.stderr
    assert tree(tmp_path / "build") == tree(made.folder / "build")


@needs_pango
def test_the_stamp_of_a_pdf_is_the_as_of_date_or_what_the_environment_says(build: Path, tmp_path: Path) -> None:
    stamped = tmp_path / "stamped"
    done = briefing(tmp_path, "make", ARTICLES, "-o", stamped, "--format", "pdf", SOURCE_DATE_EPOCH="86400")

    assert done.returncode == 0, done.stderr
    dates = [PdfReader(folder / "brief.pdf").metadata for folder in (build, stamped)]
    assert [str(date.creation_date)[:10] for date in dates if date] == ["2021-03-19", "1970-01-02"]


def test_nothing_tells_where_or_by_whom_a_brief_was_made(made: Made) -> None:
    for name, content in tree(made.folder / "build").items():
        streams = re.finditer(rb"stream\r?\n", content) if name.endswith(".pdf") else ()
        unpacked = [content, *(unpack(content[found.end() :]) for found in streams)]
        for secret in ("quillfeather", str(ARTICLES), str(Path.home())):
            assert not [part for part in unpacked if secret.encode() in part], f"{secret} stands in {name}"


def unpack(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


@pytest.mark.parametrize("target", ["", "brief.json", *(["brief.pdf"] if PANGO else [])])
def test_a_finished_build_is_verified(build: Path, target: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(build / target)]) == 0
    assert "verified" in capsys.readouterr().out


def test_one_changed_letter_of_an_extract_is_named(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    extract = extracts_of(read_brief(build))[0]
    page = (build / "brief.json").read_text("utf-8")
    changed = extract["text"][:-2] + ("x" if extract["text"][-2] != "x" else "y") + extract["text"][-1]
    (build / "brief.json").write_text(page.replace(extract["text"], changed, 1), "utf-8")

    assert main(["verify", str(build)]) == 1
    assert f" {extract['id']}" in capsys.readouterr().err


def test_one_changed_letter_of_a_source_is_named(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = build / "sources" / "S3.txt"
    path.write_bytes(path.read_bytes().replace(b"inquiry", b"enquiry", 1))

    assert main(["verify", str(build)]) == 1
    assert "S3" in capsys.readouterr().err


def test_a_companion_of_another_build_is_named(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (build / "brief.html").write_text("<p>an older brief</p>", "utf-8")

    assert main(["verify", str(build)]) == 1
    assert "brief.html" in capsys.readouterr().err


def test_a_second_run_on_fewer_sources_leaves_no_text_of_the_first(build: Path) -> None:
    (build / "notes.txt").write_text("mine", "utf-8")

    assert main(["make", str(ARTICLES / "2021-03-16-valley-radio.txt"), "-o", str(build), "--format", "html"]) == 0
    assert {name for name in tree(build) if name.startswith("sources/")} == {"sources/S1.txt"}
    assert (build / "notes.txt").read_text("utf-8") == "mine"
