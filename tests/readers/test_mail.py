"""Newsletters: messages and mailboxes."""

import pytest

from datasette_newsactors.models import Article, Failure
from tests.readers.samples import PAGE, TEXT, TITLE, message

FIELDS = {
    "text": TEXT,
    "id": "<7@undertow.example>",
    "title": TITLE,
    "publication": "The Undertow",
    "published": "2021-03-04T10:30:00+00:00",
}
FROM = b"From news@undertow.example Thu Mar  4 10:30:00 2021\n"


@pytest.mark.parametrize(("html", "plain"), [(PAGE, "Read it in a browser."), (PAGE, None), (None, TEXT)])
def test_a_message_is_an_article(read_file, html, plain):
    assert read_file("a.eml", message(html, plain)) == [Article(path="a.eml", **FIELDS)]


def test_the_plain_form_is_read_where_the_page_has_no_text(read_file):
    [article] = read_file("a.eml", message("<html><body><img src='a.png'></body></html>", TEXT))

    assert article.text == TEXT


def test_each_message_of_a_mailbox_is_an_article(read_file):
    quoted = message(None, "Hello.\n\n>From here on.").replace(b"\n>From", b"\n>>From")
    data = (
        FROM + message(PAGE, None) + b"\n" + FROM + b"Subject: Nothing\nFrom: a@b.example\n\n" + b"\n" + FROM + quoted
    )

    first, second, third = read_file("a.mbox", data)

    assert first == Article(path="a.mbox#1", **FIELDS)
    assert second == Failure("a.mbox#2", "is empty")
    assert third.text == "Hello.\n\n>From here on."


def test_a_message_of_endless_parts_is_refused(read_file):
    part = "Content-Type: multipart/mixed; boundary=b\n\n--b\n"

    [failure] = read_file("a.eml", "From: a@b.example\nMIME-Version: 1.0\n" + part * 300)

    assert failure.error == "is a message of more than 200 parts with parts in them"


@pytest.mark.parametrize("text", ["From Elm to Port: 2021\n\nBoats.", "Note: boats.\nAlso: fish.\n\nThey left."])
def test_a_text_that_only_looks_a_little_like_mail_is_a_text(read_file, text):
    assert [article.text for article in read_file("a.txt", text)] == [text]
