"""Nobody reads through us what Datasette would not show them: the leak matrix."""

import pytest

from tests.web.conftest import READER, facet_results

ALLOW = {"id": READER["id"]}


def private(what):
    """Metadata that hides the instance, the database, or one table from the public."""
    if what == "instance":
        return {"allow": ALLOW}
    if what == "database":
        return {"databases": {"news": {"allow": ALLOW}}}
    return {"databases": {"news": {"tables": {what: {"allow": ALLOW}}}}}


OVERVIEW = {"articles", "publications", "actors", "quotes"}
QUOTES = {"quotes", "quote_actors", "mentions", "actors", "articles", "publications"}
READS = {
    "/news/-/newsactors": OVERVIEW,
    "/news/-/newsactors.json": OVERVIEW,
    "/news/-/actors": {"actors"},
    "/news/-/actors.json": {"actors"},
    "/news/-/actors.csv": {"actors"},
    **dict.fromkeys(
        (
            "/news/-/actors/mara-lind",
            "/news/-/actors/mara-lind.json",
            "/news/-/actors/tess-okoro/about/mara-lind",
            "/news/-/actors/tess-okoro/about/mara-lind.json",
            "/news/-/compare?actor=mara-lind&actor=tess-okoro",
            "/news/-/compare.json?actor=mara-lind&actor=tess-okoro",
        ),
        QUOTES | {"aliases", "chains", "chain_roles", "article_actors", "old_slugs"},
    ),
    "/news/-/articles/1": QUOTES | {"quote_spans", "article_actors"},
    "/news/-/articles/1.json": QUOTES | {"quote_spans", "article_actors"},
    "/news/-/quotes": QUOTES,
    "/news/-/quotes.json": QUOTES,
    "/news/-/quotes.csv": QUOTES,
    "/news/-/newsactors/edges": QUOTES,
    "/news/-/newsactors/edges.json": QUOTES,
    "/news/-/newsactors/edges.csv": QUOTES,
    "/news/-/newsactors/audit": QUOTES | {"chain_roles"},
    "/news/-/newsactors/audit.json": QUOTES | {"chain_roles"},
    "/news/-/newsactors/audit.csv": QUOTES | {"chain_roles"},
    "/news/-/newsactors/audit/sample": QUOTES | {"quote_spans"},
    "/news/-/newsactors/audit/sample.json": QUOTES | {"quote_spans"},
    "/news/-/newsactors/audit/sample.csv": QUOTES | {"quote_spans"},
    "/news/-/newsactors/corrections": {"corrections", "actors", "old_slugs", "quotes", "articles"},
    "/news/-/newsactors/corrections.json": {"corrections", "actors", "old_slugs", "quotes", "articles"},
}
HIDDEN = ["instance", "database", *sorted(set.union(*READS.values()))]


@pytest.mark.asyncio
@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize("hidden", HIDDEN)
async def test_a_page_is_forbidden_when_something_it_reads_is_private(site_with, path, hidden):
    site = site_with(metadata=private(hidden))
    forbidden = hidden in READS[path] | {"instance", "database"}
    response = await site.get(path)
    assert response.status_code == (403 if forbidden else 200)
    if forbidden:
        assert "Mara" not in response.text
        if path.partition("?")[0].endswith((".json", ".csv")):
            assert response.json()["status"] == 403
        signed_in = await site.get(path, signed_in=True)
        assert signed_in.status_code == 200
        assert signed_in.headers["cache-control"].startswith("private")


@pytest.mark.asyncio
@pytest.mark.parametrize("path", READS)
async def test_a_public_page_may_be_cached(site, path):
    assert "cache-control" not in (await site.get(path)).headers


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
    for slug in ("mara-lind", "nobody"):
        path = f"/news/{table}.json?{parameter}={slug}"
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
@pytest.mark.parametrize("extension", ["", ".json", ".csv"])
async def test_the_filter_by_role_is_forbidden_when_the_roles_are_private(site_with, extension):
    site = site_with(metadata=private("chain_roles"))
    for role in ("minister", "nobody"):
        path = f"/news/-/quotes{extension}?role={role}"
        assert (await site.get(path)).status_code == 403
        signed_in = await site.get(path, signed_in=True)
        assert signed_in.status_code == 200
        assert signed_in.headers["cache-control"].startswith("private")
