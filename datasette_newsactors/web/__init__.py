"""What this plugin does to Datasette: every hook, each of which hands over at once."""

from __future__ import annotations

from typing import Any

from datasette import hookimpl

from . import access, facets, filters, functions, jump, links, m2m


@hookimpl
def register_commands(cli: Any) -> None:
    """`datasette newsactors …`."""
    from ..cli import register

    register(cli)


@hookimpl
def register_routes() -> Any:
    """Overview, actors, articles and quotes of each database."""
    from .routes import routes  # most of the package, which only a server needs

    return routes()


@hookimpl
def register_actions(datasette: Any) -> Any:
    """The permission `newsactors-edit` (Datasette 1.0 only)."""
    return access.actions()


@hookimpl
def permission_allowed(datasette: Any, actor: Any, action: str, resource: Any) -> bool | None:
    """The permission `newsactors-edit` (Datasette 0.65 only)."""
    return access.edit_allowed(datasette, actor, action, resource)


@hookimpl
def register_facet_classes() -> Any:
    """`_facet_actor`, `_facet_about`, `_facet_month`, `_facet_year`, `_facet_m2m`."""
    return [facets.ActorFacet, facets.AboutFacet, facets.MonthFacet, facets.YearFacet, m2m.JoinFacet]


@hookimpl(specname="filters_from_request")
def filters_by_actor(request: Any, database: str, table: str, datasette: Any) -> Any:
    """`_actor=slug` and `_about=slug`, `_actor_any` and `_about_any`."""
    return lambda: filters.actor_filters(datasette, request, database, table)


@hookimpl(specname="filters_from_request")
def filters_by_date(request: Any, database: str, table: str, datasette: Any) -> Any:
    """`_published_month=2024-03` and `_published_year=2024`."""
    return lambda: filters.date_filters(datasette, request, database, table)


@hookimpl(specname="filters_from_request")
def filters_by_join_table(request: Any, database: str, table: str, datasette: Any) -> Any:
    """`_m2m=article_tags:5`."""
    return lambda: m2m.join_filters(datasette, request, database, table)


@hookimpl
def menu_links(datasette: Any, actor: Any) -> Any:
    """ "News actors" in the menu of every page."""
    return lambda: links.menu(datasette, actor)


@hookimpl
def database_actions(datasette: Any, actor: Any, database: str) -> Any:
    """Our pages in the menu of a database."""
    return lambda: links.database_links(datasette, actor, database)


@hookimpl
def table_actions(datasette: Any, actor: Any, database: str, table: str) -> Any:
    """The matching page in the menu of one of our tables."""
    return lambda: links.table_links(datasette, actor, database, table)


@hookimpl
def row_actions(datasette: Any, actor: Any, database: str, table: str, row: Any) -> Any:
    """The matching page in the menu of a row (Datasette 1.0 only)."""
    return lambda: links.row_links(datasette, actor, database, table, row)


@hookimpl
def top_table(datasette: Any, request: Any, database: str, table: str) -> Any:
    """The matching page on top of one of our tables (Datasette 1.0 only)."""
    return lambda: links.panel(links.table_links(datasette, request.actor, database, table))


@hookimpl
def top_row(datasette: Any, request: Any, database: str, table: str, row: Any) -> Any:
    """The matching page on top of a row (Datasette 1.0 only)."""
    return lambda: links.panel(links.row_links(datasette, request.actor, database, table, row))


@hookimpl
def jump_items_sql(datasette: Any, actor: Any) -> Any:
    """Actors among the places to jump to (Datasette 1.0 only)."""
    return lambda: jump.actors(datasette, actor)


@hookimpl
def prepare_connection(conn: Any) -> None:
    """`newsactors_context` and `newsactors_highlight` in SQL."""
    functions.register(conn)


@hookimpl
def render_cell(row: Any, value: Any, column: str, database: str, datasette: Any) -> Any:
    """Slugs of actors and titles of articles as links."""
    return links.cell(datasette, row, value, column, database)


@hookimpl
def extra_js_urls(template: str, datasette: Any) -> list[dict[str, Any]]:
    """What joins a quote with its source while the pointer is on it, on the page of an article only."""
    if template != "newsactors/article.html":
        return []
    return [{"url": datasette.urls.static_plugins("datasette_newsactors", "newsactors.js"), "module": True}]


@hookimpl
def extra_css_urls(template: str, datasette: Any) -> list[str]:
    """Our style sheet, on our pages only."""
    if not template.startswith("newsactors/"):
        return []
    return [datasette.urls.static_plugins("datasette_newsactors", "newsactors.css")]
