"""Feeds: whole contents before summaries, facts as the entry states them, and nothing ever fetched."""

import datetime as dt
import json
import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read import problems as limits
from briefing.read.feed import FeedReader
from briefing.read.nested import reader_for

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Gazette &amp; Mail</title><link>https://gazette.example/</link><language>en-gb</language>
{items}</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Hafenbote</title>{entries}</feed>"""
LONG = " ".join(["The dockers stayed out and no ship moved in the harbour."] * 12)


def read(data: str | bytes, reader: FeedReader | None = None) -> tuple[list[Source], list[str]]:
    sources = []
    try:
        for source in (reader or FeedReader()).read(data.encode() if isinstance(data, str) else data, "feed.xml"):
            sources += (source,)
    except ReadError as error:
        return sources, str(error).split("\n")
    return sources, []


def rss(*items: str) -> str:
    return RSS.format(items="".join(f"<item>{item}</item>" for item in items))


def test_an_entry_is_a_source_with_what_it_states() -> None:
    item = """<title>Dockers &#8216;walk out&#8217; &amp; stay out</title><link>https://gazette.example/a?x=1&amp;y=2</link>
    <dc:creator>Ann Pike</dc:creator><pubDate>Sat, 04 May 2024 23:30:00 -0700</pubDate><description>Short.</description>
    <content:encoded><![CDATA[<p>The dockers left.<br>They sang &amp; marched.</p><script>alert(1)</script>
    <p>No <b>ship</b> moved.</p>]]></content:encoded>"""
    (source,), problems = read(rss(item))

    assert problems == []
    assert source.text == "The dockers left.\nThey sang & marched.\n\nNo ship moved."
    assert source.origin == "feed.xml#1"
    assert source.media_type == "application/rss+xml"
    assert source.title == "Dockers ‘walk out’ & stay out"
    assert source.publisher == "Harbour Gazette & Mail"
    assert source.byline == "Ann Pike"
    assert source.url == "https://gazette.example/a?x=1&y=2"
    assert source.published == dt.date(2024, 5, 4)  # there: it is the 5th in UTC
    assert source.language == "en"
    assert source.extractor is None


@pytest.mark.parametrize(
    ("description", "extractor"),
    [
        ("The tide came in.", "feed summary only"),
        (LONG, None),
        (f"{LONG} [...]", "feed summary only"),
        (f"{LONG} …", "feed summary only"),
    ],
)
def test_a_summary_is_a_source_that_says_so_where_it_is_no_article(description: str, extractor: str | None) -> None:
    (source,), _ = read(rss(f"<title>Tide</title><description>{description}</description>"))

    assert (source.text, source.extractor) == (description, extractor)


def test_markup_in_a_summary_is_read_as_markup() -> None:
    (source,), _ = read(rss("<description>&lt;p&gt;At 5 &amp;lt; 6.&lt;/p&gt;&lt;p&gt;Again.&lt;/p&gt;</description>"))

    assert source.text == "At 5 < 6.\n\nAgain."


def test_an_atom_entry_has_its_own_outlet_language_and_authors() -> None:
    entry = """<entry xml:lang="fr"><title type="html">Le &lt;b&gt;port&lt;/b&gt;</title><id>urn:1</id>
    <link rel="alternate" href="https://port.example/1"/><updated>2024-05-05T01:00:00+02:00</updated>
    <published>2024-05-04T23:59:00+02:00</published><author><name>Luc Mer</name></author><author><name>Eve Roc</name>
    </author><source><title>Le Quai</title></source>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Le port est fermé.</p></div></content></entry>"""
    (source,), problems = read(ATOM.format(entries=entry))

    assert problems == []
    assert source.text == "Le port est fermé."
    assert (source.title, source.publisher, source.byline) == ("Le port", "Le Quai", "Luc Mer, Eve Roc")
    assert (source.url, source.published, source.language) == ("https://port.example/1", dt.date(2024, 5, 4), "fr")
    assert source.media_type == "application/atom+xml"


def test_plain_content_keeps_its_signs() -> None:
    entry = '<entry><title>a</title><content type="text">5 &lt; 6 &amp;amp; 7\n\nnext</content></entry>'
    (source,), _ = read(ATOM.format(entries=entry))

    assert source.text.startswith("5 < 6")
    assert source.publisher == "Hafenbote"


def test_a_json_feed_is_read() -> None:
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Quay",
        "language": "en-US",
        "authors": [{"name": "Desk"}],
        "items": [
            {"id": "1", "url": "https://q.example/1", "content_html": "<p>One.</p><p>Two.</p>", "title": "T",
             "date_published": "2024-05-04T01:00:00-05:00", "authors": [{"name": "A"}, {"name": "B"}]},
            {"id": "https://q.example/2", "content_text": "a <b> c\n\nd"},
            {"id": "3", "summary": "Only this."},
            {"id": "4"},
            "no entry",
        ],
    }  # fmt: skip
    sources, problems = read(json.dumps(content))

    assert [source.text for source in sources] == ["One.\n\nTwo.", "a <b> c\n\nd", "Only this."]
    assert [source.byline for source in sources] == ["A, B", "Desk", "Desk"]
    assert [source.url for source in sources] == ["https://q.example/1", "https://q.example/2", None]
    assert sources[0].published == dt.date(2024, 5, 4)
    assert sources[2].extractor == "feed summary only"
    assert problems == ["feed.xml, entry 4: holds no text, only signs; save the page itself"]


def test_entries_without_text_are_named_after_the_others_are_read() -> None:
    sources, problems = read(
        rss("<title>A</title><link>https://g.example/a</link>", "<description>Words.</description>", "<title>C</title>")
    )

    assert [source.origin for source in sources] == ["feed.xml#2"]
    assert problems == [
        "feed.xml, entry 1: holds no text, only a link to https://g.example/a; save the page itself",
        "feed.xml, entry 3: holds no text, only a title; save the page itself",
    ]


def test_for_its_links_a_feed_gives_every_entry_that_has_one() -> None:
    items = ("<title>A</title><link>https://g.example/a</link>", "<link>https://g.example/b</link>", "<title>C</title>")
    sources, problems = read(rss(*items), FeedReader(links=True))

    assert [(source.text, source.url) for source in sources] == [
        ("A", "https://g.example/a"),
        ("https://g.example/b", "https://g.example/b"),
    ]
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("<!doctype html><html><body><p>News of the day</p></body></html>", "is no feed"),
        ("just words", "is no feed"),
        ("", "is no feed"),
        ("/etc/hosts", "is no feed"),
        ("http://127.0.0.1:9/feed", "is no feed"),
        ("{", "no JSON that can be read"),
        ("[" * 100_000, "is no feed"),
        ('{"a":' * 100_000, "no JSON that can be read"),
        ('{"items": []}', "is no JSON Feed"),
        (RSS.format(items=""), "is a feed without any entry"),
    ],
)
def test_what_is_no_feed_is_refused(data: str, why: str) -> None:
    sources, problems = read(data)

    assert sources == []
    assert len(problems) == 1
    assert why in problems[0]


def test_nothing_outside_the_feed_is_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the harbour")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    entity = f'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY x SYSTEM "file://{secret}">]>'
    data = rss("<title>T</title><description>Words &x; here</description>").replace("<rss", f"{entity}<rss")
    sources, _ = read(data)
    assert all("secret of" not in source.text for source in sources)
    read(str(secret))
    read(f"file://{secret}")


def test_entities_that_multiply_do_not() -> None:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{("&" + before + ";") * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    data = rss("<description>x &i; y</description>").replace("<rss", f"<!DOCTYPE rss [{entities}]><rss")
    sources, _ = read(data)

    assert sum(len(source.text) for source in sources) < 10_000


def test_scripts_and_styles_never_become_text() -> None:
    html = "<style>p{}</style><p onclick='x()'>Words.</p><iframe src='https://a.example'></iframe><svg>drawn</svg>"
    (source,), _ = read(rss(f"<description><![CDATA[{html}]]></description>"))

    assert source.text == "Words."


def test_a_feed_that_is_broken_in_the_middle_gives_what_it_has() -> None:
    sources, _ = read(rss("<description>One.</description>", "<description>Two & <three</description>")[:-30])

    assert sources[0].text == "One."


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ("<updated>2024-05-04T01:00:00Z</updated>", dt.date(2024, 5, 4)),
        ("<published>soon</published>", None),
        ("", None),
    ],
)
def test_the_day_is_that_of_publication_else_of_the_last_change(dates: str, day: dt.date | None) -> None:
    (source,), _ = read(ATOM.format(entries=f"<entry>{dates}<summary>Words.</summary></entry>"))

    assert source.published == day


def test_entries_beyond_the_limit_are_left_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST", 2)
    sources, problems = read(rss(*["<description>Words.</description>"] * 5))

    assert len(sources) == 2
    assert problems == ["feed.xml: holds more than 2 documents; those behind them are not read. Split it"]


def test_a_feed_is_told_by_its_content() -> None:
    assert reader_for(rss("<title>x</title>").encode(), "download") == "feed"


@settings(max_examples=60)
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_content_breaks_the_reader(content: str, title: str) -> None:
    read(rss(f"<title>{title}</title><description>{content}</description>"))
    read(
        json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"content_html": content, "title": title}]})
    )
