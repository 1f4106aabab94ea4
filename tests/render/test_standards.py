"""The PDF is PDF/UA-1 and PDF/A-3a at once, whatever its tables do; an independent checker says so."""

import io
import shutil
import subprocess
import warnings
from pathlib import Path

import pypdf
import pytest
from page import ValidationProfile, validate_pdf_bytes

from briefing.model import Artifact
from briefing.render.standards import VARIANT, finish

PROFILES = [ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_3A]
ROWS = "".join(f'<tr><th scope="row">Row {n}</th><td>{n}</td></tr>' for n in range(120))
PAGE = f"""<!doctype html><html lang="en"><head><title>A long table</title><style>
@page {{ size: A5; @bottom-right {{ content: counter(page) " / " counter(pages) }} }}
thead {{ display: table-header-group }}</style></head><body><h1>A long table</h1>
<table><caption>Counted</caption><thead><tr><th scope="col">What</th><th scope="col">How many</th></tr></thead>
<tbody>{ROWS}</tbody></table></body></html>"""


@pytest.fixture(scope="module")
def table(pango: None) -> bytes:
    """A table over several pages, with running feet, as the finisher leaves it."""
    return print_page(PAGE, finisher=finish)


def print_page(page: str, **options: object) -> bytes:
    import weasyprint

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves a file of its own open
        return bytes(weasyprint.HTML(string=page).write_pdf(pdf_variant=VARIANT, **options))


def failures_of(content: bytes, profile: ValidationProfile) -> list[str]:
    return [
        f"{failure.rule_id}: {failure.message}" for failure in validate_pdf_bytes(content, profile=profile).failures
    ]


def elements_of(content: bytes) -> list[pypdf.generic.DictionaryObject]:
    """Return the elements that hang on the document, in their order."""
    root = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]
    waiting, found = list(root["/K"]), []
    while waiting:
        item = waiting.pop(0)
        element = item.get_object() if hasattr(item, "get_object") else item
        if isinstance(element, dict) and element.get("/Type") == "/StructElem":
            found.append(element)
            waiting = [*element.get("/K", []), *waiting]
    return found


@pytest.mark.parametrize("profile", PROFILES, ids=str)
def test_the_brief_meets_both_standards(printed: Artifact, profile: ValidationProfile) -> None:
    assert failures_of(printed.content, profile) == []


@pytest.mark.parametrize("profile", PROFILES, ids=str)
def test_a_table_over_many_pages_meets_both_standards(table: bytes, profile: ValidationProfile) -> None:
    assert failures_of(table, profile) == []


def test_the_checker_finds_what_the_finisher_mends(pango: None) -> None:
    assert failures_of(print_page(PAGE), ValidationProfile.PDF_UA_1)


def test_heads_of_columns_and_rows_say_which_they_are(table: bytes) -> None:
    heads = [element for element in elements_of(table) if element["/S"] == "/TH"]

    scopes = [str(head["/A"]["/Scope"]) for head in heads]
    assert set(scopes) == {"/Column", "/Row"}
    assert scopes.count("/Row") == 120


def test_every_part_of_a_table_is_right_below_it(table: bytes) -> None:
    for element in elements_of(table):
        if element["/S"] == "/Table":
            kids = [kid.get_object() for kid in element["/K"]]
            assert {str(kid["/S"]) for kid in kids} <= {"/Caption", "/THead", "/TBody"}
            assert all(kid["/P"]["/S"] == "/Table" for kid in kids)


def test_running_feet_are_no_content(table: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(table))

    assert len(reader.pages) > 2
    for page in reader.pages:
        content = page["/Contents"].get_object().get_data()
        assert b"/Artifact" in content
        assert page.extract_text().rstrip().endswith(f"/ {len(reader.pages)}")


@pytest.mark.parametrize("marking", ["printed", "table"])
def test_qpdf_finds_nothing(request: pytest.FixtureRequest, tmp_path: Path, marking: str) -> None:
    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed")
    made = request.getfixturevalue(marking)
    (tmp_path / "x.pdf").write_bytes(made.content if isinstance(made, Artifact) else made)

    done = subprocess.run(["qpdf", "--check", tmp_path / "x.pdf"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_packed_stream_ends_in_a_carriage_return(pango: None) -> None:
    """So many pages that one of their checksums would end in one by chance."""
    text = "".join(f'<p style="break-after: page">Page {n} {"x" * (n % 97)}</p>' for n in range(400))
    html = f'<html lang="en"><head><title>Many</title></head><body>{text}</body></html>'
    ending = b"\r\nendstream"

    assert print_page(html).count(ending) > 0
    assert print_page(html, finisher=finish).count(ending) == 0
