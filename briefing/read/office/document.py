"""The body of an office document in a package -> its sources: how reading Word and reading OpenDocument end alike."""

from collections.abc import Iterator

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.exports import unfold
from briefing.read.office.flow import Flow, left_out
from briefing.read.office.package import Handler, Package
from briefing.read.office.properties import Properties, stated_author, stated_title
from briefing.read.record import Facts, make_source


class Body(Handler):
    """The text of a document, as a handler of its main part collects it."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.notes = 0
        self.title: str | None = None


def sources_of(
    data: bytes, origin: str, package: Package, body: Body, *, properties: str, media_type: str
) -> Iterator[Source]:
    """Yield one source, or those of an export; ReadError where there is no text.

    Args:
        data: the document's bytes.
        origin: its name.
        package: the document, opened.
        body: what its main part said.
        properties: the part that states title and author.
        media_type: of the document.

    """
    text = body.flow.text()
    if not any(map(str.isalnum, text)):
        raise ReadError(f"{origin}: holds no text, only pictures or nothing. Give the article's text.")
    stated = Properties()
    if package.has(properties):
        package.parse(properties, stated)
    facts = Facts(title=stated_title(stated.title, text) or body.title, byline=stated_author(stated.creator, text))
    said = left_out(((body.notes, "note"), (body.flow.boxes_left, "paragraph in a text box")))
    yield from unfold(make_source(data, origin, text, media_type, facts, extractor=said))
