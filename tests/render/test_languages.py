"""The page in other languages: its words, its direction, its faces, and what paper cannot draw."""

import io
import re
from dataclasses import replace

import pypdf
import pytest
from fontTools.ttLib import TTFont
from page import ValidationProfile, validate_pdf_bytes

from briefing.model import Artifact, Brief, Section
from briefing.render.eml import EmlRenderer
from briefing.render.folders import builtin_templates
from briefing.render.glyphs import warn
from briefing.render.html import HtmlRenderer
from briefing.render.markdown import MarkdownRenderer
from briefing.render.pdf import PdfRenderer
from briefing.render.text import direction, is_arabic, runs
from briefing.render.words import load_words
from briefing.settings.records import Look
from briefing.steps.compose import ONE_ORIGIN, UNANSWERED
from tests.render import sample

ARABIC_FACES = '@font-face { font-family: "Briefing Sans Arabic"'
LATIN = replace(
    sample.EMPTY,
    title="Ұлытау: 50 000 ₸, Ελλάδα, Đồng Tháp, İğdır, Łódź, Bakı üzrə",
)


def page(brief: Brief, language: str | None = None) -> str:
    made = HtmlRenderer().render(brief, sample.context(look=Look(language=language)))
    return made.content.decode("utf-8")


def printed(brief: Brief) -> Artifact:
    return PdfRenderer().render(brief, sample.context(artifacts=sample.artifacts(brief)))


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr", "ru"])
def test_the_page_is_in_the_language_of_the_brief(language: str) -> None:
    words = load_words((builtin_templates(),), language)
    shown = page(replace(sample.FLOOD, language=language))

    assert f'<html lang="{language}" dir="{words.direction}">' in shown
    for part in ("summary", "timeline", "names", "disagreements", "sources", "gaps"):
        assert words.phrases[part]["heading"] in shown
    assert words.count("sources", 6) in shown
    assert words.date(sample.MAY[9]) in shown


def test_the_house_decides_the_language_of_the_page() -> None:
    shown = page(replace(sample.FLOOD, language="ru"), "fr")

    assert '<html lang="fr" dir="ltr">' in shown
    assert "Points clés" in shown
    assert '<h1 lang="ru"' in shown


def test_a_brief_in_a_language_without_a_catalogue_has_an_english_page() -> None:
    assert '<html lang="en" dir="ltr">' in page(replace(sample.FLOOD, language="pl"))


def test_a_language_that_was_asked_for_and_is_not_there_is_a_warning() -> None:
    made = HtmlRenderer().render(sample.FLOOD, sample.context(look=Look(language="xx")))

    assert made.warnings == ('[look] language = "xx": there is no words/xx.toml, so its fixed words are in "en"',)
    assert HtmlRenderer().render(sample.FLOOD, sample.context(look=Look(language="ar"))).warnings == ()


def test_what_our_steps_say_in_english_is_marked_as_english() -> None:
    shown = page(sample.FLOOD, "ar")

    assert '<li lang="en" dir="ltr">No source says who is liable for the dam.</li>' in shown
    assert '<span lang="en" dir="ltr">Police count 19 dead on 8 May 2031' in shown
    assert 'lang="en" dir="ltr">Police count' not in page(sample.FLOOD)


def test_what_our_steps_say_in_the_language_of_the_page_is_not_marked() -> None:
    told = tuple(replace(finding, language="ar") for finding in sample.FLOOD.findings)
    shown = page(replace(sample.FLOOD, findings=told), "ar")

    assert "<li>No source says who is liable for the dam.</li>" in shown
    assert '<span lang="ar" dir="rtl">Police count 19 dead' in page(replace(sample.FLOOD, findings=told), "de")


def test_a_quotation_runs_its_own_way_on_a_page_that_runs_the_other() -> None:
    shown = page(sample.FLOOD, "ar")

    assert '<q lang="en" dir="ltr">' in shown
    assert re.search("<q>[\u0621-\u064a]", shown)  # its own way is the page's
    assert not re.search("<q[^>]*>[\u0621-\u064a]", shown.replace("<q>", ""))
    assert '<q dir="ltr">At least 12 people</q>' in shown


def test_a_day_in_brackets_is_said_in_the_language_of_the_page_and_stands_apart() -> None:
    assert '<span class="ours" lang="de"> [6. Mai 2031]</span>' in page(sample.FLOOD, "de")
    assert '<span class="ours" lang="ar"> <bdi dir="rtl">[6 مايو 2031]</bdi></span>' in page(sample.FLOOD, "ar")


def test_titles_of_our_topic_packs_are_said_in_the_language_and_those_of_a_house_stay() -> None:
    shown = page(sample.FLOOD, "ru")

    assert ">Что произошло</h2>" in shown
    assert ">What next</h2>" in shown


@pytest.mark.parametrize("template", ["brief", "plain"])
def test_what_several_sections_say_of_themselves_is_said_once_among_the_gaps(template: str) -> None:
    empty = [Section(topic=key, title=key.title(), question="", extracts=(), note=UNANSWERED) for key in ("why", "who")]
    context = sample.context(template=template, look=Look(language="de"))
    shown = HtmlRenderer().render(replace(sample.FLOOD, sections=tuple(empty)), context).content.decode("utf-8")
    gaps = shown[shown.index('id="gaps"') :]

    assert "<b>Why; Who.</b>" in gaps
    assert gaps.count("Nichts in diesen Quellen") == 1


def test_the_feet_of_pages_change_sides_where_the_page_runs_from_right_to_left() -> None:
    assert re.search(r"@bottom-right \{ content: \"Flood", page(sample.FLOOD, "ar"))
    assert re.search(r"@bottom-left \{ content: \"Flood", page(sample.FLOOD, "ru"))


def test_a_chart_stays_from_left_to_right_and_says_days_in_digits_where_letters_join() -> None:
    shown = page(sample.FLOOD, "ar")
    charts = re.findall(r"<svg.*?</svg>", shown, re.DOTALL)

    assert charts
    for chart in charts:
        assert 'direction="ltr"' in chart
        assert not any(is_arabic(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", chart))


def test_only_a_page_that_holds_arabic_carries_arabic_faces() -> None:
    quoting = page(sample.FLOOD)
    latin = page(LATIN)

    assert ARABIC_FACES in quoting
    assert ARABIC_FACES not in latin
    assert len(quoting) - len(latin) > 300_000


@pytest.mark.parametrize(
    ("text", "way"),
    [("", "ltr"), ("12 (3)", "ltr"), ("«12» قتيلًا", "rtl"), ("WHO قالت", "ltr"), ("שלום", "rtl"), ("2 км", "ltr")],
)
def test_a_text_runs_as_its_first_letter_does(text: str, way: str) -> None:
    assert runs(text) == way


def test_a_text_of_a_leftward_language_runs_to_the_left_whatever_it_begins_with() -> None:
    assert [direction("ar", "WHO قالت"), direction("en", "WHO said"), direction("und", "قالت")] == ["rtl", "ltr", "rtl"]


def test_the_other_formats_are_in_the_language_too() -> None:
    russian = replace(sample.FLOOD, language="ru")
    text = MarkdownRenderer().render(russian, sample.context()).content.decode("utf-8")

    assert "## Источники" in text
    assert "6 источников" in text


def test_the_message_is_in_the_language_too() -> None:
    from email import message_from_bytes, policy

    from briefing.settings.records import Email

    context = sample.context(email=Email(sender="desk@example.org", to=("a@example.org",), attach=()))
    made = EmlRenderer().render(replace(sample.FLOOD, language="ru"), context)
    body = message_from_bytes(made.content, policy=policy.default).get_body(("plain",))

    assert body is not None
    assert "Главное" in body.get_content()


def test_letters_of_kazakh_greek_vietnamese_turkish_polish_and_azerbaijani_are_all_there(pango: None) -> None:
    assert printed(LATIN).warnings == ()


def test_an_arabic_page_prints_without_a_box(pango: None) -> None:
    persian = sample.entry(1, "A line.\n", publisher="روزنامه می\u200cرود", title="فيضان: ۱۲ نفر، گچپژ ٹڈڑ ے")

    assert printed(replace(sample.EMPTY, language="ar", sources=(persian,))).warnings == ()


@pytest.mark.parametrize("profile", [ValidationProfile.PDF_A_3A, ValidationProfile.PDF_UA_1])
def test_an_arabic_page_keeps_the_standards(pango: None, profile: ValidationProfile) -> None:
    made = printed(replace(sample.FLOOD, language="ar"))

    assert validate_pdf_bytes(made.content, profile=profile).is_compliant


def test_arabic_can_be_copied_out_of_the_pdf(pango: None) -> None:
    made = printed(replace(sample.FLOOD, language="ar"))
    text = pypdf.PdfReader(io.BytesIO(made.content)).pages[0].extract_text()

    assert "أهم النقاط" in text
    assert "الأرقام في لمحة" in text


def test_what_no_font_has_is_named(pango: None) -> None:
    made = printed(replace(sample.EMPTY, title="Flood \U0010fff0 here"))

    assert made.warnings[0].startswith("no font here has \U0010fff0 (U+10FFF0), printed as boxes; install a font")


def test_few_of_many_missing_characters_are_named() -> None:
    assert "漢 (CJK UNIFIED IDEOGRAPH-6F22)" in warn({"漢"})[0]
    assert " and 3 more, printed as boxes" in warn(map(chr, range(0x6F22, 0x6F2A)))[0]
    assert warn(()) == ()


@pytest.mark.parametrize("face", ["Sans-Regular", "Sans-Semibold", "Sans-Italic", "Serif-Regular", "Serif-Semibold"])
def test_a_face_of_ours_has_the_letters_without_help_of_the_machine(face: str) -> None:
    letters = "ӘәҒғҚқҢңӨөҰұҮүҺһІі₸ ЁёЇїЄєҐґЎў ΑΩάήώ ĄąŁłĚěŘřŞşĞğİı ẠạỀềữĐđ Əə №«»„“”‘’–—…¶°"

    with TTFont(builtin_templates() / "fonts" / f"Briefing{face}.ttf") as font:
        assert [letter for letter in letters if ord(letter) not in font.getBestCmap()] == []


@pytest.mark.parametrize("face", ["Sans", "Serif"])
def test_an_arabic_face_joins_letters_and_has_those_of_persian_and_urdu(face: str) -> None:
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ءآأؤإئىة پچژگکی ٹڈڑںھہۓے ۆێەڵ ۰۱۲۳ ٠١٢٣ ،؛؟٪ ًٌٍَُِّْ"

    with TTFont(builtin_templates() / "fonts" / f"Briefing{face}Arabic-Regular.ttf") as font:
        assert [letter for letter in letters if ord(letter) not in font.getBestCmap()] == []
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        assert features >= {"init", "medi", "fina", "rlig"}
        assert {"mark", "mkmk"} <= {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}


def test_the_note_below_a_heading_is_said_in_the_language_of_the_page() -> None:
    section = replace(sample.FLOOD.sections[0], note=ONE_ORIGIN)
    shown = page(replace(sample.FLOOD, language="fr", sections=(section, *sample.FLOOD.sections[1:])))

    assert "Tout ici repose sur une seule origine." in shown
    assert ONE_ORIGIN not in shown
    assert ONE_ORIGIN in page(replace(sample.FLOOD, sections=(section, *sample.FLOOD.sections[1:])))
