"""What a join table links rows to: the SQL, against the same counted in Python."""

import sqlite3
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.query import m2m
from datasette_newsactors.query.parameters import BadParameter


def key(column, other_table, other_column="id"):
    return {"column": column, "other_table": other_table, "other_column": other_column}


LINK = m2m.Link('the "tags" of books', "book", "id", "tag", "tags", "id", "name")
KEYS = st.integers(0, 6)


@pytest.fixture(scope="module")
def library():
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        """create table books(id integer primary key);
        create table tags(id integer primary key, name text);
        create table "the ""tags"" of books"(book integer references books(id), tag integer references tags(id));
        insert into books values (0), (1), (2), (3), (4), (5), (6);
        insert into tags values (0, 'tag 0'), (1, 'tag 1'), (2, 'tag 2'), (3, 'tag 3'), (4, 'tag 4'), (5, 'tag 5');"""
    )
    return connection


@given(st.lists(st.tuples(KEYS, st.none() | KEYS)), st.none() | st.sets(KEYS), st.integers(1, 4))
def test_counts_are_those_of_distinct_pairs_page_by_page_and_lead_to_as_many_rows(library, pairs, shown, size):
    library.execute('delete from "the ""tags"" of books"')
    library.executemany('insert into "the ""tags"" of books" values (?, ?)', pairs)
    rows = None if shown is None else f"select * from books where id in ({', '.join(map(str, shown))})"
    linked = {(book, tag) for book, tag in pairs if tag is not None and (shown is None or book in shown)}
    expected = sorted(Counter(tag for _, tag in linked).items(), key=lambda item: (-item[1], item[0]))

    found = []
    while page := library.execute(*m2m.counts(LINK, rows, size, len(found))).fetchall():
        found += page

    assert [(value, count) for value, _, count in found] == expected
    # A key that the other table does not have stands for itself.
    assert [label for _, label, _ in found] == [f"tag {tag}" if tag < 6 else tag for tag, _ in expected]
    for value, _, count in found:
        where, params = m2m.condition(LINK, "chosen", str(value))
        sql = f"select count(*) from ({rows or 'select * from books'}) where {where}"
        assert library.execute(sql, params).fetchone() == (count,)


def test_a_join_table_links_whatever_the_case_of_its_keys():
    link = m2m.link("Books", "book_tags", [key("tag", "tags", "code"), key("book", "books")])
    assert link == m2m.Link("book_tags", "book", "id", "tag", "tags", "code")


@pytest.mark.parametrize(
    "keys",
    [
        [],
        [key("book", "books")],
        [key("tag", "tags"), key("person", "people")],
        [key("citing", "books"), key("cited", "books")],
        [key("book", "books"), key("tag", "tags"), key("person", "people")],
        [key("book", "books"), key("former", "books"), key("tag", "tags")],
    ],
)
def test_what_can_be_read_in_several_ways_or_none_is_refused(keys):
    with pytest.raises(BadParameter, match="book_tags does not join books to one other table"):
        m2m.link("books", "book_tags", keys)


@pytest.mark.parametrize("name", ["tags", 'a "b"', "a]b", "x; drop table tags"])
def test_names_are_quoted(name):
    connection = sqlite3.connect(":memory:")
    connection.execute(f"create table {m2m.quoted(name)}({m2m.quoted(name)} integer)")
    assert connection.execute("select name from sqlite_master").fetchone() == (name,)
