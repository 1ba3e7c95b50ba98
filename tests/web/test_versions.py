"""The former versions of an article on its page, for those who may see them."""

import pytest

from datasette_newsactors import store
from tests.store.newspaper import PIPELINE, new_database, report, save_all

from .conftest import HOSTILE, Site

URL = "https://news.example/ferry"


@pytest.fixture
def changed(tmp_path):
    """The path of a database with one article, whose first version had a hostile title."""
    path = tmp_path / "news.db"
    db = new_database(str(path))
    save_all(db, [[report(("Mara Velden", None, None), title=HOSTILE, url=URL)]])
    mended = report(("Tess Okoro", None, None), title="Ferry", url=URL)
    store.save(db, [mended], store.start_run(db, PIPELINE, {}))
    db.close()
    return path


@pytest.mark.asyncio
async def test_the_page_of_an_article_lists_its_former_versions(changed):
    site = Site(changed)

    [version] = (await site.json("/news/-/articles/1.json"))["versions"]
    page = await site.html("/news/-/articles/1")

    assert (version["title"], version["n_words"]) == (HOSTILE, 6)
    assert "Former versions" in page
    assert "<img src=x" not in page
    assert "Mara Velden said that nobody slept." in await site.html(version["url"])


@pytest.mark.asyncio
async def test_who_may_not_see_the_versions_sees_the_article_without_them(changed):
    hidden = {"databases": {"news": {"tables": {"article_versions": {"allow": {"id": "reader"}}}}}}
    site = Site(changed, metadata=hidden)

    assert (await site.json("/news/-/articles/1.json", signed_in=True))["versions"]
    body = await site.json("/news/-/articles/1.json")
    assert body["versions"] is None
    assert "Former versions" not in await site.html("/news/-/articles/1")
