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


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_what_an_agency_has_taken_back_is_told_and_not_stored(read_file, status):
    newsml_item = news_item(XHTML).replace("stat:usable", f"stat:{status}")

    found = [*read_file("a.xml", newsml(newsml_item)), *read_file("a.json", json.dumps(NINJS | {"pubstatus": status}))]

    assert [type(item) for item in found] == [Failure, Failure]
    assert all(f"its status is '{status}'" in item.error for item in found)


def test_the_main_headline_is_the_title_and_no_paragraph(read_file):
    headlines = f'<headline role="hld:sub">It is too dear</headline><headline role="hld:main">{TITLE}</headline>'
    item = news_item(XHTML.replace("<p>", f"<h1>{TITLE}</h1><p>", 1))

    [article] = read_file("a.xml", newsml(item.replace(f"<headline>{TITLE}</headline>", headlines)))

    assert (article.title, article.text) == (TITLE, TEXT)


@pytest.mark.parametrize("provider", ['<provider literal="Northwire"/>', '<provider qcode="nprov:Northwire"/>'])
def test_a_provider_without_a_name_is_told_by_its_code(read_file, provider):
    item = news_item(XHTML).replace("<provider><name>Northwire</name></provider>", provider)

    [article] = read_file("a.xml", newsml(item.replace("<by>Jonas", "<by>By Jonas")))

    assert (article.publication, article.byline) == ("Northwire", "Jonas Pell")
