"""What the commands tell: progress, errors that the user can mend, and how a run went."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timezone
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..models import Failure, NewsactorsError

if TYPE_CHECKING:
    from ..ingest import Summary

SHOWN_FAILURES = 20
BETWEEN_COUNTS = 0.5  # seconds
F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


def explained(command: F) -> F:
    """Turn an error that the user can mend into a message instead of a traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except NewsactorsError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise  # the reader, such as `head`, has had enough
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}") from error

    return run  # type: ignore[return-value]


def resumable(command: F) -> F:
    """Let Ctrl-C end a command that stores batch after batch with exit code 130, and say how to go on."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except KeyboardInterrupt:
            click.echo("\nStopped. What was finished is stored; the same command goes on with the rest.", err=True)
            raise click.exceptions.Exit(130) from None

    return run  # type: ignore[return-value]


def progress(inputs: Iterable[T], silent: bool) -> Iterable[T]:
    """The inputs, counted on a line of the terminal where somebody watches."""
    return inputs if silent or not sys.stderr.isatty() else _counted(inputs)


def _counted(inputs: Iterable[T]) -> Iterator[T]:
    """Inputs are asked for batch by batch: while there is a wait, all that came before are done with."""
    began = shown = time.monotonic()
    for n, item in enumerate(inputs):
        now = time.monotonic()
        if now - shown >= BETWEEN_COUNTS:
            click.echo(f"\r{n:,} articles, {60 * n / (now - began):,.0f} a minute ", nl=False, err=True)
            shown = now
        yield item
    click.echo("\r\033[K", nl=False, err=True)


def conclude(summary: Summary, silent: bool) -> None:
    """Say what a run came to; ends the command with exit code 1 if something failed."""
    tell(summary, silent)
    fail_if(summary.failures)


def report(failures: Sequence[Failure]) -> None:
    """Name the first failures; ends the command with exit code 1 if there are any."""
    _name(failures)
    fail_if(failures)


def tell(summary: Summary, silent: bool) -> None:
    """Say what a run came to, and name the first failures."""
    if not silent:
        speed = summary.words / max(summary.seconds, 0.001)
        click.echo(
            f"Articles: {summary.new:,} new, {summary.unchanged:,} unchanged, {summary.changed:,} changed, "
            f"{len(summary.failures):,} failed\n"
            f"Found: {summary.quotes:,} quotes; the database now has {summary.actors:,} actors\n"
            f"Time: {summary.seconds:,.1f} seconds, {speed:,.0f} words a second"
        )
        if summary.unread:
            counts = ", ".join(f"{n:,} in {language}" for language, n in summary.unread.most_common())
            click.echo(
                f"Stored, but not read for actors and quotes, since the pipeline is for another language: {counts}"
            )
    _name(summary.failures)


def log(summary: Summary) -> None:
    """Say what a run came to as JSON, a line for each failure and one for the run."""
    when = datetime.now(timezone.utc).isoformat(timespec="seconds")
    counts = {name: value for name, value in vars(summary).items() if name != "failures"}
    for line in (*map(vars, summary.failures), counts | {"failed": len(summary.failures)}):
        click.echo(json.dumps({"when": when, **line}, ensure_ascii=False))


def _name(failures: Sequence[Failure]) -> None:
    for failure in failures[:SHOWN_FAILURES]:
        click.echo(f"{failure.source}: {failure.error}", err=True)
    if len(failures) > SHOWN_FAILURES:
        click.echo(f"… and {len(failures) - SHOWN_FAILURES:,} more failed", err=True)


def fail_if(failures: Sequence[Failure]) -> None:
    """End the command with exit code 1 if something failed."""
    if failures:
        raise click.exceptions.Exit(1)
