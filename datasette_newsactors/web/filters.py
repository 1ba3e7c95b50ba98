"""`_actor=slug` and `_about=slug` on the ordinary pages of articles and quotes; each may be repeated."""

from __future__ import annotations

from typing import Any

from datasette.filters import FilterArguments

from ..query import facets
from . import access


async def actor_filters(datasette: Any, request: Any, database: str, table: str) -> Any:
    """What the request's `_actor` and `_about` narrow the table to, or None where they say nothing here.

    Raises Forbidden for those who may not see what the filter reads: whether a row passes would tell them.
    """
    asked = [
        (kind, slug)
        for kind in ("actor", "about")
        if (kind, table) in access.BY_ACTOR
        for slug in request.args.getlist(f"_{kind}")
        if slug
    ]
    db = datasette.get_database(database)
    if not asked or not await access.has_our_tables(db):
        return None
    for kind in {kind for kind, _ in asked}:
        await access.require(datasette, request.actor, database, access.BY_ACTOR[kind, table])
    select = facets.labels([slug for _, slug in asked])
    names = {row["slug"]: row["name"] for row in (await db.execute(select.sql, select.params)).rows}
    return FilterArguments(
        where_clauses=[facets.FILTERS[kind, table].format(f"newsactors_{n}") for n, (kind, _) in enumerate(asked)],
        params={f"newsactors_{n}": slug for n, (_, slug) in enumerate(asked)},
        human_descriptions=[facets.DESCRIPTIONS[kind, table].format(names.get(slug, slug)) for kind, slug in asked],
    )
