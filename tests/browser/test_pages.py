"""Every page in a real browser: sound, self-contained, narrow and wide, by keyboard, and without JavaScript."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PAGES = {
    "overview": "/demo/-/newsactors",
    "actors": "/demo/-/actors",
    "actor": "/demo/-/actors/mara-velden",
    "article": "/demo/-/articles/1",
    "quotes": "/demo/-/quotes?q=dam",
    "table": "/demo/articles?_facet_actor=person",
}
OURS = {name: path for name, path in PAGES.items() if name != "table"}
SCREENSHOTS = os.environ.get("NEWSACTORS_SCREENSHOTS")

every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
every_page_of_ours = pytest.mark.parametrize("path", OURS.values(), ids=OURS)


@every_page
def test_a_page_answers_without_complaint_and_asks_nobody_else(visitor, site, path):
    reader = visitor()
    reader.open(path)
    assert reader.complaints == []
    assert [url for url in reader.asked if not url.startswith((site, "data:"))] == []


@every_page_of_ours
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_sticks_out_sideways(visitor, path, width):
    page = visitor(width=width).open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@every_page_of_ours
def test_axe_finds_no_barrier(visitor, path):
    from axe_playwright_python.sync_playwright import Axe

    page = visitor().open(path)
    # Datasette's own header and footer are not ours to mend.
    found = Axe().run(page, context=".na")
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", [PAGES["overview"], "/demo/-/quotes"])
def test_the_keyboard_alone_searches(visitor, path):
    page = visitor().open(path)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("reservoir")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "q=reservoir" in page.url
    assert page.locator(".na-quote-item mark").count() > 0


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_search_leads_to_the_marked_place_in_the_article(visitor, javascript):
    page = visitor(java_script_enabled=javascript).open(PAGES["quotes"])
    result = page.locator(".na-quote-item").first
    said = result.locator("blockquote").inner_text()
    result.locator(".na-where a").click()
    place = page.locator(":target")
    place.wait_for()
    text = place.inner_text().lstrip("0123456789").strip()
    assert text
    assert text[:20] in said or said[:20] in text
    box = place.bounding_box()
    scrolled = page.viewport_size["height"]
    assert 0 <= box["y"] < scrolled


@every_page_of_ours
def test_a_page_says_the_same_without_javascript(visitor, path):
    with_it = visitor().open(path).locator(".na").inner_text()
    without = visitor(java_script_enabled=False).open(path).locator(".na").inner_text()
    assert without == with_it


def test_a_chosen_actor_narrows_the_table(visitor):
    page = visitor().open(PAGES["table"])
    page.get_by_role("link", name="Mara Velden").first.click()
    page.wait_for_url("**_actor=mara-velden**")
    assert page.get_by_role("heading", name="Mara Velden").is_visible()


@pytest.mark.skipif(not SCREENSHOTS, reason="NEWSACTORS_SCREENSHOTS names no folder")
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("name", "path"), PAGES.items(), ids=PAGES)
def test_take_a_screenshot(visitor, name, path, width):
    target = Path(SCREENSHOTS or "") / f"{name}-{width}.png"
    visitor(width=width).open(path).screenshot(path=target)
    assert target.stat().st_size < 300_000
