"""Links from Datasette's own pages to ours, shown to those who may see what they lead to."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import Any

from datasette.utils import tilde_decode, tilde_encode
from markupsafe import Markup

from . import access
from .compat import Actor

Link = dict[str, str]

# The columns by which a row is known to be one of our actors, articles or quotes, also where a query chose them.
ACTOR_CELL = ("slug", {"id", "slug", "name", "n_quotes", "n_quotes_about"})
QUOTE_CELL = ("content", {"id", "article_id", "content", "quote_type"})
ARTICLE_CELL = ("title", {"id", "title", "content_hash", "syndicated_from"})


def page_path(datasette: Any, database: str, *path: object) -> str:
    """The path of one of our pages, with base_url."""
    return f"{datasette.urls.database(database)}/-/" + "/".join(tilde_encode(str(part)) for part in path)


async def row_url(datasette: Any, actor: Actor, path: str | None) -> str | None:
    """The page of the row that an article was read from; None where it was not, or for those who may not see it."""
    scheme, _, place = (path or "").partition(":")
    parts = place.split("/")
    if scheme != "row" or len(parts) != 3:
        return None
    database, table = map(tilde_decode, parts[:2])
    db = datasette.databases.get(database)
    if (
        db is None
        or table not in await db.table_names()
        or not await access.can_view(datasette, actor, database, [table])
    ):
        return None
    return f"{datasette.urls.table(database, table)}/{parts[2]}"


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
        ("newsactors/edges", "Who speaks about whom", "As a list, and for network tools", access.QUOTES),
        ("newsactors/audit", "Source audit", "How many are quoted, how often, by name or not", access.AUDIT),
    )
    links = [
        _link(datasette, database, path, label, description)
        for path, label, description, tables in ways
        if await _may_see(datasette, actor, database, tables)
    ]
    return links + await _review(datasette, actor, database)


async def _review(datasette: Any, actor: Actor, database: str) -> list[Link]:
    """The way to the review of likely duplicates, for those who may correct."""
    db = datasette.get_database(database)
    if not await access.has_our_tables(db) or not await access.may_edit(datasette, actor, db):
        return []
    description = "Merge actors, or keep them apart"
    return [_link(datasette, database, "newsactors/review", "Review likely duplicates", description)]


def _link(datasette: Any, database: str, path: str, label: str, description: str) -> Link:
    return {"href": page_path(datasette, database, *path.split("/")), "label": label, "description": description}


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
    links = [{"href": page_path(datasette, database, path), "label": label}]
    return links + (await _review(datasette, actor, database) if table == "actors" else [])


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


async def panel(links: Awaitable[list[Link]]) -> Markup | None:
    """Links as a line on top of a page of Datasette's, none where there are none."""
    found = [Markup('<a href="{href}">{label}</a>').format(**link) for link in await links]
    return Markup("<p>{}</p>").format(Markup(" · ").join(found)) if found else None


def cell(datasette: Any, row: Any, value: Any, column: str, database: str) -> Markup | None:
    """A slug, a title or the words of a quote as a link to what it names; None leaves the cell to others."""
    if not value or not isinstance(value, str):
        return None
    columns = set(row.keys())
    if column == ACTOR_CELL[0] and columns >= ACTOR_CELL[1]:
        path = page_path(datasette, database, "actors", value)
    elif column == QUOTE_CELL[0] and columns >= QUOTE_CELL[1]:
        article = row["article_id"]  # with its label, where Datasette expands foreign keys
        article_id = article["value"] if isinstance(article, dict) else article
        path = page_path(datasette, database, "articles", article_id) + f"#quote-{row['id']}"
    elif column == ARTICLE_CELL[0] and columns >= ARTICLE_CELL[1]:
        path = page_path(datasette, database, "articles", row["id"])
    else:
        return None
    return Markup('<a href="{}">{}</a>').format(path, value)


async def _may_see(datasette: Any, actor: Actor, database: str, tables: tuple[str, ...]) -> bool:
    return await access.has_our_tables(datasette.get_database(database)) and await access.can_view(
        datasette, actor, database, tables
    )
