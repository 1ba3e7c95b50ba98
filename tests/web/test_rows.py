"""An article that was read from a table leads back to its row."""

import sqlite3

import pytest
from click.testing import CliRunner
from datasette.app import Datasette

from datasette_newsactors.cli import newsactors

from .conftest import READER, Site

BODY = "“The dam will hold,” said Mara Lind, the engineer. She added that the gates were new."


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A database with a table of its own, read in place."""
    path = tmp_path_factory.mktemp("rows") / "news.db"
    connection = sqlite3.connect(path)
    connection.execute("create table 'my stories' (slug text primary key, story text)")
    connection.execute("insert into 'my stories' values ('a/b', ?)", [BODY])
    connection.commit()
    connection.close()
    done = CliRunner().invoke(newsactors, ["ingest", str(path), "--from-table", "my stories", "--column", "text=story"])
    assert done.exit_code == 0, done.output
    return path


@pytest.mark.asyncio
async def test_the_page_of_an_article_leads_to_its_row(path):
    site = Site(path)
    article = (await site.json("/news/-/articles/1.json"))["article"]

    assert article["row_url"].startswith("/news/my")
    assert BODY in (await site.json(article["row_url"] + ".json?_shape=objects"))["rows"][0]["story"]
    assert f'href="{article["row_url"]}"' in await site.html("/news/-/articles/1")


@pytest.mark.asyncio
async def test_not_for_those_who_may_not_see_the_table(path):
    rules = {"databases": {"news": {"tables": {"my stories": {"allow": READER}}}}}
    site = Site(path, **{"config" if hasattr(Datasette, "allowed") else "metadata": rules})

    assert (await site.json("/news/-/articles/1.json"))["article"]["row_url"] is None
    assert (await site.json("/news/-/articles/1.json", signed_in=True))["article"]["row_url"]


@pytest.mark.asyncio
async def test_not_where_the_table_is_not_served(path, tmp_path):
    other = tmp_path / "other.db"
    other.write_bytes(path.read_bytes())

    assert (await Site(other).json("/other/-/articles/1.json"))["article"]["row_url"] is None
