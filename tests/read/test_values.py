"""Facts as databases and feeds write them, and the markup inside their fields."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.read.http import fields_of, in_utf8, parse_response
from briefing.read.pages.fragment import is_fragment, is_page, plain
from briefing.read.values import address_of, day_of, language_of, words_of


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-05-04", (2024, 5, 4)),
        ("2024-05-04T23:59:59-11:00", (2024, 5, 4)),
        ("2024/5/4 10:00", (2024, 5, 4)),
        ("20240504", (2024, 5, 4)),
        ("20240504T100000Z", (2024, 5, 4)),
        ("Sat, 04 May 2024 23:30:00 -0700", (2024, 5, 4)),
        ("Saturday, May 4th, 2024", (2024, 5, 4)),
        ("May 4, 2024 Saturday 3:15 PM GMT", (2024, 5, 4)),
        ("Sept. 9, 2023", (2023, 9, 9)),
        ("4. Mai 2024", (2024, 5, 4)),
        ("4 de mayo de 2024", (2024, 5, 4)),
        ("1er août 2023", (2023, 8, 1)),
        ("31.12.2023", (2023, 12, 31)),
        ("31/12/2023", (2023, 12, 31)),
        ("12/31/2023", (2023, 12, 31)),
        ("5/5/2023", (2023, 5, 5)),
        ("4/5/2023", None),
        ("31/31/2023", None),
        (1714867200, (2024, 5, 5)),
        (1714867200000, (2024, 5, 5)),
        ("1714867200", (2024, 5, 5)),
        ("1714867200000", (2024, 5, 5)),
        (1714867200.5, (2024, 5, 5)),
        (7, None),
        (1e300, None),
        (float("nan"), None),
        (True, None),
        (None, None),
        ([], None),
        ("", None),
        ("soon", None),
        ("2024-13-45", None),
        ("45 May 2024", None),
        ("4 Foo 2024", None),
        ("Room 12, 2024", None),
        ("0001-01-01", None),
        ("9999999999999", None),
    ],
)
def test_a_date_is_the_day_in_its_own_zone(value: object, day: tuple[int, int, int] | None) -> None:
    assert day_of(value) == (dt.date(*day) if day else None)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("en", "en"), ("en-GB", "en"), ("pt_BR", "pt"), ("EN", "en"), ("English", "en"), ("FRENCH; FRANÇAIS", "fr"),
        ("German, English", "de"), ("Klingon", None), ("", None), (3, None), (None, None), ("eng", None),
    ],
)  # fmt: skip
def test_a_language_is_two_letters(value: object, code: str | None) -> None:
    assert language_of(value) == code


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("https://a.example/x", "https://a.example/x"),
        (" https://me:secret@a.example/x ", "https://a.example/x"),
        ("urn:uuid:1", None), ("javascript:alert(1)", None), ("//a.example", None), ("http://", None),
        ("http://[::1", None), (3, None), (None, None),
    ],
)  # fmt: skip
def test_an_address_is_one_of_the_web_without_a_password(value: object, address: str | None) -> None:
    assert address_of(value) == address


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (" two \n words ", "two words"), ("", None), (" ", None), (7, "7"), (True, None), (None, None),
        ({"name": "A"}, "A"), ({"title": "A"}, "A"), ({"x": 1}, None), ({"name": {"name": "A"}}, None),
        (["A", {"name": "B"}, 3, "", ["C"]], "A, B"), ([], None), ("x" * 2000, "x" * 500), ("\ud800", "\ufffd"),
    ],
)  # fmt: skip
def test_a_fact_is_one_line(value: object, words: str | None) -> None:
    assert words_of(value) == words


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("One.<br>Two.<br/><br />Three.", "One.\nTwo.\n\nThree."),
        ("<p>A <b>bold</b><i>er</i> word\nand\r\na break</p>", "A bolder word and a break"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<p>kept</p><script>var x = '<p>no</p>'</script><style>p{}</style> tail", "kept\n\ntail"),
        ("<p>open <b>never <p>closed", "open never\n\nclosed"),
        ("plain & simple", "plain & simple"),
        ("plain &amp; &#8220;simple&#8221;", "plain & “simple”"),
        ("5 < 6 and <p>more</p>", "5 < 6 and\n\nmore"),
        ("<p>nul\0in</p>", "nulin"),
        ("<p>&lt;script&gt; shown</p>", "<script> shown"),
        ("<p></p>", ""),
        ("<!-- a --><p>b<!-- c --></p>", "b"),
    ],
)
def test_markup_becomes_lines(markup: str, text: str) -> None:
    assert plain(markup) == text


def test_deep_markup_loses_nothing() -> None:
    assert plain("<p>" + "<div>" * 3000 + "deep" + "</div>" * 3000 + "</p>") == "deep"


@pytest.mark.parametrize("text", ["a < b > c", "<3", "x<y", "AT&T", "<unknown>", "& amp;"])
def test_a_text_with_signs_is_no_markup(text: str) -> None:
    assert not is_fragment(text)
    assert plain(text) == text


def test_a_page_is_told_from_a_fragment() -> None:
    assert is_page("\n<!DOCTYPE html>\n<html>")
    assert is_page("<?xml version='1.0'?><!-- x --><html lang='en'>")
    assert not is_page("<p>html</p>")
    assert not is_page("html")


def test_a_server_that_calls_a_cyrillic_page_western_is_not_believed() -> None:
    data = "Река поднялась на два метра, сообщил мэр города.".encode("cp1251") * 9
    assert "поднялась" in in_utf8(data, "text/html; charset=iso-8859-1").decode()


@given(st.text(st.sampled_from("<>/&;!-pbra \n\"'=\ud800\0é")))
def test_no_markup_breaks_it(markup: str) -> None:
    plain(f"<p>{markup}").encode("utf-8", "surrogatepass")


@pytest.mark.parametrize(
    ("content_type", "data", "expected"),
    [
        ("text/html; charset=latin-1", b"caf\xe9", b"\xef\xbb\xbfcaf\xc3\xa9"),
        ('text/html; charset="UTF-8"', b"a", b"\xef\xbb\xbfa"),
        ("text/html; charset=utf-8", b"The caf\xe9 opened.", b"\xef\xbb\xbfThe caf\xc3\xa9 opened."),
        ("text/html; charset=utf-7", b"a", b"a"),
        ("text/html; charset=idna", b"a", b"a"),
        ("text/html; charset=cp9999", b"a", b"a"),
        ("text/html", b"\xe9", b"\xe9"),
        ("", b"a", b"a"),
        ("text/html; charset=latin-1", b"\xef\xbb\xbfa", b"\xef\xbb\xbfa"),
        ("application/pdf; charset=latin-1", b"\xe9", b"\xe9"),
        ("application/xhtml+xml; charset=koi8-r", b"\xc1", b"\xef\xbb\xbf\xd0\xb0"),
    ],
)
def test_the_header_names_the_encoding_where_it_fits(content_type: str, data: bytes, expected: bytes) -> None:
    assert in_utf8(data, content_type) == expected


def test_a_response_may_end_its_lines_either_way() -> None:
    for end in (b"\r\n", b"\n"):
        response = parse_response(end.join((b"HTTP/1.0 203 OK", b"A: b: c", b"a: d", b"nonsense", b"", b"body")))
        assert response is not None
        assert (response.status, dict(response.headers), response.body) == (203, {"a": "b: c"}, b"body")
    assert parse_response(b"") is None
    assert parse_response(b"GET / HTTP/1.1\r\n\r\n") is None
    assert fields_of(["a", ""]) == {}
