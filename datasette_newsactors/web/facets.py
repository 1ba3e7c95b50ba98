"""Facets on the ordinary pages of articles and quotes: by actor, by month and year."""

from __future__ import annotations

import re
import urllib.parse
from typing import Any

from datasette.database import QueryInterrupted
from datasette.facets import Facet
from datasette.utils import escape_sqlite
from datasette.utils.asgi import BadRequest

from ..models import ACTOR_TYPES
from ..query import facets
from . import access

TYPES = (*ACTOR_TYPES, "all")
Pair = tuple[str, str]


class ChosenFacet(Facet):
    """What our facets share: a config in one word, counts from one query, links that begin on page one."""

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        """Each configured facet with its counts, and the names of those that took too long."""
        results: list[dict[str, Any]] = []
        timed_out: list[str] = []
        if not await self.may_read():
            return results, timed_out
        for asked in self.get_configs():
            config = asked["config"].get("simple")
            await self.check(config)
            try:
                rows = await self._rows(config)
            except QueryInterrupted:
                timed_out.append(self.name(config))
            else:
                results.append(self._result(config, rows, hideable=asked["source"] != "metadata"))
        return results, timed_out

    async def may_read(self) -> bool:
        """Whether the facet has something to say here, and to this user."""
        return True

    async def check(self, config: str | None) -> None:
        """Raise BadRequest for a config that means nothing."""
        raise NotImplementedError

    def name(self, config: str) -> str:
        """The facet's name, different for each config."""
        raise NotImplementedError

    def query(self, config: str, limit: int) -> tuple[str, dict[str, object]]:
        """SQL that counts value, label and count, and its own parameters."""
        raise NotImplementedError

    def filter_pair(self, config: str, value: str) -> Pair:
        """The URL parameter that filters by a value."""
        raise NotImplementedError

    async def _rows(self, config: str) -> list[dict[str, Any]]:
        sql, params = self.query(config, self.get_facet_size() + 1)
        limit = self.ds.setting("facet_time_limit_ms")
        # Datasette gives a list where nothing filters.
        params = {**dict(self.params or {}), **params}
        answer = await self.ds.execute(self.database, sql, params, custom_time_limit=limit)
        return [dict(row) for row in answer.rows]

    def _result(self, config: str, rows: list[dict[str, Any]], hideable: bool) -> dict[str, Any]:
        size = self.get_facet_size()
        return {
            "name": self.name(config),
            "type": self.type,
            "hideable": hideable,
            "toggle_url": self.toggled((f"_facet_{self.type}", config)),
            "results": [self._value(config, row) for row in rows[:size]],
            "truncated": len(rows) > size,
        }

    def _value(self, config: str, row: dict[str, Any]) -> dict[str, Any]:
        pair = self.filter_pair(config, row["value"])
        url = self.ds.absolute_url(self.request, self.toggled(pair))
        return {**row, "selected": pair in self.get_querystring_pairs(), "toggle_url": url}

    def toggled(self, pair: Pair) -> str:
        """This page's path with the parameter added, or without it where it is there; on the first page."""
        pairs = [other for other in self.get_querystring_pairs() if other[0] != "_next"]
        pairs = [other for other in pairs if other != pair] if pair in pairs else [*pairs, pair]
        format = self.request.url_vars.get("format")
        path = str(self.ds.urls.table(self.database, self.table, format=format))
        return path + ("?" + urllib.parse.urlencode(pairs) if pairs else "")


class ActorFacet(ChosenFacet):
    """`_facet_actor=person`: the actors that articles mention, or who say the quotes."""

    type = "actor"

    async def suggest(self) -> list[dict[str, Any]]:
        """A link that turns the facet on, where the table is ours."""
        if self.get_configs() or not await self.may_read():
            return []
        url = self.ds.absolute_url(self.request, self.toggled((f"_facet_{self.type}", "all")))
        return [{"name": self.type, "type": self.type, "toggle_url": url}]

    async def may_read(self) -> bool:
        """Whether the table is one of ours, and the user may see all that the facet reads."""
        tables = access.BY_ACTOR.get((self.type, self.table))
        if tables is None or not await access.has_our_tables(self.ds.get_database(self.database)):
            return False
        return await access.can_view(self.ds, self.request.actor, self.database, tables)

    async def check(self, config: str | None) -> None:
        """Raise BadRequest for what is no type of actor."""
        if config not in TYPES:
            allowed = ", ".join(TYPES)
            raise BadRequest(f"_facet_{self.type}={config!r} is not understood: use one of {allowed}")

    def name(self, config: str) -> str:
        """The kind of facet, with the type of actor where it is narrowed to one."""
        return self.type if config == "all" else f"{self.type}_{config}"

    def query(self, config: str, limit: int) -> tuple[str, dict[str, object]]:
        """Counts from the join table, or from those stored where nothing filters."""
        filtered = bool(self.params) or re.search(r"\bwhere\b", self.sql, re.IGNORECASE)
        rows = str(self.sql) if filtered else None
        return facets.counts(str(self.type), str(self.table), config, rows, limit)

    def filter_pair(self, config: str, value: str) -> Pair:
        """`_actor=slug` or `_about=slug`."""
        return f"_{self.type}", value


class AboutFacet(ActorFacet):
    """`_facet_about=person`: the actors that quotes are about."""

    type = "about"


class MonthFacet(ChosenFacet):
    """`_facet_month=published`: the rows by the month of a date column, in date order, the newest first."""

    type = "month"
    length = 7

    async def check(self, config: str | None) -> None:
        """Raise BadRequest for a column that the table does not have."""
        if config not in await self.get_columns(self.sql, self.params):
            raise BadRequest(f"_facet_{self.type}={config!r}: the table {self.table} has no such column")

    def name(self, config: str) -> str:
        """The column and the unit of time."""
        return f"{config}_{self.type}"

    def query(self, config: str, limit: int) -> tuple[str, dict[str, object]]:
        """Counts by the first characters of the date; what begins with no year and month is left out."""
        column = escape_sqlite(config)
        sql = f"""
select substr({column}, 1, {self.length}) as value, substr({column}, 1, {self.length}) as label,
  count(*) as count
from ({self.sql})
where {column} glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]*'
group by value order by value desc limit :newsactors_limit"""
        return sql, {"newsactors_limit": limit}

    def filter_pair(self, config: str, value: str) -> Pair:
        """Datasette's own filter for what a column begins with."""
        return f"{config}__startswith", value


class YearFacet(MonthFacet):
    """`_facet_year=published`: the rows by the year of a date column, the newest first."""

    type = "year"
    length = 4
