"""Sentences -> the acts that they tell ("protest" "begin"), and which of them tell one happening in other words.

Two sentences tell one happening when they mean the same day and say of the same thing that it did the same: verbs of
the same sense, as news uses them, next to nouns of the same sense. English only; whatever the tables below don't hold
tells no act, so that two happenings are rather shown twice than taken for one.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from briefing.model import DateMention, Pile, Sentence
from briefing.steps.select import can_stand
from briefing.steps.words import content, stem

Act = tuple[str, str]
"""A sense of a noun and a sense of a verb: ("protest", "begin")."""

SHARED = 2  # stems, dates aside, that two tellers of one act share: two fires may break out on one day
MOST = 50  # tellers of one act that are compared: bounds the work where thousands tell it
BEFORE, BEHIND = 3, 4  # content words between a verb and the noun it is said of
_DID = {
    "begin": "began begun begin begins start started starts erupt erupted erupts flared ignited broke-out broken-out",
    "end": "ended concluded finished",
    "fall": "failed collapsed burst breached crumbled gave-way caved-in came-down fell-in",
    "strike": "struck hit rocked shook jolted",
    "explode": "exploded detonated blew-up went-off",
    "crash": "crashed collided derailed rammed",
    "sink": "sank sunk capsized foundered",
    "resign": "resigned quit stepped-down stood-down",
    "land": "landed arrived",
}
"""Sense -> forms of verbs that are said of the noun before them."""
_DONE = {
    "impose": "declared declare declares imposed imposes introduced proclaimed announced ordered",
    "lift": "lifted revoked ended",
    "sign": "signed approved ratified passed",
    "dismiss": "dismissed sacked fired ousted",
    "seize": "seized stormed overran occupied captured",
}
"""Sense -> forms of verbs that are said of the noun behind them."""
_THINGS = {
    "protest": "protest demonstration unrest rally riot",
    "quake": "earthquake quake tremor temblor",
    "dam": "dam dyke dike levee embankment",
    "fire": "fire blaze wildfire inferno",
    "blast": "blast explosion",
    "strike": "strike walkout",
    "fighting": "fighting clash battle",
    "emergency": "emergency",
    "curfew": "curfew",
    "law": "law bill act",
}
"""Sense -> nouns; any other noun is a sense of its own."""
ENDS = re.compile(r"\b(?:until|till|til|through|by|before|after|since|from now|due|next)\s+(?:\w+\s+)?$", re.IGNORECASE)
"""What stands before the date of an end, a plan or a mere border in time."""
OWNED = re.compile(r"['’]s\b")
"""What stands behind the date of something else: "the winner of Sunday's vote"."""
_SHORT = 24  # characters before a date in which the word that leads to it stands
_CLAUSE = 200  # characters before a date in which its clause begins
_MARKS = re.compile(r"[,;:—–]\s")
_BORDERS = re.compile(
    r"\b(?:since|if|unless|until|(?:up|down)\sfrom|compared\s(?:with|to)|than|(?:is|are|was|were|been)\s"
    r"(?:scheduled|due|expected|planned|supposed)\s(?:to|for)|would(?!\shave\b))\s(?!then\b)(?:[\w.'’-]+\s){1,20}$",
    re.IGNORECASE,
)
"""What the date of a border, a condition or a plan stands behind: "six have died since the power failed on Monday"."""
_OF = re.compile(
    r"\b(?:condemn|mourn|commemorat|remember|deplor|regret|investigat|victims|survivors|anniversary|responsib)\w*\s"
    r"(?:[\w.'’-]+\s){1,12}of\s$",
    re.IGNORECASE,
)
"""What is said now of a happening that goes by its day: "condemns the attack of 6 May"."""
_LAST = re.compile(r"\bwhen\s(?:\w+\s){1,4}last\s\w+,?\s(?:on\s)?$", re.IGNORECASE)
_THE = re.compile(r"\bthe\s$", re.IGNORECASE)
_NOUN = re.compile(r"\s(?:\d[\w.]*\s)?[a-z]{3,}\b")
_EVENT = re.compile(
    r"\s(?:[\dA-Z][\w.’'-]*\s){0,2}(?:earthquake|quake|tremor|tsunami|flood|storm|hurricane|cyclone|typhoon|crash|blast|"
    r"explosion|bombing|attack|shooting|massacre|eruption|outbreak|referendum|coup)\b"
)
"""What goes by its day also without an article: "after 5 May quake, ..."."""
_ON = re.compile(r"(?:^|\b(?:on|late|early)\s)$", re.IGNORECASE)
_OBJECT = re.compile(r"\b(?:that|which)\s(?:it|he|she|they|we|the\s\w+)\s(?:had\s)?(?:\w+\s){1,4}$")
"""Whose date is aside: "the figure that it gave on Monday"."""
_SAYS = re.compile(
    r"\b(?:said|says?|saying|told(?:\s\w+){1,3}|announced|confirmed|added|claimed|reported|warned|stated|denied|so|know|knew"
    r"|showed|shows|believed?s?|estimated|insisted|argued|wrote|learned|found|alleged)\s$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:who|which|that|\w{3,}ed)\s(?:[\w.'’-]+\s){0,8}$")
_INSERTED = re.compile(r",\s(?:\w{3,}(?:ed|en|wn)|built|held|made|set|shot|struck|won)\s(?:[\w.'’-]+\s){0,8}$")
"""What the date of an insertion, closed by a comma, stands behind: "the curfew, imposed on Monday, was lifted"."""
_PASSED = re.compile(r"\b(?:who|which|(?<!said )(?<!says )(?<!saying )that)\s(?:[\w.'’-]+\s){0,8}$")
_PERFECT = re.compile(r"\b(?:has|have)\s(?!not\b|no\b|a\b|the\b)\w+")
STALE = dt.timedelta(days=3)
"""A day so long before publication is no news: "divers have raised the bell, which fell on 2 May" tells of another."""
_NIGHT = re.compile(r"\bnight\s(?:\w+\s){0,3}$", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\s(?:have|has|had|was|were|is|are|will|remain|remains|remained|died|held|returned)\b", re.IGNORECASE
)
AGES = 365  # days before publication: "straightened in 1902, the meadows are building land today" means nowadays
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SECOND = frozenset({"out", "way", "in", "down", "up", "off"})
_ASIDE = frozenset({"that", "which", "who"})
"""An act that such a word opens is told by the way: the sentence is about something else."""


def _table(senses: Mapping[str, str]) -> Mapping[str, str]:
    return {form: sense for sense, forms in senses.items() for form in forms.split()}


_VERBS, _ACTIONS = _table(_DID), _table(_DONE)
_NOUNS = {stem(noun, "en"): sense for sense, nouns in _THINGS.items() for noun in nouns.split()}


def acts(text: str, *, aside: bool = False) -> frozenset[Act]:
    """Return what a sentence says that something did, or that was done to it; on request, also what it says aside."""
    words = [match[0].lower() for match in _WORD.finditer(text)]
    return frozenset(_acts(words, aside=aside))


def _acts(words: Sequence[str], *, aside: bool) -> Iterator[Act]:
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        form = f"{word}-{following}" if following in _SECOND else word
        sense = _VERBS.get(form) or _VERBS.get(word)
        if sense and (aside or not _ASIDE.intersection(words[max(0, place - 2) : place])):
            yield from ((noun, sense) for noun in _things(reversed(words[:place][-8:]), BEFORE))
        if sense := _ACTIONS.get(word):
            yield from ((noun, sense) for noun in _things(iter(words[place + 1 : place + 9]), BEHIND))


def _things(words: Iterator[str], most: int) -> Iterator[str]:
    """Yield the senses of the nearest content words that the table of nouns holds."""
    near = [stems[0] for word in words if (stems := content(word, "en"))][:most]
    yield from dict.fromkeys(_NOUNS[noun] for noun in near if noun in _NOUNS)


def happening(pile: Pile, index: int, published: dt.date | None) -> DateMention | None:
    """Return the date on which what a sentence tells happened; None where it tells no happening of a single day."""
    sentence = pile.sentences[index]
    if published is None or not can_stand(pile, index):
        return None
    for mention in pile.dates[index]:
        single = mention.first == mention.last or mention.basis == "stated" or _is_night(sentence, mention)
        past = mention.precision == "day" and single and mention.first <= published
        stale = past and mention.first < published - STALE and _is_background(sentence, mention)
        if past and not (stale or _is_end(sentence, mention) or _is_nowadays(pile, index, mention)):
            return mention
    return None


def _is_night(sentence: Sentence, mention: DateMention) -> bool:
    """Tell whether two days are the two ends of one night: "in the night of 2 to 3 March"."""
    before = sentence.text[: mention.span.start - sentence.span.start]
    return (mention.last - mention.first).days == 1 and _NIGHT.search(before[-_SHORT:]) is not None


def _is_end(sentence: Sentence, mention: DateMention) -> bool:
    """Tell whether the date is that of an end, a border or another thing: "until 19 January", "Sunday's vote"."""
    first, last = (place - sentence.span.start for place in (mention.span.start, mention.span.end))
    before, after = sentence.text[:first], sentence.text[last:]
    if ENDS.search(before[-_SHORT:]) or OWNED.search(sentence.text[first : last + 2]):
        return True
    clause = _MARKS.split(before[-_CLAUSE:])[-1]
    return bool(
        _BORDERS.search(clause)
        or _LAST.search(before[-_CLAUSE:])
        or _is_named_by(clause, after)
        or _is_by_the_way(clause, after)
        or (after.startswith(",") and _INSERTED.search(before[-_CLAUSE:]))
    )


def _is_named_by(clause: str, after: str) -> bool:
    """Tell whether a date names what happened then: "the quake of 5 May", "the 5 May quake left 40 dead"."""
    return bool(_OF.search(clause) or (_THE.search(clause) and _NOUN.match(after)))


def _is_by_the_way(clause: str, after: str) -> bool:
    """Tell whether a date is a relative clause's: "those who fled on Monday have returned"."""
    told = _OBJECT.search(clause)
    if told and not _SAYS.search(clause[: told.start()]):
        return True
    return bool(_RELATIVE.search(clause) and _GOES_ON.match(after))


def _is_background(sentence: Sentence, mention: DateMention) -> bool:
    """Tell whether a day names what is spoken of, or is a clause's by the way, while what came since is the news."""
    first, last = (place - sentence.span.start for place in (mention.span.start, mention.span.end))
    before, after = sentence.text[:first], sentence.text[last:]
    if _EVENT.match(after) and re.search(r"\d", sentence.text[first:last]) and not _ON.search(before[-_SHORT:]):
        return True
    clause = _MARKS.split(before[-_CLAUSE:])[-1]
    aside = _PASSED.search(clause)
    if not aside:
        return False
    return _PERFECT.search(before[: len(before) - len(clause) + aside.start()] + after) is not None


def _is_nowadays(pile: Pile, index: int, mention: DateMention) -> bool:
    """Tell whether "today" stands against a day long ago."""
    sentence = pile.sentences[index]
    words = sentence.text[mention.span.start - sentence.span.start : mention.span.end - sentence.span.start]
    return words.lower() == "today" and any((mention.first - other.last).days > AGES for other in pile.dates[index])


def dated(pile: Pile) -> Mapping[int, DateMention]:
    """Return the day of what each sentence tells, by its index, for those that tell a happening of a single day."""
    published = {document.source.id: document.published for document in pile.documents}
    found = ((index, happening(pile, index, published[one.source])) for index, one in enumerate(pile.sentences))
    return {index: mention for index, mention in found if mention}


def supports_of(pile: Pile) -> Mapping[int, tuple[int, ...]]:
    """Return for each sentence one of every other origin that tells the same happening in its own words."""
    origins = [pile.origins[sentence.source] for sentence in pile.sentences]
    found = {}
    for index, others in same_happenings(pile, dated(pile)).items():
        by_origin = {origins[other]: other for other in reversed(others) if origins[other] != origins[index]}
        found[index] = tuple(sorted(by_origin.values()))
    return {index: others for index, others in found.items() if others}


def undated(sentence: Sentence, dates: Sequence[DateMention], language: str) -> tuple[str, ...]:
    """Return the stems of a sentence without those of its dates: "Sunday" and "2 January" may be one day."""
    text, end = "", 0
    for mention in sorted(dates, key=lambda mention: mention.span):
        start = mention.span.start - sentence.span.start
        text += f"{sentence.text[end : max(end, start)]} "
        end = max(end, mention.span.end - sentence.span.start)
    return content(text + sentence.text[end:], language)


def same_happenings(
    pile: Pile, days: Mapping[int, DateMention], *, aside: bool = False
) -> Mapping[int, tuple[int, ...]]:
    """Return for each sentence with a dated act the others, of whatever source, that tell the same happening.

    Args:
        pile: all sentences.
        days: of what the sentences tell, by their index: from `dated`.
        aside: whether a happening that a sentence tells by the way counts too.

    """
    languages = {document.source.id: document.language for document in pile.documents}
    told: defaultdict[tuple[dt.date, Act], list[int]] = defaultdict(list)
    for index, mention in sorted(days.items()):
        if languages[pile.sentences[index].source] == "en":
            for act in acts(pile.sentences[index].text, aside=aside):
                told[mention.first, act].append(index)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for tellers in told.values():
        for one, other in _alike(pile, tellers[:MOST]):
            found[one].add(other)
            found[other].add(one)
    return {index: tuple(sorted(others)) for index, others in sorted(found.items())}


def _alike(pile: Pile, tellers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of sentences with the same act that share enough beside their dates."""
    if len(tellers) > 1:
        words = {index: frozenset(undated(pile.sentences[index], pile.dates[index], "en")) for index in tellers}
        yield from (pair for pair in combinations(tellers, 2) if len(words[pair[0]] & words[pair[1]]) >= SHARED)
