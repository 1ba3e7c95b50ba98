"""Our URLs: which page each one shows, what that page reads, and how a request becomes a response."""

from __future__ import annotations

import urllib.parse
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from datasette import Forbidden, NotFound, Response
from datasette.database import QueryInterrupted
from datasette.utils import tilde_decode
from datasette.utils.asgi import BadRequest

from ..models import NewsactorsError
from . import access, bodies, corrections, decisions, exports, listings, pages, responses, review
from .visit import Moved, Page, Visit


@dataclass(frozen=True)
class Route:
    """A URL below /{database}/-/: its page, the template, and the tables that must be visible.

    optional: tables whose part of the page is left out for those who may not see them. change: what a POST
    does, for those who may correct; page is None where there is nothing to read.
    """

    path: str
    formats: str
    template: str
    tables: tuple[str, ...]
    page: Callable[..., Awaitable[Page]] | None
    export: Callable[[Visit], Awaitable[Any]] | None = None
    optional: tuple[str, ...] = ()
    change: Callable[..., Awaitable[Any]] | None = None

    @property
    def methods(self) -> str:
        """What may be asked of the URL, for the header Allow."""
        return ", ".join([*(("GET", "HEAD") if self.page else ()), *(("POST",) if self.change else ()), "OPTIONS"])

    @property
    def regex(self) -> str:
        """The URL as Datasette's router wants it."""
        return rf"^/(?P<database>[^/]+)/-/{self.path}(?:\.(?P<format>{self.formats}))?$"


ROUTES = (
    Route("newsactors", "json", "overview", access.OVERVIEW, pages.overview_page, optional=("runs", "ingest_errors")),
    Route("actors", "json|csv", "actors", access.ACTORS, listings.actors_page, exports.actors_csv),
    Route(r"actors/(?P<key>[^/.]+)", "json", "actor", access.ACTOR, pages.actor_page),
    Route(r"articles/(?P<key>[^/.]+)", "json", "article", access.ARTICLE, pages.article_page),
    Route(
        "quotes",
        "json|csv",
        "quotes",
        access.QUOTES,
        listings.quotes_page,
        exports.quotes_csv,
        optional=access.BY_ROLE,
    ),
    Route(
        "newsactors/corrections",
        "json",
        "corrections",
        access.CORRECTIONS,
        corrections.log_page,
        change=decisions.decide,
    ),
    Route(r"newsactors/corrections/(?P<key>[0-9]+)/undo", "json", "", access.EDITING, None, change=decisions.take_back),
    Route("newsactors/review", "json", "review", access.EDITING, review.review_page),
)


def routes() -> list[tuple[str, Callable[..., Any]]]:
    """Every URL with its view function, for Datasette's register_routes."""
    return [(route.regex, _view(route)) for route in ROUTES]


def _view(route: Route) -> Callable[..., Any]:
    async def view(request: Any, datasette: Any) -> Any:
        if request.method == "OPTIONS":
            return responses.options(datasette, route.methods)
        if request.method == "POST" and route.change:
            return await _answer(_change, route, request, datasette)
        if request.method not in ("GET", "HEAD") or not route.page:
            return responses.not_allowed(datasette, route.methods)
        response = await _answer(_page, route, request, datasette)
        return responses.head_of(response) if request.method == "HEAD" else response

    return view


async def _answer(respond: Callable[..., Awaitable[Any]], route: Route, request: Any, datasette: Any) -> Any:
    """What was asked for, or an error: as JSON where data was asked for, else as Datasette's own error page."""
    try:
        return await respond(route, _visit(request, datasette))
    except NewsactorsError as error:
        message, status, exception = str(error), 400, BadRequest(str(error))
    except QueryInterrupted:
        message, status = "The query took too long: ask for less, with more filters or a smaller _size", 400
        exception = BadRequest(message)
    except Forbidden as error:
        message, status, exception = str(error), 403, error
    except NotFound as error:
        message, status, exception = str(error), 404, error
    except Moved as moved:
        return Response.redirect(moved.path)
    if request.url_vars.get("format") or bodies.is_json(request):
        return responses.json_error(datasette, message, status)
    raise exception


def _visit(request: Any, datasette: Any) -> Visit:
    name = tilde_decode(request.url_vars["database"])
    try:
        db = datasette.get_database(route=name)
    except KeyError:
        raise NotFound(f"There is no database {name}") from None
    params = urllib.parse.parse_qs(request.query_string, keep_blank_values=True)
    return Visit(datasette, request, db, params, request.url_vars.get("format") or "html")


async def _page(route: Route, visit: Visit) -> Any:
    actor = visit.request.actor
    private = await access.require_database(visit.datasette, actor, visit.db.name)
    if not await access.has_our_tables(visit.db):
        return await _empty(route, replace(visit, private=private))
    private = await access.require(visit.datasette, actor, visit.db.name, route.tables, route.optional)
    visit = replace(visit, private=private)
    if visit.format == "csv" and route.export:
        return await route.export(visit)
    assert route.page
    key = visit.request.url_vars.get("key")
    page = await (route.page(visit) if key is None else route.page(visit, tilde_decode(key)))
    if visit.format == "json":
        return responses.json_page(visit, page)
    return await responses.html(visit, route.template, page)


async def _change(route: Route, visit: Visit) -> Any:
    """A decision: asked of those only who may see all that it is about."""
    assert route.change
    if not await access.has_our_tables(visit.db):
        raise NotFound(f"There are no news articles in the database {visit.db.name}")
    await access.require_edit(visit.datasette, visit.request.actor, visit.db)
    key = visit.request.url_vars.get("key")
    return await (route.change(visit) if key is None else route.change(visit, tilde_decode(key)))


async def _empty(route: Route, visit: Visit) -> Any:
    """A database without our tables: the overview tells how to begin, the rest does not exist."""
    if visit.format != "html":
        raise NotFound(f"There are no news articles in the database {visit.db.name}")
    status = 200 if route.template == "overview" else 404
    return await responses.html(visit, "empty", pages.empty_page(visit), status)
