"""HEAD, OPTIONS, POST and CORS on every route."""

import pytest

from tests.web.urls import READING

OPENAPI = "/-/newsactors/openapi.json"
PATHS = [OPENAPI, *(path for path in READING if not path.startswith("/news/-/newsactors/review"))]

pytestmark = [pytest.mark.asyncio, pytest.mark.parametrize("path", PATHS)]


def changes(path):
    return path in READING and READING[path].change


def allowed(path):
    return "GET, HEAD, POST, OPTIONS" if changes(path) else "GET, HEAD, OPTIONS"


async def test_head_is_get_without_the_body(site, path):
    get, head = await site.get(path), await site.get(path, method="HEAD")
    assert head.status_code == get.status_code == 200
    assert head.text == ""
    assert head.headers["content-type"] == get.headers["content-type"]


async def test_options_tells_what_may_be_asked(site, path):
    response = await site.get(path, method="OPTIONS")
    assert response.status_code == 200
    assert response.headers["allow"] == allowed(path)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
async def test_nothing_can_be_changed_but_by_a_correction(site, path, method):
    response = await site.get(path, method=method)
    if method == "POST" and changes(path):
        assert response.status_code == 403
    else:
        assert response.status_code == 405
        assert response.headers["allow"] == allowed(path)


async def test_cors_only_when_asked_for(site, site_with, path):
    assert "access-control-allow-origin" not in (await site.get(path)).headers
    assert (await site_with(cors=True).get(path)).headers["access-control-allow-origin"] == "*"
