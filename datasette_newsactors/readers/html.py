"""HTML: the main text by trafilatura, with its paragraphs; title, byline, date and so on from the page's metadata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import lxml.html
import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import use_config

from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.readers.dates import iso_date
from datasette_newsactors.readers.decode import decode
from datasette_newsactors.readers.reader import Reader, read_all

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
PARAGRAPHS = {"p", "head", "quote", "item", "list", "row", "table", "div"}


def read(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The one article that the page holds."""
    raise NewsactorsError("not yet")
    yield


def sniff(head: bytes) -> bool:
    """Whether this begins as a page: a doctype or one of the tags that only pages begin with."""
    start = head.lstrip()[:1000].lower()
    return bool(re.match(rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b", start, re.DOTALL))


READER = Reader("html", (".html", ".htm", ".xhtml"), read, sniff)
