"""What each page shows, as one dictionary that the HTML and the JSON both render."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from datasette import NotFound
from datasette.database import QueryInterrupted

from ..query import actors, articles, overview, paging, profile, quotes
from ..query.filters import QuoteFilters, quote_filters
from ..query.parameters import BadParameter, check_names, page_size
from .timeline import merged
from .visit import Row, Visit, without

Page = dict[str, Any]
SHORT_LIST = 10
LONG_LIST = 20
PAGE_SIZE = 50


async def overview_page(visit: Visit) -> Page:
    """The whole collection at a glance."""
    check_names(visit.params, ())
    answers, timed_out = await visit.sections(
        {
            "totals": overview.totals(),
            "most_quoted": overview.most_quoted("person", LONG_LIST),
            "rising": overview.rising(SHORT_LIST),
            "publications": overview.publications(LONG_LIST),
            "sources": overview.sources(),
            "articles_by_month": overview.articles_by_month(),
            "quotes_by_month": profile.quotes_by_month(QuoteFilters()),
        }
    )
    page: Page = {name: answers[name] for name in ("most_quoted", "rising", "publications")}
    for name in ("totals", "sources"):
        page[name] = next(iter(answers[name] or ()), None)
    page["timeline"] = merged(answers["articles_by_month"], answers["quotes_by_month"])
    for name in ("most_quoted", "rising"):
        _link_actors(visit, page[name])
    return {**page, **await _ingest(visit), "timed_out": timed_out}


async def _ingest(visit: Visit) -> Page:
    """The latest runs and errors, each None to those who may not see its table."""
    asked = {
        "runs": ("runs", overview.runs(SHORT_LIST)),
        "errors": ("ingest_errors", overview.errors(SHORT_LIST)),
    }
    return {
        name: await visit.rows(select) if await visit.may_see(table) else None
        for name, (table, select) in asked.items()
    }


async def actors_page(visit: Visit) -> Page:
    """The list of actors, or those that a search may mean."""
    text, actor_type, sort = actors.list_parameters(visit.params)
    size = rows_a_page(visit)
    if text:
        found = actors.best_matches(await visit.rows(actors.search(text, actor_type)), text)
        rows, token, truncated = found[:size], None, len(found) > size
    else:
        rows, token = await actors_from(visit, actor_type, sort, visit.params, size)
        truncated = False
    _link_actors(visit, rows)
    page = {"rows": rows, "truncated": truncated, "q": text, "type": actor_type, "sort": sort}
    return {**page, **_next(visit, "actors", token)}


async def actors_from(
    visit: Visit, actor_type: str | None, sort: str, params: Mapping[str, Any], size: int
) -> tuple[list[Row], str | None]:
    """The page of actors that `_next` in the parameters begins, and the token of the one after."""
    after = paging.decode(params, sort, actors.KEY_TYPES[sort])
    rows = await visit.rows(actors.page(actor_type, sort, after, size + 1))
    return rows[:size], actors.next_token(rows, sort, size)


async def quotes_page(visit: Visit) -> Page:
    """One page of the quotes that the filters let through, with facets."""
    filters = quote_filters(visit.params)
    size = rows_a_page(visit)
    sort = quotes.sort_order(visit.params, filters)
    rows, token = await quotes_from(visit, filters, sort, visit.params, size)
    return {
        "rows": rows,
        "truncated": False,
        "count": await _count(visit, filters),
        "filters": {name: values for name, values in without(visit.params).items() if any(values)},
        "sort": sort,
        "facet_results": await _facets(visit, filters),
        **_next(visit, "quotes", token),
    }


async def quotes_from(
    visit: Visit, filters: QuoteFilters, sort: str, params: Mapping[str, Any], size: int
) -> tuple[list[Row], str | None]:
    """The page of quotes that `_next` in the parameters begins, and the token of the one after."""
    after = paging.decode(params, sort, quotes.KEY_TYPES[sort])
    if after is None and sort == "relevance":
        newest = await visit.row(quotes.newest_id())
        after = (newest["id"] if newest else 0, 0)
    rows = await visit.rows(quotes.search(filters, sort, after, size + 1))
    token = quotes.next_token(rows, sort, after or (), size)
    return [_quote(visit, row) for row in rows[:size]], token


async def actor_page(visit: Visit, slug: str) -> Page:
    """One actor: names, roles, timeline, quotes by and about, and whom they meet in the news."""
    filters = profile.profile_filters(visit.params)
    news_actor = await visit.row(profile.actor(slug))
    if news_actor is None:
        raise NotFound(f"There is no actor {slug}")
    actor_id = news_actor["id"]
    by, about = profile.said_by(filters, slug), profile.said_about(filters, slug)
    answers, timed_out = await visit.sections(
        {
            "names": profile.names(actor_id),
            "roles": profile.roles(actor_id),
            "articles_by_month": profile.articles_by_month(actor_id, filters),
            "quotes_by_month": profile.quotes_by_month(by),
            "quotes_by": quotes.search(by, "newest", None, SHORT_LIST),
            "n_quotes_by": quotes.count(by),
            "quotes_about": quotes.search(about, "newest", None, SHORT_LIST),
            "n_quotes_about": quotes.count(about),
            "speaks_about": profile.spoken_about(by, SHORT_LIST),
            "spoken_about_by": profile.speakers(about, SHORT_LIST),
            "mentioned_together": profile.mentioned_together(actor_id, filters, SHORT_LIST),
            "publications": profile.publications(actor_id, filters, SHORT_LIST),
            "articles": profile.newest_articles(actor_id, filters, SHORT_LIST),
        }
    )
    return {
        "news_actor": {**news_actor, "url": visit.link("actors", slug)},
        "filters": {name: values[-1] for name, values in without(visit.params).items() if any(values)},
        **_profile(visit, answers),
        "quotes_by_url": visit.link("quotes", query={**_period(filters), "speaker": slug}),
        "quotes_about_url": visit.link("quotes", query={**_period(filters), "about": slug}),
        "timed_out": timed_out,
    }


def _profile(visit: Visit, answers: dict[str, list[Row] | None]) -> Page:
    """The parts of an actor's page with links between them."""
    timeline = merged(answers.pop("articles_by_month"), answers.pop("quotes_by_month"))
    page: Page = {**answers, "timeline": timeline}
    for name in ("n_quotes_by", "n_quotes_about"):
        page[name] = page[name][0]["count"] if page[name] else None
    for name in ("quotes_by", "quotes_about"):
        page[name] = [_quote(visit, row) for row in page[name] or ()]
    for name in ("speaks_about", "spoken_about_by", "mentioned_together"):
        _link_actors(visit, page[name])
    for role in page["roles"] or ():
        role["organization_url"] = _actor_url(visit, role["organization"])
    for article in page["articles"] or ():
        article["url"] = visit.link("articles", article["id"])
    return page


async def article_page(visit: Visit, article_id: str) -> Page:
    """One article with its mentions and quotes."""
    check_names(visit.params, ())
    number = int(article_id) if re.fullmatch(r"[0-9]{1,18}", article_id) else 0
    article = await visit.row(articles.article(number))
    if article is None:
        raise NotFound(f"There is no article {article_id}")
    article["original_url"] = (
        visit.link("articles", article["original_id"]) if article["original_id"] else None
    )
    copies = await visit.rows(articles.copies(number))
    for copy in copies:
        copy["url"] = visit.link("articles", copy["id"])
    mentions = await visit.rows(articles.mentions(number))
    found = await visit.rows(articles.actors(number))
    _link_actors(visit, [*mentions, *found])
    said = [_quote(visit, {**row, "article_id": number}) for row in await visit.rows(articles.quotes(number))]
    return {"article": article, "copies": copies, "quotes": said, "actors": found, "mentions": mentions}


def _quote(visit: Visit, row: Row) -> Row:
    """A quote as pages show it: lists instead of JSON, links to its speaker and its place in the article."""
    quote = {**row, "anonymous": bool(row["anonymous"]), "about": json.loads(row["about"])}
    if "spans" in quote:
        quote["spans"] = json.loads(quote["spans"])
    _link_actors(visit, quote["about"])
    quote["speaker_url"] = _actor_url(visit, quote["speaker"])
    quote["url"] = visit.link("articles", quote["article_id"], anchor=f"quote-{quote['id']}")
    return quote


def _actor_url(visit: Visit, slug: str | None) -> str | None:
    return visit.link("actors", slug) if slug else None


def _link_actors(visit: Visit, rows: list[Row] | None) -> None:
    for row in rows or ():
        row["url"] = visit.link("actors", row["slug"])


def _period(filters: QuoteFilters) -> dict[str, str | None]:
    return {"since": filters.since, "until": filters.until, "publication": filters.publication}


def rows_a_page(visit: Visit) -> int:
    """How many rows a page holds: `_size`, or a number that suits a page."""
    setting = visit.datasette.setting
    return page_size(visit.params, min(setting("default_page_size"), PAGE_SIZE), setting("max_returned_rows"))


def _next(visit: Visit, name: str, token: str | None) -> Page:
    if token is None:
        return {"next": None, "next_url": None}
    extension = "" if visit.format == "html" else visit.format
    path = visit.link(name, query={**without(visit.params), "_next": token}, format=extension)
    return {"next": token, "next_url": visit.absolute(path)}


async def _count(visit: Visit, filters: QuoteFilters) -> int | None:
    """How many quotes there are, None where counting takes too long."""
    try:
        counted = await visit.row(quotes.count(filters))
    except QueryInterrupted:
        return None
    return counted["count"] if counted else 0


async def _facets(visit: Visit, filters: QuoteFilters) -> Page:
    """The facets asked for (a page for people shows all), and those that took too long."""
    asked = [name for name in visit.params.get("_facet", ()) if name]
    for name in asked:
        if name not in quotes.FACETS:
            raise BadParameter.value("_facet", name, "one of " + ", ".join(quotes.FACETS))
    names = asked or (list(quotes.FACETS) if visit.format == "html" else [])
    size = min(visit.datasette.setting("default_facet_size"), SHORT_LIST)
    results: Page = {}
    timed_out = []
    for name in names:
        try:
            values = await visit.rows(
                quotes.facet(name, filters, size + 1), visit.datasette.setting("facet_time_limit_ms")
            )
        except QueryInterrupted:
            timed_out.append(name)
            continue
        shown = [_facet_value(visit, name, value) for value in values[:size]]
        results[name] = {"name": name, "results": shown, "truncated": len(values) > size}
    return {"results": results, "timed_out": timed_out}


def _facet_value(visit: Visit, name: str, value: Row) -> Row:
    """A facet's value with the link that narrows the search to it, or widens it again."""
    parameters = ("since", "until") if name == "year" else (name,)
    selected = all(visit.params.get(parameter, [""])[-1] == value["value"] for parameter in parameters)
    query: dict[str, object] = dict(without(visit.params, *parameters))
    if not selected:
        query |= dict.fromkeys(parameters, value["value"])
    return {**value, "selected": selected, "toggle_url": visit.absolute(visit.link("quotes", query=query))}


def empty_page(visit: Visit) -> Page:
    """What to do with a database that has no articles of ours yet."""
    path = getattr(visit.db, "path", None)
    return {"command": f"datasette newsactors ingest {path or visit.db.name + '.db'} articles/"}
