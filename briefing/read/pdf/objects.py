"""Bytes of a PDF -> its objects; a reference to itself, which the parser would follow for ever, is none."""

from io import BytesIO

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFObjectNotFound
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef

LONGEST = 32
"""So many references may stand for one another before the object itself."""


class Objects(PDFDocument):
    """A parsed file."""

    def __init__(self, data: bytes) -> None:
        super().__init__(PDFParser(BytesIO(data)))

    def getobj(self, objid: int) -> object:
        """Return an object by its number, never a mere reference; PDFObjectNotFound where there is none behind it."""
        for _ in range(LONGEST):
            found = super().getobj(objid)
            if not isinstance(found, PDFObjRef):
                return found
            objid = found.objid
        raise PDFObjectNotFound(objid)
