"""The names of all articles: how often each actor has them, and the links by which alike names are found."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from sqlite_utils import Database

from ..resolve import Unit, links

# Counts of chains, of those without an actor yet under 0.
NAMES = ("names", "name_links")
TABLES = (
    """
    create table names (
        type text not null,
        name_key text not null,
        name text not null,
        actor_id integer not null references actors(id) deferrable initially deferred,
        n_chains integer not null,
        primary key (type, name_key, name, actor_id)
    ) without rowid
    """,
    "create index idx_names_actor on names(actor_id)",
    """
    create table name_links (
        link text not null,
        type text not null,
        name_key text not null,
        primary key (link, type, name_key)
    ) without rowid
    """,
    """
    create trigger names_none after update of n_chains on names when new.n_chains = 0
    begin
        delete from names where (type, name_key, name, actor_id) = (new.type, new.name_key, new.name, new.actor_id);
    end
    """,
)
CHANGE = """
insert into names (type, name_key, name, actor_id, n_chains)
select type, name_key, name, coalesce({actor}, 0), {sign} count(*) from chains {which} group by 1, 2, 3, 4
on conflict do update set n_chains = n_chains + excluded.n_chains
"""
ASKED = (
    "(select json_extract(value, '$[0]') as type, json_extract(value, '$[1]') as name_key from json_each(?)) as asked"
)
END = """
select json_array(type, name_key) from name_links where link > value and link < value || :last
order by link {0}, type {0}, name_key {0} limit 1
"""
LAST = "\U0010ffff"  # comes after all letters


def create(db: Database) -> None:
    """Make the tables, and fill them."""
    for statement in TABLES:
        db.execute(statement)
    count(db)


def count(db: Database) -> None:
    """Find all names and links anew."""
    db.execute("delete from names")
    db.execute("delete from name_links")
    db.execute(CHANGE.format(actor="actor_id", sign="", which="where true"))
    _link(db, db.execute("select distinct type, name_key, name from names"))


def add(db: Database, article_ids: Iterable[int]) -> None:
    """Count the chains of articles, which were just written."""
    for article_id in article_ids:
        db.execute(CHANGE.format(actor="actor_id", sign="", which="where article_id = ?"), [article_id])
        _link(db, _of_article(db, article_id))


def remove(db: Database, article_id: int) -> None:
    """Count the chains of an article no more, before they go."""
    names = _of_article(db, article_id)
    db.execute(CHANGE.format(actor="actor_id", sign="-", which="where article_id = ?"), [article_id])
    index = Names(db)
    left = index.spellings({Unit(kind, key) for kind, key, _ in names})
    for kind, key, name in names:
        unit = Unit(kind, key)
        kept = set().union(*(links(unit, spelling) for spelling in left.get(unit, ())))
        db.conn.executemany(
            "delete from name_links where link = ? and type = ? and name_key = ?",
            [(link, kind, key) for link in links(unit, name) - kept],
        )


def _of_article(db: Database, article_id: int) -> list[tuple[str, str, str]]:
    rows = db.execute("select distinct type, name_key, name from chains where article_id = ?", [article_id])
    return rows.fetchall()


def _link(db: Database, names: Iterable[tuple[str, str, str]]) -> None:
    rows = ((link, kind, key) for kind, key, name in names for link in links(Unit(kind, key), name))
    db.conn.executemany("insert or ignore into name_links values (?, ?, ?)", rows)


class Names:
    """The names of a database, to be looked up many at a time."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def spellings(self, names: Collection[Unit]) -> dict[Unit, set[str]]:
        """Of those that are in some article, how they are spelled."""
        found: dict[Unit, set[str]] = defaultdict(set)
        for kind, key, name, _, _ in self.counts(names):
            found[Unit(kind, key)].add(name)
        return found

    def counts(self, names: Iterable[Unit]) -> Iterator[tuple[str, str, str, int, int]]:
        """Type, key and spelling of names, with the actor and in how many chains."""
        return self.db.execute(
            f"select type, name_key, name, actor_id, n_chains from {ASKED} cross join names using (type, name_key)",
            [as_json(names)],
        )

    def linked(self, links: Collection[str]) -> dict[str, list[Unit]]:
        """The names that have each of these links."""
        found: dict[str, list[Unit]] = defaultdict(list)
        for link, kind, key in self.db.execute(
            "select link, name_links.type, name_key from json_each(?) cross join name_links on link = value",
            [json.dumps(list(links))],
        ):
            found[link].append(Unit(kind, key))
        return found

    def under(self, prefix: str) -> Iterator[Unit]:
        """The names with a link that goes on after a prefix."""
        rows = self.db.execute(
            "select type, name_key from name_links where link > ? and link < ?", [prefix, prefix + LAST]
        )
        return (Unit(*row) for row in rows)

    def ends(self, prefixes: Collection[str]) -> dict[str, tuple[Unit, Unit]]:
        """The first and the last of them for each prefix, where there are any."""
        rows = self.db.execute(
            f"select value, ({END.format('asc')}), ({END.format('desc')}) from json_each(:prefixes)",
            {"prefixes": json.dumps(list(prefixes)), "last": LAST},
        )
        return {prefix: (Unit(*json.loads(first)), Unit(*json.loads(last))) for prefix, first, last in rows if first}

    def of_actors(self, actors: Iterable[int]) -> set[Unit]:
        """All names of some actors."""
        rows = self.db.execute(
            """
            select distinct names.type, name_key from json_each(?) cross join names on actor_id = value
            where actor_id <> 0
            """,
            [json.dumps(list(actors))],
        )
        return {Unit(*row) for row in rows}


def as_json(names: Iterable[Unit]) -> str:
    """Names to be asked for, as `ASKED` reads them."""
    return json.dumps([name[:2] for name in names])
