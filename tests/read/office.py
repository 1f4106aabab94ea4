"""Small files of the office kinds, made by hand: what no program writes but a reader has to survive."""

import io
import zipfile
from collections.abc import Mapping, Sequence

from briefing.errors import ReadError
from briefing.model import Source
from briefing.plugins import Reader

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = (
    '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>'
    "</c:coreProperties>"
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(body: str, *, title: str = "", author: str = "", **parts: str) -> bytes:
    """Return a Word document with this body, in WordprocessingML."""
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    document = f'<w:document xmlns:w="{WORD}" xmlns:mc="{compatible}"><w:body>{body}</w:body></w:document>'
    named = {f"word/{name}.xml": content for name, content in parts.items()}
    core = CORE.format(title=title, author=author)
    return zipped({"word/document.xml": document, "docProps/core.xml": core, **named})


def p(*runs: str, style: str = "") -> str:
    """Return a paragraph of runs of plain text, or of markup where they begin with "<"."""
    own = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    said = "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p>{own}{said}</w:p>"


def pdf(pages: Sequence[str], *, extra: Mapping[int, str] | None = None, kids: str = "") -> bytes:
    """Return a PDF without compression: a content stream a page, in Helvetica; `extra` replaces objects by number."""
    first = 5
    kids = kids or " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: "<< /Font << /F1 3 0 R >> >>",
    }
    for number, content in enumerate(pages):
        at = first + 2 * number
        objects[at] = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 4 0 R /Contents {at + 1} 0 R >>"
        objects[at + 1] = f"<< /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream"
    objects.update(extra or {})
    return assembled(objects)


def assembled(objects: Mapping[int, str]) -> bytes:
    """Return a PDF of these objects; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {max(objects) + 1}\n0000000000 65535 f \n".encode()
    for number in range(1, max(objects) + 1):
        out += f"{places.get(number, 0):010d} 00000 {'n' if number in places else 'f'} \n".encode()
    out += f"trailer\n<< /Size {max(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def shown(lines: Sequence[tuple[float, float, str]], size: float = 10) -> str:
    """Return a content stream that shows texts at places, each `(x, y, text)`."""
    said = "".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj\n" for x, y, text in lines)
    return f"BT /F1 {size} Tf\n{said}ET"


def read_all(reader: Reader, data: bytes, origin: str) -> tuple[list[Source], str]:
    """Return the sources, and what the reader says at the end that it could not read."""
    sources = []
    try:
        for source in reader.read(data, origin):
            sources += [source]
    except ReadError as error:
        return sources, str(error)
    return sources, ""
