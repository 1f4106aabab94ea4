"""The tokens of a Rich Text document -> its paragraphs, notes and properties."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from briefing.errors import ReadError
from briefing.read.office.flow import Flow
from briefing.read.office.rtf.words import CHARACTERS, CHARSETS, SIGNS, SKIPPED, codec

DEEPEST = 5_000
"""Groups may be nested so deep."""

_TOKEN = re.compile(
    rb"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-z])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}]+)"
)


@dataclass(frozen=True, slots=True)
class _State:
    """What a group begins with, and what is forgotten when it ends."""

    destination: str = ""
    muted: bool = False
    hidden: bool = False
    font: int | None = None
    fallback: int = 1
    """So many characters after a Unicode one say the same for old readers."""


class Document:
    """The text of a document, as its tokens come."""

    def __init__(self, origin: str) -> None:
        self.flow = Flow()
        self.flow.begin_paragraph()
        self.info = {"title": "", "author": ""}
        """What it says of itself."""
        self.notes = 0
        self._origin = origin
        self._state = _State()
        self._outer: list[_State] = []
        self._fonts: dict[int, int] = {}
        self._page = 1252
        self._bytes = bytearray()
        self._unicode: list[int] = []
        self._skip = 0
        self._optional = False
        self._row = False
        self._in_table = False

    def take(self, data: bytes) -> None:
        """Read the whole document; what stands behind its last brace is not looked at."""
        place = 0
        while match := _TOKEN.match(data, place):
            place = match.end() + self._token(match)
            if not self._outer and match["brace"]:
                break
        self._flush()
        self._end_row()
        self.flow.end_paragraph()

    def _token(self, match: re.Match[bytes]) -> int:
        """Act on one token, and return how many bytes of binary data follow it."""
        kind = match.lastgroup
        if kind == "brace":
            self._brace(match["brace"])
        elif kind == "text":
            self._say(match["text"].replace(b"\r", b"").replace(b"\n", b""))
        elif kind == "hex":
            self._say(bytes.fromhex(match["hex"].decode("ascii")))
        elif kind == "sign":
            self._sign(match["sign"])
        else:
            return self._control(match["word"].decode("ascii"), match["number"])
        return 0

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._skip = 0
        if brace == b"{":
            if len(self._outer) >= DEEPEST:
                raise ReadError(f"{self._origin}: is nested too deep to be read. Save it as text.")
            self._outer.append(self._state)
        elif self._outer:
            self._state = self._outer.pop()

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._optional = True
        elif sign in b"\r\n":
            self._end_paragraph()
        elif sign in SIGNS:
            self._add(SIGNS[sign])

    def _control(self, word: str, digits: bytes | None) -> int:
        number = int(digits) if digits else None
        optional, self._optional = self._optional, False
        if word == "bin":
            return max(0, number or 0)
        if word == "u" and number is not None:
            self._unicode_letter(number)
        elif self._skip and word in CHARACTERS:
            self._skip -= 1
        elif word in CHARACTERS:
            self._add(CHARACTERS[word])
        elif word in _ACTIONS:
            self._flush()
            _ACTIONS[word](self, number)
        else:
            self._destination(word, optional)
        return 0

    def _destination(self, word: str, optional: bool) -> None:
        """Begin what is no part of the text, where a word names such a thing."""
        if word == "footnote" and not self._state.muted:
            self.notes += 1
        if optional or word in SKIPPED or (word in self.info and self._state.destination == "info"):
            self._flush()
            self._state = replace(self._state, muted=True, destination=word)

    def _unicode_letter(self, number: int) -> None:
        self._flush_bytes()
        self._unicode.append(number & 0xFFFF)
        self._skip = self._state.fallback

    def _say(self, data: bytes) -> None:
        passed = min(self._skip, len(data))
        self._skip -= passed
        if len(data) > passed:
            self._flush_unicode()
            self._bytes += data[passed:]

    def _add(self, text: str) -> None:
        self._flush()
        self._put(text)

    def _put(self, text: str) -> None:
        if self._state.destination in self.info:
            self.info[self._state.destination] += text[:400]
        elif not (self._state.muted or self._state.hidden):
            self.flow.say(text)

    def _flush(self) -> None:
        self._flush_bytes()
        self._flush_unicode()

    def _flush_bytes(self) -> None:
        if self._bytes:
            page = self._page if self._state.font is None else self._fonts.get(self._state.font, self._page)
            self._put(bytes(self._bytes).decode(codec(page), "replace").replace("\0", ""))
            self._bytes.clear()

    def _flush_unicode(self) -> None:
        if self._unicode:
            units = b"".join(unit.to_bytes(2, "little") for unit in self._unicode)
            self._unicode.clear()
            self._put(units.decode("utf-16-le", "replace").replace("\0", ""))

    def end_paragraph(self, _number: int | None) -> None:
        """End the paragraph; one outside the table ends the table too."""
        if self._state.muted:
            return
        self._end_paragraph()

    def _end_paragraph(self) -> None:
        self._flush()
        if not self._in_table:
            self._end_row()
        self.flow.end_paragraph()
        self.flow.begin_paragraph()

    def begin_row(self, _number: int | None) -> None:
        """Begin a row; writers define it before its cells, and again behind them."""
        if not (self._row or self._state.muted):
            self._row = True
            self.flow.begin_row()
            self.flow.begin_cell()

    def end_cell(self, _number: int | None) -> None:
        """End a cell, and begin the next one."""
        if self._row and not self._state.muted:
            self.flow.end_paragraph()
            self.flow.end_cell()
            self.flow.begin_cell()
            self.flow.begin_paragraph()

    def end_row(self, _number: int | None) -> None:
        """End a row."""
        if not self._state.muted:
            self._end_row()

    def _end_row(self) -> None:
        if self._row:
            self._row = False
            self.flow.end_paragraph()
            self.flow.end_cell()
            self.flow.end_row()
            self.flow.begin_paragraph()

    def set_plain(self, _number: int | None) -> None:
        """Go back to plain letters."""
        self._state = replace(self._state, hidden=False, font=None)

    def set_paragraph(self, _number: int | None) -> None:
        """Go back to plain paragraphs."""
        self._in_table = False

    def set_table(self, _number: int | None) -> None:
        """Say that the paragraph stands in a table."""
        self._in_table = True

    def set_hidden(self, number: int | None) -> None:
        """Hide what follows, or show it again."""
        self._state = replace(self._state, hidden=number != 0)

    def set_font(self, number: int | None) -> None:
        """Choose a font, and with it a code page; in the table of fonts, begin one."""
        self._state = replace(self._state, font=number)

    def set_charset(self, number: int | None) -> None:
        """State the character set of a font."""
        if self._state.font is not None and number in CHARSETS and len(self._fonts) < DEEPEST:
            self._fonts[self._state.font] = CHARSETS[number]

    def set_page(self, number: int | None) -> None:
        """State the code page of the document."""
        self._page = number or 1252

    def set_fallback(self, number: int | None) -> None:
        """State how many characters follow each Unicode one for old readers."""
        self._state = replace(self._state, fallback=max(0, number if number is not None else 1))


_ACTIONS: Mapping[str, Callable[[Document, int | None], None]] = {
    "ansicpg": Document.set_page,
    "cell": Document.end_cell,
    "deleted": Document.set_hidden,
    "f": Document.set_font,
    "fcharset": Document.set_charset,
    "intbl": Document.set_table,
    "mac": lambda document, _: document.set_page(10000),
    "nestcell": Document.end_paragraph,
    "page": Document.end_paragraph,
    "par": Document.end_paragraph,
    "pard": Document.set_paragraph,
    "pc": lambda document, _: document.set_page(437),
    "pca": lambda document, _: document.set_page(850),
    "plain": Document.set_plain,
    "row": Document.end_row,
    "sect": Document.end_paragraph,
    "trowd": Document.begin_row,
    "uc": Document.set_fallback,
    "v": Document.set_hidden,
}
