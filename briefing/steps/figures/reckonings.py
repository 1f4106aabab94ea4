"""A place in a sentence -> whose count stands there though nobody says it: "by our count", "57 listed by us"."""

from collections.abc import Sequence

from briefing.steps.figures.claimants import DAYS, SAY, backward, forward
from briefing.steps.figures.identity import is_official
from briefing.steps.figures.layout import AUXILIARIES, Claim, Layout
from briefing.steps.figures.subjects import MONTHS
from briefing.steps.figures.words import words

RECKONINGS = words("reckonings")
_NUMBERS = words("put_what")
_BODIES = words("bodies")
_BY = words("by")
_BEFORE = frozenset({"by", "in", "on"})
_STANDING = words("standing")
_TURNS = frozenset({",", ";", "and", "but", "while"})
_STOPS = frozenset({",", ".", ";", ""})
_REACH = 7  # words from "by" to "count"
_AGENT = 5  # words from "listed" to "by": "listed as missing by"


def reckoning(layout: Layout, at: int) -> Claim | None:
    """Return the claim without a verb of saying that a place opens or closes."""
    return _agent(layout, at) or _by_count(layout, at) or _own_count(layout, at) or _official(layout, at)


def gapped(layout: Layout, claims: Sequence[Claim]) -> list[Claim]:
    """ "Norland counted 14 dead soldiers and Sudland 11": whoever stands before the number claims it."""
    found = []
    for phrase in layout.phrases[1:]:
        last = phrase.first
        lead = next((at for at in range(last - 2, max(last - _REACH, 0), -1) if layout.word(at) in _TURNS), None)
        plain = phrase.noun is None and not phrase.amount.bare and layout.word(phrase.last) in _STOPS
        if lead is None or not plain or not any(claim.side == "before" and claim.verb < lead for claim in claims):
            continue
        if _may_count(layout, lead + 1, last):
            found.append(Claim(first=lead + 1, last=last, verb=last - 1, side="before"))
    return found


def _may_count(layout: Layout, first: int, last: int) -> bool:
    """Whether a name or a body stands here, and nothing else."""
    words = layout.words(first, last)
    if set(words) & (SAY | AUXILIARIES | {"to"}):
        return False
    named = all(token.text[0].isupper() for token in layout.tokens[first:last]) and not set(words) & (DAYS | MONTHS)
    body = words[0] == "the" and len(words) > 1 and (bool(_BODIES & set(words)) or is_official(" ".join(words)))
    return named or body


def ours(layout: Layout) -> tuple[Claim, ...]:
    """ "We have recorded 12 deaths": the outlet's own count, where no other claimant is named."""
    if layout.word(0) != "we" or layout.word(1) not in {"have", "had"} | SAY:
        return ()
    return (Claim(first=0, last=1, verb=1, side="before"),)


def is_given(layout: Layout, at: int) -> bool:
    """Whether a number that ends here is somebody's: "57 acknowledged by the ministry"."""
    return layout.word(at) in _BY and layout.word(at + 1) == "by"


def _agent(layout: Layout, at: int) -> Claim | None:
    """ "confirmed by the army", "57 acknowledged as injured by the ministry"."""
    if layout.word(at) not in _BY:
        return None
    near = layout.words(at + 1, at + 1 + (_AGENT if layout.word(at + 1) == "as" else 1))
    if "by" not in near:
        return None
    by = at + 1 + near.index("by")
    own = any(phrase.last == at and phrase.noun is None for phrase in layout.phrases)  # "40 hurt, 57 listed by"
    verb = by if near[0] == "as" and not own else at
    return Claim(first=by + 1, last=forward(layout, by + 1), verb=verb, side="own" if own else "either")


def _by_count(layout: Layout, at: int) -> Claim | None:
    """ "by the union's count", "by the police tally", "by the count of the union", "by our count"."""
    if layout.word(at) not in _BEFORE:
        return None
    for last in range(at + 2, at + _REACH):
        if layout.word(last) not in RECKONINGS:
            continue
        if layout.word(last + 1) == "of" and last == at + 2:
            return Claim(first=last + 2, last=forward(layout, last + 2), verb=at, side="either")
        if layout.word(last - 1) == "our":
            return Claim(first=last - 1, last=last, verb=at, side="either")
        if _is_owned(layout, last) or is_official(" ".join(layout.words(at + 1, last))):
            return Claim(first=at + 1, last=last + 1, verb=at, side="either")
    return None


def _own_count(layout: Layout, at: int) -> Claim | None:
    """ "The charity's own count stood at 74", "the army's tally, 51 dead, omits"; not "the storm's tally"."""
    if layout.word(at) not in RECKONINGS or not _is_owned(layout, at) or layout.word(at + 1) not in _STANDING:
        return None
    first, _ = backward(layout, at)
    owner = [word.removesuffix("'s").removesuffix("'") for word in layout.words(first, at)]
    known = "own" in owner or bool(_BODIES & set(owner)) or is_official(" ".join(owner))
    introduced = _BEFORE & set(layout.words(first - 1, at))
    return Claim(first=first, last=at + 1, verb=at, side="before") if known and first < at and not introduced else None


def _is_owned(layout: Layout, at: int) -> bool:
    return layout.word(at - 1).endswith(("'s", "s'", "own"))


def _official(layout: Layout, at: int) -> Claim | None:
    """ "the official toll": the claimant has no other name."""
    if layout.word(at) != "official" or layout.word(at + 1) not in _NUMBERS | {"death"}:
        return None
    return Claim(first=at, last=at + 1, verb=at, side="before")
