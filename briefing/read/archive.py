"""ZIP, tar and single compressed files -> the sources of their members: unpacked in memory, one by one, never to disk.

A member is read as a file in a folder would be, through the reader for its kind, and named like one: "pile.zip/b.txt".
No path is ever made of its name.
"""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import IO, cast

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.kinds import suffix_of
from briefing.read.nested import largest, pass_over, read_inner, spend, suffixes
from briefing.read.problems import Problems
from briefing.read.unwanted import PEEK, holds_text, is_part_of_page, printable, unwanted

STEEPEST = 200
"""A member may be so many times as large as it is packed: text reaches 20, only bombs reach this."""
LONGEST = 500
"""So many characters of a member's name are kept."""
SMALL = 2_000_000
"""What is not larger than this is no bomb, however well it is packed."""

_NOTHING = "holds no file that can be read. Give what you need of it as files of their own."


@dataclass(frozen=True, slots=True)
class _Member:
    """A file in an archive."""

    name: str
    packed: int
    """So many bytes of the archive hold it."""
    open: Callable[[], IO[bytes]]
    why_not: str = ""
    """Why it can't be unpacked."""


class ZipReader:
    """Reads ZIP archives."""

    def read(self, data: bytes, origin: str) -> Iterator[Source]:
        """Yield the sources of each member, in the archive's order; ReadError at the end names what could not."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except Exception as error:  # whatever a broken directory makes of the library
            raise ReadError(f"{origin}: is a broken ZIP archive ({error}). Pack it again.") from error
        with archive:
            yield from _read_members(_zip_members(archive), origin)


class TarReader:
    """Reads tar archives, compressed or not."""

    def read(self, data: bytes, origin: str) -> Iterator[Source]:
        """Yield the sources of each member, in the archive's order; ReadError at the end names what could not."""
        yield from _read_members(_tar_members(_Metered(data, origin), origin), origin)


class CompressedReader:
    """Reads one file that was compressed alone, by gzip, bzip2 or xz."""

    def read(self, data: bytes, origin: str) -> Iterator[Source]:
        """Yield the sources of what is inside, under the name without its suffix; ReadError where it is broken."""
        path = PurePosixPath(origin)
        inner = f"{origin}/{path.stem or path.name}"
        yield from read_inner(_unpacked(_Member(inner, len(data), partial(_opened, data)), inner), inner)


def _opened(data: bytes) -> IO[bytes]:
    """Return the bytes as a stream, unpacked while it is read."""
    if data.startswith(b"\x1f\x8b"):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=io.BytesIO(data)))
    if data.startswith(b"BZh"):
        return bz2.BZ2File(io.BytesIO(data))
    return lzma.LZMAFile(io.BytesIO(data)) if data.startswith(b"\xfd7zXZ\0") else io.BytesIO(data)


def _read_members(members: Iterator[_Member], origin: str) -> Iterator[Source]:
    """Yield the sources of the members that a folder walk would read."""
    problems = Problems(origin)
    endings = tuple(f".{suffix}" for suffix in sorted(suffixes()))
    seen: Counter[str] = Counter()
    try:
        for member in members:
            yield from problems.kept(_read_member(member, _named(member.name, origin, seen), endings))
    except ReadError as error:  # of the archive itself: what came before it is kept
        problems.extend(error)
    problems.finish(_NOTHING)


def _named(name: str, origin: str, seen: Counter[str]) -> str:
    """Return the origin of a member: no way up, no root, no control character; a number where it comes again."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    inner = f"{origin}/{printable('/'.join(parts) or 'unnamed')[:LONGEST]}"
    seen[inner] += 1
    return inner if seen[inner] == 1 else f"{inner} ({seen[inner]})"


def _read_member(member: _Member, inner: str, endings: tuple[str, ...]) -> Iterator[Source]:
    *folders, name = inner.split("/")[1:]
    why = unwanted(name, endings) or _out_of_the_way(folders)
    if why is None and member.why_not:
        raise ReadError(f"{inner}: {member.why_not}")
    if why is None:
        data = _unpacked(member, inner)
        if suffix_of(name) or holds_text(data[:PEEK]):
            yield from read_inner(data, inner)
            return
    pass_over(inner, why or "neither a suffix nor text")


def _out_of_the_way(folders: Sequence[str]) -> str | None:
    """Say why nothing in these folders is an article."""
    if "__MACOSX" in folders or any(folder.startswith(".") for folder in folders):
        return "a hidden folder"
    return "what belongs to a saved page" if is_part_of_page(folders) else None


def _unpacked(member: _Member, inner: str) -> bytes:
    """Return all bytes of a member; ReadError where it is broken, a bomb, or too large."""
    most = min(largest(), max(SMALL, STEEPEST * member.packed))
    try:
        with member.open() as stream:
            data = stream.read(most + 1)
    except ReadError:
        raise
    except Exception as error:  # whatever broken bytes make of the library
        raise ReadError(f"{inner}: can't be unpacked: {_reason(error)}. Pack it again.") from error
    spend(len(data), inner)
    if len(data) > largest():
        raise ReadError(f"{inner}: is larger than {largest():,} bytes. Split it, one article a file.")
    if len(data) > most:
        raise ReadError(f"{inner}: grows to more than {STEEPEST} times its packed size, like a bomb. Leave it out.")
    return data


def _zip_members(archive: zipfile.ZipFile) -> Iterator[_Member]:
    for info in archive.infolist():
        why = "is encrypted. Unpack it with its password and give the file itself." if info.flag_bits & 1 else ""
        if not info.is_dir():
            yield _Member(info.filename, info.compress_size, partial(archive.open, info), why)


class _Metered:
    """The bytes of a tar archive, unpacked while they are read; what is only passed by counts too."""

    def __init__(self, data: bytes, origin: str) -> None:
        self._stream = _opened(data)
        self._origin = origin
        self._left = max(10 * SMALL, STEEPEST * len(data))

    def read(self, size: int) -> bytes:
        """Return at most so many bytes; ReadError where more came out than any honest archive holds."""
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise ReadError(f"{self._origin}: grows to more than {STEEPEST} times its size, like a bomb. Leave it out.")
        return data


def _tar_members(stream: _Metered, origin: str) -> Iterator[_Member]:
    """Yield what a tar archive holds; ReadError where it is broken."""
    try:
        with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|", errorlevel=0) as archive:
            yield from _regular(archive, origin)
    except ReadError:
        raise
    except Exception as error:  # whatever a broken header makes of the library
        raise ReadError(f"{origin}: is broken or cut off ({_reason(error)}). Pack it again.") from error


def _regular(archive: tarfile.TarFile, origin: str) -> Iterator[_Member]:
    """Yield the regular files: a link may point anywhere, and what it points to in the archive comes by itself."""
    for info in archive:
        if info.isreg():
            yield _Member(info.name, info.size, partial(_extracted, archive, info))
        elif not info.isdir():
            pass_over(f"{origin}/{printable(info.name)}", "a link or a device")


def _extracted(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    return archive.extractfile(info) or io.BytesIO()


def _reason(error: Exception) -> str:
    return f"{error}" or type(error).__name__
