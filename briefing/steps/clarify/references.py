"""A sentence's text -> the pronoun or "the ministry" that it opens with, or whose words it quotes."""

import re
from dataclasses import dataclass
from typing import Literal

from briefing.steps.names.gazetteer import gazetteer

Wanted = Literal["he", "she", "it", "organisation", "office"]
PRONOUNS: dict[str, Wanted] = {"he": "he", "his": "he", "she": "she", "her": "she", "it": "it"}
POSSESSIVES = frozenset({"his", "her"})
NOUN = r"[a-z]+(?:-[a-z]+)?"
OPENING = re.compile(rf"(?P<word>He|She|It|His|Her|The (?P<noun>{NOUN}))(?![\w’'-])")
AFTER_OPENING = re.compile(rf", (?P<word>he|she|it|the (?P<noun>{NOUN}))(?= [a-z])")
QUOTED = re.compile(rf"[,.?!…–—-]\s?[\"”’'»]\s(?P<word>he|she|it|the (?P<noun>{NOUN}))(?= [a-z])")
ASIDE = re.compile(r", (?P<word>he|she|it) (?P<verb>said|says|added|wrote|told [a-z]+)(?=[,.])")
NEXT = re.compile(r"\s([a-z’'-]+)(?:\s([a-z’'-]+))?")
LONGEST_OPENING = 160
FARTHEST = 2_000
"""Longer sentences are looked at no further."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a sentence opens with that another sentence explains."""

    wanted: Wanted
    at: int
    """Offset just behind it."""
    start: int
    noun: str = ""
    possessive: bool = False
    quoted: bool = False
    """It names the speaker of words that stand before it."""


def find_reference(text: str, inside_quotation: bool = False) -> Reference | None:
    """Return the pronoun or noun that the sentence opens with, has as its first subject, or names as its speaker."""
    text = text[:FARTHEST]
    opening = None if inside_quotation else OPENING.match(text) or after_opening(text)
    found = None if opening is None else make(text, opening, quoted=False)
    if found is not None:
        return found
    match = QUOTED.search(text) or ASIDE.search(text)
    return None if match is None else make(text, match, quoted=True)


def after_opening(text: str) -> re.Match[str] | None:
    """Return the subject behind an opening such as "On Friday," or "Speaking to reporters,"."""
    first = text.partition(" ")[0].rstrip(",").lower()
    if not (first in gazetteer().openers or (first.endswith(("ing", "ly")) and text[:1].isupper())):
        return None
    return AFTER_OPENING.search(text, 0, LONGEST_OPENING)


def make(text: str, match: re.Match[str], *, quoted: bool) -> Reference | None:
    """Return the reference of a match, None where what follows does not let it stand for one person or body."""
    noun = match.groupdict().get("noun")
    if noun is None:
        return pronoun(text, match, quoted=quoted)
    known = gazetteer()
    if noun not in known.bodies | known.posts or not acts(text, match.end("word"), speech_only=quoted):
        return None
    wanted: Wanted = "organisation" if noun in known.bodies else "office"
    return Reference(wanted, match.end("word"), match.start("word"), noun, False, quoted)


def pronoun(text: str, match: re.Match[str], *, quoted: bool) -> Reference | None:
    """Return the reference of a pronoun; "it" can mean anything unless it speaks."""
    word = match.group("word").lower()
    if word == "it" and not acts(text, match.end("word"), speech_only=True):
        return None
    return Reference(PRONOUNS[word], match.end("word"), match.start("word"), "", word in POSSESSIVES, quoted)


def acts(text: str, at: int, *, speech_only: bool) -> bool:
    """Say whether a verb follows, so that "The party" is not the beginning of "The party leader"."""
    known = gazetteer()
    match = NEXT.match(text, at)
    verb = None if match is None else match.group(2) if match.group(1) in known.adverbs else match.group(1)
    if verb is None:
        return False
    if verb in known.speech:
        return True
    return not speech_only and (verb in known.auxiliaries | known.acts or (verb.endswith("ed") and len(verb) > 4))
