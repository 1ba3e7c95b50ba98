"""Rows of the database as pages show them: with links between articles, quotes and actors."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ..query.filters import QuoteFilters
from .visit import Row, Visit

ONCE = "_once"  # ends the name of a count that leaves out syndicated copies


def quote_row(visit: Visit, row: Row) -> Row:
    """A quote as pages show it: lists instead of JSON, links to its speaker and its place in the article."""
    quote = {**row, "anonymous": bool(row["anonymous"]), "about": json.loads(row["about"])}
    if "spans" in quote:
        quote["spans"] = json.loads(quote["spans"])
    link_actors(visit, quote["about"])
    quote["speaker_url"] = actor_url(visit, quote["speaker"])
    quote["url"] = visit.link("articles", quote["article_id"], anchor=f"quote-{quote['id']}")
    return quote


def actor_url(visit: Visit, slug: str | None) -> str | None:
    """The path of an actor's page, None where there is no actor."""
    return visit.link("actors", slug) if slug else None


def link_actors(visit: Visit, rows: list[Row] | None) -> None:
    """Give each row that has a slug the path of that actor's page."""
    for row in rows or ():
        row["url"] = visit.link("actors", row["slug"])


def period(filters: QuoteFilters) -> dict[str, str | None]:
    """The parameters of a URL that keep to the same period and publication."""
    return {"since": filters.since, "until": filters.until, "publication": filters.publication}


def about_url(visit: Visit, speaker: str, about: str, filters: QuoteFilters) -> str:
    """The path of the page of what one actor says about another."""
    return visit.link("actors", speaker, "about", about, query=period(filters))


def only(rows: list[Row] | None, name: str = "count") -> int | None:
    """The one number that a query for it gives, None where it took too long."""
    return rows[0][name] if rows else None


def both_ways(visit: Visit, name: str, query: Mapping[str, object]) -> dict[str, str]:
    """The ways to all the quotes that a count by this name counts, and to those that are in no syndicated copy."""
    return {
        name: visit.link("quotes", query=query),
        name + ONCE: visit.link("quotes", query={**query, "copies": "no"}),
    }
