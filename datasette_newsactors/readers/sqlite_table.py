"""A table of a SQLite database, read in place: a row is an article, and its path leads back to the row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import ascii_letters, digits

from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.readers.reader import Link
from datasette_newsactors.readers.records import find_columns, item_from

PAGE = 100  # rows read at a time: between two pages others can write
PLAIN = frozenset(ascii_letters + digits + "_-")
ROWID_NAMES = ("rowid", "_rowid_", "oid")


def read(path: str, table: str, columns: Mapping[str, str]) -> Iterator[Article | Failure | Link]:
    """The articles in a table; the path of each is `row:database/table/key`, as in the addresses of Datasette.

    Raises NewsactorsError where there is no such table, or no column with the text.
    """
    try:
        connection = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
        try:
            yield from _rows(connection, Path(path).stem, table, columns)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise NewsactorsError(f"cannot be read as a SQLite database: {error}") from None


def _rows(
    connection: sqlite3.Connection, database: str, table: str, columns: Mapping[str, str]
) -> Iterator[Article | Failure | Link]:
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    names, key = _columns(connection, table)
    found = find_columns(names, columns, links=True)
    place = f"row:{tilde_encoded(database)}/{tilde_encoded(table)}"
    order = _rowid(connection, table, names) or key
    wanted = [*order, *(key or order), *names]
    after: Sequence[object] = []
    while rows := connection.execute(_select(table, wanted, order, bool(after)), after).fetchall():
        for row in rows:
            values = row[len(order) : len(order) + len(key or order)]
            path = f"{place}/{','.join(tilde_encoded(str(value)) for value in values)}"
            if None in values:
                yield Failure(path, f"has no key: give it one in {', '.join(key)}")
            else:
                yield item_from(dict(zip(names, row[-len(names) :], strict=True)), path, found)
        after = rows[-1][: len(order)]


def _columns(connection: sqlite3.Connection, table: str) -> tuple[list[str], list[str]]:
    """The names of all columns, and of those that are the primary key."""
    tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table' order by 1")]
    if table not in tables:
        listed = ", ".join(name for name in tables if not name.startswith("sqlite_")) or "none"
        raise NewsactorsError(f"has no table {table!r}; the tables are: {listed}")
    rows = connection.execute("select name, pk from pragma_table_info(?)", [table]).fetchall()
    return [name for name, _ in rows], [name for name, pk in sorted(rows, key=lambda row: int(row[1])) if pk]


def _rowid(connection: sqlite3.Connection, table: str, names: Sequence[str]) -> list[str]:
    """The name by which the table's own numbers of its rows can be read; none where it has no such numbers."""
    name = next((name for name in ROWID_NAMES if name not in names), ROWID_NAMES[0])
    try:
        connection.execute(f"select {name} from {_quoted(table)} limit 0")
    except sqlite3.OperationalError:  # WITHOUT ROWID
        return []
    return [name]


def _select(table: str, wanted: Sequence[str], order: Sequence[str], goes_on: bool) -> str:
    """The SQL for a page of rows, which goes on after the keys that are its parameters."""
    keys = ", ".join(map(_quoted, order))
    after = f" where ({keys}) > ({', '.join('?' * len(order))})" if goes_on else ""
    return f"select {', '.join(map(_quoted, wanted))} from {_quoted(table)}{after} order by {keys} limit {PAGE}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def tilde_encoded(part: str) -> str:
    """A part of a path as Datasette writes it in addresses."""
    return "".join(
        chr(byte) if chr(byte) in PLAIN else "+" if byte == 32 else f"~{byte:02X}" for byte in part.encode("utf-8")
    )
