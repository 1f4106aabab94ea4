"""What a page states of itself: several places say it, some of them wrongly."""

import datetime as dt
import json

import pytest

from briefing.model import Source
from briefing.read.pages.linked import linked_of
from briefing.read.pages.names import publisher_of, resembles, title_of, without_site
from tests.read.test_html import STORY, paragraphs, read

BODY = f"<article>{paragraphs(*STORY)}</article>"


def source_of(head: str, body: str = BODY, language: str = "en") -> Source:
    return read(f'<html lang="{language}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode())


def linked(*nodes: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


def meta(**contents: str) -> str:
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{content}">' for name, content in contents.items()
    )


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Flood near Lindau closes &quot;both&quot; bridges",
    "datePublished": "2023-03-06T18:40:00+01:00",
    "author": [{"@type": "Person", "name": "By Ada Kern"}, {"@type": "Person", "name": "Jon Prill"}],
    "publisher": {"@type": "Organization", "name": "The Orle Post"},
    "inLanguage": "en-GB",
    "url": "https://user:secret@www.orlepost.example/news/flood",
}


def test_linked_data_state_every_fact() -> None:
    source = source_of(linked(ARTICLE), language="")

    assert source.title == 'Flood near Lindau closes "both" bridges'
    assert source.published == dt.date(2023, 3, 6)
    assert source.byline == "Ada Kern, Jon Prill"
    assert source.publisher == "The Orle Post"
    assert source.language == "en"
    assert source.url == "https://www.orlepost.example/news/flood"


def test_linked_data_may_be_a_graph_of_references() -> None:
    graph = {
        "@graph": [
            {"@type": "WebSite", "@id": "#site", "name": "Orle Post"},
            {"@type": "Organization", "@id": "#post", "name": "Orle Post"},
            {"@type": "Person", "@id": "#kern", "givenName": "Ada", "familyName": "Kern"},
            {"@type": "WebPage", "@id": "#page", "datePublished": "2023-03-06"},
            {
                "@type": ["Article", "Thing"],
                "headline": "Flood",
                "author": {"@id": "#kern"},
                "publisher": {"@id": "#post"},
            },
        ]
    }
    found = linked_of([json.dumps(graph)])

    assert (found.headline, found.authors, found.publisher, found.site) == (
        "Flood",
        ("Ada Kern",),
        "Orle Post",
        "Orle Post",
    )
    assert found.published == "2023-03-06"


def test_the_article_is_told_from_the_articles_that_a_page_links_to() -> None:
    others = [{"@type": "NewsArticle", "headline": f"Other {number}"} for number in range(5)]

    assert linked_of([json.dumps([*others, ARTICLE])]).headline == 'Flood near Lindau closes "both" bridges'


@pytest.mark.parametrize(
    "script",
    [
        "",
        "no JSON at all {",
        '{"@type": "NewsArticle", "headline": ',
        "[" * 100_000,
        '{"a":' * 100_000,
        json.dumps({"@type": 7, "author": [[[]]], "publisher": None}),
        json.dumps({"@type": "NewsArticle", "headline": ["x", {"y": 1}], "author": 5, "datePublished": {"a": 1}}),
        "7",
        "null",
        '"text"',
        " " * 3_000_000,
        json.dumps([{"@type": "Thing", "x": [{"y": number}]} for number in range(20_000)]),
    ],
)
def test_broken_linked_data_cost_nothing_but_themselves(script: str) -> None:
    source = source_of(f'<script type="application/ld+json">{script}</script>{meta(og__title="Flood near Lindau")}')

    assert source.title == "Flood near Lindau"


@pytest.mark.parametrize("slip", ["<!-- %s -->", "//<![CDATA[\n%s\n//]]>", "/*<![CDATA[*/%s/*]]>*/", "%s;"])
def test_wrapped_linked_data_are_read(slip: str) -> None:
    assert linked_of([slip.replace("%s", json.dumps(ARTICLE))]).publisher == "The Orle Post"


def test_linked_data_with_a_comma_too_many_or_a_line_break_are_read() -> None:
    assert linked_of(['{"@type": "Article", "headline": "Flood\nnear Lindau", }']).headline == "Flood near Lindau"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (meta(article__published_time="2023-03-06T23:10:00+01:00"), dt.date(2023, 3, 6)),
        ('<meta name="pubdate" content="March 6, 2023 11:10 PM">', dt.date(2023, 3, 6)),
        ('<meta itemprop="datePublished" content="2023-03-06">', dt.date(2023, 3, 6)),
        ('<meta name="date" content="0001-01-01">', None),
        (linked({**ARTICLE, "datePublished": "soon"}), None),
    ],
)
def test_the_day_of_publication_is_where_a_page_states_it(head: str, day: dt.date | None) -> None:
    assert source_of(head).published == day


def test_the_day_in_the_address_mends_a_stamp_in_universal_time() -> None:
    head = '<link rel="canonical" href="https://orlepost.example/2023/03/06/flood">'
    late = {**ARTICLE, "datePublished": "2023-03-07T03:10:00Z"}

    assert source_of(head + linked(late)).published == dt.date(2023, 3, 6)
    assert source_of(linked(late)).published == dt.date(2023, 3, 7)


def test_a_day_in_the_address_that_is_far_from_the_stamp_is_another_matter() -> None:
    head = '<link rel="canonical" href="https://orlepost.example/2021/01/01/flood">'

    assert source_of(head + linked(ARTICLE)).published == dt.date(2023, 3, 6)


def test_a_date_in_the_text_of_a_page_is_found() -> None:
    assert source_of(
        "", f'<article><p class="date">Published: 6 March 2023</p>{paragraphs(*STORY)}</article>'
    ).published == (dt.date(2023, 3, 6))


@pytest.mark.parametrize(
    ("stated", "byline"),
    [
        ('<meta name="author" content="Ada Kern">', "Ada Kern"),
        ('<meta name="author" content="von Ada Kern">', "Ada Kern"),
        ('<meta name="author" content="https://orlepost.example/ada">', None),
        ('<meta name="author" content="admin">', None),
    ],
)
def test_authors_are_names(stated: str, byline: str | None) -> None:
    assert source_of(stated).byline == byline


def test_an_author_in_the_text_of_a_page_is_found() -> None:
    assert source_of("", f'<article><p class="author">Ada Kern</p>{paragraphs(*STORY)}</article>').byline == "Ada Kern"


def test_an_outlet_is_not_its_own_author() -> None:
    assert source_of(linked({**ARTICLE, "author": {"name": "The Orle Post"}})).byline is None


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://a.example/b?c=1">', "https://a.example/b?c=1"),
        (meta(og__url="https://me:pw@a.example/b"), "https://a.example/b"),
        ('<link rel="canonical" href="/relative">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="https://[broken">', None),
    ],
)
def test_an_address_is_whole_and_without_user_information(head: str, url: str | None) -> None:
    assert source_of(head).url == url


def test_the_address_that_a_browser_wrote_into_a_saved_page_is_read() -> None:
    saved = "<!-- saved from url=(0035)https://www.orlepost.example/flood -->"
    data = f"<!DOCTYPE html>\n{saved}\n<html><body>{BODY}</body></html>"

    assert read(data.encode()).url == "https://www.orlepost.example/flood"


@pytest.mark.parametrize(
    ("headings", "stated", "window", "sites", "title"),
    [
        ((), ("Flood in Lindau | Orle Post",), "", ("Orle Post",), "Flood in Lindau"),
        ((), ("Orle Post: Flood in Lindau",), "", ("The Orle Post",), "Flood in Lindau"),
        ((), (), "Flood in Lindau - Region - orlepost.example", ("orlepost.example",), "Flood in Lindau - Region"),
        (("Orle Post", "Flood in Lindau"), ("Flood in Lindau – Orle Post",), "", ("Orle Post",), "Flood in Lindau"),
        (
            ("Flood in Lindau: what we know",),
            ("Lindau flood",),
            "Flood in Lindau: what we know",
            (),
            "Flood in Lindau: what we know",
        ),
        (("Weather", "Sport"), ("Flood in Lindau",), "", (), "Flood in Lindau"),
        (("Flood in Lindau",), (), "", (), "Flood in Lindau"),
        ((), (), "", (), None),
    ],
)
def test_the_title_is_the_headline_without_the_site(
    headings: tuple[str, ...], stated: tuple[str, ...], window: str, sites: tuple[str, ...], title: str | None
) -> None:
    assert title_of(headings, stated, window, sites) == title


def test_a_headline_with_a_dash_keeps_what_stands_behind_it() -> None:
    assert without_site("Flood in Lindau - the day after", ("Orle Post",)) == "Flood in Lindau - the day after"


@pytest.mark.parametrize(
    ("sites", "window", "url", "publisher"),
    [
        (("Orle Post", "Holding Group"), "", "https://www.orlepost.example/a", "Orle Post"),
        (("Blogger", "Orle Post | News for the valley"), "", "https://orlepost.example/", "Orle Post"),
        (("orlepost", "The Orle Post"), "", "https://orlepost.example/", "The Orle Post"),
        (("News Agency", "Orle Valley Post"), "", "https://ovpost.co.example/", "Orle Valley Post"),
        (("Central Agency", "Lindau Evening News"), "", "https://www.mylindauevening.example/", "Lindau Evening News"),
        ((), "Flood in Lindau - The Orle Post", "https://orlepost.example/", "The Orle Post"),
        ((), "Flood in Lindau", "https://www.orlepost.example/", "orlepost.example"),
        (("ORLE FM",), "", None, "ORLE FM"),
        (("OBC", "Orle Broadcasting Corporation"), "", "https://obc.example/", "Orle Broadcasting Corporation"),
        ((), "", None, None),
    ],
)
def test_the_outlet_is_the_name_that_its_address_bears_out(
    sites: tuple[str, ...], window: str, url: str | None, publisher: str | None
) -> None:
    assert publisher_of(sites, window, url) == publisher


def test_nothing_resembles_nothing() -> None:
    assert not resembles("", "orlepost.example")
    assert not resembles("Orle Post", "")


def test_the_name_of_a_site_inside_a_headline_is_no_outlet_and_stays() -> None:
    headline = "Open doors - Lendov invites the whole town"
    source = source_of(
        f'<title>{headline}</title><link rel="canonical" href="https://lendov.example/a">',
        f"<h1>{headline}</h1>{BODY}",
    )

    assert (source.title, source.publisher) == (headline, "lendov.example")
