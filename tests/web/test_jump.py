"""What only Datasette 1.0 has: actors among the places to jump to, and our pages on top of tables and rows."""

import pytest
from datasette.app import Datasette

from tests.web.conftest import READER
from tests.web.test_access import private

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.skipif(not hasattr(Datasette, "allowed"), reason="Datasette 0.65 has neither"),
]


async def people(site, q, **more):
    body = await site.json("/-/jump", params={"q": q}, **more)
    return [match for match in body["matches"] if match["type"] in ("person", "organization", "place", "group")]


async def test_actors_are_found_by_their_names(site):
    found = await people(site, "lind")
    assert {match["url"] for match in found} == {"/news/-/actors/mara-lind", "/news/-/actors/jon-lind"}
    assert await people(site, "") == []
    assert await people(site, "%' or 1=1 --") == []


async def test_with_a_base_url_they_lead_to_the_same_place(site_with):
    [found] = await people(site_with(settings={"base_url": "/prefix/"}), "okoro")
    assert found["url"] == "/prefix/news/-/actors/tess-okoro"


@pytest.mark.parametrize("hidden", ["instance", "database", "actors", "quotes", "mentions", "articles"])
async def test_nobody_jumps_to_what_they_may_not_see(site_with, hidden):
    site = site_with(metadata=private(hidden))
    assert "Lind" not in (await site.get("/-/jump?q=lind")).text
    assert len(await people(site, "lind", who=READER)) == 2


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("/news/articles", "/news/-/newsactors"),
        ("/news/quotes", "/news/-/quotes"),
        ("/news/actors", "/news/-/actors"),
        ("/news/articles/1", "/news/-/articles/1"),
        ("/news/actors/1", "/news/-/actors/mara-lind"),
        ("/news/quotes/2", "/news/-/articles/1#quote-2"),
    ],
)
@pytest.mark.parametrize("hidden", ["", "mentions"])
async def test_our_pages_are_on_top_of_tables_and_rows(site, site_with, path, href, hidden):
    page = await (site_with(metadata=private(hidden)) if hidden else site).html(path)
    shown = f'<p><a href="{href}">' in page
    assert shown is (not hidden or path in ("/news/actors", "/news/articles"))


async def test_other_tables_have_nothing_on_top(site):
    assert '<p><a href="/news/-/' not in await site.html("/news/publications")
