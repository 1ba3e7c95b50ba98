"""WARC, in which web archives and Common Crawl's news crawl keep pages: each page is an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.readers.failing import reason
from datasette_newsactors.readers.html import PAGE_LIMIT, read_page
from datasette_newsactors.readers.reader import Reader, optional, too_large
from datasette_newsactors.readers.sites import own_address


def read(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The articles of the pages that were answered with 200 and are HTML; one record at a time is in memory."""
    optional("warcio", "warc")
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(stream):
            if record.rec_type == "response" and record.http_headers and _is_page(record.http_headers):
                yield _page(record, source)
    except ArchiveLoadFailed as error:
        raise NewsactorsError(f"is no WARC from here on: {error}") from None


def sniff(head: bytes) -> bool:
    """Whether this begins as a record of a WARC file."""
    return head.startswith(b"WARC/")


def _is_page(headers: Any) -> bool:
    return headers.get_statuscode() == "200" and "html" in (headers.get_header("Content-Type") or "").lower()


def _page(record: Any, source: str) -> Article | Failure:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    url = url.strip("<>")  # as some writers of version 1.0 have it
    path = f"{source}#{url}"
    _, _, encoding = (record.http_headers.get_header("Content-Type") or "").lower().partition("charset=")
    try:
        data = record.content_stream().read(PAGE_LIMIT + 1)
        if len(data) > PAGE_LIMIT:
            raise NewsactorsError(too_large(PAGE_LIMIT))
        article = read_page(data, path, encoding.strip("\"' ;"))
    except Exception as error:  # one page's fault, whatever it is
        return Failure(path, reason(error))
    return replace(article, url=own_address(article.url, url)) if isinstance(article, Article) else article


READER = Reader("warc", (".warc",), read, sniff)
