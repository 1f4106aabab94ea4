"""Page -> marks: who wrote the article and when: lines of names and dates, and nothing else; lines about the author."""

import re
from collections.abc import Iterator
from functools import cache

from briefing.steps.clean.lines import Block, Mark, Page
from briefing.steps.clean.words import words_of

_LONGEST = 30
"""Words of a byline."""
_ABOUT = 80
"""Words of a note about the author."""
_EARLY = 3
"""So many paragraphs may stand above a date line: the deck may be prose."""
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_DIGITS = re.compile(r"\d+")
_RELATIVE = re.compile(
    r"\b(?:\d+\s?(?:h|hrs?|hours?|m|mins?|minutes?|days?|d|weeks?|months?|years?)\sago|(?:an?|one)\s(?:hour|day|week|month|minute)\sago"
    r"|vor\s\d+\s\w+|il\sy\sa\s\d+\s\w+|hace\s\d+\s\w+|\d+\s\w+\sназад|just\snow)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_NUMERIC_DATE = re.compile(r"\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})")
_OUR_OWN = re.compile(
    r"by (?:our|a|the) (?:own |special |local |foreign )?"
    r"(?:reporters?|correspondents?|staff|newsroom|editors?|news team)\b"
    r"|(?:par|de) (?:notre|nos|la) (?:envoyée?s? |correspondante?s?|rédaction|journalistes?|équipe)"
    r"|von (?:unsere[mnr]|der) (?:\w+)?(?:korrespondent|reporter|redaktion|mitarbeiter)\w*"
    r"|(?:por|de) (?:nuestr[oa]s?|la|el) (?:corresponsal(?:es)?|redacción|enviad[oa]s?|periodistas?)\b"
    r"|(?:от )?(?:наш(?:и|его|их)?) (?:собственн\w+ )?корреспондент\w*$",
    re.IGNORECASE,
)
_SHIFTS = re.compile(
    r"\((?:now|earlier|jetzt|zuvor|früher|maintenant|plus tôt|ahora|antes|сейчас|ранее)\)", re.IGNORECASE
)
_TITLED = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’-]+\s){1,3}[A-ZÀ-Þ][\w'’-]+,\s(?:[A-Z][\w-]+\s){0,3}"
    r"(?:Reporter|Correspondent|Editor|Writer|Journalist|Columnist|Bureau Chief|Staff)"
)
"""A name with its office: "Gus Whitlow, News Reporter"."""
_HANDLES = re.compile(r"\s?[-–|/]?\s?@\w+")
_STRICT = frozenset({"de", "from", "text", "texto", "por", "par", "texte"})
"""Words that begin sentences too."""
NUMBERED = re.compile(
    r"(?:reports?|sitrep|updates?|bulletin|brief|communiqué|statement)\s(?P<number>(?:no\.?\s?|n°\s?|nr\.?\s?|#\s?)\d{1,4})"
    r"[\s,–—|(-]{1,4}(?:as of )?\d{1,2}\s[^\W\d_]{3,10}\s\d{4}",
    re.IGNORECASE,
)
"""The title of a report with its day behind it: "Quake in Herat - Situation Report #4 11 October 2023"."""
_ROLE = re.compile(
    r"\b(?:reporter|correspondent|editor|journalist|writer|columnist|author|freelance\w*|fellow|professor|lecturer|analyst|producer"
    r"|photographer|blogger|contributor|covers|writes|journaliste|correspondante?|rédact\w+|redakteur\w*|korrespondent\w*|autor\w*"
    r"|journalist\w*|periodista|corresponsal|redactor\w*|журналист\w*|корреспондент\w*|обозреватель)\b",
    re.IGNORECASE,
)
_NAME_IS = re.compile(
    r"[*_\s]*(?:(?:Dr|Prof|Professor|Sir|Dame)\.?\s)?((?:[^\W\d_a-z][\w.'’-]+\s){1,4})"
    r"(?:is|are|was|has|covers|writes|reports|joined|works|est|ist|arbeitet|berichtet|es|cubre|escribe|[–—-])\s"
)
_HANDLE = re.compile(
    r"(?:^|\s)@\w{3,}|\b(?:twitter|(?:follow|reach) (?:him|her|them|me)|can be (?:reached|contacted))\b",
    re.IGNORECASE,
)


def bylines(page: Page) -> Iterator[Mark]:
    """Mark lines that say who wrote the article and when."""
    last = page.prose[-1] if page.prose else -1
    early = page.prose[_EARLY] if len(page.prose) > _EARLY else len(page.blocks)
    for place, block in page.open:
        if block.count > _LONGEST:
            continue
        outside = place < early or place > last or not words_of("dates.telling").isdisjoint(block.words)
        if _is_signed(block) or (outside and is_dated(block)):
            yield Mark(place, "byline")


def is_dated(block: Block) -> bool:
    """Tell whether a line is a date or a time, with labels, names and an outlet at most."""
    if NUMBERED.search(block.text):
        return False
    month = not words_of("dates.months").isdisjoint(block.words) and any("0" in word for word in block.words)
    clock = _RELATIVE.search(block.text) or (block.count <= 8 and _CLOCK.search(block.text))
    if not (month or clock or _NUMERIC_DATE.search(block.text)):
        return False
    others = [word for word in _TOKEN.findall(block.text) if not _is_known(word)]
    return len(others) <= 8 and not any(word[0].islower() for word in others)


@cache
def _known() -> frozenset[str]:
    return frozenset().union(*(words_of(f"dates.{name}") for name in ("months", "days", "stamps", "roles", "by")))


def _is_known(word: str) -> bool:
    """Tell whether a word belongs to dates, times, labels or offices."""
    folded = _DIGITS.sub("0", word.lower().replace("’", "'").replace(".", ""))
    return folded in _known() or not folded.strip("0-") or folded.lstrip("0") in _known()


def _is_signed(block: Block) -> bool:
    """Tell whether a line is "By" and names, "By our reporters", or names one writer after the other."""
    if not block.closed and block.count <= 14 and (_OUR_OWN.match(block.text) or _SHIFTS.search(block.text)):
        return True
    if _TITLED.fullmatch(block.text):
        return True
    two, one = " ".join(block.words[:2]), " ".join(block.words[:1])
    first = two if two in words_of("dates.by") else one
    if first not in words_of("dates.by") or not 2 <= block.count <= 25:
        return False
    rest = _TOKEN.findall(_HANDLES.sub("", block.text))[len(first.split()) :]
    if not rest or rest[0][0].islower() or _is_said(block, rest):
        return False
    if any(word[0].islower() and not _is_known(word) for word in rest):
        return False
    names = sum(word[0].isalpha() and not word[0].islower() for word in rest)
    return names >= 2 and len(rest) <= 8 if first in _STRICT else names >= 1


def _is_said(block: Block, rest: list[str]) -> bool:
    """Tell whether a line ends as a sentence or a heading does, not as a name or a time."""
    ends = block.text[-1]
    return ends in ",:" or (ends in ".!?" and len(rest) > 4 and not block.text.endswith((" a.m.", " p.m.")))


def authors(page: Page) -> Iterator[Mark]:
    """Mark the paragraphs below an article that say who its author is."""
    signed = "\n".join(block.text for block in page.blocks if block.kind == "byline").casefold()
    for place in page.prose[len(page.prose) // 2 :] if len(page.prose) > 1 else ():
        block = page.blocks[place]
        named = _NAME_IS.match(block.text[:120]) if block.count <= _ABOUT else None
        if named and _ROLE.search(block.text[:240]) and _is_author(page, place, named[1].strip(), signed):
            yield Mark(place, "byline")


def _is_author(page: Page, place: int, name: str, signed: str) -> bool:
    """Tell whether a name is the author's: in the byline, or below the article and nowhere in it."""
    if name.casefold() in signed:
        return True
    below = page.prose[-3:]
    if place not in below or " " not in name:
        return False
    last = name.rsplit(maxsplit=1)[-1]
    alone = not any(last in page.blocks[at].text[:3000] for at in page.prose if at != place)
    return alone and (place == below[-1] or _HANDLE.search(page.blocks[place].text) is not None)
