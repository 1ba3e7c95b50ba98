"""One request for one of our pages: what it asks of which database, and the links that belong to it."""

from __future__ import annotations

import asyncio
import urllib.parse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from datasette.database import QueryInterrupted
from datasette.utils import tilde_encode

from ..query.parameters import Parameters
from ..query.select import Select
from . import access

Row = dict[str, Any]
Page = dict[str, Any]


class Moved(Exception):
    """What was asked for stands at another path now."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True)
class Visit:
    """The request, the database it is about, and its parameters. `format` is html, json or csv."""

    datasette: Any
    request: Any
    db: Any
    params: Parameters
    format: str
    private: bool = False

    @property
    def extension(self) -> str:
        """What a link to the same kind of answer ends with: nothing where that is a page."""
        return "" if self.format == "html" else self.format

    @cached_property
    def _root(self) -> str:
        """What our paths begin with; asked for once, as a page has hundreds of links."""
        return str(self.datasette.urls.database(self.db.name)) + "/-/"

    def link(
        self, *path: str | int, query: Mapping[str, object] | None = None, format: str = "", anchor: str = ""
    ) -> str:
        """The path of one of our pages, with base_url; parameters that are None or empty are left out."""
        url = self._root + "/".join(tilde_encode(str(part)) for part in path)
        url += f".{format}" if format else ""
        asked = {name: value for name, value in (query or {}).items() if value not in (None, "", (), [])}
        url += "?" + urllib.parse.urlencode(asked, doseq=True) if asked else ""
        return url + (f"#{anchor}" if anchor else "")

    def table(self, table: str, query: Mapping[str, object]) -> str:
        """The path of some rows in one of Datasette's own tables; filters that are None are left out."""
        asked = {name: value for name, value in query.items() if value is not None}
        return f"{self.datasette.urls.table(self.db.name, table)}?{urllib.parse.urlencode(asked)}"

    def absolute(self, path: str) -> str:
        """A path as a whole URL."""
        return str(self.datasette.absolute_url(self.request, path))

    async def may_see(self, table: str) -> bool:
        """Whether the signed-in user may see a table that the page can do without."""
        return await access.can_view(self.datasette, self.request.actor, self.db.name, [table])

    async def rows(self, select: Select, time_limit: int | None = None) -> list[Row]:
        """What the database answers. time_limit: milliseconds. Raises QueryInterrupted past it."""
        result = await self.db.execute(select.sql, select.params, custom_time_limit=time_limit)
        return [dict(row) for row in result.rows]

    async def row(self, select: Select) -> Row | None:
        """The first row of the answer, or None."""
        rows = await self.rows(select)
        return rows[0] if rows else None

    async def sections(self, selects: Mapping[str, Select]) -> tuple[dict[str, list[Row] | None], list[str]]:
        """Each part of a page by name, and the names of those that took too long, whose rows are None.

        They are asked side by side, as many as Datasette has threads for.
        """

        async def section(select: Select) -> list[Row] | None:
            try:
                return await self.rows(select)
            except QueryInterrupted:
                return None

        found = await asyncio.gather(*map(section, selects.values()))
        answers = dict(zip(selects, found, strict=True))
        return answers, [name for name, rows in answers.items() if rows is None]


def without(params: Parameters, *names: str) -> dict[str, Sequence[str]]:
    """The parameters but for some, and but for the page that was reached: a changed search begins anew."""
    return {name: values for name, values in params.items() if name not in (*names, "_next")}
