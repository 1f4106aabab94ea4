"""A sentence among the sentences before it -> who is named there, and who is its subject."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import NameMention, Sentence
from briefing.steps.names.capitals import split_words
from briefing.steps.names.gazetteer import Gazetteer, fold, gazetteer

FARTHEST = 8
"""Sentences of a paragraph back in which a quotation may have been opened."""


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


def inside_quotation(sentence: Sentence, before: Sequence[Sentence]) -> bool:
    """Say whether a quotation that an earlier sentence of the paragraph opened is still open."""
    depth = straight = 0
    for earlier in before[: -FARTHEST - 1 : -1]:
        if earlier.source != sentence.source or earlier.paragraph != sentence.paragraph:
            break
        depth += earlier.text.count("“") - earlier.text.count("”")
        straight += earlier.text.count('"')
    return depth > 0 or straight % 2 == 1


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
    openers = gazetteer().openers
    first = lead.partition(" ")[0].rstrip(",").lower()
    return first in openers or first.endswith(("ing", "ly"))


def without_office(lead: str, mention: NameMention, known: Gazetteer) -> str:
    """Return what precedes a name, less the office, title, country and article that belong to it."""
    words = split_words(lead)
    office = {fold(word) for word in re.findall(r"[\w-]+", mention.office or "")}
    end = len(lead)
    while words:
        word = words[-1]
        own = word.lower in known.honorifics | known.determiners | known.office_words or fold(word.text) in office
        gap = lead[word.end : end].replace("’s", "").replace("'s", "").strip(" .\u00a0")
        if gap not in {"", ","} or (gap and word.lower not in known.offices) or not (own or known.nation(word.text)):
            break
        end = word.start
        words.pop()
    return lead[:end].rstrip()
