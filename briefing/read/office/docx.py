"""Bytes of a Word document (DOCX) -> one source: the text of its body, with tables, without what Word does not print.

Left out are notes, comments, headers and footers, deletions that are still tracked, hidden text and field codes; text
boxes too, unless they hold more than the body does.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.office.document import Body, sources_of
from briefing.read.office.package import Attributes, Handler, Package

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BODIES = ("word/document.xml", "word/document2.xml")
_WORD = re.compile(r"\S*wordprocessingml(?:/2006)?/main (\w+)")
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_MUTED = frozenset({"del", "moveFrom", "instrText", "delText", "rt", "fldData"})
_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-"}
_TITLES = ("title", "heading 1")


class DocxReader:
    """Reads Word documents: one file is one source, or an export of a database with a source an article."""

    def read(self, data: bytes, origin: str) -> Iterator[Source]:
        """Yield what the document holds; ReadError where it is broken or holds no text."""
        package = Package(data, origin, "Word document")
        part = next((name for name in _BODIES if package.has(name)), None)
        if part is None:
            raise ReadError(f"{origin}: is no Word document: its text is missing. Open it and save it again.")
        styles = _Styles()
        if package.has("word/styles.xml"):
            package.parse("word/styles.xml", styles)
        body = _Body(styles.names)
        package.parse(part, body)
        yield from sources_of(data, origin, package, body, properties="docProps/core.xml", media_type=MEDIA_TYPE)


class _Styles(Handler):
    """The names of paragraph styles: their ids are in the language of whoever made them, their names are not."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._id = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Note the id of a style, then its name."""
        own = _own(name)
        if own == "style":
            self._id = _value(attributes, "styleId")
        elif own == "name" and self._id:
            self.names[self._id] = _value(attributes, "val").casefold()


class _Body(Body):
    """The text of a document."""

    def __init__(self, styles: dict[str, str]) -> None:
        super().__init__()
        self._styles = styles
        self._style = ""
        self._began = False
        self._mute = 0
        self._spoken = False
        self._hidden = False
        self._properties = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin what an element begins."""
        own = _own(name)
        if name == _FALLBACK or own in _MUTED:
            self._mute += 1
        elif own in _BREAKS:
            self._break(_BREAKS[own])
        elif own in _STARTS:
            _STARTS[own](self, attributes)

    def end(self, name: str) -> None:
        """End it."""
        own = _own(name)
        if name == _FALLBACK or own in _MUTED:
            self._mute -= 1
        elif own in _ENDS:
            _ENDS[own](self)

    def _break(self, said: str) -> None:
        if not self._properties:
            self._say(said)

    def _start_paragraph(self, _: Attributes) -> None:
        self.flow.begin_paragraph()
        self._style = ""

    def _take_style(self, attributes: Attributes) -> None:
        self._style = self._styles.get(_value(attributes, "val"), "")

    def _start_properties(self, _: Attributes) -> None:
        self._properties += 1

    def _end_properties(self) -> None:
        self._properties -= 1

    def _start_run(self, _: Attributes) -> None:
        self._hidden = False

    def _end_run(self) -> None:
        self._hidden = False

    def _hide(self, attributes: Attributes) -> None:
        if not self._properties:
            self._hidden = _value(attributes, "val") not in {"0", "false", "off"}

    def _start_text(self, _: Attributes) -> None:
        self._spoken = True

    def _end_text(self) -> None:
        self._spoken = False

    def _count_note(self, _: Attributes) -> None:
        self.notes += 1

    def _end_paragraph(self) -> None:
        said = self.flow.end_paragraph()
        if said and not self._began and self._style in _TITLES:
            self.title = said.replace("\n", " ")
        self._began = self._began or bool(said)

    def text(self, text: str) -> None:
        """Take what stands in a run."""
        if self._spoken:
            self._say(text)

    def _say(self, text: str) -> None:
        if not (self._mute or self._hidden):
            self.flow.say(text)


_STARTS: Mapping[str, Callable[[_Body, Attributes], None]] = {
    "p": _Body._start_paragraph,
    "pPr": _Body._start_properties,
    "pStyle": _Body._take_style,
    "r": _Body._start_run,
    "vanish": _Body._hide,
    "t": _Body._start_text,
    "tr": lambda body, _: body.flow.begin_row(),
    "tc": lambda body, _: body.flow.begin_cell(),
    "txbxContent": lambda body, _: body.flow.begin_box(),
    "footnoteReference": _Body._count_note,
    "endnoteReference": _Body._count_note,
}
_ENDS: Mapping[str, Callable[[_Body], None]] = {
    "p": _Body._end_paragraph,
    "pPr": _Body._end_properties,
    "r": _Body._end_run,
    "t": _Body._end_text,
    "tr": lambda body: body.flow.end_row(),
    "tc": lambda body: body.flow.end_cell(),
    "txbxContent": lambda body: body.flow.end_box(),
}


@lru_cache(1024)
def _own(name: str) -> str:
    """Return the name of an element of WordprocessingML, transitional or strict, "" for any other."""
    found = _WORD.fullmatch(name)
    return found[1] if found else ""


def _value(attributes: Attributes, name: str) -> str:
    return next((value for key, value in attributes.items() if _own(key) == name), "")
