"""Words of an English sentence -> whether one of them may be what a pronoun means; which of them are names."""

import re
from collections.abc import Sequence

from briefing.steps.standalone.words import listed, openers

_PERSONAL = {"he": "he", "she": "he", "his": "he", "her": "he", "him": "he", "himself": "he", "herself": "he"}
_CONTRACTED = re.compile("['’]")
_PERSON = re.compile(r"(?:man|woman|[^aeiou]er|tor|sor|ist|ian|eer|ess|ant|-old|-year-olds?)$")


def is_personal(word: str) -> bool:
    """Whether a word is "he", "she" or a form of them."""
    return word.lower() in _PERSONAL


def explains(pronoun: str, words: Sequence[str]) -> bool:
    """Whether one of `words` may be what the pronoun means."""
    kind = _PERSONAL.get(pronoun, pronoun)
    return any(_may_mean(kind, words, at) for at in range(len(words)))


def candidates(pronoun: str, words: Sequence[str]) -> list[int]:
    """Return where each thing ends that the pronoun may mean, an owner with what is owned."""
    kind = _PERSONAL.get(pronoun, pronoun)
    found = [at for at in range(len(words)) if _may_mean(kind, words, at) and not words[at].endswith(("'s", "’s"))]
    return [at for at in found if at + 1 not in found]


def is_speaker(words: Sequence[str], at: int) -> bool:
    """Whether the word at `at` may issue statements: a name, or an organisation's noun."""
    return _is_name(words[at], at == 0) or without_s(words[at]) in listed("organisations")


def has_name(words: Sequence[str]) -> bool:
    """Whether any word is a name: of a person, a place or an organisation."""
    return any(_is_name(word, at == 0) for at, word in enumerate(words))


def without_s(word: str) -> str:
    """Return the word in lower case without its possessive ending."""
    return word.lower().removesuffix("'s").removesuffix("’s")


def _may_mean(kind: str, words: Sequence[str], at: int) -> bool:
    word, low = words[at], without_s(words[at])
    name = _is_name(word, at == 0) and not _is_located(words, at)
    if kind == "he":
        if low == "one":
            return _is_somebody(words, at)
        acronym = word.isupper() and len(word) < 6
        return (name and not acronym and low not in listed("organisations")) or _is_person(low)
    if name or low in listed("organisations"):
        return True
    if kind in {"they", "their"}:
        return low in listed("people") or (_is_plural(word.lower()) and low not in listed("times"))
    if kind == "it" and _is_plural(low):
        return False
    return at > 0 and words[at - 1].lower() in {"the", "a", "an"} and low not in listed("times")


def _is_somebody(words: Sequence[str], at: int) -> bool:
    """Tell "one who fled" and "one of them said" from "one village"."""
    return at + 1 < len(words) and words[at + 1].lower() in listed("relatives") | listed("verbs") | {"of"}


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))


def _is_person(word: str) -> bool:
    return word in listed("offices") or (
        len(word) > 4 and bool(_PERSON.search(word)) and word not in listed("no-person")
    )


def _is_name(word: str, first: bool) -> bool:
    low = without_s(word)
    bare = _CONTRACTED.split(low)[0]
    if not word[:1].isupper() or word == "Q" or bare == "i" or low in listed("times") or low in listed("people"):
        return False
    return not first or not (bare in openers() or low.endswith(("ing", "ly")))


def _is_located(words: Sequence[str], at: int) -> bool:
    """Whether a name only says where: "in Paris"; "in Smith's view" names somebody."""
    if words[at].endswith(("'s", "’s")) or (at > 1 and words[at - 2].lower() == "according"):
        return False
    while at > 1 and words[at - 1][0].isupper() and words[at - 1].lower() not in listed("times"):
        at -= 1
    return at > 0 and words[at - 1].lower() in listed("locative")
