"""The beginning of a text -> what kind of text it is: markup, mail, JSON, or None."""

import re
from collections.abc import Mapping

from briefing.errors import ReadError

SNIFF = 65_536
"""So many bytes of a file are looked at."""

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"\xff\xfe", b"\xfe\xff")
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)(?![\w-])", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|a|h[1-6]|li|ul|meta|link|script|style|title|article|section|main|table|br|img)(?=[\s/>])",
    re.IGNORECASE,
)
_DECORATION: Mapping[str, str] = {"<?": ">", "<!--": "-->", "<!": ">"}
"""How what stands before the first element begins, the longer first, and how it ends."""
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,80})")
_JSON = re.compile(r'\{\s*["}]|\[\s*\{\s*"')
_FIELD = re.compile(r"([!-9;-~]{1,70}):[ \t]*(.*)", re.DOTALL)
_ENVELOPE = re.compile(r"From \S{1,320} {1,4}\w{3} \w{3} [ \d]\d \d\d:\d\d(?::\d\d)? [^\n]{0,40}\d{4}")
_SUBJECT = frozenset({"from", "to", "subject", "date", "sender", "cc"})
_TRANSPORT = frozenset(
    {"received", "message-id", "mime-version", "return-path", "delivered-to", "dkim-signature", "x-mailer"}
)
_FEEDS = frozenset({"rss", "feed", "RDF"})
_MARKUP = frozenset({"html", "htm", "xhtml", "xht", "shtml", "php", "asp", "aspx", "jsp", "xml", "rss", "atom", "rdf"})
"""Names that promise markup: a text without any is plain, whatever it is called."""
_FRAGMENT = 5
"""So many tags make a text that begins with one a piece of a web page."""


def kind_of_text(data: bytes, suffix: str, origin: str) -> str | None:
    """Return what a text is by its content; None where nothing in it speaks for more than its name.

    ReadError where it is markup that holds no article.
    """
    head = _head(data)
    if head.startswith("<"):
        return _markup(head, suffix, origin)
    if _JSON.match(head):
        return _json(data, head, suffix)
    if head.startswith("WARC/"):
        return "warc"
    if _ENVELOPE.match(head):
        return "mbox"
    return _mail(head, suffix) or ("txt" if suffix in _MARKUP and not _TAG.search(head) else None)


def _head(data: bytes) -> str:
    """Return the beginning without its mark; markup in UTF-16 or UTF-32 shows when the zero bytes are gone."""
    head = data[:SNIFF]
    mark = next((mark for mark in _MARKS if head.startswith(mark)), b"")
    return head[len(mark) :].replace(b"\0", b"").decode("latin-1").lstrip()


def _markup(head: str, suffix: str, origin: str) -> str | None:
    declared = head.startswith("<?xml")
    head = _undecorated(head)
    if _PAGE.match(head):
        return "html"
    root = _ROOT.match(head)
    name = root[1] if root else ""
    if name in _FEEDS and (name != "feed" or declared or suffix in _MARKUP or "2005/Atom" in head):
        return "feed"
    if (declared and name == "svg") or head.startswith("<svg"):
        raise ReadError(f"{origin}: is an SVG picture, not text. Leave it out.")
    if suffix not in {"md", "markdown"} and sum(1 for _ in _TAG.finditer(head)) >= _FRAGMENT:
        return "html"
    if declared:
        raise ReadError(
            f"{origin}: is XML of a kind that no reader knows (<{name}>). Save the article as text or HTML."
        )
    return None


def _undecorated(head: str) -> str:
    """Drop declarations, comments and doctypes before the first element, but not the doctype of a page."""
    place = 0
    while (mark := next((mark for mark in _DECORATION if head.startswith(mark, place)), None)) is not None:
        if _PAGE.match(head, place):
            break
        end = _DECORATION[mark]
        if mark == "<!" and "[" in head[place : head.find(">", place)]:
            end = "]>"
        past = head.find(end, place + len(mark))
        if past < 0:
            return ""
        place = past + len(end)
        while place < len(head) and head[place].isspace():
            place += 1
    return head[place:]


def _json(data: bytes, head: str, suffix: str) -> str:
    """Tell one value from one a line, and a feed from both."""
    if "://jsonfeed.org/version/" in head or "//jsonfeed.org\\/version" in head:
        return "feed"
    if suffix in {"jsonl", "ndjson"}:
        return "jsonl"
    end = data.find(b"\n")
    first, second = data[max(0, end - 64) : max(0, end)].rstrip(), data[end + 1 : end + 65].lstrip()
    return "jsonl" if end > 0 and first.endswith(b"}") and second.startswith(b"{") else "json"


def _mail(head: str, suffix: str) -> str | None:
    """Tell a mail, and a web page in a mail's clothes, by the fields that it begins with."""
    fields = _fields(head[:16_384])
    if not (fields.keys() & _TRANSPORT and fields.keys() & _SUBJECT):
        return None
    related = "multipart/related" in fields.get("content-type", "").lower()
    saved = "snapshot-content-location" in fields or "saved by" in fields.get("from", "").lower()
    return "mhtml" if saved or (related and suffix in {"mht", "mhtml"}) else "eml"


def _fields(head: str) -> dict[str, str]:
    """Return the header fields up to the first empty line; none where another line stands among them."""
    fields: dict[str, str] = {}
    for line in head.split("\n")[:400]:
        field = _FIELD.match(line)
        if not line.strip():
            return fields
        if field is not None:
            fields.setdefault(field[1].lower(), field[2])
        elif line[0] in " \t" and fields:
            last = next(reversed(fields))
            fields[last] += line[:1000]
        else:
            return {}
    return fields
