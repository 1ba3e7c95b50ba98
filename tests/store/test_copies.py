"""Each copy is linked to the earliest article it copies, in whatever order the articles come, change and go."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from datasette_newsactors import store
from datasette_newsactors.models import Annotation, Article
from datasette_newsactors.resolve import are_copies, seniority, shingles

from .newspaper import PIPELINE, assert_sound, new_database

NOTHING = Annotation(pipeline=PIPELINE)


def words(seed: int, n: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices("abdegiklmnoprstu", k=6)) for _ in range(n)]


STORY, OTHER = words(1, 120), words(2, 120)


def article(cut: int = 0, end: int = 120, day: int | None = 1, text: list[str] = STORY, **fields: str) -> Article:
    """The story, or a part of it with something else before, published on a day of March."""
    published = f"2024-03-{day:02}" if day else None
    return Article(" ".join(OTHER[:cut] + text[cut:end]), published=published, **fields)


def keep(db: Database, *articles: Article) -> None:
    store.save(db, [(a, NOTHING) for a in articles], 1)


def links(db: Database) -> dict[str, str | None]:
    """By content hash, which is the same in every database, the original of each article."""
    sql = "select a.content_hash, b.content_hash from articles a left join articles b on b.id = a.syndicated_from"
    return dict(db.execute(sql).fetchall())


def expected(articles: list[Article]) -> dict[str, str | None]:
    """What the definition says, by comparing all with all."""
    found: dict[str, str | None] = {}
    originals: list[Article] = []
    for a in sorted(articles, key=lambda a: seniority(a.published, len(a.text.split()), a.content_hash)):
        copied = (o for o in originals if are_copies(shingles(o.text), shingles(a.text)))
        original = next(copied, None)
        found[a.content_hash] = original.content_hash if original else None
        if original is None:
            originals.append(a)
    return found


def test_a_copy_is_linked_to_the_earliest(db: Database) -> None:
    first, second, third = article(day=1), article(day=2, end=110), article(day=3, cut=6)

    keep(db, third)
    keep(db, second, article(text=OTHER))
    keep(db, first)

    hashes = [a.content_hash for a in (first, second, third)]
    assert [links(db)[h] for h in hashes] == [None, hashes[0], hashes[0]]


def test_a_replaced_original_leaves_its_copies_to_the_next(db: Database) -> None:
    first, second, third = article(url="https://a.example/1"), article(day=2, end=110), article(day=3, cut=6)
    keep(db, first, second, third)

    keep(db, replace(first, text=" ".join(OTHER)))

    assert links(db)[third.content_hash] == second.content_hash
    assert links(db)[second.content_hash] is None


def test_a_date_that_is_mended_makes_another_the_original(db: Database) -> None:
    first, second = article(day=1), article(day=2, end=110)
    keep(db, first, second)

    keep(db, replace(first, published="2024-03-03"))

    assert links(db) == {first.content_hash: second.content_hash, second.content_hash: None}


def test_a_database_from_before_is_linked_when_it_is_opened(tmp_path: Path) -> None:
    path = str(tmp_path / "old.db")
    db = new_database(path)
    keep(db, article(), article(day=2, end=110))
    found = links(db)
    db.execute("update articles set syndicated_from = null")
    db.execute("drop table article_bands")
    db.execute("delete from _sqlite_migrations where name like '%_copies'")
    db.close()

    assert links(store.open_database(path)) == found
    assert len(set(found.values())) == 2


def test_the_demo_has_four_copies_of_agency_stories(demo_db: Path) -> None:
    with closing(sqlite3.connect(demo_db)) as db:
        rows = db.execute(
            """
            select names.name, articles.title, agencies.name from articles
            join publications as names on names.id = articles.publication_id
            join articles as originals on originals.id = articles.syndicated_from
            join publications as agencies on agencies.id = originals.publication_id
            order by articles.published
            """
        ).fetchall()

    assert rows == [
        ("Skarhaven Post", "Ministry: 'Nothing was hidden' about dam survey", "Northwire"),
        ("Skarhaven Post", "Doors shut at the Thrift", "Northwire"),
        ("Dunmar Valley Weekly", "Dam minister goes; dam stays, for now", "Northwire"),
        ("Brenick Courier", "‘A Noise Like a Train’: Village Under Water as Bank Gives Way at Dam", "Northwire"),
    ]


# Parts of the story that are copies of their neighbours, but not of those further off.
parts = st.builds(
    article,
    cut=st.sampled_from([0, 15, 30, 45]),
    end=st.sampled_from([60, 75, 90, 105, 120]),
    day=st.none() | st.integers(1, 4),
    url=st.none() | st.sampled_from(["https://a.example/1", "https://a.example/2"]),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_links_are_a_function_of_the_articles_alone(data: st.DataObject) -> None:
    history = data.draw(st.lists(parts, min_size=1, max_size=9))
    db = new_database()
    for at in range(0, len(history), data.draw(st.integers(1, 3))):
        keep(db, *history[at : at + data.draw(st.integers(1, 3))])

    rows = db.execute("select text, published from articles").fetchall()
    assert links(db) == expected([Article(text, published=published) for text, published in rows])
    assert_sound(db)
