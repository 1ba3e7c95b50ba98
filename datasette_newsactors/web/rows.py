"""Rows of the database as pages show them: with links between articles, quotes and actors."""

from __future__ import annotations

import json

from .visit import Row, Visit


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
