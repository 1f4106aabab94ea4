"""An analyst's text -> paragraphs, lists and emphasis: a small part of Markdown, of which nothing else is markup.

Paragraphs are apart by an empty line; "- " begins an item of a list, "# " a line in bold; **bold** and *italic* are
set. Everything else, addresses and tags included, is shown as it is written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefing.model import Comment

_EMPHASIS = re.compile(r"(\*\*[^*\n]+\*\*|\*[^*\s][^*\n]*\*)")
_ITEM = re.compile(r"[-*+]\s+")
_HEADING = re.compile(r"#{1,6}\s+")
RunKind = Literal["plain", "strong", "em"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words set one way."""

    kind: RunKind
    text: str


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph of one line, or a list of several."""

    kind: Literal["paragraph", "list"]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentView:
    """A signed comment."""

    by: str
    blocks: tuple[Block, ...]


def view_comment(comment: Comment) -> CommentView:
    """Show a comment."""
    return CommentView(by=comment.by, blocks=tuple(read_blocks(comment.text)))


def read_blocks(text: str) -> Iterator[Block]:
    """Cut a text into paragraphs and lists."""
    for paragraph in re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.replace("\r\n", "\n").strip()):
        yield from _blocks([line.strip() for line in paragraph.split("\n")])


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Tell the items of a list, and a heading, from the lines of a paragraph; a line behind an item goes on with it."""
    held: list[str] = []
    listed = False
    for line in lines:
        item, heading = _ITEM.match(line), _HEADING.match(line)
        if heading or (item and not listed):
            yield from _block(held, listed)
            held, listed = [], bool(item)
        if heading:
            yield Block(kind="paragraph", lines=((Run(kind="strong", text=line[heading.end() :]),),))
        elif item:
            held.append(line[item.end() :])
        elif listed and held:
            held[-1] = f"{held[-1]} {line}"
        else:
            held.append(line)
    yield from _block(held, listed)


def _block(lines: list[str], listed: bool) -> Iterator[Block]:
    if listed:
        yield Block(kind="list", lines=tuple(_runs(line) for line in lines))
    elif text := " ".join(line for line in lines if line):
        yield Block(kind="paragraph", lines=(_runs(text),))


def _runs(text: str) -> Line:
    """Split a line at its emphasis; every second stretch is set apart."""
    return tuple(_run(part, marked=bool(at % 2)) for at, part in enumerate(_EMPHASIS.split(text)) if part)


def _run(text: str, *, marked: bool) -> Run:
    if not marked:
        return Run(kind="plain", text=text)
    if text.startswith("**"):
        return Run(kind="strong", text=text[2:-2])
    return Run(kind="em", text=text[1:-1])
