"""A sentence's text -> the pronoun or "the ministry" that it opens with, or whose words it quotes."""

import re
from dataclasses import dataclass
from typing import Literal

from briefing.steps.gazetteer import gazetteer

Wanted = Literal["he", "she", "it", "organisation", "office"]
PRONOUNS: dict[str, Wanted] = {"he": "he", "his": "he", "she": "she", "her": "she", "it": "it", "its": "it"}
POSSESSIVES = frozenset({"his", "her", "its"})
BODIES = frozenset(
    """group organisation organization bloc alliance body agency ministry committee council commission party union
    company court parliament bank airline university movement federation association fund coalition institute
    department newspaper broadcaster charity regulator watchdog firm tribunal""".split()
)
OFFICES = frozenset(
    """president premier minister spokesman spokeswoman spokesperson governor mayor secretary-general chief general
    commander king queen judge ambassador chairman chairwoman director chancellor senator pope bishop archbishop
    commissioner sheriff prosecutor lawmaker sultan emir prince princess""".split()
)
ADVERBS = frozenset("also later then further now already still again earlier repeatedly previously reportedly".split())
AUXILIARIES = frozenset("has had have is was will would did does can could may might must should".split())
ACTS = frozenset("says told wrote met set gave made took held sent began left won lost put plans faces says".split())
NOUN = r"[a-z]+(?:-[a-z]+)?"
OPENING = re.compile(rf"(?P<word>He|She|It|His|Her|Its|The (?P<noun>{NOUN}))(?![\w’'-])")
AFTER_OPENING = re.compile(rf", (?P<word>he|she|it|the (?P<noun>{NOUN}))(?= [a-z])")
OPENERS = frozenset(
    """on in at by for with to from as of during after before following despite amid since until over under within
    throughout besides regarding later earlier meanwhile however moreover furthermore separately additionally afterwards
    then instead nevertheless nonetheless finally initially yesterday today still also according asked""".split()
)
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
    match = None if inside_quotation else OPENING.match(text) or after_opening(text)
    if match is not None:
        return make(text, match, quoted=False)
    match = QUOTED.search(text) or ASIDE.search(text)
    return None if match is None else make(text, match, quoted=True)


def after_opening(text: str) -> re.Match[str] | None:
    """Return the subject behind an opening such as "On Friday," or "Speaking to reporters,"."""
    first = text.partition(" ")[0].rstrip(",").lower()
    if not (first in OPENERS or (first.endswith(("ing", "ly")) and text[:1].isupper())):
        return None
    return AFTER_OPENING.search(text, 0, LONGEST_OPENING)


def make(text: str, match: re.Match[str], *, quoted: bool) -> Reference | None:
    """Return the reference of a match, None where what follows does not let it stand for one person or body."""
    word, noun = match.group("word").lower(), match.groupdict().get("noun") or ""
    at, start = match.end("word"), match.start("word")
    if not noun:
        wanted = PRONOUNS[word]
        possessive = word in POSSESSIVES
        spoken = wanted != "it" or possessive or acts(text, at, speech_only=True)
        return (
            Reference(wanted, at, start, "", possessive, quoted)
            if spoken and (not possessive or wanted != "it")
            else None
        )
    if noun not in BODIES | OFFICES or not acts(text, at, speech_only=quoted):
        return None
    return Reference("organisation" if noun in BODIES else "office", at, start, noun, False, quoted)


def acts(text: str, at: int, *, speech_only: bool) -> bool:
    """Say whether a verb follows, so that "The party" is not the beginning of "The party leader"."""
    match = NEXT.match(text, at)
    if match is None:
        return False
    verb = match.group(2) if match.group(1) in ADVERBS else match.group(1)
    if verb is None:
        return False
    if verb in gazetteer().speech:
        return True
    return not speech_only and (verb in AUXILIARIES | ACTS or (verb.endswith("ed") and len(verb) > 4))
