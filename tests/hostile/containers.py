"""Hostile archives, compressed files and web archives."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import warnings
import zipfile
import zlib
from collections.abc import Iterator

from tests.hostile.trap import STORY, Trap, page

WORD = STORY.encode()
ZEROS = bytes(30_000_000)


def traps() -> Iterator[Trap]:
    """Yield the traps."""
    yield from _zips()
    yield from _tars()
    yield from _singles()
    yield from _warcs()


def zipped(*members: tuple[str, bytes]) -> bytes:
    """Return a ZIP archive."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # of two members with one name
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _zips() -> Iterator[Trap]:
    good = zipped(("a.txt", WORD), ("page.html", page()))
    slip = zipped(("../../../../slipped.txt", WORD), ("/tmp/slipped.txt", WORD), ("..\\..\\slipped.txt", WORD))
    deep = good
    for level in range(9):
        deep = zipped((f"{level}.zip", deep))
    yield Trap("good.zip", good, "read")
    yield Trap("slip.zip", slip, "read")
    yield Trap(
        "names.zip", zipped(("a\nb\x1b[2J\u202e.txt", WORD), ("x" * 3000 + ".txt", WORD), ("-rf.txt", WORD)), "read"
    )
    yield Trap("cut.zip", good[:-30], "refused")
    yield Trap("head.zip", b"PK\x03\x04", "refused")
    yield Trap("no-member.zip", zipped(), "refused")
    yield Trap("deep.zip", deep, "refused")
    yield Trap("bomb.zip", zipped(("zeros.txt", ZEROS), ("a.txt", WORD)), "read")
    yield Trap("bombs.zip", zipped(*((f"{number}.txt", ZEROS[:6_000_000]) for number in range(20))), "refused")
    yield Trap("bomb-in-zip.zip", zipped(("inner.zip", zipped(("zeros.txt", ZEROS)))), "refused")
    yield Trap("overlap.zip", overlapping(500), "refused")
    yield Trap("lying.zip", good.replace(len(WORD).to_bytes(4, "little"), (9).to_bytes(4, "little")))
    yield Trap("many.zip", zipped(*((f"{number}.png", b"") for number in range(3000))), "refused")
    yield Trap("same.zip", zipped(*(("a.txt", WORD) for _ in range(5))), "read")
    yield Trap("encrypted.zip", flagged(good), "refused")
    yield Trap("method.zip", good.replace(b"\x08\x00", b"\x63\x00"), "refused")
    yield Trap("checksum.zip", good[:60] + b"\xff\xff" + good[62:])
    yield Trap("comment.zip", zipped(("a.txt", WORD))[:-2] + b"\xff\xff" + b"c" * 65_535, "read")
    yield Trap(
        "members.zip",
        zipped(("empty.pdf", b""), ("b.html", b"<html>"), ("c.docx", b"PK\x03\x04"), ("d.txt", WORD)),
        "read",
    )


def overlapping(times: int) -> bytes:
    """Return an archive whose directory names one well-packed member many times."""
    data = zipped(("0.txt", bytes(5_000_000)))
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    listed = data[start:end] * times
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, times, times, len(listed), start, 0)
    return data[:start] + listed + tail


def flagged(data: bytes) -> bytes:
    """Return an archive that says of every member that it is encrypted."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            changed[place + offset] |= 1
            place = data.find(mark, place + 1)
    return bytes(changed)


def tarred(*members: tuple[str, bytes], mode: str = "w") -> bytes:
    """Return a tar archive."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def _tars() -> Iterator[Trap]:
    good = tarred(("a.txt", WORD), ("b.txt", WORD))
    links = io.BytesIO()
    with tarfile.open(fileobj=links, mode="w") as archive:
        for name, kind, target in (
            ("passwd.txt", tarfile.SYMTYPE, "/etc/passwd"), ("hard.txt", tarfile.LNKTYPE, "/etc/passwd"),
            ("device.txt", tarfile.CHRTYPE, ""), ("pipe.txt", tarfile.FIFOTYPE, ""),
            ("self.txt", tarfile.SYMTYPE, "self.txt"),
        ):  # fmt: skip
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            archive.addfile(info)
    size = bytearray(good)
    size[124:136] = b"77777777777\0"
    yield Trap("good.tar", good, "read")
    yield Trap("slip.tar", tarred(("../../../../slipped.txt", WORD), ("/tmp/slipped.txt", WORD)), "read")
    yield Trap("links.tar", links.getvalue(), "refused")
    yield Trap("cut.tar", good[:1800])
    yield Trap("size.tar", bytes(size), "refused")
    yield Trap("size-checked.tar", rechecked(size), "refused")
    yield Trap("pax.tar", tarred(("p" * 60_000 + ".txt", WORD)), "read")
    yield Trap("bomb.tgz", gzip.compress(tarred(("zeros.bin", ZEROS), ("a.txt", WORD))), "refused")
    yield Trap("cut.tgz", gzip.compress(good)[:-40])
    yield Trap("good.tar.xz", lzma.compress(good), "read")


def rechecked(header: bytearray) -> bytes:
    """Return a tar archive whose first header has the right checksum again."""
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header[:512])
    return bytes(header)


def _singles() -> Iterator[Trap]:
    twice = gzip.compress(gzip.compress(ZEROS, 9), 9)
    yield Trap("good.txt.gz", gzip.compress(WORD), "read")
    yield Trap("bomb.txt.gz", gzip.compress(ZEROS), "refused")
    yield Trap("bomb-twice.gz", twice, "refused")
    yield Trap("bomb.bz2", bz2.compress(ZEROS), "refused")
    yield Trap("bomb.xz", lzma.compress(ZEROS), "refused")
    yield Trap("cut.txt.gz", gzip.compress(WORD)[:-9], "refused")
    yield Trap("rubbish.gz", b"\x1f\x8b\x08" + bytes(range(256)), "refused")
    yield Trap("rubbish.bz2", b"BZh9" + bytes(range(256)), "refused")
    yield Trap("memory.xz", b"\xfd7zXZ\0\0\4" + bytes(300), "refused")
    yield Trap("quine.gz", quine(), "refused")
    yield Trap("members.gz", gzip.compress(b"") * 5000 + gzip.compress(WORD), "read")


def quine() -> bytes:
    """Return what is packed so often that it might as well hold itself."""
    data = WORD
    for _ in range(40):
        data = gzip.compress(data)
    return data


def record(body: bytes, kind: str = "response", length: int | None = None) -> bytes:
    """Return a WARC record of a page as a server sent it."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/ferry\r\n"
        "WARC-Date: 2019-05-03T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer) if length is None else length}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def _warcs() -> Iterator[Trap]:
    yield Trap("good.warc", record(page()), "read")
    yield Trap("good.warc.gz", gzip.compress(record(page())), "read")
    yield Trap("cut.warc", (record(page()) * 2)[:-300], "read")
    yield Trap("cut.warc.gz", gzip.compress(record(page())) + gzip.compress(record(page()))[:-90])
    yield Trap("length.warc", record(page(), length=10**15))
    yield Trap("negative.warc", record(page(), length=-5))
    yield Trap("no-answer.warc", record(b"", "warcinfo"), "refused")
    yield Trap("rubbish.warc", b"WARC/1.0\r\n" + bytes(range(256)) * 50, "refused")
    yield Trap("headers.warc", b"WARC/1.0\r\n" + b"X: y\r\n" * 200_000)
    yield Trap("bomb.warc.gz", gzip.compress(record(ZEROS)), "refused")
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\nFFFFFFFF\r\n"
    yield Trap("chunked.warc", record(page()).replace(b"HTTP/1.1 200 OK\r\n\r\n", chunked))
    packed = zlib.compress(ZEROS)
    yield Trap("deflate.warc", record(packed).replace(b"text/html\r\n", b"text/html\r\nContent-Encoding: deflate\r\n"))
