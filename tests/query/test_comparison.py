"""Actors side by side."""

import pytest

from datasette_newsactors.query import comparison, profile
from datasette_newsactors.query.filters import QuoteFilters
from datasette_newsactors.query.parameters import BadParameter

ALL = QuoteFilters()


def ids(db, *slugs):
    return [db.rows(profile.actor(slug))[0]["id"] for slug in slugs]


def test_two_to_four_actors_each_once():
    assert comparison.compared({"actor": ["a", "b", "a", " "]}) == ["a", "b"]
    with pytest.raises(BadParameter, match="at most 4"):
        comparison.compared({"actor": list("abcde")})


def test_the_counts_of_each_in_the_publications(db):
    mara, tess = ids(db, "mara-lind", "tess-okoro")
    rows = db.rows(comparison.publications([mara, tess], ALL, 2))
    assert [(row["name"], row["actor_id"], row["n_articles"], row["n_quotes"]) for row in rows] == [
        ("The Undertow", tess, 5, 5),
        ("Velden Post", mara, 1, 2),
        ("Velden Post", tess, 4, 4),
    ]
    [later] = db.rows(comparison.publications([mara, tess], QuoteFilters(since="2024-12"), 9))
    assert (later["name"], later["n_articles"]) == ("The Undertow", 1)


def test_who_stands_in_articles_with_each_of_them(db):
    both = ids(db, "mara-lind", "tess-okoro")
    found = [(row["slug"], row["count"]) for row in db.rows(comparison.met_by_all(both, ALL, 9))]
    assert found == [("obrien", 1), ("velden", 1), ("dockers", 1)]
    assert db.rows(comparison.met_by_all(both, QuoteFilters(until="2024-02"), 9)) == []


def test_the_articles_that_mention_all_of_them(db):
    [row] = db.rows(comparison.shared_articles(ids(db, "mara-lind", "tess-okoro"), ALL, 9))
    assert (row["id"], row["count"]) == (3, 1)
    assert (
        db.rows(comparison.shared_articles(ids(db, "mara-lind", "tess-okoro"), QuoteFilters(until="2024-02"), 9)) == []
    )


def test_the_newest_of_the_articles_that_mention_all_come_first(db):
    both = ids(db, "tess-okoro", "velden")
    rows = db.rows(comparison.shared_articles(both, ALL, 9))
    assert len(rows) == rows[0]["count"] > 1
    assert [row["published"] for row in rows] == sorted((row["published"] for row in rows), reverse=True)
    [newest] = db.rows(comparison.shared_articles(both, ALL, 1))
    assert newest == rows[0]
    within = QuoteFilters(since=rows[-1]["published"], until=rows[-1]["published"])
    assert [row["id"] for row in db.rows(comparison.shared_articles(both, within, 9))] == [rows[-1]["id"]]


def test_who_of_them_speaks_about_whom(db):
    rows = db.rows(comparison.among(ids(db, "mara-lind", "jon-lind", "velden"), ALL))
    assert [(row["speaker"], row["about"], row["count"]) for row in rows] == [
        ("jon-lind", "mara-lind", 1),
        ("mara-lind", "velden", 1),
    ]
