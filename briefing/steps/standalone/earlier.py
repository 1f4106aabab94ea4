"""English sentence, what its document said before -> whether "the letter" is one that only the document introduced."""

import re
from collections.abc import Sequence

from briefing.model import Sentence
from briefing.steps.standalone.words import listed

_LEAD = 2
"""Sentences: what a report begins with is the event itself, and every reader of the brief knows it."""
_REACH = 8
"""Sentences: what lies farther back has not been introduced for this one."""
_OFTEN = 4
"""A thing named in so many sentences is a part of the event."""
_LONG = 1000
_SUBJECT = re.compile(
    r"(?:[A-Z][^,;:]{0,60}, )?[Tt]he ([a-z]{3,})"
    r" (?:was|were|is|are|has|have|had|will|would|could|may|also|then|later|\w+ed|\w+s|\w+n['’]t)\b"
)


def is_resumed(text: str, earlier: Sequence[Sentence]) -> bool:
    """Tell "The letter asked for it" after "a letter from the mayor" from a thing that the event has one of.

    Args:
        text: of the sentence.
        earlier: the sentences of its document before it, in their order.

    """
    subject = _SUBJECT.match(text)
    if not subject or subject[1] in listed("known"):
        return False
    noun = re.compile(rf"\b(?:(an?|another|one|first|second) (?:[\w'’-]+ ){{0,3}})?{subject[1]}\b", re.IGNORECASE)
    mentions = [(sentence, match) for sentence in earlier if (match := noun.search(sentence.text[:_LONG]))]
    if not mentions or len(mentions) >= _OFTEN:
        return False
    first, match = mentions[0]
    return match[1] is not None and first.index >= _LEAD and first in earlier[-_REACH:]
