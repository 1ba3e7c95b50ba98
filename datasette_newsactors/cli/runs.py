"""The command on runs: undo-run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .correcting import DATABASE, opened
from .reporting import explained

if TYPE_CHECKING:
    from ..store import Undoing


@click.command()
@DATABASE
@click.argument("run_id", metavar="RUN", type=int)
@click.option("--yes", is_flag=True, help="Do not ask before")
@explained
def undo_run(database: str, run_id: int, yes: bool) -> None:
    """Take back what one ingest or load stored: the run with this number in the table runs

    Articles that it added are removed, articles that it replaced get their former version back, and what people
    decided stays.

    \b
        datasette newsactors undo-run news.db 3
    """
    from .. import store

    with opened(database) as db:
        _tell(store.plan_undo(db, run_id))
        if not yes:
            click.confirm("Undo it?", abort=True)
        store.undo_run(db, run_id)
    click.echo(f"Run {run_id} is undone.")


def _tell(undoing: Undoing) -> None:
    versions = f", and {len(undoing.forgotten):,} former versions go" if undoing.forgotten else ""
    click.echo(
        f"Run {undoing.run_id}: {len(undoing.removed):,} articles are removed, "
        f"{len(undoing.restored):,} get their former version back{versions}."
    )
    if undoing.n_later:
        click.echo("Later runs passed over what this one had stored; to have it from them, give their commands again.")
