"""The commands: `datasette newsactors …`. What is heavy is imported by the command that needs it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .models import Annotation, Article, Failure, NewsactorsError

if TYPE_CHECKING:
    from .ingest import Summary

SHOWN_FAILURES = 20
SHARD = 10_000  # articles in one file of annotations
F = TypeVar("F", bound=Callable[..., Any])


@click.group()
def newsactors() -> None:
    """Who is in the news, and who said what: articles to actors and quotes"""


def register(cli: click.Group) -> None:
    """Add the commands to Datasette's."""
    cli.add_command(newsactors)


def explained(command: F) -> F:
    """Turn an error that the user can mend into a message instead of a traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except NewsactorsError as error:
            raise click.ClickException(str(error)) from error

    return run  # type: ignore[return-value]


def reading_options(command: F) -> F:
    """The arguments and options of every command that reads articles."""
    for decorate in (
        click.option("--publication", help="Publication of the articles that name none themselves"),
        click.option("--model", help="An installed spaCy pipeline, or the path of one"),
        click.option(
            "columns",
            "--column",
            multiple=True,
            metavar="FIELD=NAME",
            help="Which column or key holds a field, such as text=body; can be given several times",
        ),
        click.option("--format", "format_", metavar="FORMAT", help="Read everything as this format"),
        click.argument("paths", nargs=-1, required=True),
    ):
        command = decorate(command)
    return command


@newsactors.command()
@click.argument("database")
@reading_options
@click.option("--silent", is_flag=True, help="No progress bar and no summary")
@explained
def ingest(
    database: str,
    paths: tuple[str, ...],
    format_: str | None,
    columns: tuple[str, ...],
    model: str | None,
    publication: str | None,
    silent: bool,
) -> None:
    """Read articles, find actors and quotes, and store them in DATABASE

    PATHS are files, folders, globs, or - for standard input. The format of each is found by its content.

    \b
        datasette newsactors ingest news.db articles/
        datasette newsactors ingest news.db export.csv --column text=body
    """
    from . import nlp
    from .ingest import ingest as run_ingest
    from .store import open_database

    inputs = _read(paths, format_, columns, publication)
    pipeline = nlp.load_pipeline(model)
    db = open_database(database)
    options = {"paths": list(paths), "format": format_, "columns": list(columns), "publication": publication}
    with _progress(silent) as advance:
        summary = run_ingest(
            db,
            inputs,
            lambda articles: nlp.annotate_articles(articles, pipeline),
            nlp.describe(pipeline),
            options,
            advance,
        )
    db.close()
    _conclude(summary, silent)


@newsactors.command()
@reading_options
@click.option(
    "out", "-o", "--output", type=click.Path(), help="A .jsonl file, or a folder for files of 10,000 articles"
)
@explained
def annotate(
    paths: tuple[str, ...],
    format_: str | None,
    columns: tuple[str, ...],
    model: str | None,
    publication: str | None,
    out: str | None,
) -> None:
    """Read articles and write what is found in them as JSON lines, without a database

    \b
        datasette newsactors annotate articles/ -o annotations/
    """
    from . import nlp
    from .records import to_line

    failures: list[Failure] = []
    inputs = _read(paths, format_, columns, publication)
    articles = (item for item in inputs if not _is_failure(item, failures))
    pairs = nlp.annotate_articles(articles, nlp.load_pipeline(model))  # type: ignore[arg-type]
    lines = (
        to_line(article, a) for article, a in pairs if not isinstance(a, Failure) or _is_failure(a, failures)
    )
    _write_shards(lines, out)
    _report(failures)


@newsactors.command()
@click.argument("database")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True))
@click.option("--silent", is_flag=True, help="No progress bar and no summary")
@explained
def load(database: str, paths: tuple[str, ...], silent: bool) -> None:
    """Store what `annotate` wrote: JSON lines of annotations, or folders of them

    \b
        datasette newsactors load news.db annotations/
    """
    from .loading import load_records
    from .store import open_database

    db = open_database(database)
    with _progress(silent) as advance:
        summary = load_records(db, paths, advance)
    db.close()
    _conclude(summary, silent)


def _read(
    paths: Iterable[str], format_: str | None, columns: Iterable[str], publication: str | None
) -> Iterator[Article | Failure]:
    """The articles, with the publication filled in where they name none."""
    from .readers import read

    items = read(list(paths), format=format_, columns=_mapping(columns))
    return (_published_by(item, publication) for item in items)


def _published_by(item: Article | Failure, publication: str | None) -> Article | Failure:
    if isinstance(item, Article) and publication and not item.publication:
        return replace(item, publication=publication)
    return item


def _mapping(columns: Iterable[str]) -> Mapping[str, str]:
    mapping = {}
    for column in columns:
        field, equals, name = column.partition("=")
        if not (field and equals and name):
            raise NewsactorsError(f"--column {column}: write FIELD=NAME, for example text=body.")
        mapping[field] = name
    return mapping


def _is_failure(item: Article | Failure | Annotation, failures: list[Failure]) -> bool:
    if isinstance(item, Failure):
        failures.append(item)
    return isinstance(item, Failure)


class _progress:
    """A line on the terminal that counts articles; silent where nobody watches."""

    def __init__(self, silent: bool) -> None:
        self.shown = not silent and sys.stderr.isatty()
        self.n = 0

    def __enter__(self) -> Callable[[Any], None]:
        return self.advance

    def advance(self, item: Any) -> None:
        self.n += 1
        if self.shown:
            click.echo(f"\r{self.n:,} articles", nl=False, err=True)

    def __exit__(self, *exception: object) -> None:
        if self.shown:
            click.echo("\r\033[K", nl=False, err=True)


def _write_shards(lines: Iterator[str], out: str | None) -> None:
    if out is None or out.endswith(".jsonl"):
        with click.open_file(out or "-", "w", encoding="utf-8") as file:
            file.writelines(lines)
        return
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    for number, shard in enumerate(_shards(lines)):
        with (folder / f"annotations-{number:05}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(shard)


def _shards(lines: Iterator[str]) -> Iterator[Iterator[str]]:
    from itertools import chain, islice

    for first in lines:
        yield chain([first], islice(lines, SHARD - 1))


def _conclude(summary: Summary, silent: bool) -> None:
    if not silent:
        click.echo(
            f"Articles: {summary.new:,} new, {summary.unchanged:,} unchanged, {summary.changed:,} changed, "
            f"{len(summary.failures):,} failed\n"
            f"Found: {summary.quotes:,} quotes; the database now has {summary.actors:,} actors\n"
            f"Time: {summary.seconds:.1f} seconds, {summary.words / max(summary.seconds, 0.001):,.0f} words a second"
        )
    _report(summary.failures)


def _report(failures: list[Failure]) -> None:
    """Name the first failures and end with exit code 1 if there are any."""
    for failure in failures[:SHOWN_FAILURES]:
        click.echo(f"{failure.source}: {failure.error}", err=True)
    if len(failures) > SHOWN_FAILURES:
        click.echo(f"… and {len(failures) - SHOWN_FAILURES:,} more; ingest_errors has them all", err=True)
    if failures:
        raise click.exceptions.Exit(1)
