"""Bytes of a page -> markup that a parser survives -> a tree: rightly decoded, no floods, no control characters.

What is taken out is never the article's text: embedded files in attributes, the attributes of a tag that has thousands
of them, values of 100,000 characters, characters that XML forbids. libxml2 returns nothing, and no error, for a page
with 254 nested elements or an attribute over 10 MB; with `huge_tree` it still returns nothing for about 2,050, and the
extractors' time grows with the square of the depth: such a page is flattened.
"""

import codecs
import re
from typing import TYPE_CHECKING

from briefing.read.decoding import MARKS, SUPERSETS, decode

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEAD = 65_536
"""So many bytes are looked at for a declared encoding."""
LONG_TAG = 20_000
"""A tag of more characters is looked at for a flood of attributes."""
MOST_ATTRIBUTES = 1_000
DEEPEST = 400
"""Elements that are nested deeper are laid side by side; 181 pages of many sites reach 60."""

_DECLARED = re.compile(rb"<meta\b[^<>]{0,500}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"\s{0,99}<\?xml[^<>]{1,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{2,40})", re.IGNORECASE)
_CODECS = re.compile(
    r"utf-8|cp(?:125\d|866|874|932|949|950)|iso8859-\d+|koi8-[rtu]|mac-(?:cyrillic|roman)|kz1048|ptcp154|tis-620"
    r"|gbk|gb18030|gb2312|big5(?:hkscs)?|shift_jis|euc_(?:jp|kr)|iso2022_jp|johab"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_LETTER = re.compile(rb"[A-Za-z\x80-\xff]")
_SCRIPTS = re.compile(rb"<(script|style)\b.*?</\1|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,100},[^\"'<>()\s\\]{500,}")
_FLOOD = re.compile(
    r"([a-zA-Z][\w:-]*+)(?:[\s/]++[^\s<>\"'=/]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>]++))?+)"
    rf"{{{MOST_ATTRIBUTES},}}+"
)
_FLATTENED = re.compile(
    r"</?(?!(?:html|head|body|title|meta|link|script|style|article|p|h[1-6]|ul|ol|li|a|br|time)\b)[a-zA-Z][^<>]{0,20000}>"
)
_BARE = re.compile(r"</?(?!(?:html|head|body|title|meta|link|script|style|p|h[1-6]|br)\b)[a-zA-Z][^<>]{0,20000}>")
_LONG_VALUE = re.compile(r"(=\s{0,9})(?:\"[^\"<]{100000,}+\"|'[^'<]{100000,}+')")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8})(?![0-9]));?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def markup_of(data: bytes, charset: str | None = None) -> str:
    """Return the characters of a page, without what parsers choke on; `charset` is what was said of it from outside."""
    text = decoded(data, charset)
    text = _CONTROL.sub("", text)
    text = _EMBEDDED.sub("data:,", text)
    text = _LONG_VALUE.sub(r'\1""', text)
    text = "<".join(_unflooded(part) if len(part) > LONG_TAG else part for part in text.split("<"))
    return _REFERENCE.sub(_resolved, text)


def parse(markup: str) -> "tuple[HtmlElement | None, str]":
    """Return the tree of a page, and the markup that it is of.

    Elements that are nested too deeply are laid side by side. None where nothing comes of it even then.
    """
    tree = _parsed(markup)
    for nesting in (_FLATTENED, _BARE):
        if tree is not None and not _is_deep(tree):
            break
        markup = nesting.sub(" ", markup)
        tree = _parsed(markup)
    return tree, markup


def _is_deep(tree: "HtmlElement") -> bool:
    """Say whether an element lies deeper than `DEEPEST`: a path is followed many times faster than a tree is walked."""
    return bool(tree.getroottree().xpath(f"boolean({'/*' * (DEEPEST + 1)})"))


def _parsed(markup: str) -> "HtmlElement | None":
    from lxml.etree import LxmlError  # slow to import
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError, AssertionError):
        return None
    return tree if any(text.strip() for text in tree.itertext()) else None


def decoded(data: bytes, charset: str | None) -> str:
    """Decode by the mark, by `charset` or what the page declares where the bytes bear it out, else by the bytes."""
    if any(data.startswith(mark) for mark, _ in MARKS):
        return decode(data).text
    encoding = codec_of((charset or "").encode("ascii", "replace")) or _declared(data[:HEAD])
    if _is_utf8(data, encoding):
        return data.decode("utf-8")
    if encoding is None or encoding == "utf-8" or _is_foreign(data, encoding):
        return _detected(data)
    try:
        return data.decode(encoding)
    except UnicodeError:
        return _broken(data, encoding)


def _detected(data: bytes) -> str:
    """Decode by the bytes alone: detection believes a declaration, and this one is known to be false."""
    head = _DECLARED.sub(lambda found: found[0].replace(found[1], b" " * len(found[1])), data[:HEAD])
    return decode(head + data[HEAD:]).text


def _broken(data: bytes, encoding: str) -> str:
    """Decode what does not quite fit: a few stray bytes are no reason to guess, many are."""
    text = data.decode(encoding, "replace")
    strange = text.count("\ufffd")
    return text if strange * 50 <= len(_HIGH.findall(data)) else _detected(data)


def _declared(head: bytes) -> str | None:
    """Return the encoding that a page declares, by its Python codec, where it is one that pages may have."""
    found = _DECLARED.search(head) or _XML_DECLARED.match(head)
    return codec_of(found[1]) if found else None


def codec_of(label: bytes) -> str | None:
    """Return the Python codec that browsers mean by a label."""
    try:
        name = codecs.lookup(label.decode("ascii", "replace")).name
    except (LookupError, ValueError):
        return None
    name = {"iso8859-1": "cp1252", "iso8859-9": "cp1254", "ascii": "cp1252"}.get(name, SUPERSETS.get(name, name))
    return name if _CODECS.fullmatch(name) else None


def _is_utf8(data: bytes, declared: str | None) -> bool:
    """Say whether the bytes are UTF-8: no other encoding looks like that, save seven-bit ones with escapes."""
    if b"\x1b" in data or b"\0" in data or (declared not in {None, "utf-8"} and not _HIGH.search(data)):
        return False
    try:
        data.decode("utf-8")
    except UnicodeError:
        return False
    return True


def _is_foreign(data: bytes, encoding: str) -> bool:
    """Say whether a page that is declared Western is written in another alphabet: mostly letters beyond ASCII."""
    if encoding != "cp1252":
        return False
    visible = _SCRIPTS.sub(b" ", data[: 4 * HEAD])
    return len(_HIGH.findall(visible)) * 3 > len(_LETTER.findall(visible))


def _unflooded(tag: str) -> str:
    """Take the attributes from a tag that has thousands of them; what stands behind it stays."""
    flood = _FLOOD.match(tag)
    return flood[1] + tag[flood.end() :] if flood else tag


def _resolved(reference: re.Match[str]) -> str:
    """Return a numeric reference as it stands, except to what is no character: those as browsers show them."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    if 0x80 <= number < 0xA0:
        return bytes([number]).decode("cp1252", "replace")
    if 0xD800 <= number < 0xE000 or number > 0x10FFFF or number == 0:
        return "\ufffd"
    return "" if _CONTROL.fullmatch(chr(number)) else reference[0]
