"""What is printed takes less memory, and is the same to the byte."""

import io
import warnings
from collections.abc import Callable

import pypdf
import pytest

from briefing.model import Artifact
from briefing.render.lean import Page, lean
from briefing.render.pdf import load_weasyprint
from tests.render import sample

PAGE = """<!doctype html><html lang="en"><head><title>Rain</title><style>{style}</style></head><body><h1>Rain</h1>
<ul><li>First<li>Second</ul><p>It rained<span class="below">for nine days</span> in the hills.</p></body></html>"""
NOTED = ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")


@pytest.fixture(scope="module")
def whole(pango: None) -> Callable[..., Page]:
    reader: Callable[..., Page] = load_weasyprint()[0].HTML
    return reader


def printed(page: Page) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves a file of its own open
        return bytes(page.write_pdf())


def styled(page: Page) -> dict[str | None, set[str]]:
    """Return for each pseudo-element the tags of the elements that have a style of it."""
    from weasyprint.css import get_all_computed_styles

    found: dict[str | None, set[str]] = {}
    for element, pseudo in get_all_computed_styles(page).get_computed_styles():
        found.setdefault(pseudo, set()).add(element.tag)
    return found


def test_no_element_has_styles_of_notes_and_only_items_have_markers(
    whole: Callable[..., Page], made: dict[str, Artifact]
) -> None:
    """This fails where WeasyPrint no longer asks for its style sheet in the way that `lean` relies on."""
    page = made["html"].content.decode("utf-8")

    found = styled(lean(whole)(string=page))

    assert not found.keys() & set(NOTED)
    assert found["marker"] == {"li"}
    assert set(NOTED) <= styled(whole(string=page)).keys()  # or it has become needless


@pytest.mark.parametrize(
    "style",
    [
        "",
        "ul { list-style: square }",
        ".below { float: footnote }",
        ".below { position: note(below) } @page { @note-area { content: element(below) } }",
        "p { display: List-Item; list-style: decimal }",
        "@import url(data:text/css,.below%7Bfloat:footnote%7D);",
    ],
)
def test_the_same_is_printed(whole: Callable[..., Page], style: str) -> None:
    page = PAGE.format(style=style)

    assert printed(lean(whole)(string=page)) == printed(whole(string=page))


def test_styles_of_elements_and_linked_ones_are_looked_at(whole: Callable[..., Page]) -> None:
    link = '<link rel="stylesheet" href="data:text/css,.below%7Bfloat:footnote%7D">'
    for page in (
        PAGE.format(style="").replace('class="below"', 'style="float: footnote"'),
        PAGE.format(style="").replace("</head>", f"{link}</head>"),
    ):
        text = pypdf.PdfReader(io.BytesIO(printed(lean(whole)(string=page)))).pages[0].extract_text()
        assert text.rstrip().endswith("1. for nine days")


def test_entries_of_sources_share_their_styles(whole: Callable[..., Page], made: dict[str, Artifact]) -> None:
    """An id or a language on what holds them would give each of their elements a style of its own."""
    from weasyprint.css import get_all_computed_styles

    page = lean(whole)(string=made["html"].content.decode("utf-8"))
    styles = get_all_computed_styles(page).get_computed_styles().items()
    entries = [style for (element, _), style in styles if element.get("class") == "entry"]

    assert len(entries) == len(sample.FLOOD.sources)
    assert len({id(style) for style in entries}) == 1
