"""The commands: `datasette newsactors …`. What is heavy is imported by the command that needs it."""

from __future__ import annotations

import click

from .correcting import confirm, distinct, merge, reattribute, reject, rename, retype, split
from .corrections import corrections, undo
from .evaluating import evaluate
from .linking import link
from .reading import annotate, ingest, load
from .runs import undo_run
from .searching import actors, quotes
from .training import train


@click.group()
def newsactors() -> None:
    """Who is in the news, and who said what: articles to actors and quotes"""


READING = (ingest, annotate, load, undo_run)
SEARCHING = (quotes, actors)
CORRECTING = (merge, distinct, split, rename, retype, reject, confirm, link, reattribute, corrections, undo)
MEASURING = (evaluate, train)
for command in (*READING, *SEARCHING, *CORRECTING, *MEASURING):
    newsactors.add_command(command)


def register(cli: click.Group) -> None:
    """Add the commands to Datasette's."""
    cli.add_command(newsactors)
