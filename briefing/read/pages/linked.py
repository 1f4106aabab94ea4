"""A page's JSON-LD -> the one node that is the article, as plain facts; broken, nested, endless data costs nothing."""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from briefing.read.values import LONGEST, address_of, day_of, words_of

MOST_SCRIPTS = 40
LONGEST_SCRIPT = 2_000_000
MOST_NODES = 5_000
"""So many objects and lists are looked at in one page."""
MOST_NAMES = 20

# fmt: off
ARTICLES = frozenset({
    "advertisercontentarticle", "analysisnewsarticle", "article", "askpublicnewsarticle", "backgroundnewsarticle",
    "blogposting", "liveblogposting", "medicalscholarlyarticle", "newsarticle", "opinionnewsarticle", "report",
    "reportagenewsarticle", "reviewnewsarticle", "satiricalarticle", "scholarlyarticle", "socialmediaposting",
    "techarticle",
})
# fmt: on
SITES = frozenset({"organization", "newsmediaorganization", "website"})

Node = Mapping[str, object]

_WRAPPED = re.compile(
    r"(?:<!--|(?://|/\*)?\s?<!\[CDATA\[(?:\s?\*/)?)(.*?)(?:-->|(?://|/\*)?\s?\]\]>(?:\s?\*/)?)?", re.DOTALL
)
_COMMA = re.compile(r",(\s{0,200}[}\]])")
_TAGS = re.compile(r"<[^<>]{0,2000}>")
_BREAKING = re.compile(r"<(?:/p|br\s?/?|/div|/h\d|/li)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What the linked data of a page say of its article; "" is nothing."""

    headline: str = ""
    published: object = None
    authors: tuple[str, ...] = ()
    publisher: str = ""
    site: str = ""
    """The name of the organisation or web site that the page describes beside the article."""
    language: object = None
    url: str | None = None
    body: str = ""
    """The text of the article, one line a paragraph where it keeps them apart."""


def linked_of(scripts: Sequence[str]) -> Linked:
    """Return what the JSON-LD scripts of a page say of its article."""
    nodes = list(islice(_nodes([_parsed(script) for script in scripts[:MOST_SCRIPTS]]), MOST_NODES))
    known = {node["@id"]: node for node in reversed(nodes) if isinstance(node.get("@id"), str) and len(node) > 1}
    site = next((_name(node, known) for node in nodes if _types(node) & SITES and _name(node, known)), "")
    articles = [node for node in nodes if _types(node) & ARTICLES]
    article = max(articles, key=_fullness, default=None)
    if article is None:
        return Linked(site=site)
    return Linked(
        headline=_said(article.get("headline")) or _said(article.get("name")),
        published=_first_day(article, nodes),
        authors=_names(article.get("author"), known),
        publisher=next(iter(_names(article.get("publisher"), known)), ""),
        site=site,
        language=article.get("inLanguage"),
        url=address_of(_address(article)),
        body=_body(article.get("articleBody")),
    )


def _parsed(script: str) -> object:
    """Parse a script; None where it is no JSON even without the slips that many pages make."""
    if len(script) > LONGEST_SCRIPT:
        return None
    text = script.strip().rstrip(";")
    wrapped = _WRAPPED.fullmatch(text)
    text = wrapped[1] if wrapped else text
    for attempt in (text, _COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(roots: Sequence[object]) -> Iterator[Node]:
    """Yield every object, the outermost first; looks at no more than a bounded number of values."""
    level = list(roots)
    seen = 0
    while level and seen < MOST_NODES:
        below: list[object] = []
        for value in level[:MOST_NODES]:
            seen += 1
            if isinstance(value, dict):
                yield value
                below += value.values()
            elif isinstance(value, list):
                below += value[:MOST_NODES]
        level = [value for value in below if isinstance(value, dict | list)]


def _types(node: Node) -> set[str]:
    stated = node.get("@type")
    listed = stated if isinstance(stated, list) else [stated]
    return {kind.rpartition("/")[2].lower() for kind in listed[:MOST_NAMES] if isinstance(kind, str)}


def _fullness(node: Node) -> int:
    """Return how much of an article's facts a node states: pages also describe the articles that they link to."""
    return sum(bool(node.get(key)) for key in ("headline", "datePublished", "author", "publisher", "mainEntityOfPage"))


def _said(value: object) -> str:
    """Return a text as a reader sees it."""
    words = words_of(value)
    return " ".join(_TAGS.sub("", html.unescape(html.unescape(words))).split()) if words else ""


def _name(node: Node, known: Mapping[object, Node]) -> str:
    """Return the name that a node bears, or the one that it refers to."""
    if "name" not in node and isinstance(node.get("@id"), str):
        node = known.get(node["@id"], node)
    whole = " ".join(_said(node.get(key)) for key in ("givenName", "familyName")).strip()
    return _said(node.get("name")) or whole


def _names(value: object, known: Mapping[object, Node]) -> tuple[str, ...]:
    """Return the names in a text, a node or a list of those, each once."""
    listed = value if isinstance(value, list) else [value]
    found = [_name(one, known) if isinstance(one, dict) else _said(one) for one in listed[:MOST_NAMES]]
    return tuple(dict.fromkeys(name for name in found if name and len(name) < LONGEST and "://" not in name))


def _first_day(article: Node, nodes: Sequence[Node]) -> object:
    """Return the article's date of publication, or the one of the page that it stands on."""
    stated = [article, *(node for node in nodes if _types(node) & {"webpage", "itempage"})]
    dates = (node.get(key) for key in ("datePublished", "dateCreated") for node in stated)
    return next((date for date in dates if day_of(date)), None)


def _address(article: Node) -> object:
    page = article.get("mainEntityOfPage")
    return article.get("url") or (page.get("@id") if isinstance(page, dict) else page)


def _body(value: object) -> str:
    if not isinstance(value, str):
        return ""
    text = _TAGS.sub("", _BREAKING.sub("\n", html.unescape(value)))
    return "\n".join(line for part in text.split("\n") if (line := " ".join(part.split())))
