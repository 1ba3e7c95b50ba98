"""The database file: made if it does not exist, brought up to date if it does; and its transactions."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from sqlite_utils import Database

from ..models import NewsactorsError
from .schema import TABLE_NAMES, migrations

LOGGER = logging.getLogger(__name__)
BUSY_TIMEOUT = 30.0  # seconds to wait for another writer
UNTOLD = 2.0  # seconds of them before a word is said
CACHE = 32_000  # KiB at most of pages that are kept in memory
LARGE_CACHE = 200_000  # the same, for a merger of many mentions


def open_database(path: str) -> Database:
    """The database at a path, with our tables in it.

    Write-ahead logging lets a Datasette that serves the file go on reading while articles come in.
    Raises NewsactorsError where the file is no database, cannot be written, stays locked, or has tables of
    another origin under our names.
    """
    place = Path(path).absolute()
    if place.is_dir():
        raise NewsactorsError(f"{path}: this is a folder. Name a file in it, for example {path.rstrip('/')}/news.db.")
    if not place.parent.is_dir():
        raise NewsactorsError(f"{path}: the folder {place.parent} does not exist; make it first.")
    with explained(path):
        db = Database(sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None))
        db.execute("pragma foreign_keys = on")
        db.execute(f"pragma cache_size = -{CACHE}")
        _migrate(db, path)
        db.enable_wal()
        db.execute(f"pragma busy_timeout = {int(UNTOLD * 1000)}")
        return db


def open_to_read(path: str) -> sqlite3.Connection:
    """The database at a path, for queries only. Raises NewsactorsError where it has no tables of ours."""
    with explained(path):
        connection = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        if not connection.execute("select 1 from sqlite_master where name = 'quotes'").fetchone():
            raise NewsactorsError(f"{path}: this database has no quotes; fill it with the command ingest.")
        return connection


def _migrate(db: Database, path: str) -> None:
    if not migrations.pending(db):
        return
    if not migrations.applied(db) and (foreign := [t for t in TABLE_NAMES if db[t].exists()]):
        raise NewsactorsError(
            f"{path}: this database has a table {foreign[0]!r} that comes from elsewhere and would be in "
            "the way. Name another file for the actors and quotes, or rename that table."
        )
    migrations.apply(db)


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """All or nothing; takes the write lock at once, so that a second writer waits and does not fail.

    Within another transaction, as Datasette's own, it is a part of that one.
    """
    if db.conn.in_transaction:
        yield
        return
    _begin(db)
    try:
        yield
    except BaseException:
        db.rollback()
        raise
    db.commit()


def _begin(db: Database) -> None:
    """Take the write lock; says so once where that takes a while."""
    until = time.monotonic() + BUSY_TIMEOUT
    told = False
    while True:
        try:
            db.conn.execute("begin immediate")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            if not told:
                LOGGER.warning("Another program is writing to this database. Waiting for it, up to %d s.", BUSY_TIMEOUT)
            told = True


@contextmanager
def large_cache(db: Database) -> Iterator[None]:
    """Keep in memory the many pages that a large change goes back to."""
    (usual,) = db.execute("pragma cache_size").fetchone()
    db.execute(f"pragma cache_size = -{LARGE_CACHE}")
    try:
        yield
    finally:
        db.execute(f"pragma cache_size = {usual}")


def insert(db: Database, table: str, row: dict[str, Any]) -> int:
    """Put one row into a table; returns its id."""
    columns, values = ", ".join(f'"{column}"' for column in row), ", ".join(f":{column}" for column in row)
    return cast(int, db.execute(f"insert into {table} ({columns}) values ({values})", row).lastrowid)


@contextmanager
def explained(path: str) -> Iterator[None]:
    """What SQLite refuses in here is told as a NewsactorsError that says what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise NewsactorsError(f"{path}: {_reason(str(error))}") from error


def _reason(text: str) -> str:
    if "not a database" in text or "malformed" in text:
        return "this file is not a SQLite database, or is damaged. Name another; a new one is made."
    if "locked" in text:
        return "another program has locked this database. Try again when it has finished."
    if "readonly" in text or "unable to open" in text:
        return f"this database cannot be written ({text}). Check the permissions of the file and its folder."
    if "full" in text or "disk I/O" in text:
        why = (
            "the disk is full"
            if "full" in text
            else "the disk refuses to be written to: full, or at a limit, or faulty"
        )
        return f"{why}. Make room and give the same command again: what is stored stays."
    return f"SQLite refuses: {text}."
