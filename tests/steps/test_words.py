"""Words: tokens, stems, stop words, content words."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.steps.language import guess_language
from briefing.steps.segment import segment
from briefing.steps.words import LANGUAGES, content, stem, stop_words, tokens
from tests.conftest import build_document

ENDINGS = {
    "ar": "المدارس",
    "da": "husene",
    "de": "häuser",
    "en": "floods",
    "es": "escuelas",
    "fi": "taloissa",
    "fr": "écoles",
    "hu": "házakban",
    "it": "scuole",
    "nl": "huizen",
    "no": "husene",
    "pt": "escolas",
    "ro": "școlile",
    "ru": "школами",
    "sv": "husen",
}


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


def test_every_language_of_snowball_and_of_sumy_gets_its_stemmer_and_its_stop_words() -> None:
    from nltk.stem.snowball import SnowballStemmer

    lists = Path(next(iter(importlib.util.find_spec("sumy").submodule_search_locations)), "data", "stopwords")
    snowball = set(SnowballStemmer.languages) - {"porter"}
    carried = {path.stem for path in lists.glob("*.txt")}
    assert snowball | carried <= set(LANGUAGES.values())
    assert [language for language in LANGUAGES if not stop_words(language)] == []
    assert {LANGUAGES[language] for language in ENDINGS} == snowball
    assert [language for language, word in ENDINGS.items() if stem(word, language) == word] == []


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("zh", "市议会说，河水在夜里上涨。学校已经关闭。", 2),
        ("ja", "市議会は川の水が夜に上がったと述べた。学校は閉鎖された。", 2),
        ("ko", "시의회는 강물이 밤에 불어났다고 밝혔다. 학교는 문을 닫았다.", 2),
        ("ar", "قال المجلس إن النهر ارتفع ليلا. وأغلقت المدارس أبوابها.", 2),
        ("he", "המועצה אמרה שהנהר עלה בלילה. בתי הספר נסגרו.", 2),
        ("th", "สภาเมืองกล่าวว่าแม่น้ำสูงขึ้นในเวลากลางคืน โรงเรียนปิดทำการแล้ว", 1),
        ("el", "Το συμβούλιο είπε ότι ο ποταμός ανέβηκε τη νύχτα. Τα σχολεία έκλεισαν.", 2),
        ("uk", "Рада повідомила, що річка піднялася вночі. Школи зачинено.", 2),
    ],
)
def test_a_text_in_letters_of_its_own_is_told_cut_into_sentences_and_keeps_its_words(
    language: str, text: str, words: int
) -> None:
    document = build_document(text, language=guess_language(text))
    sentences = [sentence.text for sentence in segment(document)]

    assert document.language == language
    assert len(sentences) == words
    assert "".join("".join(sentences).split()) == "".join(text.split())
    assert all(content(sentence, language) for sentence in sentences)
