"""Text -> words: tokens, stems and stop words of a language, for everything that compares sentences."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib import resources, util
from pathlib import Path

from briefing.steps.language import function_words

LANGUAGES = {
    "ar": "arabic",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "he": "hebrew",
    "hu": "hungarian",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sk": "slovak",
    "sv": "swedish",
    "th": "thai",
    "uk": "ukrainian",
    "zh": "chinese",
}
"""ISO 639-1 -> the name that nltk and sumy use."""

ACRONYMS = frozenset({"eu", "is", "un", "us", "who"})
"""Stop words of some language that written in capitals are an organisation or a country."""

NUMBER_WORDS = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "second", "third"})
"""Stop words in sumy's English list that carry the facts of a news sentence."""

CONTENT_WORDS = frozenset({"cause", "help", "name", "sent"})
"""Words in sumy's English list that an editor may well ask for."""

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0900-\u0dff\u0e31-\u0e4e\u1000-\u109f"
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:[.,\u00a0\u2009\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
    r"|(?P<acronym>\b(?:[^\W\d_]\.){2,}|\b(?:[^\W\d_]\.)+[^\W\d_]\b)"
    r"|[\u3041-\u30ff\u3400-\u9fff]"  # no spaces between words: a character is a token
    rf"|[^\W\d_](?:[^\W\d_]|[{_MARKS}])*(?:'(?:[^\W\d_]|[{_MARKS}])+)*"
)
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|all|dell|nell|un)'")
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_ARABIC_VOWELS = dict.fromkeys((0x640, *range(0x64B, 0x660), 0x670))
_APOSTROPHES = dict.fromkeys(map(ord, "\u2019\u02bc\u2032\uff07"), "'")
_FOLDED = _INVISIBLE | _ARABIC_VOWELS | _APOSTROPHES


def tokens(text: str) -> tuple[str, ...]:
    """Return the words and numbers of `text` in order: lower case, hyphens split, "'s" dropped, "2,500" as "2500"."""
    return tuple(token for token, _ in _tokens(text))


def content(text: str, language: str) -> tuple[str, ...]:
    """Return the stems of the content words, and the numbers, of `text` in order."""
    stop = stop_words(language)
    return tuple(
        stem(token, language)
        for token, capitals in _tokens(text)
        if (token not in stop and (len(token) > 1 or not token.isascii() or token.isdigit()))
        or (capitals and token in ACRONYMS)
    )


@lru_cache(maxsize=1 << 17)
def stem(word: str, language: str) -> str:
    """Return the Snowball stem of a lower-case word; the word itself where the language has no stemmer."""
    if not word.isalpha():
        return word
    return _stemmer(language)(word)


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the words of `language` that say nothing about what a sentence is about."""
    language = "no" if language in {"nb", "nn"} else language
    words = {word for line in (*_listed(language), *_table().get(language, ())) for word in line.lower().split()}
    return frozenset((words or function_words().get(language, frozenset())) - NUMBER_WORDS - CONTENT_WORDS)


@cache
def general_words(language: str) -> frozenset[str]:
    """Return the stems of words that belong to every matter; none where the language has no list."""
    return frozenset(stem(word, language) for line in _table().get(f"general-{language}", ()) for word in line.split())


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(resources.files("briefing.steps").joinpath("words.toml").read_text("utf-8"))


def _tokens(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each token with whether it is written in capitals."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_FOLDED))
    for match in _TOKEN.finditer(text):
        word = match.group()
        if match.lastgroup == "number":
            yield _number(word), False
        elif match.lastgroup == "acronym":
            yield word.replace(".", "").lower(), True
        else:
            capitals = len(word) > 1 and word.isupper()
            yield from ((part, capitals) for part in _parts(word.lower()))


def _parts(word: str) -> tuple[str, ...]:
    if "'" not in word:
        return (word,)
    word = word.removesuffix("'s")
    elided = _ELISION.match(word)
    return (word[: elided.end() - 1], word[elided.end() :]) if elided and elided.end() < len(word) else (word,)


def _number(word: str) -> str:
    """Write a number without its thousands separators and with a decimal point, in ASCII digits."""
    if not word.isascii():
        word = "".join(str(unicodedata.digit(char, char)) for char in word)
    groups = re.split(r"[^0-9]", word)
    if len(groups) > 1 and len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]):
        return "".join(groups)
    return ".".join(groups)


def _listed(language: str) -> list[str]:
    """Read sumy's list as the data it is: importing sumy would load its HTTP client."""
    spec = util.find_spec("sumy")
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        path = Path(folder) / "data" / "stopwords" / f"{LANGUAGES.get(language, '')}.txt"
        if path.is_file():
            return path.read_text("utf-8").replace("\u2019", "'").split("\n")
    return []


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    from nltk.stem.snowball import SnowballStemmer  # slow to import

    name = LANGUAGES.get(language)
    if name not in SnowballStemmer.languages:
        return str
    stemmer: Callable[[str], str] = SnowballStemmer(name).stem
    return stemmer
