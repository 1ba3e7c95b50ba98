"""`_facet_m2m` and `_m2m`: what a join table links rows to, in a database that is none of ours."""

import html
import re
import sqlite3

import pytest

from tests.web.conftest import READER, Site, facet_results

LIBRARY = """
create table books(id integer primary key, title text, year text);
create table tags(id integer primary key, name text);
create table book_tags(
  book_id integer references books(id), tag_id integer references tags(id), primary key(book_id, tag_id)
);
create table people(id text primary key, born text, name text);
create table "wrote: who, what"(book integer references Books, person text references people, "when" text);
create table cites(citing integer references books(id), cited integer references books(id));
create table loans(book_id integer references books(id), person text references people(id), tag_id references tags(id));
create table reviews(id integer primary key, book_id integer references books(id));
create table words(book_id integer, word text);
create table codes(code text unique);
create table book_codes(book_id references books(id), code references codes(code));
create view newer as select * from books where year > '2000';
insert into books values (1, 'One', '1999'), (2, 'Two', '2001'), (3, 'Three', '2003'), (4, 'Four', '2003');
insert into tags values (1, 'dogs'), (2, '<b>cats</b>'), (3, 'fish'), (4, 'unused');
insert into book_tags values (1, 1), (2, 1), (3, 1), (2, 2), (3, 2), (4, 3);
insert into people values ('a', '1950', 'Ann'), ('b:c', '1960', 'Bo "B" Cole');
insert into "wrote: who, what" values (1, 'a', 'x'), (1, 'a', 'y'), (2, 'a', 'x'), (2, 'b:c', 'x'), (3, null, 'x');
insert into codes values ('7'), ('x');
insert into book_codes values (1, 7), (2, 7), (3, 'x');
"""
ALLOW = {"id": READER["id"]}


@pytest.fixture
def library_path(tmp_path):
    path = tmp_path / "library.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(LIBRARY)
    return path


@pytest.fixture
def library(library_path):
    # Datasette 1.0 would rather show a unique key.
    return Site(library_path, metadata={"databases": {"library": {"tables": {"people": {"label_column": "name"}}}}})


async def facet(site, query, name="book_tags", **more):
    body = await site.json(f"/library/books.json?_extra=facet_results&{query}", **more)
    return facet_results(body).get(name)


def told(found):
    return [(row["value"], row["label"], row["count"]) for row in found["results"]]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [(1, "dogs", 3), (2, "<b>cats</b>", 2), (3, "fish", 1)]),
        ("&year__gt=2000", [(1, "dogs", 2), (2, "<b>cats</b>", 2), (3, "fish", 1)]),
        ("&_m2m=book_tags:2", [(1, "dogs", 2), (2, "<b>cats</b>", 2)]),
        ("&_where=title='One'", [(1, "dogs", 1)]),
        ("&_col=title", [(1, "dogs", 3), (2, "<b>cats</b>", 2), (3, "fish", 1)]),
    ],
)
async def test_rows_are_counted_with_the_labels_of_the_other_table(library, query, expected):
    assert told(await facet(library, f"_facet_m2m=book_tags{query}")) == expected


@pytest.mark.asyncio
async def test_a_pair_that_stands_twice_in_the_join_table_counts_once(library):
    name = "wrote: who, what"
    found = await facet(library, "_facet_m2m=wrote:+who,+what", name)
    assert told(found) == [("a", "Ann", 2), ("b:c", 'Bo "B" Cole', 1)]


@pytest.mark.asyncio
@pytest.mark.parametrize(("join_table", "n"), [("book_tags", 3), ("wrote:+who,+what", 2), ("book_codes", 2)])
async def test_following_a_value_gives_as_many_rows_as_it_counts(library, join_table, n):
    body = await library.json(f"/library/books.json?_extra=facet_results&_facet_m2m={join_table}")
    [found] = facet_results(body).values()
    assert len(found["results"]) == n
    for row in found["results"]:
        chosen = await library.json(row["toggle_url"].removeprefix("http://localhost"))
        assert len(chosen["rows"]) == row["count"]
        [again] = facet_results(chosen).values()
        [selected] = [value for value in again["results"] if value["selected"]]
        assert selected["value"] == row["value"]
        assert "&_m2m=" not in selected["toggle_url"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("_m2m=book_tags:1", [1, 2, 3]),
        ("_m2m=book_tags:1&_m2m=book_tags:2", [2, 3]),
        ("_m2m=book_tags:1&year=2003", [3]),
        ("_m2m=book_tags:99", []),
        ("_m2m=book_tags:x'--", []),
        ("_m2m=book_tags:99999999999999999999999", []),
        ("_m2m=wrote~3A+who~2C+what:b:c", [2]),
        ("_m2m=book_codes:7", [1, 2]),
        ("_m2m=", [1, 2, 3, 4]),
    ],
)
async def test_the_filter_holds_in_every_format(library, query, ids):
    assert [row["id"] for row in await library.json(f"/library/books.json?_shape=array&{query}")] == ids
    lines = (await library.get(f"/library/books.json?_shape=array&_nl=on&{query}")).text.splitlines()
    assert len(lines) == len(ids)
    for more in ("", "&_stream=on"):
        table = (await library.get(f"/library/books.csv?{query}{more}")).text.split()
        assert [int(line.partition(",")[0]) for line in table[1:]] == ids
    page = await library.html(f"/library/books?{query}")
    assert [int(found) for found in re.findall(r'href="/library/books/(\d+)"', page)] == ids
    if len(ids) > 1:
        first = await library.json(f"/library/books.json?_shape=objects&_size=1&{query}")
        following = await library.json(first["next_url"].removeprefix("http://localhost"))
        assert following["rows"][0]["id"] == ids[1]


@pytest.mark.asyncio
async def test_it_is_told_in_words_and_hostile_labels_are_text(library):
    page = await library.html("/library/books?_m2m=book_tags:2&_facet_m2m=book_tags")
    assert "whose tags include &#34;&lt;b&gt;cats&lt;/b&gt;&#34;" in page
    assert "<b>cats" not in page
    assert '<input type="hidden" name="_m2m" value="book_tags:2">' in page


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("join_table", "word"),
    [
        ("nosuch", "there is no table nosuch"),
        ("cites", "It has cited to books, citing to books"),
        ("loans", "It has book_id to books, person to people, tag_id to tags"),
        ("reviews", "It has book_id to books"),
        ("words", "It has none"),
        ("newer", "there is no table newer"),
        ("", "there is no table"),
    ],
)
async def test_what_is_no_join_table_is_a_400_that_says_why(library, join_table, word):
    response = await library.get("/library/books.json", params={"_facet_m2m": join_table})
    assert response.status_code == 400
    assert word in html.unescape(response.text).replace("\\u0027", "'")
    if join_table:
        response = await library.get("/library/books", params={"_m2m": f"{join_table}:1"})
        assert response.status_code == 400
        assert word in html.unescape(response.text)


@pytest.mark.asyncio
async def test_a_filter_without_a_key_is_a_400(library):
    response = await library.get("/library/books?_m2m=book_tags")
    assert response.status_code == 400
    assert "_m2m=article_tags:5" in response.text


@pytest.mark.asyncio
@pytest.mark.parametrize("hidden", ["instance", "library", "book_tags", "tags"])
async def test_what_may_not_be_seen_is_neither_counted_nor_filtered_by(library_path, hidden):
    metadata = {"databases": {"library": {"tables": {hidden: {"allow": ALLOW}}}}}
    if hidden in ("instance", "library"):
        metadata = {"allow": ALLOW} if hidden == "instance" else {"databases": {"library": {"allow": ALLOW}}}
    site = Site(library_path, metadata=metadata)
    response = await site.get("/library/books.json?_extra=facet_results&_facet_m2m=book_tags")
    assert "dogs" not in response.text
    for key in (1, 99):
        assert (await site.get(f"/library/books.json?_m2m=book_tags:{key}")).status_code == 403
        assert (await site.get(f"/library/books.json?_m2m=book_tags:{key}", signed_in=True)).status_code == 200
    assert "_facet_m2m=book_tags" not in (await site.get("/library/books")).text
    assert await facet(site, "_facet_m2m=book_tags", signed_in=True)
    assert "_facet_m2m=book_tags" in await site.html("/library/books", signed_in=True)


@pytest.mark.asyncio
async def test_join_tables_are_suggested_by_name(library):
    page = await library.html("/library/books")
    assert set(re.findall(r"_facet_m2m=([^\"&#]+)", page)) == {"book_tags", "book_codes", "wrote%3A+who%2C+what"}
    assert "_facet_m2m=book_tags" in await library.html("/library/tags")
    assert "_facet_m2m=" not in await library.html("/library/words")
    assert "_facet_m2m=" not in await library.html("/library/newer")


@pytest.mark.asyncio
async def test_tables_with_facets_of_our_own_have_no_suggestion(site):
    for table in ("articles", "quotes"):
        assert "_facet_m2m=" not in await site.html(f"/news/{table}")
    body = await site.json("/news/articles.json?_extra=facet_results&_facet_m2m=article_actors")
    assert facet_results(body)["article_actors"]["results"][0]["count"] == 10


@pytest.mark.asyncio
@pytest.mark.parametrize("how", ["metadata", "config"])
async def test_it_can_be_turned_on_for_good(library_path, how):
    tables = {"books": {"facets": [{"m2m": "book_tags"}, {"year": "year"}], "facet_size": 2}}
    try:
        site = Site(library_path, **{how: {"databases": {"library": {"tables": tables}}}})
    except TypeError:
        pytest.skip("Datasette 0.65 has no config")
    page = await site.html("/library/books")
    assert 'id="facet-book_tags"' in page
    assert 'id="facet-year_year"' in page


@pytest.mark.asyncio
async def test_a_facet_that_takes_too_long_is_named(library, monkeypatch):
    from datasette.database import QueryInterrupted

    from datasette_newsactors.web import facets

    async def interrupted(self, prepared, config):
        raise QueryInterrupted("interrupted", "select 1", {})

    monkeypatch.setattr(facets.ChosenFacet, "_rows", interrupted)
    page = await library.html("/library/books?_facet_m2m=book_tags")
    assert "These facets timed out: book_tags (more than 200 ms" in page
