"""JSON and CSV with Datasette's own habits."""

import asyncio
import csv
import io
import json

import pytest


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path",
    [
        "/news/-/newsactors.json",
        "/news/-/actors.json",
        "/news/-/actors/mara-lind.json",
        "/news/-/articles/1.json",
        "/news/-/quotes.json",
    ],
)
async def test_json_says_ok(site, path):
    response = await site.get(path)
    assert response.headers["content-type"].startswith("application/json")
    assert response.json()["ok"] is True


@pytest.mark.asyncio
async def test_a_list_has_rows_and_the_way_to_the_next_page(site):
    response = await site.get("/news/-/quotes.json?_size=3&speaker=tess-okoro")
    page = response.json()
    assert [row["published"] for row in page["rows"]] == ["2024-12-10", "2024-11-10", "2024-10-10"]
    assert page["count"] == 9
    assert page["truncated"] is False
    assert response.headers["link"] == f'<{page["next_url"]}>; rel="next"'
    following = await site.json(page["next_url"].replace("http://localhost", ""))
    assert following["rows"][0]["published"] == "2024-09-10"


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["quotes", "actors"])
async def test_following_next_gives_every_row_once(site, name):
    path, seen = f"/news/-/{name}.json?_size=2", []
    while path:
        page = await site.json(path)
        seen += [row["id"] for row in page["rows"]]
        path = page["next_url"] and page["next_url"].replace("http://localhost", "")
    assert len(seen) == len(set(seen)) == {"quotes": 19, "actors": 7}[name]


@pytest.mark.asyncio
async def test_shapes(site):
    array = await site.json("/news/-/actors.json?_shape=array")
    assert array[0]["slug"] == "tess-okoro"
    arrays = await site.json("/news/-/actors.json?_shape=arrays")
    assert arrays["rows"][0][arrays["columns"].index("slug")] == "tess-okoro"
    lines = (await site.get("/news/-/actors.json?_shape=array&_nl=on")).text.splitlines()
    assert [json.loads(line)["slug"] for line in lines] == [row["slug"] for row in array]


def table(response):
    return list(csv.DictReader(io.StringIO(response.text)))


@pytest.mark.asyncio
@pytest.mark.parametrize("max_rows", [3, 1000])
@pytest.mark.parametrize(
    ("query", "n"), [("", 19), ("?cue_class=any", 20), ("?q=council", 9), ("?q=council&_sort=relevance", 9)]
)
async def test_csv_has_all_quotes_that_match_however_many_a_page_holds(site_with, max_rows, query, n):
    site = site_with(settings={"max_returned_rows": max_rows})
    response = await site.get("/news/-/quotes.csv" + query)
    assert response.headers["content-type"].startswith("text/csv")
    rows = table(response)
    assert len({row["id"] for row in rows}) == len(rows) == n


@pytest.mark.asyncio
async def test_csv_names_actors_by_slug_and_keeps_every_character(site):
    rows = {row["content"]: row for row in table(await site.get("/news/-/quotes.csv"))}
    assert rows["Mara Lind had never asked the dockers"]["about"] == "mara-lind dockers"
    assert rows["The books are <em>open</em>,"]["speaker"] == "obrien"


@pytest.mark.asyncio
@pytest.mark.parametrize(("stays", "n"), [(True, 20), (False, 2)])
async def test_csv_ends_with_its_reader(site_with, stays, n):
    """A large export is not read to its end for somebody who has gone."""
    site = site_with(settings={"max_returned_rows": 1})
    await site.datasette.invoke_startup()
    sent = []
    left = asyncio.Event()

    async def receive():
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message.get("body", b"").decode())
        if not stays and len(sent) == 3:  # the headers, and two rows
            left.set()
            await asyncio.sleep(0)

    path = "/news/-/quotes.csv"
    scope = {"type": "http", "http_version": "1.1", "method": "GET", "path": path, "raw_path": path.encode()}
    scope |= {"query_string": b"cue_class=any", "headers": [(b"host", b"localhost")], "scheme": "http"}
    await site.datasette.app()(scope, receive, send)

    assert len(list(csv.DictReader(io.StringIO("".join(sent))))) == n


@pytest.mark.asyncio
async def test_csv_of_one_page_where_a_size_is_given(site):
    assert len(table(await site.get("/news/-/quotes.csv?_size=4"))) == 4
    assert len(table(await site.get("/news/-/actors.csv?q=lind"))) == 2
    assert len(table(await site.get("/news/-/actors.csv?type=person"))) == 4


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "query",
    [
        "type=foo",
        "since=notadate",
        "_size=abc",
        "_next=broken",
        "_sort=age",
        "_facet=x",
        "_shape=circle",
        "speeker=x",
    ],
)
@pytest.mark.parametrize("extension", [".json", ""])
async def test_an_odd_parameter_is_a_400_that_names_it(site, query, extension):
    if extension == "" and query.startswith("_shape"):
        pytest.skip("only JSON has a shape")
    response = await site.get(f"/news/-/quotes{extension}?{query}")
    name = query.split("=")[0]
    assert response.status_code == 400
    assert name in response.text
    if extension:
        body = response.json()
        assert body["ok"] is False
        assert body["status"] == 400
        assert body["errors"] == [body["error"]]


@pytest.mark.asyncio
@pytest.mark.parametrize("query", ["type=foo", "_next=broken", "_size=0"])
async def test_an_odd_parameter_stops_csv_before_it_begins(site, query):
    response = await site.get(f"/news/-/quotes.csv?{query}")
    assert response.status_code == 400
    assert response.json()["ok"] is False


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path",
    [
        "/nosuch/-/newsactors",
        "/nosuch/-/quotes",
        "/news/-/actors/nobody",
        "/news/-/articles/999",
        "/news/-/articles/abc",
        "/news/-/articles/~C2~B2",
        "/news/-/articles/99999999999999999999999",
    ],
)
async def test_what_does_not_exist_is_a_404(site, path):
    assert (await site.get(path)).status_code == 404
    response = await site.get(path + ".json")
    assert response.status_code == 404
    assert response.json()["status"] == 404
