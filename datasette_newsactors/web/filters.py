"""Filters on the pages of tables: `_actor=slug` and `_about=slug` on ours, `_published_month=2024-03` on any."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from datasette.filters import FilterArguments
from datasette.utils.asgi import BadRequest

from ..query import facets
from . import access

PERIODS = {"month": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"), "year": re.compile(r"[0-9]{4}")}
EXAMPLES = {"month": "2024-03", "year": "2024"}


async def actor_filters(datasette: Any, request: Any, database: str, table: str) -> Any:
    """What the request's `_actor` and `_about` narrow the table to, or None where they say nothing here.

    Repeated, all must hold; of those in `_actor_any` and `_about_any`, one. Raises Forbidden for those who may not
    see what the filter reads: whether a row passes would tell them; and BadRequest where an earlier version made the
    database, since all rows would be a wider answer than was asked for.
    """
    asked = [
        (kind, slugs)
        for kind in ("actor", "about")
        if (kind, table) in access.BY_ACTOR
        for slugs in (*([slug] for slug in _given(request, f"_{kind}")), _given(request, f"_{kind}_any"))
        if slugs
    ]
    db = datasette.get_database(database)
    if asked and await access.is_older(db):
        raise BadRequest(f"_actor and _about do not work yet: {access.OLDER.format(database)}")
    if not asked or not await access.has_our_tables(db):
        return None
    for kind in {kind for kind, _ in asked}:
        await access.require(datasette, request.actor, database, access.BY_ACTOR[kind, table])
    select = facets.labels([slug for _, slugs in asked for slug in slugs])
    names = {row["slug"]: row["name"] for row in (await db.execute(select.sql, select.params)).rows}
    clauses: list[str] = []
    params: dict[str, str] = {}
    words: list[str] = []
    for number, (kind, slugs) in enumerate(asked):
        named = {f"newsactors_{number}_{n}": slug for n, slug in enumerate(slugs)}
        clauses.append(facets.belongs(kind, table, ", ".join(f":{name}" for name in named)))
        params |= named
        words.append(facets.DESCRIPTIONS[kind, table].format(_in_words(slugs, names)))
    return FilterArguments(clauses, params, words)


async def date_filters(datasette: Any, request: Any, database: str, table: str) -> Any:
    """What `_COLUMN_month` and `_COLUMN_year` narrow the table to; repeated, one must hold.

    Raises BadRequest for what is no month or no year.
    """
    columns = set(await datasette.get_database(database).table_columns(table))
    clauses: list[str] = []
    params: dict[str, str] = {}
    words: list[str] = []
    for name in request.args:
        found = re.fullmatch(r"_(.+)_(month|year)", name)
        if not found or found[1] not in columns:
            continue
        column, unit = found.groups()
        periods = _given(request, name)
        for period in periods:
            if not PERIODS[unit].fullmatch(period):
                raise BadRequest(f"{name}={period!r} is not understood: use a {unit} as {EXAMPLES[unit]}")
        if periods:
            prefix = f"newsactors_date_{len(clauses)}"
            clauses.append(facets.in_period(column, prefix, len(periods)))
            params |= {f"{prefix}_{n}": period for n, period in enumerate(periods)}
            words.append(f"{column} in {' or '.join(periods)}")
    return FilterArguments(clauses, params, words)


def _given(request: Any, name: str) -> list[str]:
    return [value for value in request.args.getlist(name) if value]


def _in_words(slugs: list[str], names: Mapping[str, str]) -> str:
    return " or ".join(f'"{names.get(slug, slug)}"' for slug in slugs)
