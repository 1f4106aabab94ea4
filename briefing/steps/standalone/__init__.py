"""Sentence -> faults: why a reader who sees nothing else cannot understand it, or should not be shown it."""

import re
from collections.abc import Sequence
from typing import Literal

from briefing.model import Sentence
from briefing.steps.quotations import Quotations, find_quotations
from briefing.steps.standalone.context import points_away
from briefing.steps.standalone.corrupt import is_corrupt
from briefing.steps.standalone.dangling import find_gaps, is_connected, refers, split
from briefing.steps.standalone.earlier import is_resumed
from briefing.steps.standalone.pronouns import has_name
from briefing.steps.standalone.words import any_word, lists, pattern

Fault = Literal[
    "pronoun",  # "He said ...": nobody in the sentence can be meant
    "reference",  # "The group ...", "The next day ...": which one stood in the sentence before
    "connective",  # "But ...", "On the other hand ...": it answers something
    "context",  # "Eleven were ...", "hours later", "the gate": of what, after what stood in the sentence before
    "speaker",  # a quotation, or a first person, without anybody who says it
    "half-quotation",  # a quotation mark or a bracket without its partner
    "garbled",  # corrupt text
    "fragment",  # no sentence: too short, without a verb, without an end
    "question",  # it asks
    "address",  # it speaks to the reader
]

_SHORT = 4  # words: a quotation of so few is part of the sentence around it
_LONG = 400  # characters: as much of a sentence is looked at for a main clause
_END = re.compile(r"[.!?…。！？؟।۔][\"'”’“»)\]]*$")
_NAMING = re.compile(r"(?:The|An?|His|Her|Its|Their) [a-z]+ed (?=[a-z]+ (?:of|in|at|on|for|to|near|from) )")
_DECREED = re.compile(
    r"To [a-z]+(?!.*,.*\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|said|says"
    r"|(?<!being )(?<!been )[a-z]{2,}ed)\b)"
)
"""One of several things that were decided: "To pay each family 8,000 dirin.", and no clause behind a comma."""
_LETTER = re.compile(r"[^\W\d_]")
_SPACELESS = frozenset({"ja", "th", "zh"})


def faults(
    sentence: Sentence, before: Sentence | None, language: str = "en", earlier: Sequence[Sentence] = ()
) -> tuple[Fault, ...]:
    """Return why `sentence` cannot be read alone, none twice, in a fixed order.

    Args:
        sentence: the one to judge.
        before: what precedes it, None at the start of a document.
        language: of the document, ISO 639-1.
        earlier: the last sentences of its document before it, in their order; what they introduce, it may take up.

    """
    text = " ".join(sentence.text.split())
    quotations = find_quotations(text)
    bare = _without_long_quotations(text, quotations)
    found: set[Fault] = set(_gaps(bare, text, quotations, language))
    if language == "en" and (points_away(text) or is_resumed(text, earlier)):
        found.add("context")
    if quotations.half or _is_inside(sentence, before, quotations) or text.count("(") != text.count(")"):
        found.add("half-quotation")
    if _lacks_speaker(text, bare, quotations, language):
        found.add("speaker")
    if is_corrupt(text, language):
        found.add("garbled")
    if _is_fragment(text, language):
        found.add("fragment")
    if _asks(text, bare):
        found.add("question")
    if _addresses(bare, language):
        found.add("address")
    return tuple(sorted(found))


def _gaps(bare: str, text: str, quotations: Quotations, language: str) -> list[Fault]:
    """Return what the sentence leaves open, by the rules that its language has."""
    if language == "en":
        return [*find_gaps(bare), *_gaps_of_quotation(text, quotations)]
    if language not in lists():
        return []
    end = "" if language in _SPACELESS else r"(?!\w)"
    opening = re.compile(rf"(?:{pattern('openers', language).pattern}){end}", re.IGNORECASE)
    plain = text.lstrip("“\"‘'«„—–「『 ")
    points_back = opening.match(plain) and not pattern("exempt", language).match(plain)
    return ["pronoun"] if points_back or pattern("speaker", language).search(text) else []


def _gaps_of_quotation(text: str, quotations: Quotations) -> list[Fault]:
    """ "“He was brave,” the mayor said", "“But it came too late,” said the nurse": who was, and what did?"""
    opening = text[:200].lstrip("“\"‘'") if quotations.spans and quotations.spans[0].start == 0 else ""
    found: list[Fault] = ["pronoun"] if pattern("quoted-openers").match(opening) else []
    return [*found, "connective"] if is_connected(opening) else found


def _without_long_quotations(text: str, quotations: Quotations) -> str:
    """Return the text with Q for each quotation that is a statement of its own."""
    kept, last = [], 0
    for span in quotations.spans:
        inside = text[span.start : span.end]
        bare = inside.strip("“”\"‘’'«»„")
        kept += [text[last : span.start], bare if _is_part(bare) else " Q, " if bare.endswith(",") else " Q "]
        last = span.end
    return " ".join("".join((*kept, text[last:])).split())


def _is_part(words: str) -> bool:
    """Whether a quotation is a word or two of the sentence around it, and not a statement of its own."""
    return len(words.split()) <= _SHORT and not words.endswith((".", ",", "!", "?", "…"))


def _is_inside(sentence: Sentence, before: Sentence | None, quotations: Quotations) -> bool:
    """The sentence before opened a quotation that is still open: these are somebody's words without a mark."""
    if before is None or before.paragraph != sentence.paragraph or quotations.spans:
        return False
    return find_quotations(before.text).opened


def _lacks_speaker(text: str, bare: str, quotations: Quotations, language: str) -> bool:
    """Nobody says the quotation, only "the statement" does, or a first person speaks outside of quotation marks."""
    outside = pattern("own-voice", language).sub(" ", _outside(text, quotations))
    if pattern("first-person", language, r"(?<![\w’'-])(?:%s)(?![\w-])").search(outside):
        return True
    if not quotations.spans or quotations.spans[0].start > 0 or not bare.startswith("Q"):
        return False
    rest = bare.removeprefix("Q").strip(" ,.")
    if not _LETTER.search(rest.replace("Q", "")):
        return True
    if language != "en":
        return False
    named = has_name(split(rest)) or has_name(split(text[1:60])[:4])
    said = any_word("speech", r"(?:(?:said|added|read) )?(the [\w’' -]{3,60}?) (?:also )?(?:%s)\b").match(rest)
    return not named and said is not None and (refers(said[1].split()) or said[1] == "the statement")


def _outside(text: str, quotations: Quotations) -> str:
    kept, last = [], 0
    for span in quotations.spans:
        kept.append(text[last : span.start])
        last = span.end
    return " ".join((*kept, text[last:]))


def _is_fragment(text: str, language: str) -> bool:
    if language in _SPACELESS:
        return len(text) < 8
    tokens = re.findall(r"\w+", text[:2000])
    if len(tokens) < 5 or not _END.search(text) or text.endswith(("...", "…", ":")):
        return True
    if language == "en" and _DECREED.match(text[:_LONG]) and "?" not in text:
        return True
    if language == "en" and text[-5:-1].isdecimal() and pattern("caption").match(text):
        return True  # "The jet lands in Lenz on March 28, 2007." was said of a picture
    if language not in lists() or len(tokens) > 60:
        return False
    first = _NAMING.match(text) if language == "en" else None  # "The planned route of the pipeline." has no verb
    return not pattern("finite", language, r"\b(?:%s)\b").search(text, first.end() if first else 0)


def _asks(text: str, bare: str) -> bool:
    return text.rstrip("\"'”’»)] ").endswith("?") and (not bare.endswith("Q") or len(bare.split()) < 3)


def _addresses(bare: str, language: str) -> bool:
    return language == "en" and bool(
        pattern("imperative").match(bare) or pattern("reader").search(bare) or pattern("notice").search(bare)
    )
