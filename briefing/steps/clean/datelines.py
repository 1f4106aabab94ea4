"""Page -> marks: the place, day and agency before the first sentence, so that the body starts at the sentence."""

import re
from collections.abc import Iterator

from briefing.steps.clean.lines import Mark, Page

_LONGEST = 160
"""Characters of a dateline."""
_CITY = r"[A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ.'’-]+(?:[ /]{1,2}[A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ.'’-]+){0,4}"
_NAME = r"[A-ZÀ-ÞА-ЯЁ][^\W\d_]+(?:[ .'’/-]{1,2}[^\W\d_]+){0,4}"
_REGION = r"(?:,\s[A-ZÀ-Þ][\w.]*(?:[ -][A-ZÀ-Þ]?[\w.]+){0,3})?"
_DAY = (
    r"(?:,?\s\(?(?:[^\W\d_]{3,10},?\s)?(?:[^\W\d_]{3,10}\.?\s\d{1,2}(?:st|nd|rd|th)?"
    r"|\d{1,2}(?:\.|er|st|nd|rd|th)?\s(?:de\s)?[^\W\d_]{3,10}\.?)(?:,?\s\d{4})?\)?)"
)
_AGENCY = r"\s?[(\[](?:[A-ZÀ-ÞА-ЯЁ]|dpa|epd|sda|ots|kna|dapd)[\w .,/&’'-]{0,40}[)\]]"
_DASH = r"\s?(?:--|[-–—―]|:)+(?=\s)"
_TIGHT = r"(?:—|--)(?=[A-ZÀ-Þ“\"])"
_ARABIC = r"[\u0621-\u064a]{2,20}"
_DATELINES: tuple[re.Pattern[str], ...] = (
    re.compile(rf"(?:{_CITY}|{_NAME}){_REGION}{_DAY}?{_AGENCY}\.?(?:{_DASH}|\s(?=[A-ZÀ-ÞА-ЯЁ“\"«])|\.?\s?[-–—]\s?)"),
    re.compile(rf"{_CITY}{_REGION}{_DAY}?\s?[-–—]\s[A-ZА-ЯЁ][\w. ]{{1,30}}[.:]\s?[-–—]?(?=\s)"),
    re.compile(rf"{_CITY}{_REGION}{_DAY}?(?:{_DASH}|\.\s/[A-ZА-Я]{{2,12}}/\.|\.\s[A-ZА-Я]{{2,12}}\.?\s?[-–—])"),
    re.compile(rf"{_CITY}{_REGION}{_DAY}?{_TIGHT}"),
    re.compile(rf"{_CITY}{_REGION}\s?(?:--|—)\s?\([^()\n]{{2,30}}\)\s?(?:--|—)"),
    re.compile(rf"{_NAME}{_REGION},?{_DAY}(?:,?\s?[-–—]{{1,2}}|:|\.\s?[-–—])(?=\s)"),
    re.compile(rf"\({_NAME}{_REGION}{_DAY}?\)\s?(?:--|[-–—])(?=\s)"),  # "(Port Ellery, 3 May 2031) – " of reports
    re.compile(
        r"[(\[](?:CNN|Reuters|AP|AFP|UPI|dpa|EFE|Xinhua|Bloomberg|ANI|PTI|IANS|Agencies|Sputnik|TASS"
        r"|sda|SDA|apa|APA|ats|ATS|ots|epd|kna|afp|ANSA|Lusa|Belga|Europa Press)(?:\s[A-Z]\w+)?[)\]]"
        r"\s?[-–—:]{0,2}(?=\s)"
    ),
    re.compile(r"[А-ЯЁ][а-яё-]{2,30}\.\s\d{1,2}\s[а-яё]{3,8}\.\s[A-ZА-ЯЁ][\w.]{2,20}\s?[-–—](?=\s)"),
    re.compile(
        rf"{_ARABIC}(?:[ /،]{{1,2}}{_ARABIC}){{0,4}}\s?(?:\([\u0621-\u064a. ]{{2,30}}\)|[-–—]\s?"
        r"(?:رويترز|فرانس برس|[أا]\s?\.?ف\s?\.?ب|د\s?\.?ب\s?\.?أ|الأناضول|وكالات))\s?[-–—:](?=\s)"
    ),  # of a script without capitals
)
_PLACE_DASH = re.compile(rf"{_NAME}{_REGION}\s(?:[-–—]|--)\s(?=[A-ZÀ-ÞА-ЯЁ“\"«\d])")
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH_NAME = r"[A-Z][a-z]{2,8}\.?"
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY},? (?:{_MONTH_NAME} \d{{1,2}}|\d{{1,2}} {_MONTH_NAME}),? \d{{4}}\s{{0,2}}(?=[A-ZÀ-Þ“\"«])"
)
"""The day of publication glued to the first sentence: "Tuesday, March 7, 2017The river ..."."""
_ITEM = re.compile(r"(\d{1,2})[.)]\s{1,3}(?=[A-ZÀ-ÞА-ЯЁ“\"«„])")
_ITEMS = 3
"""Paragraphs numbered one after the other, at least."""
_LABELS = re.compile(
    r"(?:update|breaking|exclusive|analysis|opinion|watch|video|live|note|explainer|photos?|background|correction|editor|q|a|by)\b",
    re.IGNORECASE,
)


def find_dateline(text: str, *, loose: bool = False) -> int:
    """Return where the dateline at the start of a text ends, 0 where there is none.

    Args:
        text: a paragraph.
        loose: take "Nairobi - Police ..." for one, though it has no agency, day or capitals.

    """
    head = text[:_LONGEST]
    if _LABELS.match(head):
        return 0
    for pattern in (*_DATELINES, _PLACE_DASH) if loose else _DATELINES:
        match = pattern.match(head)
        if match and len(text) > match.end() + 20:
            return match.end()
    return 0


def datelines(page: Page) -> Iterator[Mark]:
    """Mark the datelines: at the start of the article, and further down where they name an agency."""
    for rank, place in enumerate(page.prose):
        block = page.blocks[place]
        day = _DAY_FIRST.match(block.text) if rank == 0 else None
        if day and len(block.text) > day.end() + 20:
            yield Mark(place, "dateline", block.start, block.start + len(day[0].rstrip()))
        elif rank < 3 or "(" in block.text[:80]:
            end = find_dateline(block.text, loose=rank == 0)
            if end:
                yield Mark(place, "dateline", block.start, block.start + len(block.text[:end].rstrip()))


def numbers(page: Page) -> Iterator[Mark]:
    """Mark the numbers of paragraphs that are numbered one after the other: "4. The chairman ..."."""
    found = {place: int(match[1]) for place, block in page.open if block.prose and (match := _ITEM.match(block.text))}
    run: list[int] = []
    for place in (*found, None):
        if place is not None and (not run or found[place] == found[run[-1]] + 1):
            run.append(place)
            continue
        for at in run if len(run) >= _ITEMS else ():
            block = page.blocks[at]
            yield Mark(at, "furniture", block.start, block.start + len(str(found[at])) + 1)
        run = [] if place is None else [place]
