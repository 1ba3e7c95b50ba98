"""The collection at a glance."""

from datasette_newsactors.query import articles, overview, profile
from datasette_newsactors.query.filters import QuoteFilters


def test_totals_count_everything(db):
    assert db.rows(overview.totals())[0] == {
        "articles": 13,
        "publications": 3,
        "actors": 7,
        "quotes": 20,
        "first": "2024-01-15",
        "last": "2024-12-10",
    }


def test_sources_add_up_to_all_quotes(db):
    row = db.rows(overview.sources())[0]
    assert row["with_speaker"] + row["anonymous"] + row["unresolved"] == row["quotes"] == 20
    assert row["direct"] + row["mixed"] + row["indirect"] == 20
    assert (row["anonymous"], row["unresolved"]) == (2, 1)


def test_rising_is_who_is_quoted_more_than_in_the_thirty_days_before(db):
    assert db.rows(overview.rising(9)) == []
    db.sqlite.execute("update quotes set published = '2024-12-09' where content = 'a scandal'")
    assert db.rows(overview.rising(9)) == [
        {"slug": "jon-lind", "name": "Jon Lind", "type": "person", "now": 2, "before": 0}
    ]


def test_falling_is_who_is_quoted_less(db):
    assert [(row["slug"], row["before"], row["now"]) for row in db.rows(overview.falling(9))] == []
    db.sqlite.execute("update quotes set published = '2024-11-01' where content = 'a scandal'")
    db.sqlite.execute("update quotes set published = '2024-12-01' where published > '2024-12'")
    assert db.rows(overview.falling(9)) == [
        {"slug": "jon-lind", "name": "Jon Lind", "type": "person", "now": 0, "before": 2}
    ]


def test_quotes_by_publication_and_month(db):
    rows = db.rows(overview.months_by_publication(2))
    assert {row["publication"] for row in rows} == {"The Undertow", "Velden Post"}
    first = next(row for row in rows if row["publication"] == "Velden Post")
    assert first == {"publication": "Velden Post", "month": "2024-01", "quotes": 5, "anonymous": 1}


def test_most_quoted_people(db):
    rows = db.rows(overview.most_quoted("person", 2))
    assert [(row["slug"], row["n_quotes"]) for row in rows] == [("tess-okoro", 10), ("mara-lind", 3)]


def test_the_overview_uses_its_indexes(db):
    assert "idx_actors_type (type=? AND n_quotes>?)" in db.plan(overview.most_quoted("person", 9))
    assert "idx_quotes_published (published>?)" in db.plan(overview.rising(9))
    assert "COVERING INDEX idx_quotes_published" in db.plan(profile.quotes_by_month(QuoteFilters()))
    assert "COVERING INDEX idx_articles_published" in db.plan(overview.articles_by_month())


def test_an_article_reads_by_its_indexes(db):
    assert "idx_mentions_article (article_id=?)" in db.plan(articles.mentions(1))
    assert "idx_quotes_article (article_id=?)" in db.plan(articles.quotes(1))
    assert "idx_articles_syndicated (syndicated_from=?)" in db.plan(articles.copies(1))
