"""English sentence -> whether it takes up a time, a count, a thing or a person that only the text before it names."""

import re
from collections.abc import Sequence

from briefing.steps.standalone.pronouns import candidates, explains, without_s
from briefing.steps.standalone.words import any_word, listed, pattern

_NEAR = 6  # words: so short is a clause that says nothing of another time before "hours later"
_WORD = re.compile(r"[^\W\d_][\w’'-]*|\d[\d.,]*")
_DATED = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|(?:jan|feb|aug|sept|oct|nov|dec)\.|yesterday|today|tonight|christmas|easter|eve|when|after|before"
    r"|[12]\d{3})(?!\w)",
    re.IGNORECASE,
)
_THAT_TIME = re.compile(
    r"\b(?:that(?: same| very)?|the same) (?:day|night|morning|afternoon|evening|week|weekend|month)\b"
    r"(?! (?:that|when|of|as|after|before|which|since|in)\b)",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:(?:\d[\d,.]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|several|some|few|many)"
    r" (?:minute|hour|day|week|month|year)s?|minutes|hours|moments|days|weeks|months|years)"
    r" (?:later|earlier|afterwards)(?=$|[,.;:]| (?:in|at|from|of|on|to|by|with)\b)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"An? (?:(?!(?:who|that|which|and|or|but)\b)[\w’'-]+ ){1,6}(?:then|subsequently|thereafter) "
    r"(?!(?:known|called|named|led|run|owned|aged|based|living|working|in|at|on|under|of)\b)[a-z]"
)
"""One link of a chain of events: "A second truck then hit ..."."""
_ECHO = re.compile(
    r"(?:what|where|why|how|whether|all) (?:it|he|she|they)\b"
    r"|until (?:an?|his|her|its|their) (?:successor|replacement)\b(?! (?:to|for|of)\b)",
    re.IGNORECASE,
)
_EITHER = re.compile(r"[^,;:]{1,200} (?:either|likewise)\.")
_ONE = re.compile(r"\b(?:this|that) one\b(?! (?:of|day|time|man|woman|person)\b)", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:in|at|near|outside|of|inside) (?:the )?[A-Z]")
_TO_PERSON = re.compile(r"\b(?:for|told|asked) (?:him|her)(?=$|[.,;:])")
_LABEL = re.compile(
    r"(?:yesterday|today|tonight|overnight|earlier(?: today)?|later|now|this (?:morning|afternoon|evening)) ?[:–—] ",
    re.IGNORECASE,
)
"""Of a live blog: "Yesterday: ..."."""
_IN_STATEMENT = re.compile(
    r"in an? (?:\w+ )?(?:statement|letter|report|post|tweet|message|email|interview|filing),? (?:it|he|she|they)\b"
    r"(?! (?:published|wrote|released|issued|sent|posted|made|signed|gave|filed|submitted)\b)",
    re.IGNORECASE,
)
_ITS_VOICE = re.compile(r", its (?:[\w’'-]+ ){1,3}(?:said|says|added|told|reported|confirmed|announced)\b")
_ALL_OF_THEM = re.compile(
    r"All (?:of them|(?:\d+|two|three|four|five|six|seven|eight|nine|ten) (?:are|were|have|had|face))\b"
)
_THERE = re.compile(
    r"(?<!here and )(?<!out )(?<!over )\bthere(?:(?=$|[.,;:])"
    r"| (?:overnight|yesterday|today|tonight|since|on|last|until|again|said|says|told|reported|confirmed|saw|heard)\b)"
)
_SOMEWHERE = re.compile(
    r"\b(?:in|at|near|outside|of|inside|to|from|through|around|across|into|on|visited|reached|left|entered)"
    r" (?:(?:the|an?|his|her|its|their) (?!said\b)\w|[A-Z])"
)
_IT_STRUCK = re.compile(
    r"\b(?:said|says|reported|reports|estimated|confirmed|noted|added|stated|specified) (?:that )?it (?:\w+ly )?"
    r"(?:occurred|happened|erupted|exploded|lasted|took place|(?:struck|hit) (?:about |some )?(?:at|off|near|\d)"
    r"|reached a magnitude|was (?:felt|cent(?:er|re)d))"
)
_STRUCK = re.compile(
    r"\b(?:\w*quake|aftershock|tremor|temblor|tsunami|wave|storm|hurricane|cyclone|typhoon|tornado|flood|landslide|avalanche"
    r"|eruption|blast|explosion|crash|collision|accident|incident|fire|blaze|attack|shooting|strike|outage|war)s?\b",
    re.IGNORECASE,
)
_AT_IT = re.compile(
    r"[^,;:—–()]{1,80}? (?:about|at|by|for|from|into|of|on|over|to|with) it"
    r"(?=$|[.,;:]| (?:day|around|again|now|since)\b)"
)


def needs_context(text: str, words: Sequence[str]) -> bool:
    """Whether a sentence, its long quotations replaced by the word Q, hangs on the text before it."""
    return (
        any(pattern(key).match(text) for key in ("days", "counted", "nothing-more", "the-other", "one-more"))
        or bool(_ECHO.match(text) or _EITHER.fullmatch(text) or _ONE.search(text))
        or bool(_LABEL.match(text) or _ALL_OF_THEM.match(text) or _IN_STATEMENT.match(text))
        or _is_there(text)
        or _is_nobodys_voice(text)
        or _is_then(text)
        or _is_part(text, words)
        or _is_told(text)
        or _is_worked_on(text)
    )


def points_away(text: str) -> bool:
    """Whether even what is quoted points at something: "No vote is fair, and this one was not"."""
    return bool(_ONE.search(text)) or _has_struck(text)


def _has_struck(text: str) -> bool:
    """Tell "the survey said it struck at noon", of a quake that stood before, from "said of the crash that it"."""
    match = _IT_STRUCK.search(text)
    return match is not None and not _STRUCK.search(text, 0, match.start())


def _is_then(text: str) -> bool:
    """Tell "that day", "19 hours later", and no time before it that they count from; "A truck then hit ..."."""
    if _NEXT.match(text):
        return True
    match = _THAT_TIME.search(text)
    if match and not _DATED.search(text, 0, match.start()):
        return True
    match = _LATER.search(text)
    if not match or _DATED.search(text, 0, match.start()):
        return False
    before = _WORD.findall(text[: match.start()].lower())
    compared = before[-1:] and before[-1] in {"than", "from", "with", "to"}
    return len(before) <= _NEAR and not compared and not listed("breaks").intersection(before)


def _is_there(text: str) -> bool:
    """Tell "a farmer there told us", and no place before it; not "there were 12", nor "out there"."""
    match = _THERE.search(text)
    return match is not None and not _SOMEWHERE.search(text, 0, match.start())


def _is_nobodys_voice(text: str) -> bool:
    """Tell "Four are missing, its ministry said", and nothing before it that could have a ministry."""
    match = _ITS_VOICE.search(text)
    return match is not None and not explains("it", _WORD.findall(text[: match.start()]))


def _is_part(text: str, words: Sequence[str]) -> bool:
    """Tell "broke down the gate", and no word in the sentence says what of."""
    part = any_word(
        "parts", r"(?<=[\w,] )the (?:front |back |main |rear |side )?(?:%s)\b(?! (?:of|to|in|at|on|into|that)\b)"
    )
    match = part.search(text)
    if not match or _PLACED.search(text) or listed("breaks").intersection(_WORD.findall(text[: match.start()])):
        return False
    return not any(without_s(word) in listed("wholes") for word in words)


def _is_told(text: str) -> bool:
    """Tell "a woman told him": the one person named is the subject, so the object is somebody else."""
    for match in _TO_PERSON.finditer(text):
        start = max(text.rfind(mark, 0, match.start()) for mark in ",;:—–(") + 1
        clause = _WORD.findall(text[start : match.start()])
        if explains("he", _WORD.findall(text[:start])) or listed("breaks").intersection(clause):
            continue
        if len(candidates("he", clause)) == 1 and not listed("speech").intersection(clause[:-1]):
            return True
    return False


def _is_worked_on(text: str) -> bool:
    """Tell "The engineers are working on it": the clause has named nothing that "it" could be."""
    match = _AT_IT.match(text)
    words = _WORD.findall(match.group())[:-1] if match else []
    words = words[1:] if words and words[0].endswith("s") else words  # "Technicians": no name, and more than one
    return 1 < len(words) <= _NEAR and not listed("breaks").intersection(words[:-1]) and not explains("it", words)
