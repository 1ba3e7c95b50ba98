"""Resolution in the database: which actor each chain belongs to, as a pure function of the chains of its block."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from ..resolve import Evidence, cluster, display_name, slug_of

Name = tuple[str, str]  # name_key, type


@dataclass
class Affected:
    """Actors that gained or lost chains, and the articles in which: their counts are to be refreshed."""

    actors: set[int] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)


def resolve_blocks(db: Database, blocks: Iterable[str], affected: Affected) -> None:
    """Cluster the names of these blocks anew, and move what belongs to chains that change their actor.

    An actor whose names stay together keeps its id and slug. Notes in `affected` whose counts are out of date;
    actors left without a chain are removed when the counts are refreshed.
    """
    for block in sorted(blocks):
        _resolve_block(db, block, affected)


def _resolve_block(db: Database, block: str, affected: Affected) -> None:
    evidence, holders = _read_block(db, block)
    parts = cluster(evidence)
    actors = _continued(parts, holders)
    for part, actor_id in zip(parts, actors, strict=True):
        name, kind = display_name(part)
        actor_id = _keep_actor(db, actor_id, name, kind)
        for item in part:
            held = holders[item.key, item.type]
            if set(held) != {actor_id}:
                affected.actors |= {a for a in held if a is not None} | {actor_id}
                affected.articles |= _move(db, block, (item.key, item.type), actor_id)


def _read_block(db: Database, block: str) -> tuple[list[Evidence], dict[Name, Counter[int | None]]]:
    """The distinct names of a block as evidence, and which actors hold how many chains of each now."""
    spellings: dict[Name, Counter[str]] = defaultdict(Counter)
    holders: dict[Name, Counter[int | None]] = defaultdict(Counter)
    rows = db.execute(
        "select name_key, type, name, actor_id, count(*) from chains where block = ? group by 1, 2, 3, 4",
        [block],
    )
    for key, kind, name, actor_id, n in rows:
        spellings[key, kind][name] += n
        holders[key, kind][actor_id] += n
    evidence = [
        Evidence(key, kind, max(names, key=lambda s: (names[s], s)), names.total())
        for (key, kind), names in spellings.items()
    ]
    return evidence, holders


def _continued(
    parts: Sequence[Sequence[Evidence]], holders: dict[Name, Counter[int | None]]
) -> list[int | None]:
    """For each part the actor it continues: the one that most of its chains have now; nobody continues twice."""
    claims = []
    for index, part in enumerate(parts):
        held: Counter[int] = Counter()
        for item in part:
            held.update({a: n for a, n in holders[item.key, item.type].items() if a is not None})
        claims += [(-n, actor_id, index) for actor_id, n in held.items()]
    continued: list[int | None] = [None] * len(parts)
    taken: set[int] = set()
    for _, actor_id, index in sorted(claims):
        if continued[index] is None and actor_id not in taken:
            continued[index] = actor_id
            taken.add(actor_id)
    return continued


def _keep_actor(db: Database, actor_id: int | None, name: str, kind: str) -> int:
    if actor_id is None:
        return int(db["actors"].insert({"slug": _free_slug(db, name), "name": name, "type": kind}).last_pk)  # type: ignore[arg-type]
    db.execute(
        "update actors set name = :name, type = :type where id = :id and (name, type) != (:name, :type)",
        {"id": actor_id, "name": name, "type": kind},
    )
    return actor_id


def _free_slug(db: Database, name: str) -> str:
    slug = base = slug_of(name)
    n = 1
    while db.execute("select 1 from actors where slug = ?", [slug]).fetchone():
        n += 1
        slug = f"{base}-{n}"
    return slug


def _move(db: Database, block: str, name: Name, actor_id: int) -> set[int]:
    """Give all chains of a name to an actor, with the mentions and quotes that hang on them; their articles."""
    where = "block = :block and name_key = :key and type = :type and actor_id is not :actor"
    values = {"block": block, "key": name[0], "type": name[1], "actor": actor_id}
    db.execute("create temp table if not exists moved (chain_id integer primary key)")
    db.execute("delete from moved")
    db.execute(f"insert into moved select id from chains where {where}", values)
    db.execute("update chains set actor_id = ? where id in moved", [actor_id])
    db.execute("update mentions set actor_id = ? where chain_id in moved", [actor_id])
    db.execute("update quotes set speaker_id = ? where speaker_chain_id in moved", [actor_id])
    db.execute(
        """
        delete from quote_actors where quote_id in (select quote_id from quote_chains where chain_id in moved)
        """
    )
    db.execute(
        """
        insert or ignore into quote_actors (quote_id, actor_id)
        select quote_id, actor_id from quote_chains join chains on chains.id = chain_id
        where quote_id in (select quote_id from quote_chains where chain_id in moved) and actor_id is not null
        """
    )
    return {row[0] for row in db.execute("select article_id from chains where id in moved")}
