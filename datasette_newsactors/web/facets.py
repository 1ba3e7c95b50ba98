"""Facets on the ordinary pages of tables: of articles and quotes by actor, of any by month and year."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Sequence
from typing import Any

from datasette.database import QueryInterrupted
from datasette.facets import Facet
from datasette.utils.asgi import BadRequest

from ..models import ACTOR_TYPES
from ..query import facets
from . import access

TYPES = (*ACTOR_TYPES, "all")
NEXT = "_facet_next"
Pair = tuple[str, str]
STORED, COUNTED = "stored", "counted"


class ChosenFacet(Facet):
    """What our facets share: a config in one word, counts from one query, pages of values."""

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        """Each configured facet with its counts, and the names of those that took too long."""
        results: list[dict[str, Any]] = []
        timed_out: list[str] = []
        # What both metadata and the request ask for is shown once, and not to be hidden.
        always: dict[Any, bool] = {}
        for asked in self.get_configs():
            config = asked["config"].get("simple")
            always[config] = always.get(config, False) or asked["source"] == "metadata"
        for config, is_always in always.items():
            prepared = await self.prepared(config)
            if prepared is None:
                continue
            try:
                rows = await self._rows(prepared, config)
            except QueryInterrupted:
                timed_out.append(self._too_slow(config))
            else:
                results.append(self._result(config, rows, hideable=not is_always))
        return results, timed_out

    async def prepared(self, config: str | None) -> Any:
        """What the query needs to know, None where the facet has nothing to say here, or not to this user.

        Raises BadRequest for a config that means nothing.
        """
        raise NotImplementedError

    def name(self, config: str) -> str:
        """The facet's name, different for each config."""
        raise NotImplementedError

    def query(self, prepared: Any, config: str, limit: int, offset: int) -> tuple[str, dict[str, object]]:
        """SQL that counts value, label and count, and its own parameters."""
        raise NotImplementedError

    def filter_pair(self, config: str, value: Any) -> Pair:
        """The URL parameter that filters by a value."""
        raise NotImplementedError

    def pair(self, config: str) -> Pair:
        """The URL parameter that turns the facet on."""
        return f"_facet_{self.type}", config

    def suggestion(self, name: str, config: str) -> dict[str, Any]:
        """A link that turns the facet on."""
        url = self.ds.absolute_url(self.request, self.toggled(self.pair(config)))
        return {"name": name, "type": self.type, "toggle_url": url}

    def filtered(self) -> str | None:
        """The statement that gives the filtered table, None where nothing is filtered."""
        return str(self.sql) if self.params or re.search(r"\bwhere\b", self.sql, re.IGNORECASE) else None

    async def _rows(self, prepared: Any, config: str) -> list[dict[str, Any]]:
        sql, params = self.query(prepared, config, self.get_facet_size() + 1, self._offset(config))
        limit = self.ds.setting("facet_time_limit_ms")
        # Datasette gives a list where nothing filters.
        params = {**dict(self.params or {}), **params}
        answer = await self.ds.execute(self.database, sql, params, custom_time_limit=limit)
        return [dict(row) for row in answer.rows]

    def _offset(self, config: str) -> int:
        """How many values are on the pages before: `_facet_next=NAME:30`."""
        offset = 0
        for value in self.request.args.getlist(NEXT):
            found = re.fullmatch(r"(.+):([0-9]{1,9})", value)
            if not found:
                raise BadRequest(f"{NEXT}={value!r} is not understood: use the next_url of a facet")
            if found[1] == self.name(config):
                offset = int(found[2])
        return offset

    def _too_slow(self, config: str) -> str:
        """The facet's name; for people with what to do about it."""
        if not self._for_people():
            return self.name(config)
        limit = self.ds.setting("facet_time_limit_ms")
        return f"{self.name(config)} (more than {limit} ms: filter the rows first, then count them)"

    def _for_people(self) -> bool:
        return not self.request.url_vars.get("format")

    def _result(self, config: str, rows: list[dict[str, Any]], hideable: bool) -> dict[str, Any]:
        size = self.get_facet_size()
        results = [self._value(config, row) for row in rows[:size]]
        next_url = self._next_url(config, size) if len(rows) > size else None
        if next_url and self._for_people():
            # Datasette's template shows values only, so the way to the next page is one: it has the next value's count.
            label = f"{rows[size]['label']} and on …"
            results.append({**rows[size], "label": label, "selected": False, "toggle_url": next_url})
        return {
            "name": self.name(config),
            "type": self.type,
            "hideable": hideable,
            "toggle_url": self.toggled(self.pair(config)),
            "results": results,
            "truncated": len(rows) > size,
            "next_url": next_url,
        }

    def _value(self, config: str, row: dict[str, Any]) -> dict[str, Any]:
        pair = self.filter_pair(config, row["value"])
        url = self.ds.absolute_url(self.request, self.toggled(pair))
        return {**row, "selected": pair in self.get_querystring_pairs(), "toggle_url": url}

    def _next_url(self, config: str, size: int) -> str:
        """The same page with the facet's next values."""
        kept = [pair for pair in self.get_querystring_pairs() if pair[0] != NEXT]
        pairs = [*kept, (NEXT, f"{self.name(config)}:{self._offset(config) + size}")]
        return str(self.ds.absolute_url(self.request, self._path(pairs)))

    def toggled(self, pair: Pair) -> str:
        """This page's path with the parameter added, or without it where it is there; on the first page."""
        pairs = [other for other in self.get_querystring_pairs() if other[0] not in ("_next", NEXT)]
        pairs = [other for other in pairs if other != pair] if pair in pairs else [*pairs, pair]
        return self._path(pairs)

    def _path(self, pairs: Sequence[Pair]) -> str:
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
        return [self.suggestion(str(self.type), "all")]

    async def may_read(self) -> bool:
        """Whether the table is one of ours, and the user may see all that the facet reads."""
        tables = access.BY_ACTOR.get((self.type, self.table))
        if tables is None or not await access.has_our_tables(self.ds.get_database(self.database)):
            return False
        return await access.can_view(self.ds, self.request.actor, self.database, tables)

    async def prepared(self, config: str | None) -> bool | None:
        """That there is something to count. Raises BadRequest for what is no type of actor."""
        if not await self.may_read():
            return None
        if config not in TYPES:
            allowed = ", ".join(TYPES)
            raise BadRequest(f"_facet_{self.type}={config!r} is not understood: use one of {allowed}")
        return True

    def name(self, config: str) -> str:
        """The kind of facet, with the type of actor where it is narrowed to one."""
        return self.type if config == "all" else f"{self.type}_{config}"

    def query(self, prepared: bool, config: str, limit: int, offset: int) -> tuple[str, dict[str, object]]:
        """Counts from the join table, or from those stored where nothing filters."""
        return facets.counts(str(self.type), str(self.table), config, self.filtered(), limit, offset)

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

    async def suggest(self) -> list[dict[str, Any]]:
        """A link for each column whose first values are dates of more than one month."""
        chosen = [asked["config"].get("simple") for asked in self.get_configs()]
        columns = [column for column in await self.get_columns(self.sql, self.params) if column not in chosen]
        sql = facets.spread(self.sql, columns, self.length)
        limit = self.ds.setting("facet_suggest_time_limit_ms")
        try:
            [spread] = (await self.ds.execute(self.database, sql, self.params, custom_time_limit=limit)).rows
        except QueryInterrupted:
            return []
        return [
            self.suggestion(self.name(column), column)
            for column, values in zip(columns, spread, strict=True)
            if values > 1
        ]

    async def prepared(self, config: str | None) -> str:
        """Where the counts come from. Raises BadRequest for a column that the table does not have."""
        if config not in await self.get_columns(self.sql, self.params):
            raise BadRequest(f"_facet_{self.type}={config!r}: the table {self.table} has no such column")
        return STORED if await self._is_stored(config) else COUNTED

    async def _is_stored(self, config: str | None) -> bool:
        """Whether all rows are asked for, of a table of ours whose dates are counted."""
        ours = config == "published" and self.table in facets.DATES and self.filtered() is None
        return ours and await access.has_our_tables(self.ds.get_database(self.database))

    def name(self, config: str) -> str:
        """The column and the unit of time."""
        return f"{config}_{self.type}"

    def query(self, prepared: str, config: str, limit: int, offset: int) -> tuple[str, dict[str, object]]:
        """Counts by the first characters of the date; what begins with no year and month is left out."""
        if prepared == STORED:
            return facets.by_stored_date(str(self.table), self.length, limit, offset)
        return facets.by_date(self.sql, config, self.length, limit, offset)

    def filter_pair(self, config: str, value: str) -> Pair:
        """`_published_month=2024-03`."""
        return f"_{config}_{self.type}", value


class YearFacet(MonthFacet):
    """`_facet_year=published`: the rows by the year of a date column, the newest first."""

    type = "year"
    length = 4
