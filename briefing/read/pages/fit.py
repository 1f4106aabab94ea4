"""An article as an extractor saw it, in its page -> the article: what hangs on it cut, what was lost between put back.

Each rule looks at where a text stands and how much of it is a link, never at whose page it is. On both halves of a
public set of 181 pages each raises precision or recall, or leaves them nearly as they were.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from briefing.read.pages.anchor import Piece
from briefing.read.pages.blocks import HEADINGS, Block, Place, key_of, places

OPENING = 4
"""A headline is looked for among so many first paragraphs."""

_LABEL = re.compile(r"\W{0,3}[^\W\d_][\w'’ ]{2,24}[:：]")
_ENDED = re.compile("[.!?…。！？؟।۔][\"”’»)\\]']{0,3}$")  # as a sentence ends

Rule = Callable[[Sequence[Piece], Sequence[Block]], list[Piece]]


def fit(pieces: Sequence[Piece], blocks: Sequence[Block], titles: frozenset[str]) -> list[Piece]:
    """Return the article's paragraphs; `titles` are the keys of what the page calls itself."""
    for rule in RULES:
        pieces = rule(pieces, blocks)
    return without_bare_headings(without_headline(pieces, blocks, titles), blocks)


def without_pictures(pieces: Sequence[Piece], blocks: Sequence[Block]) -> list[Piece]:
    """Leave out captions, and the menus, buttons and feet of pages."""
    return [piece for piece in pieces if not (piece.whole and _stands_beside(blocks[piece.first].place))]


def without_links(pieces: Sequence[Piece], blocks: Sequence[Block]) -> list[Piece]:
    """Leave out paragraphs that are nothing but a link, or a label and a link: they lead to other articles."""
    away: set[int] = set()
    for number, block in enumerate(blocks):
        # A link on a line of its own, in a paragraph that says more, is part of what it says.
        if _is_labelled(block) or (block.link_share >= 0.9 and (not block.joined or number - 1 in away)):
            away.add(number)
    return [piece for piece in pieces if not (piece.whole and piece.first in away)]


def with_lost(pieces: Sequence[Piece], blocks: Sequence[Block]) -> list[Piece]:
    """Put back paragraphs that stand where the others stand: extractors stop at an advertisement between two parts."""
    taken = {number for piece in pieces for number in range(piece.first, piece.last + 1)}
    homes = _homes([blocks[piece.first] for piece in pieces if piece.whole])
    lost = [
        Piece(block.text, number, number, whole=True)
        for number, block in enumerate(blocks)
        if number not in taken and _is_lost(block) and _is_at_home(block.place, homes)
    ]
    return sorted([*pieces, *lost], key=lambda piece: piece.first)


def with_quotations(pieces: Sequence[Piece], blocks: Sequence[Block]) -> list[Piece]:
    """Put back block quotations that stand between paragraphs of the article."""
    if not pieces:
        return []
    taken = {number for piece in pieces for number in range(piece.first, piece.last + 1)}
    homes = {blocks[piece.first].place.parent for piece in pieces if piece.whole}
    lost = [
        Piece(blocks[number].text, number, number, whole=True)
        for number in range(min(taken), max(taken))
        if number not in taken and _is_quoted(blocks[number].place, homes)
    ]
    return sorted([*pieces, *lost], key=lambda piece: piece.first)


def without_headline(pieces: Sequence[Piece], blocks: Sequence[Block], titles: frozenset[str]) -> list[Piece]:
    """Leave out the page's title where it opens the article: it is a fact of the source."""
    return [
        piece
        for number, piece in enumerate(pieces)
        if number >= OPENING or not (key_of(piece.text) in titles or _tag(piece, blocks) == "h1")
    ]


def without_bare_headings(pieces: Sequence[Piece], blocks: Sequence[Block]) -> list[Piece]:
    """Leave out headings over nothing: at the end, or before a heading that stands as high."""
    kept: list[Piece] = []
    below = "h1"
    for piece in reversed(pieces):
        tag = _tag(piece, blocks)
        if tag not in HEADINGS or below not in HEADINGS or below > tag:
            kept.append(piece)
        below = tag
    return kept[::-1]


RULES: tuple[Rule, ...] = (
    without_pictures,
    without_links,
    with_lost,
    with_quotations,
)


def _tag(piece: Piece, blocks: Sequence[Block]) -> str:
    return blocks[piece.first].place.tag if piece.whole else ""


def _stands_beside(place: Place) -> bool:
    beside = ("figure", "figcaption", "caption", "button", "nav", "footer")
    return place.furniture and any(around.tag in beside for around in places(place))


def _is_labelled(block: Block) -> bool:
    """Say whether a text is a label and a link: "Read more: ..."."""
    return 0.5 <= block.link_share < 0.9 and len(block.text) < 200 and _LABEL.match(block.text) is not None


def is_sentence(text: str) -> bool:
    """Say whether a text ends as a sentence does."""
    return _ENDED.search(text[-5:]) is not None


def _is_lost(block: Block) -> bool:
    return block.place.tag == "p" and block.link_share < 0.5 and is_sentence(block.text)


Home = tuple[str, str, str]


def _home(place: Place) -> Home:
    """Return what a paragraph is and stands in: the sorts of its element and of the two around it."""
    sorts = [around.sort for _, around in zip(range(3), places(place), strict=False)]
    return sorts[0], sorts[1] if len(sorts) > 1 else "", sorts[2] if len(sorts) > 2 else ""


def _homes(blocks: Sequence[Block]) -> dict[Home, set[Place]]:
    """Return where at least half of the article stands: the sorts of its paragraphs, and what is around those."""
    letters: Counter[tuple[str, str]] = Counter()
    homes: dict[Home, set[Place]] = {}
    for block in blocks:
        home = _home(block.place)
        if block.place.tag == "p" and not home[1].endswith("."):
            letters[home[1:]] += len(block.key)
            homes.setdefault(home, set()).add(_region(block.place))
    half = sum(len(block.key) for block in blocks) / 2
    return {home: regions for home, regions in homes.items() if letters[home[1:]] >= half}


def _region(place: Place) -> Place:
    """Return the third element around a paragraph: parts of one article stand that near to each other."""
    *_, region = (around for _, around in zip(range(4), places(place), strict=False))
    return region


def _is_at_home(place: Place, homes: dict[Home, set[Place]]) -> bool:
    home = _home(place)
    regions = homes.get(home) or homes.get(("p.", *home[1:])) or set()
    return not place.furniture and any(around in regions for around in places(place))


def _is_quoted(place: Place, homes: set[Place | None]) -> bool:
    quotation = next((around for around in places(place) if around.tag == "blockquote"), None)
    return quotation is not None and not quotation.furniture and quotation.parent in homes


def paragraphs(pieces: Sequence[Piece], blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the lines of the article: a blank one between paragraphs, none between the lines of one."""
    before = -2
    for piece in pieces:
        joined = piece.whole and blocks[piece.first].joined and piece.first == before + 1
        if before >= 0 and not joined:
            yield ""
        yield piece.text
        before = piece.last
