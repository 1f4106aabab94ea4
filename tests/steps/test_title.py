"""The title of a brief that was given none."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.steps.title import HEADLINE, title_of
from tests.conftest import build_document

TEXT = (
    "The ferry was on its way to Samar when a storm rose. Divers reached the ferry at dawn.\n"
    "Eleven people were killed off Samar, the coast guard said; the ferry had left late."
)


def title(titles, text=TEXT, language="en"):
    documents = [build_document(text, f"{place}.txt", title=held) for place, held in enumerate(titles)]
    return title_of(documents, language)


@pytest.mark.parametrize(
    ("language", "titles", "expected"),
    [
        ("ru", ["Пожар на складе в Орске: двое погибли", "В Орске горит склад"], "Пожар на складе в Орске"),
        ("tr", ["Orsk'ta yangın çıktı: 2 ölü", "Orsk'ta okullar tatil"], "Orsk'ta yangın çıktı"),
        ("pl", ["Pożar w Orsku", "W Orsku pożar: dwie ofiary"], "Pożar w Orsku"),
        ("ru", ["Орск", "Орск: склад"], "Орск"),
    ],
)
def test_a_single_word_with_its_ending_is_no_title(language, titles, expected):
    assert title(titles, "\n".join(titles), language) == expected


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["Ferry sinks off Samar", "Samar ferry toll rises", "Grief on Samar"], "Samar, ferry"),
        (["FERRY SINKS OFF SAMAR", "SAMAR FERRY: ELEVEN KILLED"], "Ferry, Samar"),
        (["Eleven killed off Samar", "Killed at sea: Samar mourns"], "Samar"),
        (["Tour of Samar starts", "Rain stops Tour of Samar", "Tour of Samar: stage four"], "Tour of Samar"),
        (["Storm’s toll off Samar", "After the storm, Samar waits"], "Storm, Samar"),
        (["Samar’s storm toll rises", "Samar’s storm toll at nine"], "Samar’s storm toll"),
        (["One thing", "Another matter", "Third subject"], ""),
        ([None, None], ""),
        (["A ferry sinks", "Grief at sea", "Nine hours", "Divers return", "Why none came", "Ferry law"], ""),
        (
            ["Off Samar, a ferry sinks", "Grief at sea", "Nine hours", "Divers return", "Why Samar weeps", "Ferry law"],
            "Samar",
        ),
        (["Samar ferry sinks", "Eleven dead on Samar ferry", "Why the ferry sank off Samar"], "Samar ferry"),
        (
            ["Ferry on fire", "The ferry owner", "A ferry too old", "Samar ferry sinks", "Samar ferry: toll"],
            "Samar ferry",
        ),
        (["Samar in grief", "Samar waits", "Why Samar weeps", "Samar storm: toll", "Samar storm over"], "Samar storm"),
        (["Flight 77 down", "Flight 77: toll", "Flight over the sea"], "Flight 77"),
        (["Ferry reached Samar", "Ferry reached Samar late", "Samar after the ferry"], "Ferry, Samar"),
        (["Ferry sinks off Samar"], "Ferry sinks off Samar"),
        ([None], ""),
        (["2019", "In 2019"], ""),
    ],
)
def test_the_phrases_that_most_headlines_share_are_the_title(titles, expected):
    assert title(titles) == expected


def test_a_phrase_is_spelt_as_the_texts_spell_it_most_often():
    assert title(["NATO MEETS IN OSLO", "OSLO HOSTS NATO"], "In Oslo the NATO met. He left the NATO.") == "NATO, Oslo"


def test_a_word_that_no_text_has_is_taken_from_the_headlines():
    assert title(["STRIKE ENDS", "The strike goes on"], "x") == "Strike"


@pytest.mark.parametrize(
    ("titles", "text", "language", "expected"),
    [
        (["Zug entgleist bei Hof", "Hof: Zug entgleist"], "Der Zug war bei Hof entgleist.", "de", "Zug, Hof"),
        (
            ["Crue à Vaux : la digue cède", "La digue de Vaux a cédé"],
            "La digue de Vaux a cédé à l'aube.",
            "fr",
            "Digue de Vaux",
        ),
        (["Пожар в порту Лены", "Порт Лены: пожар потушен"], "В порту Лены пожар.", "ru", "Порту Лены, пожар"),
    ],
)
def test_other_languages(titles, text, language, expected):
    assert title(titles, text, language) == expected


def test_a_headline_without_an_end_is_read_up_to_a_bound():
    assert len(title(["ferry " * 10_000])) == HEADLINE


@given(st.lists(st.text(max_size=60), min_size=2, max_size=4))
@example(["0A\x85¹", "0A\x85¹"])
def test_every_title_holds_words_of_the_headlines(titles):
    written = " ".join(" ".join(titles).split()).casefold()
    assert all(part.casefold() in written for part in title(titles, "x").split(", ") if part)
