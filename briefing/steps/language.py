"""Text -> its language (ISO 639-1): the script first, then the share of function words, then tell-tale letters."""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources

from briefing.model import Document

_SAMPLE = 6000
_CLEAR, _CLEARLY = 20, 2
"""So many function words, and so many times those of the language that is stated, show that the statement is wrong."""
_LETTERS = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\u1100-\u11ff\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("arabic", re.compile(r"[\u0600-\u06ff]")),
    ("cyrillic", re.compile(r"[\u0400-\u052f]")),
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("he", re.compile(r"[\u05d0-\u05ea]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("te", re.compile(r"[\u0c00-\u0c7f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("am", re.compile(r"[\u1200-\u137f]")),
    ("km", re.compile(r"[\u1780-\u17ff]")),
    ("hy", re.compile(r"[\u0531-\u0587]")),
)
_TELLING = {
    "latin": (("az", "ə", 0.02), ("tr", "ığ", 0.03)),
    "arabic": (("ur", "ٹڈڑےں", 0.005), ("fa", "پچژگ", 0.005)),
    "cyrillic": (
        ("kk", "әғқңұһөү", 0.02),
        ("be", "ў", 0.005),
        ("uk", "іїєґ", 0.02),
        ("mk", "ѓќѕ", 0.005),
        ("sr", "јљњћђ", 0.005),
        ("ru", "ыэ", 0.006),
    ),
}
"""Language, its own letters, and their least share of the text: a quotation in it says nothing of the rest."""


@cache
def function_words() -> dict[str, frozenset[str]]:
    """Return the words of each language that hold its sentences together: they tell it, and nothing of the matter."""
    text = resources.files("briefing.steps").joinpath("language.toml").read_text("utf-8")
    return {language: frozenset(words.split()) for language, words in tomllib.loads(text).items()}


def guess_language(text: str) -> str:
    """Return the language that a text is most likely written in, "en" where it says next to nothing."""
    sample = text[:_SAMPLE].lower()
    words = _LETTERS.findall(sample)
    script = _script(sample, sum(map(len, words)))
    if script == "latin":
        return _by_letters(sample, "latin") or _by_words(words, function_words().keys() - {"ru", "bg"}) or "en"
    if script == "cyrillic":
        return _by_letters(sample, "cyrillic") or _by_words(words, {"ru", "bg"}) or "ru"
    return (_by_letters(sample, "arabic") or "ar") if script == "arabic" else script


def settle_language(stated: str | None, text: str) -> str:
    """Return the language that a format states for a text, unless the text clearly is in another one that is known.

    Many a page says that it is in English whatever stands on it.
    """
    guessed = guess_language(text)
    table = function_words()
    if stated is None or stated not in table or guessed not in table:
        return stated or guessed
    words = Counter(_LETTERS.findall(text[:_SAMPLE].lower()))
    own, other = (sum(words[word] for word in table[language]) for language in (stated, guessed))
    return guessed if other >= _CLEAR and other > _CLEARLY * own else stated


def main_language(documents: Sequence[Document]) -> str:
    """Return the language that most of the text is written in."""
    letters: Counter[str] = Counter()
    for document in documents:
        letters[document.language] += len(document.source.text)
    return max(letters, key=lambda language: (letters[language], language))


def languages_of(documents: Sequence[Document], allowed: Sequence[str] | None) -> tuple[str, ...]:
    """Return the languages that are quoted, the brief's own first: of those allowed, what most of the text is in."""
    main = main_language(documents)
    if not allowed:
        return (main,)
    first = main if main in allowed else allowed[0]
    return tuple(dict.fromkeys((first, *allowed)))


def _script(sample: str, letters: int) -> str:
    """Return the script of most letters; Japanese is known by its kana, though most of its letters may be Chinese."""
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS}
    if counts["ja"] * 10 > counts["zh"]:
        counts["ja"] += counts["zh"]
    name = max(counts, key=lambda key: counts[key])
    return name if counts[name] * 2 > letters else "latin"


def _by_letters(sample: str, script: str) -> str | None:
    """Return the first language whose own letters are no rare exception."""
    for language, letters, least in _TELLING[script]:
        if sum(sample.count(letter) for letter in letters) > least * len(sample):
            return language
    return None


def _by_words(words: list[str], languages: set[str]) -> str | None:
    counts = Counter(words)
    table = function_words()
    shares = {language: sum(counts[word] for word in table[language]) for language in sorted(languages)}
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] else None
