"""standalone.toml -> the words and patterns that `standalone` and `dangling` go by."""

import re
import tomllib
from functools import cache
from importlib import resources


@cache
def lists() -> dict[str, dict[str, str]]:
    """Return the tables as they are written, one a language."""
    tables = tomllib.loads(resources.files("briefing.steps.standalone").joinpath("words.toml").read_text("utf-8"))
    return {language: {key: str(value) for key, value in table.items()} for language, table in tables.items()}


@cache
def listed(key: str, language: str = "en") -> frozenset[str]:
    """Return the words listed under `key`."""
    return frozenset(lists()[language][key].split())


@cache
def pattern(key: str, language: str = "en", frame: str = "(?:%s)") -> re.Pattern[str]:
    """Return the alternatives under `key` in a frame, whatever their case; what never matches where there are none."""
    value = lists().get(language, {}).get(key)
    return re.compile(frame % value.replace("\n", ""), re.IGNORECASE) if value else re.compile(r"(?!)")


@cache
def any_word(key: str, frame: str) -> re.Pattern[str]:
    """Return a pattern for any of the words listed under `key`, in a frame."""
    return re.compile(frame % "|".join(sorted(listed(key))), re.IGNORECASE)


@cache
def openers() -> frozenset[str]:
    """Return the English words that begin sentences with a capital letter and are no names."""
    keys = ("prepositions", "subordinators", "adverbs", "times", "people", "offices", "organisations", "verbs", "plain")
    return frozenset(word for key in keys for word in listed(key))
