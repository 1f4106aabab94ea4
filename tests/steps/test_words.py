"""Words: tokens, stems, stop words, content words."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.steps.words import content, stem, stop_words, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor's aides", ("the", "mayor", "aides")),
        ("The mayor’s aides", ("the", "mayor", "aides")),
        ("2,500 homes, 1.200 boats and 12\u00a0345 trees", ("2500", "homes", "1200", "boats", "and", "12345", "trees")),
        ("a rise of 2.5 or 2,5 percent", ("a", "rise", "of", "2.5", "or", "2.5", "percent")),
        ("hard-hit towns", ("hard", "hit", "towns")),
        ("They don’t know O'Brien", ("they", "don't", "know", "o'brien")),
        ("the U.S. and the US", ("the", "us", "and", "the", "us")),
        ("J.K. Hollis", ("jk", "hollis")),
        ("l’armée d'Abidjan aujourd'hui", ("l", "armée", "d", "abidjan", "aujourd'hui")),
        ("Президент подписал", ("президент", "подписал")),
        ("Ο πρόεδρος είπε", ("ο", "πρόεδρος", "είπε")),
        ("قَالَ الرئيس", ("قال", "الرئيس")),
        ("١٢ شخصا", ("12", "شخصا")),
        ("हिन्दी समाचार", ("हिन्दी", "समाचार")),
        ("東京", ("東", "京")),
        ("soft\u00adhyphen zero\u200bwidth", ("softhyphen", "zerowidth")),
        ("cafe\u0301 café", ("café", "café")),
        ("— … !", ()),
    ],
)
def test_tokens(text: str, expected: tuple[str, ...]) -> None:
    assert tokens(text) == expected


@given(st.text())
def test_tokens_are_lower_case_and_never_empty(text: str) -> None:
    assert all(token and token == token.lower() for token in tokens(text))


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("flooding", "en", "flood"),
        ("floods", "en", "flood"),
        ("inondations", "fr", "inond"),
        ("überschwemmungen", "de", "uberschwemm"),
        ("наводнения", "ru", "наводнен"),
        ("флуд", "xx", "флуд"),
        ("повені", "uk", "повені"),
        ("2500", "en", "2500"),
    ],
)
def test_stems(word: str, language: str, expected: str) -> None:
    assert stem(word, language) == expected


def test_words_of_the_trade_are_stop_words() -> None:
    assert {"said", "according", "mr", "the", "monday"} <= stop_words("en")
    assert {"selon", "le"} <= stop_words("fr")
    assert {"сообщил", "и"} <= stop_words("ru")


def test_an_unknown_language_has_no_stop_words() -> None:
    assert stop_words("xx") == frozenset()


def test_number_words_are_content() -> None:
    assert content("Three of the five boats sank, he said.", "en") == ("three", "five", "boat", "sank")


def test_an_organisation_in_capitals_is_no_stop_word() -> None:
    assert content("The US and the WHO told us who won.", "en") == ("us", "who", "won")


def test_single_letters_are_no_content_but_digits_are() -> None:
    assert content("Plan B has 7 parts", "en") == ("plan", "7", "part")


def test_sumy_and_nltk_are_not_imported_for_tokens() -> None:
    program = (
        "import sys; from briefing.steps.words import *; tokens('a b'); stop_words('en');"
        "print('sumy' in sys.modules, 'nltk' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_without_sumy_our_own_words_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_words.cache_clear()
    monkeypatch.setattr("briefing.steps.words.util.find_spec", lambda name: None)
    assert "said" in stop_words("en")
    stop_words.cache_clear()
