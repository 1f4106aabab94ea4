"""An RSS, Atom or JSON feed -> one source an entry: the whole content where the feed has it, else its summary."""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeGuard

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.decoding import decode
from briefing.read.pages.fragment import plain
from briefing.read.problems import Problems
from briefing.read.record import Facts, make_part
from briefing.read.rows.fields import CUT
from briefing.read.values import address_of, day_of, language_of, words_of

SHORT = 100
"""A summary of fewer words is no article."""
MEDIA_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}

Entry = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry, as the feed has it."""

    content: str
    summary: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed holds."""

    media_type: str
    items: tuple[Item, ...]


class FeedReader:
    """Reads RSS, Atom and JSON Feed files; nothing that they link to is fetched."""

    def __init__(self, *, links: bool = False) -> None:
        """With `links`, an entry that has a link and no text comes as its title."""
        self._links = links

    def read(self, data: bytes, origin: str) -> Iterator[Source]:
        """Yield a source an entry; at the end, ReadError names the entries that hold no text."""
        feed = parse(data, origin)
        problems = Problems(origin)
        yield from problems.kept(self._entries(feed, hashlib.sha256(data).hexdigest(), origin, problems))
        problems.finish("is a feed without any entry")

    def _entries(self, feed: Feed, digest: str, origin: str, problems: Problems) -> Iterator[Source]:
        for number, item in problems.numbered(feed.items):
            place = f"{origin}#{number}"
            source = source_of(item, digest, place, feed.media_type)
            if source is not None:
                yield source
            elif self._links and item.facts.url:
                yield make_part(digest, place, item.facts.title or item.facts.url, feed.media_type, item.facts)
            else:
                problems.add(f"entry {number}", f"holds no text, only {_what(item)}; save the page itself")


def source_of(item: Item, digest: str, origin: str, media_type: str) -> Source | None:
    """Return an entry's source; None where it holds no text. `digest` is the SHA-256 of the file."""
    content, summary = plain(item.content), plain(item.summary)
    full = len(content.split()) >= len(summary.split()) and any(map(str.isalnum, content))
    text = content if full else summary
    if not any(map(str.isalnum, text)):
        return None
    thin = not full and (len(text.split()) < SHORT or CUT.search(text[-40:]) is not None)
    return make_part(digest, origin, text, media_type, item.facts, extractor="feed summary only" if thin else None)


def parse(data: bytes, origin: str) -> Feed:
    """Return what a feed holds; ReadError where the bytes are no feed."""
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] == b"{":
        return _json_feed(data, origin)
    import feedparser

    # A stream: a name or an address would be opened.
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=True, resolve_relative_uris=True)
    version = parsed.get("version") or ""
    if not parsed.entries and not version:
        raise ReadError(
            f"{origin}: is no feed: neither RSS nor Atom. Save the feed itself, not the page that shows it."
        )
    kind = MEDIA_TYPES["atom" if version.startswith("atom") else "rss"]
    return Feed(media_type=kind, items=tuple(_item(entry, parsed.feed) for entry in parsed.entries))


def _item(entry: Entry, feed: Entry) -> Item:
    """Return an entry of RSS or Atom."""
    contents = [part for part in _list(entry.get("content")) if isinstance(part, Mapping)]
    texts = [_markup(part.get("value"), part.get("type")) for part in contents]
    detail = entry.get("summary_detail")
    kind = detail.get("type") if isinstance(detail, Mapping) else None
    languages = [part.get("language") for part in contents] + [entry.get("language"), feed.get("language")]
    source = entry.get("source")
    publishers = [source.get("title") if isinstance(source, Mapping) else None, feed.get("title")]
    date = entry.get("published") if "published" in entry else entry.get("updated")
    return Item(
        content=max(texts, key=len, default=""),
        summary=_markup(entry.get("summary"), kind),
        facts=Facts(
            title=_line(entry.get("title")),
            publisher=next(filter(None, map(_line, publishers)), None),
            byline=_authors(entry),
            url=next(filter(None, map(address_of, (entry.get("link"), entry.get("id")))), None),
            published=day_of(date),
            language=next(filter(None, map(language_of, languages)), None),
        ),
    )


def _authors(entry: Entry) -> str | None:
    authors = words_of([author for author in _list(entry.get("authors")) if isinstance(author, Mapping)])
    return authors or _line(entry.get("author"))


def _markup(value: object, kind: object) -> str:
    """Return a text as HTML."""
    text = value if isinstance(value, str) else ""
    return text.replace("&", "&amp;").replace("<", "&lt;") if kind == "text/plain" and "</" not in text else text


def _json_feed(data: bytes, origin: str) -> Feed:
    """Read a JSON Feed, versions 1 and 1.1."""
    try:
        feed = json.loads(decode(data).text)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{origin}: is no JSON that can be read: {error}") from error
    if not is_json_feed(feed):
        raise ReadError(f"{origin}: is no JSON Feed: it has no version of one and no items.")
    entries = [entry for entry in _list(feed["items"]) if isinstance(entry, dict)]
    return Feed(media_type=MEDIA_TYPES["json"], items=tuple(_json_item(entry, feed) for entry in entries))


def is_json_feed(value: object) -> TypeGuard[dict[str, object]]:
    """Say whether this is the object that a JSON Feed consists of."""
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        return False
    return "jsonfeed.org" in str(value.get("version"))[:100]


def _json_item(entry: Entry, feed: Entry) -> Item:
    authors = entry.get("authors") or entry.get("author") or feed.get("authors") or feed.get("author")
    html, text = entry.get("content_html"), entry.get("content_text")
    return Item(
        content=_markup(html, "text/html") or _markup(text, "text/plain"),
        summary=_markup(entry.get("summary"), "text/plain"),
        facts=Facts(
            title=words_of(entry.get("title")),
            publisher=words_of(feed.get("title")),
            byline=words_of(authors),
            url=next(filter(None, (address_of(entry.get(name)) for name in ("url", "external_url", "id"))), None),
            published=next(filter(None, map(day_of, (entry.get("date_published"), entry.get("date_modified")))), None),
            language=language_of(entry.get("language")) or language_of(feed.get("language")),
        ),
    )


def _line(value: object) -> str | None:
    """Return a title or a name, which feeds write in HTML."""
    words = words_of(value)
    return " ".join(plain(words).split()) or None if words else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _what(item: Item) -> str:
    return f"a link to {item.facts.url}" if item.facts.url else "a title" if item.facts.title else "signs"
