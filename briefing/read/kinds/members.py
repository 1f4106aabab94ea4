"""Bytes of a ZIP archive -> the names of its first members, read by hand: a long directory costs nothing."""

import struct

MOST = 2_000
"""So many members are looked at."""

_END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_TAIL = 66_000
"""The directory's end stands before a comment of at most 65,535 bytes."""


def member_names(data: bytes) -> frozenset[str]:
    """Return the names of the first members; only what the local headers say where the directory is broken."""
    return _listed(data) or _local(data)


def _listed(data: bytes) -> frozenset[str]:
    end = data.rfind(_END, max(0, len(data) - _TAIL))
    if end < 0 or end + 22 > len(data):
        return frozenset()
    size, start = struct.unpack_from("<II", data, end + 12)
    place = end - size if end >= size else start  # bytes before the archive move its stated start
    names: set[str] = set()
    while len(names) < MOST and data[place : place + 4] == _ENTRY and place + 46 <= len(data):
        name, extra, comment = struct.unpack_from("<HHH", data, place + 28)
        names.add(data[place + 46 : place + 46 + name].decode("utf-8", "replace").replace("\\", "/"))
        place += 46 + name + extra + comment
    return frozenset(names)


def _local(data: bytes) -> frozenset[str]:
    """Return the names in the local headers of the first megabyte: of an archive that was cut off."""
    names: set[str] = set()
    place = data.find(b"PK\x03\x04", 0, 1_000_000)
    while place >= 0 and len(names) < MOST and place + 30 <= len(data):
        (length,) = struct.unpack_from("<H", data, place + 26)
        names.add(data[place + 30 : place + 30 + length].decode("utf-8", "replace"))
        place = data.find(b"PK\x03\x04", place + 30, 1_000_000)
    return frozenset(names)
