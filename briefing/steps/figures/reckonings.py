"""A place in a sentence -> whose count stands there though nobody says it: "by our count", "57 listed by us"."""

from collections.abc import Sequence

from briefing.steps.figures.claimants import DAYS, SAY, backward, forward
from briefing.steps.figures.identity import is_official
from briefing.steps.figures.layout import AUXILIARIES, BE, Claim, Layout
from briefing.steps.figures.subjects import DETERMINERS, MONTHS
from briefing.steps.figures.words import words

RECKONINGS = words("reckonings")
_NUMBERS = words("put_what")
_BODIES = words("bodies")
_BY = words("by")
_CLAIMS = frozenset({"claim", "claims", "report", "reports"})
_BEFORE = frozenset({"by", "in", "on"})
_STANDING = words("standing")
_TURNS = frozenset({",", ";", "and", "but", "while"})
_STOPS = frozenset({",", ".", ";", ""})
_REACH = 7  # words from "by" to "count"
_QUOTED = 10  # words from "quoted" to "as saying"
_AGENT = 5  # words from "listed" to "by": "listed as missing by"


def reckoning(layout: Layout, at: int) -> Claim | None:
    """Return the claim without a verb of saying that a place opens or closes."""
    return _agent(layout, at) or _by_count(layout, at) or _own_count(layout, at) or _official(layout, at)


def gapped(layout: Layout, claims: Sequence[Claim]) -> list[Claim]:
    """ "Norland counted 14 dead soldiers and Sudland 11": whoever stands before the number claims it."""
    found = []
    for phrase in layout.phrases[1:]:
        put = layout.word(phrase.first - 1) == "at"  # "police put it at 90, organisers at 200"
        last = phrase.first - put
        lead = next((at for at in range(last - 2, max(last - _REACH, 0), -1) if layout.word(at) in _TURNS), 0)
        plain = phrase.noun is None and not phrase.amount.bare and layout.word(phrase.last) in _STOPS
        said = any(lead < claim.verb < last for claim in claims)
        goes_on = any(claim.side == "before" and claim.verb < lead for claim in claims)
        if plain and goes_on and not said and _may_count(layout, lead + 1, last, put=put):
            found.append(Claim(first=lead + 1, last=last, verb=last - 1, side="before"))
    return found


def _may_count(layout: Layout, first: int, last: int, *, put: bool) -> bool:
    """Whether a name or a body stands here, and nothing else."""
    words = layout.words(first, last)
    if set(words) & (SAY | AUXILIARIES | {"to"}):
        return False
    named = all(token.text[0].isupper() for token in layout.tokens[first:last]) and not set(words) & (DAYS | MONTHS)
    body = words[0] == "the" and len(words) > 1 and (bool(_BODIES & set(words)) or is_official(" ".join(words)))
    return named or body or (put and words[0] not in BE and words[-1].endswith("s"))


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
    if layout.word(at) == "quoted" and (said := _saying(layout, at)):
        first, last = backward(layout, at)
        return Claim(first=first, last=last, verb=said, side="before")
    near = layout.words(at + 1, at + 1 + (_AGENT if layout.word(at + 1) == "as" else 1))
    if "by" not in near:
        return None
    by = at + 1 + near.index("by")
    own = any(phrase.last == at and phrase.noun is None for phrase in layout.phrases)  # "40 hurt, 57 listed by"
    verb = by if near[0] == "as" and not own else at
    return Claim(first=by + 1, last=forward(layout, by + 1), verb=verb, side="own" if own else "either")


def _saying(layout: Layout, at: int) -> int:
    """Where "as saying" stands behind "was quoted by the agency"; 0 where it does not."""
    ends = range(at + 1, at + _QUOTED)
    found = next((end for end in ends if layout.words(end, end + 2) == ["as", "saying"]), None)
    return found + 1 if found and BE & set(layout.words(at - 2, at)) else 0


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
    word, after = layout.word(at), layout.word(at + 1)
    stated = (word in RECKONINGS and after in _STANDING) or (word in _CLAIMS and after in {"of", "that"})
    if not stated or not _is_owned(layout, at):
        return None
    first = _owner(layout, at)
    owner = [word.removesuffix("'s").removesuffix("'") for word in layout.words(first, at)]
    known = "own" in owner or bool(_BODIES & set(owner)) or is_official(" ".join(owner))
    introduced = _BEFORE & set(layout.words(first - 1, at))
    return Claim(first=first, last=at + 1, verb=at, side="before") if known and first < at and not introduced else None


def _owner(layout: Layout, at: int) -> int:
    """Where the owner begins: "could not verify | the army's claim", "said | Harbour Watch's own count"."""
    first = at - 1
    while layout.word(first) not in DETERMINERS and at - first < _REACH and _is_in_name(layout, first - 1):
        first -= 1
    return first


def _is_in_name(layout: Layout, at: int) -> bool:
    word = layout.word(at)
    return at >= 0 and word[0].isalpha() and word not in AUXILIARIES | BE | SAY | _BEFORE and not word.endswith("ed")


def _is_owned(layout: Layout, at: int) -> bool:
    return layout.word(at - 1).endswith(("'s", "s'", "own"))


def _official(layout: Layout, at: int) -> Claim | None:
    """ "the official toll": the claimant has no other name."""
    if layout.word(at) != "official" or layout.word(at + 1) not in _NUMBERS | {"death"}:
        return None
    return Claim(first=at, last=at + 1, verb=at, side="before")
