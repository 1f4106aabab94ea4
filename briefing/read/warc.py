"""A web archive (WARC, packed or not) -> one source a page: its address is the capture's, its date never is.

Records are read by hand, from a stream: libraries stop without a word where a file was cut off.
"""

import hashlib
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.http import READABLE, Response, content_of, fields_of, in_utf8, media_type_of, parse_response
from briefing.read.nested import pass_over, read_inner
from briefing.read.problems import Problems
from briefing.read.values import address_of

RECORD = 50_000_000
"""So many bytes of one record are read; no page is larger."""
TOTAL = 2_000_000_000
"""So much may come out of one archive."""
CUT = "is cut off or damaged in the middle of a record"

WHOLE = frozenset({200, 203})
"""With these a server answers that what follows is the page."""

LINE = 65_536
FIELDS = 200

_STEP = 65_536
_VERSION = re.compile(rb"WARC/\d\.\d{1,2}\s*")
_ZSTD = b"(\xb5/\xfd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of an archive."""

    headers: Mapping[str, str]
    block: bytes


class WarcReader:
    """Reads web archives: each page that was captured whole is a source."""

    def read(self, data: bytes, origin: str) -> Iterator[Source]:
        """Yield a source a page; at the end, ReadError names what is no article, and where the file was cut off."""
        if data.startswith(_ZSTD):
            raise ReadError(f"{origin}: is packed with Zstandard; unpack it first: zstd -d {origin}")
        problems = Problems(origin)
        refusals: Counter[int] = Counter()
        for number, page in problems.numbered(_pages(data, problems, refusals)):
            digest = hashlib.sha256(page.body).hexdigest()
            for source in problems.kept(read_inner(in_utf8(page.body, page.content_type), f"{origin}#{number}")):
                yield replace(source, url=page.address or source.url, sha256=digest)
        for status, count in sorted(refusals.items()):
            pages = "page was" if count == 1 else "pages were"
            pass_over(origin, f"{count:,} {pages} answered with {status}, so no article was captured")
        problems.finish("holds no page: no record is a response with HTML, text or PDF")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    address: str | None
    content_type: str
    body: bytes


def _pages(data: bytes, problems: Problems, refusals: Counter[int]) -> Iterator[_Page]:
    """Yield each page once, though it was captured twice; captures of anything but a page are counted by the status."""
    seen: set[tuple[str | None, bytes]] = set()
    for record in records(data, problems):
        address = address_of(record.headers.get("warc-target-uri", "").strip("<>"))
        try:
            page = _page(record, address, refusals)
        except ReadError as error:
            problems.add(address or "a record", str(error))
            continue
        if page is not None and (key := (address, hashlib.sha256(page.body).digest())) not in seen:
            seen.add(key)
            yield page


def _page(record: Record, address: str | None, refusals: Counter[int]) -> _Page | None:
    """Return what a record captured; None where that is no page."""
    kind = record.headers.get("warc-type", "").lower()
    if kind == "response":
        response = parse_response(record.block)
        if response is None or not _readable(response):
            return None
        if response.status not in WHOLE:
            refusals[response.status] += 1
            return None
        content_type, body = response.headers.get("content-type", "text/html"), content_of(response, RECORD)
    elif kind in {"resource", "conversion"}:
        content_type, body = record.headers.get("content-type", ""), record.block
    else:
        return None
    readable = media_type_of(content_type) in READABLE and body.strip()
    return _Page(address=address, content_type=content_type, body=body) if readable else None


def _readable(response: Response) -> bool:
    return media_type_of(response.headers.get("content-type", "text/html")) in READABLE


def records(data: bytes, problems: Problems) -> Iterator[Record]:
    """Yield the records up to the first byte that belongs to none; what is wrong there goes to `problems`."""
    raw = _Unpacked(data)
    stream: BinaryIO = io.BufferedReader(raw, _STEP)
    whole = 0
    while line := _next_line(stream):
        if _is_cut(line, raw):
            break
        if _VERSION.fullmatch(line) is None:
            problems.add("", f"is no web archive behind its record {whole:,}; what follows is not read")
            return
        headers = _headers(stream)
        size = headers.get("content-length", "")
        stated = re.fullmatch(r"\d{1,12}", size) is not None
        length = int(size) if stated else 0
        block = stream.read(min(length, RECORD))
        missing = length - len(block) - _skip(stream, length - len(block))
        if missing or raw.fault or not stated:
            break
        whole += 1
        if length > RECORD:
            problems.add(headers.get("warc-target-uri", "a record")[:200], f"is larger than {RECORD:,} bytes")
        else:
            yield Record(headers=headers, block=block)
    else:
        if not raw.fault:
            return
    problems.add(
        "",
        f"{raw.fault or CUT}; {whole:,} whole {'record was' if whole == 1 else 'records were'} read before that",
    )


def _is_cut(line: bytes, raw: "_Unpacked") -> bool:
    """Say whether the first line of a record is but its beginning."""
    return raw.fault is not None or (not line.endswith(b"\n") and b"WARC/".startswith(line[:5]))


def _next_line(stream: BinaryIO) -> bytes:
    """Return the next line that is not empty; nothing at the end."""
    line = stream.readline(LINE)
    while line and not line.strip():
        line = stream.readline(LINE)
    return line


def _headers(stream: BinaryIO) -> dict[str, str]:
    lines: list[str] = []
    while (line := stream.readline(LINE)).strip() and len(lines) < FIELDS:
        lines.append(line.decode("utf-8", "replace"))
    return fields_of(lines)


def _skip(stream: BinaryIO, size: int) -> int:
    """Pass over bytes and return how many there were."""
    passed = 0
    while passed < size and (chunk := stream.read(min(_STEP, size - passed))):
        passed += len(chunk)
    return passed


class _Unpacked(io.RawIOBase):
    """The bytes of an archive as a stream: packed ones member by member, in small steps."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0
        self._packed = data.startswith(b"\x1f\x8b")
        self._member: zlib._Decompress | None = None
        self._size = 0
        self.fault: str | None = None
        """Why the stream ended before its end."""

    def readable(self) -> bool:
        """Say that this is for reading."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with what comes next; 0 at the end, or where `fault` says why it can't go on."""
        piece = self._inflate(len(buffer)) if self._packed else self._take(len(buffer))
        self._size += len(piece)
        if self._size > TOTAL:
            self.fault = f"unpacks to more than {TOTAL:,} bytes"
            return 0
        buffer[: len(piece)] = piece
        return len(piece)

    def _take(self, size: int) -> bytes:
        piece = self._data[self._place : self._place + size]
        self._place += len(piece)
        return piece

    def _inflate(self, size: int) -> bytes:
        try:
            while self._place < len(self._data) or self._member is not None:
                piece = self._step(size)
                if piece:
                    return piece
        except (zlib.error, EOFError) as error:
            self.fault = f"is damaged: {error}" if isinstance(error, zlib.error) else CUT
            self._place, self._member = len(self._data), None
        return b""

    def _step(self, size: int) -> bytes:
        """Unpack one step; EOFError where the bytes end before their member does."""
        if self._member is None:
            if not self._data[self._place : self._place + _STEP].strip(b"\0"):
                self._place += _STEP  # padding
                return b""
            self._member = zlib.decompressobj(31)
        feed = self._member.unconsumed_tail or self._take(_STEP)
        piece = self._member.decompress(feed, size)
        if self._member.eof:
            self._place -= len(self._member.unused_data)
            self._member = None
        elif not feed and not piece:
            raise EOFError
        return piece
