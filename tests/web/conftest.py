"""A Datasette on whichever version is installed: one that serves the newsroom, one whose actors can be corrected."""

from __future__ import annotations

import shutil

import pytest
from datasette.app import Datasette

from tests.newsroom import newsroom_path  # noqa: F401
from tests.store.newspaper import new_database, report, save_all

READER = {"id": "reader"}
EDITOR = {"id": "editor"}
LOG = "/news/-/newsactors/corrections"

HOSTILE = """<img src=x onerror=alert(1)> "Q\""""

# How each version is told who may correct.
if hasattr(Datasette, "allowed"):
    EDITORS = {"config": {"permissions": {"newsactors-edit": EDITOR}}}
else:
    EDITORS = {"metadata": {"plugins": {"datasette-newsactors": {"newsactors-edit": EDITOR}}}}


class Site:
    """A running Datasette, asked as the public or as somebody who is signed in."""

    def __init__(self, path, **options):
        options = {"immutables": [str(path)], "files": []} | options if options.pop("immutable", False) else options
        self.datasette = Datasette(options.pop("files", [str(path)] if path else []), **options)

    async def get(self, path, *, signed_in=False, who=None, method="GET", **more):
        await self.datasette.invoke_startup()
        if signed_in or who:
            more["cookies"] = {"ds_actor": self.datasette.sign({"a": who or READER}, "actor")}
        return await self.datasette.client.request(method, path, **more)

    async def json(self, path, **more):
        response = await self.get(path, **more)
        assert response.status_code == 200, response.text
        return response.json()

    async def html(self, path, **more):
        response = await self.get(path, **more)
        assert response.status_code == 200, response.text
        return response.text

    async def send(self, path, body, *, who=EDITOR, token=True):
        """POST a JSON body, with Datasette's token against forged requests unless it is left out."""
        return await self._post(path, who, token, json=body)

    async def submit(self, path, *, who=EDITOR, token=True, **fields):
        """POST the fields of a form, with the token unless it is left out."""
        return await self._post(path, who, token, data=fields)

    async def _post(self, path, who, token, **body):
        await self.datasette.invoke_startup()
        cookies = {"ds_actor": self.datasette.sign({"a": who}, "actor")} if who else {}
        headers = {} if token else {"origin": "https://elsewhere.example"}  # which 1.0 looks at
        form = await self.datasette.client.get("/-/logout", cookies=cookies)
        if csrf := form.cookies.get("ds_csrftoken"):  # which 0.65 looks at
            cookies["ds_csrftoken"] = csrf
            if token and "data" in body:
                body["data"]["csrftoken"] = csrf
            elif token:
                headers["x-csrftoken"] = csrf
        return await self.datasette.client.post(path, cookies=cookies, headers=headers, **body)


@pytest.fixture
def site(newsroom_path):  # noqa: F811
    return Site(newsroom_path)


@pytest.fixture
def site_with(newsroom_path):  # noqa: F811
    """A site with options of Datasette's, such as metadata= or settings=."""
    return lambda **options: Site(options.pop("path", newsroom_path), **options)


@pytest.fixture
def paper_path(tmp_path):
    """A new database of four invented articles, which may be written to.

    Mara Velden is misspelt once, which only people can tell; one name is an attack, one a surname of two.
    """
    path = tmp_path / "news.db"
    db = new_database(str(path))
    articles = [
        report(("Mara Velden", "Harbour Board", "Tess Okoro"), ("Tess Okoro", None, "Mara Velden")),
        report(("Mara Velden", None, None), ("Jon Velden", None, "Tess Okoro"), published="2024-02-10"),
        report(("Mara Veldon", None, "Tess Okoro"), published="2024-03-10"),
        report((HOSTILE, None, "Tess Okoro"), ("Velden", None, None), published="2024-04-10"),
    ]
    save_all(db, [articles])
    db.close()
    return path


@pytest.fixture
def paper(paper_path):
    """A site that serves the invented articles, which `EDITOR` may correct."""
    return Site(paper_path, **EDITORS)


@pytest.fixture
def news_copy(newsroom_path, tmp_path):  # noqa: F811
    """A copy of the newsroom's database, to change."""
    return shutil.copy(newsroom_path, tmp_path / "news.db")


@pytest.fixture
def paged():
    """Follows a list from page to page, and gives all of its rows."""

    async def follow(site, path):
        rows = []
        while path:
            page = await site.json(path)
            rows += page["rows"]
            path = page["next_url"] and page["next_url"].replace("http://localhost", "")
        return rows

    return follow


def facet_results(body):
    """The facets of a table's JSON by name, which 1.0 keeps one level deeper than 0.65."""
    found = body["facet_results"]
    return found["results"] if "results" in found and "timed_out" in found else found
