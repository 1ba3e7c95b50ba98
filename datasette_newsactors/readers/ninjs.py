"""ninjs, the JSON of news agencies: versions 1 and 2 (`body_html`) and 3 (`bodies`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.readers.fragment import paragraphs_of
from datasette_newsactors.readers.json_records import parse
from datasette_newsactors.readers.reader import Reader, read_all
from datasette_newsactors.readers.records import FIELDS, article_from, withdrawn

BODY = re.compile(rb'"(?:body_(?:x?html|text)|bodies)"\s*:')
OWN = re.compile(rb'"(?:versioncreated|versionCreated|pubstatus|pubStatus|contentcreated|contentCreated)"\s*:')


def read(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The one item, or those of a list; the path of each of several is `source#1`, `source#2`, …"""
    document = parse(read_all(stream))
    if isinstance(document, dict):
        yield _article(document, source)
        return
    if not isinstance(document, list):
        raise NewsactorsError("is neither an item of news nor a list of them")
    for number, item in enumerate(document, 1):
        yield _article(item, f"{source}#{number}")


def sniff(head: bytes) -> bool:
    """Whether this is JSON with a body and a state as only ninjs names them."""
    return re.match(rb"\s*[\[{]", head) is not None and bool(BODY.search(head) and OWN.search(head))


def _article(item: Any, source: str) -> Article | Failure:
    if not isinstance(item, dict):
        return Failure(source, "is not a JSON object with the fields of an article")
    low = {key.lower(): value for key, value in item.items()}
    if failure := withdrawn(source, str(low.get("pubstatus"))):
        return failure
    record = {
        "text": "\n\n".join(_paragraphs(low)),
        "title": low.get("headline") or low.get("title") or _valued(low.get("headlines")),
        "byline": low.get("byline") or _valued(low.get("by")),
        "published": low.get("firstcreated") or low.get("contentcreated") or low.get("versioncreated"),
        "publication": low.get("source") or low.get("provider") or low.get("infosources") or low.get("copyrightholder"),
        "id": low.get("uri"),
        "language": low.get("language"),
    }
    return article_from(record, source, {field: field for field in FIELDS})


def _paragraphs(item: Mapping[str, Any]) -> list[str]:
    bodies = item.get("bodies")
    if isinstance(bodies, list):
        parts = [body for body in bodies if isinstance(body, dict) and isinstance(body.get("value"), str)]
        main = next((body for body in parts if body.get("role") in (None, "main")), parts[0] if parts else {})
        kind, text = str(main.get("contentType") or main.get("contenttype") or "text/html"), main.get("value", "")
        return paragraphs_of(text) if "html" in kind else _plain(text)
    for name in ("body_xhtml", "body_html"):
        if isinstance(item.get(name), str):
            return paragraphs_of(item[name])
    return _plain(item["body_text"]) if isinstance(item.get("body_text"), str) else []


def _plain(text: str) -> list[str]:
    return [paragraph.strip() for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]


def _valued(values: Any) -> str | None:
    """Words, or the first of a list of {"value": …}."""
    if isinstance(values, str):
        return values
    found = values[0].get("value") if isinstance(values, list) and values and isinstance(values[0], dict) else None
    return found if isinstance(found, str) else None


READER = Reader("ninjs", (), read, sniff)
