"""Every decision through a form and through JSON: what it changes, what it says, and what it refuses."""

import pytest

from datasette_newsactors.web.decisions import DONE
from tests.web.conftest import HOSTILE, LOG

pytestmark = pytest.mark.asyncio

HOSTILE_SLUG = "img-src-x-onerror-alert-1-q"
DECISIONS = {
    "merge": {"action": "merge", "actor": "mara-velden", "value": "mara-veldon"},
    "distinct": {"action": "distinct", "actor": "mara-velden", "value": "mara-veldon"},
    "rename": {"action": "rename", "actor": "mara-velden", "value": HOSTILE},
    "retype": {"action": "retype", "actor": "mara-velden", "value": "group"},
    "reject": {"action": "reject", "actor": "mara-velden"},
    "confirm": {"action": "confirm", "actor": "mara-velden"},
    "link": {"action": "link", "actor": "mara-velden", "value": "Q42"},
    "reattribute": {"action": "reattribute", "quote": "1", "value": "tess-okoro"},
    "reattribute to nobody": {"action": "reattribute", "quote": "1", "value": ""},
}
every_decision = pytest.mark.parametrize("decision", DECISIONS.values(), ids=DECISIONS)


async def state(site):
    """What the decisions can change: the actors, and who says the quotes."""
    rows = (await site.json("/news/-/actors.json?_size=max"))["rows"]
    rejected = (await site.json("/news/-/actors.json?status=rejected"))["rows"]
    actors = [(row["slug"], row["name"], row["type"], row["status"], row["n_mentions"]) for row in rows + rejected]
    page = await site.json("/news/-/actors/mara-velden.json")
    said = [(row["id"], row["speaker"]) for row in (await site.json("/news/-/quotes.json?_size=max"))["rows"]]
    return sorted(actors), sorted(said), page["news_actor"]["wikidata_id"]


@every_decision
async def test_json_makes_a_decision_and_shows_it(paper, decision):
    response = await paper.send(f"{LOG}.json", decision | {"why": "see page 3"})
    assert response.status_code == 201, response.text
    made = response.json()["correction"]
    assert (made["action"], made["who"], made["why"]) == (decision["action"], "editor", "see page 3")
    assert made["undone"] is False
    assert (await paper.json(f"{LOG}.json"))["rows"] == [made]


@every_decision
async def test_a_form_makes_the_same_decision_and_leads_back(paper, decision):
    response = await paper.submit(LOG, back="/news/-/actors/mara-velden", **decision)
    assert response.status_code == 302, response.text
    assert response.headers["location"] == "/news/-/actors/mara-velden"
    [row] = (await paper.json(f"{LOG}.json"))["rows"]
    assert (row["action"], row["who"], row["why"]) == (decision["action"], "editor", None)
    page = await paper.get("/news/-/actors/mara-velden", cookies=response.cookies)
    assert DONE[decision["action"]] in page.text


@every_decision
@pytest.mark.parametrize("by", ["form", "json"])
async def test_an_undo_brings_back_what_was(paper, decision, by):
    before = await state(paper)
    await paper.send(f"{LOG}.json", decision)
    if decision["action"] != "distinct":
        assert await state(paper) != before
    response = await (paper.submit(f"{LOG}/1/undo") if by == "form" else paper.send(f"{LOG}/1/undo.json", {}))
    assert response.status_code == (302 if by == "form" else 201)
    assert await state(paper) == before
    undo, decided = (await paper.json(f"{LOG}.json"))["rows"]
    assert (undo["action"], decided["undone"]) == ("undo", True)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rename", {"name": HOSTILE}),
        ("retype", {"type": "group"}),
        ("reject", {"status": "rejected", "n_quotes": 0}),
        ("confirm", {"status": "confirmed"}),
        ("merge", {"n_articles": 3, "n_quotes": 3}),
        ("link", {"wikidata_id": "Q42"}),
    ],
)
async def test_what_a_decision_changes_is_on_the_page(paper, name, expected):
    await paper.send(f"{LOG}.json", DECISIONS[name])
    page = await paper.json("/news/-/actors/mara-velden.json")
    assert {key: page["news_actor"][key] for key in expected} == expected
    assert [row["action"] for row in page["corrections"]] == [name]


@pytest.mark.parametrize("speaker", ["tess-okoro", ""])
async def test_a_quote_gets_another_speaker_or_none(paper, speaker):
    await paper.submit(LOG, action="reattribute", quote="1", value=speaker, back="/news/-/articles/1#list-1")
    quote = (await paper.json("/news/-/articles/1.json"))["quotes"][0]
    assert quote["speaker"] == (speaker or None)


async def test_an_actor_is_split_by_name(paper):
    await paper.send(f"{LOG}.json", DECISIONS["merge"])
    response = await paper.send(f"{LOG}.json", {"action": "split", "actor": "mara-velden", "value": "Mara Veldon"})
    assert response.status_code == 201, response.text
    names = (await paper.json("/news/-/actors/mara-velden.json"))["names"]
    assert [row["name"] for row in names] == ["Mara Velden"]


@pytest.mark.parametrize("by", ["form", "json"])
async def test_an_actor_is_split_by_articles(paper, by):
    before = await state(paper)
    articles = (await paper.json("/news/-/actors/tess-okoro.json"))["articles"]
    chosen = [row["id"] for row in articles][:2]
    decision = {"action": "split", "actor": "tess-okoro", "articles": chosen}
    response = await (paper.submit(LOG, **decision) if by == "form" else paper.send(f"{LOG}.json", decision))
    assert response.status_code == (302 if by == "form" else 201), response.text
    taken = (await paper.json("/news/-/actors/tess-okoro-2.json"))["articles"]
    assert [row["id"] for row in taken] == chosen
    assert [row["id"] for row in (await paper.json("/news/-/actors/tess-okoro.json"))["articles"]] == [
        row["id"] for row in articles if row["id"] not in chosen
    ]
    await paper.send(f"{LOG}/1/undo.json", {})
    assert await state(paper) == before


async def test_the_page_of_an_actor_offers_its_articles_to_split_off(paper):
    text = await paper.html("/news/-/actors/tess-okoro", who={"id": "editor"})
    ids = [row["id"] for row in (await paper.json("/news/-/actors/tess-okoro.json"))["articles"]]
    assert len(ids) > 1
    assert [f'name="articles" value="{key}"' in text for key in ids] == [True] * len(ids)


@every_decision
@pytest.mark.parametrize("path", [LOG, f"{LOG}.json"])
async def test_without_the_token_or_from_elsewhere_nothing_is_decided(paper, decision, path):
    for response in (
        await paper.submit(path, token=False, **decision),
        await paper.send(path, decision, token=False),
        await paper.submit(f"{LOG}/1/undo", token=False),
    ):
        assert response.status_code == 403
    assert (await paper.json(f"{LOG}.json"))["rows"] == []


async def test_every_form_that_changes_something_carries_the_token(paper):
    await paper.send(f"{LOG}.json", DECISIONS["confirm"])
    for path in (
        "/news/-/actors/mara-velden?_merge=velden",
        "/news/-/articles/1?_wrong=1",
        "/news/-/newsactors/review",
        LOG,
    ):
        text = (await paper.html(path, who={"id": "editor"})).split('<div class="na">')[1]
        forms = [form.partition("</form>")[0] for form in text.split("<form ")[1:]]
        posts = [form for form in forms if 'method="post"' in form]
        assert posts
        assert all('name="csrftoken" value="' in form for form in posts)


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        ({}, 400, "action='' is not understood: use one of merge, distinct, split"),
        ({"action": "undo"}, 400, "action='undo' is not understood"),
        ({"action": "confirm"}, 400, "confirm is about a single actor"),
        ({"action": "confirm", "actor": "mara-velden", "quote": 1}, 400, "confirm is about a single actor"),
        ({"action": "confirm", "actor": "mara-velden", "value": "x"}, 400, "confirm takes no value"),
        ({"action": "confirm", "actor": "nobody"}, 404, "There is no actor nobody"),
        ({"action": "merge", "actor": "mara-velden"}, 400, "merge takes a value"),
        ({"action": "merge", "actor": "mara-velden", "value": "nobody"}, 404, "There is no actor nobody"),
        ({"action": "merge", "actor": "mara-velden", "value": "mara-velden"}, 400, "itself"),
        ({"action": "rename", "actor": "mara-velden", "value": " "}, 400, "rename takes a value"),
        ({"action": "rename", "actor": "mara-velden", "value": "a\nb"}, 400, "value has a line break"),
        ({"action": "rename", "actor": "mara-velden", "value": "a\0"}, 400, "cannot be shown"),
        ({"action": "rename", "actor": "mara-velden", "value": "a" * 2001}, 400, "value is too long"),
        ({"action": "retype", "actor": "mara-velden", "value": "robot"}, 400, "person, organization, place, group"),
        ({"action": "split", "actor": "mara-velden", "value": "Nobody"}, 400, "Nobody"),
        ({"action": "link", "actor": "mara-velden", "value": "P31"}, 400, "the wikidata_id must be like Q42"),
        ({"action": "split", "actor": "mara-velden"}, 400, "split takes either a value, which is a name, or articles"),
        ({"action": "split", "actor": "mara-velden", "value": "x", "articles": [1]}, 400, "split takes either a value"),
        ({"action": "split", "actor": "mara-velden", "articles": [999]}, 400, "Article 999 does not mention"),
        ({"action": "split", "actor": "mara-velden", "articles": [[1]]}, 400, "articles is to be a string"),
        ({"action": "confirm", "actor": "mara-velden", "articles": [1]}, 400, "confirm takes no articles"),
        ({"action": "reattribute", "quote": 1}, 400, "reattribute takes a value: the slug of an actor, or null"),
        ({"action": "reattribute", "actor": "mara-velden"}, 400, "reattribute is about a single quote"),
        ({"action": "reattribute", "quote": 999, "value": ""}, 404, "There is no quote 999"),
        ({"action": "reattribute", "quote": "x", "value": ""}, 404, "There is no quote x"),
        ({"action": "reattribute", "quote": 1, "value": "nobody"}, 404, "There is no actor nobody"),
        ({"action": "confirm", "actor": ["mara-velden"]}, 400, "actor is to be a string"),
        ({"action": "confirm", "actor": "mara-velden", "sudo": "yes"}, 400, "There is no field 'sudo'"),
        ([], 400, "JSON object"),
    ],
)  # fmt: skip
async def test_what_means_nothing_is_refused_in_words(paper, body, status, message):
    response = await paper.send(f"{LOG}.json", body)
    answer = response.json()
    assert (response.status_code, answer["status"], answer["ok"]) == (status, status, False)
    assert message in answer["error"]
    assert answer["errors"] == [answer["error"]]
    assert (await paper.json(f"{LOG}.json"))["rows"] == []


async def test_a_form_that_means_nothing_is_an_error_page(paper):
    response = await paper.submit(LOG, action="confirm", actor="nobody")
    assert response.status_code == 404
    assert "There is no actor nobody" in response.text
    assert response.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(("number", "status"), [("7", 404), ("0", 404), ("9" * 30, 404), ("1", 400)])
async def test_what_is_not_there_or_undone_cannot_be_undone(paper, number, status):
    await paper.send(f"{LOG}.json", DECISIONS["confirm"])
    await paper.send(f"{LOG}/1/undo.json", {})
    response = await paper.send(f"{LOG}/{number}/undo.json", {})
    assert response.status_code == status
    assert number in response.json()["error"]


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/other/-/actors", ""])
async def test_a_form_leads_nowhere_but_to_our_pages(paper, back):
    response = await paper.submit(LOG, back=back, **DECISIONS["confirm"])
    assert response.headers["location"] == LOG


async def test_a_hostile_name_is_only_text(paper):
    await paper.send(f"{LOG}.json", DECISIONS["rename"] | {"why": HOSTILE})
    await paper.send(f"{LOG}.json", {"action": "merge", "actor": "mara-velden", "value": HOSTILE_SLUG})
    for path in (LOG, "/news/-/actors/mara-velden?_merge=img", "/news/-/articles/1?_wrong=1"):
        text = await paper.html(path, who={"id": "editor"})
        assert "<img" not in text
        assert "&lt;img" in text
