"""What came over HTTP, from an archive or from the network -> its content: unpacked within bounds, in UTF-8."""

import codecs
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from briefing.characters import utf8
from briefing.errors import ReadError
from briefing.read.pages.markup import codec_of, decoded

READABLE = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
"""Types of content that may be an article; pictures, styles and scripts around it are not."""

_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_STEP = 65_536
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An HTTP response, as it was archived."""

    status: int
    headers: Mapping[str, str]
    """By their names in small letters."""
    body: bytes


def parse_response(block: bytes) -> Response | None:
    """Read a whole response; None where the block is none."""
    head, found, body = block.partition(b"\r\n\r\n")
    if not found:
        head, found, body = block.partition(b"\n\n")
    lines = head[:_STEP].decode("latin-1").split("\n")
    status = re.match(r"HTTP/\d(?:\.\d)? (\d{3})\b", lines[0])
    if status is None:
        return None
    return Response(status=int(status[1]), headers=fields_of(lines[1:]), body=body)


def fields_of(lines: list[str]) -> dict[str, str]:
    """Return header fields by their names in small letters; the first of two wins."""
    fields: dict[str, str] = {}
    for line in lines[:500]:
        name, found, value = line.partition(":")
        if found:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def content_of(response: Response, limit: int) -> bytes:
    """Return a response's content, joined and unpacked; ReadError where it is broken or larger than `limit` bytes.

    Archives often keep content unpacked under the header of the packed: that is taken as it is.
    """
    body = response.body
    if response.headers.get("transfer-encoding", "").lower() == "chunked":
        body = _joined(body)
    return unpacked(iter((body,)), response.headers.get("content-encoding", ""), limit, lenient=True)


def _joined(body: bytes) -> bytes:
    """Join chunks; what is not in chunks comes back as it is."""
    parts: list[bytes] = []
    place = 0
    while True:
        end = body.find(b"\n", place, place + 100)
        size = re.fullmatch(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r]*)?\r?", body[place : max(end, place)])
        if size is None:
            return b"".join(parts) if parts else body
        length = int(size[1], 16)
        if not length:
            return b"".join(parts)
        parts.append(body[end + 1 : end + 1 + length])
        place = end + 1 + length
        place += 2 if body[place : place + 2] == b"\r\n" else 1


def unpacked(chunks: Iterator[bytes], encoding: str, limit: int, *, lenient: bool = False) -> bytes:
    """Return what chunks hold, unpacked as they come; ReadError where it is broken or more than `limit` bytes.

    `lenient` takes content that is not packed, whatever the header says.
    """
    name = encoding.strip().lower()
    if name in {"", "identity", "none", "utf-8"}:
        return _all(chunks, limit)
    if name not in _WINDOWS:
        raise ReadError(f"is packed in a way that can't be unpacked here ({name[:40]})")
    first = next(chunks, b"")
    if lenient and name != "deflate" and not first.startswith(b"\x1f\x8b"):
        return _all(chain((first,), chunks), limit)
    window = -15 if name == "deflate" and first[:1] and first[0] & 0x0F != 8 else _WINDOWS[name]
    return _all(_inflated(chain((first,), chunks), window), limit)


def _inflated(chunks: Iterator[bytes], window: int) -> Iterator[bytes]:
    """Yield unpacked pieces of at most 64 KB each, however much a few bytes unpack to."""
    unpacker = zlib.decompressobj(window)
    try:
        for chunk in chunks:
            feed = chunk
            while feed and not unpacker.eof:
                yield unpacker.decompress(feed, _STEP)
                feed = unpacker.unconsumed_tail
        yield unpacker.flush(_STEP)
    except zlib.error as error:
        raise ReadError(f"is packed, and damaged ({error})") from error
    if not unpacker.eof:
        raise ReadError("ends in the middle of what is packed")


def _all(chunks: Iterator[bytes], limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise ReadError(f"is larger than {limit:,} bytes")
        parts.append(chunk)
    return b"".join(parts)


def media_type_of(content_type: str) -> str:
    """Return "text/html" of "text/html; charset=utf-8"."""
    return content_type.partition(";")[0].strip().lower()


def in_utf8(data: bytes, content_type: str) -> bytes:
    """Return text in UTF-8, with its mark, where the header names an encoding; anything else as it is.

    The header wins over what a page declares of itself, the bytes over both where they speak against it.
    """
    found = _CHARSET.search(content_type[:500])
    is_text = media_type_of(content_type).startswith(("text/", "application/xhtml"))
    if found is None or not is_text or codec_of(found[1].encode("ascii", "replace")) is None:
        return data
    return codecs.BOM_UTF8 + utf8(decoded(data, found[1]))
