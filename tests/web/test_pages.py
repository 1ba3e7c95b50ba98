"""What people see."""

import html
import re

import pytest
import sqlite_utils
from datasette.database import QueryInterrupted

from datasette_newsactors.query import overview, quotes
from datasette_newsactors.query.select import Select
from datasette_newsactors.web.visit import Visit
from tests.newsroom import HOSTILE_NAME

PAGES = [
    "/news/-/newsactors",
    "/news/-/actors",
    "/news/-/actors?q=lind&type=person",
    "/news/-/actors/mara-lind",
    "/news/-/actors/obrien",
    "/news/-/actors/velden?since=2024-05&until=2024-08&publication=Velden+Post",
    "/news/-/actors/obrien/about/mara-lind",
    "/news/-/actors/mara-lind/about/velden",
    "/news/-/compare",
    "/news/-/compare?actor=obrien&with=lin",
    "/news/-/compare?actor=obrien&actor=mara-lind&actor=velden&actor=tess-okoro",
    "/news/-/newsactors/edges?cue_class=any",
    "/news/-/newsactors/audit?by=month",
    "/news/-/newsactors/audit/sample?size=200&cue_class=any&n=9",
    "/news/-/articles/1",
    "/news/-/articles/3",
    "/news/-/articles/13",
    "/news/-/quotes",
    "/news/-/quotes?q=ferry+OR+books&about=&type=direct",
]


@pytest.mark.asyncio
@pytest.mark.parametrize("path", PAGES)
async def test_every_page_is_part_of_datasette_and_needs_no_script(site, path):
    page = await site.html(path)
    assert "Powered by" in page
    assert "<h1>" in page
    own = page[page.index('<div class="na">') : page.index("<footer")]
    assert "<script" not in own
    assert not re.search(r"\son\w+=", own)
    assert "style=" not in own
    assert "/-/static-plugins/datasette_newsactors/newsactors.css" in page


@pytest.mark.asyncio
@pytest.mark.parametrize("path", PAGES)
async def test_hostile_text_is_escaped(site, path):
    page = await site.html(path)
    assert "<script>alert" not in page
    assert "<b>Harbour" not in page
    assert "<em>open" not in page
    assert "javascript:alert" not in page
    assert "bad<file>" not in page


@pytest.mark.asyncio
async def test_the_hostile_name_is_shown_as_it_is_written(site):
    page = await site.html("/news/-/actors/obrien")
    assert HOSTILE_NAME in html.unescape(page)


@pytest.mark.asyncio
@pytest.mark.parametrize("path", PAGES)
async def test_ids_are_unique_and_links_within_the_page_lead_somewhere(site, path):
    page = await site.html(path)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


@pytest.mark.asyncio
async def test_a_search_result_leads_to_the_place_of_the_quote_in_its_article(site):
    row = (await site.json("/news/-/quotes.json?q=patience"))["rows"][0]
    path, anchor = row["url"].split("#")
    assert f'id="{anchor}"' in await site.html(path)


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/news/-/quotes", "/news/-/articles/1", "/news/-/actors/mara-lind"])
async def test_a_quote_tells_how_sure_it_is(site, path):
    assert 'title="right, with its source, with a probability of 0.9"' in await site.html(path)


@pytest.mark.asyncio
async def test_a_search_marks_the_words_that_matched(site):
    assert "<mark>Ferries</mark> sail," in await site.html("/news/-/quotes?q=ferry")


@pytest.mark.asyncio
async def test_who_is_not_known_is_said_plainly(site):
    assert "anonymous source" in await site.html("/news/-/articles/1")
    assert "speaker not resolved" in await site.html("/news/-/articles/3")


@pytest.mark.asyncio
async def test_an_article_shows_its_whole_text(site):
    article = (await site.json("/news/-/articles/1.json"))["article"]
    page = await site.html("/news/-/articles/1")
    text = page[page.index("</details>", page.index("na-legend")) : page.index("<aside")]
    text = re.sub(r'<a class="na-number".*?</a>', "", text)
    plain = html.unescape(re.sub(r"<[^>]+>", "", text))
    assert plain.split() == article["text"].split()


@pytest.mark.asyncio
async def test_a_quote_is_joined_with_its_source_and_cue_for_every_way_of_reading(site):
    page = await site.html("/news/-/articles/1")
    assert page.count('data-quotes="2"') == 2 + 1 + 1 + 1  # the two parts of the quote, its number, source and cue
    assert 'aria-label="Quote 2, said by Mara Lind: to the list"' in page
    assert 'aria-label="Quote 5, from an anonymous source: to the list"' in page
    assert "newsactors.js" in page
    assert "newsactors.js" not in await site.html("/news/-/quotes")


@pytest.mark.asyncio
async def test_a_copy_and_its_original_lead_to_each_other(site):
    assert 'A copy of <a href="/news/-/articles/1">' in await site.html("/news/-/articles/2")
    assert 'Also published as <a href="/news/-/articles/2">' in await site.html("/news/-/articles/1")


@pytest.mark.asyncio
async def test_only_http_links_lead_out(site):
    assert "original page" not in await site.html("/news/-/articles/3")
    assert '<a href="https://example.org/notes/4"' in await site.html("/news/-/articles/4")


@pytest.mark.asyncio
async def test_the_filters_of_an_actors_page_hold_for_all_of_it(site):
    page = await site.json("/news/-/actors/tess-okoro.json?since=2024-06&until=2024-09&publication=The+Undertow")
    assert {row["id"] for row in page["articles"]} == {6, 8}
    assert {row["article_id"] for row in page["quotes_by"]} == {6, 8}
    assert page["n_quotes_by"] == 2
    assert [row["month"] for row in page["timeline"]] == ["2024-06", "2024-07", "2024-08"]
    assert page["publications"] == [{"name": "The Undertow", "n_articles": 2, "n_quotes": 2}]
    assert "since=2024-06" in page["quotes_by_url"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "query", ["", "?since=2024-02", "?until=2024-01", "?since=2024-02&until=2024-11-10&publication=Velden+Post"]
)
async def test_an_actors_page_leads_to_as_many_articles_as_it_counts(site, query):
    page = await site.json(f"/news/-/actors/mara-lind.json{query}")
    path, _, asked = page["articles_url"].partition("?")
    rows = await site.json(f"{path}.json?{asked}&_shape=array")
    assert len(rows) == page["presence"]["n_articles"]
    assert [row["id"] for row in rows][:10] == [article["id"] for article in page["articles"]]


@pytest.mark.asyncio
async def test_an_article_is_read_aloud_in_its_language(site_with, news_copy):
    sqlite_utils.Database(news_copy)["articles"].update(1, {"language": "pt"})
    site = site_with(path=news_copy)
    assert '<article class="na-text" lang="pt">' in await site.html("/news/-/articles/1")
    assert '<article class="na-text">' in await site.html("/news/-/articles/2")


@pytest.mark.asyncio
async def test_an_actors_page_tells_who_speaks_about_whom(site):
    page = await site.json("/news/-/actors/mara-lind.json")
    assert page["news_actor"]["name"] == "Mara Lind"
    assert [row["slug"] for row in page["speaks_about"]] == ["harbour-board", "velden"]
    assert [row["slug"] for row in page["spoken_about_by"]] == ["jon-lind"]
    assert [row["role"] for row in page["roles"]] == ["former minister", "minister of <ferries>"]


@pytest.mark.asyncio
async def test_no_line_of_the_picture_hides_the_direction_of_another(site):
    page = await site.html("/news/-/actors/mara-lind")
    assert page.rindex('class="na-edge"') < page.index('class="na-arrow"')


@pytest.mark.asyncio
async def test_the_signed_in_user_is_not_taken_for_the_news_actor(site):
    page = await site.html("/news/-/actors/mara-lind", signed_in=True)
    assert "<strong>reader</strong>" in page
    assert "<h1>Mara Lind</h1>" in page.replace("\n", "")


@pytest.mark.asyncio
async def test_facets_of_the_search_toggle(site):
    page = await site.json("/news/-/quotes.json?_facet=type&_facet=year&type=direct&_next=")
    values = {row["value"]: row for row in page["facet_results"]["results"]["type"]["results"]}
    assert values["direct"]["selected"]
    assert "type=direct" not in values["direct"]["toggle_url"]
    assert values["direct"]["toggle_url"].startswith("http://localhost/news/-/quotes.json?")
    year = page["facet_results"]["results"]["year"]["results"][0]
    assert "since=2024&until=2024" in year["toggle_url"]


@pytest.mark.asyncio
async def test_a_facet_of_the_search_that_is_cut_leads_to_all_of_it(site_with):
    site = site_with(settings={"default_facet_size": 2})
    page = await site.html("/news/-/quotes?until=2024-10")
    more = re.search(r'href="([^"]*_facet_size=max[^"]*)">and more', page)[1].replace("&amp;", "&")
    assert "until=2024-10" in more
    assert "and more" not in await site.html(more)
    found = (await site.json("/news/-/quotes.json?_facet=speaker&_facet_size=1"))["facet_results"]["results"]["speaker"]
    assert (len(found["results"]), found["truncated"]) == (1, True)


@pytest.mark.asyncio
async def test_the_search_says_what_it_leaves_out(site):
    page = await site.html("/news/-/quotes?speaker=tess-okoro")
    assert "thoughts, intentions, perceptions and attitudes are left out" in page
    assert "has seen them" not in page
    everything = await site.html("/news/-/quotes?speaker=tess-okoro&cue_class=any")
    assert "<option selected>any</option>" in everything
    assert "has seen them" in everything
    assert 'href="/news/-/quotes?speaker=tess-okoro"' in everything


async def interrupted(*args, **kwargs):
    raise QueryInterrupted("interrupted", "select 1", {})


@pytest.mark.asyncio
async def test_a_search_that_takes_too_long_says_what_to_do(site, monkeypatch):
    monkeypatch.setattr(Visit, "rows", interrupted)
    response = await site.get("/news/-/quotes.json")
    assert response.status_code == 400
    assert "took too long" in response.json()["error"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("slow", "parts"),
    [
        ("changed", ["rising", "falling"]),
        ("totals", ["totals"]),
        ("sources", ["sources"]),
        ("most_quoted", ["most_quoted"]),
        ("publications", ["publications"]),
    ],
)
async def test_a_part_of_a_page_that_takes_too_long_is_left_out_and_named(site_with, monkeypatch, slow, parts):
    site = site_with(settings={"sql_time_limit_ms": 50})
    monkeypatch.setattr(overview, slow, lambda *_: Select(NEVER_ENDING, {}))
    page = await site.json("/news/-/newsactors.json")
    assert page["timed_out"] == parts
    assert [page[part] for part in parts] == [None] * len(parts)
    html_page = await site.html("/news/-/newsactors")
    assert f"left out: {', '.join(parts).replace('_', ' ')}." in html_page
    assert "Nobody is quoted yet" not in html_page
    assert "0 articles from" not in html_page


@pytest.mark.asyncio
async def test_the_overview_has_the_quotes_of_each_publication_by_month(site):
    page = await site.json("/news/-/newsactors.json")
    [post] = [row for row in page["publications"] if row["name"] == "Velden Post"]
    assert (post["n_quotes"], post["anonymous"]) == (9, 1)
    assert len(post["by_month"]) == len(page["timeline"])
    assert sum(post["by_month"]) == 9


@pytest.mark.asyncio
async def test_an_actors_page_does_not_call_none_what_is_unknown(site_with, monkeypatch):
    site = site_with(settings={"sql_time_limit_ms": 50})
    monkeypatch.setattr(quotes, "search", lambda *_: Select(NEVER_ENDING, {}))
    page = await site.json("/news/-/actors/mara-lind.json")
    assert page["quotes_by"] is None
    assert "None.</p>" not in await site.html("/news/-/actors/mara-lind")


NEVER_ENDING = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"


@pytest.mark.asyncio
async def test_a_search_says_when_only_the_newest_matches_were_ranked_and_leads_to_all(site, monkeypatch):
    path = "/news/-/quotes{}?q=the&cue_class=any"
    whole = await site.json(path.format(".json"))
    assert whole["count"] > 2
    assert whole["ranked"] is None
    assert "stored last" not in await site.html(path.format(""))
    monkeypatch.setattr("datasette_newsactors.query.quotes.RANKED", 2)

    page = await site.html(path.format(""))
    assert "The most relevant of the 2 that were stored last; the others are not in this order" in page
    [link] = re.findall(r'href="([^"]*)">list all, the newest first', page)
    assert (await site.json(path.format(".json")))["ranked"] == 2
    everything = await site.json(html.unescape(link).replace("/quotes?", "/quotes.json?"))
    assert len(everything["rows"]) == everything["count"] == whole["count"]
    assert everything["ranked"] is None
