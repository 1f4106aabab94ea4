"""The sample brief as finished files, made once."""

import pytest

from briefing.errors import RenderError
from briefing.model import Artifact
from briefing.render.pdf import PdfRenderer, load_weasyprint
from tests.render import sample


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
