"""The review of likely duplicates, and the log of what was decided."""

import pytest

from tests.web.conftest import EDITOR, HOSTILE, LOG

pytestmark = pytest.mark.asyncio

HOST = "http://localhost"
REVIEW = "/news/-/newsactors/review"


async def review(site, query=""):
    return await site.json(f"{REVIEW}.json{query}", who=EDITOR)


async def pairs_of(site):
    """The slugs of each pair that the page offers, one after the other."""
    first = await review(site)
    pages = [first] + [await review(site, f"?skip={n}") for n in range(1, first["n_pairs"])]
    return [(page["pair"]["keep"]["slug"], page["pair"]["other"]["slug"]) for page in pages]


async def test_the_likeliest_pair_comes_first_with_its_evidence(paper):
    page = await review(paper)
    assert page["n_pairs"] == 3
    assert page["pair"]["reason"] == "one letter apart"
    keep, other = page["pair"]["keep"], page["pair"]["other"]
    assert (keep["slug"], other["slug"]) == ("mara-velden", "mara-veldon")
    assert [row["name"] for row in keep["names"]] == ["Mara Velden"]
    assert [row["role"] for row in keep["roles"]] == ["head of Harbour Board"]
    assert [row["content"] for row in other["quotes"]] == ["Tess Okoro slept"]
    assert page["pair"]["shared_articles"] == []
    assert [row["slug"] for row in page["pair"]["met_by_both"]] == ["tess-okoro"]


async def test_a_bare_surname_is_offered_to_all_who_bear_it(paper):
    assert set(await pairs_of(paper)) == {
        ("mara-velden", "mara-veldon"),
        ("mara-velden", "velden"),
        ("jon-velden", "velden"),
    }


@pytest.mark.parametrize("action", ["merge", "distinct"])
async def test_a_decided_pair_is_not_asked_about_again_until_the_decision_is_undone(paper, action):
    before = await pairs_of(paper)
    text = await paper.html(REVIEW, who=EDITOR)
    assert f'name="action" value="{action}"' in text
    response = await paper.submit(LOG, action=action, actor="mara-velden", value="mara-veldon", back=REVIEW)
    assert response.headers["location"] == REVIEW
    assert ("mara-velden", "mara-veldon") not in await pairs_of(paper)
    await paper.submit(f"{LOG}/1/undo")
    assert await pairs_of(paper) == before


async def test_skipping_leads_through_all_pairs_to_an_end(paper):
    path, seen = REVIEW, 0
    while path:
        text = await paper.html(path, who=EDITOR)
        seen += 1
        link = text.partition('accesskey="s"')[0].rpartition('href="')[2].partition('"')[0]
        path = link.removeprefix(HOST) if 'accesskey="s"' in text else None
    assert seen == (await review(paper))["n_pairs"]
    assert "begin again" in await paper.html(f"{REVIEW}?skip=99", who=EDITOR)


async def test_the_buttons_have_keys(paper):
    text = await paper.html(REVIEW, who=EDITOR)
    assert [text.count(f'accesskey="{key}"') for key in "yns"] == [1, 1, 1]


async def test_rejected_actors_are_no_duplicates(paper):
    await paper.send(f"{LOG}.json", {"action": "reject", "actor": "velden"})
    assert "velden" not in {slug for pair in await pairs_of(paper) for slug in pair}


@pytest.mark.parametrize("query", ["?skip=x", "?skip=-1", "?skipp=1"])
async def test_an_odd_parameter_is_a_400(paper, query):
    assert (await paper.get(f"{REVIEW}.json{query}", who=EDITOR)).status_code == 400


async def test_nothing_to_review_is_said(site):
    site.datasette.root_enabled = True
    page = await site.json(f"{REVIEW}.json", who={"id": "root"})
    assert page == {"ok": True, "pair": None, "skip": 0, "n_pairs": 0, "next_url": None}
    assert "No two actors" in await site.html(REVIEW, who={"id": "root"})


async def test_the_log_is_read_page_by_page_the_latest_first(paper):
    for action in ("confirm", "reject", "confirm"):
        await paper.send(f"{LOG}.json", {"action": action, "actor": "velden"})
    seen, path = [], f"{LOG}.json?_size=2"
    while path:
        page = await paper.json(path)
        seen += [row["id"] for row in page["rows"]]
        path = (page["next_url"] or "").removeprefix(HOST)
    assert seen == [3, 2, 1]


async def test_the_log_tells_each_decision_in_words(paper):
    for decision in (
        {"action": "merge", "actor": "mara-velden", "value": "mara-veldon", "why": HOSTILE},
        {"action": "distinct", "actor": "mara-velden", "value": "jon-velden"},
        {"action": "split", "actor": "mara-velden", "value": "Mara Veldon"},
        {"action": "rename", "actor": "jon-velden", "value": "Jonathan Velden"},
        {"action": "retype", "actor": "harbour-board", "value": "group"},
        {"action": "reject", "actor": "velden"},
        {"action": "confirm", "actor": "tess-okoro"},
        {"action": "reattribute", "quote": 1, "value": "jon-velden"},
        {"action": "reattribute", "quote": 2, "value": None},
    ):
        response = await paper.send(f"{LOG}.json", decision)
        assert response.status_code == 201, response.text
    await paper.submit(f"{LOG}/5/undo")
    text = " ".join((await paper.html(LOG)).split())
    for words in (
        "and “mara veldon” are one",
        "are different",
        "is called “Jonathan Velden”",
        "is of type group",
        "is no actor",
        "is confirmed",
        "is said by",
        "is said by nobody known",
        '#correction-5">Decision 5</a> is undone',
        "&lt;img src=x onerror=alert(1)&gt;",
    ):
        assert words in text
    assert "csrftoken" not in text
