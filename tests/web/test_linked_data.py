"""One quote and one article as JSON-LD, as Web Annotations, and as plain text."""

import pytest

from tests.newsroom import FERRY, HOSTILE_NAME
from tests.web.conftest import LOG

SITE = "http://localhost/news/-/"


def local(url):
    return url.removeprefix("http://localhost")


@pytest.mark.asyncio
async def test_one_quote_in_json(site):
    page = await site.json("/news/-/quotes/2.json")
    parts = [FERRY[start:end] for start, end in page["quote"]["spans"]]
    assert parts == ["We have run out of money,", "and out of patience with the Harbour Board."]
    assert page["quote"]["speaker"] == "mara-lind"
    assert page["article"]["title"] == "Ferry line to close in spring"
    assert "text" not in page["article"]


@pytest.mark.asyncio
async def test_the_address_of_a_quote_leads_to_its_place(site):
    response = await site.get("/news/-/quotes/2")
    assert response.status_code == 302
    assert response.headers["location"] == "/news/-/articles/1#quote-2"


@pytest.mark.asyncio
async def test_a_quote_as_a_quotation_of_schema_org(site):
    quotation = await site.json("/news/-/quotes/2.jsonld")
    assert quotation == {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "@id": SITE + "quotes/2",
        "url": SITE + "articles/1#quote-2",
        "text": "We have run out of money, and out of patience with the Harbour Board.",
        "additionalType": "direct speech",
        "creditText": "she",
        "mentions": [{"@type": "Organization", "@id": SITE + "actors/harbour-board", "name": "Harbour Board"}],
        "spokenByCharacter": {"@type": "Person", "@id": SITE + "actors/mara-lind", "name": "Mara Lind"},
        "isPartOf": {
            "@type": "NewsArticle",
            "@id": SITE + "articles/1",
            "headline": "Ferry line to close in spring",
            "publisher": {"@type": "Organization", "name": "Velden Post"},
            "datePublished": "2024-01-15",
            "wordCount": len(FERRY.split()),
        },
    }


@pytest.mark.asyncio
@pytest.mark.parametrize("quote", [5, 10])
async def test_nobody_is_said_to_have_said_what_the_article_does_not_tell(site, quote):
    assert (await site.json(f"/news/-/quotes/{quote}.json"))["quote"]["speaker"] is None
    assert "spokenByCharacter" not in await site.json(f"/news/-/quotes/{quote}.jsonld")
    bodies = (await site.json(f"/news/-/quotes/{quote}.annotation.json"))["body"]
    assert not [body for body in bodies if body["purpose"] == "identifying"]


@pytest.mark.asyncio
@pytest.mark.parametrize("article", [1, 3, 13])
async def test_annotations_select_the_words_that_were_said(site, article):
    collection = await site.json(f"/news/-/articles/{article}.annotation.json")
    page = await site.json(f"/news/-/articles/{article}.json")
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    assert collection["total"] == len(page["quotes"]) == len(collection["first"]["items"])
    for annotation, quote in zip(collection["first"]["items"], page["quotes"], strict=True):
        assert annotation["type"] == "Annotation"
        alone = await site.json(local(annotation["id"]))
        assert {key: value for key, value in alone.items() if key != "@context"} == annotation
        positions = []
        for target in annotation["target"]:
            text = (await site.get(local(target["source"]["id"]))).text
            words, position = target["selector"]
            start, end = position["start"], position["end"]
            assert (words["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
            assert words["exact"] == text[start:end]
            assert text[:start].endswith(words["prefix"])
            assert text[end:].startswith(words["suffix"])
            positions.append([start, end])
        assert positions == quote["spans"]


@pytest.mark.asyncio
async def test_an_article_as_schema_org_has_its_quotes_and_actors(site):
    article = await site.json("/news/-/articles/3.jsonld")
    assert article["@type"] == "NewsArticle"
    assert [part["@type"] for part in article["hasPart"]] == ["Quotation"] * 4
    assert "url" not in article  # it was no address of the web
    assert HOSTILE_NAME in [actor["name"] for actor in article["mentions"]]
    assert (await site.json("/news/-/articles/5.jsonld"))["url"] == "https://example.org/notes/5"
    assert (await site.json("/news/-/articles/2.jsonld"))["isBasedOn"] == SITE + "articles/1"


@pytest.mark.asyncio
async def test_the_text_of_an_article(site):
    response = await site.get("/news/-/articles/1.txt")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.text == FERRY


@pytest.mark.asyncio
async def test_media_types(site):
    annotation = await site.get("/news/-/quotes/2.annotation.json")
    assert annotation.headers["content-type"].startswith('application/ld+json; profile="http://www.w3.org/ns/anno')
    assert (await site.get("/news/-/quotes/2.jsonld")).headers["content-type"].startswith("application/ld+json")


@pytest.mark.asyncio
@pytest.mark.parametrize("format", ["", ".json", ".jsonld", ".annotation.json"])
async def test_a_quote_that_is_not_there_is_a_404(site, format):
    for quote in ("999", "abc", "-1"):
        assert (await site.get(f"/news/-/quotes/{quote}{format}")).status_code == 404


@pytest.mark.asyncio
async def test_the_article_leads_to_its_other_formats(site):
    page = await site.html("/news/-/articles/1")
    for format in ("json", "txt", "jsonld", "annotation.json"):
        assert page.count(f'href="/news/-/articles/1.{format}"') == 2


@pytest.mark.asyncio
async def test_who_is_linked_to_wikidata_is_the_same_as_its_item(paper):
    await paper.send(f"{LOG}.json", {"action": "link", "actor": "mara-velden", "value": "Q42"})
    article = await paper.json("/news/-/articles/1.jsonld")
    same = {actor["name"]: actor.get("sameAs") for actor in article["mentions"]}
    assert same == {"Mara Velden": "http://www.wikidata.org/entity/Q42", "Harbour Board": None, "Tess Okoro": None}
    assert article["hasPart"][0]["spokenByCharacter"]["sameAs"] == same["Mara Velden"]
    text = await paper.html("/news/-/actors/mara-velden")
    assert '<a href="https://www.wikidata.org/wiki/Q42" rel="noopener noreferrer">Q42</a>' in text
