"""The amounts of a sentence -> who was carried where or taken in: "lifted 12 off the roof", "admitted 40 people"."""

from collections.abc import Sequence

from briefing.steps.figures.layout import BE, FORCES, Layout, Link
from briefing.steps.figures.measures import Form, Trigger
from briefing.steps.figures.subjects import Phrase, lookup
from briefing.steps.figures.words import words

_LIFT = words("lift")
_MOVE = words("move")
_PERILS = words("perils")
_PLACES = words("left_places")
_SHELTERS = words("shelters")
_COMRADES = words("comrades")
_CARERS = words("carers")
_COST = frozenset({"cost", "costs", "costing"})
_GET = frozenset({"get", "gets", "getting", "got"})
_DIG = frozenset({"dig", "digging", "dug", "found", "located", "reached"})
_OURS = frozenset({"children", "friends", "neighbors", "neighbours", "people", "relatives"})
_SLIDES = words("slides")
_MAKE = frozenset({"leave", "leaves", "leaving", "left", "made", "make", "makes", "making"})
_MOURN = frozenset({"mourn", "mourns", "mourning", "mourned"})
_LOSE = frozenset({"lost", "loses", "losing"})
_CLAIM = frozenset({"claim", "claims", "claimed", "claiming"})
_TAKE = frozenset({"take", "takes", "taking", "took"})
_SEIZE = frozenset({"take", "taken", "takes", "taking", "took", "seize", "seized", "seizing", "hold", "holds"})
_GRAB = frozenset({"grabbed", "seize", "seized", "seizing"})
_HELD = {"hostages": "abducted", "captives": "abducted", "prisoners": "detained"}
_RANKS = frozenset({"final", "first", "last", "other", "remaining", "the"})
_TREAT = frozenset({"treat", "treated", "treating"})
_ADMIT = frozenset({"admit", "admitted", "admitting", "taken", "took", "received", "receiving"})
_ADVERBS = frozenset({"up", "out", "back", "away", "alive"})
_OUT = frozenset({"from", "off", "out"})
_NEAR = 6  # words between "from" and what it was that they were taken from
_FORMS: frozenset[Form] = frozenset({"participle"})


def carried(layout: Layout, links: Sequence[Link]) -> list[Link]:
    """Join what is lifted or moved to its verb; where the goal ("to safety") was linked by itself, the verb decides."""
    found = list(links)
    for at in range(len(layout.phrases)):
        link = _carried(layout, at)
        if link is not None:
            found = [other for other in found if other.phrase != at or not _yields(layout, other, link)]
            found += [] if any(other.phrase == at for other in found) else [link]
    return found


def _carried(layout: Layout, at: int) -> Link | None:
    phrase = layout.phrases[at]
    verb = phrase.first - 1 - (layout.word(phrase.first - 1) in _ADVERBS)
    while layout.word(verb) in _RANKS:  # "freed | the last three passengers"
        verb -= 1
    word = layout.word(verb)
    measure = _moved(layout, word, phrase.last) or _lost(layout, word, phrase) or _cared_for(layout, verb, phrase)
    measure = measure or _seized(layout, word, phrase)
    barred = {"thing", "animal", "unit"} | (FORCES if measure == "evacuated" else set())
    if measure is None or phrase.group in barred:
        return None
    trigger = Trigger(measure=measure, forms=_FORMS, first=verb, last=verb + 1, weak=False, kind="people")
    return Link(phrase=at, trigger=trigger, object=True)


def _moved(layout: Layout, verb: str, last: int) -> str | None:
    """ "lifted 12 from the roof", "got 12 out", "moved 900 out of the valley", "dug out ten survivors"."""
    alive = layout.word(last - 1) == "survivors" and layout.word(last) != "to" and verb in _LIFT | _DIG
    if alive or (verb in _GET and layout.word(last) == "out"):
        return "rescued"
    if verb not in _LIFT | _MOVE:
        return None
    origin = set(layout.words(last + 1, last + 1 + _NEAR))
    if verb in _TAKE and layout.word(last) == "off" and origin & _PERILS:
        return "rescued"
    goal = last + (layout.word(last) in _ADVERBS - {"out"})
    if layout.word(goal) == "to":
        return _by_goal(layout, verb, goal)
    origin = set(layout.words(goal + 1, goal + 1 + _NEAR)) if layout.word(goal) in _OUT else set()
    if verb in _LIFT and origin & _PERILS:
        return "rescued"
    return "evacuated" if verb in _MOVE and origin & _PLACES else None


def _by_goal(layout: Layout, verb: str, goal: int) -> str | None:
    """ "to safety" by the verb, "to a stadium" by the goal."""
    if layout.word(goal + 1) == "safety":
        return "rescued" if verb in _LIFT else "evacuated"
    return "evacuated" if _SHELTERS & set(layout.words(goal + 1, goal + 5)) else None


def _lost(layout: Layout, verb: str, phrase: Phrase) -> str | None:
    """ "mourns nine colleagues", "claimed nine victims", "cost nine people their lives", "made nine people ill"."""
    noun = "" if phrase.noun is None else layout.word(phrase.noun[1] - 1)
    ours = _OURS if {"we", "they"} & set(layout.words(phrase.first - 3, phrase.first)) else frozenset[str]()
    lives = layout.words(phrase.last, phrase.last + 2) in (["their", "lives"], ["their", "life"])
    killed = (
        (verb in _MOURN and bool(phrase.group))
        or (verb in _LOSE and noun in _COMRADES | ours and layout.word(phrase.last) != "to")  # "lost 12 men to a rival"
        or (verb in _CLAIM and noun == "victims")
        or (verb in _COST and lives)
    )
    if verb == "buried" and _buries(layout, phrase):
        return "killed"
    if verb in _MAKE and layout.word(phrase.last) in {"ill", "sick"} and phrase.group:
        return "ill"
    return "killed" if killed else None


def _buries(layout: Layout, phrase: Phrase) -> bool:
    """ "he had buried five of his flock"; not "the slide has buried 30 villagers", "soldiers buried 12 mines"."""
    before = layout.words(0, phrase.first - 1)
    return before[-1:] in (["had"], ["have"], ["has"]) and _SLIDES.isdisjoint(before)


def _seized(layout: Layout, verb: str, phrase: Phrase) -> str | None:
    """ "took 60 hostages", "took 40 prisoners", "gunmen seized 87 pupils"."""
    if verb in _GRAB and phrase.group and any(lookup(word) == "fighters" for word in layout.words(0, phrase.first)):
        return "abducted"
    noun = "" if phrase.noun is None else layout.word(phrase.noun[1] - 1)
    return _HELD.get(noun) if verb in _SEIZE else None


def _cared_for(layout: Layout, verb: int, phrase: Phrase) -> str | None:
    """ "the hospital admitted 41 people", "paramedics treated 60 people"."""
    if not phrase.group and layout.word(phrase.amount.last) != "casualties":
        return None
    verb -= layout.word(verb) == "in"  # "has taken in 41 patients"
    word, carers = layout.word(verb), bool(_CARERS & set(layout.words(0, verb)))
    if word in _TREAT and (carers or layout.word(verb - 1) in BE):
        return "injured"
    inward = word not in {"taken", "took"} or layout.word(verb + 1) == "in"
    return "hospitalised" if word in _ADMIT and inward and carers else None


def _yields(layout: Layout, other: Link, link: Link) -> bool:
    """Whether a trigger is no verb of its own ("to safety", "from the rubble") or says less of the same verb."""
    counted = (
        other.trigger.measure == "casualties" and link.trigger.measure == "hospitalised"
    )  # "took in 40 casualties"
    return counted or layout.word(other.trigger.first) in {"to", "from"} or other.trigger.first == link.trigger.first
