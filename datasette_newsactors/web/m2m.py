"""`_facet_m2m=article_tags` and `_m2m=article_tags:5` on the page of any table that a join table links to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from datasette import NotFound
from datasette.database import QueryInterrupted
from datasette.filters import FilterArguments
from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import BadRequest

from ..query import m2m
from ..query.parameters import BadParameter
from . import access
from .facets import ChosenFacet, Pair

PARAMETER = "_m2m"


class JoinFacet(ChosenFacet):
    """`_facet_m2m=article_tags`: the rows by what a join table, which is named and never guessed, links them to."""

    type = "m2m"

    async def suggest(self) -> list[dict[str, Any]]:
        """A link for each join table that links these rows to more than one of another table."""
        chosen = [asked["config"].get("simple") for asked in self.get_configs()]
        tables = [] if await self._has_better() else await self._join_tables()
        return [self.suggestion(name, name) for name in tables if name not in chosen and await self._helps(name)]

    async def _has_better(self) -> bool:
        """Whether the table is one of ours, which has facets of its own for the same."""
        tables = {table for _, table in access.BY_ACTOR}
        return self.table in tables and await access.has_our_tables(self.ds.get_database(self.database))

    async def _join_tables(self) -> list[str]:
        try:
            answer = await self._suggesting(m2m.JOIN_TABLES, {"table": self.table})
        except QueryInterrupted:
            return []
        return [row["join_table"] for row in answer.rows]

    async def _helps(self, join_table: str) -> bool:
        try:
            link = await link_of(self.ds, self.request.actor, self.database, self.table, join_table)
            return link is not None and len((await self._suggesting(*m2m.distinct(link))).rows) > 1
        except (QueryInterrupted, BadParameter):
            return False

    async def _suggesting(self, sql: str, params: Mapping[str, object]) -> Any:
        limit = self.ds.setting("facet_suggest_time_limit_ms")
        return await self.ds.execute(self.database, sql, params, custom_time_limit=limit)

    async def prepared(self, config: str | None) -> m2m.Link | None:
        """The link, None for those who may not see what it reads. Raises BadRequest for what is no join table."""
        try:
            return await link_of(self.ds, self.request.actor, self.database, str(self.table), config or "")
        except (BadParameter, NotFound) as error:
            raise BadRequest(f"_facet_m2m={config!r}: {error}") from None

    def name(self, config: str) -> str:
        """The join table."""
        return config

    def query(self, prepared: m2m.Link, config: str, limit: int, offset: int) -> tuple[str, dict[str, object]]:
        """Counts from the join table alone where nothing filters."""
        return m2m.counts(prepared, self.filtered(), limit, offset)

    def filter_pair(self, config: str, value: object) -> Pair:
        """`_m2m=article_tags:5`; what Datasette's URLs encode in a table's name is encoded here, too."""
        return PARAMETER, f"{tilde_encode(config)}:{value}"


async def link_of(datasette: Any, actor: Any, database: str, table: str, join_table: str) -> m2m.Link | None:
    """The link that a join table makes, None for those who may not see the join table or the other.

    Raises NotFound where there is no such table, BadParameter where it is no join table.
    """
    db = datasette.get_database(database)
    if join_table not in await db.table_names():
        raise NotFound(f"there is no table {join_table}")
    if not await access.can_view(datasette, actor, database, [join_table]):
        return None
    link = m2m.link(table, join_table, [await _whole(db, key) for key in await db.foreign_keys_for_table(join_table)])
    if not await access.can_view(datasette, actor, database, [link.other]):
        return None
    return link._replace(label=await db.label_column_for_table(link.other))


async def _whole(db: Any, key: dict[str, Any]) -> dict[str, Any]:
    """A foreign key with the column that it refers to: where the schema names none, the primary key."""
    if key["other_column"]:
        return key
    columns = await db.primary_keys(key["other_table"])
    return {**key, "other_column": columns[0] if len(columns) == 1 else "rowid"}


async def join_filters(datasette: Any, request: Any, database: str, table: str) -> Any:
    """What the request's `_m2m` narrow the table to, each of them; None where there is none.

    Raises Forbidden for those who may not see what the filter reads, BadRequest for what means nothing.
    """
    asked = [value for value in request.args.getlist(PARAMETER) if value]
    if not asked:
        return None
    clauses: list[str] = []
    params: dict[str, object] = {}
    words: list[str] = []
    for number, value in enumerate(asked):
        encoded, colon, key = value.partition(":")
        join_table = tilde_decode(encoded)
        try:
            if not colon:
                raise BadParameter(f"there is no ':' between join table and key, as in {PARAMETER}=article_tags:5")
            link = await link_of(datasette, request.actor, database, table, join_table)
        except (BadParameter, NotFound) as error:
            raise BadRequest(f"{PARAMETER}={value!r}: {error}") from None
        if link is None:
            raise access.forbidden(f"the tables that {PARAMETER}={join_table} reads")
        clause, named = m2m.condition(link, f"newsactors_m2m_{number}", key)
        found = (await datasette.execute(database, *m2m.label(link, key))).rows
        clauses.append(clause)
        params |= named
        words.append(f'whose {link.other} include "{found[0]["label"] if found else key}"')
    return FilterArguments(clauses, params, words)
