"""The demo's metadata loads on both versions, and every query in it runs."""

import shutil
import sqlite3
from pathlib import Path

import pytest
import yaml

from tests.web.conftest import Site

METADATA = yaml.safe_load((Path(__file__).parents[2] / "metadata.yml").read_text())
DEMO = METADATA["databases"]["demo"]
VALUES = {"slug": "mara-lind", "words": '"ferry', "letters": "ferry"}


@pytest.fixture
def demo(newsroom_path, tmp_path):
    path = shutil.copy(newsroom_path, tmp_path / "demo.db")
    try:
        return Site(path, metadata=METADATA, config=METADATA)
    except TypeError:  # Datasette 0.65 takes queries from metadata
        return Site(path, metadata=METADATA)


@pytest.mark.asyncio
@pytest.mark.parametrize("name", DEMO["queries"])
async def test_every_query_runs_and_finds_something(demo, name):
    response = await demo.get(f"/demo/{name}.json", params={"_shape": "array", **VALUES})
    assert response.status_code == 200, response.text
    assert response.json()
    assert DEMO["queries"][name]["title"] in await demo.html(f"/demo/{name}?slug=mara-lind&words=ferry")


@pytest.mark.parametrize("name", DEMO["tables"])
def test_tables_and_columns_that_are_described_exist(newsroom_path, name):
    columns = {row[1] for row in sqlite3.connect(newsroom_path).execute(f"pragma table_info({name})")}
    assert columns
    described = DEMO["tables"][name].get("columns", {})
    assert set(described) <= columns
    assert DEMO["tables"][name].get("sort_desc", "id") in columns | {"id"}


@pytest.mark.asyncio
@pytest.mark.parametrize("name", DEMO["tables"])
async def test_every_table_page_shows_its_description(demo, name):
    page = await demo.html(f"/demo/{name}")
    for facet in DEMO["tables"][name].get("facets", ()):
        assert "facet-results" in page, facet
    description = DEMO["tables"][name].get("description", "")
    assert description[:30].replace("'", "&#39;") in page


@pytest.mark.asyncio
async def test_the_start_page_leads_to_our_pages(demo):
    assert 'href="/demo/-/newsactors"' in await demo.html("/demo")
