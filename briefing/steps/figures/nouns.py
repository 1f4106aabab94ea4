"""A noun or an adjective that says what is counted -> the amount before it: "12 deaths", "12 injured passengers"."""

from collections.abc import Sequence

from briefing.steps.figures.layout import AUXILIARIES, Layout, Link
from briefing.steps.figures.measures import Trigger
from briefing.steps.figures.subjects import QUOTES, Phrase
from briefing.steps.figures.words import words

_LIFE_TAKERS = words("life_takers")
_OBLIQUE = words("oblique")
_CARERS = words("carers")
_FOUND = words("found")
_CASE_KINDS = words("case_kinds")
_DISEASES = words("diseases")
_DEAD = words("dead_kinds")
_PLAIN = words("plain_kinds")
_HARM = frozenset({"arrests", "deaths", "detentions", "injuries", "killings"})


def noun(layout: Layout, trigger: Trigger, _: Sequence[Link]) -> Link | None:
    """ "12 confirmed deaths", "hundreds of arrests", "no injuries"."""
    told = "of" in trigger.forms and layout.word(trigger.first) in _HARM  # "200 injuries to children"
    if "noun" not in trigger.forms and not told:
        return None
    for at, phrase in enumerate(layout.phrases):
        between = layout.words(phrase.amount.last, trigger.first)
        if (
            0 <= trigger.first - phrase.amount.last <= 5
            and not any(phrase.amount.last <= other.first < trigger.first for other in layout.triggers)
            and _modifies(between)
            and _fits(layout, trigger, phrase, between)
        ):
            return Link(phrase=at, trigger=trigger, object=True)
    return None


def _modifies(words: Sequence[str]) -> bool:
    stops = _OBLIQUE - {"of"} | AUXILIARIES | {"and", "or", "the", "who", "people"}
    return all((word[0].isalpha() or word in QUOTES) and word not in stops for word in words)


def _fits(layout: Layout, trigger: Trigger, phrase: Phrase, between: Sequence[str]) -> bool:
    word = layout.word(trigger.first)
    if word in {"death", "arrest", "injury", "infection", "fatality", "casualty"}:
        return (
            phrase.amount.high in {0, 1}
            and set(between) <= _PLAIN
            and layout.word(trigger.last) not in {"row", "penalty", "sentence", "warrant"}
        )
    if word == "admissions":
        return bool(_CARERS & set(layout.words(0, len(layout.tokens))))
    if word == "lives" and trigger.last == trigger.first + 1:
        return layout.word(phrase.first - 1) in _LIFE_TAKERS
    if word in {"bodies", "corpses"}:
        return set(between) <= _DEAD or bool(_FOUND & set(layout.words(phrase.first - 8, trigger.last + 10)))
    if word == "cases":
        after = layout.words(trigger.last, trigger.last + 4) if layout.word(trigger.last) == "of" else []
        return bool((_CASE_KINDS | _DISEASES) & set(between) or _DISEASES & set(after))
    return True


def prenominal(layout: Layout, trigger: Trigger, _: Sequence[Link]) -> Link | None:
    """ "12 injured passengers"."""
    if not trigger.forms & {"participle", "verb"}:
        return None
    for at, phrase in enumerate(layout.phrases):
        if (
            phrase.amount.last <= trigger.first
            and phrase.noun is not None
            and not phrase.partitive  # "three of the 11 injured passengers"
            and trigger.last < phrase.noun[1]
            and trigger.first < phrase.last
        ):
            return Link(phrase=at, trigger=trigger)
    return None
