"""Page -> marks: what stands between the paragraphs of an article and below them: links, teasers, lists, subheads."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from briefing.steps.clean.lines import Block, Mark, Page, sentences
from briefing.steps.clean.words import words_of

_LINKS = 12
"""So many links at most belong to one heading."""
_HEADING_WORDS = 14
_SIGNATURE = 10
"""Words of the longest "For the Minister," above a signature."""
_MOST_STRAYS = 6
_STRAY = 30
"""Words of the longest sentence that is taken for a stray one between furniture at the end."""
_MUTE = 8
"""Likewise of one that does not address its reader: a longer one may be a paragraph between two boxes, as may one that
takes up a word of the article."""
_BREAKS_OFF = re.compile(r"(?:…|\.\.)[\])]?$")
_BULLET = re.compile(r"[•‣▪●◦■►*+–—-]\s?|\d{1,2}[.)]\s|\(?[a-z]\)\s")
_VALUE = re.compile(r"[^:]{2,60}(?::|\s[–—-])\s.{0,30}\d")
_MARKED_HEADING = re.compile(r"#{1,6}\s|\*\*[^*]{2,120}\*\*$|__[^_]{2,120}__$")
_WALL = frozenset({"related", "promotion", "furniture", "comment-form"})
_PASSED = _WALL | {"credit", "byline"}


def related(page: Page) -> Iterator[Mark]:
    """Mark the titles below a heading such as "Related articles", and at the end of a page their teasers too."""
    left, teased = 0, False
    first = page.prose[0] if page.prose else 0
    for place, block in enumerate(page.blocks):
        if block.kind == "related" and block.count <= 8:
            left, teased = (_LINKS, False) if place > first else (0, False)  # above an article stands its headline
        elif block.kind is None and left:
            teaser = block.prose and (_is_listed(page, place) or (teased and not page.blocks[place - 1].prose))
            teased = teased or teaser
            left = left - 1 if teaser or not block.prose else 0
            if teaser or not block.prose:
                yield Mark(place, "related")


def _is_listed(page: Page, place: int) -> bool:
    """Tell whether prose among links is one: it breaks off, it asks, or titles and teasers alternate to the end."""
    block = page.blocks[place]
    if _BREAKS_OFF.search(block.text[-8:]) or (block.text[-1] in "?!" and block.count <= 18):
        return True
    if block.count > 45 or page.prose[-1] >= place + 40:
        return False
    rest = [other.prose for other in page.blocks[place : place + 40] if other.kind is None]
    alternating = not any(a and b for a, b in pairwise(rest))
    return alternating and rest.count(True) >= 2


def teasers(page: Page) -> Iterator[Mark]:
    """Mark texts that break off below a title: the beginnings of other articles."""
    half = page.prose[len(page.prose) // 2] if page.prose else 0
    for place, block in page.open:
        if place <= half or not _BREAKS_OFF.search(block.text[-8:]) or not 5 <= block.count <= 60:
            continue
        above = page.blocks[place - 1]
        alone = above.kind is not None or not above.prose or _BREAKS_OFF.search(above.text[-8:])
        if alone and block.text[0] not in '“"«':
            yield Mark(place, "related")


def away(page: Page) -> Iterator[Mark]:
    """Mark prose that a wall of furniture parts from the article: other articles, the site's small print.

    The article is the stretch with the greatest sum, where prose counts for it and furniture against it.
    """
    first, last = _stretch([_worth(block) for block in page.blocks])
    inside = sum(page.blocks[place].count for place in page.prose if first <= place <= last)
    for side in ([at for at in page.prose if at < first], [at for at in page.prose if at > last]):
        if sum(page.blocks[place].count for place in side) <= inside:
            yield from (Mark(place, "related") for place in side)


def _worth(block: Block) -> int:
    if block.kind in {None, "body"}:
        return 30 + min(block.count, 60) if block.prose else -5
    return -7 if block.kind in _WALL else 0


def _stretch(worths: Sequence[int]) -> tuple[int, int]:
    """Return the first and last place of the stretch whose sum is greatest."""
    best, found = 0, (0, len(worths))
    total = start = 0
    for place, worth in enumerate(worths):
        if total <= 0:
            total, start = 0, place
        total += worth
        if total > best:
            best, found = total, (start, place)
    return found


def lists(page: Page) -> Iterator[Mark]:
    """Mark lists that belong to the article: below a colon, with bullets and facts, or a label with a figure a line."""
    inside = False
    for place, block in page.open:
        if block.prose:
            inside = block.text[-1] == ":"
            continue
        inside = inside and block.count > 1 and page.blocks[place - 1].kind in {None, "body"}
        if _MARKED_HEADING.match(block.text):
            inside = False
        elif inside or (_is_between(page, place) and _is_item(block)):
            yield Mark(place, "body")


def _is_item(block: Block) -> bool:
    """Tell whether a short line is an item with something to say."""
    if _BULLET.match(block.text) and block.count >= 5:
        return True
    return block.count <= 12 and _VALUE.match(block.text) is not None


def _is_between(page: Page, place: int) -> bool:
    """Tell whether paragraphs stand above and below."""
    return bool(page.prose) and page.prose[0] < place < page.prose[-1]


def headings(page: Page) -> Iterator[Mark]:
    """Mark short lines without a full stop between paragraphs; a longer one among others of its kind may be a link."""
    for place, block in page.open:
        between = _is_between(page, place) and (not block.prose or _asks(page, place))
        if (between and block.count <= _HEADING_WORDS) or (_MARKED_HEADING.match(block.text) and block.count <= 25):
            yield Mark(place, "heading")
        elif between and not all(other.prose for other in page.near(place)):
            yield Mark(place, "unsure")


def _asks(page: Page, place: int) -> bool:
    """Tell whether a line is a question and no more, with prose that is none right below it: a subhead."""
    block, below = page.blocks[place], page.blocks[place + 1]
    alone = block.count <= _HEADING_WORDS and len(list(sentences(block.text))) == 1
    return alone and block.text[-1] in "?？؟" and below.kind != "heading" and below.closed and below.text[-1] != "?"


def leftovers(page: Page) -> Iterator[Mark]:
    """Mark lines above the first and below the last paragraph, and what breaks off below furniture at the end."""
    ended = [place for place in page.prose if page.blocks[place].closed]
    last = ended[-1] if ended else len(page.blocks)
    for place, block in page.open:
        trails = place > last and not block.closed and page.blocks[place - 1].kind is not None
        trails = trails or (place > last and block.text[-1] == "," and block.count <= _SIGNATURE)
        if trails or (not block.prose and not _is_between(page, place)):
            yield Mark(place, "furniture")


def strays(page: Page) -> Iterator[Mark]:
    """Mark sentences between the furniture at the end of a page that speak of other matters than the article."""
    tail = (place for place in range(len(page.blocks) - 1, 0, -1) if page.blocks[place].kind not in _PASSED)
    for place in islice(tail, _MOST_STRAYS):
        block = page.blocks[place]
        if block.kind is not None or not _is_walled(page, place):
            return
        known = block.prefixes & _matter(page, place)
        if block.own.isdisjoint(words_of("address.you")) and (known or block.count > _MUTE):
            return
        yield Mark(place, "furniture")


def _is_walled(page: Page, place: int) -> bool:
    """Tell whether a short text stands right between furniture, without a blank line on one side at least."""
    block = page.blocks[place]
    below = page.blocks[place + 1] if place + 1 < len(page.blocks) else None
    tight = block.gap == 0 or (below is not None and below.gap == 0)
    return tight and block.count <= _STRAY and page.blocks[place - 1].kind in _WALL


def _matter(page: Page, last: int) -> frozenset[str]:
    """Return what the article above a place speaks of."""
    told = (block for block in page.blocks[:last] if block.kind in {None, "body", "headline"})
    return frozenset().union(*(block.prefixes for block in told))
