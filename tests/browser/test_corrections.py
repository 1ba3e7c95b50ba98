"""People decide in a real browser: by keyboard, without JavaScript, narrow and wide."""

from __future__ import annotations

import pytest

PAGES = {
    "actor": "/demo/-/actors/mara-velden?_merge=talvik",
    "article": "/demo/-/articles/1?_wrong=2",
    "review": "/demo/-/newsactors/review",
    "log": "/demo/-/newsactors/corrections",
}
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)


@every_page
@pytest.mark.parametrize("width", [360, 1280])
def test_the_forms_are_sound_and_stay_within_the_page(visitor, site, path, width):
    editor = visitor(width=width, may_edit=True)
    page = editor.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert editor.complaints == []
    assert [url for url in editor.asked if not url.startswith((site, "data:"))] == []


@every_page
def test_axe_finds_no_barrier_in_the_forms(visitor, path):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(visitor(may_edit=True).open(path), context=".na")
    assert found.violations_count == 0, found.generate_report()


def test_a_pair_is_decided_by_keyboard_and_the_decision_undone(visitor):
    page = visitor(may_edit=True).open(PAGES["review"])
    first = page.locator(".na-candidate").locator("h2").all_inner_texts()
    with page.expect_navigation():
        page.get_by_role("button", name="Different").press("Enter")
    page.locator("footer").wait_for()
    assert page.locator(".na-candidate").locator("h2").all_inner_texts() != first
    page.goto(page.url.replace("review", "corrections"))
    with page.expect_navigation():
        page.get_by_role("button", name="Undo").first.press("Enter")
    page.goto(page.url.replace("corrections", "review"))
    assert page.locator(".na-candidate").locator("h2").all_inner_texts() == first


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_the_keyboard_alone_changes_a_speaker(visitor, javascript):
    page = visitor(may_edit=True, java_script_enabled=javascript).open("/demo/-/articles/1")
    quote = page.locator(".na-quote-item").nth(1)
    before = quote.locator(".na-speaker").inner_text()
    quote.get_by_role("link", name="wrong speaker").press("Enter")
    page.wait_for_url("**_wrong=**")
    quote.get_by_label("Said by").select_option(index=0)
    with page.expect_navigation():
        quote.get_by_role("button", name="Change the speaker").press("Enter")
    assert "speaker not resolved" in quote.locator(".na-speaker").inner_text()
    page.goto(page.url.partition("/articles/")[0] + "/newsactors/corrections")
    with page.expect_navigation():
        page.get_by_role("button", name="Undo").first.press("Enter")
    page.goto(page.url.partition("/newsactors/")[0] + "/articles/1")
    assert quote.locator(".na-speaker").inner_text() == before
