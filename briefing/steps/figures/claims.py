"""A sentence's tokens -> who claims what it says, in the source's words, and where the claim is dated."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.steps.figures.layout import AUXILIARIES, BE, Layout
from briefing.steps.figures.subjects import MONTHS, QUOTES
from briefing.steps.figures.words import words

_SAY = words("say")
_SHOW = words("show")
_DATA = words("data")
_BY = words("by")
_INTRO = {
    "according": (["according", "to"],),
    "as": (["as", "per"],),
    "citing": (["citing"],),
    "quoting": (["quoting"],),
    "in": (["in", "the", "words", "of"],),
}
_SKIP = words("skip")
_DAYS = words("days")
_EDGES = QUOTES | words("edges")
_OPENERS = words("openers")
_PRONOUNS = frozenset(["it", "he", "she", "they"])
_NOBODY = _PRONOUNS | words("nobody")
_NOUNS = words("say_nouns")
_AFTER_NOUN = words("after_say_nouns")
_BEFORE_NOUN = frozenset({"the", "a", "an", "these", "those", "no", "of", "some", "other"})
_LONGEST = 22
_DATED_WITHIN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claimant at tokens[first:last]; the claiming verb or preposition at tokens[verb]."""

    first: int
    last: int
    verb: int
    side: str
    """ "before": the claimed follows; "after": it came before; "either"."""
    pronoun: bool = False


def find_claims(layout: Layout) -> tuple[Claim, ...]:
    """Find who is said to say what, from left to right."""
    claims: list[Claim] = []
    for at in range(len(layout.tokens)):
        claim = _introduced(layout, at) or _said(layout, at)
        if claim is None or claim.last <= claim.first:
            continue
        if not claims or claim.first >= claims[-1].last or claim.first == claims[-1].first:
            claims.append(claim)
    return tuple(claims)


def governing(claims: Sequence[Claim], first: int, last: int) -> Claim | None:
    """The claim that governs tokens[first:last]: the nearest that opens before, else the nearest that closes after."""
    before = [claim for claim in claims if claim.side != "after" and max(claim.verb, claim.last) <= first]
    after = [claim for claim in claims if claim.side != "before" and min(claim.first, claim.verb) >= last]
    openers = [claim for claim in before if claim.side == "before"]
    if openers:
        return openers[-1]
    if after:
        return after[0]
    return before[-1] if before else None


def dated(layout: Layout, claim: Claim) -> tuple[int, int]:
    """The characters in which a date would be the claim's own: "said on Thursday", "On Friday, police said"."""
    first, last = min(claim.first, claim.verb), max(claim.last, claim.verb + 1)
    stop = last
    before = layout.word(claim.verb - 1) == "had"  # "had reported 40 deaths on Monday"
    while stop < len(layout.tokens) and stop - last < _DATED_WITHIN and not _ends_dating(layout, stop, before):
        stop += 1
    start = first
    while start > 0 and first - start < 5 and layout.word(start - 1) not in {";", ":", "that", "and"} | QUOTES:
        start -= 1
    if start > 0:  # a date before the claimant is the claim's own only at the opening of the sentence
        start = first
    return layout.tokens[start].start, layout.tokens[stop - 1].end


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
            last = _forward(layout, first)
            return Claim(first=first, last=last, verb=at, side="either", pronoun=layout.word(first) in _PRONOUNS)
    if layout.word(at) in _BY and layout.word(at + 1) == "by":
        return Claim(first=at + 2, last=_forward(layout, at + 2), verb=at, side="either")
    return None


def _said(layout: Layout, at: int) -> Claim | None:
    word = layout.word(at)
    first, last = at, at
    if (word in _SAY and not _says_nothing(layout, at)) or (
        word in {"put", "puts", "putting"}
        and {"toll", "number", "figure", "tally", "count", "total"} & set(layout.words(at + 1, at + 6))
    ):
        first, last = _backward(layout, at)
    elif word in _SHOW:
        first, last = _backward(layout, at)
        last = last if _DATA & set(layout.words(first, last)) else first
    else:
        return None
    if last > first:
        return Claim(
            first=first, last=last, verb=at, side=_side(layout, first, at), pronoun=layout.word(first) in _PRONOUNS
        )
    return _inverted(layout, at)


def _says_nothing(layout: Layout, at: int) -> bool:
    """ "is estimated to", "reported missing", "admitted to hospital", "claimed the lives of", "United States"."""
    if layout.tokens[at].text[0].isupper() and at > 0:
        return True
    if layout.word(at).endswith("ed") and BE & set(layout.words(at - 2, at)):
        return True
    if any(trigger.first == at + 1 for trigger in layout.triggers) and layout.word(at) != "said":
        return True
    if layout.word(at) in _NOUNS and (
        layout.word(at + 1) in _AFTER_NOUN | AUXILIARIES or layout.word(at - 1) in _BEFORE_NOUN
    ):
        return True
    if layout.word(at + 1) == "to" and layout.word(at) in {"admitted", "added"}:
        return True
    return layout.word(at) in {"claimed", "claims"} and bool(
        {"lives", "life", "responsibility"} & set(layout.words(at + 1, at + 8))
    )


def _inverted(layout: Layout, at: int) -> Claim | None:
    """ ", said the mayor", "reported Sputnik"."""
    if layout.word(at) not in {"said", "says", "reported", "reports", "added", "confirmed", "wrote"}:
        return None
    if layout.word(at - 1) not in QUOTES | {",", "—", "–"}:
        return None
    last = _forward(layout, at + 1)
    starts = layout.word(at + 1)
    if starts in _DAYS | {"that", "in", "at", "to", "it"} or _counts_many(layout, at + 1):
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


def _forward(layout: Layout, first: int) -> int:
    """Where the claimant that begins at `first` ends."""
    at = first
    while at < len(layout.tokens) and at - first < _LONGEST:
        word = layout.word(at)
        if word in _EDGES - {"with"} | {"."} or (word in _DAYS and at > first) or (word in BE and at > first):
            break
        if word in _SAY | _SHOW | {"put"} and layout.word(at + 1) != "by" and at > first:
            break
        if word in {"on", "in", "late", "early"} and layout.word(at + 1) in MONTHS | _DAYS:
            break
        at += 1
    while at > first and layout.word(at - 1) in {"and", "in", "on", "a", "the"}:
        at -= 1
    return at


def _backward(layout: Layout, verb: int) -> tuple[int, int]:
    """The claimant that ends before the verb."""
    last = verb
    while last > 0 and _skipped(layout, last - 1):
        last -= 1
    if layout.word(last - 1) in {"which", "who"} and layout.word(last - 2) == ",":
        return _trimmed(layout, _boundary(layout, last - 2), last - 2), last - 2
    if layout.word(last - 1) == "," and last > 1:
        return _apposition(layout, last - 1) or (last, last)
    first = _boundary(layout, last)
    first = _trimmed(layout, first, last)
    if last - first == 1 and layout.word(first) in _NOBODY - _PRONOUNS:
        return last, last
    return first, last


def _skipped(layout: Layout, at: int) -> bool:
    word = layout.word(at)
    if word in _SKIP or word in MONTHS or (word.endswith("ly") and word not in {"family", "italy", "assembly"}):
        return True
    return word[:1].isdigit() and len(word) < 5 and layout.word(at - 1) in MONTHS | {"on"}


def _boundary(layout: Layout, last: int) -> int:
    first = last
    while (
        first > 0
        and last - first < _LONGEST
        and (layout.word(first - 1) not in _EDGES or _describes(layout, first - 1, last))
    ):
        word = layout.word(first - 1)
        if word == "and" and not _coordinates(layout, first - 1):
            break
        if word in _SAY and last - first > 0:
            break
        if (
            word == "."
            and layout.word(first) != ""
            and layout.word(first - 2) not in {"st", "mr", "mrs", "dr", "gen", "col", "lt", "sgt", "maj"}
        ):
            break
        first -= 1
    return first


def _describes(layout: Layout, at: int, last: int) -> bool:
    """Whether a "that" or "which" opens a clause about the claimant: "a group that monitors arrests said"."""
    verb, before = layout.word(at + 1), layout.word(at - 1)
    return (
        layout.word(at) in {"that", "which", "who"}
        and last - at > 2
        and verb.endswith(("s", "ed"))
        and before not in _SAY | QUOTES | {","}
    )


def _coordinates(layout: Layout, at: int) -> bool:
    """Whether an "and" joins two claimants ("police and medics said") and not two clauses."""
    for back in range(at - 1, at - 5, -1):
        if back < 0 or layout.word(back) in _EDGES:
            return True
        if _is_content(layout, back):
            return False
    return False


def _is_content(layout: Layout, at: int) -> bool:
    """Whether a place belongs to what is claimed rather than to a claimant ("rescue", "toll" may be in a name)."""
    stated = {"participle", "verb", "ing"}
    spans = [(trigger.first, trigger.last) for trigger in layout.triggers if trigger.forms & stated]
    spans += [(phrase.first, phrase.last) for phrase in layout.phrases]
    return any(first <= at < last for first, last in spans)


def _trimmed(layout: Layout, first: int, last: int) -> int:
    """Drop "In Lima" from "In Lima the mayor": what opens with a preposition ends before the last article."""
    while first < last and (layout.word(first) in _DAYS or layout.word(first) in {"and", "meanwhile", "however"}):
        first += 1
    if layout.word(first) not in _OPENERS:
        return first
    articles = [
        at
        for at in range(first + 1, last)
        if layout.word(at) in {"the", "a", "an"} and layout.word(at - 1) not in _OPENERS
    ]
    return articles[-1] if articles else last


def _apposition(layout: Layout, comma: int) -> tuple[int, int] | None:
    """ "Ana Ruiz, head of the agency, said": all of it; "the ministry, which had erred, said": the name alone."""
    opening = next((at for at in range(comma - 1, max(comma - _LONGEST, 0), -1) if layout.word(at) == ","), 0)
    if opening == 0:
        return None
    first = _trimmed(layout, _boundary(layout, opening), opening)
    if first == opening:
        return None
    if layout.word(opening + 1) in {"which", "who", "whose"}:
        return first, opening
    content = any(_is_content(layout, at) for at in range(opening + 1, comma))
    return None if content else (first, comma)
