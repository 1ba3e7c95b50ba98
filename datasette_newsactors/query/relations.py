"""Who is in the news with whom, and who speaks about whom, as it is stored: what of that needs no counting."""

from __future__ import annotations

from .filters import QuoteFilters
from .slugs import ids_of

REJECTED = "select id from actors where status = 'rejected'"


def edges_of(filters: QuoteFilters) -> list[str] | None:
    """What to ask of the table edges for the quotes that the filters let through, or None where it does not tell.

    It tells of what is said or written, by whom and about whom; `:speaker` and `:about_0` are slugs.
    """
    if len(filters.about) > 1 or filters != QuoteFilters(speaker=filters.speaker, about=filters.about):
        return None
    asked = {"speaker": filters.speaker, "about_0": filters.about}
    columns = {"speaker": "speaker_id", "about_0": "about_id"}
    return [f"edges.{columns[name]} = ({ids_of(':' + name)})" for name, value in asked.items() if value]


def slugs_of(filters: QuoteFilters) -> dict[str, object]:
    """The parameters that `edges_of` names."""
    named = {"speaker": filters.speaker, "about_0": next(iter(filters.about), None)}
    return {name: slug for name, slug in named.items() if slug}


def most(counted: str, kept: bool = False) -> str:
    """The actors with the highest counts, by name where these are the same.

    counted: a statement that gives other_id and n, in which nobody is rejected. Only those who can be among the first
    `:limit` are looked up. kept: whether what was counted is worth keeping, as it is read twice; not where an index
    has it.
    """
    return f"""
with met as {"" if kept else "not "}materialized ({counted}),
most as (
  select * from met where n >= (select coalesce(min(n), 0) from (select n from met order by n desc limit :limit))
)
select actors.slug, actors.name, actors.type, n as count
from most join actors on actors.id = other_id
order by count desc, actors.name, actors.id limit :limit"""
