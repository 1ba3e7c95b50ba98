"""The command that tells who actors are in Wikidata: link."""

from __future__ import annotations

import click

from .correcting import DATABASE, opened, signed_by
from .reporting import explained


@click.command()
@DATABASE
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False))
@signed_by
@explained
def link(database: str, file: str | None, who: str | None) -> None:
    """Link actors of DATABASE to Wikidata, as FILE and plugins tell who they are; nothing is fetched

    FILE is CSV, TSV or JSON lines with wikidata_id, name and type or slug, and if you like aliases and description. A
    name that several actors bear links none of them. Each link is a decision, which undo takes back.

    \b
        datasette newsactors link news.db politicians.csv
    """
    from ..models import Failure
    from ..plugins import pm
    from ..store import known_actors
    from ..store import link as decide

    with opened(database) as db:
        answers = [
            answer for given in pm.hook.newsactors_links(actors=list(known_actors(db)), file=file) for answer in given
        ]
        left = [answer for answer in answers if isinstance(answer, Failure)]
        new, refused = decide(db, [answer for answer in answers if not isinstance(answer, Failure)], who=who)
    for failure in [*left, *refused]:
        click.echo(f"{failure.source}: {failure.error}", err=True)
    click.echo(f"Linked: {new:,} new")
    if left or refused:
        raise click.exceptions.Exit(1)
