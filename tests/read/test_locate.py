import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.read.locate import Found, Located, locate

SUFFIXES = frozenset({"txt", ".MD", "warc.gz"})

Write = Callable[[str, str | bytes], Path]


def look(base: Path, *arguments: str) -> Located:
    return locate(arguments, suffixes=SUFFIXES, base=base)


def origins(base: Path, *arguments: str) -> list[str]:
    return [found.origin for found in look(base, *arguments).found]


def test_a_file_is_named_by_its_name_alone(tmp_path: Path, write: Write) -> None:
    path = write("news/a.txt", "x")

    assert look(tmp_path, "news/a.txt") == Located((Found(path, "a.txt"),), (), ())
    assert look(Path("/nowhere"), str(path)).found == (Found(path, "a.txt"),)


def test_a_file_with_an_unknown_suffix_is_read_when_it_is_named(tmp_path: Path, write: Write) -> None:
    write("wire.log", "x")
    write("README.md", "x")

    assert origins(tmp_path, "wire.log", "README.md") == ["wire.log", "README.md"]


def test_a_folder_is_walked_in_the_order_of_paths(tmp_path: Path, write: Write) -> None:
    for name in ("b.txt", "a/z.txt", "a-b.txt", "a.txt", "c/d/e.md", "A.TXT", "x.warc.gz"):
        write(f"pile/{name}", "x")

    assert origins(tmp_path, "pile") == ["A.TXT", "a-b.txt", "a.txt", "a/z.txt", "b.txt", "c/d/e.md", "x.warc.gz"]


def test_arguments_keep_their_order(tmp_path: Path, write: Write) -> None:
    write("b.txt", "x")
    write("pile/a.txt", "x")

    assert origins(tmp_path, "b.txt", "-", "pile") == ["b.txt", "stdin", "a.txt"]


def test_a_walk_names_everything_that_it_passes_over(tmp_path: Path, write: Write) -> None:
    for name in (".hidden.txt", ".git/a.txt", "README.txt", "readme.md", "LICENSE-2.0.txt", "licence", "briefing.toml"):
        write(f"pile/{name}", "x")
    for name in ("photo.jpg", "noend", "old/brief.json", "old/sources/S1.txt", "license-plates-stolen.txt"):
        write(f"pile/{name}", b"\0\1")

    located = look(tmp_path, "pile")

    assert [found.origin for found in located.found] == ["license-plates-stolen.txt"]
    assert located.problems == ()
    assert located.skipped == (
        ".git: a name that begins with a dot",
        ".hidden.txt: a name that begins with a dot",
        "LICENSE-2.0.txt: a file about the folder",
        "README.txt: a file about the folder",
        "briefing.toml: the settings file",
        "licence: a file about the folder",
        "noend: neither a suffix nor text",
        "old: an earlier build",
        "photo.jpg: no reader for this kind of file",
        "readme.md: a file about the folder",
    )


def test_a_file_without_a_suffix_is_read_where_it_holds_text(tmp_path: Path, write: Write) -> None:
    for name in ("notes", "The storm in St. Ives", "report 2022.01"):
        write(f"pile/{name}", "The river rose again on Monday.\n")
    write("pile/wide", "The river rose again.".encode("utf-16"))
    write("pile/page", "<!DOCTYPE html><html><body>The river rose.</body></html>")
    write("pile/empty", b"")
    write("pile/picture", b"\x89PNG\r\n\x1a\n")

    located = look(tmp_path, "pile")

    assert [found.origin for found in located.found] == [
        "The storm in St. Ives",
        "notes",
        "page",
        "report 2022.01",
        "wide",
    ]
    assert located.skipped == ("empty: neither a suffix nor text", "picture: neither a suffix nor text")


@pytest.mark.parametrize("folder", ["storm_files", "storm-Dateien", "storm.files", "storm_fichiers", "storm_файлы"])
def test_what_belongs_to_a_saved_page_is_passed_over(tmp_path: Path, write: Write, folder: str) -> None:
    write("pile/storm.htm", "x")
    write(f"pile/{folder}/frame.txt", "x")
    write(f"pile/other/{folder}/note.txt", "x")

    located = look(tmp_path, "pile")

    assert [found.origin for found in located.found] == [f"other/{folder}/note.txt"]
    assert f"{folder}: what belongs to the saved page beside it" in located.skipped


def test_a_brief_is_no_source_of_its_own_folder(tmp_path: Path, write: Write) -> None:
    write("pile/brief.json", "{}")
    write("pile/a.txt", "x")

    located = locate(["pile"], suffixes=frozenset({"txt", "json"}), base=tmp_path)

    assert [found.origin for found in located.found] == ["a.txt"]
    assert located.skipped == ("brief.json: a brief, no article",)


def test_a_file_that_cannot_be_looked_into_is_left_to_be_read(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("pile/notes", "The river rose again on Monday.\n")

    def refuse(path: object, size: int) -> bytes:
        raise OSError(5, "input/output error")

    monkeypatch.setattr("briefing.read.locate._read", refuse)

    assert origins(tmp_path, "pile") == ["notes"]


def test_a_dot_folder_that_is_named_is_walked(tmp_path: Path, write: Write) -> None:
    write(".inbox/a.txt", "x")

    assert origins(tmp_path, ".inbox") == ["a.txt"]


def test_a_folder_with_nothing_to_read_is_a_problem(tmp_path: Path, write: Write) -> None:
    write("pile/photo.jpg", "x")

    assert look(tmp_path, "pile").problems == ("pile: holds no file to read (1 passed over)",)


def test_the_folder_of_the_settings_may_be_named_by_a_dot(tmp_path: Path, write: Write) -> None:
    write("a.txt", "x")

    assert origins(tmp_path, ".") == ["a.txt"]


def test_the_same_file_is_read_once(tmp_path: Path, write: Write) -> None:
    write("pile/a.txt", "x")
    (tmp_path / "link.txt").symlink_to("pile/a.txt")

    located = look(tmp_path, "link.txt", "pile", "pile/a.txt", "pile/../pile/a.txt", "-", "-")

    assert [found.origin for found in located.found] == ["a.txt", "stdin"]
    assert located.skipped == ("link.txt: the same file as a.txt", "a.txt: the same file as a.txt")


def test_a_link_beside_its_file_gives_way_to_the_file(tmp_path: Path, write: Write) -> None:
    write("pile/z.txt", "x")
    (tmp_path / "pile/a.txt").symlink_to("z.txt")

    assert origins(tmp_path, "pile") == ["z.txt"]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path, write: Write) -> None:
    for name in ("mon/x/a.txt", "tue/x/a.txt", "tue/b.txt"):
        write(name, "x")

    assert origins(tmp_path, "mon", "tue") == ["mon/x/a.txt", "b.txt", "tue/x/a.txt"]
    assert origins(tmp_path, "mon/x/a.txt", "tue/x/a.txt") == ["mon/x/a.txt", "tue/x/a.txt"]


def test_a_file_called_stdin_is_told_from_standard_input(tmp_path: Path, write: Write) -> None:
    write("pile/stdin", "x")

    assert origins(tmp_path, "-", "pile/stdin") == ["stdin", "pile/stdin"]


def test_a_file_called_like_standard_input_can_be_named(tmp_path: Path, write: Write) -> None:
    path = write("-", "x")

    assert look(tmp_path, "./-").found == (Found(path, "-"),)


def test_names_that_print_alike_are_numbered(tmp_path: Path, write: Write) -> None:
    for name in (b"a\xff.txt", b"a\xfe.txt", b"a\n.txt", "a\ufffd.txt (2)".encode()):
        write(os.fsdecode(b"pile/" + name), "x")

    assert origins(tmp_path, "pile", "pile/a\ufffd.txt (2)") == [
        "a\ufffd.txt",
        "a\ufffd.txt (2)",
        "a\ufffd.txt (3)",
        "a\ufffd.txt (2) (2)",
    ]


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        (b"two\nlines.txt", "two\ufffdlines.txt"),
        (b"-rf.txt", "-rf.txt"),
        (b" blank .txt", " blank .txt"),
        ("a\u00a0b\u202ec.txt".encode(), "a b\ufffdc.txt"),
        (b"caf\xe9.txt", "caf\ufffd.txt"),
        ("сводка №1.txt".encode(), "сводка №1.txt"),
        (b"{{ 7*7 }}<b>.txt", "{{ 7*7 }}<b>.txt"),
        (b"back\\slash.txt", "back\\slash.txt"),
        (b"a[1].txt", "a[1].txt"),
        (b"what?.txt", "what?.txt"),
        (b"%2e%2e.txt", "%2e%2e.txt"),
        (b"x" * 251 + b".txt", "x" * 251 + ".txt"),
    ],
)
def test_odd_names_are_read_and_made_printable(tmp_path: Path, write: Write, name: bytes, origin: str) -> None:
    path = write(os.fsdecode(b"pile/" + name), "x")

    assert look(tmp_path, "pile").found == (Found(path, origin),)
    assert look(tmp_path, f"pile/{os.fsdecode(name)}").found == (Found(path, origin),)


names = st.binary(min_size=1, max_size=20).filter(lambda name: not {0, 47} & set(name) and name not in {b".", b".."})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(names, min_size=1, max_size=4, unique=True))
def test_any_names_the_system_allows_are_walked(tmp_path_factory: pytest.TempPathFactory, raw: list[bytes]) -> None:
    base = tmp_path_factory.mktemp("names")
    for name in raw:
        (base / (os.fsdecode(name) + ".txt")).write_bytes(b"x")

    located = look(base, ".")

    assert len(located.found) + len(located.skipped) == len(raw)
    assert len({found.origin for found in located.found}) == len(located.found)
    assert all(found.origin.isprintable() for found in located.found)


class TestGlobs:
    def test_matches_are_sorted_and_named_from_the_first_wildcard_on(self, tmp_path: Path, write: Write) -> None:
        for name in ("news/tue/a.txt", "news/mon/b.txt", "news/mon/a.txt", "other/a.txt"):
            write(name, "x")

        assert origins(tmp_path, "news/*/a.txt") == ["mon/a.txt", "tue/a.txt"]
        assert origins(tmp_path, "news/mon/?.txt") == ["a.txt", "b.txt"]
        assert origins(tmp_path, "**/[b]*.txt") == ["news/mon/b.txt"]
        assert origins(tmp_path, str(tmp_path / "o*r")) == ["other/a.txt"]

    def test_a_name_that_exists_is_no_pattern(self, tmp_path: Path, write: Write) -> None:
        write("[ab].txt", "x")
        write("a.txt", "x")

        assert origins(tmp_path, "[ab].txt") == ["[ab].txt"]

    def test_hidden_files_and_those_about_the_folder_are_not_meant(self, tmp_path: Path, write: Write) -> None:
        for name in (".draft.md", "README.md", "a.md", "b.log", ".x/c.md"):
            write(name, "x")

        assert origins(tmp_path, "**/*.md") == ["a.md"]
        assert origins(tmp_path, ".dr*") == [".draft.md"]
        assert origins(tmp_path, "*.log") == ["b.log"]
        assert look(tmp_path, "*.md").skipped == ("README.md: a file about the folder",)

    def test_a_pattern_without_a_match_is_a_problem(self, tmp_path: Path) -> None:
        assert look(tmp_path, "*.txt").problems == ("*.txt: matches nothing",)

    @pytest.mark.parametrize("pattern", ["a**b.txt", "x\0*"])
    def test_a_broken_pattern_is_a_problem(self, tmp_path: Path, pattern: str) -> None:
        (problem,) = look(tmp_path, pattern).problems

        assert problem.startswith(pattern.replace("\0", "\ufffd"))

    def test_two_stars_do_not_run_in_circles(self, tmp_path: Path, write: Write) -> None:
        write("pile/a.txt", "x")
        for number in range(9):
            (tmp_path / f"pile/loop{number}").symlink_to(".")

        assert origins(tmp_path, "pile/**/*.txt") == ["a.txt"]
