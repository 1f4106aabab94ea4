"""The words of Rich Text: what names no text of the document, what stands for a character, which letters a font has."""

import codecs

SKIPPED = frozenset(
    {"annotation", "atnauthor", "atndate", "atnicn", "atnid", "bkmkend", "bkmkstart", "colortbl", "comment"}
    | {"company", "datafield", "docvar", "factoidname", "falt", "filetbl", "fldinst", "fontemb", "fontfile"}
    | {"fonttbl", "footer", "footerf", "footerl", "footerr", "footnote", "formfield", "header", "headerf"}
    | {"headerl", "headerr", "info", "keywords", "latentstyles", "listname", "listoverridetable", "listtable"}
    | {"manager", "mmath", "nextfile", "nonshppict", "objclass", "objdata", "objname", "operator", "pict"}
    | {"private", "revtbl", "rsidtbl", "rxe", "stylesheet", "subject", "tc", "template", "txe", "userprops", "xe"}
)
"""Destinations whose text is no part of the document's."""
CHARACTERS = {
    "bullet": "•",
    "emdash": "—",
    "emspace": " ",
    "endash": "–",
    "enspace": " ",
    "ldblquote": "“",
    "line": "\n",
    "lquote": "‘",
    "qmspace": " ",
    "rdblquote": "”",
    "rquote": "’",
    "tab": " ",
}
SIGNS = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\t": " "}
CHARSETS = {
    0: 1252,
    77: 10000,
    128: 932,
    129: 949,
    130: 1361,
    134: 936,
    136: 950,
    161: 1253,
    162: 1254,
    163: 1258,
    177: 1255,
    178: 1256,
    186: 1257,
    204: 1251,
    222: 874,
    238: 1250,
    255: 437,
}
"""The code page of each of Windows' character sets."""
_NAMES = {10000: "mac_roman", 10007: "mac_cyrillic", 1361: "johab", 65001: "utf-8"}


def codec(page: int) -> str:
    """Return Python's name of a code page, that of Western Europe where there is none."""
    try:
        return codecs.lookup(_NAMES.get(page, f"cp{page}")).name
    except LookupError:
        return "cp1252"
