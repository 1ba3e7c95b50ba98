"""The rows of actors: which of them goes on in which part, under what name and address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from ..resolve import Part, slug_of
from .blocks import Holders
from .database import insert
from .log import Log


class Row(NamedTuple):
    """How an actor stands in the database."""

    slug: str
    name: str
    type: str
    status: str


def read_actors(db: Database, blocks: Sequence[str]) -> dict[int, Row]:
    """The actors of some blocks, by their ids."""
    rows = db.execute(
        f"""
        select id, slug, name, type, status from actors
        where id in (select actor_id from chains where block in ({", ".join("?" * len(blocks))}))
        """,
        blocks,
    )
    return {actor_id: Row(*row) for actor_id, *row in rows}


def continued(parts: Sequence[Part], holders: Holders, rows: Mapping[int, Row], log: Log) -> list[int | None]:
    """For each part the actor it continues; no actor continues in two.

    What was split off stands back. Of those merged the first one goes on; then whoever had the address under
    which people first decided something; then who has most of the chains.
    """
    claims = []
    for index, part in enumerate(parts):
        held: Counter[int | None] = Counter()
        for unit in part.units:
            held.update(holders.get(unit, ()))
        leading = holders.get(part.lead, ()) if part.lead else ()
        known = [part.slug, *_addresses(part, log)]
        for actor_id, n in held.items():
            if actor_id is not None:
                slug = rows[actor_id].slug
                rank = known.index(slug) if slug in known else len(known)
                claims.append((part.apart, actor_id not in leading, rank, -n, actor_id, index))
    continued: dict[int, int] = {}
    taken: set[int] = set()
    for *_, actor_id, index in sorted(claims):
        if index not in continued and actor_id not in taken:
            continued[index] = actor_id
            taken.add(actor_id)
    return [continued.get(index) for index in range(len(parts))]


def _addresses(part: Part, log: Log) -> list[str]:
    """The slugs under which its names stood when something was decided on them, the first one first."""
    return [slug for unit, slug in log.addresses if unit in part.units]


def make_actor(db: Database, part: Part, shown: tuple[str, str], log: Log) -> int:
    """A new actor for a part; `shown` is its name and type."""
    return insert(db, "actors", Row(_slug(db, part, shown[0], None, log), *shown, part.status)._asdict())


def keep_actor(db: Database, actor_id: int, row: Row, part: Part, shown: tuple[str, str], log: Log) -> None:
    """Let an actor that stands as in `row` stand as its part has it."""
    new = Row(_slug(db, part, shown[0], row.slug, log), *shown, part.status)
    if new != row:
        db.execute("update actors set slug = ?, name = ?, type = ?, status = ? where id = ?", [*new, actor_id])


def _slug(db: Database, part: Part, name: str, current: str | None, log: Log) -> str:
    """The slug that people gave; else the one it has, unless it was given and is not any more; else a former one."""
    if part.slug and (part.slug == current or _is_free(db, part.slug)):
        return part.slug
    if current and current not in log.given:
        return current
    former = (slug for slug in _addresses(part, log) if slug not in log.given and _is_free(db, slug))
    return next(former, None) or _free_slug(db, name, log)


def _is_free(db: Database, slug: str) -> bool:
    return not db.execute("select 1 from actors where slug = ?", [slug]).fetchone()


def _free_slug(db: Database, name: str, log: Log) -> str:
    """A slug that nobody has, and nobody had when something was decided on them."""
    reserved = log.given.union(slug for _, slug in log.addresses)
    slug = base = slug_of(name)
    n = 1
    while slug in reserved or not _is_free(db, slug):
        n += 1
        slug = f"{base}-{n}"
    return slug


def redirect(db: Database, blocks: Sequence[str], kept: Mapping[Part, int], rows: Mapping[int, Row], log: Log) -> None:
    """Let the slugs under which people decided something lead to who bears the name now, unless they are in use."""
    actors = {unit: actor_id for part, actor_id in kept.items() for unit in part.units}
    gone = {row.slug for actor_id, row in rows.items() if actor_id not in actors.values()}
    db.conn.executemany(
        "delete from old_slugs where slug = ?", [(slug,) for unit, slug in log.addresses if unit.block in blocks]
    )
    for unit, slug in log.lasting:
        if unit in actors and (slug in gone or _is_free(db, slug)):
            db.execute("insert or replace into old_slugs (slug, actor_id) values (?, ?)", [slug, actors[unit]])
