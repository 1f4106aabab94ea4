"""A linked amount -> whether it is a count of this event: no plan, no condition, no rate, no other year's toll."""

from collections.abc import Sequence
from itertools import pairwise

from briefing.steps.figures.layout import BE, Layout, Link
from briefing.steps.figures.measures import Trigger
from briefing.steps.figures.subjects import DETERMINERS, MONTHS, Phrase, lookup, singular
from briefing.steps.figures.words import words

_MODAL = words("modal")
_FRACTIONS = words("fractions")
_MORE = frozenset(
    [
        "further",
        "immediate",
        "other",
        "others",
        "new",
        "more",
        "additional",
        "official",
        "else",
        "word",
        "details",
        "confirmation",
    ]
)
_CONDITION = frozenset(["if", "unless", "whether", "until", "once", "soon", "risk"])
_DENIAL = words("denial")
_UNTRUE = frozenset({"false", "untrue", "fake", "baseless", "unfounded"})
_NOT = words("not")
_PRETENCE = words("pretence")
_REAL_TO = words("real_to")
_HOPE = frozenset({"chance", "chances", "hope", "hoped", "hopes", "hoping"})
_SINGLING = frozenset({"no", "any", "every", "each", "number", "this", "that", "which", "the", "day"})
_PARENTS = frozenset(["father", "mother", "parent", "parents", "dad", "mum", "mom", "grandfather", "grandmother"])
_BOUNDS = frozenset({"under", "over", "below", "above"})
_AGED = words("aged")
_PLANS = words("plans")
_CLAUSE_ENDS = words("clause_ends")
_BEFORE_YEAR = words("before_year")
_CURRENCY = words("currency")
_LABELS = words("labels")
_POSTS = frozenset({"mayor", "minister", "governor", "president", "manager", "director", "chairman", "coach", "judge"})
"""Who is displaced by a rival."""


def is_count(layout: Layout, phrase: Phrase) -> bool:
    """Whether an amount can count anything: no unit, price, age, year, label or clock time."""
    before, after = layout.word(phrase.first - 1), layout.word(phrase.amount.last)
    noun = layout.words(*phrase.noun) if phrase.noun else []
    timed = any(lookup(word) == "unit" for word in (after, *noun[:2])) and not _is_of_time(phrase, noun)
    if timed or "-" in after[:1]:
        return False
    if phrase.amount.bare and phrase.amount.high and before in _SINGLING:
        return False
    if _all_but(layout, phrase.first) or (before in DETERMINERS and _all_but(layout, phrase.first - 3)):
        return False
    if before == "of" and layout.word(phrase.first - 2) in _PARENTS:
        return False
    if layout.words(phrase.first - 2, phrase.first) == ["of", "the"] and layout.word(phrase.first - 3) in _FRACTIONS:
        return False
    return not _is_label(layout, phrase) and not _is_age(layout, phrase)


def _is_of_time(phrase: Phrase, noun: Sequence[str]) -> bool:
    """ "two night watchmen", "12 day labourers"; not "two nights", "12 year old boys"."""
    single = bool(noun) and lookup(noun[-1]) != "unit" and not noun[0].endswith("s")
    return single and phrase.group not in {"", "thing", "animal", "unit"} and "old" not in noun


def _all_but(layout: Layout, at: int) -> bool:
    """ "all but | two | of the 30 miners": neither number is the count."""
    return layout.words(at - 2, at) == ["all", "but"]


def _is_label(layout: Layout, phrase: Phrase) -> bool:
    """ "$40", "No. 12", "Article 212", "Flight 815 went missing"."""
    before, core = layout.word(phrase.first - 1), layout.word(phrase.amount.core - 1)
    numbering = before == "number" and layout.word(phrase.first - 2) in {"dead", "now", "injured", "wounded", "missing"}
    if {before, core} & _CURRENCY or (before in _LABELS and not numbering):
        return True
    if before == "." and layout.word(phrase.first - 2) in {"no", "nos", "rs"}:
        return True
    named = phrase.first > 0 and layout.tokens[phrase.first - 1].text[0].isupper()
    alone = phrase.amount.digits and phrase.noun is None and (phrase.amount.low or 0) > 1
    return named and alone and layout.word(phrase.amount.last) in {"was", "is", "has", "went"}


def _is_age(layout: Layout, phrase: Phrase) -> bool:
    """ "Anna Holt, 34, and", "children under 12"."""
    if not phrase.amount.digits or phrase.noun is not None or phrase.last != phrase.amount.core + 1:
        return False
    if layout.word(phrase.first) in _BOUNDS and layout.word(phrase.first - 1) in _AGED:
        return (phrase.amount.high or phrase.amount.low or 0) < 120
    around = layout.word(phrase.first - 1) in {",", "("} and layout.word(phrase.amount.last) in {",", ")"}
    return around and (phrase.amount.high or 999) < 120


def is_date(layout: Layout, phrase: Phrase, dates: Sequence[tuple[int, int]]) -> bool:
    """Whether an amount is a year or a part of a date; `dates` are the date mentions' stretches of the sentence."""
    token = layout.tokens[phrase.amount.core]
    if any(first <= token.start < last for first, last in dates):
        return True
    before, after = layout.word(phrase.amount.core - 1), layout.word(phrase.amount.last)
    if not phrase.amount.digits:
        return False
    if (before in MONTHS or after in MONTHS) and (phrase.amount.high or 99) < 32:
        return True
    yearly = len(token.text) == 4 and token.text.isdigit() and 1900 <= int(token.text) <= 2100
    return yearly and (before in _BEFORE_YEAR | MONTHS or phrase.noun is None or after == "season")


def is_doubtful(layout: Layout, link: Link) -> bool:
    """Whether the statement is a plan, a condition, a denial, a rate, a comparison or a question."""
    return (
        layout.word(len(layout.tokens) - 1) == "?"
        or bool(_PRETENCE & set(layout.words(0, len(layout.tokens))))
        or _is_hypothetical(layout, link)
        or _is_denied(layout, link)
        or _is_alive(layout, link)
        or _is_no_more(layout, link)
        or _is_rate(layout, layout.phrases[link.phrase])
        or _is_compared(layout, layout.phrases[link.phrase])
        or _is_twice(layout, link)
        or _is_alleged(layout, link)
        or _is_ousted(layout, link)
        or (link.trigger.measure == "rescued" and not _HOPE.isdisjoint(layout.words(0, link.trigger.first)))
    )


def _is_alleged(layout: Layout, link: Link) -> bool:
    """ "over the alleged abduction of 12", "hundreds of deaths would be no surprise"."""
    last = max(link.trigger.last, layout.phrases[link.phrase].last)
    return layout.word(link.trigger.first - 1) == "alleged" or layout.words(last, last + 2) == ["would", "be"]


def _is_ousted(layout: Layout, link: Link) -> bool:
    """ "three mayors were displaced": from their posts, and not from their homes."""
    noun = layout.phrases[link.phrase].noun
    if noun is None or not layout.word(link.trigger.first).startswith("displac"):
        return False
    return not _POSTS.isdisjoint(singular(word) for word in layout.words(*noun))


def is_uncertain(layout: Layout, link: Link) -> bool:
    """ "may have died", "feared dead", "nearly all of the 12": a claim, but no firm number."""
    first = layout.phrases[link.phrase].first
    if {"nearly", "almost"} & set(layout.words(first - 5, first)) and "all" in layout.words(first - 3, first):
        return True
    words = layout.words(*_stretch(layout, link))
    return bool({"feared", "presumed", "may", "might"} & set(words))


def _stretch(layout: Layout, link: Link) -> tuple[int, int]:
    """The clause as far as the trigger: where its modal, its condition or its "not" would stand."""
    phrase = layout.phrases[link.phrase]
    last = max(link.trigger.first, phrase.first if link.object else 0)
    first = min(link.trigger.first, phrase.first)
    across = "ing" in link.trigger.forms  # "the dam could burst, killing 500"
    while first > 0 and not _ends_clause(layout.word(first - 1), across):
        first -= 1
    return first, last


def _ends_clause(word: str, across: bool) -> bool:
    return word in _CLAUSE_ENDS - ({"and"} if across else set()) or (word in {",", "—", "–", "(", ")"} and not across)


def _is_hypothetical(layout: Layout, link: Link) -> bool:
    first, last = _stretch(layout, link)
    words = [*layout.words(first, min(last, link.trigger.first)), *layout.words(link.trigger.last, last)]
    if {"soon", "as"} <= set(layout.words(first - 3, first)) or (
        _MODAL & set(words) and _opens_with_condition(layout, first)
    ):
        return True
    after = layout.words(link.trigger.last, link.trigger.last + 8)
    for at, word in enumerate(words):
        if word in _CONDITION or (word in _MODAL and not _is_estimate(link.trigger, word, words[at + 1 :], after)):
            return True
        if word == "to" and words[at + 1 : at + 2] == ["be"] and (words[at - 1] if at else "") not in _REAL_TO:
            return True
    before = layout.word(link.trigger.first - 1)
    if before == "to" and link.trigger.forms & {"base"}:
        return layout.word(link.trigger.first - 2) not in _REAL_TO
    prenominal = not link.object and link.trigger.first < layout.phrases[link.phrase].last
    if ("of" in link.trigger.forms and link.object) or prenominal:
        start = min(link.trigger.first, layout.phrases[link.phrase].first)
        return bool(_PLANS & set(layout.words(start - 4, start)))
    return False


def _opens_with_condition(layout: Layout, first: int) -> bool:
    """ "If the wind had turned, | dozens might have died", "Had it rained, | ..."."""
    inverted = layout.word(0) in {"had", "were", "should"}
    return first > 0 and (inverted or layout.word(0) in {"if", "unless"}) and "," in layout.words(0, first)


def _is_estimate(trigger: Trigger, modal: str, following: Sequence[str], after: Sequence[str]) -> bool:
    """ "may have died", "may be trapped" report an estimate, "could have died" and "may have died if" do not."""
    if {"if", "had", "unless"} & set(after):
        return False
    if trigger.measure in {"missing", "trapped"} and modal in {"may", "might"} and "be" in following[:2]:
        return True
    return modal in {"may", "might", "must"} and "have" in following[:2]


def _is_denied(layout: Layout, link: Link) -> bool:
    phrase = layout.phrases[link.phrase]
    near = layout.words(phrase.first - 12, phrase.first)
    denied = max((at for at, word in enumerate(near) if word in _DENIAL), default=len(near))
    if denied < len(near) and not any(_asserts(*pair) for pair in pairwise(near[denied:])):
        return True
    if any(
        layout.word(at) in _UNTRUE and BE & set(layout.words(at - 2, at))
        for at in range(link.trigger.last, len(layout.tokens))
    ):
        return True
    first, last = (link.trigger.last, phrase.first) if link.object else sorted((phrase.last, link.trigger.first))
    return bool(_NOT & set(layout.words(first, last))) or layout.word(phrase.first - 1) == "not"


def _asserts(joint: str, verb: str) -> bool:
    """ "denied that shots were fired | and said that two were hurt"."""
    return joint in {"and", "but"} and verb in {"admitted", "confirmed", "insisted", "put", "said", "says"}


def _is_alive(layout: Layout, link: Link) -> bool:
    """ "two men reported dead were found alive"."""
    if link.trigger.measure not in {"killed", "missing"} or _HOPE & set(layout.words(0, link.trigger.first)):
        return False
    for at in range(link.trigger.last, len(layout.tokens)):
        if layout.word(at) in _CLAUSE_ENDS or layout.word(at) == ",":
            return False
        if layout.word(at) in {"alive", "unharmed"}:
            return True
    return False


def _is_no_more(layout: Layout, link: Link) -> bool:
    """ "no further injuries", "no immediate reports of deaths": no zero."""
    amount = layout.phrases[link.phrase].amount
    return amount.high == 0 and bool(_MORE & set(layout.words(amount.last, link.trigger.first)))


def _is_rate(layout: Layout, phrase: Phrase) -> bool:
    """ "9,000 people a year", "every year", "on average", "per 100,000"."""
    for first in (phrase.last, phrase.first - 3):
        near = layout.words(first, first + 4)
        for one, two in pairwise(near):
            if (
                one in {"a", "each", "every", "per"}
                and lookup(two) == "unit"
                and two not in {"time", "second", "half", "quarter", "third"}
            ):
                return True
            if (one, two) == ("on", "average"):
                return True
        if {"annually", "per", "yearly", "average"} & set(near):
            return True
    return False


def _is_compared(layout: Layout, phrase: Phrase) -> bool:
    """ "up from 12", "compared with 12", "more than the 12 killed before"."""
    before = layout.words(phrase.first - 4, phrase.first)
    plain = [word for word in before if word not in {"the", "a", "an"}]
    if plain[-1:] in (["than"], ["from"]) and (plain[-1] == "than" or _moves(layout, phrase)):
        return True
    if plain[-2:] in (["compared", "with"], ["compared", "to"]):
        return True
    earlier = {"previous", "previously", "earlier", "initial", "initially", "former"} & set(before)
    return bool(earlier and {"toll", "figure", "count", "estimate", "report", "reports", "tally"} & set(before))


def _is_twice(layout: Layout, link: Link) -> bool:
    """ "nine bodies had been counted twice", "counted both in the town and in the village"."""
    after = layout.words(link.trigger.last, link.trigger.last + 6)
    return "counted" in after and bool({"twice", "both", "double"} & set(after))


def _moves(layout: Layout, phrase: Phrase) -> bool:
    """ "rose from 12 to 15", "up from 12", but not "reports from 12 villages"."""
    return "to" in layout.words(phrase.last, phrase.last + 3) or layout.word(phrase.first - 2) in {
        "up",
        "down",
        "rise",
        "increase",
        "rose",
    }
