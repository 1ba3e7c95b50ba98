"""The actors that a URL names by their slugs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from datasette import NotFound

from ..query import actors, profile
from .rows import link_actors
from .visit import Moved, Row, Visit


async def named_actors(visit: Visit, slugs: Sequence[str], path: Callable[[list[str]], str]) -> list[Row]:
    """The rows of the actors, each with its `url`.

    path: the path that the page has under other slugs. Raises Moved to it where a slug is a former one, and NotFound
    for one that nobody ever had.
    """
    rows = [await visit.row(profile.actor(slug)) for slug in slugs]
    found = [row for row in rows if row is not None]
    if len(found) < len(slugs):
        now = [row["slug"] if row else await _now(visit, slug) for row, slug in zip(rows, slugs, strict=True)]
        raise Moved(path(now))
    link_actors(visit, found)
    return found


async def _now(visit: Visit, slug: str) -> str:
    """The slug that the actor has now who once had this one."""
    row = await visit.row(profile.former_slug(slug))
    if row is None:
        raise NotFound(f"There is no actor {slug}")
    return str(row["slug"])


async def likely(visit: Visit, text: str, limit: int) -> list[Row]:
    """The actors that somebody may mean who typed this name, the most alike first."""
    listed = actors.Listed(text)
    found = actors.best_matches(await visit.rows(actors.search(listed)), text)[:limit]
    link_actors(visit, found)
    return found
