"""A table read in place: its key is kept, and nothing is left out."""

import sqlite3

import pytest

from datasette_newsactors.models import Article, Failure
from datasette_newsactors.readers import read
from tests.readers.samples import HTML, TEXT


@pytest.fixture
def database(tmp_path, monkeypatch):
    """database(sql, rows): the rows that `read` gives for the table `stories` that the SQL makes."""
    monkeypatch.chdir(tmp_path)

    def make_and_read(sql, rows, table="stories", **options):
        connection = sqlite3.connect("archive.db")
        connection.execute(sql)
        connection.executemany(f"insert into stories values ({', '.join('?' * len(rows[0]))})", rows)
        connection.commit()
        connection.close()
        return list(read(["archive.db"], table=table, **options))

    return make_and_read


def test_a_row_is_an_article_that_leads_back_to_it(database):
    sql = "create table stories (id integer primary key, headline text, body text, pub_date text, link text)"

    assert database(sql, [(7, "Boats", "They left.", "4 March 2021", "https://elmpost.example/7")]) == [
        Article(
            text="They left.",
            id="7",
            path="row:archive/stories/7",
            title="Boats",
            published="2021-03-04",
            url="https://elmpost.example/7",
        )
    ]


@pytest.mark.parametrize(
    ("sql", "rows", "paths"),
    [
        ("create table stories (body text)", [("One.",), ("Two.",)], ["1", "2"]),
        ("create table stories (slug text primary key, body text)", [("b/c d", "One.")], ["b~2Fc+d"]),
        (
            "create table stories (a text, b integer, body text, primary key (b, a)) without rowid",
            [("x", 2, "One."), ("y", 1, "Two.")],
            ["1,y", "2,x"],
        ),
        ("create table stories (rowid text, body text)", [("same", "One."), ("same", "Two.")], ["1", "2"]),
    ],
)
def test_keys_are_as_datasette_writes_them_in_addresses(database, sql, rows, paths):
    assert [article.path for article in database(sql, rows)] == [f"row:archive/stories/{path}" for path in paths]


@pytest.mark.parametrize("without_rowid", ["", "without rowid"])
def test_all_rows_are_read_once(database, without_rowid):
    sql = f"create table stories (a integer, b integer, body text, primary key (a, b)) {without_rowid}"
    rows = [(n % 7, n, f"Text {n}.") for n in range(350)]

    results = database(sql, rows)

    assert len({article.path for article in results}) == len(results) == 350


def test_columns_are_mapped_as_told(database):
    sql = 'create table stories (id integer primary key, "in""halt" text, body text)'

    [article] = database(sql, [(1, "One.", "no")], columns={"text": 'in"halt'})

    assert article.text == "One."


def test_a_row_without_text_or_key_fails_with_its_path_and_the_rest_goes_on(database):
    sql = "create table stories (slug text primary key, body text)"

    assert database(sql, [("a", None), (None, "Two."), ("c", "Three.")]) == [
        Failure("row:archive/stories/a", "has no text in 'body'"),
        Failure("row:archive/stories/None", "has no key: give it one in slug"),
        Article(text="Three.", path="row:archive/stories/c"),
    ]


def test_html_in_a_column_becomes_paragraphs(database):
    [article] = database("create table stories (id integer primary key, body text)", [(1, HTML)])

    assert article.text == TEXT


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("articles", "has no table 'articles'; the tables are: stories"),
        ("stories", "has no column that looks like the text of an article; the columns found are: id, inhalt"),
    ],
)
def test_a_table_that_cannot_be_read_says_what_there_is(database, table, reason):
    [failure] = database("create table stories (id integer primary key, inhalt text)", [(1, "One.")], table=table)

    assert failure.source == "archive.db"
    assert failure.error.startswith(reason)


@pytest.mark.parametrize("content", [b"", b"boats", b"SQLite format 3\0" + b"x" * 5000])
def test_what_is_no_database_says_so(tmp_path, content):
    path = tmp_path / "a.db"
    path.write_bytes(content)

    [failure] = read([str(path)], table="stories")

    assert failure.error.startswith(("cannot be read as a SQLite database", "has no table 'stories'"))


def test_a_database_that_is_not_there_is_not_made(tmp_path):
    [failure] = read([str(tmp_path / "a.db")], table="stories")

    assert failure.error == "does not exist"
    assert not (tmp_path / "a.db").exists()


def test_others_can_write_while_a_table_is_read(database):
    reading = read(["archive.db"], table="stories")
    database("create table stories (body text)", [("One.",), ("Two.",)])
    next(reading)

    connection = sqlite3.connect("archive.db", timeout=0)
    with connection:
        connection.execute("insert into stories values ('Three.')")
    connection.close()

    assert next(reading).text == "Two."
