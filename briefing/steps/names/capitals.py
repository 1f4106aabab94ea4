"""A sentence's text -> its words and the runs of capitalised words in it: what a name can be made of."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.steps.names.gazetteer import Gazetteer

LETTER = r"[^\W\d_][\u0300-\u036f]*+"
WORD = re.compile(
    rf"(?:[A-ZÀ-ÖØ-Þ]\.){{1,4}}(?![^\W\d_])"  # initials: "J.", "U.S."
    rf"|{LETTER}(?:{LETTER}|\d)*+(?:(?:[-’'‐‑&]|\.(?=[a-z]))(?:{LETTER}|\d)++)*+"
)
POSSESSIVE = ("'s", "’s", "'S", "’S")
ABBREVIATED = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "rev", "hon", "st", "jr", "sr", "gen", "col", "lt", "sgt", "capt", "maj"}
    | {"adm", "sen", "rep", "gov", "cmdr", "insp", "supt", "brig"}
)
CONNECTORS = frozenset({"of", "for", "on", "and", "the", "in"})
MOST_WORDS = 14
"""Of one run: longer stretches of capitals are headlines or shouting."""


class Word(NamedTuple):
    """One word of a sentence: where it stands, what precedes it, and whether it opens with a capital."""

    start: int
    end: int
    """Without a possessive ending."""
    text: str
    lower: str
    capital: bool
    possessive: bool
    joined: bool
    """Nothing but white space (or the point of an abbreviation) parts it from the word before."""


class Run(NamedTuple):
    """Words first to last (included) that may be one name."""

    first: int
    last: int


def split_words(text: str) -> list[Word]:
    """Split a sentence into words; an opening in capitals ("KENYA'S PRESIDENT has") is read as "Kenya's President"."""
    words: list[Word] = []
    end = 0
    for match in WORD.finditer(text):
        raw, start = match.group(), match.start()
        possessive = raw.endswith(POSSESSIVE)
        form = raw[:-2] if possessive else raw
        joined = bool(words) and parted_by_space(text[end:start], words[-1])
        words.append(Word(start, start + len(form), form, form.lower(), is_capital(form), possessive, joined))
        end = match.end()
    return lower_shouting(words)


def parted_by_space(gap: str, before: Word) -> bool:
    """Say whether two words stand side by side."""
    if len(gap) > 3 or before.possessive:
        return False
    if gap == " ":
        return True
    return gap.isspace() or gap == " & " or (gap[:1] == "." and gap[1:].isspace() and before.lower in ABBREVIATED)


def is_capital(form: str) -> bool:
    """Say whether a word opens with a capital, "al-Sisi" and "d'Estaing" included."""
    if form[0].isupper() or form.isalpha():
        return form[0].isupper()
    head, _, tail = form.partition("-") if "-" in form[:4] else form.replace("’", "'").partition("'")
    return len(head) < 4 and tail[:1].isupper()


def lower_shouting(words: list[Word]) -> list[Word]:
    """Give words of an opening in capitals an ordinary case: two or more in a row, one of them no acronym."""
    count = 0
    for word in words:
        if not word.text.isupper():
            break
        count += 1
    if count < 2 or not any(len(word.text) > 4 for word in words[:count]):
        return words
    return [word._replace(text=title(word.text)) for word in words[:count]] + words[count:]


def title(form: str) -> str:
    """Write a word of capitals as a name is written; short ones without vowels stay acronyms."""
    return form if len(form) < 2 or "." in form or not set(form) & set("AEIOUYÀÁÉÍÓÚÄÖÜ") else form.title()


def is_headline(words: Sequence[Word], known: Gazetteer) -> bool:
    """Say whether nearly every word that is not small is capitalised, the verb too: then capitals mean nothing."""
    longer = [word for word in words if word.capital or (len(word.text) > 2 and word.lower not in known.stop)]
    return len(longer) > 4 and sum(word.capital for word in longer) > 0.9 * len(longer)


def find_runs(words: Sequence[Word], known: Gazetteer) -> Iterator[Run]:
    """Yield the runs of a sentence, in order."""
    at = 0
    while at < len(words):
        if not opens(words, at, known):
            at += 1
            continue
        last = at
        while last - at < MOST_WORDS and (following := next_word(words, at, last, known)):
            last = following
        yield Run(at, last)
        at = last + 1


def opens(words: Sequence[Word], at: int, known: Gazetteer) -> bool:
    """Say whether a run can begin with this word."""
    word = words[at]
    if not word.capital or is_weekday_or_month(words, at, known):
        return False
    if word.lower not in known.stop or (len(word.text) > 1 and word.text.isupper()):
        return True
    if at + 1 == len(words) or not (words[at + 1].capital and words[at + 1].joined):
        return False
    if known.place(f"{word.text} {words[at + 1].text}"):
        return True
    return word.lower in known.name_words and words[at + 1].lower not in known.stop


def is_weekday_or_month(words: Sequence[Word], at: int, known: Gazetteer) -> bool:
    """Say whether a word is a date and no name; "Theresa May" and "Mrs May" are names."""
    if words[at].lower not in known.calendar:
        return False
    before = words[at - 1] if at and words[at].joined else None
    titled = before is not None and before.lower in (known.given | known.honorifics | known.offices)
    return not (titled and words[at].lower in known.name_words)


def next_word(words: Sequence[Word], first: int, last: int, known: Gazetteer) -> int | None:
    """Return the last word of a longer run, None where the run ends."""
    after = last + 1
    if after >= len(words) or not words[after].joined:
        return None
    if words[after].capital:
        return None if is_weekday_or_month(words, after, known) or is_plain(words[after], known) else after
    if words[after].lower in known.particles:
        return skip(words, after, known.particles, known)
    return connect(words, first, last, known)


def is_plain(word: Word, known: Gazetteer) -> bool:
    """Say whether a capital inside a run is a stop word of a headline and joins nothing."""
    return word.lower in known.stop and word.lower not in known.name_words and not word.text.isupper()


def skip(words: Sequence[Word], at: int, small: frozenset[str], known: Gazetteer) -> int | None:
    """Return the place of the capital after at most three small words, None where there is none."""
    for place in range(at, min(at + 4, len(words))):
        if not words[place].joined:
            return None
        if words[place].capital:
            return None if words[place].lower in known.calendar | {"i", "the"} else place
        if words[place].lower not in small:
            return None
    return None


def connect(words: Sequence[Word], first: int, last: int, known: Gazetteer) -> int | None:
    """Follow "of the", "for", "and" inside the name of an organisation or an office."""
    linker = words[last + 1].lower
    if linker not in CONNECTORS or linker == "the":
        return None
    inside = {word.lower for word in words[first : last + 1]}
    if linker == "and":
        return join_and(words, first, last, known)
    if linker == "in" and not (inside & {"of", "for", "on"} and inside & known.organisation_heads):
        return None
    held = linker in {"of", "for"} and inside & known.offices
    field = last + 2 < len(words) and words[last + 2].lower in known.office_words
    return skip(words, last + 1, CONNECTORS, known) if (held and field) or inside & known.organisation_heads else None


def join_and(words: Sequence[Word], first: int, last: int, known: Gazetteer) -> int | None:
    """Follow "and" inside "Ministry of Health and Welfare" and "Food and Drug Administration" alone."""
    at = last + 2
    if at >= len(words) or not words[at].capital or not words[at].joined or words[at].lower in known.given:
        return None
    inside = {word.lower for word in words[first : last + 1]}
    if inside & {"of", "for", "on"} and inside & known.organisation_heads:
        return at
    headed = at + 1 < len(words) and words[at + 1].joined and words[at + 1].lower in known.organisation_heads
    return at if headed and first == last and words[first].lower in known.office_words else None
