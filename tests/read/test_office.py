"""Word, OpenDocument and Rich Text: the words that are printed, in paragraphs; bombs and broken files are named."""

import io
import zipfile

import docx as python_docx
import pytest

from briefing.errors import ReadError
from briefing.model import Source
from briefing.plugins import find
from briefing.read.office import package
from briefing.read.office.docx import DocxReader
from briefing.read.office.odt import OdtReader
from briefing.read.office.rtf import RtfReader
from tests.read.office import CORE, WORD, docx, p, read_all, zipped

TITLE = "Port strike enters its third week"
STORY = "Dockers in Halvik voted on Tuesday to extend their strike by seven days, the union said."
ODF = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{name if name != 'draw' else 'drawing'}:1.0"
    for name in ("office", "text", "table", "draw", "style")
}


def odt(body: str, *, styles: str = "", title: str = "", manifest: str = "<manifest/>") -> bytes:
    """Return an OpenDocument text with this body."""
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in ODF.items())
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    meta = CORE.format(title=title, author="")
    return zipped({"content.xml": content, "meta.xml": meta, "META-INF/manifest.xml": manifest})


def word(body: str, **options: str) -> Source:
    (source,) = DocxReader().read(docx(body, **options), "a.docx")
    return source


def writer(body: str, **options: str) -> Source:
    (source,) = OdtReader().read(odt(body, **options), "a.odt")
    return source


def rich(body: str) -> Source:
    (source,) = RtfReader().read(b"{\\rtf1\\ansi\\ansicpg1252 " + body.encode("latin-1") + b"}", "a.rtf")
    return source


def test_a_document_that_word_s_own_library_wrote() -> None:
    made = python_docx.Document()
    made.core_properties.title, made.core_properties.author = TITLE, "Marta Lind"
    made.add_heading(TITLE, 0)
    made.add_paragraph("By Marta Lind")
    made.add_paragraph(STORY[:20]).add_run(STORY[20:]).bold = True
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("Port", "Ships", "Halvik", "31"), strict=True
    ):
        cell.text = text
    made.sections[0].header.paragraphs[0].text = "HEADER"
    stream = io.BytesIO()
    made.save(stream)
    (source,) = DocxReader().read(stream.getvalue(), "a.docx")

    assert source.text == f"{TITLE}\n\nBy Marta Lind\n\n{STORY}\n\nPort\tShips\nHalvik\t31\n"
    assert (source.title, source.byline, source.published, source.extractor) == (TITLE, "Marta Lind", None, None)


@pytest.mark.parametrize(
    "runs",
    [
        ("<w:del><w:r><w:delText>twelve</w:delText></w:r></w:del>",),
        ("<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>",),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK</w:instrText></w:r>',),
        ("<mc:AlternateContent><mc:Fallback><w:r><w:t>twice</w:t></w:r></mc:Fallback></mc:AlternateContent>",),
    ],
)
def test_what_word_does_not_print_is_no_text(runs: tuple[str, ...]) -> None:
    assert word(p("Ten ships", *runs, " wait.")).text == "Ten ships wait.\n"


def test_breaks_tabs_and_hyphens_inside_a_paragraph() -> None:
    marked = "<w:pPr><w:rPr><w:vanish/></w:rPr><w:tabs><w:tab/></w:tabs></w:pPr>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Ten</w:t><w:tab/><w:t>ships</w:t><w:br/></w:r>'

    assert word(p(marked, shown, "<w:r><w:noBreakHyphen/></w:r>", "end")).text == "Ten ships\n-end\n"


def test_inserted_words_and_content_controls_are_text() -> None:
    inserted = "<w:ins><w:r><w:t> new</w:t></w:r></w:ins>"
    control = "<w:sdt><w:sdtContent><w:r><w:t> and old.</w:t></w:r></w:sdtContent></w:sdt>"

    assert word(p("Ships,", inserted, control)).text == "Ships, new and old.\n"


def test_notes_and_text_boxes_are_counted_but_are_no_text() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('A box.')}</w:txbxContent></w:pict></w:r>"
    source = word(p("Ten ships", '<w:r><w:footnoteReference w:id="1"/></w:r>', box, " wait.") + p(STORY))

    assert source.text == f"Ten ships wait.\n\n{STORY}\n"
    assert source.extractor == "1 note, 1 paragraph in a text box left out"


def test_a_document_that_is_all_boxes_is_read_from_them() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p(STORY)}</w:txbxContent></w:pict></w:r>"

    assert word(p("Notice", box)).text == f"Notice\n\n{STORY}\n"
    assert word(p("Notice", box)).extractor is None


def test_a_table_that_serves_the_layout_is_read_cell_by_cell() -> None:
    cells = (p(STORY) + p("More."), p("Contact"))
    row = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)

    assert word(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>").text == f"{STORY}\n\nMore.\n\nContact\n"


@pytest.mark.parametrize(("name", "expected"), [("Title", TITLE), ("heading 1", TITLE), ("Normal", None)])
def test_the_style_of_the_first_paragraph_makes_it_the_title_in_any_language(name: str, expected: str | None) -> None:
    styles = f'<w:styles xmlns:w="{WORD}"><w:style w:styleId="berschrift"><w:name w:val="{name}"/></w:style></w:styles>'

    assert word(p(TITLE, style="berschrift") + p(STORY), styles=styles).title == expected


@pytest.mark.parametrize(
    "title", ["", "Microsoft Word - strike.doc", "Template of the press office", "strike.docx", "Strike"]
)
def test_a_title_that_names_something_else_is_none(title: str) -> None:
    assert word(p(TITLE) + p(STORY), title=title, author="Office").title is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 cut off", "is a broken Word document"),
        (zipped({"word/other.xml": "<a/>"}), "is no Word document: its text is missing"),
        (zipped({"word/document.xml": "<a>"}), "is a broken Word document"),
        (docx(""), "holds no text"),
        (docx(p("—")), "holds no text"),
        (zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}), "entities"),
        (zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY x "ha">]><a>&x;</a>'}), "entities of its own"),
        (zipped({"word/document.xml": "<a>" * 600 + "</a>" * 600}), "nested too deep"),
        (docx(p(STORY))[:-80], "broken Word document"),
    ],
)
def test_broken_and_hostile_documents_are_named(data: bytes, said: str) -> None:
    sources, error = read_all(DocxReader(), data, "a.docx")

    assert not sources
    assert error.startswith("a.docx: ")
    assert said in error


def test_a_document_that_unpacks_without_end_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_PART", 1_000_000)
    data = docx(f"<w:p>{' ' * 2_000_000}</w:p>")

    assert len(data) < 10_000
    with pytest.raises(ReadError, match=r"a.docx: unpacks to more than an article can need"):
        list(DocxReader().read(data, "a.docx"))


def test_an_archive_that_lies_about_its_sizes_is_broken() -> None:
    data = bytearray(docx(p(STORY)))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        place = archive.getinfo("word/document.xml").header_offset
    data[place + 30 + len("word/document.xml") + 5] ^= 0xFF

    assert "broken Word document" in read_all(DocxReader(), bytes(data), "a.docx")[1]


def test_an_open_document_keeps_headings_tables_and_spaces() -> None:
    row = "<table:table-row>{}</table:table-row>".format(
        "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in ("Halvik", "31"))
    )
    body = (
        f'<text:h text:outline-level="1">{TITLE}</text:h><text:p>Ten<text:s/>ships<text:tab/>wait\n'
        f"here<text:line-break/>now.</text:p><table:table>{row}</table:table>"
    )
    source = writer(body)

    assert source.text == f"{TITLE}\n\nTen ships wait here\nnow.\n\nHalvik\t31\n"
    assert source.title == TITLE


@pytest.mark.parametrize(
    "part",
    [
        "<text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note>",
        "<office:annotation><text:p>A remark.</text:p></office:annotation>",
        "<text:hidden-text>hidden</text:hidden-text>",
        "<text:ruby-text>above</text:ruby-text>",
    ],
)
def test_what_open_office_does_not_print_in_the_text_is_no_text(part: str) -> None:
    deleted = "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"

    assert writer(f"{deleted}<text:p>Ten ships{part} wait.</text:p>").text == "Ten ships wait.\n"


def test_a_style_made_from_title_makes_a_title() -> None:
    styles = '<style:style style:name="P1" style:parent-style-name="Title"/>'

    assert (
        writer(f'<text:p text:style-name="P1">{TITLE}</text:p><text:p>{STORY}</text:p>', styles=styles).title == TITLE
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK", "is a broken OpenDocument text"),
        (zipped({"a.xml": ""}), "is no OpenDocument text"),
        (odt("<text:p>x</text:p>", manifest="<m xmlns='n'><encryption-data/></m>"), "locked with a password"),
        (odt("<text:p> </text:p>"), "holds no text"),
    ],
)
def test_open_documents_that_can_t_be_read_say_why(data: bytes, said: str) -> None:
    assert said in read_all(OdtReader(), data, "a.odt")[1]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"caf\'e9 \'93so\'94", "café “so”"),
        (r"\u8220?so\u8221?", "“so”"),
        (r"\u-10179?\u-8704? ship", "😀 ship"),
        (r"{\uc2\u26085\'93\'fa port}", "日 port"),
        (r"{\uc0\u26085 port}", "日port"),
        (r"\u26085\emdash port", "日port"),
        (r"\emdash\endash\lquote\rquote\ldblquote\rdblquote\bullet\~\_x", "—–‘’“”• -x"),
        (r"{\fonttbl{\f1\fcharset204 Arial;}}\f1 \'cf\'ee\'f0\'f2\plain  x", "Порт x"),
        (r"{\fonttbl{\f2\fcharset128 Mincho;}}{\f2\'8d\'60}x", "港x"),
        (r"\ansicpg1251 \'cf", "П"),
        (r"\ansicpg99999 \'e9", "é"),
        (r"\mac \'8e", "é"),
        (r"\pc \'82", "é"),
        (r"\pca \'82", "é"),
        (r"Ten {\v hidden}{\deleted gone}ships{\v0 !}", "Ten ships!"),
        (r"Ten{\*\unknown what} ships{\pict\wmetafile8 00ff}", "Ten ships"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt linked}}", "linked"),
        (r"Ten ships\footnote wait", "Ten ships"),
        ("one\\par two\\line three\\\nfour", "one\n\ntwo\nthree\n\nfour"),
        ("wrapped in\r\nthe file", "wrapped inthe file"),
        (r"Ten \bin4 {}\}ships", "Ten ships"),
        (r"a\{b\}c\\d", "a{b}c\\d"),
        (r"{\header HEAD\par}text{\footer FOOT\par}", "text"),
        (
            r"\trowd\intbl Port\cell Ships\cell\row\trowd\intbl Halvik\cell 31\cell\row\pard after\par",
            "Port\tShips\nHalvik\t31\n\nafter",
        ),
        (r"\trowd\intbl Port\cell Ships\cell\trowd\row\pard\par end", "Port\tShips\n\nend"),
        (r"{\pict\par\cell\row\trowd}x", "x"),
    ],
)
def test_rich_text_says(body: str, text: str) -> None:
    assert rich(body).text == f"{text}\n"


def test_what_rich_text_states_of_itself() -> None:
    source = rich(
        rf"{{\info{{\title {TITLE}}}{{\author Marta Lind}}{{\company X}}}}{TITLE}\par By Marta Lind\par{{\footnote n}}"
    )

    assert (source.title, source.byline, source.extractor) == (TITLE, "Marta Lind", "1 note left out")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"plain", "is no Rich Text document"),
        (b"{\\rtf1 }", "holds no text"),
        (b"{\\rtf1 " + b"{" * 6000, "nested too deep"),
        (b"{\\rtf1 {\\pict " + b"00" * 1000, "holds no text"),
    ],
)
def test_rich_text_that_can_t_be_read_says_why(data: bytes, said: str) -> None:
    assert said in read_all(RtfReader(), data, "a.rtf")[1]


def test_rich_text_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    (source,) = RtfReader().read(b"{\\rtf1\\ansi Ten ships wait.\\par And {\\b then", "a.rtf")

    assert source.text == "Ten ships wait.\n\nAnd then\n"


EXPORT = (
    "1 of 2 DOCUMENTS",
    "The Halvik Post",
    "May 3, 2023 Wednesday",
    TITLE,
    "LENGTH: 15 words",
    STORY,
    "End of Document",
)


def test_an_export_of_a_database_is_one_source_an_article() -> None:
    second = tuple(line.replace("1 of 2", "2 of 2").replace("Port", "Rail") for line in EXPORT)
    sources, _ = read_all(DocxReader(), docx("".join(p(line) for line in (*EXPORT, *second))), "nexis.docx")

    assert [source.origin for source in sources] == ["nexis.docx#1", "nexis.docx#2"]


@pytest.mark.parametrize(("name", "kind"), [("docx", DocxReader), ("odt", OdtReader), ("rtf", RtfReader)])
def test_each_reader_is_found_by_its_name(name: str, kind: type) -> None:
    assert isinstance(find("readers", name), kind)
