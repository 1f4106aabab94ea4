"""A document's sentences -> the quantities they state: what, of whom, how many, by whose account, as of when."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from briefing.model import Counting, DateMention, Document, Quantity, Sentence, Span
from briefing.steps.count_words import words
from briefing.steps.doubts import is_doubtful, is_uncertain
from briefing.steps.history import is_historical
from briefing.steps.layout import Layout, Link
from briefing.steps.links import find_links
from briefing.steps.reading import Read, read_sentence
from briefing.steps.subjects import Phrase
from briefing.steps.voices import Voice, voice_of

LONGEST = 1500
"""Characters: beyond them a "sentence" is a table or junk, and nothing is read from it."""

_DAILY = re.compile(
    r"\b(?:overnight|daily|alone|in (?:a single|one) (?:day|night)|(?:past|last|previous|in) 24 hours|past day)\b",
    re.IGNORECASE,
)
_WITHDRAWN = words("withdrawn")
_CRIME = words("crime")
_BACK = words("back")
_DAY_WORDS = words("day_words")


def find_quantities(
    document: Document, sentences: Sequence[Sentence], dates: Mapping[int, Sequence[DateMention]]
) -> tuple[Quantity, ...]:
    """Return the counted quantities of one document's sentences, in their order; so far of English text only."""
    if document.language != "en":
        return ()
    now = document.published or max((mention.last for found in dates.values() for mention in found), default=None)
    short = [sentence for sentence in sentences if len(sentence.text) <= LONGEST]
    reads = [read_sentence(sentence, dates.get(sentence.index, ())) for sentence in short]
    quantities: list[Quantity] = []
    past = False
    for at, read in enumerate(reads):
        every = find_links(read.layout)
        links = [link for link in every if _counts(read, link, every)]
        old = {link for link in links if _old(read, link, now)}
        past = bool(old) or (past and read.layout.word(0) in _BACK)  # "In 1999 a quake struck. It killed 200."
        if not (past and read.layout.word(0) in _BACK):
            quantities += _quantities(reads, at, [link for link in links if link not in old], now)
    return tuple(quantities)


def _counts(read: Read, link: Link, links: Sequence[Link]) -> bool:
    """Whether a link is a count of this measure at all."""
    layout, phrase = read.layout, read.layout.phrases[link.phrase]
    single = layout.word(phrase.amount.core) in {"a", "an"} and phrase.amount.bare
    if single and (link.trigger.measure != "killed" or _CRIME & set(layout.words(0, link.trigger.first))):
        return False
    return _fits(layout, link, links) and not is_doubtful(layout, link)


def _fits(layout: Layout, link: Link, links: Sequence[Link]) -> bool:
    phrase = layout.phrases[link.phrase]
    noun = phrase.noun is not None and not (
        "noun" in link.trigger.forms and phrase.noun[1] >= link.trigger.first and link.object
    )
    group = phrase.group if noun else _inherited(layout, link, links)[1]
    if link.trigger.kind == "thing":
        return group == "thing" and not phrase.amount.bare
    if group in {"thing", "animal", "unit"}:
        return False
    if link.trigger.kind == "force":
        return group in {"security", "rescuers", "medical"} or (
            group == "workers" and "engineer" in _noun_text(layout, phrase)
        )
    if layout.word(link.trigger.first) in {"eliminated", "neutralised", "neutralized"}:
        return group in {"fighters", "protesters", "security"}
    return not link.trigger.weak or bool(group)


def _noun_text(layout: Layout, phrase: Phrase) -> str:
    return "" if phrase.noun is None else " ".join(layout.words(*phrase.noun))


def _inherited(layout: Layout, link: Link, links: Sequence[Link]) -> tuple[Phrase | None, str]:
    """What an amount without a noun counts: the noun of the count before it in this sentence."""
    if ("noun" in link.trigger.forms and link.object) or "toll" in link.trigger.forms:
        return None, ""
    bound = sorted({other.phrase for other in links if other.phrase < link.phrase}, reverse=True)
    for phrase in (layout.phrases[at] for at in bound):
        if (
            phrase.noun is not None
            and phrase.group not in {"unit", "animal"}
            and (phrase.group == "thing") == (link.trigger.kind == "thing")
        ):
            return phrase, phrase.group
    return None, ""


def _old(read: Read, link: Link, now: dt.date | None) -> bool:
    places = [
        (mention.span.start - read.sentence.span.start, mention.span.end - read.sentence.span.start, mention)
        for mention in read.dates
    ]
    return is_historical(read.layout, link, places, now)


def _quantities(reads: Sequence[Read], at: int, links: Sequence[Link], now: dt.date | None) -> list[Quantity]:
    """One quantity for each measure and place, however many words say it."""
    found: dict[tuple[str, Span], Quantity] = {}
    for link in links:
        quantity = _quantity(reads, at, link, now)
        found.setdefault((quantity.measure, quantity.span), quantity)
    return list(found.values())


def _quantity(reads: Sequence[Read], at: int, link: Link, now: dt.date | None) -> Quantity:
    read = reads[at]
    layout, phrase = read.layout, read.layout.phrases[link.phrase]
    voice = voice_of(reads, at, link)
    counting = _counting(read, link)
    amount = phrase.amount
    return Quantity(
        sentence=read.sentence,
        span=_span(read, phrase),
        measure=link.trigger.measure,
        subject=_subject(read, link, links),
        low=amount.low,
        high=amount.high,
        approximate=amount.approximate or is_uncertain(layout, link),
        as_of=_as_of(read, voice, counting) or now,
        attributed_to=voice.name,
        counting=counting,
        part_of=None if link.head is None else _span(read, layout.phrases[link.head]),
        withdrawn=bool(_WITHDRAWN & set(layout.words(0, len(layout.tokens)))),
    )


def _span(read: Read, phrase: Phrase) -> Span:
    start, tokens = read.sentence.span.start, read.layout.tokens
    return Span(start=start + tokens[phrase.first].start, end=start + tokens[phrase.last - 1].end)


def _subject(read: Read, link: Link, links: Sequence[Link]) -> str:
    layout, phrase = read.layout, read.layout.phrases[link.phrase]
    first, last = phrase.noun or (0, 0)
    if "noun" in link.trigger.forms and link.object:
        cases = layout.word(link.trigger.last - 1) == "cases"
        return read.text(phrase.amount.last, link.trigger.last) if cases else "people"
    if phrase.noun is None:
        source, _ = _inherited(layout, link, links)
        first, last = source.noun if source is not None and source.noun else (0, 0)
    return read.text(first, last) or "people"


def _counting(read: Read, link: Link) -> Counting:
    phrase = read.layout.phrases[link.phrase]
    if link.part:
        return "part"
    if _DAILY.search(read.sentence.text) or "new" in read.layout.words(phrase.amount.last, phrase.last + 1):
        return "daily"
    more = phrase.amount.increment or "more" in read.layout.words(phrase.amount.last, phrase.amount.last + 1)
    return "part" if more else "total"


def _as_of(read: Read, voice: Voice, counting: Counting) -> dt.date | None:
    """The day the count stands for: "as of Monday", a daily count's own day, else the day it was given."""
    days = [mention for mention in read.dates if mention.precision == "day"]
    for mention in days:
        if _states_as_of(read, mention):
            return mention.last
    if counting == "daily" and days and voice.said is None:
        return days[0].last
    return voice.said


def _states_as_of(read: Read, mention: DateMention) -> bool:
    before = [token.word for token in read.layout.tokens if token.end <= mention.span.start - read.sentence.span.start]
    while before and before[-1] in _DAY_WORDS:
        before.pop()
    return before[-2:] in (["as", "of"], ["as", "at"]) or before[-1:] in (["by"], ["until"])
