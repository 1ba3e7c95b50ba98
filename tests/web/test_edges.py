"""Who speaks about whom, as a page, as JSON and as an edge list."""

import csv
import io

import pytest

from datasette_newsactors.query import edges
from datasette_newsactors.query.select import Select

PATH = "/news/-/newsactors/edges"


@pytest.mark.asyncio
async def test_an_edge_leads_to_its_actors_and_quotes(site):
    row = (await site.json(f"{PATH}.json?speaker=jon-lind&about_type=person&since=2024"))["rows"][0]
    assert (row["speaker"], row["about"], row["n_quotes"]) == ("jon-lind", "mara-lind", 1)
    assert row["url"] == "/news/-/actors/jon-lind/about/mara-lind?since=2024"
    assert len((await site.json(row["url"].replace("?", ".json?")))["rows"]) == row["n_quotes"]


@pytest.mark.asyncio
@pytest.mark.parametrize("size", [1, 2, 100])
async def test_pages_hold_every_edge_once(site, paged, size):
    rows = await paged(site, f"{PATH}.json?_size={size}&cue_class=any")
    assert len({(row["speaker"], row["about"]) for row in rows}) == len(rows) == 5


@pytest.mark.asyncio
@pytest.mark.parametrize("max_rows", [2, 1000])
async def test_csv_is_an_edge_list_as_gephi_reads_it(site_with, max_rows):
    response = await site_with(settings={"max_returned_rows": max_rows}).get(PATH + ".csv?cue_class=any")
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert list(rows[0])[:4] == ["Source", "Target", "Type", "Weight"]
    assert [(row["Source"], row["Target"], row["Type"], row["Weight"]) for row in rows][:2] == [
        ("mara-lind", "harbour-board", "Directed", "1"),
        ("mara-lind", "velden", "Directed", "1"),
    ]
    assert len(rows) == 5


@pytest.mark.asyncio
async def test_the_page_shows_the_strongest_and_leads_to_all_of_them(site):
    page = await site.html(PATH + "?min_quotes=1&speaker_type=person")
    assert 'href="/news/-/actors/mara-lind/about/velden"' in page
    assert 'href="/news/-/newsactors/edges.csv?min_quotes=1&amp;speaker_type=person"' in page


@pytest.mark.asyncio
async def test_where_there_are_too_many_pairs_the_page_says_what_to_do(site_with, monkeypatch):
    never = Select("with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n", {})
    monkeypatch.setattr(edges, "strongest", lambda *_: never)
    page = await site_with(settings={"sql_time_limit_ms": 50}).html(PATH)
    assert "narrow them to a period or a publication" in page


@pytest.mark.asyncio
@pytest.mark.parametrize("query", ["min_quotes=0", "about_type=x", "_next=x", "nosuch=1", "type=rumour"])
@pytest.mark.parametrize("extension", [".json", ".csv"])
async def test_an_odd_parameter_is_named(site, query, extension):
    response = await site.get(f"{PATH}{extension}?{query}")
    assert response.status_code == 400
    assert query.split("=")[0] in response.json()["error"]
