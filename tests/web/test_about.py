"""What one actor says about another, over time."""

import sqlite3

import pytest

PATH = "/news/-/actors/jon-lind/about/mara-lind"


@pytest.mark.asyncio
async def test_every_quote_in_order_with_its_place_and_the_reverse(site):
    page = await site.json(PATH + ".json")
    assert page["speaker"]["name"] == "Jon Lind"
    assert page["about"]["name"] == "Mara Lind"
    assert [row["content"] for row in page["rows"]] == ["Mara Lind had never asked the dockers"]
    assert page["count"] == 1
    assert page["rows"][0]["url"].startswith("/news/-/articles/1#quote-")
    assert page["reverse"] == {"count": 0, "url": "/news/-/actors/mara-lind/about/jon-lind"}
    assert page["timeline"] == [{"month": "2024-01", "quotes": 3, "about": 1}]


@pytest.mark.asyncio
async def test_a_search_for_one_about_another_leads_to_it(site):
    assert f'href="{PATH}">over time</a>' in await site.html("/news/-/quotes?speaker=jon-lind&about=mara-lind")
    assert "over time" not in await site.html("/news/-/quotes?speaker=jon-lind")


@pytest.mark.asyncio
async def test_a_page_of_nothing_says_so(site):
    page = await site.html("/news/-/actors/mara-lind/about/jon-lind")
    assert "No quote of Mara Lind about Jon Lind was found" in page
    assert 'href="/news/-/actors/jon-lind/about/mara-lind"' in page


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("query", "n"), [("since=2024-01-15", 1), ("until=2023", 0), ("publication=Velden+Post", 1), ("publication=No", 0)]
)
async def test_it_is_narrowed_by_period_and_publication(site, query, n):
    page = await site.json(f"{PATH}.json?{query}")
    assert page["count"] == len(page["rows"]) == n
    name, value = query.replace("+", " ").split("=")
    assert page["filters"] == {name: value}


@pytest.mark.asyncio
@pytest.mark.parametrize("sort", ["oldest", "newest"])
async def test_its_pages_hold_every_quote_once_and_in_order(site_with, news_copy, paged, sort):
    site = site_with(path=news_copy)
    with sqlite3.connect(news_copy) as connection:
        connection.execute(
            """insert into quote_actors (quote_id, actor_id, published, cue_class, quote_type)
            select quotes.id, subjects.id, published, cue_class, quote_type from quotes, actors as subjects
            where subjects.slug = 'velden' and content like 'the council met%'"""
        )
    rows = await paged(site, f"/news/-/actors/tess-okoro/about/velden.json?_size=2&_sort={sort}")
    published = [row["published"] for row in rows]
    assert published == sorted(published, reverse=sort == "newest")
    assert len({row["id"] for row in rows}) == len(rows) == 9


@pytest.mark.asyncio
@pytest.mark.parametrize("pair", ["nobody/about/mara-lind", "mara-lind/about/nobody"])
async def test_without_one_of_them_there_is_no_page(site, pair):
    assert (await site.get(f"/news/-/actors/{pair}")).status_code == 404
    assert (await site.get(f"/news/-/actors/{pair}.json")).json()["status"] == 404


@pytest.mark.asyncio
@pytest.mark.parametrize("query", ["_sort=relevance", "speaker=x", "since=May"])
async def test_an_odd_parameter_is_named(site, query):
    response = await site.get(f"{PATH}.json?{query}")
    assert response.status_code == 400
    assert query.split("=")[0] in response.json()["error"]
