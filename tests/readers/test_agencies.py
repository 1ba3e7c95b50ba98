"""NewsML-G2 and ninjs, as agencies send them."""

import json

import pytest

from datasette_newsactors.models import Article, Failure
from tests.readers.samples import NINJS, NINJS_3, NITF, TEXT, TITLE, XHTML, news_item, newsml

FIELDS = {
    "text": TEXT,
    "id": "tag:elm.example,2021:7",
    "title": TITLE,
    "byline": "Jonas Pell",
    "publication": "Northwire",
    "published": "2021-03-04T10:30:00+00:00",
    "language": "en-GB",
}


@pytest.mark.parametrize("body", [NITF, XHTML, f"<inlineData contenttype='text/plain'>{TEXT}</inlineData>"])
def test_a_news_item_is_an_article(read_file, body):
    path = "a.xml#tag:elm.example,2021:7"

    assert read_file("a.xml", newsml(news_item(body))) == [Article(path=path, **FIELDS)]


@pytest.mark.parametrize("item", [NINJS, NINJS_3])
def test_an_item_of_ninjs_is_an_article(read_file, item):
    assert read_file("a.json", json.dumps(item)) == [Article(path="a.json", **FIELDS)]
    assert [result.path for result in read_file("a.json", json.dumps([item, item]))] == ["a.json#1", "a.json#2"]


def test_paragraphs_of_plain_ninjs(read_file):
    item = {**NINJS, "body_text": "One.\n\nTwo.\n \nThree."}
    del item["body_html"]

    assert read_file("a.json", json.dumps(item))[0].text == "One.\n\nTwo.\n\nThree."


def test_pictures_are_passed_over(read_file):
    remote = '<remoteContent href="boats.jpg"/>'
    message = newsml(news_item(remote), news_item(XHTML, "picture"), news_item(XHTML))

    assert len(read_file("a.xml", message)) == 1
    assert read_file("a.xml", newsml(news_item(remote))) == [Failure("a.xml", "holds no article")]


def test_an_item_without_text_fails_with_its_name_and_the_rest_goes_on(read_file):
    failure, article = read_file("a.xml", newsml(news_item("<inlineXML/>"), news_item(XHTML)))

    assert failure == Failure("a.xml#tag:elm.example,2021:7", "is empty")
    assert article.text == TEXT


LAUGHS = "".join(f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};&l{n - 1};&l{n - 1};&l{n - 1};">' for n in range(1, 30))


@pytest.mark.parametrize(
    "entities",
    [
        f'<!ENTITY l0 "ha">{LAUGHS}',
        '<!ENTITY l29 SYSTEM "file:///etc/passwd">',
        '<!ENTITY l29 SYSTEM "http://127.0.0.1:9/">',
    ],
)
def test_entities_are_not_read(read_file, entities):
    attack = newsml(news_item(XHTML.replace("<p>", "<p>&l29;", 1))).replace("?>", f"?><!DOCTYPE a [{entities}]>", 1)

    [failure] = read_file("a.xml", attack)

    assert failure.error.startswith(("declares entities", "is not valid XML: Maximum entity nesting"))


def test_broken_xml_says_where(read_file):
    [failure] = read_file("a.xml", newsml(news_item(XHTML))[:-300])

    assert failure.error.startswith("is not valid XML: ")
    assert "line" in failure.error
