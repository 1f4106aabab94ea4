"""Page -> marks: what readers wrote below an article, and what a sender says to editors, to the end of the page."""

import re
from collections.abc import Iterator

from briefing.steps.clean.lines import Block, Mark, Page
from briefing.steps.clean.words import words_of

_ENOUGH = 60
"""Words of prose above the comments, before everything below can be comments."""
_TOLD = 40
"""Words of prose above the notes to editors: a press release may be short."""
_SENDER = 8
"""Words of the heading "About ..." above what a sender says of itself."""
_SIGNED = 80
"""Words of prose at most below two hyphens, or below "About ..."."""
_NEAR = 8
"""Blocks: where one line of a comment form stands, the next is not far."""
_BUTTON = re.compile(
    r"(?:reply|reply to this|report|quote|upvote|likes?|antworten|répondre|responder|ответить)(?:\s.{0,20})?"
    r"|.{2,80}\b(?:says|said|wrote)\s?:",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[\W_]*(?:ends?|fin|ende|notes? (?:to|for) (?:the )?editors?|editors['’] notes?|notes? (?:to|for) (?:the )?media"
    r"|(?:media|press) contacts?|about us|notes? aux (?:rédactions?|éditeurs?|rédacteurs)|contacts? presse"
    r"|à propos de nous|hinweise? (?:an|für) (?:die )?redaktion(?:en)?|redaktionelle hinweise|pressekontakt|über uns"
    r"|notas? (?:para|a) (?:los )?(?:editores|redactores|medios)|contactos? de prensa|sobre nosotros"
    r"|(?:примечани[ея]|справка|информация) для (?:редакци[ий]|редакторов|сми|прессы)|о нас)[\W_]*|#\s?#\s?#",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:About|À propos d[eu']|Über|Acerca d[el]{1,2}|О) ?(?:the |la |les |die |den |das )?"
    r"[A-ZÀ-ÞА-ЯЁ][^.!?:\n]{1,60}:?"
)
_STAMP = re.compile(r"\b(?:19|20)\d\d\b.{0,6}\d{1,2}:\d{2}|\bago\b|\d{1,2}:\d{2}\s?(?:am|pm)", re.IGNORECASE)


def comments(page: Page) -> Iterator[Mark]:
    """Mark everything below the heading of the comments, or from the first of several readers' entries."""
    cuts = [cut for cut in (_heading(page), _first_entry(page)) if cut is not None]
    for place, _ in page.open if cuts else ():
        if place >= min(cuts):
            yield Mark(place, "comment-form")


def notes(page: Page) -> Iterator[Mark]:
    """Mark what a press release says to editors below its end: notes, contacts, who the sender is."""
    read = _read_above(page)
    for place, block in enumerate(page.blocks):
        if block.count <= _SENDER and _is_end(block, read[place], read[-1] - read[place]):
            yield from (Mark(at, "furniture") for at, _ in page.open if at >= place)
            return


def _is_end(block: Block, above: int, below: int) -> bool:
    """Tell whether a short line ends the article, by its words and by how much prose stands above and below."""
    if above < max(_TOLD, below):
        return False
    if _ENDS.fullmatch(block.text):
        return True
    said = below <= _SIGNED
    return said and (block.text == "--" or (0 < below * 3 <= above and _ABOUT.fullmatch(block.text) is not None))


def _read_above(page: Page) -> list[int]:
    """Return for each block how many words of prose stand above it, and at the end how many there are in all."""
    read = [0]
    for block in page.blocks:
        told = block.prose and block.kind in {None, "body"}
        read.append(read[-1] + (block.count if told else 0))
    return read


def _heading(page: Page) -> int | None:
    """Return the place of the heading below which nothing belongs to the article any more."""
    read = _read_above(page)
    headings = [place for place, block in enumerate(page.blocks) if block.kind == "comment-form" and block.count <= 14]
    for rank, place in enumerate(headings):
        if read[place] < _ENOUGH:
            continue
        more = rank + 1 < len(headings) and headings[rank + 1] <= place + _NEAR
        asks = not words_of("counters.asking").isdisjoint(page.blocks[place].words)
        share = 0.2 if _entries(page, place) > 1 else 0.5 if more or asks else 0.8
        if read[place] >= share * read[-1]:
            return place
    return None


def _entries(page: Page, place: int) -> int:
    """Return how many of the next lines say when somebody wrote them."""
    below = page.blocks[place + 1 : place + 12]
    return sum(block.count <= 12 and _is_stamped(block) for block in below)


def _is_stamped(block: Block) -> bool:
    return _STAMP.search(block.text[:80]) is not None


def _first_entry(page: Page) -> int | None:
    """Return where the first reader's comment begins, known by the buttons below each of them."""
    read = _read_above(page)
    replies = [place for place, block in enumerate(page.blocks) if block.count <= 14 and _BUTTON.fullmatch(block.text)]
    for place, third in zip(replies, replies[2:], strict=False):
        top = max(0, place - 6)
        if third - place <= 60 and read[top] >= _ENOUGH:
            return next((at for at in range(top, place) if _is_stamped(page.blocks[at])), place)
    return None
