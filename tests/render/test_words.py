"""The catalogues of words: all say the same things, in the plurals that their languages have."""

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from babel.core import Locale

from briefing.conventions import Cldr
from briefing.errors import RenderError
from briefing.render.folders import builtin_templates
from briefing.render.words import Words, choose_words, has_words, load_words
from briefing.steps import figures as measures
from briefing.steps.choose import MAIN
from briefing.steps.compose import NO_ROOM, ONE_ORIGIN, UNANSWERED

OURS = builtin_templates()
LANGUAGES = sorted(path.stem for path in (OURS / "words").glob("*.toml"))
OTHERS = [language for language in LANGUAGES if language != "en"]
PACKS = sorted((Path(__file__).resolve().parents[2] / "briefing" / "topics").glob("*.toml"))
_PLACEHOLDER = re.compile(r"\{\w*\}")
_CODE = re.compile(r"S2\s¶4|brief\.json|figures\.csv|°")
"""What stands the same in every language."""
Catalogue = dict[str, dict[str, str]]


def catalogue(language: str) -> Catalogue:
    held = tomllib.loads((OURS / "words" / f"{language}.toml").read_text("utf-8"))
    return {part: entries for part, entries in held.items() if isinstance(entries, dict)}


def words(language: str) -> Words:
    return load_words((OURS,), language)


def test_six_languages_ship() -> None:
    assert LANGUAGES == ["ar", "de", "en", "es", "fr", "ru"]


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_has_the_keys_of_the_english_one_and_no_others(language: str) -> None:
    keys = {part: list(entries) for part, entries in catalogue(language).items() if part != "topics"}

    assert keys == {part: list(entries) for part, entries in catalogue("en").items()}


def test_whatever_is_counted_has_a_word() -> None:
    counted = tomllib.loads((Path(measures.__file__).parent / "measures.toml").read_text("utf-8"))

    assert {key for key, held in counted.items() if isinstance(held, dict)} == set(catalogue("en")["measures"])


@pytest.mark.parametrize("language", OTHERS)
def test_a_phrase_keeps_the_codes_of_the_english_one(language: str) -> None:
    english = catalogue("en")
    del english["counts"], english["findings"]

    for part, entries in english.items():
        for key, phrase in entries.items():
            said = catalogue(language)[part][key]
            assert said.strip(), f"{part}.{key}"
            assert sorted(_CODE.findall(said)) == sorted(_CODE.findall(phrase)), f"{part}.{key}: {said}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_count_has_a_form_for_every_plural_of_its_language(language: str) -> None:
    plural = Locale.parse(language).plural_form
    needed = {plural(number) for number in range(200)} | {"other"}

    for noun, forms in catalogue(language)["counts"].items():
        assert set(forms) == needed, noun
        for category, form in forms.items():
            shared = {number for number in range(200) if plural(number) == category}
            assert len(shared) == 1 or "{n}" in form, f"{noun}.{category} is said of several numbers and names none"
            assert set(_PLACEHOLDER.findall(form)) <= {"{n}"}


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_on_a_finding_has_the_slots_of_the_english_one(language: str) -> None:
    for key, english in words("en").sentences.items():
        said = words(language).sentences[key]
        # A number may be left to the words or to the list, and what a reader remarks is in English.
        differing = slots(said) ^ slots(english)
        assert differing <= {"{n}", "{remark}"}, f"{key}: {differing}"
        assert slots(said) <= slots(english), key
        assert all(form.strip() for form in said.values()) or key == "numbers"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_on_a_finding_has_a_form_for_every_plural_of_its_language(language: str) -> None:
    plural = Locale.parse(language).plural_form
    needed = {plural(number) for number in range(1, 200)} | {"other"}

    for key, forms in words(language).sentences.items():
        categories = {form for form in forms if not form.isdecimal()}
        assert categories in ({"other"}, needed), f"{key}: {sorted(categories)}, wanted {sorted(needed)}"


def slots(forms: Mapping[str, str]) -> set[str]:
    return {slot for form in forms.values() for slot in _PLACEHOLDER.findall(form)}


@pytest.mark.parametrize("language", OTHERS)
def test_the_topic_packs_that_ship_are_said_in_every_language(language: str) -> None:
    topics = [topic for pack in PACKS for topic in tomllib.loads(pack.read_text("utf-8"))["topic"]]
    said = {text for topic in topics for text in (topic["title"], topic["question"])}

    notes = {NO_ROOM, ONE_ORIGIN, UNANSWERED}
    assert set(catalogue(language)["topics"]) == {*said, *notes, MAIN.title, MAIN.question}


@pytest.mark.parametrize(
    ("language", "noun", "said"),
    [
        (
            "ru",
            "sources",
            ["0 источников", "1 источник", "2 источника", "5 источников", "21 источник", "112 источников"],
        ),
        ("ar", "sources", ["لا مصادر", "مصدر واحد", "مصدران", "5 مصادر", "21 مصدرًا", "112 مصدرًا"]),
        ("fr", "sources", ["0 source", "1 source", "2 sources", "5 sources", "21 sources", "112 sources"]),
        ("de", "words", ["0 Wörter", "1 Wort", "2 Wörter", "5 Wörter", "21 Wörter", "112 Wörter"]),
        ("es", "more", ["0 más", "1 más", "2 más", "5 más", "21 más", "112 más"]),
    ],
)
def test_numbers_take_the_plural_of_the_language(language: str, noun: str, said: list[str]) -> None:
    assert [words(language).count(noun, number) for number in (0, 1, 2, 5, 21, 112)] == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["6 January 2031", "January 2031", "2031", "6 Jan", "6–9 January 2031", "12,345"]),
        ("fr", ["6 janvier 2031", "janvier 2031", "2031", "6 janv.", "6–9 janv. 2031", "12 345"]),
        ("ru", ["6 января 2031 г.", "январь 2031 г.", "2031", "6 янв.", "6–9 янв. 2031 г.", "12 345"]),
        ("es", ["6 de enero de 2031", "enero de 2031", "2031", "6 ene", "6–9 de enero de 2031", "12.345"]),
        ("de", ["6. Januar 2031", "Januar 2031", "2031", "6. Jan.", "6.–9. Jan. 2031", "12.345"]),
        ("ar", ["6 يناير 2031", "يناير 2031", "2031", "6 يناير", "6–9 يناير 2031", "12,345"]),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_writes_them(language: str, said: list[str]) -> None:
    held, first = words(language), dt.date(2031, 1, 6)
    dates = [held.date(first, precision) for precision in ("day", "month", "year")]
    spans = [held.short_date(first), held.period(first, dt.date(2031, 1, 9))]

    assert [_spaced(text) for text in (*dates, *spans, held.number(12345))] == said


def _spaced(text: str) -> str:
    """With plain spaces for those that only printers tell apart, and none beside a dash."""
    return re.sub(r"\s", " ", text.replace("\u2009", ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_period_of_one_day_is_that_day(language: str) -> None:
    day = dt.date(2031, 1, 6)

    assert words(language).period(day, day) == words(language).date(day)


def test_only_arabic_runs_from_right_to_left() -> None:
    assert {language: words(language).direction for language in LANGUAGES} == dict.fromkeys(LANGUAGES, "ltr") | {
        "ar": "rtl"
    }


def test_the_first_language_with_a_catalogue_is_taken_and_english_where_there_is_none() -> None:
    wanted = [(None, "ru"), ("de", "ru"), ("xx", "ar"), (None, "xx"), ()]

    assert [choose_words((OURS,), *languages).lang for languages in wanted] == ["ru", "de", "ar", "en", "en"]


def test_a_house_may_bring_a_language_and_what_it_leaves_out_is_english(write: Callable[[str, str], Path]) -> None:
    folder = write(
        "words/pl.toml", '[counts]\nsources = { one = "{n} źródło", few = "{n} źródła", other = "{n} źródeł" }\n'
    ).parents[1]
    held = load_words((folder, OURS), "pl")

    assert has_words((folder, OURS), "pl")
    assert (held.lang, held.count("sources", 3), held.count("sources", 5)) == ("pl", "3 źródła", "5 źródeł")
    assert held.count("outlets", 3) == "3 outlets"
    assert held.phrases["sources"]["heading"] == "Sources"
    assert held.date(dt.date(2031, 1, 6)) == "6 stycznia 2031"


def test_the_sentences_on_findings_are_of_one_language_or_none(write: Callable[[str, str], Path]) -> None:
    folder = write("words/pl.toml", '[findings]\nundated = "bez daty"\n').parents[1]
    write("words/de.toml", '[findings]\nundated = "undatiert"\n')

    assert load_words((folder, OURS), "pl").sentences == {}
    german = load_words((folder, OURS), "de").sentences
    assert (german["undated"], german["nobody"]) == ({"other": "undatiert"}, {"other": "niemand genannt"})


def test_a_house_may_say_one_phrase_of_ours_another_way(write: Callable[[str, str], Path]) -> None:
    folder = write("words/de.toml", '[page]\nkind = "Lagebericht"\n').parents[1]
    page = load_words((folder, OURS), "de").phrases["page"]

    assert (page["kind"], page["serial"]) == ("Lagebericht", "Nr.")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[page\n", "words/pl.toml:1: "),
        (
            "[page]\nkind = Bericht\n",
            "words/pl.toml:2: Invalid value at column 8; a text stands between quotation marks",
        ),
        ('[counts]\nsources = { one = "x" }\n', 'words/pl.toml: counts.sources has no form "other"'),
        ("[page]\nkind = 3\n", "words/pl.toml: page.kind: found 3; allowed: a text between quotation marks"),
        (
            '[findings]\nagency = "{who}"\n',
            "words/pl.toml: findings.agency has no {who} to say; it may say {name}, {sources}",
        ),
        ('[findings]\nagency = { one = "{name}" }\n', 'words/pl.toml: findings.agency has no form "other"'),
    ],
)
def test_a_wrong_catalogue_is_named(write: Callable[[str, str], Path], text: str, message: str) -> None:
    folder = write("words/pl.toml", text).parents[1]

    with pytest.raises(RenderError, match=re.escape(message)):
        load_words((folder, OURS), "pl")


def test_a_language_that_the_cldr_does_not_know_is_written_like_english() -> None:
    held = Cldr("qq")

    assert (held.plural(1), held.plural(3), held.number(1234)) == ("one", "other", "1,234")
    assert held.date(dt.date(2031, 1, 6), "day") == "6 January 2031"


def test_titles_and_questions_of_our_packs_are_said_in_the_language_and_those_of_a_house_stay() -> None:
    assert [words("fr").ours(text) for text in ("What happened", "The dykes")] == ["Ce qui s’est passé", "The dykes"]
    assert words("en").ours("What happened") == "What happened"
