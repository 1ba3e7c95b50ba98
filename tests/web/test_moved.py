"""Old addresses of merged actors, and actors that were rejected."""

import pytest

from tests.web.conftest import EDITORS, LOG, Site, facet_results

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("suffix", ["", ".json", "?since=2024", ".json?since=2024"])
async def test_an_old_address_leads_to_whom_the_actor_was_merged_into(paper, suffix):
    await paper.send(f"{LOG}.json", {"action": "merge", "actor": "mara-velden", "value": "mara-veldon"})
    response = await paper.get(f"/news/-/actors/mara-veldon{suffix}")
    assert response.status_code == 302
    assert response.headers["location"] == f"/news/-/actors/mara-velden{suffix}"
    assert (await paper.get(response.headers["location"])).status_code == 200


async def test_an_old_address_leads_on_with_base_url(paper_path):
    site = Site(paper_path, settings={"base_url": "/press/"}, **EDITORS)
    await site.send(f"{LOG}.json", {"action": "merge", "actor": "mara-velden", "value": "mara-veldon"})
    assert (await site.get("/news/-/actors/mara-veldon")).headers["location"] == "/press/news/-/actors/mara-velden"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("actors/mara-veldon/about/tess-okoro.json?since=2024", "actors/mara-velden/about/tess-okoro.json?since=2024"),
        ("actors/tess-okoro/about/mara-veldon", "actors/tess-okoro/about/mara-velden"),
        ("compare?actor=tess-okoro&actor=mara-veldon", "compare?actor=tess-okoro&actor=mara-velden"),
        ("compare.json?actor=mara-veldon&since=2024", "compare.json?actor=mara-velden&since=2024"),
    ],
)
async def test_an_old_slug_leads_on_wherever_an_actor_is_named(paper, old, new):
    await paper.send(f"{LOG}.json", {"action": "merge", "actor": "mara-velden", "value": "mara-veldon"})
    response = await paper.get(f"/news/-/{old}")
    assert response.status_code == 302
    assert response.headers["location"] == f"/news/-/{new}"
    assert (await paper.get(response.headers["location"])).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/news/-/quotes.json?_shape=array&speaker={}",
        "/news/-/quotes.json?_shape=array&about={}",
        "/news/-/quotes.json?_shape=array&about_any={}",
        "/news/-/newsactors/edges.json?_shape=array&speaker={}",
        "/news/articles.json?_shape=array&_actor={}",
        "/news/articles.json?_shape=array&_about_any={}",
        "/news/quotes.json?_shape=array&_actor_any={}",
        "/news/quotes.json?_shape=array&_about={}",
    ],
)
async def test_a_filter_by_a_former_slug_gives_what_the_slug_of_today_gives(paper, path):
    await paper.send(f"{LOG}.json", {"action": "merge", "actor": "jon-velden", "value": "mara-velden"})
    found = await paper.json(path.format("mara-velden"))
    assert found
    assert found == await paper.json(path.format("jon-velden"))


async def test_a_filter_by_a_former_slug_is_told_in_words(paper):
    await paper.send(f"{LOG}.json", {"action": "merge", "actor": "jon-velden", "value": "mara-velden"})
    assert "said by &#34;Jon Velden&#34;" in await paper.html("/news/quotes?_actor=mara-velden")


async def test_an_actor_that_never_was_is_a_404(paper):
    assert (await paper.get("/news/-/actors/nobody.json")).status_code == 404


async def test_a_rejected_actor_is_left_out_unless_asked_for(paper):
    await paper.send(f"{LOG}.json", {"action": "reject", "actor": "tess-okoro"})
    for path in ("/news/-/actors.json", "/news/-/actors.json?q=okoro", "/news/-/newsactors.json", "/news/-/actors.csv"):
        assert "tess-okoro" not in await paper.html(path)
    for path in ("/news/-/actors.json?status=rejected", "/news/-/actors.json?q=okoro&status=rejected"):
        assert [row["slug"] for row in (await paper.json(path))["rows"]] == ["tess-okoro"]
    assert (await paper.json("/news/-/newsactors.json"))["totals"]["actors"] == 6


@pytest.mark.parametrize("table", ["articles", "quotes"])
@pytest.mark.parametrize("facet", ["actor", "about"])
@pytest.mark.parametrize("narrowed", ["", "&id__gt=0"])
async def test_a_rejected_actor_is_no_value_of_a_facet(paper, table, facet, narrowed):
    path = f"/news/{table}.json?_extra=facet_results&_facet_{facet}=all{narrowed}"
    values = facet_results(await paper.json(path))[facet]["results"]
    assert "tess-okoro" in {value["value"] for value in values}
    await paper.send(f"{LOG}.json", {"action": "reject", "actor": "tess-okoro"})
    values = facet_results(await paper.json(path))[facet]["results"]
    assert "tess-okoro" not in {value["value"] for value in values}


async def test_the_page_of_a_rejected_actor_says_so(paper):
    await paper.send(f"{LOG}.json", {"action": "reject", "actor": "tess-okoro"})
    assert "somebody decided that this is no actor" in await paper.html("/news/-/actors/tess-okoro")
    assert (await paper.json("/news/-/actors/tess-okoro.json"))["news_actor"]["status"] == "rejected"
