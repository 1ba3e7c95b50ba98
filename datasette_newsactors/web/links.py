"""Links from Datasette's own pages to ours, shown to those who may see what they lead to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from datasette.utils import tilde_encode
from markupsafe import Markup

from . import access
from .compat import Actor

Link = dict[str, str]

# The columns by which a row is known to be one of our actors or articles, also where a query chose them.
ACTOR_CELL = ("slug", {"id", "slug", "name", "n_quotes", "n_quotes_about"})
ARTICLE_CELL = ("title", {"id", "title", "content_hash", "syndicated_from"})


def page_path(datasette: Any, database: str, *path: object) -> str:
    """The path of one of our pages, with base_url."""
    return f"{datasette.urls.database(database)}/-/" + "/".join(tilde_encode(str(part)) for part in path)


async def menu(datasette: Any, actor: Actor) -> list[Link]:
    """An entry for each database of ours that the user may see."""
    names = [name for name in datasette.databases if await _may_see(datasette, actor, name, access.OVERVIEW)]
    return [
        {
            "href": page_path(datasette, name, "newsactors"),
            "label": "News actors" if len(names) == 1 else f"News actors: {name}",
        }
        for name in names
    ]


async def database_links(datasette: Any, actor: Actor, database: str) -> list[Link]:
    """The ways into a database of ours."""
    ways = (
        ("newsactors", "News actors", "Who is in the news, and who said what", access.OVERVIEW),
        ("actors", "List of actors", "People, organizations, places and groups", access.ACTORS),
        ("quotes", "Search quotes", "By words, speaker, subject, publication and date", access.QUOTES),
    )
    return [
        {"href": page_path(datasette, database, path), "label": label, "description": description}
        for path, label, description, tables in ways
        if await _may_see(datasette, actor, database, tables)
    ]


async def table_links(datasette: Any, actor: Actor, database: str, table: str) -> list[Link]:
    """From one of our tables to the page that shows the same with more sense."""
    ways = {
        "actors": ("actors", "List of actors", access.ACTORS),
        "quotes": ("quotes", "Search quotes", access.QUOTES),
        "articles": ("newsactors", "News actors", access.OVERVIEW),
    }
    if table not in ways:
        return []
    path, label, tables = ways[table]
    if not await _may_see(datasette, actor, database, tables):
        return []
    return [{"href": page_path(datasette, database, path), "label": label}]


async def row_links(datasette: Any, actor: Actor, database: str, table: str, row: Mapping[str, Any]) -> list[Link]:
    """From a row to the page of the actor, the article, or the quote's place in its article."""
    tables = access.ACTOR if table == "actors" else access.ARTICLE
    if table not in ("actors", "articles", "quotes") or not await _may_see(datasette, actor, database, tables):
        return []
    if table == "actors":
        return [{"href": page_path(datasette, database, "actors", row["slug"]), "label": "Page of this actor"}]
    if table == "articles":
        return [{"href": page_path(datasette, database, "articles", row["id"]), "label": "Read this article"}]
    href = page_path(datasette, database, "articles", row["article_id"]) + f"#quote-{row['id']}"
    return [{"href": href, "label": "This quote in its article"}]


def cell(datasette: Any, row: Any, value: Any, column: str, database: str) -> Markup | None:
    """An actor's slug or an article's title as a link to its page; None leaves the cell to others."""
    if not value or not isinstance(value, str):
        return None
    columns = set(row.keys())
    if column == ACTOR_CELL[0] and columns >= ACTOR_CELL[1]:
        path = page_path(datasette, database, "actors", value)
    elif column == ARTICLE_CELL[0] and columns >= ARTICLE_CELL[1]:
        path = page_path(datasette, database, "articles", row["id"])
    else:
        return None
    return Markup('<a href="{}">{}</a>').format(path, value)


async def _may_see(datasette: Any, actor: Actor, database: str, tables: tuple[str, ...]) -> bool:
    return await access.has_our_tables(datasette.get_database(database)) and await access.can_view(
        datasette, actor, database, tables
    )
