"""Who may correct: the permission, seeing all that it is about, and a database that can be written."""

import pytest

from tests.web.conftest import EDITOR, EDITORS, LOG, READER, Site

REVIEW = "/news/-/newsactors/review"
ROOT = {"id": "root"}
CONFIRM = {"action": "confirm", "actor": "mara-velden"}
WHO = pytest.mark.parametrize(
    ("who", "allowed"), [(None, False), (READER, False), (EDITOR, True)],
    ids=["anonymous", "signed in", "with the permission"],
)  # fmt: skip

pytestmark = pytest.mark.asyncio


@WHO
async def test_a_decision_takes_the_permission(paper, who, allowed):
    response = await paper.send(f"{LOG}.json", CONFIRM, who=who)
    assert response.status_code == (201 if allowed else 403)
    assert len((await paper.json(f"{LOG}.json"))["rows"]) == allowed
    if not allowed:
        assert response.json()["error"] == "To correct actors and speakers you need the permission newsactors-edit"


@WHO
async def test_so_does_its_undoing(paper, who, allowed):
    await paper.send(f"{LOG}.json", CONFIRM)
    response = await paper.send(f"{LOG}/1/undo.json", {}, who=who)
    assert response.status_code == (201 if allowed else 403)
    actor = (await paper.json("/news/-/actors/mara-velden.json"))["news_actor"]
    assert actor["status"] == ("candidate" if allowed else "confirmed")


@WHO
async def test_so_does_the_review_page(paper, who, allowed):
    for path in (REVIEW, f"{REVIEW}.json"):
        assert (await paper.get(path, who=who)).status_code == (200 if allowed else 403)


@WHO
async def test_forms_are_shown_to_those_who_may_use_them(paper, who, allowed):
    for path in ("/news/-/actors/mara-velden", "/news/-/articles/1?_wrong=1"):
        response = await paper.get(path, who=who)
        assert ('name="csrftoken"' in response.text.split('<div class="na">')[1]) is allowed
        assert ("/-/newsactors/review" in response.text) is allowed


@pytest.mark.parametrize("who", [None, READER, EDITOR, ROOT])
async def test_where_nothing_is_configured_root_alone_may(paper_path, who):
    site = Site(paper_path)
    site.datasette.root_enabled = True  # as --root does on Datasette 1.0
    assert (await site.send(f"{LOG}.json", CONFIRM, who=who)).status_code == (201 if who == ROOT else 403)


@pytest.mark.parametrize("hidden", ["actors", "articles", "mentions", "quotes", "corrections"])
async def test_nobody_corrects_what_they_may_not_see(paper_path, hidden):
    site = Site(paper_path, **hiding(hidden))
    for response in (
        await site.send(f"{LOG}.json", CONFIRM),
        await site.send(f"{LOG}.json", CONFIRM | {"actor": "nobody"}),
        await site.get(REVIEW, who=EDITOR),
    ):
        assert response.status_code == 403
        assert "Mara" not in response.text


async def test_the_log_is_public_only_as_far_as_its_table_is(paper_path):
    site = Site(paper_path, **hiding("corrections"))
    assert (await site.get(f"{LOG}.json", who=READER)).status_code == 200
    assert (await site.get(f"{LOG}.json")).status_code == 403
    assert (await site.json("/news/-/actors/mara-velden.json"))["corrections"] is None
    assert (await site.json("/news/-/actors/mara-velden.json", who=READER))["corrections"] == []


def hiding(table):
    """Options that let the editor correct, and hide a table from all but the reader."""
    options = {name: dict(value) for name, value in EDITORS.items()}
    [key] = options
    options[key]["databases"] = {"news": {"tables": {table: {"allow": READER}}}}
    return options


async def test_an_immutable_database_cannot_be_corrected(paper_path):
    site = Site(None, immutables=[str(paper_path)], **EDITORS)
    response = await site.send(f"{LOG}.json", CONFIRM)
    assert response.status_code == 403
    assert response.json()["error"] == "The database news cannot be changed: it is served as immutable"
    assert (await site.get(REVIEW, who=EDITOR)).status_code == 403
    assert "csrftoken" not in (await site.html("/news/-/actors/mara-velden", who=EDITOR)).split('<div class="na">')[1]
    assert (await site.json(f"{LOG}.json"))["rows"] == []


async def test_a_permission_for_one_database_is_none_for_another(paper_path, tmp_path):
    [(key, block)] = EDITORS.items()
    site = Site(paper_path, **{key: {"databases": {"other": block}}})
    assert (await site.send(f"{LOG}.json", CONFIRM)).status_code == 403
    site = Site(paper_path, **{key: {"databases": {"news": block}}})
    assert (await site.send(f"{LOG}.json", CONFIRM)).status_code == 201
