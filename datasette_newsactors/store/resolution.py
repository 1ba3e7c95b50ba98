"""Resolution in the database: which actor each chain is, as a pure function of the chains and of the decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from ..resolve import Evidence, Unit, block_of, by, cluster, decided, shown_as
from .actors import Heir, continued, keep_actors, read_actors, redirect
from .evidence import Known, empty, pin, reached, read_evidence
from .held import changing, held
from .log import Log
from .names import CHANGE, Names
from .namesakes import part_namesakes
from .relations import change_edges

# From `assigned` (which actor gets all chains of a name, or the one in an article) to all that hangs on the
# chains that move.
FROM_OTHERS = "select id from moved where former is not null"  # what hangs on the rest comes later
TOUCHED_QUOTES = f"select quote_id from quote_chains where chain_id in ({FROM_OTHERS})"
OF_MOVED = "where id in (select id from moved)"
MOVE = (
    """
    insert into moved select chains.id, chains.article_id, assigned.actor_id, chains.actor_id
    from assigned cross join names using (type, name_key) cross join chains on (
        chains.block = assigned.block and chains.type = names.type and chains.name_key = names.name_key
        and chains.name = names.name and chains.actor_id is nullif(names.actor_id, 0))
    where article is null and names.actor_id <> assigned.actor_id and chains.id not in (select id from pinned)
    """,
    """
    insert into moved select chains.id, chains.article_id, assigned.actor_id, chains.actor_id
    from assigned cross join pinned using (type, name_key, article) cross join chains using (id)
    where chains.actor_id is not assigned.actor_id
    """,
    CHANGE.format(actor="actor_id", sign="-", which=OF_MOVED),
    """
    update chains set actor_id = (select actor_id from moved where id = chains.id)
    where id in (select id from moved)
    """,
    CHANGE.format(actor="actor_id", sign="", which=OF_MOVED),
    f"""
    update mentions set actor_id = (select actor_id from moved where id = chain_id)
    where chain_id in ({FROM_OTHERS})
    """,
)
# Only what changes.
ABOUT = (
    """
    delete from quote_actors where quote_id in (select id from changing) and actor_id not in (
        select chains.actor_id from quote_chains join chains on chains.id = chain_id
        where quote_chains.quote_id = quote_actors.quote_id)
    """,
    """
    insert or ignore into quote_actors (quote_id, actor_id, published, cue_class, quote_type)
    select quote_id, chains.actor_id, published, cue_class, quote_type
    from changing cross join quote_chains on quote_id = changing.id
    cross join chains on chains.id = chain_id cross join quotes on quotes.id = quote_id
    """,
)
TOUCHED_HOLDERS_OF_ROLES = f"""
select distinct chains.actor_id from chain_roles join chains on chains.id = chain_id
where organization_chain_id in ({FROM_OTHERS})
"""


@dataclass
class Affected:
    """Actors that lost or gained chains or quotes in articles that were there, and these articles.

    Their counts are to be refreshed. `turned`: those that are rejected now, or not any more, so that they lose or
    gain what they said.
    """

    actors: set[int] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)
    turned: set[int] = field(default_factory=set)


def resolve(db: Database, names: Collection[Unit], log: Log, affected: Affected) -> None:
    """Find who is who anew where these names matter, apply what people decided, and move the chains that change actor.

    Names that are gone matter by the actors in `affected`, who had them.
    An actor whose names stay together keeps its id and slug. Notes in `affected` what is out of date; actors
    left without a chain are removed when the counts are refreshed.
    """
    empty(db, "assigned", "block text, type text, name_key text, article text, actor_id integer")
    empty(db, "moved", "id integer primary key, article_id integer, actor_id integer, former integer")
    found = reached(db, Names(db).of_actors(affected.actors).union(names), log)
    apart = part_namesakes(db, found.names, log)
    pin(db, log, found.names)
    _assign_all(db, found.names, read_evidence(db, found), apart, log, affected)
    for statement in MOVE:
        db.execute(statement)
    changing(db, TOUCHED_QUOTES)
    change_edges(db, "old")
    with held(db):
        for statement in ABOUT:
            db.execute(statement)
    change_edges(db, "new")
    affected.articles |= {row[0] for row in db.execute("select article_id from moved")}
    affected.actors |= {row[0] for row in db.execute(TOUCHED_HOLDERS_OF_ROLES)}


def _assign_all(
    db: Database, names: Collection[Unit], known: Known, apart: Iterable[Sequence[Unit]], log: Log, affected: Affected
) -> None:
    """Find who is who among these names, and note in `assigned` who changes."""
    rows = read_actors(db, {a for held in known.holders.values() for a in held if a is not None})
    decisions = sorted((n, d) for name in names for n, d in log.by_name.get(name, ()))
    parts = decided(_clusters(known.evidence), [d for _, d in decisions], apart)
    parts = [part for part in parts if not part.units.isdisjoint(known.holders)]
    formers = continued(parts, known.holders, rows, log)
    heirs = [Heir(part, shown_as(part, known.shown), former) for part, former in zip(parts, formers, strict=True)]
    actors: dict[Unit, int] = {}
    for heir, actor_id in zip(heirs, keep_actors(db, heirs, rows, log), strict=True):
        actors |= dict.fromkeys(heir.part.units, actor_id)
        if actor_id in rows and (rows[actor_id].status == "rejected") != (heir.part.status == "rejected"):
            affected.turned.add(actor_id)
    for unit, holders in known.holders.items():
        if holders.keys() != {actors[unit]}:
            if former := {a for a in holders if a is not None} - {actors[unit]}:
                affected.actors |= former | {actors[unit]}
            _assign(db, unit, actors[unit])
    redirect(db, names, actors, rows.keys() - set(actors.values()), log)


def _clusters(names: Iterable[Evidence]) -> list[list[Evidence]]:
    return [part for block in by(names, lambda n: block_of(n.key, n.type)) for part in cluster(block)]


def _assign(db: Database, unit: Unit, actor_id: int) -> None:
    db.execute("insert into assigned values (?, ?, ?, ?, ?)", [unit.block, *unit, actor_id])
