"""A folder -> some 300 hostile files in it, each made when it is needed: `python -m tests.hostile.corpus FOLDER`.

Every one carries what has to happen to it: `refused` (named, and nothing of it is read), `read` (its text is there), or
`either` (whichever, as long as nothing else does).
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.hostile import containers, documents, exports, mails, markup, texts
from tests.hostile.trap import Trap

PARTS = (texts, exports, markup, documents, containers, mails)


def traps() -> Iterator[Trap]:
    """Yield every trap, in a fixed order."""
    for part in PARTS:
        yield from part.traps()


def plant(folder: Path) -> tuple[Trap, ...]:
    """Write all traps into a folder, and beside them what is no file at all; return them without their bytes."""
    planted = []
    for trap in traps():
        (folder / trap.name).write_bytes(trap.data)
        planted.append(replace(trap, data=b""))
    plant_oddities(folder)
    return tuple(planted)


def plant_oddities(folder: Path) -> None:
    """Make what no byte describes: pipes, links, a file that nobody may open."""
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    (folder / "nowhere.txt").symlink_to(folder / "gone.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "up").symlink_to(folder.parent)
    locked = folder / "locked.txt"
    locked.write_text("Nobody may read this.")
    locked.chmod(0)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True)
    sys.stdout.write(f"{len(plant(target)) + 7} hostile files in {target}\n")
