"""A printed document's objects -> PDF/UA-1 and PDF/A-3a at once: a finisher for WeasyPrint, which knows either alone.

It works on the tree of objects right before it is written. PDF/UA-1 is ISO 14289-1:2014, PDF/A-3 is ISO 19005-3:2012.
"""

import zlib
from collections.abc import Iterator, Mapping, MutableSequence, Sequence
from typing import Protocol, TypeGuard, cast

VARIANT = "pdf/a-3a"
"""What WeasyPrint itself makes the file."""

_GROUPS = ("/THead", "/TBody", "/TFoot")
_TABLE_PARTS = frozenset({*_GROUPS, "/TR", "/Caption"})
_END = b"</rdf:RDF>"
_IDENTIFIER = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
"""PDF/A allows only properties that it knows or that the file describes: it does not know PDF/UA's."""


class Stream(Protocol):
    """A PDF stream that is still a list of its parts."""

    stream: MutableSequence[object]
    extra: Mapping[str, object]
    compress: bool


class Pdf(Protocol):
    """The part of pydyf.PDF that is used here."""

    objects: Sequence[object]
    catalog: Mapping[str, object]
    page_references: Sequence[bytes]


Element = dict[str, object]


def finish(_: object, pdf: Pdf) -> None:
    """Add what PDF/UA asks for beyond PDF/A: the identifier, whole tables with scopes, artifacts."""
    _identify(pdf)
    _mend_tables(pdf)
    _mark_artifacts(pdf)
    _end_streams(pdf)


def _at(pdf: Pdf, reference: object) -> object:
    """Return the object that "12 0 R" means."""
    text = reference.decode("ascii") if isinstance(reference, bytes) else str(reference)
    return pdf.objects[int(text.split()[0])]


def _dictionary(pdf: Pdf, reference: object) -> Element:
    """Return a dictionary that every document of WeasyPrint's has."""
    return cast("Element", _at(pdf, reference))


def _is_element(item: object) -> TypeGuard[Element]:
    return isinstance(item, dict) and item.get("Type") == "/StructElem"


def _kids(pdf: Pdf, element: Element) -> list[Element]:
    """Return the elements right below one; marked content and annotations are none."""
    held = element.get("K")
    references = [kid for kid in held if isinstance(kid, bytes)] if isinstance(held, list) else []
    return [kid for reference in references if _is_element(kid := _at(pdf, reference))]


def _identify(pdf: Pdf) -> None:
    """Say in the metadata that the file is PDF/UA-1 as well, and leave them readable without unpacking."""
    metadata = cast("Stream", _at(pdf, pdf.catalog["Metadata"]))
    whole = b"".join(part for part in metadata.stream if isinstance(part, bytes))
    metadata.stream[:] = [whole.replace(_END, _IDENTIFIER + _END, 1)]
    metadata.compress = False


def _is_stream(item: object) -> TypeGuard[Stream]:
    return hasattr(item, "stream")


def _end_streams(pdf: Pdf) -> None:
    """Let no packed stream end in a carriage return: with the line feed behind it, validators count one byte less.

    Its last byte is that of the checksum of what is packed, Adler-32 (RFC 1950).
    """
    for item in pdf.objects:
        if _is_stream(item) and item.compress:
            while zlib.adler32(_content(item)) & 0xFF == ord("\r"):
                item.stream.append(b" ")


def _content(stream: Stream) -> bytes:
    parts = (getattr(part, "data", part) for part in stream.stream)
    return b"\n".join(part if isinstance(part, bytes) else str(part).encode("ascii") for part in parts)


def _mend_tables(pdf: Pdf) -> None:
    """Give every table one head and rows right below it, and every heading cell its scope.

    WeasyPrint nests a table that breaks over pages within itself, and names header cells that a page does not show.
    """
    tables = [item for item in pdf.objects if _is_element(item) and item["S"] == "/Table"]
    inner = {id(kid) for table in tables for kid in _kids(pdf, table) if kid["S"] == "/Table"}
    for table in tables:
        if id(table) not in inner:
            _mend_table(pdf, table)


def _mend_table(pdf: Pdf, table: Element) -> None:
    parts = list(_parts(pdf, table))
    _adopt(table, parts)
    for part in parts:
        if part["S"] in _GROUPS:
            _adopt(part, list(_rows(pdf, part)))
    for part in parts:
        rows = [part] if part["S"] == "/TR" else _kids(pdf, part)
        for row in rows:
            _scope(pdf, row, "/Column" if part["S"] == "/THead" else "/Row")


def _parts(pdf: Pdf, element: Element) -> Iterator[Element]:
    """Yield the parts of a table, those of tables within it too; what only held them together is emptied."""
    for kid in _kids(pdf, element):
        if kid["S"] in _TABLE_PARTS:
            yield kid
        else:
            yield from list(_parts(pdf, kid))
            _discard(kid)


def _rows(pdf: Pdf, group: Element) -> Iterator[Element]:
    for kid in _kids(pdf, group):
        if kid["S"] == "/TR":
            yield kid
        else:
            yield from list(_rows(pdf, kid))
            _discard(kid)


def _discard(element: Element) -> None:
    """Leave an object that nothing points to any more without content."""
    element.clear()


def _adopt(parent: Element, kids: Sequence[Element]) -> None:
    cast("list[object]", parent["K"])[:] = [_reference(kid) for kid in kids]
    for kid in kids:
        kid["P"] = _reference(parent)


def _reference(element: object) -> bytes:
    return cast("bytes", getattr(element, "reference", b""))


def _scope(pdf: Pdf, row: Element, scope: str) -> None:
    for cell in _kids(pdf, row):
        attributes = cell.get("A")
        if isinstance(attributes, dict):
            attributes.pop("Headers", None)  # with scopes, a reader works them out
            if cell["S"] == "/TH":
                attributes["Scope"] = scope


def _mark_artifacts(pdf: Pdf) -> None:
    """Mark running heads and feet as no part of the content: WeasyPrint tags them and hangs the tags nowhere."""
    reached = _reached(pdf)
    for page, parents in zip(pdf.page_references, _parents(pdf), strict=False):
        loose = {place for place, parent in enumerate(parents) if id(_at(pdf, parent)) not in reached}
        if loose:
            _unmark(pdf, page, loose)
            for place in loose:
                parents[place] = "null"


def _reached(pdf: Pdf) -> frozenset[int]:
    """Return the identities of all elements that hang on the document."""
    waiting = _kids(pdf, _dictionary(pdf, pdf.catalog["StructTreeRoot"]))
    reached = set()
    while waiting:
        element = waiting.pop()
        reached.add(id(element))
        waiting += _kids(pdf, element)
    return frozenset(reached)


def _parents(pdf: Pdf) -> list[MutableSequence[object]]:
    """Return for each page the elements that its marked contents belong to, by their numbers."""
    mapping = _dictionary(pdf, _dictionary(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])
    return [held for held in cast("list[object]", mapping["Nums"]) if isinstance(held, list)]


def _unmark(pdf: Pdf, page: bytes, loose: set[int]) -> None:
    """Turn marked contents of a page, by their numbers, into artifacts."""
    content = cast("Stream", _at(pdf, _dictionary(pdf, page)["Contents"]))
    for place, part in enumerate(content.stream):
        if isinstance(part, dict) and part.get("MCID") in loose:
            content.stream[place - 1 : place + 2] = ["/Artifact", b"", b"BMC"]
