"""Nobody reads through us what Datasette would not show them: the leak matrix."""

import pytest
from datasette.app import Datasette

from datasette_newsactors.web.routes import ROUTES
from tests.web.conftest import EDITOR, EDITORS, LOG, READER, Site, facet_results
from tests.web.test_methods import OPENAPI
from tests.web.urls import READING

ALLOW = {"id": READER["id"]}


def private(what):
    """Metadata that hides the instance, the database, or one table from the public."""
    if what == "instance":
        return {"allow": ALLOW}
    if what == "database":
        return {"databases": {"news": {"allow": ALLOW}}}
    return {"databases": {"news": {"tables": {what: {"allow": ALLOW}}}}}


FOUND = {"quotes", "quote_actors", "mentions", "actors", "articles", "publications"}
QUOTES = FOUND | {"old_slugs"}
ARTICLE = FOUND | {"quote_spans", "article_actors"}
ACTOR = QUOTES | {"aliases", "chains", "chain_roles", "article_actors"}
CORRECTIONS = {"corrections", "actors", "old_slugs", "quotes", "articles"}
# What each route reads, in every format: a route that is not here fails the tests.
READS = {
    "newsactors": {"articles", "publications", "actors", "quotes"},
    "actors": {"actors"},
    "actors/{slug}": ACTOR,
    "actors/{slug}/about/{other}": ACTOR,
    "compare": ACTOR,
    "articles/{id}": ARTICLE,
    "quotes": QUOTES,
    "quotes/{id}": ARTICLE,
    "newsactors/edges": QUOTES,
    "newsactors/audit": QUOTES | {"chain_roles"},
    "newsactors/audit/sample": QUOTES | {"quote_spans"},
    "newsactors/corrections": CORRECTIONS,
    "newsactors/corrections/{id}/undo": ARTICLE | ACTOR | CORRECTIONS,
    "newsactors/review": ARTICLE | ACTOR | CORRECTIONS,
}
HIDDEN = ["instance", "database", *sorted(set.union(*READS.values()))]
# Words of the newsroom that no answer to somebody without permission may have.
SECRETS = ("Mara", "Lind", "Okoro", "ferry line", "run out of money", "Velden Post")
PATHS = [path for path, route in READING.items() if route.path != "newsactors/review"]


def test_every_route_is_in_the_matrix():
    assert set(READS) == {route.path for route in ROUTES}


@pytest.mark.asyncio
@pytest.mark.parametrize("hidden", HIDDEN)
async def test_a_route_is_forbidden_when_something_it_reads_is_private(site_with, hidden):
    site = site_with(metadata=private(hidden))
    for path in PATHS:
        forbidden = hidden in READS[READING[path].path] | {"instance", "database"}
        for method in ("GET", "HEAD"):
            response = await site.get(path, method=method)
            assert response.status_code == (403 if forbidden else 200), path
            if forbidden:
                assert not [word for word in SECRETS if word in response.text + str(response.headers)], path
                signed_in = await site.get(path, method=method, signed_in=True)
                assert signed_in.status_code == 200, path
                assert signed_in.headers["cache-control"].startswith("private"), path
        if forbidden and "." in path:
            assert (await site.get(path)).json()["status"] == 403


@pytest.mark.asyncio
@pytest.mark.parametrize("hidden", HIDDEN)
async def test_nobody_decides_about_what_they_may_not_see(paper_path, hidden):
    options = private(hidden) if hasattr(Datasette, "allowed") else private(hidden) | EDITORS["metadata"]
    config = EDITORS if "config" in EDITORS else {}
    site = Site(paper_path, metadata=options, **config)
    for path in (LOG, f"{LOG}/1/undo"):
        response = await site.send(path + ".json", {"action": "confirm", "actor": "mara-velden"})
        assert response.status_code == 403
    assert (await site.get("/news/-/newsactors/review.json", who=EDITOR)).status_code == 403


@pytest.mark.asyncio
@pytest.mark.parametrize("hidden", ["instance", "database", "quotes", "actors"])
@pytest.mark.parametrize(
    "path",
    [
        "/news/-/quotes/2",
        "/news/-/quotes/999",
        "/news/-/articles/999.json",
        "/news/-/actors/nobody.json",
        "/news/-/quotes.json?speaker=nobody",
        "/news/-/quotes.csv?q=money",
        "/news/-/quotes.atom?speaker=mara-lind",
        "/news/-/quotes.json?_facet=speaker",
        "/news/-/quotes.json?type=rumour",
    ],
)
async def test_what_is_not_there_is_no_more_told_than_what_is(site_with, hidden, path):
    response = await site_with(metadata=private(hidden)).get(path)
    assert response.status_code == 403
    assert not [word for word in SECRETS if word in response.text]


@pytest.mark.asyncio
@pytest.mark.parametrize("path", [*PATHS, OPENAPI])
async def test_a_public_page_may_be_cached(site, path):
    assert "cache-control" not in (await site.get(path)).headers


@pytest.mark.asyncio
async def test_a_page_with_a_part_that_is_private_is_kept_to_those_who_see_it(site_with):
    site = site_with(metadata=private("corrections"))
    assert (await site.json("/news/-/actors/mara-lind.json"))["corrections"] is None
    response = await site.get("/news/-/actors/mara-lind.json", signed_in=True)
    assert response.headers["cache-control"].startswith("private")


@pytest.mark.asyncio
@pytest.mark.parametrize("table", ["runs", "ingest_errors"])
async def test_the_overview_leaves_out_what_is_private(site_with, table):
    site = site_with(metadata=private(table))
    name = {"runs": "runs", "ingest_errors": "errors"}[table]
    assert (await site.json("/news/-/newsactors.json"))[name] is None
    response = await site.get("/news/-/newsactors.json", signed_in=True)
    assert response.json()[name]
    assert response.headers["cache-control"].startswith("private")


FACETS = {
    ("articles", "_facet_actor=all"): {"actors", "mentions", "article_actors"},
    ("quotes", "_facet_actor=all"): {"actors"},
    ("articles", "_facet_about=all"): {"actors", "quotes", "mentions", "quote_actors"},
    ("quotes", "_facet_about=all"): {"actors", "mentions", "quote_actors"},
}


@pytest.mark.asyncio
@pytest.mark.parametrize(("table", "facet"), FACETS)
@pytest.mark.parametrize("hidden", ["actors", "mentions", "quotes", "article_actors", "quote_actors"])
async def test_a_facet_is_empty_when_something_it_reads_is_private(site_with, table, facet, hidden):
    if hidden == table:
        pytest.skip("the table itself is forbidden")
    site = site_with(metadata=private(hidden))
    path = f"/news/{table}.json?_extra=facet_results&{facet}"
    shown = facet_results(await site.json(path))
    assert bool(shown) is (hidden not in FACETS[table, facet])
    assert facet_results(await site.json(path, signed_in=True))


@pytest.mark.asyncio
@pytest.mark.parametrize(("table", "facet"), FACETS)
@pytest.mark.parametrize("hidden", ["actors", "mentions", "quotes", "article_actors", "quote_actors"])
async def test_a_filter_is_forbidden_when_something_it_reads_is_private(site_with, table, facet, hidden):
    if hidden == table:
        pytest.skip("the table itself is forbidden")
    site = site_with(metadata=private(hidden))
    parameter = "_" + facet.removeprefix("_facet_").removesuffix("=all")
    queries = [f"{name}={slug}" for name in (parameter, f"{parameter}_any") for slug in ("mara-lind", "nobody")]
    for query in queries:
        path = f"/news/{table}.json?{query}"
        expected = 403 if hidden in FACETS[table, facet] else 200
        assert (await site.get(path)).status_code == expected
        assert (await site.get(path, signed_in=True)).status_code == 200


@pytest.mark.asyncio
@pytest.mark.parametrize("hidden", ["instance", "database", "actors"])
async def test_menus_lead_only_to_what_may_be_seen(site_with, hidden):
    site = site_with(metadata=private(hidden))
    for path in ("/", "/news", "/news/articles"):
        assert "/-/newsactors" not in (await site.get(path)).text
        assert "/-/newsactors" in await site.html(path, signed_in=True)


@pytest.mark.asyncio
@pytest.mark.parametrize("hidden", ["instance", "database", "actors"])
async def test_no_facet_is_suggested_on_what_may_not_be_read(site_with, hidden):
    site = site_with(metadata=private(hidden))
    assert "_facet_actor=all" not in (await site.get("/news/articles")).text
    assert "_facet_actor=all" in await site.html("/news/articles", signed_in=True)


@pytest.mark.asyncio
@pytest.mark.parametrize("extension", ["", ".json", ".csv", ".atom"])
async def test_the_filter_by_role_is_forbidden_when_the_roles_are_private(site_with, extension):
    site = site_with(metadata=private("chain_roles"))
    for role in ("minister", "nobody"):
        path = f"/news/-/quotes{extension}?role={role}"
        assert (await site.get(path)).status_code == 403
        signed_in = await site.get(path, signed_in=True)
        assert signed_in.status_code == 200
        assert signed_in.headers["cache-control"].startswith("private")
