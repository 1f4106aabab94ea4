"""A count, its claimant and the dates around -> the day for which the count stands."""

import datetime as dt
import re
from collections.abc import Sequence

from briefing.model import Counting, DateMention, Quantity
from briefing.steps.figures.layout import Link
from briefing.steps.figures.reading import Read
from briefing.steps.figures.subjects import Phrase
from briefing.steps.figures.voices import Voice
from briefing.steps.figures.words import words

_DAY_WORDS = words("day_words")
_THEN = re.compile(
    r"\b(?:by then|(?:by|at) that time|at the time|that (?:day|morning|afternoon|evening|night)|the same day)\b",
    re.IGNORECASE,
)
_AT_FIRST = re.compile(r"\b(?:at first|had first|initially|originally)\s(?:[\w’'-]+\s){1,5}$", re.IGNORECASE)
_GIVEN = re.compile(r"(?:\s[\w’'-]+)?\s(?:published|released|announced|issued|given)(?:\s(?:on|late|early))?\s")
"""The 138 rescued persons published | yesterday."""
_ON = frozenset({"on", "late", "early"})
_BACK = 2  # sentences in which the day of "by then" is named
_TAKEN = frozenset({"detained", "evacuated", "rescued", "abducted", "released", "hospitalised", "intensive-care"})
"""What is done or found on a day: a toll stands for the day it was given, an arrest or a full ward for its own."""
_REPORTED = frozenset({"announced", "confirmed", "recorded", "registered", "reported"})
_REPORTING = _REPORTED | frozenset(["also", "been", "early", "had", "have", "late", "officially", "on", "was", "were"])
_PLACES = frozenset({"at", "during", "from", "in", "near", "out", "outside"})
_ELSEWHEN = frozenset({"after", "before", "since", "that", "when", "which", "who"})
_FAR = 8  # words of a place between what was done and its day
_HEADING = 9  # tokens of "Situation at 18:00 on Wednesday:"
_SAY = words("say")


def as_of(reads: Sequence[Read], at: int, link: Link, voice: Voice, counting: Counting) -> dt.date | None:
    """The day of "as of Monday" or "by then", a daily count's own day, else the day the count was given."""
    read = reads[at]
    days = [mention for start, _, mention in read.places() if mention.precision == "day" and not read.is_since(start)]
    stated = next((mention.last for mention in days if _states_as_of(read, mention)), None) or _then(reads, at, days)
    if stated is not None:
        return stated
    own = [mention for mention in days if mention.last != voice.said]
    phrase = read.layout.phrases[link.phrase]
    added = _added(read, phrase, own)
    if added is None and counting == "daily" and own:
        added = own[0].last
    if added is not None:
        return added
    if voice.said is not None:
        return voice.said
    return _period(days) or _done(read, link, voice)


def is_first_word(quantity: Quantity) -> bool:
    """ "which at first spoke of three deaths": a count that the same sentence leaves behind, of no known day."""
    return _AT_FIRST.search(quantity.sentence.text[: quantity.span.start - quantity.sentence.span.start]) is not None


def _states_as_of(read: Read, mention: DateMention) -> bool:
    before = [token.word for token in read.layout.tokens if token.end <= mention.span.start - read.sentence.span.start]
    if _heads(read, mention):
        return True
    while before and (before[-1] in _DAY_WORDS | {"on"} or before[-1][0].isdigit()):  # "as of 6 p.m. on Friday"
        before.pop()
    return before[-2:] in (["as", "of"], ["as", "at"], ["up", "to"]) or before[-1:] in (["by"], ["until"])


def _heads(read: Read, mention: DateMention) -> bool:
    """ "Situation at 18:00 on Wednesday: 14 dead": the day of a heading and its colon, in which nobody speaks."""
    base = read.sentence.span.start
    colon = next((at for at, token in enumerate(read.layout.tokens[:_HEADING]) if token.word == ":"), 0)
    heading = read.layout.words(0, colon)
    silent = _SAY.isdisjoint(heading) and all(phrase.first > colon for phrase in read.layout.phrases)
    return colon > 0 and silent and mention.span.end - base <= read.layout.tokens[colon].start


def _then(reads: Sequence[Read], at: int, days: Sequence[DateMention]) -> dt.date | None:
    """The day of "by then" or "earlier that day": the last that the sentences before name."""
    if days or not _THEN.search(reads[at].sentence.text):
        return None
    for read in reversed(reads[max(at - _BACK, 0) : at]):
        near = [mention.last for mention in read.dates if mention.precision == "day"]
        if near:
            return near[-1]
    return None


def _added(read: Read, phrase: Phrase, days: Sequence[DateMention]) -> dt.date | None:
    """The day of what comes on top of another count: "two more died on Thursday", "and another 120 on Sunday"."""
    if not phrase.amount.increment and read.layout.word(phrase.amount.last) != "more":
        return None
    base, start = read.sentence.span.start, read.layout.tokens[phrase.last - 1].end
    for mention in days:
        between = read.sentence.text[start : max(mention.span.start - base, start)].lower().split()
        if mention.span.start - base > start and not _ELSEWHEN & set(between) and not any(map(_is_cut, between)):
            return None if read.is_owner(mention.span.end - base) else mention.last
    return None


def _is_cut(word: str) -> bool:
    return word.endswith((",", ";", ":"))


def _period(days: Sequence[DateMention]) -> dt.date | None:
    """The last day of the one period that the sentence names: "between 10 and 12 March"."""
    return days[0].last if len(days) == 1 and days[0].first < days[0].last else None


def _done(read: Read, link: Link, voice: Voice) -> dt.date | None:
    """ "Three were detained on Thursday", "the toll stood at 44 on Tuesday", "two deaths were reported on Friday"."""
    standing = "toll" in link.trigger.forms
    taken = standing or (link.trigger.measure in _TAKEN and bool(link.trigger.forms & {"participle", "verb"}))
    last = read.layout.phrases[link.phrase].last
    end = read.layout.tokens[max(link.trigger.last, last) - 1].end
    for first, _, mention in read.places():
        if mention.precision != "day" or read.is_since(first):
            continue
        between = read.sentence.text[end:first].lower().split() if first >= end else ["-"]
        if _reaches(between, taken=taken, told=voice.name is not None):
            return mention.last
        if first >= end and _GIVEN.fullmatch(read.sentence.text[end:first]):
            return mention.last
    return None


def _reaches(between: Sequence[str], *, taken: bool, told: bool) -> bool:
    """Whether the words between a count and a day leave the day to the count."""
    if set(between) <= _ON:
        return taken
    if _REPORTED & set(between) and _REPORTING.issuperset(between):
        return not told
    place = between[0] in _PLACES and len(between) <= _FAR and "on" in between[-2:]
    return taken and place and not any(word.endswith((",", ";", "ed", "ing")) for word in between)
