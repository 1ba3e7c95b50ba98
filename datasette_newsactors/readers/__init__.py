"""Files of many formats to articles, one at a time; what cannot be read becomes a Failure that says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.readers.choice import choose
from datasette_newsactors.readers.failing import reason
from datasette_newsactors.readers.reader import HEAD, Reader
from datasette_newsactors.readers.records import FIELDS
from datasette_newsactors.readers.sources import files
from datasette_newsactors.readers.streams import streams

__all__ = ["Reader", "formats", "read"]


def read(
    sources: Sequence[str], *, format: str | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Article | Failure]:
    """The articles in files, folders, globs and '-' (standard input): lazily, in a fixed order.

    format: one of `formats()`, where the content and the suffix of the files are not to decide.
    columns: which column or key of a table or JSON record holds which field of an article.
    Raises NewsactorsError for an unknown format or field. Bad input comes out as a Failure, the rest goes on.
    """
    forced = None if format is None else _named(format)
    unknown = [field for field in columns or {} if field not in FIELDS]
    if unknown:
        raise NewsactorsError(
            f"--column {unknown[0]}=…: an article has no field {unknown[0]!r}; it has {', '.join(FIELDS)}"
        )
    return _read(sources, forced, columns or {})


def formats() -> list[str]:
    """The names of the formats that can be read, those of other plugins included."""
    return sorted({reader.name for reader in _readers()})


def _readers() -> list[Reader]:
    from datasette_newsactors.plugins import pm  # it imports the readers that come with the package

    return [reader for readers in pm.hook.newsactors_readers() for reader in readers]


def _named(format: str) -> Reader:
    for reader in _readers():
        if reader.name == format:
            return reader
    raise NewsactorsError(f"--format {format}: there is no such format; there are {', '.join(formats())}")


def _read(sources: Sequence[str], forced: Reader | None, columns: Mapping[str, str]) -> Iterator[Article | Failure]:
    for source in sources:
        for path in files(source):
            if isinstance(path, Failure):
                yield path
            else:
                yield from _read_file(path, forced, columns)


def _read_file(path: str, forced: Reader | None, columns: Mapping[str, str]) -> Iterator[Article | Failure]:
    try:
        for packed in streams(path):
            if isinstance(packed, Failure):
                yield packed
            else:
                yield from _read_stream(*packed, forced, columns)
    except Exception as error:  # archives, too, raise whatever they like
        yield Failure(path, reason(error))


def _read_stream(
    source: str, stream: BinaryIO, forced: Reader | None, columns: Mapping[str, str]
) -> Iterator[Article | Failure]:
    found = False
    try:
        for item in (forced or _chosen(stream, source)).read(stream, source, columns):
            found = True
            yield item
        if not found:
            yield Failure(source, "holds no article")
    except Exception as error:  # whatever a reader or its library raises, the other articles are read
        yield Failure(source, reason(error))


def _chosen(stream: BinaryIO, source: str) -> Reader:
    head = stream.read(HEAD)
    stream.seek(0)
    return choose(_readers(), source, head)
