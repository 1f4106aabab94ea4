"""The amounts and triggers of a sentence -> which amount each trigger counts, by grammar and order."""

from collections.abc import Sequence

from briefing.steps.figures.carried import carried
from briefing.steps.figures.layout import AUXILIARIES, BE, FORCES, Layout, Link
from briefing.steps.figures.measures import Trigger
from briefing.steps.figures.nouns import noun, prenominal
from briefing.steps.figures.shares import (
    among,
    apposed,
    begins_verb,
    coordinated,
    elided,
    is_introduced,
    is_place,
    is_pronominal,
    joint,
    marked,
    parts,
    spread,
    totals,
)
from briefing.steps.figures.subjects import DETERMINERS, QUOTES, Phrase
from briefing.steps.figures.tolls import label, toll
from briefing.steps.figures.words import words

_FILL = AUXILIARIES | QUOTES | words("fill")
_BREAKS = words("breaks")
_OBLIQUE = words("oblique")
_CARRIERS = words("carriers")
_GROUPS = words("groups")
_LIFE_TAKERS = words("life_takers")
_OBJECTS = frozenset({"a", "an", "their", "his", "her", "its"})
_TIMES = words("periods") | {"day", "days", "week", "weeks", "night", "month", "decade", "few", "total"}
_GESTURES = words("gestures")
"""What people who are nobody's detainees hold."""
_OBJECT = 7  # words of an object before its "and"
_REACH = 30  # tokens between an amount and the verb it belongs to


def find_links(layout: Layout) -> tuple[Link, ...]:
    """Join amounts and triggers, each amount to the triggers that govern it."""
    links: list[Link] = []
    for trigger in layout.triggers:
        links += _governed(layout, trigger, links)
    links = carried(layout, links)
    links = joint(layout, links)
    links += totals(layout, links)
    links += coordinated(layout, links)
    links = apposed(layout, links)
    links = spread(layout, links)
    links += elided(layout, links)
    links += parts(layout, links)
    return tuple(
        marked(layout, link, links) for link in sorted(links, key=lambda link: (link.phrase, link.trigger.first))
    )


def _governed(layout: Layout, trigger: Trigger, links: Sequence[Link]) -> list[Link]:
    told_apart = among(layout, trigger)
    if told_apart:
        return told_apart
    for find in (label, toll, _after_of, _object, _beside, noun, prenominal, _subject):
        found = find(layout, trigger, links)
        if found is not None:
            return [found]
    return []


def _after_of(layout: Layout, trigger: Trigger, _: Sequence[Link]) -> Link | None:
    """ "the deaths of 12 miners", "took the lives of 12"; not "told the lives of 12"."""
    if layout.word(trigger.first) in {"lives", "life"} and not _LIFE_TAKERS & set(
        layout.words(trigger.first - 3, trigger.first)
    ):
        return None
    return _right(layout, trigger, trigger.last) if "of" in trigger.forms else None


def _right(layout: Layout, trigger: Trigger, at: int) -> Link | None:
    for skipped in range(3):
        phrase = layout.starting(at + skipped)
        if phrase is not None:
            return Link(phrase=phrase, trigger=trigger, object=True)
        if layout.word(at + skipped) not in DETERMINERS | QUOTES | {":", "off", "as", "instantly", "immediately"}:
            return None
    return None


def _object(layout: Layout, trigger: Trigger, _: Sequence[Link]) -> Link | None:
    """ "killed 12", "killing 12"; not "were killed 12 hours later", not "those killed 12 were children"."""
    if not trigger.forms & {"participle", "ing", "base"}:
        return None
    if "participle" in trigger.forms and (
        _passive(layout, trigger) or layout.word(trigger.first - 1) in {"those", "people"}
    ):
        return None
    link = _right(layout, trigger, trigger.last)
    chosen = link is not None and is_pronominal(layout, link.phrase)
    if link is None or (chosen and trigger.measure != "released"):
        return None  # but "released 12 of those arrested"
    if (
        trigger.weak
        and not chosen
        and any(other.first == layout.phrases[link.phrase].last for other in layout.triggers)
    ):
        return None  # "treated 203 injured"
    sends = trigger.kind == "force" and layout.phrases[link.phrase].group not in FORCES  # "sent 12 to hospital"
    return None if sends else link


def _beside(layout: Layout, trigger: Trigger, _: Sequence[Link]) -> Link | None:
    """ "arrested the director and two engineers"."""
    if not trigger.forms & {"participle", "ing"} or trigger.kind != "people" or _passive(layout, trigger):
        return None
    for last in range(trigger.last + 1, trigger.last + _OBJECT):
        if layout.word(last) == "and":
            at = layout.starting(last + 1)
            plain = at is not None and layout.phrases[at].noun and not begins_verb(layout, layout.phrases[at].last)
            return Link(phrase=at, trigger=trigger, object=True) if plain and at is not None else None
        listed = layout.word(last - 1) == "," and layout.word(last) in DETERMINERS  # "the groom, his parents and"
        if not (layout.word(last - 1)[:1].isalpha() or listed) or layout.word(last) in _BREAKS | _OBLIQUE | AUXILIARIES:
            return None
    return None


def _passive(layout: Layout, trigger: Trigger) -> bool:
    at = trigger.first - 1
    while at >= trigger.first - 4 and (
        layout.word(at).endswith("ly") or layout.word(at) in {"also", "all", "later", "not", "so", "far"}
    ):
        at -= 1
    return layout.word(at) in BE


def _subject(layout: Layout, trigger: Trigger, links: Sequence[Link]) -> Link | None:
    """ "12 people were killed", "12 killed", "12 people, most of them women, died"."""
    if not trigger.forms & {"participle", "verb"} or _acts(layout, trigger):
        return None
    objects = {link.phrase for link in links if link.object}
    told = {link.phrase for link in links} if layout.word(trigger.first) == "with" else set()  # "taken in with wounds"
    before = [
        i
        for i, phrase in enumerate(layout.phrases)
        if i not in told and trigger.first - _REACH <= phrase.last <= trigger.first and not is_place(layout, i, trigger)
    ]
    for at in before[::-1][:3]:
        if _direct(layout, at, trigger):
            if _direct_fits(layout, at, trigger, at in objects):
                return Link(phrase=at, trigger=trigger)
            if layout.word(layout.phrases[at].first - 1) not in _OBLIQUE:
                return None
        if at not in objects and _distant(layout, at, trigger):
            return Link(phrase=at, trigger=trigger)
    return None


def _acts(layout: Layout, trigger: Trigger) -> bool:
    """Whether a participle is an active verb with an object: "19 relatives held a vigil", "two men killed a guard"."""
    alone = "participle" in trigger.forms and not _passive(layout, trigger)
    objects = _OBJECTS | _GESTURES if layout.word(trigger.last - 1) == "held" else _OBJECTS
    return alone and layout.word(trigger.last) in objects and layout.word(trigger.last + 1) not in _TIMES | {"same"}


def _direct(layout: Layout, at: int, trigger: Trigger) -> bool:
    region = layout.words(layout.phrases[at].last, trigger.first)
    return all(word in _FILL or word.endswith("ly") for word in region)


def _direct_fits(layout: Layout, at: int, trigger: Trigger, bound: bool) -> bool:
    phrase = layout.phrases[at]
    region, before = layout.words(phrase.last, trigger.first), layout.word(phrase.first - 1)
    if not region and before == "and" and trigger.measure == "hospitalised" and "died" in layout.words(0, phrase.first):
        return False  # "nine died at the scene and four in hospital"
    if bound:
        return bool(region) and region[0] in {"who", "that"}
    if not region and phrase.partitive and "participle" in trigger.forms and not is_pronominal(layout, at):
        return False  # "two of the miners trapped below": the others are trapped too
    vehicle = phrase.amount.bare and "participle" not in trigger.forms and not _grouped(layout, phrase)
    if "who" not in region and (before in _CARRIERS or (before in _OBLIQUE and vehicle)):
        return False  # "the crew of a bus died"
    if before in _OBLIQUE - {"with"} and BE & set(region) and "who" not in region:
        return before == "of" and layout.word(phrase.first - 2) in _GROUPS
    return before != "by"


def _distant(layout: Layout, at: int, trigger: Trigger) -> bool:
    """Whether the amount is the subject although words stand between: only of a finite verb, in no new clause."""
    phrase = layout.phrases[at]
    if (
        (layout.word(phrase.first - 1) in _OBLIQUE and not _grouped(layout, phrase))
        or is_introduced(layout, phrase)
        or phrase.amount.high == 0
    ):
        return False
    region = _without_asides(layout.words(phrase.last, trigger.first))
    if region is None or not _finite(region, trigger):
        return False
    while region and (region[-1] in _FILL or region[-1].endswith("ly")):
        region.pop()
    if region and region[-1] == "and":
        region.pop()
    first = region[0] if region else ""
    reduced = any(other.first == phrase.last and "participle" in other.forms for other in layout.triggers)
    finite = first.endswith("ed") and not reduced and (len(region) == 1 or region[1] not in _OBLIQUE)
    return not finite and not (_BREAKS | {"and", "or", ";", ":", "he", "she", "it", "they"}) & set(region)


def _grouped(layout: Layout, phrase: Phrase) -> bool:
    return layout.word(phrase.first - 1) == "of" and layout.word(phrase.first - 2) in _GROUPS


def _finite(region: Sequence[str], trigger: Trigger) -> bool:
    """Whether the trigger closes a finite verb: "were killed", "died"."""
    tail = region[-4:]
    auxiliary = any(word in BE | {"remain", "remained", "had", "have", "has"} for word in tail)
    return auxiliary or (
        "verb" in trigger.forms and trigger.last - trigger.first >= 1 and "participle" not in trigger.forms
    )


def _without_asides(words: Sequence[str]) -> list[str] | None:
    """Drop what stands between pairs of commas, dashes or brackets; None where a comma has no partner."""
    kept: list[str] = []
    closing = {",": {","}, "(": {")"}, "[": {"]"}, "—": {"—"}, "–": {"–"}}
    waiting: set[str] = set()
    for word in words:
        if waiting:
            waiting = set() if word in waiting else waiting
        elif word in closing:
            waiting = closing[word]
        elif word in {")", "]"}:
            return None
        else:
            kept.append(word)
    return None if waiting else kept
