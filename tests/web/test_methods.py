"""HEAD, OPTIONS, POST and CORS on every route."""

import pytest

ROUTES = [
    "/news/-/newsactors",
    "/news/-/newsactors.json",
    "/news/-/actors",
    "/news/-/actors.json",
    "/news/-/actors.csv",
    "/news/-/actors/mara-lind",
    "/news/-/actors/mara-lind.json",
    "/news/-/articles/1",
    "/news/-/articles/1.json",
    "/news/-/quotes",
    "/news/-/quotes.json",
    "/news/-/quotes.csv",
    "/news/-/newsactors/corrections",
    "/news/-/newsactors/corrections.json",
]
CHANGED = [path for path in ROUTES if "corrections" in path]

pytestmark = [pytest.mark.asyncio, pytest.mark.parametrize("path", ROUTES)]


def allowed(path):
    return "GET, HEAD, POST, OPTIONS" if path in CHANGED else "GET, HEAD, OPTIONS"


async def test_head_is_get_without_the_body(site, path):
    get, head = await site.get(path), await site.get(path, method="HEAD")
    assert head.status_code == 200
    assert head.text == ""
    assert head.headers["content-type"] == get.headers["content-type"]


async def test_options_tells_what_may_be_asked(site, path):
    response = await site.get(path, method="OPTIONS")
    assert response.status_code == 200
    assert response.headers["allow"] == allowed(path)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
async def test_nothing_can_be_changed_but_by_a_correction(site, path, method):
    response = await site.get(path, method=method)
    if method == "POST" and path in CHANGED:
        assert response.status_code == 403
    else:
        assert response.status_code == 405
        assert response.headers["allow"] == allowed(path)


async def test_cors_only_when_asked_for(site, site_with, path):
    assert "access-control-allow-origin" not in (await site.get(path)).headers
    assert (await site_with(cors=True).get(path)).headers["access-control-allow-origin"] == "*"
