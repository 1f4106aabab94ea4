"""The amounts of a sentence -> who was carried where: "lifted 12 off the roof", "moved 900 out of the valley"."""

from collections.abc import Sequence

from briefing.steps.figures.layout import FORCES, Layout, Link
from briefing.steps.figures.measures import Form, Trigger
from briefing.steps.figures.words import words

_LIFT = words("lift")
_MOVE = words("move")
_PERILS = words("perils")
_PLACES = words("left_places")
_ADVERBS = frozenset({"up", "out", "back", "away", "alive", "and", "to"})
_OUT = frozenset({"from", "off", "out"})
_NEAR = 6  # words between "from" and what it was that they were taken from
_FORMS: frozenset[Form] = frozenset({"participle"})


def carried(layout: Layout, links: Sequence[Link]) -> list[Link]:
    """Join what is lifted or moved to its verb; where the goal ("to safety") was linked by itself, the verb decides."""
    found = list(links)
    for at in range(len(layout.phrases)):
        link = _carried(layout, at)
        if link is not None:
            found = [other for other in found if other.phrase != at or not _is_goal(layout, other)]
            found += [] if any(other.phrase == at for other in found) else [link]
    return found


def _carried(layout: Layout, at: int) -> Link | None:
    phrase = layout.phrases[at]
    verb = phrase.first - 1 - (layout.word(phrase.first - 1) in _ADVERBS)
    measure = _measure(layout, layout.word(verb), phrase.last)
    if measure is None or phrase.group in {"thing", "animal", "unit", *FORCES}:
        return None
    trigger = Trigger(measure=measure, forms=_FORMS, first=verb, last=verb + 1, weak=False, kind="people")
    return Link(phrase=at, trigger=trigger, object=True)


def _measure(layout: Layout, verb: str, last: int) -> str | None:
    if verb not in _LIFT | _MOVE:
        return None
    goal = last + (layout.word(last) in _ADVERBS - {"to", "out"})
    if layout.words(goal, goal + 2) == ["to", "safety"]:
        return "rescued" if verb in _LIFT else "evacuated"
    if layout.word(goal) not in _OUT:
        return None
    origin = set(layout.words(goal + 1, goal + 1 + _NEAR))
    if verb in _LIFT and origin & _PERILS:
        return "rescued"
    return "evacuated" if verb in _MOVE and origin & _PLACES else None


def _is_goal(layout: Layout, link: Link) -> bool:
    """Whether the trigger is no verb of its own: "to safety", "from the rubble"."""
    return layout.word(link.trigger.first) in {"to", "from"}
