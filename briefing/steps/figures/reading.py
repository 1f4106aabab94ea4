"""A sentence -> everything in it that bears on counts: amounts, triggers, claimants and dates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.model import DateMention, Sentence
from briefing.steps.figures.claims import find_claims
from briefing.steps.figures.doubts import is_count, is_date
from briefing.steps.figures.layout import Claim, Layout
from briefing.steps.figures.measures import find_triggers
from briefing.steps.figures.numbers import Amount, find_amounts
from briefing.steps.figures.subjects import DETERMINERS, Phrase, find_phrase
from briefing.steps.figures.tokens import Token, tokenize

_SINCE, _NEAR = re.compile(r"\bsince\s(?:\w+\s){0,2}$", re.IGNORECASE), 40
_EQUAL = frozenset({"equal", "equivalent", "identical", "same"})
_BODIES = frozenset({"people", "police", "personnel", "security", "military", "force", "army"})


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence with everything that was found in it."""

    sentence: Sentence
    layout: Layout
    claims: tuple[Claim, ...]
    dates: tuple[DateMention, ...]

    def text(self, first: int, last: int) -> str:
        """The words at tokens[first:last] as they stand in the source."""
        tokens = self.layout.tokens
        return self.sentence.text[tokens[first].start : tokens[last - 1].end] if last > first else ""

    def is_owner(self, end: int) -> bool:
        """Whether what ends at a place of the sentence owns what follows: "yesterday's attack"."""
        return self.sentence.text[max(end - 2, 0) : end].endswith(("'s", "’s")) or self.sentence.text.startswith(
            ("'s", "’s"), end
        )

    def is_since(self, start: int) -> bool:
        """Whether counting began on the day that begins at a place of the sentence: "14 dead since late Monday"."""
        return _SINCE.search(self.sentence.text[max(start - _NEAR, 0) : start]) is not None

    def places(self) -> list[tuple[int, int, DateMention]]:
        """The dates with their stretch of the sentence."""
        base = self.sentence.span.start
        return [(mention.span.start - base, mention.span.end - base, mention) for mention in self.dates]


def read_sentence(sentence: Sentence, dates: Sequence[DateMention]) -> Read:
    """Find the amounts, triggers and claimants of one sentence."""
    tokens = tokenize(sentence.text)
    numbers = find_amounts(tokens)
    amounts = [*numbers, *_single_persons(tokens), *_equal_numbers(tokens, numbers)]
    amounts.sort(key=lambda amount: amount.first)
    counted = frozenset(at for amount in amounts for at in range(amount.core, amount.last))
    triggers = find_triggers(tokens, counted)
    starts = frozenset(trigger.first for trigger in triggers)
    places = [(mention.span.start - sentence.span.start, mention.span.end - sentence.span.start) for mention in dates]
    draft = Layout(tokens, (), triggers)
    found = [find_phrase(tokens, amount, starts) for amount in amounts if not _is_ratio(tokens, amount)]
    phrases = [phrase for phrase in found if is_count(draft, phrase) and not is_date(draft, phrase, places)]
    layout = Layout(tokens, _apart(phrases), triggers)
    return Read(sentence, layout, find_claims(layout), tuple(dates))


def _apart(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Drop a phrase that begins inside the one before ("two of the 12 miners" counts two)."""
    kept: list[Phrase] = []
    for phrase in phrases:
        if not kept or phrase.first >= kept[-1].last:
            kept.append(phrase)
    return tuple(kept)


def _is_ratio(tokens: Sequence[Token], amount: Amount) -> bool:
    """Either half of "one in five"."""
    words = [token.word for token in tokens]
    after = words[amount.last : amount.last + 1] == ["in"] and find_amounts(tokens[amount.last + 1 : amount.last + 2])
    back = max(amount.first - 2, 0)
    before = words[amount.first - 1 : amount.first] == ["in"] and find_amounts(tokens[back : back + 1])
    return bool(before or (after and (amount.high or 99) < 20))


def _equal_numbers(tokens: Sequence[Token], numbers: Sequence[Amount]) -> list[Amount]:
    """ "an equal number": the number before it once more."""
    found = []
    for at in range(1, len(tokens) - 1):
        if tokens[at].word in _EQUAL and tokens[at + 1].word == "number" and tokens[at - 1].word in DETERMINERS:
            before = [amount for amount in numbers if amount.last < at]
            found += [replace(before[-1], first=at - 1, core=at, last=at + 2, digits=False)] if before else []
    return found


def _single_persons(tokens: Sequence[Token]) -> list[Amount]:
    """ "a driver", "an elderly woman": one person, where a noun for a person follows within four words."""
    found = []
    for at, token in enumerate(tokens):
        more = token.word == "another"
        one = Amount(first=at, core=at, last=at + 1, low=1, high=1, approximate=False, increment=more, bare=True)
        if token.word in {"a", "an", "another"} and _names_one(tokens, at + 1):
            found.append(replace(one, last=at + 1 + tokens[at + 1].word.endswith("-old")))
        elif token.word == "another" and _stands_alone(tokens, at):
            found.append(one)
    return found


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Whether "another" is one more person by itself: "another injured", "another was hurt", "injured another"."""
    after = tokens[at + 1].word if at + 1 < len(tokens) else ""
    verbal = tokens[at - 1].word.endswith(("ed", "ing")) if at > 0 else False
    return after.endswith("ed") or after in {"was", "is", "remains", "hurt"} or (verbal and not after[:1].isalnum())


def _names_one(tokens: Sequence[Token], at: int) -> bool:
    """Whether the noun phrase at `at` ends in one person: "bus driver", "34-year-old man"; not "group of men"."""
    aged = at < len(tokens) and tokens[at].word.endswith("-old")
    whole = Amount(first=at, core=at, last=at + aged, low=1, high=1, approximate=False)
    phrase = find_phrase(tokens, whole, frozenset())
    if phrase.noun is None or phrase.group in {"", "thing", "animal", "unit"}:
        return False
    head = tokens[phrase.noun[1] - 1].word
    return not head.endswith("s") and head not in _BODIES
