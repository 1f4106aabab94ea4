"""An amount's place -> the noun phrase that it counts, and the class of that noun, by the table in subjects.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from briefing.steps.figures.numbers import Amount, find_amounts
from briefing.steps.figures.tokens import Token, word_at
from briefing.steps.figures.words import words

_LONGEST = 7
_GENERIC = frozenset(
    {"member", "people", "personnel", "staff", "victim", "individual", "person", "body", "bodies", "other"}
)
_OTHERS = frozenset({"others"})
_PLURALS = words("plurals")
_PARTICIPLES = frozenset({"brought", "found", "held", "left", "pulled", "sent", "shot", "taken"})
_PRESENT = frozenset({"aboard", "inside", "present"})
_MORE = frozenset({"more", "other", "additional", "further", "extra"})
_PRONOUNS = frozenset({"them", "whom", "those", "these", "us", "which"})
DETERMINERS = frozenset(
    {"the", "its", "their", "his", "her", "our", "my", "this", "all", "both", "these", "those", "an", "a"}
)
QUOTES = frozenset("\"“”„‟«»'‘’")
MONTHS = words("months")
_STOPS = words("stops") | MONTHS


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """An amount with what it counts: tokens[first:last]; the noun is tokens[noun[0]:noun[1]]."""

    amount: Amount
    first: int
    last: int
    noun: tuple[int, int] | None
    partitive: bool
    """Counted out of others: "three of them", "two of the ten"."""
    others: bool
    """ "12 others", "12 more": what the last count was of."""
    group: str
    """The class of the noun, "" where it is not known or there is none."""


def find_phrase(tokens: Sequence[Token], amount: Amount, triggers: frozenset[int]) -> Phrase:
    """Read what follows an amount as far as its noun; `triggers` are the places where a trigger begins."""
    at, partitive = _after_of(tokens, amount.last, amount)
    if word_at(tokens, at) == "names" and word_at(tokens, at + 1) == "of":  # "1,100 names of people arrested"
        at += 2
    more = 0
    while word_at(tokens, at) in _MORE and more < 3:
        at, more = at + 1, more + 1
    if word_at(tokens, at) in _OTHERS | _PRONOUNS and (word_at(tokens, at) in _OTHERS or partitive):
        noun, last = None, at + 1 + (word_at(tokens, at + 1) in _PRESENT)
    else:
        noun, last = _noun(tokens, at, triggers)
    told = word_at(tokens, amount.first - 1) in {"whom", "which"}
    if noun is not None and told and _is_verb(tokens, *noun):
        noun, last = None, at  # "of whom 900 stay in schools"
    others = noun is None and (more > 0 or word_at(tokens, at) in _OTHERS)
    group = "" if noun is None else classify(tokens[noun[0] : noun[1]])
    return Phrase(
        amount=amount,
        first=amount.first,
        last=max(last, amount.last),
        noun=noun,
        partitive=partitive,
        others=others,
        group=group,
    )


def _after_of(tokens: Sequence[Token], at: int, amount: Amount) -> tuple[int, bool]:
    """Step over "of", "of the", "of the ten"; say whether it picks some out of others."""
    if word_at(tokens, at) == "out" and word_at(tokens, at + 1) == "of":
        at += 1
    if word_at(tokens, at) != "of":
        return at, False
    following = word_at(tokens, at + 1)
    if following in _PRONOUNS:
        return at + 1, True
    if word_at(tokens, at - 1) == "out" and not _counts(tokens, at + 1):
        return at - 1, False  # "hauled 16 out of the water"
    numbered = following[:1].isdigit() or (word_at(tokens, at - 1) == "out" and _counts(tokens, at + 1))
    if following in DETERMINERS or numbered:
        inner = at + 1 + (following in DETERMINERS)
        within = find_amounts(tokens[inner : inner + _LONGEST])
        return inner + (within[0].last if within and within[0].first == 0 else 0), True
    return (at + 1, False) if amount.high is None or amount.core + 1 < amount.last else (at, False)


def _counts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number stands here, with or without an article."""
    at += word_at(tokens, at) in DETERMINERS
    within = find_amounts(tokens[at : at + _LONGEST])
    return bool(within) and within[0].first == 0


def _noun(tokens: Sequence[Token], at: int, triggers: frozenset[int]) -> tuple[tuple[int, int] | None, int]:
    """The noun phrase that begins at `at`, without and with the quotation marks around it."""
    quoted = word_at(tokens, at) in QUOTES
    first = at = at + quoted
    headed, one = False, word_at(tokens, at - 1) == "one"
    while at < len(tokens) and at - first < _LONGEST and _continues(tokens, at, triggers, headed):
        headed = headed or (is_plural(tokens[at].word) and not one)  # "one police officer"
        at += 1
    if at == first:
        return None, first - quoted
    if headed and word_at(tokens, at) in {"and", "or"} and _names_people(tokens, at + 1, triggers):
        at += 2
    closed = quoted and word_at(tokens, at) in QUOTES
    return ((first - 1, at + 1) if closed else (first, at)), at + closed


def _is_verb(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether what stands after a number is one word that names nobody: a verb."""
    return last == first + 1 and not lookup(tokens[first].word) and not is_plural(tokens[first].word)


def _names_people(tokens: Sequence[Token], at: int, triggers: frozenset[int]) -> bool:
    """Whether one plural for people stands here: "12 sailors | and marines"."""
    word = word_at(tokens, at)
    return at not in triggers and is_plural(word) and lookup(word) not in {"", "thing", "animal", "unit"}


def _continues(tokens: Sequence[Token], at: int, triggers: frozenset[int], headed: bool) -> bool:
    word = tokens[at].word
    if word == "outside":  # "four outside contractors"
        return is_plural(word_at(tokens, at + 1)) and bool(lookup(tokens[at + 1].word))
    if not word[0].isalpha() or word in _STOPS or (word.endswith("ly") and word not in {"elderly", "family"}):
        return False
    if headed:
        return at not in triggers and is_plural(word) and lookup(word) not in {"", "thing"}
    if at in triggers and word in _PARTICIPLES:
        return False  # "four | taken prisoner"
    if at in triggers or word.endswith(("ed", "ing")):
        return _before_noun(tokens, at + 1, triggers)
    return True


def _before_noun(tokens: Sequence[Token], at: int, triggers: frozenset[int]) -> bool:
    """Whether a noun may stand here, so that the participle before it is its adjective ("12 injured passengers")."""
    word = word_at(tokens, at)
    return bool(word) and word[0].isalpha() and word not in _STOPS and at not in triggers and not word.endswith("ly")


def is_plural(word: str) -> bool:
    """Whether a word can end a counted noun phrase: a plural in s, or one of the plurals without."""
    return (
        (word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))) or word in _PLURALS or word.endswith("men")
    )


def classify(tokens: Sequence[Token]) -> str:
    """The class of a noun phrase by its last word, or by the word before a mere "members" or "people"."""
    words = [token.word for token in tokens if token.word[0].isalpha()]
    for word in words[::-1][:2]:
        group = lookup(word)
        if group and (singular(word) not in _GENERIC or len(words) == 1):
            return group
        if not group:
            break
    if not words:
        return ""
    head = next(token for token in reversed(tokens) if token.word[0].isalpha())
    return lookup(words[-1]) or _guess(head)


def _guess(head: Token) -> str:
    """ "Germans", "strategists", "cyclewomen": people by the shape of the word."""
    named = head.text[:1].isupper() and head.word.endswith(("ns", "is", "ks", "ds", "es", "bs"))
    return "people" if named or head.word.endswith(("ists", "ians", "men", "women", "eers")) else ""


@cache
def lookup(word: str) -> str:
    """The class of one word; "" where the table does not know it."""
    table = _table()
    return table.get(word) or table.get(singular(word)) or ""


def singular(word: str) -> str:
    """A plural without its s: good enough to look a word up."""
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


@cache
def _table() -> Mapping[str, str]:
    data = tomllib.loads(resources.files("briefing.steps.figures").joinpath("subjects.toml").read_text("utf-8"))
    return {word: group for group, words in data.items() for word in words}
