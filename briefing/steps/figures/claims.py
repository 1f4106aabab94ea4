"""A sentence's tokens -> who claims what it says, in the source's words, and where the claim is dated."""

from collections.abc import Sequence

from briefing.steps.figures.claimants import (
    DAYS,
    OPENERS,
    PRONOUNS,
    SAY,
    SHOW,
    backward,
    before_verb,
    doer,
    forward,
    is_inserted,
    is_number,
    speaker,
    subject,
)
from briefing.steps.figures.identity import is_official
from briefing.steps.figures.layout import AUXILIARIES, BE, Claim, Layout
from briefing.steps.figures.reckonings import RECKONINGS, gapped, ours, reckoning
from briefing.steps.figures.subjects import MONTHS, QUOTES
from briefing.steps.figures.words import words

_DATA = words("data")
_INTRO = {
    "according": (["according", "to"],),
    "as": (["as", "per"],),
    "citing": (["citing"],),
    "quoting": (["quoting"],),
    "in": (["in", "the", "words", "of"],),
}
_FOLLOWED = dict.fromkeys(("spoke", "speaks", "speak", "spoken"), "of") | dict.fromkeys(
    ("maintain", "maintains", "maintained"), "that"
)
_UNSIGNED = frozenset({"independent", "local", "media", "official", "press", "unofficial"})
_INVERTED = frozenset({"said", "say", "says", "reported", "reports", "added", "confirmed", "wrote"})
_BLAME = frozenset({"blame", "blames", "blamed"})
_ASCRIBE = frozenset({"attribute", "attributes", "attributed", "ascribes", "ascribed", "links", "linked"})
_ADMIT = frozenset({"admits", "admitted", "admit"})
_CARERS = words("carers")
_PUT = words("put")
_RAISE = words("raise")
_NUMBERS = words("put_what")
_TELLING = words("telling")
_NOUNS = words("say_nouns")
_AFTER_NOUN = words("after_say_nouns")
_BEFORE_NOUN = words("before_noun")
_TURNS = frozenset({"while", "but", "whereas", "although", "though", "however"})
_DATED_WITHIN = 10
_LABELLED = 2  # words of a label and its colon
_BARE_OPENING = 5  # of them, where no preposition opens the sentence
_OPENING = 8  # words before a claimant that may date what it says: "At a press conference on Monday, the minister"


def find_claims(layout: Layout) -> tuple[Claim, ...]:
    """Find who is said to say what, from left to right."""
    claims: list[Claim] = []
    for at in range(len(layout.tokens)):
        claim = _introduced(layout, at) or _said(layout, at)
        if claim is None or claim.last <= claim.first or _is_attribute(layout, claim, claims):
            continue
        if (
            not claims
            or claim.first >= claims[-1].last
            or claim.first == claims[-1].first
            or _is_apart(claim, claims[-1])
        ):
            claims.append(claim)
    return tuple(sorted([*claims, *gapped(layout, claims)], key=lambda claim: claim.verb)) or ours(layout)


def _is_attribute(layout: Layout, claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether "official" only says of what sort a claimant's figures are: "the ministry gave official figures"."""
    known = bool(claims) and claims[-1].side == "before" and claim.first - claims[-1].verb < _BARE_OPENING
    return known and layout.words(claim.first, claim.last) == ["official"]


def _is_apart(claim: Claim, last: Claim) -> bool:
    """Whether a claimant stands before the last one: "the agency, | citing the mayor, | said"."""
    return claim.last <= last.first and claim.verb > last.first


def governing(claims: Sequence[Claim], first: int, last: int) -> Claim | None:
    """The claim that governs tokens[first:last]: the nearest that opens before, else the nearest that closes after."""
    own = [claim for claim in claims if claim.side == "own" and first < claim.verb <= last]
    if own:
        return own[-1]
    before = [claim for claim in claims if claim.side in {"before", "either"} and max(claim.verb, claim.last) <= first]
    after = [claim for claim in claims if claim.side in {"after", "either"} and min(claim.first, claim.verb) >= last]
    openers = [claim for claim in before if claim.side == "before"]
    if openers:
        return openers[-1]
    if after:
        return after[0]
    return before[-1] if before else None


def going_on(layout: Layout, claims: Sequence[Claim], first: int) -> Claim | None:
    """The claim that closed before tokens[first] and goes on: "Six died, police said, and 12 were hurt"."""
    spent = [claim for claim in claims if max(claim.verb + 1, claim.last) <= first]
    if not spent or _TURNS & set(layout.words(max(spent[-1].verb, spent[-1].last), first)):
        return None
    return spent[-1]


def dated(layout: Layout, claim: Claim) -> tuple[int, int]:
    """The characters in which a date would be the claim's own: "said on Thursday", "On Friday, police said"."""
    first, last = min(claim.first, claim.verb), max(claim.last, claim.verb + 1)
    stop = last
    before = (
        layout.word(claim.verb - 1) == "had"
        or _bare_object(layout, claim)
        or layout.word(claim.verb) in _RAISE | RECKONINGS
    )  # "had reported 40 deaths on Monday"
    while stop < len(layout.tokens) and stop - last < _DATED_WITHIN and not _ends_dating(layout, stop, before):
        stop += 1
    stop = _behind_aside(layout, stop)
    start = first
    while start > 0 and first - start < _OPENING and layout.word(start - 1) not in {";", ":", "that", "and"} | QUOTES:
        start -= 1
    if start == _LABELLED and layout.word(start - 1) == ":":  # "Yesterday: the army said"
        start = 0
    long = first > _BARE_OPENING and layout.word(0) not in OPENERS
    if start > 0 or long:  # a date before the claimant is the claim's own only at the opening of the sentence
        start = first
    return layout.tokens[start].start, layout.tokens[stop - 1].end


def _behind_aside(layout: Layout, stop: int) -> int:
    """Where a dating ends that stands behind an aside: "said Dr Ines Falk, the head of the clinic, | on Tuesday"."""
    if layout.word(stop) != ",":
        return stop
    end = next((at for at in range(stop + 2, stop + _DATED_WITHIN) if layout.word(at) == ","), stop)
    day = end + 1 + (layout.word(end + 1) == "on")
    plain = SAY.isdisjoint(layout.words(stop, end)) and layout.word(day) in DAYS
    return day + 1 if end > stop and plain else stop


def _bare_object(layout: Layout, claim: Claim) -> bool:
    """ "admitted to 40 on Monday"."""
    near = range(claim.verb + 1, claim.verb + 4)
    return any(phrase.first in near and layout.word(phrase.last) in DAYS for phrase in layout.phrases)


def _ends_dating(layout: Layout, at: int, over_content: bool) -> bool:
    word = layout.word(at)
    if word in {",", ";", ":", "that", ".", "after", "as", "while", "when", "and", "—", "–"} | QUOTES:
        return True
    content = not over_content and any(phrase.first == at for phrase in layout.phrases)
    return content and layout.word(at - 1) not in MONTHS | {"on"}


def _introduced(layout: Layout, at: int) -> Claim | None:
    """ "according to the ministry", "confirmed by the army"."""
    for opening in _INTRO.get(layout.word(at), ()):
        if layout.words(at, at + len(opening)) == opening:
            first = at + len(opening)
            last = forward(layout, first)
            return Claim(first=first, last=last, verb=at, side="either", pronoun=layout.word(first) in PRONOUNS)
    return reckoning(layout, at)


def _said(layout: Layout, at: int) -> Claim | None:
    word = layout.word(at)
    first, last = at, at
    if _adds(layout, at):
        first, last = subject(layout, at)
    elif _claims(layout, at):
        first, last = speaker(layout, at)
        if layout.word(last - 1) == "and":  # "Police made 57 arrests and said"
            first, last = doer(layout, last - 1, at)
        noun = layout.word(first) in {"a", "an"} or layout.word(at - 1).endswith(("'s", "s'"))
        if word in {"estimate", "count", "claim", "report"} and noun:
            return None  # "calls it an early estimate", "dismissed the hospital's count"
        if layout.word(first - 1) == "told" or (word in _RAISE and not _gives_counts(layout, first, last)):
            return None  # "told reporters his deputies had counted six": who told it
        last = before_verb(layout, first, last)
        last = at + 1 if last - first == 1 and layout.word(first) in _UNSIGNED and word in _NOUNS else last
        summed = word in _PUT and any(
            first <= phrase.first < last and not phrase.amount.bare for phrase in layout.phrases
        )
        last = first if summed else last  # "adding the six contractors gives a toll of 17"
    elif word in SHOW:
        first, last = backward(layout, at)
        last = last if _DATA & set(layout.words(first, last)) else first
    else:
        return None
    if last > first and not is_number(layout, first, last):
        return Claim(
            first=first, last=last, verb=at, side=_side(layout, first, at), pronoun=layout.word(first) in PRONOUNS
        )
    return _inverted(layout, at)


def _claims(layout: Layout, at: int) -> bool:
    """Whether a verb of claiming stands here: "said", "spoke of", "admitted to 12", "put the toll at"."""
    word, after = layout.word(at), layout.word(at + 1)
    if word in _ADMIT and after == "to":
        number = at + 2 + (layout.word(at + 2) == "losing")
        return _counts_many(layout, number) and BE.isdisjoint(layout.words(at - 2, at))
    if word in SAY:
        return not _says_nothing(layout, at) and not _takes_in(layout, at)
    if word in _FOLLOWED:
        return after == _FOLLOWED[word]
    if word in _BLAME | _ASCRIBE:
        return _blames(layout, at)
    if word == "report":
        return layout.word(at - 1) not in _BEFORE_NOUN and (after == "that" or _counts_many(layout, at + 1))
    return word in _PUT | _RAISE and bool(
        _NUMBERS & set(layout.words(at + 1, at + 6)) or layout.words(at + 1, at + 3) == ["it", "at"]
    )


def _blames(layout: Layout, at: int) -> bool:
    """ "blames the heat for 14 deaths", "attributes 14 deaths to the heat"; not "was blamed for 14 deaths"."""
    if layout.word(at) in _ASCRIBE:
        return _counts_many(layout, at + 1)
    near = layout.words(at + 2, at + _DATED_WITHIN)
    counted = "for" in near and _counts_many(layout, at + 3 + near.index("for"))
    return counted and BE.isdisjoint(layout.words(at - 2, at))


def _gives_counts(layout: Layout, first: int, last: int) -> bool:
    """Whether a subject may give counts: "the ministry raised the toll to 12", not "the find raised the toll"."""
    named = any(token.text[0].isupper() for token in layout.tokens[max(first, 1) : last])
    return named or layout.word(first) in PRONOUNS or is_official(" ".join(layout.words(first, last)))


def _takes_in(layout: Layout, at: int) -> bool:
    """ "admitted 41 people" and nothing more, or by a clinic: to hospital."""
    admits = layout.word(at) in _ADMIT and layout.starting(at + 1) is not None
    if admits and _CARERS & set(layout.words(0, at)):
        return True
    return admits and not any(at < trigger.first < at + _DATED_WITHIN for trigger in layout.triggers)


def _adds(layout: Layout, at: int) -> bool:
    """Whether a participle goes on for the subject of the clause: "gave a darker account, telling the radio that"."""
    return layout.word(at) in _TELLING and layout.word(at - 1) == ","


def _says_nothing(layout: Layout, at: int) -> bool:
    """ "is estimated to", "reported missing", "admitted to hospital", "claimed the lives of", "United States"."""
    if (layout.tokens[at].text[0].isupper() and at > 0) or any(
        phrase.amount.last <= at < phrase.last for phrase in layout.phrases
    ):
        return True  # "United States", "96 registered guests"
    passive = bool((BE | {"an"}) & set(layout.words(at - 2, at)))
    if layout.word(at).endswith("ed") and (passive or layout.word(at - 1) in _BEFORE_NOUN):
        return True  # "the number of confirmed infections"
    if any(trigger.first == at + 1 for trigger in layout.triggers) and layout.word(at) != "said":
        return True
    if (
        layout.word(at) in _NOUNS
        and not is_inserted(layout, at)
        and (
            (layout.word(at + 1) in _AFTER_NOUN | AUXILIARIES and not _counts_many(layout, at + 1))
            or layout.word(at - 1) in _BEFORE_NOUN
        )
    ):
        return True
    if (layout.word(at + 1) == "to" and layout.word(at) in {"admitted", "added"}) or (
        layout.words(at - 1, at + 1) == ["as", "saying"]
    ):
        return True
    return layout.word(at) in {"claimed", "claims"} and bool(
        {"lives", "life", "responsibility", "victims"} & set(layout.words(at + 1, at + 8))
    )


def _inverted(layout: Layout, at: int) -> Claim | None:
    """ ", said the mayor", "reported Sputnik"."""
    if layout.word(at) not in _INVERTED:
        return None
    if layout.word(at - 1) not in QUOTES | {",", "—", "–"}:
        return None
    last = forward(layout, at + 1)
    starts = layout.word(at + 1)
    if starts in DAYS | {"that", "in", "at", "to", "it"} or _counts_many(layout, at + 1):
        return None
    return Claim(first=at + 1, last=last, verb=at, side="after")


def _counts_many(layout: Layout, at: int) -> bool:
    return any(phrase.first == at and not phrase.amount.bare for phrase in layout.phrases)


def _side(layout: Layout, first: int, verb: int) -> str:
    """After, where a comma or a quotation mark stands before the claimant and nothing claimed follows the verb."""
    if layout.word(first - 1) not in QUOTES | {",", "—", "–"} or first == 0:
        return "before"
    for at in range(verb + 1, min(verb + 10, len(layout.tokens) + 1)):
        word = layout.word(at)
        if word == "that" or any(phrase.first <= at < phrase.last for phrase in layout.phrases):
            return "before"
        if word in {"", ",", ".", ";", ":", "after", "as", "while", "adding", "but"} | QUOTES:
            return "after"
    return "before"
