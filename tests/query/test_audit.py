"""The source audit: each count both ways, and the filters that find what it counts."""

from dataclasses import replace

import pytest

from datasette_newsactors.query import audit, quotes
from datasette_newsactors.query.filters import QuoteFilters, quote_filters
from datasette_newsactors.query.parameters import BadParameter

ALL = audit.Asked(QuoteFilters())


def total(db, asked=ALL):
    return db.rows(audit.total(asked))[0]


def cells(db, asked=ALL, after=None, limit=99):
    return db.rows(audit.cells(asked, after, limit))


def test_all_quotes_and_each_text_once(db):
    row = total(db)
    assert (row["quotes"], row["quotes_once"]) == (19, 18)
    assert (row["named"], row["anonymous"], row["unresolved"]) == (16, 2, 1)
    assert (row["named_once"], row["anonymous_once"], row["unresolved_once"]) == (15, 2, 1)
    assert row["people"] == row["people_once"] == 4


def test_who_is_named_by_type_and_by_gender_where_it_is_shown(db):
    row = total(db)
    assert (row["person"], row["organization"], row["place"], row["group"]) == (16, 0, 0, 0)
    assert (row["female"], row["male"], row["unknown"]) == (3, 0, 13)
    assert (row["by_title"], row["by_pronoun"]) == (0, 3)


def test_an_anonymous_source_is_not_named_though_an_actor_stands_behind_it(db):
    before = total(db)
    db.sqlite.execute("update quotes set anonymous = 1 where content = 'nobody has seen them'")
    row = total(db)
    assert (row["named"], row["anonymous"]) == (before["named"] - 1, before["anonymous"] + 1)
    assert row["female"] == before["female"] - 1


def test_each_publication_and_period_by_name_and_date(db):
    found = [(row["publication"], row["period"], row["quotes"], row["people"]) for row in cells(db)]
    assert found == [
        (None, None, 1, 0),
        ("Island Courier", "2024", 4, 3),
        ("The Undertow", "2024", 5, 1),
        ("Velden Post", "2024", 9, 3),
    ]
    assert [row["quotes_once"] for row in cells(db)] == [1, 3, 5, 9]
    assert [(row["articles"], row["articles_once"]) for row in cells(db)] == [(1, 1), (2, 1), (5, 5), (5, 5)]


def test_a_publication_without_quotes_has_a_row_of_zeros(db):
    db.sqlite.execute("delete from quotes where article_id = 13")
    row = cells(db)[0]
    assert (row["publication"], row["articles"], row["quotes"], row["people"]) == (None, 1, 0, 0)


@pytest.mark.parametrize("by", audit.LENGTHS)
@pytest.mark.parametrize("name", list(audit.MEASURES))
def test_the_cells_add_up_to_the_total(db, by, name):
    asked = ALL._replace(by=by)
    for column in (name, name + "_once"):
        assert sum(row[column] for row in cells(db, asked)) == total(db, asked)[column]


@pytest.mark.parametrize("by", audit.LENGTHS)
@pytest.mark.parametrize(
    "filters",
    [QuoteFilters(since="2024-01-20"), QuoteFilters(until="2024-02-03"), QuoteFilters(since="2024", until="2024-02")],
)
def test_the_cells_of_days_add_up_to_the_total_of_these(db, by, filters):
    asked = audit.Asked(filters, by)
    assert 0 < total(db, asked)["quotes"] < total(db)["quotes"]
    for column in ("quotes", "quotes_once", "named", "female"):
        assert sum(row[column] for row in cells(db, asked)) == total(db, asked)[column]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_hold_every_cell_once(db, size):
    everything = [(row["publication"], row["period"]) for row in cells(db, ALL._replace(by="month"))]
    found, after = [], None
    while True:
        rows = cells(db, ALL._replace(by="month"), after, size + 1)
        found += [(row["publication"], row["period"]) for row in rows]
        if len(rows) < size:
            break
        after = (rows[-1]["publication"] or "", rows[-1]["period"] or "")
    assert found == everything


@pytest.mark.parametrize("name", audit.FILTERS)
@pytest.mark.parametrize(
    "narrowed",
    [
        QuoteFilters(),
        QuoteFilters(publication="Island Courier", since="2024-02"),
        QuoteFilters(publication="Velden Post", since="2024-01", until="2024-01-20"),
    ],
)
def test_the_filters_of_a_count_find_as_many_quotes(db, name, narrowed):
    row = total(db, audit.Asked(narrowed))
    asked = quote_filters({key: [value] for key, value in audit.FILTERS[name].items()})
    asked = replace(asked, publication=narrowed.publication, since=narrowed.since, until=narrowed.until)
    assert db.rows(quotes.count(asked))[0]["count"] == row[name]
    assert db.rows(quotes.count(replace(asked, copies=False)))[0]["count"] == row[name + "_once"]


def test_concentration_is_what_the_ten_most_quoted_say(db):
    assert total(db)["ten"] == total(db)["person"]
    db.sqlite.executescript(
        """insert into actors (slug, name, type) select 'extra-' || id, 'Extra ' || id, 'person' from quotes limit 12;
        insert into quotes (article_id, speaker_id, source_form, content, start, end, quote_type, confidence, method)
        select 1, id, 'name', 'x', 0, 1, 'direct', 1, 'test' from actors where slug like 'extra-%'"""
    )
    row = total(db)
    assert (row["people"], row["person"]) == (16, 28)
    assert row["ten"] == 16 + 6


def test_the_most_quoted_people_and_the_roles(db):
    people = [(row["slug"], row["n"], row["n_once"]) for row in db.rows(audit.most_quoted(ALL, 3))]
    assert people == [("tess-okoro", 9, 9), ("mara-lind", 3, 3), ("jon-lind", 3, 2)]
    assert [(row["role"], row["n"], row["speakers"]) for row in db.rows(audit.roles(ALL, 9))] == [
        ("minister of <ferries>", 2, 1),
        ("former minister", 1, 1),
    ]


@pytest.mark.parametrize(
    "narrowed",
    [
        QuoteFilters(),
        QuoteFilters(publication="Velden Post"),
        QuoteFilters(since="2024-01", until="2024-02"),
        QuoteFilters(publication="Velden Post", since="2024-01-15", until="2024-01"),
        QuoteFilters(publication="Island Courier", since="2024", until="2024"),
    ],
)
def test_roles_are_the_same_from_the_quotes_and_from_the_roles_and_stored(db, narrowed, monkeypatch):
    db.sqlite.execute("insert into chain_roles select chain_id, role, 0, 1, null from chain_roles")
    db.sqlite.execute("update quotes set anonymous = 1 where content = 'nobody has seen them'")
    asked = audit.Asked(narrowed)
    stored = audit.roles(asked, 9)
    assert ("SCAN role_counts" in db.plan(stored)) == (narrowed.since is None)
    monkeypatch.setattr(audit, "stored_roles", lambda *args: None)
    few, many = audit.roles(asked, 9, n_quotes=1), audit.roles(asked, 9, n_quotes=10**6)
    assert "SCAN chain_roles" in db.plan(many)
    assert "SCAN chain_roles" not in db.plan(few)
    assert db.rows(few) == db.rows(many) == db.rows(stored)


def test_a_cell_is_read_by_the_dates_of_its_articles(db):
    cell = audit.Asked(QuoteFilters(publication="Velden Post", since="2024-01", until="2024-01"))
    for select in (audit.total(cell), audit.most_quoted(cell, 9), audit.roles(cell, 9, n_quotes=1)):
        assert "(publication_id=? AND published>? AND published<?)" in db.plan(select)


def test_odd_parameters_are_named():
    with pytest.raises(BadParameter, match="by='week'"):
        audit.asked({"by": ["week"]})


def test_a_page_reads_the_quotes_of_its_own_articles_alone(db):
    plan = db.plan(audit.cells(ALL, None, 9))
    assert "SEARCH quotes USING COVERING INDEX idx_quotes_article (article_id=?)" in plan
    assert (
        "SEARCH articles USING COVERING INDEX idx_articles_publication "
        "(publication_id=? AND published>? AND published<?)" in plan
    )


def test_a_page_ends_early_where_counting_more_would_take_long(db, monkeypatch):
    whole = cells(db)
    monkeypatch.setattr(audit, "BUDGET", 1)
    found, after = [], None
    while rows := cells(db, ALL, after):
        assert rows[0]["left"] == len(whole) - len(found)
        found += rows
        after = (rows[-1]["publication"] or "", rows[-1]["period"] or "")

    assert [dict(row, left=0) for row in found] == [dict(row, left=0) for row in whole]
    assert len(cells(db)) < len(whole)


@pytest.mark.parametrize(
    "filters",
    [
        QuoteFilters(),
        QuoteFilters(publication="Velden Post"),
        QuoteFilters(publication="Island Courier"),
        QuoteFilters(since="2024-03"),
        QuoteFilters(publication="Velden Post", since="2024-01", until="2024-01"),
    ],
)
def test_stored_counts_tell_what_a_count_of_the_rows_does(db, filters, monkeypatch):
    asked = ALL._replace(filters=filters)

    def answers():
        selects = (audit.total(asked), audit.most_quoted(asked, 9), audit.cells(asked, None, 9))
        return [db.rows(select) for select in selects]

    db.sqlite.execute("update quotes set anonymous = 1 where content = 'nobody has seen them'")
    stored = answers()
    monkeypatch.setattr(audit, "ALL", None)
    for name in ("tally", "by_speaker"):
        monkeypatch.setattr(audit, name, lambda *args, **options: None)

    assert stored == answers()
