"""Three articles a pile, a wire's, a tabloid's and a third party's: pages, counts, days, and nothing that hangs.

The articles in `tests/languages` are our own words on events that never were.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from briefing.model import Brief
from briefing.pipeline import make_brief, read_sources, silent
from briefing.settings import Settings

PILES = Path(__file__).resolve().parent / "languages"


@cache
def brief_of(pile: str) -> Brief:
    settings = Settings(topics="unrest" if pile == "es-protests" else "disaster")
    sources, _ = read_sources([str(PILES / pile)], settings, PILES, silent)
    return make_brief(sources, settings)


def quoted(pile: str) -> str:
    return "\n".join(extract.text for section in brief_of(pile).sections for extract in section.extracts)


@pytest.mark.parametrize(
    ("pile", "expected"),
    [
        (
            "it",
            {
                ("Frana a Monteselva, cinque morti e nove dispersi", "2023-11-10", "ANSA"),
                ("«Ho sentito un boato, poi il buio»", "2023-11-10", None),
            },
        ),
        (
            "pt",
            {
                ("Naufrágio ao largo de Porto Sereno faz seis mortos", "2024-01-16", "Lusa"),
                ('"Agarrei-me a um colete que nem era meu"', "2024-01-16", None),
                ("Porto Sereno: é preciso fiscalizar as embarcações", "2024-01-19", None),
            },
        ),
        (
            "pl",
            {
                ("Wybuch w kopalni „Jadwiga”: zginęło czterech górników", "2023-09-20", "PAP"),
                ("„Mąż zadzwonił i powiedział, że coś śmierdzi”", "2023-09-20", None),
                ("Prokuratura zatrzymała sztygara", "2023-09-22", None),
            },
        ),
        (
            "tr",
            {
                ("Karagöl'de maden çöktü: En az 9 ölü", "2024-04-17", "AA"),
                ('"Kardeşim hâlâ içeride"', "2024-04-17", None),
                ("Karagöl'de arama çalışmaları sona erdi", "2024-04-19", None),
            },
        ),
        (
            "de-trains",
            {
                ("Zugunglück bei Marlesheim: Zahl der Toten steigt auf sieben", "2024-02-22", "dpa"),
                ("Staatsanwaltschaft ermittelt gegen Fahrdienstleiter", "2024-02-23", None),
            },
        ),
        (
            "fr-explosion",
            {
                (
                    "Explosion de l'usine de Corvigny : neuf morts, la préfecture parle d'un bilan provisoire",
                    "2024-05-15",
                    "AFP",
                ),
                ("CORVIGNY : L'ENFER EN PLEINE VILLE", "2024-05-15", None),
                ("Catastrophe de Sarnochim : l'État avait été alerté", "2024-05-16", None),
            },
        ),
        (
            "es-protests",
            {
                ("Dos muertos y 87 detenidos en las protestas de San Telmo del Río", "2023-10-18", "EFE"),
                ("San Telmo del Río: urge investigar el uso de la fuerza", "2023-10-20", None),
            },
        ),
        (
            "ar-market",
            {
                ("حريق سوق الزهراء: 14 قتيلا وعشرات الجرحى", "2024-06-11", "Reuters"),
                ("ارتفاع حصيلة ضحايا حريق سوق الزهراء", "2024-06-13", None),
            },
        ),
    ],
)
def test_headline_day_and_agency_stand_on_the_page(pile: str, expected: set[tuple[str, str, str | None]]) -> None:
    found = {(source.title, str(source.published), source.agency) for source in brief_of(pile).sources}

    assert expected <= found


@pytest.mark.parametrize(
    ("pile", "expected"),
    [
        (
            "fr-explosion",
            {
                ("killed", 9, "la préfecture du Sarn"),
                ("injured", 32, "la préfecture du Sarn"),
                ("killed", 9, None),
                ("injured", 30, None),
                ("killed", 11, "la préfecture"),
                ("missing", 2, "la préfecture"),
            },
        ),
        ("de-trains", {("killed", 6, None), ("injured", 50, None), ("killed", 7, None), ("injured", 43, None)}),
        (
            "ru-gas",
            {
                ("killed", 8, "волонтёров"),
                ("evacuated", 84, "Мэр города Олег Тихонов"),
                ("killed", 9, "губернатор Виктор Самарин"),
                ("killed", 6, "региональном управлении МЧС"),
                ("injured", 27, None),
                ("missing", 3, None),
            },
        ),
        (
            "tr",
            {("killed", 9, None), ("injured", 21, None), ("killed", 14, "Valilik")},
        ),
    ],
)
def test_the_ledger_holds_each_plain_count_with_who_says_so(
    pile: str, expected: set[tuple[str, int, str | None]]
) -> None:
    assert {(figure.measure, figure.low, figure.attributed_to) for figure in brief_of(pile).figures} == expected


@pytest.mark.parametrize(
    ("pile", "days"),
    [
        ("it", {"2023-11-09", "2023-11-11", "2023-11-12"}),
        ("pt", {"2024-01-15", "2024-01-17"}),
        ("pl", {"2023-09-19", "2023-09-20", "2023-09-22"}),
        ("tr", {"2024-04-16", "2024-04-18", "2024-04-19"}),
        ("fr-explosion", {"2024-05-14", "2024-05-15", "2024-05-16"}),
        ("de-trains", {"2024-02-21", "2024-02-22", "2024-02-23"}),
        ("es-protests", {"2023-10-16", "2023-10-17", "2023-10-18", "2023-10-19"}),
        ("ru-gas", {"2024-03-11", "2024-03-12", "2024-03-13", "2024-03-14"}),
        ("ar-market", {"2024-06-10", "2024-06-11", "2024-06-12", "2024-06-13"}),
    ],
)
def test_the_timeline_has_the_days_of_the_event_and_none_that_is_to_come(pile: str, days: set[str]) -> None:
    assert {str(event.date) for event in brief_of(pile).timeline} == days


@pytest.mark.parametrize("pile", ["it", "pt", "pl", "tr", "fr-explosion", "de-trains", "es-protests", "ru-gas"])
def test_no_section_quotes_what_hangs_on_another_sentence_or_looks_years_back(pile: str) -> None:
    hanging = (
        r"^(?:Lei si|Ha aggiunto|Però|Questa|Segundo ele|Ele |No entanto|Isto|Dodał|Jednak|Mężczyzna|Bunun|O, |Ancak"
        r"|Bu |Il a |Elle |Selon elle|Er |Sie |Damit|Dabei|Der M|Añadió|Ella |Uno de ellos|Sin embargo|По его"
        r"|Среди них|Они |Там |При этом|Iscriviti|Leia|Czytaj|İlginizi|Abonnez|Jetzt App|Suscríbete|Подписывайтесь)"
    )

    assert quoted(pile)
    assert re.findall(hanging, quoted(pile), re.MULTILINE) == []
    assert re.findall(r"^(?:\w+ ){0,2}(?:1998|2006|2007|2009|2011|2014|2015)\b.*", quoted(pile), re.MULTILINE) == []


@pytest.mark.parametrize(
    ("pile", "expected"),
    [
        ("fr-explosion", {("Hélène Vasseur", "procureure"), ("Claire Aubrac", "présidente de l'association")}),
        ("de-trains", {("Ulrike Wenzel", "Oberstaatsanwältin"), ("Petra Hollmann", "Landrätin")}),
        ("es-protests", {("Gustavo Larrañaga", "presidente"), ("Elena Funes", "directora del Observatorio")}),
        ("ru-gas", {("Виктор Самарин", "губернатор"), ("Роман Беляев", "директор управляющей компании")}),
        ("it", {("Paolo Reggiani", "sindaco"), ("Anna Lisi", "procuratrice")}),
        ("pt", {("Duarte Meneses", "comandante da capitania")}),
        ("pl", {("Marek Sobczyk", "wojewoda")}),
        ("tr", {("Osman Erdem", "Vali")}),
    ],
)
def test_who_is_who_names_those_with_an_office(pile: str, expected: set[tuple[str, str]]) -> None:
    names = {(name.name, name.office) for name in brief_of(pile).names}

    assert expected <= names
    assert all(office for _, office in names)


def test_a_day_beside_a_reading_time_is_stated() -> None:
    assert {source.published_basis for source in brief_of("de-trains").sources} == {"stated"}
