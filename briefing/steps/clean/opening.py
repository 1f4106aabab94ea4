"""Page -> marks: how an article opens: the headline and its copies, the deck, a teaser that the article repeats."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from briefing.steps.clean.datelines import find_dateline
from briefing.steps.clean.lines import CLOSERS, Block, Mark, Page, sentences

_HEADLINE_WORDS = 30
_DECK_WORDS = 60
_BANNER_WORDS = 150
"""Words of what a site may say to its readers above a headline."""
_REACH = 6
"""Blocks between a headline and the byline that belongs to it."""
_TEASERS = 6
"""So many paragraphs may stand above the end of the opening."""
_CUT_OFF = re.compile(r"(?:…|\.{3})[\])\s]*$")


def headlines(page: Page) -> Iterator[Mark]:
    """Mark the headline, wherever the page's own lines end and the article's begin, and every further copy of it."""
    chosen = _headline(page)
    if chosen is None:
        return
    key = page.blocks[chosen].key
    for place, block in page.open:
        if block.key == key:
            yield Mark(place, "headline")
        elif place < chosen:
            yield Mark(place, "promotion" if block.prose else "furniture")


def _headline(page: Page) -> int | None:
    """Return the place of the block that is most likely the headline, None where none is likely."""
    if not page.prose:
        return page.open[0][0] if page.open and page.open[0][1].count <= _HEADLINE_WORDS else None
    body = _words_of(page)
    total = sum(page.blocks[place].count for place in page.prose)
    best, chosen, read = 0.0, None, 0
    for rank, (place, block) in enumerate(page.open[:60]):
        if read * 3 > total + 200:
            break
        score = _score(page, place, body, read) - 0.01 * rank
        if score > best:
            best, chosen = score, place
        read += block.count if block.prose else 0
    return chosen


def _score(page: Page, place: int, body: Counter[str], read: int) -> float:
    """Return how much a block looks like the headline; 0 or less is not at all."""
    block = page.blocks[place]
    if block.count > _HEADLINE_WORDS or block.text[-1] in ":,;" or not block.words:
        return 0
    titled = bool(page.title) and block.key == page.title
    signed = _signed_below(page, place)
    twice = any(other.key == block.key for at, other in page.open[:40] if at != place)
    if not titled and not _may_end_so(block, signed, read):
        return 0
    words = [word for word in block.words if len(word) > 3]
    shared = sum(body[word] > block.prose for word in words) / len(words) if words else 0.0
    if read and not titled and (shared < 0.4 or not (signed or twice) or read > _BANNER_WORDS or _is_told(page, place)):
        return 0
    shape = 0.1 * (block.count >= 5) - 0.5 * (block.count < 3) - 0.5 * (block.closed and block.text[-1] not in "?!")
    return shared + 0.4 * signed + 0.4 * twice + 2 * titled + 0.2 * (not read) + shape


def _may_end_so(block: Block, signed: bool, read: int) -> bool:
    """Tell whether a headline may end as a block does: with a full stop only where a byline follows."""
    if not block.closed:
        return True
    return not read and (block.text.rstrip(CLOSERS)[-1:] in tuple("?!…") or (signed and block.count <= 20))


def _is_told(page: Page, place: int) -> bool:
    """Tell whether what stands above a place is about the same matter as what stands below: then it is no banner."""
    above, below = set[str](), set[str]()
    for at in page.prose[:40]:
        (above if at < place else below).update(word for word in page.blocks[at].words if len(word) > 4)
    return len(above & below) * 2 > len(above)


def _signed_below(page: Page, place: int) -> bool:
    """Tell whether a byline, a date line or a dateline follows soon."""
    for block in page.blocks[place + 1 : place + 1 + _REACH]:
        if block.kind in {"byline", "dateline"} or find_dateline(block.text):
            return True
        if block.kind is None and block.prose and block.count > _DECK_WORDS:
            return False
    return False


def _words_of(page: Page) -> Counter[str]:
    """Return in how many of the first paragraphs each word stands."""
    return Counter(word for place in page.prose[:40] for word in set(page.blocks[place].words))


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
        if place >= sure and ((block.prose and not block.text.startswith("•")) or sure > top + _REACH):
            return
        yield Mark(place, "deck" if block.count > 3 else "furniture")


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
        elif block.kind is None and find_dateline(block.text):
            return place
        elif block.kind is None and block.prose:
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
