"""Who speaks about whom: one row for each pair of speaker and subject, as a network has edges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..models import ACTOR_TYPES
from .filters import PARAMETERS as FILTERS
from .filters import QuoteFilters, all_conditions
from .paging import Key, encode
from .parameters import PAGING, BadParameter, Parameter, Parameters, choice, last, one_of
from .relations import edges_of, slugs_of
from .select import Select
from .slugs import ids_of

PARAMETERS = (
    *FILTERS,
    Parameter("about_type", "to subjects of this type", one_of(*ACTOR_TYPES)),
    Parameter("min_quotes", "of at least so many quotes", {"type": "integer", "minimum": 1, "maximum": 999_999_999}),
    *PAGING,
)
SORT = "edges"
KEY_TYPES: tuple[tuple[type, ...], ...] = ((int,), (int,))
BUDGET = 50_000  # quotes that one page reads at most, unless a single actor said more
CONSIDERED = 5_000  # speakers among whom the budget is spent

COUNTS = """speakers.slug as speaker, speakers.name as speaker_name, speakers.type as speaker_type,
  subjects.slug as about, subjects.name as about_name, subjects.type as about_type,
  count(*) as n_quotes, min(quotes.published) as first, max(quotes.published) as last"""


class Asked(NamedTuple):
    """Which edges: of which quotes, to which type of subject, and of how many quotes at least."""

    filters: QuoteFilters
    about_type: str | None = None
    min_quotes: int = 1


def asked(params: Parameters, filters: QuoteFilters) -> Asked:
    """The edges that URL parameters ask for, `filters` being those of the quotes. Raises BadParameter."""
    value = last(params, "min_quotes") or "1"
    if not re.fullmatch(r"[1-9][0-9]{0,8}", value):
        raise BadParameter.value("min_quotes", value, "a whole number from 1 on")
    return Asked(filters, choice(params, "about_type", ACTOR_TYPES), int(value))


def last_speaker(after: Key | None, filters: QuoteFilters) -> Select:
    """The id of the last speaker whose edges fit into the page after a key; null where no speaker is left."""
    named = f"and id in ({ids_of(':speaker')})" if filters.speaker else ""
    sql = f"""
with considered as (
  select id, sum(n_quotes) over (order by id) - n_quotes as before
  from actors where id >= :first and n_quotes > 0 {named}
  order by id limit :considered
)
select max(id) as id from considered where before < :budget"""
    first = after[0] if after else 0
    params: dict[str, object] = {"first": first, "considered": CONSIDERED, "budget": BUDGET}
    return Select(sql, params | ({"speaker": filters.speaker} if filters.speaker else {}))


def page(asked: Asked, after: Key | None, to: int, limit: int) -> Select:
    """The edges of the speakers up to the id `to`, by the ids of speaker and subject; `after` is the last edge's key.

    Ids do not change while quotes are added, so that whoever follows the pages gets every edge there is from the
    first page to the last, and none twice.
    """
    speaker, about = after or (0, 0)
    if _is_stored(asked):
        return _stored(
            asked,
            "edges.speaker_id between :from_speaker and :to_speaker and (edges.speaker_id, about_id) > "
            "(:from_speaker, :from_about)",
            "speaker_id, about_id",
            {"from_speaker": speaker, "from_about": about, "to_speaker": to, "limit": limit},
        )
    where, params = _where(asked)
    sql = f"""
select quotes.speaker_id, quote_actors.actor_id as about_id, {COUNTS}
from quotes cross join quote_actors on quote_actors.quote_id = quotes.id
join actors as speakers on speakers.id = quotes.speaker_id
join actors as subjects on subjects.id = quote_actors.actor_id
where quotes.speaker_id between :from_speaker and :to_speaker
  and (quotes.speaker_id, quote_actors.actor_id) > (:from_speaker, :from_about)
  and {where}
group by quotes.speaker_id, quote_actors.actor_id having count(*) >= :min_quotes
order by quotes.speaker_id, quote_actors.actor_id limit :limit"""
    keys = {"from_speaker": speaker, "from_about": about, "to_speaker": to, "limit": limit}
    return Select(sql, {**params, **keys})


def strongest(asked: Asked, limit: int) -> Select:
    """The edges of most quotes."""
    if _is_stored(asked):
        return _stored(asked, "true", "n_quotes desc, speaker_id, about_id", {"limit": limit})
    where, params = _where(asked)
    sql = f"""
select quotes.speaker_id, quote_actors.actor_id as about_id, {COUNTS}
from quotes join quote_actors on quote_actors.quote_id = quotes.id
join actors as speakers on speakers.id = quotes.speaker_id
join actors as subjects on subjects.id = quote_actors.actor_id
where {where}
group by quotes.speaker_id, quote_actors.actor_id having count(*) >= :min_quotes
order by n_quotes desc, quotes.speaker_id, quote_actors.actor_id limit :limit"""
    return Select(sql, {**params, "limit": limit})


def _is_stored(asked: Asked) -> bool:
    """Whether the table edges tells what is asked; not where quotes about somebody are, whom else they are about."""
    return not asked.filters.about and edges_of(asked.filters) is not None


def _stored(asked: Asked, which: str, order: str, params: dict[str, object]) -> Select:
    """Edges as they are stored: those that `which` means, in an order, `:limit` at most."""
    rejected = "{} not in (select id from actors where status = 'rejected')"
    clauses = [
        which,
        *(edges_of(asked.filters) or []),
        "speaker_id <> about_id and n_quotes >= :min_quotes",
        *(rejected.format(end) for end in ("speaker_id", "about_id")),
        *(["about_id in (select id from actors where type = :about_type)"] if asked.about_type else []),
    ]
    where = "\n    and ".join(clauses)
    sql = f"""
with page as (
  select * from edges
  where {where}
  order by {order} limit :limit
)
select speaker_id, about_id, speakers.slug as speaker, speakers.name as speaker_name, speakers.type as speaker_type,
  subjects.slug as about, subjects.name as about_name, subjects.type as about_type, page.n_quotes, first, last
from page join actors as speakers on speakers.id = speaker_id join actors as subjects on subjects.id = about_id
order by {order.replace("n_quotes", "page.n_quotes")}"""
    own: dict[str, object] = {"min_quotes": asked.min_quotes}
    if asked.about_type:
        own["about_type"] = asked.about_type
    return Select(sql, {**slugs_of(asked.filters), **own, **params})


def _where(asked: Asked) -> tuple[str, dict[str, object]]:
    conditions = all_conditions(asked.filters).also(
        [
            "quote_actors.actor_id <> quotes.speaker_id",
            "speakers.status <> 'rejected'",
            "subjects.status <> 'rejected'",
            *(["subjects.type = :about_type"] if asked.about_type else []),
        ],
        min_quotes=asked.min_quotes,
    )
    about = {"about_type": asked.about_type} if asked.about_type else {}
    return conditions.where, {**conditions.params, **about}


def next_token(rows: Sequence[dict[str, object]], to: int | None, size: int) -> str | None:
    """The token of the page after these rows (asked for with limit size + 1) of the speakers up to `to`."""
    if to is None:
        return None
    if len(rows) > size:
        final = rows[size - 1]
        return encode(SORT, (int(str(final["speaker_id"])), int(str(final["about_id"]))))
    return encode(SORT, (to + 1, 0))
