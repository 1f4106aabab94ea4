"""A PDF -> the files attached inside it: read by their own mark, so that no PDF library is needed to verify a brief.

An embedded file is a stream of its own that says so in its dictionary, whatever else the PDF is made of; object tables
and page trees are of no interest here. Encrypted files and filters other than Flate are passed over.
"""

import re
import zlib
from collections.abc import Iterator

LARGEST = 1 << 28
"""So many bytes are taken from a PDF at most, all its attachments together."""

_NEAR = 4096  # bytes around its mark within which an attachment's dictionary lies
_MARK = re.compile(rb"/Type\s{0,9}/EmbeddedFile\b")
_LENGTH = re.compile(rb"/Length\s{1,9}(\d{1,12})(?!\d|\s{1,9}\d{1,9}\s{1,9}R)")


def attachments(pdf: bytes) -> Iterator[bytes]:
    """Yield the content of every attached file that can be read, in the order of the file."""
    left = LARGEST
    for mark in _MARK.finditer(pdf):
        head = pdf.rfind(b"obj", max(0, mark.start() - _NEAR), mark.start())
        begin = pdf.find(b"stream", mark.end(), mark.end() + _NEAR)
        if head < 0 or begin < 0:
            continue
        dictionary = pdf[head:begin]
        start = begin + len(b"stream")
        start += 2 if pdf[start : start + 2] == b"\r\n" else 1
        content = _content(pdf, start, dictionary, left)
        if content is not None:
            left -= len(content)
            yield content
        if left <= 0:
            return


def _content(pdf: bytes, start: int, dictionary: bytes, most: int) -> bytes | None:
    if b"/FlateDecode" in dictionary:
        try:
            return zlib.decompressobj().decompress(memoryview(pdf)[start:], most)
        except zlib.error:
            return None
    if b"/Filter" in dictionary:
        return None
    length = _LENGTH.search(dictionary)
    end = start + int(length[1]) if length else pdf.find(b"endstream", start)
    return pdf[start : min(end, start + most)] if end >= 0 else None
