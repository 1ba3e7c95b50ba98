"""The page of ingest runs."""

import json
import re

import pytest
import sqlite_utils

from tests.newsroom import build

from .conftest import Site

PATH = "/news/-/newsactors/runs"
OPTIONS = {"paths": ["a&b/", "<c>.txt"], "quotes": "rules", "format": None}
STORED = {"newsactors_version": "0.1", "model": "en_core_web_sm", "n_articles": 2, "n_quotes": 7}


@pytest.fixture
def path(tmp_path):
    """A newsroom with three runs: one that was cut off, one that ended, one that was taken back."""
    db = sqlite_utils.Database(build(tmp_path / "news.db"))
    db["runs"].update(1, {"n_errors": 1})
    ended = {"started": "2025-01-01T23:59:00Z", "finished": "2025-01-02T01:02:03Z"}
    db["runs"].insert({"id": 2, "options": json.dumps(OPTIONS), **ended, **STORED})
    db["runs"].insert({"id": 3, **ended, "undone": "2025-02-02T10:00:00Z", **STORED})
    db.close()
    return tmp_path / "news.db"


@pytest.mark.asyncio
async def test_the_latest_run_comes_first(path):
    rows = (await Site(path).json(f"{PATH}.json"))["rows"]
    assert [(row["id"], row["seconds"], row["undone"]) for row in rows] == [
        (3, 3783, "2025-02-02T10:00:00Z"),
        (2, 3783, None),
        (1, None, None),
    ]
    assert rows[1]["options"] == OPTIONS


@pytest.mark.asyncio
async def test_it_is_read_page_by_page(path):
    site = Site(path)
    first = await site.json(f"{PATH}.json?_size=2")
    second = await site.json(f"{PATH}.json?_size=2&_next={first['next']}")
    assert [row["id"] for page in (first, second) for row in page["rows"]] == [3, 2, 1]
    assert second["next"] is None
    assert (await site.get(f"{PATH}.json?_next=nonsense")).status_code == 400


@pytest.mark.asyncio
async def test_a_run_leads_to_its_articles_and_errors(path):
    site = Site(path)
    run = (await site.json(f"{PATH}.json"))["rows"][-1]
    errors = await site.json(run["errors_url"].replace("?", ".json?_shape=array&"))
    assert [error["source"] for error in errors] == ["bad<file>.txt"]
    assert len(await site.json(run["articles_url"].replace("?", ".json?_shape=array&"))) > 1


@pytest.mark.asyncio
async def test_the_page_tells_how_each_run_went_and_how_to_take_it_back(path):
    html = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", await Site(path).html(PATH)))
    assert "1 h 3 min" in html
    assert "undone 2025-02-02 10:00" in html
    assert "not finished" in html
    assert "paths a&amp;b/, &lt;c&gt;.txt · quotes rules" in html
    assert "datasette newsactors undo-run news.db NUMBER" in html


@pytest.mark.asyncio
@pytest.mark.parametrize(("table", "link"), [("articles", "articles_url"), ("ingest_errors", "errors_url")])
async def test_a_table_that_is_hidden_is_not_linked(path, table, link):
    hidden = {"databases": {"news": {"tables": {table: {"allow": False}}}}}
    rows = (await Site(path, metadata=hidden).json(f"{PATH}.json"))["rows"]
    assert {row[link] for row in rows} == {None}


@pytest.mark.asyncio
async def test_the_overview_has_the_latest_without_their_options(path):
    site = Site(path)
    html = await site.html("/news/-/newsactors")
    assert f'href="{PATH}"' in html
    assert "a&amp;b/" not in html
    assert [run["id"] for run in (await site.json("/news/-/newsactors.json"))["runs"]] == [3, 2, 1]
