"""Quotes and articles for other programs: schema.org in JSON-LD, W3C Web Annotations, and the plain text.

An annotation's selectors point into the text that an article has with `.txt`. The Web Annotation Data Model counts
Unicode code points there, as our offsets do, so that both are the same numbers.
"""

from __future__ import annotations

import json
from typing import Any

from datasette import NotFound, Response

from ..query import articles, quotes
from ..query.parameters import row_id
from .pages import article_page
from .responses import headers
from .visit import Moved, Page, Row, Visit

JSON_LD = "application/ld+json"
ANNOTATION = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
WIKIDATA = "http://www.wikidata.org/entity/"
CONTEXT_WIDTH = 32  # characters of prefix and suffix

SameAs = dict[str, str]
TYPES = {"person": "Person", "organization": "Organization", "place": "Place", "group": "Thing"}


async def quote_page(visit: Visit, quote_id: str) -> Page:
    """One quote with the article it stands in; as a page, the way to its place there."""
    page, quote = await _quote(visit, quote_id)
    if visit.format == "html":
        raise Moved(quote["url"])
    return {"quote": quote, "article": {name: value for name, value in page["article"].items() if name != "text"}}


async def quote_json_ld(visit: Visit, quote_id: str) -> Any:
    """One quote as a schema.org Quotation."""
    page, quote = await _quote(visit, quote_id)
    part_of = _article(visit, page["article"])
    same = await _same_as(visit, page)
    return _answer(
        visit, {"@context": "https://schema.org", **_quotation(visit, quote, same), "isPartOf": part_of}, JSON_LD
    )


async def quote_annotation(visit: Visit, quote_id: str) -> Any:
    """One quote as a Web Annotation."""
    page, quote = await _quote(visit, quote_id)
    return _answer(visit, {"@context": CONTEXT, **_annotation(visit, page["article"], quote)}, ANNOTATION)


async def article_json_ld(visit: Visit, article_id: str) -> Any:
    """An article as a schema.org NewsArticle, with its quotes and the actors that it mentions."""
    page = await article_page(visit, article_id)
    same = await _same_as(visit, page)
    parts = [_quotation(visit, quote, same) for quote in page["quotes"]]
    mentions = [_actor(visit, actor, same) for actor in page["actors"]]
    whole = {**_article(visit, page["article"]), "hasPart": parts, "mentions": mentions}
    return _answer(visit, {"@context": "https://schema.org", **whole}, JSON_LD)


async def article_annotations(visit: Visit, article_id: str) -> Any:
    """An article's quotes as a collection of Web Annotations."""
    page = await article_page(visit, article_id)
    url = visit.absolute(visit.link("articles", article_id, format="annotation.json"))
    items = [_annotation(visit, page["article"], quote) for quote in page["quotes"]]
    collection: Page = {"id": url, "type": "AnnotationCollection", "label": "Quotes", "total": len(items)}
    if items:
        collection["first"] = {"id": f"{url}#page", "type": "AnnotationPage", "startIndex": 0, "items": items}
    return _answer(visit, {"@context": CONTEXT, **collection}, ANNOTATION)


async def article_text(visit: Visit, article_id: str) -> Any:
    """The text of an article, in which all offsets count."""
    article = await visit.row(articles.article(row_id(article_id)))
    if article is None:
        raise NotFound(f"There is no article {article_id}")
    answer = headers(visit.datasette, visit.private)
    return Response(article["text"], headers=answer, content_type="text/plain; charset=utf-8")


async def _quote(visit: Visit, quote_id: str) -> tuple[Page, Row]:
    """The page of the article that a quote stands in, and the quote."""
    found = await visit.row(quotes.place(row_id(quote_id)))
    if found is None:
        raise NotFound(f"There is no quote {quote_id}")
    page = await article_page(visit, str(found["article_id"]))
    return page, next(quote for quote in page["quotes"] if quote["id"] == found["id"])


def _answer(visit: Visit, body: Page, content_type: str) -> Any:
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, headers=headers(visit.datasette, visit.private), content_type=content_type)


async def _same_as(visit: Visit, page: Page) -> SameAs:
    """The addresses in Wikidata of those actors of an article's page that somebody has linked, by slug."""
    rows = await visit.rows(articles.wikidata_ids(page["article"]["id"]))
    return {row["slug"]: f"{WIKIDATA}{row['wikidata_id']}" for row in rows}


def _quotation(visit: Visit, quote: Row, same: SameAs) -> Page:
    """A quote as a Quotation; who said it only where that is known, in the article's own words beside."""
    quotation = {
        "@type": "Quotation",
        "@id": _id(visit, quote),
        "url": visit.absolute(quote["url"]),
        "text": quote["content"],
        "additionalType": f"{quote['quote_type']} speech",
        "creditText": quote["source_text"],
        "mentions": [_actor(visit, actor, same) for actor in quote["about"]],
    }
    if quote["speaker"]:
        speaker = {"slug": quote["speaker"], "name": quote["speaker_name"], "type": quote["speaker_type"]}
        quotation["spokenByCharacter"] = _actor(visit, {**speaker, "url": quote["speaker_url"]}, same)
    return _without_gaps(quotation)


def _actor(visit: Visit, actor: Row, same: SameAs) -> Page:
    known = {"@type": TYPES[actor["type"]], "@id": visit.absolute(actor["url"]), "name": actor["name"]}
    return known | ({"sameAs": same[actor["slug"]]} if actor["slug"] in same else {})


def _article(visit: Visit, article: Row) -> Page:
    return _without_gaps(
        {
            "@type": "NewsArticle",
            "@id": visit.absolute(visit.link("articles", article["id"])),
            "headline": article["title"],
            "url": article["url"] if str(article["url"]).startswith(("https://", "http://")) else None,
            "creditText": article["byline"],
            "publisher": article["publication"] and {"@type": "Organization", "name": article["publication"]},
            "datePublished": article["published"],
            "inLanguage": article["language"],
            "wordCount": article["n_words"],
            "isBasedOn": article["original_url"] and visit.absolute(article["original_url"]),
        }
    )


def _annotation(visit: Visit, article: Row, quote: Row) -> Page:
    """A quote as an annotation of the words that were said: a target a part, and what is told of them as bodies."""
    url = _id(visit, quote)
    told = f"{quote['quote_type']} quote, source: {quote['source_text'] or 'not told'}, cue: {quote['cue'] or 'none'}"
    bodies: list[Page] = [{"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": told}]
    if quote["speaker"]:
        bodies.append(_link(visit, "identifying", quote["speaker_url"]))
    bodies += [_link(visit, "tagging", actor["url"]) for actor in quote["about"]]
    return {
        "id": f"{url}.annotation.json",
        "type": "Annotation",
        "motivation": "describing",
        "body": bodies,
        "target": [_target(visit, article, start, end) for start, end in quote["spans"]],
    }


def _link(visit: Visit, purpose: str, path: str) -> Page:
    return {"type": "SpecificResource", "purpose": purpose, "source": visit.absolute(path)}


def _target(visit: Visit, article: Row, start: int, end: int) -> Page:
    """Where a part of a quote stands, told twice: by its own words and those around, and by its offsets."""
    text = article["text"]
    source = {"id": visit.absolute(visit.link("articles", article["id"], format="txt")), "format": "text/plain"}
    return {
        "source": source | ({"language": article["language"]} if article["language"] else {}),
        "scope": visit.absolute(visit.link("articles", article["id"])),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(start - CONTEXT_WIDTH, 0) : start],
                "suffix": text[end : end + CONTEXT_WIDTH],
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }


def _id(visit: Visit, quote: Row) -> str:
    return visit.absolute(visit.link("quotes", quote["id"]))


def _without_gaps(fields: Page) -> Page:
    return {name: value for name, value in fields.items() if value not in (None, "", [])}
