"""The commands that read articles: ingest, annotate, load."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

import click

from ..models import Annotation, Article, Failure, NewsactorsError
from .options import model_option, quotes_option
from .reporting import conclude, explained, fail_if, log, progress, report, resumable, tell
from .watching import interval, rounds

SHARD = 10_000  # articles in one file of annotations
F = TypeVar("F", bound=Callable[..., Any])


def reading_options(command: F) -> F:
    """The arguments and options of every command that reads articles."""
    for decorate in (
        click.option("--publication", help="Publication of the articles that name none themselves"),
        quotes_option,
        model_option,
        click.option(
            "columns",
            "--column",
            multiple=True,
            metavar="FIELD=NAME",
            help="Which column or key holds a field, such as text=body; can be given several times",
        ),
        click.option(
            "table", "--from-table", metavar="TABLE", help="Read a table of SQLite databases, a row an article"
        ),
        click.option("--private", is_flag=True, help="Fetch from private and local addresses too"),
        click.option("--follow", is_flag=True, help="Fetch the pages that feeds, sitemaps and lists of addresses name"),
        click.option("--format", metavar="FORMAT", help="Read every file as this format"),
        click.argument("paths", nargs=-1, metavar="PATH..."),
    ):
        command = decorate(command)
    return command


@click.command()
@click.argument("database")
@reading_options
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="How many processes read, beside the one that writes; more than one for each core gain nothing",
)
@click.option("--watch", is_flag=True, help="Go on, and read files of the PATHs when they are new or have changed")
@click.option("--every", type=interval, metavar="TIME", help="Go on, and read the PATHs again after 15m (90s, 2h, 1d)")
@click.option("--log-json", is_flag=True, help="Say what each run came to, and what failed, as JSON lines")
@click.option("--silent", is_flag=True, help="No progress bar and no summary")
@explained
@resumable
def ingest(
    database: str,
    model: str | None,
    quotes: str,
    workers: int,
    watch: bool,
    every: int | None,
    log_json: bool,
    silent: bool,
    **reading: Any,
) -> None:
    """Read articles into DATABASE, with the actors and quotes in them

    Each PATH is a file, a folder, a glob, a web address, or - for standard input. Formats are told by the content.
    Articles that are stored already are passed over. --from-table without a PATH reads a table of DATABASE itself.

    \b
        datasette newsactors ingest news.db articles/
        datasette newsactors ingest news.db export.csv --column text=body
        datasette newsactors ingest news.db https://example.org/feed.xml --follow
        datasette newsactors ingest news.db --from-table stories --column text=body
    """
    from ..ingest import ingest as run
    from ..nlp import load_pipeline
    from ..store import explained, open_database
    from ..workers import Workers

    if reading["table"] and not reading["paths"]:
        reading["paths"] = (database,)
    _require_paths(reading)
    if watch and every:
        raise click.UsageError("--watch and --every exclude each other.")
    load = partial(load_pipeline, model, quotes)
    with (
        Workers(load, workers) if workers > 1 else nullcontext(load()) as pipeline,
        closing(open_database(database)) as db,
        explained(database),
    ):
        for paths in rounds(reading["paths"], every, watch):
            told = reading | {"paths": paths}
            inputs = progress(_articles(**told), silent or log_json)
            summary = run(db, inputs, pipeline, options=told | {"quotes": quotes})
            if log_json:
                log(summary)
            else:
                tell(summary, silent)
    fail_if(summary.failures)


@click.command()
@reading_options
@click.option(
    "out", "-o", "--output", help="A .jsonl, .jsonl.gz or .parquet file, or a folder for files of 10,000 articles each"
)
@click.option("--parquet", is_flag=True, help="Write Parquet into the folder, for DuckDB and others, not JSON lines")
@click.option("--engine", type=click.Choice(["dask"]), help="Divide the work among the workers of a cluster")
@click.option("--scheduler", metavar="ADDRESS", help="The cluster's, such as tcp://10.0.0.1:8786; else all cores here")
@explained
def annotate(
    model: str | None,
    quotes: str,
    out: str | None,
    parquet: bool,
    engine: str | None,
    scheduler: str | None,
    **reading: Any,
) -> None:
    """Write what is found in articles as JSON lines or Parquet

    Without -o the lines go to standard output. `load` reads them into a database, on this machine or another.

    \b
        datasette newsactors annotate articles/ -o annotations/
        datasette newsactors annotate s3://archive/2019/ -o s3://annotations/2019/ --engine dask
    """
    if engine:
        _annotate_on_dask(out, scheduler, parquet, model=model, quotes=quotes, **reading)
        return
    from ..annotating import annotated
    from ..nlp import load_pipeline

    _require_paths(reading)
    if parquet and (not out or out.endswith((".jsonl", ".gz"))):
        raise NewsactorsError("--parquet writes no lines: name a folder or a file NAME.parquet for it with -o.")
    failures: list[Failure] = []

    def found() -> Iterator[tuple[Article, Annotation]]:
        for item in annotated(_articles(**reading), pipeline):
            if isinstance(item, Failure):
                failures.append(item)
            else:
                yield item

    pipeline = load_pipeline(model, quotes)
    _write(found(), out, ".parquet" if parquet else ".jsonl")
    report(failures)


@click.command()
@click.argument("database")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--silent", is_flag=True, help="No progress bar and no summary")
@explained
@resumable
def load(database: str, paths: tuple[str, ...], silent: bool) -> None:
    """Store in DATABASE what `annotate` wrote

    \b
        datasette newsactors load news.db annotations/
    """
    from ..ingest import load as run
    from ..records import read_records
    from ..store import explained, open_database

    db = open_database(database)
    with explained(database):
        summary = run(db, progress(read_records(paths), silent), options={"paths": paths})
    db.close()
    conclude(summary, silent)


def _require_paths(reading: Mapping[str, Any]) -> None:
    if not reading["paths"]:
        raise click.UsageError("Missing argument 'PATH...'.")


def _annotate_on_dask(
    out: str | None,
    scheduler: str | None,
    parquet: bool,
    *,
    paths: Sequence[str],
    columns: Iterable[str],
    **options: Any,
) -> None:
    from ..cluster import annotate_on_dask
    from ..records import SUFFIXES

    if not out or out.endswith(SUFFIXES):
        raise NewsactorsError("--engine dask writes several files: name a folder for them with -o.")
    if parquet:
        options["suffix"] = ".parquet"
    written = annotate_on_dask(paths, out, address=scheduler, columns=_mapping(columns), **options)
    click.echo(
        f"Shards: {written.made:,} made, {written.there:,} there already; {written.articles:,} articles annotated"
    )
    report(written.failures)


def _articles(paths: Sequence[str], columns: Iterable[str], **options: Any) -> Iterator[Article | Failure]:
    from ..annotating import articles

    return articles(paths, columns=_mapping(columns), **options)


def _mapping(columns: Iterable[str]) -> Mapping[str, str]:
    mapping = {}
    for column in columns:
        field, _, name = column.partition("=")
        if not (field and name):
            raise NewsactorsError(f"--column {column}: write FIELD=NAME, for example text=body.")
        mapping[field] = name
    return mapping


def _write(found: Iterator[tuple[Article, Annotation]], out: str | None, suffix: str) -> None:
    """To standard output, to one file, or to numbered files in a folder."""
    from ..records import SUFFIXES, write_records

    if out is None or out.endswith(SUFFIXES):
        with click.open_file(out or "-", "wb") as file:
            write_records(found, file, out or "")
        return
    Path(out).mkdir(parents=True, exist_ok=True)
    for number, first in enumerate(found):
        path = Path(out, f"annotations-{number:05}{suffix}")
        with path.open("wb") as file:
            write_records(chain([first], islice(found, SHARD - 1)), file, path.name)
