"""A document's sentences -> the quantities they state: what, of whom, how many, by whose account, as of when."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.model import Counting, DateMention, Document, Quantity, Sentence, Span
from briefing.steps.figures.asof import as_of
from briefing.steps.figures.bare import bare
from briefing.steps.figures.doubts import is_uncertain
from briefing.steps.figures.history import is_historical, is_past
from briefing.steps.figures.languages import LONGEST, plain_quantities
from briefing.steps.figures.layout import Layout, Link
from briefing.steps.figures.links import find_links
from briefing.steps.figures.measures import Trigger
from briefing.steps.figures.reading import Read, read_sentence
from briefing.steps.figures.retractions import is_retraction
from briefing.steps.figures.subjects import Phrase
from briefing.steps.figures.voices import Voice, voice_of
from briefing.steps.figures.whom import is_counted, subject_of
from briefing.steps.figures.words import words
from briefing.steps.standalone.corrupt import is_corrupt

_DAILY = re.compile(
    r"\b(?:overnight|(?-i:daily)|past day|\w{0,6}(?:day|night|week|month|hours) alone"
    r"|in (?:a single|one) (?:day|night)|(?:past|last|previous|in) 24 hours)\b",
    re.IGNORECASE,
)
_BACK = words("back")
_HELD = {"hostages": "abducted", "captives": "abducted", "patients": "hospitalised"}
_TOTALS = words("totals")

_GRAVES = frozenset({"cemetery", "churchyard", "grave", "graves"})
_WARDS = frozenset({"hospital", "hospitals", "clinic", "clinics", "ward", "wards"})
_HURT = frozenset({"injured", "wounded", "hurt", "casualties"})


def find_quantities(
    document: Document, sentences: Sequence[Sentence], dates: Mapping[int, Sequence[DateMention]]
) -> tuple[Quantity, ...]:
    """Return the counted quantities of one document's sentences, in their order; of other languages the plain ones."""
    if document.language != "en":
        return plain_quantities(document, sentences, dates)
    now = document.published or max((mention.last for found in dates.values() for mention in found), default=None)
    short = [sentence for sentence in sentences if len(sentence.text) <= LONGEST]
    reads = [read_sentence(sentence, dates.get(sentence.index, ())) for sentence in short]
    quantities: list[Quantity] = []
    past, last, recent = False, None, None
    for at, read in enumerate(reads):
        linked = find_links(read.layout)
        every = [*linked, *bare(read.layout, read.claims, linked, last, recent)]
        links = [link for link in every if is_counted(read.layout, link, every)]
        links = [] if links and is_corrupt(read.sentence.text) else links
        last = _main(links)
        recent = last or recent
        old = {link for link in links if is_historical(read.layout, link, read.places(), now)}
        goes_on = past and read.layout.word(0) in _BACK  # "In 1999 a quake struck. It killed 200."
        past = goes_on or bool(old) or is_past(read.layout, read.places(), now)
        if not links and is_retraction(read.layout):
            _take_back(quantities, read.sentence)
        if not goes_on:
            quantities += _quantities(reads, at, [link for link in links if link not in old], document.published)
    return tuple(_named(document, quantity) for quantity in _without_local_zeros(quantities))


def _main(links: Sequence[Link]) -> Trigger | None:
    """What a sentence counts, where it is one thing: "The union says 30" may go on from it."""
    whole = [link.trigger for link in links if not link.part]
    return whole[-1] if len({trigger.measure for trigger in whole}) == 1 else None


def _without_local_zeros(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Drop "Nobody was hurt" where the same document counts the hurt: it speaks of one scene, nobody says which."""
    counted = {quantity.measure for quantity in quantities if quantity.high != 0}
    unhurt = {"people"} if "killed" in counted else set()  # where some died, nobody was hurt in one scene
    if not counted.isdisjoint({"killed", "injured", "missing"}):
        counted.add("casualties")  # "no casualties were reported" on another shore
    return [
        quantity
        for quantity in quantities
        if quantity.high != 0
        or (quantity.measure not in counted and (quantity.measure != "injured" or quantity.subject not in unhurt))
    ]


def _take_back(quantities: list[Quantity], sentence: Sentence) -> None:
    """Mark what the sentence before has counted as withdrawn: "It later withdrew the figure."."""
    for at in range(len(quantities) - 1, -1, -1):
        if quantities[at].sentence.index != sentence.index - 1:
            return
        quantities[at] = replace(quantities[at], withdrawn=True)


def _named(document: Document, quantity: Quantity) -> Quantity:
    """Name who says "we": the outlet, where the source has one."""
    own = (quantity.attributed_to or "").lower() in {"we", "our"}
    return replace(quantity, attributed_to=document.publisher) if own and document.publisher else quantity


def _quantities(reads: Sequence[Read], at: int, links: Sequence[Link], published: dt.date | None) -> list[Quantity]:
    """One quantity for each measure and place, however many words say it."""
    found: dict[tuple[str, Span], Quantity] = {}
    for link in links:
        quantity = _quantity(reads, at, link, links, published)
        found.setdefault((quantity.measure, quantity.span), quantity)
    return _with_day(list(found.values()), published)


def _with_day(quantities: list[Quantity], published: dt.date | None) -> list[Quantity]:
    """Give a running total the day of the new cases beside it: "45 more died on Monday, taking the toll to 80"."""
    return [
        replace(quantity, as_of=day)
        if quantity.counting == "total" and quantity.as_of == published and (day := _day_beside(quantity, quantities))
        else quantity
        for quantity in quantities
    ]


def _day_beside(total: Quantity, quantities: Sequence[Quantity]) -> dt.date | None:
    """The day of what a total has grown by: of a daily count, or of what was added to it before."""
    for new in quantities:
        added = new.counting == "part" and new.part_of is None and new.span < total.span
        grown = new.counting == "daily" or (added and (new.low or 0) < (total.low or 0))
        if new.measure == total.measure and grown:
            return new.as_of
    return None


def _quantity(reads: Sequence[Read], at: int, link: Link, links: Sequence[Link], published: dt.date | None) -> Quantity:
    read = reads[at]
    layout, phrase = read.layout, read.layout.phrases[link.phrase]
    voice = voice_of(reads, at, link)
    counting = _counting(read, link, links)
    amount = phrase.amount
    return Quantity(
        sentence=read.sentence,
        span=_span(read, phrase),
        measure=_measure(layout, link),
        subject=subject_of(read, link, links),
        low=amount.low,
        high=amount.high,
        approximate=amount.approximate or is_uncertain(layout, link),
        as_of=_day(reads, at, link, voice, counting, published),
        attributed_to=voice.name,
        counting=counting,
        part_of=None if link.head is None else _span(read, layout.phrases[link.head]),
        withdrawn=is_retraction(layout),
    )


def _measure(layout: Layout, link: Link) -> str:
    """What a link counts: hostages and patients who are held are nobody's detainees, nor in a ward merely hurt."""
    noun = layout.phrases[link.phrase if link.head is None else link.head].noun
    named = layout.words(*noun) if noun else []
    if link.trigger.measure == "detained":
        return next((_HELD[word] for word in named if word in _HELD), "detained")
    return "hospitalised" if _is_in_ward(layout, link) and not _HURT & set(named) else link.trigger.measure


def _is_in_ward(layout: Layout, link: Link) -> bool:
    """Tell "the hospital is treating 34", "34 are still treated in the hospital" from "had treated 34"."""
    at = link.trigger.first
    word, before = layout.word(at), layout.word(at - 1)
    lasting = word == "treating" or (word == "treated" and before in {"being", "still", "currently"})
    return lasting and bool(_WARDS & set(layout.words(0, len(layout.tokens))))


def _day(
    reads: Sequence[Read], at: int, link: Link, voice: Voice, counting: Counting, published: dt.date | None
) -> dt.date | None:
    """The day of a count, else that of publication and never a later one: "this week" has not ended."""
    day = as_of(reads, at, link, voice, counting)
    return min(day, published) if day and published else day or published


def _span(read: Read, phrase: Phrase) -> Span:
    start, tokens = read.sentence.span.start, read.layout.tokens
    return Span(start=start + tokens[phrase.first].start, end=start + tokens[phrase.last - 1].end)


def _counting(read: Read, link: Link, links: Sequence[Link]) -> Counting:
    phrase = read.layout.phrases[link.phrase]
    if link.part or _is_buried(read.layout, link):
        return "part"
    if _is_running(read.layout, link):
        return "total"
    if _DAILY.search(read.sentence.text) or "new" in read.layout.words(phrase.amount.last, phrase.last + 1):
        return "daily"
    if _is_among(read.layout, link, links):
        return "part"
    before = [other for other in links if other.phrase < link.phrase]
    first = not before or any(
        other.trigger.measure == link.trigger.measure for other in before
    )  # "killed 12 and injured 30 more", "one was killed and another injured" count nobody twice
    amount = phrase.amount
    more = (amount.increment and (first or not amount.bare)) or (
        first and "more" in read.layout.words(amount.last, amount.last + 1)
    )
    return "part" if more else "total"


def _is_buried(layout: Layout, link: Link) -> bool:
    """Whether a count is of graves: those "buried in mass graves" are some of the dead, not a rival toll."""
    return layout.word(link.trigger.first) == "buried" and layout.word(link.trigger.last - 1) in _GRAVES


def _is_among(layout: Layout, link: Link, links: Sequence[Link]) -> bool:
    """Whether a running total beside it holds a count: "raised the toll to 44 after nine bodies were found"."""
    phrase = layout.phrases[link.phrase]
    for other in links:
        toll = layout.phrases[other.phrase]
        fewer = (phrase.amount.low or 0) < (toll.amount.low or 0) and other.trigger.measure == link.trigger.measure
        between = layout.words(*sorted((toll.last, phrase.first)))
        if fewer and _is_running(layout, other) and {"after", "as", "when"} & set(between):
            return True
    return False


def _is_running(layout: Layout, link: Link) -> bool:
    """Whether a count goes on growing: "two died overnight, bringing the toll to nine"."""
    first = layout.phrases[link.phrase].first
    before = layout.words(first - 4, first)
    return "toll" in link.trigger.forms or (before[-1:] in (["to"], ["at"]) and bool(_TOTALS & set(before)))
