"""A page's dictionary as HTML or JSON, and errors in the shape of Datasette 1.0, on both versions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from datasette import Response
from datasette.database import QueryInterrupted
from datasette.utils import add_cors_headers

from ..query import overview
from ..query.parameters import choice
from . import access, compat, marks, network, timeline
from .visit import Page, Row, Visit

SHAPES = ("objects", "array", "arrays")
MOST_NAMES = 200  # of publications in a form

# What templates call to draw: pure functions on the page's dictionary.
DRAWING = {
    "paragraphs": marks.paragraphs,
    "matches": marks.matches,
    "chart": timeline.chart,
    "numbers": timeline.numbers,
    "spark": timeline.spark,
    "highest": timeline.highest,
    "network": network.network,
}


def headers(datasette: Any, private: bool, next_url: str | None = None) -> dict[str, str]:
    """The headers that every answer has."""
    answer = {"X-Content-Type-Options": "nosniff"}  # the text of an article is never taken for a page
    if datasette.cors:
        add_cors_headers(answer)
    if private:
        answer["Cache-Control"] = "private"
    if next_url:
        answer["Link"] = f'<{next_url}>; rel="next"'
    return answer


async def html(visit: Visit, template: str, page: Page, status: int = 200) -> Any:
    """The page in its template, with what Datasette's own templates expect."""
    context = {
        **page,
        **DRAWING,
        "database": visit.db.name,
        "database_color": compat.database_color(visit.db),
        "private": visit.private,
        "link": visit.link,
        "publication_names": partial(_publication_names, visit),
        "params": visit.params,
        "may_edit": await access.may_edit(visit.datasette, visit.request.actor, visit.db),
    }
    body = await visit.datasette.render_template(
        f"newsactors/{template}.html", context, request=visit.request, view_name="newsactors"
    )
    return Response.html(body, status=status, headers=headers(visit.datasette, visit.private, page.get("next_url")))


async def _publication_names(visit: Visit) -> list[str]:
    """What a form offers to choose from; only pages that read the publications ask."""
    try:
        return [row["name"] for row in await visit.rows(overview.publication_names(MOST_NAMES))]
    except QueryInterrupted:
        return []


def json_page(visit: Visit, page: Page, status: int = 200) -> Any:
    """The page as JSON: its rows in the shape asked for, or the whole of it where it is no list."""
    answer = headers(visit.datasette, visit.private, page.get("next_url"))
    shape = choice(visit.params, "_shape", SHAPES) or "objects"
    lines = choice(visit.params, "_nl", ("on",))
    rows: Sequence[Row] = page.get("rows", ())
    if "rows" in page and lines:
        body = "".join(json.dumps(row) + "\n" for row in rows)
        return Response(body, headers=answer, content_type="text/plain; charset=utf-8")
    if "rows" in page and shape == "array":
        return Response.json(rows, headers=answer)
    if "rows" in page and shape == "arrays":
        columns = list(rows[0]) if rows else []
        page = {**page, "columns": columns, "rows": [list(row.values()) for row in rows]}
    return Response.json({"ok": True, **page}, status=status, headers=answer)


def json_error(datasette: Any, message: str, status: int) -> Any:
    """An error in the shape that Datasette 1.0 gives its own."""
    body = {"ok": False, "error": message, "errors": [message], "status": status}
    return Response.json(body, status=status, headers=headers(datasette, status == 403))


def options(datasette: Any, methods: str) -> Any:
    """The answer to OPTIONS: what may be asked here."""
    return Response("", status=200, headers={**headers(datasette, False), "Allow": methods})


def not_allowed(datasette: Any, methods: str) -> Any:
    """The answer to a method that means nothing here."""
    answer = json_error(datasette, f"Method not allowed: use {methods}", 405)
    answer.headers["Allow"] = methods
    return answer


def head_of(response: Any) -> Any:
    """The response without its body."""
    return Response("", status=response.status, headers=response.headers, content_type=response.content_type)
