"""languages.toml -> the patterns that find plain counts of people in languages other than English."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple, NotRequired, TypedDict, get_args

from briefing.steps.figures.numbers import Hedge

Measure = Literal["killed", "injured", "missing", "evacuated", "detained", "displaced"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
_TOLL_GAP, _SHORT_GAP = 14, 4
"""Words between a toll and what it does, and between that and its number."""
_TEN, _TENS = 10, range(20, 100, 10)
_STOP = r"(?=\s?[,.;:)]|\s[ye]\s|$)"
_DIGITS = r"\d{1,3}(?:[ .\u00a0\u202f\u066c]\d{3})+|\d{1,6}"


class Words(TypedDict, total=False):
    """How one measure is written."""

    people: str
    nouns: str
    behind: str
    adjacent: str
    before: str
    are: str
    toll: str
    two: str


class Table(TypedDict):
    """One language of languages.toml."""

    people: str
    of: NotRequired[str]
    joined: NotRequired[str]
    two: NotRequired[str]
    behind_least: NotRequired[str]
    reaches: NotRequired[str]
    numbers: dict[str, int]
    units: NotRequired[dict[str, int]]
    compound: NotRequired[str]
    collective: NotRequired[dict[str, int]]
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
    killed: Words
    injured: Words
    missing: Words
    evacuated: Words
    detained: NotRequired[Words]
    displaced: NotRequired[Words]


class Rules(NamedTuple):
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


@cache
def tables() -> dict[str, Table]:
    """Return the words of all languages, one table a language."""
    text = resources.files("briefing.steps.figures").joinpath("languages.toml").read_text("utf-8")
    read: dict[str, Table] = dict(tomllib.loads(text))
    return read


@cache
def rules_of(language: str) -> Rules:
    """Return what is known of a language that has a table."""
    table = tables()[language]
    return Rules(
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
        exact={**_exact(table), **table.get("collective", {})},
        round=table["round"],
        vague=table["vague"],
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that begins where a word does."""
    return re.compile(rf"(?<!\w){pattern}", re.IGNORECASE)


def _patterns(table: Table, words: Words) -> Iterator[re.Pattern[str]]:
    """Yield what finds the counts of one measure: groups `amount`, `number`, and `counted` where that stands behind."""
    amount, of = _amount(table), rf"\s(?:(?:{table['of']})\s?)?" if "of" in table else r"\s"
    people = rf"(?P<counted>{'|'.join(filter(None, (table['people'], words.get('people'))))})"
    end = rf"(?!\w)(?!\s(?:{table['severe']})(?!\w))"
    for key, pattern in (
        ("nouns", rf"{amount}{of}(?P<counted>{words.get('nouns')}){end}"),
        ("behind", rf"{amount}{of}{people}{_gap(table, table['gap'], table['stops'])}\s(?:{words.get('behind')}){end}"),
        ("adjacent", rf"{amount}\s(?:{words.get('adjacent')}){end}"),
        ("before", rf"(?:{words.get('before')})\s{amount}{of}{people}{end}"),
        ("are", rf"(?:{words.get('are')})\s{amount}{_STOP}"),
        ("two", rf"{_joined(table)}(?P<amount>(?P<number>{words.get('two')})){end}"),
    ):
        if key in words:
            yield _compiled(pattern)
    yield from _people(table, words, end)
    if "toll" in words:
        yield from _tolls(table, words["toll"], rf"(?:{table['to']})\s{amount}")


def _people(table: Table, words: Words, end: str) -> Iterator[re.Pattern[str]]:
    """Yield what finds counts in words that mean people by themselves: "شخصان", "трое"."""
    if "two" in table and "before" in words:
        yield _compiled(rf"(?:{words['before']})\s(?P<amount>(?P<number>{table['two']})){end}")
    if "collective" in table:
        several = (
            rf"(?P<amount>(?:(?:{table['least']}|{table['about']})\s?)?(?P<number>{'|'.join(table['collective'])}))"
        )
        if "before" in words:
            yield _compiled(rf"(?:{words['before']})\s{several}(?=\s(?:и|й|і|та|в|у|во|на|при)\s|\s?[,.;:)]|$)")
        if "adjacent" in words:
            yield _compiled(rf"{several}\s(?:{words['adjacent']}){end}")


def _tolls(table: Table, toll: str, reached: str) -> Iterator[re.Pattern[str]]:
    rises = rf"\s(?:{table['rise']}){_gap(table, _SHORT_GAP)}\s{reached}(?=\s?[,.;:)–—]|$)"
    yield _compiled(rf"(?:{toll}){_gap(table, _TOLL_GAP)}{rises}")
    if "reaches" in table:
        end = rf"(?:\s(?:{table['people']}))?(?=\s?[,.;:)،؛]|$)"
        yield _compiled(rf"(?:{table['reaches']})\s(?:{toll}){_gap(table, _SHORT_GAP)}\s{reached}{end}")
    if "risen" in table:
        yield _compiled(rf"(?:{toll}){_gap(table, _TOLL_GAP)}\s{reached}\s(?:{table['risen']})(?!\w)")


def _amount(table: Table) -> str:
    """Return the pattern of a number with its hedge; of words the longest first."""
    hedges = "|".join((table["least"], table["most"], table["about"]))
    number = rf"(?P<amount>(?:(?:{hedges})\s?)?(?P<number>{_DIGITS}|{_number_words(table)}))"
    return rf"(?<![\w.,:/\u066b\u066c-]){_joined(table)}{number}(?![\w-]|[.,:\u066b\u066c]\d)"


def _exact(table: Table) -> Mapping[str, int]:
    """Return the number words of a language, those of a ten and a unit as it joins them among them."""
    simple, form = table["numbers"], table.get("compound", "")
    units = {word: value for word, value in simple.items() if value < _TEN} | table.get("units", {})
    tens = {word: value for word, value in simple.items() if value in _TENS and form}
    joined = {form.format(ten=ten, unit=unit): high + low for ten, high in tens.items() for unit, low in units.items()}
    return simple | joined


def _joined(table: Table) -> str:
    """Return the pattern of what a language writes onto the front of a number: nothing in most."""
    return rf"(?:{table['joined']})?" if "joined" in table else ""


def _number_words(table: Table) -> str:
    words = sorted({**_exact(table), **table["round"], **table["vague"]}, key=len, reverse=True)
    return "|".join(words).replace(" ", r"\s")


def _gap(table: Table, most: int, stops: str = "") -> str:
    """Return the pattern of up to so many words, none of them a number or a stop."""
    barred = "|".join(filter(None, (stops, _number_words(table))))
    return rf"(?:\s(?!(?:{barred})(?!\w))[^\W\d_][\w’'-]{{0,40}}){{0,{most}}}?"
