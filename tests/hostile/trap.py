"""A hostile file, and what has to happen to it."""

from dataclasses import dataclass
from typing import Literal

Fate = Literal["refused", "read", "either"]
STORY = (
    "A ferry with 40 people on board ran aground off the north pier of Ostrava Bay on Monday, the coast guard said.\n\n"
    "At least three people were injured, the harbour hospital said, and the crossing was closed for two days.\n\n"
    "The harbour master told reporters that the pilot had warned of the tide twice before the accident.\n"
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in STORY.split("\n\n"))


@dataclass(frozen=True, slots=True)
class Trap:
    """A hostile file."""

    name: str
    data: bytes
    fate: Fate = "either"


def page(body: str = PARAGRAPHS, head: str = "<title>Ferry aground</title>") -> bytes:
    """Return a web page."""
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{body}</article></body></html>".encode()
