"""Line -> the full calendar dates that it spells out, in any language whose months the CLDR names.

`steps.dates` reads the dates of running text in some languages; this is for the lines around an article
in all others. Digits of any script count. A calendar other than the Gregorian is left alone.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_YEAR = r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?!\d)"
_GAP = r"[\s.,/()-]{0,3}"
_LINK = r"(?:de|da|di|do|del|din|ta|w|m)?"
"""What some languages put between the parts: "3 de maig de 2021", "2021 m. gegužės 3 d."."""
_NUMBERED = re.compile(
    unicodedata.normalize("NFKD", rf"{_YEAR}\s?(?:年|년)\s?(?P<month>\d{{1,2}})\s?(?:月|월)\s?{_DAY}\s?(?:日|일)")
)
_LONGEST_NAME = 30


class Spelled(NamedTuple):
    """A date and where it stands in the line as `plain` writes it."""

    start: int
    end: int
    day: dt.date


def with_ascii_digits(line: str) -> str:
    """Return a line with the digits of every script as 0 to 9; nothing moves."""
    if line.isascii():
        return line
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in line)


def plain(text: str) -> str:
    """Return a text as names are compared: without case, accents, vowel points and the signs on an alef."""
    apart = unicodedata.normalize("NFKD", with_ascii_digits(text).casefold().replace("ı", "i"))
    return "".join(letter for letter in apart if unicodedata.category(letter) not in {"Mn", "Cf"})


def spelled_dates(line: str, language: str) -> Iterator[Spelled]:
    """Yield the dates of a line that `plain` has written."""
    names = _months(language)
    for pattern in (*_patterns(language), _NUMBERED):
        for match in pattern.finditer(line):
            month = names.get(match["month"]) or (int(match["month"]) if match["month"].isdigit() else 0)
            try:
                yield Spelled(match.start(), match.end(), dt.date(int(match["year"]), month, int(match["day"])))
            except ValueError:
                continue


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Return the orders in which the parts of a date are written."""
    names = _months(language)
    if not names:
        return ()
    either = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    # Arabic dates name a month twice, once for each half of the Arab world: "3 أيار/مايو 2021"
    month = rf"(?P<month>{either})(?!\w)(?:\s?/\s?(?:{either})(?!\w))?"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"{_DAY}{_GAP}{_LINK}\s?ב?{month}{_GAP}{_LINK}\s?{_YEAR}",
            rf"(?<!\w){month}{_GAP}{_DAY}{_GAP}{_YEAR}",
            rf"{_YEAR}{_GAP}{_LINK}{_GAP}{month}{_GAP}{_DAY}",
        )
    )


@cache
def _months(language: str) -> dict[str, int]:
    """Return the names of the months as `plain` writes them, of every country that speaks the language."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    locales = (Locale.parse(name) for name in locale_identifiers() if name.partition("_")[0] == language)
    kinds = (kind for locale in locales for kind in locale.months.values())
    written = (kind[form] for kind in kinds for form in ("wide", "abbreviated"))
    names: dict[str, int] = {plain(name).rstrip("."): number for months in written for number, name in months.items()}
    return {name: number for name, number in names.items() if 1 < len(name) < _LONGEST_NAME and not name.isdigit()}
