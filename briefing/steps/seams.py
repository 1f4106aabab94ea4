"""Page -> marks: lines on which headline, caption, byline and first sentence were glued together, or time stamps."""

import re
from collections.abc import Iterator

from briefing.steps.lines import Block, Mark, Page, sentences
from briefing.steps.opening import find_dateline

_OPENING = 1500
"""Characters of the first block in which a seam is looked for."""
_INNER = re.compile(
    r"(?<=\s)(?=(?:[A-ZÀ-ÞА-ЯЁ][\w.'’/-]*,?\s){1,6}(?:\(?[\w. ]{2,20}\)?\s)?[(\[][A-ZА-ЯЁ][\w ./&-]{1,30}[)\]]\s?(?:[-–—]{1,2}|:)\s)"
)
_AGENCY_DASH = re.compile(r"[(\[][A-ZА-ЯЁ][\w ./&-]{1,30}[)\]]\s?(?:[-–—]{1,2}|:)\s")
_CITY_BEFORE = re.compile(r"(?:[A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ.'’/-]+[\s,]{1,2})(?:[^.!?]{0,40})$")
_STAMPED = re.compile(
    r"(?:\b(?:Updated|Published|Posted|Last updated|LAST UPDATE|Veröffentlicht|Aktualisiert|Publié|Mis à jour|Publicado|Actualizado|Опубликовано|Обновлено)\b[^.!?]{0,60}?\d{4}(?:,?\s(?:at\s|um\s|à\s)?\d{1,2}[:.h]\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s[A-Z]{2,4})?)?"
    r"|\b\d{1,2}\s(?:min(?:ute)?s?\sread|Min\.? Lesezeit)|\b\d{1,2}:\d{2}\s(?:GMT|UTC|BST|EST|EDT|CET|IST|MSK|[ap]\.?m\.?)\b)"
)
_CAPITALS = re.compile(r"(?:[\dA-ZÀ-ÞА-ЯЁ][\dA-ZÀ-ÞА-ЯЁ'’“”\"%$€£.,:;&/-]*\s+){4,40}(?=[A-ZÀ-ÞА-ЯЁ“\"][a-zà-öø-ÿа-яё])")
_SEAM = re.compile(
    r"(?<=[a-zà-öø-ÿ\d”’)])\s(?:The|A|An|In|On|At|After|As|It|He|She|They|This|These|There|More|Police|Officials|Authorities|When|While|For|By|With|Le|La|Les|Un|Une|Der|Die|Das|Ein|Eine|El|Los|Las)\s[a-zà-öø-ÿ]"
)
_STAMP = re.compile(
    r"(?:\[?\d{1,2}[:.h]\d{2}\]?(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s(?:GMT|UTC|BST|EST|EDT|ET|CET|CEST|IST|EAT|WAT|MSK|Uhr|local time))?|\d{1,2}\s?[ap]\.?m\.?)\s?(?:[-–—:|•]\s?|\s(?=[A-ZÀ-ÞА-ЯЁ“\"]))"
)


def seams(page: Page) -> Iterator[Mark]:
    """Mark what stands before the first sentence of a glued line; where the seam is unsure, the whole sentence."""
    if not page.open:
        return
    place, block = page.open[0]
    if any(other.kind in {"headline", "deck"} for other in page.blocks[:place]) or find_dateline(block.text):
        return
    if block.count < 12:
        return
    head = block.text[:_OPENING]
    inner = _inner_dateline(head)
    if inner:
        start, end = inner
        yield Mark(place, "headline", block.start, block.start + start)
        yield Mark(place, "dateline", block.start + start, block.start + end)
        return
    yield from _openings(place, block, head)


def _inner_dateline(head: str) -> tuple[int, int] | None:
    """Return where a dateline with an agency stands inside a line: the place may begin a little later than this says."""
    match = _AGENCY_DASH.search(head)
    if not match:
        return None
    before = head[: match.start()]
    city = re.search(r"(?:(?<=\s)|^)[A-ZÀ-ÞА-ЯЁ][^\s,]*(?:\s[A-ZÀ-ÞА-ЯЁ][^\s,]*){0,2}(?:,\s[A-ZÀ-Þ][\w. ]{1,25})?(?:,?\s\w{3,9}\.?\s\d{1,2}|,?\s\d{1,2}\s\w{3,9})?\s?$", before[-90:])
    if not city:
        return None
    start = len(before) - len(before[-90:]) + city.start()
    return (start, match.end() - 1) if start > 10 else None


def _openings(place: int, block: Block, head: str) -> Iterator[Mark]:
    """Mark a glued opening by its date stamp, its capitals, its repetition, or two sentences that run together."""
    stamps = [match.end() for match in _STAMPED.finditer(head[:700]) if match.start() > 10]
    capitals = _CAPITALS.match(head)
    repeated = _repetition(head)
    if stamps:
        first_end = next((end for _, end in sentences(block.text[stamps[-1]:])), 0)
        yield Mark(place, "headline", block.start, block.start + stamps[-1])
        yield Mark(place, "unsure", block.start + stamps[-1], block.start + stamps[-1] + first_end)
    elif repeated:
        yield Mark(place, "headline", block.start, block.start + repeated)
        first_end = next((end for _, end in sentences(block.text[repeated:])), 0)
        yield Mark(place, "unsure", block.start + repeated, block.start + repeated + first_end)
    elif capitals:
        yield Mark(place, "headline", block.start, block.start + capitals.end())
    else:
        start, end = next(sentences(block.text))
        if _SEAM.search(block.text[start : min(end, _OPENING)]):
            yield Mark(place, "unsure", block.start, block.start + end)


def _repetition(head: str) -> int:
    """Return the end of a headline that is printed twice in a row at the start of a line, 0 where none is."""
    words = [(match.start(), match[0]) for match in re.finditer(r"\S+", head)][:80]
    for length in range(30, 3, -1):
        first, second = words[:length], words[length : 2 * length]
        if len(second) == length and [word for _, word in first] == [word for _, word in second]:
            end = second[-1]
            return end[0] + len(end[1])
    return 0


def stamps(page: Page) -> Iterator[Mark]:
    """Mark the time at the start of a live blog's entries, and keep the entries though they may lack a full stop."""
    entries = [(place, match) for place, block in page.open if (match := _STAMP.match(block.text[:60]))]
    if len(entries) < 2:
        return
    for place, match in entries:
        block = page.blocks[place]
        if block.count >= 4:
            cut = block.start + len(match[0].rstrip())
            yield Mark(place, "furniture", block.start, cut)
            yield Mark(place, "body", block.start + match.end(), block.end)
