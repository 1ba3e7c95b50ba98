"""Counts of whole sets of quotes, where the store writes many; what others write is counted row by row, by triggers.

A table tells the triggers that the counting is done: `held` has a row as long as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database

FREE = "not exists (select 1 from held)"  # the condition of these triggers
CHANGING = "changing cross join quotes on quotes.id = changing.id"


def create(db: Database) -> None:
    """Make the table, unless it is there."""
    db.execute("create table if not exists held (held integer not null)")


@contextmanager
def held(db: Database) -> Iterator[None]:
    """Count nothing row by row."""
    db.execute("insert into held values (1)")
    try:
        yield
    finally:
        db.execute("delete from held")


def changing(db: Database, quotes: str, *values: object) -> None:
    """Fill the table `changing` with quotes: SQL that gives their ids."""
    db.execute("create temp table if not exists changing (id integer primary key)")
    db.execute("delete from changing")
    db.execute(f"insert or ignore into changing {quotes}", values)
