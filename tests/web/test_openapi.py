"""The OpenAPI document tells of every route, and the routes keep to it."""

import json
import shutil

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from datasette_newsactors.web.openapi import MEDIA_TYPES
from datasette_newsactors.web.routes import ROUTES
from tests.web.conftest import EDITOR, EDITORS, Site
from tests.web.urls import READING, path

OPENAPI = "/-/newsactors/openapi.json"
SHAPES = ["", "?_shape=array", "?_shape=arrays", "?_size=2", "?_nl=on"]


@pytest.fixture
def newsroom_site(newsroom_path, tmp_path):
    """A site whose editors see the pages that are for them, too; its database can be written to."""
    return Site(shutil.copy(newsroom_path, tmp_path / "news.db"), **EDITORS)


@pytest.mark.asyncio
async def test_the_document_is_valid_openapi(site):
    document = await site.json(OPENAPI)
    OpenAPIV31SpecValidator(document).validate()
    operations = [operation for item in document["paths"].values() for operation in item.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)


@pytest.mark.asyncio
async def test_it_has_every_route_and_format_with_its_parameters(site):
    document = await site.json(OPENAPI)
    for route in ROUTES:
        for format in route.formats:
            item = document["paths"].get(f"/{{database}}/-/{route.path}.{format}", {})
            assert ("get" in item) is bool(route.page)
            assert ("post" in item) is bool(route.change and format == "json")
            if route.page:
                told = {parameter["name"] for parameter in item["get"]["parameters"] if parameter["in"] == "query"}
                shaping = {"_shape", "_nl"} if format != "json" else set()
                assert told == {parameter.name for parameter in route.parameters} - shaping


@pytest.mark.asyncio
async def test_it_is_for_those_who_may_see_the_instance(site_with):
    site = site_with(metadata={"allow": {"id": "reader"}})
    response = await site.get(OPENAPI)
    assert response.status_code == 403
    assert response.json()["ok"] is False
    assert (await site.get(OPENAPI, signed_in=True)).headers["cache-control"].startswith("private")


@pytest.mark.asyncio
async def test_its_server_is_where_the_site_is(site_with):
    document = await site_with(settings={"base_url": "/prefix/"}).json(OPENAPI)
    assert document["servers"] == [{"url": "/prefix"}]


@pytest.mark.asyncio
@pytest.mark.parametrize("route", [route for route in ROUTES if route.page], ids=lambda route: route.path)
async def test_json_is_as_its_schema_says(newsroom_site, route):
    names = [parameter.name for parameter in route.parameters]
    for query in SHAPES if "_shape" in names else [""]:
        response = await newsroom_site.get(path(route, "json") + query, who=EDITOR)
        assert response.status_code == 200, response.text
        if "_nl" not in query:
            jsonschema.validate(response.json(), route.answer)


@pytest.mark.asyncio
async def test_every_line_of_nl_is_a_row(site):
    [quotes] = [route for route in ROUTES if route.path == "quotes"]
    [rows, *_] = [schema for schema in quotes.answer["anyOf"] if schema["type"] == "array"]
    for line in (await site.get("/news/-/quotes.json?_nl=on")).text.splitlines():
        jsonschema.validate(json.loads(line), rows["items"])


@pytest.mark.asyncio
@pytest.mark.parametrize("path", [path for path, route in READING.items() if path.endswith(tuple(MEDIA_TYPES))])
async def test_every_format_has_its_media_type(site, path):
    expected = MEDIA_TYPES[path.partition(".")[2]]
    assert (await site.get(path)).headers["content-type"].startswith(expected)


@pytest.mark.asyncio
@pytest.mark.parametrize("query", ["type=rumour", "nosuch=1"])
async def test_errors_are_as_the_schema_says(site, query):
    document = await site.json(OPENAPI)
    response = await site.get(f"/news/-/quotes.json?{query}")
    assert response.status_code == 400
    jsonschema.validate(response.json(), document["components"]["schemas"]["Error"])
