"""Opening a database: what is made, what is left as it is, and what is refused with words."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from datasette_newsactors.models import NewsactorsError
from datasette_newsactors.store import actor_target, correct, database, open_database
from datasette_newsactors.store.schema import migrations

from .newspaper import PIPELINE, report, save_all


def test_a_new_file_gets_all_tables_and_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "news.db")
    schema = open_database(path).schema

    assert "quotes_fts" in schema
    assert open_database(path).schema == schema


def test_a_database_of_the_first_release_takes_decisions(tmp_path: Path) -> None:
    path = str(tmp_path / "news.db")
    migrations.apply(Database(path), stop_before="m002_decisions")

    db = open_database(path)
    db["runs"].insert({"started": "now", "newsactors_version": PIPELINE.newsactors_version})
    save_all(db, [[report(("Tess Okoro", None, None))]])
    correct(db, "confirm", actor_target(db, "tess-okoro"))

    assert [row["status"] for row in db["actors"].rows] == ["confirmed"]


def test_a_reader_is_not_kept_waiting_by_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    db = open_database(str(path))
    reader = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=0)

    with database.transaction(db):
        db["publications"].insert({"name": "The Post"})
        assert reader.execute("select count(*) from publications").fetchone() == (0,)


def test_a_transaction_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    db = open_database(str(tmp_path / "news.db"))

    def interrupted() -> None:
        with database.transaction(db):
            db["publications"].insert({"name": "The Post"})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert db["publications"].count == 0


def test_tables_of_the_users_own_stay_beside_ours(tmp_path: Path) -> None:
    path = str(tmp_path / "news.db")
    connection = sqlite3.connect(path)
    connection.execute("create table recipes (name text)")
    connection.execute("insert into recipes values ('soup')")
    connection.commit()

    assert [row["name"] for row in open_database(path)["recipes"].rows] == ["soup"]


@pytest.mark.parametrize("table", ["articles", "actors", "runs"])
def test_a_table_of_the_users_own_under_our_name_is_named_and_left_alone(tmp_path: Path, table: str) -> None:
    path = str(tmp_path / "news.db")
    connection = sqlite3.connect(path)
    connection.execute(f"create table {table} (headline text)")

    with pytest.raises(NewsactorsError, match=f"{table}.*comes from elsewhere"):
        open_database(path)

    assert connection.execute("select name from sqlite_master where type = 'table'").fetchall() == [(table,)]


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(NewsactorsError, match="this is a folder"):
        open_database(str(tmp_path))


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(NewsactorsError, match=r"missing does not exist; make it first"):
        open_database(str(tmp_path / "missing" / "news.db"))


@pytest.mark.parametrize("content", [b"Once upon a time there was a text.", b"\x1f\x8b" + b"\0" * 600])
def test_another_file_is_no_database_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)

    with pytest.raises(NewsactorsError, match=r"notes\.txt: this file is not a SQLite database"):
        open_database(str(path))

    assert path.read_bytes() == content


def test_a_place_where_nothing_can_be_written() -> None:
    if not os.path.isdir("/proc"):
        pytest.skip("needs a folder in which even root can write nothing")
    with pytest.raises(NewsactorsError, match="cannot be written"):
        open_database("/proc/news.db")


def test_a_file_that_may_only_be_read(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    open_database(str(path)).close()
    path.chmod(0o444)
    if os.access(path, os.W_OK):
        pytest.skip("root may write any file")
    with pytest.raises(NewsactorsError, match="cannot be written"):
        save_all(open_database(str(path)), [[report(("Tess Okoro", None, None))]])


def test_a_locked_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "news.db")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin exclusive")
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0.05)

    with pytest.raises(NewsactorsError, match="another program has locked this database"):
        open_database(path)


def test_a_second_writer_waits_for_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "news.db")
    first, second = open_database(path), open_database(path)
    for db in (first, second):
        db["runs"].insert({"started": "now", "newsactors_version": PIPELINE.newsactors_version})

    save_all(first, [[report(("Tess Okoro", None, None))]])
    save_all(second, [[report(("Mara Velden", None, None))]])

    assert first["articles"].count == 2
