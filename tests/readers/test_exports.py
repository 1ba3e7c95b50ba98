"""Exports from Factiva and Nexis: each article with what its labels and places say."""

import pytest

from datasette_newsactors.models import Article
from tests.readers.samples import FACTIVA_LABELLED, FACTIVA_PLAIN, NEXIS_NEWER, NEXIS_OLDER, SAMPLES, TEXT, TITLE

FACTIVA = [name for name in SAMPLES if name.startswith("factiva")]
NEXIS = [name for name in SAMPLES if name.startswith("nexis")]


@pytest.mark.parametrize("name", [*FACTIVA, *NEXIS])
def test_the_fields_of_an_export(read_file, name):
    article = read_file(name, SAMPLES[name]())[0]

    assert (article.title, article.byline, article.publication) == (TITLE, "Jonas Pell", "Elm Post")
    if name in FACTIVA:
        assert article.path == f"{name}#ELMP000020210304eh34000bq"
        assert (article.published, article.id) == ("2021-03-04T10:30:00", "ELMP000020210304eh34000bq")
    else:
        assert (article.published, article.path) == ("2021-03-04", f"{name}#1")


@pytest.mark.parametrize("export", [FACTIVA_LABELLED, FACTIVA_PLAIN, NEXIS_NEWER])
def test_several_articles_in_one_file(read_file, export):
    second = export.replace(TITLE, "Harbour stays open").replace("4 March", "5 March").replace("March 4", "March 5")
    second = second.replace("eh34000bq", "eh35000xy")

    results = read_file("a.txt", f"{export}\n{second}")

    assert [(a.title, a.published[:10]) for a in results] == [
        (TITLE, "2021-03-04"),
        ("Harbour stays open", "2021-03-05"),
    ]
    assert len({a.path for a in results}) == 2


def test_the_older_nexis_says_only_where_articles_begin(read_file):
    first, second = read_file("a.txt", NEXIS_OLDER)

    assert first.text == TEXT
    assert second == Article(
        text="It stays.", title="Harbour stays open", publication="Elm Post", published="2021-03-05", path="a.txt#2"
    )


def test_an_article_without_text_fails_with_its_number_and_the_rest_goes_on(read_file):
    first, second = read_file("a.txt", NEXIS_OLDER.replace("It stays.", ""))

    assert first.text == TEXT
    assert (second.source, second.error) == ("a.txt#2", "is empty")


@pytest.mark.parametrize(
    "text",
    [
        "The talks reached the\nEnd of Document\nsays the file.",
        "Document of the year\n\nBoats.",
        "HD televisions sold well.",
    ],
)
def test_a_text_that_only_looks_a_little_like_an_export_is_a_text(read_file, text):
    assert [article.text for article in read_file("a.txt", text)] == [text]


COVER = f"""User Name: Jane Doe
Date and Time: Thursday, March 11, 2021 10:12:00 AM EST
Job Number: 138591234

Documents (2)

1. {TITLE}
Client/Matter: -None-
Search Terms: harbour AND elm

| About LexisNexis | Privacy Policy | Terms & Conditions | Copyright © 2021 LexisNexis

Page 1 of 3
{TITLE}

"""


def test_the_cover_of_an_export_and_the_heads_of_its_pages_are_no_part_of_an_article(read_file):
    [article] = read_file("a.txt", COVER + NEXIS_NEWER)

    assert (article.title, article.publication, article.published) == (TITLE, "Elm Post", "2021-03-04")


@pytest.mark.parametrize(
    ("spelled", "other"),
    [
        ("\n\nDocument ELMP000020210304eh34000bq\n", "\n"),
        ("Document ELMP", "Dokument ELMP"),
    ],
)
def test_a_factiva_export_that_ends_with_its_label_or_in_another_language(read_file, spelled, other):
    assert spelled in FACTIVA_LABELLED

    [article] = read_file("a.txt", FACTIVA_LABELLED.replace(spelled, other))

    assert (article.title, article.id, article.text) == (TITLE, "ELMP000020210304eh34000bq", TEXT)


def test_a_factiva_export_without_labels_in_another_language(read_file):
    [article] = read_file("a.txt", FACTIVA_PLAIN.replace("58 words", "58 Wörter").replace("Document", "Dokument"))

    assert (article.title, article.published, article.text) == (TITLE, "2021-03-04T10:30:00", TEXT)
