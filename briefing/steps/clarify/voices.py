"""A document's own first person -> in whose name it says "we": an organisation's statement, not a columnist's.

Reports of relief organisations and of companies are written in the first person plural. Their sentences can be quoted
where a bracket says who "we" is. It is the outlet where its article names it as somebody who acts, where nobody says
"I", and where "we" is not everybody ("we must all ...").
"""

import re
from collections.abc import Sequence

from briefing.model import Clarification, Document, Sentence
from briefing.steps.quotations import find_quotations
from briefing.steps.standalone.words import lists, pattern

_PLURAL = r"(?<![\w’'-])(?:%s)(?![\w’'-])"


def voice_of(document: Document, part: Sequence[Sentence]) -> str | None:
    """Return the name behind the "we" of a document; None where it is not certain.

    `part` are the sentences of the document.
    """
    name = document.publisher
    if name is None or document.agency or "own-plural" not in lists().get(document.language, {}):
        return None
    told = re.compile(rf"(?<!\btold )(?<!\btells )(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    if not any(told.search(sentence.text) for sentence in part):
        return None
    alone = pattern("own-singular", document.language, _PLURAL)
    return None if any(_outside(alone, sentence.text) for sentence in part) else name


def voiced(sentence: Sentence, voice: str, language: str) -> Clarification | None:
    """Return the bracket behind the first "we" or "our" of a sentence; None where it says none, or means everybody."""
    text = sentence.text
    found = _outside(pattern("own-plural", language, _PLURAL), text)
    if not found or _outside(pattern("everybody", language, _PLURAL), text):
        return None
    possessive = language == "en" and found[0].group().lower() == "our"
    return Clarification(at=found[0].end(), insert=f"[{voice}’s]" if possessive else f"[{voice}]", basis="name")


def speaks_at(text: str, language: str) -> int | None:
    """Return the offset behind the first "we" or "our" of a sentence, None where there is none."""
    found = _outside(pattern("own-plural", language, _PLURAL), text)
    return found[0].end() if found else None


def _outside(wanted: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Return the matches outside of quotation marks."""
    matches = list(wanted.finditer(text))
    if not matches:
        return []
    spans = find_quotations(text).spans
    return [match for match in matches if not any(span.start <= match.start() < span.end for span in spans)]
