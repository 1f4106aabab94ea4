import codecs
import datetime as dt
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.decoding import LEAD, SAMPLE, decode
from briefing.read.text import TextReader
from tests.conftest import build_source

ENGLISH = (
    "The river rose on Monday – “faster than ever”, the mayor’s office said – and took the café.\nNobody was hurt.\n"
)
GERMAN = (
    "Das Hochwasser überschwemmte am Montag mehrere Straßen. Die Behörden öffneten drei Notunterkünfte für über 100.\n"
)
RUSSIAN = "Наводнение затопило несколько улиц, сообщили в понедельник спасатели. Эвакуированы двести человек.\n"
KAZAKH = "Су тасқыны қаланың бірнеше көшесін басып қалды, деп хабарлады құтқарушылар. Екі жүз адам көшірілді.\n"
GREEK = "Η πλημμύρα έπληξε την πόλη τη Δευτέρα, ανακοίνωσαν οι αρχές.\nΔεν υπάρχουν θύματα.\n"
POLISH = "Powódź zalała w poniedziałek kilka ulic, podały władze. Żołnierze ewakuowali dwieście osób, źródła mówią.\n"
JAPANESE = "月曜日に川が氾濫し、市内の数か所の道路が冠水したと当局が発表した。\nけが人はいない。\n"
CHINESE = "周一河水泛滥，淹没了城市的几条街道，当局说。一人死亡。\n另有一千人撤离。\n"
KOREAN = "월요일에 강이 범람하여 시내 여러 도로가 침수되었다고 당국이 밝혔다.\n다친 사람은 없다.\n"
ARABIC = "غمرت المياه عدة شوارع في المدينة يوم الاثنين، حسبما ذكرت السلطات.\nلا ضحايا.\n"

UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
TEXTS = (ENGLISH, GERMAN, RUSSIAN, KAZAKH, GREEK, POLISH, JAPANESE, CHINESE, KOREAN, ARABIC)
LEGACY = (
    (ENGLISH, "cp1252"),
    (ENGLISH, "mac_roman"),
    (GERMAN, "latin-1"),
    (GERMAN, "cp1252"),
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8-r"),
    (RUSSIAN, "iso8859-5"),
    (RUSSIAN, "cp866"),
    (POLISH, "cp1250"),
    (POLISH, "iso8859-2"),
    (GREEK, "iso8859-7"),
    (ARABIC, "cp1256"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc_jp"),
    (JAPANESE, "iso2022_jp"),
    (CHINESE, "gb18030"),
    (KOREAN, "euc_kr"),
)

# Written on a Latin keyboard: what a correspondent types, in paragraphs.
words = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"), min_size=1, max_size=12)
latin = st.lists(words, min_size=4, max_size=60).map(lambda some: " ".join(some) + ".\n")
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def read(data: bytes, origin: str = "a.txt") -> Source:
    (source,) = TextReader().read(data, origin)
    return source


@pytest.mark.parametrize("encoding", UNICODE)
@pytest.mark.parametrize("text", TEXTS)
def test_every_unicode_encoding_is_read_with_or_without_its_mark(text: str, encoding: str) -> None:
    assert read(text.encode(encoding)).text == text


@pytest.mark.parametrize(("text", "encoding"), LEGACY)
def test_older_encodings_are_detected(text: str, encoding: str) -> None:
    assert read((text * 4).encode(encoding)).text == text * 4


@given(anything)
@example("\ufeff\ufeffx")
@example("a\0b\x01c\x1b[0m\x85\u2028d\r\ne\rf\n")
def test_utf8_is_kept_to_the_letter(text: str) -> None:
    # A line end and enough plain words keep the drawn text from being a lone-return file or half control characters.
    text = "x" + text + "\nThe council met on Tuesday." * 300

    assert decode(text.encode()).text == text
    assert decode(text.encode("utf-8-sig")).text == text


@given(latin, st.sampled_from(UNICODE))
def test_plain_english_survives_every_unicode_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@given(st.data(), st.sampled_from(LEGACY))
def test_detection_knows_an_encoding_by_its_letters_not_by_the_order_of_words(
    data: st.DataObject, sample: tuple[str, str]
) -> None:
    text = " ".join(data.draw(st.permutations((sample[0] * 3).split()))) + "\n"

    assert decode(text.encode(sample[1])).text == text


@given(anything, st.sampled_from(("utf-8-sig", "utf-16", "utf-32")))
def test_a_byte_order_mark_is_believed(text: str, encoding: str) -> None:
    text = "x\n" + text

    assert decode(text.encode(encoding)).text == text


@given(st.binary(max_size=400))
@example(b"\xff\xfe\x00\x00\x00")
@example(b"\x1b$B")
@example(b"\x00" * 9)
def test_any_bytes_give_a_clean_text_or_a_read_error(data: bytes) -> None:
    try:
        source = read(data)
    except ReadError:
        return
    assert source.text.encode("utf-8").decode("utf-8") == source.text


@given(st.binary(max_size=400))
def test_decoding_never_fails_and_counts_what_it_replaced(data: bytes) -> None:
    decoded = decode(data)

    assert decoded.replaced == decoded.text.count("\ufffd")
    assert codecs.lookup(decoded.encoding)


def test_a_source_has_the_identity_that_the_other_steps_expect() -> None:
    assert read(b"Rain fell.\n", "x/a.txt") == build_source("Rain fell.\n", "x/a.txt")


def test_the_hash_is_that_of_the_bytes_as_they_were_read() -> None:
    data = "Rain fell.\n".encode("utf-16")

    assert read(data).sha256 == hashlib.sha256(data).hexdigest()


def test_dos_line_ends_stay_and_so_do_their_offsets() -> None:
    assert read(b"One.\r\nTwo.\r\n").text == "One.\r\nTwo.\r\n"


def test_old_mac_line_ends_become_line_feeds_once() -> None:
    assert read(b"One.\rTwo.\r").text == "One.\nTwo.\n"


def test_a_return_inside_a_file_with_line_feeds_stays() -> None:
    assert read(b"One.\rTwo.\n").text == "One.\rTwo.\n"


@pytest.mark.parametrize("encoding", ["cp1252", "koi8-r"])
def test_nul_and_control_characters_survive_in_any_encoding(encoding: str) -> None:
    text = (RUSSIAN if encoding == "koi8-r" else GERMAN) * 9 + "end\x00of\x01file\x1f.\n"

    assert read(text.encode(encoding)).text == text


def test_a_text_with_many_nul_bytes_is_still_a_text() -> None:
    text = "The strike began at six.\n" * 8 + "\0" * 60

    assert read(text.encode()).text == text


def test_single_bytes_of_windows_1252_inside_utf8_are_read_as_what_they_are() -> None:
    data = "“Ärger über Öl”, sagte sie – ".encode() + b"he said it\x92s over, na\xefve or not.\n"

    assert read(data).text == "“Ärger über Öl”, sagte sie – he said it’s over, naïve or not.\n"


@pytest.mark.parametrize("tail", [b"\xe2\x80", b"\xf0\x9f\x98", b"\xc3"])
def test_a_character_cut_in_two_becomes_a_replacement_and_is_counted(tail: bytes) -> None:
    decoded = decode(RUSSIAN.encode() + tail)

    assert decoded.encoding == "utf-8"
    assert decoded.text.rstrip("\ufffd") == RUSSIAN
    assert decoded.replaced == len(tail)


@pytest.mark.parametrize(
    ("data", "replaced"),
    [
        (b"\xef\xbb\xbfRain \xed\xa0\x80 fell, \xc3\xa4\xc3\xb6\xc3\xbc.", 3),
        ("Rain \ud800 fell.".encode("utf-16-le", "surrogatepass"), 1),
    ],
)
def test_lone_surrogates_become_replacement_characters(data: bytes, replaced: int) -> None:
    assert decode(data).replaced == replaced
    assert "Rain \ufffd" in decode(data).text


def test_utf16_with_half_a_character_at_the_end_is_read() -> None:
    assert read(ENGLISH.encode("utf-16")[:-1]).text == ENGLISH[:-1] + "\ufffd"


def test_the_sample_begins_where_ascii_ends() -> None:
    text = "A quiet line of the log.\n" * ((SAMPLE + 5 * LEAD) // 25) + RUSSIAN * 3

    assert read(text.encode("cp1251")).text == text


def test_the_whole_file_is_decoded_not_the_sample_alone() -> None:
    text = GERMAN * (SAMPLE // len(GERMAN)) + "Am Ende stehen „Anführungszeichen“ – und 20 €.\n"

    assert read(text.encode("cp1252")).text == text


def test_utf8_and_utf16_never_load_the_detector() -> None:
    program = (
        "import sys; from briefing.read.decoding import decode\n"
        "decode('Größe – “x”\\n'.encode()); decode('Größe\\n'.encode('utf-16')); decode(b'Rain fell on Monday.')\n"
        "sys.exit('chardet' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_detector_without_an_answer_leaves_windows_1252(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chardet.detect", lambda data: {"encoding": None})

    assert decode(b"caf\xe9 \x93open\x94").text == "café “open”"


def test_a_detector_with_an_unknown_answer_leaves_windows_1252(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chardet.detect", lambda data: {"encoding": "EUC-TW-9"})

    assert decode(b"caf\xe9").text == "café"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t\n", "holds no word"),
        (b"\xef\xbb\xbf", "holds no word"),
        (b"\xff\xfe", "holds no word"),
        (b"--- *** ---\n", "holds no word"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "is a JPEG image"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "is a program"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF document"),
        (b"PK\x03\x04\x14\0\x06\0", "is a ZIP archive"),
        (b"{\\rtf1\\ansi Rain fell.}", "is a Rich Text document"),
        (bytes(range(256)) * 8, "is no text"),
        (b"\x00\x01\x02\x03abc" * 90, "is no text"),
    ],
)
def test_what_is_no_text_is_refused_by_name_with_a_way_out(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=r"^a\.bin: ") as caught:
        read(data, "a.bin")

    assert words in str(caught.value)
    assert "leave it out" in str(caught.value)


def test_a_program_of_this_machine_is_refused_by_its_bytes_alone() -> None:
    data = Path(sys.executable).read_bytes()[64:2_000_000]

    with pytest.raises(ReadError, match="is no text"):
        read(data)


@pytest.mark.parametrize("text", ["<p>{{ 7*7 }}</p>", "MZ, the band, plays on.", "GIFs are everywhere.", "PK said no."])
def test_text_that_looks_like_something_else_is_text(text: str) -> None:
    assert read(text.encode()).text == text


@pytest.mark.parametrize(
    ("origin", "media_type"),
    [
        ("a.txt", "text/plain"),
        ("a", "text/plain"),
        ("stdin", "text/plain"),
        ("x/a.md", "text/markdown"),
        ("A.MARKDOWN", "text/markdown"),
    ],
)
def test_the_suffix_gives_the_media_type(origin: str, media_type: str) -> None:
    assert read(b"Rain.", origin).media_type == media_type


FRONT = """---
title: "Ferry runs aground: 40 taken off"
author:
  - "[[Ann Lee]]"
  - Bo Ek
published: 2023-03-05T06:30:00+02:00
site_name: Harbour Post
source: "https://user:secret@harbour.example/ferry?p=1"
lang: en-GB
tags: [sea, accident]
---
# Ferry runs aground
"""


def test_front_matter_states_title_date_outlet_author_and_address() -> None:
    source = read(FRONT.encode(), "ferry.md")

    assert source.text == FRONT
    assert source.title == "Ferry runs aground: 40 taken off"
    assert source.byline == "Ann Lee, Bo Ek"
    assert source.published == dt.date(2023, 3, 5)
    assert source.publisher == "Harbour Post"
    assert source.url == "https://harbour.example/ferry?p=1"
    assert source.language == "en"


def test_front_matter_with_dos_line_ends_is_the_same() -> None:
    source = read(FRONT.replace("\n", "\r\n").encode(), "ferry.md")

    assert (source.title, source.byline) == ("Ferry runs aground: 40 taken off", "Ann Lee, Bo Ek")


def test_plain_text_has_no_front_matter() -> None:
    assert read(FRONT.encode(), "ferry.txt").title is None


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("title: 'It''s over'", "title", "It's over"),
        ('title: "A \\"safe\\" road"', "title", 'A "safe" road'),
        ("title: >-", "title", None),
        ("title:", "title", None),
        ("title: '", "title", "'"),
        ("  title: nested", "title", None),
        ("- title", "title", None),
        ("no colon here", "title", None),
        ("authors: [Ann Lee, 'Bo Ek']", "byline", "Ann Lee, Bo Ek"),
        ("source: Harbour Post", "publisher", "Harbour Post"),
        ("source: https://a.example/x", "publisher", None),
        ("url: javascript:alert(1)", "url", None),
        ("url: 'http://['", "url", None),
        ("url: /relative", "url", None),
        ("date: 31.02.2023", "published", None),
        ("date: 2023-02-31", "published", None),
        ("date: 2023-02-28 10:00", "published", dt.date(2023, 2, 28)),
        ("language: english", "language", None),
        ("language: DE", "language", "de"),
    ],
)
def test_a_line_of_front_matter(line: str, field: str, value: object) -> None:
    source = read(f"---\n\n{line}\n...\nThe ferry ran aground.\n".encode(), "a.md")

    assert getattr(source, field) == value


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: never closed\n",
        "title: no hyphens\n---\n",
        "\n---\ntitle: not at the beginning\n---\n",
        "---\n" + "x: y\n" * 200 + "title: too far down\n---\n",
    ],
)
def test_what_is_no_front_matter_states_nothing(text: str) -> None:
    assert read(text.encode(), "a.md").title is None


def test_a_huge_line_is_read() -> None:
    data = b"The water rose. " * 350_000

    assert len(read(data).text) == len(data)
