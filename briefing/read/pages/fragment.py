"""HTML inside a field, such as a feed's entry -> its text: a blank line between blocks, nothing run, nothing loaded.

Such a fragment is the article alone, so nothing has to be found in it; whole pages go to the reader of HTML.
"""

import html
import re

# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
    "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
})
DROPPED = frozenset({
    "applet", "audio", "base", "button", "canvas", "embed", "frame", "frameset", "head", "iframe", "input", "link",
    "map", "math", "meta", "noframes", "noscript", "object", "script", "select", "style", "svg", "template",
    "textarea", "title", "video",
})
"""Nothing in these is the article's text."""
# fmt: on

_TAG = re.compile(
    r"</?(?:p|br|div|a|b|i|em|strong|span|ul|ol|li|img|h[1-6]|blockquote|table|section)\b[^<>]{0,2000}>", re.IGNORECASE
)
_ENTITY = re.compile(
    r"&(?:#\d{2,6}|#x[0-9a-f]{2,6}|nbsp|amp|quot|apos|lt|gt|[lr][sd]quo|[nm]dash|hellip|[a-z]{1,2}acute);",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_NESTING = re.compile(r"</?(?!(?:p|br|h[1-6]|script|style)\b)[a-zA-Z][^<>]{0,2000}>", re.IGNORECASE)
"""Tags whose elements stand in one another."""
_BREAKS = re.compile(r"\n{3,}")
_SPACES = re.compile(r"[ \t\r\f\v]+")


def is_page(text: str) -> bool:
    """Say whether this is a whole HTML page."""
    return _PAGE.match(text) is not None


def is_fragment(text: str) -> bool:
    """Say whether a text is written in HTML, by its tags or its character references."""
    return _TAG.search(text) is not None or _ENTITY.search(text) is not None


def plain(markup: str) -> str:
    """Return the text of a fragment; what is no HTML comes back with its line breaks."""
    if _TAG.search(markup) is None:
        return html.unescape(markup).strip()
    return _lines("".join(_pieces(markup)))


def _pieces(markup: str) -> list[str]:
    """Return the text as it stands, with a mark where a block begins or ends.

    libxml2 returns nothing, and no error, for some 2,050 elements in one another: those are then laid side by side.
    """
    clean = markup.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    pieces = _walk(clean)
    return pieces if any(map(str.strip, pieces)) else _walk(_NESTING.sub("\n", clean))


def _walk(markup: str) -> list[str]:
    """Walk the tree without recursion."""
    from lxml import etree  # slow to import

    parser = etree.HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    tree = etree.fromstring(f"<html><body>{markup}</body></html>", parser)
    if tree is None:
        return []
    pieces: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element.tag in DROPPED:
            walk.skip_subtree()
        elif event == "start":
            pieces += (_mark(element.tag), _flat(element.text))
        if event == "end":
            pieces += (_mark(element.tag) if element.tag in BLOCKS else "", _flat(element.tail))
    return pieces


def _mark(tag: object) -> str:
    if tag == "br":
        return "\n"
    if tag in ("td", "th"):
        return " "
    return "\n\n" if tag in BLOCKS else ""


def _flat(text: str | None) -> str:
    """Return running text: its own line breaks mean nothing in HTML."""
    return text.replace("\n", " ").replace("\r", " ") if text else ""


def _lines(text: str) -> str:
    """Put each line in order, and one blank line between blocks."""
    lines = (_SPACES.sub(" ", line).strip(" ") for line in text.split("\n"))
    return _BREAKS.sub("\n\n", "\n".join(lines)).strip("\n")
