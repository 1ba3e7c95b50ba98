"""NewsML-G2, in which agencies send their news: news items alone, or several in a message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import lxml.etree

from datasette_newsactors.models import Article, Failure
from datasette_newsactors.readers.fragment import paragraphs, paragraphs_of, prepare
from datasette_newsactors.readers.markup import elements, find, root_name
from datasette_newsactors.readers.reader import Reader
from datasette_newsactors.readers.records import FIELDS, article_from, withdrawn

ROOTS = ("newsMessage", "newsItem", "packageItem")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The articles of the news items that hold text; the path of each is `source#guid`, pictures are passed over."""
    for item in elements(stream, ("newsItem",)):
        content = item.find("{*}contentSet")
        if content is None or not len(content) or _is_no_text(item, content):
            continue
        path = f"{source}#{item.get('guid')}" if item.get("guid") else source
        status = item.find("{*}itemMeta/{*}pubStatus")
        if status is not None and (failure := withdrawn(path, status.get("qcode", "").rpartition(":")[2])):
            yield failure
            continue
        record, body = _record(item), _paragraphs(content)
        body = body[1:] if body[:1] == [record["title"]] else body
        yield article_from(record | {"text": "\n\n".join(body)}, path, {field: field for field in FIELDS})


def sniff(head: bytes) -> bool:
    """Whether the first element is one of NewsML-G2."""
    return b"iptc.org/std/nar/" in head and root_name(head) in ROOTS


def _is_no_text(item: Any, content: Any) -> bool:
    """Whether the item is a picture, a film or a graphic: its class says so, or it only points to files."""
    kind = item.find("{*}itemMeta/{*}itemClass")
    stated = kind is not None and kind.get("qcode", "").endswith((":picture", ":video", ":audio", ":graphic"))
    return stated or all(lxml.etree.QName(child).localname == "remoteContent" for child in content)


def _record(item: Any) -> dict[str, str | None]:
    language = item.find("{*}contentMeta/{*}language")
    provider = item.find("{*}itemMeta/{*}provider")
    said = provider.get("literal") or provider.get("qcode", "").rpartition(":")[2] if provider is not None else None
    byline = find(item, "contentMeta/by", "contentMeta/creator/name")
    return {
        "title": _headline(item) or find(item, "itemMeta/title"),
        "byline": re.sub(r"(?i)^by\s+", "", byline or ""),
        "published": find(item, "itemMeta/firstCreated", "contentMeta/contentCreated", "itemMeta/versionCreated"),
        "publication": find(
            item, "contentMeta/infoSource/name", "itemMeta/provider/name", "contentMeta/creditline", "itemMeta/provider"
        )
        or said,
        "id": item.get("guid"),
        "language": (language.get("tag") if language is not None else None) or item.get(LANGUAGE),
    }


def _headline(item: Any) -> str | None:
    """The main one of several; one that does not say what it is goes before a subheading."""
    several = item.findall("{*}contentMeta/{*}headline")
    several.sort(key=lambda h: (not h.get("role", "").endswith("main"), bool(h.get("role"))))
    return next((words for headline in several if (words := find(headline, "."))), None)


def _paragraphs(content: Any) -> list[str]:
    """The text of the first body that has some: XHTML or NITF in place, or HTML or plain text as data."""
    for child in content:
        name = lxml.etree.QName(child).localname
        if name == "inlineXML" and (found := _inline(child)):
            return found
        if name == "inlineData" and child.text:
            if "html" in child.get("contenttype", ""):
                return paragraphs_of(child.text)
            return [" ".join(paragraph.split()) for paragraph in child.text.split("\n\n") if paragraph.strip()]
    return []


def _inline(element: Any) -> list[str]:
    """Paragraphs of the body as HTML names them; NITF's body.content is a body with more around it."""
    for tagged in element.iter("{*}*"):
        tagged.tag = lxml.etree.QName(tagged).localname
    body = next(
        (found for name in ("body.content", "body") if (found := element.find(f".//{name}")) is not None), element
    )
    for media in body.findall(".//media"):
        media.getparent().remove(media)
    prepare(body)
    return paragraphs(body)


READER = Reader("newsml", (".newsml",), read, sniff)
