"""Resolution in the database: which actor each chain is, as a pure function of the chains and of the decisions."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from ..resolve import Unit, cluster, decided, shown_as
from .actors import Heir, continued, keep_actors, read_actors, redirect
from .blocks import empty, linked, pin, read_block
from .log import Log
from .namesakes import part_namesakes

Name = tuple[str, str]  # name_key, type

# From `assigned` (which actor gets all chains of a name, or the one in an article) to all that hangs on the
# chains that move.
TOUCHED_QUOTES = "select quote_id from quote_chains where chain_id in (select id from moved)"
MOVE = (
    """
    insert into moved select chains.id, chains.article_id, assigned.actor_id
    from assigned join chains using (block, type, name_key)
    where article is null and chains.actor_id is not assigned.actor_id and chains.id not in (select id from pinned)
    """,
    """
    insert into moved select chains.id, chains.article_id, assigned.actor_id
    from assigned join pinned using (type, name_key, article) join chains using (id)
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
    # Only what changes: each row that goes or comes is counted by triggers.
    f"""
    delete from quote_actors where quote_id in ({TOUCHED_QUOTES}) and actor_id not in (
        select chains.actor_id from quote_chains join chains on chains.id = chain_id
        where quote_chains.quote_id = quote_actors.quote_id)
    """,
    f"""
    insert or ignore into quote_actors (quote_id, actor_id, published, cue_class)
    select quote_id, chains.actor_id, published, cue_class from quote_chains join chains on chains.id = chain_id
    join quotes on quotes.id = quote_id where quote_id in ({TOUCHED_QUOTES})
    """,
)
TOUCHED_HOLDERS_OF_ROLES = """
select distinct chains.actor_id from chain_roles join chains on chains.id = chain_id
where organization_chain_id in (select id from moved)
"""


@dataclass
class Affected:
    """Actors that gained or lost chains or quotes, and the articles in which: their counts are to be refreshed.

    `turned`: actors that are rejected now, or not any more, so that they lose or gain what they said.
    """

    actors: set[int] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)
    turned: set[int] = field(default_factory=set)


def resolve_blocks(db: Database, blocks: Iterable[str], log: Log, affected: Affected) -> None:
    """Cluster the names of these blocks anew, apply what people decided, and move the chains that change actor.

    An actor whose names stay together keeps its id and slug. Notes in `affected` what is out of date; actors
    left without a chain are removed when the counts are refreshed.
    """
    empty(db, "assigned", "block text, type text, name_key text, article text, actor_id integer")
    empty(db, "moved", "id integer primary key, article_id integer, actor_id integer")
    tied = linked(blocks, log)
    apart = {tuple(together): part_namesakes(db, together, log) for together in tied}
    pin(db, log)
    for together in tied:
        _resolve(db, together, apart[tuple(together)], log, affected)
    for statement in MOVE:
        db.execute(statement)
    affected.articles |= {row[0] for row in db.execute("select article_id from moved")}
    affected.actors |= {row[0] for row in db.execute(TOUCHED_HOLDERS_OF_ROLES)}


def _resolve(
    db: Database, together: Sequence[str], apart: Sequence[Sequence[Unit]], log: Log, affected: Affected
) -> None:
    """Find who is who in blocks that decisions tie together, and note in `assigned` who changes."""
    blocks = [read_block(db, block) for block in together]
    shown = ChainMap(*(block.shown for block in blocks))
    holders = ChainMap(*(block.holders for block in blocks))
    rows = read_actors(db, together)
    clusters = [names for block in blocks for names in cluster(block.names)]
    decisions = sorted((n, d) for block in together for n, d in log.by_block.get(block, ()))
    parts = decided(clusters, [d for _, d in decisions], apart)
    parts = [part for part in parts if not part.units.isdisjoint(holders)]
    formers = continued(parts, holders, rows, log)
    heirs = [Heir(part, shown_as(part, shown), former) for part, former in zip(parts, formers, strict=True)]
    actors: dict[Unit, int] = {}
    for heir, actor_id in zip(heirs, keep_actors(db, heirs, rows, log), strict=True):
        actors |= dict.fromkeys(heir.part.units, actor_id)
        if actor_id in rows and (rows[actor_id].status == "rejected") != (heir.part.status == "rejected"):
            affected.turned.add(actor_id)
    for unit, held in holders.items():
        if held.keys() != {actors[unit]}:
            affected.actors |= {a for a in held if a is not None} | {actors[unit]}
            _assign(db, unit, actors[unit])
    redirect(db, together, actors, rows.keys() - set(actors.values()), log)


def _assign(db: Database, unit: Unit, actor_id: int) -> None:
    db.execute("insert into assigned values (?, ?, ?, ?, ?)", [unit.block, *unit, actor_id])
