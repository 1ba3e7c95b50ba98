"""CSV and TSV: a row an article."""

import csv

import pytest

from datasette_newsactors.models import Article, Failure
from datasette_newsactors.readers import table
from datasette_newsactors.readers.cache import Page
from datasette_newsactors.readers.fetch import Fetcher

TABLE = """id,Headline,Pub Date,Author,Outlet,Link,Lang,Full Text
7,Harbour to close,2021-03-04,Ana Ruiz,Elm Post,https://elmpost.example/7,en,"“We stay,” she said.

“All of us.”"
"""


def test_the_usual_column_names_are_understood(read_file):
    assert read_file("a.csv", TABLE) == [
        Article(
            text="“We stay,” she said.\n\n“All of us.”",
            id="7",
            path="a.csv#1",
            url="https://elmpost.example/7",
            title="Harbour to close",
            byline="Ana Ruiz",
            publication="Elm Post",
            published="2021-03-04",
            language="en",
        )
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a"])
def test_the_delimiter_is_found(read_file, name, delimiter):
    rows = ["title,date,text", 'Boats,2021-03-04,"One, two; three|four\tfive"']
    content = (
        rows[0].replace(",", delimiter) + "\n" + rows[1].replace("Boats,2021-03-04,", f"Boats{delimiter}{delimiter}")
    )

    assert read_file(name, content) == [Article(text="One, two; three|four\tfive", title="Boats", path=f"{name}#1")]


def test_tab_separated_values_may_hold_commas_in_their_header(read_file):
    [article] = read_file("a.tsv", "headline, short\ttext\nBoats\tOne, two.\n", columns={"title": "headline, short"})

    assert (article.title, article.text) == ("Boats", "One, two.")


def test_columns_are_mapped_as_told(read_file):
    [article] = read_file("a.csv", "text,inhalt,kopf\nno,One.,Boats\n", columns={"text": "inhalt", "title": "kopf"})

    assert (article.title, article.text) == ("Boats", "One.")


MEDIA_CLOUD = """id,indexed_date,language,media_name,media_url,publish_date,title,url
f00,2024-01-18,en,elmpost.example,elmpost.example,2024-01-17,Harbour to close,https://elmpost.example/7
"""


def test_a_table_of_addresses_without_texts_points_to_their_pages(read_file):
    assert read_file("stories.csv", MEDIA_CLOUD) == [
        Failure("stories.csv", "names 1 pages that are elsewhere: fetch them with --follow")
    ]


def test_a_table_of_addresses_fills_in_what_their_pages_do_not_say(read_file, monkeypatch):
    page = Page("https://elmpost.example/7", "text/html", b"<html><body><p>The boats left.</p></body></html>")
    monkeypatch.setattr(Fetcher, "fetch", lambda self, url, changed: page)

    assert read_file("stories.csv", MEDIA_CLOUD, follow=True) == [
        Article(
            text="The boats left.",
            id="f00",
            path="https://elmpost.example/7",
            url="https://elmpost.example/7",
            title="Harbour to close",
            publication="elmpost.example",
            published="2024-01-17",
            language="en",
        )
    ]


def test_a_text_that_is_html_becomes_its_paragraphs(read_file):
    [article] = read_file("a.csv", 'title,text\nBoats,"<p class=""lead"">One.</p><p>“Two,” she <b>said</b>.</p>"\n')

    assert article.text == "One.\n\n“Two,” she said."


def test_a_table_with_no_text_column_names_its_columns_and_the_way_out(read_file):
    assert read_file("a.csv", "kopf,inhalt\nBoats,One.\n") == [
        Failure(
            "a.csv",
            "has no column that looks like the text of an article; the columns found are: kopf, inhalt. "
            "Name the right one with: --column text=NAME",
        )
    ]


def test_a_mapped_column_that_is_not_there_is_named(read_file):
    assert read_file("a.csv", "title,text\nBoats,One.\n", columns={"text": "body"}) == [
        Failure("a.csv", "has no column 'body'; the columns found are: title, text")
    ]


def test_a_bad_row_fails_with_its_number_and_the_rest_goes_on(read_file):
    rows = ["title,text", "Boats,One.", "Empty,", "Blank,  ", "Short", "Wide,a,b", "", ",,", "Last,Two."]

    results = read_file("a.csv", "\n".join(rows))

    assert results == [
        Article(text="One.", title="Boats", path="a.csv#1"),
        Failure("a.csv#2", "is empty"),
        Failure("a.csv#3", "is empty"),
        Failure("a.csv#4", "has no text in 'text'"),
        Failure(
            "a.csv#5",
            "has 3 cells where the header has 2: a text that holds the delimiter must stand in quotation marks",
        ),
        Article(text="Two.", title="Last", path="a.csv#8"),
    ]


def test_an_open_quotation_mark_does_not_swallow_rows_in_silence(read_file):
    one, failure = read_file("a.csv", 'title,text\nBoats,One.\nFish,"Two.\nMore,Three.\n')

    assert one.text == "One."
    assert failure.source == "a.csv#2"
    assert "check the quotation marks" in failure.error


def test_a_field_larger_than_the_csv_module_allows_by_default_is_read(read_file):
    text = "The boat left. " * 20_000

    assert [article.text for article in read_file("a.csv", f'title,text\nBoats,"{text}"\n')] == [text]


@pytest.mark.parametrize("content", ['title,text\nBoats,"{}"\n', "title,text\nBoats,{}\n", "{}"])
def test_a_field_or_line_above_the_limit_fails(read_file, monkeypatch, content):
    monkeypatch.setattr(table, "ARTICLE_LIMIT", 1000)

    results = read_file("a.csv", content.replace("{}", "boat " * 300))

    assert [type(result) for result in results] == [Failure]
    assert "too large" in results[0].error or "field limit" in results[0].error


def test_a_late_row_in_another_encoding_is_decoded_on_its_own(read_file):
    ascii_rows = b"a,The boat left on time.\n" * 50_000
    content = b"title,text\n" + ascii_rows + 'b,"“Wait,” she said."\n'.encode("cp1252") + "c,“No.”\n".encode()

    results = read_file("a.csv", content)

    assert [result.text for result in results[-2:]] == ["“Wait,” she said.", "“No.”"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_spreadsheets(read_file, encoding):
    content = "text;title\n“Wait,” she said.;Boats\n".encode(encoding)

    assert read_file("a.csv", content) == [Article(text="“Wait,” she said.", title="Boats", path="a.csv#1")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"title,text\n", "has a header but no rows"),
        (b"\x00\x01\xff\xfe junk \x80" * 50, "is not text"),
    ],
)
def test_a_file_with_no_rows_says_why(read_file, content, reason):
    [failure] = read_file("a.csv", content)

    assert reason in failure.error


def test_memory_does_not_grow_with_the_number_of_rows(tmp_path):
    with open(tmp_path / "a.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text"])
        writer.writerows([["“We stay,” said the harbour master of Port Elm. " * 40]] * 20_000)

    assert peak_of_reading(tmp_path / "a.csv") < 10_000_000


def peak_of_reading(path):
    import tracemalloc

    from datasette_newsactors.readers import read

    list(zip(range(3), read([str(path)]), strict=False))  # what is loaded once
    tracemalloc.start()
    count = sum(1 for _ in read([str(path)]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_000
    return peak
