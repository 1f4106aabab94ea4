"""Sentence -> whether its text is corrupt: broken encodings, glue, machine rewording, remains of code."""

import re

from briefing.steps.misread import misread
from briefing.steps.standalone.words import listed

_ENCODING = re.compile("\u00ff\u00ff|\u00fe\u00ff|[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x9f]")
_CODE = re.compile(
    r"&(?:[a-z]{2,6}|#\d{2,5});|\{\{|\}\}|\bfunction ?\(|\bvar \w+ ?=|[{}]\s*$"
    r"|</?(?:a|b|br|blockquote|div|em|h\d|i|iframe|img|li|p|script|span|strong|style|table|td|tr|ul)\b[^<>]{0,200}>",
    re.IGNORECASE,
)
_GLUE = re.compile(
    r"[a-z]{3}(?:The|He|She|It|In|On|This|But|They|We|Photo|Photos|Image|Read|Share|Advertisement|Getty|Reuters|Video|Watch)\b"
    r"|(?<![\w@#/.’'-])[A-Z](?:The|He|She|It|But|They|We)\b(?![’'])"  # "lying on MIt has asked"
    r"|\b\w+(?:[-_]\w+){6,}"
)
_INNER_CAPITAL = re.compile(
    r"(?<![\w@#/.’'-])[a-z]{3,}[A-Z][a-z]+(?![\w./@])"
)  # "phonAbout"; iPhone, YouTube and #soTrue are names
_COLUMNS = re.compile(
    r"(?<![-\w])(?:the|an?) (?:at|of|to|and|with|for|from|by|had|were|was|is|are|been|has|have|that|which|they|he|she"
    r"|because)(?![-\w])"
)
_PAIR = re.compile(r"(?<![-\w’'.@/])[a-z]{2}(?![-\w’'.@/])")
_BROKEN = 2
"""So many different scraps of two letters make a broken text; one may be a foreign word."""
_PUNCTUATION = re.compile(r",,|;;|,\s*\.(?!\d|\.)|\(\s*\)|[“\"]\s?[”]|[?!]{4,}|\.{7,}|(?:\s[-*_=|]){3,}")
_REPEATED = re.compile(
    r"\b(\w+)(?:\W{1,3}\1\b){2,}"  # the same word three times
    r"|\b(\w{2,} \w{2,} \w{2,}) \2\b"  # three words twice
    r"|\b(\w{4,}),? (?:and )?not \3\b",  # "workers, not workers"
    re.IGNORECASE,
)
_STOPPED = re.compile(r"\b[^\W\d_]{5,40}\. (?=[a-z]{2})|[^\W\d_]{2}\.[\"”’»] (?=[a-z])")
_LONG_ABBREVIATIONS = ("approx.", "calif.", "messrs.", "thurs.", "assoc.", "colls.")
_SPOKEN = re.compile(
    r"(?:\S+\s+){0,7}?(?:said|says|told|added|asked|wrote|warned|announced|stated|according|read|insisted|recalled|explained)\b"
)
_MARKS = re.compile("[\u0300-\u036f\u0591-\u065f\u0900-\u0dff\u0e31-\u0e4e]")
_OPENING = re.compile(r"[,.;:!?%)\]}”»…]")
_LOWER_NAMES = re.compile(
    r"(?:\w?[a-z]+-?[A-Z]|[a-z]+\d|(?:al|el|ul|ibn|de|del|della|di|da|dos|du|la|le|van|von|ter|bin|d)\b[-’' ])"
)


def is_corrupt(text: str, language: str = "en") -> bool:
    """Tell text that a machine broke or reworded from text that somebody wrote."""
    if language == "en" and _is_mixed(text):
        return True
    return bool(
        _ENCODING.search(text)
        or misread(text)
        or _CODE.search(text)
        or _GLUE.search(text)
        or _PUNCTUATION.search(text)
        or _begins_inside(text)
        or _stops_inside(text)
        or _repeats(text)
        or _is_symbols(text)
    )


def _is_mixed(text: str) -> bool:
    """Columns run into each other: capitals inside words, articles without a noun, scraps of words."""
    if _INNER_CAPITAL.search(text) or _COLUMNS.search(text):
        return True
    return len({*_PAIR.findall(text)} - listed("two-letters")) >= _BROKEN


def _begins_inside(text: str) -> bool:
    """It begins in lower case or with punctuation that ends something."""
    if _OPENING.match(text) and not text.startswith("...") and not text.startswith("…"):
        return True
    bare = text.lstrip("“\"‘'«„([¿¡… .")
    return bare[:1].islower() and not _LOWER_NAMES.match(bare)


def _stops_inside(text: str) -> bool:
    """A full stop in the middle, then lower case that is neither an attribution nor an abbreviation's sequel."""
    for match in _STOPPED.finditer(text):
        if match.group().strip().lower().endswith(_LONG_ABBREVIATIONS):
            continue
        if not _SPOKEN.match(text[match.end() : match.end() + 120]):
            return True
    return False


def _repeats(text: str) -> bool:
    if len(text) > 5000:
        return False
    return any(any(map(str.isalpha, match.group())) for match in _REPEATED.finditer(text))


def _is_symbols(text: str) -> bool:
    """Less than half of it is letters, or a word is longer than any language's."""
    solid = text.split()
    length = sum(map(len, solid))
    letters = sum(map(str.isalpha, text)) + len(_MARKS.findall(text))
    if length > 20 and letters < 0.5 * length:
        return True
    return any(len(word) > 45 and word.isascii() and "/" not in word for word in solid)
