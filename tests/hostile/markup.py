"""Hostile pages, saved pages and feeds."""

import base64
from collections.abc import Iterator

from tests.hostile.trap import PARAGRAPHS, STORY, Trap, page

ATOM = '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title>{}</feed>'
ENTRY = "<entry><title>Ferry</title><content>" + STORY + "</content></entry>"


def traps() -> Iterator[Trap]:
    """Yield the traps."""
    yield from _nested()
    yield from _flooded()
    yield from _odd()
    yield from _feeds()
    yield from _saved()


def _nested() -> Iterator[Trap]:
    yield Trap("nested-254.html", page("<div>" * 254 + PARAGRAPHS + "</div>" * 254), "read")
    yield Trap("nested-3000.html", page("<div>" * 3000 + PARAGRAPHS + "</div>" * 3000))
    yield Trap("nested-fonts.html", page("<b><i><font>" * 1000 + PARAGRAPHS))
    yield Trap("nested-tables.html", page("<table><tr><td>" * 200 + PARAGRAPHS))
    yield Trap("nested-forms.html", page("<form><select><option>" * 3000 + PARAGRAPHS))
    yield Trap("unclosed.html", b"<html><body>" + b"<p>The river rose again on Monday. <div><a href=x>" * 300)
    yield Trap("unclosed-slow.html", b"<html><body>" + b"<p>The river rose again. <div><a href=x>" * 4000)
    yield Trap("unclosed-comment.html", page("<p>Before.</p><!-- " + "x" * 300_000))
    yield Trap("unclosed-script.html", page("<script>" + "var x=1;" * 50_000))
    yield Trap("unclosed-title.html", b"<html><head><title>" + b"ferry " * 50_000, "refused")
    yield Trap("unclosed-tag.html", b"<html><body><p " + b"a" * 500_000, "refused")
    yield Trap("unclosed-quote.html", b'<html><body><p class="' + b"<p>text" * 50_000, "refused")
    yield Trap("unclosed-links.html", b"<html><body>" + b"<div><a>" * 4000)
    yield Trap("unclosed-words.html", b"<html><body>" + b"<p>word" * 48_000)
    yield Trap("unclosed-tables.html", page("<table>word " * 4000 + PARAGRAPHS))
    yield Trap("spans.html", page("<p>" + "<span>The river rose by two metres on Monday.</span>" * 4000), "read")
    yield Trap("end-tags.html", b"<html>" + b"</div></p></body></html>" * 50_000, "refused")


def _flooded() -> Iterator[Trap]:
    yield Trap("attributes.html", page("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">Text.</p>" + PARAGRAPHS))
    yield Trap("attributes-same.html", page("<p " + "a=1 " * 100_000 + ">Text.</p>" + PARAGRAPHS))
    yield Trap("attribute-12mb.html", page(f'<img alt="{"x" * 10_500_000}">' + PARAGRAPHS), "read")
    yield Trap("data-uri.html", page(f'<img src="data:image/png;base64,{"QUJD" * 2_000_000}">' + PARAGRAPHS), "read")
    yield Trap("elements.html", page("<i>a</i>" * 20_000 + PARAGRAPHS))
    yield Trap("breaks.html", page("The river rose.<br>" * 5000))
    yield Trap("entities.html", page("&amp;" * 300_000 + PARAGRAPHS))
    yield Trap("entities-unknown.html", page("&nosuch" * 20_000 + PARAGRAPHS))
    yield Trap("char-refs.html", page("&#x110000;&#0;&#xD800;&#99999999999999;" * 5000 + PARAGRAPHS))
    yield Trap("json-ld-deep.html", page(head='<script type="application/ld+json">' + '{"a":' * 100_000 + "</script>"))
    yield Trap(
        "json-ld-deep-list.html",
        page(head=f'<script type="application/ld+json">{"[" * 3000}{"]" * 3000}</script>'),
        "read",
    )
    yield Trap(
        "json-ld-huge.html", page(head=f'<script type="application/ld+json">[{"1," * 500_000}1]</script>'), "read"
    )
    odd = '{"@type":"NewsArticle","headline":{"a":1},"datePublished":[1,null],"author":[[["x"]]],"publisher":7}'
    yield Trap("json-ld-types.html", page(head=f'<script type="application/ld+json">{odd}</script>'), "read")
    yield Trap(
        "json-ld-many.html", page(head='<script type="application/ld+json">{"@type":"X"}</script>' * 5000), "read"
    )
    yield Trap("meta-flood.html", page(head='<meta property="og:title" content="Ferry">' * 20_000), "read")
    yield Trap("dates.html", page(head='<meta property="article:published_time" content="99999-99-99T99:99:99">'
        + "<time datetime='0000-00-00'>never</time>" * 2000), "read")  # fmt: skip
    yield Trap("title-long.html", page(head=f"<title>{'Ferry ' * 50_000}</title>"), "read")


def _odd() -> Iterator[Trap]:
    yield Trap("empty.html", b"<html></html>", "refused")
    yield Trap("frames.html", b"<html><frameset><frame src='file:///etc/passwd'></frameset></html>", "refused")
    yield Trap("script-only.html", page("<script>document.write('<p>Text.</p>')</script>"), "refused")
    yield Trap("wrong-charset.html", page(head="<meta charset=utf-16><title>Ferry</title>"))
    yield Trap("no-such-charset.html", page(head="<meta charset=x-no-such><title>Ferry</title>"), "read")
    yield Trap("two-charsets.html", page(head="<meta charset=utf-8><meta charset=koi8-r><title>F</title>"), "read")
    yield Trap("utf7.html", b"<html><head><meta charset=utf-7></head><body>+ADw-script+AD4-alert(1)+ADw-/script+AD4-")
    yield Trap("nul.html", page(PARAGRAPHS.replace(" ", "\0 ")))
    yield Trap("utf16.html", page().decode().encode("utf-16"), "read")
    yield Trap("named.txt", page(), "read")
    yield Trap(
        "base.html", page(head="<base href='file:///etc/'><link rel=canonical href='javascript:alert(1)'>"), "read"
    )
    yield Trap("refresh.html", page(head="<meta http-equiv=refresh content='0;url=http://192.0.2.1/'>"), "read")
    yield Trap("xxe.xhtml", b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body>'
        b"<p>&x;</p>" + PARAGRAPHS.encode() + b"</body></html>")  # fmt: skip
    yield Trap("xml-unknown.xml", b'<?xml version="1.0"?><urlset><url>x</url></urlset>', "refused")
    yield Trap("picture.svg.xml", b'<?xml version="1.0"?><svg onload="alert(1)"/>', "refused")


def _feeds() -> Iterator[Trap]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    yield Trap("laughs.xml", f'<?xml version="1.0"?><!DOCTYPE f [<!ENTITY l0 "ha">{laughs}]>'.encode()
        + ATOM.format("<entry><title>&l9;</title></entry>").encode()[21:])  # fmt: skip
    yield Trap("xxe.atom", b'<?xml version="1.0"?><!DOCTYPE f [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + ATOM.format("<entry><title>x</title><content>&x;</content></entry>").encode()[21:])  # fmt: skip
    yield Trap(
        "dtd.rss",
        b'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://192.0.2.1/x.dtd"><rss version="2.0"><channel/></rss>',
        "refused",
    )
    yield Trap("empty.rss", b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "refused")
    yield Trap("cut.atom", ATOM.format(ENTRY * 5).encode()[:-900])
    yield Trap("deep.atom", ATOM.format("<entry>" * 20_000).encode())
    yield Trap(
        "nested-content.atom",
        ATOM.format("<entry><content type='html'>" + "&lt;div&gt;" * 20_000 + "x</content></entry>").encode(),
    )
    yield Trap("no-feed.rss", page(), "read")
    item = f"<item><title>F</title><pubDate>32 Foo 99999</pubDate><description>{STORY}</description></item>"
    yield Trap("dates.rss", f'<rss version="2.0"><channel>{item}</channel></rss>'.encode(), "read")


def _saved() -> Iterator[Trap]:
    fields = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/\nSubject: Ferry\nMIME-Version: 1.0\n"
    )
    related = fields + 'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n'
    encoded = base64.b64encode(page()).decode()
    part = f"--b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n{encoded}\n"
    yield Trap("good.mhtml", f"{related}{part}--b--\n".encode(), "read")
    yield Trap("no-end.mhtml", f"{related}{part}".encode())
    yield Trap("no-page.mhtml", f"{related}--b\nContent-Type: image/png\n\nx\n--b--\n".encode(), "refused")
    yield Trap("bad-base64.mhtml", f"{related}{part.replace('Q', '!')}--b--\n".encode())
    yield Trap("no-boundary.mhtml", f"{fields}Content-Type: multipart/related\n\n{part}".encode())
    yield Trap("deep.mhtml", (related + "--b\nContent-Type: multipart/related; boundary=b\n\n" * 5000).encode())
