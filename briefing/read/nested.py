"""Bytes -> sources, through the reader for their kind, however deep they lie in other documents.

A reader that finds a document inside its own (a member, an attachment, an entry) calls `read_inner`; it need not know
how deep it stands. One `Allowance` is shared by everything that comes out of one file, and counts down.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from briefing.errors import PluginError, ReadError
from briefing.model import Source
from briefing.plugins import find, names
from briefing.read.kinds import DESCRIPTIONS, PLAIN, SUFFIXES, kind_of, suffix_of
from briefing.read.locate import LIMIT
from briefing.read.mending import mended
from briefing.read.problems import TooMuchError

DEEPEST = 4
"""An archive in an archive in an archive in an archive is read; what is packed once more is not."""
MOST_DOCUMENTS = 20_000
"""So many documents may lie in one file."""
MOST_BYTES = 1_000_000_000
"""So many bytes may be unpacked from one file."""
LONGEST_TEXT = 10_000_000
"""So many characters may come out of one document that is more than text: no article is longer."""

_SPLIT = "Unpack it and give what you need of it."

Table = Mapping[str, object]


class Allowance:
    """What may still be unpacked from one file."""

    def __init__(self, documents: int = MOST_DOCUMENTS, size: int = MOST_BYTES) -> None:
        self._documents = documents
        self._bytes = size

    def spend(self, size: int, origin: str, *, documents: int = 0) -> None:
        """Count what was unpacked; ReadError where it is more than one file may hold."""
        self._bytes -= size
        self._documents -= documents
        if self._bytes < 0:
            raise TooMuchError(f"{origin}: more than {MOST_BYTES:,} bytes come out of this one file. {_SPLIT}")
        if self._documents < 0:
            raise TooMuchError(f"{origin}: more than {MOST_DOCUMENTS:,} documents lie in this one file. {_SPLIT}")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where reading stands."""

    tables: Mapping[str, Table] = field(default_factory=dict)
    """The settings of each reader, [plugin.NAME]."""
    origin: str = ""
    """Of the document that is being read."""
    depth: int = 0
    allowance: Allowance = field(default_factory=Allowance)
    skip: frozenset[str] = frozenset()
    """Origins of inner documents that are known to end the process."""
    entering: Callable[[str], None] | None = None
    """Is told of each inner document before it is read, and of the outer one after it."""
    passed_over: Callable[[str], None] | None = None
    """Is told of each inner document that is left out on purpose, and why."""
    max_bytes: int = LIMIT
    """Of one inner document."""
    mend: bool = False
    """Whether wrong decodings are undone."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of one file."""

    sources: tuple[Source, ...]
    problems: tuple[str, ...] = ()
    """What could not be read, and why."""
    skipped: tuple[str, ...] = ()
    """What was left out on purpose, and why."""


_SCOPE: ContextVar[Scope] = ContextVar("scope")


def read_outer(data: bytes, origin: str, scope: Scope) -> Iterator[Source]:
    """Yield the documents in a file, each as soon as it is read; ReadError at the end names what could not be."""
    sources = _read(data, origin, replace(scope, origin=origin, allowance=Allowance()))
    yield from map(mended, sources) if scope.mend else sources


def read_inner(data: bytes, origin: str) -> Iterator[Source]:
    """Yield the documents in something that was found inside another document.

    `origin` is the outer document's with "/" and the inner name, or "#" and its number. ReadError at the end names
    what could not be read, a line each: the caller collects it and goes on with the next one.
    """
    scope = _SCOPE.get(None) or Scope()
    if origin in scope.skip:
        return
    if scope.depth >= DEEPEST:
        raise ReadError(f"{origin}: lies more than {DEEPEST} documents deep. Unpack it and give what you need of it.")
    scope.allowance.spend(len(data), origin, documents=1)
    entering = scope.entering or _nobody
    entering(origin)
    try:
        yield from _read(data, origin, replace(scope, origin=origin, depth=scope.depth + 1))
    except ReadError:  # not for what ends the process: then this document is to blame
        entering(scope.origin)
        raise
    entering(scope.origin)


def spend(size: int, origin: str) -> None:
    """Count bytes that were unpacked on the way to an inner document; TooMuchError where they are too many."""
    if scope := _SCOPE.get(None):
        scope.allowance.spend(size, origin)


def largest() -> int:
    """Return how many bytes an inner document may have."""
    return (_SCOPE.get(None) or Scope()).max_bytes


def pass_over(origin: str, why: str) -> None:
    """Leave an inner document out that nobody wants to read, and say so to whoever asks for it."""
    tell = (_SCOPE.get(None) or Scope()).passed_over or _nobody
    tell(f"{origin}: {why}")


def _nobody(message: str) -> None:
    """Be told, and do nothing."""


def _read(data: bytes, origin: str, scope: Scope) -> Iterator[Source]:
    yield from read_as(reader_for(data, origin), data, origin, scope)


def read_as(kind: str, data: bytes, origin: str, scope: Scope) -> Iterator[Source]:
    """Yield what the reader of that name makes of the bytes; whatever it raises comes out as ReadError."""
    try:
        yield from _run(kind, data, origin, scope)
    except ReadError:
        raise
    except PluginError as error:
        raise ReadError(f"{origin}: {error}") from error
    except MemoryError as error:
        raise ReadError(
            f"{origin}: takes more memory than one source may. Leave it out, or save it as text."
        ) from error
    except RecursionError as error:
        raise ReadError(f"{origin}: is nested too deep to be read. Leave it out, or save it as text.") from error
    except Exception as error:
        what = f"{type(error).__name__}: {error}"[:200]
        raise ReadError(f"{origin}: is broken, or is no {kind} file ({what}). Save it as text.") from error


def _run(kind: str, data: bytes, origin: str, scope: Scope) -> Iterator[Source]:
    documents = iter(find("readers", kind, scope.tables.get(kind)).read(data, origin))
    while True:
        with _standing(scope):  # only while the reader runs: a generator shares its caller's context
            source = next(documents, None)
        if source is None:
            return
        if len(source.text) > LONGEST_TEXT and kind not in PLAIN:
            raise ReadError(f"{source.origin}: holds more than {LONGEST_TEXT:,} characters. {_SPLIT}")
        yield source


@contextmanager
def _standing(scope: Scope) -> Iterator[None]:
    token = _SCOPE.set(scope)
    try:
        yield
    finally:
        _SCOPE.reset(token)


def reader_for(data: bytes, origin: str) -> str:
    """Return the name of the installed reader for these bytes; ReadError where there is none.

    A plugin for a kind of its own is found by the file's suffix alone.
    """
    installed = names("readers")
    suffix = suffix_of(origin)
    if suffix in installed and suffix not in SUFFIXES:
        return suffix
    kind = kind_of(data, origin)
    if kind not in installed:
        raise ReadError(f"{origin}: is {DESCRIPTIONS[kind]}, and no reader for that is installed. Save it as text.")
    return kind


def suffixes() -> frozenset[str]:
    """Return the ends of file names that the installed readers take."""
    installed = frozenset(names("readers"))
    return installed | {suffix for suffix, kind in SUFFIXES.items() if kind in installed}
