"""docs/security.md: each promise names a test that is there; and no source makes the program call anybody."""

import ast
import http.server
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.settings import Settings
from tests.desk import ROOT, briefing, read_brief
from tests.hostile.corpus import traps
from tests.hostile.documents import RELS, body, docx
from tests.hostile.documents import TEXT as WORDS
from tests.hostile.trap import STORY, page

PAGE = ROOT / "docs" / "security.md"


def promised() -> list[tuple[str, str]]:
    """Return the tests that the page names: file and name."""
    found = []
    for row in re.findall(r"^\|.*\|$", PAGE.read_text("utf-8"), re.MULTILINE):
        file = ""
        for named in re.findall(r"`((?:tests/\S+\.py)?::\S+)`", row):
            path, _, test = named.partition("::")
            file = path or file
            found.append((file, test))
    return found


def test_every_promise_names_a_test() -> None:
    rows = PAGE.read_text("utf-8").split("## The promises")[1].split("\n\n")[1].split("\n")[2:]

    assert len(rows) >= 12
    assert all("`tests/" in row.split("|")[3] for row in rows)
    assert len(promised()) >= len(rows)


@pytest.mark.parametrize(("file", "test"), promised())
def test_a_test_that_is_named_is_there(file: str, test: str) -> None:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}

    assert set(test.split("::")) <= names


class _Server(http.server.ThreadingHTTPServer):
    """Notes who calls."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(http.server.BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.calls.append(self.path)
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[_Server]:
    server = _Server()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_no_source_makes_the_program_call_anybody(tmp_path: Path, server: _Server) -> None:
    base = f"http://127.0.0.1:{server.server_port}"
    parts = (
        f"<base href='{base}/base/'><link rel=stylesheet href='{base}/style.css'><script src='{base}/s.js'></script>"
        f"<link rel=icon href='{base}/icon'><meta http-equiv=refresh content='0;url={base}/refresh'>"
    )
    pictures = (
        f"<img src='{base}/picture.png'><iframe src='{base}/frame'></iframe><object data='{base}/object'></object>"
    )
    declared = f'<?xml version="1.0"?><!DOCTYPE html SYSTEM "{base}/dtd" [<!ENTITY x SYSTEM "{base}/entity">]>'
    clips = tmp_path / "clips"
    clips.mkdir()
    (clips / "a.html").write_bytes(
        page(head=parts + "<title>Ferry</title>").replace(b"<p>", f"{pictures}<p>".encode(), 1)
    )
    (clips / "b.xhtml").write_text(f"{declared}<html><body><article><p>&x; {STORY}</p></article></body></html>")
    (clips / "c.rss").write_text(
        f"{declared}<rss version='2.0'><channel><item><link>{base}/item</link></item></channel></rss>"
    )
    outside = RELS.replace('Target="word/document.xml"', f'TargetMode="External" Target="{base}/t.dotm"')
    (clips / "d.docx").write_bytes(docx(body(WORDS), **{"word/_rels/document.xml.rels": outside}))
    (clips / "e.md").write_text(f"![picture]({base}/markdown.png)\n\n{STORY}")
    fields = "From: a@example.org\nSubject: Ferry\nMessage-ID: <1>\nMIME-Version: 1.0\nContent-Type: text/html"
    (clips / "f.eml").write_text(f"{fields}\n\n{pictures}<p>{STORY}</p>")

    done = briefing(tmp_path, "make", "clips", "--format", "html,pdf,json,md")
    assert done.returncode == 0, done.stderr
    origins = [source["origin"] for source in read_brief(tmp_path / "build")["sources"]]
    assert {"a.html", "d.docx", "e.md", "f.eml"} <= set(origins)
    assert server.calls == []


def test_the_bounds_that_are_promised_are_those_of_a_run_without_settings() -> None:
    limits = Settings().limits

    assert (limits.read_seconds, limits.read_megabytes) == (20, 512)
    assert "20 seconds, 512 MB" in PAGE.read_text("utf-8")


def test_the_corpus_is_as_large_as_it_says() -> None:
    (stated,) = re.findall(r"makes some (\d+) hostile files", PAGE.read_text("utf-8"))
    made = sum(1 for _ in traps())

    assert made >= 120
    assert abs(made - int(stated)) < 20


READERS = (
    *("lxml", "trafilatura", "resiliparse", "pdfminer", "feedparser", "httpcore", "ftfy", "chardet"),
    *(
        f"briefing.read.{room}"
        for room in ("pages", "pdf", "office", "mail", "feed", "rows.csv", "archive", "warc", "web")
    ),
)
"""What reads kinds of file that are more than text, or decodes what is no UTF-8."""


def test_a_run_on_text_imports_no_reader_of_anything_else(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    program = (
        "import sys; from briefing.cli import main; code = main(['sources', 'a.txt']);"
        f"print(code, [name for name in {READERS!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "0 []"
