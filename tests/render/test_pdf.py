"""The PDF: the same words, the brief inside, the same bytes every time, and no way out."""

import gc
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from briefing.bounded import LateError
from briefing.errors import RenderError
from briefing.model import Artifact
from briefing.render.pdf import PdfRenderer, load_weasyprint, make_fetcher
from briefing.verify import verify
from tests.render import sample

AGAIN = """
import hashlib
from briefing.render.pdf import PdfRenderer
from tests.render import sample
made = sample.artifacts(sample.FLOOD)
print(hashlib.sha256(PdfRenderer().render(sample.FLOOD, sample.context(artifacts=made)).content).hexdigest())
"""
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def pdf(printed: Artifact) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(printed.content))


@pytest.fixture
def fresh() -> Iterator[None]:
    """Let WeasyPrint be looked for again."""
    load_weasyprint.cache_clear()
    yield
    load_weasyprint.cache_clear()


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


def own_page(made: dict[str, Artifact], page: str) -> dict[str, Artifact]:
    return made | {"html": replace(made["html"], content=page.encode("utf-8"))}


def test_the_extracts_can_be_read_and_copied_to_the_letter(pdf: pypdf.PdfReader) -> None:
    text = words("".join(page.extract_text() for page in pdf.pages))
    plain = [held for held in sample.FLOOD.sections[0].extracts if held.id in ("E1", "E3")]

    assert [held.id for held in plain if words(held.text) not in text] == []
    assert words(sample.line(4, 2)) in text


def test_brief_json_rides_inside_byte_for_byte(pdf: pypdf.PdfReader, made: dict[str, Artifact]) -> None:
    assert pdf.attachments == {"brief.json": [made["json"].content]}


def test_the_texts_ride_inside_on_request_and_the_pdf_verifies_alone(
    pango: None, made: dict[str, Artifact], tmp_path: Path
) -> None:
    context = replace(sample.context(artifacts=made), attach_sources=True)
    content = PdfRenderer().render(sample.FLOOD, context).content
    (tmp_path / "alone.pdf").write_bytes(content)

    held = pypdf.PdfReader(io.BytesIO(content)).attachments
    assert set(held) == {"brief.json", *(Path(source.text_file).name for source in sample.FLOOD.sources)}
    assert verify(tmp_path / "alone.pdf").fault is None


def test_title_language_and_dates_are_set(pdf: pypdf.PdfReader) -> None:
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Flood at Brandvik"
    assert pdf.metadata.creation_date == pdf.metadata.modification_date == sample.STAMP
    assert pdf.trailer["/Root"]["/Lang"] == "en"


def test_every_part_has_a_bookmark(pdf: pypdf.PdfReader) -> None:
    def titles(outline: list[object]) -> Iterator[str]:
        for held in outline:
            if isinstance(held, list):
                yield from titles(held)
            else:
                yield str(held["/Title"])  # type: ignore[index]

    marks = list(titles(pdf.outline))

    assert marks[:3] == ["Flood at Brandvik", "Key points", "Figures at a glance"]
    assert {"What happened", "Timeline", "Sources", "What this briefing does not cover"} <= set(marks)


def test_links_lead_to_sources_and_back(pdf: pypdf.PdfReader) -> None:
    targets = {
        str(annotation.get_object()["/Dest"])
        for page in pdf.pages
        for annotation in page.get("/Annots", [])
        if "/Dest" in annotation.get_object()
    }

    assert {"S1", "S2", "E1", "E3"} <= targets
    assert targets <= set(pdf.named_destinations)


def test_pages_are_numbered_and_named(pdf: pypdf.PdfReader) -> None:
    first = " ".join(pdf.pages[0].extract_text().split())

    assert "Flood at Brandvik As of 9 May 2031" in first
    assert f"1 / {len(pdf.pages)}" in first
    assert first.count("Flood at Brandvik") == 2


def test_the_pages_are_tagged_for_those_who_listen(pdf: pypdf.PdfReader) -> None:
    assert "/StructTreeRoot" in pdf.trailer["/Root"]
    assert b"pdfuaid:part" in pdf.trailer["/Root"]["/Metadata"].get_object().get_data()


def test_our_own_faces_are_set(pdf: pypdf.PdfReader) -> None:
    fonts = {str(font.get_object()["/BaseFont"]) for page in pdf.pages for font in page["/Resources"]["/Font"].values()}

    assert sum("Briefing-" in name for name in fonts) == 6  # five, and one for the Arabic quotation


def test_another_process_at_another_hour_prints_the_same_bytes(printed: Artifact) -> None:
    import hashlib

    environment = os.environ | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", AGAIN], env=environment, capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert done.stdout.strip() == hashlib.sha256(printed.content).hexdigest()


@pytest.mark.parametrize(
    "wish",
    [
        '<img src="http://127.0.0.1:9/x.png">',
        f'<img src="{Path(__file__).as_uri()}">',
        '<link rel="stylesheet" href="https://styles.example/a.css">',
        "<style>@import url(file:///etc/passwd);</style>",
        "<style>@font-face { font-family: X; src: url(http://fonts.example/x.woff2) } p { font-family: X }</style>",
        '<link rel="attachment" href="file:///etc/passwd">',
    ],
)
def test_a_page_that_asks_for_a_file_or_the_network_is_refused(
    pango: None, made: dict[str, Artifact], wish: str
) -> None:
    page = made["html"].content.decode("utf-8").replace("</head>", f"{wish}</head>")

    with pytest.raises(RenderError, match="nothing is loaded"):
        PdfRenderer().render(sample.FLOOD, sample.context(artifacts=own_page(made, page)))


@pytest.mark.parametrize("address", ["http://a.example/", "file:///etc/passwd", "ftp://a.example/x", "briefing:../x"])
def test_the_fetcher_lets_nothing_through(pango: None, address: str) -> None:
    refused: list[str] = []

    with pytest.raises(ValueError, match="disallowed protocol"):
        make_fetcher(refused.append)(address)

    assert refused == [address]


def test_the_fetcher_gives_what_is_in_the_page(pango: None) -> None:
    response = make_fetcher(pytest.fail)("data:text/plain,rain")

    assert response.read() == b"rain"


def test_fonts_of_the_user_are_read_from_the_page(pango: None, made: dict[str, Artifact]) -> None:
    page = "<html lang=en><title>Own</title><p>Own"

    content = PdfRenderer().render(sample.EMPTY, sample.context(artifacts=own_page(made, page))).content

    assert "Own" in pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_without_pango_the_error_says_what_to_install(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> object:
        raise OSError(name)

    monkeypatch.setattr("briefing.render.pdf.import_module", fail)

    with pytest.raises(RenderError, match=r"apt install libpango-1\.0-0 libpangoft2-1\.0-0 libharfbuzz-subset0"):
        load_weasyprint()


def test_a_time_that_runs_out_while_it_is_loaded_is_no_lack_of_pango(
    fresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_out(name: str) -> object:
        raise LateError

    monkeypatch.setattr("briefing.render.pdf.import_module", run_out)

    with pytest.raises(LateError):
        load_weasyprint()


def test_without_any_font_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, made: dict[str, Artifact]
) -> None:
    monkeypatch.setattr("briefing.render.pdf.load_weasyprint", lambda: (None, False))

    with pytest.raises(RenderError, match="needs a font"):
        PdfRenderer().render(sample.EMPTY, sample.context(artifacts=own_page(made, "<p>no face")))


def test_a_machine_without_fonts_is_told_from_one_with_fonts(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    import warnings

    def warn(name: str) -> str:
        warnings.warn("No fonts configured in FontConfig. Expect ugly output.", stacklevel=1)
        return name

    monkeypatch.setattr("briefing.render.pdf.import_module", warn)

    assert load_weasyprint() == ("weasyprint", False)


@pytest.mark.parametrize("held", ["7", None])
def test_time_and_collector_are_as_they_were_before(
    pango: None, made: dict[str, Artifact], monkeypatch: pytest.MonkeyPatch, held: str | None
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if held:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", held)
        monkeypatch.setattr(gc, "isenabled", lambda: False)

    PdfRenderer().render(sample.EMPTY, sample.context(artifacts=own_page(made, "<p>x")))

    assert os.environ.get("SOURCE_DATE_EPOCH") == held
