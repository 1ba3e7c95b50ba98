"""What the commands tell: progress, errors that the user can mend, and how a run went."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..models import Failure, NewsactorsError

if TYPE_CHECKING:
    from ..ingest import Summary

SHOWN_FAILURES = 20
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
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}") from error

    return run  # type: ignore[return-value]


def progress(inputs: Iterable[T], silent: bool) -> AbstractContextManager[Iterable[T]]:
    """The inputs, with a bar that counts them where somebody watches."""
    if silent or not sys.stderr.isatty():
        return nullcontext(inputs)
    return click.progressbar(inputs, label="Articles", show_pos=True, show_eta=False, file=sys.stderr)


def conclude(summary: Summary, silent: bool) -> None:
    """Say what a run came to; ends the command with exit code 1 if something failed."""
    if not silent:
        speed = summary.words / max(summary.seconds, 0.001)
        click.echo(
            f"Articles: {summary.new:,} new, {summary.unchanged:,} unchanged, {summary.changed:,} changed, "
            f"{len(summary.failures):,} failed\n"
            f"Found: {summary.quotes:,} quotes; the database now has {summary.actors:,} actors\n"
            f"Time: {summary.seconds:,.1f} seconds, {speed:,.0f} words a second"
        )
    report(summary.failures)


def report(failures: Sequence[Failure]) -> None:
    """Name the first failures; ends the command with exit code 1 if there are any."""
    for failure in failures[:SHOWN_FAILURES]:
        click.echo(f"{failure.source}: {failure.error}", err=True)
    if len(failures) > SHOWN_FAILURES:
        click.echo(f"… and {len(failures) - SHOWN_FAILURES:,} more failed", err=True)
    if failures:
        raise click.exceptions.Exit(1)
