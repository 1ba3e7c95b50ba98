"""JSON documents and JSON lines."""

import json

import pytest

from datasette_newsactors.models import Article, Failure
from datasette_newsactors.readers import json_records

RECORD = {"title": "Boats leave", "text": "One.\n\nTwo."}


@pytest.mark.parametrize(
    ("document", "paths"),
    [
        (RECORD, ["a.json"]),
        ([RECORD], ["a.json#1"]),
        ([RECORD, RECORD], ["a.json#1", "a.json#2"]),
        ({"articles": [RECORD, RECORD], "total": 2}, ["a.json#1", "a.json#2"]),
        ({"items": [RECORD]}, ["a.json#1"]),
        ({"results": [RECORD]}, ["a.json#1"]),
        ({"data": [RECORD]}, ["a.json#1"]),
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_one_article_a_list_or_an_object_that_holds_a_list(read_file, document, paths, indent):
    articles = read_file("a.json", json.dumps(document, indent=indent))

    assert articles == [Article(**RECORD, path=path) for path in paths]


def test_a_schema_org_article(read_file):
    document = {
        "@type": "NewsArticle",
        "headline": "Boats leave",
        "articleBody": "One.",
        "datePublished": "2021-03-04T10:20:00Z",
        "author": [{"@type": "Person", "name": "Ana Ruiz"}, {"@type": "Person", "name": "Bo Lind"}],
        "publisher": {"@type": "Organization", "name": "Elm Post"},
        "mainEntityOfPage": {"@id": "https://elmpost.example/7"},
        "inLanguage": "en",
    }

    assert read_file("a.json", json.dumps(document)) == [
        Article(
            text="One.",
            path="a.json",
            title="Boats leave",
            published="2021-03-04T10:20:00+00:00",
            byline="Ana Ruiz, Bo Lind",
            publication="Elm Post",
            url="https://elmpost.example/7",
            language="en",
        )
    ]


@pytest.mark.parametrize(
    ("record", "article"),
    [
        ({"body": ["One.", "Two."]}, Article(text="One.\n\nTwo.", path="a.json")),
        ({"text": "One.", "id": 7}, Article(text="One.", id="7", path="a.json")),
        ({"text": "One.", "title": None, "author": []}, Article(text="One.", path="a.json")),
        ({"text": " One. \n", "title": "  Boats "}, Article(text=" One. \n", title="Boats", path="a.json")),
        ({"text": "One.", "date": "last week"}, Article(text="One.", path="a.json")),
        ({"text": None}, Failure("a.json", "has no text in 'text'")),
        ({"text": 7}, Failure("a.json", "has no text in 'text'")),
        ({"text": " "}, Failure("a.json", "is empty")),
        ({"text": "One \ud800."}, Failure("a.json", "has characters in its text that are no valid text")),
        ({"text": "One\0."}, Failure("a.json", "has characters in its text that are no valid text")),
        (
            {"text": "One.", "title": "\ud800"},
            Failure("a.json", "has characters in its title that are no valid text"),
        ),
    ],
)
def test_values_that_are_not_plain_strings(read_file, record, article):
    assert read_file("a.json", json.dumps(record)) == [article]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        ("[]", "is an empty list"),
        ('{"title": "Boats"}', "has no column that looks like the text"),
        ('"a string"', "is not a JSON object"),
        ("[1]", "is not a JSON object"),
        ('{"text": "One."', "is not valid JSON"),
        ('{"text": "One."} and more', "is not valid JSON"),
        ("[" * 100_000, "nested too deeply"),
        (b'{"text": "\xff\x00"}', "is not text"),
    ],
)
def test_a_bad_document_says_why(read_file, content, reason):
    [failure] = read_file("a.json", content)

    assert reason in failure.error


def test_what_news_please_writes(read_file):
    record = {"maintext": "It rained.", "date_publish": "2021-03-04 10:30:00", "source_domain": "elm.example"}

    [article] = read_file("a.json", json.dumps(record | {"authors": ["Jonas Pell"], "title": "Rain"}))

    assert (article.text, article.published, article.byline) == ("It rained.", "2021-03-04T10:30:00", "Jonas Pell")
    assert (article.title, article.publication) == ("Rain", "elm.example")


def test_columns_map_keys(read_file):
    [article] = read_file("a.json", '{"text": "no", "inhalt": "One."}', columns={"text": "inhalt"})

    assert article.text == "One."


def test_a_bad_line_fails_with_its_number_and_the_rest_goes_on(read_file):
    lines = ['{"text": "One."}', '{"text": ', "", "[1]", '{"title": "x"}', '{"text": "Two."}']

    one, *failures, two = read_file("a.jsonl", "\n".join(lines))

    assert (one, two) == (Article(text="One.", path="a.jsonl#1"), Article(text="Two.", path="a.jsonl#6"))
    assert [failure.source for failure in failures] == ["a.jsonl#2", "a.jsonl#4", "a.jsonl#5"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a.txt", "a"])
def test_json_lines_are_known_by_their_content(read_file, name):
    articles = read_file(name, '{"text": "One."}\n{"text": "Two."}\n')

    assert [(article.path, article.text) for article in articles] == [
        (f"{name}#1", "One."),
        (f"{name}#2", "Two."),
    ]


def test_a_single_line_is_what_the_suffix_says(read_file):
    assert read_file("a.jsonl", '{"text": "One."}\n') == [Article(text="One.", path="a.jsonl#1")]
    assert read_file("a.json", '{"text": "One."}\n') == [Article(text="One.", path="a.json")]


def test_a_line_above_the_limit_fails_and_the_next_is_read(read_file, monkeypatch):
    monkeypatch.setattr(json_records, "ARTICLE_LIMIT", 100)
    long = json.dumps({"text": "boat " * 100})

    failure, article = read_file("a.jsonl", f'{long}\n{{"text": "Two."}}\n')

    assert failure.source == "a.jsonl#1"
    assert "too large" in failure.error
    assert (article.text, article.path) == ("Two.", "a.jsonl#2")
