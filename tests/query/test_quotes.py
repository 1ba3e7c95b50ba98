"""Quote search: each filter against the newsroom, and the index that each relies on."""

from dataclasses import replace

import pytest

from datasette_newsactors.query import quote_facets, quotes
from datasette_newsactors.query.filters import QuoteFilters


def contents(db, filters, sort="newest"):
    return [row["content"] for row in db.rows(quotes.search(filters, sort, None, 100))]


FERRY = "The ferry between Velden and the islands will stop in March"
MONEY = "We have run out of money, and out of patience with the Harbour Board."
NEVER = "Mara Lind had never asked the dockers"
DOUBT = "Mara Lind told me that ‘nobody has seen them’."
BOOKS = "The books are <em>open</em>,"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (QuoteFilters(text="ferry"), ["Ferries sail,", FERRY]),
        (QuoteFilters(text="ferry -march"), ["Ferries sail,"]),
        (QuoteFilters(text='"out of patience"'), [MONEY]),
        (QuoteFilters(text="pati* harbour"), [MONEY]),
        (QuoteFilters(text="books OR patience"), [BOOKS, MONEY]),
        (QuoteFilters(text="nosuchword"), []),
        (QuoteFilters(speaker="mara-lind"), ["nobody has seen them", MONEY, FERRY]),
        (QuoteFilters(speaker="nobody-known"), []),
        (QuoteFilters(about=("velden",)), [FERRY]),
        (QuoteFilters(about=("mara-lind", "dockers")), ["Mara Lind had never asked the dockers"]),
        (QuoteFilters(about=("mara-lind", "velden")), []),
        (QuoteFilters(about_any=("velden", "harbour-board")), [FERRY, MONEY]),
        (
            QuoteFilters(about=("dockers",), about_any=("velden", "mara-lind")),
            ["Mara Lind had never asked the dockers"],
        ),
        (QuoteFilters(min_confidence=0.95), []),
        (QuoteFilters(min_confidence=0.9, quote_type="mixed"), ["a scandal", "a scandal"]),
        (QuoteFilters(speaker="tess-okoro", until="2024-03"), []),
        (QuoteFilters(speaker="tess-okoro", until="2024-03", cue_classes=("thought", "attitude")), [DOUBT]),
        (QuoteFilters(speaker="tess-okoro", until="2024-03", cue_classes=()), [DOUBT]),
        (QuoteFilters(publication="Velden Post", until="2024-03", quote_type="direct"), [MONEY]),
        (QuoteFilters(publication="No Such Paper"), []),
        (QuoteFilters(quote_type="mixed"), ["a scandal", "a scandal"]),
        (QuoteFilters(cue_classes=("writing",)), [BOOKS]),
        (QuoteFilters(named=False), ["Nobody knows who signed.", "the decision was final", "Ferries sail,"]),
        (QuoteFilters(speaker_type="place"), []),
        (QuoteFilters(gender="female"), ["nobody has seen them", MONEY, FERRY]),
        (QuoteFilters(gender="unknown", publication="Island Courier", until="2024-02"), ["a scandal"]),
        (QuoteFilters(role="minister of <ferries>"), [MONEY, FERRY]),
        (QuoteFilters(copies=True), ["a scandal"]),
        (QuoteFilters(lacking=("date",), cue_classes=()), ["Ferries sail,"]),
        (QuoteFilters(lacking=("publication",), cue_classes=()), ["Ferries sail,"]),
        (QuoteFilters(lacking=("publication", "date"), quote_type="mixed"), []),
        (QuoteFilters(lacking=("date",), since="2024"), []),
        (QuoteFilters(quote_type="mixed", copies=False), ["a scandal"]),
        (QuoteFilters(anonymous=True), ["the decision was final", "Ferries sail,"]),
        (QuoteFilters(since="2024-12"), ["the council met 12 times"]),
        (QuoteFilters(since="2024-03", until="2024-03", cue_classes=("writing",)), [BOOKS]),
        (QuoteFilters(since="2024-03-02", until="2024-03-02", cue_classes=("writing",)), [BOOKS]),
        (QuoteFilters(until="2023"), []),
    ],
)
def test_filters(db, filters, expected):
    assert sorted(contents(db, filters)) == sorted(expected)
    assert db.rows(quotes.count(filters))[0]["count"] == len(expected)


def test_newest_first_and_undated_last(db):
    published = [row["published"] for row in db.rows(quotes.search(QuoteFilters(), "newest", None, 100))]
    assert published[0] == "2024-12-10"
    assert published[-1] is None


def test_relevance_puts_the_shorter_of_two_matches_first_and_marks_it(db):
    rows = db.rows(quotes.search(QuoteFilters(text="ferry"), "relevance", None, 100))
    assert [row["content"] for row in rows] == ["Ferries sail,", FERRY]
    assert rows[0]["highlighted"] == "\x02Ferries\x03 sail,"


def test_without_words_there_is_no_relevance_to_sort_by():
    assert quotes.sort_order({"_sort": ["relevance"]}, QuoteFilters()) == "newest"
    assert quotes.sort_order({}, QuoteFilters(text="ferry")) == "relevance"
    assert quotes.sort_order({}, QuoteFilters(text="-ferry")) == "newest"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("speaker", [("tess-okoro", "Tess Okoro", 1), ("mara-lind", "Mara Lind", 2)]),
        ("type", [("direct", "direct", 5)]),
        ("publication", [("Island Courier", "Island Courier", 4), ("Velden Post", "Velden Post", 1)]),
        ("year", [("2024", "2024", 5)]),
    ],
)
def test_facets_count_what_the_filters_leave(db, name, expected):
    filters = QuoteFilters(quote_type="direct", cue_classes=(), until="2024")
    rows = [tuple(row.values()) for row in db.rows(quote_facets.facet(name, filters, 10))]
    assert set(expected) <= set(rows)


def test_the_stored_counts_of_speakers_are_those_that_counting_gives(db):
    stored = db.rows(quote_facets.facet("speaker", QuoteFilters(cue_classes=()), 100))
    counted = db.rows(quote_facets.facet("speaker", QuoteFilters(since="0001", cue_classes=()), 100))
    assert {row["value"]: row["count"] for row in stored} == {row["value"]: row["count"] for row in counted}


ROLE = QuoteFilters(role="minister")
DATED = ("2024-05-10", 7)


@pytest.mark.parametrize("filters", [QuoteFilters(text="the"), QuoteFilters(since="2024-01-10"), QuoteFilters()])
def test_facets_read_together_are_those_read_one_by_one(db, filters):
    found = {}
    for names, select in quote_facets.facets(list(quote_facets.FACETS), filters, 9):
        for row in db.rows(select):
            found.setdefault(row.pop("facet", names[0]), []).append(row)
    counted = [row["count"] for row in found.pop(quote_facets.COUNT, [])]

    assert counted == ([] if filters == QuoteFilters() else [db.rows(quotes.count(filters))[0]["count"]])
    assert found == {name: db.rows(quote_facets.facet(name, filters, 9)) for name in quote_facets.FACETS}
    assert len(quote_facets.facets(list(quote_facets.FACETS), filters, 9)) == (4 if filters == QuoteFilters() else 1)


@pytest.mark.parametrize(
    ("select", "step"),
    [
        (
            quotes.search(QuoteFilters(), "newest", None, 9),
            "SCAN quotes USING COVERING INDEX idx_quotes_published",
        ),
        (
            quotes.search(QuoteFilters(), "newest", DATED, 9),
            "SEARCH quotes USING COVERING INDEX idx_quotes_published (published<?)",
        ),
        (
            quotes.search(QuoteFilters(), "oldest", (None, 7), 9),
            "USING COVERING INDEX idx_quotes_published (published=? AND id>?)",
        ),
        (
            quotes.search(QuoteFilters(speaker="mara-lind"), "newest", DATED, 9),
            "SEARCH quotes USING COVERING INDEX idx_quotes_speaker (speaker_id=? AND published<?)",
        ),
        (
            quotes.search(QuoteFilters(since="2024-03"), "newest", None, 9),
            "USING COVERING INDEX idx_quotes_published (published>?)",
        ),
        (
            quotes.search(QuoteFilters(about=("velden",)), "newest", None, 9),
            "INDEX idx_quote_actors_actor (actor_id=?)",
        ),
        (
            quotes.search(QuoteFilters(speaker="mara-lind", about=("velden",)), "newest", None, 9),
            "SEARCH other USING COVERING INDEX idx_quote_actors_actor (actor_id=? AND published=? AND quote_id=?)",
        ),
        *(
            (select, "SEARCH quotes USING COVERING INDEX idx_quotes_speaker_chain (speaker_chain_id=?)")
            for select in (quotes.search(ROLE, "newest", None, 9), quotes.count(ROLE))
        ),
        (quotes.search(QuoteFilters(text="ferry"), "relevance", None, 9), "SCAN quotes_fts VIRTUAL TABLE"),
        (quote_facets.facet("speaker", QuoteFilters(cue_classes=()), 9), "USING INDEX idx_actors_quotes"),
        (quotes.newest_id(), "SEARCH quotes"),
    ],
)
def test_a_search_uses_its_index(db, select, step):
    # Newer versions of SQLite tell more of a row value: (published,id)<(?,?).
    assert step in db.plan(select).replace("(published,id)<(?,?)", "published<?")


def test_the_actors_behind_anonymous_sources_are_found_by_an_index_and_are_not_all_of_these(db):
    db.sqlite.execute("update quotes set anonymous = 1 where content = 'nobody has seen them'")
    filters = QuoteFilters(anonymous=True, quote_type="direct", cue_classes=())
    (names, select), *others = reversed(quote_facets.facets(list(quote_facets.FACETS), filters, 9))

    assert "speaker" in names
    assert len(others) == 3
    assert "idx_quotes_behind" in db.plan(select)
    rows = db.sqlite.execute(
        "select speaker_id is not null, count(*) from quotes where anonymous and quote_type = 'direct' group by 1"
    )
    counted = dict(rows.fetchall())
    assert counted[0] > 0
    assert sum(row["count"] for row in db.rows(select)) == counted.get(1, 0) == 1


@pytest.mark.parametrize("sort", ["newest", "oldest"])
@pytest.mark.parametrize("after", [None, DATED, (None, 7)])
@pytest.mark.parametrize("narrowed", [QuoteFilters(), QuoteFilters(since="2024-02"), QuoteFilters(anonymous=False)])
def test_many_matches_are_met_in_the_order_of_dates_and_few_put_in_it(db, sort, after, narrowed):
    filters = replace(narrowed, text="the OR ferry -strike")
    few, many = (quotes.search(filters, sort, after, 9, n) for n in (0, quotes.MANY + 1))

    assert "SCAN quotes_fts" in db.plan(few)
    assert "idx_quotes_published" in db.plan(many)
    assert db.rows(few) == db.rows(many)


@pytest.mark.parametrize("sort", ["newest", "oldest"])
@pytest.mark.parametrize("after", [None, DATED, (None, 7)])
@pytest.mark.parametrize("filters", [QuoteFilters(), QuoteFilters(speaker="mara-lind")])
def test_a_page_by_date_comes_from_the_index_in_order(db, sort, after, filters):
    plan = db.plan(quotes.search(filters, sort, after, 9))
    page = plan[: plan.index("SCAN page")] if "SCAN page" in plan else plan
    assert "TEMP B-TREE FOR ORDER BY" not in page
