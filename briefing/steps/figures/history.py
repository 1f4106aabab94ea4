"""A linked amount and the sentence's dates -> whether it is another time's count: "the 1976 quake killed 23,000"."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from briefing.model import DateMention
from briefing.steps.figures.layout import Layout, Link
from briefing.steps.figures.words import words

FAR = dt.timedelta(days=180)
"""A day or month so long before publication is another event's."""
_YEAR_PAST = dt.timedelta(days=60)
"""So is a bare year that ended so long before publication."""
_OLDEST, _NEWEST = 1000, 2100
_SINCE = frozenset({"since", "from"})
_RECORDS = words("records")
_MARKS = words("segment_marks")
_OPENERS = words("time_openers")
_PERIODS = words("periods")
_SPANS = frozenset({"years", "decade", "decades", "century", "centuries"})
_RECENT = words("days") | {"day", "days", "hour", "hours", "month", "night", "week", "weekend", "weeks"}
_HANGERS = frozenset({"when", "where", "which"})
_OPENING = 12  # words of an opening phrase before its comma, at most


def is_historical(
    layout: Layout, link: Link, dates: Sequence[tuple[int, int, DateMention]], published: dt.date | None
) -> bool:
    """Whether the clause speaks of another time; `dates` are mentions with their stretch of the sentence."""
    places, hung = _scope(layout, link)
    if (hung and _ranks(layout, link)) or _long_ago([layout.word(at) for at in places]):
        return True
    if published is None:
        return False
    if _RECORDS & set(layout.words(0, len(layout.tokens))) and is_past(layout, dates, published):
        return True
    inside = {layout.tokens[at].start for at in places}
    far = [start for start, _, mention in dates if start in inside and mention.last < published - FAR]
    years = [layout.tokens[at].start for at in places if _is_past_year(layout.tokens[at].text, published)]
    return any(hung or not _since(layout, start) for start in far + years)


def _ranks(layout: Layout, link: Link) -> bool:
    """Whether a clause hangs on an older event: "the worst since 1987, when 200 died"."""
    phrase = layout.phrases[link.phrase]
    before = layout.words(0, min(phrase.first, link.trigger.first))
    if any(word == "last" and after not in _SPANS | _PERIODS | _RECENT for word, after in pairwise(before)):
        return any(_is_year(word) for word in before)  # "last saw such a flood in 1998, when 40 drowned"
    return "since" in before and bool(_RECORDS & set(before[: len(before) - before[::-1].index("since")]))


def is_past(layout: Layout, dates: Sequence[tuple[int, int, DateMention]], published: dt.date | None) -> bool:
    """Whether a whole sentence speaks of another time and of no other."""
    if published is None or any(mention.last >= published - FAR for _, _, mention in dates):
        return False
    starts = [start for start, _, mention in dates]
    starts += [token.start for token in layout.tokens if _is_past_year(token.text, published)]
    return bool(starts) and not any(_since(layout, start) for start in starts)


def _since(layout: Layout, start: int) -> bool:
    """Whether a time is the beginning of one that runs on: "the worst since 1986", "since the storm of 1986"."""
    at = next(i for i, token in enumerate(layout.tokens) if token.start >= start)
    ended = layout.word(at - 1) == "from" and layout.word(at + 1) == "to"  # "from 2010 to 2015"
    return not ended and bool(_SINCE & set(layout.words(at - 6, at)))


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit() and _OLDEST <= int(text) <= _NEWEST


def _is_past_year(text: str, published: dt.date) -> bool:
    year = text.removesuffix("s") if len(text) == 5 else text  # the 1980s
    return _is_year(year) and int(year) < (published - _YEAR_PAST).year


def _long_ago(near: Sequence[str]) -> bool:
    for at, word in enumerate(near):
        if word in _SPANS and {"past", "last"} & set(near[max(at - 2, 0) : at]):
            return True
    for back, word in pairwise(near):
        if (back, word) == ("world", "war"):
            return True
        if word in {"ago", "earlier", "before"} and back in _PERIODS:
            return True
        if word == "century" and back not in {"this", "21st"}:
            return True
        if back == "last" and word.removesuffix("'s") in {"year", "century", "decade"}:
            return True
    return False


def _scope(layout: Layout, link: Link) -> tuple[list[int], bool]:
    """The places of the clause, its opening phrase included, and whether a "when" or "which" hangs it on another."""
    phrase = layout.phrases[link.phrase]
    first, last = min(phrase.first, link.trigger.first), max(phrase.last, link.trigger.last)
    while last < len(layout.tokens) and layout.word(last) not in _MARKS:
        last += 1
    start = _segment(layout, first)
    hung = not _HANGERS.isdisjoint(layout.words(start, first))
    while start > 0 and _leans(layout, start, first):
        start = first = _segment(layout, start - 1)
    hung = hung or not _HANGERS.isdisjoint(layout.words(start, first))
    if (hung or "ing" in link.trigger.forms) and start > 0:
        start = _segment(layout, start - 1)
    return [*range(_opening(layout, start)), *range(start, min(last, len(layout.tokens)))], hung


def _leans(layout: Layout, start: int, first: int) -> bool:
    """Whether a segment has its time from the one before: "12 dead | and 30 homeless", "in 2015, | 12 died"."""
    if layout.word(start - 1) not in {"and", ","}:
        return False
    dated = layout.word(start - 1) == "," and layout.word(start - 3) == "in" and layout.word(start - 2).isdigit()
    told = layout.word(start - 1) == "," and layout.word(start).endswith("ing")  # "in the tenth century, killing 12"
    return start == first or dated or told or layout.word(start) == "with"


def _segment(layout: Layout, at: int) -> int:
    while at > 0 and layout.word(at - 1) not in _MARKS:
        at -= 1
    return at


def _opening(layout: Layout, start: int) -> int:
    """Where the phrase of time that opens the sentence ends: "In June 2004, three vessels and ..."; 0 without one."""
    comma = next((at for at in range(min(_OPENING, start)) if layout.word(at) == ","), 0)
    if layout.word(0) not in _OPENERS and layout.word(comma - 1) not in {"ago", "earlier"}:
        return 0
    turns = {"which", "who", "said", "says", ";", "but", "while", "when"} & set(layout.words(comma, start))
    return 0 if turns else comma
