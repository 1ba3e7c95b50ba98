"""The log of people's decisions as pages show it: with links to the actors and quotes that they are about."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..query import corrections
from .listings import following, latest_first
from .rows import actor_url
from .visit import Page, Row, Visit

SHORT_LOG = 20


async def log_page(visit: Visit) -> Page:
    """One page of the log, the latest decision first."""
    rows, token = await latest_first(visit, "corrections", corrections.page)
    shown = await with_links(visit, rows)
    return {"rows": shown, "truncated": False, **following(visit, ("newsactors", "corrections"), token)}


async def of_actor(visit: Visit, actor_id: int) -> list[Row] | None:
    """The latest decisions about an actor, None for those who may not see the log."""
    if not await visit.may_see("corrections"):
        return None
    return await with_links(visit, await visit.rows(corrections.about_actor(actor_id, SHORT_LOG)))


async def with_links(visit: Visit, rows: Sequence[Row]) -> list[Row]:
    """Decisions as pages show them: whether they still hold, and whom and what they are about today."""
    undone = corrections.undone(await visit.rows(corrections.undos()))
    rows = [{**row, "target": json.loads(row["target"]), "value": json.loads(row["value"])} for row in rows]
    slugs = {part["slug"] for row in rows for part in (row["target"], row["value"]) if _slug(part)}
    actors = {row.pop("asked"): row for row in await visit.rows(corrections.actors(slugs))}
    for actor in actors.values():
        actor["url"] = actor_url(visit, actor["slug"])
    targets = [row["target"] for row in rows if "content_hash" in row["target"]]
    quotes = {_place(row): row for row in await visit.rows(corrections.quotes(targets))}
    return [
        {
            **row,
            "undone": row["uuid"] in undone,
            "actor": actors.get(_slug(row["target"])),
            "other": actors.get(_slug(row["value"])),
            "quote_url": _quote_url(visit, quotes.get(_place(row["target"]))),
        }
        for row in rows
    ]


def _slug(part: object) -> str | None:
    """The slug that a target or a value names, if it is an actor's."""
    return part.get("slug") if isinstance(part, dict) and "name_key" in part else None


def _place(part: Row) -> tuple[object, ...]:
    return part.get("content_hash"), part.get("start"), part.get("end")


def _quote_url(visit: Visit, quote: Row | None) -> str | None:
    return visit.link("articles", quote["article_id"], anchor=f"list-{quote['id']}") if quote else None
