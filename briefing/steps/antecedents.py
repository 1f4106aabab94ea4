"""Earlier sentences -> the one person or organisation that a reference means, None where a second one might be meant."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import NameMention, Sentence
from briefing.steps.capitals import Run, Word, find_runs, split_words
from briefing.steps.gazetteer import Gazetteer, fold, gazetteer
from briefing.steps.offices import is_former
from briefing.steps.references import OPENERS, Reference, find_reference

FARTHEST = 4
"""Sentences back that a chain of "he said" may lead."""
WINDOW = 3
"""Sentences back in which "the ministry" may have its name."""
LONGEST = 1_500
"""Longer sentences say too much to be sure."""
SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)
DETERMINERS = frozenset("the its his her their a an".split())
QUOTATION_MARKS = ("“", "”"), ("«", "»"), ("„", "“")
GENERIC = frozenset("group organisation organization bloc alliance body".split())
APPOSITION = re.compile(r",? an? [^,.;]{0,60}\b(?:group|organi[sz]ation|bloc|alliance|body)\b")


@dataclass(frozen=True, slots=True)
class Scene:
    """A document up to a sentence: the sentences before it and the names in all of them."""

    before: Sequence[Sentence]
    names: Sequence[NameMention]
    known: Gazetteer

    def mentions(self, sentence: Sentence) -> list[NameMention]:
        """Return the names inside a sentence."""
        first = bisect_left(self.names, sentence.span.start, key=starts)
        last = bisect_left(self.names, sentence.span.end, key=starts)
        return [mention for mention in self.names[first:last] if mention.source == sentence.source]

    def of_kind(self, sentence: Sentence, kind: str) -> dict[str, NameMention]:
        """Return the first mention of each name of a kind inside a sentence."""
        found: dict[str, NameMention] = {}
        for mention in self.mentions(sentence):
            if mention.kind == kind:
                found.setdefault(mention.name, mention)
        return found

    def near(self, sentence: Sentence, steps: int) -> list[Sentence]:
        """Return the sentences before one, the nearest first, as long as no paragraph is left out."""
        found: list[Sentence] = []
        for earlier in self.before[: -steps - 1 : -1]:
            if earlier.source != sentence.source or not 0 <= sentence.paragraph - earlier.paragraph <= 1:
                break
            found.append(earlier)
            sentence = earlier
        return found


def starts(mention: NameMention) -> int:
    """Return where a mention starts."""
    return mention.span.start


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
        lead = re.sub(r"[“\"«‘'][^”\"»]{0,2000}[”\"»’']", " ", lead)
    kinds = {"person"} if reference.wanted in {"he", "she", "office"} else {"organisation", "person"}
    end = sentence.span.start + reference.start
    named = [mention for mention in scene.mentions(sentence) if mention.kind in kinds and mention.span.start < end]
    outside = [
        m for m in named if sentence.text[m.span.start - sentence.span.start :][: m.span.end - m.span.start] in lead
    ]
    return not outside and not (reference.wanted in {"he", "she"} and human_nouns(lead, scene.known))


def inside_quotation(sentence: Sentence, before: Sequence[Sentence]) -> bool:
    """Say whether a quotation that an earlier sentence of the paragraph opened is still open."""
    depth = straight = 0
    for earlier in before[: -FARTHEST * 2 - 1 : -1]:
        if earlier.source != sentence.source or earlier.paragraph != sentence.paragraph:
            break
        depth += earlier.text.count("“") - earlier.text.count("”")
        straight += earlier.text.count('"')
    return depth > 0 or straight % 2 == 1


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


def is_rivalled(scene: Scene, sentence: Sentence, people: dict[str, NameMention], reference: Reference) -> bool:
    """Say whether a sentence brings up somebody else: unknown capitals, "his lawyer", the other pronoun."""
    if len(sentence.text) > LONGEST or (SHE if reference.wanted == "he" else HE).search(sentence.text):
        return True
    text = sentence.text
    for mention in people.values():
        start = mention.span.start - sentence.span.start
        text = drop_office(text, start, mention)
    return human_nouns(text, scene.known) or unknown_capitals(scene, sentence)


def drop_office(text: str, start: int, mention: NameMention) -> str:
    """Blank out a person's own office beside the name."""
    end = start + mention.span.end - mention.span.start
    size = len(mention.office or "") + 6
    pieces = (
        text[: max(0, start - size)],
        text[max(0, start - size) : start],
        text[end : end + size + 4],
        text[end + size + 4 :],
    )
    for word in (mention.office or "").split():
        pieces = pieces[0], pieces[1].replace(word, "", 1), pieces[2].replace(word, "", 1), pieces[3]
    return "".join((pieces[0], pieces[1], " ", pieces[2], pieces[3]))


def human_nouns(text: str, known: Gazetteer) -> bool:
    """Say whether a text speaks of one more person without a name."""
    words = (word.lower.rpartition("-")[2] for word in split_words(text))
    return any(word in known.humans or word in known.offices for word in words)


def unknown_capitals(scene: Scene, sentence: Sentence) -> bool:
    """Say whether a sentence holds capitals that may be the name of somebody unknown."""
    words = split_words(sentence.text)
    covered = [(m.span.start - sentence.span.start, m.span.end - sentence.span.start) for m in scene.mentions(sentence)]
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


def is_subject(scene: Scene, sentence: Sentence, mention: NameMention) -> bool:
    """Say whether a person or body opens the sentence, follows its opening adverbial, or speaks its quotation."""
    start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
    tail = sentence.text[end : end + 40]
    if re.match(r"['’]s?\b|['’]\s|\s?(?:and|or|&)\s", tail):
        return False
    lead = without_office(sentence.text[:start], mention, scene.known)
    if not lead or lead.endswith(("”", '"', "’")):
        return True
    spoken = re.match(r"(?:,[^,]{0,80},)?\s(?:also |later |then )?([a-z]+)", tail)
    if lead.endswith(","):
        return is_adverbial(lead)
    before = lead.rpartition(" ")[2].lower()
    return before in scene.known.speech and not (spoken and spoken.group(1) in scene.known.speech) and quotes(lead)


def quotes(lead: str) -> bool:
    """Say whether a verb of speech follows a quotation or a comma, as in "..., said X"."""
    return lead.rpartition(" ")[0].rstrip().endswith(("”", '"', "’", ","))


def is_adverbial(lead: str) -> bool:
    """Say whether what precedes a subject is an opening such as "In a statement," and no clause of its own."""
    first = lead.partition(" ")[0].rstrip(",").lower()
    return first in OPENERS or first.endswith(("ing", "ly"))


def without_office(lead: str, mention: NameMention, known: Gazetteer) -> str:
    """Return what precedes a name, less the office, title, country and article that belong to it."""
    words = split_words(lead)
    office = {fold(word) for word in re.findall(r"[\w-]+", mention.office or "")}
    end = len(lead)
    while words:
        word = words[-1]
        own = word.lower in known.honorifics | DETERMINERS | known.office_words or fold(word.text) in office
        gap = lead[word.end : end].replace("’s", "").replace("'s", "").strip(" .\u00a0")
        if gap not in {"", ","} or (gap and word.lower not in known.offices) or not (own or known.nation(word.text)):
            break
        end = word.start
        words.pop()
    return lead[:end].rstrip()


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


def office_holder(scene: Scene, sentence: Sentence, reference: Reference) -> str | None:
    """Return the one person nearby who holds the office; nobody else of that office may be spoken of."""
    near = scene.near(sentence, WINDOW)
    holders: dict[str, NameMention] = {}
    for earlier in near:
        for mention in scene.mentions(earlier):
            if mention.kind == "person" and holds(mention, reference.noun, scene.known):
                holders.setdefault(mention.name, mention)
    if len(holders) != 1:
        return None
    holder = next(iter(holders.values()))
    if any(again(earlier, scene, holder, reference.noun) for earlier in near):
        return None
    others = {name for earlier in near for name in scene.of_kind(earlier, "person")} - {holder.name}
    return None if others else holder.name


def holds(mention: NameMention, noun: str, known: Gazetteer) -> bool:
    """Say whether a person's office is what the noun says, and not one of the past."""
    office = (mention.office or "").lower()
    if not office or is_former(office, known) or (noun == "minister" and "prime" in office):
        return False
    heads = set(office.replace("’s", "").replace("'s", "").split())
    return noun in heads or (noun.startswith("spokes") and any(head.startswith("spokes") for head in heads))


def again(sentence: Sentence, scene: Scene, holder: NameMention, noun: str) -> bool:
    """Say whether a sentence speaks of that office apart from the holder's own name."""
    text = sentence.text
    for mention in scene.mentions(sentence):
        if mention.name == holder.name:
            text = drop_office(text, mention.span.start - sentence.span.start, mention)
    stem = noun[:6] if noun.startswith("spokes") else noun
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
