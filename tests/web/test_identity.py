"""How certain an identity is, and what it rests on, as the page of an actor tells it."""

import pytest

from tests.store.newspaper import new_database, save_all
from tests.store.test_namesakes import FARMER, KEEPER, UNTOLD
from tests.web.conftest import EDITORS, LOG, READER, Site

pytestmark = pytest.mark.asyncio
VELDEN = "/news/-/actors/mara-velden"


async def identity(site, path=VELDEN, **who):
    return (await site.json(f"{path}.json", **who))["identity"]


async def test_names_have_the_rule_that_joined_them_and_mentions_are_counted(paper):
    await paper.send(
        f"{LOG}.json", {"action": "merge", "actor": "mara-velden", "value": "tess-okoro", "why": "married"}
    )
    found = await identity(paper)
    assert [(row["name"], row["n_articles"], row["rule"]) for row in found["names"]] == [
        ("Tess Okoro", 4, "a decision of people"),
        ("Mara Velden", 2, "the main name"),
    ]
    assert found["references"] == {"by_name": 8, "otherwise": 0}
    assert [(row["action"], row["who"], row["why"]) for row in found["decisions"]] == [("merge", "editor", "married")]
    text = " ".join((await paper.html(VELDEN)).split())
    assert "How certain is this identity" in text
    assert "a decision of people" in text
    assert "1 decision holds" in text


async def test_who_may_be_the_same_is_shown_until_somebody_decides(paper):
    found = await identity(paper)
    assert [(row["slug"], row["reason"]) for row in found["candidates"]] == [
        ("mara-veldon", "one letter apart"),
        ("velden", "a surname that 2 people bear here"),
    ]
    text = await paper.html(VELDEN)
    assert "May be the same" in text
    assert "one letter apart" in text
    await paper.send(f"{LOG}.json", {"action": "distinct", "actor": "mara-velden", "value": "mara-veldon"})
    assert [row["slug"] for row in (await identity(paper))["candidates"]] == ["velden"]


async def test_others_of_the_name_are_named(tmp_path):
    path = tmp_path / "news.db"
    db = new_database(str(path))
    save_all(db, [[KEEPER, FARMER, UNTOLD]])
    db.close()
    site = Site(path, **EDITORS)
    [one, other, untold] = [f"/news/-/actors/tess-okoro{n}" for n in ("", "-2", "-3")]
    found = await identity(site, one)
    assert found["names"][0]["apart"] is True
    assert {row["url"] for row in found["namesakes"]} == {other, untold}
    text = await site.html(one)
    assert "Others of the name" in text
    assert "told from others of the name by what the article says" in text


async def test_a_link_is_there_with_its_basis(paper):
    await paper.send(f"{LOG}.json", {"action": "link", "actor": "mara-velden", "value": "Q42"})
    [decision] = (await identity(paper))["decisions"]
    assert decision["value"] == {"wikidata_id": "Q42", "basis": "given by a person"}
    assert "In Wikidata" in await paper.html(VELDEN)
    await paper.send(f"{LOG}/1/undo.json", {})
    assert (await identity(paper))["decisions"] == []
    assert "In Wikidata" not in await paper.html(VELDEN)


async def test_who_may_not_see_the_log_sees_neither_decisions_nor_what_depends_on_them(paper_path):
    allow = {"databases": {"news": {"tables": {"corrections": {"allow": READER}}}}}
    version = "config" if "config" in EDITORS else "metadata"
    site = Site(paper_path, **{version: allow})
    found = await identity(site)
    assert (found["candidates"], found["decisions"]) == (None, None)
    assert found["names"]
    assert "May be the same" not in await site.html(VELDEN)
    assert (await identity(site, signed_in=True))["candidates"]
