"""A count's place among the sentences -> whose account it is, and the day that account was given."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from briefing.steps.figures.claimants import subject
from briefing.steps.figures.claims import dated, going_on, governing
from briefing.steps.figures.identity import is_official
from briefing.steps.figures.layout import Claim, Link
from briefing.steps.figures.reading import Read
from briefing.steps.figures.words import words

_BACK = words("back")
_PERSONS = frozenset({"he", "she"})
_LATER = frozenset({"later", "meanwhile", "now", "since", "subsequently"})
_OWNERS = frozenset({"his", "her", "its", "their"})
_BODIES = words("bodies")
_BACK_FOR_PRONOUN, _BACK_FOR_NAME = 3, 40  # sentences


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose account, and the day it was given where the text says so."""

    name: str | None
    said: dt.date | None


def voice_of(reads: Sequence[Read], at: int, link: Link) -> Voice:
    """The claimant that governs a link of the sentence at `at`, from that sentence or from those around it."""
    read = reads[at]
    phrase = read.layout.phrases[link.phrase]
    first, last = min(phrase.first, link.trigger.first), max(phrase.last, link.trigger.last)
    if any(_between(claim, link.trigger.last, phrase.first) for claim in read.claims):
        first = phrase.first  # "Police say six died; doctors put the figure at nine"
    claim = governing(read.claims, first, last) or going_on(read.layout, read.claims, first)
    if claim is not None:
        return _resolved(reads, at, claim)
    return _quoted(reads, at) or _carried(reads, at) or Voice(None, None)


def _between(claim: Claim, first: int, last: int) -> bool:
    """Whether somebody else is named between the verb that is understood again and what he counts."""
    return claim.side == "before" and first <= claim.first and max(claim.last, claim.verb + 1) <= last


def _resolved(reads: Sequence[Read], at: int, claim: Claim) -> Voice:
    """A claimant; where it is "it" or "the ministry", the fuller name from before."""
    name, said = reads[at].text(claim.first, claim.last), _day(reads[at], claim)
    spoken = _words(reads[at], claim)
    nearest = _same_sentence(reads[at], claim)
    if nearest and not claim.pronoun:
        (read, owner), *_ = nearest
        return Voice(read.text(owner.first, owner.last), said)
    if not claim.pronoun and (spoken[0] != "the" or len(spoken) != 2):
        return Voice(name, said)
    if claim.pronoun and not nearest and (body := _acting(reads[at], claim)):
        return Voice(body, said)
    if claim.pronoun and not nearest and (name_before := _acting_before(reads, at, spoken[0])):
        return Voice(name_before, said)
    earlier_ones = _before(reads, at, _BACK_FOR_PRONOUN if claim.pronoun else _BACK_FOR_NAME)
    for back, earlier in chain(nearest, earlier_ones):
        fuller = _words(back, earlier)
        if spoken[0] in _PERSONS and _head(fuller) in _BODIES:
            continue  # no ministry is "she"
        if claim.pronoun or (len(fuller) > 2 and spoken[-1] in fuller):
            near = back.sentence.paragraph == reads[at].sentence.paragraph and not _is_newer(reads[at], claim)
            return Voice(back.text(earlier.first, earlier.last), said or (_day(back, earlier) if near else None))
    return Voice(None if claim.pronoun else name, said)


def _acting_before(reads: Sequence[Read], at: int, pronoun: str) -> str | None:
    """Who the sentence right before is about, where nobody speaks in it: "Minister Karl Weiss came. | He said"."""
    if at == 0 or reads[at - 1].claims or reads[at - 1].sentence.paragraph != reads[at].sentence.paragraph:
        return None
    read = reads[at - 1]
    first, last = subject(read.layout, len(read.layout.tokens))
    tokens = read.layout.tokens[first:last]
    body = bool(_BODIES & {token.word for token in tokens}) or is_official(" ".join(token.word for token in tokens))
    named = len(tokens) > 1 and all(token.text[0].isupper() for token in tokens[-2:])
    fits = named and not _BODIES & {token.word for token in tokens} if pronoun in _PERSONS else body
    return read.text(first, last) if fits and tokens else None


def _is_newer(read: Read, claim: Claim) -> bool:
    """Whether a claim says that it came after the one before: "It has since put the number at two"."""
    return bool(_LATER & set(read.layout.words(claim.last, claim.verb)))


def _same_sentence(read: Read, claim: Claim) -> list[tuple[Read, Claim]]:
    """The named claimant that a pronoun or "his office" stands for: "a nurse told the radio that she had counted"."""
    named = [one for one in read.claims if not one.pronoun and max(one.last, one.verb) <= claim.first]
    bound = claim.pronoun or read.layout.word(claim.first) in _OWNERS
    return [(read, named[-1])] if bound and named else []


def _acting(read: Read, claim: Claim) -> str | None:
    """The body whose deed the sentence opens with: "The coastguard picked up nine men; twelve are lost, it said"."""
    stop = next((at for at in range(claim.first) if read.layout.word(at) == ";"), claim.first)
    first, last = subject(read.layout, stop)
    words = set(read.layout.words(first, last))
    body = bool(words & _BODIES) or is_official(" ".join(words))
    return read.text(first, last) if last > first and body else None


def _head(name: Sequence[str]) -> str:
    """The word that says who it is: the nurse of "a nurse at the hospital"."""
    ends = (at for at, word in enumerate(name) if at and word in {"at", "of", "in", "for", "from", ","})
    return name[next(ends, len(name)) - 1]


def _words(read: Read, claim: Claim) -> list[str]:
    return read.layout.words(claim.first, claim.last)


def _before(reads: Sequence[Read], at: int, reach: int) -> Iterator[tuple[Read, Claim]]:
    """The named claimants of the sentences before, the nearest first."""
    for read in reversed(reads[max(at - reach, 0) : at]):
        for claim in reversed(read.claims):
            if not claim.pronoun:
                yield read, claim


def _day(read: Read, claim: Claim) -> dt.date | None:
    """The day of a claim: the one that follows its verb, else one that stands before."""
    start, end = dated(read.layout, claim)
    verb = read.layout.tokens[claim.verb].start
    days = [
        (first < verb, mention.last)
        for first, last, mention in read.places()
        if mention.precision == "day"
        and start <= first
        and last <= end
        and not read.is_owner(last)
        and not read.is_since(first)
        and not _is_aside(read, claim, first)
    ]
    return min(days, key=lambda day: day[0])[1] if days else None


def _is_aside(read: Read, claim: Claim, start: int) -> bool:
    """Whether a day is told of the claimant by the way: "the mayor, who came on Monday, said"."""
    between = range(claim.last, claim.verb)
    return any(read.layout.word(at) in {"who", "which"} and read.layout.tokens[at].end <= start for at in between) and (
        start < read.layout.tokens[claim.verb].start
    )


def _quoted(reads: Sequence[Read], at: int) -> Voice | None:
    """Inside a quotation that runs on, the claimant named where it ends, or where it began."""
    if not _open(reads[at].sentence.text):
        return None
    if _closes(reads[at].sentence.text):
        return _opened(reads, at)
    for ahead in range(at + 1, min(at + 5, len(reads))):
        if reads[ahead].sentence.paragraph - reads[at].sentence.paragraph > 1:
            return None
        if reads[ahead].claims:
            return _resolved(reads, ahead, reads[ahead].claims[0])
    return None


def _open(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


def _closes(text: str) -> bool:
    """Whether the one straight quotation mark of a sentence ends words that began before it: 'Nine are lost."'."""
    return text.count('"') == 1 and text.rstrip().endswith('"')


def _opened(reads: Sequence[Read], at: int) -> Voice | None:
    """The claimant of the sentence in the same paragraph that a quotation began in."""
    for back in range(at - 1, max(at - 6, -1), -1):
        if reads[back].sentence.paragraph != reads[at].sentence.paragraph:
            return None
        if _open(reads[back].sentence.text):
            claims = reads[back].claims
            return _resolved(reads, back, claims[-1]) if claims else None
    return None


def _carried(reads: Sequence[Read], at: int) -> Voice | None:
    """A sentence that goes on from the one before ("Another 12 ...", "Of those ...") has its claimant."""
    read = reads[at]
    if at == 0 or reads[at - 1].sentence.paragraph != read.sentence.paragraph or not reads[at - 1].claims:
        return None
    follows = read.layout.word(0) in _BACK or read.layout.words(0, 2) == ["a", "further"]
    return _resolved(reads, at - 1, reads[at - 1].claims[-1]) if follows else None
