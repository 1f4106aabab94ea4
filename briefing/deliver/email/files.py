"""What the disk and SQLite refuse -> a DeliveryError; a message's files, whole or not at all."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing.errors import DeliveryError

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
_HIDDEN = 0o600
"""Addresses of people are nobody else's business."""


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Turn what the system refuses into a DeliveryError that names the place."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DeliveryError(f"{path}: {reason}. Nothing more was sent; put it right and send again") from error
    except sqlite3.Error as error:
        raise DeliveryError(f"{path}: {error}. Nothing more was sent; put it right and send again") from error


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder's files down to the disk; what an interrupted run left there is written over."""
    with naming(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        for name, content in files.items():
            with os.fdopen(os.open(folder / name, _NEW, _HIDDEN), "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        _flush(folder)
        _flush(folder.parent)


def _flush(folder: Path) -> None:
    """Flush a folder's list of names, where the system has a way to do so."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
