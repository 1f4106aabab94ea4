"""What a page states of its article -> facts: several places say it, and what most of them agree on is believed."""

import datetime as dt
import html
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.read.pages.linked import Linked, linked_of
from briefing.read.pages.names import label_of, publisher_of, title_of, without_site
from briefing.read.record import Facts
from briefing.read.values import LONGEST, address_of, day_of, language_of, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_TAGS = 2_000
EARLIEST, LATEST = "1990-01-01", "2100-01-01"
"""A date outside them is no publication date of a web page; fixed, since the clock may not decide what a page says."""

# fmt: off
DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date_published", "published_at",
    "article.published", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date",
    "dcterms.date", "pubdate", "pub_date", "publish-date", "publishdate", "publication_date", "article_date_original",
    "citation_publication_date", "date",
)
# fmt: on
AUTHORS = ("author", "parsely-author", "byl", "sailthru.author", "dc.creator", "dcterms.creator", "citation_author")
# fmt: off
TITLES = (
    "og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "citation_title", "headline", "title",
)
# fmt: on
# fmt: off
SITES = (
    "og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "citation_journal_title",
    "publisher",
)
# fmt: on
LOCALES = ("og:locale", "content-language", "language", "dc.language")
ADDRESSES = ("og:url", "twitter:url", "parsely-link")

_SAVED = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,9}\)(\S{1,2000})")
_PROSE = re.compile(
    r"\b(?!(?:and|de|del|der|van|von|den|la|le|du|da|dos|el|al|bin|ibn|y|e|und|et|of|the)\b)[a-z]{2,}\b"
)
_BY = re.compile(r"\A(?:by|von|par|por|di|door|av)\s+", re.IGNORECASE)
_ADDRESS_DAY = re.compile(r"(?<!\d)(20\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?!\d)")
_UNIVERSAL = re.compile(r"(?:Z|[+-]00:?00|UTC|GMT(?:[+-]0000)?)\b", re.IGNORECASE)
_HANDLE = re.compile(r"@\w|https?:|www\.|\.com\b|\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a page states, by where it does."""

    metas: dict[str, str]
    linked: Linked
    headings: tuple[str, ...]
    """Its first-rank headings."""
    title: str
    url: str | None
    language: str | None
    published: dt.date | None


def stated_in(tree: "HtmlElement", markup: str) -> Stated:
    """Read everything that a page states of itself."""
    metas = _metas(tree)
    scripts = [script.text or "" for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower()]
    linked = linked_of(scripts)
    headings = (_words(heading) for _, heading in zip(range(20), tree.iter("h1"), strict=False))
    url = _url(tree, metas, linked, markup)
    return Stated(
        metas=metas,
        linked=linked,
        headings=tuple(heading for heading in headings if heading),
        title=_words(next(tree.iter("title"), None)),
        url=url,
        language=_language(tree, metas, linked),
        published=_published(metas, linked, url) or _found_day(tree, url),
    )


def facts_of(stated: Stated, tree: "HtmlElement") -> tuple[Facts, tuple[str, ...]]:
    """Weigh what a page states; return the facts, and every title that it goes by."""
    first, *others = (stated.metas.get(key, "") for key in SITES)
    sites = [name for name in (first, stated.linked.publisher, *others, stated.linked.site) if name]
    titles = [stated.metas[key] for key in TITLES[:2] if key in stated.metas]
    titles += [stated.linked.headline, *(stated.metas[key] for key in TITLES[2:] if key in stated.metas)]
    hanging = "" if stated.title in stated.headings else stated.title  # a headline alone names no outlet
    publisher = publisher_of(sites, hanging, stated.url)
    titles = [title for title in titles if title]
    title = title_of(stated.headings, titles, stated.title, [*sites, publisher or "", label_of(stated.url)])
    facts = Facts(
        title=title,
        publisher=publisher,
        byline=_byline(stated, tree, publisher),
        url=stated.url,
        published=stated.published,
        language=stated.language,
    )
    return facts, (title or "", *stated.headings, *titles, *(without_site(one, sites) for one in titles))


def in_language(facts: Facts, text: str) -> Facts:
    """Drop a stated language that is not written in the letters of the text: themes say "en" of everything."""
    letters = [letter for letter in text[:4000] if letter.isalpha()]
    latin = sum(letter < "\u0250" for letter in letters) * 2 > len(letters)
    elsewhere = facts.language in NOT_LATIN
    return facts if latin != elsewhere or facts.language in EITHER else replace(facts, language=None)


# fmt: off
NOT_LATIN = frozenset({
    "am", "ar", "be", "bg", "bn", "ckb", "dv", "el", "fa", "gu", "he", "hi", "hy", "ja", "ka", "km", "kn", "ko", "lo",
    "mk", "ml", "mn", "mr", "my", "ne", "or", "pa", "ps", "ru", "sa", "sd", "si", "ta", "te", "th", "ti", "ug", "uk",
    "ur", "yi", "zh",
})
# fmt: on
EITHER = frozenset({"az", "bs", "kk", "ky", "ku", "sr", "tg", "tk", "tt", "uz"})
"""Languages that are written in either."""


def _metas(tree: "HtmlElement") -> dict[str, str]:
    """Return the first content of each `meta`, by its name in lower case."""
    metas: dict[str, str] = {}
    for _, meta in zip(range(MOST_TAGS), tree.iter("meta"), strict=False):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        content = words_of(meta.get("content"))
        if content:
            metas.setdefault(name[:100].lower(), html.unescape(content))
    return metas


def _words(element: "HtmlElement | None") -> str:
    if element is None:
        return ""
    text = "".join(_texts(element))
    return " ".join(text.split())[:LONGEST]


def _texts(element: "HtmlElement") -> Iterator[str]:
    """Yield the texts of an element, as far as a fact may be long."""
    for number, text in enumerate(element.itertext()):
        if number > 200:
            return
        yield text[: LONGEST * 2]


def _url(tree: "HtmlElement", metas: dict[str, str], linked: Linked, markup: str) -> str | None:
    """Return the address that the page gives itself, or that it was saved from."""
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    saved = _SAVED.search(markup[:20_000])
    stated = (next(links, None), *(metas.get(key) for key in ADDRESSES), linked.url, saved[1] if saved else None)
    return next((address for one in stated if (address := address_of(one))), None)


def _language(tree: "HtmlElement", metas: dict[str, str], linked: Linked) -> str | None:
    html_element = next(tree.iter("html"), tree)
    stated = (html_element.get("lang"), html_element.get("xml:lang"), *(metas.get(key) for key in LOCALES))
    return next((code for one in (*stated, linked.language) if (code := language_of(one))), None)


def _published(metas: dict[str, str], linked: Linked, url: str | None) -> dt.date | None:
    """Return the day of publication that the linked data state, or else the page's own tags."""
    stamps = [stamp for stamp in (linked.published, *(metas.get(key) for key in DATES)) if day_of(stamp)]
    days = [day for stamp in stamps if (day := day_of(stamp)) and EARLIEST <= day.isoformat() < LATEST]
    if not days:
        return None
    # A stamp in universal time may name another day than the one that the outlet printed.
    address = _ADDRESS_DAY.search(url or "")
    printed = [day_of("-".join(address.groups())) if address else None]
    printed += [day_of(stamp) for stamp in stamps if not _UNIVERSAL.search(str(stamp))]
    near = [day for day in printed if day and abs((day - days[0]).days) == 1]
    return near[0] if near and (printed[0] in near or _UNIVERSAL.search(str(stamps[0]))) else days[0]


def _found_day(tree: "HtmlElement", url: str | None) -> dt.date | None:
    """Return what htmldate finds in the page's text and address."""
    from htmldate import find_date  # slow to import

    logging.getLogger("htmldate").addHandler(logging.NullHandler())
    try:
        found = find_date(tree, url=url, original_date=True, min_date=EARLIEST, max_date=LATEST)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None
    return day_of(found)


def _byline(stated: Stated, tree: "HtmlElement", publisher: str | None) -> str | None:
    """Return who wrote the article: linked data, then the page's own tags, then what trafilatura finds."""
    outlet = (publisher or "").casefold()
    linked = [_person(name) for name in stated.linked.authors if name.casefold() != outlet]
    metas = [_person(stated.metas.get(key, "")) for key in AUTHORS]
    for names in (linked, metas[:1], metas[1:]):
        people = [name for name in names if _is_name(name)]
        if people:
            return ", ".join(people if names is linked else people[:1])[:LONGEST]
    return _found_author(tree)


def _person(name: str) -> str:
    return _BY.sub("", name.strip(), count=1)


def _is_name(name: str) -> bool:
    """Say whether this may be a name, and no account, address or number."""
    return name != "" and _HANDLE.search(name) is None and (not name.isascii() or name != name.lower())


def _found_author(tree: "HtmlElement") -> str | None:
    from trafilatura.metadata import extract_author  # slow to import

    try:
        found = extract_author(tree) or ""
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    people = [name for name in found.split("; ") if _is_name(name) and not _PROSE.search(name)]
    return ", ".join(people)[:LONGEST] or None
