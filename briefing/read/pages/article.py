"""A page's tree -> the article's text: trafilatura first, its rivals where it found too little, the page's own words.

trafilatura's rules alone are most often right. Where they find little they are asked again together with the extractors
that it carries, then for balance instead of precision; then Resiliparse, then the text in the page's linked data.
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.read.pages.anchor import Anchors
from briefing.read.pages.blocks import Block, key_of
from briefing.read.pages.fit import fit, is_sentence, paragraphs

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ENOUGH = 500
"""An article of so many letters is no leftover."""
LEFTOVER = 4
"""What a rival finds four times over is not all of it."""
SENTENCE = 40
"""A paragraph of so many letters says something, even without a full stop."""
MOST_BLOCKS = 4_000
"""On a page of more, trafilatura's further extractors are not asked: they hold each short paragraph against all."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the extractors start from."""

    tree: "HtmlElement | None"
    """Without scripts, styles and whatever else is no text; None where the parser gave up."""
    markup: str
    blocks: Sequence[Block]
    titles: frozenset[str]
    """The keys of what the page calls itself."""
    body: str
    """The article's text in the page's linked data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The text that citations point into, and what took it out of the page."""

    text: str
    extractor: str


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    lines: Sequence[str]

    @property
    def letters(self) -> int:
        return sum(len(key_of(line)) for line in self.lines)


def article_of(page: Page) -> Article | None:
    """Return the article of a page; None where no extractor finds one."""
    found = _best(page)
    pieces = fit(Anchors(page.blocks).pieces(found.lines), page.blocks, page.titles)
    if not any(len(key_of(piece.text)) >= SENTENCE or is_sentence(piece.text) for piece in pieces):
        return None
    text = "\n".join(paragraphs(pieces, page.blocks))
    return Article(text=text, extractor=_note(found.name, text, page.blocks))


def _best(page: Page) -> _Found:
    """Return what the first extractor finds that finds enough, or the most plausible of their finds."""
    found = _trafilatura(page, fast=True)
    endless = len(page.blocks) > MOST_BLOCKS
    if found.letters < ENOUGH and not endless:
        slower = _trafilatura(page)
        found = slower if slower.lines else found
    if found.letters < ENOUGH:
        rival = _resiliparse(page)
        more = rival.letters > LEFTOVER * found.letters
        balanced = _trafilatura(page, precise=False, fast=endless) if more else found
        found = max(found, balanced, key=lambda one: one.letters)
        found = found if found.letters >= SENTENCE else max(found, rival, key=lambda one: one.letters)
    said = _Found("the page's linked data", page.body.split("\n"))
    return said if said.letters > max(ENOUGH, 2 * found.letters) else found


def _trafilatura(page: Page, *, precise: bool = True, fast: bool = False) -> _Found:
    """Ask trafilatura; whatever hostile markup makes it stumble over is an empty find."""
    from lxml.etree import LxmlError  # slow to import
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        found = bare_extraction(page.tree, favor_precision=precise, fast=fast, include_comments=False)
    except (LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        found = None
    text = getattr(found, "text", None) or ""
    return _Found("trafilatura", _lines(text))


def _resiliparse(page: Page) -> _Found:
    from resiliparse.extract.html2text import extract_plain_text  # slow to import
    from resiliparse.parse.html import HTMLTree

    text = extract_plain_text(
        HTMLTree.parse(page.markup), main_content=True, list_bullets=False, alt_texts=False, noscript=False
    )
    return _Found("resiliparse", _lines(text))


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _note(name: str, text: str, blocks: Sequence[Block]) -> str:
    """Say who extracted the text, and how much of the page is in it."""
    kept = len(_WORD.findall(text))
    page = sum(len(_WORD.findall(block.text)) for block in blocks)
    return f"{name}: {kept:,} of {max(kept, page):,} words of the page kept"
