"""The SQL functions, called as those do who write their own queries."""

import sqlite3

import pytest
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.web.functions import context, highlight, register

TEXT = "It rained.\n\n“The dam <will> hold,” she said 🌧 again."


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (0, "…The dam <will> hold,…"),
        (3, "… “The dam <will> hold,” s…"),
        (12, "…t rained. “The dam <will> hold,” she said 🌧…"),
        (1000, "It rained. “The dam <will> hold,” she said 🌧 again."),
    ],
)
def test_context_is_on_one_line_and_says_where_the_text_goes_on(width, expected):
    assert context(TEXT, 13, 33, width) == expected


def test_highlight_escapes_all_and_marks_the_passage():
    assert highlight("a <b> & “c”", 2, 5) == "a <mark>&lt;b&gt;</mark> &amp; “c”"
    assert highlight("<script>", 0, 0) == "<mark></mark>&lt;script&gt;"


@pytest.mark.parametrize(
    "arguments",
    [(None, 0, 1), ("abc", -1, 2), ("abc", 2, 1), ("abc", 0, 4), ("abc", "0", 1), (b"abc", 0, 1), ("abc", 0, None)],
)
def test_what_is_no_passage_is_null(arguments):
    assert highlight(*arguments) is None
    assert context(*arguments, 10) is None


@pytest.mark.parametrize("width", [None, -1, "x", 10_001])
def test_an_odd_width_is_null(width):
    assert context("abc", 0, 1, width) is None


NUMBERS = st.integers(-(2**63), 2**63 - 1) | st.integers(0, 20)


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    NUMBERS,
    NUMBERS,
    NUMBERS,
)
def test_nothing_makes_them_fail(text, start, end, width):
    connection = sqlite3.connect(":memory:")
    register(connection)
    values = {"text": text, "start": start, "end": end, "width": width}
    sql = "select newsactors_context(:text, :start, :end, :width), newsactors_highlight(:text, :start, :end)"
    connection.execute(sql, values).fetchone()


@pytest.mark.asyncio
async def test_they_are_there_in_every_database(newsroom_path):
    datasette = Datasette([str(newsroom_path)], memory=True)
    await datasette.invoke_startup()
    sql = """select newsactors_context(articles.text, quotes.start, quotes.end, 20) as context
        from quotes join articles on articles.id = quotes.article_id where quotes.id = 5"""
    [row] = (await datasette.get_database("news").execute(sql)).rows
    assert row["context"] == "…e to the talks said the decision was final."
    [row] = (await datasette.get_database("_memory").execute("select newsactors_highlight('ab', 1, 2) as h")).rows
    assert row["h"] == "a<mark>b</mark>"
