"""Bytes of an OpenDocument text (ODT) -> one source: the text of its body, with tables, without what is not printed.

Left out are notes, comments, headers and footers, tracked deletions and hidden text; text boxes too, unless they hold
more than the body does.
"""

from collections.abc import Iterator

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.office.document import Body, sources_of
from briefing.read.office.flow import Flow
from briefing.read.office.package import Attributes, Handler, Package

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_MUTED = frozenset(
    {
        "text:1.0 note",
        "text:1.0 tracked-changes",
        "text:1.0 ruby-text",
        "text:1.0 hidden-text",
        "office:1.0 annotation",
        "office:1.0 forms",
        "text:1.0 bibliography-source",
        "text:1.0 index-title-template",
    }
)
_PARAGRAPHS = frozenset({"text:1.0 p", "text:1.0 h"})
_BREAKS = {"text:1.0 line-break": "\n", "text:1.0 tab": " ", "text:1.0 s": " "}
_BEGINNINGS = {
    "table:1.0 table-row": Flow.begin_row,
    "table:1.0 table-cell": Flow.begin_cell,
    "drawing:1.0 text-box": Flow.begin_box,
}
_ENDS = {
    "table:1.0 table-row": Flow.end_row,
    "table:1.0 table-cell": Flow.end_cell,
    "drawing:1.0 text-box": Flow.end_box,
}


class OdtReader:
    """Reads OpenDocument texts: one file is one source, or an export of a database with a source an article."""

    def read(self, data: bytes, origin: str) -> Iterator[Source]:
        """Yield what the document holds; ReadError where it is locked, broken or holds no text."""
        package = Package(data, origin, "OpenDocument text")
        if not package.has("content.xml"):
            raise ReadError(f"{origin}: is no OpenDocument text: its content is missing. Open it and save it again.")
        if package.has("META-INF/manifest.xml"):
            manifest = _Manifest()
            package.parse("META-INF/manifest.xml", manifest)
            if manifest.locked:
                raise ReadError(f"{origin}: is locked with a password. Open it and save it without one.")
        body = _Body()
        package.parse("content.xml", body)
        yield from sources_of(data, origin, package, body, properties="meta.xml", media_type=MEDIA_TYPE)


class _Manifest(Handler):
    """The list of parts: it says whether they are encrypted."""

    def __init__(self) -> None:
        self.locked = False

    def start(self, name: str, _attributes: Attributes) -> None:
        """Note an encrypted part."""
        self.locked = self.locked or name.endswith(" encryption-data")


class _Body(Body):
    """The text of a document."""

    def __init__(self) -> None:
        super().__init__()
        self._parents: dict[str, str] = {}
        self._titled = False
        self._began = False
        self._mute = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin what an element begins."""
        own = name.removeprefix(_ODF)
        if own in _MUTED:
            self._mute += 1
            self.notes += own == "text:1.0 note"
        elif own in _PARAGRAPHS:
            self.flow.begin_paragraph()
            self._titled = self._is_title(own, attributes)
        elif own in _BREAKS:
            self.text(_BREAKS[own])
        else:
            self._structure(own, attributes)

    def _structure(self, own: str, attributes: Attributes) -> None:
        if own in _BEGINNINGS:
            _BEGINNINGS[own](self.flow)
        elif own == "style:1.0 style":
            child, parent = (attributes.get(f"{_ODF}style:1.0 {key}", "") for key in ("name", "parent-style-name"))
            self._parents[child] = parent

    def _is_title(self, own: str, attributes: Attributes) -> bool:
        """Tell whether a paragraph is set as the title, or as a heading of the first level."""
        style = attributes.get(f"{_ODF}text:1.0 style-name", "")
        level = attributes.get(f"{_ODF}text:1.0 outline-level", "")
        return "Title" in (style, self._parents.get(style)) or (own == "text:1.0 h" and level == "1")

    def end(self, name: str) -> None:
        """End it."""
        own = name.removeprefix(_ODF)
        if own in _MUTED:
            self._mute -= 1
        elif own in _PARAGRAPHS:
            said = self.flow.end_paragraph()
            if said and self._titled and not self._began:
                self.title = said.replace("\n", " ")
            self._began = self._began or bool(said)
        elif own in _ENDS:
            _ENDS[own](self.flow)

    def text(self, text: str) -> None:
        """Take what stands in a paragraph; line feeds in the file mean no more than a space."""
        if not self._mute:
            self.flow.say(text if text == "\n" else text.replace("\n", " "))
