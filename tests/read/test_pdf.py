"""PDF: words in reading order, paragraphs, pages; what is locked, scanned, broken or hostile is named."""

import io
import subprocess
import sys

import pypdf
import pytest

from briefing.errors import ReadError
from briefing.model import Source
from briefing.pipeline import make_brief
from briefing.plugins import find
from briefing.read.pdf import PdfReader
from briefing.read.pdf.hyphens import Vocabulary, joined
from briefing.render.cite import label
from briefing.settings import Settings
from briefing.steps.clean import clean
from briefing.steps.describe import describe
from briefing.steps.segment import segment
from tests.read.office import pdf, shown

WRITTEN = """
The river Mura left its banks at Lendov early on Tuesday and flooded the lower town, the county's emergency office
said. At least 14 people were taken to hospital, three of them with serious injuries.

“We have never seen water rise so quickly,” said Ana Kolar, who heads the long-term shelter in the school on Linden
Street. She put the number of people who slept there at 230.

The government declared a state of emergency in four municipalities. Soldiers were sent to reinforce the dykes north of
the town, where a culvert had given way shortly before midnight.

Electricity was restored to most households by the evening. The railway said that trains between Lendov and Brezje
would not run before the weekend, because the embankment had been washed out over a length of 80 metres.

Opposition politicians accused the ministry of having ignored warnings from its own hydrologists. A spokesperson
rejected that and announced an independent inquiry.
"""
STORY = tuple(" ".join(paragraph.split()) for paragraph in WRITTEN.split("\n\n"))
TITLE = "Flood in Lendov leaves 14 in hospital"
HEADS = (
    '@page { margin: 20mm; @top-left { content: "The Lendov Courier" } @top-right { content: "12 March 2024" } '
    '@bottom-center { content: "Page " counter(page) " of " counter(pages) } } '
)
COLUMNS = (
    "@page { size: A5 } body { font: 9pt serif } p { margin: 0; text-indent: 1em } "
    "div { columns: 2; column-gap: 8mm; text-align: justify; hyphens: auto }"
)
NARROW = (
    "@page { size: A4; margin: 12mm } body { font: 8pt serif } p { margin: 0; text-indent: 1em } "
    "h2 { column-span: all } div { columns: 3; column-gap: 4mm; text-align: justify; hyphens: auto }"
)
SPACED = "@page { size: A4 } body { font: 11pt sans-serif } p { margin: 0 0 1em }"
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
OTHER = "".join(f"<p>In Brezje, too: {paragraph}</p>" for paragraph in STORY * 2)


def printed(css: str, body: str, title: str = TITLE) -> bytes:
    from weasyprint import HTML

    page = f"<html lang=en><head><title>{title}</title><style>{css}</style></head><body>{body}</body></html>"
    return bytes(HTML(string=page).write_pdf())


def read(data: bytes) -> Source:
    (source,) = PdfReader().read(data, "a.pdf")
    return source


@pytest.fixture(scope="module")
def newspaper() -> Source:
    return read(printed(HEADS + COLUMNS, f"<h1>{TITLE}</h1><p>By Petra Novak</p><div>{PARAGRAPHS}{OTHER}</div>"))


def test_two_columns_are_read_one_after_the_other_and_words_broken_at_lines_are_whole(newspaper: Source) -> None:
    lines = newspaper.text.replace("’", "'").split("\n")

    assert [line for line in lines if line in STORY] == list(STORY)
    assert lines[:4] == [TITLE, "", "By Petra Novak", ""]


def test_running_heads_and_page_numbers_are_no_text_and_are_counted(newspaper: Source) -> None:
    assert "Courier" not in newspaper.text
    assert "Page 1" not in newspaper.text
    assert newspaper.extractor == "pdfminer.six; 4 lines of running heads and page numbers left out"


def test_a_sentence_knows_its_page(newspaper: Source) -> None:
    document = describe(newspaper, clean(newspaper))
    pages = [sentence.page for sentence in segment(document)]

    assert len(newspaper.pages) == 2
    assert newspaper.pages[0] == 0
    assert pages == sorted(pages, key=lambda page: page or 0)
    assert set(pages) == {1, 2}


def test_a_citation_says_the_page(newspaper: Source) -> None:
    brief = make_brief([newspaper], Settings())
    citations = [
        citation for section in brief.sections for extract in section.extracts for citation in extract.citations
    ]
    figures = [figure.citation for figure in brief.figures]

    assert citations
    assert figures
    for citation in (*citations, *figures):
        assert citation.page == (1 if citation.start < newspaper.pages[1] else 2)
        assert label(citation) == f"S1\u00a0p.\u00a0{citation.page}\u00a0¶{citation.paragraph}"


def test_a_heading_across_three_columns_parts_two_articles() -> None:
    body = f"<h1>{TITLE}</h1><div>{PARAGRAPHS}<h2>Brezje is cut off</h2>{OTHER}</div>"
    lines = read(printed(NARROW, body)).text.replace("’", "'").split("\n")
    heading = lines.index("Brezje is cut off")

    assert [line for line in lines if line in STORY] == list(STORY)
    assert max(lines.index(paragraph) for paragraph in STORY) < heading
    assert sum(line.startswith("In Brezje, too: ") for line in lines[heading:]) == 2 * len(STORY)


def test_paragraphs_apart_stay_apart_over_the_end_of_a_page() -> None:
    lines = read(printed(HEADS + SPACED, f"<h1>{TITLE}</h1>{PARAGRAPHS * 4}")).text.replace("’", "'").split("\n")

    assert [line for line in lines if line.strip()] == [TITLE, *STORY * 4]


def test_headings_lists_and_tables_keep_their_lines() -> None:
    table = "<table><tr><th>Town<th>Homes<tr><td>Lendov<td>120<tr><td>Brezje<td>31</table>"
    body = f"<h1>{TITLE}</h1>{PARAGRAPHS}<h2>Demands</h2><ul><li>An inquiry<li>New dykes</ul>{table}"
    lines = read(printed(SPACED, body)).text.split("\n")

    assert {"Demands", "• An inquiry", "• New dykes", "Lendov 120", "Brezje 31"} <= set(lines)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (TITLE, TITLE),
        ("Microsoft Word - flood in lendov.doc", None),
        ("flood_lendov_final.indd", None),
        ("Annual report of the dairy board", None),
        ("Untitled", None),
    ],
)
def test_a_title_counts_only_where_it_names_what_stands_there(title: str, expected: str | None) -> None:
    assert read(printed(SPACED, f"<h1>{TITLE}</h1>{PARAGRAPHS}", title)).title == expected


def test_the_day_on_which_a_file_was_made_is_no_day_of_publication() -> None:
    source = read(stamped({"/CreationDate": "D:20240312101112Z", "/Author": "Office 7"}))

    assert source.published is None
    assert source.byline is None


def test_an_author_is_taken_where_the_page_names_her() -> None:
    assert read(stamped({"/Author": "Petra Novak"}, "<p>By Petra Novak</p>")).byline == "Petra Novak"


def test_a_magazine_may_state_its_day_of_publication() -> None:
    assert str(read(stamped({}, xmp="<prism:coverDate>2024-03-12</prism:coverDate>")).published) == "2024-03-12"
    assert read(stamped({}, xmp="<prism:coverDate>2024-13-12</prism:coverDate>")).published is None


def stamped(info: dict[str, str], more: str = "", xmp: str = "") -> bytes:
    """Return a PDF with that in its information dictionary, and in its XMP metadata."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(printed(SPACED, f"<h1>{TITLE}</h1>{more}{PARAGRAPHS}")))
    writer.add_metadata(info)
    if xmp:
        stream = pypdf.generic.StreamObject()
        stream.set_data(f"<x xmlns:prism='p'>{xmp}</x>".encode())
        writer.root_object[pypdf.generic.NameObject("/Metadata")] = writer._add_object(stream)
    return written(writer)


def written(writer: pypdf.PdfWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_the_address_that_a_browser_prints_on_each_page_is_the_source_s() -> None:
    feet = '@page { @bottom-left { content: "https://courier.example/flood?id=7" } }'

    assert read(printed(feet + SPACED, f"<h1>{TITLE}</h1>{PARAGRAPHS * 4}")).url == "https://courier.example/flood?id=7"


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_file_that_opens_without_a_password_is_read(algorithm: str) -> None:
    assert STORY[2] in read(locked("", algorithm)).text


def test_a_file_locked_with_a_password_is_refused_with_advice() -> None:
    with pytest.raises(ReadError, match=r"a.pdf: is locked with a password\. Open it"):
        read(locked("secret", "AES-256"))


def locked(password: str, algorithm: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(printed(SPACED, PARAGRAPHS)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
    return written(writer)


def test_pictures_of_pages_need_ocr() -> None:
    with pytest.raises(ReadError, match=r"a.pdf: holds no text, only pictures: it was scanned and needs OCR"):
        read(pdf(["0 0 100 100 re f", ""]))


def test_a_page_without_text_among_others_is_said() -> None:
    source = read(
        pdf([shown([(72, 700, "The ferry to Halvik did not sail.")]), "0 0 9 9 re f", shown([(72, 700, "End.")])])
    )

    assert source.extractor == "pdfminer.six; no text on page 2"
    assert source.pages == (0, 35, 35)


def test_letters_that_a_font_does_not_name_are_no_text() -> None:
    font = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [9 0 R] >>"
    below = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (A) /Ordering (I) >> >>"
    page = f"BT /F1 10 Tf 1 0 0 1 72 700 Tm <{'0041' * 60}> Tj ET"

    with pytest.raises(ReadError, match="its fonts don't say which letters they show"):
        read(pdf([page], extra={3: font, 9: below}))


def test_rows_drawn_across_two_columns_are_read_column_by_column() -> None:
    left = [
        "The council of Halvik met on",
        "Monday to speak about the",
        "strike in its port, where no",
        "ship has berthed for days,",
        "and parted without a vote.",
    ]
    right = [
        "In the north the ferries did",
        "sail, though late, as crews",
        "waited for fuel that came by",
        "road from the capital, more",
        "than six hours to the south.",
    ]
    rows = [
        (x, 700 - 12 * n, row[side])
        for n, row in enumerate(zip(left, right, strict=True))
        for side, x in enumerate((72, 320))
    ]

    assert read(pdf([shown(rows)])).text == f"{' '.join(left)}\n\n{' '.join(right)}\n"


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        ("[(The) -300 (ferry to Halvik sails.)] TJ", "The ferry to Halvik sails."),
        ("[(Hal) 40 (vik is a harbour in the north.)] TJ", "Halvik is a harbour in the north."),
        ("2 Tc (HALVIK IN THE NORTH OF IT ALL) Tj", "HALVIK IN THE NORTH OF IT ALL"),
        ("(No) Tj -2.7 Tw ( ) Tj 0 Tw (rway is far from the harbour.) Tj", "Norway is far from the harbour."),
    ],
)
def test_words_are_what_gaps_show_whether_or_not_a_space_is_written(drawn: str, words: str) -> None:
    assert read(pdf([f"BT /F1 10 Tf 1 0 0 1 72 700 Tm {drawn} ET"])).text == f"{words}\n"


def test_the_number_of_a_note_stays_apart_from_the_word_before_it() -> None:
    page = "BT /F1 10 Tf 1 0 0 1 72 700 Tm (Two boats sank in the bay) Tj /F1 6 Tf 4 Ts (3) Tj ET"

    assert read(pdf([page])).text == "Two boats sank in the bay³\n"


def test_a_sentence_that_ends_in_small_letters_is_one() -> None:
    small = "BT /F1 10 Tf 1 0 0 1 72 688 Tm (the union said.) Tj /F1 7 Tf ( See the demands of the dockers.) Tj ET"
    page = f"{shown([(72, 700, 'Dockers in the harbour voted on Tuesday to strike again,')])}\n{small}"

    assert read(pdf([page])).text == (
        "Dockers in the harbour voted on Tuesday to strike again, the union said. See the demands of the dockers.\n"
    )


def test_a_page_turned_on_its_side_is_read_upright_and_a_stamp_across_it_is_not() -> None:
    said = ("Line one of the notice from the harbour.", "The second one.")
    lines = "".join(f"0 1 -1 0 {100 + 12 * place} 72 Tm ({line}) Tj\n" for place, line in enumerate(said))

    assert read(pdf([f"BT /F1 10 Tf {lines} 1 0 0 1 300 400 Tm (DRAFT) Tj ET"])).text == f"{' '.join(said)}\n"


@pytest.mark.parametrize("drawn", ["as it is seen", "as it is spoken"])
def test_arabic_is_read_from_right_to_left_and_its_numbers_from_left_to_right(drawn: str) -> None:
    said = "غرق قارب في الميناء يوم 12 مايو"
    seen = said[::-1].replace("21", "12")
    step = 6
    if drawn == "as it is seen":
        places = [(72 + step * place, letter) for place, letter in enumerate(seen)]
    else:
        places = [(72 + step * place, letter) for place, letter in enumerate(seen)][::-1]
        first, second = (place for place, (_, letter) in enumerate(places) if letter in "12")
        places[first], places[second] = places[second], places[first]
    codes = {letter: code for code, letter in enumerate(sorted(set(seen)), 33)}
    mapped = "".join(f"<{code:02x}> <{ord(letter):04x}>\n" for letter, code in codes.items())
    cmap = f"/CIDInit /ProcSet findresource begin begincmap {len(codes)} beginbfchar\n{mapped}endbfchar endcmap end"
    widths = " ".join(["600"] * len(codes))
    font = (
        "<< /Type /Font /Subtype /TrueType /BaseFont /X /ToUnicode 9 0 R "
        f"/FirstChar 33 /LastChar {32 + len(codes)} /Widths [{widths}] >>"
    )
    page = "BT /F1 10 Tf " + "".join(f"1 0 0 1 {x} 700 Tm <{codes[letter]:02x}> Tj " for x, letter in places) + "ET"
    stream = f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream"

    assert read(pdf([page], extra={3: font, 9: stream})).text == f"{said}\n"


def test_what_a_file_marks_as_an_artifact_is_furniture() -> None:
    text = shown([(72, 700 - 12 * n, f"Sentence {n} of the notice from the harbour.") for n in range(4)])
    page = f"/Artifact BMC BT /F1 8 Tf 1 0 0 1 72 800 Tm (Notice 7) Tj ET EMC\n/P BMC\n{text}\nEMC EMC"
    source = read(pdf([page]))

    assert "Notice 7" not in source.text
    assert source.extractor == "pdfminer.six; 1 line of running heads and page numbers left out"


def test_a_file_that_marks_everything_as_an_artifact_is_not_believed() -> None:
    text = shown([(72, 700, "The whole notice is called an artifact.")])

    assert read(pdf([f"/Artifact BMC {text} EMC"])).text == "The whole notice is called an artifact.\n"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("the ferry crossed the har-", "bour by noon", "the ferry crossed the harbour by noon"),
        ("they asked for a long-", "term answer", "they asked for a long-term answer"),
        ("a bill for self-", "help groups", "a bill for self-help groups"),
        ("a walk-", "out in the harbour, not a walk-out", "a walk-out in the harbour, not a walk-out"),
        ("the walk-", "out, a walkout", "the walkout, a walkout"),
        ("the Halvik-", "Brezje line", "the Halvik-Brezje line"),
        ("pages 10-", "12 of it", "pages 10-12 of it"),
        ("NATO-", "led troops", "NATO-led troops"),
        ("the strike\u2014", "which ended", "the strike\u2014which ended"),
        ("the strike \u2013", "which ended", "the strike \u2013 which ended"),
        ("the har\u00ad", "bour by noon", "the harbour by noon"),
        ("the har\u2010", "bour by noon", "the harbour by noon"),
        ("洪水淹没", "了街道。", "洪水淹没了街道。"),
    ],
)
def test_lines_are_joined_as_they_were_before_they_were_broken(first: str, second: str, expected: str) -> None:
    text, places = joined([first, second], Vocabulary([first, second]))

    assert text == expected
    assert text[places[1] :] == second


def test_a_file_that_marks_its_own_breaks_means_every_other_hyphen() -> None:
    lines = ["the har\u2010", "bour of the sea-", "side town"]

    assert joined(lines, Vocabulary(lines))[0] == "the harbour of the sea-side town"


def test_the_reader_is_found_by_its_name_and_imports_nothing_slow_before_it_is_used() -> None:
    assert isinstance(find("readers", "pdf"), PdfReader)
    code = "import sys, briefing.read.pdf; sys.exit('pdfminer' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
