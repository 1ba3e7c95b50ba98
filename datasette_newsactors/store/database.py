"""Opening the database: made if it does not exist, brought up to date if it does."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from ..models import NewsactorsError
from .schema import migrations

BUSY_TIMEOUT = 30_000  # milliseconds to wait for another writer


def open_database(path: str) -> Database:
    """The database at a path, with our tables in it.

    Write-ahead logging lets a Datasette that serves the file go on reading while articles come in.
    Raises NewsactorsError where the file is no database, cannot be written, or stays locked.
    """
    if not Path(path).absolute().parent.is_dir():
        raise NewsactorsError(
            f"{path}: the folder {Path(path).absolute().parent} does not exist; make it first."
        )
    try:
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT / 1000, isolation_level=None)
        db = Database(connection)
        db.execute(f"pragma busy_timeout = {BUSY_TIMEOUT}")
        db.execute("pragma foreign_keys = on")
        db.enable_wal()
        migrations.apply(db)
    except sqlite3.DatabaseError as error:
        raise NewsactorsError(f"{path}: {_reason(error)}") from error
    return db


def _reason(error: sqlite3.DatabaseError) -> str:
    text = str(error)
    if "not a database" in text:
        return "this file is not a SQLite database. Name another file; it is made if it does not exist."
    if "locked" in text:
        return "another program has locked this database. Try again when it has finished."
    if "readonly" in text or "unable to open" in text:
        return f"this database cannot be written ({text}). Check the permissions of the file and its folder."
    return f"SQLite refuses: {text}."
