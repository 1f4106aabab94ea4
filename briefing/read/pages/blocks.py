"""A page's tree -> its visible text as blocks, in order, each with where it stands and how much of it is a link."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul", "amp-accordion",
})
# fmt: on
# fmt: off
UNSEEN = frozenset({
    "applet", "audio", "base", "canvas", "datalist", "embed", "frame", "frameset", "head", "iframe", "link", "map",
    "math", "meta", "noembed", "noframes", "noscript", "object", "option", "script", "select", "style", "svg",
    "template", "textarea", "title", "video", "input", "amp-ad", "amp-analytics", "amp-sidebar",
})
# fmt: on
"""Nothing in these is read as text."""
FURNITURE = frozenset({"nav", "aside", "footer", "figure", "figcaption", "form", "button", "menu", "dialog", "caption"})
"""Text in these stands beside the article, not in it."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_SPACES = re.compile(r"[ \t\r\n\f]+")
_GAP = re.compile("[ \t\xa0]{2,}")
_SIGNS = re.compile(r"\W+")
_NO_DISPLAY = re.compile(r"(?:^|;)\s{0,9}(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A block element on the way down to a text."""

    element: "HtmlElement"
    tag: str
    sort: str
    """Its tag and classes: elements of one sort are alike."""
    parent: "Place | None"
    furniture: bool
    """Whether it or anything around it stands beside the article."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A line of text: between two block boundaries, or line breaks of the page's own."""

    text: str
    """White space that is layout collapsed."""
    key: str
    """Its letters and digits alone: by them extractors' texts are found again."""
    linked: int
    """How many of its characters are links."""
    place: Place
    joined: bool
    """Whether it goes on in the paragraph of the block before it, after a line break."""

    @property
    def link_share(self) -> float:
        """From 0 to 1."""
        return min(1.0, self.linked / max(1, len(self.text)))


@dataclass(slots=True)
class _Walk:
    place: Place
    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    """How many links are open."""
    kept: int = 0
    """How many `pre` are open: their line breaks count."""
    joined: bool = False

    def add(self, text: str | None) -> None:
        if not text:
            return
        if self.kept:
            for line in text.split("\n"):
                self._add(line)
                self.line_break()
        else:
            self._add(text)

    def line_break(self) -> None:
        """End a line: the next one goes on in the same paragraph, unless this one is empty."""
        self.joined = self._flush()

    def boundary(self) -> None:
        """End a paragraph."""
        self._flush()
        self.joined = False

    def _add(self, text: str) -> None:
        text = _SPACES.sub(" ", text)
        self.pieces.append(text)
        self.linked += len(text) if self.links else 0

    def _flush(self) -> bool:
        """End a block and say whether it holds anything."""
        if not self.pieces:
            return False
        text = tidy("".join(self.pieces))
        key = key_of(text)
        if key:
            self.blocks.append(Block(text, key, self.linked, self.place, self.joined))
        self.pieces.clear()
        self.linked = 0
        return key != ""


def prune(tree: "HtmlElement") -> None:
    """Take out of a page what nobody reads: scripts, styles, embedded and hidden things, and the page's head."""
    for element in list(tree.iter(*UNSEEN)):
        if element.getparent() is not None:
            element.drop_tree()
    whole = len(tree.text_content())
    for element in [element for element in tree.iter("*") if _is_hidden(element)]:
        # A page that a script has yet to show is hidden as a whole.
        if element.getparent() is not None and 2 * len(element.text_content()) < whole:
            element.drop_tree()


def blocks_of(tree: "HtmlElement") -> list[Block]:
    """Return the blocks of a page that was pruned, in their order."""
    from lxml.etree import iterwalk  # slow to import

    walk = _Walk(Place(tree, "html", "html", None, furniture=False))
    events = iterwalk(tree, events=("start", "end"))
    for event, element in events:
        if event == "start":
            _enter(walk, element)
        else:
            _leave(walk, element)
    walk.boundary()
    return walk.blocks


def key_of(text: str) -> str:
    """Return the letters and digits of a text."""
    return _SIGNS.sub("", text).casefold()


def tidy(text: str) -> str:
    """Collapse white space that is layout; a lone no-break space is the page's own and stays."""
    return _GAP.sub(" ", text).strip("\t \xa0")


def places(place: Place) -> Iterator[Place]:
    """Yield a place and everything around it, inside out."""
    current: Place | None = place
    while current is not None:
        yield current
        current = current.parent


def _is_hidden(element: "HtmlElement") -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _NO_DISPLAY.search(style[:500]) is not None


def _enter(walk: _Walk, element: "HtmlElement") -> None:
    tag = element.tag
    if tag in BLOCKS:
        walk.boundary()
        here = walk.place
        sort = f"{tag}.{element.get('class') or ''}"
        walk.place = Place(element, tag, sort, here, here.furniture or tag in FURNITURE)
    elif tag == "br":
        walk.line_break()
    elif tag == "a":
        walk.links += 1
    walk.kept += tag == "pre"
    walk.add(element.text)


def _leave(walk: _Walk, element: "HtmlElement") -> None:
    if walk.place.element is element:
        walk.boundary()
        walk.place = walk.place.parent or walk.place
    elif element.tag == "a":
        walk.links = max(0, walk.links - 1)
    walk.kept = max(0, walk.kept - (element.tag == "pre"))
    walk.add(element.tail)
