"""briefing sources over many kinds: what each was taken for, in archives too; and what [[source]] puts right there."""

import json
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
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


def test_what_may_hold_an_article_is_refused_aloud_and_litter_is_not(capsys: Capture) -> None:
    folder = Path("clips")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with zipfile.ZipFile(folder / "slide.pages", "w") as archive:
        archive.writestr("Index/Document.iwa", b"x")
    (folder / "blank.docx").touch()
    (folder / "~$note.docx").write_bytes(bytes(160))
    (folder / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))

    assert main(["sources", "clips", "-v"]) == 0
    told = capsys.readouterr().err
    assert "old.doc: is an old office document" in told
    assert "slide.pages: is a Pages, Numbers or Keynote document" in told
    assert "blank.docx: the file is empty" in told
    assert "skipped ~$note.docx: the mark of an office program that a document is open" in told
    assert "skipped Thumbs.db: no reader for this kind of file" in told


def test_a_covering_note_is_named_with_the_sources_and_in_the_brief(capsys: Capture) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Ana Kolar <ana@desk.example>", "FYI"
    message["Date"] = "Wed, 05 Oct 2022 10:00:00 +0000"
    message.set_content("See below what they say.\n")
    message.add_attachment(
        "\n\n".join(["The ferry ran aground in fog, and 80 people were taken off."] * 3), filename="a.txt"
    )
    Path("clips", "m.eml").write_bytes(message.as_bytes())

    assert main(["sources", "clips/m.eml"]) == 0
    told = capsys.readouterr().out
    assert "  date      2022-10-05 (inferred)\n" in told
    assert "  extracted a covering note of 5 words left out\n" in told
    assert main(["make", "clips/m.eml", "--format", "json"]) == 0
    said = [finding["text"] for finding in read_brief(Path("build"))["findings"]]
    assert "Of these sources a part is not in the text: S1 (a covering note of 5 words left out)." in said
