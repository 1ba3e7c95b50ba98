"""Our URLs: which page each one shows, what that page reads, and how a request becomes a response."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from datasette import Forbidden, NotFound, Response
from datasette.database import QueryInterrupted
from datasette.utils import tilde_decode

from ..models import NewsactorsError
from ..query import actors, comparison, profile, quotes
from ..query import audit as query_audit
from ..query import edges as query_edges
from ..query import sample as query_sample
from ..query.parameters import PAGING, Parameter, check_names
from . import (
    about,
    access,
    audit,
    bodies,
    compare,
    corrections,
    decisions,
    edges,
    errors,
    exports,
    feed,
    linked_data,
    listings,
    openapi,
    overview,
    pages,
    responses,
    review,
    runs,
    sample,
    schemas,
)
from .visit import Moved, Page, Visit

Respond = Callable[..., Awaitable[Any]]


@dataclass(frozen=True)
class Route:
    """A URL below /{database}/-/: its page, the tables that must be visible, and all that its documents tell of it.

    path: names in braces are given to the page in order. template: empty where there is no HTML. answer: the
    JSON, as a schema. exports: formats beside HTML and JSON, each with the function that answers. optional:
    tables whose part of the page is left out for those who may not see them. change: what a POST does, for
    those who may correct; page is None where there is nothing to read.
    """

    path: str
    says: str
    template: str
    tables: tuple[str, ...]
    page: Callable[..., Awaitable[Page]] | None
    answer: schemas.Schema = field(default_factory=lambda: schemas.ANSWER)
    parameters: tuple[Parameter, ...] = ()
    exports: Mapping[str, Respond] = field(default_factory=dict)
    optional: tuple[str, ...] = ()
    change: Respond | None = None

    @property
    def formats(self) -> tuple[str, ...]:
        """The extensions under which there is data."""
        return ("json", *self.exports)

    @property
    def methods(self) -> str:
        """What may be asked of the URL, for the header Allow."""
        return ", ".join([*(("GET", "HEAD") if self.page else ()), *(("POST",) if self.change else ()), "OPTIONS"])

    @property
    def regex(self) -> str:
        """The URL as Datasette's router wants it."""
        path = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/.]+)", self.path)
        return rf"^/(?P<database>[^/]+)/-/{path}(?:\.(?P<format>{'|'.join(map(re.escape, self.formats))}))?$"


OPENAPI = r"^/-/newsactors/openapi\.json$"
ROUTES = (
    Route(
        "newsactors",
        "most quoted, rising, publications, articles and quotes by month, ingest runs and errors",
        "overview",
        access.OVERVIEW,
        overview.overview_page,
        schemas.OVERVIEW,
        optional=("runs", "ingest_errors"),
    ),
    Route(
        "actors",
        "list of actors, and a search that forgives typing errors",
        "actors",
        access.ACTORS,
        listings.actors_page,
        schemas.ACTORS,
        actors.LIST_PARAMETERS,
        {"csv": exports.actors_csv},
    ),
    Route(
        "actors/{slug}",
        "one actor: names, roles, timeline, quotes by and about, who speaks about whom, articles",
        "actor",
        access.ACTOR,
        pages.actor_page,
        schemas.ACTOR_PAGE,
        profile.PARAMETERS,
        optional=("corrections",),
    ),
    Route(
        "actors/{slug}/about/{other}",
        "what one actor said about another, over time",
        "about",
        access.ACTOR,
        about.about_page,
        schemas.ABOUT,
        about.PARAMETERS,
    ),
    Route(
        "compare",
        "two to four actors side by side",
        "compare",
        access.ACTOR,
        compare.compare_page,
        schemas.COMPARISON,
        comparison.PARAMETERS,
    ),
    Route(
        "articles/{id}",
        "the article, with mentions and quotes marked, and each source beside its quote",
        "article",
        access.ARTICLE,
        pages.article_page,
        schemas.ARTICLE_PAGE,
        exports={
            "txt": linked_data.article_text,
            "jsonld": linked_data.article_json_ld,
            "annotation.json": linked_data.article_annotations,
        },
        optional=("article_versions",),
    ),
    Route(
        "quotes",
        "quote search by words, speaker, subject, publication, type, cue class, date and confidence",
        "quotes",
        access.QUOTES,
        listings.quotes_page,
        schemas.QUOTES,
        quotes.PARAMETERS,
        {"csv": exports.quotes_csv, "atom": feed.quotes_atom},
        optional=access.BY_ROLE,
    ),
    Route(
        "quotes/{id}",
        "one quote, which stands in its article",
        "",
        access.ARTICLE,
        linked_data.quote_page,
        schemas.QUOTE_PAGE,
        exports={"jsonld": linked_data.quote_json_ld, "annotation.json": linked_data.quote_annotation},
    ),
    Route(
        "newsactors/edges",
        "who speaks about whom, how often, since when: an edge list for network tools",
        "edges",
        access.QUOTES,
        edges.edges_page,
        schemas.EDGES,
        query_edges.PARAMETERS,
        {"csv": edges.edges_csv},
        optional=access.BY_ROLE,
    ),
    Route(
        "newsactors/audit",
        "source audit: how many people are quoted, how concentrated, named or anonymous, and who they are",
        "audit",
        access.AUDIT,
        audit.audit_page,
        schemas.AUDIT,
        query_audit.PARAMETERS,
        {"csv": audit.audit_csv},
    ),
    Route(
        "newsactors/audit/sample",
        "a random sample of quotes to review by hand",
        "sample",
        access.SAMPLE,
        sample.sample_page,
        schemas.SAMPLE,
        query_sample.PARAMETERS,
        {"csv": sample.sample_csv},
        optional=access.BY_ROLE,
    ),
    Route(
        "newsactors/runs",
        "ingest runs: when articles were read, in which way, how much was stored and what failed",
        "runs",
        access.RUNS,
        runs.runs_page,
        schemas.RUNS,
        PAGING,
        optional=("articles", "ingest_errors"),
    ),
    Route(
        "newsactors/corrections",
        "what people decided about actors and speakers; a POST adds a decision",
        "corrections",
        access.CORRECTIONS,
        corrections.log_page,
        schemas.CORRECTIONS,
        PAGING,
        change=decisions.decide,
    ),
    Route(
        "newsactors/corrections/{id}/undo",
        "a POST takes a decision back",
        "",
        access.EDITING,
        None,
        schemas.CORRECTION,
        change=decisions.take_back,
    ),
    Route(
        "newsactors/review",
        "likely duplicates side by side, for those who may correct",
        "review",
        access.EDITING,
        review.review_page,
        schemas.REVIEW,
        (review.SKIP,),
    ),
)


def routes() -> list[tuple[str, Callable[..., Any]]]:
    """Every URL with its view function, for Datasette's register_routes."""
    return [(OPENAPI, _openapi), *((route.regex, _view(route)) for route in ROUTES)]


async def _openapi(request: Any, datasette: Any) -> Any:
    """What may be asked of the routes, for those who may see the instance."""
    if request.method == "OPTIONS":
        return responses.options(datasette, "GET, HEAD, OPTIONS")
    if request.method not in ("GET", "HEAD"):
        return responses.not_allowed(datasette, "GET, HEAD, OPTIONS")
    visible, private = await datasette.check_visibility(request.actor, action="view-instance")
    if not visible:
        return responses.json_error(datasette, "You may not see this instance of Datasette", 403)
    document = openapi.document(ROUTES, datasette.setting("base_url"))
    response = Response.json(document, headers=responses.headers(datasette, private))
    return responses.head_of(response) if request.method == "HEAD" else response


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
    """What was asked for, or an error: as JSON where data was asked for, else as a page with the ways on.

    Who may not see it, and who asks for no database, gets Datasette's own error page, to which other plugins may have
    something to say.
    """
    wants_data = request.url_vars.get("format") or bodies.is_json(request)
    visit = None
    try:
        visit = _visit(request, datasette)
        return await respond(route, visit)
    except Moved as moved:
        return Response.redirect(moved.path)
    except (NewsactorsError, QueryInterrupted, Forbidden, NotFound) as error:
        message, status = errors.told(error)
        if wants_data:
            return responses.json_error(datasette, message, status)
        if visit is None or isinstance(error, Forbidden):
            raise
        return await errors.error_page(visit, error)


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
    check_names(visit.params, route.parameters)
    keys = _keys(route, visit)
    if export := route.exports.get(visit.format):
        return await export(visit, *keys)
    assert route.page
    page = await route.page(visit, *keys)
    if visit.format == "json":
        return responses.json_page(visit, page)
    if not route.template:
        raise NotFound(f"There is no page here: add .{' or .'.join(route.formats)} to the address")
    return await responses.html(visit, route.template, page)


def _keys(route: Route, visit: Visit) -> list[str]:
    """What the URL has in place of the names in braces."""
    return [tilde_decode(visit.request.url_vars[name]) for name in re.findall(r"\{(\w+)\}", route.path)]


async def _change(route: Route, visit: Visit) -> Any:
    """A decision: asked of those only who may see all that it is about."""
    assert route.change
    if not await access.has_our_tables(visit.db):
        raise NotFound(await _nothing_here(visit))
    await access.require_edit(visit.datasette, visit.request.actor, visit.db)
    return await route.change(visit, *_keys(route, visit))


async def _empty(route: Route, visit: Visit) -> Any:
    """A database without our tables: the overview tells how to begin, the rest does not exist."""
    if visit.format != "html":
        raise NotFound(await _nothing_here(visit))
    status = 200 if route.template == "overview" else 404
    return await responses.html(visit, "empty", await pages.empty_page(visit), status)


async def _nothing_here(visit: Visit) -> str:
    """Why a database has nothing to show, and what to do about it."""
    if await access.is_older(visit.db):
        told = access.OLDER.format(visit.db.name)
        return told[0].upper() + told[1:]
    return f"There are no news articles in the database {visit.db.name}"
