"""Page -> marks: how an article opens: byline and date, headline, deck, teaser, dateline."""

import re
from collections.abc import Iterator, Sequence

from briefing.steps.furniture import begins, vocabulary
from briefing.steps.lines import Block, Mark, Page, sentences

_BYLINE_WORDS = 30
_HEADLINE_WORDS = 30
_DECK_WORDS = 60
_REACH = 6
"""Blocks between a headline and the byline that belongs to it."""
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_RELATIVE = re.compile(
    r"\b(?:\d+\s?(?:h|hrs?|hours?|m|mins?|minutes?|days?|d|weeks?|months?|years?)\sago|(?:an?|one)\s(?:hour|day|week|month|minute)\sago|vor\s\d+\s\w+|il\sy\sa\s\d+\s\w+|hace\s\d+\s\w+|\d+\s\w+\sназад|just\snow)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_NUMERIC_DATE = re.compile(r"\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})")


def bylines(page: Page) -> Iterator[Mark]:
    """Mark lines that say who wrote the article and when: names and dates, and nothing else."""
    lead = page.prose[0] if page.prose else len(page.blocks)
    last = page.prose[-1] if page.prose else -1
    for place, block in page.open:
        if block.count > _BYLINE_WORDS:
            continue
        if _is_date_line(block) and (place < lead or place > last or _early(page, place) or _tells(block)):
            yield Mark(place, "byline")
        elif _is_signed(block):
            yield Mark(place, "byline")


def _early(page: Page, place: int) -> bool:
    """Tell whether at most two paragraphs stand above: the headline's deck may be prose."""
    return sum(1 for other in page.prose if other < place) <= 3


def _tells(block: Block) -> bool:
    return bool(set(block.words) & vocabulary().words["dates.telling"])


def _is_date_line(block: Block) -> bool:
    """Tell whether a line is a date or a time, with labels, names and an outlet at most."""
    table = vocabulary().words
    words = block.words
    dated = bool(set(words) & table["dates.months"] and "0" in " ".join(words)) or _NUMERIC_DATE.search(block.text)
    timed = _RELATIVE.search(block.text) or (_CLOCK.search(block.text) and block.count <= 8)
    if not (dated or timed):
        return False
    known = table["dates.months"] | table["dates.days"] | table["dates.stamps"] | table["dates.roles"] | table["dates.by"]
    others = [word for word in _TOKEN.findall(block.text) if not _known(word, known)]
    return not any(word[0].islower() for word in others) and len(others) <= 8


def _known(word: str, known: frozenset[str]) -> bool:
    folded = re.sub(r"\d+", "0", word.lower().replace("’", "'").rstrip("."))
    return folded in known or folded.replace("0", "").replace(".", "") == "" or folded.lstrip("0") in known


def _is_signed(block: Block) -> bool:
    """Tell whether a line is "By" and names."""
    table = vocabulary().words
    words = block.words
    first = " ".join(words[:2]) if " ".join(words[:2]) in table["dates.by"] else words[0] if words else ""
    if first not in table["dates.by"] or not 2 <= block.count <= 25:
        return False
    rest = _TOKEN.findall(block.text)[len(first.split()) :]
    known = table["dates.months"] | table["dates.days"] | table["dates.stamps"] | table["dates.roles"]
    if not rest or rest[0][0].islower() or (block.text[-1] in ".!?" and len(rest) > 4) or block.text[-1] in ",:" :
        return False
    small = sum(word[0].islower() and not _known(word, known) for word in rest)
    caps = sum(word[0].isupper() for word in rest)
    strict = first in {"de", "from", "text", "texto", "por", "par", "texte"}
    return small == 0 and caps >= (2 if strict else 1) and not (strict and len(rest) > 8)


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
    body = _vocabulary_of(page)
    best, place_of_best = 0.0, None
    read = 0
    total = sum(page.blocks[place].count for place in page.prose)
    for rank, (place, block) in enumerate(page.open[:60]):
        if read * 3 > total + 200:
            break
        score = _headline_score(page, place, block, body, read) - 0.01 * rank
        if score > best:
            best, place_of_best = score, place
        read += block.count if block.prose else 0
    return place_of_best


def _headline_score(page: Page, place: int, block: Block, body: frozenset[str], read: int) -> float:
    """Return how much a block looks like the headline; 0 or less is not at all."""
    if block.count > _HEADLINE_WORDS or block.text[-1] in ":,;" or not block.words:
        return 0
    titled = bool(page.title) and block.key == page.title
    signed = _signed_below(page, place)
    if block.closed and not titled and (block.text[-1] not in "?!…”’" or read) and not (signed and not read and block.count <= 20):
        return 0
    words = [word for word in block.words if len(word) > 3]
    shared = sum(word in body for word in words) / len(words) if words else 0.0
    twice = any(other.key == block.key for at, other in page.open[:40] if at != place)
    evidence = shared + 0.4 * signed + 0.4 * twice + 2 * titled + 0.1 * (block.count >= 5) - 0.5 * (block.count < 3)
    if read and not (titled or (signed and shared >= 0.4) or (twice and shared >= 0.4)):
        return 0
    return evidence + (0.2 if not read else 0) - 0.5 * (block.closed and block.text[-1] == '.')


def _signed_below(page: Page, place: int) -> bool:
    """Tell whether a byline, a date line or a dateline follows soon."""
    for block in page.blocks[place + 1 : place + 1 + _REACH]:
        if block.kind in {"byline", "dateline"} or find_dateline(block.text):
            return True
        if block.kind is None and block.prose and block.count > _DECK_WORDS:
            return False
    return False


def _vocabulary_of(page: Page) -> frozenset[str]:
    words: set[str] = set()
    for place in page.prose[:40]:
        words.update(page.blocks[place].words)
    return frozenset(words)


def decks(page: Page) -> Iterator[Mark]:
    """Mark what stands between the headline and the byline, date line or dateline, or the first sentence."""
    top = next((place for place, block in enumerate(page.blocks) if block.kind == "headline"), None)
    if top is None:
        return
    copies = [place for place, block in enumerate(page.blocks[: top + 40]) if block.kind == "headline"]
    sure = _signature(page, top)
    for place in range(top + 1, len(page.blocks)):
        block = page.blocks[place]
        if block.kind is not None:
            continue
        if place < sure or place < copies[-1]:
            yield Mark(place, "deck" if block.count > 3 else "furniture")
        elif block.prose and not block.text.startswith("•"):
            return
        elif place > sure + 12 or (sure and place > sure):
            return
        else:
            yield Mark(place, "deck" if block.count > 3 else "furniture")


def _signature(page: Page, top: int) -> int:
    """Return the place of the byline or dateline that closes the opening, 0 where it may not be there."""
    prose = 0
    found = 0
    for place in range(top + 1, min(len(page.blocks), top + 1 + 2 * _REACH)):
        block = page.blocks[place]
        if block.kind is None and find_dateline(block.text):
            return place
        if block.kind in {"byline", "dateline"} and place < len(page.blocks) - 1:
            found = place
            continue
        if block.kind is None and block.prose:
            prose += 1
            if prose > 2 or block.count > _DECK_WORDS or found:
                return found
    return found


def duplicates(page: Page) -> Iterator[Mark]:
    """Mark teasers that the article repeats, and paragraphs that it has already said."""
    places = page.prose
    later: dict[str, int] = {}
    for place in places:
        for key in _sentence_keys(page.blocks[place]):
            later[key] = place
    seen: set[str] = set()
    for rank, place in enumerate(places):
        block = page.blocks[place]
        keys = _sentence_keys(block)
        if not keys:
            continue
        teaser = rank < 6 and (_all_later(keys, later, place) or _is_cut_off(block, page, places[rank + 1 : rank + 8]))
        if teaser and len(places) > rank + 1:
            yield Mark(place, "duplicate")
        elif all(key in seen for key in keys):
            yield Mark(place, "duplicate")
        else:
            seen.update(keys)


def _sentence_keys(block: Block) -> list[str]:
    """Return the sentences of a block as they are compared; very short ones say too little."""
    keys = (Block(block.text[start:end], 0, 0, 0).key for start, end in sentences(block.text))
    return [key for key in keys if len(key) > 25]


def _all_later(keys: Sequence[str], later: dict[str, int], place: int) -> bool:
    return all(later.get(key, place) > place for key in keys)


def _is_cut_off(block: Block, page: Page, following: Sequence[int]) -> bool:
    """Tell whether a block ends in an ellipsis and one of the next blocks begins as it does."""
    if not re.search(r"(?:…|\.{3})[\])\s]*$", block.text[-12:]):
        return False
    key = block.key
    return len(key) > 25 and any(key.startswith(page.blocks[place].key[:60]) or page.blocks[place].key.startswith(key[:60]) for place in following)


_CITY = r"[A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ.'’-]+(?:[ /]{1,2}[A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ.'’-]+){0,4}"
_NAME = r"[A-ZÀ-ÞА-ЯЁ][^\W\d_]+(?:[ .'’/-]{1,2}[^\W\d_]+){0,4}"
_REGION = r"(?:,\s[A-ZÀ-Þ][\w.]*(?:[ -][A-ZÀ-Þ]?[\w.]+){0,3})?"
_DAY = (
    r"(?:,?\s\(?(?:[^\W\d_]{3,10},?\s)?(?:[^\W\d_]{3,10}\.?\s\d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:\.|er|st|nd|rd|th)?\s(?:de\s)?[^\W\d_]{3,10}\.?)(?:,?\s\d{4})?\)?)"
)
_AGENCY = r"\s?[(\[][A-ZÀ-ÞА-ЯЁ][\w .,/&’'-]{1,40}[)\]]"
_DASH = r"\s?(?:--|[-–—―]|:)+(?=\s)"
_DATELINES = (
    re.compile(rf"(?:{_CITY}|{_NAME}){_REGION}{_DAY}?{_AGENCY}\.?(?:{_DASH}|\s(?=[A-ZÀ-ÞА-ЯЁ“\"«])|\.?\s?[-–—]\s?)"),
    re.compile(rf"{_CITY}{_REGION}{_DAY}?(?:{_DASH}|\.\s/[A-ZА-Я]{{2,12}}/\.|\.\s[A-ZА-Я]{{2,12}}\.?\s?[-–—])"),
    re.compile(rf"{_NAME}{_REGION},?{_DAY}(?:,?\s?[-–—]{{1,2}}|:|\.\s?[-–—])(?=\s)"),
    re.compile(rf"{_CITY}{_REGION}{_DAY}?\s?[-–—]\s[A-ZА-ЯЁ][\w. ]{{1,30}}[.:]\s?[-–—]?(?=\s)"),
    re.compile(r"[(\[](?:CNN|Reuters|AP|AFP|UPI|dpa|EFE|Xinhua|Bloomberg|ANI|PTI|IANS|Agencies|Sputnik|TASS)(?:\s[A-Z]\w+)?[)\]]\s?[-–—:]{0,2}(?=\s)"),
)
_PLACE_DASH = re.compile(rf"{_NAME}{_REGION}\s(?:[-–—]|--)\s(?=[A-ZÀ-ÞА-ЯЁ“\"«\d])")
_LABELS = re.compile(r"(?:update|breaking|exclusive|analysis|opinion|watch|video|live|note|explainer|photos?|background|correction|editor|q|a|by)\b", re.IGNORECASE)


def find_dateline(text: str) -> int:
    """Return where the dateline at the start of a text ends, 0 where there is none."""
    head = text[:160]
    if _LABELS.match(head):
        return 0
    for pattern in _DATELINES:
        match = pattern.match(head)
        if match and len(text) > match.end() + 20:
            return match.end()
    return 0


def datelines(page: Page) -> Iterator[Mark]:
    """Mark the place and agency before the first sentence, so that the body starts at the sentence."""
    for rank, place in enumerate(page.prose):
        block = page.blocks[place]
        end = find_dateline(block.text) if rank < 3 or "(" in block.text[:80] else 0
        if not end and rank == 0:
            match = _PLACE_DASH.match(block.text[:80])
            end = match.end() if match and not _LABELS.match(block.text) else 0
        if end:
            yield Mark(place, "dateline", block.start, block.start + len(block.text[:end].rstrip()))
