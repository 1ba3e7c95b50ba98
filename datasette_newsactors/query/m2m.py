"""Facet and filter by what a join table links rows to, in any database: article_tags links articles to tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .parameters import BadParameter
from .select import Select

# Every table with two foreign keys, each of one column, one of them to this table and one to another.
JOIN_TABLES = """
with keys as (
  select tables.name as join_table, keys.id, max(keys.seq) as seq, lower(min(keys."table")) as other
  from sqlite_master as tables join pragma_foreign_key_list(tables.name) as keys
  where tables.type = 'table'
  group by tables.name, keys.id
)
select join_table from keys
group by join_table
having count(*) = 2 and max(seq) = 0 and sum(other = lower(:table)) = 1
order by join_table"""


class Link(NamedTuple):
    """How a join table links the rows of a table to those of another: by which columns, and by what they are called.

    label: a column of the other table, or none.
    """

    join_table: str
    ours: str
    our_key: str
    theirs: str
    other: str
    other_key: str
    label: str | None = None


def link(table: str, join_table: str, foreign_keys: Sequence[Mapping[str, str]]) -> Link:
    """The link that a join table's foreign keys make. Raises BadParameter where they do not make one.

    foreign_keys: `column`, `other_table`, `other_column` of each.
    """
    to_us = [key for key in foreign_keys if key["other_table"].casefold() == table.casefold()]
    to_others = [key for key in foreign_keys if key not in to_us]
    if len(to_us) != 1 or len(to_others) != 1:
        keys = ", ".join(sorted(f"{key['column']} to {key['other_table']}" for key in foreign_keys)) or "none"
        raise BadParameter(
            f"{join_table} does not join {table} to one other table: that takes a foreign key to {table} and one to"
            f" another table, and no more. It has {keys}"
        )
    [ours], [theirs] = to_us, to_others
    other, other_key = theirs["other_table"], theirs["other_column"]
    return Link(join_table, ours["column"], ours["other_column"], theirs["column"], other, other_key)


def counts(link: Link, rows: str | None, limit: int, offset: int) -> Select:
    """What the rows are linked to, and how many to each: value (its key), label, count; the most frequent first.

    rows: the statement that gives the filtered table, None where nothing is filtered.
    """
    join_table, ours, theirs = map(quoted, (link.join_table, link.ours, link.theirs))
    filtered = f"and {ours} in (select {quoted(link.our_key)} from ({rows}))" if rows else ""
    label = f"others.{quoted(link.label)}" if link.label else "null"
    sql = f"""
with linked as (
  select {theirs} as value, count(distinct {ours}) as count
  from {join_table}
  where {theirs} is not null {filtered}
  group by {theirs}
  order by count desc, value limit :newsactors_limit offset :newsactors_offset
)
select linked.value, coalesce({label}, linked.value) as label, linked.count
from linked left join {quoted(link.other)} as others on others.{quoted(link.other_key)} = linked.value
order by linked.count desc, linked.value"""
    return Select(sql, {"newsactors_limit": limit, "newsactors_offset": offset})


def condition(link: Link, name: str, value: str) -> Select:
    """What a row of the table must be, to be linked to the one with this key. name: begins the parameters' names."""
    join_table, ours, theirs = map(quoted, (link.join_table, link.ours, link.theirs))
    params: dict[str, object] = {name: value}
    if value.isascii() and value.isdigit() and int(value) < 2**63:
        params[f"{name}_number"] = int(value)  # for columns that are of no type
    keys = ", ".join(f":{key}" for key in params)
    return Select(f"{quoted(link.our_key)} in (select {ours} from {join_table} where {theirs} in ({keys}))", params)


def label(link: Link, value: str) -> Select:
    """What the row of the other table with this key is called, or none."""
    column = quoted(link.label or link.other_key)
    sql = f"select {column} as label from {quoted(link.other)} where {quoted(link.other_key)} = :value"
    return Select(sql, {"value": value})


def distinct(link: Link) -> Select:
    """Two of the values that rows are linked to, if there are as many."""
    theirs = quoted(link.theirs)
    sql = f"select distinct {theirs} from {quoted(link.join_table)} where {theirs} is not null limit 2"
    return Select(sql, {})


def quoted(name: str) -> str:
    """A table's or column's name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
