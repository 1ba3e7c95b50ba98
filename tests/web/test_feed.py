"""A quote search as an Atom feed, read as a feed reader does."""

import re
import shutil
import sqlite3
from datetime import datetime
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from tests.newsroom import HOSTILE_NAME
from tests.web.conftest import Site

ATOM = {"a": "http://www.w3.org/2005/Atom"}
URI = re.compile(r"(https?://[^\s<>\"]+|tag:[\w.-]+,\d{4}:[\w~/.-]+)$")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")


async def feed(site, query="", **more):
    response = await site.get("/news/-/quotes.atom" + query, **more)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def entries(root):
    return root.findall("a:entry", ATOM)


def text(element, name):
    return element.findtext(f"a:{name}", namespaces=ATOM)


def links(element):
    return {link.get("rel"): link.get("href") for link in element.findall("a:link", ATOM)}


@pytest.mark.asyncio
async def test_it_has_all_that_atom_asks_for(site):
    root = await feed(site)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    for element in (root, *entries(root)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1
            assert text(element, name)
        assert URI.match(text(element, "id"))
        assert INSTANT.match(text(element, "updated"))
        datetime.fromisoformat(text(element, "updated").replace("Z", "+00:00"))
        assert all(URI.match(href) for href in links(element).values())
    assert root.findtext("a:author/a:name", namespaces=ATOM) == "news"
    ids = [text(entry, "id") for entry in entries(root)]
    assert len(ids) == len(set(ids)) == 19


@pytest.mark.asyncio
async def test_the_newest_come_first_with_who_said_them_and_where(site):
    [first, *_] = entries(await feed(site))
    assert text(first, "title") == "Tess Okoro: the council met 12 times"
    assert text(first, "published") == "2024-12-10T00:00:00Z"
    assert text(first, "updated") == "2024-12-31T10:00:00Z"
    assert first.findtext("a:author/a:name", namespaces=ATOM) == "Tess Okoro"
    assert links(first)["alternate"].startswith("http://localhost/news/-/articles/12#quote-")
    assert "(indirect speech)" in text(first, "content")


@pytest.mark.asyncio
async def test_a_quote_without_a_speaker_has_no_author(site):
    by_title = {text(entry, "title"): entry for entry in entries(await feed(site))}
    anonymous = by_title["Anonymous source (“An official close to the talks”): the decision was final"]
    unresolved = by_title["Speaker not resolved: “Nobody knows who signed.”"]
    for entry in (anonymous, unresolved):
        assert entry.find("a:author", ATOM) is None


@pytest.mark.asyncio
async def test_the_feed_of_one_actor_and_its_pages(site):
    seen, root = [], await feed(site, "?speaker=mara-lind&_size=2&cue_class=any")
    while True:
        seen += [text(entry, "title") for entry in entries(root)]
        assert links(root)["alternate"].startswith("http://localhost/news/-/quotes?speaker=mara-lind")
        if "next" not in links(root):
            break
        root = await feed(site, "?" + links(root)["next"].partition("?")[2])
    assert len(seen) == 3
    assert all(title.startswith("Mara Lind: ") for title in seen)


@pytest.mark.asyncio
async def test_who_a_quote_is_about_is_a_category(site):
    [entry] = entries(await feed(site, "?q=dockers"))
    assert {item.get("term"): item.get("label") for item in entry.findall("a:category", ATOM)} == {
        "mara-lind": "Mara Lind",
        "dockers": "the dockers",
    }


@pytest.mark.asyncio
async def test_hostile_text_is_text(site):
    [entry] = entries(await feed(site, "?speaker=obrien"))
    assert text(entry, "title").startswith(HOSTILE_NAME)
    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: tags.append(tag)
    parser.feed(text(entry, "content"))
    assert set(tags) == {"blockquote", "p", "a"}


@pytest.mark.asyncio
async def test_characters_that_xml_does_not_allow_are_replaced(newsroom_path, tmp_path):
    path = shutil.copy(newsroom_path, tmp_path / "news.db")
    with sqlite3.connect(path) as connection:
        connection.execute("update quotes set content = 'a\x0bb\x1b\ufffe', published = 'no date' where id = 1")
        connection.execute("update articles set title = 'x\x0cy' where id = 1")
    titles = {text(entry, "title"): entry for entry in entries(await feed(Site(path)))}
    odd = titles["Mara Lind: a\ufffdb\ufffd\ufffd"]
    assert INSTANT.match(text(odd, "published"))


@pytest.mark.asyncio
async def test_a_search_without_results_is_a_feed_too(site):
    root = await feed(site, "?q=nosuchword")
    assert entries(root) == []
    assert INSTANT.match(text(root, "updated"))


@pytest.mark.asyncio
async def test_the_search_page_and_the_actors_page_lead_to_their_feeds(site):
    page = await site.html("/news/-/quotes?q=ferry&_size=1")
    assert 'type="application/atom+xml" title="Quotes in news" href="/news/-/quotes.atom?q=ferry&amp;_size=1"' in page
    page = await site.html("/news/-/actors/mara-lind")
    assert 'title="Quotes by Mara Lind" href="/news/-/quotes.atom?speaker=mara-lind"' in page
