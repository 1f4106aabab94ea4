"""Artifacts and source texts -> a build folder: every file whole or not at all, brief.json last.

All files are first written beside their targets under temporary names and flushed to the disk; only then are they
renamed, so a full disk or a forbidden folder leaves an earlier build as it was. A lock on the folder keeps two runs
apart; under it, what a killed run left behind is cleared away.
"""

import errno
import os
import re
import secrets
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath, PureWindowsPath

from briefing.characters import utf8
from briefing.errors import DeliveryError
from briefing.model import Artifact, Brief

if sys.platform != "win32":
    import fcntl

LAST = "brief.json"
SOURCES = "sources"

_TEXT_FILE = re.compile(r"S[1-9][0-9]*\.txt")
_TEMPORARY = re.compile(r"\.briefing-[0-9a-f]{16}\.tmp")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_REASONS = {
    errno.EEXIST: "a file stands where a folder is needed",
    errno.ENOTDIR: "a file stands where a folder is needed",
    errno.EISDIR: "a folder stands where this file belongs",
}
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class FolderDeliverer:
    """Writes a finished brief into a folder and touches nothing else there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, artifacts: Sequence[Artifact], brief: Brief) -> tuple[str, ...]:
        """Return the paths written, brief.json last; DeliveryError where a name is unfit or the folder refuses."""
        files = _files(artifacts, brief)
        folder, texts = self._folder, self._folder / SOURCES
        _make(folder)
        with _locked(folder):
            if texts.is_symlink():
                _remove(texts)
            _make(texts)
            _clear(folder, _TEMPORARY)
            _clear(texts, _TEMPORARY)
            _write([(folder / name, content) for name, content in files])
            _clear(texts, _TEXT_FILE, keep=frozenset(name.removeprefix(f"{SOURCES}/") for name, _ in files))
        return tuple(str(folder / name) for name, _ in files)


def write_file(path: Path, content: bytes) -> None:
    """Write one file whole or not at all; DeliveryError names the place that refuses."""
    _write([(path, content)])


def _files(artifacts: Sequence[Artifact], brief: Brief) -> list[tuple[str, bytes]]:
    """Return every file by its name below the folder, in the order in which they appear there."""
    texts = [(entry.text_file, utf8(entry.text)) for entry in brief.sources]
    files = [(artifact.name, artifact.content) for artifact in artifacts]
    taken = {SOURCES}
    for name, _ in (*texts, *files):
        ours = name.startswith(f"{SOURCES}/") and _TEXT_FILE.fullmatch(name.removeprefix(f"{SOURCES}/"))
        if not (ours or _is_plain(name)):
            raise DeliveryError(f"{name!r}: is no file name. A format's file needs a plain name such as brief.html.")
        if name.casefold() in taken:
            raise DeliveryError(f"{name!r}: two files have this name, or names that differ in case alone.")
        taken.add(name.casefold())
    return [*texts, *sorted(files, key=lambda file: file[0] == LAST)]


def _is_plain(name: str) -> bool:
    """Say whether a name stays in its folder on every system and can be printed."""
    same = PurePosixPath(name).name == PureWindowsPath(name).name == name
    return same and name.isprintable() and name not in {"", ".", ".."}


def _write(files: Sequence[tuple[Path, bytes]]) -> None:
    """Stage all files, then rename them in order; nothing temporary stays behind, whatever happens."""
    staged: list[tuple[Path, Path]] = []
    try:
        for target, content in files:
            staged.append((target.parent / f".briefing-{secrets.token_hex(8)}.tmp", target))
            _stage(*staged[-1], content)
        _rename(staged)
    finally:
        for temporary, _ in staged:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _stage(temporary: Path, target: Path, content: bytes) -> None:
    """Write a new file down to the disk, if it can take its target's place."""
    with _naming(target):
        if target.is_dir() and not target.is_symlink():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with os.fdopen(os.open(temporary, _NEW, 0o666), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())


def _rename(staged: Sequence[tuple[Path, Path]]) -> None:
    """Put staged files in their places; what brief.json lists is on the disk before it is."""
    for temporary, target in staged:
        with _naming(target):
            if target.name == LAST:
                _settle(staged)
            temporary.replace(target)
    _settle(staged)


def _settle(staged: Sequence[tuple[Path, Path]]) -> None:
    """Flush the folders' lists of names, where the system has a way to do so."""
    for folder in dict.fromkeys(target.parent for _, target in staged):
        with suppress(OSError, ValueError), _opened(folder) as descriptor:
            os.fsync(descriptor)


def _clear(folder: Path, pattern: re.Pattern[str], keep: frozenset[str] = frozenset()) -> None:
    """Remove files of ours by their exact names; a folder of such a name is not ours."""
    with _naming(folder):
        paths = [path for path in sorted(folder.iterdir()) if pattern.fullmatch(path.name) and path.name not in keep]
    for path in paths:
        if path.is_symlink() or not path.is_dir():
            _remove(path)


def _remove(path: Path) -> None:
    with _naming(path):
        path.unlink(missing_ok=True)


def _make(folder: Path) -> None:
    with _naming(folder):
        folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Wait until no other run writes into a folder, where the system has locks; a killed run's lock ends with it."""
    with _naming(folder), _opened(folder) as descriptor:
        if sys.platform != "win32":
            with suppress(OSError):  # some network file systems have none
                fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    """Open a folder itself; Windows can't, and gets a descriptor that no call accepts."""
    descriptor = -1 if sys.platform == "win32" else os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        if descriptor >= 0:
            os.close(descriptor)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Turn what the system refuses into a DeliveryError that names the place."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or (error.strerror or str(error)).lower()
        advice = "Free some space, or name" if error.errno in _FULL else "Name"
        raise DeliveryError(f"{path}: can't be written: {reason}. {advice} another folder with -o.") from error
