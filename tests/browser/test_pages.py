"""Every page in a real browser: sound, self-contained, narrow and wide, by keyboard, and without JavaScript."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PAGES = {
    "overview": "/demo/-/newsactors",
    "actors": "/demo/-/actors",
    "actor": "/demo/-/actors/mara-velden",
    "about": "/demo/-/actors/sunniva-orre/about/oltva-dam",
    "compare": "/demo/-/compare?actor=mara-velden&actor=joren-talvik&actor=anton-kerrow",
    "article": "/demo/-/articles/1",
    "quotes": "/demo/-/quotes?q=dam",
    "edges": "/demo/-/newsactors/edges",
    "audit": "/demo/-/newsactors/audit",
    "runs": "/demo/-/newsactors/runs",
    "sample": "/demo/-/newsactors/audit/sample?sample=7&size=20&n=3&marks=rs",
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


# Datasette's own inline scripts need 'unsafe-inline'; attributes, which ours could have, are forbidden.
POLICY = "default-src 'self'; img-src 'self' data:; script-src 'self' 'unsafe-inline'; script-src-attr 'none'; "
POLICY += "style-src 'self' 'unsafe-inline'; style-src-attr 'none'"


@every_page_of_ours
def test_a_strict_content_security_policy_has_nothing_to_refuse(visitor, path):
    reader = visitor()

    def with_policy(route):
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-security-policy": POLICY})

    reader.page.route("**/demo/-/**", with_policy)
    reader.open(path)
    assert reader.complaints == []


@every_page_of_ours
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_sticks_out_sideways(visitor, path, width):
    page = visitor(width=width).open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


LENGTHEN = """() => {
  const longest = "Mitbestimmungsgremium".repeat(9);
  const places = "h1, .na-actor, .na-where a, .na-said, .na-table tbody th, .na-facts dd, .na-nowrap, fieldset label";
  const found = [...document.querySelectorAll(".na :is(" + places + ")")];
  for (const one of found) one.append(longest);
  return found.length;
}"""


@every_page_of_ours
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_sticks_out_where_words_are_long(visitor, path, width):
    page = visitor(width=width, may_edit=True).open(path)
    assert page.evaluate(LENGTHEN) > 1
    page.evaluate("document.querySelectorAll('.na details').forEach(details => { details.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


DARK = ":root { color-scheme: dark } body, section.content { background: #0e1524 }"


@every_page_of_ours
@pytest.mark.parametrize("style", ["", DARK], ids=["light", "dark"])
def test_axe_finds_no_barrier(visitor, path, style):
    from axe_playwright_python.sync_playwright import Axe

    page = visitor().open(path)
    if style:  # as a host would that has a dark mode
        page.add_style_tag(content=style)
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


def test_the_keyboard_alone_goes_from_an_actor_to_a_comparison(visitor):
    page = visitor().open(PAGES["actor"])
    page.get_by_role("textbox", name="Compare with").press_sequentially("talvik")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with page.expect_navigation():
        page.get_by_role("link", name="Joren Talvik").press("Enter")
    assert page.locator("h1").inner_text() == "Mara Velden, Joren Talvik"
    assert page.locator(".na-chart").count() == 2


def test_the_keyboard_alone_judges_a_sample(visitor):
    page = visitor(java_script_enabled=False).open("/demo/-/newsactors/audit")
    with page.expect_navigation():
        page.get_by_role("button", name="Draw").press("Enter")
    for verdict in ("right", "wrong speaker", "right"):
        with page.expect_navigation():
            page.get_by_role("button", name=verdict, exact=True).press("Enter")
    assert "marks=rsr" in page.url
    assert "Quote 4 of 50" in page.locator(".na-lead").inner_text()
    assert "67 % right" in page.locator(".na-lead").inner_text()


def test_the_numbers_behind_a_picture_lead_to_the_quotes(visitor):
    page = visitor().open(PAGES["actor"])
    page.locator("#network ~ .na-ranking a.na-count").first.click()
    page.wait_for_url("**/about/**")
    assert page.locator(".na-quote-item").count() > 0


@pytest.mark.parametrize("way", ["pointer", "keyboard"])
def test_a_quote_is_joined_with_its_source_while_it_is_pointed_at(visitor, way):
    page = visitor().open(PAGES["article"])
    number = page.locator(".na-text a.na-number").nth(2)
    number.hover() if way == "pointer" else number.focus()
    joined = page.locator(".na-joined")
    assert "Mara Velden" in page.locator(".na-source-mark.na-joined").all_inner_texts()[0]
    assert page.locator(".na-cue-mark.na-joined").inner_text() == "said"
    assert page.locator(".na-quote-item.na-joined").count() == 1
    page.mouse.move(1, 1) if way == "pointer" else number.blur()
    page.locator("h1").hover()
    assert joined.count() == 0


def test_a_chosen_actor_narrows_the_table(visitor):
    page = visitor().open(PAGES["table"])
    page.get_by_role("link", name="Mara Velden").first.click()
    page.wait_for_url("**_actor=mara-velden**")
    assert page.get_by_role("heading", name="Mara Velden").is_visible()


@pytest.mark.skipif(not SCREENSHOTS, reason="NEWSACTORS_SCREENSHOTS names no folder")
@pytest.mark.parametrize("style", ["", DARK], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("name", "path"), PAGES.items(), ids=PAGES)
def test_take_a_screenshot(visitor, name, path, width, style):
    page = visitor(width=width).open(path)
    if style:
        page.add_style_tag(content=style)
    target = Path(SCREENSHOTS or "") / f"{name}-{width}{'-dark' if style else ''}.png"
    page.screenshot(path=target)
    assert target.stat().st_size < 300_000
