"""The lists, above all of actors and quotes: one page of rows, the way to the next, and facets beside the quotes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from datasette.database import QueryInterrupted

from ..query import actors, paging, quote_facets, quotes
from ..query.filters import QuoteFilters, in_words, quote_filters
from ..query.paging import Key
from ..query.parameters import BadParameter, page_size
from ..query.quote_facets import COUNT
from ..query.select import Select
from . import access
from .known import unknown
from .rows import link_actors, only, quote_row
from .visit import Page, Row, Visit, without

PAGE_SIZE = 50
FACET_SIZE = 10


async def actors_page(visit: Visit) -> Page:
    """The list of actors, or those that a search may mean."""
    listed = actors.list_parameters(visit.params)
    size = rows_a_page(visit)
    if listed.text:
        found = actors.best_matches(await visit.rows(actors.search(listed)), listed.text)
        rows, token, truncated = found[:size], None, len(found) > size
    else:
        rows, token = await actors_from(visit, listed, visit.params, size)
        truncated = False
    link_actors(visit, rows)
    page = {"rows": rows, "truncated": truncated, "filters": actors.in_words(listed), "sort": listed.sort}
    if visit.format == "html":
        page["may_see_quotes"] = await access.can_view(
            visit.datasette, visit.request.actor, visit.db.name, access.QUOTES
        )
    return page | following(visit, ("actors",), token)


async def actors_from(
    visit: Visit, listed: actors.Listed, params: Mapping[str, Any], size: int
) -> tuple[list[Row], str | None]:
    """The page of actors that `_next` in the parameters begins, and the token of the one after."""
    after = paging.decode(params, listed.sort, actors.KEY_TYPES[listed.sort])
    rows = await visit.rows(actors.page(listed, after, size + 1))
    return rows[:size], actors.next_token(rows, listed.sort, size)


async def quotes_page(visit: Visit) -> Page:
    """One page of the quotes that the filters let through, with facets."""
    filters = await quotes_asked(visit)
    size = rows_a_page(visit)
    sort = quotes.sort_order(visit.params, filters)
    (rows, token), (facets, count) = await asyncio.gather(
        quotes_from(visit, filters, sort, visit.params, size), _beside(visit, filters)
    )
    nobody = visit.format == "html" and not rows
    unranked = sort == "relevance" and (count is None or count > quotes.RANKED)
    return {
        **({"unknown": await unknown(visit, "speaker", "about", "about_any")} if nobody else {}),
        "rows": rows,
        "truncated": False,
        "count": count,
        "ranked": quotes.RANKED if unranked else None,
        "filters": in_words(filters),
        "sort": sort,
        "facet_results": facets,
        **following(visit, ("quotes",), token),
    }


async def quotes_asked(visit: Visit) -> QuoteFilters:
    """The filters of a quote search. Raises BadParameter, and Forbidden for those who may not see what one reads."""
    filters = quote_filters(visit.params)
    if filters.role:
        await access.require(visit.datasette, visit.request.actor, visit.db.name, access.BY_ROLE)
    return filters


async def quotes_from(
    visit: Visit, filters: QuoteFilters, sort: str, params: Mapping[str, Any], size: int
) -> tuple[list[Row], str | None]:
    """The page of quotes that `_next` in the parameters begins, and the token of the one after."""
    after = paging.decode(params, sort, quotes.KEY_TYPES[sort])
    if after is None and sort == "relevance":
        newest = await visit.row(quotes.newest_id())
        after = (newest["id"] if newest else 0, 0)
    words = await visit.row(quotes.n_matching(filters)) if filters.match and sort != "relevance" else None
    rows = await visit.rows(quotes.search(filters, sort, after, size + 1, words["n"] if words else 0))
    token = quotes.next_token(rows, sort, after or (), size)
    return [quote_row(visit, row) for row in rows[:size]], token


async def latest_first(
    visit: Visit, sort: str, page: Callable[[Key | None, int], Select]
) -> tuple[list[Row], str | None]:
    """The page of rows by falling id that `_next` begins, and the token of the one after.

    page: asks for so many rows after a key, which is an id.
    """
    size = rows_a_page(visit)
    rows = await visit.rows(page(paging.decode(visit.params, sort, ((int,),)), size + 1))
    return rows[:size], paging.encode(sort, [rows[size - 1]["id"]]) if len(rows) > size else None


def rows_a_page(visit: Visit) -> int:
    """How many rows a page holds: `_size`, or a number that suits a page."""
    setting = visit.datasette.setting
    return page_size(visit.params, min(setting("default_page_size"), PAGE_SIZE), setting("max_returned_rows"))


def following(visit: Visit, path: Sequence[str], token: str | None) -> Page:
    """The way from one page of a list to the next."""
    if token is None:
        return {"next": None, "next_url": None}
    url = visit.link(*path, query={**without(visit.params), "_next": token}, format=visit.extension)
    return {"next": token, "next_url": visit.absolute(url)}


async def _beside(visit: Visit, filters: QuoteFilters) -> tuple[Page, int | None]:
    """The facets asked for (a page for people shows all), those that took too long, and how many quotes there are.

    All is asked side by side. The number is None where counting takes too long.
    """
    asked = [name for name in visit.params.get("_facet", ()) if name]
    for name in asked:
        if name not in quote_facets.FACETS:
            raise BadParameter.value("_facet", name, "one of " + ", ".join(quote_facets.FACETS))
    names = asked or (list(quote_facets.FACETS) if visit.format == "html" else [])
    setting = visit.datasette.setting
    default = min(setting("default_facet_size"), FACET_SIZE)
    size = page_size(visit.params, default, setting("max_returned_rows"), "_facet_size")
    questions = quote_facets.facets(names, filters, size + 1)
    if not any(COUNT in answered for answered, _ in questions):
        questions.append(((COUNT,), quotes.count(filters)))
    found: dict[str, list[Row] | None] = {}
    for answer in await asyncio.gather(*(_answer(visit, *question) for question in questions)):
        found |= answer
    if found[COUNT] is None and (COUNT,) not in dict(questions):  # what is too long for facets may do for a number
        found |= await _answer(visit, (COUNT,), quotes.count(filters))
    results = {
        name: {
            "name": name,
            "results": [_facet_value(visit, name, value) for value in values[:size]],
            "truncated": len(values) > size,
        }
        for name in names
        if (values := found[name]) is not None
    }
    return {"results": results, "timed_out": [name for name in names if found[name] is None]}, only(found[COUNT])


async def _answer(visit: Visit, names: Sequence[str], select: Select) -> dict[str, list[Row] | None]:
    """What one question tells of facets and the number of quotes, by name; None where it takes too long."""
    n_facets = len([name for name in names if name != COUNT])
    limit = visit.datasette.setting("facet_time_limit_ms") * n_facets or None
    try:
        rows = await visit.rows(select, limit)
    except QueryInterrupted:
        return dict.fromkeys(names)
    return {name: [row for row in rows if row.get("facet", name) == name] for name in names}


def _facet_value(visit: Visit, name: str, value: Row) -> Row:
    """A facet's value with the link that narrows the search to it, or widens it again."""
    parameters = ("since", "until") if name == "year" else (name,)
    selected = all(visit.params.get(parameter, [""])[-1] == value["value"] for parameter in parameters)
    query: dict[str, object] = dict(without(visit.params, *parameters))
    if not selected:
        query |= dict.fromkeys(parameters, value["value"])
    url = visit.link("quotes", query=query, format=visit.extension)
    shown = {key: value[key] for key in ("value", "label", "count")}
    return {**shown, "selected": selected, "toggle_url": visit.absolute(url)}
