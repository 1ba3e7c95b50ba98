"""Every number on a page that is a link to quotes leads to exactly so many, in the demo and in the newsroom."""

import html
import re

import pytest

from tests.web.conftest import Site

TARGET = r"(?P<path>/[^\"]*?/-/(?:quotes|actors/[^\"/]+/about/[^\"?]+))(?:\?(?P<query>[^\"]*))?"
LINKED = re.compile(rf'<a [^>]*href="{TARGET}"[^>]*>(?P<text>[^<]*)</a>')
NUMBER = re.compile(r"([\d,]+)( quotes?( about)?)?")
PAGES = {
    "overview": "newsactors",
    "audit": "newsactors/audit",
    "audit by month": "newsactors/audit?by=month",
    "audit of a period": "newsactors/audit?since=2024-02&until=2024-09-20",
    "edges": "newsactors/edges",
    "actors": "actors?_size=max",
}
# For each database an actor who thinks aloud besides speaking, or is quoted in copies, and some to compare.
ACTORS = {
    "demo": ("jonas-vetch", "leopold-anstey", "anton-kerrow", "mara-velden"),
    "news": ("mara-lind", "jon-lind", "tess-okoro", "obrien"),
}
PERIOD = "since=2024-02&until=2024-11"


@pytest.fixture(params=ACTORS)
def database(request, demo_db, newsroom_path):
    """A site with its database's name."""
    return Site({"demo": demo_db, "news": newsroom_path}[request.param]), request.param


async def numbers(site, path):
    """The numbers on a page that lead to quotes, with the path and query of each."""
    page = await site.html(path)
    for found in LINKED.finditer(page):
        if number := NUMBER.fullmatch(found["text"].strip()):
            yield int(number[1].replace(",", "")), found["path"], html.unescape(found["query"] or "")


async def behind(site, path, query):
    """How many there are where a number leads: quotes, or the speakers of a facet where it is one of people."""
    body = await site.json(f"{path}.json?_size=1&{query}")
    return len(body["facet_results"]["results"]["speaker"]["results"]) if "_facet=" in query else body["count"]


async def wrong(site, path):
    """The numbers of a page that lead to more or less, and how many were right."""
    found = {linked async for linked in numbers(site, path)}
    led = [(number, where, query, await behind(site, where, query)) for number, where, query in sorted(found)]
    return [one for one in led if one[0] != one[3]], len(led)


@pytest.mark.asyncio
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
async def test_a_number_leads_to_as_many_quotes(database, page):
    site, name = database
    mistaken, n = await wrong(site, f"/{name}/-/{page}")
    assert mistaken == []
    assert n > 3


@pytest.mark.asyncio
@pytest.mark.parametrize("query", ["", f"?{PERIOD}"], ids=["always", "in a period"])
async def test_a_number_about_actors_leads_to_as_many_quotes(database, query):
    site, name = database
    slugs = ACTORS[name]
    compared = "&".join(f"actor={slug}" for slug in slugs)
    pages = [f"actors/{slug}{query}" for slug in slugs] + [f"compare?{compared}&{query[1:]}"]
    counted = 0
    for page in pages:
        mistaken, n = await wrong(site, f"/{name}/-/{page}")
        assert mistaken == [], page
        counted += n
    assert counted > 20


@pytest.mark.asyncio
async def test_what_is_told_twice_differs_where_there_are_copies(database):
    site, name = database
    page = await site.json(f"/{name}/-/newsactors.json")
    audit = (await site.json(f"/{name}/-/newsactors/audit.json"))["total"]
    for count in ("quotes", "named", "anonymous", "unresolved"):
        for suffix in ("", "_once"):
            assert page["sources"][count + suffix] == audit[count + suffix]
    assert page["sources"]["quotes_once"] < page["sources"]["quotes"]
    assert page["totals"]["articles_once"] < page["totals"]["articles"]
    dated = sum(row["quotes"] for row in page["timeline"])
    assert dated - sum(row["quotes_once"] for row in page["timeline"]) > 0
