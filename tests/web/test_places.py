"""Databases of every kind: odd names, a base URL, immutable, in memory, and none of ours."""

import re
import shutil
import sqlite3

import pytest
from datasette.app import Datasette
from sqlite_utils import Database

from datasette_newsactors.store import open_database
from datasette_newsactors.store.schema import migration_names, migrations
from tests.web.conftest import Site
from tests.web.urls import READING

# Every page and every other format; what is for editors only is in tests of its own.
PAGES = [path.removeprefix("/news/-/") for path in READING if "." not in path and "review" not in path]
DATA = [path.removeprefix("/news/-/") for path in READING if "." in path and "review" not in path]


@pytest.mark.asyncio
@pytest.mark.parametrize("page", PAGES)
async def test_a_database_with_an_odd_name(newsroom_path, tmp_path, page):
    site = Site(shutil.copy(newsroom_path, tmp_path / "my news.v2.db"))
    text = await site.html(f"/my~20news~2Ev2/-/{page}")
    assert 'href="/my+news~2Ev2/-/quotes"' in text


@pytest.mark.asyncio
async def test_an_unknown_database_with_an_odd_name_is_a_404(site):
    assert (await site.get("/my~20news~2Ev2/-/newsactors")).status_code == 404


@pytest.mark.asyncio
@pytest.mark.parametrize("page", PAGES)
async def test_a_base_url_is_before_every_link_once(site_with, page):
    site = site_with(settings={"base_url": "/prefix/"})
    text = await site.html(f"/news/-/{page}")
    assert 'href="/prefix/news/-/quotes"' in text
    assert 'href="/news/' not in text
    assert "/prefix/prefix/" not in text


@pytest.mark.asyncio
async def test_a_base_url_is_in_the_next_url_once(site_with):
    site = site_with(settings={"base_url": "/prefix/"})
    url = (await site.json("/news/-/quotes.json?_size=2"))["next_url"]
    assert url.startswith("http://localhost/prefix/news/-/quotes.json?")


@pytest.mark.asyncio
@pytest.mark.parametrize("path", DATA)
async def test_data_has_a_base_url_and_an_odd_name_in_every_address(newsroom_path, tmp_path, path):
    odd = shutil.copy(newsroom_path, tmp_path / "my news.v2.db")
    response = await Site(odd, settings={"base_url": "/prefix/"}).get(f"/my~20news~2Ev2/-/{path}")
    assert response.status_code == 200
    addresses = re.findall(r"(?:http://localhost|(?<=[\"'= ]))(/(?:prefix|my)[^\s\"'<&?#]*)", response.text)
    assert addresses or path.endswith((".csv", ".txt")) or path in ("compare.json", "newsactors/corrections.json")
    for address in addresses:
        assert re.match(r"/prefix/my[+]news~2Ev2/(-/\w+|(articles|ingest_errors)$)", address), address


@pytest.mark.asyncio
@pytest.mark.parametrize("page", PAGES + DATA)
async def test_an_immutable_database(newsroom_path, page):
    datasette = Datasette([], immutables=[str(newsroom_path)])
    await datasette.invoke_startup()
    assert (await datasette.client.get(f"/news/-/{page}")).status_code == 200


@pytest.mark.asyncio
@pytest.mark.parametrize("page", PAGES + DATA)
async def test_a_database_in_memory(newsroom_path, page):
    datasette = Datasette(memory=True)
    await datasette.invoke_startup()
    datasette.add_memory_database("ours")
    memory = sqlite3.connect("file:ours?mode=memory&cache=shared", uri=True)
    sqlite3.connect(newsroom_path).backup(memory)
    assert (await datasette.client.get(f"/ours/-/{page}")).status_code == 200


@pytest.fixture
def older(tmp_path):
    """A database as an earlier version made it: the last change to its tables is yet to be made."""
    path = tmp_path / "older.db"
    migrations.apply(Database(path), stop_before=max(migration_names()))
    return Site(path)


@pytest.mark.asyncio
async def test_a_database_of_an_earlier_version_says_how_to_bring_it_up_to_date(older):
    page = await older.html("/older/-/newsactors")
    assert "made by an earlier version" in page
    assert "datasette newsactors ingest older.db" in page
    assert "no news articles" not in page
    assert (await older.get("/older/-/quotes")).status_code == 404
    for path in ("quotes.json", "quotes.csv", "articles/1.txt"):
        error = (await older.get(f"/older/-/{path}")).json()
        assert error["status"] == 404
        assert "earlier version: run ingest once" in error["error"]
    assert "_facet_actor" not in await older.html("/older/articles")


@pytest.mark.asyncio
@pytest.mark.parametrize("query", ["_actor=mara-lind", "_about_any=velden"])
async def test_a_database_of_an_earlier_version_refuses_filters_rather_than_leave_them_out(older, query):
    response = await older.get(f"/older/articles.json?{query}")
    assert response.status_code == 400
    assert "the database older was made by an earlier version: run ingest once" in response.json()["error"]
    assert (await older.get("/older/articles.json")).status_code == 200


@pytest.mark.asyncio
async def test_opening_it_to_write_brings_it_up_to_date(older):
    path = older.datasette.get_database("older").path
    migrations.apply(Database(path))
    assert (await Site(path).get("/older/-/newsactors.json")).status_code == 200


@pytest.mark.asyncio
async def test_with_our_tables_and_no_article_the_overview_tells_how_to_begin_and_what_failed(tmp_path):
    db = open_database(str(tmp_path / "new.db"))
    db["ingest_errors"].insert({"source": "a.html", "error": "no text was found", "when": "2024-01-01"})
    db.close()
    site = Site(tmp_path / "new.db")
    page = await site.html("/new/-/newsactors")
    assert "datasette newsactors ingest new.db articles/" in page
    assert "no text was found" in page
    assert "Most quoted" not in page
    assert (await site.json("/new/-/newsactors.json"))["totals"]["articles"] == 0
    for path in ("actors", "quotes", "compare", "newsactors/edges", "newsactors/audit", "newsactors/audit/sample"):
        assert (await site.get(f"/new/-/{path}")).status_code == 200


@pytest.fixture
def other(tmp_path):
    """A database that is not ours, though some of its tables have our names."""
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(
            """create table articles(id integer primary key, title text, published text);
            create table actors(id integer primary key, slug text, name text);
            create table quotes(id integer primary key, speaker_id integer);
            insert into articles values (1, 'One', '2024-01-01'), (2, 'Two', '2024-02-01');
            insert into actors values (1, 'one', 'One');"""
        )
    return Site(path)


@pytest.mark.asyncio
async def test_without_our_tables_the_overview_tells_how_to_begin(other):
    page = await other.html("/other/-/newsactors")
    assert "datasette newsactors ingest" in page
    assert "/other/-/quotes" not in page


@pytest.mark.asyncio
@pytest.mark.parametrize("page", [page for page in PAGES if page != "newsactors"])
async def test_without_our_tables_the_other_pages_do_not_exist(other, page):
    response = await other.get(f"/other/-/{page}")
    assert response.status_code == 404
    assert "datasette newsactors ingest" in response.text


@pytest.mark.asyncio
@pytest.mark.parametrize("path", DATA)
async def test_without_our_tables_there_is_no_data(other, path):
    response = await other.get(f"/other/-/{path}")
    assert response.status_code == 404
    assert response.json()["ok"] is False


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/", "/other", "/other/articles", "/other/actors", "/other/articles/1"])
async def test_without_our_tables_every_hook_stays_quiet(other, path):
    page = await other.html(path)
    assert "/-/newsactors" not in page
    assert "/-/actors" not in page
    assert "_facet_actor" not in page


@pytest.mark.asyncio
async def test_without_our_tables_facets_and_filters_do_nothing(other):
    body = await other.json("/other/articles.json?_shape=array&_actor=one&_facet_actor=person")
    assert len(body) == 2
    assert "2024-02" in await other.html("/other/articles?_facet_month=published")
