"""Archives: each member read as a file would be, nothing written, nothing without bounds."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read import nested
from briefing.read.archive import CompressedReader, TarReader, ZipReader
from briefing.read.nested import Allowance, Scope, read_outer

TEXT = b"The ferry ran aground off the north pier on Monday."


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return buffer.getvalue()


def tarred(*members: tuple[str, bytes], mode: str = "w") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def read(data: bytes, origin: str, scope: Scope | None = None) -> tuple[list[Source], str]:
    """Return the sources, and what could not be read."""
    sources: list[Source] = []
    try:
        sources.extend(read_outer(data, origin, scope or Scope()))
    except ReadError as error:
        return sources, str(error)
    return sources, ""


def passed(data: bytes, origin: str = "pile.zip") -> list[str]:
    """Return what was passed over."""
    skipped: list[str] = []
    read(data, origin, Scope(passed_over=skipped.append))
    return skipped


@pytest.mark.parametrize(
    ("origin", "make"),
    [
        ("pile.zip", packed),
        ("pile.tar", tarred),
        ("pile.tar.gz", lambda *members: tarred(*members, mode="w:gz")),
        ("pile.tar.bz2", lambda *members: tarred(*members, mode="w:bz2")),
        ("pile.txz", lambda *members: tarred(*members, mode="w:xz")),
    ],
)
def test_every_member_is_a_source_in_the_archives_order(origin: str, make: Callable[..., bytes]) -> None:
    sources, problems = read(make(("b.txt", TEXT), ("day/a.md", b"# Ferry\n\n" + TEXT)), origin)

    assert problems == ""
    assert [source.origin for source in sources] == [f"{origin}/b.txt", f"{origin}/day/a.md"]
    assert [source.media_type for source in sources] == ["text/plain", "text/markdown"]
    assert sources[0].text == TEXT.decode()


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_single_compressed_file_is_read(pack: Callable[[bytes], bytes]) -> None:
    (source,), problems = read(pack(TEXT), "ferry.txt.gz")

    assert (source.origin, source.text, problems) == ("ferry.txt.gz/ferry.txt", TEXT.decode(), "")


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("../../etc/passwd.txt", "pile.zip/etc/passwd.txt"),
        ("/etc/a.txt", "pile.zip/etc/a.txt"),
        ("C:\\news\\a.txt", "pile.zip/C:/news/a.txt"),
        ("a/./b//c.txt", "pile.zip/a/b/c.txt"),
        ("in\nside\x1b[2J.txt", "pile.zip/in\ufffdside\ufffd[2J.txt"),
        ("fdp\u202etxt.txt", "pile.zip/fdp\ufffdtxt.txt"),
        ("..", "pile.zip/unnamed"),
    ],
)
def test_a_members_name_is_a_harmless_one(name: str, origin: str, tmp_path: Path) -> None:
    os.chdir(tmp_path)
    sources, _ = read(packed((name, TEXT)), "pile.zip")

    assert [source.origin for source in sources] == [origin]
    assert list(tmp_path.iterdir()) == []


def test_members_of_one_name_are_numbered() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed(("a.txt", TEXT), ("./a.txt", TEXT), ("a.txt", TEXT))
    sources, _ = read(data, "pile.zip")

    assert [source.origin for source in sources] == [f"pile.zip/a.txt{number}" for number in ("", " (2)", " (3)")]


def test_what_a_folder_walk_passes_over_is_passed_over_here_too() -> None:
    members = [
        "__MACOSX/._a.txt", "__MACOSX/b.txt", ".hidden/c.txt", "README.md", "photo.jpg", "page_files/f.html", "core",
    ]  # fmt: skip
    data = packed(*((name, b"\0\1") for name in members), ("notes", TEXT), ("folder/", b""))

    assert [source.origin for source in read(data, "pile.zip")[0]] == ["pile.zip/notes"]
    assert passed(data) == [
        "pile.zip/__MACOSX/._a.txt: a name that begins with a dot",
        "pile.zip/__MACOSX/b.txt: a hidden folder",
        "pile.zip/.hidden/c.txt: a hidden folder",
        "pile.zip/README.md: a file about the folder",
        "pile.zip/photo.jpg: no reader for this kind of file",
        "pile.zip/page_files/f.html: what belongs to a saved page",
        "pile.zip/core: neither a suffix nor text",
    ]


def test_links_in_a_tar_archive_lead_nowhere() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        link = tarfile.TarInfo("passwords.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        folder = tarfile.TarInfo("day")
        folder.type = tarfile.DIRTYPE
        for info in (folder, link):
            archive.addfile(info)

    sources, problems = read(buffer.getvalue(), "pile.tar")
    assert sources == []
    assert "pile.tar: holds no file that can be read" in problems
    assert passed(buffer.getvalue(), "pile.tar") == ["pile.tar/passwords.txt: a link or a device"]


def test_one_bad_member_costs_that_member_alone() -> None:
    sources, problems = read(packed(("a.txt", TEXT), ("b.txt", b""), ("c.txt", b"\x89PNG"), ("d.txt", TEXT)), "p.zip")

    assert [source.origin for source in sources] == ["p.zip/a.txt", "p.zip/d.txt"]
    assert [line.split(": ")[0] for line in problems.split("\n")] == ["p.zip/b.txt", "p.zip/c.txt"]


def test_an_encrypted_member_is_named() -> None:
    data = bytearray(packed(("a.txt", TEXT)))
    for start in (6, data.find(b"PK\x01\x02") + 8):
        data[start] |= 1
    sources, problems = read(bytes(data), "pile.zip")

    assert sources == []
    assert problems == "pile.zip/a.txt: is encrypted. Unpack it with its password and give the file itself."


def test_a_member_whose_bytes_are_broken_is_named() -> None:
    data = bytearray(packed(("a.txt", TEXT * 9), ("b.txt", TEXT)))
    data[45] ^= 0xFF
    sources, problems = read(bytes(data), "pile.zip")

    assert [source.origin for source in sources] == ["pile.zip/b.txt"]
    assert problems.startswith("pile.zip/a.txt: can't be unpacked: ")


@pytest.mark.parametrize(
    ("origin", "data", "what"),
    [
        ("a.zip", packed(("a.txt", TEXT))[:60], "a.zip: is a broken ZIP archive"),
        (
            "a.tar",
            tarred(("b.txt", TEXT), ("a.txt", TEXT * 90))[:2800],
            "a.tar/a.txt: can't be unpacked: unexpected end",
        ),
        ("a.tgz", tarred(("b.txt", os.urandom(9000)), mode="w:gz")[:5000], "a.tgz"),
        ("a.tar", tarred(("b.txt", TEXT))[:300], "a.tar: "),
        ("a.txt.gz", gzip.compress(TEXT)[:-9], "a.txt.gz/a.txt: can't be unpacked"),
        ("a.gz", b"\x1f\x8b\x08 this is none", "can't be unpacked"),
        ("a.zip", packed(), "a.zip: holds no file that can be read"),
    ],
)
def test_a_broken_archive_is_named(origin: str, data: bytes, what: str) -> None:
    sources, problems = read(data, origin)

    assert what in problems
    assert all(source.origin.endswith("b.txt") for source in sources)


ZEROS = bytes(3_000_000)


@pytest.mark.parametrize(
    ("origin", "data"),
    [
        ("bomb.zip", packed(("zeros.txt", ZEROS))),
        ("bomb.gz", gzip.compress(ZEROS)),
        ("bomb.xz", lzma.compress(ZEROS)),
    ],
)
def test_what_grows_like_a_bomb_is_refused(origin: str, data: bytes) -> None:
    assert "grows to more than 200 times its packed size, like a bomb" in read(data, origin)[1]


def test_a_tar_bomb_is_refused_even_where_it_is_only_passed_by() -> None:
    data = gzip.compress(tarred(("zeros.bin", bytes(30_000_000)), ("a.txt", TEXT)))

    assert "bomb.tgz: grows to more than 200 times its size, like a bomb" in read(data, "bomb.tgz")[1]


def test_a_member_larger_than_the_settings_allow_is_named() -> None:
    sources, problems = read(packed(("a.txt", TEXT), ("b.txt", TEXT * 9)), "pile.zip", Scope(max_bytes=100))

    assert [source.origin for source in sources] == ["pile.zip/a.txt"]
    assert problems == "pile.zip/b.txt: is larger than 100 bytes. Split it, one article a file."


def test_what_comes_out_of_one_file_is_bounded_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nested, "Allowance", lambda: Allowance(size=300))
    sources, problems = read(packed(*((f"{number}.txt", TEXT) for number in range(9))), "pile.zip")

    assert 0 < len(sources) < 5
    assert problems.count("\n") == 0
    assert "come out of this one file" in problems


def test_the_number_of_documents_in_one_file_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nested, "Allowance", lambda: Allowance(documents=3))
    sources, problems = read(packed(*((f"{number}.txt", TEXT) for number in range(9))), "pile.zip")

    assert len(sources) == 3
    assert "documents lie in this one file" in problems


def test_archives_in_archives_are_read_to_a_depth() -> None:
    data = packed(("a.txt", TEXT))
    for level in range(3):
        data = packed((f"{level}.zip", data), (f"beside{level}.txt", TEXT))
    sources, problems = read(data, "pile.zip")
    assert sources[0].origin == "pile.zip/2.zip/1.zip/0.zip/a.txt"
    assert (len(sources), problems) == (4, "")

    sources, problems = read(packed(("more.zip", data)), "pile.zip")
    assert len(sources) == 3
    assert "pile.zip/more.zip/2.zip/1.zip/0.zip/a.txt: lies more than 4 documents deep" in problems


def test_an_archive_that_holds_itself_ends() -> None:
    """A gzip file that unpacks to itself (a quine) would be read for ever; so would this, without a depth."""
    data = TEXT
    for _ in range(12):
        data = gzip.compress(data)

    assert "documents deep" in read(data, "deep.gz")[1]


@given(
    data=st.binary(max_size=400),
    start=st.sampled_from([packed(("a.txt", TEXT)), tarred(("a.txt", TEXT)), gzip.compress(TEXT)]),
    cut=st.integers(0, 400),
)
def test_any_bytes_give_sources_or_a_read_error(data: bytes, start: bytes, cut: int) -> None:
    for reader in (ZipReader(), TarReader(), CompressedReader()):
        try:
            texts = [source.text for source in reader.read(start[:cut] + data, "clip")]
        except ReadError:
            continue
        assert all(texts)


def test_a_zip_whose_directory_lies_about_sizes_is_no_way_round_the_bounds() -> None:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = deflate.compress(ZEROS) + deflate.flush()
    honest = packed(("zeros.txt", ZEROS))
    lying = honest.replace(len(ZEROS).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert body in honest

    sources, problems = read(lying, "bomb.zip")
    assert sources == []
    assert problems.startswith("bomb.zip/zeros.txt: ")
