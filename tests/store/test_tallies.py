"""Counts by month, publication, kind and speaker: right after any change to the tables, whoever makes it."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from datasette_newsactors.store.schema import migrations
from datasette_newsactors.store.tallies import TALLIES, count

from .newspaper import new_database, report, rows_of, save_all

CHANGES = [
    "delete from quotes where id = 1",
    "delete from articles where id = 1",
    "update articles set publication_id = null",
    "update articles set publication_id = 2 where id = 1",
    "update articles set syndicated_from = 1 where id = 2",
    "update articles set published = '2024-05-06'",
    "update quotes set speaker_id = null where id = 1",
    "update quotes set speaker_id = 2",
    "update quotes set anonymous = 1 where id = 2",
    "update quotes set cue_class = 'thought', quote_type = 'mixed', published = null",
]


@pytest.fixture
def db() -> Database:
    db = new_database()
    ferry = report(("Mara Velden", None, None), ("Tess Okoro", None, None), publication="Post", published="2024-01-02")
    dam = report(("Tess Okoro", None, "Mara Velden"), publication="Courier", path="b")
    save_all(db, [[ferry, dam]])
    return db


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_counted(db: Database, change: str) -> None:
    db.execute(change)

    kept = rows_of(db, *TALLIES)
    count(db)
    assert rows_of(db, *TALLIES) == kept


def test_an_older_database_is_counted_when_it_is_brought_up_to_date() -> None:
    older = Database(memory=True)
    migrations.apply(older, stop_before="m009_tallies")
    older.execute("insert into publications (id, name) values (1, 'Post')")
    article = {"text": "t", "content_hash": "h", "published": "2024-01-02", "publication_id": 1, "ingested_at": "now"}
    older["articles"].insert(article)
    quote = {"article_id": 1, "content": "t", "start": 0, "end": 1, "published": "2024-01-02", "source_form": "missing"}
    older["quotes"].insert({**quote, "quote_type": "direct", "confidence": 1, "method": "m"})

    migrations.apply(older)

    assert older.execute("select * from article_counts").fetchall() == [(1, "2024-01", 0, 1)]
    assert older.execute("select month, n_quotes from quote_counts").fetchall() == [("2024-01", 1)]
