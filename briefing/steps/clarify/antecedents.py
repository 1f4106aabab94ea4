"""Earlier sentences -> the one person or body that a reference means, None where a second one might be meant."""

import re
from collections.abc import Sequence

from briefing.model import NameMention, Sentence
from briefing.steps.clarify.references import Reference, find_reference
from briefing.steps.clarify.rivals import LONGEST, agrees, human_nouns, is_rivalled, without_person
from briefing.steps.clarify.scenes import Scene, inside_quotation, is_subject
from briefing.steps.names.gazetteer import Gazetteer, gazetteer
from briefing.steps.names.offices import is_former

FARTHEST = 4
"""Sentences back that a chain of "he said" may lead."""
WINDOW = 3
"""Sentences back in which "the ministry" may have its name."""
GENERIC = frozenset({"group", "organisation", "organization", "bloc", "alliance", "body"})
APPOSITION = re.compile(r",? an? [^,.;]{0,60}\b(?:group|organi[sz]ation|bloc|alliance|body)\b")
QUOTATION = re.compile(r"[“\"«‘'][^”\"»]{0,2000}[”\"»’']")


def antecedent(
    sentence: Sentence, reference: Reference, before: Sequence[Sentence], names: Sequence[NameMention]
) -> str | None:
    """Return the full name that a reference means, None where it is not certain."""
    scene = Scene(before, names, gazetteer())
    if not is_free(scene, sentence, reference):
        return None
    if reference.wanted in {"he", "she"}:
        name = person_before(scene, sentence, reference)
    elif reference.wanted == "office":
        name = office_holder(scene, sentence, reference)
    else:
        name = body_before(scene, sentence, reference)
    return None if name in {mention.name for mention in scene.mentions(sentence)} else name


def is_free(scene: Scene, sentence: Sentence, reference: Reference) -> bool:
    """Say whether nobody else is brought up in the sentence before the reference, outside its quotation."""
    lead = sentence.text[: reference.start]
    if reference.quoted:
        lead = QUOTATION.sub(" ", lead)
    personal = reference.wanted in {"he", "she", "office"}
    for mention in scene.mentions(sentence):
        start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
        rival = mention.kind == "person" or (mention.kind == "organisation" and not personal)
        if rival and start < reference.start and sentence.text[start:end] in lead:
            return False
    return not (personal and reference.wanted != "office" and human_nouns(lead, scene.known))


def person_before(scene: Scene, sentence: Sentence, reference: Reference) -> str | None:
    """Return the one person who is the subject of the sentence before, or of the one that its own "he" leads to."""
    here = sentence
    for place, earlier in enumerate(scene.near(sentence, FARTHEST)):
        people = scene.of_kind(earlier, "person")
        if len(people) > 1 or is_rivalled(scene, earlier, people, reference):
            return None
        if people:
            mention = next(iter(people.values()))
            return mention.name if is_subject(scene, earlier, mention) and agrees(scene, mention, reference) else None
        if not leads_on(scene, here, earlier, reference, len(scene.before) - place - 1):
            return None
        here = earlier
    return None


def leads_on(scene: Scene, here: Sentence, earlier: Sentence, reference: Reference, place: int) -> bool:
    """Say whether a sentence without a name speaks of the same person: it says "he", or is part of one quotation."""
    quoted = inside_quotation(earlier, scene.before[:place])
    own = find_reference(earlier.text, quoted)
    if own is not None:
        return own.wanted == reference.wanted and is_free(scene, earlier, own)
    opened = quoted or earlier.text.startswith(("“", '"'))
    return opened and here.paragraph == earlier.paragraph and inside_quotation(here, [*scene.before[: place + 1]])


def office_holder(scene: Scene, sentence: Sentence, reference: Reference) -> str | None:
    """Return the one person nearby who holds the office, where nobody else is spoken of since."""
    for earlier in scene.near(sentence, WINDOW):
        people = scene.of_kind(earlier, "person")
        if len(people) > 1 or len(earlier.text) > LONGEST:
            return None
        holder = next(iter(people.values()), None)
        if names_office(
            earlier.text if holder is None else without_person(earlier.text, earlier, holder), reference.noun
        ):
            return None
        if holder is not None:
            return holder.name if holds(holder, reference.noun, scene.known) else None
    return None


def holds(mention: NameMention, noun: str, known: Gazetteer) -> bool:
    """Say whether a person's office is what the noun says, and not one of the past."""
    office = (mention.office or "").lower()
    if not office or is_former(office, known) or (noun == "minister" and "prime" in office):
        return False
    heads = set(office.replace("’s", "").replace("'s", "").split())
    return noun in heads or (noun.startswith("spokes") and any(head.startswith("spokes") for head in heads))


def names_office(text: str, noun: str) -> bool:
    """Say whether a text speaks of somebody in that office."""
    stem = "spokes" if noun.startswith("spokes") else noun
    return re.search(rf"\b{re.escape(stem)}", text.lower()) is not None


def body_before(scene: Scene, sentence: Sentence, reference: Reference) -> str | None:
    """Return the one organisation that "it", "the group" or "the ministry" means."""
    specific = reference.wanted == "organisation" and reference.noun not in GENERIC
    here = sentence
    for place, earlier in enumerate(scene.near(sentence, WINDOW)):
        bodies = scene.of_kind(earlier, "organisation")
        if specific:
            bodies = {name: mention for name, mention in bodies.items() if reference.noun in name.lower().split()}
        if bodies:
            return only_body(scene, earlier, bodies, reference, specific=specific)
        if not specific and not leads_on_body(scene, here, earlier, len(scene.before) - place - 1):
            return None
        here = earlier
    return None


def only_body(
    scene: Scene, sentence: Sentence, bodies: dict[str, NameMention], reference: Reference, *, specific: bool
) -> str | None:
    """Return the organisation of a sentence where it is the only one, and its subject or called what it is."""
    if len(bodies) != 1 or len(sentence.text) > LONGEST:
        return None
    name, mention = next(iter(bodies.items()))
    if specific:
        return name
    called = APPOSITION.match(sentence.text, mention.span.end - sentence.span.start)
    if reference.wanted == "organisation" and called:
        return name
    return name if is_subject(scene, sentence, mention) else None


def leads_on_body(scene: Scene, here: Sentence, earlier: Sentence, place: int) -> bool:
    """Say whether a sentence without an organisation has "it" or "the group" for its own subject."""
    own = find_reference(earlier.text, inside_quotation(earlier, scene.before[:place]))
    same = own is not None and own.wanted in {"it", "organisation"} and not scene.of_kind(earlier, "person")
    return same and here.paragraph - earlier.paragraph <= 1
