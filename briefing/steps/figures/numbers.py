"""A sentence's tokens -> the amounts among them: digits, number words, ranges and hedges, from left to right."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from briefing.steps.figures.tokens import Token, word_at
from briefing.steps.figures.words import phrases, words

Hedge = Literal["exact", "about", "least", "most"]

_GROUPED = re.compile(r"\d{1,3}(?:[ ,\u00a0\u2009\u202f'’]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}")
_SEPARATORS = re.compile(r"[ ,\u00a0\u2009\u202f'’]")

_ONES = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen"""
_UNITS = {word: value for value, word in enumerate(_ONES.split(), 1)}
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1000,
    "lakh": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
}
_SUFFIXES = {"k": 1000, "m": 1_000_000, "mn": 1_000_000}
_VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2_000_000}
_ZERO = (("no", "one"), ("nobody",), ("none",), ("no",))
_KINDS: tuple[Hedge, ...] = ("least", "most", "about", "exact")


def _hedges() -> Mapping[str, Sequence[tuple[tuple[str, ...], Hedge]]]:
    """The hedges by their last word, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Hedge]]] = {}
    for kind in _KINDS:
        for phrase in phrases(f"hedge_{kind}"):
            table.setdefault(phrase[-1], []).append((phrase, kind))
    return {word: sorted(entries, key=lambda entry: -len(entry[0])) for word, entries in table.items()}


_HEDGES = _hedges()
_SHARES = frozenset({"half", "quarter", "quarters"})
_STARTS = frozenset({*_UNITS, *_TENS, *_VAGUE, "tens", "no", "nobody", "none", "several", "many", "a", "an", *_SHARES})
_HYPHENATED = frozenset(word[:3] for word in _TENS)
_DIGITS = 15  # characters of the longest number that counts anything, separators included
_MOST = 10**11
_ROSE = words("rose")
_INCREMENTS = frozenset({"another", "further", "additional"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number as written, hedges included: tokens[first:last], the number itself at tokens[core:last]."""

    first: int
    core: int
    last: int
    low: int | None
    high: int | None
    approximate: bool
    increment: bool = False
    """Counted on top of an earlier count: "another 12"."""
    bare: bool = False
    """A plain "one" or "no", which needs a noun or a verb beside it to be a count."""
    digits: bool = False
    """Written in digits, so that a year, an age or a label is possible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    last: int
    low: int
    high: int | None
    vague: bool = False


def find_amounts(tokens: Sequence[Token]) -> tuple[Amount, ...]:
    """Read every amount, from left to right; what has no reading ("1,2,3", "10^9", "3.5") is left out."""
    return tuple(_amounts(tokens))


def _amounts(tokens: Sequence[Token]) -> Iterator[Amount]:
    at = 0
    while at < len(tokens):
        value = _read(tokens, at)
        if value is None:
            at += 1
            continue
        amount = _hedged(tokens, at, value)
        if amount is not None:
            yield amount
        at = value.last


def _read(tokens: Sequence[Token], at: int) -> _Value | None:
    word = tokens[at].word
    if not (word[0].isdigit() or word in _STARTS or word[:3] in _HYPHENATED):
        return None
    value = _zero(tokens, at) or _vague(tokens, at) or _single(tokens, at)
    if value is not None and value.low > _MOST:
        return None
    if value is None or value.vague or value.high is None:
        return value
    return _range(tokens, at, value) or value


def _range(tokens: Sequence[Token], at: int, low: _Value) -> _Value | None:
    joint = word_at(tokens, low.last)
    between = word_at(tokens, at - 1) == "between" and joint == "and"
    if joint == "to" and word_at(tokens, at - 1) == "by":
        return None  # "lowered the toll by two to 38"
    if not (between or joint in {"to", "-", "–", "—", "or"}) or (joint == "to" and word_at(tokens, at - 1) == "from"):
        return None
    high = _single(tokens, low.last + 1)
    if high is None:
        return None
    scaled = high.low >= 1000 > low.low and tokens[high.last - 1].word in _SCALES  # "two to three thousand"
    first = low.low * _SCALES[tokens[high.last - 1].word] if scaled else low.low
    return _Value(last=high.last, low=first, high=high.low, vague=True) if first < high.low else None


def _zero(tokens: Sequence[Token], at: int) -> _Value | None:
    for form in _ZERO:
        if _starts(tokens, at, form) and word_at(tokens, at + 1) not in {"fewer", "less", "more"}:
            return _Value(last=at + len(form), low=0, high=0)
    return None


def _vague(tokens: Sequence[Token], at: int) -> _Value | None:
    """ "dozens", "tens of thousands", "several hundred", "a few dozen": a lower bound by convention."""
    word = word_at(tokens, at)
    if word in {"tens", "dozens", "hundreds"} and word_at(tokens, at + 1) == "of" and word_at(tokens, at + 2) in _VAGUE:
        factor = {"tens": 10, "dozens": 12, "hundreds": 100}[word]
        return _Value(last=at + 3, low=factor * _VAGUE[tokens[at + 2].word], high=None, vague=True)
    if word in _VAGUE:
        return _Value(last=at + 1, low=_VAGUE[word], high=None, vague=True)
    few = at + 1 if word in {"several", "many"} else at + 2 if _starts(tokens, at, ("a", "few")) else at
    if few > at and word_at(tokens, few) in _SCALES:
        return _Value(last=few + 1, low=2 * _SCALES[tokens[few].word], high=None, vague=True)
    return None


def _single(tokens: Sequence[Token], at: int) -> _Value | None:
    word = word_at(tokens, at)
    if word == "half" and _starts(tokens, at + 1, ("a", "dozen")):
        return _Value(last=at + 3, low=6, high=6)
    lead = at + (word in {"a", "one", "three"})
    if word_at(tokens, lead) in _SHARES and (scaled := _share_of(tokens, lead)):
        return scaled
    if word in {"a", "an"} and word_at(tokens, at + 1) in _SCALES:
        return _spelled(tokens, at + 1, 1)
    if word in {"a", "an"} and _starts(tokens, at + 1, ("couple",)):
        return _Value(last=at + 2, low=2, high=2)
    if word[:1].isdigit():
        return _digits(tokens, at)
    first = _below_hundred(word)
    return None if first is None else _spelled(tokens, at + 1, first)


def _share_of(tokens: Sequence[Token], at: int) -> _Value | None:
    """ "half a million", "a quarter of a million", "three quarters of a million"."""
    last = at + 1 + (word_at(tokens, at + 1) == "of")
    last += word_at(tokens, last) in {"a", "one"}
    scale = _SCALES.get(word_at(tokens, last), 0)
    if scale < 100 or last == at + 1:
        return None
    parts = 3 if word_at(tokens, at) == "quarters" else 1
    total = scale * parts // (2 if word_at(tokens, at) == "half" else 4)
    return _Value(last=last + 1, low=total, high=total)


def _digits(tokens: Sequence[Token], at: int) -> _Value | None:
    number = parse(tokens[at].text)
    scale = _SCALES.get(word_at(tokens, at + 1), 1)
    if number is None or "^" in {word_at(tokens, at - 1), word_at(tokens, at + 1)}:
        return None
    total = round(number * scale)
    if abs(total - number * scale) > 1e-6:
        return None
    last = at + 1 + (scale > 1)
    return _Value(last=last, low=total, high=total)


def parse(text: str) -> float | None:
    """The value of a number written in digits; None where the writing has no single reading, or beyond all counting."""
    if len(text) > _DIGITS:
        return None
    if _GROUPED.fullmatch(text):
        return float(_SEPARATORS.sub("", text))
    if text.isascii() and text.isdigit():
        return float(text)
    digits = text.rstrip("kKmMnN")
    if digits != text and text[len(digits) :].lower() in _SUFFIXES:
        number = parse(digits)
        return None if number is None else number * _SUFFIXES[text[len(digits) :].lower()]
    whole, point, decimals = text.partition(".")
    if point and whole.isascii() and whole.isdigit() and decimals.isdigit() and len(decimals) < 3 and len(whole) < 7:
        return float(text)
    return None


def _below_hundred(word: str) -> int | None:
    """ "seven", "forty", "forty-two"."""
    tens, hyphen, unit = word.replace("‑", "-").replace("‐", "-").partition("-")
    if not hyphen:
        return _UNITS.get(word, _TENS.get(word))
    return _TENS[tens] + _UNITS[unit] if tens in _TENS and _UNITS.get(unit, 10) < 10 else None


def _spelled(tokens: Sequence[Token], at: int, first: int) -> _Value:
    """Go on from a first number word: "two | hundred and twelve thousand"."""
    done, part = 0, first
    while at < len(tokens):
        word = word_at(tokens, at)
        skip = int(word == "and" and (part >= 100 or done > 0) and _below_hundred(word_at(tokens, at + 1)) is not None)
        more = _below_hundred(word_at(tokens, at + skip))
        if word in _SCALES:
            done, part = (done, part * _SCALES[word]) if _SCALES[word] <= 100 else (done + part * _SCALES[word], 0)
        elif more is not None and (part == 0 or (part % 100 == 0) or (part % 100 >= 20 and more < 10 and not skip)):
            part += more
        else:
            break
        at += 1 + skip
    return _Value(last=at, low=done + part, high=done + part)


def _hedged(tokens: Sequence[Token], core: int, value: _Value) -> Amount | None:
    first, increment = core, False
    hedge: Hedge = "exact"
    if word_at(tokens, core - 1) in {"between", "from"} and value.high is not None and value.high > value.low:
        first -= 1
    for _ in range(3):  # "another at least about 12": more than three hedges are not news
        found = _hedge_before(tokens, first)
        if found is None:
            break
        form, kind = found
        if form == ("up", "to") and word_at(tokens, first - 3) in _ROSE:
            break
        first -= len(form)
        hedge = kind if hedge == "exact" else hedge
        increment = increment or bool(_INCREMENTS & set(form))
    last, after = _hedge_after(tokens, value.last)
    low, high, approximate = bounds(value.low, value.high, after or hedge)
    return Amount(
        first=first, core=core, last=last, low=low, high=high, approximate=approximate or value.vague,
        increment=increment, bare=tokens[core].word in {"one", "no"} and value.low <= 1,
        digits=tokens[core].word[:1].isdigit(),
    )  # fmt: skip


def bounds(low: int, high: int | None, hedge: Hedge) -> tuple[int | None, int | None, bool]:
    """What a hedge makes of a number: low, high (None is open ended), approximate."""
    if hedge == "least":
        return low, None, True
    if hedge == "most":
        return (low if high is not None and high > low else None), high, True
    return low, high, hedge == "about" or high is None


def _hedge_before(tokens: Sequence[Token], end: int) -> tuple[tuple[str, ...], Hedge] | None:
    for form, kind in _HEDGES.get(word_at(tokens, end - 1), ()):
        if end >= len(form) and _starts(tokens, end - len(form), form):
            return form, kind
    return None


def _hedge_after(tokens: Sequence[Token], at: int) -> tuple[int, Hedge | None]:
    if _starts(tokens, at, ("or", "more")):
        return at + 2, "least"
    if _starts(tokens, at, ("or", "so")):
        return at + 2, "about"
    if word_at(tokens, at) == "+":
        return at + 1, "least"
    return at, None


def _starts(tokens: Sequence[Token], at: int, words: Sequence[str]) -> bool:
    return at >= 0 and all(word_at(tokens, at + i) == word for i, word in enumerate(words))
