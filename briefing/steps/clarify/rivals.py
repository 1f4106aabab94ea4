"""A sentence and the person it names -> whether somebody else might be meant by "he" or "she"."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from briefing.model import NameMention, Sentence
from briefing.steps.clarify.references import Reference
from briefing.steps.clarify.scenes import Scene, starts
from briefing.steps.names.capitals import Run, Word, find_runs, split_words
from briefing.steps.names.gazetteer import Gazetteer

LONGEST = 1_500
"""Longer sentences say too much to be sure."""
FARTHEST = 8
"""Sentences back in which a person with a title is looked for."""
NEAR = 60
"""Names back in which a person's gender may show."""
SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)


def is_rivalled(scene: Scene, sentence: Sentence, people: Mapping[str, NameMention], reference: Reference) -> bool:
    """Say whether a sentence brings up somebody else: unknown capitals, "his lawyer", the other pronoun."""
    if len(sentence.text) > LONGEST or (SHE if reference.wanted == "he" else HE).search(sentence.text):
        return True
    text = sentence.text
    for mention in people.values():
        text = without_person(text, sentence, mention)
    return human_nouns(text, scene.known) or unknown_capitals(scene, sentence)


def without_person(text: str, sentence: Sentence, mention: NameMention) -> str:
    """Return the text of a sentence less a name and the words of the person's own office beside it."""
    name = (mention.span.start - sentence.span.start, mention.span.end - sentence.span.start)
    for start, end in filter(None, (name, own_office(text, sentence, mention))):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def own_office(text: str, sentence: Sentence, mention: NameMention) -> tuple[int, int] | None:
    """Return where a person's office stands beside the name."""
    if not mention.office:
        return None
    start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
    size = len(mention.office)
    at = text.rfind(mention.office, max(0, start - size - 6), start)
    at = at if at >= 0 else text.find(mention.office, end, end + size + 12)
    return None if at < 0 else (at, at + size)


def human_nouns(text: str, known: Gazetteer) -> bool:
    """Say whether a text speaks of one more person without a name."""
    words = (word.lower.rpartition("-")[2] for word in split_words(text))
    return any(word in known.humans or word in known.offices for word in words)


def unknown_capitals(scene: Scene, sentence: Sentence) -> bool:
    """Say whether a sentence holds capitals that may be the name of somebody unknown."""
    words = split_words(sentence.text)
    mentions = scene.mentions(sentence)
    covered = [(m.span.start - sentence.span.start, m.span.end - sentence.span.start) for m in mentions]
    covered += [own for m in mentions if (own := own_office(sentence.text, sentence, m))]
    return any(is_unknown(sentence.text, words, run, covered, scene.known) for run in find_runs(words, scene.known))


def is_unknown(
    text: str, words: Sequence[Word], run: Run, covered: Sequence[tuple[int, int]], known: Gazetteer
) -> bool:
    """Say whether a run of capitals may be a person's name that no step has understood."""
    start, end = words[run.first].start, words[run.last].end
    if any(first < end and start < last for first, last in covered):
        return False
    lower = {word.lower for word in words[run.first : run.last + 1]}
    if lower & (known.place_heads | known.thing_heads | known.organisation_heads | known.peoples | known.calendar):
        return False
    if run.first == run.last and (words[run.first].text.isupper() or opens_quotation(text, start)):
        return False
    before = words[run.first - 1].lower if run.first and words[run.first].joined else ""
    return before not in known.locatives and not lower <= known.office_words | known.offices | known.stop


def opens_quotation(text: str, start: int) -> bool:
    """Say whether a word owes its capital to a beginning."""
    return not start or text[start - 1] in "“\"«‘'([" or text[:start].rstrip().endswith((".", "?", "!", ":"))


def agrees(scene: Scene, mention: NameMention, reference: Reference) -> bool:
    """Say whether title, office and given name do not speak against "he" or "she"."""
    words = [*mention.name.split()[:1], *(mention.office or "").split()]
    place = bisect_left(scene.names, mention.span.start, key=starts)
    for other in scene.names[max(0, place - 60) : place]:
        if other.name == mention.name:
            words += (other.office or "").split()[-1:]
    gender = scene.known.gender(words)
    return gender in {None, reference.wanted} and not honorific_against(scene, mention, reference)


def honorific_against(scene: Scene, mention: NameMention, reference: Reference) -> bool:
    """Say whether "Mrs" stands before the name of a "he"."""
    for sentence in reversed(scene.before[-FARTHEST:]):
        if sentence.span.start <= mention.span.start < sentence.span.end:
            lead = split_words(sentence.text[: mention.span.start - sentence.span.start])
            gender = scene.known.gender([lead[-1].lower]) if lead else None
            return gender not in {None, reference.wanted}
    return False
