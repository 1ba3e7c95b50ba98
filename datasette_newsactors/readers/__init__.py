"""Files of many formats to articles, one at a time; what cannot be read becomes a Failure that says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.readers.reader import Link, Reader
from datasette_newsactors.readers.reading import Reading
from datasette_newsactors.readers.records import FIELDS

__all__ = ["Link", "Reader", "formats", "read"]


def read(
    sources: Sequence[str],
    *,
    format: str | None = None,
    columns: Mapping[str, str] | None = None,
    follow: bool = False,
    private: bool = False,
    table: str | None = None,
) -> Iterator[Article | Failure]:
    """The articles in files, folders, globs, at web addresses and in '-' (standard input): lazily, in a fixed order.

    format: one of `formats()`, where the content and the suffix of the files are not to decide.
    columns: which column or key of a table or JSON record holds which field of an article.
    follow: whether the pages that feeds, sitemaps and lists name are fetched; else nothing is but `sources`.
    private: whether private and local addresses may be fetched from.
    table: the table that is read, where the files are SQLite databases.
    Raises NewsactorsError for an unknown format or field. Bad input comes out as a Failure, the rest goes on.
    """
    forced = None if format is None else _named(format)
    unknown = [field for field in columns or {} if field not in FIELDS]
    if unknown:
        raise NewsactorsError(
            f"--column {unknown[0]}=…: an article has no field {unknown[0]!r}; it has {', '.join(FIELDS)}"
        )
    reading = Reading(_readers(), forced, columns or {}, follow, private, table)
    return (item for source in sources for item in reading.source(source))


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
