"""Whose words each publication prints, and in which roles: right after any change to the tables, whoever makes it."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from datasette_newsactors.store.schema import migrations
from datasette_newsactors.store.voices import TABLES, count, count_by_name

from .newspaper import new_database, report, rows_of, save_all

CHANGES = [
    "delete from quotes where id = 1",
    "delete from articles where id = 1",
    "delete from chains where article_id = 1",
    "update articles set publication_id = null",
    "update articles set publication_id = 2",
    "update articles set syndicated_from = 1 where id = 2",
    "update quotes set speaker_id = null where id = 1",
    "update quotes set speaker_id = 2",
    "update quotes set speaker_chain_id = null",
    "update quotes set article_id = 2",
    "update quotes set anonymous = 1",
    "update quotes set cue_class = 'thought' where id = 1",
    "update quotes set cue_class = 'writing'",
    "delete from chain_roles",
    "delete from chain_roles where start = (select min(start) from chain_roles)",
    "update chain_roles set role = 'keeper of locks' where chain_id = (select min(chain_id) from chain_roles)",
    "update chain_roles set role = 'keeper of locks'",
    "update chain_roles set chain_id = (select max(speaker_chain_id) from quotes), start = start + 100 * chain_id",
    "insert into chain_roles select chain_id, role, start + 1, end, null from chain_roles",
]


@pytest.fixture
def db() -> Database:
    """Two articles in two publications; the first says twice what Mara Velden is the head of."""
    db = new_database()
    ferry = report(
        ("Mara Velden", "FSO", None), ("Mara Velden", "FSO", None), ("Tess Okoro", "Harbour Board", None),
        publication="Post", published="2024-01-02",
    )  # fmt: skip
    dam = report(("Tess Okoro", "FSO", "Mara Velden"), ("Jon Velden", None, None), publication="Courier", path="b")
    save_all(db, [[ferry, dam]])
    return db


def counts_of(db: Database, table: str, *columns: str) -> list[tuple]:
    names = ", ".join(columns)
    return db.execute(f"select {names}, n_quotes from {table} order by {names}").fetchall()


def test_a_role_that_an_article_gives_twice_counts_its_quotes_once(db: Database) -> None:
    assert counts_of(db, "role_counts", "role", "publication_id") == [
        ("head of FSO", 1, 2),
        ("head of FSO", 2, 1),
        ("head of Harbour Board", 1, 1),
    ]


def test_what_is_thought_is_no_voice(db: Database) -> None:
    db.execute("update quotes set cue_class = 'thought'")

    assert rows_of(db, *TABLES) == {"voice_counts": [], "role_counts": []}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_counted(db: Database, change: str) -> None:
    db.execute(change)

    kept = rows_of(db, *TABLES, "actors")
    count(db)
    count_by_name(db)
    assert rows_of(db, *TABLES, "actors") == kept


def test_what_is_said_by_name_is_what_is_said_or_written_and_not_from_an_anonymous_source(db: Database) -> None:
    db.execute("update quotes set cue_class = 'thought' where id = 1")
    db.execute("update articles set syndicated_from = 2 where id = 1")
    counted = "select name, n_quotes, n_by_name, n_by_name_once from actors where n_quotes order by name"

    assert db.execute(counted).fetchall() == [
        ("Jon Velden", 1, 1, 1),
        ("Mara Velden", 2, 1, 0),
        ("Tess Okoro", 2, 2, 1),
    ]
    db.execute("update quotes set anonymous = 1")
    assert {row[2:] for row in db.execute(counted)} == {(0, 0)}


def test_an_older_database_is_counted_when_it_is_brought_up_to_date() -> None:
    older = Database(memory=True)
    migrations.apply(older, stop_before="m012_voices")
    save_all_before(older)

    migrations.apply(older)

    assert counts_of(older, "voice_counts", "publication_id", "speaker_id", "anonymous", "copy") == [(1, 1, 0, 0, 1)]
    assert counts_of(older, "role_counts", "role", "speaker_id", "publication_id", "copy") == [("mayor", 1, 1, 0, 1)]


def save_all_before(older: Database) -> None:
    """A quote of a mayor, as rows."""
    older["publications"].insert({"id": 1, "name": "Post"})
    older["actors"].insert({"id": 1, "slug": "mara", "name": "Mara", "type": "person"})
    article = {"id": 1, "text": "t", "content_hash": "h", "n_words": 1, "publication_id": 1, "ingested_at": "now"}
    older["articles"].insert(article)
    chain = {"id": 1, "article_id": 1, "key": "a1", "name": "Mara", "type": "person", "name_key": "mara", "block": "m"}
    older["chains"].insert(chain | {"actor_id": 1})
    older["chain_roles"].insert({"chain_id": 1, "role": "mayor", "start": 0, "end": 1})
    older["quotes"].insert(
        {
            "article_id": 1, "speaker_id": 1, "speaker_chain_id": 1, "source_form": "name", "content": "t", "start": 0,
            "end": 1, "quote_type": "direct", "confidence": 1, "method": "m",
        }
    )  # fmt: skip
