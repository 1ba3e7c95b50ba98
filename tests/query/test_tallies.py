"""Stored counts of quotes say the same as a count of the rows, whatever narrows them."""

from __future__ import annotations

from dataclasses import fields
from itertools import product

import pytest

from datasette_newsactors.query import facets, profile, quote_facets, quotes
from datasette_newsactors.query.filters import QuoteFilters, all_conditions
from datasette_newsactors.query.tallies import CONDITIONS, NARROWER, by_speaker, tally

NARROWED = [
    QuoteFilters(publication=publication, quote_type=kind, anonymous=anonymous, named=named, copies=copies, since=since)
    for publication, kind, (anonymous, named, copies), since in product(
        (None, "Velden Post"),
        (None, "direct"),
        ((None, None, None), (True, None, None), (None, True, False), (False, False, True)),
        (None, "2024-03"),
    )
]


@pytest.mark.parametrize("filters", [*NARROWED, QuoteFilters(until="2024-03", cue_classes=("thought",))])
def test_counts_and_facets_are_those_of_the_rows(db, filters, monkeypatch):
    asked = all_conditions(filters)
    (counted,) = db.sqlite.execute(f"select count(*) from quotes where {asked.where}", asked.params).fetchone()
    selects = [lambda name=name: quote_facets.facet(name, filters, 99) for name in quote_facets.FACETS]
    selects.append(lambda: profile.quotes_by_month(filters))
    stored = [db.rows(select()) for select in selects]

    assert tally(filters)
    assert db.rows(quotes.count(filters)) == [{"count": counted}]
    monkeypatch.setattr(quote_facets, "stored", lambda *args: None)
    monkeypatch.setattr(profile, "tally", lambda filters: None)
    assert stored == [db.rows(select()) for select in selects]


@pytest.mark.parametrize(
    "filters",
    [
        QuoteFilters(text="ferry"),
        QuoteFilters(speaker="mara-lind"),
        QuoteFilters(about=("velden",)),
        QuoteFilters(since="2024-03-02"),
        QuoteFilters(until="2024-03-02"),
        QuoteFilters(min_confidence=0.0),
        QuoteFilters(gender="female"),
        QuoteFilters(lacking=("date",)),
        QuoteFilters(publication="Velden Post", lacking=("date",)),
    ],
)
def test_what_they_are_not_stored_by_is_counted(filters):
    assert tally(filters) is None
    assert by_speaker(filters) is None


def test_every_filter_is_told_by_stored_counts_or_keeps_from_them():
    known = {*CONDITIONS, *NARROWER, "speaker", "cue_classes"}
    assert {field.name for field in fields(QuoteFilters)} == known


@pytest.mark.parametrize("sort", ["newest", "oldest"])
@pytest.mark.parametrize(
    "filters",
    [
        QuoteFilters(about=("mara-lind",), cue_classes=()),
        QuoteFilters(about=("mara-lind", "dockers")),
        QuoteFilters(about=("velden",), since="2024-01", quote_type="indirect"),
        QuoteFilters(publication="Velden Post"),
        QuoteFilters(publication="Velden Post", since="2024-01", quote_type="indirect"),
    ],
)
def test_quotes_about_an_actor_or_of_a_publication_are_read_in_the_order_of_their_dates(db, filters, sort):
    asked = all_conditions(filters)
    direction = "desc" if sort == "newest" else "asc"
    wanted = [
        row[0]
        for row in db.sqlite.execute(
            f"select id from quotes where {asked.where} order by published {direction}, id {direction}", asked.params
        )
    ]

    found, after = [], None
    while rows := db.rows(quotes.search(filters, sort, after, 2)):
        found += [row["id"] for row in rows]
        after = (rows[-1]["published"], rows[-1]["id"])
    assert found == wanted
    assert db.rows(quotes.count(filters)) == [{"count": len(wanted)}]
    plan = db.plan(quotes.search(filters, sort, ("2024-03-10", 9), 9))
    if filters.about:
        assert "SEARCH subject USING COVERING INDEX idx_quote_actors_actor (actor_id=?" in plan
    else:
        assert "SEARCH own USING COVERING INDEX idx_articles_publication (publication_id=? AND published" in plan


@pytest.mark.parametrize("table", ["articles", "quotes"])
@pytest.mark.parametrize("length", [4, 7])
def test_all_rows_by_date_are_counted_already(db, table, length):
    asked = facets.by_date(f"select * from {table}", "published", length, 99, 0)
    assert db.rows(facets.by_stored_date(table, length, 99, 0)) == db.rows(asked)
