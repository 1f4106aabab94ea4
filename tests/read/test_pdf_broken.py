"""PDFs that are broken, locked or hostile: what can be read is, the rest is named."""

import zlib

import pytest

from briefing.errors import ReadError
from briefing.read.pdf import PdfReader
from tests.read.office import assembled, pdf, read_all, shown
from tests.read.test_pdf import read

NOTICE = "A notice that can be read on a good page."
TEXT = shown([(72, 700, NOTICE)])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.4\nnothing", "is a broken PDF"),
        (pdf([TEXT])[:300], "broken PDF"),
        (pdf([TEXT], extra={2: "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}), ""),
        (pdf([TEXT], kids="5 0 R 2 0 R 5 0 R"), ""),
        (pdf([TEXT], extra={1: "<< /Type /Catalog /Pages 1 0 R >>"}), ""),
        (pdf([TEXT], extra={4: "<< /Font 4 0 R /XObject << /X 6 0 R >> >>"}), ""),
        (pdf([TEXT + " /X Do"], extra={4: "<< /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >>"}), ""),
        (assembled({1: "<< /Type /Catalog >>"}), "broken PDF"),
        (assembled({1: "[1 0 R]"}), "broken PDF"),
        (assembled({1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "(text)"}), "broken PDF"),
    ],
)
def test_broken_files_end_in_words_or_in_an_error_that_names_them(data: bytes, said: str) -> None:
    sources, error = read_all(PdfReader(), data, "a.pdf")

    assert sources or error.startswith("a.pdf: ")
    assert said in error


@pytest.mark.parametrize(("number", "is_read"), [(1, True), (2, True), (3, True), (5, False), (6, False)])
def test_an_object_that_stands_for_itself_is_none_and_the_rest_is_read(number: int, is_read: bool) -> None:
    page = shown([(50, 700, "The river rose by two metres on Monday.")])
    sources, why = read_all(PdfReader(), pdf([page], extra={number: f"{number} 0 R"}), "x.pdf")

    assert bool(sources) is is_read
    assert bool(why) is not is_read


def test_a_broken_page_costs_itself_alone() -> None:
    drawn = "/X Do " * 12
    form = (
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {} 0 R >> >> "
        f"/Length {len(drawn)} >>\nstream\n{drawn}\nendstream"
    )
    forms = {20 + level: form.format(21 + level) for level in range(8)}
    resources = "<< /Font << /F1 3 0 R >> /XObject << /X 20 0 R >> >>"
    last = shown([(72, 700, "It was put up in the harbour.")])
    data = pdf([TEXT, f"{TEXT} /X Do", last], extra={4: resources, **forms})
    sources, error = read_all(PdfReader(), data, "a.pdf")

    assert sources[0].text == "A notice that can be read on a good page.\n\nIt was put up in the harbour.\n"
    assert sources[0].extractor == "pdfminer.six"
    assert error == "a.pdf: page 2 could not be read: the file is broken there."


def test_pages_that_all_say_the_same_are_kept() -> None:
    assert read(pdf([TEXT] * 2)).text.split("\n\n") == [NOTICE, f"{NOTICE}\n"]


def test_pages_beyond_the_last_that_is_read_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.read.pdf.MAX_PAGES", 2)
    sources, error = read_all(PdfReader(), pdf([TEXT] * 3), "a.pdf")

    assert len(sources[0].pages) == 2
    assert error == "a.pdf: only the first 2 pages were read. Split it, one article a file."


def test_a_file_encrypted_in_a_way_of_its_own_is_refused_with_advice() -> None:
    data = pdf([TEXT], extra={9: "<< /Filter /OwnWay /V 1 >>"}).replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 9 0 R")

    assert "encrypted in a way that only its own program can open" in read_all(PdfReader(), data, "a.pdf")[1]


def test_a_stream_that_only_looks_packed_costs_itself_alone() -> None:
    stream = "<< /Length 9 >>\nstream\nx\x9cxxxxxxx\nendstream"

    assert read(pdf([TEXT], extra={9: stream})).text == "A notice that can be read on a good page.\n"


def test_streams_that_unpack_without_end_are_refused_before_they_are_unpacked() -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join([packer.compress(bytes(1 << 20)) for _ in range(220)]) + packer.flush()
    stream = f"<< /Length {len(bomb)} /Filter /FlateDecode >>\nstream\n{bomb.decode('latin-1')}\nendstream"

    with pytest.raises(ReadError, match=r"a.pdf: unpacks to more than 200 MB"):
        read(pdf([TEXT], extra={6: stream}))


def test_forms_that_draw_each_other_a_billion_times_are_not_drawn() -> None:
    forms = {}
    for level in range(8):
        inner = f"/XObject << /X {21 + level} 0 R >> /Font << /F1 3 0 R >>"
        drawn = "/X Do " * 12 if level < 7 else "BT /F1 9 Tf (x) Tj ET"
        forms[20 + level] = (
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << {inner} >> /Length {len(drawn)} >>\n"
            f"stream\n{drawn}\nendstream"
        )
    resources = "<< /Font << /F1 3 0 R >> /XObject << /X 20 0 R >> >>"
    sources, error = read_all(PdfReader(), pdf([f"{TEXT} /X Do"], extra={4: resources, **forms}), "a.pdf")

    assert not sources
    assert error.startswith("a.pdf: is a broken PDF: no page could be read")
