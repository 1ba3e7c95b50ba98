"""The actors that a URL names by their slugs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from datasette import NotFound
from datasette.database import QueryInterrupted

from ..query import actors, profile
from .rows import link_actors
from .visit import Moved, Row, Visit, without

CHOICES = 10


class UnknownActor(NotFound):
    """Nobody has this slug, and nobody ever had."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"There is no actor {slug}")
        self.slug = slug


async def named_actors(visit: Visit, slugs: Sequence[str], path: Callable[[list[str]], str]) -> list[Row]:
    """The rows of the actors, each with its `url`.

    path: the path that the page has under other slugs. Raises Moved to it where a slug is a former one, and
    UnknownActor for one that nobody ever had.
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
        raise UnknownActor(slug)
    return str(row["slug"])


async def likely(visit: Visit, text: str, limit: int) -> list[Row]:
    """The actors that somebody may mean who typed this name, the most alike first."""
    listed = actors.Listed(text)
    found = actors.best_matches(await visit.rows(actors.search(listed)), text)[:limit]
    link_actors(visit, found)
    return found


async def likely_or_none(visit: Visit, slug: str) -> list[Row] | None:
    """The actors with a name like this slug, None where finding them takes too long."""
    try:
        return await likely(visit, slug.replace("-", " "), CHOICES)
    except QueryInterrupted:
        return None


async def unknown(visit: Visit, *names: str) -> list[Row]:
    """Those of the actors in these parameters whom nobody has heard of, each with the searches that may be meant.

    So who types a name where a slug belongs finds what they looked for.
    """
    found = []
    for name in names:
        for slug in filter(None, visit.params.get(name, ())):
            if await visit.row(profile.actor(slug)) or await visit.row(profile.former_slug(slug)):
                continue
            choices = await likely_or_none(visit, slug) or []
            for choice in choices:
                others = [choice["slug"] if other == slug else other for other in visit.params[name]]
                choice["url"] = visit.link("quotes", query={**without(visit.params), name: others})
            found.append({"text": slug, "choices": choices})
    return found
