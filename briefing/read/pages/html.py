"""Bytes of a saved web page -> one source: its article in the page's own words, and the facts that the page states.

What stands around the article is cut here, before there is a text: `Source.extractor` says by what, and how many of the
page's words were kept.
"""

from collections.abc import Sequence
from dataclasses import replace

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.pages.article import Page, article_of
from briefing.read.pages.blocks import HEADINGS, Block, blocks_of, key_of, prune
from briefing.read.pages.facts import facts_of, in_language, stated_in
from briefing.read.pages.markup import markup_of, parse
from briefing.read.record import make_source

MEDIA_TYPE = "text/html"


class HtmlReader:
    """Reads saved web pages: one page is one source."""

    def read(self, data: bytes, origin: str) -> tuple[Source]:
        """Return the page's article; ReadError where the file is empty or the page has none."""
        return (read_page(data, origin, markup_of(data)),)


def read_page(data: bytes, origin: str, markup: str, *, media_type: str = MEDIA_TYPE, url: str | None = None) -> Source:
    """Return the article of a page that is decoded already.

    Args:
        data: the bytes of the file that holds the page.
        origin: its name.
        markup: the page, as `markup_of` returns it.
        media_type: of the file.
        url: the address that the file gives the page, where the page gives none.

    Raises:
        ReadError: there is no article in it.

    """
    if not markup.strip():
        raise ReadError(f"{origin}: the file is empty. Save the page again, or leave it out.")
    tree, markup = parse(markup)
    if tree is None:
        raise ReadError(f"{origin}: holds no text that a browser would show. Save the page again, or leave it out.")
    stated = stated_in(tree, markup)
    prune(tree)
    facts, titles = facts_of(stated, tree)
    blocks = blocks_of(tree)
    keys = frozenset(key for title in titles if (key := key_of(title)))
    article = article_of(Page(tree=tree, markup=markup, blocks=blocks, titles=keys, body=stated.linked.body))
    if article is None:
        raise ReadError(
            f"{origin}: is a page without an article: {_described(blocks)}. "
            "Save the page of the article itself, or its text, or leave it out."
        )
    facts = in_language(replace(facts, url=facts.url or url), article.text)
    return make_source(data, origin, article.text, media_type, facts, extractor=article.extractor)


def _described(blocks: Sequence[Block]) -> str:
    """Say what there is instead: "12 links, 3 headings, 40 words"."""
    links = sum(block.link_share >= 0.5 for block in blocks)
    headings = sum(block.place.tag in HEADINGS for block in blocks)
    words = sum(len(block.text.split()) for block in blocks)
    counts = ((links, "link"), (headings, "heading"), (words, "word"))
    return ", ".join(f"{count:,} {name}{'s' * (count != 1)}" for count, name in counts)
