"""Documents in documents: the reader for their kind, a depth, an allowance, and nothing but sources or ReadError."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing import plugins
from briefing.errors import ReadError
from briefing.model import Source
from briefing.read import nested
from briefing.read.nested import Scope, largest, pass_over, read_inner, read_outer, reader_for, spend, suffixes

MODULE = """
from briefing.errors import ReadError
from briefing.read.nested import read_inner
from briefing.read.record import make_source

class Box:
    def __init__(self, sign="|"):
        self.sign = sign.encode()
    def read(self, data, origin):
        for number, part in enumerate(data.split(self.sign), 1):
            yield from read_inner(part, f"{origin}#{number}")

class Odd:
    def read(self, data, origin):
        yield make_source(data, origin, "One paragraph.", "text/odd")
        kinds = {b"memory": MemoryError, b"deep": RecursionError, b"index": IndexError, b"read": ReadError}
        raise kinds[data](f"{origin}: odd")
"""


@pytest.fixture(autouse=True)
def _box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "box-1.0.dist-info"
    folder.mkdir()
    (tmp_path / "box_reader.py").write_text(MODULE)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: box\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text(
        "[briefing.readers]\nbox = box_reader:Box\nodd = box_reader:Odd\nlost = box_reader:Nobody\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "box_reader", raising=False)
    plugins._installed.cache_clear()
    yield
    plugins._installed.cache_clear()


def collect(data: bytes, origin: str, scope: Scope) -> tuple[list[Source], str]:
    sources: list[Source] = []
    try:
        sources.extend(read_outer(data, origin, scope))
    except ReadError as error:
        return sources, str(error)
    return sources, ""


def test_an_inner_document_is_read_by_the_reader_for_its_kind() -> None:
    sources, problems = collect(b"One flood.|Two floods.", "a.box", Scope())

    assert [(source.origin, source.text) for source in sources] == [
        ("a.box#1", "One flood."),
        ("a.box#2", "Two floods."),
    ]
    assert problems == ""


def test_a_reader_is_built_with_its_own_table_however_deep_it_stands() -> None:
    sources, _ = collect(b"One flood;Two floods", "a.box", Scope(tables={"box": {"sign": ";"}}))
    assert [source.text for source in sources] == ["One flood", "Two floods"]

    assert "no such key" in collect(b"x", "a.box", Scope(tables={"box": {"signs": ";"}}))[1]


def test_who_asks_is_told_where_reading_stands() -> None:
    told: list[str] = []
    collect(b"One flood.|Two floods.", "a.box", Scope(entering=told.append))

    assert told == ["a.box#1", "a.box", "a.box#2", "a.box"]


def test_documents_that_are_known_to_end_the_process_are_left_out() -> None:
    sources, _ = collect(b"One flood.|Two floods.", "a.box", Scope(skip=frozenset({"a.box#1"})))

    assert [source.origin for source in sources] == ["a.box#2"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"memory", "a.odd: takes more memory than one source may"),
        (b"deep", "a.odd: is nested too deep to be read"),
        (b"index", "a.odd: is broken, or is no odd file (IndexError: a.odd: odd)"),
        (b"read", "a.odd: odd"),
    ],
)
def test_whatever_a_reader_raises_is_a_read_error_and_what_came_before_is_kept(data: bytes, what: str) -> None:
    sources, problems = collect(data, "a.odd", Scope())

    assert [source.text for source in sources] == ["One paragraph."]
    assert problems.startswith(what)


def test_a_reader_that_is_broken_costs_the_document() -> None:
    assert "can't be loaded" in collect(b"x", "a.lost", Scope())[1]


def test_a_kind_without_a_reader_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nested, "names", lambda kind: ("txt",))

    with pytest.raises(ReadError, match=r"a\.pdf: is a PDF document, and no reader for that is installed"):
        reader_for(b"%PDF-1.7", "a.pdf")


def test_outside_of_a_file_there_is_no_account() -> None:
    spend(10**12, "a")
    pass_over("a", "nobody wants it")

    assert largest() == 50_000_000
    assert [source.text for source in read_inner(b"One flood.", "a.zip/a.txt")] == ["One flood."]


def test_folder_walks_take_every_name_of_the_installed_kinds() -> None:
    assert {"txt", "md", "markdown", "zip", "tgz", "box"} <= suffixes()
