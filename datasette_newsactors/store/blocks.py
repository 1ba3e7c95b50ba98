"""Reading a block: its names as evidence, and who holds the chains that decisions can take hold of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from ..resolve import Evidence, Groups, Unit
from .log import Log

Spellings = Mapping[Unit, Counter[str]]  # how many chains of a unit have each spelling
Holders = Mapping[Unit, Counter[int | None]]  # how many chains of a unit each actor has now


@dataclass(frozen=True)
class Block:
    """The names of a block as all articles have them, and its units as decisions part them."""

    names: list[Evidence]
    shown: dict[Unit, Evidence]
    holders: dict[Unit, Counter[int | None]]


def empty(db: Database, table: str, columns: str) -> None:
    """A temporary table with no rows in it."""
    db.execute(f"create temp table if not exists {table} ({columns})")
    db.execute(f"delete from {table}")


def pin(db: Database, log: Log) -> None:
    """Fill the table `pinned` with the chains that are told by their article from others of the name.

    By decisions that split them off, or because namesakes are kept apart.
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
    db.execute(
        """
        insert or ignore into pinned
        select chains.id, type, name_key, content_hash from chains join articles on articles.id = article_id
        where apart
        """
    )


def linked(blocks: Iterable[str], log: Log) -> list[list[str]]:
    """The blocks, each with those that decisions tie to it, or did before they were undone."""
    wanted = set(blocks)
    ties = [{unit.block for unit in units} for units in log.ties]
    groups = Groups(wanted.union(*ties))
    for tie in ties:
        groups.join(tie)
    return [part for part in groups.parts() if not wanted.isdisjoint(part)]


def read_block(db: Database, block: str) -> Block:
    """The names and units of a block; `pin` goes before."""
    spellings: dict[Unit, Counter[str]] = defaultdict(Counter)
    holders: dict[Unit, Counter[int | None]] = defaultdict(Counter)
    for unit, name, actor_id, n in _all_chains(db, block):
        spellings[unit][name] += n
        holders[unit][actor_id] += n
    names = list(_evidence(spellings).values())
    for unit, name, actor_id in _pinned_chains(db, block):
        for part, n in ((unit, 1), (unit._replace(article=None), -1)):
            spellings[part][name] += n
            holders[part][actor_id] += n
    living = {unit: +held for unit, held in holders.items() if +held}
    return Block(names, _evidence({unit: +spellings[unit] for unit in living}), living)


def _all_chains(db: Database, block: str) -> Iterator[tuple[Unit, str, int | None, int]]:
    rows = db.execute(
        """
        select type, name_key, name, actor_id, count(*) from chains
        where block = ? group by type, name_key, name, actor_id
        """,
        [block],
    )
    return ((Unit(kind, key), name, actor_id, n) for kind, key, name, actor_id, n in rows)


def _pinned_chains(db: Database, block: str) -> Iterator[tuple[Unit, str, int | None]]:
    rows = db.execute(
        """
        select pinned.type, pinned.name_key, article, name, actor_id
        from pinned cross join chains using (id) where block = ?
        """,
        [block],
    )
    return ((Unit(*unit), name, actor_id) for *unit, name, actor_id in rows)


def _evidence(spellings: Spellings) -> dict[Unit, Evidence]:
    """Each unit under its commonest spelling."""
    return {
        unit: Evidence(unit.key, unit.type, max(names, key=lambda s: (names[s], s)), sum(names.values()))
        for unit, names in spellings.items()
    }
