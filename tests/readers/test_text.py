"""Plain text: the file's own characters, and a title where the first line is a headline."""

import pytest

from datasette_newsactors.models import Article, Failure

STORY = "“We stay,” said Mara Lindqvist.\n\nShe left at noon."


@pytest.mark.parametrize(
    "text",
    [
        "\n\n  Indented, with blank lines around.\r\n\r\nAnd old newlines.\rEnd \n\n",
        "Tabs\tand a no-break\u00a0space, “curly” ‘marks’, «guillemets» – and an emoji 🐟.",
        "x",
    ],
)
def test_text_is_the_files_own_characters(read_file, text):
    assert read_file("a.txt", text) == [Article(text=text, path="a.txt")]


def test_a_byte_order_mark_is_no_character_of_the_text(read_file):
    [article] = read_file("a.txt", b"\xef\xbb\xbfThe bridge closed.")

    assert article.text == "The bridge closed."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Harbour to close in May\n\n{STORY}", "Harbour to close in May"),
        (f"Harbour to close in May\r\n\r\n{STORY}", "Harbour to close in May"),
        (f"Will the harbour close?\n \n{STORY}", "Will the harbour close?"),
        (f"The harbour will close in May.\n\n{STORY}", None),  # a sentence
        (f"“The harbour will close.”\n\n{STORY}", None),
        (f"Harbour to close in May\n{STORY}", None),  # no blank line below
        ("Harbour to close in May\n\n", None),  # nothing below
        ("Harbour to close in May", None),
        (f"{'Harbour ' * 26}\n\n{STORY}", None),  # longer than 200 characters
        (f"{'H' * 200}\n\n{STORY}", "H" * 200),
        (f"{'H' * 201}\n\n{STORY}", None),
    ],
)
def test_first_line_is_the_title_where_it_stands_as_a_headline(read_file, text, title):
    [article] = read_file("a.txt", text)

    assert article.title == title
    assert article.text == text


@pytest.mark.parametrize("content", ["", " \n\t\r\n", "\ufeff", "\ufeff \n"])
def test_a_file_without_words_is_empty(read_file, content):
    assert read_file("a.txt", content) == [Failure("a.txt", "is empty")]


@pytest.mark.parametrize("content", [b"\x00\x01\x02\xff" * 400, b"The mayor\x00 said no.", bytes(range(256)) * 9])
def test_binary_content_is_refused(read_file, content):
    [failure] = read_file("a.txt", content)

    assert failure.source == "a.txt"
    assert "is not text" in failure.error


def test_a_dateline_is_not_taken_for_the_date(read_file):
    [article] = read_file("a.txt", "PORT ELM, Jan 4 (Northline) - The harbour closed.")

    assert article.published is None
