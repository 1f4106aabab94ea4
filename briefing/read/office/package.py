"""Bytes of an office document -> its XML parts, each as a stream of events: nothing is unpacked beyond its bounds.

An office document is a ZIP archive of XML. Sizes are checked as they are unpacked, since an archive may lie about them;
document types, and with them entities, are refused: no office program writes any.
"""

import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from xml.parsers import expat

from briefing.errors import ReadError

MOST_PART = 64_000_000
"""One part may unpack to so many bytes."""
MOST_PARTS = 160_000_000
"""All parts that are read may unpack to so many bytes together."""
DEEPEST = 500
"""Elements may be nested so deep."""
_CHUNK = 1 << 16
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    LookupError,
)

Attributes = Mapping[str, str]


class Handler:
    """What becomes of the elements of a part: names come with their namespace, `{address}name`, as `address name`."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin an element."""

    def end(self, name: str) -> None:
        """End an element."""

    def text(self, text: str) -> None:
        """Take characters; those of one stretch may come in several pieces."""


class Package:
    """An office document, opened."""

    def __init__(self, data: bytes, origin: str, what: str) -> None:
        self._origin = origin
        self._what = what
        self._left = MOST_PARTS
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
            self._names = frozenset(self._archive.namelist())
        except _BROKEN as error:
            raise ReadError(self._broken(error)) from error

    def has(self, name: str) -> bool:
        """Tell whether there is a part of that name."""
        return name in self._names

    def parse(self, name: str, handler: Handler) -> None:
        """Send a part through a handler; ReadError where it is broken, too large or hostile."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        depth = _Depth(handler, self._refuse_depth)
        parser.StartElementHandler = depth.start
        parser.EndElementHandler = depth.end
        parser.CharacterDataHandler = handler.text
        try:
            self._feed(name, parser.Parse)
        except (expat.ExpatError, *_BROKEN) as error:
            raise ReadError(self._broken(error)) from error

    def _feed(self, name: str, take: Callable[[bytes, bool], object]) -> None:
        size = 0
        with self._archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                size += len(chunk)
                self._left -= len(chunk)
                if size > MOST_PART or self._left < 0:
                    raise ReadError(
                        f"{self._origin}: unpacks to more than an article can need, and was not read. Save the text "
                        "as a new document."
                    )
                take(chunk, False)
        take(b"", True)

    def _broken(self, error: Exception) -> str:
        return f"{self._origin}: is a broken {self._what} ({error}). Open it and save it again, or save it as text."

    def _refuse_document_type(self, *_: object) -> None:
        raise ReadError(f"{self._origin}: defines entities of its own, as no office program does; it was not read.")

    def _refuse_depth(self) -> None:
        raise ReadError(f"{self._origin}: is nested too deep to be read. Save it as text.")


class _Depth:
    """Counts how deep elements are nested."""

    def __init__(self, handler: Handler, refuse: Callable[[], None]) -> None:
        self._handler = handler
        self._refuse = refuse
        self._depth = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Go one element deeper."""
        self._depth += 1
        if self._depth > DEEPEST:
            self._refuse()
        self._handler.start(name, attributes)

    def end(self, name: str) -> None:
        """Come back."""
        self._depth -= 1
        self._handler.end(name)
