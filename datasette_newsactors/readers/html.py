"""HTML: the main text by trafilatura, its paragraphs kept, with what the page says of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import lxml.etree
import lxml.html
import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document, use_config

from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.readers import exports
from datasette_newsactors.readers.decode import decode
from datasette_newsactors.readers.fragment import paragraphs, prepare
from datasette_newsactors.readers.markup import without_prolog
from datasette_newsactors.readers.page_metadata import page_metadata
from datasette_newsactors.readers.reader import Reader, read_all
from datasette_newsactors.readers.records import FIELDS, article_from

PAGE = re.compile(rb"(?i)<(!doctype html|html|head|body)\b")
EXPORT = re.compile(rb"End of Document|Document[ \xa0]|&nbsp;DOCUMENTS?|\d DOCUMENTS?")  # perhaps from Factiva or Nexis
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
LATIN = {"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"}  # on the web these mean cp1252

PAGE_LIMIT = 20_000_000  # bytes: a page is a tree in memory, many times as large
NO_TEXT = "has no text of an article that could be told from the rest of the page"
BLOCKS = {"p", "head", "quote", "list", "item", "table", "row", "cell", "div", "code"}
# Without this, trafilatura takes all the words of the page, menus included, for a short article.
CONFIG = use_config()
CONFIG.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
# Metadata and the page's own marks only: a copyright year must not become a date.
DATES = {"original_date": True, "extensive_search": False}


def read(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The one article of the page, or those of an export from Factiva or Nexis."""
    data = read_all(stream, PAGE_LIMIT)
    if EXPORT.search(data):
        lines = paragraphs(parse(data))
        if kind := exports.kind("\n".join(lines)):
            yield from exports.articles(kind, lines, source, wrapped=False)
            return
    yield read_page(data, source)


def read_page(data: bytes, source: str, encoding: str | None = None) -> Article | Failure:
    """The article of a page; its main heading is the title, and not part of the text.

    encoding: what the server said of it, where the page says nothing. Raises NewsactorsError where there is no text.
    """
    page = parse(data, encoding)
    metadata = page_metadata(page)
    prepare(page)
    document = trafilatura.bare_extraction(
        page, include_comments=False, with_metadata=True, config=CONFIG, date_extraction_params=DATES
    )
    if not isinstance(document, Document):
        raise NewsactorsError(NO_TEXT)
    heading, text = _split_heading(document.body)
    found = {"title": heading or document.title, "byline": document.author, "published": document.date}
    found |= metadata
    if text and _repeats(text[0], found["title"], found["byline"]):
        del text[0]
    if not text:
        raise NewsactorsError(NO_TEXT)
    record = found | {"text": "\n\n".join(text)}
    return article_from(record, source, {field: field for field in FIELDS})


def sniff(head: bytes) -> bool:
    """Whether this begins as a page: a doctype or one of the tags that only pages begin with."""
    return PAGE.match(without_prolog(head)) is not None


def parse(data: bytes, encoding: str | None = None) -> HtmlElement:
    """The page as a tree, in the encoding that it is really in; `encoding` is what was said of it elsewhere."""
    if not data.strip():
        raise NewsactorsError("is empty")
    match = CHARSET.search(data[:4096])
    declared = match[1].decode().lower() if match else (encoding or "").lower() or None
    text = decode(data, "cp1252" if declared in LATIN else declared)
    try:
        return lxml.html.document_fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except lxml.etree.ParserError:
        raise NewsactorsError(NO_TEXT) from None


def _split_heading(body: Any) -> tuple[str | None, list[str]]:
    """The heading of level one at the top of the text, and the paragraphs below it."""
    first = next(iter(body), None)
    if first is None or first.get("rend") != "h1" or (body.text or "").strip():
        return None, _paragraphs(body)
    return " ".join(_words(first).split()), _paragraphs(body)[1:]


def _repeats(paragraph: str, title: str | None, byline: str | None) -> bool:
    """Whether a paragraph only repeats the title or the byline."""
    return paragraph == title or re.sub(r"(?i)^by\s+", "", paragraph) == byline


def _paragraphs(body: Any) -> list[str]:
    """The text of the body, one paragraph a block, and one for what stands between double line breaks."""
    lines = re.split(r"\n\s*\n", _words(body))
    return [stripped for line in lines if (stripped := "\n".join(map(str.strip, line.split("\n"))).strip())]


def _words(element: Any) -> str:
    if element.tag == "lb":
        return "\n"
    inside = (element.text or "") + "".join(_words(child) + (child.tail or "") for child in element)
    return f"\n\n{inside}\n\n" if element.tag in BLOCKS else inside


READER = Reader("html", (".html", ".htm", ".xhtml"), read, sniff)
