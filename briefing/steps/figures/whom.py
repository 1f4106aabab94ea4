"""A link -> whom or what it counts, and whether its measure can count them."""

from collections.abc import Sequence

from briefing.steps.figures.doubts import is_doubtful
from briefing.steps.figures.layout import AUXILIARIES, BE, FORCES, Layout, Link
from briefing.steps.figures.reading import Read
from briefing.steps.figures.subjects import Phrase, lookup
from briefing.steps.figures.words import words

_FLIGHT = 100
_ILLNESSES = words("diseases")
_CRIME = words("crime")
_CARERS = words("carers")
_SOUGHT = frozenset({"search", "searching", "could", "couldn't", "cannot", "can't"})
_ILL = words("ill")
_BEDDED = frozenset({"admitted", "lay", "lie", "lies", "lying"})
_OF_WAR = frozenset({"captured", "eliminated", "neutralised", "neutralized", "wiped"})
_TAKEN = frozenset({"captive", "hostage", "prisoner"})
_TAKE = frozenset({"take", "taken", "takes", "taking", "took", "held", "hold", "holding", "holds"})
_ARMED = frozenset({"fighters", "protesters", "security"})


def is_counted(layout: Layout, link: Link, links: Sequence[Link]) -> bool:
    """Whether a link counts what its measure can count, and does so in earnest."""
    phrase = layout.phrases[link.phrase]
    single = layout.word(phrase.amount.core) in {"a", "an"} and phrase.amount.bare
    relative = layout.word(phrase.last) in {"who", "that", "whose"}  # "a student who was killed" is no report of it
    if single and (relative or link.trigger.measure != "killed" or _CRIME & set(layout.words(0, link.trigger.first))):
        return False
    return _fits(layout, link, links) and not is_doubtful(layout, link) and not _is_found(layout, link, links)


def subject_of(read: Read, link: Link, links: Sequence[Link]) -> str:
    """The counted noun in the source's words; "people" where the text names none."""
    layout, phrase = read.layout, read.layout.phrases[link.phrase]
    first, last = phrase.noun or (0, 0)
    if "noun" in link.trigger.forms and link.object:
        cases = layout.word(link.trigger.last - 1) == "cases" and link.trigger.last > phrase.amount.last
        return read.text(phrase.amount.last, link.trigger.last) if cases else "people"
    if phrase.noun is None or ("toll" in link.trigger.forms and not phrase.group):
        source, _ = _inherited(layout, link, links)
        first, last = source.noun if source is not None and source.noun else (0, 0)
    if first == last and "toll" in link.trigger.forms:
        first, last = _named_in_toll(layout, link)
    for trigger in layout.triggers:
        first = trigger.last if trigger.first == first and trigger.last < last else first  # "wounded | soldiers"
    return read.text(first, last) or "people"


def _named_in_toll(layout: Layout, link: Link) -> tuple[int, int]:
    """ "the number of dead civilians rose to four": civilians."""
    named = range(link.trigger.first, link.trigger.last + 1)
    at = next((at for at in named if lookup(layout.word(at)) not in {"", "people", "thing", "animal", "unit"}), None)
    return (0, 0) if at is None else (at, at + 1)


def _fits(layout: Layout, link: Link, links: Sequence[Link]) -> bool:
    phrase = layout.phrases[link.phrase]
    noun = phrase.noun is not None and not (
        "noun" in link.trigger.forms and phrase.noun[1] >= link.trigger.first and link.object
    )
    group = phrase.group if noun else _inherited(layout, link, links)[1]
    if link.trigger.kind == "thing":
        return group == "thing" and not phrase.amount.bare
    if group in {"thing", "animal", "unit"}:
        return False
    if link.trigger.kind == "force":
        return group in FORCES or (group == "workers" and "engineer" in _noun_text(layout, phrase))
    if not _suits(layout, link, group):
        return False
    verbal = phrase.noun is None and layout.word(phrase.last) in AUXILIARIES  # "22 were saved"
    if layout.word(link.trigger.last - 1) == "fled":  # two gunmen fled, too
        return (phrase.noun is not None or verbal) and (phrase.amount.low or 0) >= _FLIGHT
    return not link.trigger.weak or bool(group) or verbal


def _is_found(layout: Layout, link: Link, links: Sequence[Link]) -> bool:
    """ "four who had been missing were found dead", "the bodies of four missing men": missing no more."""
    dead = any(other.phrase == link.phrase and other.trigger.measure == "killed" for other in links)
    found = {"found", "bodies", "recovered"} & set(layout.words(0, len(layout.tokens)))
    return link.trigger.measure == "missing" and dead and bool(found)


def _suits(layout: Layout, link: Link, group: str) -> bool:
    """Whether an ambiguous verb means its measure: a search for gunmen or a fever treated do not."""
    word, phrase = layout.word(link.trigger.first), layout.phrases[link.phrase]
    kinds = layout.words(link.trigger.first + 3, link.trigger.last - 1)  # "number of confirmed | measles | cases"
    if kinds and layout.word(link.trigger.last - 1) == "cases":
        return bool(_ILLNESSES & set(kinds))
    if word in _SOUGHT:
        return group not in {"", "fighters", "protesters"} and "suspect" not in _noun_text(layout, phrase)
    if word == "treated" and link.trigger.last == link.trigger.first + 1:
        return not _ILLNESSES & set(layout.words(link.trigger.last, link.trigger.last + 4))
    if word in _BEDDED and not link.object and link.trigger.last == link.trigger.first + 1:
        return _is_bedded(layout, link)
    free = word in _TAKEN and (layout.word(phrase.first - 1) not in _TAKE or link.trigger.first < phrase.last)
    fell = word == "fell" and link.trigger.last == link.trigger.first + 1
    after = layout.word(link.trigger.last)
    if free or (word == "captured" and after == "on") or (fell and after not in {",", ";", ".", "and"}):
        return False  # "12 hostage negotiators", "two gunmen captured on camera", "nine soldiers fell from a truck"
    return not (fell or word in _OF_WAR) or group in _ARMED


def _is_bedded(layout: Layout, link: Link) -> bool:
    """ "94 patients lay on mats", "In hospital 17 people lie", "40 were admitted"; not "admitted to a club"."""
    phrase, at = layout.phrases[link.phrase], link.trigger.first
    ill = bool(_ILL & set(_noun_text(layout, phrase).split()))
    if layout.word(at) != "admitted":
        return ill or bool(_CARERS & set(layout.words(0, phrase.first)))
    passive = bool(BE & set(layout.words(at - 3, at)))
    return passive and (ill or layout.word(at + 1) != "to")


def _noun_text(layout: Layout, phrase: Phrase) -> str:
    return "" if phrase.noun is None else " ".join(layout.words(*phrase.noun))


def _inherited(layout: Layout, link: Link, links: Sequence[Link]) -> tuple[Phrase | None, str]:
    """What an amount without a noun counts: the noun of the count before it in this sentence."""
    if ("noun" in link.trigger.forms and link.object) or "toll" in link.trigger.forms:
        return None, ""
    counted = {other.phrase for other in links}
    others = layout.phrases[link.phrase].others  # "12 others": of whoever was named
    for phrase in (layout.phrases[at] for at in range(link.phrase - 1, -1, -1) if others or at in counted):
        if (
            phrase.noun is not None
            and phrase.group not in {"unit", "animal"}
            and (phrase.group == "thing") == (link.trigger.kind == "thing")
        ):
            return phrase, phrase.group
    return None, ""
