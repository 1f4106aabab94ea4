"""A toll or a label and the amounts around -> the amount that it states: "the toll rose to 12", "Deaths: 12"."""

from collections.abc import Sequence
from dataclasses import replace

from briefing.steps.figures.layout import Layout, Link
from briefing.steps.figures.measures import Trigger
from briefing.steps.figures.words import words

_TOLL_LINKS = words("toll_links")
_FORMERLY = frozenset({"earlier", "first", "initially", "originally", "previously", "which"})
_ROADS = frozenset({"road", "roads", "booth", "booths", "plaza", "fee", "fees"})


def label(layout: Layout, trigger: Trigger, _: Sequence[Link]) -> Link | None:
    """ "Deaths: 12. Injured: 40." and "DEATHS 12, INJURED 40", as bulletins have it."""
    first = trigger.first - (layout.word(trigger.first - 1) in {"people", "persons"})  # "People in shelters: 2,940"
    opens = first < 2 or not layout.word(first - 1)[0].isalpha()
    at = layout.starting(trigger.last + (layout.word(trigger.last) == ":")) if opens else None
    if at is not None and layout.word(trigger.last) != ":" and not _is_row(layout, trigger, at):
        return None
    if at is None or any(
        other.first == layout.phrases[at].last for other in layout.triggers
    ):  # "Casualties: 19 killed"
        return None
    return Link(phrase=at, trigger=replace(trigger, weak=False), object=True)


def _is_row(layout: Layout, trigger: Trigger, at: int) -> bool:
    """ "DEATHS 14, INJURED 200": a label without its colon, and nothing behind the number."""
    phrase = layout.phrases[at]
    upper = all(token.text.isupper() for token in layout.tokens[trigger.first : trigger.last])
    return upper and phrase.noun is None and layout.word(phrase.last) in {",", ";", ".", "|", ""}


def toll(layout: Layout, trigger: Trigger, _: Sequence[Link]) -> Link | None:
    """ "The death toll rose to 12", "bringing to 12 the number of dead"."""
    if "toll" not in trigger.forms or layout.word(trigger.last) in _ROADS:
        return None
    found = [at for at in range(len(layout.phrases)) if _is_toll(layout, trigger, at)]
    then = bool(found) and bool(_FORMERLY & set(layout.words(trigger.last, layout.phrases[found[0]].first)))
    at = (
        found[1] if then and len(found) > 1 else found[0] if found else None
    )  # "the toll, which stood at 9, rose to 13"
    return None if at is None else Link(phrase=at, trigger=trigger, object=True)


def _is_toll(layout: Layout, trigger: Trigger, at: int) -> bool:
    """Whether an amount is the toll: "the toll rose to 12", "brought to 12 the total death toll"."""
    phrase = layout.phrases[at]
    articles = {"the", "total", "overall"}
    before = trigger.first - sum(word in articles for word in layout.words(trigger.first - 2, trigger.first))
    if phrase.last == before and layout.word(phrase.first - 1) in {"to", "at"}:
        return True
    near = trigger.last <= phrase.first <= trigger.last + 24 and _unbroken(layout, trigger.last, phrase.first)
    return near and layout.word(phrase.first - 1) in _TOLL_LINKS


def _unbroken(layout: Layout, first: int, last: int) -> bool:
    return not {";", ".", "but", "while", "injuring", "wounding"} & set(layout.words(first, last))
