"""Actors in the search by which Datasette 1.0 jumps to places."""

from __future__ import annotations

from typing import Any

from . import access, compat
from .links import page_path

# Datasette gives :q, what was typed, and :pattern, the same between wildcards; it asks no permission of its own.
ACTORS = """
select type as type, name as label, type || ' in the news' as description, :path || slug as url, name as search_text,
  null as display_name
from actors
where :q <> '' and name like :pattern and status <> 'rejected'
order by n_quotes desc, id limit 20"""


async def actors(datasette: Any, actor: compat.Actor) -> list[Any]:
    """A question for the actors of each database of ours whose pages the signed-in user may see."""
    return [
        compat.jump_sql(ACTORS, {"path": page_path(datasette, name, "actors", "")}, name)
        for name, db in datasette.databases.items()
        if await access.has_our_tables(db) and await access.can_view(datasette, actor, name, access.ACTOR)
    ]
