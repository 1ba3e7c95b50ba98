"""The facets beside a quote search count what the search finds, wherever they are read from."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest

from datasette_newsactors.query import quote_facets, quotes
from datasette_newsactors.query.filters import QuoteFilters, all_conditions
from datasette_newsactors.query.quote_facets import COUNT, FACETS
from datasette_newsactors.query.stored_facets import stored

LABELS = {
    "speaker": "(select slug from actors where id = quotes.speaker_id)",
    "publication": "(select name from articles join publications on publications.id = publication_id "
    "where articles.id = quotes.article_id)",
    "type": "quote_type",
    "year": "substr(published, 1, 4)",
}
WHOM = [
    {"speaker": "mara-lind"},
    {"speaker": "tess-okoro"},
    {"about": ("velden",)},
    {"about": ("mara-lind",)},
    {"about": ("mara-lind", "dockers")},
    {"speaker": "jon-lind", "about": ("mara-lind",)},
    {"text": "ferry"},
    {},
]
NARROWER = [
    {},
    {"cue_classes": ()},
    {"cue_classes": ("thought",)},
    {"anonymous": True},
    {"copies": False},
    {"quote_type": "indirect"},
    {"publication": "Velden Post"},
    {"since": "2024-03"},
    {"min_confidence": 0.5},
]
ASKED = [QuoteFilters(**whom, **narrower) for whom, narrower in product(WHOM, NARROWER)]


def counted(db, name, filters):
    """The values of a facet with their counts, from the quotes one by one."""
    asked = all_conditions(filters)
    rows = db.sqlite.execute(f"select {LABELS[name]} from quotes where {asked.where}", asked.params)
    return Counter(row[0] for row in rows if row[0] is not None)


@pytest.mark.parametrize("filters", ASKED, ids=str)
def test_each_facet_counts_the_quotes_that_are_found(db, filters):
    for name in FACETS:
        rows = db.rows(quote_facets.facet(name, filters, 99))
        assert {row["value"]: row["count"] for row in rows} == counted(db, name, filters), name


@pytest.mark.parametrize("filters", ASKED, ids=str)
def test_together_they_are_what_each_is_alone_and_tell_the_number(db, filters):
    answers = {}
    for names, select in quote_facets.facets(list(FACETS), filters, 3):
        for row in db.rows(select):
            answers.setdefault(row.get("facet", names[0]), []).append(row)
    asked = all_conditions(filters)
    (total,) = db.sqlite.execute(f"select count(*) from quotes where {asked.where}", asked.params).fetchone()
    assert db.rows(quotes.count(filters)) == [{"count": total}]
    if COUNT in answers:
        assert answers.pop(COUNT)[0]["count"] == total
    for name in FACETS:
        shown = [(row["value"], row["count"]) for row in answers.get(name, [])]
        assert shown == [(row["value"], row["count"]) for row in db.rows(quote_facets.facet(name, filters, 3))]


@pytest.mark.parametrize("whom", [{"speaker": "mara-lind"}, {"about": ("velden",)}])
def test_of_a_speaker_and_of_a_subject_no_row_of_quotes_is_read(db, whom):
    filters = QuoteFilters(**whom)
    assert stored("speaker", filters, 9)
    assert stored("publication", filters, 9)
    plans = "\n".join(db.plan(select) for _, select in quote_facets.facets(list(FACETS), filters, 9))
    assert "idx_quotes_speaker (speaker_id=?" in plans or "idx_quote_actors_actor (actor_id=?" in plans
    assert "quotes USING INTEGER PRIMARY KEY" not in plans


def test_quotes_with_words_are_read_from_an_index_that_is_smaller_than_they_are(db):
    ((_, select),) = quote_facets.facets(list(FACETS), QuoteFilters(text="ferry"), 9)
    assert "SEARCH quotes USING COVERING INDEX idx_quotes_counted (id=?)" in db.plan(select)
