"""Page -> marks: what follows an article and what stands between its paragraphs: comments, related links, subheads."""

import re
from collections.abc import Iterator

from briefing.steps.furniture import begins, vocabulary
from briefing.steps.lines import Block, Mark, Page

_ENOUGH = 60
"""Words of prose above a comments heading, before everything below it can be comments."""
_STRONG = frozenset(
    "leave reply comment post add write join discussion conversation say laisser laissez ajouter schreibe schreiben hinterlasse hinterlassen deja dejar оставить оставьте добавить написать".split()
)
_ROLE = re.compile(
    r"\b(?:reporter|correspondent|editor|journalist|writer|columnist|author|freelance\w*|fellow|professor|lecturer|analyst|producer|photographer|blogger|contributor|covers|writes"
    r"|journaliste|correspondante?|rédact\w+|redakteur\w*|korrespondent\w*|autor\w*|journalist\w*|periodista|corresponsal|redactor\w*|журналист\w*|корреспондент\w*|обозреватель)\b"
)
_NAME_IS = re.compile(
    r"[*_\s]*(?:(?:Dr|Prof|Professor|Sir|Dame)\.?\s)?((?:[^\W\d_a-z][\w.'’-]+\s){2,4})(?:is|are|was|has|covers|writes|reports|joined|works|est|ist|arbeitet|berichtet|es|cubre|escribe|[–—-])\s"
)
_HANDLE = re.compile(r"(?:^|\s)@\w{3,}|\b(?:twitter|follow (?:him|her|them|me)|reach (?:him|her|them) at|can be (?:reached|contacted))\b", re.IGNORECASE)
_BULLET = re.compile(r"[•‣▪●◦■►*+–—-]\s?|\d{1,2}[.)]\s|\(?[a-z]\)\s")
_VALUE = re.compile(r"\d[\d.,:%/]*")
_HEADING = 14
_MARK_HEADING = re.compile(r"#{1,6}\s|\*\*[^*]{2,120}\*\*$|__[^_]{2,120}__$")


def comments(page: Page) -> Iterator[Mark]:
    """Mark everything below the heading of the comments."""
    cut = _comments_from(page)
    if cut is not None:
        for place, _ in page.open:
            if place >= cut:
                yield Mark(place, "comment-form")


def _comments_from(page: Page) -> int | None:
    read = 0
    total = sum(block.count for _, block in page.open if block.prose)
    total += sum(block.count for block in page.blocks if block.kind == "body")
    headings = [place for place, block in enumerate(page.blocks) if block.kind == "comment-form" and block.count <= 14]
    if not headings:
        return None
    marks = iter(headings)
    mark = next(marks)
    for place, block in enumerate(page.blocks):
        if place == mark:
            sure = read >= _ENOUGH and (read * 2 >= total or _clear(block) or sum(1 for at in headings if place < at <= place + 8) >= 1)
            if sure and (read * 5 >= total):
                return place
            nxt = next(marks, None)
            if nxt is None:
                return None
            mark = nxt
        elif block.prose and block.kind in {None, "body"}:
            read += block.count
    return None


def _clear(block: Block) -> bool:
    return bool(_STRONG & set(block.words))


def related(page: Page) -> Iterator[Mark]:
    """Mark the titles below a heading such as "Related articles", and at the end of a page their teasers too."""
    last = page.prose[-1] if page.prose else -1
    following = 0
    for place, block in enumerate(page.blocks):
        if block.kind == "related" and block.count <= 8:
            following = 12
        elif block.kind is None and following:
            if block.prose and not _is_teaser(page, place, last):
                following = 0
            else:
                following -= 1
                yield Mark(place, "related")


def _is_teaser(page: Page, place: int, last: int) -> bool:
    """Tell whether prose in a list of links is a teaser: it breaks off, or titles alternate with it to the page's end."""
    text = page.blocks[place].text
    if text.endswith(("…", "...", "[…]", "[...]")):
        return True
    if text.endswith(("?", "!")) and page.blocks[place].count <= 18:
        return True
    rest = [block for block in page.blocks[place : place + 40] if block.kind is None]
    runs = sum(a.prose and b.prose for a, b in zip(rest, rest[1:], strict=False))
    short = sum(not block.prose for block in rest)
    return short >= 2 and runs == 0 and place + 40 > last and rest[0].count <= 45


def authors(page: Page) -> Iterator[Mark]:
    """Mark the lines below an article that say who its author is."""
    for place in page.prose[-3:] if len(page.prose) > 3 else ():
        block = page.blocks[place]
        if block.count > 80:
            continue
        named = _NAME_IS.match(block.text[:120])
        if not named:
            continue
        name = named[1].strip()
        signed = any(name.casefold() in other.text.casefold() for other in page.blocks if other.kind == "byline")
        told = sum(name.split()[-1] in page.blocks[at].text[:3000] for at in page.prose) > 1
        if (signed or not told) and _ROLE.search(block.text[:240]) and (signed or _HANDLE.search(block.text) or place == page.prose[-1]):
            yield Mark(place, "byline")


def lists(page: Page) -> Iterator[Mark]:
    """Mark lists that belong to the article: below a colon, with bullets and facts, or a label with a figure a line."""
    inside = False
    for place, block in page.open:
        above = page.blocks[place - 1] if place else None
        if block.prose:
            inside = block.text[-1] == ":"
            continue
        if above is not None and above.kind not in {None, "body"}:
            inside = False
        if _MARK_HEADING.match(block.text):
            inside = False
        elif (inside and block.count > 1) or (_in_article(page, place) and _is_item(block)):
            yield Mark(place, "body")
        else:
            inside = inside and block.count > 1


def _is_item(block: Block) -> bool:
    """Tell whether a short line is an item with something to say."""
    bullet = _BULLET.match(block.text)
    if bullet and block.count >= 5:
        return True
    return bool(re.match(r"[^:]{2,60}(?::|\s[–—-])\s.{0,30}\d", block.text) and block.count <= 12)


def _in_article(page: Page, place: int) -> bool:
    return bool(page.prose) and page.prose[0] < place < page.prose[-1]


def headings(page: Page) -> Iterator[Mark]:
    """Mark short lines without a full stop between paragraphs."""
    for place, block in page.open:
        if _MARK_HEADING.match(block.text) and block.count <= 25:
            yield Mark(place, "heading")
        elif not block.prose and _in_article(page, place) and (block.count <= _HEADING or not block.closed):
            yield Mark(place, "heading")


def leftovers(page: Page) -> Iterator[Mark]:
    """Mark short lines above the first and below the last paragraph."""
    ends = [place for place, block in enumerate(page.blocks) if block.kind in {None, "body"} and block.prose and block.closed]
    last = ends[-1] if ends else len(page.blocks)
    for place, block in page.open:
        if not block.prose or (place > last and not block.closed and page.blocks[place - 1].kind is not None):
            yield Mark(place, "furniture")
