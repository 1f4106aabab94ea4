"""What was fetched before, in a folder of its own: a file a page, and beside it what the server said of it."""

import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from briefing.errors import ReadError

DAYS = 30
"""What nobody asked for in so many days is removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page as it was kept."""

    address: str
    content_type: str
    etag: str
    last_modified: str
    sha256: str


class Cache:
    """A folder of pages; what in it is damaged counts as not there."""

    def __init__(self, folder: Path) -> None:
        """Make the folder, for this user alone; ReadError where that is refused."""
        self._folder = folder
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ReadError(
                f"{folder}: no cache can be kept there ({error.strerror}); name another folder: [fetch] cache"
            ) from error

    def path(self, address: str) -> Path:
        """Return where the page of an address lies, or would."""
        return self._folder / f"{hashlib.sha256(address.encode('utf-8', 'replace')).hexdigest()[:32]}.page"

    def find(self, address: str) -> Entry | None:
        """Return what is kept of an address; None where nothing is, or not whole."""
        path = self.path(address)
        try:
            entry = Entry(**json.loads(path.with_suffix(".json").read_bytes()))
            whole = entry.address == address and entry.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        except (OSError, ValueError, TypeError):
            return None
        return entry if whole else None

    def keep(self, address: str, data: bytes, headers: Mapping[str, str]) -> Path:
        """Write a page and what the server said of it, each whole or not at all."""
        path = self.path(address)
        entry = Entry(
            address=address,
            content_type=headers.get("content-type", "")[:200],
            etag=headers.get("etag", "")[:500],
            last_modified=headers.get("last-modified", "")[:100],
            sha256=hashlib.sha256(data).hexdigest(),
        )
        try:
            _write(path, data)
            _write(path.with_suffix(".json"), json.dumps(asdict(entry)).encode())
        except OSError as error:
            raise ReadError(f"{self._folder}: the cache can't be written ({error.strerror})") from error
        return path

    def touch(self, address: str) -> None:
        """Note that a page was asked for again."""
        for path in (self.path(address), self.path(address).with_suffix(".json")):
            with suppress(OSError):
                os.utime(path)

    def prune(self, days: int = DAYS) -> None:
        """Remove what was not asked for in so many days."""
        oldest = time.time() - days * 86_400
        for path in self._folder.iterdir():
            with suppress(OSError):
                if path.suffix in {".page", ".json", ".part"} and path.stat().st_mtime < oldest:
                    path.unlink()


def _write(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def default_folder() -> Path:
    """Return the folder that this system keeps such things in."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base and Path(base).is_absolute() else Path.home() / ".cache") / "briefing"
