"""Pages that lie about their encoding, that no parser was made for, or that were written to do harm."""

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import ReadError
from briefing.read.pages.html import HtmlReader
from briefing.read.pages.markup import markup_of, parse
from tests.read.test_html import FIRST, LANGUAGES, STORY, page, paragraphs, read, whole

BODY = f"<article>{paragraphs(*STORY)}</article>"


def coded(text: str, encoding: str, declared: str | None) -> bytes:
    stated = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    return f"<html><head>{stated}</head><body><article>{text}</article></body></html>".encode(encoding)


@pytest.mark.parametrize(
    ("language", "encoding", "declared"),
    [
        ("ru", "cp1251", "windows-1251"),
        ("ru", "cp1251", "iso-8859-1"),
        ("ru", "cp1251", "utf-8"),
        ("ru", "cp1251", None),
        ("ru", "utf-8", "windows-1251"),
        ("ru", "utf-8", "x-no-such-thing"),
        ("uk", "koi8-u", "koi8-u"),
        ("ru", "utf-8-sig", "iso-8859-1"),
        ("ru", "utf-16", "utf-8"),
        ("de", "cp1252", "iso-8859-1"),
        ("de", "cp1252", "utf-8"),
        ("de", "utf-8", "iso-8859-1"),
        ("de", "utf-8", "utf-7"),
        ("de", "utf-8", "rot13"),
        ("de", "utf-8", None),
        ("ja", "shift_jis", "Shift_JIS"),
        ("ja", "euc_jp", "x-euc-jp"),
        ("ja", "euc_jp", "euc-jp"),
        ("ja", "iso2022_jp", "iso-2022-jp"),
        ("ja", "utf-8", "shift_jis"),
        ("ar", "cp1256", "windows-1256"),
        ("ar", "utf-8", "windows-1256"),
    ],
)
def test_the_bytes_decide_whether_a_declared_encoding_is_true(
    language: str, encoding: str, declared: str | None
) -> None:
    assert read(coded(paragraphs(*LANGUAGES[language]), encoding, declared)).text == whole(*LANGUAGES[language])


def test_a_declaration_in_the_first_line_of_xhtml_counts() -> None:
    data = f'<?xml version="1.0" encoding="windows-1251"?><html><body>{paragraphs(*LANGUAGES["ru"])}</body></html>'

    assert read(data.encode("cp1251")).text == whole(*LANGUAGES["ru"])


def test_a_stray_byte_does_not_overthrow_a_declaration() -> None:
    data = coded(paragraphs(*LANGUAGES["ja"] * 3), "shift_jis", "shift_jis").replace(b"340", b"340\xff")

    assert LANGUAGES["ja"][0] in read(data).text


def test_bytes_that_mean_nothing_as_declared_are_looked_at_again() -> None:
    assert "Bürgermeisterin" in read(coded(paragraphs(*LANGUAGES["de"]), "cp1252", "euc-kr")).text


@pytest.mark.parametrize("depth", [254, 300, 2_000, 3_000, 50_000])
def test_nested_elements_lose_no_text(depth: int) -> None:
    data = f"<html><body>{'<div>' * depth}{BODY}{'</div>' * depth}</body></html>".encode()

    assert read(data).text == whole(*STORY)


@pytest.mark.parametrize("unit", ["<p><ul><li>", "<table>word ", "<b><i><font>", "<ul><a>"])
def test_what_is_nested_without_end_is_laid_flat(unit: str) -> None:
    assert STORY[0] in read(f"<html><body>{unit * 2_000}<article>{paragraphs(*STORY)}</article>".encode()).text


@pytest.mark.parametrize("unit", ["<p>word", "<li>word", "<td>word", "word<br>", "<div><p>word word</p></div>"])
def test_a_page_of_countless_short_paragraphs_is_read(unit: str) -> None:
    assert STORY[0] in read(f"<html><body><article>{paragraphs(*STORY)}</article>{unit * 10_000}".encode()).text


def test_a_paragraph_of_countless_elements_is_read() -> None:
    spans = f"<span>{STORY[0]}</span> " * 2_000

    assert STORY[0] in read(f"<html><body><article><p>{spans}</p></article>".encode()).text


def test_elements_that_are_never_closed_are_read() -> None:
    body = "<article>" + "".join(f"<p>{text}<b><i><font color=red>" for text in STORY)

    assert read(page(body)).text == whole(*STORY)


@pytest.mark.parametrize("size", [100_000, 11_000_000])
def test_files_inside_attributes_are_no_text(size: int) -> None:
    picture = f'<img src="data:image/png;base64,{"iVBORw0K" * (size // 8)}">'

    assert read(page(f"<article>{picture}{paragraphs(*STORY)}</article>")).text == whole(*STORY)


@pytest.mark.parametrize("attribute", ['a{}="1"', "a{}", "a{}='>'"])
def test_a_flood_of_attributes_is_cut(attribute: str) -> None:
    flood = " ".join(attribute.format(number) for number in range(20_000))
    text = read(page(f"<article><div {flood}></div>{paragraphs(*STORY)}</article>")).text

    assert all(sentence in text for sentence in STORY)


def test_a_long_attribute_of_data_is_no_flood() -> None:
    data = "&quot;".join(f"key{number} value" for number in range(5_000))
    markup = markup_of(f'<div class="story" data-props="{data}">text</div>'.encode())

    assert 'class="story"' in markup


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>document.write('Nobody may read this sentence in an article.')</script>",
        "<style>p::after { content: 'Nobody may read this sentence in an article.' }</style>",
        "<template><p>Nobody may read this sentence in an article.</p></template>",
        "<noscript><p>Nobody may read this sentence in an article.</p></noscript>",
        "<svg><text>Nobody may read this sentence in an article.</text></svg>",
        "<p hidden>Nobody may read this sentence in an article.</p>",
        "<p style='color: red; display:none'>Nobody may read this sentence in an article.</p>",
        "<!-- <p>Nobody may read this sentence in an article.</p> -->",
        "<textarea>Nobody may read this sentence in an article.</textarea>",
        "<iframe src='file:///etc/passwd'>Nobody may read this sentence in an article.</iframe>",
        "<object data='file:///etc/passwd'><p>Nobody may read this sentence in an article.</p></object>",
        "<?php echo 'Nobody may read this sentence in an article.' ?>",
    ],
)
def test_what_no_browser_shows_is_no_text(hidden: str) -> None:
    body = f"<article>{paragraphs(*STORY[:2])}{hidden}{paragraphs(*STORY[2:])}</article>"

    assert read(page(body)).text == whole(*STORY)


def test_entities_of_a_document_type_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    text = read(f"{bomb}<html><body>{BODY}<p>&b; &c; is written here for all to see.</p></body></html>".encode()).text

    assert "aaaaaaaaaa" not in text.rpartition(STORY[-1])[2]
    assert "root:" not in text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("caf&#xD800;e", "caf\ufffde"),
        ("caf&#0;e", "caf\ufffde"),
        ("caf&#x110000;e", "caf\ufffde"),
        ("caf&#1;e", "cafe"),
        ("caf&#xFFFE;e", "cafe"),
        ("caf\0e", "cafe"),
        ("caf\x1be", "cafe"),
        ("caf&#x85;e", "caf…e"),
        ("caf&#x202E;e", "caf\u202ee"),
        ("caf\u2028e", "caf\u2028e"),
        ("caf&#233;&eacute;", "caféé"),
        ("caf\U0001f600e", "caf\U0001f600e"),
    ],
)
def test_odd_characters_are_shown_or_dropped_never_obeyed(written: str, shown: str) -> None:
    odd = f"<p>The {written} by the river stayed open for those who could not go home.</p>"
    body = f"<article>{paragraphs(*STORY)}{odd}</article>"

    assert f"The {shown} by the river" in read(page(body)).text


def test_repeated_beginnings_stay_apart() -> None:
    lines = [
        f"The rescue service said of village number {number} that nobody was hurt there at all."
        for number in range(400)
    ]
    text = read(page(f"<article>{paragraphs(*lines)}</article>")).text

    assert text == whole(*lines)


def test_extractors_are_silent(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    with caplog.at_level(logging.CRITICAL), pytest.raises(ReadError):
        read(b"<html><body><a href='/'>Home</a></body></html>")

    assert capsys.readouterr() == ("", "")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ReadError):
        read(bytes(range(32)) * 100)


def test_nothing_comes_of_nothing() -> None:
    assert parse("")[0] is None
    assert parse("<!-- -->")[0] is None


pieces = st.sampled_from(
    [
        *"<>&\"'/=#;- \n\0",
        "<p>",
        "</p>",
        "<div",
        "<table><td>",
        "<br>",
        "<a href=x>",
        "</a>",
        "<pre>",
        "&#xD800;",
        "é",
        FIRST,
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(pieces, max_size=60).map("".join))
def test_any_markup_is_read_or_refused(markup: str) -> None:
    try:
        sources = HtmlReader().read(markup.encode("utf-8", "replace"), "x.html")
    except ReadError:
        return
    assert all(source.text.strip() for source in sources)
