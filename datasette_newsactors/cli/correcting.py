"""The commands by which people decide: merge, distinct, split, rename, retype, reject, confirm, reattribute."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..models import ACTOR_TYPES
from .reporting import explained

if TYPE_CHECKING:
    from sqlite_utils import Database

F = TypeVar("F", bound=Callable[..., Any])
DATABASE = click.argument("database", type=click.Path(exists=True, dir_okay=False))


def signed(command: F) -> F:
    """`--who` and `--why`, which are kept with the decision."""
    return signed_by(click.option("--why", help="The reason, for whoever reads it later")(command))


def signed_by(command: F) -> F:
    """`--who` alone."""
    return click.option("--who", default=_login, help="Who decides this; by default the name you are logged in under")(
        command
    )


def _login() -> str | None:
    """The login name, or None where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None


@contextmanager
def opened(path: str) -> Iterator[Database]:
    """The database at a path, for a decision."""
    from ..store import explained, open_database

    with explained(path), closing(open_database(path)) as db:
        yield db


def say(correction_id: int) -> None:
    """Tell the number by which a decision can be undone."""
    click.echo(f"Correction {correction_id}")


@click.command()
@DATABASE
@click.argument("keep")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@signed
@explained
def merge(database: str, keep: str, others: tuple[str, ...], who: str | None, why: str | None) -> None:
    """Make one actor of KEEP and each OTHER (slugs), under the name and address of KEEP

    The addresses of the others lead to it from now on.

    \b
        datasette newsactors merge news.db mara-velden m-velden --why 'her initial'
    """
    from ..store import actor_target, correct

    with opened(database) as db:
        targets = [actor_target(db, other) for other in others]
        for target in targets:
            say(correct(db, "merge", actor_target(db, keep), target, who=who, why=why))


@click.command()
@DATABASE
@click.argument("slug")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@signed
@explained
def distinct(database: str, slug: str, others: tuple[str, ...], who: str | None, why: str | None) -> None:
    """Keep the actor with this SLUG and each OTHER (slugs) apart, whatever names come, and ask no more

    \b
        datasette newsactors distinct news.db jon-velden john-velden --why 'father and son'
    """
    from ..store import actor_target, correct

    with opened(database) as db:
        targets = [actor_target(db, other) for other in others]
        for target in targets:
            say(correct(db, "distinct", actor_target(db, slug), target, who=who, why=why))


@click.command()
@DATABASE
@click.argument("slug")
@click.option("articles", "--article", multiple=True, type=int, help="Split off who is in this article (its id)")
@click.option("--name", help="Split off who bears this name")
@signed
@explained
def split(
    database: str, slug: str, articles: tuple[int, ...], name: str | None, who: str | None, why: str | None
) -> None:
    """Make another actor of some articles, or of one name, of the actor with this SLUG

    \b
        datasette newsactors split news.db jon-velden --article 17 --article 40 --why 'the footballer'
        datasette newsactors split news.db jon-velden --name Velden
    """
    from ..store import actor_target, correct, split_value

    with opened(database) as db:
        value = split_value(db, slug, articles=articles, name=name)
        say(correct(db, "split", actor_target(db, slug), value, who=who, why=why))


@click.command()
@DATABASE
@click.argument("slug")
@click.argument("name")
@click.option("new_slug", "--slug", help="Give it this address as well; the old one leads to it")
@signed
@explained
def rename(database: str, slug: str, name: str, new_slug: str | None, who: str | None, why: str | None) -> None:
    """Show the actor with this SLUG under NAME; the address stays unless --slug is given

    \b
        datasette newsactors rename news.db fso 'Fisheries Safety Office'
    """
    _decide(database, "rename", slug, {"name": name, "slug": new_slug}, who, why)


@click.command()
@DATABASE
@click.argument("slug")
@click.argument("type_", metavar="TYPE", type=click.Choice(ACTOR_TYPES))
@signed
@explained
def retype(database: str, slug: str, type_: str, who: str | None, why: str | None) -> None:
    """Say that the actor with this SLUG is a person, organization, place or group

    \b
        datasette newsactors retype news.db velden place
    """
    _decide(database, "retype", slug, type_, who, why)


@click.command()
@DATABASE
@click.argument("slug")
@signed
@explained
def reject(database: str, slug: str, who: str | None, why: str | None) -> None:
    """Say that the actor with this SLUG is none: lists and facets leave it out, and it has said nothing

    \b
        datasette newsactors reject news.db media
    """
    _decide(database, "reject", slug, None, who, why)


@click.command()
@DATABASE
@click.argument("slug")
@signed
@explained
def confirm(database: str, slug: str, who: str | None, why: str | None) -> None:
    """Say that the actor with this SLUG is one, and its names rightly together

    \b
        datasette newsactors confirm news.db mara-velden
    """
    _decide(database, "confirm", slug, None, who, why)


@click.command()
@DATABASE
@click.argument("quote_id", type=int)
@click.argument("slug", required=False)
@click.option("--nobody", is_flag=True, help="The article does not tell who said it")
@signed
@explained
def reattribute(database: str, quote_id: int, slug: str | None, nobody: bool, who: str | None, why: str | None) -> None:
    """Say who said the quote with this id: the actor with this SLUG, or --nobody known

    \b
        datasette newsactors reattribute news.db 4711 tess-okoro
    """
    from ..store import actor_target, correct, quote_target

    if nobody == bool(slug):
        raise click.UsageError("Name either the SLUG of who said it, or --nobody.")
    with opened(database) as db:
        speaker = actor_target(db, slug) if slug else None
        say(correct(db, "reattribute", quote_target(db, quote_id), speaker, who=who, why=why))


def _decide(database: str, action: str, slug: str, value: Any, who: str | None, why: str | None) -> None:
    from ..store import actor_target, correct

    with opened(database) as db:
        say(correct(db, action, actor_target(db, slug), value, who=who, why=why))
