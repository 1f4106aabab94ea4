"""Loops, odd files and missing ones: what a walk meets and a folder of articles has not."""

import io
import os
import socket
import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from briefing.errors import ReadError
from briefing.read.locate import Found, Located, load
from tests.read.test_locate import Write, look, origins


class TestLoops:
    def test_a_link_to_its_own_folder_is_entered_once(self, tmp_path: Path, write: Write) -> None:
        write("pile/deep/a.txt", "x")
        (tmp_path / "pile/again").symlink_to(".")
        (tmp_path / "pile/deep/back").symlink_to("..")

        located = look(tmp_path, "pile")

        assert [found.origin for found in located.found] == ["deep/a.txt"]
        assert located.skipped == (
            "again: a link to a folder that is read already",
            "deep/back: a link to a folder that is read already",
        )

    def test_a_link_to_a_folder_above_is_not_followed(self, tmp_path: Path, write: Write) -> None:
        write("pile/a.txt", "x")
        write("private.txt", "x")
        (tmp_path / "pile/up").symlink_to(tmp_path)
        (tmp_path / "pile/top").symlink_to("/")

        located = look(tmp_path, "pile")

        assert [found.origin for found in located.found] == ["a.txt"]
        assert located.skipped == (
            "top: a link to a folder that holds this one",
            "up: a link to a folder that holds this one",
        )

    def test_two_folders_that_link_to_each_other_end(self, tmp_path: Path, write: Write) -> None:
        write("left/a.txt", "x")
        write("right/b.txt", "x")
        (tmp_path / "left/r").symlink_to("../right")
        (tmp_path / "right/l").symlink_to("../left")

        assert origins(tmp_path, "left") == ["a.txt", "r/b.txt"]

    def test_the_real_folder_lends_the_name(self, tmp_path: Path, write: Write) -> None:
        write("pile/z/a.txt", "x")
        (tmp_path / "pile/a").symlink_to("z")

        assert origins(tmp_path, "pile") == ["z/a.txt"]

    def test_a_link_to_itself_is_a_problem(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").symlink_to("a.txt")

        (named,) = look(tmp_path, "a.txt").problems
        (walked,) = look(tmp_path, ".").problems
        assert named == walked
        assert named.startswith("a.txt: can't be read: ")

    def test_a_link_to_nothing_is_a_problem(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").symlink_to("gone.txt")

        assert look(tmp_path, "a.txt").problems == ("a.txt: can't be read: no such file or directory",)

    def test_a_folder_deeper_than_the_stack_is_walked(self, tmp_path: Path) -> None:
        folders = [tmp_path]
        for _ in range(1200):
            folders.append(folders[-1] / "d")
            folders[-1].mkdir()
        (folders[-1] / "a.txt").write_text("x")

        assert len(origins(tmp_path, ".")) == 1

        (folders[-1] / "a.txt").unlink()  # what clears the test's folder would not get down there
        for folder in reversed(folders[1:]):
            folder.rmdir()


class TestOddFiles:
    def test_pipes_sockets_and_devices_are_named_and_never_opened(
        self, tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)  # the address of a socket is short
        write("ok.txt", "x")
        os.mkfifo("pipe.txt")
        with socket.socket(socket.AF_UNIX) as end:
            end.bind("socket.txt")
            located = look(tmp_path, ".", "/dev/zero")

        assert [found.origin for found in located.found] == ["ok.txt"]
        assert located.problems == (
            "pipe.txt: is a named pipe; use - for standard input",
            "socket.txt: is a socket",
            "zero: is a device",
        )

    def test_a_file_without_permission_is_a_problem(
        self, tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write("a.txt", "x")
        monkeypatch.setattr(os, "access", lambda path, mode: False)

        assert look(tmp_path, ".").problems == ("a.txt: can't be read: permission denied",)

    def test_a_folder_that_cannot_be_listed_is_a_problem(
        self, tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write("pile/a.txt", "x")
        write("pile/shut/b.txt", "x")
        listed = Path.iterdir

        def iterdir(folder: Path) -> object:
            if folder.name == "shut":
                raise PermissionError(13, "Permission denied")
            return listed(folder)

        monkeypatch.setattr(Path, "iterdir", iterdir)
        located = look(tmp_path, "pile")

        assert [found.origin for found in located.found] == ["a.txt"]
        assert located.problems == ("shut: can't be read: permission denied",)

    def test_a_device_that_is_neither_folder_nor_file_is_not_read_after_all(self) -> None:
        with pytest.raises(ReadError, match="zero: can't be read: it is no regular file any more"):
            load(Found(Path("/dev/zero"), "zero"))


class TestMissing:
    @pytest.mark.parametrize(
        ("argument", "problem"),
        [
            ("news/artcle.txt", "news/artcle.txt: does not exist; did you mean news/article.txt or news/articles.txt?"),
            ("news/zzz", "news/zzz: does not exist; the nearest folder that exists is news"),
            ("news/2/3/zzz", "news/2/3/zzz: does not exist; the nearest folder that exists is news"),
            ("qqqq/x.txt", "qqqq/x.txt: does not exist; the nearest folder that exists is ."),
            ("news/article.txt/x", "news/article.txt/x: does not exist; the nearest folder that exists is news"),
            ("x\0y", "x\ufffdy: does not exist; the nearest folder that exists is ."),
            ("", "an empty SOURCES argument: name a file, a folder or - for standard input"),
        ],
    )
    def test_a_missing_path_is_named_with_what_is_near(
        self, tmp_path: Path, write: Write, argument: str, problem: str
    ) -> None:
        write("news/article.txt", "x")
        write("news/articles.txt", "x")

        assert look(tmp_path, argument) == Located((), (), (problem,))

    def test_an_argument_longer_than_any_name_is_a_problem(self, tmp_path: Path) -> None:
        (problem,) = look(tmp_path, "x" * 100_000).problems

        assert problem.endswith("does not exist; the nearest folder that exists is .")

    def test_an_address_says_what_it_needs_and_keeps_its_password_to_itself(self, tmp_path: Path) -> None:
        located = look(tmp_path, "HTTPS://ann:se/c@ret@news.example/a?b=c@d", "http://news.example/*")

        assert located.found == ()
        assert all("--fetch" in problem for problem in located.problems)
        assert located.problems[1].startswith("http://news.example/*: ")

    @pytest.mark.parametrize("user", ["ann@", "ann:secret@", "ann:se@cret@"])
    def test_a_password_is_not_shown(self, tmp_path: Path, user: str) -> None:
        (problem,) = look(tmp_path, f"https://{user}news.example/a").problems

        assert problem.startswith("https://news.example/a: ")


class TestLoad:
    def test_a_file_is_read_whole(self, write: Write) -> None:
        path = write("a.txt", b"a\r\n\0b")

        assert load(Found(path, "a.txt")) == b"a\r\n\0b"
        assert load(Found(path, "a.txt"), max_bytes=5) == b"a\r\n\0b"

    def test_a_file_over_the_bound_is_refused(self, write: Write) -> None:
        path = write("a.txt", b"x" * 1001)

        with pytest.raises(ReadError, match=r"^a\.txt: is larger than 1,000 bytes"):
            load(Found(path, "a.txt"), max_bytes=1000)

    def test_a_file_that_has_vanished_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ReadError, match=r"^x/a\.txt: can't be read: no such file or directory"):
            load(Found(tmp_path / "a.txt", "x/a.txt"))

    def test_a_file_that_has_become_a_pipe_does_not_hang(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a.txt")

        with pytest.raises(ReadError, match=r"^a\.txt: can't be read: it is no regular file any more"):
            load(Found(tmp_path / "a.txt", "a.txt"))

    def test_a_file_that_has_become_a_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ReadError, match="can't be read: is a directory"):
            load(Found(tmp_path, "a.txt"))

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can put its rights down")
    def test_a_file_without_permission_is_refused(self, write: Write) -> None:
        path = write("a.txt", "x")
        path.chmod(stat.S_IWUSR)
        os.chown(path, 1, 1)
        os.seteuid(65534)
        try:
            with pytest.raises(ReadError, match="can't be read: permission denied"):
                load(Found(path, "a.txt"))
        finally:
            os.seteuid(0)

    def test_standard_input_is_read_with_the_same_bound(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Rain fell.")))
        assert load(Found(None, "stdin")) == b"Rain fell."

        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Rain fell.")))
        with pytest.raises(ReadError, match="stdin: is larger than 9 bytes"):
            load(Found(None, "stdin"), max_bytes=9)

    @pytest.mark.parametrize("state", ["closed", "none"])
    def test_standard_input_that_is_not_there_is_refused(self, monkeypatch: pytest.MonkeyPatch, state: str) -> None:
        stream = io.TextIOWrapper(io.BytesIO())
        stream.close()
        monkeypatch.setattr(sys, "stdin", stream if state == "closed" else None)

        with pytest.raises(ReadError, match="stdin: can't be read: "):
            load(Found(None, "stdin"))
