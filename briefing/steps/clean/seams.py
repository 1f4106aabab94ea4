"""Page -> marks: lines on which headline, caption, byline and first sentence were glued together, or time stamps."""

import re
from collections.abc import Iterator

from briefing.model import Kind
from briefing.steps.clean.datelines import find_dateline
from briefing.steps.clean.lines import Block, Mark, Page, sentences
from briefing.steps.clean.pictures import is_credit
from briefing.steps.clean.words import kind_of_line, spoken_to

_OPENING = 1500
"""Characters of the first block in which a seam is looked for."""
_SHORTEST = 12
"""Words: a shorter block holds no headline and sentence."""
_TITLE = 14
"""Words of the longest title of a live blog's entry."""
_REPEATED = 30
"""Words of the longest headline that is looked for twice."""
_AGENCY = re.compile(r"[(\[][A-ZА-ЯЁ][\w ./&-]{1,30}[)\]]\s?(?:[-–—]{1,2}|:)\s")
_PLACE = re.compile(
    r"(?:(?<=\s)|^|(?<=[a-zà-öø-ÿа-яё.!?”)])(?=[A-ZÀ-ÞА-ЯЁ]{3}))"
    r"[A-ZÀ-ÞА-ЯЁ][^\s,]*(?:\s[A-ZÀ-ÞА-ЯЁ][^\s,]*){0,2}(?:,\s[A-ZÀ-Þ][\w. ]{1,25})?"
    r"(?:,?\s\w{3,9}\.?\s\d{1,2}|,?\s\d{1,2}\s\w{3,9})?\s?$"
)
_CITY = re.compile(r"[A-ZÀ-ÞА-ЯЁ]{3,}")
"""Written as only a dateline writes it."""
_STAMPED = re.compile(
    r"\b(?:Updated|Published|Posted|Last updated|LAST UPDATE|Veröffentlicht|Aktualisiert|Publié|Mis à jour|Publicado"
    r"|Actualizado|Опубликовано|Обновлено)\b[^.!?]{0,60}?\d{4}"
    r"(?:,?\s(?:at\s|um\s|à\s)?\d{1,2}[:.h]\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s[A-Z]{2,4})?)?"
    r"|\b\d{1,2}\s(?:min(?:ute)?s?\sread|Min\.? Lesezeit)"
)
_CAPITALS = re.compile(r"(?:[\dA-ZÀ-ÞА-ЯЁ][\dA-ZÀ-ÞА-ЯЁ'’“”\"%$€£.,:;&/-]*\s+){4,40}(?=[A-ZÀ-ÞА-ЯЁ“\"][a-zà-öø-ÿа-яё])")
_SEAM = re.compile(
    r"(?<=[a-zà-öø-ÿ\d”’)])\s(?:The|A|An|In|On|At|After|As|It|He|She|They|This|These|There|When|While|Le|La|Les|Un|Une"
    r"|Der|Die|Das|Ein|Eine|El|Los|Las)\s[a-zà-öø-ÿ]"
)
_TIME = re.compile(
    r"(?:\[?\d{1,2}[:.h]\d{2}\]?(?:\s?[AaPp]\.?[Mm]\.?)?"
    r"(?:\s(?:GMT|UTC|BST|EST|EDT|ET|CET|CEST|IST|EAT|WAT|MSK|Uhr|local time))?"
    r"|\d{1,2}\s?[ap]\.?m\.?)\s?(?:[-–—:|•]\s?|\s(?=[A-ZÀ-ÞА-ЯЁ“\"]))"
)

_RUN_IN = re.compile(
    r"([A-ZÀ-Þ][^\W\d_]+(?:,?\s[a-z][\w-]*){0,5})\s"
    r"(?=(?:The|A|An|In|On|At|After|As|It|He|She|They|This|These|There|When|While|Some|More|About|Nearly|All)\s[a-z\d])"
)
"""A heading that runs into its paragraph: "Water and sanitation | The main is broken"."""
_CLUSTER = re.compile(
    r"(?i:(?:water|shelter|health|nutrition|protection|education|logistics|wash|food|coordination|telecommunications"
    r"|livelihoods|needs|access|funding)(?:(?:,\s|\s|,?\s?(?:and|&)\s|/)(?:water|sanitation|hygiene|shelter"
    r"|non-food items|nutrition|security|education|health|livelihoods|recovery|gaps|response|child protection)){0,3})\s"
    r"(?=[A-ZÀ-Þ\d])(?!(?:Minist|Cluster|Organi|Depart|Author|Official|Council|Service|Direct|Secretar|Worker|Cent|Facilit"
    r"|Agenc|Commission|Board|Office|Programme|Program|Bank|Fund|Force|Post)\w*)"
)
"""The same, of what reports of relief organisations are divided into; "Health Minister" is none."""


def seams(page: Page) -> Iterator[Mark]:
    """Mark what stands before the first sentence of a glued line; where the seam is unsure, the whole sentence."""
    if not page.open:
        return
    place, block = page.open[0]
    titled = any(other.kind in {"headline", "deck"} for other in page.blocks[:place])
    if block.count < _SHORTEST or find_dateline(block.text):
        return
    inner = _inner_dateline(block.text[:_OPENING])
    if inner and (not titled or _CITY.match(block.text, inner[0])):
        start, end = (block.start + offset for offset in inner)
        yield Mark(place, "caption" if titled else "headline", block.start, start)
        yield Mark(place, "dateline", start, end)
    elif not titled:
        yield from _opening(place, block)


def _inner_dateline(head: str) -> tuple[int, int] | None:
    """Return where a dateline with an agency stands inside a line; the place may begin a little later."""
    agency = _AGENCY.search(head)
    before = head[: agency.start()][-90:] if agency else ""
    city = _PLACE.search(before)
    if not agency or not city:
        return None
    start = agency.start() - len(before) + city.start()
    return (start, agency.end() - 1) if start > 10 else None


def _opening(place: int, block: Block) -> Iterator[Mark]:
    """Mark a glued opening by its date stamp, its capitals, its repetition, or two sentences that run together."""
    head = block.text[:_OPENING]
    stamps = [match.end() for match in _STAMPED.finditer(head[:700]) if match.start() > 10]
    titled = stamps[-1] if stamps else _repetition(head)
    capitals = _CAPITALS.match(head)
    if capitals and not titled:
        yield Mark(place, "headline", block.start, block.start + capitals.end())
        return
    end = titled + next((end for _, end in sentences(block.text[titled:])), 0)
    if titled:
        yield Mark(place, "headline", block.start, block.start + titled)
    if titled or _SEAM.search(head[:end]):
        yield Mark(place, "unsure", block.start + titled, block.start + end)


def _repetition(head: str) -> int:
    """Return the end of a headline that is printed twice in a row at the start of a line, 0 where none is."""
    found = [match for _, match in zip(range(2 * _REPEATED), re.finditer(r"\S+", head), strict=False)]
    words = [match[0] for match in found]
    for length in range(len(words) // 2, 3, -1):
        if words[:length] == words[length : 2 * length]:
            return found[2 * length - 1].end()
    return 0


def is_timed(block: Block) -> bool:
    """Tell whether a block begins with a time of day, as the entries of a live blog do."""
    return _TIME.match(block.text[:60]) is not None


def stamps(page: Page) -> Iterator[Mark]:
    """Mark the time at the start of a live blog's entries, and keep the entries though they may lack a full stop."""
    entries = [(place, match) for place, block in page.open if (match := _TIME.match(block.text[:60]))]
    timed = {place for place, _ in entries}
    for place, match in entries if len(entries) > 1 else ():
        block = page.blocks[place]
        if block.count >= 3:
            kind: Kind = "heading" if _is_titled(page, place, timed) else "body"
            yield Mark(place, "furniture", block.start, block.start + len(match[0].rstrip()))
            yield Mark(place, kind, block.start + match.end(), block.end)


def _is_titled(page: Page, place: int, timed: set[int]) -> bool:
    """Tell whether an entry's first line is its title: no sentence, and the entry goes on below."""
    block = page.blocks[place]
    below = page.blocks[place + 1] if place + 1 < len(page.blocks) else None
    if below is None or place + 1 in timed or block.count > _TITLE:
        return False
    asks = block.text[-1] in "?!"
    return (asks or not block.closed) and (below.prose or below.kind is not None)


def glued(page: Page) -> Iterator[Mark]:
    """Mark sentences inside a paragraph that are furniture by their words, or a picture's credit."""
    for place, block in page.open:
        pieces = [block.piece(start, end) for start, end in sentences(block.text)]
        for piece in pieces if len(pieces) > 1 else ():
            kind = _kind_of_piece(piece)
            if kind and kind != "related":
                yield Mark(place, kind, piece.start, piece.end)


def _kind_of_piece(piece: Block) -> Kind | None:
    kind = kind_of_line(piece)
    if kind is None and spoken_to(piece) > 1:
        return "promotion"
    return "credit" if kind is None and is_credit(piece) else kind


def run_ins(page: Page) -> Iterator[Mark]:
    """Mark headings that run into their paragraphs; the usual ones of relief reports where another one surely does."""
    heads = {place: page.blocks[place].text[:120] for place in page.prose}
    sure = {place: found for place, head in heads.items() if (found := _RUN_IN.match(head))}
    usual = {place: found for place, head in heads.items() if (found := _CLUSTER.match(head))}
    if sure or any(" " in found[0].rstrip() for found in usual.values()):
        for place, found in (usual | sure).items():
            start = page.blocks[place].start
            yield Mark(place, "heading", start, start + len(found[0].rstrip()))
