"""Who is with whom and who speaks about whom: what is stored says the same as a count of the rows."""

from __future__ import annotations

import pytest

from datasette_newsactors.query import comparison, edges, profile, quote_facets, quotes
from datasette_newsactors.query.filters import QuoteFilters

EVERYBODY = ("mara-lind", "jon-lind", "obrien", "tess-okoro", "harbour-board", "velden", "dockers")


@pytest.mark.parametrize("slug", EVERYBODY)
def test_what_is_stored_of_an_actor_is_what_a_count_gives(db, slug, monkeypatch):
    by, about = QuoteFilters(speaker=slug), QuoteFilters(about=(slug,))
    asked = [
        lambda: profile.spoken_about(by, 9),
        lambda: profile.speakers(about, 9),
        lambda: quote_facets.facet("speaker", about, 9),
        lambda: edges.page(edges.Asked(by), None, 99, 99),
        lambda: edges.strongest(edges.Asked(by, about_type="person"), 99),
        *(lambda other=other: quotes.count(QuoteFilters(speaker=slug, about=(other,))) for other in EVERYBODY),
    ]
    stored = [db.rows(select()) for select in asked]
    monkeypatch.setattr(quote_facets, "stored", lambda *args: None)
    for module in (profile, quotes, edges):
        monkeypatch.setattr(module, "edges_of", lambda filters: None)

    assert stored == [db.rows(select()) for select in asked]


@pytest.mark.parametrize(
    ("asked", "after"),
    [
        (edges.Asked(QuoteFilters()), None),
        (edges.Asked(QuoteFilters()), (2, 1)),
        (edges.Asked(QuoteFilters(), about_type="person"), None),
        (edges.Asked(QuoteFilters(), min_quotes=2), None),
    ],
)
def test_all_edges_are_those_that_a_count_gives(db, asked, after, monkeypatch):
    stored = [db.rows(edges.page(asked, after, 99, 99)), db.rows(edges.strongest(asked, 99))]
    monkeypatch.setattr(edges, "edges_of", lambda filters: None)

    assert stored == [db.rows(edges.page(asked, after, 99, 99)), db.rows(edges.strongest(asked, 99))]


@pytest.mark.parametrize("limit", [1, 3, 9])
def test_who_is_met_is_the_same_with_and_without_a_period(db, limit):
    # With a period the articles are gone through; the undated one goes with the others here.
    db.sqlite.execute("update articles set published = '2024-12-10' where published is null")
    db.sqlite.execute("update article_actors set published = '2024-12-10' where published is null")
    ids = [row[0] for row in db.sqlite.execute("select id from actors order by id")]
    db.sqlite.execute("update actors set status = 'rejected' where slug = 'velden'")
    always = QuoteFilters(since="1000")

    for number in ids:
        stored = db.rows(profile.mentioned_together(number, QuoteFilters(), limit))
        assert stored == db.rows(profile.mentioned_together(number, always, limit))
        pair = [number, ids[number % len(ids)]]
        assert db.rows(comparison.met_by_all(pair, QuoteFilters(), limit)) == db.rows(
            comparison.met_by_all(pair, always, limit)
        )
        assert db.rows(comparison.among(pair, QuoteFilters())) == db.rows(comparison.among(pair, always))
