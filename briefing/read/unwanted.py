"""The name of a file that nobody named -> why it is not read: the same in a folder and in an archive."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from briefing.errors import ReadError
from briefing.read.kinds import SUFFIXES, kind_of, suffix_of

PEEK = 4096
"""So many bytes show whether a file without a suffix holds text."""

_OFFICE = ("doc", "dot", "docb", "wps", "wpd", "pages", "xls", "xlsx", "xlsm", "xlsb", "ods", "numbers", "msg", "pst")
_SHOWN = ("ppt", "pptx", "pps", "ppsx", "odp", "key", "epub", "mobi", "azw3", "djvu", "webarchive")
_UNREADABLE = frozenset({*_OFFICE, *_SHOWN})
"""Documents that no reader takes but that may hold an article: they are tried, so that the refusal is said."""
_READ_ME = re.compile(r"README.*|LICENSE.*|(?i:readme|licen[cs]e)(\.\w+)?", re.DOTALL)
_OURS = {"briefing.toml": "the settings file", "brief.json": "a brief, no article"}
_PAGE_PARTS = re.compile(
    r"(.+)[_.-](?:files|file|dateien|fichiers|archivos|arquivos|ficheiros|bestanden|filer|tiedostot|pliki|soubory"
    r"|s\u00fabory|f\u00e1jlok|datoteke|dosyalar|elemei|\u0444\u0430\u0439\u043b\u044b)",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def unwanted(name: str, endings: tuple[str, ...]) -> str | None:
    """Say why a file is passed over where nobody named it; None where it is read.

    `endings` are those that readers handle, with their dots. A file without any is not refused by its name.
    """
    if name.startswith("."):
        return "a name that begins with a dot"
    if name.startswith("~$"):
        return "the mark of an office program that a document is open"
    suffix = suffix_of(name)
    known = not suffix or suffix in _UNREADABLE or name.lower().endswith(endings)
    return no_article(name) or (None if known else "no reader for this kind of file")


def no_article(name: str) -> str | None:
    """Say why a file is none of the articles in its folder, by what it is called."""
    return "a file about the folder" if _READ_ME.fullmatch(name) else _OURS.get(name)


def is_beside_page(folder: str, names: Collection[str]) -> bool:
    """Say whether a folder holds the pictures and scripts of a page saved beside it, in any browser's words."""
    page = _PAGE_PARTS.fullmatch(folder)
    return page is not None and any(f"{page[1]}.{suffix}" in names for suffix in _PAGES)


def is_part_of_page(folders: Sequence[str]) -> bool:
    """Say the same of a file by the folders that it lies in alone, where the page can't be looked for."""
    return any(_PAGE_PARTS.fullmatch(folder) for folder in folders)


_PAGES = tuple(suffix for suffix, kind in SUFFIXES.items() if kind == "html")


def holds_text(beginning: bytes) -> bool:
    """Say whether a file begins like a text, or like anything else that a reader takes."""
    try:
        kind = kind_of(beginning, "")
    except ReadError:
        return False
    marked = beginning.startswith((b"\xff\xfe", b"\xfe\xff"))
    return bool(beginning) and (kind != "txt" or marked or not _CONTROL.search(beginning))


def printable(name: str) -> str:
    """Return a name for people: any space becomes a plain one, line breaks and stray bytes U+FFFD."""
    spaced = (" " if unicodedata.category(character) == "Zs" else character for character in name)
    return "".join(character if character.isprintable() else "\ufffd" for character in spaced)
