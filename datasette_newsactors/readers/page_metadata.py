"""What a web page says of its article: schema.org JSON-LD first, then OpenGraph and other meta tags."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from lxml.html import HtmlElement

from datasette_newsactors.readers.dates import iso_date
from datasette_newsactors.readers.records import guess_columns, value_of

# Names of meta tags (property, name or itemprop), best first.
META = {
    "title": ("og:title", "twitter:title", "headline"),
    "byline": ("author", "article:author", "byl", "dc.creator", "parsely-author"),
    "published": ("article:published_time", "datepublished", "date", "dc.date.issued", "dc.date", "pubdate"),
    "publication": ("og:site_name",),
    "url": ("og:url",),
}


def page_metadata(page: HtmlElement) -> dict[str, str]:
    """The fields of an Article that the page's metadata gives; `text` and `id` are never among them."""
    stated = _structured(page)
    for field, names in META.items():
        if value := stated.get(field) or _meta(page, names):
            stated[field] = value
    if iso_date(stated.get("published", "")) is None:
        stated.pop("published", None)
    if stated.get("byline", "").startswith("http"):  # a link to the author's profile is no name
        del stated["byline"]
    links = [*page.xpath("//link[@rel='canonical']/@href"), stated.get("url", "")]
    stated["url"] = next((link.strip() for link in links if link.strip().startswith(("http://", "https://"))), "")
    stated["language"] = page.get("lang") or stated.get("language") or ""
    return {field: value for field, value in stated.items() if value}


def _meta(page: HtmlElement, names: Iterable[str]) -> str | None:
    contents: dict[str, str] = {}
    for tag in page.xpath("//meta[@content]|//time[@itemprop and @datetime]"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        contents.setdefault(name.lower(), (tag.get("content") or tag.get("datetime")).strip())
    return next((contents[name] for name in names if contents.get(name)), None)


def _structured(page: HtmlElement) -> dict[str, str]:
    """The fields that the first schema.org article in the page states."""
    nodes = list(_nodes(page))
    article = next((node for node in nodes if _is_article(node)), {})
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    fields = {}
    for field, key in guess_columns(article).items():
        if field not in ("text", "id") and (value := value_of(field, _resolved(article[key], named))):
            fields[field] = value
    return fields


def _nodes(page: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, nested ones included."""
    waiting: list[Any] = []
    for script in page.xpath("//script[@type='application/ld+json']/text()"):
        try:
            waiting.append(json.loads(script, strict=False))
        except (ValueError, RecursionError):
            continue  # a page's broken metadata says nothing; its text is read all the same
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    return any(
        isinstance(name, str) and name.endswith(("Article", "BlogPosting"))
        for name in (types if isinstance(types, list) else [types])
    )


def _resolved(value: Any, named: dict[str, dict[str, Any]]) -> Any:
    """The value with references to other objects of the page (`{"@id": …}`) followed."""
    if isinstance(value, list):
        return [_resolved(item, named) for item in value]
    return named.get(str(value.get("@id")), value) if isinstance(value, dict) else value
