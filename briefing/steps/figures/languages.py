"""Sentences of other languages -> the killed, injured, missing and others that a plain rule is sure of.

English is read by its grammar. Here a count is a number right beside the word that says what is counted, or beside
people of whom nothing else is said and a verb near by; the words are in languages.toml. Everything else is left out:
parts of a total, counts of one day, of a year long past, of what may still happen.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple, NotRequired, TypedDict, get_args

from briefing.model import DateMention, Document, Quantity, Sentence, Span
from briefing.steps.figures.numbers import Hedge, bounds

Measure = Literal["killed", "injured", "missing", "evacuated", "detained", "displaced"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
_TOLL_GAP, _SHORT_GAP = 14, 4
"""Words between a toll and what it does, and between that and its number."""
_RECENT = dt.timedelta(days=30)
"""What is told with an earlier day is no news."""
LONGEST = 1500
"""Characters: beyond them a "sentence" is a table or junk, and nothing is read from it."""
_CLAUSE = 60
"""Characters before a number in which it may be told apart from a total."""
_YEARS = range(1500, 2100)
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SEPARATORS = re.compile(r"\D")
_DIGITS = r"\d{1,3}(?:[ .\u00a0\u202f\u066c]\d{3})+|\d{1,6}"


class _Words(TypedDict, total=False):
    """How one measure is written."""

    people: str
    nouns: str
    behind: str
    adjacent: str
    before: str
    toll: str
    two: str


class _Table(TypedDict):
    """One language of languages.toml."""

    people: str
    of: NotRequired[str]
    joined: NotRequired[str]
    two: NotRequired[str]
    behind_least: NotRequired[str]
    reaches: NotRequired[str]
    numbers: dict[str, int]
    round: dict[str, int]
    vague: dict[str, int]
    scales: str
    least: str
    most: str
    about: str
    nearly: str
    gap: int
    stops: str
    apart: str
    unsure: str
    severe: str
    rise: str
    to: str
    risen: NotRequired[str]
    claims: list[str]
    killed: _Words
    injured: _Words
    missing: _Words
    evacuated: _Words
    detained: NotRequired[_Words]
    displaced: NotRequired[_Words]


class _Rules(NamedTuple):
    """What is known of one language, ready to be looked for."""

    counts: tuple[tuple[str, re.Pattern[str]], ...]
    claims: tuple[re.Pattern[str], ...]
    apart: re.Pattern[str]
    within: re.Pattern[str]
    """The beginning of a number of several words."""
    unsure: re.Pattern[str]
    hedges: Mapping[Hedge, re.Pattern[str]]
    behind_least: re.Pattern[str] | None
    exact: Mapping[str, int]
    round: Mapping[str, int]
    vague: Mapping[str, int]


_Bounds = tuple[int | None, int | None, bool]


def plain_quantities(
    document: Document, sentences: Sequence[Sentence], dates: Mapping[int, Sequence[DateMention]]
) -> tuple[Quantity, ...]:
    """Return the plain counts of a document in a language that languages.toml knows, as of its publication."""
    if document.language not in _tables():
        return ()
    rules = _rules(document.language)
    return tuple(
        quantity
        for sentence in sentences
        if len(sentence.text) <= LONGEST
        and _is_sure(sentence.text, rules, document.published)
        and not _is_old(dates.get(sentence.index, ()), document.published)
        for quantity in _quantities(sentence, rules, document.published)
    )


def claimant_of(text: str, language: str) -> str | None:
    """Return who says what a sentence says, where one is plainly named and no other."""
    known = language in _tables() and len(text) <= LONGEST
    return _claimant(text, _rules(language)) if known else None


def least_meant(written: str) -> int | None:
    """Return at least how many are meant by an amount that is only a word, "des dizaines"; None for every other."""
    found = _loose("vague").match(written.lower())
    tables = _tables().values()
    return next((table["vague"][found[1]] for table in tables if found and found[1] in table["vague"]), None)


def loosely(written: str) -> Literal["about", "nearly"] | None:
    """Say how an amount is hedged by its own words: "environ 300", "une dizaine", "knapp 20"."""
    if _loose("nearly").match(written.lower()):
        return "nearly"
    return "about" if _loose("about", "round").match(written.lower()) else None


@cache
def _loose(*parts: Literal["about", "nearly", "vague", "round"]) -> re.Pattern[str]:
    """Compile what amounts of any of the languages begin with."""
    words = [word for table in _tables().values() for part in parts for word in _alternatives(table[part])]
    return re.compile(rf"({'|'.join(sorted(words, key=len, reverse=True))})(?!\w)")


def _alternatives(words: str | Mapping[str, int]) -> Sequence[str]:
    return words.split("|") if isinstance(words, str) else [re.escape(word) for word in words]


def _is_sure(text: str, rules: _Rules, published: dt.date | None) -> bool:
    """Whether a sentence tells what is so now: it does not ask, fear, count one day or look years back."""
    years = {int(year) for year in _FOUR_DIGITS.findall(text) if int(year) in _YEARS}
    now = {published.year} if published else set()
    return not text.rstrip('»”" ').endswith(("?", "؟")) and years <= now and not rules.unsure.search(text)


def _is_old(dates: Sequence[DateMention], published: dt.date | None) -> bool:
    return published is not None and any(published - mention.last > _RECENT for mention in dates)


def _quantities(sentence: Sentence, rules: _Rules, published: dt.date | None) -> Iterator[Quantity]:
    """Yield each count once, whichever rule finds it first; of people, of whom nothing else is said."""
    seen: set[tuple[str, int]] = set()
    who = _claimant(sentence.text, rules)
    for measure, pattern in rules.counts:
        for match in pattern.finditer(sentence.text):
            start, end = match.start("amount"), match.end("counted" if "counted" in match.re.groupindex else "amount")
            at_least = rules.behind_least is not None and rules.behind_least.match(sentence.text, end) is not None
            number = _number(match["amount"], match["number"], rules, at_least=at_least)
            if (measure, start) in seen or number is None or _is_apart(sentence.text, start, rules):
                continue
            seen.add((measure, start))
            base = sentence.span.start
            yield Quantity(
                sentence=sentence,
                span=Span(start=base + start, end=base + end),
                measure=measure,
                subject="",
                low=number[0],
                high=number[1],
                approximate=number[2],
                as_of=published,
                attributed_to=who,
                counting="total",
            )


def _is_apart(text: str, start: int, rules: _Rules) -> bool:
    """Whether the clause before a number makes it a part: of another count, on top of one, or of a longer number."""
    clause = re.split(r"[,;:(–—،؛]", text[max(0, start - _CLAUSE) : start])[-1]
    return rules.apart.search(clause) is not None or rules.within.search(clause) is not None


def _number(amount: str, written: str, rules: _Rules, *, at_least: bool) -> _Bounds | None:
    """Return the bounds of an amount as written, None where its number has no meaning."""
    found: list[Hedge] = [kind for kind, pattern in rules.hedges.items() if pattern.match(amount)]
    found = found or (["least"] if at_least else [])
    hedge: Hedge = found[0] if found else "exact"
    word = " ".join(written.lower().split())
    if word in rules.vague:
        return bounds(rules.vague[word], None, "least")
    if word in rules.round:
        return bounds(rules.round[word], rules.round[word], found[0] if found else "about")
    value = rules.exact.get(word) or int(_SEPARATORS.sub("", word) or 2)  # no number at all: a word for two
    return bounds(value, value, hedge) if value else None


def _claimant(text: str, rules: _Rules) -> str | None:
    """Return who says so, where one is named and no other."""
    found = [match["who"].strip() for pattern in rules.claims for match in pattern.finditer(text)]
    return found[0] if len(found) == 1 else None


@cache
def _tables() -> dict[str, _Table]:
    text = resources.files("briefing.steps.figures").joinpath("languages.toml").read_text("utf-8")
    tables: dict[str, _Table] = dict(tomllib.loads(text))
    return tables


@cache
def _rules(language: str) -> _Rules:
    table = _tables()[language]
    return _Rules(
        counts=tuple(
            (measure, pattern) for measure in MEASURES for pattern in _patterns(table, table.get(measure, {}))
        ),
        claims=tuple(_compiled(claim) for claim in table["claims"]),
        apart=_compiled(rf"(?:{table['apart']})(?!\w)"),
        within=_compiled(rf"(?:{_number_words(table)}|{table['scales']})(?:\s(?:y|et|und))?\s{_joined(table)}$"),
        unsure=_compiled(rf"(?:{table['unsure']})(?!\w)"),
        hedges={
            "least": _compiled(table["least"]),
            "most": _compiled(table["most"]),
            "about": _compiled(table["about"]),
        },
        behind_least=re.compile(rf"\s(?:{table['behind_least']})(?!\w)") if "behind_least" in table else None,
        exact=table["numbers"],
        round=table["round"],
        vague=table["vague"],
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that begins where a word does."""
    return re.compile(rf"(?<!\w){pattern}", re.IGNORECASE)


def _patterns(table: _Table, words: _Words) -> Iterator[re.Pattern[str]]:
    """Yield what finds the counts of one measure: groups `amount`, `number`, and `counted` where that stands behind."""
    amount, of = _amount(table), rf"\s(?:(?:{table['of']})\s?)?" if "of" in table else r"\s"
    people = rf"(?P<counted>{'|'.join(filter(None, (table['people'], words.get('people'))))})"
    end = rf"(?!\w)(?!\s(?:{table['severe']})(?!\w))"
    if "nouns" in words:
        yield _compiled(rf"{amount}{of}(?P<counted>{words['nouns']}){end}")
    if "behind" in words:
        yield _compiled(rf"{amount}{of}{people}{_gap(table, table['gap'], table['stops'])}\s(?:{words['behind']}){end}")
    if "adjacent" in words:
        yield _compiled(rf"{amount}\s(?:{words['adjacent']}){end}")
    if "before" in words:
        yield _compiled(rf"(?:{words['before']})\s{amount}{of}{people}{end}")
    if "two" in words:
        yield _compiled(rf"{_joined(table)}(?P<amount>(?P<number>{words['two']})){end}")
    if "two" in table and "before" in words:
        yield _compiled(rf"(?:{words['before']})\s(?P<amount>(?P<number>{table['two']})){end}")
    if "toll" in words:
        yield from _tolls(table, words["toll"], rf"(?:{table['to']})\s{amount}")


def _tolls(table: _Table, toll: str, reached: str) -> Iterator[re.Pattern[str]]:
    rises = rf"\s(?:{table['rise']}){_gap(table, _SHORT_GAP)}\s{reached}(?=\s?[,.;:)–—]|$)"
    yield _compiled(rf"(?:{toll}){_gap(table, _TOLL_GAP)}{rises}")
    if "reaches" in table:
        end = rf"(?:\s(?:{table['people']}))?(?=\s?[,.;:)،؛]|$)"
        yield _compiled(rf"(?:{table['reaches']})\s(?:{toll}){_gap(table, _SHORT_GAP)}\s{reached}{end}")
    if "risen" in table:
        yield _compiled(rf"(?:{toll}){_gap(table, _TOLL_GAP)}\s{reached}\s(?:{table['risen']})(?!\w)")


def _amount(table: _Table) -> str:
    """Return the pattern of a number with its hedge; of words the longest first."""
    hedges = "|".join((table["least"], table["most"], table["about"]))
    number = rf"(?P<amount>(?:(?:{hedges})\s?)?(?P<number>{_DIGITS}|{_number_words(table)}))"
    return rf"(?<![\w.,:/\u066b\u066c-]){_joined(table)}{number}(?![\w-]|[.,:\u066b\u066c]\d)"


def _joined(table: _Table) -> str:
    """Return the pattern of what a language writes onto the front of a number: nothing in most."""
    return rf"(?:{table['joined']})?" if "joined" in table else ""


def _number_words(table: _Table) -> str:
    words = sorted({**table["numbers"], **table["round"], **table["vague"]}, key=len, reverse=True)
    return "|".join(words).replace(" ", r"\s")


def _gap(table: _Table, most: int, stops: str = "") -> str:
    """Return the pattern of up to so many words, none of them a number or a stop."""
    barred = "|".join(filter(None, (stops, _number_words(table))))
    return rf"(?:\s(?!(?:{barred})(?!\w))[^\W\d_][\w’'-]{{0,40}}){{0,{most}}}?"
