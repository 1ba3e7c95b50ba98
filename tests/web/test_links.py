"""The ways from Datasette's own pages to ours."""

import pytest
from datasette import hookspecs

from tests.web.conftest import EDITOR, READER


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/", "/news", "/news/articles", "/news/actors"])
async def test_the_menu_leads_to_the_overview(site, path):
    assert 'href="/news/-/newsactors">News actors</a>' in await site.html(path)


@pytest.mark.asyncio
async def test_actions_lead_to_the_matching_page(site):
    assert "/news/-/quotes" in await site.html("/news")
    assert "/news/-/actors" in await site.html("/news/actors")
    assert "/news/-/quotes" in await site.html("/news/quotes")


@pytest.mark.asyncio
async def test_slugs_and_titles_are_links(site):
    actors = await site.html("/news/actors")
    assert '<a href="/news/-/actors/mara-lind">mara-lind</a>' in actors
    articles = await site.html("/news/articles")
    assert '<a href="/news/-/articles/1">Ferry line to close in spring</a>' in articles
    assert '<a href="/news/-/articles/3">&lt;b&gt;Harbour&lt;/b&gt;' in articles
    quotes = await site.html("/news/quotes")
    assert '<a href="/news/-/articles/1#quote-3">a scandal</a>' in quotes
    assert "&lt;em&gt;open&lt;/em&gt;,</a>" in quotes


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("row", "link"),
    [
        ("/news/actors/1", "/news/-/actors/mara-lind"),
        ("/news/articles/1", "/news/-/articles/1"),
        ("/news/quotes/2", "/news/-/articles/1#quote-2"),
    ],
)
async def test_the_page_of_a_row_has_a_link_on_both_versions(site, row, link):
    assert f'<a href="{link}">' in await site.html(row)


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/news", "/news/actors"])
async def test_those_who_may_correct_are_led_to_the_review(paper, site, path):
    assert "/news/-/newsactors/review" in await paper.html(path, who=EDITOR)
    assert "/news/-/newsactors/review" not in await paper.html(path, who=READER)
    assert "/news/-/newsactors/review" not in await site.html(path)


@pytest.mark.asyncio
@pytest.mark.skipif(not hasattr(hookspecs, "row_actions"), reason="Datasette 0.65 has no actions of a row")
@pytest.mark.parametrize(
    ("row", "link"),
    [
        ("/news/actors/1", "/news/-/actors/mara-lind"),
        ("/news/articles/1", "/news/-/articles/1"),
        ("/news/quotes/2", "/news/-/articles/1#quote-2"),
    ],
)
async def test_a_row_leads_to_its_page(site, row, link):
    assert f'href="{link}"' in await site.html(row)
