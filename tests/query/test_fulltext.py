"""What a person types is always a search, never an error."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.query.fulltext import FullText, parse, trigrams


@pytest.mark.parametrize(
    ("text", "match", "without"),
    [
        ("ferry", '("ferry")', None),
        ("ferry line", '("ferry") AND ("line")', None),
        ('"out of money"', '("out of money")', None),
        ("ferr*", '("ferr"*)', None),
        ('"out of mon"*', '("out of mon"*)', None),
        ("ferry OR boat", '("ferry" OR "boat")', None),
        ("ferry OR boat spring", '("ferry" OR "boat") AND ("spring")', None),
        ("ferry -island", '("ferry")', '"island"'),
        ('ferry -"two islands" -boat', '("ferry")', '"two islands" OR "boat"'),
        ("-island", None, '"island"'),
        ("well-known", '("well-known")', None),
    ],
)
def test_the_language_of_the_search_box(text, match, without):
    assert parse(text) == FullText(match, without)


@pytest.mark.parametrize("text", ["", "   ", '"', '""', "*", "-", "???", "\x00", "( ) : ^"])
def test_nothing_to_search_for_is_no_condition(text):
    assert parse(text) == FullText(None, None)


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ('"unclosed phrase', '("unclosed phrase")'),
        ("OR", '("OR")'),
        ("ferry OR", '("ferry") AND ("OR")'),
        ("OR ferry", '("OR") AND ("ferry")'),
        ("a AND b", '("a") AND ("AND") AND ("b")'),
        ("content:secret", '("content:secret")'),
        ("NEAR(a b)", '("NEAR(a") AND ("b)")'),
        ("a\x00b", '("a") AND ("b")'),
    ],
)
def test_what_does_not_parse_counts_as_literal_words(text, match):
    assert parse(text).match == match


@pytest.fixture(scope="module")
def index():
    connection = sqlite3.connect(":memory:")
    connection.execute("create virtual table quotes_fts using fts5(content, tokenize='porter unicode61')")
    connection.execute("insert into quotes_fts values ('the ferry OR the boat')")
    return connection


@given(st.text() | st.text(alphabet="ab*-\"' OR:()^{}+\x00", max_size=40))
def test_sqlite_accepts_every_search(index, text):
    for expression in parse(text):
        if expression is not None:
            index.execute("select rowid from quotes_fts where quotes_fts match ?", [expression]).fetchall()


def test_a_very_long_search_is_no_error(index):
    expression = parse("word " * 3000).match
    assert index.execute("select 1 from quotes_fts where quotes_fts match ?", [expression]).fetchall() == []


def test_trigrams_are_the_threes_of_letters_in_each_word():
    assert trigrams("Jo Lindt") == {"lin", "ind", "ndt"}
