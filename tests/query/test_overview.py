"""The collection at a glance."""

import pytest

from datasette_newsactors.query import articles, overview, profile, quotes
from datasette_newsactors.query.filters import QuoteFilters


def test_totals_count_everything(db):
    assert db.rows(overview.totals())[0] == {
        "articles": 13,
        "articles_once": 12,
        "publications": 3,
        "actors": 7,
        "first": "2024-01-15",
        "last": "2024-12-10",
    }


def test_sources_add_up_to_all_that_is_said_both_ways(db):
    row = db.rows(overview.sources())[0]
    for suffix, n in {"": 19, "_once": 18}.items():
        assert row["quotes" + suffix] == n
        assert sum(row[name + suffix] for name in ("named", "anonymous", "unresolved")) == n
        assert sum(row[name + suffix] for name in ("direct", "mixed", "indirect")) == n
    assert (row["anonymous"], row["unresolved"]) == (2, 1)


WINDOWS = overview.windows("2024-12-10")


@pytest.mark.parametrize(
    ("latest", "before", "now"),
    [
        ("2024-12-10", ("2024-10-12", "2024-11-10"), ("2024-11-11", "2024-12-10")),
        ("2024-12-10T23:59:00+02:00", ("2024-10-12", "2024-11-10"), ("2024-11-11", "2024-12-10")),
        ("2024-02", ("2024-01-01", "2024-01-30"), ("2024-01-31", "2024-02-29")),
        ("2024", ("2024-11-02", "2024-12-01"), ("2024-12-02", "2024-12-31")),
    ],
)
def test_two_times_thirty_days_end_with_the_newest_quote(latest, before, now):
    assert overview.windows(latest) == (before, now)


def test_rising_is_who_is_quoted_more_than_in_the_thirty_days_before(db):
    assert db.rows(overview.latest()) == [{"day": "2024-12-10"}]
    assert db.rows(overview.changed(WINDOWS, 9)) == []
    db.sqlite.execute("update quotes set published = '2024-12-09' where content = 'a scandal'")
    [jon] = db.rows(overview.changed(WINDOWS, 9))
    assert (jon["slug"], jon["now"], jon["now_once"], jon["before"], jon["before_once"]) == ("jon-lind", 2, 1, 0, 0)


def test_falling_is_who_is_quoted_less(db):
    db.sqlite.execute("update quotes set published = '2024-11-01' where content = 'a scandal'")
    [jon] = db.rows(overview.changed(WINDOWS, 9))
    assert (jon["slug"], jon["now"], jon["before"], jon["before_once"]) == ("jon-lind", 0, 2, 1)


def test_who_is_rising_comes_before_who_is_falling_so_many_of_each(db):
    db.sqlite.execute("update quotes set published = iif(speaker_id % 2, '2024-11-01', '2024-12-01')")
    rising, falling = db.rows(overview.changed(WINDOWS, 1))
    assert rising["now"] > rising["before"]
    assert falling["now"] < falling["before"]


def test_quotes_by_publication_and_month(db):
    rows = db.rows(overview.months_by_publication(2))
    assert {row["publication"] for row in rows} == {"The Undertow", "Velden Post"}
    first = next(row for row in rows if row["publication"] == "Velden Post")
    counts = {"quotes": 5, "quotes_once": 5, "anonymous": 1, "anonymous_once": 1}
    assert first == {"publication": "Velden Post", "month": "2024-01", **counts}


def test_quotes_in_copies_by_month(db):
    assert db.rows(overview.copied_by_month()) == [{"month": "2024-01", "copied": 1}]


def test_most_quoted_people(db):
    rows = db.rows(overview.most_quoted("person", 2))
    assert [(row["slug"], row["n_quotes"]) for row in rows] == [("tess-okoro", 9), ("mara-lind", 3)]


def test_who_mostly_thinks_is_not_quoted_most(db):
    sql = """
    update quotes set cue_class = 'thought' where speaker_id = (select id from actors where slug = 'tess-okoro')"""
    db.sqlite.execute(sql)
    rows = db.rows(overview.most_quoted("person", 2))
    assert [(row["slug"], row["n_quotes"]) for row in rows] == [("mara-lind", 3), ("jon-lind", 3)]


def test_both_counts_of_the_most_quoted_are_those_of_the_search(db):
    rows = db.rows(overview.most_quoted("person", 20))
    assert any(row["n_quotes_once"] < row["n_quotes"] for row in rows)
    for row in rows:
        for copies, name in ((None, "n_quotes"), (False, "n_quotes_once")):
            [found] = db.rows(quotes.count(QuoteFilters(speaker=row["slug"], copies=copies)))
            assert row[name] == found["count"]


def test_the_overview_uses_its_indexes(db):
    assert "idx_quotes_published (published>? AND published<?)" in db.plan(overview.changed(WINDOWS, 9))
    months = db.plan(overview.months_by_publication(9))
    assert "SEARCH publication_counts USING PRIMARY KEY (publication_id=?)" in months
    assert "USE TEMP B-TREE FOR GROUP BY" not in months
    most_quoted = db.plan(overview.most_quoted("person", 9))
    assert "SEARCH actors USING INDEX idx_actors_type (type=? AND n_quotes>?)" in most_quoted
    assert "SCAN speaker_counts" not in most_quoted
    stored = {
        "quote_counts": [overview.copied_by_month(), overview.sources(), profile.quotes_by_month(QuoteFilters())],
        "article_counts": [overview.totals(), overview.publications(9), overview.articles_by_month()],
    }
    for table, selects in stored.items():
        for select in selects:
            plan = db.plan(select)
            assert f"SCAN {table}" in plan
            assert "SCAN quotes" not in plan
            assert "SCAN articles" not in plan


def test_an_article_reads_by_its_indexes(db):
    assert "idx_mentions_article (article_id=?)" in db.plan(articles.mentions(1))
    assert "idx_quotes_article (article_id=?)" in db.plan(articles.quotes(1))
    assert "idx_articles_syndicated (syndicated_from=?)" in db.plan(articles.copies(1))
