"""What the pages of an actor and an article show, as one dictionary that the HTML and the JSON both render."""

from __future__ import annotations

import asyncio
from pathlib import Path

from datasette import NotFound

from ..query import articles, profile, quotes
from ..query.filters import QuoteFilters
from ..query.parameters import last, row_id
from ..query.select import Select
from . import access, corrections, identity
from .known import likely, named_actors
from .links import row_url
from .rows import about_url, actor_url, link_actors, period, quote_row
from .timeline import merged
from .visit import Page, Row, Visit, without

SHORT_LIST = 10
LONG_LIST = 20
PROFILE_SERIES = ("articles", "mentions", "quotes")


async def actor_page(visit: Visit, slug: str) -> Page:
    """One actor: names, roles, timeline, quotes by and about, and whom they meet in the news."""
    filters = profile.profile_filters(visit.params)
    [news_actor] = await named_actors(
        visit, [slug], lambda now: visit.link("actors", *now, query=visit.params, format=visit.extension)
    )
    actor_id = news_actor["id"]
    (answers, timed_out), (decided, certain, late) = await asyncio.gather(
        visit.sections(_sections(actor_id, slug, filters)), _certain(visit, news_actor)
    )
    return {
        "news_actor": news_actor,
        "filters": {name: values[-1] for name, values in without(visit.params, "_merge").items() if any(values)},
        **_profile(visit, slug, filters, answers),
        "identity": certain,
        "corrections": decided,
        **await _merge_choices(visit, actor_id),
        "quotes_by_url": visit.link("quotes", query={**period(filters), "speaker": slug}),
        "quotes_about_url": visit.link("quotes", query={**period(filters), "about": slug}),
        "articles_url": await _articles_url(visit, slug, filters),
        "timed_out": [*timed_out, *(f"identity.{name}" for name in late)],
    }


def _sections(actor_id: int, slug: str, filters: QuoteFilters) -> dict[str, Select]:
    """What to ask for the parts of an actor's page."""
    by, about = profile.said_by(filters, slug), profile.said_about(filters, slug)
    return {
        "presence": profile.presence(actor_id, filters),
        "names": profile.names(actor_id, filters, LONG_LIST),
        "roles": profile.roles(actor_id, filters, LONG_LIST),
        "presence_by_month": profile.presence_by_month(actor_id, filters),
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


async def _certain(visit: Visit, news_actor: Row) -> tuple[list[Row] | None, Page, list[str]]:
    """The latest decisions about an actor, how certain its identity is, and which parts of that took too long."""
    decided = await corrections.of_actor(visit, news_actor["id"])
    return decided, *await identity.rests_on(visit, news_actor, decided)


async def _articles_url(visit: Visit, slug: str, filters: QuoteFilters) -> str:
    """The way to all articles that mention the actor, in Datasette's own table and with its own filters."""
    publication = await visit.row(articles.publication(filters.publication)) if filters.publication else None
    asked = {
        "_actor": slug,
        "published__gte": filters.since,
        "published__lte": filters.until and filters.until + "~",  # which sorts after all times of the day
        "publication_id": publication and publication["id"],
        "_sort_desc": "published",
    }
    return visit.table("articles", asked)


async def _merge_choices(visit: Visit, actor_id: int) -> Page:
    """On the page for those who may correct: the actors that a search for one to merge with may mean."""
    text = last(visit.params, "_merge")
    if visit.format != "html" or not text:
        return {}
    choices = [row for row in await likely(visit, text, SHORT_LIST) if row["id"] != actor_id]
    return {"merge_text": text, "merge_choices": choices}


def _profile(visit: Visit, slug: str, filters: QuoteFilters, answers: dict[str, list[Row] | None]) -> Page:
    """The parts of an actor's page with links between them."""
    timeline = merged(PROFILE_SERIES, answers.pop("presence_by_month"), answers.pop("quotes_by_month"))
    page: Page = {**answers, "timeline": timeline}
    page["presence"] = next(iter(answers["presence"] or ()), None)
    for name in ("n_quotes_by", "n_quotes_about"):
        page[name] = page[name][0]["count"] if page[name] else None
    for name in ("quotes_by", "quotes_about"):
        page[name] = page[name] and [quote_row(visit, row) for row in page[name]]
    for name in ("speaks_about", "spoken_about_by", "mentioned_together"):
        link_actors(visit, page[name])
    for other in page["mentioned_together"] or ():
        other["compare_url"] = visit.link("compare", query={"actor": [slug, other["slug"]], **period(filters)})
    for other in page["speaks_about"] or ():
        other["quotes_url"] = about_url(visit, slug, other["slug"], filters)
    for other in page["spoken_about_by"] or ():
        other["quotes_url"] = about_url(visit, other["slug"], slug, filters)
    for role in page["roles"] or ():
        role["organization_url"] = actor_url(visit, role["organization"])
        role["article_url"] = visit.link("articles", role["article_id"])
    for article in page["articles"] or ():
        article["url"] = visit.link("articles", article["id"])
    return page


async def article_page(visit: Visit, article_id: str) -> Page:
    """One article with its mentions and quotes."""
    number = row_id(article_id)
    article = await visit.row(articles.article(number))
    if article is None:
        raise NotFound(f"There is no article {article_id}")
    article["row_url"] = await row_url(visit.datasette, visit.request.actor, article.pop("path"))
    article["original_url"] = visit.link("articles", article["original_id"]) if article["original_id"] else None
    copies = await visit.rows(articles.copies(number))
    for copy in copies:
        copy["url"] = visit.link("articles", copy["id"])
    mentions = await visit.rows(articles.mentions(number))
    found = await visit.rows(articles.actors(number))
    link_actors(visit, [*mentions, *found])
    said = [quote_row(visit, {**row, "article_id": number}) for row in await visit.rows(articles.quotes(number))]
    page: Page = {"article": article, "copies": copies, "quotes": said, "actors": found, "mentions": mentions}
    page["versions"] = await _versions(visit, number)
    return page | ({"wrong": row_id(last(visit.params, "_wrong"))} if visit.format == "html" else {})


async def _versions(visit: Visit, article_id: int) -> list[Row] | None:
    """The former versions of an article, None to those who may not see them."""
    if not await visit.may_see("article_versions"):
        return None
    versions = await visit.rows(articles.versions(article_id))
    for version in versions:
        version["url"] = visit.datasette.urls.row(visit.db.name, "article_versions", str(version["id"]))
    return versions


async def empty_page(visit: Visit) -> Page:
    """What to do with a database that has no articles of ours yet, or that an earlier version made."""
    return {"command": how_to_begin(visit), "older": await access.is_older(visit.db)}


def how_to_begin(visit: Visit) -> str:
    """The command that reads articles into the database."""
    return f"datasette newsactors ingest {database_file(visit)} articles/"


def database_file(visit: Visit) -> str:
    """The database as a command names it."""
    return Path(getattr(visit.db, "path", None) or f"{visit.db.name}.db").name
