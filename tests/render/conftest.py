"""The sample brief as finished files, made once."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.errors import RenderError
from briefing.model import Artifact
from briefing.render.pdf import PdfRenderer, load_weasyprint
from tests.render import sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def made() -> dict[str, Artifact]:
    """The page and the JSON of the flood."""
    return sample.artifacts(sample.FLOOD)


@pytest.fixture(scope="session")
def page(made: dict[str, Artifact]) -> str:
    """The page of the flood as text."""
    return made["html"].content.decode("utf-8")


@pytest.fixture(scope="session")
def pango() -> None:
    """Skip where this machine cannot print."""
    try:
        load_weasyprint()
    except RenderError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def printed(pango: None, made: dict[str, Artifact]) -> Artifact:
    """The PDF of the flood."""
    return PdfRenderer().render(sample.FLOOD, sample.context(artifacts=made))


@pytest.fixture(scope="session")
def page_file(page: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the flood as a reader opens it."""
    path = tmp_path_factory.mktemp("page") / "brief.html"
    path.write_text(page, "utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Chromium; skip where this machine has none."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()
