"""What the reading processes say to each other: msgpack messages of fixed types, each behind its length.

Nothing that comes from a child is more than data: it is decoded into these types or refused.
"""

from collections.abc import Mapping
from typing import BinaryIO, TypeVar

from msgspec import DecodeError, Struct, ValidationError, msgpack

from briefing.model import Source
from briefing.read.locate import LIMIT

LONGEST = 1_000_000_000
"""So many bytes may one message have."""


class Setup(Struct, frozen=True, kw_only=True):
    """The first message to a child: how it reads."""

    tables: Mapping[str, Mapping[str, object]] = {}
    """The settings of each reader; a date arrives as text."""
    max_bytes: int = LIMIT
    """Of one inner document."""
    megabytes: int = 512
    """So much memory may reading take on top of what the child begins with."""
    mend: bool = False
    """Whether wrong decodings are undone."""


class Task(Struct, frozen=True, kw_only=True):
    """Every other message to a child: what to read."""

    data: bytes
    origin: str
    skip: tuple[str, ...] = ()
    """Inner documents to leave out."""


class Entering(Struct, frozen=True, kw_only=True, tag=True):
    """From a child: from now on it reads this document."""

    origin: str


class PassedOver(Struct, frozen=True, kw_only=True, tag=True):
    """From a child: an inner document that it leaves out on purpose, and why."""

    why: str


class Got(Struct, frozen=True, kw_only=True, tag=True):
    """From a child: a document that was read."""

    source: Source


class Done(Struct, frozen=True, kw_only=True, tag=True):
    """From a child: the task is finished."""

    problems: str = ""
    """What could not be read, a line each."""
    out_of_memory: bool = False


Answer = Entering | PassedOver | Got | Done
T = TypeVar("T")


class GarbledError(Exception):
    """What came is no message: the other side is not what it should be."""


def send(stream: BinaryIO, message: Struct) -> None:
    """Write a message whole."""
    content = msgpack.encode(message)
    stream.write(len(content).to_bytes(8, "big"))
    stream.write(content)
    stream.flush()


def receive(stream: BinaryIO, decoder: "msgpack.Decoder[T]") -> T:
    """Read the next message; EOFError where there is none, GarbledError where it is none of the decoder's."""
    length = int.from_bytes(_exactly(stream, 8), "big")
    if length > LONGEST:
        raise GarbledError("a message of impossible length")
    try:
        return decoder.decode(_exactly(stream, length))
    except (DecodeError, ValidationError, RecursionError) as error:
        raise GarbledError(str(error)) from error


def _exactly(stream: BinaryIO, length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content
