"""Web archives: each page once with its address, and never silence where a file was cut off."""

import gzip
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read import warc
from briefing.read.nested import Scope, read_outer, reader_for
from briefing.read.problems import Problems
from briefing.read.warc import WarcReader, records

TEXT = "Die Fähre lief am Samstag auf eine Sandbank, und niemand wurde verletzt. " * 3
PLAIN = "text/plain; charset=utf-8"


def record(kind: str, address: str, block: bytes, *fields: str) -> bytes:
    stated = (f"WARC-Type: {kind}", f"WARC-Target-URI: {address}", "WARC-Date: 2024-05-04T10:00:00Z", *fields)
    lines = "\r\n".join(("WARC/1.0", *stated, f"Content-Length: {len(block)}"))
    return f"{lines}\r\n\r\n".encode() + block + b"\r\n\r\n"


def http(body: bytes, content_type: str = PLAIN, *fields: str, status: str = "200 OK") -> bytes:
    return "\r\n".join((f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *fields, "", "")).encode() + body


def page(number: int, body: bytes | str = TEXT, *fields: str, **keys: str) -> bytes:
    content = body.encode() if isinstance(body, str) else body
    return record("response", f"https://a.example/{number}", http(content, keys.pop("kind", PLAIN), *fields, **keys))


def read(data: bytes) -> tuple[list[Source], list[str]]:
    sources: list[Source] = []
    try:
        for source in WarcReader().read(data, "x.warc"):
            sources += (source,)
    except ReadError as error:
        return sources, str(error).split("\n")
    return sources, []


def addresses(sources: list[Source]) -> list[str]:
    return [(source.url or "").rpartition("/")[2] for source in sources]


def test_a_page_is_a_source_with_the_address_it_was_captured_at() -> None:
    (source,), problems = read(record("warcinfo", "", b"software: x") + page(1))

    assert problems == []
    assert source.text == TEXT
    assert (source.url, source.origin, source.media_type) == ("https://a.example/1", "x.warc#1", "text/plain")
    assert source.published is None  # the day of the capture is no day of publication


def test_html_is_read_as_a_page_in_the_encoding_that_the_server_named() -> None:
    paragraph = "<p>Die Fähre lief am Samstag auf eine Sandbank, und niemand an Bord wurde dabei verletzt.</p>"
    html = f"<html><head><meta charset='utf-8'><title>x</title></head><body><article>{paragraph * 5}</article></body>"
    (source,), problems = read(page(1, html.encode("latin-1"), kind="text/html; charset=ISO-8859-1"))

    assert problems == []
    assert "Die Fähre lief am Samstag" in source.text


def test_resources_and_conversions_are_pages_too() -> None:
    data = record("resource", "https://a.example/1", b"Words of it.", "Content-Type: text/plain")
    data += record("conversion", "<https://a.example/2>", b"Other words.", "Content-Type: text/plain")
    data += record("metadata", "https://a.example/3", b"Words", "Content-Type: text/plain")
    data += record("resource", "https://a.example/4", b"Words", "Content-Type: text/css")
    sources, _ = read(data)

    assert addresses(sources) == ["1", "2"]


@pytest.mark.parametrize(
    "data",
    [
        page(1, kind="image/png"),
        page(1, status="404 Not Found"),
        page(1, status="302 Found"),
        page(1, b"  \n"),
        record("response", "https://a.example/1", b"no HTTP at all"),
        record("response", "dns:a.example", b"1.2.3.4", "Content-Type: text/dns"),
        record("request", "https://a.example/1", b"GET / HTTP/1.1\r\n\r\n"),
        record("revisit", "https://a.example/1", http(TEXT.encode())),
        b"",
        b"\r\n\r\n",
    ],
)
def test_what_is_no_page_gives_no_source(data: bytes) -> None:
    assert read(data) == ([], ["x.warc: holds no page: no record is a response with HTML, text or PDF"])


def test_what_a_server_refused_is_counted_and_said() -> None:
    told: list[str] = []
    refused = page(2, status="404 Not Found") + page(3, status="301 Moved") + page(4, status="404 Not Found")
    sources = list(read_outer(page(1) + refused, "x.warc", Scope(passed_over=told.append)))

    assert addresses(sources) == ["1"]
    assert told == [
        "x.warc: 1 page was answered with 301, so no article was captured",
        "x.warc: 2 pages were answered with 404, so no article was captured",
    ]


def test_a_page_that_was_captured_twice_comes_once() -> None:
    sources, problems = read(page(1) + page(2) + page(1) + page(1, "Changed since then."))

    assert addresses(sources) == ["1", "2", "1"]
    assert problems == []


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (gzip.compress(TEXT.encode()), ("Content-Encoding: gzip",)),
        (TEXT.encode(), ("Content-Encoding: gzip",)),
        (b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (TEXT.encode(), b"!")) + b"0\r\n\r\n",
         ("Transfer-Encoding: chunked",)),
        (TEXT.encode(), ("Transfer-Encoding: chunked",)),
        (b"%x;a=b\n%s\n0\n" % (len(TEXT.encode()), TEXT.encode()), ("Transfer-Encoding: chunked",)),
        (b"%x\r\n%s\r\n" % (len(TEXT.encode()), TEXT.encode()), ("Transfer-Encoding: chunked",)),
    ],
)  # fmt: skip
def test_content_is_joined_and_unpacked_or_taken_as_it_was_kept(body: bytes, fields: tuple[str, ...]) -> None:
    (source,), problems = read(page(1, body, *fields))

    assert source.text.removesuffix("!") == TEXT
    assert problems == []


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (gzip.compress(TEXT.encode())[:-12], "ends in the middle of what is packed"),
        (b"\x1f\x8b" + b"x" * 50, "is packed, and damaged"),
        (gzip.compress(b"\0" * 60_000_000), "is larger than 50,000,000 bytes"),
    ],
)
def test_content_that_cannot_be_unpacked_costs_that_page(body: bytes, why: str) -> None:
    sources, problems = read(page(1, body, "Content-Encoding: gzip") + page(2))

    assert addresses(sources) == ["2"]
    assert len(problems) == 1
    assert problems[0].startswith("x.warc, https://a.example/1: ")
    assert why in problems[0]


WHOLE = [record("warcinfo", "", b"x: y"), page(1), page(2, TEXT * 40), page(3)]
PACKED = {
    "plain": b"".join,
    "packed by record": lambda parts: b"".join(gzip.compress(part) for part in parts),
    "packed as one": lambda parts: gzip.compress(b"".join(parts)),
    "padded": lambda parts: b"".join(gzip.compress(part) for part in parts) + b"\0" * 70_000,
}


@pytest.mark.parametrize("pack", PACKED.values(), ids=PACKED)
def test_packed_and_plain_archives_are_read_whole(pack: object) -> None:
    sources, problems = read(pack(WHOLE))  # type: ignore[operator]

    assert addresses(sources) == ["1", "2", "3"]
    assert problems == []


@pytest.mark.parametrize("pack", list(PACKED.values())[:3], ids=list(PACKED)[:3])
def test_wherever_an_archive_is_cut_off_it_is_said(pack: object) -> None:
    data = pack(WHOLE)  # type: ignore[operator]
    ends = {len(pack(WHOLE[:count])) for count in range(5)}  # type: ignore[operator]
    # The two line ends behind the last record may be missing: nothing of it is lost.
    harmless = {end - missing for end in ends for missing in range(5)} if data.startswith(b"WARC") else ends
    for size in random.Random(1).sample(range(2, len(data)), 150):
        if size not in harmless:
            _, problems = read(data[:size])
            assert any("cut off" in line for line in problems), size


def test_the_count_of_records_before_the_end_is_told() -> None:
    sources, problems = read(b"".join(WHOLE)[:-40])

    assert addresses(sources) == ["1", "2"]
    assert problems == [
        "x.warc: is cut off or damaged in the middle of a record; 3 whole records were read before that"
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (page(1) + b"junk\r\n" + page(2), "is no web archive behind its record 1"),
        (gzip.compress(page(1)) + b"junk", "is damaged"),
        (gzip.compress(page(1))[:60] + b"xxxxxxxx", "is damaged"),
        (page(1) + b"WARC/1.0\r\nWARC-Type: response\r\n\r\nwords", "is cut off"),
        (page(1) + b"WARC/1.0\r\nContent-Length: -5\r\n\r\nwords", "is cut off"),
        (page(1) + b"WARC/1.0\r\nContent-Length: 999999999999\r\n\r\nwords", "is cut off"),
        (b"(\xb5/\xfd rest", "packed with Zstandard; unpack it first"),
    ],
)
def test_damage_is_named(data: bytes, why: str) -> None:
    sources, problems = read(data)

    assert len(sources) <= 1
    assert why in problems[-1]


def test_a_record_that_is_too_large_is_named_and_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "RECORD", 1000)
    sources, problems = read(page(1) + page(2, "x" * 200_000) + page(3))

    assert addresses(sources) == ["1", "3"]
    assert problems == ["x.warc, https://a.example/2: is larger than 1,000 bytes"]


def test_an_archive_that_unpacks_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "TOTAL", 300_000)
    bomb = gzip.compress(page(1)) + gzip.compress(record("resource", "https://a.example/2", b"\0" * 50_000_000))
    sources, problems = read(bomb)

    assert addresses(sources) == ["1"]
    assert problems == ["x.warc: unpacks to more than 300,000 bytes; 1 whole record was read before that"]


def test_the_kind_is_told_by_content() -> None:
    assert reader_for(page(1), "capture") == "warc"
    assert reader_for(gzip.compress(page(1)), "capture.gz") == "warc"


@given(
    st.lists(
        st.sampled_from([*WHOLE, b"WARC/1.1\r\n", b"\r\n", b"Content-Length: 3\r\n\r\n"]) | st.binary(), max_size=6
    )
)
def test_no_bytes_break_it(parts: list[bytes]) -> None:
    for data in (b"".join(parts), b"".join(map(gzip.compress, parts)), b"\x1f\x8b" + b"".join(parts)):
        list(records(data, Problems("x.warc")))
        read(data)
