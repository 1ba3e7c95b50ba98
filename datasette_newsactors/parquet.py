"""Annotation records as Parquet, which DuckDB, Spark and others read as tables: a row an article, nested as in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import islice
from types import NoneType
from typing import IO, Any, get_args, get_type_hints

from .models import Actor, Article, Failure, Mention, NewsactorsError, Pipeline, Quote

SUFFIX = ".parquet"
GROUP = 500  # articles that are in memory at a time
MISSING = "Parquet needs pyarrow: pip install 'datasette-newsactors[parquet]'."
Record = Mapping[str, Any]


def write(records: Iterable[Record], file: IO[bytes]) -> None:
    """Write records, as `records.to_record` and `failure_record` give them. Raises NewsactorsError without pyarrow."""
    arrow, parquet = _pyarrow()
    schema, waiting = _schema(), iter(records)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while rows := list(islice(waiting, GROUP)):
            writer.write_table(arrow.Table.from_pylist(rows, schema))


def read(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The records of a file, without what is null in them. Raises ValueError where it is no Parquet, or damaged."""
    _, parquet = _pyarrow()
    for batch in parquet.ParquetFile(file).iter_batches(GROUP):
        for row in batch.to_pylist():
            yield {name: value for name, value in row.items() if value is not None}


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise NewsactorsError(MISSING) from error
    return pyarrow, pyarrow.parquet


def _schema() -> Any:
    """The columns of the records, after the dataclasses that they are made of."""
    arrow, _ = _pyarrow()
    single = {"article": Article, "pipeline": Pipeline, "failure": Failure}
    several = {"actors": Actor, "mentions": Mention, "quotes": Quote}
    columns = [(name, _type(kind)) for name, kind in single.items()]
    return arrow.schema([*columns, *((name, arrow.list_(_type(kind))) for name, kind in several.items())])


def _type(hint: Any) -> Any:
    """The type of Arrow for one of Python; a tuple is a list."""
    arrow, _ = _pyarrow()
    plain = {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}
    if hint in plain:
        return plain[hint]
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return arrow.struct([(field.name, _type(hints[field.name])) for field in fields(hint)])
    some = [part for part in get_args(hint) if part not in (NoneType, ...)]
    return _type(some[0]) if NoneType in get_args(hint) else arrow.list_(_type(some[0]))
