"""Who speaks about whom, in the whole collection: a page of the strongest, and all of them for network tools."""

from __future__ import annotations

from typing import Any

from ..query import edges, paging
from ..query.filters import in_words
from ..query.parameters import Parameters
from .exports import stream
from .listings import following, quotes_asked, rows_a_page
from .rows import about_url, actor_url
from .visit import Page, Row, Visit

STRONGEST = 50
# The names by which Gephi and most other tools know the columns of an edge list, then the rest.
COLUMNS = ("Source", "Target", "Type", "Weight", "speaker_name", "speaker_type", "about_name", "about_type")
DATES = ("first", "last")


async def edges_page(visit: Visit) -> Page:
    """One page of edges; on the page for people also the strongest of all."""
    asked = edges.asked(visit.params, await quotes_asked(visit))
    rows, token = await edges_from(visit, asked, visit.params, rows_a_page(visit))
    filters = {**in_words(asked.filters), "min_quotes": asked.min_quotes}
    page: Page = {
        "rows": rows,
        "truncated": False,
        "filters": filters | ({"about_type": asked.about_type} if asked.about_type else {}),
        **following(visit, ("newsactors", "edges"), token),
    }
    if visit.format == "html":
        answers, timed_out = await visit.sections({"strongest": edges.strongest(asked, STRONGEST)})
        strongest = answers["strongest"]
        page |= {"strongest": strongest and [_edge(visit, asked, row) for row in strongest], "timed_out": timed_out}
    return page


async def edges_from(visit: Visit, asked: edges.Asked, params: Parameters, size: int) -> tuple[list[Row], str | None]:
    """The page of edges that `_next` in the parameters begins, and the token of the one after."""
    after = paging.decode(params, edges.SORT, edges.KEY_TYPES)
    found = await visit.row(edges.last_speaker(after, asked.filters))
    to = found["id"] if found else None
    rows = [] if to is None else await visit.rows(edges.page(asked, after, to, size + 1))
    token = edges.next_token(rows, to, size)
    if token and len(rows) <= size:
        beyond = paging.decode({"_next": [token]}, edges.SORT, edges.KEY_TYPES)
        more = await visit.row(edges.last_speaker(beyond, asked.filters))
        token = token if more and more["id"] is not None else None
    return [_edge(visit, asked, row) for row in rows[:size]], token


def _edge(visit: Visit, asked: edges.Asked, row: Row) -> Row:
    """An edge as pages show it: without ids, with the way to its two actors and its quotes."""
    edge = {name: value for name, value in row.items() if name not in ("speaker_id", "about_id")}
    edge["speaker_url"], edge["about_url"] = actor_url(visit, row["speaker"]), actor_url(visit, row["about"])
    edge["url"] = about_url(visit, row["speaker"], row["about"], asked.filters)
    return edge


async def edges_csv(visit: Visit) -> Any:
    """All edges, as an edge list that network tools read."""
    asked = edges.asked(visit.params, await quotes_asked(visit))

    async def fetch(params: Parameters, size: int) -> tuple[list[Row], str | None]:
        rows, token = await edges_from(visit, asked, params, size)
        return [_named(row) for row in rows], token

    return await stream(visit, (*COLUMNS, *DATES), fetch)


def _named(row: Row) -> Row:
    named = {"Source": row["speaker"], "Target": row["about"], "Type": "Directed", "Weight": row["n_quotes"]}
    return {**row, **named}
