"""SOURCES arguments -> the files to read, in a fixed order, with everything that was passed over and why."""

import difflib
import errno
import fnmatch
import os
import re
import stat
import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.errors import ReadError
from briefing.read.kinds import suffix_of
from briefing.read.unwanted import PEEK, holds_text, is_beside_page, no_article, printable, unwanted

LIMIT = 50_000_000
"""So many bytes of one file are read at most."""
NO_WAIT = getattr(os, "O_NONBLOCK", 0)

_ADDRESS = re.compile(r"https?:/", re.IGNORECASE)
_USER = re.compile(r"//[^/?#]*@")
_MAGIC = re.compile(r"[*?[]")
_ODD = ((stat.S_ISFIFO, "is a named pipe; use - for standard input"), (stat.S_ISSOCK, "is a socket"))


@dataclass(frozen=True, slots=True)
class Found:
    """Something to read: a file, or standard input where the path is None."""

    path: Path | None
    origin: str
    """Relative to the argument that named it, with slashes, printable; never absolute."""


@dataclass(frozen=True, slots=True)
class Located:
    """What the arguments name: to be read, passed over on purpose, or impossible to read."""

    found: tuple[Found, ...]
    skipped: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Skipped:
    why: str


@dataclass(frozen=True, slots=True)
class _Problem:
    why: str


_Item = Found | _Skipped | _Problem


def locate(arguments: Sequence[str], *, suffixes: frozenset[str], base: Path) -> Located:
    """Find what to read: files, folders (walked, sorted), globs and "-", relative to `base`.

    `suffixes` are those that readers handle; only folder walks ask for them, and open files that have none, for a look.
    """
    endings = tuple("." + suffix.lower().removeprefix(".") for suffix in sorted(suffixes))
    items = [item for argument in arguments for item in _look(argument, base, endings)]
    found, repeated = _once([item for item in items if isinstance(item, Found)])
    return Located(
        found=_distinct(found),
        skipped=(*(item.why for item in items if isinstance(item, _Skipped)), *repeated),
        problems=tuple(item.why for item in items if isinstance(item, _Problem)),
    )


def is_address(argument: str) -> bool:
    """Say whether an argument is an http or https address."""
    return _ADDRESS.match(argument) is not None


def load(found: Found, *, max_bytes: int = LIMIT) -> bytes:
    """Read the bytes; ReadError where there are more than `max_bytes`, or where the file can't be read any more."""
    try:
        data = sys.stdin.buffer.read(max_bytes + 1) if found.path is None else _read(found.path, max_bytes + 1)
    except (OSError, ValueError, AttributeError) as error:  # standard input may be closed, or missing altogether
        raise ReadError(f"{found.origin}: can't be read: {_reason(error)}.") from error
    if len(data) > max_bytes:
        raise ReadError(f"{found.origin}: is larger than {max_bytes:,} bytes. Split it, one article a file.")
    return data


def _read(path: Path, size: int) -> bytes:
    """Read at most so many bytes of a file, never waiting for the other end of what has become a pipe."""
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | NO_WAIT)) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is no regular file any more")
        return stream.read(size)


def _look(argument: str, base: Path, endings: tuple[str, ...]) -> Iterable[_Item]:
    """Tell what one argument names."""
    path = base / argument
    if argument == "-":
        return (Found(None, "stdin"),)
    if argument and os.path.lexists(path):
        return _walk(path, argument, endings) if _is_folder(path) else (_named(_file(path), path.name),)
    if _MAGIC.search(argument) and not _ADDRESS.match(argument):
        return _glob(argument, base, endings)
    return (_Problem(_missing(argument, base)),)


def _file(path: Path) -> _Item:
    """Tell whether a file may be opened, without opening it."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return _Problem(f"can't be read: {_reason(error)}")
    if not stat.S_ISREG(mode):
        return _Problem(next((why for is_odd, why in _ODD if is_odd(mode)), "is a device"))
    return Found(path, path.name) if os.access(path, os.R_OK) else _Problem("can't be read: permission denied")


def _text(path: Path) -> _Item:
    """Tell whether a file without a suffix is worth reading: nobody said that it holds text."""
    item = _file(path)
    try:
        is_meant = not isinstance(item, Found) or holds_text(_read(path, PEEK))
    except OSError:
        return item
    return item if is_meant else _Skipped("neither a suffix nor text")


def _named(item: _Item, name: str) -> _Item:
    """Give what was met its printable name: an origin, or the beginning of the message."""
    name = printable(name)
    return replace(item, origin=name) if isinstance(item, Found) else replace(item, why=f"{name}: {item.why}")


def _is_folder(path: Path) -> bool:
    """Say whether a path leads to a folder; False, unlike `Path.is_dir`, where looking is forbidden."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):
        return False


class _Walk:
    """One way through a folder: each real folder is entered once, links to folders after all real ones."""

    def __init__(self, root: Path, top: Path, endings: tuple[str, ...]) -> None:
        self._root = root
        self._top = top  # names are relative to it
        self._endings = endings
        self._real_root = Path(os.path.realpath(root))
        self._folders = deque([root])
        self._links: deque[Path] = deque()
        self._entered: set[str] = set()
        self._items: list[tuple[str, _Item]] = []

    def items(self) -> list[_Item]:
        """Go the whole way and return what was met, sorted by path."""
        while self._folders or self._links:
            folder = (self._folders or self._links).popleft()
            real = os.path.realpath(folder)
            if Path(real) in self._real_root.parents:
                self._add(folder, _Skipped("a link to a folder that holds this one"))
            elif real in self._entered:
                self._add(folder, _Skipped("a link to a folder that is read already"))
            else:
                self._entered.add(real)
                self._enter(folder)
        return [item for _, item in sorted(self._items, key=lambda pair: pair[0])]

    def _enter(self, folder: Path) -> None:
        try:
            paths = sorted(folder.iterdir())
        except OSError as error:
            self._add(folder, _Problem(f"can't be read: {_reason(error)}"))
            return
        if folder != self._root and folder / "brief.json" in paths:
            self._add(folder, _Skipped("an earlier build"))
            return
        names = frozenset(path.name for path in paths)
        for path in paths:
            self._meet(path, names)

    def _meet(self, path: Path, names: frozenset[str]) -> None:
        is_folder = _is_folder(path) and not path.name.startswith(".")
        if is_folder and is_beside_page(path.name, names):
            self._add(path, _Skipped("what belongs to the saved page beside it"))
        elif is_folder:
            (self._links if path.is_symlink() else self._folders).append(path)
        elif (why := unwanted(path.name, self._endings)) is not None:
            self._add(path, _Skipped(why))
        else:
            self._add(path, _file(path) if suffix_of(path.name) else _text(path))

    def _add(self, path: Path, item: _Item) -> None:
        name = path.relative_to(self._top).as_posix()
        self._items.append((name, _named(item, name)))


def _walk(root: Path, argument: str, endings: tuple[str, ...]) -> Iterator[_Item]:
    """Tell what is in a folder and below it; one that holds nothing to read is a problem."""
    items = _Walk(root, root, endings).items()
    yield from items
    if all(isinstance(item, _Skipped) for item in items):
        yield _Problem(f"{printable(argument)}: holds no file to read ({len(items)} passed over)")


def _glob(argument: str, base: Path, endings: tuple[str, ...]) -> Iterator[_Item]:
    """Tell what a pattern matches; names are relative to its part before the first wildcard."""
    parts = Path(argument).parts
    fixed = next(number for number, part in enumerate(parts) if _MAGIC.search(part))
    top, pattern = base.joinpath(*parts[:fixed]), parts[fixed:]
    try:
        matches = [match for match in top.glob("/".join(pattern)) if not _hidden(match.relative_to(top), pattern)]
    except (OSError, ValueError) as error:
        yield _Problem(f"{printable(argument)}: is no pattern: {_reason(error)}")
        return
    for match in sorted(matches, key=Path.as_posix):
        name = match.relative_to(top).as_posix()
        if _is_folder(match):
            yield from _Walk(match, top, endings).items()
        else:
            why = no_article(match.name)
            yield _named(_file(match) if why is None else _Skipped(why), name)
    if not matches:
        yield _Problem(f"{printable(argument)}: matches nothing")


def _hidden(path: Path, pattern: Sequence[str]) -> bool:
    """Say whether a part begins with a dot that the pattern doesn't ask for."""
    hidden = (part for part in path.parts if part.startswith("."))
    return any(not any(part[0] == "." and fnmatch.fnmatchcase(name, part) for part in pattern) for name in hidden)


def _missing(argument: str, base: Path) -> str:
    """Say what is wrong with an argument that names nothing: near names in its folder help, or the nearest folder."""
    if not argument:
        return "an empty SOURCES argument: name a file, a folder or - for standard input"
    if _ADDRESS.match(argument):
        address = printable(_USER.sub("//", argument, count=1))
        return f"{address}: addresses need --fetch; or save the page as a file"
    path = Path(argument)
    try:
        names = sorted(beside.name for beside in (base / path.parent).iterdir())[:1000]
    except (OSError, ValueError):
        names = []
    near = [str(path.parent / name) for name in difflib.get_close_matches(path.name[:255], names)]
    parent = next((parent for parent in path.parents if _is_folder(base / parent)), Path())
    instead = f"did you mean {' or '.join(near)}?" if near else f"the nearest folder that exists is {parent}"
    return printable(f"{argument}: does not exist; {instead}")


def _once(found: Sequence[Found]) -> tuple[list[Found], list[str]]:
    """Keep each real file once, under its own name rather than a link's, and say which ones came again."""
    real = {item: os.path.realpath(item.path or "") for item in found}
    first: dict[str, Found] = {}
    for item in sorted(found, key=lambda item: item.path is not None and item.path.is_symlink()):
        first.setdefault(real[item], item)
    kept, repeated = [], []
    for item in found:
        same = first[real[item]]
        if same is item:
            kept.append(item)
        elif same.path != item.path:
            repeated.append(f"{item.origin}: the same file as {same.origin}")
    return kept, repeated


def _distinct(found: Sequence[Found]) -> tuple[Found, ...]:
    """Lengthen origins that several files share by parent folders where that helps; number what remains alike."""
    items = list(found)
    for depth in range(1, 9):
        times = Counter(item.origin for item in items)
        longer = [_longer(item, depth) if times[item.origin] > 1 else item for item in items]
        times = Counter(item.origin for item in longer)
        items = [new if times[new.origin] == 1 else old for old, new in zip(items, longer, strict=True)]
    numbers: Counter[str] = Counter()
    taken: set[str] = set()
    for place, item in enumerate(items):
        origin = item.origin
        while origin in taken:
            numbers[item.origin] += 1
            origin = f"{item.origin} ({numbers[item.origin] + 1})"
        taken.add(origin)
        items[place] = replace(item, origin=origin)
    return tuple(items)


def _longer(found: Found, depth: int) -> Found:
    """Put parent folders before an origin; standard input has none."""
    parts = Path(os.path.normpath(found.path.absolute())).parts[1:] if found.path else (found.origin,)
    return replace(found, origin=printable("/".join(parts[-found.origin.count("/") - 1 - depth :])))


def _reason(error: Exception) -> str:
    """Return what the system says, without the path."""
    return (getattr(error, "strerror", None) or str(error)).lower()
