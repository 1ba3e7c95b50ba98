"""Nobody reads through us what Datasette would not show them: the leak matrix."""

import re

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
    "newsactors/runs": {"runs"},
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
@pytest.mark.parametrize("hidden", [name for name in HIDDEN if name != "runs"])
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


# From a page of Datasette's to one of ours, by a menu, an action or (on 1.0) a panel, and what ours reads.
WAYS = {
    ("/", "newsactors"): READS["newsactors"],
    ("/news", "newsactors"): READS["newsactors"],
    ("/news", "actors"): READS["actors"],
    ("/news", "quotes"): QUOTES,
    ("/news", "newsactors/edges"): QUOTES,
    ("/news", "newsactors/audit"): READS["newsactors/audit"],
    ("/news/actors", "actors"): READS["actors"],
    ("/news/quotes", "quotes"): QUOTES,
    ("/news/articles", "newsactors"): READS["newsactors"],
}
ROW_WAYS = {
    ("/news/articles/1", "articles/1"): ARTICLE,
    ("/news/quotes/2", "articles/1#quote-2"): ARTICLE,
    ("/news/actors/1", "actors/mara-lind"): ACTOR,
}


def leads(page, path):
    """Whether a page has a link to one of ours, other than in a cell of a table."""
    return f'<a href="/news/-/{path}"' in re.sub(r"<td.*?</td>", "", page, flags=re.DOTALL)


@pytest.mark.asyncio
@pytest.mark.parametrize("hidden", HIDDEN)
async def test_menus_actions_and_panels_lead_only_to_what_may_be_seen(site_with, hidden):
    site = site_with(metadata=private(hidden))
    ways = WAYS | (ROW_WAYS if hasattr(Datasette, "allowed") else {})
    for (path, ours), reads in ways.items():
        page = await site.get(path)
        seen = hidden not in reads | {"instance", "database"}
        assert leads(page.text, ours) is seen, (path, ours)
        assert leads(await site.html(path, signed_in=True), ours), (path, ours)


@pytest.mark.asyncio
@pytest.mark.parametrize(("table", "facet"), FACETS)
@pytest.mark.parametrize("hidden", ["instance", "database", *sorted(FOUND)])
async def test_no_facet_is_suggested_on_what_may_not_be_read(site_with, table, facet, hidden):
    site = site_with(metadata=private(hidden))
    seen = hidden not in FACETS[table, facet] | {table, "instance", "database"}
    assert (facet in (await site.get(f"/news/{table}")).text) is seen
    assert facet in await site.html(f"/news/{table}", signed_in=True)


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
