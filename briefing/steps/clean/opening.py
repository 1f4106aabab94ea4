"""Page -> marks: how an article opens below its headline: the deck, a teaser that the article repeats."""

import re
from collections.abc import Iterator, Sequence

from briefing.steps.clean.datelines import find_dateline
from briefing.steps.clean.lines import Block, Mark, Page, sentences
from briefing.steps.clean.seams import is_timed

_DECK_WORDS = 60
_REACH = 6
"""Blocks between a headline and the byline that belongs to it."""
_SHARED = 5
"""Words that a deck and the first paragraph have in common at least, where one says the other over again."""
_TEASERS = 6
"""So many paragraphs may stand above the end of the opening."""
_AUTHORS = 3
"""Names one below the other, at most."""
_PERSON = re.compile(r"(?:[A-ZÀ-Þ][a-zà-ÿ'’.-]+\s){1,3}[A-ZÀ-Þ][A-Za-zà-ÿ'’-]+")
_CUT_OFF = re.compile(r"(?:…|\.{3})[\])\s]*$")


def decks(page: Page) -> Iterator[Mark]:
    """Mark what stands between the headline and the byline, date line or dateline, or the first sentence."""
    top = next((place for place, block in enumerate(page.blocks) if block.kind == "headline"), None)
    if top is None:
        return
    sure = max(_signature(page, top), _last_copy(page, top))
    for place in range(top + 1, min(len(page.blocks), max(sure, top) + 12)):
        block = page.blocks[place]
        if block.kind is not None:
            continue
        if is_timed(block):
            return
        if place >= sure and ((block.prose and not block.text.startswith("•")) or sure > top + _REACH):
            return
        if _is_author(page, place):
            yield Mark(place, "byline")
        else:
            yield Mark(place, "deck" if block.count > 3 else "furniture")


def _is_author(page: Page, place: int) -> bool:
    """Tell whether a line is a name and no more, and right below it, or below more names, the article is dated."""
    for block in page.blocks[place : place + _AUTHORS + 1]:
        if block.kind == "byline":
            return block is not page.blocks[place]
        if block.kind is not None or not _PERSON.fullmatch(block.text):
            return False
    return False


def restated(page: Page) -> Iterator[Mark]:
    """Mark a sentence below the headline that the first paragraph says over again, in the same words and some more."""
    if len(page.prose) < 2 or not any(block.kind == "headline" for block in page.blocks[: page.prose[0]]):
        return
    place, following = page.prose[:2]
    block, first = page.blocks[place], page.blocks[following]
    shared = len(block.prefixes & first.prefixes)
    alike = block.words[:2] == first.words[:2] and shared >= _SHARED and shared * 5 >= len(block.prefixes) * 2
    if alike and following <= place + _REACH and block.count <= _DECK_WORDS and len(list(sentences(block.text))) == 1:
        yield Mark(place, "deck")


def _last_copy(page: Page, top: int) -> int:
    """Return the place of the last copy of the headline that has no article above it."""
    last, read = top, 0
    for place in range(top + 1, min(len(page.blocks), top + 20)):
        block = page.blocks[place]
        read += block.count if block.kind is None and block.prose else 0
        if read > _DECK_WORDS:
            break
        if block.kind == "headline":
            last = place
    return last


def _signature(page: Page, top: int) -> int:
    """Return the place of the byline or dateline that closes the opening, 0 where it may not be there."""
    prose = found = 0
    for place in range(top + 1, min(len(page.blocks) - 1, top + 1 + 2 * _REACH)):
        block = page.blocks[place]
        if block.kind in {"byline", "dateline"}:
            found = place
        if block.kind is None and find_dateline(block.text):
            return place
        if block.kind is None and block.prose:
            prose += 1
            if prose > 2 or block.count > _DECK_WORDS or found:
                return found
    return found


def duplicates(page: Page) -> Iterator[Mark]:
    """Mark teasers that the article repeats, and paragraphs that it has already said."""
    keys = {place: _sentence_keys(page.blocks[place]) for place in page.prose}
    last = {key: place for place in page.prose for key in keys[place]}
    begins = max((place for place in page.prose[:_TEASERS] if _begins(page, place)), default=0)
    seen: set[str] = set()
    for rank, place in enumerate(page.prose):
        own = keys[place]
        repeated = place < begins and all(last[key] > place for key in own)
        cut_off = rank < _TEASERS and _is_cut_off(page, place, page.prose[rank + 1 : rank + 8])
        if own and (repeated or cut_off or seen.issuperset(own)):
            yield Mark(place, "duplicate")
        else:
            seen.update(own)


def _begins(page: Page, place: int) -> bool:
    """Tell whether a paragraph is the article's first by a dateline, or by what stands above it."""
    above = page.blocks[place - 1].kind if place else None
    return above in {"byline", "headline"} or find_dateline(page.blocks[place].text) > 0


def _sentence_keys(block: Block) -> list[str]:
    """Return the sentences of a block as they are compared, without dateline; very short ones say too little."""
    text = block.text[find_dateline(block.text) :]
    keys = (Block(text[start:end], 0, 0, 0).key for start, end in sentences(text))
    return [key for key in keys if len(key) > 25]


def _is_cut_off(page: Page, place: int, following: Sequence[int]) -> bool:
    """Tell whether a block ends in an ellipsis and one of the next blocks begins as it does."""
    block = page.blocks[place]
    if not _CUT_OFF.search(block.text[-12:]) or len(block.key) <= 25:
        return False
    return any(page.blocks[at].key.startswith(block.key[:60]) for at in following)
