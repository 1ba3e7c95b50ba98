"""Every row of a list as CSV, read page by page so that memory stays bounded however many there are."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any

from datasette.utils.asgi import AsgiStream

from ..query import actors, quotes
from ..query.parameters import Parameters, last
from .listings import actors_from, actors_page, quotes_asked, quotes_from, rows_a_page
from .responses import headers
from .visit import Row, Visit

QUOTE_COLUMNS = (
    "id",
    "article_id",
    "article_title",
    "publication",
    "published",
    "speaker",
    "speaker_name",
    "source_text",
    "source_form",
    "anonymous",
    "cue",
    "cue_class",
    "quote_type",
    "content",
    "start",
    "end",
    "about",
    "confidence",
    "method",
)
ACTOR_COLUMNS = (
    "id",
    "slug",
    "name",
    "type",
    "status",
    "n_articles",
    "n_mentions",
    "n_quotes",
    "n_quotes_about",
    "first_seen",
    "last_seen",
)

Fetch = Callable[[Parameters, int], Awaitable[tuple[list[Row], str | None]]]


async def quotes_csv(visit: Visit) -> Any:
    """All quotes that the filters let through; newest first, as ranking anew for each batch would be slow."""
    filters = await quotes_asked(visit)
    sort = quotes.sort_order(visit.params, filters) if last(visit.params, "_sort") else "newest"

    async def fetch(params: Parameters, size: int) -> tuple[list[Row], str | None]:
        return await quotes_from(visit, filters, sort, params, size)

    return await stream(visit, QUOTE_COLUMNS, fetch)


async def actors_csv(visit: Visit) -> Any:
    """All actors, or those that a search may mean."""
    listed = actors.list_parameters(visit.params)

    async def fetch(params: Parameters, size: int) -> tuple[list[Row], str | None]:
        if listed.text:
            return (await actors_page(visit))["rows"], None
        return await actors_from(visit, listed, params, size)

    return await stream(visit, ACTOR_COLUMNS, fetch)


async def stream(visit: Visit, columns: Sequence[str], fetch: Fetch) -> Any:
    """The rows that `fetch` gives, page by page, as CSV with these columns, for as long as somebody reads it."""
    batches = _batches(visit, fetch)
    # The first batch is read before the headers go out, so that an error can still be an error.
    first = await anext(batches)

    async def write(writer: Any) -> None:
        gone = asyncio.ensure_future(_gone(visit.request))
        try:
            await writer.write(_lines([columns, *_cells(columns, first)]))
            while not gone.done() and (batch := await anext(batches, None)) is not None:
                await writer.write(_lines(_cells(columns, batch)))
        finally:
            gone.cancel()

    return AsgiStream(write, headers=headers(visit.datasette, visit.private), content_type="text/csv; charset=utf-8")


async def _gone(request: Any) -> None:
    """Wait until the reader has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _batches(visit: Visit, fetch: Fetch) -> AsyncIterator[list[Row]]:
    """All rows from where `_next` begins; one page of them only where `_size` is given.

    The first come in a small batch, so that nobody waits for more than they look at, and each later one is larger.
    """
    limited = last(visit.params, "_size") != ""
    size, most = rows_a_page(visit), visit.datasette.setting("max_returned_rows")
    params = visit.params
    while True:
        rows, token = await fetch(params, size)
        yield rows
        if token is None or limited:
            return
        params, size = {"_next": [token]}, min(2 * size, most)


def _cells(columns: Sequence[str], rows: Sequence[Row]) -> list[list[object]]:
    """The rows' cells; a list of actors becomes their slugs, which hold no space."""
    return [
        [
            " ".join(actor["slug"] for actor in row[name]) if isinstance(row[name], list) else row[name]
            for name in columns
        ]
        for row in rows
    ]


def _lines(rows: Sequence[Sequence[object]]) -> str:
    lines = io.StringIO()
    csv.writer(lines).writerows(rows)
    return lines.getvalue()
