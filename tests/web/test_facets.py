"""Facets and filters on the ordinary pages of articles and quotes."""

import html
import re
import sqlite3
from urllib.parse import parse_qsl, urlsplit

import pytest

from datasette_newsactors.query import facets
from tests.newsroom import HOSTILE_NAME
from tests.web.conftest import facet_results

PLAIN = {
    ("articles", "actor"): """
        select slug, count(*) from (select distinct article_id, actor_id from mentions) as m
        join actors on actors.id = m.actor_id join articles on articles.id = m.article_id
        where {where} group by slug""",
    ("quotes", "actor"): """
        select slug, count(*) from quotes join actors on actors.id = speaker_id
        where {where} group by slug""",
    ("quotes", "about"): """
        select slug, count(*) from quotes join quote_actors on quote_id = quotes.id
        join actors on actors.id = actor_id where {where} group by slug""",
    ("articles", "about"): """
        select slug, count(distinct articles.id) from articles join quotes on quotes.article_id = articles.id
        join quote_actors on quote_id = quotes.id join actors on actors.id = actor_id
        where {where} group by slug""",
}
FILTERS = {
    "": "true",
    "&published__gt=2024-03": "{table}.published > '2024-03'",
    "&published__isnull=1": "{table}.published is null",
    "&_where=id+%3C+3": "{table}.id < 3",
}


async def facet(site, path, name):
    return facet_results(await site.json(path))[name]


@pytest.mark.asyncio
@pytest.mark.parametrize(("table", "kind"), PLAIN)
@pytest.mark.parametrize("filtered", FILTERS)
async def test_counts_are_those_of_plain_sql(site, newsroom_path, table, kind, filtered):
    path = f"/news/{table}.json?_extra=facet_results&_facet_{kind}=all{filtered}"
    results = (await facet(site, path, kind))["results"]
    where = FILTERS[filtered].format(table=table)
    expected = dict(sqlite3.connect(newsroom_path).execute(PLAIN[table, kind].format(where=where)).fetchall())
    assert {row["value"]: row["count"] for row in results} == expected


@pytest.mark.asyncio
async def test_labels_are_names_values_are_slugs_and_types_narrow(site):
    path = "/news/articles.json?_extra=facet_results&_facet_actor=person&_facet_actor=place"
    found = facet_results(await site.json(path))
    assert {row["value"]: row["label"] for row in found["actor_person"]["results"]} == {
        "tess-okoro": "Tess Okoro",
        "mara-lind": "Mara Lind",
        "jon-lind": "Jon Lind",
        "obrien": HOSTILE_NAME,
    }
    assert [row["value"] for row in found["actor_place"]["results"]] == ["velden"]


def pairs(url):
    return parse_qsl(urlsplit(url).query)


@pytest.mark.asyncio
async def test_a_toggle_keeps_everything_but_the_place_in_the_list(site):
    path = "/news/articles.json?_extra=facet_results&_facet_actor=all&_size=2&_actor=velden&_next=4&_sort=id"
    results = {row["value"]: row for row in (await facet(site, path, "actor"))["results"]}
    kept = [("_extra", "facet_results"), ("_facet_actor", "all"), ("_size", "2"), ("_sort", "id")]
    assert results["velden"]["selected"]
    assert sorted(pairs(results["velden"]["toggle_url"])) == sorted(kept)
    assert not results["tess-okoro"]["selected"]
    chosen = [*kept, ("_actor", "velden"), ("_actor", "tess-okoro")]
    assert sorted(pairs(results["tess-okoro"]["toggle_url"])) == sorted(chosen)


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", ["actor", "about"])
@pytest.mark.parametrize("table", ["articles", "quotes"])
async def test_following_a_facet_gives_as_many_rows_as_it_counts(site, table, kind):
    path = f"/news/{table}.json?_extra=facet_results,count&_facet_{kind}=all"
    for value in (await facet(site, path, kind))["results"]:
        body = await site.json(value["toggle_url"].replace("http://localhost", "") + "&_size=max")
        assert len(body["rows"]) == value["count"]


@pytest.mark.asyncio
async def test_with_a_base_url_toggles_have_it_once(site_with):
    site = site_with(settings={"base_url": "/prefix/"})
    path = "/news/articles.json?_extra=facet_results&_facet_actor=all&_facet_month=published"
    found = facet_results(await site.json(path))
    for name in ("actor", "published_month"):
        url = found[name]["results"][0]["toggle_url"]
        assert url.count("/prefix/") == 1
        assert (await site.get(url.removeprefix("http://localhost/prefix"))).status_code == 200


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("_actor=mara-lind", [1, 2, 3]),
        ("_actor=mara-lind&_actor=obrien", [3]),
        ("_actor=mara-lind&_actor=tess-okoro&_actor=velden", []),
        ("_about=dockers", [1]),
        ("_actor=mara-lind&_about=mara-lind", [1, 3]),
        ("_actor=nobody", []),
        ("_actor_any=obrien&_actor_any=jon-lind", [1, 3]),
        ("_actor_any=obrien&_actor_any=jon-lind&_actor=tess-okoro", [3]),
        ("_actor_any=nobody&_actor_any=", []),
        ("_about_any=velden&_about_any=obrien", [1, 3]),
        ("_about_any=velden&_about_any=obrien&_actor_any=obrien", [3]),
        ("_actor=", list(range(1, 14))),
        ("_actor=x'--", []),
    ],
)
async def test_filters_by_actor_hold_together(site, query, ids):
    body = await site.json(f"/news/articles.json?_shape=array&_size=max&{query}")
    assert [row["id"] for row in body] == ids


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/news/articles?_facet_actor=all", "/news/quotes?_facet_about=all&_actor=obrien"])
async def test_hostile_names_are_escaped_on_the_pages_of_tables(site, path):
    page = await site.html(path)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


@pytest.mark.asyncio
async def test_a_filter_is_told_in_words(site):
    page = await site.html("/news/articles?_actor=mara-lind&_about=obrien")
    assert "mentioning &#34;Mara Lind&#34;" in page
    assert "with a quote about &#34;&lt;script&gt;alert" in page
    assert "said by &#34;Mara Lind&#34;" in await site.html("/news/quotes?_actor=mara-lind")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path", ["/news/articles.csv?_actor=mara-lind", "/news/articles.csv?_actor=mara-lind&_stream=1"]
)
async def test_a_filter_holds_in_csv(site, path):
    assert (await site.get(path)).text.count("hash-") == 3


@pytest.mark.asyncio
async def test_facets_are_suggested_on_our_tables_only(site):
    assert "_facet_actor=all" in await site.html("/news/articles")
    assert "_facet_about=all" in await site.html("/news/quotes")
    assert "_facet_actor=all" not in await site.html("/news/publications")


@pytest.mark.asyncio
@pytest.mark.parametrize("config", ["robot", "", '{"type": "person"}'])
async def test_an_odd_type_is_a_400_that_names_the_types(site, config):
    response = await site.get("/news/articles", params={"_facet_actor": config})
    assert response.status_code == 400
    assert "person, organization, place, group, all" in response.text


@pytest.mark.asyncio
@pytest.mark.parametrize("facet_name", ["actor", "about", "month"])
async def test_a_facet_that_takes_too_long_is_named(site, monkeypatch, facet_name):
    from datasette.database import QueryInterrupted

    from datasette_newsactors.web import facets

    async def interrupted(self, prepared, config):
        raise QueryInterrupted("interrupted", "select 1", {})

    monkeypatch.setattr(facets.ChosenFacet, "_rows", interrupted)
    config = "published" if facet_name == "month" else "all"
    page = await site.html(f"/news/articles?_facet_{facet_name}={config}")
    name = "published_month" if facet_name == "month" else facet_name
    assert f"These facets timed out: {name} (more than 200 ms: filter the rows first, then count them)" in page


@pytest.mark.asyncio
async def test_a_facet_of_metadata_shows_without_being_asked_for(site_with):
    tables = {"articles": {"facets": [{"actor": "person"}, {"month": "published"}]}}
    site = site_with(metadata={"databases": {"news": {"tables": tables}}})
    page = await site.html("/news/articles")
    assert 'id="facet-actor_person"' in page
    assert 'id="facet-published_month"' in page


@pytest.mark.asyncio
async def test_a_facet_of_metadata_that_is_asked_for_shows_once(site_with):
    metadata = {
        "databases": {"news": {"tables": {"articles": {"facets": [{"actor": "person"}, {"month": "published"}]}}}}
    }
    asked = "_facet_actor=person&_facet_month=published&_facet_actor=place"
    shown = facet_results(await site_with(metadata=metadata).json(f"/news/articles.json?_extra=facet_results&{asked}"))
    assert sorted(shown) == ["actor_person", "actor_place", "published_month"]
    assert [shown[name]["hideable"] for name in sorted(shown)] == [False, True, False]


@pytest.mark.asyncio
@pytest.mark.parametrize(("name", "first", "count"), [("month", "2024-12", 1), ("year", "2024", 12)])
async def test_date_facets_are_in_date_order_and_filter(site, name, first, count):
    path = f"/news/articles.json?_extra=facet_results&_facet_{name}=published"
    results = (await facet(site, path, f"published_{name}"))["results"]
    values = [row["value"] for row in results]
    assert values == sorted(values, reverse=True)
    assert (values[0], results[0]["count"]) == (first, count)
    body = await site.json(results[0]["toggle_url"].replace("http://localhost", ""))
    assert len(body["rows"]) == count


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("_published_month=2024-01", [1, 2]),
        ("_published_month=2024-01&_published_month=2024-03", [1, 2, 3]),
        ("_published_month=2024-01&_published_year=2024&_actor=jon-lind", [1]),
        ("_published_year=2023", []),
        ("_published_year=2024&_published_month=2024-12", [12]),
        ("_published_month=", list(range(1, 14))),
        ("_nosuch_month=2024-01", list(range(1, 14))),
    ],
)
async def test_filters_by_month_and_year(site, query, ids):
    body = await site.json(f"/news/articles.json?_shape=array&_size=max&{query}")
    assert [row["id"] for row in body] == ids
    assert (await site.get(f"/news/articles.csv?_stream=1&{query}")).text.count("hash-") == len(ids)


@pytest.mark.asyncio
async def test_a_filter_by_month_is_told_in_words_and_stays_in_the_form(site):
    page = await site.html("/news/quotes?_published_month=2024-01&_published_month=2024-03")
    assert "published in 2024-01 or 2024-03" in page
    assert '<input type="hidden" name="_published_month" value="2024-03">' in page


@pytest.mark.asyncio
@pytest.mark.parametrize("query", ["_published_month=2024", "_published_month=2024-13", "_published_year=24"])
async def test_an_odd_month_is_a_400(site, query):
    response = await site.get(f"/news/articles?{query}")
    assert response.status_code == 400
    assert query.partition("=")[0] in response.text


def test_a_filter_by_month_uses_the_index(newsroom_path):
    sql = f"explain query plan select * from quotes where {facets.in_period('published', 'month', 1)}"
    plan = str(sqlite3.connect(newsroom_path).execute(sql, {"month_0": "2024-01"}).fetchall())
    assert "idx_quotes_published (published>? AND published<?)" in plan


@pytest.mark.asyncio
async def test_date_facets_are_suggested_where_a_column_has_dates_that_differ(site):
    page = await site.html("/news/articles")
    assert "_facet_month=published" in page
    assert "_facet_year=published" not in page  # all are of one year
    assert "_facet_month=published" not in await site.html("/news/articles?_published_month=2024-01")
    assert "_facet_month=title" not in page


@pytest.mark.asyncio
async def test_a_cut_facet_leads_page_by_page_to_all_its_values(site):
    everything = (await facet(site, "/news/articles.json?_extra=facet_results&_facet_actor=all", "actor"))["results"]
    seen, path = [], "/news/articles.json?_extra=facet_results&_facet_actor=all&_facet_size=3&_size=1"
    while path:
        found = await facet(site, path, "actor")
        seen += found["results"]
        assert found["truncated"] is bool(found["next_url"])
        path = found["next_url"] and found["next_url"].removeprefix("http://localhost")
    assert [(row["value"], row["count"]) for row in seen] == [(row["value"], row["count"]) for row in everything]


@pytest.mark.asyncio
async def test_on_a_page_the_last_value_leads_to_the_next(site):
    page = await site.html("/news/articles?_facet_actor=all&_facet_size=2")
    [href] = re.findall(r'<a href="([^"]+)"[^>]*>Mara Lind and on …</a>', page)
    following = await site.html(html.unescape(href).removeprefix("http://localhost"))
    first = following.partition('class="tight-bullets"')[2].partition("</li>")[0]
    assert ">Mara Lind</a>" in first
    assert "_facet_next" not in first


@pytest.mark.asyncio
@pytest.mark.parametrize("odd", ["x", "actor:", "actor:-1", ":5x"])
async def test_an_odd_next_of_a_facet_is_a_400(site, odd):
    assert (await site.get("/news/articles", params={"_facet_actor": "all", "_facet_next": odd})).status_code == 400


@pytest.mark.asyncio
async def test_a_date_facet_on_no_column_is_a_400(site):
    response = await site.get("/news/articles?_facet_month=nosuch")
    assert response.status_code == 400
    assert "nosuch" in response.text


@pytest.mark.asyncio
async def test_facet_size_cuts_and_says_so(site):
    path = "/news/articles.json?_extra=facet_results&_facet_actor=all&_facet_size=2"
    found = await facet(site, path, "actor")
    assert len(found["results"]) == 2
    assert found["truncated"]
