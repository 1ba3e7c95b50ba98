"""Reading what resolution goes by: names as all articles have them, and who holds what decisions can take hold of."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from ..resolve import Evidence, Reached, Unit, reach
from .log import Log
from .names import ASKED, Names, as_json

Spellings = Mapping[Unit, Counter[str]]  # how many chains of a unit have each spelling
Holders = Mapping[Unit, Counter[int | None]]  # how many chains of a unit each actor has now


@dataclass(frozen=True)
class Known:
    """Names as evidence, those included that only show a choice; and the units that decisions part the others into."""

    evidence: list[Evidence]
    shown: dict[Unit, Evidence]
    holders: dict[Unit, Counter[int | None]]


def empty(db: Database, table: str, columns: str) -> None:
    """A temporary table with no rows in it."""
    db.execute(f"create temp table if not exists {table} ({columns})")
    db.execute(f"delete from {table}")


def reached(db: Database, names: Collection[Unit], log: Log) -> Reached:
    """The names that have to do with these, also by their actors, by decisions, and by addresses in the log."""
    index = Names(db)

    def tied(names: Collection[Unit]) -> set[Unit]:
        actors = {actor_id for *_, actor_id, _ in index.counts(names)}
        found = index.of_actors(actors)
        for name in names:
            found |= log.tied.get(name, set())
        if log.addressed:
            slugs = "select slug from actors where id in (select value from json_each(?))"
            for (slug,) in db.execute(slugs, [json.dumps(list(actors))]):
                found |= log.addressed.get(slug, set())
        return found

    return reach(names, index, tied)


def pin(db: Database, log: Log, names: Collection[Unit] | None = None) -> None:
    """Fill the table `pinned` with the chains that are told by their article from others of the name.

    By decisions that split them off, or because namesakes are kept apart.
    names: which are wanted, besides those that people gave a quote; None for all.
    """
    empty(db, "pinned", "id integer primary key, type text, name_key text, article text")
    units = {unit for decision in log.decisions if decision.action == "split" for unit in decision.others}
    db.conn.executemany(
        """
        insert into pinned
        select chains.id, type, name_key, content_hash from articles join chains on chains.article_id = articles.id
        where type = ? and name_key = ? and content_hash = ?
        """,
        [unit for unit in units if unit.article],
    )
    speakers = {said.speaker for said in log.said if said.speaker}
    asked = [as_json(speakers.union(names))] if names is not None else []
    chains = f"{ASKED} cross join chains using (type, name_key)" if asked else "chains"
    db.execute(
        f"""
        insert or ignore into pinned
        select chains.id, type, name_key, content_hash from {chains} join articles on articles.id = article_id
        where apart
        """,
        asked,
    )


def read_evidence(db: Database, found: Reached) -> Known:
    """The names and units that are reached; `pin` goes before."""
    spellings: dict[Unit, Counter[str]] = defaultdict(Counter)
    holders: dict[Unit, Counter[int | None]] = defaultdict(Counter)
    for kind, key, name, holder, n in Names(db).counts(found.names | found.beside):
        spellings[Unit(kind, key)][name] += n
        holders[Unit(kind, key)][holder or None] += n
    evidence = list(_evidence(spellings).values())
    holders = defaultdict(Counter, {unit: held for unit, held in holders.items() if unit in found.names})
    for unit, name, actor_id in _pinned_chains(db):
        whole = unit._replace(article=None)
        if whole in found.names:
            for part, n in ((unit, 1), (whole, -1)):
                spellings[part][name] += n
                holders[part][actor_id] += n
    living = {unit: +held for unit, held in holders.items() if +held}
    return Known(evidence, _evidence({unit: +spellings[unit] for unit in living}), living)


def _pinned_chains(db: Database) -> Iterator[tuple[Unit, str, int | None]]:
    rows = db.execute(
        """
        select pinned.type, pinned.name_key, article, name, actor_id from pinned cross join chains using (id)
        """
    )
    return ((Unit(*unit), name, actor_id) for *unit, name, actor_id in rows)


def _evidence(spellings: Spellings) -> dict[Unit, Evidence]:
    """Each unit under its commonest spelling."""
    return {
        unit: Evidence(unit.key, unit.type, max(names, key=lambda s: (names[s], s)), sum(names.values()))
        for unit, names in spellings.items()
    }
