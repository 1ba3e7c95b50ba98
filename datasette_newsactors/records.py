"""The annotation record: one JSON object an article, the form in which annotations leave and enter.

`data/annotation.schema.json` describes it; sorted keys make the same bytes of the same annotation.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import IO, Any

from . import parquet
from .models import (
    Actor,
    Alias,
    Annotation,
    Article,
    Failure,
    Mention,
    NewsactorsError,
    Pipeline,
    Quote,
    Role,
    Span,
)

Record = dict[str, Any]
SUFFIXES = (".jsonl", ".jsonl.gz", parquet.SUFFIX)


def to_record(article: Article, annotation: Annotation) -> Record:
    """The record of one article and what was found in it."""
    return {
        "article": asdict(article),
        "actors": [asdict(actor) for actor in annotation.actors],
        "mentions": [asdict(mention) for mention in annotation.mentions],
        "quotes": [asdict(quote) for quote in annotation.quotes],
        "pipeline": asdict(annotation.pipeline) if annotation.pipeline else None,
    }


def to_line(article: Article, annotation: Annotation) -> str:
    """The record as one line of JSON, with the line break."""
    return json.dumps(to_record(article, annotation), ensure_ascii=False, sort_keys=True) + "\n"


def failure_record(failure: Failure) -> Record:
    """What could not be read or annotated, in its place among the records."""
    return {"failure": asdict(failure)}


def failure_line(failure: Failure) -> str:
    """The same as one line of JSON, with the line break."""
    return json.dumps(failure_record(failure), ensure_ascii=False, sort_keys=True) + "\n"


def write_records(found: Iterable[tuple[Article, Annotation] | Failure], file: IO[bytes], name: str) -> None:
    """Write what was found, and what failed, into an open file, as its name says: as JSON lines, packed, or Parquet."""
    if name.endswith(parquet.SUFFIX):
        parquet.write((failure_record(f) if isinstance(f, Failure) else to_record(*f) for f in found), file)
        return
    lines = (failure_line(f) if isinstance(f, Failure) else to_line(*f) for f in found)
    if name.endswith(".gz"):
        with gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0) as packed:
            packed.writelines(line.encode("utf-8") for line in lines)
    else:
        file.writelines(line.encode("utf-8") for line in lines)


def from_record(record: Record) -> tuple[Article, Annotation]:
    """The article and annotation of a record; keys that are none of ours are passed over.

    Raises NewsactorsError where it is no annotation record, and says what in it is wrong.
    """
    try:
        annotation = Annotation(
            actors=tuple(map(_actor, record["actors"])),
            mentions=tuple(map(_mention, record["mentions"])),
            quotes=tuple(map(_quote, record["quotes"])),
            pipeline=Pipeline(**_known(Pipeline, record["pipeline"])),
        )
        return _article(record["article"]), annotation
    except KeyError as error:
        raise NewsactorsError(f"is no annotation record: it has no {error}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise NewsactorsError(f"is no annotation record: {error}") from error


def read_records(paths: Iterable[str]) -> Iterator[tuple[Article, Annotation] | Failure]:
    """The records in files of JSON lines (or .gz of them), in Parquet and in folders; what is none is a Failure.

    Paths may be addresses that fsspec knows, such as s3://bucket/annotations/.
    """
    for path in paths:
        files = _remote_files(path) if is_remote(path) else _files(Path(path))
        if not files:
            yield Failure(path, f"is a folder with no annotations in it ({', '.join(SUFFIXES)})")
        for file in files:
            yield from _read_file(file)


def sound_records(paths: Iterable[str]) -> Iterator[tuple[Article, Annotation]]:
    """The records as `read_records` finds them. Raises NewsactorsError at the first that is none."""
    for item in read_records(paths):
        if isinstance(item, Failure):
            raise NewsactorsError(f"{item.source}: {item.error}")
        yield item


def is_remote(path: str) -> bool:
    """Whether a path is an address, such as s3://bucket/annotations/."""
    return "://" in path


def _files(path: Path) -> list[str]:
    return sorted(str(f) for f in path.iterdir() if f.name.endswith(SUFFIXES)) if path.is_dir() else [str(path)]


def _remote_files(path: str) -> list[str]:
    import fsspec

    fs, root = fsspec.core.url_to_fs(path)
    found = sorted(f for f in fs.ls(root, detail=False) if f.endswith(SUFFIXES)) if fs.isdir(root) else [root]
    return [fs.unstrip_protocol(file) for file in found]


def _opened(file: str) -> Any:
    if is_remote(file):
        import fsspec

        return fsspec.open(file, "rb").open()
    return open(file, "rb")


def _read_file(file: str) -> Iterator[tuple[Article, Annotation] | Failure]:
    try:
        with _opened(file) as raw:
            if file.endswith(parquet.SUFFIX):
                yield from _read_rows(raw, file)
                return
            yield from _read_lines(gzip.GzipFile(fileobj=raw) if file.endswith(".gz") else raw, file)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Failure(str(file), f"is damaged or cut off: {error}")


def _read_rows(file: IO[bytes], source: str) -> Iterator[tuple[Article, Annotation] | Failure]:
    rows = enumerate(parquet.read(file), 1)
    while True:
        try:
            number, record = next(rows)
        except StopIteration:
            return
        except (ValueError, OSError) as error:  # pyarrow's own are of these kinds
            yield Failure(source, f"is no Parquet file, or damaged: {error}")
            return
        try:
            yield _from_line(record)
        except NewsactorsError as error:
            yield Failure(f"{source}#{number}", str(error))


def _read_lines(lines: Iterable[bytes], source: str) -> Iterator[tuple[Article, Annotation] | Failure]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _from_line(json.loads(line))
            except NewsactorsError as error:
                yield Failure(f"{source}#{number}", str(error))
            except (ValueError, RecursionError) as error:
                yield Failure(f"{source}#{number}", f"is no line of JSON: {error}")


def _from_line(record: Record) -> tuple[Article, Annotation] | Failure:
    match record:
        case {"failure": {"source": str(source), "error": str(error)}}:
            return Failure(source, error)
    return from_record(record)


def _article(record: Record) -> Article:
    article = Article(**_known(Article, record))
    for field in fields(Article):
        value = getattr(article, field.name)
        if not (isinstance(value, str) or (value is None and field.name != "text")):
            raise ValueError(f"the {field.name} of the article is no text: {value!r}")
    return article


def _actor(record: Record) -> Actor:
    aliases = tuple(Alias(**_known(Alias, a)) for a in record.get("aliases", ()))
    roles = tuple(Role(**_known(Role, r) | {"span": _span(r["span"])}) for r in record.get("roles", ()))
    return Actor(**_known(Actor, record) | {"aliases": aliases, "roles": roles})


def _mention(record: Record) -> Mention:
    return Mention(**_known(Mention, record) | {"span": _span(record["span"])})


def _quote(record: Record) -> Quote:
    quote = Quote(
        **_known(Quote, record)
        | {name: _span(record[name]) if record.get(name) else None for name in ("source", "cue")}
        | {"content": tuple(map(_span, record["content"])), "about": tuple(record.get("about", ()))}
    )
    if not quote.content:
        raise ValueError("a quote has no content")
    if not 0 <= quote.confidence <= 1:
        raise ValueError(f"a quote's confidence is not between 0 and 1: {quote.confidence!r}")
    return quote


def _known(kind: type, record: Record) -> Record:
    """The parts of a record that its dataclass has; the others are of a later version."""
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in record.items() if name in names}


def _span(value: Any) -> Span:
    match value:
        case [int(start), int(end)]:
            return start, end
    raise ValueError(f"{value!r} is no span [start, end]")
