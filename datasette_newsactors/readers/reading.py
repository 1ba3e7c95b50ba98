"""One source after another to its articles: opened or fetched, unpacked, read in its format, its links followed."""

from __future__ import annotations

import io
import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

from datasette_newsactors.models import Article, Failure
from datasette_newsactors.readers.archives import Budget, unpacked
from datasette_newsactors.readers.choice import choose
from datasette_newsactors.readers.failing import DAMAGE, reason
from datasette_newsactors.readers.reader import HEAD, Link, Reader
from datasette_newsactors.readers.records import FIELDS, article_from
from datasette_newsactors.readers.sites import own_address
from datasette_newsactors.readers.sources import files, is_address
from datasette_newsactors.readers.streams import streams

if TYPE_CHECKING:
    from datasette_newsactors.readers.fetch import Fetcher

TEXT_LIMIT = 2_000_000  # characters: as many as three novels
LEAST_HEAD = 4096  # bytes
DEPTH = 3  # links from one to another: from the index of sitemaps to a sitemap, to a page


@dataclass(frozen=True)
class Reading:
    """How sources are to be read; the arguments are those of `readers.read`."""

    readers: Sequence[Reader]
    forced: Reader | None
    columns: Mapping[str, str]
    follow: bool
    private: bool
    table: str | None

    @cached_property
    def fetcher(self) -> Fetcher:
        """Made at the first address: who reads files needs none of it."""
        from datasette_newsactors.readers.fetch import Fetcher

        return Fetcher(self.private)

    def source(self, source: str) -> Iterator[Article | Failure]:
        """The articles of a file, folder, glob, web address or standard input."""
        for path in files(source):
            if isinstance(path, Failure):
                yield path
            elif is_address(path):
                yield from self._link(Link(path), 0)
            else:
                yield from self._file(path)

    def _file(self, path: str) -> Iterator[Article | Failure]:
        try:
            if self.table is not None:
                from datasette_newsactors.readers import sqlite_table  # sqlite3 is nothing that reading files needs

                yield from self._items(sqlite_table.read(path, self.table, self.columns), path, 0)
                return
            for packed in streams(path):
                if isinstance(packed, Failure):
                    yield packed
                else:
                    yield from self._stream(*packed)
        except Exception as error:  # archives, too, raise whatever they like
            yield Failure(path, reason(error))

    def _link(self, link: Link, depth: int) -> Iterator[Article | Failure]:
        """What stands at an address; what the page does not say is filled in with what the link says."""
        try:
            page = self.fetcher.fetch(link.url, link.modified)
            name = urlsplit(page.url).path + (mimetypes.guess_extension(page.kind) or "")
            for packed in unpacked(link.url, io.BytesIO(page.data), Budget(len(page.data))):
                if isinstance(packed, Failure):
                    yield packed
                    continue
                place, stream = packed
                for item in self._stream(place, stream, name if place == link.url else place, depth):
                    is_page = isinstance(item, Article) and item.path == link.url
                    yield _completed(item, link, page.url) if is_page else item
        except Exception as error:
            yield Failure(link.url, reason(error))

    def _stream(
        self, source: str, stream: BinaryIO, name: str | None = None, depth: int = 0
    ) -> Iterator[Article | Failure]:
        """The articles of a stream; `name` is that by which its format may be told."""
        try:
            reader = self.forced or self._chosen(stream, name or source)
            yield from self._items(reader.read(stream, source, self.columns), source, depth)
        except Exception as error:  # whatever a reader or its library raises, the other articles are read
            yield Failure(source, reason(error))

    def _items(self, items: Iterator[Article | Failure | Link], source: str, depth: int) -> Iterator[Article | Failure]:
        """What a reader gave, links followed or counted."""
        found, skipped = False, 0
        for item in items:
            found = True
            if not isinstance(item, Link):
                yield _bounded(item)
            elif self.follow and depth < DEPTH:
                yield from self._link(item, depth + 1)
            elif item.instead:
                yield item.instead
            else:
                skipped += 1
        if not found:
            yield Failure(source, "holds no article")
        if skipped:
            yield Failure(source, _unread(skipped, self.follow))

    def _chosen(self, stream: BinaryIO, name: str) -> Reader:
        return choose(self.readers, name, _head(stream))


def _head(stream: BinaryIO) -> bytes:
    """The first bytes of the stream; fewer where it is damaged further on, so that what is whole is read."""
    try:
        return stream.read(HEAD)
    except DAMAGE:
        stream.seek(0)
        return stream.read(LEAST_HEAD)
    finally:
        stream.seek(0)


def _bounded(item: Article | Failure) -> Article | Failure:
    """The article, or why it is none: what many of such a length would do to memory is worse than to leave it."""
    if isinstance(item, Failure) or len(item.text) <= TEXT_LIMIT:
        return item
    return Failure(
        item.path or item.origin,
        f"has a text of {len(item.text):,} characters, and no article has more than {TEXT_LIMIT:,}: "
        "split it into articles",
    )


def _unread(n: int, follow: bool) -> str:
    if follow:
        return f"names {n:,} pages that are not fetched: they are more than {DEPTH} links away"
    return f"names {n:,} pages that are elsewhere: fetch them with --follow"


def _completed(item: Article | Failure, link: Link, url: str) -> Article | Failure:
    """The article with its address, and with what the link says where the page says nothing."""
    if isinstance(item, Failure):
        return item
    known = article_from({**link.known, "text": item.text}, link.url, {field: field for field in FIELDS})
    own: dict[str, Any] = {f.name: getattr(item, f.name) or getattr(known, f.name, None) for f in fields(item)}
    return replace(item, **own | {"url": own_address(item.url, url)})
