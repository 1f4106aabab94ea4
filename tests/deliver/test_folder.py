import errno
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.deliver.folder import FolderDeliverer
from briefing.errors import DeliveryError
from briefing.model import Artifact, Brief, SourceEntry


def entry(number: int, text: str, text_file: str | None = None) -> SourceEntry:
    return SourceEntry(
        id=f"S{number}",
        origin=f"{number}.txt",
        media_type="text/plain",
        sha256="",
        text_file=text_file or f"sources/S{number}.txt",
        text_sha256="",
        text=text,
        title=None,
        publisher=None,
        agency=None,
        byline=None,
        url=None,
        published=None,
        published_basis="unknown",
        language="en",
        words=0,
        quoted=0,
    )


def brief(*texts: str) -> Brief:
    entries = tuple(entry(number, text) for number, text in enumerate(texts, 1))
    return Brief(title="", language="en", as_of=None, period=None, sources=entries, key_points=(), sections=())


def artifact(name: str, content: bytes = b"new") -> Artifact:
    return Artifact(name=name, media_type="text/plain", content=content)


def deliver(folder: Path, *names: str, texts: tuple[str, ...] = ("Rain.",), content: bytes = b"new") -> tuple[str, ...]:
    return FolderDeliverer(folder).deliver([artifact(name, content) for name in names], brief(*texts))


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_sources_come_first_and_brief_json_last(tmp_path: Path) -> None:
    build = tmp_path / "a/b/build"

    places = deliver(build, "brief.json", "brief.html", "brief.pdf", texts=("Rain.", "Wind."))

    names = ("sources/S1.txt", "sources/S2.txt", "brief.html", "brief.pdf", "brief.json")
    assert places == tuple(str(build / name) for name in names)
    assert set(tree(build)) == set(names)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(st.text(st.characters(exclude_categories=[]), max_size=80))
def test_a_source_text_keeps_every_offset(tmp_path: Path, text: str) -> None:
    deliver(tmp_path, "brief.json", texts=(text,))

    written = (tmp_path / "sources/S1.txt").read_bytes().decode("utf-8")
    assert written == "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)


def test_line_ends_are_not_translated(tmp_path: Path) -> None:
    deliver(tmp_path, "brief.json", texts=("a\r\nb\rc\n\u2028\0",))

    assert (tmp_path / "sources/S1.txt").read_bytes() == b"a\r\nb\rc\n\xe2\x80\xa8\0"


def test_the_same_brief_twice_leaves_the_same_files(tmp_path: Path) -> None:
    deliver(tmp_path, "brief.html", "brief.json")
    before = tree(tmp_path)

    deliver(tmp_path, "brief.html", "brief.json")
    assert tree(tmp_path) == before


def test_source_texts_that_no_longer_belong_are_removed_and_nothing_else(tmp_path: Path) -> None:
    deliver(tmp_path, "brief.json", texts=("a", "b", "c"))
    kept = (
        "S01.txt",
        "S0.txt",
        "S2.txt.bak",
        "notes.txt",
        "S4.md",
        "xS5.txt",
        ".S6.txt",
        "S7.txt/inside",
        "S\u0663.txt",
    )
    for name in kept:
        (tmp_path / "sources" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "sources" / name).write_text("mine")
    (tmp_path / "S9.txt").write_text("mine")
    (tmp_path / "brief.md").write_text("mine")

    deliver(tmp_path, "brief.json", texts=("a",))

    assert set(tree(tmp_path)) == {
        "sources/S1.txt",
        "brief.json",
        "S9.txt",
        "brief.md",
        *(f"sources/{name}" for name in kept),
    }


def test_stale_texts_go_only_after_the_new_brief_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(tmp_path, "brief.json", texts=("a", "b"))
    order: list[str] = []
    replace, unlink = Path.replace, Path.unlink

    def note_replace(path: Path, target: Path) -> Path:
        order.append(target.name)
        return replace(path, target)

    def note_unlink(path: Path, missing_ok: bool = False) -> None:
        if path.exists():
            order.append(f"-{path.name}")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "replace", note_replace)
    monkeypatch.setattr(Path, "unlink", note_unlink)
    deliver(tmp_path, "brief.json", "brief.pdf", texts=("a",))

    assert order == ["S1.txt", "brief.pdf", "brief.json", "-S2.txt"]


def test_a_link_in_place_of_a_file_is_replaced_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    build = tmp_path / "build"
    (build / "sources").mkdir(parents=True)
    for name in ("brief.html", "sources/S1.txt", "sources/S8.txt"):
        (build / name).symlink_to(outside)
    (build / "brief.json").symlink_to(tmp_path)

    deliver(build, "brief.html", "brief.json")

    assert outside.read_text() == "mine"
    assert tree(build) == {"brief.html": b"new", "brief.json": b"new", "sources/S1.txt": b"Rain."}


def test_a_link_in_place_of_the_folder_of_sources_is_replaced(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "S7.txt").write_text("mine")
    build = tmp_path / "build"
    build.mkdir()
    (build / "sources").symlink_to(outside)

    deliver(build, "brief.json")

    assert tree(outside) == {"S7.txt": b"mine"}
    assert tree(build) == {"brief.json": b"new", "sources/S1.txt": b"Rain."}


def test_the_build_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "build").symlink_to("real")

    deliver(tmp_path / "build", "brief.json")

    assert set(tree(tmp_path / "real")) == {"brief.json", "sources/S1.txt"}


@pytest.mark.skipif(os.name != "posix", reason="rights are a matter of POSIX")
def test_files_have_the_rights_that_any_new_file_has(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        deliver(tmp_path, "brief.json")
    finally:
        os.umask(before)

    assert (tmp_path / "brief.json").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../x", "a/b", "/etc/x", "a\\b", "C:x", "C:\\x", "a\nb", "a\0b", "\ud800", "sources/x.txt", "a/"],
)
def test_a_name_that_leaves_the_folder_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(DeliveryError, match="is no file name"):
        deliver(tmp_path / "build", "brief.html", name)

    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize("names", [("a.html", "a.html"), ("a.html", "A.HTML"), ("sources",), ("Sources",)])
def test_two_files_of_one_name_are_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    with pytest.raises(DeliveryError, match="two files have this name"):
        deliver(tmp_path / "build", *names)

    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize("text_file", ["sources/../x.txt", "sources/S1.html", "/tmp/S1.txt", "sources/", "x/S1.txt"])
def test_a_text_file_outside_its_folder_is_refused(tmp_path: Path, text_file: str) -> None:
    unfit = brief()
    unfit = Brief(**{**{name: getattr(unfit, name) for name in unfit.__slots__}, "sources": (entry(1, "", text_file),)})

    with pytest.raises(DeliveryError, match="is no file name"):
        FolderDeliverer(tmp_path / "build").deliver([], unfit)


class TestRefusals:
    def test_a_build_folder_that_is_a_file_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "build").write_text("mine")

        with pytest.raises(DeliveryError, match=r"build: can't be written: a file stands where a folder is needed"):
            deliver(tmp_path / "build", "brief.json")
        with pytest.raises(DeliveryError, match=r"x: can't be written: a file stands where a folder is needed"):
            deliver(tmp_path / "build/x", "brief.json")
        assert (tmp_path / "build").read_text() == "mine"

    def test_a_file_in_place_of_the_folder_of_sources_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "sources").write_text("mine")

        with pytest.raises(DeliveryError, match=r"sources: can't be written: a file stands where a folder is needed"):
            deliver(tmp_path, "brief.json")
        assert tree(tmp_path) == {"sources": b"mine"}

    def test_a_folder_in_place_of_a_file_is_named_and_the_old_build_stays(self, tmp_path: Path) -> None:
        deliver(tmp_path, "brief.json", content=b"old")
        (tmp_path / "brief.pdf").mkdir()

        with pytest.raises(
            DeliveryError, match=r"brief\.pdf: can't be written: a folder stands where this file belongs"
        ):
            deliver(tmp_path, "brief.html", "brief.pdf", "brief.json", texts=("Wind.",))
        assert tree(tmp_path) == {"brief.json": b"old", "sources/S1.txt": b"Rain."}

    def test_a_name_that_is_too_long_is_refused_before_the_old_build_changes(self, tmp_path: Path) -> None:
        deliver(tmp_path, "brief.json", content=b"old")

        with pytest.raises(DeliveryError, match="file name too long"):
            deliver(tmp_path, "x" * 300, "brief.json", texts=("Wind.",))
        assert tree(tmp_path) == {"brief.json": b"old", "sources/S1.txt": b"Rain."}

    @pytest.mark.parametrize("at", range(1, 5))
    def test_a_full_disk_at_any_file_leaves_the_old_build(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
    ) -> None:
        deliver(tmp_path, "brief.html", "brief.json", texts=("a", "b"), content=b"old")
        before = tree(tmp_path)
        calls = iter(range(1, 9))

        def full(descriptor: int) -> None:
            if next(calls) == at:
                raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(DeliveryError, match=r"can't be written: no space left on device\. Free some space"):
            deliver(tmp_path, "brief.html", "brief.json", texts=("c", "d"))

        assert tree(tmp_path) == before

    def test_a_rename_that_fails_leaves_nothing_temporary(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(path: Path, target: Path) -> Path:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(Path, "replace", refuse)
        with pytest.raises(DeliveryError, match=r"S1\.txt: can't be written: permission denied\. Name another folder"):
            deliver(tmp_path, "brief.json")

        assert tree(tmp_path) == {}

    def test_an_interruption_leaves_nothing_temporary(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt(path: Path, target: Path) -> Path:
            raise KeyboardInterrupt

        monkeypatch.setattr(Path, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            deliver(tmp_path, "brief.json")

        assert tree(tmp_path) == {}

    def test_a_stale_text_that_cannot_be_removed_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        deliver(tmp_path, "brief.json", texts=("a", "b"))
        unlink = Path.unlink

        def refuse(path: Path, missing_ok: bool = False) -> None:
            if path.name == "S2.txt":
                raise PermissionError(errno.EPERM, "Operation not permitted")
            unlink(path, missing_ok)

        monkeypatch.setattr(Path, "unlink", refuse)
        with pytest.raises(DeliveryError, match=r"S2\.txt: can't be written: operation not permitted"):
            deliver(tmp_path, "brief.json")
        assert (tmp_path / "brief.json").read_bytes() == b"new"

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can put its rights down")
    def test_a_folder_that_one_may_not_write_to_is_named(self, tmp_path: Path) -> None:
        shut = Path("/tmp") / f"briefing-shut-{os.getpid()}"
        shut.mkdir(mode=0o755)
        os.seteuid(65534)
        try:
            with pytest.raises(DeliveryError, match=r"build: can't be written: permission denied"):
                deliver(shut / "build", "brief.json")
            with pytest.raises(DeliveryError, match=r"sources: can't be written: permission denied"):
                deliver(shut, "brief.json")
        finally:
            os.seteuid(0)
            shut.rmdir()
