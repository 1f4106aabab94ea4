"""Pile -> what happened when: the sentences of each day that say most, one a happening.

A date counts as a happening's when it is a single day, not later than the source's own publication, not the end of
something ("until 19 January"), and within the event: the days around the publication dates of most sources in which no
gap is longer than `GAP`, and around the later ones; around the earlier ones too where no such run holds half of the
sources, for then they follow a story that rests in between. Years, months and anniversaries are background; plans are
no happenings.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.model import Clarification, DateMention, Event, Extract, Period, Pile, Topic
from briefing.steps.choose import Chosen
from briefing.steps.compose import extract_of, number
from briefing.steps.happenings import dated, same_happenings, undated
from briefing.steps.moment import as_of
from briefing.steps.select import LEAST_FIT, select
from briefing.steps.understand import clarifications_of

GAP = 10  # days without any happening that part an event from its background
A_DAY = 3  # entries a day at most
ASIDE = 0.15  # below it a happening has nothing to do with what was asked
SAME = 0.4  # share of content words from which two sentences tell one happening


def timeline(pile: Pile, extracts: Mapping[int, Extract], chosen: Sequence[Chosen] = ()) -> tuple[Event, ...]:
    """Return the entries, oldest first.

    Args:
        pile: all sentences.
        extracts: those of the sections, by the index of their sentence; an entry takes one over with its id.
        chosen: the sections: what fits one of them goes before what a source happens to date as well.

    """
    mentions = _with_copies(pile, dated(pile))
    days = _event_days(pile, mentions)
    if not days:
        return ()
    kept = {index: mention for index, mention in mentions.items() if mention.first in days}
    topics = tuple(Topic(key=day.isoformat(), title="", sentences=2 * A_DAY) for day in days)
    about = _about(pile, chosen)
    fits = tuple(_fits([index for index, mention in kept.items() if mention.first == day], about) for day in days)
    numbers = number(pile.documents)
    told = same_happenings(pile, kept, aside=True)
    picked = select(_undated(pile, kept), topics, fits, (0.0,) * len(pile.sentences), repeats=SAME)
    indices = [index for picks in picked for index in sorted(_once([pick.index for pick in picks], told)[:A_DAY])]
    names = _names_of(pile, [index for index in indices if index not in extracts])
    events = [
        Event(
            date=kept[index].first,
            precision="day",
            basis=kept[index].basis,
            extract=extracts.get(index) or extract_of(pile, index, numbers, names[index]),
        )
        for index in indices
    ]
    return _numbered(events, len(extracts))


def _names_of(pile: Pile, indices: Sequence[int]) -> Mapping[int, tuple[Clarification, ...]]:
    """Return the brackets that say who "he" and "we" are; those with a day would only say again what stands beside."""
    found = clarifications_of(pile, indices)
    return {index: tuple(one for one in brackets if one.basis == "name") for index, brackets in found.items()}


def _about(pile: Pile, chosen: Sequence[Chosen]) -> tuple[float, ...]:
    """Return for each sentence how squarely it is about what was asked, up to 1; 1 where nothing was."""
    rows = [part.fits for part in chosen if any(part.fits)]
    if not rows:
        return (1.0,) * len(pile.sentences)
    return tuple(min(1.0, max(column)) for column in zip(*rows, strict=True))


def _fits(dated_so: Sequence[int], about: Sequence[float]) -> tuple[float, ...]:
    """Return how well each sentence fits a day: where some of that day are about what was asked, only those do."""
    asked = [index for index in dated_so if about[index] >= ASIDE]
    fits = [0.0] * len(about)
    for index in asked or dated_so:
        fits[index] = max(about[index], LEAST_FIT)
    return tuple(fits)


def _undated(pile: Pile, kept: Mapping[int, DateMention]) -> Pile:
    """Leave the dates out of the words by which sentences are compared: "last Sunday" may be "on 2 January"."""
    languages = {document.source.id: document.language for document in pile.documents}
    stems = list(pile.stems)
    for index in kept:
        sentence = pile.sentences[index]
        stems[index] = undated(sentence, pile.dates[index], languages[sentence.source])
    return replace(pile, stems=tuple(stems))


def _with_copies(pile: Pile, mentions: Mapping[int, DateMention]) -> Mapping[int, DateMention]:
    """Give a sentence of an undated source the day of the same words in a dated one."""
    dateless = {document.source.id for document in pile.documents if document.published is None}
    found = dict(mentions)
    for twins in pile.twins:
        known = next((mentions[index] for index in twins if index in mentions), None)
        if known is not None:
            found |= {index: known for index in twins if pile.sentences[index].source in dateless}
    return found


def _once(chosen: Sequence[int], told: Mapping[int, tuple[int, ...]]) -> list[int]:
    """Drop every sentence that tells what one before it has told, in other words."""
    kept: list[int] = []
    for index in chosen:
        if not set(kept) & set(told.get(index, ())):
            kept.append(index)
    return kept


def period_of(events: Sequence[Event]) -> Period | None:
    """Return the first and the last day that something happened on."""
    days = [event.date for event in events]
    return Period(first=min(days), last=max(days)) if days else None


def _event_days(pile: Pile, mentions: Mapping[int, DateMention]) -> tuple[dt.date, ...]:
    """Return the days of this event: the unbroken runs, with gaps of at most `GAP` days, that publication falls in."""
    stray = as_of(pile.documents, None)[1]
    published = [document.published for document in pile.documents if document.published and document not in stray]
    days = sorted({mention.first for mention in mentions.values()} | set(published))
    if not published:
        return ()
    runs: list[list[dt.date]] = [days[:1]]
    for day in days[1:]:
        if (day - runs[-1][-1]).days > GAP:
            runs.append([])
        runs[-1].append(day)
    about = Counter(place for place, run in enumerate(runs) for day in published if day in run)
    main = max(about, key=lambda place: (about[place], place))
    first = main if 2 * about[main] >= len(published) else 0
    return tuple(day for place in sorted(about) if place >= first for day in runs[place])


def _numbered(events: Sequence[Event], known: int) -> tuple[Event, ...]:
    """Give the extracts that stand in no section ids of their own, after those of the sections."""
    numbered = []
    for event in events:
        extract = event.extract
        if not extract.id:
            known += 1
            extract = replace(extract, id=f"E{known}")
        numbered.append(replace(event, extract=extract))
    return tuple(numbered)
