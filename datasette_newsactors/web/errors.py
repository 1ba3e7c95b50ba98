"""An error as a page for people: what is wrong, and where to go on.

Raised, it would be Datasette's to show, which writes a traceback into the log where the package rich is installed.
"""

from __future__ import annotations

from typing import Any

from datasette import Forbidden, NotFound
from datasette.database import QueryInterrupted

from . import responses
from .known import UnknownActor, likely_or_none
from .visit import Row, Visit

SLOW = "The query took too long: ask for less, with more filters or a smaller _size"


def told(error: Exception) -> tuple[str, int]:
    """What to say of an error, and its status."""
    if isinstance(error, QueryInterrupted):
        return SLOW, 400
    if isinstance(error, Forbidden):
        return str(error), 403
    return str(error), 404 if isinstance(error, NotFound) else 400


async def error_page(visit: Visit, error: Exception) -> Any:
    """The error in the frame of our pages; for an actor nobody has heard of with those who have a name like it."""
    message, status = told(error)
    choices: list[Row] = []
    if isinstance(error, UnknownActor):
        choices = (await likely_or_none(visit, error.slug)) or []
    narrowed = status == 400 and visit.request.method == "GET" and visit.request.query_string
    page = {"message": message, "status": status, "choices": choices, "anew": _anew(visit) if narrowed else None}
    return await responses.html(visit, "error", page, status)


def _anew(visit: Visit) -> str:
    """The same page without parameters, with base_url, which a proxy may have taken from the address asked for."""
    return f"{visit.datasette.urls.database(visit.db.name)}/-/{visit.request.path.partition('/-/')[2]}"
