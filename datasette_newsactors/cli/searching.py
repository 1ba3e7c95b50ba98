"""The commands that search a database: quotes, actors."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import click

from ..models import ACTOR_TYPES, CUE_CLASSES, QUOTE_TYPES, NewsactorsError
from .output import Row, fitting, output_options, write_rows
from .reporting import explained

DEFAULT_SIZE = 20


@click.command()
@click.argument("database", type=click.Path(exists=True, dir_okay=False))
@click.argument("query", default="")
@click.option("--speaker", help="Only what this actor said: a name or slug")
@click.option("--about", multiple=True, help="Only quotes that mention this actor; can be given several times")
@click.option("type_", "--type", type=click.Choice(QUOTE_TYPES), help="Only quotes of this type")
@click.option(
    "--cue-class",
    multiple=True,
    type=click.Choice((*CUE_CLASSES, "any")),
    help="Only quotes whose cue is of this class, in place of speech and writing; can be given several times",
)
@click.option("--since", metavar="DATE", help="Published in or after this year, month or day: 2024-03")
@click.option("--until", metavar="DATE", help="Published in or before this year, month or day")
@click.option("--size", default=DEFAULT_SIZE, show_default=True, type=click.IntRange(min=1), help="How many")
@output_options
@explained
def quotes(
    database: str,
    query: str,
    speaker: str | None,
    about: tuple[str, ...],
    type_: str | None,
    cue_class: tuple[str, ...],
    since: str | None,
    until: str | None,
    size: int,
    output: str,
) -> None:
    """Search the quotes in DATABASE

    QUERY is words, "a phrase", prefix*, this OR that, -without.

    \b
        datasette newsactors quotes news.db 'reservoir OR dam' --since 2024-03
        datasette newsactors quotes news.db --speaker 'Mara Velden' --json
    """
    from ..query import quotes as questions
    from ..query.filters import quote_filters
    from ..store import open_to_read

    connection = open_to_read(database)
    params = {
        "q": [query],
        "speaker": [_slug(connection, speaker)] if speaker else [],
        "about": [_slug(connection, name) for name in about],
        "type": [type_ or ""],
        "cue_class": list(cue_class),
        "since": [since or ""],
        "until": [until or ""],
    }
    filters = quote_filters(params)
    rows = _rows(connection, *questions.search(filters, questions.sort_order(params, filters), None, size))
    for row in rows:
        row["about"] = json.loads(row["about"])
    write_rows(rows, output, _quote_text)
    if not rows:
        click.echo("No quotes found", err=True)


@click.command()
@click.argument("database", type=click.Path(exists=True, dir_okay=False))
@click.argument("name", default="")
@click.option("type_", "--type", type=click.Choice(ACTOR_TYPES), help="Only actors of this type")
@click.option("--size", default=DEFAULT_SIZE, show_default=True, type=click.IntRange(min=1), help="How many")
@output_options
@explained
def actors(database: str, name: str, type_: str | None, size: int, output: str) -> None:
    """List the actors in DATABASE, or search for NAME

    \b
        datasette newsactors actors news.db velden
    """
    from ..query.actors import Listed, page
    from ..store import open_to_read

    connection = open_to_read(database)
    found = _alike(connection, name, type_) if name else _rows(connection, *page(Listed(type=type_), None, size))
    write_rows(found[:size], output, _actor_text)
    if not found:
        click.echo("No actors found", err=True)


def _quote_text(quote: Row) -> str:
    """Date, publication and who says it on one line, what is said on the next."""
    who = quote["speaker_name"] or quote["source_text"] or "nobody named"
    about = [(quote["published"] or "undated")[:10], quote["publication"], who]
    return "\n".join((fitting(" · ".join(filter(None, about))), fitting(quote["content"], indent="    ")))


def _actor_text(actor: Row) -> str:
    numbers = f"{actor['n_quotes']:>7,} quotes {actor['n_articles']:>7,} articles"
    return fitting(f"{actor['name']} ({actor['type']}, {actor['slug']})", indent=f"{numbers}  ")


def _rows(connection: sqlite3.Connection, sql: str, params: dict[str, object]) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(sql, params)]


def _alike(connection: sqlite3.Connection, name: str, type_: str | None = None) -> list[dict[str, Any]]:
    """The actors whose names are like this one, the most alike first."""
    from ..query.actors import Listed, best_matches, search

    return best_matches(_rows(connection, *search(Listed(name, type_))), name)


def _slug(connection: sqlite3.Connection, name: str) -> str:
    """The slug of the actor with this slug or name. Raises NewsactorsError where that is nobody, or several."""
    if connection.execute("select 1 from actors where slug = ?", [name]).fetchone():
        return name
    alike = _alike(connection, name)
    same = [actor["slug"] for actor in alike if actor["name"].casefold() == name.casefold()]
    if len(same) == 1:
        return str(same[0])
    offered = ", ".join(same or [actor["slug"] for actor in alike[:5]]) or "nobody with a similar name"
    raise NewsactorsError(f"{name!r} is {'not one actor' if same else 'no actor'} here; there is: {offered}")
