"""What a brief finds is said in its own language: whole sentences, with its plurals, days and lists."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from briefing.model import Finding, Section
from briefing.pipeline import phrasebook_of
from briefing.settings import Settings
from briefing.steps.compose import number
from briefing.steps.figures.ledger import ledger
from briefing.steps.findings import find_findings
from briefing.steps.findings.gaps import gaps
from briefing.steps.findings.phrasebook import Phrasebook
from briefing.steps.findings.phrasing import is_vague, say_value
from briefing.steps.understand import understand
from tests.conftest import read_cases
from tests.steps.test_findings import FERRY, STRIKE, key_points

LANGUAGES = ("ar", "de", "en", "es", "fr", "ru")
TOPICS = [Section(topic=key, title=key, question="", extracts=()) for key in ("Casualties", "The dykes")]
_MARK, _HARD_SPACE = re.compile("\u200f"), re.compile("[\u00a0\u202f]")


def book(language: str) -> Phrasebook:
    return phrasebook_of(Settings(), language)


def found(language: str) -> tuple[Finding, ...]:
    """Return what seven articles on a ferry and a strike give rise to, said in a language."""
    documents = (*FERRY, replace(STRIKE[0], published_basis="inferred"), *STRIKE[1:])
    pile, numbers = understand(documents, frozenset({"en"})), number(documents)
    figures = ledger(pile.quantities, documents, numbers, pile.origins)
    points = key_points(pile, ("The coast guard said on Thursday", "The skipper"))
    told = book(language)
    missing = gaps(documents, numbers, TOPICS, STRIKE[3:], ["b.pdf: encrypted"], frozenset({"fr"}), told)
    return (*find_findings(pile, figures, points, numbers, told), *missing)


@pytest.mark.parametrize(("language", "expected"), read_cases("phrases"))
def test_cases(language: str, expected: str) -> None:
    said = "\n".join(f"{finding.kind}: {finding.text}" for finding in found(language))

    assert _HARD_SPACE.sub(" ", _MARK.sub("", said)) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_what_a_reader_of_files_remarks_stays_english(language: str) -> None:
    spoken = {finding.text: finding.language for finding in found(language)}

    assert spoken.pop("b.pdf: encrypted") == "en"
    assert set(spoken.values()) == {language}


@pytest.mark.parametrize(
    ("language", "names", "expected"),
    [
        ("fr", 7, "S1, S2 et cinq autres"),
        ("de", 7, "S1, S2 und fünf weitere"),
        ("es", 7, "S1, S2 y cinco más"),
        ("ru", 7, "S1, S2 и ещё 5"),
        ("ar", 7, "S1 وS2 و5 غيرها"),
        ("fr", 2, "S1 et S2"),
        ("ar", 3, "S1 وS2 وS3"),
    ],
)
def test_long_lists_are_cut_short(language: str, names: int, expected: str) -> None:
    assert book(language).shortlist([f"S{place + 1}" for place in range(names)], 3) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Salud", "Interior"], "Salud e Interior"),
        (["agua", "hielo"], "agua y hielo"),
        (["la policía", "Ibáñez", "Íñigo"], "la policía, Ibáñez e Íñigo"),
        (["S1", "S2"], "S1 y S2"),
    ],
)
def test_spanish_keeps_two_sounds_of_i_apart(names: list[str], expected: str) -> None:
    assert book("es").listed(names) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ["1er mai 2023", "du 1er au 9 mai 2023", "8\u202f000", "près de 8\u202f000", "des dizaines"]),
        ("de", ["1. Mai 2023", "vom 1. bis 9. Mai 2023", "8.000", "fast 8.000", "Dutzende"]),
        ("es", ["1 de mayo de 2023", "del 1 al 9 de mayo de 2023", "8.000", "casi 8.000", "decenas"]),
        ("ru", ["1 мая 2023\u202fг.", "с 1 по 9 мая 2023\u202fг.", "8\u00a0000", "почти 8\u00a0000", "десятки"]),
        ("ar", ["1 مايو 2023", "من 1 إلى 9 مايو 2023", "8,000", "قرابة 8,000", "عشرات"]),
    ],
)
def test_days_and_amounts_are_said_as_the_language_says_them(language: str, expected: list[str]) -> None:
    told, first, last = book(language), dt.date(2023, 5, 1), dt.date(2023, 5, 9)
    days = [told.date(first), told.say("days", first=told.conventions.day(first), last=told.date(last))]
    amounts = [
        say_value(told, low, high, written, approximate=approximate)
        for low, high, written, approximate in (
            (8000, 8000, "8,000", False),
            (8000, 8000, "nearly 8,000", True),
            (24, None, "dozens of people", True),
        )
    ]

    assert [*days, *amounts] == expected


@pytest.mark.parametrize(
    ("low", "high", "written", "expected"),
    [
        (300, 300, "environ 300 blessés", "about 300"),
        (10, 10, "Une dizaine de morts", "about 10"),
        (20, 20, "knapp 20 Verletzte", "nearly 20"),
        (30, 30, "unos 30 heridos", "about 30"),
        (40, 40, "почти 40 человек", "nearly 40"),
        (20, None, "des dizaines de morts", "dozens"),
        (200, None, "plusieurs centaines de blessés", "hundreds"),
        (2000, None, "тысячи человек", "thousands"),
        (20, None, "au moins 20 morts", "at least 20"),
        (41, 41, "41 Verletzte", "possibly 41"),
    ],
)
def test_a_hedge_is_understood_in_the_language_of_the_source(
    low: int, high: int | None, written: str, expected: str
) -> None:
    assert say_value(book("en"), low, high, written, approximate=True) == expected
    assert is_vague(written) == (expected in {"dozens", "hundreds", "thousands"})


def test_a_form_for_just_that_number_goes_before_that_of_its_plural() -> None:
    told = book("ru")

    assert "тезиса E1" in told.say("alone-all", 1, points="E1")
    assert "из 21 главного" in told.say("alone-all", 21, points="E1")


def test_what_a_source_says_is_never_taken_for_a_slot() -> None:
    assert book("en").say("told", value="{accounts}", accounts="x {value}") == "{accounts} (x {value})"


def test_a_language_without_a_name_is_named_by_its_code() -> None:
    assert book("en").language("xx") == "a language marked “xx”"
    assert [book("de").language(code) for code in ("en", "xx")] == ["Englisch", "„xx“"]
