"""Resolution in the database: which actor each chain is, as a pure function of the chains of its block."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from ..resolve import Evidence, cluster, display_name, slug_of
from .database import insert

Name = tuple[str, str]  # name_key, type
Part = Sequence[Evidence]
Holders = Mapping[Name, Counter[int | None]]  # how many chains of a name each actor has now

# From `assigned` (which actor gets all chains of a name) to all that hangs on the chains that move.
TOUCHED_QUOTES = "select quote_id from quote_chains where chain_id in (select id from moved)"
MOVE = (
    """
    insert into moved select chains.id, chains.article_id, assigned.actor_id
    from assigned join chains using (block, type, name_key)
    where chains.actor_id is not assigned.actor_id
    """,
    """
    update chains set actor_id = (select actor_id from moved where id = chains.id)
    where id in (select id from moved)
    """,
    """
    update mentions set actor_id = (select actor_id from moved where id = chain_id)
    where chain_id in (select id from moved)
    """,
    """
    update quotes set speaker_id = (select actor_id from moved where id = speaker_chain_id)
    where speaker_chain_id in (select id from moved)
    """,
    f"delete from quote_actors where quote_id in ({TOUCHED_QUOTES})",
    f"""
    insert or ignore into quote_actors (quote_id, actor_id)
    select quote_id, actor_id from quote_chains join chains on chains.id = chain_id
    where quote_id in ({TOUCHED_QUOTES})
    """,
)
TOUCHED_HOLDERS_OF_ROLES = """
select distinct chains.actor_id from chain_roles join chains on chains.id = chain_id
where organization_chain_id in (select id from moved)
"""


@dataclass
class Affected:
    """Actors that gained or lost chains, and the articles in which: their counts are to be refreshed."""

    actors: set[int] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)


def resolve_blocks(db: Database, blocks: Iterable[str], affected: Affected) -> None:
    """Cluster the names of these blocks anew, and move what belongs to chains that change their actor.

    An actor whose names stay together keeps its id and slug. Notes in `affected` whose counts are out of
    date; actors left without a chain are removed when the counts are refreshed.
    """
    _empty(db, "assigned", "block text, type text, name_key text, actor_id integer")
    _empty(db, "moved", "id integer primary key, article_id integer, actor_id integer")
    for block in sorted(blocks):
        rows = [(block, *assignment) for assignment in _resolve(db, block, affected)]
        db.conn.executemany("insert into assigned (block, name_key, type, actor_id) values (?, ?, ?, ?)", rows)
    for statement in MOVE:
        db.execute(statement)
    affected.articles |= {row[0] for row in db.execute("select article_id from moved")}
    affected.actors |= {row[0] for row in db.execute(TOUCHED_HOLDERS_OF_ROLES)}


def _empty(db: Database, table: str, columns: str) -> None:
    """A temporary table with no rows in it."""
    db.execute(f"create temp table if not exists {table} ({columns})")
    db.execute(f"delete from {table}")


def _resolve(db: Database, block: str, affected: Affected) -> Iterator[tuple[str, str, int]]:
    """The names of a block that change their actor, or have none yet: name_key, type, id of the actor."""
    evidence, holders = _read_block(db, block)
    shown = _shown_names(db, block)
    parts = cluster(evidence)
    for part, former in zip(parts, _continued(parts, holders), strict=True):
        actor_id = _keep_actor(db, former, display_name(part), shown)
        for item in part:
            held = set(holders[item.key, item.type])
            if held != {actor_id}:
                affected.actors |= {a for a in held if a is not None} | {actor_id}
                yield item.key, item.type, actor_id


def _read_block(db: Database, block: str) -> tuple[list[Evidence], Holders]:
    """The distinct names of a block as evidence, and who holds their chains."""
    spellings: dict[Name, Counter[str]] = defaultdict(Counter)
    holders: dict[Name, Counter[int | None]] = defaultdict(Counter)
    rows = db.execute(
        """
        select name_key, type, name, actor_id, count(*) from chains
        where block = ? group by type, name_key, name, actor_id
        """,
        [block],
    )
    for key, kind, name, actor_id, n in rows:
        spellings[key, kind][name] += n
        holders[key, kind][actor_id] += n
    evidence = [
        Evidence(key, kind, max(names, key=lambda s: (names[s], s)), sum(names.values()))
        for (key, kind), names in spellings.items()
    ]
    return evidence, holders


def _shown_names(db: Database, block: str) -> dict[int, tuple[str, str]]:
    """Name and type under which each actor of a block stands in the database."""
    rows = db.execute(
        "select id, name, type from actors where id in (select actor_id from chains where block = ?)", [block]
    )
    return {actor_id: (name, kind) for actor_id, name, kind in rows}


def _continued(parts: Sequence[Part], holders: Holders) -> list[int | None]:
    """For each part the actor it continues, who has most of its chains; no actor continues in two."""
    claims = []
    for index, part in enumerate(parts):
        held: Counter[int | None] = Counter()
        for item in part:
            held.update(holders[item.key, item.type])
        claims += [(-n, actor_id, index) for actor_id, n in held.items() if actor_id is not None]
    continued: dict[int, int] = {}
    taken: set[int] = set()
    for _, actor_id, index in sorted(claims):
        if index not in continued and actor_id not in taken:
            continued[index] = actor_id
            taken.add(actor_id)
    return [continued.get(index) for index in range(len(parts))]


def _keep_actor(db: Database, actor_id: int | None, best: tuple[str, str], shown: Mapping[int, tuple[str, str]]) -> int:
    """The actor under its best name and type, made where none is continued."""
    name, kind = best
    if actor_id is None:
        return insert(db, "actors", {"slug": _free_slug(db, name), "name": name, "type": kind})
    if shown[actor_id] != best:
        db.execute("update actors set name = ?, type = ? where id = ?", [name, kind, actor_id])
    return actor_id


def _free_slug(db: Database, name: str) -> str:
    slug = base = slug_of(name)
    n = 1
    while db.execute("select 1 from actors where slug = ?", [slug]).fetchone():
        n += 1
        slug = f"{base}-{n}"
    return slug
