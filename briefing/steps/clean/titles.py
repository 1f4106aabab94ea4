"""Page -> marks: the headline and its copies, told from the mastheads, menus, slogans and labels above an article.

Every line above the article is weighed: does it speak of what the first paragraphs speak of, is it signed or dated
below, is it printed twice? A name is no headline: an outlet's, an institution's, a section's.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from briefing.steps.clean.bylines import NUMBERED
from briefing.steps.clean.datelines import find_dateline
from briefing.steps.clean.lines import CLOSERS, Block, Mark, Page
from briefing.steps.clean.words import spoken_to, words_of

_HEADLINE_WORDS = 30
_HIGHLIGHTS = 16
"""Words of a line, at least, of which some are highlights of the article behind its headline."""
_DECK_WORDS = 60
_BANNER_WORDS = 150
"""Words of what a site may say to its readers above a headline."""
_REACH = 6
"""Blocks between a headline and the byline that belongs to it."""
_ABOUT = 15
"""Paragraphs that a headline is about."""
_KICKER = 4
"""Words of the longest line of capitals above a headline that says what it belongs to."""
_DECKED = 12
"""Words, at least, of a line that is rather the deck of a shorter one right above it."""
_FULL, _KNOWN = 5, 3
"""Words, and words that the article uses, of a headline above another line that looks like one."""
_CHECKED = 60
"""Blocks from the top among which the headline is."""
_NO_TITLE = re.compile(
    r"\d{1,2}\s?(?:h|hrs?|hours?|m|mins?|minutes?|days?|d)\s(?:ago\b|\s)"  # "8h ago    Minute of silence"
    r"|(?:vor|il\sy\sa|hace)\s\d+\s"
    r"|\[?\d{1,2}[:.h]\d{2}\b(?!\s?(?:m|km|kg|per|percent|million|billion)\b|%)"  # "14.05 Bridge closed"
    r"|[•‣▪●◦■►*–—-]\s"
    r"|[^\n]*[▾▼☰]"
    r"|(?:communiqué de presse|nota de prensa|comunicado de prensa|comunicato stampa|nota de imprensa|пресс-релиз"
    r"|informacja prasowa|basın bülteni)\s(?:[-–—|]\s[^\n]{0,60})?$",
    re.IGNORECASE,
)
_SLUG = re.compile(r"(?:\w+:\s?)?[A-Z][A-Z-]{2,30}/[A-Z][A-Z-]")
"""What an agency calls a story: "BC-MINE-COLLAPSE/KAROSA"."""
_META = re.compile(
    r"(?:date|dated|issued?|ref|reference|our\sref|period|prepared|location|place|status|contact|tel|telephone|source|country"
    r"|embargo(?:ed)?|datum|aktenzeichen|az|réf|référence|fecha|lugar|дата|исх|номер|n°|no|nr)\b[^:\n]{0,25}:\s",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(
    r"\d{1,5}[a-zA-Z]?,?\s(?:[A-Z][\w'’.-]{0,30}\s){1,4}"
    r"(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Square|Boulevard|Blvd\.?|Drive|Lane|Place|Plaza|Court|Highway|Parkway|Quay)(?:,|$)"
    r"|\d{1,5}(?:\s?bis)?,?\s(?:rue|avenue|boulevard|place|quai)\s"
    r"|[A-ZÀ-Þ][\w’'-]{1,30}(?:straße|strasse|platz|allee|weg|gasse)\s\d{1,4}[a-z]?(?:,|$)"
    r"|(?:calle|avenida|plaza|paseo|via|viale|piazza|ул\.)\s[^\n\d]{2,40},?\s\d{1,4}(?:,|$)"
    r"|P\.?\s?O\.?\sBox\s\d"
)
"""Where whoever sends a release has the office."""
_BODY = re.compile(
    r"\b(?:office|bureau|board|council|commission|authority|agency|service|services|administration|institute|association"
    r"|fund|programme|program) (?:of|for|on)\b",
    re.IGNORECASE,
)
"""An institution's name, where it is printed in capitals ..."""
_OFFICE = re.compile(
    r"(?:The )?(?:[A-Z]\w+ ){0,3}(?:Office|Bureau|Board|Council|Commission|Authority|Agency|Services?|Administration"
    r"|Institute|Association|Secretariat|Cabinet|Committee) (?:of|for|on)\b"
)
"""... and where it is not: "Press Service of the Cabinet", but "Council of Europe Urges Restraint" too."""
_BULLETS = re.compile(r"\s(?:[-–—•*])\s")
_POST = re.compile(r"The post (.{1,300}?) (?:appeared first|first appeared) on ")
_SEPARATORS = re.compile(r"\s[|›»>•·]\s")
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3}[.!]\s+[A-ZÀ-ÞА-ЯЁ]")
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def headlines(page: Page) -> Iterator[Mark]:
    """Mark the headline, wherever the page's own lines end and the article's begin, and every further copy of it."""
    chosen = _headline(page)
    if chosen is None:
        return
    key, end = page.blocks[chosen].key, _end_of(page.blocks[chosen])
    for place, block in page.open:
        if place == chosen and end < len(block.text):
            yield Mark(place, "headline", block.start, block.start + end)
            yield Mark(place, "deck", block.start + end, block.end)
        elif block.key == key:
            yield Mark(place, "headline")
        elif place < chosen:
            yield Mark(place, "promotion" if block.prose else "furniture")


def _end_of(block: Block) -> int:
    """Return where the headline ends: before highlights ("Dam fails - Nine dead - Mayor quits"), or a report's day."""
    day = NUMBERED.search(block.text)
    if day:
        return day.end("number")
    parts = list(_BULLETS.finditer(block.text))
    return parts[0].start() if len(parts) > 1 and block.count > _HIGHLIGHTS and not block.closed else len(block.text)


def _headline(page: Page) -> int | None:
    """Return the place of the block that is most likely the headline, None where none is likely."""
    if not page.prose:
        return page.open[0][0] if page.open and page.open[0][1].count <= _HEADLINE_WORDS else None
    about, title = _words_of(page), page.title or _title_below(page)
    copies = Counter(block.key for _, block in page.open[:_CHECKED])
    possible = [(place, read) for place, read in _read_before(page) if _is_possible(page.blocks[place], title)]
    best, chosen = 0.0, None
    for rank, (place, read) in enumerate(possible):
        block = page.blocks[place]
        score = _score(page, place, about, read, twice=copies[block.key] > 1, titled=block.key == title) - 0.01 * rank
        if score > best:
            best, chosen = score, place
    if chosen is None or page.blocks[chosen].key == title:
        return chosen
    return _above(page, chosen, [place for place, read in possible if not read], about)


def _read_before(page: Page) -> Iterator[tuple[int, int]]:
    """Yield the places among which the headline is, each with the words of prose above it."""
    total = sum(page.blocks[place].count for place in page.prose)
    read = 0
    for place, block in page.open[:_CHECKED]:
        if read * 3 > total + 200:
            return
        yield place, read
        read += block.count if block.prose else 0


def _above(page: Page, chosen: int, possible: Sequence[int], about: Counter[str]) -> int:
    """Return the line right above the chosen one where that is a headline too: then the chosen one is its deck."""
    rank = possible.index(chosen) if chosen in possible else 0
    above = page.blocks[possible[rank - 1]] if rank else None
    if above is None or above.closed or _is_name(page, above) or _is_office(above):
        return chosen
    known = sum(about[word] > 0 for word in above.prefixes)
    if known and _is_decked(page, chosen, above, possible[rank - 1]):
        return possible[rank - 1]
    if above.count < _FULL:
        return chosen
    glued = possible[rank - 1] == chosen - 1 and page.blocks[chosen].gap == 0
    return possible[rank - 1] if known >= _KNOWN - glued and known * 3 >= len(above.prefixes) else chosen


def _is_decked(page: Page, chosen: int, above: Block, place: int) -> bool:
    """Tell whether a long line is the deck of a few words right above it, each a paragraph: "The unpaid army"."""
    block = page.blocks[chosen]
    worded = not words_of("titles.small").isdisjoint(above.words)
    apart = place == chosen - 1 and block.gap > 0 and above.gap > 0
    return apart and worded and block.count >= _DECKED and 3 <= above.count < block.count and not above.text.isupper()


def _title_below(page: Page) -> str:
    """Return the title that "The post ... appeared first on ..." names below the article, as titles are compared."""
    for block in reversed(page.blocks[-_CHECKED:]):
        found = _POST.match(block.text) if block.text.startswith("The post") else None
        if found:
            return Block(found[1], 0, 0, 0).key
    return ""


def _is_possible(block: Block, title: str) -> bool:
    """Tell whether a block may be a headline at all: no stamp, item, menu, label or word to the reader."""
    if len(block.text[: _end_of(block)].split()) > _HEADLINE_WORDS or block.text[-1] in ":,;" or not block.words:
        return False
    if block.key == title:
        return True
    if any(mark.match(block.text) for mark in (_NO_TITLE, _META, _LETTERHEAD, _SLUG)):
        return False
    if len(_SEPARATORS.findall(block.text)) > 1:
        return False
    return not words_of("titles.labels").issuperset(block.words) and spoken_to(block) == 0


def _score(page: Page, place: int, about: Counter[str], read: int, *, twice: bool, titled: bool) -> float:
    """Return how much a block looks like the headline; 0 or less is not at all."""
    block = page.blocks[place]
    signed = _signed_below(page, place)
    if not titled and not _may_end_so(block, signed, read):
        return 0
    told = _told(block, about)
    if read and not titled and (told < 0.4 or not (signed or twice) or read > _BANNER_WORDS or _is_told(page, place)):
        return 0
    named = not titled and _is_name(page, block)
    office = not titled and not named and _is_office(block)
    alike = 0.4 * signed + 0.4 * (twice and not office) + 2 * titled + 0.2 * (not read)
    return told + alike - 0.8 * named - 0.3 * office - 0.6 * (not titled and _is_kicker(page, place)) + _shape(block)


def _shape(block: Block) -> float:
    """Return what length and punctuation say: a headline has some words, no full stop, and is one sentence."""
    stopped = block.closed and block.text[-1] not in "?!"
    two = _TWO_SENTENCES.search(block.text[:300]) is not None
    return 0.1 * (block.count >= 5) - 0.5 * (block.count < 3) - 0.5 * stopped - 0.4 * two


def _told(block: Block, about: Counter[str]) -> float:
    """Return how much of a block the first paragraphs speak of: by its share, and by how many words that are."""
    known = sum(about[word] > block.prose for word in block.prefixes)
    return max(known / len(block.prefixes) * min(known, 3) / 3, min(known, 6) / 8) if known else 0.0


def _is_name(page: Page, block: Block) -> bool:
    """Tell whether a block is a name and no more: an institution's, an outlet's, or one that the article speaks of."""
    tokens = _TOKEN.findall(block.text)
    if len(tokens) > 10 or not _is_capitalised(block):
        return False
    if block.text.isupper() and _BODY.search(block.text):
        return True
    folded = set(block.words)
    if folded & words_of("titles.institutions") or (len(tokens) <= 6 and folded & words_of("titles.outlets")):
        return True
    return 1 < len(tokens) <= 5 and _is_spoken_of(page, block.text)


def _is_kicker(page: Page, place: int) -> bool:
    """Tell whether a few words in capitals stand right above a line that is rather the headline: "FLOODS"."""
    block, below = page.blocks[place], page.blocks[place + 1] if place + 1 < len(page.blocks) else None
    if below is None or below.kind is not None or below.gap or not block.text.isupper() or block.count > _KICKER:
        return False
    return _FULL <= below.count <= 4 * _KICKER and not below.closed and not below.text.isupper()


def _is_office(block: Block) -> bool:
    """Tell whether a block may be the name of an office."""
    named = _OFFICE.match(block.text) or (block.count <= _KICKER and block.words[-1] in words_of("titles.offices"))
    return bool(named) and _is_capitalised(block)


def _is_capitalised(block: Block) -> bool:
    """Tell whether every greater word of a block has a capital."""
    small = words_of("titles.small")
    return all(token[0].isupper() or token.lower() in small for token in _TOKEN.findall(block.text))


def _is_spoken_of(page: Page, name: str) -> bool:
    """Tell whether a name stands in the article, each of its greater words with a capital."""
    folded = name.casefold()
    for place in page.prose[: 2 * _ABOUT]:
        text = page.blocks[place].text[:3000]
        at = text.casefold().find(folded) if len(text.casefold()) == len(text) else -1
        if at >= 0:
            found = _TOKEN.findall(text[at : at + len(name)])
            if all(word[0].isupper() for word in found if word.lower() not in words_of("titles.small")):
                return True
    return False


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
    """Return in how many of the first paragraphs each word stands, by its first letters."""
    return Counter(word for place in page.prose[:_ABOUT] for word in page.blocks[place].prefixes)
