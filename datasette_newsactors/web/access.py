"""Who may see what: a page is shown only to those who may see every table that it reads."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

from datasette import Forbidden
from datasette.utils import actor_matches_allow

from . import compat

EDIT = "newsactors-edit"  # the permission to correct what was found

# What each page reads, and each kind of facet and filter on a table. article_actors and quote_actors
# repeat what mentions and quotes say, so whoever reads them needs those too.
OVERVIEW = ("articles", "publications", "actors", "quotes")
ACTORS = ("actors",)
FOUND = ("quotes", "quote_actors", "mentions", "actors", "articles", "publications")
QUOTES = (*FOUND, "old_slugs")
ARTICLE = (*FOUND, "quote_spans", "article_actors")
ACTOR = (*QUOTES, "aliases", "chains", "chain_roles", "article_actors", "roles")
AUDIT = (*QUOTES, "chain_roles")
RUNS = ("runs",)
SAMPLE = (*QUOTES, "quote_spans")
CORRECTIONS = ("corrections", "actors", "old_slugs", "quotes", "articles")
# Whoever decides must see all that the decision is about.
EDITING = tuple(dict.fromkeys((*ACTOR, *ARTICLE, "corrections")))
BY_ROLE = ("chain_roles",)  # what the filter by role reads besides
BY_ACTOR = {
    ("actor", "articles"): ("articles", "article_actors", "mentions", "actors", "old_slugs"),
    ("actor", "quotes"): ("quotes", "actors", "old_slugs"),
    ("about", "articles"): ("articles", "quotes", "quote_actors", "mentions", "actors", "old_slugs"),
    ("about", "quotes"): ("quotes", "quote_actors", "mentions", "actors", "old_slugs"),
}

MIGRATIONS = "_sqlite_migrations"  # where sqlite-utils keeps which changes to the tables were made
# A database is ours when it has all of these.
OURS = frozenset({*ARTICLE, *ACTOR, "article_versions", "runs", "ingest_errors", "corrections"})


async def has_our_tables(db: Any) -> bool:
    """Whether the database was made by `datasette newsactors ingest`, and has all that this version reads."""
    from .. import store

    tables = set(await db.table_names())
    return tables >= OURS and (MIGRATIONS not in tables or await _applied(db) >= store.migration_names())


OLDER = "the database {} was made by an earlier version: run ingest once to bring it up to date"


async def is_older(db: Any) -> bool:
    """Whether the database was made by an earlier version, and has not been brought up to date."""
    has_some = MIGRATIONS in await db.table_names() and await _applied(db)
    return bool(has_some) and not await has_our_tables(db)


async def _applied(db: Any) -> set[str]:
    """The changes to our tables that the database has gone through."""
    sql = f"select name from {MIGRATIONS} where migration_set = 'newsactors'"
    return {row["name"] for row in (await db.execute(sql)).rows}


async def can_view(datasette: Any, actor: compat.Actor, database: str, tables: Iterable[str]) -> bool:
    """Whether the signed-in user may see all the tables."""
    return all(visible for visible, _ in await _visibilities(datasette, actor, database, tables))


async def _visibilities(
    datasette: Any, actor: compat.Actor, database: str, tables: Iterable[str]
) -> list[tuple[bool, bool]]:
    """For each table whether the user may see it and whether it is hidden from the public, asked side by side."""
    return await asyncio.gather(*(compat.table_visibility(datasette, actor, database, table) for table in tables))


async def require(
    datasette: Any,
    actor: compat.Actor,
    database: str,
    tables: Sequence[str],
    optional: Sequence[str] = (),
) -> bool:
    """Whether what the tables tell this user is private: hidden from the public.

    optional: tables that are read only where the user may see them. Raises Forbidden for any of the others.
    """
    private = False
    asked = (*tables, *optional)
    found = await _visibilities(datasette, actor, database, asked)
    for table, (visible, table_private) in zip(asked, found, strict=True):
        if not visible and table in tables:
            raise forbidden(f"the table {table}, which this page reads")
        private = private or table_private
    return private


def forbidden(what: str) -> Forbidden:
    """The error for those who may not see something."""
    return Forbidden(f"You may not see {what}")


async def require_database(datasette: Any, actor: compat.Actor, database: str) -> bool:
    """Whether the database is private: hidden from the public. Raises Forbidden."""
    visible, private = await compat.database_visibility(datasette, actor, database)
    if not visible:
        raise Forbidden("You may not see this database")
    return private


def actions() -> list[Any]:
    """The permission to correct, as Datasette 1.0 registers it."""
    return compat.database_action(EDIT, "Correct actors and speakers")


def edit_allowed(datasette: Any, actor: compat.Actor, action: str, database: Any) -> bool | None:
    """Who may correct, on Datasette 0.65: those in the plugin's configuration, else root; None for other actions."""
    if action != EDIT:
        return None
    config = datasette.plugin_config("datasette-newsactors", database=database) or {}
    return bool(actor_matches_allow(actor, config.get(EDIT, {"id": "root"})))


async def may_edit(datasette: Any, actor: compat.Actor, db: Any) -> bool:
    """Whether the signed-in user may correct this database: it can be written, and all of it seen."""
    return (
        db.is_mutable
        and await compat.allowed(datasette, actor, EDIT, db.name)
        and await can_view(datasette, actor, db.name, EDITING)
    )


async def require_edit(datasette: Any, actor: compat.Actor, db: Any) -> None:
    """Raise Forbidden, with the reason, for those who may not correct this database."""
    if not db.is_mutable:
        raise Forbidden(f"The database {db.name} cannot be changed: it is served as immutable")
    if not await compat.allowed(datasette, actor, EDIT, db.name):
        raise Forbidden(f"To correct actors and speakers you need the permission {EDIT}")
    await require(datasette, actor, db.name, EDITING)
