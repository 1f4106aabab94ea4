"""A citation in a browser: its passage opens over the page by key and by touch, without scripts, and closes again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator

from tests.render import sample


def top(held: Locator) -> float:
    box = held.bounding_box()
    assert box
    return box["y"]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("way", ["key", "touch"])
def test_a_citation_opens_its_passage_and_closes_again_without_scripts(
    browser: Browser, page_file: Path, way: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700}, java_script_enabled=False, has_touch=True)
    page = context.new_page()
    page.goto(page_file.as_uri())
    link, panel = page.locator("#E3 .cite a").first, page.locator(".passage:has(:target)")
    link.scroll_into_view_if_needed()
    before = top(link)

    link.press("Enter") if way == "key" else link.tap()
    panel.wait_for()
    box = panel.bounding_box()
    marked = panel.locator("mark:target").inner_text()
    stayed = top(link)
    close = panel.locator(".close")
    close.press("Enter") if way == "key" else close.tap()
    panel.wait_for(state="detached")
    context.close()

    assert marked.strip() == sample.line(1, 3)
    assert box
    assert box["y"] + box["height"] == pytest.approx(700)
    assert stayed == before


def test_the_keyboard_walks_from_a_citation_into_the_passage_and_back(browser: Browser, page_file: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 700})
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.keyboard.press("Tab")
    skip = page.evaluate("document.activeElement.className")
    page.locator("#E3 .cite a").first.press("Enter")

    page.keyboard.press("Tab")
    back = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    open_still = page.locator(".passage:has(:target)").count()
    context.close()

    assert (skip, open_still) == ("skip", 0)
    assert re.fullmatch("#E[0-9]+", back)


@pytest.mark.parametrize(("width", "size"), [(320, "small"), (375, "small"), (768, "wide"), (1280, "wide")])
def test_all_of_a_chart_is_in_view_and_can_be_read(browser: Browser, page_file: Path, width: int, size: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto(page_file.as_uri())
    (shown,) = [chart for chart in page.locator("figure svg").all() if chart.is_visible()]
    edges = shown.locator("circle, line, text").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.left, box.right])"
    )
    classes = shown.get_attribute("class")
    letter = shown.evaluate("one => 11.5 * one.getBoundingClientRect().width / one.viewBox.baseVal.width")
    page.close()

    assert classes == f"chart {size}"
    assert min(left for left, _ in edges) >= 0
    assert max(right for _, right in edges) <= width
    assert letter >= 9
