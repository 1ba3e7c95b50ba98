"""Sitemaps, their indexes, and plain lists of web addresses: links, and no article itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from datasette_newsactors.models import Article, Failure
from datasette_newsactors.readers.decode import decode
from datasette_newsactors.readers.markup import elements, find, root_name
from datasette_newsactors.readers.reader import HEAD, Link, Reader, read_all

ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def read(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure | Link]:
    """The pages or other sitemaps that it names, with what a news sitemap says of them."""
    for element in elements(stream, ("url", "sitemap")):
        if url := find(element, "loc"):
            known = {
                "title": find(element, "news/title"),
                "published": find(element, "news/publication_date"),
                "publication": find(element, "news/publication/name"),
                "language": find(element, "news/publication/language"),
            }
            yield Link(url, modified=find(element, "lastmod"), known=known)


def read_list(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure | Link]:
    """The addresses, one a line; empty lines and those that begin with # are passed over."""
    for number, line in enumerate(map(str.strip, decode(read_all(stream)).splitlines()), 1):
        if ADDRESS.fullmatch(line):
            yield Link(line)
        elif line and not line.startswith("#"):
            yield Failure(f"{source}#{number}", f"is no web address: {line[:80]}")


def sniff(head: bytes) -> bool:
    """Whether the first element is that of a sitemap."""
    return root_name(head) in ("urlset", "sitemapindex")


def sniff_list(head: bytes) -> bool:
    """Whether every line is a web address."""
    if not head.lstrip().startswith((b"http", b"#")):
        return False
    lines = [line.strip() for line in head.decode("utf-8", "replace").splitlines()]
    stated = [line for line in lines[:-1] if line] if len(head) == HEAD else [line for line in lines if line]
    return any(map(ADDRESS.fullmatch, stated)) and all(
        line.startswith("#") or ADDRESS.fullmatch(line) for line in stated
    )


SITEMAP = Reader("sitemap", (), read, sniff)
URLS = Reader("urls", (), read_list, sniff_list)
