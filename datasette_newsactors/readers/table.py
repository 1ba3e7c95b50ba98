"""CSV and TSV, one article a row, streamed: memory holds one row, whatever the size of the file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import BinaryIO, TextIO

from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.readers.decode import decode, encoding_of
from datasette_newsactors.readers.reader import ARTICLE_LIMIT, HEAD, Link, Reader, too_large
from datasette_newsactors.readers.records import find_columns, guess_columns, item_from, may_name_text

DELIMITERS = ",;\t|"
HEADER = 10_000  # bytes: what is longer is no header


def read(
    stream: BinaryIO, source: str, columns: Mapping[str, str], *, delimiters: str = DELIMITERS
) -> Iterator[Article | Failure | Link]:
    """The articles of a table with a header; the path of each is `source#row`, 1 being the row below it.

    delimiters: those that the table may have; its header decides among them.
    """
    csv.field_size_limit(ARTICLE_LIMIT)
    lines = _open(stream)
    delimiter = _delimiter(_line(lines), delimiters)
    lines.seek(0)
    # Strict, since a stray quotation mark would otherwise swallow the rows after it without a word.
    rows = csv.reader(iter(partial(_line, lines), ""), delimiter=delimiter, strict=True)
    number = 0
    try:
        header = [name.strip() for name in next(rows, [])]
        found = find_columns(header, columns, links=True)
        for number, row in enumerate(rows, 1):
            if any(row):
                yield _item(header, row, f"{source}#{number}", found)
    except (csv.Error, UnicodeError) as error:
        yield Failure(
            f"{source}#{number + 1}",
            f"is malformed at line {rows.line_num} ({error}): the rows from here on were not read; "
            "check the quotation marks there",
        )
    else:
        if number == 0:
            raise NewsactorsError("has a header but no rows")


def sniff(head: bytes) -> bool:
    """Whether the first line is a header that names the text and another field of an article."""
    line = re.split(rb"[\r\n\0]", head[:HEADER], maxsplit=1)[0].decode("utf-8", "replace")
    if not may_name_text(line):
        return False
    found = guess_columns(_cells(line, _delimiter(line, DELIMITERS)))
    return "text" in found and len(found) > 1


def _open(stream: BinaryIO) -> TextIO:
    """The stream as text with its newlines; a byte that does not fit the encoding waits for `_repaired`."""
    head = stream.read(HEAD)
    if not head.strip():
        raise NewsactorsError("is empty")
    encoding = encoding_of(head[: head.rfind(b"\n") + 1] or head)
    stream.seek(0)
    return io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline="")


def _line(lines: TextIO) -> str:
    line = lines.readline(ARTICLE_LIMIT)
    if len(line) == ARTICLE_LIMIT:
        raise NewsactorsError(too_large())
    return line


def _delimiter(line: str, delimiters: str) -> str:
    """The delimiter by which the header names the most fields of an article, and then the most columns."""

    def fit(delimiter: str) -> tuple[int, int]:
        cells = _cells(line, delimiter)
        return len(guess_columns(cells)), len(cells)

    return max(delimiters, key=fit)


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _item(header: Sequence[str], row: Sequence[str], source: str, found: Mapping[str, str]) -> Article | Failure | Link:
    if any(row[len(header) :]):
        return Failure(
            source,
            f"has {len(row)} cells where the header has {len(header)}: "
            "a text that holds the delimiter must stand in quotation marks",
        )
    # Read backwards, the first of two columns with one name wins.
    record = {name: _repaired(cell) for name, cell in reversed(list(zip(header, row, strict=False)))}
    return item_from(record, source, found)


def _repaired(cell: str) -> str:
    """The cell, decoded again on its own where it is not in the encoding of the table's beginning."""
    if not re.search(r"[\udc80-\udcff]", cell):
        return cell
    return decode(cell.encode("utf-8", "surrogateescape"))


CSV = Reader("csv", (".csv",), read, sniff)
TSV = Reader("tsv", (".tsv", ".tab"), partial(read, delimiters="\t"))
