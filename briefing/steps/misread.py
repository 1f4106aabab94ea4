"""Text -> where UTF-8 was read as an 8-bit encoding, and what the brief says of documents where it was."""

import re
from collections.abc import Iterable, Sequence

from briefing.model import Document

# What the bytes 80 to BF are in Windows-1252 or Latin-1: the sequel of a character of two bytes or more.
_SEQUEL = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_CYRILLIC_SEQUEL = "[ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\xa0ЎўЈ¤Ґ¦§©Є«¬\xad®Ї°±Ііґµ¶·№є»јЅѕї]"
_MISREAD = re.compile(
    rf"(?:[Â-ß]{_SEQUEL}|[à-ï]{_SEQUEL}{{2}}|[ð-ô]{_SEQUEL}{{3}}){{2}}"  # two in a row: no language writes so
    rf"|(?<=[a-z])[ÂÃÄÅÐÑØÙ]{_SEQUEL}"  # a capital and a sign behind a small letter
    "|[Â-ô][\x80-\x9f]|Ã[\xa0-\xbf]|Â[\xa0-\xbf]|Ð[\xa0-\xbf]Ñ|â€|ï»¿"  # accents, spaces, quotation marks, a mark
    f"|(?:[РС]{_CYRILLIC_SEQUEL}){{3}}|вЂ[™њќ“”¦ћ]|β€[™œ“”]"  # the same as Windows-1251 and 1253 have it
)
_SIGN = re.compile(f"[Â-ôРСвβ][{_SEQUEL[1:-1]}{_CYRILLIC_SEQUEL[1:-1]}]")
"""How each of these begins: found five times as fast, and hardly ever in clean text."""
_AROUND = 20  # characters shown on either side
_UNDO = "mend_encoding = true in the settings undoes it where that can be done for certain"
_REMAINS = "what could not be undone for certain stays as it came; save the file again from where it is from"


def misread(text: str) -> re.Match[str] | None:
    """Return the first place where a text was decoded wrongly, None where there is no sign of it."""
    sign = _SIGN.search(text)
    return _MISREAD.search(text, sign.start()) if sign else None


def tell_misread(documents: Sequence[Document], *, mending: bool) -> tuple[str, ...]:
    """Return a sentence for all documents that were decoded wrongly, and one for those in which that was undone.

    `mending` says that undoing it was asked for.
    """
    mended = {document.source.origin: lines for document in documents if (lines := document.source.mended)}
    broken = {document.source.origin: example for document in documents if (example := _example(document))}
    told = []
    if mended:
        lines = sum(mended.values())
        counted = "1 line" if lines == 1 else f"{lines:,} lines"
        told.append(
            f"{_listed(mended)}: a wrong decoding was undone in {counted}: there no word is to the letter the file's"
        )
    if broken:
        first, example = next(iter(broken.items()))
        where = f"“{example}”" if len(broken) == 1 else f"“{example}” in {first}"
        how = "was decoded wrongly before it" if len(broken) == 1 else "were decoded wrongly before they"
        verb = "is" if len(broken) == 1 else "are"
        advice = _REMAINS if mending else _UNDO
        told.append(f"{_listed(broken)}: {how} came here ({where}), and {verb} not quoted there; {advice}")
    return tuple(told)


def _listed(names: Iterable[str]) -> str:
    """Return names as a list in a sentence."""
    *rest, last = names
    return f"{', '.join(rest)} and {last}" if rest else last


def _example(document: Document) -> str:
    """Return the words around the first sign of a wrong decoding in the article."""
    for passage in document.passages:
        if passage.kind != "body":
            continue
        text = document.source.text[passage.span.start : passage.span.end]
        if found := misread(text):
            return _shown(text, found)
    return ""


def _shown(text: str, found: re.Match[str]) -> str:
    """Return whole words around a match, in characters that can be printed."""
    start = text.rfind(" ", max(0, found.start() - _AROUND), found.start()) + 1 or found.start()
    end = text.find(" ", found.end(), found.end() + _AROUND)
    words = text[start : found.end() if end < 0 else end]
    return "".join(character if character.isprintable() else "\ufffd" for character in words)
