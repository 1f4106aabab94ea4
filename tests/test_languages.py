"""Piles in other languages than English: read, dated, told under their own topics, and nothing of the page around them.

The articles in `tests/languages` are our own words on events that never were; each pile has a wire copy in two outlets.
"""

import datetime as dt
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import msgspec
import pytest

from briefing.model import Brief, Extract
from briefing.pipeline import make_brief, phrasebook_of, read_documents, read_sources, silent
from briefing.render.json import BriefFile, JsonRenderer
from briefing.rendering import context_of
from briefing.settings import Settings
from briefing.settings.records import Look
from briefing.steps.clarify import MONTHS

PILES = Path(__file__).resolve().parent / "languages"
PACKS = {"fr": "disaster", "de": "disaster", "es": "disaster", "ru": "disaster", "ar": "unrest"}
DAYS = {
    "fr": ("2023-03-15", "2023-03-14", "2023-03-16", "2023-03-14"),
    "de": ("2022-09-09", "2022-09-07", "2022-09-07", "2022-09-08"),
    "es": ("2021-06-05", "2021-06-03", "2021-06-04", "2021-06-03"),
    "ru": ("2021-10-18", "2021-10-19", "2021-10-20", "2021-10-18"),
    "ar": ("2022-04-12", "2022-04-13", "2022-04-15", "2022-04-12"),
}
"""Of publication, file by file."""
AGENCIES = {"fr": "AFP", "de": "dpa", "es": "EFE", "ru": "TASS", "ar": "Reuters"}
FURNITURE = {
    "fr": ("Lire aussi", "lire également", "Partager", "Publicité", "Les plus lus", "Réagir", "Crédit photo", "(AFP)"),
    "de": ("Mehr zum Thema", "Lesen Sie auch", "Teilen", "Anzeige\n", "Foto:", "Zur Startseite", "(dpa)", "Lesedauer"),
    "es": ("Lea también", "Comparte", "Publicidad", "Te puede interesar", "Foto:", "(EFE)", "Tiempo de lectura"),
    "ru": ("Читайте", "Поделиться", "Реклама\n", "Фото:", "Теги", "/ТАСС/", "Показать", "Материалы по теме"),
    "ar": ("اقرأ", "مشاركة", "إعلان\n", "(رويترز)", "مواضيع ذات صلة", "تصوير", "التعليقات", "جميع الحقوق"),
}
BRACKETS = {
    "fr": (
        ("hier", "2023-03-15"),
        ("Ce matin", "2023-03-16"),
        ("vendredi", "2023-03-17"),
        ("lundi soir", "2023-03-13"),
    ),
    "de": (("Mittwochmorgen", "2022-09-07"), ("Donnerstagabend", "2022-09-08"), ("Freitagmittag", "2022-09-09")),
    "es": (("Ayer", "2021-06-03"), ("viernes", "2021-06-04"), ("ayer", "2021-06-04")),
    "ru": (("Вчера вечером", "2021-10-18"), ("вечера вторника", "2021-10-19"), ("вчера", "2021-10-19")),
    "ar": (("أمس", "2022-04-14"), ("يوم الثلاثاء", "2022-04-12"), ("يوم الأحد", "2022-04-10")),
}
"""What stands before a bracket, and the day in it."""
DANGLING = (
    "Il a ajouté",
    "En outre",
    "Er sagte",
    "Zudem",
    "Dies sei",
    "Además",
    "Ellos",
    "По его словам",
    "Он добавил",
    "وأضاف أن",
)


@cache
def brief_of(code: str) -> Brief:
    settings = Settings(topics=PACKS[code])
    sources, _ = read_sources([str(PILES / code)], settings, PILES, silent)
    return make_brief(sources, settings)


def extracts_of(code: str) -> list[Extract]:
    return [extract for section in brief_of(code).sections for extract in section.extracts]


@pytest.mark.parametrize("code", PACKS)
def test_every_article_has_its_language_and_the_day_on_which_it_was_published(code: str) -> None:
    sources, _ = read_sources([str(PILES / code)], Settings(), PILES, silent)
    documents, _ = read_documents(sources, Settings())

    assert {document.language for document in documents} == {code}
    assert [document.published for document in documents] == [dt.date.fromisoformat(day) for day in DAYS[code]]


@pytest.mark.parametrize("code", PACKS)
def test_the_wire_copy_is_one_origin_and_its_agency_is_known(code: str) -> None:
    sources = brief_of(code).sources

    assert [source.agency for source in sources].count(AGENCIES[code]) == 2
    assert sum(source.same_as is not None for source in sources) == 1


@pytest.mark.parametrize("code", PACKS)
def test_nothing_of_the_page_around_an_article_is_quoted(code: str) -> None:
    quoted = "".join(f"{extract.text}\n" for extract in extracts_of(code))

    assert [words for words in FURNITURE[code] if words in quoted] == []


@pytest.mark.parametrize("code", PACKS)
def test_every_topic_that_the_pile_speaks_of_is_told(code: str) -> None:
    sections = {section.topic: section.extracts for section in brief_of(code).sections}
    silent_here = {key for key, extracts in sections.items() if not extracts}

    assert silent_here <= {"foreign-intervention"}


@pytest.mark.parametrize("code", PACKS)
def test_days_are_worked_out_in_the_language_of_the_article(code: str) -> None:
    found = {
        (extract.text[: bracket.at].split()[-1], bracket.insert)
        for extract in extracts_of(code)
        for bracket in extract.clarifications
    }
    for words, iso in BRACKETS[code]:
        day = dt.date.fromisoformat(iso)
        assert (words.split()[-1], f"[{day.day} {MONTHS[day.month - 1]} {day.year}]") in found


@pytest.mark.parametrize("code", PACKS)
def test_what_happened_lies_between_the_first_and_the_last_day(code: str) -> None:
    first, last = min(DAYS[code]), max(DAYS[code])
    early = dt.date.fromisoformat(first) - dt.timedelta(days=2)

    assert brief_of(code).timeline
    assert all(early <= event.date <= dt.date.fromisoformat(last) for event in brief_of(code).timeline)


@pytest.mark.parametrize("code", PACKS)
def test_what_the_brief_finds_is_said_in_its_language_and_in_no_english_word(code: str) -> None:
    phrases = [form for forms in phrasebook_of(Settings(), "en").sentences.values() for form in forms.values()]
    fixed = {words.strip(" .,;:()") for form in phrases for words in re.split(r"\{\w+\}", form)}
    english = {words for words in fixed if re.fullmatch(r"\w+( \w+)+", words)}

    assert "stands against" in english
    assert {finding.language for finding in brief_of(code).findings} == {code}
    for finding in brief_of(code).findings:
        assert [words for words in english if re.search(rf"\b{words}\b", finding.text)] == []


@pytest.mark.parametrize("code", PACKS)
def test_no_sentence_is_said_to_name_nobody_where_that_can_not_be_known(code: str) -> None:
    book = phrasebook_of(Settings(), code)
    told = re.split("[,،]", book.say("weakest-nobody", 9, id="", sources=""))[-1]
    findings = "\n".join(finding.text for finding in brief_of(code).findings)

    assert book.say("weakest", 1, id="", sources="").partition(":")[0].strip() in findings
    assert told not in findings
    assert f"({book.say('nobody')}" not in findings
    assert not any(book.say("unnamed", number) in findings for number in range(1, 9))


@pytest.mark.parametrize("code", PACKS)
def test_findings_go_into_the_brief_file_with_their_language_and_come_back(code: str) -> None:
    brief = brief_of(code)
    file = JsonRenderer().render(brief, context_of(brief, Settings()))

    assert {held["language"] for held in json.loads(file.content)["findings"]} == {code}
    assert msgspec.json.decode(file.content, type=BriefFile).findings[0].language == code


def test_a_house_decides_the_language_of_what_is_found() -> None:
    settings = Settings(topics=PACKS["fr"], look=Look(language="de"))
    sources, _ = read_sources([str(PILES / "fr")], settings, PILES, silent)
    brief = make_brief(sources, settings, ["x.pdf: encrypted"])
    spoken = Counter(finding.language for finding in brief.findings)

    assert brief.language == "fr"
    assert (spoken["en"], spoken["de"]) == (1, len(brief.findings) - 1)


def test_a_mistake_in_the_words_of_a_house_costs_no_brief(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "fr.toml").write_text("[findings\n", "utf-8")

    assert phrasebook_of(Settings(templates=tmp_path), "fr").lang == "fr"
    assert phrasebook_of(Settings(templates=tmp_path / "nowhere"), "fr").lang == "fr"


def test_a_language_of_a_house_without_sentences_on_findings_has_english_ones(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "pl.toml").write_text('[page]\nkind = "Raport"\n', "utf-8")
    book = phrasebook_of(Settings(templates=tmp_path), "pl")

    assert (book.lang, book.date(dt.date(2031, 1, 6))) == ("en", "6 January 2031")


@pytest.mark.parametrize("code", PACKS)
def test_no_extract_answers_a_sentence_that_is_not_there(code: str) -> None:
    assert [extract.text for extract in extracts_of(code) if extract.text.startswith(DANGLING)] == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("fr", {("killed", 4), ("killed", 7), ("missing", 2), ("injured", 11), ("evacuated", 320)}),
        ("de", {("killed", 2), ("killed", 5), ("injured", 19), ("injured", 26)}),
        ("es", {("killed", 23), ("killed", 41), ("injured", 140), ("injured", 260), ("missing", 8), ("missing", 3)}),
        ("ru", {("killed", 12), ("killed", 14), ("injured", 15)}),
    ],
)
def test_the_ledger_holds_the_plain_counts_and_nothing_else(code: str, expected: set[tuple[str, int]]) -> None:
    assert {(figure.measure, figure.low) for figure in brief_of(code).figures} == expected


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("zh", "河口市一座桥梁周三凌晨倒塌，造成五人死亡。市政府表示，救援工作仍在进行，附近居民已经疏散。"),
        ("ja", "河口市で水曜日の未明に橋が崩落し、五人が死亡した。市によると、周辺の住民はすでに避難している。"),
    ],
)
def test_sentences_without_spaces_have_words_enough_to_be_quoted(code: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{text}\n", "utf-8")
    sources, _ = read_sources([str(tmp_path)], Settings(), tmp_path, silent)
    brief = make_brief(sources, Settings())

    quoted = {extract.text for section in brief.sections for extract in section.extracts}
    assert quoted
    assert quoted <= {f"{sentence}。" for sentence in text.split("。")}
    assert brief.figures == ()


def test_articles_in_chinese_that_share_characters_alone_are_no_witnesses_of_each_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("河口市一座桥梁周三凌晨倒塌，造成五人死亡。\n", "utf-8")
    (tmp_path / "b.txt").write_text("河口市政府周四表示，桥梁附近的居民已经疏散。\n", "utf-8")
    sources, _ = read_sources([str(tmp_path)], Settings(), tmp_path, silent)
    brief = make_brief(sources, Settings())

    told = " ".join(finding.text for finding in brief.findings)
    assert "only one origin" in told
