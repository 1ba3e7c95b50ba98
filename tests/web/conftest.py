"""A Datasette that serves the newsroom, on whichever version is installed."""

from __future__ import annotations

import pytest
from datasette.app import Datasette

from tests.newsroom import newsroom_path  # noqa: F401

READER = {"id": "reader"}


class Site:
    """A running Datasette, asked as the public or as a signed-in reader."""

    def __init__(self, path, **options):
        self.datasette = Datasette([str(path)] if path else [], **options)

    async def get(self, path, *, signed_in=False, method="GET", **more):
        await self.datasette.invoke_startup()
        if signed_in:
            more["cookies"] = {"ds_actor": self.datasette.sign({"a": READER}, "actor")}
        return await self.datasette.client.request(method, path, **more)

    async def json(self, path, **more):
        response = await self.get(path, **more)
        assert response.status_code == 200, response.text
        return response.json()

    async def html(self, path, **more):
        response = await self.get(path, **more)
        assert response.status_code == 200, response.text
        return response.text


@pytest.fixture
def site(newsroom_path):  # noqa: F811
    return Site(newsroom_path)


@pytest.fixture
def site_with(newsroom_path):  # noqa: F811
    """A site with options of Datasette's, such as metadata= or settings=."""
    return lambda **options: Site(options.pop("path", newsroom_path), **options)


def facet_results(body):
    """The facets of a table's JSON by name, which 1.0 keeps one level deeper than 0.65."""
    found = body["facet_results"]
    return found["results"] if "results" in found and "timed_out" in found else found
