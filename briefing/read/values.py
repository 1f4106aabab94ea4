"""A fact as some database or feed writes it -> the day, the language, the address or the words it means."""

import datetime as dt
import re
from urllib.parse import urlsplit, urlunsplit

from briefing.characters import whole

LONGEST = 500
"""So many characters of a title, a byline or a date are looked at."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio janeiro januari jänner",
            "february feb februar février fevrier febrero febbraio fevereiro februari",
            "march mar märz maerz mars marzo março marco maart",
            "april apr avril abril aprile",
            "may mai mayo maggio maio mei",
            "june jun juni juin junio giugno junho",
            "july jul juli juillet julio luglio julho",
            "august aug août aout agosto augustus augusti",
            "september sep sept septembre septiembre settembre setembro",
            "october oct oktober okt octobre octubre ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre decembre diciembre dicembre dezembro",
        ),
        1,
    )
    for name in names.split()
}

LANGUAGES = {
    "english": "en",
    "englisch": "en",
    "anglais": "en",
    "german": "de",
    "deutsch": "de",
    "allemand": "de",
    "french": "fr",
    "français": "fr",
    "französisch": "fr",
    "spanish": "es",
    "español": "es",
    "italian": "it",
    "italiano": "it",
    "portuguese": "pt",
    "português": "pt",
    "dutch": "nl",
    "nederlands": "nl",
    "russian": "ru",
    "русский": "ru",
    "arabic": "ar",
    "chinese": "zh",
    "japanese": "ja",
    "korean": "ko",
    "turkish": "tr",
    "polish": "pl",
    "ukrainian": "uk",
    "kazakh": "kk",
    "swedish": "sv",
    "norwegian": "no",
    "danish": "da",
    "finnish": "fi",
    "greek": "el",
    "czech": "cs",
    "hungarian": "hu",
    "romanian": "ro",
    "hebrew": "he",
    "persian": "fa",
    "hindi": "hi",
    "indonesian": "id",
}
"""Languages as databases spell them out -> ISO 639-1."""

_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)|((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?: de)? {0,2}([^\W\d_]{3,12})\.?,?(?: de)? (\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"(?<!\w)([^\W\d_]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? {1,2}(\d{4})(?!\d)")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_CODE = re.compile(r"([a-z]{2})(?:[-_].*)?")
_EPOCH_RANGE = (631_152_000, 4_102_444_800)
"""1990 to 2100 in seconds: a number outside them is no time."""


def day_of(value: object) -> dt.date | None:
    """Return the day that a date or a time names, in its own time zone; None where it names none for certain."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_epoch(float(value))
    text = " ".join(value[:LONGEST].split())[:100] if isinstance(value, str) else ""
    if _EPOCH.fullmatch(text):
        return _from_epoch(float(text))
    return _iso(text) or _named(text) or _numeric(text)


def _from_epoch(seconds: float) -> dt.date | None:
    """Read seconds or thousandths since 1970, UTC."""
    seconds = seconds / 1000 if seconds > _EPOCH_RANGE[1] else seconds
    if not _EPOCH_RANGE[0] <= seconds < _EPOCH_RANGE[1]:
        return None
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).date()


def _iso(text: str) -> dt.date | None:
    found = _ISO.match(text)
    parts = [part for part in found.groups() if part] if found else []
    return _date(*parts) if parts else None


def _named(text: str) -> dt.date | None:
    """Read "7 January 2022", "January 7, 2022" and what other languages make of them."""
    for found in _DAY_FIRST.finditer(text):
        if found[2].lower() in MONTHS:
            return _date(found[3], str(MONTHS[found[2].lower()]), found[1])
    for found in _MONTH_FIRST.finditer(text):
        if found[1].lower() in MONTHS:
            return _date(found[3], str(MONTHS[found[1].lower()]), found[2])
    return None


def _numeric(text: str) -> dt.date | None:
    """Read 31.1.2022, and 31/1/2022 or 1/31/2022 where one of the numbers can only be the day."""
    if dotted := _DOTTED.search(text):
        return _date(dotted[3], dotted[2], dotted[1])
    if slashed := _SLASHED.search(text):
        first, second = int(slashed[1]), int(slashed[2])
        if first > 12:
            return _date(slashed[3], slashed[2], slashed[1])
        if second > 12 or first == second:
            return _date(slashed[3], slashed[1], slashed[2])
    return None


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        date = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return date if 1600 <= date.year < 2200 else None


def language_of(value: object) -> str | None:
    """Return the ISO 639-1 code of "en", "en-GB" or "English"."""
    text = value.strip().lower()[:40] if isinstance(value, str) else ""
    code = _CODE.fullmatch(text)
    return code[1] if code else LANGUAGES.get(text.split(";")[0].split(",")[0].strip())


def address_of(value: object) -> str | None:
    """Return a web address without user information; None where it is none."""
    try:
        parts = urlsplit(value.strip()) if isinstance(value, str) else None
    except ValueError:
        return None
    if parts is None or parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
        return None
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def words_of(value: object) -> str | None:
    """Return a fact on one line: a text, a number, the name that an object bears, or a list of those."""
    if isinstance(value, str):
        return whole(" ".join(value[: LONGEST * 2].split())[:LONGEST]) or None
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        return next(
            (words_of(value[key]) for key in ("name", "title", "#text", "value") if is_text(value.get(key))), None
        )
    if isinstance(value, list | tuple):
        listed = [
            found for one in value[:20] if is_text(one) or isinstance(one, dict) for found in (words_of(one),) if found
        ]
        return ", ".join(listed)[:LONGEST] or None
    return None


def is_text(value: object) -> bool:
    """Say whether a value is a text that says something."""
    return isinstance(value, str) and not value.isspace() and value != ""
