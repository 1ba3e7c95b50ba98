"""Markdown: words without formatting, front matter as metadata."""

import pytest

from datasette_newsactors.models import Article, Failure

PAGE = """---
title: "Harbour: the last boat"
author: Ana Ruiz
date: 2021-03-04
publication: Elm Post
url: https://elmpost.example/harbour
lang: en
---

“We **stay**,” said [Mara *Lindqvist*](https://example.org/mara),
the harbour master.

> “Nobody told us,” she wrote.
>
> “Not a word.”

![A boat](boat.jpg)

- 40 boats
- 1,200 people
"""


def test_front_matter_and_words(read_file):
    assert read_file("a.md", PAGE) == [
        Article(
            text="“We stay,” said Mara Lindqvist, the harbour master.\n\n“Nobody told us,” she wrote.\n\n"
            "“Not a word.”\n\n40 boats\n\n1,200 people",
            path="a.md",
            title="Harbour: the last boat",
            byline="Ana Ruiz",
            published="2021-03-04",
            publication="Elm Post",
            url="https://elmpost.example/harbour",
            language="en",
        )
    ]


@pytest.mark.parametrize(
    ("markdown", "title", "text"),
    [
        ("# Boats *leave*\n\nOne.\n\nTwo.", "Boats leave", "One.\n\nTwo."),
        ("Boats leave\n===========\n\nOne.", "Boats leave", "One."),
        ("---\ntitle: Boats\n---\n# Boats\n\nOne.", "Boats", "One."),
        ("---\ntitle: Boats\n---\n# Boats leave\n\nOne.", "Boats", "Boats leave\n\nOne."),
        ("## Below\n\nOne.", None, "Below\n\nOne."),
        ("One.\n\n# Later heading\n\nTwo.", "Later heading", "One.\n\nTwo."),
    ],
)
def test_first_heading_is_the_title_where_front_matter_gives_none(read_file, markdown, title, text):
    [article] = read_file("a.md", markdown)

    assert (article.title, article.text) == (title, text)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One  \nline.", "One\nline."),
        ("One.\n\n```\ncode()\n```\n\nTwo.", "One.\n\nTwo."),
        ("The file `budget.xls` vanished.", "The file budget.xls vanished."),
        ("<div>She said &ldquo;no&rdquo;.</div>\n\nTwo.", "She said “no”.\n\nTwo."),
        ("One <b>bold</b> word.<!-- note -->", "One bold word."),
        ("<figure><figcaption>Boats</figcaption></figure>\n\nTwo.", "Two."),
        ("<!-- a note -->\n\nTwo.", "Two."),
        ("Cut \\*here\\* &amp; there.", "Cut *here* & there."),
        ("| Town | Boats |\n|---|---|\n| Elm | 40 |", "Town\n\nBoats\n\nElm\n\n40"),
        ("One.\n\n---\n\nTwo.", "One.\n\nTwo."),
    ],
)
def test_formatting_goes_and_words_stay(read_file, markdown, text):
    [article] = read_file("a.md", markdown)

    assert article.text == text


@pytest.mark.parametrize(
    ("front", "byline"),
    [
        ("authors: [Ana Ruiz, Bo Lind]", "Ana Ruiz, Bo Lind"),
        ("authors:\n  - Ana Ruiz\n  - 'Bo Lind'", "Ana Ruiz, Bo Lind"),
    ],
)
def test_several_authors(read_file, front, byline):
    [article] = read_file("a.md", f"---\n{front}\n# a comment\n---\nOne.")

    assert article.byline == byline


def test_windows_newlines(read_file):
    [article] = read_file("a.md", "---\r\ntitle: Boats\r\n---\r\n\r\nOne\r\nline.\r\n\r\nTwo.\r\n")

    assert (article.title, article.text) == ("Boats", "One line.\n\nTwo.")


@pytest.mark.parametrize("markdown", ["", "\n", "---\ntitle: Boats\n---\n", "# Boats\n", "![](boat.jpg)"])
def test_nothing_but_a_title_or_a_picture_is_empty(read_file, markdown):
    assert read_file("a.md", markdown) == [Failure("a.md", "is empty")]
