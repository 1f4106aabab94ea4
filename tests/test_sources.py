"""briefing sources over many kinds: what each was taken for, in archives too; and what [[source]] puts right there."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.cli import main
from tests.desk import read_brief
from tests.hostile.containers import zipped
from tests.hostile.documents import CATALOG, FONT, LINES, PAGE, PAGES, pdf, stream
from tests.hostile.trap import STORY, page

Write = Callable[[str, str | bytes], Path]
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def clips(tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    more = "<nav>" + "<a href=/x>Harbour news and more</a> " * 30 + "</nav>"
    write("clips/a.html", page().replace(b"<article>", f"{more}<article>".encode()))
    write("clips/b.pdf", pdf(CATALOG, PAGES, PAGE, stream(LINES), FONT))
    write("clips/day.zip", zipped(("2019/ferry.txt", f"Ferry aground\n\n{STORY}".encode()), ("photo.jpg", b"x")))


def test_each_source_is_listed_with_what_took_it_out_of_its_format(capsys: Capture) -> None:
    assert main(["sources", "clips", "-v"]) == 0
    told = capsys.readouterr()
    first, second, third = told.out.rstrip().split("\n\n")

    assert first.startswith("a.html\n  type      text/html, language en\n")
    assert "  extracted " in first
    assert second.startswith("b.pdf\n  type      application/pdf, language en, 1 page\n")
    assert third.startswith("day.zip/2019/ferry.txt\n  type      text/plain, language en\n")
    assert "extracted" not in third
    assert "skipped day.zip/photo.jpg: no reader for this kind of file" in told.err


def test_programs_get_the_same(capsys: Capture) -> None:
    assert main(["sources", "clips", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)

    assert [one["origin"] for one in listed] == ["a.html", "b.pdf", "day.zip/2019/ferry.txt"]
    assert [one["pages"] for one in listed] == [None, 1, None]
    assert listed[0]["extractor"]
    assert listed[2]["extractor"] is None


@pytest.mark.parametrize("path", ["day.zip/2019/ferry.txt", "ferry.txt", "day.zip/*", "2019/*.txt"])
def test_a_document_inside_an_archive_can_be_put_right(write: Write, path: str) -> None:
    write(
        "briefing.toml",
        f'formats = ["json"]\n[[source]]\npath = "{path}"\npublished = 2019-05-06\npublisher = "Pier Post"\n',
    )

    assert main(["make", "clips"]) == 0
    sources = {source["origin"]: source for source in read_brief(Path("build"))["sources"]}
    assert sources["day.zip/2019/ferry.txt"]["published"] == "2019-05-06"
    assert sources["day.zip/2019/ferry.txt"]["publisher"] == "Pier Post"
    assert sources["a.html"]["published"] is None


def test_what_is_in_an_archive_is_quoted_like_a_file() -> None:
    assert main(["make", "clips/day.zip", "--format", "json"]) == 0
    assert main(["verify", "build"]) == 0
    assert read_brief(Path("build"))["sources"][0]["quoted"] > 0
