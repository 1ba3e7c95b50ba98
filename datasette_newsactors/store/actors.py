"""The rows of actors: which of them goes on in which part, under what name and address."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from ..resolve import Part, Unit, slug_of
from .database import insert
from .evidence import Holders
from .log import Log


class Row(NamedTuple):
    """How an actor stands in the database."""

    slug: str
    name: str
    type: str
    status: str
    wikidata_id: str | None


def read_actors(db: Database, ids: Collection[int]) -> dict[int, Row]:
    """Some actors, by their ids."""
    rows = db.execute(
        """
        select id, slug, name, type, status, wikidata_id from actors
        where id in (select value from json_each(?)) order by id
        """,
        [json.dumps(list(ids))],
    )
    return {actor_id: Row(*row) for actor_id, *row in rows}


class Heir(NamedTuple):
    """A part with the name and type to show, and the id of the actor that it continues."""

    part: Part
    shown: tuple[str, str]
    actor_id: int | None


def addresses(part: Part, log: Log) -> list[str]:
    """The slugs that a part has a right to, the best one first.

    They are the one that people gave it, and those under which people first decided something on its names,
    of merged actors first those of the one that goes on.
    """
    own = sorted((unit != part.lead, *address) for unit in part.units for address in log.owned.get(unit, ()))
    given = [part.slug] if part.slug else []
    return given + [slug for _, _, slug in own]


def continued(parts: Sequence[Part], holders: Holders, rows: Mapping[int, Row], log: Log) -> list[int | None]:
    """For each part the actor it continues; no actor continues in two.

    Who has a right to the actor's slug goes first, then who was not split off, then who has most of its chains.
    """
    claims = []
    for index, part in enumerate(parts):
        slugs = addresses(part, log)
        for actor_id, n in _held(part, holders).items():
            slug = rows[actor_id].slug
            rank = slugs.index(slug) if slug in slugs else len(slugs)
            claims.append((slug not in slugs, part.apart, rank, -n, actor_id, index))
    continued: dict[int, int] = {}
    taken: set[int] = set()
    for *_, actor_id, index in sorted(claims):
        if index not in continued and actor_id not in taken:
            continued[index] = actor_id
            taken.add(actor_id)
    return [continued.get(index) for index in range(len(parts))]


def _held(part: Part, holders: Holders) -> Counter[int]:
    """How many chains of a part each actor has now."""
    held: Counter[int] = Counter()
    for unit in part.units & holders.keys():
        held.update({actor_id: n for actor_id, n in holders[unit].items() if actor_id is not None})
    return held


def keep_actors(db: Database, heirs: Sequence[Heir], rows: Mapping[int, Row], log: Log) -> list[int]:
    """The actor of each heir, under its name, type, status and slug; made where none is continued."""
    slugs = _slugs(db, heirs, rows, log)
    _give_up(db, rows, heirs, slugs)
    kept = []
    for (part, shown, actor_id), slug in zip(heirs, slugs, strict=True):
        row = Row(slug, *shown, part.status, part.wikidata_id)
        if actor_id is None:
            kept.append(insert(db, "actors", row._asdict()))
            continue
        if row != rows[actor_id]:
            db.execute(
                "update actors set slug = ?, name = ?, type = ?, status = ?, wikidata_id = ? where id = ?",
                [*row, actor_id],
            )
        kept.append(actor_id)
    return kept


def _give_up(db: Database, rows: Mapping[int, Row], heirs: Sequence[Heir], slugs: Sequence[str]) -> None:
    """Free the slugs that go from one actor to another; what stands in their place is unique, and no slug."""
    kept = {heir.actor_id: slug for heir, slug in zip(heirs, slugs, strict=True)}
    changed = [(a,) for a, row in rows.items() if row.slug in slugs and kept.get(a) != row.slug]
    db.conn.executemany("update actors set slug = 'former slug of ' || id where id = ?", changed)


def _slugs(db: Database, heirs: Sequence[Heir], rows: Mapping[int, Row], log: Log) -> list[str]:
    """A slug for each: one it has a right to; else the one its actor has; else a new one from its name."""
    ours = {row.slug for row in rows.values()}
    used: set[str] = set()
    found: list[str | None] = []
    for heir in heirs:
        own = (slug for slug in addresses(heir.part, log) if slug not in used and (slug in ours or _is_free(db, slug)))
        found.append(next(own, None))
        used |= {slug for slug in found[-1:] if slug}
    used |= log.given
    slugs = []
    for heir, slug in zip(heirs, found, strict=True):
        current = rows[heir.actor_id].slug if heir.actor_id else None
        slugs.append(slug or (current if current and current not in used else _free_slug(db, heir.shown[0], used, log)))
        used.add(slugs[-1])
    return slugs


def _is_free(db: Database, slug: str) -> bool:
    return not db.execute("select 1 from actors where slug = ?", [slug]).fetchone()


def _free_slug(db: Database, name: str, used: Collection[str], log: Log) -> str:
    """A slug that nobody has, and nobody had when something was decided on them."""
    slug = base = slug_of(name)
    n = 1
    while slug in used or slug in log.reserved or not _is_free(db, slug):
        n += 1
        slug = f"{base}-{n}"
    return slug


def redirect(
    db: Database, names: Collection[Unit], actors: Mapping[Unit, int], gone: Collection[int], log: Log
) -> None:
    """Let the slugs under which people decided something lead to who bears the name now, unless they are in use."""
    touched = [(unit, slug) for unit, slug in log.addresses if unit._replace(article=None) in names]
    db.conn.executemany("delete from old_slugs where slug = ?", [(slug,) for _, slug in touched])
    for unit, slug in log.lasting:
        if unit in actors:
            holder = db.execute("select id from actors where slug = ?", [slug]).fetchone()
            if not holder or holder[0] in gone:
                db.execute("insert or ignore into old_slugs (slug, actor_id) values (?, ?)", [slug, actors[unit]])
