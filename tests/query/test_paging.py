"""Pages put together are all rows, once each, also while rows are added."""

import base64
import json
from contextlib import suppress
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.query import actors, quotes
from datasette_newsactors.query.filters import QuoteFilters
from datasette_newsactors.query.paging import decode, encode
from datasette_newsactors.query.parameters import BadParameter


@given(st.none() | st.text(), st.integers(-(2**62), 2**62))
def test_a_token_gives_its_key_back(published, number):
    token = encode("newest", (published, number))
    assert decode({"_next": [token]}, "newest", quotes.KEY_TYPES["newest"]) == (published, number)


def forged(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "é",
        "AAAA",
        forged({}),
        forged([]),
        forged(5),
        forged(["newest"]),
        forged(["newest", 1, "2"]),
        forged(["newest", "2024", 2**80]),
        forged(["newest", "2024", True]),
        forged(["newest", [], 1]),
        forged(["oldest", "2024", 1]),
    ],
)
def test_a_broken_token_is_named(token):
    with pytest.raises(BadParameter, match="_next"):
        decode({"_next": [token]}, "newest", quotes.KEY_TYPES["newest"])


@given(st.text())
def test_any_text_is_a_token_or_a_named_error(token):
    with suppress(BadParameter):
        decode({"_next": [token]}, "newest", quotes.KEY_TYPES["newest"])


def all_pages(db, filters, sort, size, between=lambda: None):
    """The ids of all pages, one list a page."""
    pages, token = [], ""
    while token is not None:
        after = decode({"_next": [token]}, sort, quotes.KEY_TYPES[sort])
        if after is None and sort == "relevance":
            after = (db.rows(quotes.newest_id())[0]["id"], 0)
        rows = db.rows(quotes.search(filters, sort, after, size + 1))
        token = quotes.next_token(rows, sort, after or (), size)
        pages.append([row["id"] for row in rows[:size]])
        between()
    return pages


def flat(pages):
    return list(chain.from_iterable(pages))


ORDERED = {
    "newest": "select id from quotes where cue_class <> 'thought' order by published desc, id desc",
    "oldest": "select id from quotes where cue_class <> 'thought' order by published, id",
}


@pytest.mark.parametrize("sort", ["newest", "oldest"])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
@pytest.mark.parametrize("undated", [1, 6])
def test_pages_by_date_put_together_are_all_quotes_in_order(db, sort, size, undated):
    db.sqlite.execute("update quotes set published = null where id <= ?", [undated])
    expected = [row[0] for row in db.sqlite.execute(ORDERED[sort])]
    pages = all_pages(db, QuoteFilters(), sort, size)
    assert flat(pages) == expected
    assert all(len(page) == size for page in pages[:-1])
    assert pages[-1]


def insert_quotes(db, published, content="the council met in the ferry"):
    for day in published:
        db.sqlite.execute(
            """insert into quotes(article_id, source_form, content, start, end, quote_type, published,
            confidence, method) values (1, 'missing', ?, 0, 1, 'direct', ?, 1, 'test')""",
            [content, day],
        )


@pytest.mark.parametrize("sort", ["newest", "oldest", "relevance"])
@pytest.mark.parametrize("size", [1, 3])
def test_quotes_that_are_added_while_paging_neither_repeat_nor_hide_others(db, sort, size):
    filters = QuoteFilters(text="council OR ferry") if sort == "relevance" else QuoteFilters()
    before = flat(all_pages(db, filters, sort, 1000))
    added = iter([["1999-01-01", None, "2024-06-15", "2099-01-01"]])
    pages = all_pages(db, filters, sort, size, lambda: insert_quotes(db, next(added, [])))
    seen = flat(pages)
    assert len(seen) == len(set(seen))
    assert set(before) <= set(seen)


def test_pages_by_relevance_keep_to_the_set_that_was_there_at_first(db):
    filters = QuoteFilters(text="council")
    first = flat(all_pages(db, filters, "relevance", 100))
    pages = all_pages(db, filters, "relevance", 2, lambda: insert_quotes(db, ["2024-06-15"], "council council"))
    assert sorted(flat(pages)) == sorted(first)


@pytest.mark.parametrize("sort", ["quotes", "name"])
@pytest.mark.parametrize("actor_type", [None, "person"])
@pytest.mark.parametrize("size", [1, 2, 100])
def test_pages_of_actors_put_together_are_all_actors(db, sort, actor_type, size):
    expected = [row["id"] for row in db.rows(actors.page(actors.Listed(type=actor_type, sort=sort), None, 1000))]
    seen, token = [], ""
    while token is not None:
        after = decode({"_next": [token]}, sort, actors.KEY_TYPES[sort])
        rows = db.rows(actors.page(actors.Listed(type=actor_type, sort=sort), after, size + 1))
        token = actors.next_token(rows, sort, size)
        seen += [row["id"] for row in rows[:size]]
    assert seen == expected
    assert len(seen) == (4 if actor_type else 7)
