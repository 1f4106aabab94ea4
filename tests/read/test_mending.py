"""Text that was decoded wrongly: told in any language, named with the setting, and undone where that asks for it."""

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.cli import main
from briefing.model import Document, Passage, Source, Span
from briefing.read import mending
from briefing.read.mending import mended
from briefing.steps.misread import misread, tell_misread
from tests.conftest import build_source
from tests.desk import read_brief, tree

CLEAN = {
    "en": "The miller’s bridge doesn’t hold – “not for a week”, the council’s engineer said.",
    "fr": "À Orléans, l’évêque a été reçu à la mairie ; « où est passée la clé ? », a-t-il demandé.",
    "de": "Über die Straße am Fluß führen größere Brücken; „ein Übergang fehlt“, sagt der Bürgermeister.",
    "es": "El niño llegó a Córdoba el miércoles: «¿Quién abrió la presa?», preguntó el señor Peña.",
    "pt": "À noite, a população de São João não tinha água às torneiras, disse o capitão.",
    "it": "La città è senz’acqua perché la diga di Forlì cedette lunedì.",
    "da": "Århus Å løb over sine bredder; “Ærø og Ø er afskåret”, sagde Åse.",
    "pl": "Zostało pięć łodzi, źródło żądań nie jest znane, powiedział wójt.",
    "cs": "Příliš žluťoučký kůň přeskočil hráz, řekl starosta.",
    "hu": "Az árvíz elérte a tűzoltóságot, mondta a főügyész.",
    "tr": "Köprü pazartesi günü kapatıldı; şehir “ağır hasar” dedi.",
    "vi": "Cây cầu đã bị đóng cửa hôm thứ Hai, thành phố cho biết.",
    "ru": "Мост закрыт с понедельника, сообщила мэрия: «Ёмкость цела».",
    "uk": "Міст зачинено, її ґанок затопило, сказав міський голова.",
    "kk": "Көпір жабылды, өзен арнасынан шықты, деді әкім.",
    "el": "Η γέφυρα έκλεισε τη Δευτέρα, είπε ο δήμαρχος.",
    "ar": "أُغلق الجسر يوم الاثنين، كما قال رئيس البلدية.",
    "he": "הגשר נסגר ביום שני, אמר ראש העיר.",
    "zh": "大桥星期一关闭，市政府说。“水位很高”",
    "ja": "橋は月曜日に閉鎖された、と市長は語った。",
    "hi": "पुल सोमवार को बंद कर दिया गया, महापौर ने कहा।",
}
READ_AS = {"latin-1": "latin-1", "Windows-1252": "sloppy-windows-1252"}
OF_THEIR_OWN = [
    ("pl", "cp1250"),
    ("hu", "cp1250"),
    ("ru", "cp1251"),
    ("uk", "cp1251"),
    ("kk", "cp1251"),
    ("en", "cp1251"),
]
OF_THEIR_OWN += [("fr", "macroman"), ("de", "cp437"), ("en", "macroman")]
STORY = """The miller’s bridge is shut

Published 3 May 2021

The miller’s bridge was shut on Monday, and 12 people were hurt when a rail gave way, the council’s engineer said.

“It doesn’t hold – not for a week,” the engineer, Zoë Brandt, told the Valley Post on Tuesday.

The council said on Wednesday that 40 houses beyond the bridge had no other way to the town.
"""
ENGINEER = "“It doesn’t hold – not for a week,” the engineer, Zoë Brandt, told the Valley Post on Tuesday."


def misdecoded(text: str, encoding: str = "sloppy-windows-1252") -> str:
    import ftfy.bad_codecs

    assert ftfy.bad_codecs
    return text.encode().decode(encoding)


def document_of(source: Source) -> Document:
    body = Passage(span=Span(start=0, end=len(source.text)), kind="body", rule="article", paragraph=1)
    return Document(source=source, passages=(body,))


@pytest.mark.parametrize("encoding", READ_AS.values(), ids=READ_AS)
@pytest.mark.parametrize("language", CLEAN)
def test_utf8_that_was_read_as_western_is_told_and_undone_in_any_language(language: str, encoding: str) -> None:
    wrong = build_source(misdecoded(CLEAN[language], encoding))

    assert misread(wrong.text)
    assert mended(wrong).text == CLEAN[language]
    assert mended(wrong).mended == 1


@pytest.mark.parametrize(("language", "encoding"), OF_THEIR_OWN)
def test_utf8_that_was_read_as_another_old_encoding_is_undone(language: str, encoding: str) -> None:
    assert mended(build_source(misdecoded(CLEAN[language], encoding))).text == CLEAN[language]


@pytest.mark.parametrize("times", [2, 3])
def test_what_was_decoded_wrongly_again_and_again_is_undone(times: int) -> None:
    text = CLEAN["fr"]
    for _ in range(times):
        text = misdecoded(text)

    assert mended(build_source(text)).text == CLEAN["fr"]


@pytest.mark.parametrize("language", CLEAN)
def test_clean_text_comes_back_to_the_letter(language: str) -> None:
    source = build_source(CLEAN[language], title=CLEAN[language])

    assert not misread(CLEAN[language])
    assert mended(source) == source
    assert tell_misread([document_of(source)], mending=True) == ()


WORDS = sorted({word for line in CLEAN.values() for word in line.split()})


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.sampled_from(["NFC", "NFD"]))
def test_any_words_of_any_languages_come_back_to_the_letter(line: str, form: str) -> None:
    text = unicodedata.normalize(form, line)

    assert mended(build_source(text)).text == text


KEPT = [
    "The ﬁre ﬂared up; ＦＵＬＬ　ＷＩＤＴＨ stays, so does ½ of “it” and ‘that’.",
    "AT&amp;T &lt;and&gt; &eacute; are no matter of decoding.\r\nA line that ends as it does.\u2028And one more.",
    "e\u0301 stays two characters, \u0000 and \u0007 and \x1b[2J stay too.",
    "10³ is 1,000; ￦5 is what it costs; ﾆｭｰｽ.",
    "Å, Ä and Ö close the list: “VÅ” — KÄ… and «É», ‚à‘.",
]


@pytest.mark.parametrize("text", KEPT)
def test_nothing_but_a_wrong_decoding_is_changed(text: str) -> None:
    assert mended(build_source(text)).text == text
    assert not misread(text)


@given(st.text(st.sampled_from("aé ÃÂâ€™™\u009d\xa0РСЂ вЂ\n\ud800\ufffd"), max_size=60), st.lists(st.integers(0, 60)))
def test_whatever_the_text_is_pages_stay_within_it_in_order(text: str, pages: list[int]) -> None:
    starts = tuple(sorted({0, *(page for page in pages if page < len(text))}))
    result = mended(build_source(text, pages=starts))

    assert len(result.pages) == len(starts)
    assert list(result.pages) == sorted(result.pages)
    assert all(page <= len(result.text) for page in result.pages)
    assert result.text.count("\n") == text.count("\n")


def test_pages_begin_where_they_did_and_facts_are_mended_too() -> None:
    wrong = misdecoded("Zoë wrote this.\nFür Ærø gilt: ")
    source = build_source(f"{wrong}Page two", title=misdecoded("Für Ærø"), byline="Zoë", pages=(0, len(wrong)))
    result = mended(source)

    assert result.text[result.pages[1] :] == "Page two"
    assert (result.title, result.byline, result.mended) == ("Für Ærø", "Zoë", 2)
    assert result.id != source.id
    assert result.sha256 == source.sha256


def test_only_the_lines_that_need_it_are_touched() -> None:
    result = mended(build_source(f"Zoë and Noël met.\n{misdecoded('Zoë said “no”.')}\nThe Âge of «É».\n"))

    assert result.text == "Zoë and Noël met.\nZoë said “no”.\nThe Âge of «É».\n"
    assert result.mended == 1


@pytest.fixture
def clips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one file that somebody's program decoded wrongly, and one that is sound."""
    folder = tmp_path / "clips"
    folder.mkdir()
    (folder / "wrong.txt").write_text(misdecoded(STORY), "utf-8")
    (folder / "sound.txt").write_text(STORY.replace("miller", "weaver").replace("Zoë Brandt", "Åsa Lunde"), "utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def quoted_of(brief: object) -> set[str]:
    assert isinstance(brief, dict)
    return {extract["text"] for section in brief["sections"] for extract in section["extracts"]}


def test_without_the_setting_it_is_not_quoted_and_the_file_is_named_with_what_to_do(
    clips: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["make", "clips", "--format", "json"]) == 0
    brief = read_brief(Path("build"))
    named = [finding["text"] for finding in brief["findings"] if finding["text"].startswith("wrong.txt: ")]

    assert len(named) == 1
    assert "was decoded wrongly" in named[0]
    assert "mend_encoding = true" in named[0]
    assert not any("Ã" in text or "â€" in text for text in quoted_of(brief))
    assert main(["sources", "clips"]) == 0
    assert "mend_encoding = true" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["wrong.txt", "wrong.html"])
def test_with_it_the_words_are_quoted_verified_and_marked(
    clips: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (clips / "sound.txt").unlink()
    page = "".join(f"<p>{part}</p>" for part in misdecoded(STORY).split("\n\n"))
    html = f"<html><head><title>{misdecoded('The miller’s bridge')}</title></head><article>{page}</article></html>"
    (clips / "wrong.txt").rename(clips / name)
    if name.endswith(".html"):
        (clips / name).write_text(html, "utf-8")
    Path("briefing.toml").write_text('mend_encoding = true\nformats = ["json"]\ntopics = "general"\n')

    assert main(["make", "clips"]) == 0
    brief = read_brief(Path("build"))
    assert any("doesn’t hold – not for a week" in text for text in quoted_of(brief)), quoted_of(brief)
    assert "â€" not in (Path("build") / "sources" / "S1.txt").read_text("utf-8")
    assert any(f"{name}: a wrong decoding was undone in" in finding["text"] for finding in brief["findings"])
    assert not any("mend_encoding = true" in finding["text"] for finding in brief["findings"])
    assert brief["settings"]["mend_encoding"] is True
    assert main(["verify", "build"]) == 0
    first = tree(Path("build"))
    assert main(["make", "clips"]) == 0
    assert tree(Path("build")) == first
    capsys.readouterr()
    assert main(["sources", "clips", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["mended"] >= 3
    assert main(["sources", "clips"]) == 0
    assert "lines that had been decoded wrongly" in capsys.readouterr().out


def test_where_the_extra_is_missing_the_run_goes_on_and_says_what_to_install(
    clips: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mending, "find_spec", lambda name: None)
    Path("briefing.toml").write_text('mend_encoding = true\nformats = ["json"]\n')

    assert main(["make", "clips"]) == 0
    assert "pip install 'briefing-maker[mend]'" in capsys.readouterr().err
    findings = [finding["text"] for finding in read_brief(Path("build"))["findings"]]
    assert any("mend_encoding needs ftfy: pip install 'briefing-maker[mend]'" in text for text in findings)
    assert any(text.startswith("wrong.txt: was decoded wrongly") for text in findings)


def test_what_can_not_be_undone_is_named_too() -> None:
    broken = build_source("The caf\u00c3\u00a9 shut, and StraГџe â€\u0153 fell.", origin="cafe.txt")
    told = tell_misread([document_of(broken)], mending=True)

    assert len(told) == 1
    assert "could not be undone" in told[0]


def test_many_files_share_a_sentence_that_names_them_all() -> None:
    documents = [document_of(build_source(misdecoded(STORY), origin=f"{name}.txt")) for name in "abc"]
    (told,) = tell_misread(documents, mending=False)

    assert told.startswith("a.txt, b.txt and c.txt: were decoded wrongly before they came here (“")
    assert "” in a.txt), and are not quoted there; mend_encoding = true" in told
    undone = [replace(one, source=replace(one.source, text=STORY, mended=2)) for one in documents]
    assert tell_misread(undone, mending=True)[0] == (
        "a.txt, b.txt and c.txt: a wrong decoding was undone in 6 lines: there no word is to the letter the file's"
    )
