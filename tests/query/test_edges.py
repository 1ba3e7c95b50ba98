"""The edge list: who speaks about whom."""

import pytest

from datasette_newsactors.query import edges, paging
from datasette_newsactors.query.filters import QuoteFilters
from datasette_newsactors.query.parameters import BadParameter

ALL = edges.Asked(QuoteFilters(cue_classes=()))


def pairs(db, asked, to=99):
    return [(row["speaker"], row["about"], row["n_quotes"]) for row in db.rows(edges.page(asked, None, to, 99))]


def test_an_edge_is_a_pair_with_its_quotes(db):
    assert pairs(db, ALL) == [
        ("mara-lind", "harbour-board", 1),
        ("mara-lind", "velden", 1),
        ("jon-lind", "mara-lind", 1),
        ("jon-lind", "dockers", 1),
        ("tess-okoro", "mara-lind", 1),
    ]
    row = db.rows(edges.page(ALL, None, 99, 1))[0]
    assert (row["first"], row["last"]) == ("2024-01-15", "2024-01-15")


@pytest.mark.parametrize(
    ("asked", "n"),
    [
        (edges.Asked(QuoteFilters()), 4),
        (edges.Asked(QuoteFilters(since="2024-02", cue_classes=())), 1),
        (edges.Asked(QuoteFilters(publication="Velden Post")), 4),
        (edges.Asked(QuoteFilters(speaker="jon-lind")), 2),
        (edges.Asked(QuoteFilters(about=("mara-lind",))), 2),
        (edges.Asked(QuoteFilters(text="dockers")), 2),
        (ALL._replace(about_type="person"), 2),
        (ALL._replace(min_quotes=2), 0),
    ],
)
def test_edges_are_of_the_quotes_that_a_search_finds(db, asked, n):
    assert len(pairs(db, asked)) == n
    assert len(db.rows(edges.strongest(asked, 99))) == n


def test_nobody_is_linked_with_themselves_or_the_rejected(db):
    db.sqlite.execute(
        "insert into quote_actors (quote_id, actor_id) "
        "select id, speaker_id from quotes where content like 'The ferry%'"
    )
    db.sqlite.execute("update actors set status = 'rejected' where slug in ('jon-lind', 'velden')")
    assert pairs(db, ALL) == [("mara-lind", "harbour-board", 1), ("tess-okoro", "mara-lind", 1)]


def all_pairs(db, size, budget, monkeypatch, between=lambda: None):
    """Every edge, page by page, as the page itself follows them."""
    monkeypatch.setattr(edges, "BUDGET", budget)
    after, found = None, []
    for _ in range(50):
        to = db.rows(edges.last_speaker(after, ALL.filters))[0]["id"]
        rows = db.rows(edges.page(ALL, after, to, size + 1)) if to else []
        found += [(row["speaker"], row["about"]) for row in rows[:size]]
        token = edges.next_token(rows, to, size)
        if token is None:
            return found
        between()
        after = paging.decode({"_next": [token]}, edges.SORT, edges.KEY_TYPES)
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize("size", [1, 2, 3, 9])
@pytest.mark.parametrize("budget", [1, 3, 1000])
def test_the_pages_hold_every_edge_once(db, monkeypatch, size, budget):
    assert all_pairs(db, size, budget, monkeypatch) == [pair[:2] for pair in pairs(db, ALL)]


def test_no_edge_is_lost_while_quotes_are_added(db, monkeypatch):
    before = {pair[:2] for pair in pairs(db, ALL)}

    def add():
        db.sqlite.execute(
            "insert or ignore into quote_actors (quote_id, actor_id) "
            "select max(quote_id), abs(random()) % 7 + 1 from quote_actors"
        )

    found = all_pairs(db, 1, 1, monkeypatch, add)
    assert before <= set(found)
    assert len(found) == len(set(found))


def test_odd_parameters_are_named():
    for value in ("0", "-1", "many", "1.5"):
        with pytest.raises(BadParameter, match="min_quotes"):
            edges.asked({"min_quotes": [value]}, QuoteFilters())
    with pytest.raises(BadParameter, match="about_type"):
        edges.asked({"about_type": ["robot"]}, QuoteFilters())


def test_a_page_reads_the_quotes_of_its_speakers_alone(db):
    plan = db.plan(edges.page(ALL, (2, 1), 5, 9))
    assert "idx_quotes_speaker (speaker_id>? AND speaker_id<?)" in plan
    assert "SEARCH actors USING INTEGER PRIMARY KEY (rowid>?)" in db.plan(edges.last_speaker((2, 1), ALL.filters))
